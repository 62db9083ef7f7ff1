//! [`parse`]: from a cell to an exact number.

use super::peel::Peeled;
use super::{Decimal, NumberFault, NumberRules, quantity, range};
use crate::{fold, missing};

/// A number that a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    /// The value, in the unit of the cell: 万 and 亿 multiplied out, currencies dropped.
    pub value: Decimal,
    /// Whether the cell itself calls it approximate (约, 近, ~, 左右, a trailing +), or it stands for a range.
    pub approximate: bool,
}

/// Reads the number in a cell.
///
/// After width folding these are tried in order: missing token, brackets as a minus sign,
/// approximation words, sign, currency (¥ $ RMB CNY 人民币 元 块), range, percent (% ‰ 百分之), Chinese
/// numeral, sums of units (1亿2000万), one unit (百 千 k 万 w 亿 and their products), plain number. A
/// 千分位 must be `\d{1,3}(,\d{3})+(\.\d+)?`. Leading zeros are dropped; whether a column of them is
/// one of identifiers is for the caller to see.
///
/// # Errors
/// A [`NumberFault`] for a cell without a number or with more than one reading.
///
/// # References
/// Sums of units and 零 follow GB/T 15835-2011, 出版物上数字用法.
///
/// ```
/// use fourr_cell::number::{NumberFault, NumberRules, parse};
/// let rules = NumberRules::default();
/// assert_eq!(parse("１.２亿", &rules)?.value.to_string(), "120000000");
/// assert_eq!(parse("1,2345", &rules), Err(NumberFault::BadGrouping));
/// # Ok::<(), NumberFault>(())
/// ```
pub fn parse(text: &str, rules: &NumberRules) -> Result<Number, NumberFault> {
    if missing::classify(text).is_some() {
        return Err(NumberFault::Missing);
    }
    let folded = fold::trimmed(text);
    let cell = Peeled::of(&folded);
    if let Some(value) = range::resolve(&cell, *rules) {
        return Ok(Number {
            value: value?,
            approximate: true,
        });
    }
    let magnitude = quantity::parse(cell.body, rules.percent)?;
    let value = if cell.is_negative() {
        -magnitude
    } else {
        magnitude
    };
    Ok(Number {
        value,
        approximate: cell.approximate,
    })
}

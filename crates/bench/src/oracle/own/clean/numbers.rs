//! Numbers as people write them, by one pattern; and what surely is none.

use polars::prelude::*;

use super::spelling::is_absent;

/// 约, a currency before or behind a sign, digits with commas in threes, an exponent or a unit or a percent sign, a currency, 左右.
///
/// Groups: two of signs, of which one is taken, digits, exponent, unit, percent sign. As many digits as are surely no overflow.
const NUMBER: &str = concat!(
    r"^(?:(?:大约|约|近|≈|~)\s*)?",
    r"(?:(?:(?:[¥$]|(?i:rmb|cny)|人民币)\s*)?([-+−负]?)\s*|([-+−负])\s*(?:[¥$]|(?i:rmb|cny)|人民币)\s*)",
    r"([0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,18})?|[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})",
    r"(?:[eE]([-+]?0?[0-9])|\s*(万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百|[kKwW])|\s*([%‰]))?",
    r"\s*(?:(?:左右|\+)?\s*(?:元整|元|块|人民币|(?i:rmb|cny))?|",
    r"(?:元整|元|块|人民币|(?i:rmb|cny))\s*(?:左右|\+))$",
);
const SIGN: usize = 1;
const SIGN_FIRST: usize = 2;
const DIGITS: usize = 3;
const EXPONENT: usize = 4;
const UNIT: usize = 5;
const PERCENT: usize = 6;

/// Without one of these nothing is a number.
const DIGIT: &str = "[0-9〇零一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿億]";
/// A sign that stands in no number, nor beside one.
const FOREIGN: &str = concat!(
    "[^0-9〇零一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿億点",
    r"分之eEkKwW%‰¥$RMBCNYrmbcny人民币元整块负约大近≈左右至到()~.,+\-−–—\s]",
);

/// Powers of ten by unit.
const UNITS: [(&str, i64); 15] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
    ("k", 3),
    ("K", 3),
    ("w", 4),
    ("W", 4),
];

/// What is read of a cell.
pub(super) struct Reading {
    /// The value, null where there is none.
    pub(super) value: Expr,
    /// Whether more might be read in the cell than is known here.
    pub(super) open: Expr,
}

/// Whether a text may be a number in any form.
pub(super) fn may_be_one(text: &str) -> bool {
    let digits = DIGIT.trim_matches(['[', ']']).trim_start_matches("0-9");
    text.contains(|c: char| c.is_ascii_digit() || digits.contains(c))
}

/// Reads trimmed cells; 12% is a ratio, or percent points.
pub(super) fn read(cell: &Expr, points: bool) -> Reading {
    let group = |group: usize| cell.clone().str().extract(lit(NUMBER), group);
    let part = |of: usize| group(of).fill_null(lit(""));
    let sign = concat_str([part(SIGN), part(SIGN_FIRST)], "", false);
    let minus = when(sign.str().contains(lit("[-−负]"), true))
        .then(lit("-"))
        .otherwise(lit(""));
    let digits = group(DIGITS).str().replace_all(lit(","), lit(""), true);
    // The power is written, not multiplied: so the float is the one next to the number.
    let percent = |ratio: i64| lit(format!("e{}", if points { 2 - ratio } else { -ratio }));
    let power = when(part(PERCENT).eq(lit("%"))).then(percent(2));
    let mut power = power.when(part(PERCENT).eq(lit("‰"))).then(percent(3));
    for (unit, zeros) in UNITS {
        power = power
            .when(part(UNIT).eq(lit(unit)))
            .then(lit(format!("e{zeros}")));
    }
    let written = concat_str([lit("e"), group(EXPONENT)], "", false);
    let power = power.otherwise(written.fill_null(lit("")));
    let value = concat_str([minus, digits, power], "", false).cast(DataType::Float64);
    let known = cell.clone().str().contains(lit(NUMBER), true);
    let surely_none = is_absent(cell.clone())
        .or(cell.clone().str().contains(lit(DIGIT), true).not())
        .or(cell.clone().str().contains(lit(FOREIGN), true));
    Reading {
        // -0 is 0.
        value: value + lit(0.0),
        open: known.or(surely_none).not(),
    }
}

//! Magnitudes: percent signs, Chinese numerals, 万 and 亿 around a plain number.

use super::{Decimal, NumberFault, Percent, numeral, plain};

/// Unit words and their powers of ten, longer ones first. `m` is none: metre, minute or million.
const UNITS: [(&str, u8); 15] = [
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

/// Percent signs behind a number and the power of ten they divide by.
const PERCENT_SIGNS: [(&str, i32); 2] = [("%", 2), ("‰", 3)];
/// The same, read aloud: before the number.
const PERCENT_WORDS: [(&str, i32); 3] = [("百分之", 2), ("千分之", 3), ("万分之", 4)];

/// Reads a magnitude without a sign: `12%`, `三万零五十`, `1亿2000万`, `3.5万`, `1,234`.
pub(super) fn parse(text: &str, percent: Percent) -> Result<Decimal, NumberFault> {
    let after = PERCENT_SIGNS
        .iter()
        .find_map(|&(mark, by)| Some((text.strip_suffix(mark)?.trim_end(), by)));
    let before = || {
        PERCENT_WORDS
            .iter()
            .find_map(|&(mark, by)| Some((text.strip_prefix(mark)?, by)))
    };
    let Some((body, divisor)) = after.or_else(before) else {
        return parse_with_units(text);
    };
    let kept = match percent {
        Percent::Ratio => 0,
        Percent::Points => 2,
    };
    parse_with_units(body)?
        .shifted(kept - divisor)
        .ok_or(NumberFault::Overflow)
}

/// The unit or percent sign that ends a text, for a range whose first number leaves it out (1-2万).
pub(super) fn suffix(text: &str) -> Option<&'static str> {
    let marks = PERCENT_SIGNS
        .iter()
        .map(|&(mark, _)| mark)
        .chain(UNITS.iter().map(|&(unit, _)| unit));
    marks.into_iter().find(|mark| text.ends_with(mark))
}

fn parse_with_units(text: &str) -> Result<Decimal, NumberFault> {
    if let Some(value) = numeral::parse(text) {
        return value;
    }
    let mut total = Decimal::ZERO;
    let mut last_unit = None;
    let mut rest = text;
    while let Some((digits, unit, tail)) = split_unit(rest) {
        let value = plain::parse(digits)?
            .shifted(i32::from(unit))
            .ok_or(NumberFault::Overflow)?;
        let too_large = last_unit.is_some_and(|last| !is_below(value, last));
        if too_large || (digits.contains('.') && !tail.is_empty()) {
            return Err(NumberFault::Unparseable);
        }
        total = total.plus(value).ok_or(NumberFault::Overflow)?;
        (last_unit, rest) = (Some(unit), tail);
    }
    match last_unit {
        None => plain::parse(text),
        Some(_) if rest.is_empty() => Ok(total),
        Some(unit) => total
            .plus(parse_tail(rest, unit)?)
            .ok_or(NumberFault::Overflow),
    }
}

/// Digits behind the last unit: 1万2000 fills the four places below 万; 3万5 is 35 000 in speech.
fn parse_tail(text: &str, unit: u8) -> Result<Decimal, NumberFault> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberFault::Unparseable);
    }
    if text.len() != usize::from(unit) {
        return Err(NumberFault::Ambiguous);
    }
    plain::parse(text)
}

/// Splits `2000万5千` into `2000`, the power of 万, and `5千`.
fn split_unit(text: &str) -> Option<(&str, u8, &str)> {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ','))?;
    let (digits, rest) = text.split_at(end);
    let rest = rest.trim_start();
    let (unit, tail) = UNITS
        .iter()
        .find_map(|&(word, unit)| Some((unit, rest.strip_prefix(word)?)))?;
    (!digits.is_empty()).then_some((digits, unit, tail))
}

/// Whether a value is less than one of the unit before it.
fn is_below(value: Decimal, unit: u8) -> bool {
    Decimal::with_exponent(1, i64::from(unit)).is_some_and(|limit| value < limit)
}

//! [`parse_fixed4`]: the fast way through a column of amounts.

use super::{NumberFault, NumberRules, parse};

/// Longest cell the fast loop takes: its digits can't overflow an `i64`.
const LONGEST: usize = 18;
/// Most digits before the point, so that ten-thousandths still fit.
const LONGEST_WHOLE: usize = 14;

/// Reads a number as ten-thousandths (1.5 is 15 000), half away from zero, by the default rules.
///
/// ASCII decimals such as `1234.5` and `-3` are decided in one loop without allocation, everything
/// else by [`parse`]; the result is the same. That a value was approximate (`约3000`) is not told.
///
/// # Errors
/// As [`parse`]; and `overflow` beyond ±922 337 203 685 477.5807.
///
/// ```
/// use fourr_cell::number::parse_fixed4;
/// assert_eq!(parse_fixed4("1234.5"), Ok(12_345_000));
/// assert_eq!(parse_fixed4("¥3.5万"), Ok(350_000_000));
/// ```
pub fn parse_fixed4(text: &str) -> Result<i64, NumberFault> {
    plain_fixed4(text.as_bytes()).map_or_else(|| parse_dirty(text), Ok)
}

#[cold]
fn parse_dirty(text: &str) -> Result<i64, NumberFault> {
    let number = parse(text, &NumberRules::default())?;
    number.value.to_fixed(4).ok_or(NumberFault::Overflow)
}

/// Reads `-?\d+(\.\d+)?`; `None` for anything else and for whatever is long.
fn plain_fixed4(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.len() > LONGEST {
        return None;
    }
    let mut value = 0_i64;
    let mut rest = digits;
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        value = value * 10 + i64::from(digit - b'0');
        rest = tail;
    }
    if !(1..=LONGEST_WHOLE).contains(&(digits.len() - rest.len())) {
        return None;
    }
    let value = value * 10_000 + fraction_fixed4(rest)?;
    Some(if negative { -value } else { value })
}

/// Ten-thousandths of `.\d+` or of nothing; the fifth digit rounds.
fn fraction_fixed4(text: &[u8]) -> Option<i64> {
    let digits = match text {
        [] => return Some(0),
        [b'.', digits @ ..] if !digits.is_empty() => digits,
        _ => return None,
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let kept = digits.iter().zip([1_000, 100, 10, 1]);
    let sum: i64 = kept
        .map(|(digit, unit)| i64::from(digit - b'0') * unit)
        .sum();
    Some(sum + i64::from(digits.get(4).is_some_and(|&fifth| fifth >= b'5')))
}

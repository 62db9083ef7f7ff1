//! Plain numbers: ASCII digits with a point, 千分位 commas or an exponent.

use super::{Decimal, NumberFault};

/// Reads `1234`, `1,234.5`, `.5`, `5.` or `1.5e3`; no sign, no space.
pub(super) fn parse(text: &str) -> Result<Decimal, NumberFault> {
    if text.contains(',') && !has_good_grouping(text) {
        let numeric = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b',' | b'.'));
        let fault = if numeric && text.bytes().any(|b| b.is_ascii_digit()) {
            NumberFault::BadGrouping
        } else {
            NumberFault::Unparseable
        };
        return Err(fault);
    }
    match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => parse_digits(digits, parse_exponent(exponent)?),
        None => parse_digits(text, 0),
    }
}

/// Reads digits that are all of `text`: `000123` is 123.
pub(super) fn parse_integer(digits: impl Iterator<Item = u8>) -> Result<Decimal, NumberFault> {
    let mut read = Digits::default();
    digits.for_each(|digit| read.push(digit));
    read.finish(0)
}

/// Whether the whole text is `\d{1,3}(,\d{3})+(\.\d+)?`.
fn has_good_grouping(text: &str) -> bool {
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    if fraction.is_some_and(|digits| digits.is_empty() || !all_digits(digits)) {
        return false;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut others = groups.peekable();
    others.peek().is_some()
        && matches!(first.len(), 1..=3)
        && all_digits(first)
        && others.all(|group| group.len() == 3 && all_digits(group))
}

fn parse_exponent(text: &str) -> Result<i64, NumberFault> {
    let (sign, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] | rest => (1, rest),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(NumberFault::Unparseable);
    }
    let size = digits.iter().fold(0_i64, |sum, b| {
        sum.saturating_mul(10).saturating_add(i64::from(b - b'0'))
    });
    Ok(sign * size)
}

/// Reads digits with at most one point; commas have been checked.
fn parse_digits(text: &str, exponent: i64) -> Result<Decimal, NumberFault> {
    let mut read = Digits::default();
    let mut places: Option<i64> = None;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                read.push(byte - b'0');
                places = places.map(|count| count + 1);
            }
            b'.' if places.is_none() => places = Some(0),
            b',' => {}
            _ => return Err(NumberFault::Unparseable),
        }
    }
    read.finish(exponent.saturating_sub(places.unwrap_or(0)))
}

/// Decimal digits on their way into a mantissa.
///
/// Zeros wait until another digit follows, so neither leading nor trailing zeros use up the 38 digits.
#[derive(Default)]
struct Digits {
    mantissa: i128,
    waiting_zeros: u32,
    any: bool,
    overflow: bool,
}

impl Digits {
    fn push(&mut self, digit: u8) {
        self.any = true;
        if digit == 0 {
            // A leading zero is worth nothing; a run beyond `u32` is an overflow anyway.
            let counts = u32::from(self.mantissa != 0);
            self.waiting_zeros = self.waiting_zeros.saturating_add(counts);
            return;
        }
        let grown = 10_i128
            .checked_pow(self.waiting_zeros.saturating_add(1))
            .and_then(|power| self.mantissa.checked_mul(power))
            .and_then(|mantissa| mantissa.checked_add(i128::from(digit)));
        self.waiting_zeros = 0;
        match grown {
            Some(mantissa) => self.mantissa = mantissa,
            None => self.overflow = true,
        }
    }

    fn finish(self, exponent: i64) -> Result<Decimal, NumberFault> {
        if !self.any {
            return Err(NumberFault::Unparseable);
        }
        if self.overflow {
            return Err(NumberFault::Overflow);
        }
        let exponent = exponent.saturating_add(i64::from(self.waiting_zeros));
        Decimal::with_exponent(self.mantissa, exponent).ok_or(NumberFault::Overflow)
    }
}

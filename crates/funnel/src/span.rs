//! [`Span`]: a length of time, such as a window.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Units by name, the longest first, in microseconds.
const UNITS: [(&str, i64); 5] = [
    ("w", 604_800_000_000),
    ("d", 86_400_000_000),
    ("h", 3_600_000_000),
    ("min", 60_000_000),
    ("s", 1_000_000),
];

/// A length of time in whole microseconds, written `7d`, `30min`, `1h30min` or `3600s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span(i64);

/// The text is no length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no length of time, expected a number and a unit such as 7d, 12h, 30min or 90s")]
pub struct SpanError(pub String);

impl Span {
    /// Seven days.
    pub const WEEK: Self = Self(604_800_000_000);
    /// Half an hour.
    pub const HALF_HOUR: Self = Self(1_800_000_000);

    /// A number of seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds * 1_000_000)
    }

    /// Microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Days, with their fraction.
    pub fn days(self) -> f64 {
        self.0 as f64 / 86_400_000_000.0
    }
}

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let fault = || SpanError(text.to_owned());
        let (mut rest, mut micros) = (text.trim(), 0_i64);
        if rest.is_empty() {
            return Err(fault());
        }
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let number: i64 = rest[..digits].parse().map_err(|_| fault())?;
            let letters = rest[digits..]
                .bytes()
                .take_while(u8::is_ascii_alphabetic)
                .count();
            let unit = &rest[digits..digits + letters];
            let found = UNITS
                .iter()
                .find(|(name, _)| *name == unit || (*name == "min" && unit == "m"));
            let (_, length) = found.ok_or_else(fault)?;
            let part = number.checked_mul(*length).ok_or_else(fault)?;
            micros = micros.checked_add(part).ok_or_else(fault)?;
            rest = rest[digits + letters..].trim_start();
        }
        Ok(Self(micros))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        for (name, length) in UNITS.into_iter().skip(1) {
            let count = rest / length;
            if count > 0 {
                write!(f, "{count}{name}")?;
                rest -= count * length;
            }
        }
        if self.0 < 1_000_000 {
            f.write_str("0s")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Span {
    type Error = SpanError;

    fn try_from(text: String) -> Result<Self, SpanError> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written_back() {
        for (text, micros, back) in [
            ("7d", 604_800_000_000, "7d"),
            ("1w", 604_800_000_000, "7d"),
            ("90min", 5_400_000_000, "1h30min"),
            ("1h30m", 5_400_000_000, "1h30min"),
            ("3600s", 3_600_000_000, "1h"),
            ("0s", 0, "0s"),
        ] {
            let span: Span = text.parse().unwrap();
            assert_eq!((span.micros(), span.to_string().as_str()), (micros, back));
        }
        for text in ["", "7", "d", "7 days later", "-1d", "9999999999999d"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }
}

//! [`Stated`]: a number as somebody printed it.

use fourr_cell::{
    fold,
    number::{self, NumberRules},
};
use serde::Serialize;

/// Floats that were added up in another order differ by this much of their size.
const NOISE: f64 = 1e-9;

/// A number and how exactly it was given: another number matches when it rounds to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stated {
    /// The number, percent signs and units multiplied out.
    pub value: f64,
    /// What one unit of the last digit given is worth: 0.0001 for 38.86%, 1,000 for 1.2万.
    pub unit: f64,
}

impl Stated {
    /// Reads a number as [`fourr_cell::number::parse`] does: `916`, `24,664`, `38.86%`, `1.2万`.
    ///
    /// ```
    /// use fourr_rfm::difference::Stated;
    /// let stated = Stated::parse("1.2万").unwrap();
    /// assert!(stated.matches(12_499.0) && !stated.matches(12_501.0));
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let value = number::parse(text, &NumberRules::default())
            .ok()?
            .value
            .to_f64();
        let folded = fold::trimmed(text);
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        let decimals = folded.split_once('.').map_or(0, |(_, rest)| {
            rest.chars().take_while(char::is_ascii_digit).count()
        });
        let unit = match digits.parse::<f64>() {
            Ok(digits) if digits > 0.0 => {
                let unit = (value / digits).abs();
                // Digits that are not all of one number, as in 1.5e3, say nothing of its last place.
                let power = unit.log10();
                if (power - power.round()).abs() < NOISE {
                    unit
                } else {
                    0.0
                }
            }
            Ok(_) => {
                let percent = if folded.contains('%') { 0.01 } else { 1.0 };
                percent / 10_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX))
            }
            Err(_) => 1.0,
        };
        Some(Self { value, unit })
    }

    /// Whether `ours` rounds to the number given; a half rounds either way.
    pub fn matches(self, ours: f64) -> bool {
        let noise = NOISE * self.value.abs().max(1.0);
        (ours - self.value).abs() <= self.unit / 2.0 + noise
    }

    /// How far `ours` is away, as a share of the larger of the two; 0 for a match, at most 1.
    pub(super) fn distance(self, ours: Option<f64>) -> f64 {
        match ours {
            Some(ours) if self.matches(ours) => 0.0,
            Some(ours) => {
                let size = self.value.abs().max(ours.abs());
                ((ours - self.value).abs() / size).min(1.0)
            }
            None => 1.0,
        }
    }

    /// Whether it was given without decimals.
    pub(super) fn is_whole(self) -> bool {
        self.unit >= 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_says_how_exact_a_number_is() {
        for (text, value, unit) in [
            ("916", 916.0, 1.0),
            ("24,664", 24_664.0, 1.0),
            ("38.86%", 0.3886, 0.0001),
            ("1.20万", 12_000.0, 100.0),
            ("82.90", 82.9, 0.01),
            ("0.00", 0.0, 0.01),
            ("0.0%", 0.0, 0.001),
            ("-3.5", -3.5, 0.1),
            ("１，２３４", 1_234.0, 1.0),
            ("三百", 300.0, 1.0),
        ] {
            let stated = Stated::parse(text).unwrap();
            assert!((stated.value - value).abs() < 1e-9, "{text}");
            assert!(
                (stated.unit - unit).abs() < 1e-9 * unit,
                "{text} {stated:?}"
            );
        }
    }

    #[test]
    fn a_number_matches_what_rounds_to_it() {
        let stated = Stated::parse("480.87").unwrap();
        assert!(stated.matches(480.865_094));
        assert!(!stated.matches(480.76));
        assert!(Stated::parse("916").unwrap().matches(916.0));
        assert!(!Stated::parse("916").unwrap().matches(917.0));
        assert_eq!(Stated::parse("customers"), None);
    }
}

//! [`Plain`]: the fast way through a column of numbers that are to become floats.

/// Powers of ten that a 64-bit float holds exactly, up to the longest fraction of a [`Plain`].
const POWERS: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];
/// Most digits: every whole number of so many is exact in a float.
const LONGEST: usize = 15;

/// A number that is written as `-?\d+(\.\d+)?` with at most 15 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plain {
    mantissa: i64,
    places: u8,
    /// Whether there is a zero too many at the front, or a zero with a minus.
    padded: bool,
    /// Whether the last digit behind the point is a zero.
    trailing_zero: bool,
}

impl Plain {
    /// Reads the text; `None` for anything that is written otherwise, which [`parse`](super::parse) may still read.
    ///
    /// ```
    /// use fourr_cell::number::Plain;
    /// assert_eq!(Plain::of("1234.50").map(Plain::value), Some(1234.5));
    /// assert_eq!(Plain::of("1,234.50"), None);
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes() {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        if digits.len() > LONGEST + 1 || digits.is_empty() {
            return None;
        }
        let mut mantissa = 0_i64;
        let mut point = None;
        for (at, byte) in digits.iter().enumerate() {
            match byte {
                b'0'..=b'9' => mantissa = mantissa * 10 + i64::from(byte - b'0'),
                b'.' if point.is_none() && at > 0 && at + 1 < digits.len() => point = Some(at),
                _ => return None,
            }
        }
        let places = point.map_or(0, |at| digits.len() - at - 1);
        if digits.len() - usize::from(point.is_some()) > LONGEST {
            return None;
        }
        let whole = digits.len() - places - usize::from(point.is_some());
        Some(Self {
            mantissa: if negative { -mantissa } else { mantissa },
            places: u8::try_from(places).ok()?,
            padded: (whole > 1 && digits[0] == b'0') || (negative && mantissa == 0),
            trailing_zero: places > 0 && digits[digits.len() - 1] == b'0',
        })
    }

    /// Reads money with its sign in front and 千分位, `¥1,234.50`; `None` for anything that is written otherwise.
    ///
    /// ```
    /// use fourr_cell::number::Plain;
    /// assert_eq!(Plain::of_money("¥1,234.50").map(Plain::value), Some(1234.5));
    /// assert_eq!(Plain::of_money("¥12,34"), None);
    /// ```
    pub fn of_money(text: &str) -> Option<Self> {
        let amount = text
            .strip_prefix(['¥', '￥', '$'])
            .unwrap_or(text)
            .as_bytes();
        if !amount.first()?.is_ascii_digit() || amount.len() > LONGEST + LONGEST / 3 {
            return None;
        }
        let mut digits = [0_u8; LONGEST + LONGEST / 3];
        let (mut count, mut since_comma) = (0, None);
        for (at, &byte) in amount.iter().enumerate() {
            if byte == b',' {
                let first = since_comma.is_none() && (1..=3).contains(&at);
                if !first && since_comma != Some(3) {
                    return None;
                }
                since_comma = Some(0);
                continue;
            }
            if byte == b'.' {
                if since_comma.is_some_and(|run| run != 3) {
                    return None;
                }
                // Commas behind the point are none.
                if amount[at..].contains(&b',') {
                    return None;
                }
                since_comma = None;
            } else if let Some(run) = &mut since_comma {
                *run += 1;
            }
            digits[count] = byte;
            count += 1;
        }
        if since_comma.is_some_and(|run| run != 3) {
            return None;
        }
        Self::of(std::str::from_utf8(&digits[..count]).ok()?)
    }

    /// The nearest float: the division of two exact numbers is rounded once (Clinger 1990).
    pub fn value(self) -> f64 {
        self.mantissa as f64 / POWERS[usize::from(self.places)]
    }

    /// The value, if it is whole.
    pub fn whole(self) -> Option<i64> {
        let power = 10_i64.pow(u32::from(self.places));
        (self.mantissa % power == 0).then_some(self.mantissa / power)
    }

    /// Whether it is written with exactly so many decimals; without such a wish, with as few as it needs.
    pub fn is_canonical(self, decimals: Option<u8>) -> bool {
        !self.padded
            && match decimals {
                // Digits beyond the wish stay, if they are none too many.
                Some(decimals) if self.places > decimals => !self.trailing_zero,
                Some(decimals) => self.places == decimals,
                None => !self.trailing_zero,
            }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "both read the same digits")]

    use super::*;

    #[test]
    fn values_are_those_of_the_standard_library() {
        for text in [
            "0",
            "-0",
            "1",
            "-1.5",
            "0.1",
            "123456789012.345",
            "999999999999999",
            "0.00000000000001",
        ] {
            let plain = Plain::of(text).unwrap();
            assert_eq!(plain.value(), text.parse::<f64>().unwrap(), "{text}");
        }
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1e3",
            "1,000",
            "1.2.3",
            "1234567890123456",
            "１",
            " 1",
        ] {
            assert_eq!(Plain::of(text), None, "{text}");
        }
    }

    #[test]
    fn money_is_read_as_the_full_reading_reads_it() {
        use crate::number::{NumberRules, parse};
        let rules = NumberRules::default();
        for text in [
            "¥1,234.50",
            "￥1,234",
            "$12,345,678.9",
            "1,234.5",
            "¥126.29",
            "¥0.5",
            "¥12",
            "123,456,789,012.345",
        ] {
            let read = parse(text, &rules).unwrap().value.to_f64();
            assert_eq!(Plain::of_money(text).unwrap().value(), read, "{text}");
        }
        for text in [
            "¥1,2345",
            "¥,123",
            "1234,567",
            "1,23.4",
            "1.234,567",
            "1,234,",
            "¥-1",
            "¥ 1",
            "",
            "¥",
            "1,234.",
            "12,345.6.7",
            "0,1",
        ] {
            assert_eq!(Plain::of_money(text), None, "{text}");
        }
    }

    #[test]
    fn canonical_is_what_would_be_written() {
        for (text, decimals, canonical) in [
            ("1234.50", Some(2), true),
            ("1234.5", Some(2), false),
            ("1234.567", Some(2), true),
            ("1234.5670", Some(2), false),
            ("1234.5", None, true),
            ("1234.50", None, false),
            ("007", None, false),
            ("0.5", None, true),
            ("-0", None, false),
            ("100", None, true),
        ] {
            assert_eq!(
                Plain::of(text).unwrap().is_canonical(decimals),
                canonical,
                "{text}"
            );
        }
    }
}

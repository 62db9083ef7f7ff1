//! [`Decimal`]: an exact decimal number.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Neg;

/// Largest mantissa that an `f64` holds exactly.
const EXACT_F64: u128 = 1 << f64::MANTISSA_DIGITS;
/// Most decimal places whose power of ten fits a `u64` (and is exact in an `f64`).
const EXACT_POWER: u32 = 19;

/// An exact decimal: an integer mantissa divided by a power of ten.
///
/// It holds 38 significant digits. Two decimals of the same value are equal and hash alike, for the
/// scale is always the smallest that keeps the value: 1.50 is stored as 15 / 10¹.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        mantissa: 0,
        scale: 0,
    };

    /// Most decimal places a value may have: the shortest form of every `f64` below 1 fits.
    pub const MAX_SCALE: u32 = 400;

    /// The value `mantissa / 10^scale`; `None` beyond [`Self::MAX_SCALE`] or at `i128::MIN`.
    pub fn new(mantissa: i128, scale: u32) -> Option<Self> {
        Self::with_exponent(mantissa, -i64::from(scale))
    }

    /// The value `mantissa * 10^exponent`, or `None` when it can't be held exactly.
    pub(super) fn with_exponent(mantissa: i128, exponent: i64) -> Option<Self> {
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        if exponent >= 0 {
            let power = power_of_ten(exponent.unsigned_abs())?;
            let mantissa = mantissa
                .checked_mul(power)
                .filter(|&value| value != i128::MIN)?;
            return Some(Self { mantissa, scale: 0 });
        }
        if mantissa == i128::MIN {
            return None;
        }
        let (mut mantissa, mut scale) = (mantissa, exponent.unsigned_abs());
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let scale = u32::try_from(scale)
            .ok()
            .filter(|&scale| scale <= Self::MAX_SCALE)?;
        Some(Self { mantissa, scale })
    }

    /// The digits without the point, with the sign.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many of the digits stand behind the point.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// The nearest `f64`, ties to even.
    ///
    /// ```
    /// use fourr_cell::number::Decimal;
    /// assert_eq!(Decimal::new(435, 2).map(Decimal::to_f64), Some(4.35));
    /// ```
    pub fn to_f64(self) -> f64 {
        if self.mantissa.unsigned_abs() <= EXACT_F64 && self.scale <= EXACT_POWER {
            // Both sides are exact, so the division rounds once (Clinger 1990).
            return self.mantissa as f64 / 10_u64.pow(self.scale) as f64;
        }
        // An integer with an exponent is always a float: the fallback is never taken.
        format!("{}e-{}", self.mantissa, self.scale)
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// The value in units of `10^-places`, half away from zero (四舍五入); `None` beyond an `i64`.
    ///
    /// ```
    /// use fourr_cell::number::Decimal;
    /// assert_eq!(Decimal::new(-12345, 3).and_then(|value| value.to_fixed(2)), Some(-1235));
    /// ```
    pub fn to_fixed(self, places: u32) -> Option<i64> {
        if self.mantissa == 0 {
            return Some(0);
        }
        let fixed = if places >= self.scale {
            self.mantissa
                .checked_mul(power_of_ten(u64::from(places - self.scale))?)?
        } else {
            divide_half_away(self.mantissa, self.scale - places)
        };
        i64::try_from(fixed).ok()
    }

    /// The value times `10^exponent`.
    pub(super) fn shifted(self, exponent: i32) -> Option<Self> {
        Self::with_exponent(self.mantissa, i64::from(exponent) - i64::from(self.scale))
    }

    /// The exact sum.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let aligned = |value: Self| {
            value
                .mantissa
                .checked_mul(power_of_ten(u64::from(scale - value.scale))?)
        };
        Self::new(aligned(self)?.checked_add(aligned(other)?)?, scale)
    }

    /// The exact middle between two values.
    pub(super) fn midpoint(self, other: Self) -> Option<Self> {
        let sum = self.plus(other)?;
        Self::with_exponent(sum.mantissa.checked_mul(5)?, -i64::from(sum.scale) - 1)
    }
}

impl Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        // Never `i128::MIN`, so it can't overflow.
        Self {
            mantissa: -self.mantissa,
            ..self
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = self.mantissa.signum();
        match sign.cmp(&other.mantissa.signum()) {
            Ordering::Equal if sign < 0 => compare_magnitude(*other, *self),
            Ordering::Equal => compare_magnitude(*self, *other),
            unequal => unequal,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    /// Plain digits without grouping or exponent: `-0.035`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.scale as usize;
        let digits = format!(
            "{:0>width$}",
            self.mantissa.unsigned_abs(),
            width = scale + 1
        );
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let text = if fraction.is_empty() {
            digits
        } else {
            format!("{whole}.{fraction}")
        };
        f.pad_integral(self.mantissa >= 0, "", &text)
    }
}

fn power_of_ten(exponent: u64) -> Option<i128> {
    10_i128.checked_pow(u32::try_from(exponent).ok()?)
}

/// Drops `digits` decimal digits, rounding half away from zero.
fn divide_half_away(mantissa: i128, digits: u32) -> i128 {
    let Some(divisor) = power_of_ten(u64::from(digits)) else {
        // 10^39 is more than twice any mantissa.
        return 0;
    };
    let rest = (mantissa % divisor).abs();
    let away = if rest >= divisor - rest {
        mantissa.signum()
    } else {
        0
    };
    mantissa / divisor + away
}

/// Compares absolute values of two decimals of the same sign.
fn compare_magnitude(left: Decimal, right: Decimal) -> Ordering {
    let (a, b) = (left.mantissa.unsigned_abs(), right.mantissa.unsigned_abs());
    let scaled = |value: u128, by: u32| {
        10_u128
            .checked_pow(by)
            .and_then(|ten| value.checked_mul(ten))
    };
    // What overflows is the greater: the other side fits.
    match left.scale.cmp(&right.scale) {
        Ordering::Equal => a.cmp(&b),
        _ if a == 0 || b == 0 => a.cmp(&b),
        Ordering::Less => {
            scaled(a, right.scale - left.scale).map_or(Ordering::Greater, |a| a.cmp(&b))
        }
        Ordering::Greater => {
            scaled(b, left.scale - right.scale).map_or(Ordering::Less, |b| a.cmp(&b))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(mantissa: i128, scale: u32) -> Decimal {
        Decimal::new(mantissa, scale).unwrap()
    }

    #[test]
    fn equal_values_are_stored_alike() {
        assert_eq!(decimal(1500, 3), decimal(15, 1));
        assert_eq!(decimal(0, 7), Decimal::ZERO);
        assert_eq!(Decimal::with_exponent(15, 2), Decimal::new(1500, 0));
    }

    #[test]
    fn display_is_plain_digits() {
        let cases = [
            (-35, 3, "-0.035"),
            (12345, 2, "123.45"),
            (7, 0, "7"),
            (0, 0, "0"),
            (1, 4, "0.0001"),
        ];
        for (mantissa, scale, text) in cases {
            assert_eq!(decimal(mantissa, scale).to_string(), text);
        }
        assert_eq!(format!("{:>8}", decimal(-15, 1)), "    -1.5");
    }

    #[test]
    fn fixed_point_rounds_half_away_from_zero() {
        let cases = [
            (25, 1, 0, 3),
            (-25, 1, 0, -3),
            (24999, 4, 0, 2),
            (5, 1, 0, 1),
            (-5, 1, 0, -1),
            (4, 1, 0, 0),
        ];
        for (mantissa, scale, places, fixed) in cases {
            assert_eq!(
                decimal(mantissa, scale).to_fixed(places),
                Some(fixed),
                "{mantissa} {scale}"
            );
        }
        assert_eq!(decimal(i128::MAX, 400).to_fixed(4), Some(0));
        assert_eq!(decimal(i128::MAX, 38).to_fixed(0), Some(2));
    }

    #[test]
    fn fixed_point_ends_where_an_i64_ends() {
        assert_eq!(decimal(i128::from(i64::MAX), 4).to_fixed(4), Some(i64::MAX));
        assert_eq!(decimal(i128::from(i64::MAX) + 1, 4).to_fixed(4), None);
        assert_eq!(decimal(1, 0).to_fixed(40), None);
        assert_eq!(Decimal::ZERO.to_fixed(u32::MAX), Some(0));
    }

    #[test]
    fn floats_are_the_nearest() {
        assert_eq!(decimal(1, 1).to_f64().to_bits(), 0.1_f64.to_bits());
        assert_eq!(
            decimal(i128::MAX, 0).to_f64().to_bits(),
            1.701_411_834_604_692_3e38_f64.to_bits()
        );
        assert_eq!(decimal(5, 324).to_f64().to_bits(), 5e-324_f64.to_bits());
    }

    #[test]
    fn order_is_the_order_of_values() {
        let ascending = [
            decimal(-i128::MAX, 0),
            decimal(-2, 0),
            decimal(-15, 1),
            decimal(-1, 400),
            Decimal::ZERO,
            decimal(1, 400),
            decimal(149, 2),
            decimal(15, 1),
            decimal(2, 0),
            decimal(i128::MAX, 1),
            decimal(i128::MAX, 0),
        ];
        assert!(ascending.is_sorted());
        assert!(ascending.iter().rev().is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Decimal::new(i128::MIN, 0), None);
        assert_eq!(Decimal::with_exponent(1, 39), None);
        assert_eq!(Decimal::with_exponent(1, i64::MIN), None);
        assert_eq!(Decimal::with_exponent(1, i64::MAX), None);
        assert_eq!(decimal(i128::MAX, 0).plus(decimal(1, 0)), None);
        assert_eq!(decimal(1, 0).midpoint(decimal(2, 0)), Decimal::new(15, 1));
    }
}

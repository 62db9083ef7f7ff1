//! Figures put into formulas.

use fourr_locale::Lang;

use crate::{Cell, Format, Math, Operator};

/// Decimals that a reader gets unless more are needed to tell two values apart.
const PLACES: u8 = 2;

/// The sum of values that are whole ten-thousandths, exact whatever their order.
pub(super) fn sum(values: &[f64]) -> f64 {
    const SCALE: f64 = 10_000.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, and values are finite"
    )]
    let exact = |value: &f64| (value * SCALE).round() as i128;
    values.iter().map(exact).sum::<i128>() as f64 / SCALE
}

/// `left = value`, or `left ≈ value` where two decimals do not hold all of it.
pub(super) fn comes_to(left: Math, value: f64) -> Math {
    left.with(sign(value, PLACES), number(value))
}

/// `left = share`, or `left ≈ share` where two decimals of a percentage do not hold all of it.
pub(super) fn comes_to_share(left: Math, share: f64) -> Math {
    let percent = Math::value(Cell::Share(share), Format::Share);
    left.with(sign(share, PLACES + 2), percent)
}

fn sign(value: f64, places: u8) -> Operator {
    let digits = value.to_string();
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    if decimals <= usize::from(places) {
        Operator::Equals
    } else {
        Operator::Approximately
    }
}

/// A value with two decimals, a whole one without.
pub(super) fn number(value: f64) -> Math {
    shown(value, Format::Number(PLACES))
}

/// A value in a look that whole ones do without.
fn shown(value: f64, look: Format) -> Math {
    let whole = value.fract().abs() < f64::EPSILON;
    Math::value(value, if whole { Format::Count } else { look })
}

/// A value with as many decimals as tell it from `other`, two if they do or if both are equal.
pub(super) fn apart(value: f64, other: f64, lang: Lang) -> Format {
    let told = |places: &u8| {
        let written = |value| lang.fixed(value, usize::from(*places));
        written(value) != written(other)
    };
    Format::Number((PLACES..=8).find(told).unwrap_or(PLACES))
}

/// `value operator split` in figures: whole values without decimals, others with as many as tell them apart.
pub(super) fn compared(value: f64, operator: Operator, split: f64, lang: Lang) -> Math {
    let look = apart(value, split, lang);
    shown(value, look).with(operator, shown(split, look))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rounded_result_is_no_equation() {
        let half = Math::from(1_u64) / 2_u64.into();
        assert_eq!(comes_to(half, 0.5).linear(Lang::En), "1 / 2 = 0.50");
        let third = Math::from(1_u64) / 3_u64.into();
        assert_eq!(comes_to(third, 1.0 / 3.0).linear(Lang::En), "1 / 3 ≈ 0.33");
    }

    #[test]
    fn values_that_differ_are_shown_to_differ() {
        let line = |value, split| compared(value, Operator::Less, split, Lang::En).linear(Lang::En);
        assert_eq!(line(22.0, 159.0984), "22 < 159.10");
        assert_eq!(line(2.001, 2.0012), "2.0010 < 2.0012");
    }

    #[test]
    fn sums_do_not_depend_on_the_order() {
        let values = [0.1, 0.2, 0.3, 1e9, -1e9];
        let reversed: Vec<f64> = values.iter().rev().copied().collect();
        assert_eq!(sum(&values).to_string(), "0.6");
        assert_eq!(sum(&values).to_string(), sum(&reversed).to_string());
    }
}

//! Round numbers for the ticks of an axis.

/// Ticks at round numbers and how far apart they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticks {
    pub(crate) values: Vec<f64>,
    pub(crate) step: f64,
}

/// About `about` ticks at multiples of 1, 2, 2.5 or 5 times a power of ten, the first at or below `low`, the last
/// at or above `high`. With `whole`, no tick lies between whole numbers.
pub(crate) fn linear(low: f64, high: f64, about: f64, whole: bool) -> Ticks {
    let (mantissa, exponent) = step((high - low) / about.max(1.0), whole);
    // Dividing by a whole power of ten keeps 0.3 at 0.3, where multiplying by 0.1 would not.
    let power = 10_f64.powi(exponent.abs());
    let at = |index: f64| {
        if exponent < 0 {
            index * mantissa / power
        } else {
            index * mantissa * power
        }
    };
    let step = at(1.0);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    // The bound is a safeguard: when the span is lost in rounding, no loop runs away.
    let count = (last - first).clamp(1.0, 1000.0);
    let values = std::iter::successors(Some(0.0), |i| Some(i + 1.0))
        .take_while(|&i| i <= count)
        .map(|i| at(first + i) + 0.0)
        .collect();
    Ticks { values, step }
}

/// The smallest round step of at least `raw`, as a mantissa and a power of ten.
fn step(raw: f64, whole: bool) -> (f64, i32) {
    let mut exponent = exponent_of(raw);
    let mut ratio = raw / 10_f64.powi(exponent);
    if whole && exponent < 0 {
        (exponent, ratio) = (0, 0.0);
    }
    let between = whole && exponent == 0;
    [1.0_f64, 2.0, 2.5, 5.0]
        .into_iter()
        .filter(|mantissa| !(between && mantissa.fract() > 0.0))
        .find(|&mantissa| ratio <= mantissa * (1.0 + 1e-9))
        .map_or((1.0, exponent + 1), |mantissa| (mantissa, exponent))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the exponent of an f64 is within ±308"
)]
fn exponent_of(value: f64) -> i32 {
    value.log10().floor() as i32
}

/// Ticks of a logarithmic axis that reach from at or below `low` to at or above `high`: 1, 2 and 5 times powers
/// of ten while about `about` are enough, else powers of ten, else every second, third, ... of them.
pub(crate) fn logarithmic(low: f64, high: f64, about: f64) -> Vec<f64> {
    let decades = exponent_of(low)..=exponent_of(high) + 1;
    let ladder: Vec<f64> = decades
        .flat_map(|exponent| [1.0, 2.0, 5.0].map(|mantissa| power(mantissa, exponent)))
        .collect();
    let first = ladder
        .iter()
        .rposition(|&tick| tick <= low * (1.0 + 1e-9))
        .unwrap_or(0);
    let last = ladder
        .iter()
        .position(|&tick| tick >= high * (1.0 - 1e-9))
        .unwrap_or(ladder.len() - 1);
    let fine = &ladder[first..=last.max(first + 1).min(ladder.len() - 1)];
    if fine.len() as f64 <= about.max(3.0) {
        return fine.to_vec();
    }
    let (bottom, top) = (exponent_of(low), exponent_of(high * (1.0 - 1e-9)) + 1);
    let stride = (f64::from(top - bottom) / about.max(1.0)).ceil().max(1.0);
    let mut ticks = Vec::new();
    let mut exponent = f64::from(bottom);
    while exponent < f64::from(top) + stride {
        ticks.push(10_f64.powf(exponent));
        exponent += stride;
    }
    ticks
}

fn power(mantissa: f64, exponent: i32) -> f64 {
    if exponent < 0 {
        mantissa / 10_f64.powi(-exponent)
    } else {
        mantissa * 10_f64.powi(exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_enclose_the_values() {
        let cases: [(f64, f64, f64, bool, &[f64]); 6] = [
            (0.0, 97.0, 5.0, false, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
            (0.0, 1.0, 4.0, false, &[0.0, 0.25, 0.5, 0.75, 1.0]),
            (0.0, 0.3, 3.0, false, &[0.0, 0.1, 0.2, 0.3]),
            (0.0, 3.0, 6.0, true, &[0.0, 1.0, 2.0, 3.0]),
            (
                -3.0,
                7.0,
                5.0,
                false,
                &[-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0],
            ),
            (
                1000.0,
                1004.0,
                4.0,
                false,
                &[1000.0, 1001.0, 1002.0, 1003.0, 1004.0],
            ),
        ];
        for (low, high, about, whole, expected) in cases {
            assert_eq!(
                linear(low, high, about, whole).values,
                expected,
                "{low}..{high}"
            );
        }
    }

    #[test]
    fn logarithmic_ticks_thin_out() {
        assert_eq!(logarithmic(3.0, 40.0, 6.0), [2.0, 5.0, 10.0, 20.0, 50.0]);
        assert_eq!(logarithmic(1.0, 1000.0, 5.0), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(logarithmic(7.0, 7.0, 5.0), [5.0, 10.0]);
        assert!(logarithmic(1e-90, 1e90, 6.0).len() <= 8);
    }

    proptest::proptest! {
        #[test]
        fn any_range_has_few_round_ticks_around_it(a in -1e12..1e12_f64, b in -1e12..1e12_f64, about in 2.0..12.0_f64) {
            let (low, high) = (a.min(b), a.max(b) + 1e-6);
            let Ticks { values, step } = linear(low, high, about, false);
            proptest::prop_assert!(values.len() >= 2 && values.len() as f64 <= about + 3.0);
            proptest::prop_assert!(values[0] <= low + 1e-6 * step);
            proptest::prop_assert!(values[values.len() - 1] >= high - 1e-6 * step);
        }
    }
}

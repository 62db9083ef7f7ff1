//! [`ValueScale`]: from values to places along an axis.

use fourr_locale::Lang;

use crate::axis::{Axis, Format, Scale};
use crate::error::DrawError;
use crate::plot::ticks;

/// From values to places along an axis, with the ticks that go with it.
#[derive(Debug, Clone)]
pub(crate) struct ValueScale {
    scale: Scale,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) ticks: Vec<f64>,
    pub(crate) labels: Vec<String>,
    pub(crate) heading: String,
}

/// How far an axis reaches beyond its values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reach {
    /// To this value at least: bars start somewhere.
    From(f64),
    /// To zero unless that would flatten what there is to see.
    Data,
    /// No further than the data, with ticks inside it.
    Tight,
}

impl ValueScale {
    /// A scale for finite `values` with about `about` ticks.
    pub(crate) fn fit(
        axis: &Axis,
        values: impl Iterator<Item = f64>,
        reach: Reach,
        about: f64,
        lang: Lang,
    ) -> Self {
        let start = axis
            .range
            .map_or((f64::INFINITY, f64::NEG_INFINITY), |[low, high]| {
                (low, high)
            });
        let (low, high) = values.fold(start, |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let fitted = match axis.scale {
            Scale::Linear => Self::linear(axis, extend(low, high, reach), about, lang),
            Scale::Log => Self::logarithmic(axis, low, high, about, lang),
        };
        let slack = match reach {
            Reach::Data => f64::INFINITY,
            Reach::From(_) => 0.6,
            Reach::Tight => 0.0,
        };
        let low = if let Reach::From(start) = reach {
            low.min(start)
        } else {
            low
        };
        if low < high {
            fitted.trimmed(low, high, slack)
        } else {
            fitted
        }
    }

    /// The same scale without an outermost tick that lies more than `slack` steps beyond the data.
    fn trimmed(mut self, low: f64, high: f64, slack: f64) -> Self {
        let step = |ticks: &[f64], index: usize| ticks[index + 1] - ticks[index];
        let last = self.ticks.len() - 1;
        if last > 1
            && self.ticks[last] - high > slack * step(&self.ticks, last - 1) + 1e-12 * high.abs()
        {
            self.high = high;
            self.ticks.pop();
            self.labels.pop();
        }
        if self.ticks.len() > 2
            && low - self.ticks[0] > slack * step(&self.ticks, 0) + 1e-12 * low.abs()
        {
            self.low = low;
            self.ticks.remove(0);
            self.labels.remove(0);
        }
        self
    }

    fn linear(axis: &Axis, (low, high): (f64, f64), about: f64, lang: Lang) -> Self {
        let ticks = ticks::linear(low, high, about, axis.format == Format::Count);
        let labels = ticks
            .values
            .iter()
            .map(|&tick| axis.format.write_tick(tick, ticks.step, lang))
            .collect();
        Self {
            scale: Scale::Linear,
            low: ticks.values[0],
            high: ticks.values[ticks.values.len() - 1],
            ticks: ticks.values,
            labels,
            heading: axis.heading(lang),
        }
    }

    fn logarithmic(axis: &Axis, low: f64, high: f64, about: f64, lang: Lang) -> Self {
        let (low, high) = if low > high { (1.0, 10.0) } else { (low, high) };
        let ticks = ticks::logarithmic(low, high, about);
        let labels = ticks
            .iter()
            .map(|&tick| axis.format.write_tick(tick, tick, lang))
            .collect();
        Self {
            scale: Scale::Log,
            low: ticks[0],
            high: ticks[ticks.len() - 1],
            ticks,
            labels,
            heading: axis.heading(lang),
        }
    }

    /// The same scale, ending exactly at `high`, with the ticks that remain.
    pub(crate) fn ending_at(mut self, high: f64) -> Self {
        let kept = self
            .ticks
            .iter()
            .take_while(|&&tick| tick <= high * (1.0 + 1e-9))
            .count();
        self.ticks.truncate(kept);
        self.labels.truncate(kept);
        Self { high, ..self }
    }

    /// Where `value` lies, 0 at the low end of the axis and 1 at the high end.
    pub(crate) fn share(&self, value: f64) -> f64 {
        match self.scale {
            Scale::Linear => (value - self.low) / (self.high - self.low),
            Scale::Log => (value / self.low).ln() / (self.high / self.low).ln(),
        }
    }

    /// Where `value` lies between the pixels of the low and the high end.
    pub(crate) fn place(&self, value: f64, (from, to): (f64, f64)) -> f64 {
        from + self.share(value) * (to - from)
    }

    /// Whether the axis reaches as far as `value`.
    pub(crate) fn reaches(&self, value: f64) -> bool {
        (-1e-9..=1.0 + 1e-9).contains(&self.share(value))
    }
}

fn extend(low: f64, high: f64, reach: Reach) -> (f64, f64) {
    if low > high {
        return match reach {
            Reach::From(start) => (start, start + 1.0),
            Reach::Data | Reach::Tight => (0.0, 1.0),
        };
    }
    let (low, high) = match reach {
        Reach::From(start) => (low.min(start), high.max(start)),
        // An axis that starts above zero is worth it only where the values lie close together.
        Reach::Data if low > 0.0 && (high - low < 1e-9 * high || high - low > 0.25 * high) => {
            (0.0, high)
        }
        Reach::Data if high < 0.0 && (high - low < -1e-9 * low || high - low > -0.25 * low) => {
            (low, 0.0)
        }
        Reach::Data | Reach::Tight => (low, high),
    };
    if high - low > 1e-100 {
        (low, high)
    } else {
        (low, low + 1.0)
    }
}

/// Checks that `axis` can show all of `values`; those that are not finite are left out of every chart.
pub(crate) fn check(axis: &Axis, values: impl Iterator<Item = f64>) -> Result<(), DrawError> {
    for value in values
        .filter(|value| value.is_finite())
        .chain(axis.range.into_iter().flatten())
    {
        if value.abs() > 1e100 || value.is_nan() {
            return Err(DrawError::TooLarge(value));
        }
        if axis.scale == Scale::Log && value < 1e-100 {
            return Err(DrawError::NotPositive {
                axis: axis.title.clone(),
                value,
            });
        }
    }
    Ok(())
}

/// As [`check`], for an axis along which bars grow.
pub(crate) fn check_bars(axis: &Axis, values: impl Iterator<Item = f64>) -> Result<(), DrawError> {
    match axis.scale {
        Scale::Linear => check(axis, values),
        Scale::Log => Err(DrawError::LogBars(axis.title.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(values: &[f64], reach: Reach) -> ValueScale {
        let axis = Axis::new("", Format::Fixed(1));
        ValueScale::fit(&axis, values.iter().copied(), reach, 5.0, Lang::En)
    }

    #[test]
    fn bars_start_at_zero_and_close_values_do_not() {
        let low = |values: &[f64], reach| linear(values, reach).low.to_string();
        assert_eq!(low(&[80.0, 97.0], Reach::From(0.0)), "0");
        assert_eq!(low(&[80.0, 97.0], Reach::Data), "80");
        assert_eq!(low(&[20.0, 97.0], Reach::Data), "0");
        assert_eq!(low(&[5.0, 5.0], Reach::Data), "0");
    }

    #[test]
    fn a_tick_far_beyond_the_bars_is_left_out() {
        // 310 reaches 10 % into the step from 300 to 400, 380 reaches 80 %.
        let ticks = |high| linear(&[high], Reach::From(0.0)).ticks;
        assert_eq!(ticks(310.0), [0.0, 100.0, 200.0, 300.0]);
        assert_eq!(ticks(380.0), [0.0, 100.0, 200.0, 300.0, 400.0]);
    }

    #[test]
    fn empty_and_zero_ranges_have_a_length() {
        for values in [&[][..], &[0.0], &[-3.0], &[1e-300]] {
            let scale = linear(values, Reach::From(0.0));
            assert!(
                scale.high > scale.low && scale.ticks.len() >= 2,
                "{values:?}"
            );
        }
    }

    #[test]
    fn logarithmic_places_ratios_evenly() {
        let axis = Axis::new("", Format::Count).log();
        let scale = ValueScale::fit(
            &axis,
            [1.0, 10_000.0].into_iter(),
            Reach::Data,
            5.0,
            Lang::En,
        );
        assert!((scale.share(100.0) - 0.5).abs() < 1e-12);
    }
}

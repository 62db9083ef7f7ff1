//! [`Tornado`]: how far a result moves with each of its drivers.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Direction, Figure};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::error::DrawError;
use crate::plot::bands::{BandPlot, BandSpec};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::scale;
use crate::scene::Area;
use crate::theme::Theme;

/// How far a result moves from its base with each of its drivers, the others held: one bar to either side.
///
/// ```
/// use fourr_chart::{Axis, Caption, Chart, Format, Outcome, Shape, Theme, Tornado, TornadoBar};
/// use fourr_locale::Lang;
///
/// let low = Outcome::new("1.6%", 4_000.0);
/// let high = Outcome::new("2.4%", 36_000.0);
/// let shape = Shape::Tornado(Tornado {
///     driver: "Driver".to_owned(),
///     value: Axis::new("Profit", Format::Count).unit("yuan"),
///     base: 20_000.0,
///     bars: vec![TornadoBar::new("Conversion rate", low, high)],
/// });
/// let chart = Chart { caption: Caption::new("Sensitivity"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("36,000 (2.4%)"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tornado {
    /// What the drivers are.
    pub driver: String,
    /// What the result measures; always linear.
    pub value: Axis,
    /// The result with every driver at its base.
    pub base: f64,
    /// The drivers, in the order shown: the widest swing first.
    pub bars: Vec<TornadoBar>,
}

/// One driver of a tornado chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoBar {
    /// Its name.
    pub label: String,
    /// The result at its low value.
    pub low: Outcome,
    /// The result at its high value.
    pub high: Outcome,
}

/// A result at one value of a driver.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The value of the driver, as it is written: -20%, 80 yuan.
    pub input: String,
    /// The result; one that is not finite is left out.
    pub result: f64,
}

impl Outcome {
    /// A result at a value of a driver.
    pub fn new(input: impl Into<String>, result: f64) -> Self {
        Self {
            input: input.into(),
            result,
        }
    }
}

impl TornadoBar {
    /// A driver.
    pub fn new(label: impl Into<String>, low: Outcome, high: Outcome) -> Self {
        Self {
            label: label.into(),
            low,
            high,
        }
    }

    fn outcomes(&self) -> [&Outcome; 2] {
        [&self.low, &self.high]
    }
}

/// Drivers that the description names.
const DESCRIBED: usize = 12;

/// Height that a driver asks for: two lines of labels where both its results are on one side.
const ROW: f64 = 40.0;

/// The share of the picture that the words at one end of a bar take at most.
const LABEL_SHARE: f64 = 0.2;

/// The series whose looks the results at low and at high values have.
const LOOKS: [usize; 2] = [1, 0];

impl Tornado {
    /// A result and the value of its driver: 4,000 (80 yuan).
    fn label(&self, outcome: &Outcome, lang: Lang) -> String {
        let result = self.value.format.write(outcome.result, lang);
        match lang {
            _ if outcome.input.is_empty() => result,
            Lang::Zh => format!("{result}（{}）", outcome.input),
            Lang::En => format!("{result} ({})", outcome.input),
        }
    }

    /// As [`Tornado::label`], cut to leave room for the bars.
    fn short_label(&self, canvas: &Canvas, outcome: &Outcome) -> String {
        let text = self.label(outcome, canvas.theme.lang);
        let room = canvas.theme.width * LABEL_SHARE;
        canvas.cut(&text, canvas.theme.sizes.small, room)
    }

    fn shown(&self) -> impl Iterator<Item = &Outcome> {
        let outcomes = self.bars.iter().flat_map(TornadoBar::outcomes);
        outcomes.filter(|outcome| outcome.result.is_finite())
    }

    /// Whether both results are on one side of the base, so that one bar would hide the other.
    fn one_sided(&self, bar: &TornadoBar) -> bool {
        let [low, high] = bar.outcomes().map(|outcome| outcome.result >= self.base);
        low == high
    }

    fn draw_bar(&self, canvas: &mut Canvas, plot: &mut BandPlot, index: usize, labelled: bool) {
        let bar = &self.bars[index];
        let lanes = if self.one_sided(bar) { 2 } else { 1 };
        for (side, outcome) in bar.outcomes().into_iter().enumerate() {
            if !outcome.result.is_finite() {
                continue;
            }
            let slot = plot.slot(index, side.min(lanes - 1), lanes);
            let area = plot.bar(slot, self.base, outcome.result);
            canvas.series_rect(area, LOOKS[side]);
            if labelled {
                let text = self.short_label(canvas, outcome);
                plot.end_label(slot, outcome.result, text);
            }
        }
    }
}

impl Figure for Tornado {
    fn is_empty(&self) -> bool {
        self.shown().next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        if !self.base.is_finite() {
            return Err(DrawError::TooLarge(self.base));
        }
        let results = self.shown().map(|outcome| outcome.result);
        scale::check_bars(&self.value, results.chain([self.base]))
    }

    fn preferred_height(&self, _: &Theme) -> f64 {
        (self.bars.len() as f64 * ROW + 110.0).min(1000.0)
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let names = [
            lang.pick(
                "取低值（括号内为取值）",
                "driver low (its value in brackets)",
            ),
            lang.pick("取高值", "driver high"),
        ];
        let entries = LOOKS.into_iter().zip(names);
        let entries: Vec<Entry> = entries
            .map(|(series, name)| Entry::new(Key::Patch(series), name))
            .collect();
        let area = legend::draw(canvas, area, &entries);
        let row = area.height() * 0.8 / self.bars.len() as f64;
        let labelled = row >= canvas.theme.sizes.small * 2.2;
        let labels: Vec<String> = if labelled {
            self.shown()
                .map(|outcome| self.short_label(canvas, outcome))
                .collect()
        } else {
            Vec::new()
        };
        let base = self.value.format.write(self.base, lang);
        let base = format!("{} {base}", lang.pick("基准", "base"));
        let base = [Reference::new(self.base, base)];
        let categories: Vec<String> = self.bars.iter().map(|bar| bar.label.clone()).collect();
        let ends: Vec<f64> = self.shown().map(|outcome| outcome.result).collect();
        let spec = BandSpec {
            title: &self.driver,
            categories: &categories,
            axis: &self.value,
            direction: Direction::Lying,
            baseline: Some(self.base),
            ends: &ends,
            labels: &labels,
            references: &base,
        };
        let mut plot = BandPlot::draw(canvas, area, &spec);
        for index in 0..self.bars.len() {
            self.draw_bar(canvas, &mut plot, index, labelled);
        }
        plot.finish(canvas, &base);
    }

    fn describe(&self, lang: Lang) -> String {
        let base = self.value.format.write(self.base, lang);
        let measure = self.value.heading(lang);
        let start = match lang {
            Lang::Zh => format!("龙卷风图，{measure}，基准 {base}。"),
            Lang::En => format!("Tornado chart of {measure}, base {base}."),
        };
        let bars = self.bars.iter().take(DESCRIBED).map(|bar| {
            let [low, high] = bar.outcomes().map(|outcome| self.label(outcome, lang));
            match lang {
                Lang::Zh => format!("{}：{low}至 {high}。", bar.label),
                Lang::En => format!("{}: {low} to {high}.", bar.label),
            }
        });
        let parts: Vec<String> = std::iter::once(start).chain(bars).collect();
        parts.join(lang.pick("", " "))
    }
}

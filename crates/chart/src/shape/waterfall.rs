//! [`Waterfall`]: how changes lead from one total to the next.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Direction, Figure, LABELLED_MARKS};
use crate::axis::Axis;
use crate::canvas::Canvas;
use crate::error::DrawError;
use crate::palette;
use crate::plot::bands::{self, BandPlot, BandSpec};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::scale;
use crate::scene::{Area, Point, Stroke};
use crate::theme::Theme;

/// How changes lead from one total to the next: totals stand on zero, changes float where the one before ended.
///
/// ```
/// use fourr_chart::{Axis, Caption, Chart, Format, Shape, Theme, Waterfall, WaterfallStep};
/// use fourr_locale::Lang;
///
/// let steps = vec![
///     WaterfallStep::total("Revenue", 120.0),
///     WaterfallStep::change("Cost of goods", -66.0),
///     WaterfallStep::change("Media", -30.0),
///     WaterfallStep::total("Profit", 24.0),
/// ];
/// let value = Axis::new("Amount", Format::Count).unit("10k yuan");
/// let shape = Shape::Waterfall(Waterfall::new("Item", value, steps));
/// let chart = Chart { caption: Caption::new("From revenue to profit"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("-66"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waterfall {
    /// What the steps are.
    pub category: String,
    /// What the lengths measure; always linear.
    pub value: Axis,
    /// The steps, in order. Without a total at first, changes start at zero.
    pub steps: Vec<WaterfallStep>,
    /// Which way the bars grow.
    pub direction: Direction,
}

/// One bar of a waterfall.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WaterfallStep {
    /// Its name.
    pub label: String,
    /// Its length.
    pub amount: Amount,
}

/// What a bar of a waterfall stands for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Amount {
    /// All that there is by now: from zero.
    Total(f64),
    /// What is added, or taken away where it is negative: from where the bar before ended.
    Change(f64),
}

impl WaterfallStep {
    /// A total.
    pub fn total(label: impl Into<String>, value: f64) -> Self {
        Self {
            label: label.into(),
            amount: Amount::Total(value),
        }
    }

    /// A change.
    pub fn change(label: impl Into<String>, value: f64) -> Self {
        Self {
            label: label.into(),
            amount: Amount::Change(value),
        }
    }

    fn value(&self) -> f64 {
        match self.amount {
            Amount::Total(value) | Amount::Change(value) => value,
        }
    }

    /// The series whose look it has: totals, what is taken away, what is added.
    fn series(&self) -> usize {
        match self.amount {
            Amount::Total(_) => 0,
            Amount::Change(value) if value < 0.0 => 1,
            Amount::Change(_) => 2,
        }
    }
}

/// How far a total may be off the sum of the changes before it, as a share of the largest amount: rounding.
const TOLERANCE: f64 = 1e-6;

/// The thinnest bar.
const HAIRLINE: f64 = 1.4;

impl Waterfall {
    /// Steps in a direction that suits their names.
    pub fn new(category: impl Into<String>, value: Axis, steps: Vec<WaterfallStep>) -> Self {
        Self {
            category: category.into(),
            value,
            steps,
            direction: Direction::Auto,
        }
    }

    fn names(&self) -> Vec<String> {
        self.steps.iter().map(|step| step.label.clone()).collect()
    }

    /// From where to where each bar reaches.
    fn spans(&self) -> Vec<(f64, f64)> {
        let mut running = 0.0;
        let spans = self.steps.iter().map(|step| {
            let from = match step.amount {
                Amount::Total(_) => 0.0,
                Amount::Change(_) => running,
            };
            running = from + step.value();
            (from, running)
        });
        spans.collect()
    }

    /// An amount with its sign where it is a change: +12, -3.
    fn label(&self, step: &WaterfallStep, lang: Lang) -> String {
        let text = self.value.format.write(step.value(), lang);
        match step.amount {
            Amount::Change(value) if value > 0.0 => format!("+{text}"),
            _ => text,
        }
    }

    fn labels(&self, lang: Lang) -> Vec<String> {
        let steps = self.steps.iter();
        steps.map(|step| self.label(step, lang)).collect()
    }

    /// Whether every amount has room beside its bar.
    fn labelled(&self, canvas: &Canvas, area: Area) -> bool {
        let (count, size) = (self.steps.len(), canvas.theme.sizes.small);
        if bands::lies(canvas.theme, self.direction, &self.names()) {
            return count <= LABELLED_MARKS || area.height() / count as f64 >= size * 1.25;
        }
        let band = area.width() * 0.92 / count as f64;
        count <= LABELLED_MARKS && canvas.widest(&self.labels(canvas.theme.lang), size) <= band
    }

    fn entries(&self, lang: Lang) -> Vec<Entry> {
        let names = [
            (0, lang.pick("合计", "total")),
            (2, lang.pick("增加", "added")),
            (1, lang.pick("减少", "taken away")),
        ];
        let used = |series: usize| self.steps.iter().any(|step| step.series() == series);
        let names = names.into_iter().filter(|(series, _)| used(*series));
        names
            .map(|(series, name)| Entry::new(Key::Patch(series), name))
            .collect()
    }

    fn draw_bars(&self, canvas: &mut Canvas, plot: &mut BandPlot, labels: &[String]) {
        let spans = self.spans();
        for (index, (step, &(from, to))) in self.steps.iter().zip(&spans).enumerate() {
            let slot = plot.slot(index, 0, 1);
            draw_bar(canvas, plot.bar(slot, from, to), step.series());
            if index + 1 < spans.len() {
                let next = plot.slot(index + 1, 0, 1);
                let ends = [plot.point(slot.1, to), plot.point(next.0, to)];
                canvas.segment(ends[0], ends[1], Stroke::solid(palette::AXIS, 1.0));
            }
            if let Some(label) = labels.get(index) {
                let highest = from.max(to);
                let end = if highest > 0.0 { highest } else { from.min(to) };
                plot.end_label(slot, end, label.as_str());
            }
        }
    }
}

/// A bar; one without a visible length is a hairline.
fn draw_bar(canvas: &mut Canvas, bar: Area, series: usize) {
    canvas.series_rect(bar, series);
    if bar.width().min(bar.height()) < HAIRLINE {
        let ends = [
            Point::new(bar.left, bar.top),
            Point::new(bar.right, bar.bottom),
        ];
        let stroke = Stroke::solid(palette::series_line(series), HAIRLINE);
        canvas.segment(ends[0], ends[1], stroke);
    }
}

impl Figure for Waterfall {
    fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        let values = self.steps.iter().map(WaterfallStep::value);
        if let Some(value) = values.clone().find(|value| !value.is_finite()) {
            return Err(DrawError::TooLarge(value));
        }
        let spans = self.spans();
        let ends = spans.iter().map(|span| span.1);
        scale::check_bars(&self.value, values.clone().chain(ends))?;
        let largest = values.map(f64::abs).fold(0.0, f64::max);
        for (step, before) in self.steps.iter().skip(1).zip(&spans) {
            if let Amount::Total(total) = step.amount
                && (total - before.1).abs() > TOLERANCE * largest
            {
                return Err(DrawError::RunningTotal {
                    label: step.label.clone(),
                    total,
                    sum: before.1,
                });
            }
        }
        Ok(())
    }

    fn preferred_height(&self, theme: &Theme) -> f64 {
        if bands::lies(theme, self.direction, &self.names()) {
            bands::preferred_height(self.steps.len())
        } else {
            0.0
        }
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let area = legend::draw(canvas, area, &self.entries(lang));
        let names = self.names();
        let labels = if self.labelled(canvas, area) {
            self.labels(lang)
        } else {
            Vec::new()
        };
        let ends = self.spans().into_iter();
        let ends: Vec<f64> = ends.flat_map(|(from, to)| [from, to]).collect();
        let spec = BandSpec {
            title: &self.category,
            categories: &names,
            axis: &self.value,
            direction: self.direction,
            baseline: Some(0.0),
            ends: &ends,
            labels: &labels,
            references: &[],
        };
        let mut plot = BandPlot::draw(canvas, area, &spec);
        self.draw_bars(canvas, &mut plot, &labels);
        plot.finish(canvas, &[]);
    }

    fn describe(&self, lang: Lang) -> String {
        let measure = self.value.heading(lang);
        let steps = self.steps.iter();
        let steps = steps.map(|step| format!("{} {}", step.label, self.label(step, lang)));
        let steps: Vec<String> = steps.collect();
        match lang {
            Lang::Zh => format!("瀑布图，{measure}：{}。", steps.join("，")),
            Lang::En => format!("Waterfall chart of {measure}: {}.", steps.join(", ")),
        }
    }
}

//! [`Bars`]: one bar for each category.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Direction, Figure, LABELLED_MARKS, extremes};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::datum::Datum;
use crate::error::DrawError;
use crate::palette;
use crate::plot::bands::{self, BandPlot, BandSpec};
use crate::plot::scale;
use crate::scene::Area;
use crate::theme::Theme;

/// One bar for each category, its length the value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    /// What the categories are: 渠道, channel.
    pub category: String,
    /// What the lengths measure; always linear.
    pub value: Axis,
    /// The bars, in the order shown.
    pub bars: Vec<Bar>,
    /// Which way they grow.
    pub direction: Direction,
    /// Where they start: 0, but for an index such as TGI its neutral value, 100.
    pub baseline: f64,
    /// Lines across the bars, at values.
    pub references: Vec<Reference>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// Its category.
    pub label: String,
    /// Its length.
    pub value: Datum,
    /// A remark written after the value: a sign of significance, a number of cases.
    pub note: Option<String>,
}

impl Bar {
    /// A bar without a remark.
    pub fn new(label: impl Into<String>, value: impl Into<Datum>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            note: None,
        }
    }
}

impl Bars {
    /// Bars from zero in a direction that suits their names.
    pub fn new(category: impl Into<String>, value: Axis, bars: Vec<Bar>) -> Self {
        Self {
            category: category.into(),
            value,
            bars,
            direction: Direction::Auto,
            baseline: 0.0,
            references: Vec::new(),
        }
    }

    fn names(&self) -> Vec<String> {
        self.bars.iter().map(|bar| bar.label.clone()).collect()
    }

    fn label(&self, bar: &Bar, value: f64, lang: Lang) -> String {
        let value = self.value.format.write(value, lang);
        bar.note
            .as_ref()
            .map_or_else(|| value.clone(), |note| format!("{value} {note}"))
    }

    fn numbers(&self) -> impl Iterator<Item = f64> {
        self.bars.iter().filter_map(|bar| bar.value.value())
    }

    fn draw_bar(&self, canvas: &mut Canvas, plot: &mut BandPlot, index: usize, labelled: bool) {
        let bar = &self.bars[index];
        let slot = plot.slot(index, 0, 1);
        if let Datum::Suppressed(limit) = bar.value {
            plot.withheld(canvas, slot, limit);
        } else if let Some(value) = bar.value.value() {
            // On an index, what lies below the neutral value is of the other colour.
            let series = usize::from(self.baseline != 0.0 && value < self.baseline);
            canvas.rect(
                plot.bar(slot, self.baseline, value),
                palette::series(series),
            );
            if labelled {
                plot.end_label(slot, value, self.label(bar, value, canvas.theme.lang));
            }
        } else {
            let text = canvas.theme.lang.pick("无数据", "no data");
            plot.end_label(slot, self.baseline, text);
        }
    }

    /// Values are labelled when there are few bars, or where each lies on a row of its own.
    fn labelled(&self, canvas: &Canvas, area: Area) -> bool {
        let few = self.bars.len() <= LABELLED_MARKS;
        if bands::lies(canvas.theme, self.direction, &self.names()) {
            return few
                || area.height() / self.bars.len() as f64 >= canvas.theme.sizes.small * 1.25;
        }
        let band = area.width() * 0.92 / self.bars.len() as f64;
        let lang = canvas.theme.lang;
        let labels = self
            .bars
            .iter()
            .filter_map(|bar| Some(self.label(bar, bar.value.value()?, lang)));
        few && labels
            .into_iter()
            .all(|label| canvas.width(&label, canvas.theme.sizes.small) <= band)
    }
}

impl Figure for Bars {
    fn is_empty(&self) -> bool {
        self.bars.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        let ends = self.numbers().chain([self.baseline]);
        scale::check_bars(
            &self.value,
            ends.chain(self.references.iter().map(|line| line.value)),
        )
    }

    fn preferred_height(&self, theme: &Theme) -> f64 {
        if bands::lies(theme, self.direction, &self.names()) {
            bands::preferred_height(self.bars.len())
        } else {
            0.0
        }
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let names = self.names();
        let labelled = self.labelled(canvas, area);
        let mut labels: Vec<String> = Vec::new();
        if labelled {
            labels.extend(
                self.bars
                    .iter()
                    .filter_map(|bar| Some(self.label(bar, bar.value.value()?, lang))),
            );
        }
        let marked = self
            .references
            .iter()
            .map(|line| line.value)
            .filter(|value| value.is_finite());
        let ends: Vec<f64> = self.numbers().chain(marked).collect();
        let spec = BandSpec {
            title: &self.category,
            categories: &names,
            axis: &self.value,
            direction: self.direction,
            baseline: Some(self.baseline),
            ends: &ends,
            labels: &labels,
            references: &self.references,
        };
        let mut plot = BandPlot::draw(canvas, area, &spec);
        for index in 0..self.bars.len() {
            self.draw_bar(canvas, &mut plot, index, labelled);
        }
        plot.finish(canvas, &self.references);
    }

    fn describe(&self, lang: Lang) -> String {
        let count = lang.count(self.bars.len() as u64);
        let measure = self.value.heading(lang);
        let known = self
            .bars
            .iter()
            .filter_map(|bar| Some((bar.label.as_str(), bar.value.value()?)));
        let ends = extremes(known, |value| self.value.format.write(value, lang), lang);
        match lang {
            Lang::Zh => format!("条形图，{count} 个{}的{measure}。{ends}", self.category),
            Lang::En => format!(
                "Bar chart of {measure} for {count} categories of {}. {ends}",
                self.category
            ),
        }
    }
}

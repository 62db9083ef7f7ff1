//! [`GroupedBars`]: bars side by side for each category.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Direction, Figure, LABELLED_MARKS, check_lengths, extremes, finite};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::datum::{Datum, Series};
use crate::error::DrawError;
use crate::plot::bands::{self, BandPlot, BandSpec};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::scale;
use crate::scene::Area;
use crate::theme::Theme;

/// Bars side by side for each category, one for each series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupedBars {
    /// What the categories are.
    pub category: String,
    /// The categories, in the order shown.
    pub categories: Vec<String>,
    /// What the lengths measure; always linear.
    pub value: Axis,
    /// The series, in the order of the legend.
    pub series: Vec<Series>,
    /// Which way the bars grow.
    pub direction: Direction,
    /// Lines across the bars, at values.
    pub references: Vec<Reference>,
}

impl GroupedBars {
    fn write(&self, value: f64, lang: Lang) -> String {
        self.value.format.write(value, lang)
    }

    fn draw_group(&self, canvas: &mut Canvas, plot: &mut BandPlot, index: usize, labelled: bool) {
        for (lane, series) in self.series.iter().enumerate() {
            let (from, to) = plot.slot(index, lane, self.series.len());
            // A sliver of white between neighbours.
            let gap = (to - from).min(12.0) * 0.06;
            let slot = (from + gap, to - gap);
            match series.values[index] {
                Datum::Suppressed(limit) => plot.withheld(canvas, slot, limit),
                datum => {
                    if let Some(value) = datum.value() {
                        canvas.series_rect(plot.bar(slot, 0.0, value), lane);
                        if labelled {
                            plot.end_label(slot, value, self.write(value, canvas.theme.lang));
                        }
                    } else if labelled {
                        plot.end_label(slot, 0.0, "–");
                    }
                }
            }
        }
    }

    /// Whether every value has room beside its bar.
    fn labelled(&self, canvas: &Canvas, area: Area) -> bool {
        let marks = self.categories.len() * self.series.len();
        let size = canvas.theme.sizes.small;
        let lying = bands::lies(canvas.theme, self.direction, &self.categories);
        let length = if lying { area.height() } else { area.width() };
        let thickness = length * 0.75 / marks as f64;
        let lang = canvas.theme.lang;
        let room = |value| {
            if lying {
                size
            } else {
                canvas.width(&self.write(value, lang), size) + 2.0
            }
        };
        (marks <= LABELLED_MARKS || lying)
            && finite(&self.series).all(|value| room(value) <= thickness)
    }
}

impl Figure for GroupedBars {
    fn is_empty(&self) -> bool {
        self.categories.is_empty() || self.series.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_lengths(&self.series, self.categories.len())?;
        scale::check_bars(
            &self.value,
            finite(&self.series).chain(self.references.iter().map(|line| line.value)),
        )
    }

    fn preferred_height(&self, theme: &Theme) -> f64 {
        if bands::lies(theme, self.direction, &self.categories) {
            bands::preferred_height(self.categories.len() * self.series.len())
        } else {
            0.0
        }
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let area = legend::draw(canvas, area, &series_entries(&self.series, lang));
        let labelled = self.labelled(canvas, area);
        let labels: Vec<String> = if labelled {
            finite(&self.series)
                .map(|value| self.write(value, lang))
                .collect()
        } else {
            Vec::new()
        };
        let marked = self
            .references
            .iter()
            .map(|line| line.value)
            .filter(|value| value.is_finite());
        let ends: Vec<f64> = finite(&self.series).chain(marked).collect();
        let spec = BandSpec {
            title: &self.category,
            categories: &self.categories,
            axis: &self.value,
            direction: self.direction,
            baseline: Some(0.0),
            ends: &ends,
            labels: &labels,
            references: &self.references,
        };
        let mut plot = BandPlot::draw(canvas, area, &spec);
        for index in 0..self.categories.len() {
            self.draw_group(canvas, &mut plot, index, labelled);
        }
        plot.finish(canvas, &self.references);
    }

    fn describe(&self, lang: Lang) -> String {
        let (groups, measure) = (self.categories.len(), self.value.heading(lang));
        let start = match lang {
            Lang::Zh => format!("分组条形图，{groups} 个{}的{measure}。", self.category),
            Lang::En => format!(
                "Grouped bar chart of {measure} for {groups} categories of {}.",
                self.category
            ),
        };
        let parts = self.series.iter().map(|series| {
            let items = self.categories.iter().zip(&series.values);
            let known = items.filter_map(|(name, datum)| Some((name.as_str(), datum.value()?)));
            let ends = extremes(known, |value| self.write(value, lang), lang);
            format!("{}{}{ends}", series.name, lang.pick("：", ": "))
        });
        std::iter::once(start)
            .chain(parts)
            .collect::<Vec<_>>()
            .join(lang.pick("", " "))
    }
}

/// Legend entries of some series, and of hatching where a value is withheld.
pub(super) fn series_entries(series: &[Series], lang: Lang) -> Vec<Entry> {
    let withheld = series
        .iter()
        .flat_map(|series| &series.values)
        .any(|datum| matches!(datum, Datum::Suppressed(_)));
    let patches = series
        .iter()
        .enumerate()
        .map(|(index, series)| Entry::new(Key::Patch(index), &*series.name));
    patches
        .chain(withheld.then(|| Entry::withheld(lang)))
        .collect()
}

//! [`StackedBars`]: bars on top of each other for each category.

use fourr_locale::Lang;
use serde::Serialize;

use super::grouped::series_entries;
use super::{Direction, Figure, LABELLED_MARKS, check_lengths, extremes, finite};
use crate::axis::{Axis, Format};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::datum::Series;
use crate::error::DrawError;
use crate::palette;
use crate::plot::bands::{self, BandPlot, BandSpec};
use crate::plot::{legend, scale};
use crate::scene::{Area, Stroke};
use crate::theme::Theme;

/// Bars on top of each other for each category, one for each series. Parts below zero stack downwards.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StackedBars {
    /// What the categories are.
    pub category: String,
    /// The categories, in the order shown.
    pub categories: Vec<String>,
    /// What the lengths measure; always linear. Of shares, what they are shares of.
    pub value: Axis,
    /// The series, the first nearest to the axis.
    pub series: Vec<Series>,
    /// Which way the bars grow.
    pub direction: Direction,
    /// What a whole bar is.
    pub whole: Whole,
}

/// What a whole stacked bar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Whole {
    /// The sum of its parts.
    #[default]
    Sum,
    /// 100 %: every bar is as long, its parts their shares of the sum.
    Share,
}

/// Parts up to which those with room for it carry their value.
const LABELLED_PARTS: usize = 72;

impl StackedBars {
    /// The value of each part of bar `index`, as it is drawn: shares where bars are shares.
    fn parts(&self, index: usize) -> Vec<Option<f64>> {
        let values = self
            .series
            .iter()
            .map(|series| series.values[index].value());
        let total: f64 = values.clone().flatten().sum();
        match self.whole {
            Whole::Sum => values.collect(),
            Whole::Share if total > 0.0 => values.map(|value| Some(value? / total)).collect(),
            Whole::Share => values.map(|_| None).collect(),
        }
    }

    /// Ends of a bar below and above zero.
    fn ends(&self, index: usize) -> (f64, f64) {
        self.parts(index)
            .into_iter()
            .flatten()
            .fold((0.0, 0.0), |(low, high), part| {
                if part < 0.0 {
                    (low + part, high)
                } else {
                    (low, high + part)
                }
            })
    }

    fn axis(&self) -> Axis {
        match self.whole {
            Whole::Sum => self.value.clone(),
            Whole::Share => {
                let places = if let Format::Share(places) = self.value.format {
                    places
                } else {
                    0
                };
                let axis = Axis {
                    format: Format::Share(places),
                    unit: None,
                    ..self.value.clone()
                };
                axis.reaching(0.0, 1.0)
            }
        }
    }

    fn draw_bar(&self, canvas: &mut Canvas, plot: &mut BandPlot, index: usize, labelled: bool) {
        let slot = plot.slot(index, 0, 1);
        let format = self.axis().format;
        let (mut low, mut high) = (0.0, 0.0);
        for (series, part) in self.parts(index).into_iter().enumerate() {
            let Some(part) = part.filter(|part| *part != 0.0) else {
                continue;
            };
            let end = if part < 0.0 { &mut low } else { &mut high };
            let area = plot.bar(slot, *end, *end + part);
            *end += part;
            canvas.series_rect(area, series);
            canvas.outline(area, Stroke::solid(Color::WHITE, 0.8));
            let text = format.write(part, canvas.theme.lang);
            if labelled && BandPlot::fits(canvas, &area, &text) {
                BandPlot::inner_label(canvas, &area, &text, palette::series(series));
            }
        }
        let only = self
            .series
            .iter()
            .all(|series| series.values[index].value().is_none());
        if only {
            plot.end_label(slot, 0.0, canvas.theme.lang.pick("无数据", "no data"));
        }
    }

    /// The sums of the bars as labels beyond their ends.
    fn totals(&self, lang: Lang) -> Vec<String> {
        let shown = self.whole == Whole::Sum
            && self.categories.len() <= LABELLED_MARKS
            && self.ends_all().all(|ends| ends.0 == 0.0);
        if !shown {
            return Vec::new();
        }
        self.ends_all()
            .map(|(_, high)| self.value.format.write(high, lang))
            .collect()
    }

    fn ends_all(&self) -> impl Iterator<Item = (f64, f64)> {
        (0..self.categories.len()).map(|index| self.ends(index))
    }
}

impl Figure for StackedBars {
    fn is_empty(&self) -> bool {
        self.categories.is_empty() || self.series.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_lengths(&self.series, self.categories.len())?;
        if self.whole == Whole::Share {
            for series in &self.series {
                if let Some(value) = series
                    .values
                    .iter()
                    .filter_map(|datum| datum.value())
                    .find(|value| *value < 0.0)
                {
                    return Err(DrawError::Negative {
                        shape: "a stacked bar of shares",
                        label: series.name.clone(),
                        value,
                    });
                }
            }
        }
        scale::check_bars(&self.value, finite(&self.series))
    }

    fn preferred_height(&self, theme: &Theme) -> f64 {
        if bands::lies(theme, self.direction, &self.categories) {
            bands::preferred_height(self.categories.len())
        } else {
            0.0
        }
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let area = legend::draw(canvas, area, &series_entries(&self.series, lang));
        let ends: Vec<f64> = self
            .ends_all()
            .flat_map(|(low, high)| [low, high])
            .collect();
        let totals = self.totals(lang);
        let spec = BandSpec {
            title: &self.category,
            categories: &self.categories,
            axis: &self.axis(),
            direction: self.direction,
            baseline: Some(0.0),
            ends: &ends,
            labels: &totals,
            references: &[],
        };
        let mut plot = BandPlot::draw(canvas, area, &spec);
        let labelled = self.categories.len() * self.series.len() <= LABELLED_PARTS;
        for index in 0..self.categories.len() {
            self.draw_bar(canvas, &mut plot, index, labelled);
        }
        for (index, total) in totals.iter().enumerate() {
            let (_, high) = self.ends(index);
            if high > 0.0 {
                let slot = plot.slot(index, 0, 1);
                plot.end_label(slot, high, total);
            }
        }
        plot.finish(canvas, &[]);
    }

    fn describe(&self, lang: Lang) -> String {
        let (bars, parts, measure) = (
            self.categories.len(),
            self.series.len(),
            self.value.heading(lang),
        );
        let known: Vec<f64> = (0..bars).map(|index| self.ends(index).1).collect();
        let items = self.categories.iter().map(String::as_str).zip(known);
        let ends = match self.whole {
            Whole::Sum => extremes(items, |value| self.value.format.write(value, lang), lang),
            Whole::Share => String::new(),
        };
        match lang {
            Lang::Zh => format!(
                "堆积条形图，{bars} 个{}的{measure}，各分 {parts} 部分。{ends}",
                self.category
            ),
            Lang::En => format!(
                "Stacked bar chart of {measure} for {bars} categories of {}, each in {parts} parts. {ends}",
                self.category
            ),
        }
    }
}

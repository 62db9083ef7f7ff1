//! [`Lines`]: lines over shared positions.

mod layout;
pub(super) mod sheet;

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, check_lengths, finite};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::datum::Series;
use crate::error::DrawError;
use crate::plot::scale;
use crate::scene::Area;

/// One line for each series over shared positions. A line is interrupted where a value is missing or withheld.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lines {
    /// What the positions are; the scale counts for numbers only.
    pub x: Axis,
    /// What the heights measure.
    pub y: Axis,
    /// Where the points stand.
    pub positions: Positions,
    /// The lines, in the order of the legend.
    pub series: Vec<Series>,
    /// Level lines, at heights.
    pub references: Vec<Reference>,
    /// Upright lines, at positions; shown where positions are numbers.
    pub markers: Vec<Reference>,
}

/// Where the points of lines stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Positions {
    /// At equal distances, in order: months, weeks, versions.
    Names(Vec<String>),
    /// At numbers.
    Numbers(Vec<f64>),
}

impl Positions {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Names(names) => names.len(),
            Self::Numbers(numbers) => numbers.len(),
        }
    }

    pub(super) fn numbers(&self) -> &[f64] {
        match self {
            Self::Names(_) => &[],
            Self::Numbers(numbers) => numbers,
        }
    }

    pub(super) fn name(&self, index: usize, axis: &Axis, lang: Lang) -> String {
        match self {
            Self::Names(names) => names[index].clone(),
            Self::Numbers(numbers) => axis.format.write(numbers[index], lang),
        }
    }
}

impl Figure for Lines {
    fn is_empty(&self) -> bool {
        self.positions.len() == 0 || finite(&self.series).next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_lengths(&self.series, self.positions.len())?;
        let values = |lines: &[Reference]| lines.iter().map(|line| line.value).collect::<Vec<_>>();
        if let Positions::Numbers(numbers) = &self.positions {
            scale::check(
                &self.x,
                numbers.iter().copied().chain(values(&self.markers)),
            )?;
        }
        scale::check(
            &self.y,
            finite(&self.series).chain(values(&self.references)),
        )
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(self, canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let start = match lang {
            Lang::Zh => format!("折线图，{}随{}的变化。", self.y.heading(lang), self.x.title),
            Lang::En => format!(
                "Line chart of {} by {}.",
                self.y.heading(lang),
                self.x.title
            ),
        };
        let parts = self.series.iter().filter_map(|series| {
            let known = || {
                series
                    .values
                    .iter()
                    .enumerate()
                    .filter_map(|(i, datum)| Some((i, datum.value()?)))
            };
            let ((first, from), (last, to)) = (known().next()?, known().next_back()?);
            let [first, last] =
                [first, last].map(|index| self.positions.name(index, &self.x, lang));
            let [from, to] = [from, to].map(|value| self.y.format.write(value, lang));
            Some(match lang {
                Lang::Zh => format!("{}：{first}为{from}，{last}为{to}。", series.name),
                Lang::En => format!("{}: {from} at {first}, {to} at {last}.", series.name),
            })
        });
        std::iter::once(start)
            .chain(parts)
            .collect::<Vec<_>>()
            .join(lang.pick("", " "))
    }
}

//! [`HeatMap`]: a table of coloured cells.

mod layout;
mod shades;

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, check_lengths, extremes, finite};
use crate::axis::{Axis, Scale};
use crate::canvas::Canvas;
use crate::datum::Series;
use crate::error::DrawError;
use crate::plot::scale;
use crate::scene::Area;
use crate::theme::Theme;

/// A table of cells, coloured by value. Missing cells stay blank, withheld ones are hatched.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatMap {
    /// What the columns are.
    pub column: String,
    /// The columns, from left to right.
    pub columns: Vec<String>,
    /// What the rows are.
    pub row: String,
    /// The rows, from top to bottom, each with one value for each column.
    pub rows: Vec<Series>,
    /// What the colours measure.
    pub value: Axis,
    /// How colours follow values.
    pub ramp: Ramp,
}

/// How colours follow values.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub enum Ramp {
    /// From light to dark.
    #[default]
    Sequential,
    /// Blue below this value and orange above it, equally strong at equal distance.
    Diverging(f64),
}

impl Figure for HeatMap {
    fn is_empty(&self) -> bool {
        self.columns.is_empty() || self.rows.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_lengths(&self.rows, self.columns.len())?;
        let center = match (self.ramp, self.value.scale) {
            (Ramp::Diverging(_), Scale::Log) => {
                return Err(DrawError::LogBars(self.value.title.clone()));
            }
            (Ramp::Diverging(center), Scale::Linear) => Some(center),
            (Ramp::Sequential, _) => None,
        };
        scale::check(&self.value, finite(&self.rows).chain(center))
    }

    fn preferred_height(&self, theme: &Theme) -> f64 {
        (self.rows.len() as f64 * theme.sizes.small * 1.7 + 80.0).min(1000.0)
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(self, canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let (rows, columns, measure) = (
            self.rows.len(),
            self.columns.len(),
            self.value.heading(lang),
        );
        let cells = self.rows.iter().flat_map(|row| {
            self.columns
                .iter()
                .zip(&row.values)
                .filter_map(|(column, datum)| {
                    Some((format!("{} × {column}", row.name), datum.value()?))
                })
        });
        let cells: Vec<(String, f64)> = cells.collect();
        let items = cells.iter().map(|(name, value)| (name.as_str(), *value));
        let ends = extremes(items, |value| self.value.format.write(value, lang), lang);
        match lang {
            Lang::Zh => format!(
                "热力图，{rows} 行{}乘 {columns} 列{}的{measure}。{ends}",
                self.row, self.column
            ),
            Lang::En => format!(
                "Heat map of {measure}, {rows} rows of {} by {columns} columns of {}. {ends}",
                self.row, self.column
            ),
        }
    }
}

//! Native charts.

mod axes;
mod kind;
mod look;

use fourr_chart::Shape;
use fourr_locale::Lang;
use rust_xlsxwriter::{Chart, ChartRange, ChartSeries, ColNum, RowNum};

use super::drawing::{Drawing, Drawn, Strip};
use super::plan::Plan;
use super::style::Style;
use crate::{Cell, ChartBlock, Row};
use kind::Kind;

/// Whether the native chart of a shape has bars below each other.
pub(super) fn is_lying(shape: &Shape) -> bool {
    Kind::of(shape).is_lying()
}

/// A chart to be made.
#[derive(Clone, Copy)]
pub(super) struct Sketch<'p, 'a> {
    pub(super) plan: &'p Plan<'a>,
    pub(super) block: &'p ChartBlock,
    pub(super) drawing: &'p Drawing,
    pub(super) style: Style,
}

impl Sketch<'_, '_> {
    /// The chart, if all of its cells are there. Its title is the cell at `title`.
    pub(super) fn chart(&self, title: (&str, RowNum)) -> Option<Chart> {
        let kind = Kind::of(&self.block.chart.shape);
        let mut chart = Chart::new(kind.chart_type());
        let mut lines = Vec::new();
        for (place, drawn) in self.drawing.series.iter().enumerate() {
            let mut series = self.series(drawn)?;
            look::series(&mut series, kind, (place, self.drawing.marks()));
            let labels = look::labels(kind, place, self.drawing.marks());
            let ink = look::ink(kind, place);
            let names = self.point_names(drawn);
            look::label(&mut series, labels, (names, ink), (place, self.style));
            if kind.is_line(place) {
                lines.push(series);
            } else {
                // Pushing a series would reset its line and markers.
                *chart.add_series() = series;
            }
        }
        kind.lines(&mut chart, lines);
        let font = look::font(self.style, 12).set_bold().clone();
        chart
            .title()
            .set_name((title.0, title.1, 0))
            .set_font(&font)
            .set_overlay(false);
        axes::axes(&mut chart, kind, &self.block.chart.shape, self.style);
        look::legend(&mut chart, kind, self.drawing.series.len(), self.style);
        chart.set_alt_text(self.alt_text());
        Some(chart)
    }

    fn series(&self, drawn: &Drawn) -> Option<ChartSeries> {
        let mut series = ChartSeries::new();
        let across = drawn
            .points
            .as_ref()
            .map_or(&self.drawing.names, |of| &of[0]);
        series
            .set_categories(&self.range(across)?)
            .set_values(&self.range(&drawn.values)?);
        match self.head(drawn) {
            Some((sheet, row, column)) => series.set_name((sheet, row, column)),
            None => series.set_name(&look::literal(&drawn.name)),
        };
        Some(series)
    }

    /// The head of a series' column, where it says what the series is called.
    fn head(&self, drawn: &Drawn) -> Option<(&str, RowNum, ColNum)> {
        let (sheet, head, table) = self.plan.table(&drawn.values.table)?;
        let place = drawn.values.from.1;
        let column = table.columns().get(place)?;
        let same = column.title == drawn.name && column.unit.is_none() && drawn.points.is_none();
        same.then_some((sheet, head, ColNum::try_from(place).ok()?))
    }

    fn range(&self, strip: &Strip) -> Option<ChartRange> {
        let (sheet, first) = self.plan.cell(&strip.table, Row::At(strip.from.0))?;
        let (_, last) = self.plan.cell(&strip.table, Row::At(strip.to.0))?;
        let [left, right] = [strip.from.1, strip.to.1].map(ColNum::try_from);
        let range = ChartRange::new_from_range(sheet, first, left.ok()?, last, right.ok()?);
        Some(range)
    }

    /// The names of points, one by one.
    fn point_names(&self, drawn: &Drawn) -> Vec<String> {
        let Some([_, strip]) = &drawn.points else {
            return Vec::new();
        };
        let name = |row| match self.plan.value(&strip.table, Row::At(row), strip.from.1) {
            Some(Cell::Text(name)) => name.clone(),
            _ => String::new(),
        };
        (strip.from.0..=strip.to.0).map(name).collect()
    }

    fn alt_text(&self) -> String {
        const MOST: usize = 250;
        let lang: Lang = self.style.lang;
        let text = self.block.chart.alt_text(lang);
        text.chars().take(MOST).collect()
    }
}

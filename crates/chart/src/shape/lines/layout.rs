//! Where lines and their names go.

use super::Lines;
use super::sheet::{Ground, Sheet};
use crate::canvas::Canvas;
use crate::datum::Series;
use crate::palette;
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::plot::spread::spread;
use crate::scene::{Anchor, Area, Point};
use crate::shape::{LABELLED_MARKS, finite};

/// Lines up to which each is named at its end instead of in a legend.
const NAMED_LINES: usize = 6;

/// Draws `lines` in `area`.
pub(super) fn draw(lines: &Lines, canvas: &mut Canvas, area: Area) {
    let ground = Ground {
        x: &lines.x,
        y: &lines.y,
        positions: &lines.positions,
        references: &lines.references,
        markers: &lines.markers,
    };
    let sheet = Sheet::new(ground, finite(&lines.series), canvas, area);
    let drawing = Drawing { lines, sheet };
    let (area, names) = drawing.place_names(canvas, area);
    let plot = drawing.sheet.frame(canvas).draw(canvas, area);
    drawing.sheet.draw_shades(canvas, plot);
    let runs: Vec<Vec<Vec<Point>>> = lines
        .series
        .iter()
        .map(|series| drawing.sheet.runs(plot, &series.values))
        .collect();
    for (index, runs) in runs.iter().enumerate() {
        drawing.draw_line(canvas, index, runs);
    }
    let runs = runs.iter().flatten();
    drawing.sheet.draw_references(canvas, plot, runs);
    for (index, (name, y)) in names.iter().enumerate() {
        let color = palette::series_line(index).mix(palette::INK, 0.35);
        let style = canvas.body().colored(color);
        canvas.text(name, Point::new(area.right + NAME_GAP, *y), style);
    }
    if let ([only], true) = (&lines.series[..], lines.positions.len() <= LABELLED_MARKS) {
        drawing.draw_values(canvas, only, plot);
    }
}

/// Between the plot and the names of lines.
const NAME_GAP: f64 = 8.0;

/// Lines and their scales.
struct Drawing<'a> {
    lines: &'a Lines,
    sheet: Sheet<'a>,
}

impl Drawing<'_> {
    /// The area of the plot, and the names of lines at their right ends with their heights. Where names would not
    /// stand at the ends of their lines, a legend takes their place.
    fn place_names(&self, canvas: &mut Canvas, area: Area) -> (Area, Vec<(String, f64)>) {
        let series = &self.lines.series;
        if series.len() < 2 {
            return (area, Vec::new());
        }
        let size = canvas.theme.sizes.body;
        let names: Vec<String> = series
            .iter()
            .map(|series| canvas.cut(&series.name, size, area.width() * 0.22))
            .collect();
        let narrow = Area {
            right: area.right - canvas.widest(&names, size) - NAME_GAP,
            ..area
        };
        let plot = self.sheet.frame(canvas).inner(canvas, narrow);
        if let Some(heights) = self.end_heights(canvas, plot) {
            return (narrow, names.into_iter().zip(heights).collect());
        }
        let keys = series
            .iter()
            .enumerate()
            .map(|(index, series)| Entry::new(Key::Line(index), &*series.name));
        (
            legend::draw(canvas, area, &keys.collect::<Vec<_>>()),
            Vec::new(),
        )
    }

    /// Heights of names at the right ends of lines, moved apart; none where a legend is clearer.
    fn end_heights(&self, canvas: &Canvas, plot: Area) -> Option<Vec<f64>> {
        let series = &self.lines.series;
        let ends: Option<Vec<Point>> = series
            .iter()
            .map(|series| {
                self.sheet
                    .runs(plot, &series.values)
                    .pop()
                    .and_then(|mut run| run.pop())
            })
            .collect();
        let ends = ends.filter(|ends| ends.len() <= NAMED_LINES)?;
        let reached = plot.right - plot.width() * 0.12;
        let heights: Vec<f64> = ends.iter().map(|end| end.y).collect();
        let at_right = ends.iter().all(|end| end.x >= reached);
        spread(&heights, canvas.body().leading(), (plot.top, plot.bottom)).filter(|_| at_right)
    }

    fn draw_line(&self, canvas: &mut Canvas, index: usize, runs: &[Vec<Point>]) {
        for run in runs {
            canvas.line(run.clone(), palette::series_stroke(index));
            // A lone point has no line to be seen by.
            if self.sheet.marked() || run.len() == 1 {
                for &point in run {
                    marker(canvas, index, point, 3.6, palette::series_line(index));
                }
            }
        }
    }

    /// Values beside the points of a single short line: below in valleys and where a label stands above, else above.
    fn draw_values(&self, canvas: &mut Canvas, series: &Series, plot: Area) {
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        let known = series.values.iter().enumerate();
        let points: Vec<(Point, f64)> = known
            .filter_map(|(index, datum)| {
                Some((
                    self.sheet.point(plot, index, datum.value()?)?,
                    datum.value()?,
                ))
            })
            .collect();
        for (index, &(point, value)) in points.iter().enumerate() {
            let beside = [index.checked_sub(1), Some(index + 1)];
            let beside = beside.into_iter().flatten().filter_map(|i| points.get(i));
            let valley = points.len() > 1 && beside.clone().all(|(other, _)| other.y <= point.y);
            // Above the plot are the labels of upright lines.
            let under_labels =
                !self.lines.markers.is_empty() && point.y - style.size * 1.6 < plot.top;
            let offset = if valley || under_labels {
                style.size
            } else {
                -style.size
            };
            let text = self.lines.y.format.write(value, canvas.theme.lang);
            canvas.haloed_text(&text, Point::new(point.x, point.y + offset), style);
        }
    }
}

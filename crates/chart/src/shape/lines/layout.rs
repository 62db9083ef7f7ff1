//! Where lines and their names go.

use super::{Lines, Positions};
use crate::axis::Reference;
use crate::canvas::Canvas;
use crate::datum::Series;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::plot::references;
use crate::plot::scale::{Reach, ValueScale};
use crate::plot::spread::spread;
use crate::scene::{Anchor, Area, Point};
use crate::shape::{LABELLED_MARKS, finite};

/// Points up to which each has a marker.
const MARKED_POINTS: usize = 31;

/// Lines up to which each is named at its end instead of in a legend.
const NAMED_LINES: usize = 6;

/// Draws `lines` in `area`.
pub(super) fn draw(lines: &Lines, canvas: &mut Canvas, area: Area) {
    let sheet = Sheet::new(lines, canvas, area);
    let (area, names) = sheet.place_names(canvas, area);
    let plot = sheet.frame(canvas).draw(canvas, area);
    let runs: Vec<Vec<Vec<Point>>> = lines
        .series
        .iter()
        .map(|series| sheet.runs(plot, series))
        .collect();
    for (index, runs) in runs.iter().enumerate() {
        sheet.draw_line(canvas, index, runs);
    }
    let pairs = runs.iter().flatten().flat_map(|run| run.windows(2));
    let obstacles: Vec<Area> = pairs.flat_map(|pair| beads(pair[0], pair[1])).collect();
    references::level(canvas, &lines.references, &sheet.y, plot, &obstacles);
    references::upright(canvas, sheet.markers(), &sheet.x, plot);
    for (index, (name, y)) in names.iter().enumerate() {
        let color = palette::series_line(index).mix(palette::INK, 0.35);
        let style = canvas.body().colored(color);
        canvas.text(name, Point::new(area.right + NAME_GAP, *y), style);
    }
    if let ([only], true) = (&lines.series[..], lines.positions.len() <= LABELLED_MARKS) {
        sheet.draw_values(canvas, only, plot);
    }
}

/// Between the plot and the names of lines.
const NAME_GAP: f64 = 8.0;

/// Lines and their scales.
struct Sheet<'a> {
    lines: &'a Lines,
    /// Of positions that are numbers; unused where they are names.
    x: ValueScale,
    y: ValueScale,
}

impl<'a> Sheet<'a> {
    fn new(lines: &'a Lines, canvas: &Canvas, area: Area) -> Self {
        let lang = canvas.theme.lang;
        let known = |references: &'a [Reference]| {
            references
                .iter()
                .map(|line| line.value)
                .filter(|v| v.is_finite())
        };
        let across = lines
            .positions
            .numbers()
            .iter()
            .copied()
            .filter(|value| value.is_finite());
        let across = across.chain(known(&lines.markers));
        let x = ValueScale::fit(&lines.x, across, Reach::Tight, area.width() / 95.0, lang);
        let heights = finite(&lines.series).chain(known(&lines.references));
        let y = ValueScale::fit(&lines.y, heights, Reach::Data, area.height() / 60.0, lang);
        Self { lines, x, y }
    }

    fn markers(&self) -> &'a [Reference] {
        match self.lines.positions {
            Positions::Names(_) => &[],
            Positions::Numbers(_) => &self.lines.markers,
        }
    }

    fn marked(&self) -> bool {
        self.lines.positions.len() <= MARKED_POINTS
    }

    fn frame(&self, canvas: &Canvas) -> Frame<'_> {
        let across = (0.0, canvas.theme.width);
        let rows = references::rows_above(canvas, self.markers(), &self.x, across);
        let top = rows as f64 * references::row_height(canvas);
        let (x, side) = match &self.lines.positions {
            Positions::Names(names) => (
                Side::Bands {
                    title: &self.lines.x.title,
                    names,
                },
                0.0,
            ),
            // Markers at the ends keep clear of the axes.
            Positions::Numbers(_) => (
                Side::Values(&self.x),
                if self.marked() { 16.0 } else { 0.0 },
            ),
        };
        let padding = Padding {
            top,
            left: side,
            right: side,
            bottom: 0.0,
        };
        Frame {
            x,
            y: Side::Values(&self.y),
            right: None,
            padding,
        }
    }

    fn point(&self, plot: Area, index: usize, value: f64) -> Option<Point> {
        let x = match &self.lines.positions {
            Positions::Names(names) => {
                plot.left + (index as f64 + 0.5) * plot.width() / names.len() as f64
            }
            Positions::Numbers(numbers) => {
                let number = Some(numbers[index]).filter(|number| number.is_finite())?;
                self.x.place(number, (plot.left, plot.right))
            }
        };
        Some(Point::new(x, self.y.place(value, (plot.bottom, plot.top))))
    }

    /// The unbroken runs of a series.
    fn runs(&self, plot: Area, series: &Series) -> Vec<Vec<Point>> {
        let values = series.values.iter().enumerate();
        let points: Vec<Option<Point>> = values
            .map(|(index, datum)| self.point(plot, index, datum.value()?))
            .collect();
        let runs = points.split(Option::is_none).filter(|run| !run.is_empty());
        runs.map(|run| run.iter().copied().flatten().collect())
            .collect()
    }

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
        let plot = self.frame(canvas).inner(canvas, narrow);
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
            .map(|series| self.runs(plot, series).pop().and_then(|mut run| run.pop()))
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
            if self.marked() || run.len() == 1 {
                for &point in run {
                    marker(canvas, index, point, 3.6, palette::series_line(index));
                }
            }
        }
    }

    /// Values beside the points of a single short line: below in valleys, else above.
    fn draw_values(&self, canvas: &mut Canvas, series: &Series, plot: Area) {
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        let known = series.values.iter().enumerate();
        let points: Vec<(Point, f64)> = known
            .filter_map(|(index, datum)| {
                Some((self.point(plot, index, datum.value()?)?, datum.value()?))
            })
            .collect();
        for (index, &(point, value)) in points.iter().enumerate() {
            let beside = [index.checked_sub(1), Some(index + 1)];
            let beside = beside.into_iter().flatten().filter_map(|i| points.get(i));
            let valley = points.len() > 1 && beside.clone().all(|(other, _)| other.y <= point.y);
            let offset = if valley { style.size } else { -style.size };
            let text = self.lines.y.format.write(value, canvas.theme.lang);
            canvas.haloed_text(&text, Point::new(point.x, point.y + offset), style);
        }
    }
}

/// Small squares along a line, for labels to keep clear of.
fn beads(from: Point, to: Point) -> impl Iterator<Item = Area> {
    (0..=8).map(move |i| {
        let share = f64::from(i) / 8.0;
        let at = Point::new(
            from.x + (to.x - from.x) * share,
            from.y + (to.y - from.y) * share,
        );
        Area::between(at, at).inset(-2.0)
    })
}

//! [`Sheet`]: the two scales of lines over shared positions, and where their points are.

use super::Positions;
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::datum::Datum;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::placement::beads;
use crate::plot::references;
use crate::plot::scale::{Reach, ValueScale};
use crate::scene::{Area, Point};

/// Points up to which each has a marker.
pub(in crate::shape) const MARKED_POINTS: usize = 31;

/// What lines stand on.
pub(in crate::shape) struct Ground<'a> {
    pub(in crate::shape) x: &'a Axis,
    pub(in crate::shape) y: &'a Axis,
    pub(in crate::shape) positions: &'a Positions,
    /// Level lines.
    pub(in crate::shape) references: &'a [Reference],
    /// Upright lines, where positions are numbers.
    pub(in crate::shape) markers: &'a [Reference],
}

/// The scales of lines.
pub(in crate::shape) struct Sheet<'a> {
    ground: Ground<'a>,
    /// Of positions that are numbers; unused where they are names.
    x: ValueScale,
    pub(in crate::shape) y: ValueScale,
}

impl<'a> Sheet<'a> {
    /// Scales for lines through finite `heights`.
    pub(in crate::shape) fn new(
        ground: Ground<'a>,
        heights: impl Iterator<Item = f64>,
        canvas: &Canvas,
        area: Area,
    ) -> Self {
        let lang = canvas.theme.lang;
        let known = |references: &'a [Reference]| {
            let values = references.iter().map(|line| line.value);
            values.filter(|value| value.is_finite())
        };
        let numbers = ground.positions.numbers().iter().copied();
        let across = numbers
            .filter(|value| value.is_finite())
            .chain(known(ground.markers));
        let x = ValueScale::fit(ground.x, across, Reach::Tight, area.width() / 95.0, lang);
        let heights = heights.chain(known(ground.references));
        let y = ValueScale::fit(ground.y, heights, Reach::Data, area.height() / 60.0, lang);
        Self { ground, x, y }
    }

    /// Whether there are few enough points for markers.
    pub(in crate::shape) fn marked(&self) -> bool {
        self.ground.positions.len() <= MARKED_POINTS
    }

    fn markers(&self) -> &'a [Reference] {
        match self.ground.positions {
            Positions::Names(_) => &[],
            Positions::Numbers(_) => self.ground.markers,
        }
    }

    pub(in crate::shape) fn frame(&self, canvas: &Canvas) -> Frame<'_> {
        let across = (0.0, canvas.theme.width);
        let rows = references::rows_above(canvas, self.markers(), &self.x, across);
        let top = rows as f64 * references::row_height(canvas);
        let (x, side) = match self.ground.positions {
            Positions::Names(names) => (
                Side::Bands {
                    title: &self.ground.x.title,
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

    /// The point of a value at position `index`; `None` where the position is no finite number.
    pub(in crate::shape) fn point(&self, plot: Area, index: usize, value: f64) -> Option<Point> {
        let x = match self.ground.positions {
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

    /// The unbroken runs of a line.
    pub(in crate::shape) fn runs(&self, plot: Area, values: &[Datum]) -> Vec<Vec<Point>> {
        let values = values.iter().enumerate();
        let points: Vec<Option<Point>> = values
            .map(|(index, datum)| self.point(plot, index, datum.value()?))
            .collect();
        let runs = points.split(Option::is_none).filter(|run| !run.is_empty());
        runs.map(|run| run.iter().copied().flatten().collect())
            .collect()
    }

    /// Draws the shades of level and upright lines.
    pub(in crate::shape) fn draw_shades(&self, canvas: &mut Canvas, plot: Area) {
        references::level_shades(canvas, self.ground.references, &self.y, plot);
        references::upright_shades(canvas, self.markers(), &self.x, plot);
    }

    /// Draws level and upright lines with names that keep clear of `runs`.
    pub(in crate::shape) fn draw_references<'r>(
        &self,
        canvas: &mut Canvas,
        plot: Area,
        runs: impl Iterator<Item = &'r Vec<Point>>,
    ) {
        let pairs = runs.flat_map(|run| run.windows(2));
        let obstacles: Vec<Area> = pairs.flat_map(|pair| beads(pair[0], pair[1])).collect();
        references::level(canvas, self.ground.references, &self.y, plot, &obstacles);
        references::upright(canvas, self.markers(), &self.x, plot);
    }
}

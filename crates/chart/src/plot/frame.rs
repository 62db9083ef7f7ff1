//! [`Frame`]: the two axes of a plot, their titles, ticks and grid.

use crate::canvas::{Canvas, Type};
use crate::palette;
use crate::plot::names::{Names, column_names, row_names};
use crate::plot::scale::ValueScale;
use crate::scene::{Anchor, Area, Point, Stroke};

/// What runs along one side of a plot.
#[derive(Clone, Copy)]
pub(crate) enum Side<'a> {
    /// Numbers.
    Values(&'a ValueScale),
    /// Equal bands, one for each name; on an upright side the first is on top.
    Bands {
        /// What the names are.
        title: &'a str,
        /// The names.
        names: &'a [String],
    },
}

/// The axes of a plot.
pub(crate) struct Frame<'a> {
    pub(crate) x: Side<'a>,
    pub(crate) y: Side<'a>,
    /// A second upright axis, at the right.
    pub(crate) right: Option<&'a ValueScale>,
    /// White inside the axes for labels that reach beyond the scale.
    pub(crate) padding: Padding,
}

/// White inside the axes, in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Padding {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// Between tick labels and the plot.
const TICK_GAP: f64 = 7.0;

impl Frame<'_> {
    /// The plot that the axes leave inside `area`.
    pub(crate) fn inner(&self, canvas: &Canvas, area: Area) -> Area {
        let style = canvas.small();
        let title_row = style.leading() + 6.0;
        let tick_room = style.size / 2.0 + 4.0;
        let above = !self.y.heading().is_empty() || self.right.is_some();
        let top = area.top
            + if above {
                style.leading() + tick_room
            } else {
                tick_room
            };
        let left = area.left + self.gutter(canvas, area);
        let after = self.right.map_or(0.0, |scale| {
            canvas.widest(&scale.labels, style.size) + TICK_GAP
        });
        let right = area.right - after.max(self.overhang(canvas, style));
        let below = if self.x.heading().is_empty() {
            0.0
        } else {
            title_row
        };
        let labels = self.label_rows(canvas, right - left) as f64 * style.leading() + TICK_GAP;
        let padding = self.padding;
        Area {
            left: left + padding.left,
            top: top + padding.top,
            right: (right - padding.right).max(left + padding.left + 20.0),
            bottom: (area.bottom - below - labels - padding.bottom).max(top + padding.top + 20.0),
        }
    }

    /// Draws grid, ticks and titles, and returns the plot between them.
    pub(crate) fn draw(&self, canvas: &mut Canvas, area: Area) -> Area {
        let plot = self.inner(canvas, area);
        let style = canvas.small();
        let outer = self.outer(plot);
        match self.x {
            Side::Values(scale) => self.columns(canvas, scale, plot),
            Side::Bands { names, .. } => band_columns(canvas, names, plot, outer.bottom),
        }
        match self.y {
            Side::Values(scale) => self.rows(canvas, scale, plot),
            Side::Bands { names, .. } => band_rows(canvas, names, plot, area),
        }
        if let Some(scale) = self.right {
            right_axis(canvas, scale, plot, area);
        }
        let title = style.colored(palette::INK);
        let upper = Point::new(area.left, area.top + style.leading() / 2.0);
        let heading = canvas.cut(self.y.heading(), style.size, area.width() * 0.6);
        canvas.text(&heading, upper, title);
        let lower = Point::new(
            f64::midpoint(outer.left, outer.right),
            area.bottom - style.leading() / 2.0,
        );
        let heading = canvas.cut(self.x.heading(), style.size, area.width());
        canvas.text(&heading, lower, title.anchored(Anchor::Middle));
        plot
    }

    /// The plot with its padding.
    fn outer(&self, plot: Area) -> Area {
        let Padding {
            left,
            top,
            right,
            bottom,
        } = self.padding;
        Area {
            left: plot.left - left,
            top: plot.top - top,
            right: plot.right + right,
            bottom: plot.bottom + bottom,
        }
    }

    /// Width of the labels at the left.
    fn gutter(&self, canvas: &Canvas, area: Area) -> f64 {
        let size = canvas.theme.sizes.small;
        let labels = match self.y {
            Side::Values(scale) => canvas.widest(&scale.labels, size),
            Side::Bands { names, .. } => {
                let names = row_names(
                    canvas,
                    names,
                    area.height() / names.len() as f64,
                    area.width(),
                );
                names
                    .lines
                    .iter()
                    .map(|lines| canvas.widest(lines, size))
                    .fold(0.0, f64::max)
            }
        };
        labels + TICK_GAP
    }

    /// How far the last label below the plot may reach beyond it.
    fn overhang(&self, canvas: &Canvas, style: Type) -> f64 {
        match self.x {
            Side::Values(scale) => {
                let last = scale
                    .labels
                    .last()
                    .map_or(0.0, |label| canvas.width(label, style.size));
                (last / 2.0 - self.padding.right).max(2.0)
            }
            Side::Bands { .. } => 2.0,
        }
    }

    /// Lines of labels below the plot.
    fn label_rows(&self, canvas: &Canvas, width: f64) -> usize {
        match self.x {
            Side::Values(_) => 1,
            Side::Bands { names, .. } => column_names(canvas, names, width / names.len() as f64)
                .lines
                .iter()
                .map(Vec::len)
                .max()
                .unwrap_or(1),
        }
    }

    /// Ticks below and upright grid lines.
    fn columns(&self, canvas: &mut Canvas, scale: &ValueScale, plot: Area) {
        let style = canvas.small().anchored(Anchor::Middle);
        let outer = self.outer(plot);
        for (&tick, label) in scale.ticks.iter().zip(&scale.labels) {
            let x = scale.place(tick, (plot.left, plot.right));
            let (top, bottom) = (Point::new(x, outer.top), Point::new(x, outer.bottom));
            canvas.segment(top, bottom, Stroke::solid(palette::GRID, 1.0));
            canvas.text(
                label,
                Point::new(x, outer.bottom + TICK_GAP + style.size / 2.0),
                style,
            );
        }
    }

    /// Ticks at the left and level grid lines.
    fn rows(&self, canvas: &mut Canvas, scale: &ValueScale, plot: Area) {
        let style = canvas.small().anchored(Anchor::End);
        let outer = self.outer(plot);
        for (&tick, label) in scale.ticks.iter().zip(&scale.labels) {
            let y = scale.place(tick, (plot.bottom, plot.top));
            let (left, right) = (Point::new(outer.left, y), Point::new(outer.right, y));
            canvas.segment(left, right, Stroke::solid(palette::GRID, 1.0));
            canvas.text(label, Point::new(outer.left - TICK_GAP, y), style);
        }
    }
}

impl Side<'_> {
    fn heading(&self) -> &str {
        match self {
            Self::Values(scale) => &scale.heading,
            Self::Bands { title, .. } => title,
        }
    }
}

fn band_columns(canvas: &mut Canvas, names: &[String], plot: Area, bottom: f64) {
    let style = canvas
        .small()
        .colored(palette::INK)
        .anchored(Anchor::Middle);
    let band = plot.width() / names.len() as f64;
    let Names { lines, stride } = column_names(canvas, names, band);
    for (lines, index) in lines.iter().zip((0..).step_by(stride)) {
        let x = plot.left + (f64::from(index) + 0.5) * band;
        canvas.paragraph(
            lines,
            Point::new(x, bottom + TICK_GAP + style.size / 2.0),
            style,
        );
    }
}

fn band_rows(canvas: &mut Canvas, names: &[String], plot: Area, area: Area) {
    let style = canvas.small().colored(palette::INK).anchored(Anchor::End);
    let band = plot.height() / names.len() as f64;
    let Names { lines, stride } = row_names(
        canvas,
        names,
        area.height() / names.len() as f64,
        area.width(),
    );
    let right = area.left
        + lines
            .iter()
            .map(|lines| canvas.widest(lines, style.size))
            .fold(0.0, f64::max);
    for (lines, index) in lines.iter().zip((0..).step_by(stride)) {
        let y = plot.top + (f64::from(index) + 0.5) * band;
        canvas.centered_paragraph(lines, Point::new(right, y), style);
    }
}

fn right_axis(canvas: &mut Canvas, scale: &ValueScale, plot: Area, area: Area) {
    let style = canvas.small();
    for (&tick, label) in scale.ticks.iter().zip(&scale.labels) {
        let y = scale.place(tick, (plot.bottom, plot.top));
        canvas.text(label, Point::new(plot.right + TICK_GAP, y), style);
    }
    let at = Point::new(area.right, area.top + style.leading() / 2.0);
    canvas.text(
        &scale.heading,
        at,
        style.colored(palette::INK).anchored(Anchor::End),
    );
}

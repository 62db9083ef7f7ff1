//! [`Parallel`]: parallel coordinates, one upright axis a measure.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, check_lengths};
use crate::axis::Format;
use crate::canvas::Canvas;
use crate::datum::Series;
use crate::error::DrawError;
use crate::palette;
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::theme::Theme;

/// Parallel coordinates: one upright axis a measure, each with a scale of its own, and one line a group. A line is interrupted
/// where a value is missing or withheld.
///
/// ```
/// use fourr_chart::{Caption, Chart, Format, Parallel, ParallelAxis, Series, Shape, Theme};
/// use fourr_locale::Lang;
///
/// let axes = vec![
///     ParallelAxis::new("Age", [20.0, 60.0], Format::Count),
///     ParallelAxis::new("Spend", [0.0, 5_000.0], Format::Compact),
/// ];
/// let groups = vec![Series::new("Gold", [45.0, 4_200.0]), Series::new("Silver", [31.0, 900.0])];
/// let shape = Shape::Parallel(Parallel { axes, groups });
/// let chart = Chart { caption: Caption::new("Members"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("Silver"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parallel {
    /// The axes, from left to right.
    pub axes: Vec<ParallelAxis>,
    /// The groups, each with one value for every axis, in its own unit.
    pub groups: Vec<Series>,
}

/// One axis of parallel coordinates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParallelAxis {
    /// The measure.
    pub title: String,
    /// Its smallest and its largest value, at the foot and at the head.
    pub domain: [f64; 2],
    /// How these are written.
    pub format: Format,
}

impl ParallelAxis {
    /// An axis.
    pub fn new(title: impl Into<String>, domain: [f64; 2], format: Format) -> Self {
        Self {
            title: title.into(),
            domain,
            format,
        }
    }

    /// The place of a value from 0 at the foot to 1 at the head; the middle where the axis has one value only.
    fn share(&self, value: f64) -> f64 {
        let [low, high] = self.domain;
        if high > low {
            ((value - low) / (high - low)).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }
}

/// Room for the titles and ends of axes.
const ABOVE: f64 = 44.0;
const BELOW: f64 = 24.0;

impl Parallel {
    fn x(&self, plot: Area, axis: usize) -> f64 {
        let count = self.axes.len();
        if count < 2 {
            return plot.center().x;
        }
        let band = plot.width() / count as f64;
        plot.left + band * (axis as f64 + 0.5)
    }

    fn draw_axes(&self, canvas: &mut Canvas, plot: Area) {
        let lang = canvas.theme.lang;
        let band = plot.width() / self.axes.len() as f64;
        let style = canvas.small().anchored(Anchor::Middle);
        for (place, axis) in self.axes.iter().enumerate() {
            let x = self.x(plot, place);
            let (head, foot) = (Point::new(x, plot.top), Point::new(x, plot.bottom));
            canvas.segment(head, foot, Stroke::solid(palette::AXIS, 1.2));
            let title = canvas.cut(&axis.title, style.size, band - 6.0);
            canvas.text(
                &title,
                Point::new(x, plot.top - 30.0),
                style.colored(palette::INK),
            );
            let [low, high] = axis.domain.map(|value| axis.format.write(value, lang));
            canvas.text(&high, Point::new(x, plot.top - 12.0), style);
            canvas.text(&low, Point::new(x, plot.bottom + 13.0), style);
        }
    }

    fn draw_group(&self, canvas: &mut Canvas, plot: Area, group: usize) {
        let mut line = Vec::new();
        let stroke = palette::series_stroke(group);
        for (place, (axis, value)) in self.axes.iter().zip(&self.groups[group].values).enumerate() {
            let Some(value) = value.value() else {
                canvas.line(std::mem::take(&mut line), stroke);
                continue;
            };
            let y = plot.bottom - axis.share(value) * plot.height();
            line.push(Point::new(self.x(plot, place), y));
            marker(
                canvas,
                group,
                Point::new(self.x(plot, place), y),
                4.5,
                palette::series_line(group),
            );
        }
        canvas.line(line, stroke);
    }
}

impl Figure for Parallel {
    fn is_empty(&self) -> bool {
        self.axes.is_empty() || super::finite(&self.groups).next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_lengths(&self.groups, self.axes.len())?;
        let wrong = |axis: &&ParallelAxis| {
            let [low, high] = axis.domain;
            !(low.is_finite() && high.is_finite() && low <= high)
        };
        match self.axes.iter().find(wrong) {
            Some(axis) => Err(DrawError::Domain {
                axis: axis.title.clone(),
                low: axis.domain[0],
                high: axis.domain[1],
            }),
            None => Ok(()),
        }
    }

    fn preferred_height(&self, _: &Theme) -> f64 {
        360.0
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let entries: Vec<Entry> = self
            .groups
            .iter()
            .enumerate()
            .map(|(group, series)| Entry::new(Key::Line(group), &series.name))
            .collect();
        let area = legend::draw(canvas, area, &entries);
        let plot = Area {
            top: area.top + ABOVE,
            bottom: area.bottom - BELOW,
            ..area
        };
        self.draw_axes(canvas, plot);
        for group in 0..self.groups.len() {
            self.draw_group(canvas, plot, group);
        }
    }

    fn describe(&self, lang: Lang) -> String {
        let (axes, groups) = (self.axes.len(), self.groups.len());
        match lang {
            Lang::Zh => format!("平行坐标图，{axes} 个维度，{groups} 组，各轴用自己的刻度。"),
            Lang::En => format!(
                "Parallel coordinates of {axes} measures and {groups} groups, each axis on a scale of its own."
            ),
        }
    }
}

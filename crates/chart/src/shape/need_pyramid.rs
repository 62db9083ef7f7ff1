//! [`NeedPyramid`]: levels that rest on each other, such as Maslow's.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, extremes};
use crate::axis::Axis;
use crate::canvas::Canvas;
use crate::color::Color;
use crate::datum::{Datum, withheld};
use crate::error::DrawError;
use crate::palette;
use crate::plot::scale;
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::theme::Theme;

/// Levels that rest on each other, the most basic at the base. Heights are equal: how much a level has is its shade and the
/// figure beside it.
///
/// ```
/// use fourr_chart::{Axis, Caption, Chart, Format, NeedPyramid, PyramidLevel, Shape, Theme};
/// use fourr_locale::Lang;
///
/// let levels = vec![PyramidLevel::new("Physiological", 0.5), PyramidLevel::new("Safety", 0.25)];
/// let shape = Shape::NeedPyramid(NeedPyramid { value: Axis::new("Share", Format::Share(1)), levels });
/// let chart = Chart { caption: Caption::new("Needs"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("25.0%"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeedPyramid {
    /// What the shades measure; always linear, from 0.
    pub value: Axis,
    /// The levels, the most basic first.
    pub levels: Vec<PyramidLevel>,
}

/// One level of a pyramid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PyramidLevel {
    /// Its name.
    pub label: String,
    /// How much it has.
    pub value: Datum,
}

impl PyramidLevel {
    /// A level.
    pub fn new(label: impl Into<String>, value: impl Into<Datum>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
}

/// Between two levels.
const GAP: f64 = 3.0;
/// Width of the base as a share of the picture; the rest is for the figures.
const BASE: f64 = 0.62;
/// Width of the top as a share of the base.
const TOP: f64 = 0.16;

impl NeedPyramid {
    fn values(&self) -> impl Iterator<Item = f64> {
        self.levels.iter().filter_map(|level| level.value.value())
    }

    fn write(&self, value: Datum, lang: Lang) -> String {
        match (value, value.value()) {
            (Datum::Suppressed(limit), _) => withheld(limit),
            (_, Some(value)) => self.value.format.write(value, lang),
            (_, None) => lang.pick("无数据", "no data").to_owned(),
        }
    }

    /// The four corners of a level that reaches from `low` to `high`, shares of the height from the base.
    fn corners(area: Area, low: f64, high: f64) -> Vec<Point> {
        let half = |share: f64| area.width() * BASE / 2.0 * (1.0 - share * (1.0 - TOP));
        let middle = area.left + area.width() * BASE / 2.0;
        let y = |share: f64| area.bottom - area.height() * share;
        vec![
            Point::new(middle - half(low), y(low)),
            Point::new(middle + half(low), y(low)),
            Point::new(middle + half(high), y(high)),
            Point::new(middle - half(high), y(high)),
        ]
    }

    fn draw_level(&self, canvas: &mut Canvas, area: Area, place: usize, most: f64) {
        let (level, count) = (&self.levels[place], self.levels.len() as f64);
        let gap = GAP / area.height();
        let (low, high) = (place as f64 / count, (place as f64 + 1.0) / count - gap);
        let corners = Self::corners(area, low, high);
        let fill = match level.value.value() {
            Some(value) if most > 0.0 => palette::sequential(0.12 + 0.8 * value / most),
            _ => Color::WHITE,
        };
        let mut outline = corners.clone();
        outline.push(corners[0]);
        canvas.polygon(corners.clone(), fill);
        canvas.line(outline, Stroke::solid(palette::AXIS, 1.0));
        let y = f64::midpoint(corners[0].y, corners[2].y);
        let middle = f64::midpoint(corners[0].x, corners[1].x);
        let room = corners[2].x - corners[3].x;
        let style = canvas
            .body()
            .anchored(Anchor::Middle)
            .colored(palette::ink_on(fill));
        let fits = canvas.width(&level.label, style.size) <= room - 8.0;
        if fits {
            canvas.text(&level.label, Point::new(middle, y), style);
        }
        let figure = self.write(level.value, canvas.theme.lang);
        let words = if fits {
            figure
        } else {
            format!("{}  {figure}", level.label)
        };
        let left = area.left + area.width() * BASE + 24.0;
        let end = f64::midpoint(corners[1].x, corners[2].x) + 6.0;
        canvas.segment(
            Point::new(end, y),
            Point::new(left - 6.0, y),
            Stroke::solid(palette::GRID, 1.0),
        );
        let cut = canvas.cut(&words, canvas.theme.sizes.body, area.right - left);
        canvas.text(&cut, Point::new(left, y), canvas.body());
    }
}

impl Figure for NeedPyramid {
    fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        for level in &self.levels {
            if let Some(value) = level.value.value().filter(|value| *value < 0.0) {
                return Err(DrawError::Negative {
                    shape: "a pyramid",
                    label: level.label.clone(),
                    value,
                });
            }
        }
        scale::check_bars(&self.value, self.values())
    }

    fn preferred_height(&self, _: &Theme) -> f64 {
        (self.levels.len() as f64 * 52.0 + 40.0).min(1000.0)
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let style = canvas.small().colored(palette::INK);
        let heading = canvas.cut(
            &self.value.heading(canvas.theme.lang),
            style.size,
            area.width(),
        );
        canvas.text(
            &heading,
            Point::new(area.left, area.top + style.leading() / 2.0),
            style,
        );
        let area = Area {
            top: area.top + style.leading() + 6.0,
            ..area
        };
        let most = self.values().fold(0.0, f64::max);
        for place in 0..self.levels.len() {
            self.draw_level(canvas, area, place, most);
        }
    }

    fn describe(&self, lang: Lang) -> String {
        let count = self.levels.len();
        let start = match lang {
            Lang::Zh => format!("金字塔图，{count} 层，自下而上。"),
            Lang::En => format!("Pyramid of {count} levels from the base up."),
        };
        let known = self
            .levels
            .iter()
            .filter_map(|level| Some((level.label.as_str(), level.value.value()?)));
        let ends = extremes(known, |value| self.value.format.write(value, lang), lang);
        format!("{start}{}{ends}", lang.pick("", " "))
    }
}

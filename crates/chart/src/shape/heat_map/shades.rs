//! [`Shades`]: from values to colours, and the bar that explains them.

use super::{HeatMap, Ramp};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::palette;
use crate::plot::scale::{Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::shape::finite;

/// From values to colours.
pub(super) struct Shades {
    scale: ValueScale,
    ramp: Ramp,
}

/// Width of the colour bar, and the steps that it is drawn in.
const BAR: f64 = 16.0;
const STEPS: u32 = 64;

impl Shades {
    pub(super) fn new(map: &HeatMap, canvas: &Canvas) -> Self {
        let lang = canvas.theme.lang;
        let values = finite(&map.rows);
        let scale = match map.ramp {
            Ramp::Sequential => ValueScale::fit(&map.value, values, Reach::Data, 5.0, lang),
            Ramp::Diverging(center) => {
                let reach = values
                    .map(|value| (value - center).abs())
                    .fold(0.0, f64::max);
                let axis = map.value.clone().reaching(center - reach, center + reach);
                ValueScale::fit(&axis, std::iter::empty(), Reach::Tight, 6.0, lang)
            }
        };
        Self {
            scale,
            ramp: map.ramp,
        }
    }

    pub(super) fn color(&self, value: f64) -> Color {
        self.at(self.scale.share(value))
    }

    /// The colour at a share of the scale. The neutral colour belongs to the centre of a diverging ramp, even where
    /// the scale is longer on one side of it.
    fn at(&self, share: f64) -> Color {
        let Ramp::Diverging(center) = self.ramp else {
            return palette::sequential(share);
        };
        let middle = self.scale.share(center);
        let side = if share < middle {
            share / middle
        } else {
            1.0 + (share - middle) / (1.0 - middle)
        };
        palette::diverging(side / 2.0)
    }

    /// Draws the colour bar with its ticks at the right of `area` and returns what is left.
    pub(super) fn draw_bar(&self, canvas: &mut Canvas, area: Area) -> Area {
        let style = canvas.small();
        let left = area.right - canvas.widest(&self.scale.labels, style.size) - 6.0 - BAR;
        let heading = canvas.cut(&self.scale.heading, style.size, area.width() * 0.5);
        let first_row = Point::new(area.right, area.top + style.leading() / 2.0);
        canvas.text(
            &heading,
            first_row,
            style.colored(palette::INK).anchored(Anchor::End),
        );
        let bar = Area {
            left,
            top: area.top + style.leading() + 8.0,
            right: left + BAR,
            bottom: area.bottom,
        };
        let height = |step: f64| bar.bottom - bar.height() * step / f64::from(STEPS);
        // Each slice reaches down to the end, so that no seam shows between them.
        for step in (0..STEPS).rev().map(f64::from) {
            let slice = Area {
                top: height(step + 1.0),
                ..bar
            };
            canvas.rect(slice, self.at((step + 0.5) / f64::from(STEPS)));
        }
        let line = Stroke::solid(palette::AXIS, 0.8);
        canvas.outline(bar, line);
        for (&tick, label) in self.scale.ticks.iter().zip(&self.scale.labels) {
            let y = self.scale.place(tick, (bar.bottom, bar.top));
            canvas.segment(
                Point::new(bar.right, y),
                Point::new(bar.right + 3.0, y),
                line,
            );
            canvas.text(label, Point::new(bar.right + 6.0, y), style);
        }
        Area {
            right: left - 18.0,
            ..area
        }
    }
}

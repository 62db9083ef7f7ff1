//! Ribbons: curved bands of constant height from node to node, with the pattern of their meaning.

use crate::canvas::Canvas;
use crate::color::Color;
use crate::palette;
use crate::scene::{Area, Pattern, Point, Stroke};
use crate::shape::Change;

/// The thinnest ribbon.
const HAIRLINE: f64 = 0.8;

/// Ribbons thinner than this have no room for a pattern.
const PATTERNED: f64 = 4.0;

/// Straight pieces of a curve.
const PIECES: u32 = 32;

/// How far apart the lines of a pattern are.
const LINE_GAP: f64 = 9.0;

/// A band between two upright edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ribbon {
    /// The middle of its left end.
    pub(crate) from: Point,
    /// The middle of its right end.
    pub(crate) to: Point,
    /// Its height.
    pub(crate) thickness: f64,
}

/// The look of a ribbon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Look {
    pub(crate) color: Color,
    pub(crate) change: Option<Change>,
}

impl Look {
    fn pattern(self) -> Pattern {
        match self.change {
            Some(Change::Up) => Pattern::Rising,
            Some(Change::Down) => Pattern::Falling,
            Some(Change::New) => Pattern::Level,
            Some(Change::Same | Change::Left) | None => Pattern::Solid,
        }
    }

    fn fill(self) -> Color {
        let alpha = match self.change {
            Some(Change::Left) => 0.22,
            _ => 0.5,
        };
        self.color.with_alpha(alpha)
    }

    fn line(self) -> Color {
        self.color.mix(palette::INK, 0.3).with_alpha(0.75)
    }
}

impl Ribbon {
    /// The middle of the ribbon at a share of its way: level at both ends.
    fn middle(&self, share: f64) -> Point {
        let eased = share * share * (3.0 - 2.0 * share);
        Point::new(
            self.from.x + (self.to.x - self.from.x) * share,
            self.from.y + (self.to.y - self.from.y) * eased,
        )
    }

    /// The point at a share of the way and at a height, from -1 at the upper edge to 1 at the lower one.
    fn point(&self, share: f64, height: f64) -> Point {
        let Point { x, y } = self.middle(share);
        Point::new(x, y + height * self.thickness / 2.0)
    }

    fn edge(&self, height: f64) -> Vec<Point> {
        (0..=PIECES)
            .map(|piece| self.point(f64::from(piece) / f64::from(PIECES), height))
            .collect()
    }

    /// Draws the ribbon.
    pub(crate) fn draw(&self, canvas: &mut Canvas, look: Look) {
        if self.thickness < HAIRLINE {
            let stroke = Stroke::solid(look.line(), HAIRLINE);
            canvas.line(self.edge(0.0), stroke);
            return;
        }
        let (upper, mut lower) = (self.edge(-1.0), self.edge(1.0));
        lower.reverse();
        let outline = upper.iter().chain(&lower).copied().collect();
        canvas.polygon(outline, look.fill());
        let edge = Stroke {
            dash: (look.change == Some(Change::Left)).then_some((4.0, 3.0)),
            ..Stroke::solid(look.line(), 0.7)
        };
        canvas.line(upper, edge);
        canvas.line(lower, edge);
        if self.thickness >= PATTERNED {
            self.draw_pattern(canvas, look);
        }
    }

    fn draw_pattern(&self, canvas: &mut Canvas, look: Look) {
        let stroke = Stroke::solid(look.line(), 0.9);
        let length = self.to.x - self.from.x;
        // A line across the ribbon runs as far along it as the ribbon is thick, but on thick ones steeper.
        let run = self.thickness.min(26.0) / length;
        let starts = || {
            std::iter::successors(Some(0.0), |start| Some(start + LINE_GAP / length))
                .take_while(move |start| start + run <= 1.0)
        };
        match look.pattern() {
            Pattern::Solid => {}
            Pattern::Level => {
                let lines = (self.thickness / 5.0).floor().max(1.0);
                let places = std::iter::successors(Some(1.0), |place| Some(place + 1.0))
                    .take_while(|&place| place <= lines);
                for place in places {
                    canvas.line(self.edge(2.0 * place / (lines + 1.0) - 1.0), stroke);
                }
            }
            Pattern::Rising => starts().for_each(|start| {
                canvas.line(self.slant(start, run, 1.0), stroke);
            }),
            Pattern::Falling => starts().for_each(|start| {
                canvas.line(self.slant(start, run, -1.0), stroke);
            }),
        }
    }

    /// A line from edge to edge, from height `from` to the other one.
    fn slant(&self, start: f64, run: f64, from: f64) -> Vec<Point> {
        (0..=4)
            .map(|piece| {
                let share = f64::from(piece) / 4.0;
                self.point(start + run * share, from * (1.0 - 2.0 * share))
            })
            .collect()
    }
}

/// A sample of a look for the legend.
pub(crate) fn sample(canvas: &mut Canvas, patch: Area, change: Change) {
    let ribbon = Ribbon {
        from: Point::new(patch.left, patch.center().y),
        to: Point::new(patch.right, patch.center().y),
        thickness: patch.height(),
    };
    let look = Look {
        color: palette::MUTED,
        change: Some(change),
    };
    ribbon.draw(canvas, look);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ribbon_is_as_thick_everywhere() {
        let ribbon = Ribbon {
            from: Point::new(0.0, 10.0),
            to: Point::new(100.0, 90.0),
            thickness: 8.0,
        };
        let pairs = ribbon.edge(-1.0).into_iter().zip(ribbon.edge(1.0));
        for (upper, lower) in pairs {
            assert!((lower.y - upper.y - 8.0).abs() < 1e-9);
            assert!((lower.x - upper.x).abs() < 1e-9);
        }
        // Half way it is half as high: 3/4 - 2/8 = 1/2.
        assert_eq!(ribbon.middle(0.5), Point::new(50.0, 50.0));
    }

    #[test]
    fn lines_of_a_pattern_stay_inside_the_ribbon() {
        let ribbon = Ribbon {
            from: Point::new(0.0, 0.0),
            to: Point::new(200.0, 120.0),
            thickness: 40.0,
        };
        for point in ribbon.slant(0.4, 0.13, 1.0) {
            let middle = ribbon.middle(point.x / 200.0);
            assert!((point.y - middle.y).abs() <= 20.0 + 1e-9);
        }
    }
}

//! [`Scene`]: a chart after layout, as a list of marks at points. Nothing here measures or decides.

use crate::color::Color;

/// A place on the picture: to the right of and below its upper left corner, in pixels before scaling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// A point.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A rectangle parallel to the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// The rectangle between two corners in any order.
    pub fn between(a: Point, b: Point) -> Self {
        Self {
            left: a.x.min(b.x),
            top: a.y.min(b.y),
            right: a.x.max(b.x),
            bottom: a.y.max(b.y),
        }
    }

    /// Width in pixels before scaling.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Height in pixels before scaling.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The middle.
    pub fn center(&self) -> Point {
        Point::new(
            f64::midpoint(self.left, self.right),
            f64::midpoint(self.top, self.bottom),
        )
    }

    /// The rectangle with every edge moved inwards by `by`; outwards where `by` is negative.
    #[must_use]
    pub fn inset(&self, by: f64) -> Self {
        Self {
            left: self.left + by,
            top: self.top + by,
            right: self.right - by,
            bottom: self.bottom - by,
        }
    }

    /// Whether two rectangles share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether `other` lies inside this rectangle.
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width in pixels before scaling.
    pub width: f64,
    /// Lengths of a dash and of the gap after it; none for a solid line.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A solid line.
    pub const fn solid(color: Color, width: f64) -> Self {
        Self {
            color,
            width,
            dash: None,
        }
    }

    /// A dashed line.
    pub const fn dashed(color: Color, width: f64) -> Self {
        Self {
            color,
            width,
            dash: Some((5.0, 4.0)),
        }
    }
}

/// Which point of a text its anchor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// Its anchor, half a line of capitals above the base line.
    pub at: Point,
    /// Which point of the text the anchor is.
    pub anchor: Anchor,
    /// Height of the em square in pixels before scaling.
    pub size: f64,
    /// Its colour.
    pub color: Color,
}

/// One thing to draw. Later marks cover earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Rect {
        /// Where.
        area: Area,
        /// Its colour.
        fill: Color,
    },
    /// A filled polygon.
    Polygon {
        /// Its corners.
        points: Vec<Point>,
        /// Its colour.
        fill: Color,
    },
    /// A line through points.
    Line {
        /// Its points.
        points: Vec<Point>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A filled circle.
    Circle {
        /// Its centre.
        center: Point,
        /// Its radius.
        radius: f64,
        /// Its colour.
        fill: Color,
    },
    /// A line of text.
    Text(Label),
}

/// A chart after layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Width in pixels before scaling.
    pub width: f64,
    /// Height in pixels before scaling.
    pub height: f64,
    /// What to draw, from back to front.
    pub marks: Vec<Mark>,
}

/// How an area is filled apart from its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// Colour alone.
    Solid,
    /// Lines that rise to the right.
    Rising,
    /// Lines that fall to the right.
    Falling,
    /// Level lines.
    Level,
}

impl Pattern {
    /// The lines of this pattern inside `area`, `gap` apart. They run on a grid of the whole picture, so
    /// that neighbouring areas continue each other.
    pub(crate) fn lines(self, area: &Area, gap: f64) -> Vec<[Point; 2]> {
        match self {
            Self::Solid => Vec::new(),
            Self::Level => multiples(area.top, area.bottom, gap)
                .map(|y| [Point::new(area.left, y), Point::new(area.right, y)])
                .collect(),
            // x + y is constant along a rising line, x - y along a falling one.
            Self::Rising => multiples(area.left + area.top, area.right + area.bottom, gap * 1.4)
                .map(|sum| {
                    let (low, high) = (
                        area.left.max(sum - area.bottom),
                        area.right.min(sum - area.top),
                    );
                    [Point::new(low, sum - low), Point::new(high, sum - high)]
                })
                .collect(),
            Self::Falling => multiples(area.left - area.bottom, area.right - area.top, gap * 1.4)
                .map(|difference| {
                    let (low, high) = (
                        area.left.max(difference + area.top),
                        area.right.min(difference + area.bottom),
                    );
                    [
                        Point::new(low, low - difference),
                        Point::new(high, high - difference),
                    ]
                })
                .collect(),
        }
    }
}

/// The multiples of `gap` strictly between two numbers.
fn multiples(from: f64, to: f64, gap: f64) -> impl Iterator<Item = f64> {
    let first = (from / gap).floor() + 1.0;
    std::iter::successors(Some(first), |i| Some(i + 1.0))
        .map(move |i| i * gap)
        .take_while(move |&value| value < to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatch_lines_stay_inside_their_area() {
        let area = Area {
            left: 13.0,
            top: 7.0,
            right: 61.0,
            bottom: 40.0,
        };
        for pattern in [Pattern::Rising, Pattern::Falling, Pattern::Level] {
            let lines = pattern.lines(&area, 5.0);
            assert!(lines.len() >= 6, "{pattern:?}");
            for point in lines.into_iter().flatten() {
                let dot = Area::between(point, point);
                assert!(area.inset(-1e-9).contains(&dot), "{pattern:?} {point:?}");
            }
        }
    }
}

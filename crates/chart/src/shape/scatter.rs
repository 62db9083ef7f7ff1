//! [`Scatter`]: points, or bubbles, in a plane.

mod layout;
mod names;
mod spread;

use fourr_locale::Lang;
use serde::Serialize;

pub use spread::Spread;

use super::Figure;
use crate::axis::{Axis, Format, Reference};
use crate::canvas::Canvas;
use crate::error::DrawError;
use crate::plot::scale;
use crate::scene::Area;

/// Points in a plane, or bubbles where they have sizes. Names keep clear of each other and of the points; one
/// that finds no place is replaced by a number and listed below.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scatter {
    /// What lies across.
    pub x: Axis,
    /// What lies upwards.
    pub y: Axis,
    /// The points; the names of earlier ones are placed first. One without finite coordinates is left out.
    pub dots: Vec<Dot>,
    /// Names of the groups that points belong to.
    pub groups: Vec<String>,
    /// What the sizes of bubbles measure.
    pub bubbles: Option<Bubbles>,
    /// The lines that divide the plane into four.
    pub split: Option<Split>,
    /// Level lines, at heights.
    pub references: Vec<Reference>,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dot {
    /// Across.
    pub x: f64,
    /// Upwards.
    pub y: f64,
    /// The area of its bubble.
    pub size: Option<f64>,
    /// Its name.
    pub label: Option<String>,
    /// The index of its group.
    pub group: usize,
    /// How uncertain it is.
    pub spread: Option<Spread>,
}

impl Dot {
    /// A point without a name, in the first group.
    pub fn new(x: f64, y: f64) -> Self {
        Self {
            x,
            y,
            size: None,
            label: None,
            group: 0,
            spread: None,
        }
    }

    /// The same point with a name.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self {
            label: Some(label.into()),
            ..self
        }
    }

    /// The same point as a bubble.
    #[must_use]
    pub fn size(self, size: f64) -> Self {
        Self {
            size: Some(size),
            ..self
        }
    }

    /// The same point in another group.
    #[must_use]
    pub fn group(self, group: usize) -> Self {
        Self { group, ..self }
    }

    /// The same point with its uncertainty.
    #[must_use]
    pub fn spread(self, spread: impl Into<Option<Spread>>) -> Self {
        Self {
            spread: spread.into(),
            ..self
        }
    }

    /// How far its uncertainty reaches: across for 0, upwards for 1.
    fn reach(&self, dimension: usize) -> f64 {
        let reach = self.spread.and_then(Spread::reach);
        reach.map_or(0.0, |reach| reach[dimension])
    }

    fn is_finite(&self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

/// What the areas of bubbles measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bubbles {
    /// The measure, with its unit.
    pub title: String,
    /// How sizes are written.
    pub format: Format,
}

/// Two lines that divide the plane into four quadrants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Split {
    /// Where the upright line stands.
    pub x: f64,
    /// Where the level line stands.
    pub y: f64,
    /// Names of the quadrants: upper left, upper right, lower left, lower right.
    pub quadrants: [String; 4],
    /// Where else the lines might stand.
    pub other: Option<OtherSplit>,
}

/// Another place for the two lines, drawn dotted. Points that lie in another quadrant under it wear a ring.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OtherSplit {
    /// Where the upright line would stand.
    pub x: f64,
    /// Where the level line would stand.
    pub y: f64,
    /// What the legend calls the lines.
    pub name: String,
    /// What it calls the points with a ring.
    pub moved: String,
}

impl Split {
    /// Whether a point lies in another quadrant where the lines might stand else.
    fn moves(&self, dot: &Dot) -> bool {
        let side = |x: f64, y: f64| (dot.x >= x, dot.y >= y);
        let other = self.other.as_ref();
        other.is_some_and(|other| side(other.x, other.y) != side(self.x, self.y))
    }
}

impl Scatter {
    /// Whether a point wears a ring.
    fn moves(&self, dot: &Dot) -> bool {
        self.split.as_ref().is_some_and(|split| split.moves(dot))
    }

    fn shown(&self) -> impl Iterator<Item = &Dot> {
        self.dots.iter().filter(|dot| dot.is_finite())
    }
}

impl Figure for Scatter {
    fn is_empty(&self) -> bool {
        self.shown().next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        let split = self.split.as_ref();
        let other = split.and_then(|split| split.other.as_ref());
        let levels = self.references.iter().map(|line| line.value);
        scale::check(
            &self.x,
            self.shown()
                .map(|dot| dot.x)
                .chain(split.map(|split| split.x))
                .chain(other.map(|other| other.x)),
        )?;
        scale::check(
            &self.y,
            self.shown()
                .map(|dot| dot.y)
                .chain(split.map(|split| split.y))
                .chain(other.map(|other| other.y))
                .chain(levels),
        )?;
        let groups = self.groups.len().max(1);
        match self.dots.iter().find(|dot| dot.group >= groups) {
            Some(Dot { label, group, .. }) => {
                let label = label.clone().unwrap_or_default();
                Err(DrawError::UnknownGroup {
                    label,
                    group: *group,
                    groups: self.groups.len(),
                })
            }
            None => Ok(()),
        }
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(self, canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let count = lang.count(self.shown().count() as u64);
        let [x, y] = [&self.x, &self.y].map(|axis| axis.heading(lang));
        let corners = self.split.iter().flat_map(|split| {
            let place = |index: usize, dot: &Dot| {
                (dot.x >= split.x, dot.y >= split.y) == (index % 2 == 1, index < 2)
            };
            split
                .quadrants
                .iter()
                .enumerate()
                .map(move |(index, name)| {
                    let dots = self.shown().filter(|dot| place(index, dot));
                    let names: Vec<&str> = dots
                        .filter_map(|dot| dot.label.as_deref())
                        .take(12)
                        .collect();
                    format!(
                        "{name}{}{}",
                        lang.pick("：", ": "),
                        names.join(lang.pick("、", ", "))
                    )
                })
        });
        let other = self.split.as_ref().and_then(|split| split.other.as_ref());
        let moved = other.map(|other| {
            let moved = self.shown().filter(|dot| self.moves(dot)).count();
            let number = lang.count(moved as u64);
            format!("{}{}{number}", other.moved, lang.pick("：", ": "))
        });
        let parts: Vec<String> = corners.chain(moved).collect();
        let parts = parts.join(lang.pick("；", "; "));
        match lang {
            Lang::Zh => format!("散点图，{count} 个点，横轴{x}，纵轴{y}。{parts}"),
            Lang::En => {
                format!("Scatter plot of {count} points, {x} across and {y} upwards. {parts}")
            }
        }
    }
}

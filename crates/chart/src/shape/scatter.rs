//! [`Scatter`]: points, or bubbles, in a plane.

use fourr_locale::Lang;
use serde::Serialize;

use super::Figure;
use crate::axis::{Axis, Format, Reference};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::error::DrawError;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::plot::numbered_key::NumberedKey;
use crate::plot::placement::{Place, Request, place};
use crate::plot::references;
use crate::plot::scale::{self, Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};

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
}

/// Radius of a point and of the largest bubble.
const POINT: f64 = 4.6;
const LARGEST: f64 = 30.0;

/// Names that are placed; a plot has no room for more.
const MAX_NAMES: usize = 60;

/// Points beyond which they are see-through.
const CROWD: usize = 150;

/// Both scales.
struct Plane {
    x: ValueScale,
    y: ValueScale,
}

impl Plane {
    fn point(&self, plot: Area, dot: &Dot) -> Point {
        Point::new(
            self.x.place(dot.x, (plot.left, plot.right)),
            self.y.place(dot.y, (plot.bottom, plot.top)),
        )
    }
}

impl Scatter {
    fn shown(&self) -> impl Iterator<Item = &Dot> {
        self.dots.iter().filter(|dot| dot.is_finite())
    }

    fn plane(&self, area: Area, lang: Lang) -> Plane {
        let split = self.split.as_ref();
        let across = self
            .shown()
            .map(|dot| dot.x)
            .chain(split.map(|split| split.x));
        let x = ValueScale::fit(&self.x, across, Reach::Data, area.width() / 110.0, lang);
        let marked = self
            .references
            .iter()
            .map(|line| line.value)
            .filter(|value| value.is_finite());
        let upwards = self
            .shown()
            .map(|dot| dot.y)
            .chain(split.map(|split| split.y))
            .chain(marked);
        let y = ValueScale::fit(&self.y, upwards, Reach::Data, area.height() / 60.0, lang);
        Plane { x, y }
    }

    fn largest(&self) -> f64 {
        self.shown()
            .filter_map(|dot| dot.size)
            .filter(|size| size.is_finite())
            .fold(0.0, f64::max)
    }

    fn radius(&self, dot: &Dot) -> f64 {
        let largest = self.largest();
        match dot.size.filter(|size| size.is_finite() && *size > 0.0) {
            Some(size) if largest > 0.0 && self.bubbles.is_some() => {
                (LARGEST * (size / largest).sqrt()).max(2.0)
            }
            _ if self.bubbles.is_some() => 2.0,
            _ if self.dots.len() > CROWD => 3.0,
            _ => POINT,
        }
    }

    fn entries(&self, lang: Lang) -> Vec<Entry> {
        let several = self.groups.len() > 1;
        let groups = self.groups.iter().enumerate().filter(|_| several);
        let mut entries: Vec<Entry> = groups
            .map(|(index, name)| Entry::new(Key::Marker(index), &**name))
            .collect();
        if let Some(Bubbles { title, format }) = &self.bubbles {
            let largest = self.largest();
            let mark = |share: f64| {
                let text = format.write(largest * share, lang);
                Entry::new(
                    Key::Ring((LARGEST * share.sqrt()).min(11.0)),
                    format!("{title} {text}"),
                )
            };
            // A quarter-size ring fits a line of text; its value says the scale of all.
            if largest > 0.0 {
                entries.push(mark(0.1));
            }
        }
        entries
    }

    fn frame<'a>(plane: &'a Plane, padding: Padding) -> Frame<'a> {
        Frame {
            x: Side::Values(&plane.x),
            y: Side::Values(&plane.y),
            right: None,
            padding,
        }
    }

    /// Names of points: those with a place beside them, and those that are left.
    fn names(&self, canvas: &Canvas, plane: &Plane, plot: Area) -> (Vec<(&str, Place)>, Vec<&Dot>) {
        let size = canvas.theme.sizes.small;
        let dots: Vec<&Dot> = self
            .shown()
            .filter(|dot| dot.label.is_some())
            .take(MAX_NAMES)
            .collect();
        let names: Vec<&str> = dots.iter().filter_map(|dot| dot.label.as_deref()).collect();
        let requests: Vec<Request> = dots
            .iter()
            .zip(&names)
            .map(|(dot, name)| Request {
                point: plane.point(plot, dot),
                radius: self.radius(dot),
                width: canvas.width(name, size),
                height: size * 1.12,
            })
            .collect();
        let obstacles = self.obstacles(canvas, plane, plot);
        let places = place(plot.inset(-2.0), &requests, &obstacles);
        let mut placed = Vec::new();
        let mut left = Vec::new();
        for ((dot, name), place) in dots.into_iter().zip(names).zip(places) {
            match place {
                Some(place) => placed.push((name, place)),
                None => left.push(dot),
            }
        }
        (placed, left)
    }

    /// What names keep clear of: markers, and the names of quadrants.
    fn obstacles(&self, canvas: &Canvas, plane: &Plane, plot: Area) -> Vec<Area> {
        let marker = |dot: &Dot| {
            let center = plane.point(plot, dot);
            Area::between(center, center).inset(-self.radius(dot))
        };
        let quadrants = self
            .quadrants(canvas, plot)
            .into_iter()
            .map(|(_, area, _)| area);
        self.shown().map(marker).chain(quadrants).collect()
    }

    /// Names of quadrants with the area and the anchor of each, in the corners of the plot.
    fn quadrants(&self, canvas: &Canvas, plot: Area) -> Vec<(&str, Area, (Point, Anchor))> {
        let style = canvas.body();
        let (top, bottom) = (plot.top + style.size * 0.8, plot.bottom - style.size * 0.8);
        let (left, right) = (
            (plot.left + 7.0, Anchor::Start),
            (plot.right - 7.0, Anchor::End),
        );
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        let names = self.split.iter().flat_map(|split| &split.quadrants);
        names
            .zip(corners)
            .map(|(name, ((x, anchor), y))| {
                let at = Point::new(x, y);
                (
                    name.as_str(),
                    canvas.text_area(name, at, style.anchored(anchor)),
                    (at, anchor),
                )
            })
            .collect()
    }

    fn draw_split(&self, canvas: &mut Canvas, plane: &Plane, plot: Area) {
        let Some(split) = &self.split else { return };
        let at = plane.point(plot, &Dot::new(split.x, split.y));
        let stroke = Stroke::dashed(palette::MUTED, 1.3);
        canvas.segment(
            Point::new(at.x, plot.top),
            Point::new(at.x, plot.bottom),
            stroke,
        );
        canvas.segment(
            Point::new(plot.left, at.y),
            Point::new(plot.right, at.y),
            stroke,
        );
        let quadrants: Vec<(String, Point, Anchor)> = self
            .quadrants(canvas, plot)
            .into_iter()
            .map(|(name, _, (at, anchor))| (name.to_owned(), at, anchor))
            .collect();
        let style = canvas.body().colored(palette::MUTED);
        for (name, at, anchor) in quadrants {
            canvas.text(&name, at, style.anchored(anchor));
        }
    }

    fn draw_dots(&self, canvas: &mut Canvas, plane: &Plane, plot: Area) {
        let mut dots: Vec<&Dot> = self.shown().collect();
        // Small bubbles lie on top of large ones.
        dots.sort_by(|a, b| self.radius(b).total_cmp(&self.radius(a)));
        let alpha = if dots.len() > CROWD {
            0.45
        } else if self.bubbles.is_some() {
            0.72
        } else {
            1.0
        };
        for dot in dots {
            let (center, radius) = (plane.point(plot, dot), self.radius(dot));
            let color = palette::series_line(dot.group).with_alpha(alpha);
            if self.bubbles.is_some() {
                canvas.circle(center, radius + 1.0, Color::WHITE);
                canvas.circle(center, radius, color);
            } else {
                marker(canvas, dot.group, center, radius, color);
            }
        }
    }

    /// Numbers in place of the names that found none.
    fn draw_numbers(&self, canvas: &mut Canvas, dots: &[&Dot], (plane, plot): (&Plane, Area)) {
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        for (dot, number) in dots.iter().zip(1..) {
            let at = plane.point(plot, dot);
            canvas.plated_text(
                &number.to_string(),
                at,
                style,
                Color::WHITE.with_alpha(0.75),
            );
        }
    }
}

impl Figure for Scatter {
    fn is_empty(&self) -> bool {
        self.shown().next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        let split = self.split.as_ref();
        let levels = self.references.iter().map(|line| line.value);
        scale::check(
            &self.x,
            self.shown()
                .map(|dot| dot.x)
                .chain(split.map(|split| split.x)),
        )?;
        scale::check(
            &self.y,
            self.shown()
                .map(|dot| dot.y)
                .chain(split.map(|split| split.y))
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
        let lang = canvas.theme.lang;
        let area = legend::draw(canvas, area, &self.entries(lang));
        let plane = self.plane(area, lang);
        let padding = if self.bubbles.is_some() {
            Padding {
                left: LARGEST / 2.0,
                top: LARGEST / 2.0,
                right: LARGEST / 2.0,
                bottom: LARGEST / 2.0,
            }
        } else {
            Padding {
                top: 6.0,
                right: 6.0,
                ..Padding::default()
            }
        };
        let frame = Self::frame(&plane, padding);
        // Names that find no place go into a key, which takes its room from the plot.
        let (_, nameless) = self.names(canvas, &plane, frame.inner(canvas, area));
        let texts: Vec<String> = nameless
            .iter()
            .filter_map(|dot| dot.label.clone())
            .collect();
        let key = NumberedKey::new(canvas, &texts, area.width());
        let upper = Area {
            bottom: area.bottom - key.height(canvas),
            ..area
        };
        let plot = frame.draw(canvas, upper);
        self.draw_split(canvas, &plane, plot);
        references::level(canvas, &self.references, &plane.y, plot);
        self.draw_dots(canvas, &plane, plot);
        let (names, left) = self.names(canvas, &plane, plot);
        let names: Vec<(String, Place)> = names
            .into_iter()
            .map(|(name, place)| (name.to_owned(), place))
            .collect();
        let style = canvas.small().colored(palette::INK);
        for (name, Place { area, leader }) in names {
            if let Some([from, to]) = leader {
                canvas.segment(from, to, Stroke::solid(palette::AXIS, 0.9));
            }
            canvas.text(&name, Point::new(area.left, area.center().y), style);
        }
        let texts: Vec<String> = left.iter().filter_map(|dot| dot.label.clone()).collect();
        let key = NumberedKey::new(canvas, &texts, area.width());
        self.draw_numbers(canvas, &left[..key.listed()], (&plane, plot));
        key.draw(canvas, area);
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
        let corners = corners.collect::<Vec<_>>().join(lang.pick("；", "; "));
        match lang {
            Lang::Zh => format!("散点图，{count} 个点，横轴{x}，纵轴{y}。{corners}"),
            Lang::En => {
                format!("Scatter plot of {count} points, {x} across and {y} upwards. {corners}")
            }
        }
    }
}

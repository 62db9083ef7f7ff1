//! Where the web, the profiles and the names of axes go.

use std::f64::consts::{FRAC_PI_2, TAU};

use super::Radar;
use super::name::Name;
use crate::canvas::{Canvas, Type};
use crate::color::Color;
use crate::datum::Series;
use crate::palette;
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::plot::placement::{self, Request, beads};
use crate::scene::{Anchor, Area, Point, Stroke};

/// The rings of the web.
const RINGS: [f64; 5] = [20.0, 40.0, 60.0, 80.0, 100.0];

/// Radius of a marker.
const MARKER: f64 = 4.2;

/// Draws `radar` in `area`.
pub(super) fn draw(radar: &Radar, canvas: &mut Canvas, area: Area) {
    let area = legend::draw(canvas, area, &entries(radar, canvas));
    let web = Web::new(radar, canvas, area);
    web.draw_rings(canvas);
    web.label_rings(canvas, &radar.groups);
    for name in &web.names {
        name.draw(canvas, web.center);
    }
    for (index, group) in radar.groups.iter().enumerate() {
        web.draw_profile(canvas, index, group);
    }
    if let [only] = &radar.groups[..] {
        web.draw_values(canvas, only, area);
    }
}

fn entries(radar: &Radar, canvas: &Canvas) -> Vec<Entry> {
    let groups = radar.groups.iter().enumerate();
    let mut entries: Vec<Entry> = groups
        .map(|(index, group)| Entry::new(Key::Line(index), &*group.name))
        .collect();
    if radar.axes.iter().any(|axis| axis.reversed) {
        let text = canvas
            .theme
            .lang
            .pick("反向：越小越好", "reversed: less is better");
        entries.push(Entry::new(Key::Glyph('↓'), text));
    }
    entries
}

/// The web of a radar chart in its place.
struct Web {
    center: Point,
    radius: f64,
    directions: Vec<Point>,
    names: Vec<Name>,
}

impl Web {
    /// The largest web whose names stay inside `area`, with names narrow enough to keep apart.
    fn new(radar: &Radar, canvas: &Canvas, area: Area) -> Self {
        let web = |share| Self::with_names(radar, canvas, area, share);
        let widths = [0.25, 0.2, 0.16, 0.12].into_iter();
        widths
            .map(web)
            .find(Self::names_are_apart)
            .unwrap_or_else(|| web(0.1))
    }

    fn names_are_apart(&self) -> bool {
        let areas: Vec<Area> = self
            .names
            .iter()
            .map(|name| name.area(self.center))
            .collect();
        let mut rest = areas.iter().enumerate();
        rest.all(|(index, area)| !areas[..index].iter().any(|other| other.overlaps(area)))
    }

    /// The largest web with names of at most `share` of the width.
    fn with_names(radar: &Radar, canvas: &Canvas, area: Area, share: f64) -> Self {
        let count = radar.axes.len() as f64;
        let directions: Vec<Point> = (0..radar.axes.len())
            .map(|index| {
                let (sin, cos) = (TAU * index as f64 / count - FRAC_PI_2).sin_cos();
                Point::new(cos, sin)
            })
            .collect();
        let pairs = radar.axes.iter().zip(&directions);
        let names: Vec<Name> = pairs
            .map(|(axis, &direction)| Name::new(axis, canvas, direction, area.width() * share))
            .collect();
        let mut web = Self {
            center: Point::new(0.0, 0.0),
            radius: 0.0,
            directions,
            names,
        };
        let (mut low, mut high) = (10.0, area.height());
        for _ in 0..24 {
            let middle = f64::midpoint(low, high);
            let hull = web.resized(middle);
            if hull.width() <= area.width() && hull.height() <= area.height() {
                low = middle;
            } else {
                high = middle;
            }
        }
        let hull = web.resized(low);
        web.center = Point::new(
            area.center().x - hull.center().x,
            area.center().y - hull.center().y,
        );
        web
    }

    /// Gives the web a radius and returns what it and its names cover around the origin.
    fn resized(&mut self, radius: f64) -> Area {
        self.radius = radius;
        let origin = Point::new(0.0, 0.0);
        let mut hull = Area::between(origin, origin);
        for (name, &direction) in self.names.iter_mut().zip(&self.directions) {
            name.offset = name.around(direction, radius);
            let area = name.area(origin);
            hull = Area {
                left: hull.left.min(area.left),
                top: hull.top.min(area.top),
                right: hull.right.max(area.right),
                bottom: hull.bottom.max(area.bottom),
            };
        }
        hull
    }

    /// The point of a value on an axis.
    fn point(&self, axis: usize, value: f64) -> Point {
        let (direction, reach) = (self.directions[axis], self.radius * value / 100.0);
        Point::new(
            self.center.x + direction.x * reach,
            self.center.y + direction.y * reach,
        )
    }

    /// A closed line through one value of every axis.
    fn ring(&self, value: f64) -> Vec<Point> {
        let axes = 0..self.directions.len();
        axes.chain([0])
            .map(|axis| self.point(axis, value))
            .collect()
    }

    fn draw_rings(&self, canvas: &mut Canvas) {
        for value in RINGS {
            let (color, width) = if value < 100.0 {
                (palette::GRID, 1.0)
            } else {
                (palette::AXIS, 1.2)
            };
            canvas.line(self.ring(value), Stroke::solid(color, width));
        }
        for axis in 0..self.directions.len() {
            let spoke = Stroke::solid(palette::GRID, 1.0);
            canvas.segment(self.center, self.point(axis, 100.0), spoke);
        }
    }

    /// Writes the values of rings beside the first axis, at the side where no profile is in the way; a ring that
    /// has no such side goes without.
    fn label_rings(&self, canvas: &mut Canvas, groups: &[Series]) {
        let style = canvas.small();
        let taken: Vec<Area> = groups
            .iter()
            .flat_map(|group| self.obstacles(group))
            .collect();
        for value in RINGS {
            let at = self.point(0, value);
            let label = canvas.theme.lang.fixed(value, 0);
            let sides = [(-5.0, Anchor::End), (5.0, Anchor::Start)].map(|(across, anchor)| {
                (
                    Point::new(at.x + across, at.y - 3.0),
                    style.anchored(anchor),
                )
            });
            let free = sides.into_iter().find(|&(at, style)| {
                let area = canvas.text_area(&label, at, style).inset(2.0);
                !taken.iter().any(|taken| taken.overlaps(&area))
            });
            if let Some((at, style)) = free {
                canvas.haloed_text(&label, at, style);
            }
        }
    }

    /// What a profile covers.
    fn obstacles(&self, group: &Series) -> Vec<Area> {
        let points = self.points(group);
        let next = points.iter().cycle().skip(1);
        let pairs = points.iter().zip(next);
        let lines = pairs.filter_map(|(from, to)| Some(beads((*from)?, (*to)?)));
        let markers = points.iter().flatten();
        let markers = markers.map(|&point| Area::between(point, point).inset(-MARKER));
        lines.flatten().chain(markers).collect()
    }

    /// The points of a group, `None` where a value is not known.
    fn points(&self, group: &Series) -> Vec<Option<Point>> {
        let values = group.values.iter().enumerate();
        values
            .map(|(axis, datum)| Some(self.point(axis, datum.value()?)))
            .collect()
    }

    fn draw_profile(&self, canvas: &mut Canvas, index: usize, group: &Series) {
        let (color, stroke) = (palette::series_line(index), palette::series_stroke(index));
        let points = self.points(group);
        if let Some(corners) = points.iter().copied().collect::<Option<Vec<Point>>>() {
            canvas.polygon(corners.clone(), color.with_alpha(0.1));
            let closed = corners.iter().chain(corners.first()).copied().collect();
            canvas.line(closed, stroke);
        } else {
            let next = points.iter().cycle().skip(1);
            for (from, to) in points.iter().zip(next) {
                if let (Some(from), Some(to)) = (*from, *to) {
                    canvas.segment(from, to, stroke);
                }
            }
        }
        for point in points.into_iter().flatten() {
            marker(canvas, index, point, MARKER + 1.2, Color::WHITE);
            marker(canvas, index, point, MARKER, color);
        }
    }

    /// The values of a lone group, where they keep clear of its line; what is zero lies in the centre.
    fn draw_values(&self, canvas: &mut Canvas, group: &Series, area: Area) {
        let style = value_type(canvas);
        let known = self.points(group).into_iter().zip(&group.values);
        let known: Vec<(Point, String)> = known
            .filter_map(|(point, datum)| {
                let value = datum.value().filter(|value| *value > 0.0)?;
                Some((point?, canvas.theme.lang.trimmed(value, 1)))
            })
            .collect();
        let requests: Vec<Request> = known
            .iter()
            .map(|(point, text)| Request {
                point: *point,
                radius: MARKER,
                width: canvas.width(text, style.size) + 2.0,
                height: style.size * 1.1,
            })
            .collect();
        let mut taken: Vec<Area> = self
            .names
            .iter()
            .map(|name| name.area(self.center))
            .collect();
        taken.extend(self.obstacles(group));
        let places = placement::place(area, &requests, &taken);
        for (place, (_, text)) in places.into_iter().zip(&known) {
            if let Some(place) = place {
                canvas.haloed_text(text, place.area.center(), style);
            }
        }
    }
}

/// Type of values beside their points.
fn value_type(canvas: &Canvas) -> Type {
    canvas
        .small()
        .colored(palette::INK)
        .anchored(Anchor::Middle)
}

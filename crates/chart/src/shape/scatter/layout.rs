//! Where the points of a scatter plot and their names go.

use super::{Bubbles, Dot, Scatter};
use crate::canvas::{Canvas, Type};
use crate::color::Color;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::plot::numbered_key::NumberedKey;
use crate::plot::placement::{Place, Request, place};
use crate::plot::references;
use crate::plot::scale::{Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};

/// Radius of a point, of one of many, of a bubble without a size, and of the largest bubble.
const POINT: f64 = 4.6;
const CROWDED_POINT: f64 = 3.0;
const SMALLEST: f64 = 2.0;
const LARGEST: f64 = 30.0;

/// The bubble that the legend shows, as a share of the largest.
const SAMPLE: f64 = 0.1;

/// Names that are placed; a plot has no room for more.
const MAX_NAMES: usize = 60;

/// Points beyond which they are see-through.
const CROWD: usize = 150;

/// Draws `scatter` in `area`.
pub(super) fn draw(scatter: &Scatter, canvas: &mut Canvas, area: Area) {
    let sheet = Sheet::new(scatter, canvas, area);
    let area = legend::draw(canvas, area, &sheet.entries(canvas));
    let (upper, key) = sheet.arrange(canvas, area);
    let plot = sheet.frame().draw(canvas, upper);
    sheet.draw_split(canvas, plot);
    references::level(
        canvas,
        &scatter.references,
        &sheet.y,
        plot,
        &sheet.markers(plot),
    );
    sheet.draw_dots(canvas, plot);
    let names = sheet.names(canvas, plot);
    for (text, place) in &names.placed {
        draw_name(canvas, text, place);
    }
    for (number, (_, place)) in names.numbered.iter().enumerate().take(key.listed()) {
        draw_name(canvas, &(number + 1).to_string(), place);
    }
    key.draw(canvas, area);
}

/// A scatter plot and its scales.
struct Sheet<'a> {
    scatter: &'a Scatter,
    x: ValueScale,
    y: ValueScale,
    /// The largest size of a bubble.
    largest: f64,
}

/// A point and its name.
type Named<'a> = (&'a Dot, &'a str);

/// What stands beside the points of a plot.
struct Names<'a> {
    /// Names with their places.
    placed: Vec<(&'a str, Place)>,
    /// Names in the key, with the places of their numbers.
    numbered: Vec<(&'a str, Place)>,
    /// How many found neither.
    homeless: usize,
}

impl<'a> Sheet<'a> {
    fn new(scatter: &'a Scatter, canvas: &Canvas, area: Area) -> Self {
        let lang = canvas.theme.lang;
        let split = scatter.split.as_ref();
        let across = scatter
            .shown()
            .map(|dot| dot.x)
            .chain(split.map(|split| split.x));
        let x = ValueScale::fit(&scatter.x, across, Reach::Data, area.width() / 110.0, lang);
        let lines = scatter
            .references
            .iter()
            .map(|line| line.value)
            .filter(|value| value.is_finite());
        let upwards = scatter
            .shown()
            .map(|dot| dot.y)
            .chain(split.map(|split| split.y))
            .chain(lines);
        let y = ValueScale::fit(&scatter.y, upwards, Reach::Data, area.height() / 60.0, lang);
        let sizes = scatter
            .shown()
            .filter_map(|dot| dot.size)
            .filter(|size| size.is_finite());
        Self {
            scatter,
            x,
            y,
            largest: sizes.fold(0.0, f64::max),
        }
    }

    fn point(&self, plot: Area, (x, y): (f64, f64)) -> Point {
        Point::new(
            self.x.place(x, (plot.left, plot.right)),
            self.y.place(y, (plot.bottom, plot.top)),
        )
    }

    fn center(&self, plot: Area, dot: &Dot) -> Point {
        self.point(plot, (dot.x, dot.y))
    }

    /// The radius of a point; the area of a bubble is proportional to its size.
    fn radius(&self, dot: &Dot) -> f64 {
        match (&self.scatter.bubbles, dot.size) {
            (Some(_), Some(size)) if size.is_finite() && size > 0.0 => {
                (LARGEST * (size / self.largest).sqrt()).max(SMALLEST)
            }
            (Some(_), _) => SMALLEST,
            (None, _) if self.scatter.dots.len() > CROWD => CROWDED_POINT,
            (None, _) => POINT,
        }
    }

    fn entries(&self, canvas: &Canvas) -> Vec<Entry> {
        let groups = &self.scatter.groups;
        let named = groups.iter().enumerate().filter(|_| groups.len() > 1);
        let mut entries: Vec<Entry> = named
            .map(|(index, name)| Entry::new(Key::Marker(index), &**name))
            .collect();
        if let (Some(Bubbles { title, format }), true) = (&self.scatter.bubbles, self.largest > 0.0)
        {
            let lang = canvas.theme.lang;
            let size = format.write(self.largest * SAMPLE, lang);
            let text = format!("{title}{}{size}", lang.pick("：", ": "));
            entries.push(Entry::new(Key::Ring(LARGEST * SAMPLE.sqrt()), text));
        }
        entries
    }

    fn frame(&self) -> Frame<'_> {
        let (near, far) = if self.scatter.bubbles.is_some() {
            (LARGEST / 2.0, LARGEST / 2.0)
        } else {
            (0.0, 6.0)
        };
        Frame {
            x: Side::Values(&self.x),
            y: Side::Values(&self.y),
            right: None,
            padding: Padding {
                left: near,
                top: far,
                right: far,
                bottom: near,
            },
        }
    }

    /// The area above the key, and the key of the names that find no place there.
    fn arrange(&self, canvas: &Canvas, area: Area) -> (Area, NumberedKey) {
        let mut height = 0.0;
        loop {
            let upper = Area {
                bottom: area.bottom - height,
                ..area
            };
            let names = self.names(canvas, self.frame().inner(canvas, upper));
            let texts: Vec<String> = names
                .numbered
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect();
            let key = NumberedKey::new(canvas, &texts, names.homeless, area.width());
            // A key has at most a few rows, so this ends.
            if key.height(canvas) <= height {
                return (upper, key);
            }
            height = key.height(canvas);
        }
    }

    /// Names beside their points where there is a place, else numbers, which are smaller.
    fn names(&self, canvas: &Canvas, plot: Area) -> Names<'a> {
        let named = self
            .scatter
            .shown()
            .filter_map(|dot| Some((dot, dot.label.as_deref()?)));
        let named: Vec<Named> = named
            .filter(|(_, name)| !name.is_empty())
            .take(MAX_NAMES)
            .collect();
        let mut obstacles = self.obstacles(canvas, plot);
        let (placed, left) = self.place(canvas, plot, named, (&obstacles, |name| name));
        obstacles.extend(placed.iter().map(|(_, place)| place.area));
        let (numbered, left) = self.place(canvas, plot, left, (&obstacles, |_| "00"));
        Names {
            placed,
            numbered,
            homeless: left.len(),
        }
    }

    /// Places what `write` makes of each name, and returns the names that found no place.
    fn place<'n>(
        &self,
        canvas: &Canvas,
        plot: Area,
        named: Vec<Named<'n>>,
        (obstacles, write): (&[Area], impl Fn(&'n str) -> &'n str),
    ) -> (Vec<(&'n str, Place)>, Vec<Named<'n>>) {
        let size = canvas.theme.sizes.small;
        let request = |&(dot, name): &Named<'n>| Request {
            point: self.center(plot, dot),
            radius: self.radius(dot),
            width: canvas.width(write(name), size),
            height: size * 1.12,
        };
        let requests: Vec<Request> = named.iter().map(request).collect();
        let found = place(plot.inset(-2.0), &requests, obstacles);
        let (mut placed, mut left) = (Vec::new(), Vec::new());
        for (named, place) in named.into_iter().zip(found) {
            match place {
                Some(place) => placed.push((named.1, place)),
                None => left.push(named),
            }
        }
        (placed, left)
    }

    fn markers(&self, plot: Area) -> Vec<Area> {
        let marker = |dot: &Dot| {
            let center = self.center(plot, dot);
            Area::between(center, center).inset(-self.radius(dot))
        };
        self.scatter.shown().map(marker).collect()
    }

    /// What names keep clear of: markers, lines, and what the lines and the quadrants are called.
    fn obstacles(&self, canvas: &Canvas, plot: Area) -> Vec<Area> {
        let mut obstacles = self.markers(plot);
        let labels =
            references::level_labels(canvas, &self.scatter.references, &self.y, plot, &obstacles);
        for (label, reference) in labels.iter().zip(&self.scatter.references) {
            let y = self.y.place(reference.value, (plot.bottom, plot.top));
            obstacles.extend([
                label.area,
                Area {
                    top: y - 1.0,
                    bottom: y + 1.0,
                    ..plot
                },
            ]);
        }
        if let Some(split) = &self.scatter.split {
            let at = self.point(plot, (split.x, split.y));
            let upright = Area {
                left: at.x - 1.0,
                right: at.x + 1.0,
                ..plot
            };
            obstacles.extend([
                upright,
                Area {
                    top: at.y - 1.0,
                    bottom: at.y + 1.0,
                    ..plot
                },
            ]);
        }
        let quadrants = self.quadrants(canvas, plot);
        obstacles.extend(
            quadrants
                .iter()
                .map(|&(name, at, style)| canvas.text_area(name, at, style)),
        );
        obstacles
    }

    /// Names of quadrants, in the corners of the plot.
    fn quadrants(&self, canvas: &Canvas, plot: Area) -> Vec<(&'a str, Point, Type)> {
        let style = canvas.body().colored(palette::MUTED);
        let inside = style.size * 0.8;
        let (top, bottom) = (plot.top + inside, plot.bottom - inside);
        let (left, right) = (
            (plot.left + 7.0, Anchor::Start),
            (plot.right - 7.0, Anchor::End),
        );
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        let names = self.scatter.split.iter().flat_map(|split| &split.quadrants);
        names
            .zip(corners)
            .map(|(name, ((x, anchor), y))| {
                (name.as_str(), Point::new(x, y), style.anchored(anchor))
            })
            .collect()
    }

    fn draw_split(&self, canvas: &mut Canvas, plot: Area) {
        let Some(split) = &self.scatter.split else {
            return;
        };
        let at = self.point(plot, (split.x, split.y));
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
        for (name, at, style) in self.quadrants(canvas, plot) {
            canvas.text(name, at, style);
        }
    }

    fn draw_dots(&self, canvas: &mut Canvas, plot: Area) {
        let bubbles = self.scatter.bubbles.is_some();
        let mut dots: Vec<&Dot> = self.scatter.shown().collect();
        if bubbles {
            // Small bubbles lie on top of large ones.
            dots.sort_by(|a, b| self.radius(b).total_cmp(&self.radius(a)));
        }
        let alpha = match (dots.len() > CROWD, bubbles) {
            (true, _) => 0.45,
            (false, true) => 0.75,
            (false, false) => 1.0,
        };
        for dot in dots {
            let (center, radius) = (self.center(plot, dot), self.radius(dot));
            if bubbles {
                marker(
                    canvas,
                    dot.group,
                    center,
                    radius + 1.2,
                    Color::WHITE.with_alpha(0.9),
                );
            }
            marker(
                canvas,
                dot.group,
                center,
                radius,
                palette::series_line(dot.group).with_alpha(alpha),
            );
        }
    }
}

/// Writes `text` at its place, tied to its point where they are apart.
fn draw_name(canvas: &mut Canvas, text: &str, place: &Place) {
    if let Some([from, to]) = place.leader {
        canvas.segment(from, to, Stroke::solid(palette::AXIS, 0.9));
    }
    let style = canvas.small().colored(palette::INK);
    canvas.text(
        text,
        Point::new(place.area.left, place.area.center().y),
        style,
    );
}

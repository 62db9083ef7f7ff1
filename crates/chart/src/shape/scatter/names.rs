//! Where the names of points go: beside them, or into a key below.

use super::Dot;
use super::layout::Sheet;
use crate::canvas::Canvas;
use crate::palette;
use crate::plot::numbered_key::NumberedKey;
use crate::plot::placement::{Place, Request, place};
use crate::plot::references;
use crate::scene::{Area, Point, Stroke};

/// Names that are placed; a plot has no room for more.
const MAX_NAMES: usize = 60;

/// A point and its name.
type Named<'a> = (&'a Dot, &'a str);

/// What stands beside the points of a plot.
pub(super) struct Names<'a> {
    /// Names with their places.
    placed: Vec<(&'a str, Place)>,
    /// Names in the key, with the places of their numbers.
    numbered: Vec<(&'a str, Place)>,
    /// How many found neither.
    homeless: usize,
}

impl Names<'_> {
    /// Writes names at their places, and the numbers of the first `listed` that the key holds.
    pub(super) fn draw(&self, canvas: &mut Canvas, listed: usize) {
        for (text, place) in &self.placed {
            draw_name(canvas, text, place);
        }
        for (number, (_, place)) in self.numbered.iter().enumerate().take(listed) {
            draw_name(canvas, &(number + 1).to_string(), place);
        }
    }
}

impl<'a> Sheet<'a> {
    /// The area above the key, and the key of the names that find no place there.
    pub(super) fn arrange(&self, canvas: &Canvas, area: Area) -> (Area, NumberedKey) {
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
    pub(super) fn names(&self, canvas: &Canvas, plot: Area) -> Names<'a> {
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
            radius: self.outer_radius(dot),
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

    pub(super) fn markers(&self, plot: Area) -> Vec<Area> {
        let marker = |dot: &Dot| {
            let center = self.center(plot, dot);
            Area::between(center, center).inset(-self.outer_radius(dot))
        };
        self.scatter.shown().map(marker).collect()
    }

    /// What names keep clear of: markers, error bars, lines, and what the lines and the quadrants are called.
    fn obstacles(&self, canvas: &Canvas, plot: Area) -> Vec<Area> {
        let mut obstacles = self.markers(plot);
        obstacles.extend(self.error_bar_areas(plot));
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

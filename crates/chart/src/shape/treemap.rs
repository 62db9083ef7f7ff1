//! [`Treemap`]: parts of a whole as areas.

use fourr_locale::Lang;
use serde::Serialize;

use super::squarify::squarify;
use super::{Figure, extremes};
use crate::axis::Axis;
use crate::canvas::Canvas;
use crate::color::Color;
use crate::error::DrawError;
use crate::palette;
use crate::plot::legend::{self, Entry, Key};
use crate::plot::numbered_key::NumberedKey;
use crate::plot::scale;
use crate::scene::{Anchor, Area, Point, Stroke};

/// Parts of a whole as rectangles, each with the share of the area that it has of the whole. Parts of a group
/// stand together in one colour. A part without room for its name is named in a numbered key.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Treemap {
    /// What the areas measure.
    pub value: Axis,
    /// The parts, in any order; those of zero are left out.
    pub tiles: Vec<Tile>,
}

/// One part of a treemap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tile {
    /// Its name.
    pub label: String,
    /// Its size; one that is not finite counts as zero.
    pub size: f64,
    /// The group it belongs to.
    pub group: Option<String>,
}

impl Tile {
    /// A part that belongs to no group.
    pub fn new(label: impl Into<String>, size: f64) -> Self {
        Self {
            label: label.into(),
            size,
            group: None,
        }
    }

    fn shown_size(&self) -> f64 {
        if self.size.is_finite() {
            self.size
        } else {
            0.0
        }
    }
}

/// A part in its place.
struct Placed<'a> {
    tile: &'a Tile,
    area: Area,
    color: Color,
}

impl Treemap {
    fn total(&self) -> f64 {
        self.tiles.iter().map(Tile::shown_size).sum()
    }

    /// The groups and their sizes, the largest first.
    fn groups(&self) -> Vec<(Option<&str>, f64)> {
        let mut groups: Vec<(Option<&str>, f64)> = Vec::new();
        for tile in self.tiles.iter().filter(|tile| tile.shown_size() > 0.0) {
            let name = tile.group.as_deref();
            match groups.iter_mut().find(|group| group.0 == name) {
                Some(group) => group.1 += tile.size,
                None => groups.push((name, tile.size)),
            }
        }
        groups.sort_by(|a, b| b.1.total_cmp(&a.1));
        groups
    }

    fn place(&self, area: Area) -> Vec<Placed<'_>> {
        let groups = self.groups();
        let sizes: Vec<f64> = groups.iter().map(|group| group.1).collect();
        let mut placed = Vec::new();
        for (group, (&(name, _), area)) in groups.iter().zip(squarify(&sizes, area)).enumerate() {
            let mut tiles: Vec<&Tile> = self
                .tiles
                .iter()
                .filter(|tile| tile.group.as_deref() == name && tile.shown_size() > 0.0)
                .collect();
            tiles.sort_by(|a, b| b.size.total_cmp(&a.size));
            let sizes: Vec<f64> = tiles.iter().map(|tile| tile.size).collect();
            let areas = squarify(&sizes, area);
            placed.extend(tiles.into_iter().zip(areas).map(|(tile, area)| Placed {
                tile,
                area,
                color: self.color(tile, group),
            }));
        }
        placed
    }

    /// Value and share: 1,234 (12.3%).
    fn figures(&self, tile: &Tile, lang: Lang) -> String {
        let share = lang.share(tile.shown_size() / self.total(), 1);
        let value = self.value.format.write(tile.size, lang);
        match lang {
            Lang::Zh => format!("{value}（{share}）"),
            Lang::En => format!("{value} ({share})"),
        }
    }

    /// The lines that fit into a tile: name and figures, or the name alone.
    fn lines(&self, canvas: &Canvas, placed: &Placed) -> Option<Vec<String>> {
        let style = canvas.small();
        let (width, height) = (placed.area.width() - 12.0, placed.area.height() - 8.0);
        let rows = [3, 2, 1]
            .into_iter()
            .find(|&rows| f64::from(rows) * style.leading() <= height)?;
        let rows = usize::try_from(rows).unwrap_or(1);
        let name = canvas.wrap(&placed.tile.label, style.size, width, rows);
        let figures = self.figures(placed.tile, canvas.theme.lang);
        let figures_fit = canvas.width(&figures, style.size) <= width && name.lines.len() < rows;
        name.intact.then(|| {
            name.lines
                .into_iter()
                .chain(figures_fit.then_some(figures))
                .collect()
        })
    }

    /// Parts that have no room for their names, the largest first.
    fn nameless<'p>(&self, canvas: &Canvas, placed: &'p [Placed]) -> Vec<&'p Placed<'p>> {
        placed
            .iter()
            .filter(|placed| self.lines(canvas, placed).is_none())
            .collect()
    }

    /// Key and places, once the key has taken its room from the tiles.
    fn arrange(&self, canvas: &Canvas, area: Area) -> (Vec<Placed<'_>>, NumberedKey) {
        let mut height = 0.0;
        loop {
            let placed = self.place(Area {
                bottom: area.bottom - height,
                ..area
            });
            let names: Vec<String> = self
                .nameless(canvas, &placed)
                .iter()
                .map(|placed| {
                    format!(
                        "{} {}",
                        placed.tile.label,
                        self.figures(placed.tile, canvas.theme.lang)
                    )
                })
                .collect();
            let key = NumberedKey::new(canvas, &names, 0, area.width());
            // More room for the key can only lengthen it, up to its limit, so this ends.
            if key.height(canvas) <= height {
                return (placed, key);
            }
            height = key.height(canvas);
        }
    }

    /// The colour of a part: that of its group, or without groups the darker the larger it is.
    fn color(&self, tile: &Tile, group: usize) -> Color {
        if tile.group.is_some() {
            return palette::series(group);
        }
        let largest = self.tiles.iter().map(Tile::shown_size).fold(0.0, f64::max);
        palette::sequential(0.15 + 0.75 * (tile.size / largest).sqrt())
    }

    fn draw_tile(&self, canvas: &mut Canvas, placed: &Placed, number: Option<usize>) {
        let color = placed.color;
        canvas.rect(placed.area, color);
        canvas.outline(placed.area, Stroke::solid(Color::WHITE, 1.4));
        let style = canvas.small().colored(palette::ink_on(color));
        if let Some(lines) = self.lines(canvas, placed) {
            let at = Point::new(
                placed.area.left + 7.0,
                placed.area.top + 5.0 + style.leading() / 2.0,
            );
            canvas.paragraph(&lines, at, style);
        } else if let Some(number) = number {
            let text = number.to_string();
            let small = style.anchored(Anchor::Middle);
            if canvas.width(&text, small.size) + 2.0 <= placed.area.width()
                && small.size <= placed.area.height()
            {
                canvas.text(&text, placed.area.center(), small);
            }
        }
    }
}

impl Figure for Treemap {
    fn is_empty(&self) -> bool {
        self.total() <= 0.0
    }

    fn check(&self) -> Result<(), DrawError> {
        if let Some(tile) = self.tiles.iter().find(|tile| tile.shown_size() < 0.0) {
            return Err(DrawError::Negative {
                shape: "a treemap",
                label: tile.label.clone(),
                value: tile.size,
            });
        }
        scale::check_bars(&self.value, self.tiles.iter().map(|tile| tile.size))
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let groups = self.groups();
        let named = groups.iter().any(|group| group.0.is_some());
        let other = canvas.theme.lang.pick("其他", "other");
        let entries: Vec<Entry> = groups
            .iter()
            .enumerate()
            .filter(|_| named)
            .map(|(index, group)| {
                Entry::new(Key::Plain(palette::series(index)), group.0.unwrap_or(other))
            })
            .collect();
        let area = legend::draw(canvas, area, &entries);
        let style = canvas.small();
        let caption = match canvas.theme.lang {
            Lang::Zh => format!("面积：{}", self.value.heading(Lang::Zh)),
            Lang::En => format!("Area: {}", self.value.heading(Lang::En)),
        };
        canvas.text(
            &caption,
            Point::new(area.left, area.top + style.leading() / 2.0),
            style,
        );
        let area = Area {
            top: area.top + style.leading() + 6.0,
            ..area
        };
        let (placed, key) = self.arrange(canvas, area);
        let mut number = 0;
        for tile in &placed {
            let nameless = self.lines(canvas, tile).is_none();
            number += usize::from(nameless);
            self.draw_tile(
                canvas,
                tile,
                (nameless && number <= key.listed()).then_some(number),
            );
        }
        key.draw(canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let (count, measure) = (self.tiles.len(), self.value.heading(lang));
        let items = self
            .tiles
            .iter()
            .map(|tile| (tile.label.as_str(), tile.shown_size()));
        let total = self.total();
        let write = |value: f64| {
            format!(
                "{}, {}",
                self.value.format.write(value, lang),
                lang.share(value / total, 1)
            )
        };
        let ends = extremes(items, write, lang);
        match lang {
            Lang::Zh => format!("矩形树图，{count} 个部分的{measure}。{ends}"),
            Lang::En => format!("Treemap of {measure} in {count} parts. {ends}"),
        }
    }
}

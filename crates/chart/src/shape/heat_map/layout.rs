//! Where the cells of a heat map and their names go.

use fourr_locale::Lang;

use super::HeatMap;
use super::shades::Shades;
use crate::canvas::{Canvas, Type};
use crate::color::Color;
use crate::datum::{Datum, withheld};
use crate::palette;
use crate::plot::legend::{self, Entry};
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::shape::finite;

/// Between names and cells.
const GAP: f64 = 8.0;

/// Cells smaller than this have no room for white between them.
const GAPLESS: f64 = 12.0;

/// Draws `map` in `area`.
pub(super) fn draw(map: &HeatMap, canvas: &mut Canvas, area: Area) {
    let shades = Shades::new(map, canvas);
    let area = legend::draw(canvas, area, &keys(map, canvas.theme.lang));
    let area = shades.draw_bar(canvas, area);
    let names = Names::new(map, canvas, area);
    let grid = Grid {
        map,
        area: names.grid(canvas, area),
    };
    names.draw(canvas, &grid, area);
    grid.draw(canvas, &shades);
}

/// Entries that explain cells without a colour, where there are any.
fn keys(map: &HeatMap, lang: Lang) -> Vec<Entry> {
    let cells = || map.rows.iter().flat_map(|row| &row.values);
    let is_withheld = |datum: &Datum| matches!(datum, Datum::Suppressed(_));
    let withheld = cells().any(is_withheld).then(|| Entry::withheld(lang));
    let blank = cells()
        .any(|datum| datum.value().is_none() && !is_withheld(datum))
        .then(|| Entry::blank(lang));
    withheld.into_iter().chain(blank).collect()
}

/// The names of rows and columns as they are written.
struct Names<'a> {
    map: &'a HeatMap,
    rows: Vec<String>,
    columns: Vec<Vec<String>>,
    style: Type,
}

impl<'a> Names<'a> {
    fn new(map: &'a HeatMap, canvas: &Canvas, area: Area) -> Self {
        let style = canvas.small().colored(palette::INK);
        let rows: Vec<String> = map
            .rows
            .iter()
            .map(|row| canvas.cut(&row.name, style.size, area.width() * 0.28))
            .collect();
        let width = area.width() - canvas.widest(&rows, style.size) - GAP;
        let band = width / map.columns.len() as f64;
        // Where every name would be cut to nothing, some are left out instead.
        let (width, lines) = if band < style.size * 2.2 {
            (style.size * 3.0, 1)
        } else {
            (band - 4.0, 2)
        };
        let columns = map
            .columns
            .iter()
            .map(|name| canvas.wrap_evenly(name, style.size, width, lines).lines);
        Self {
            map,
            rows,
            columns: columns.collect(),
            style,
        }
    }

    /// The height of a row of text above the cells.
    fn title_height(&self) -> f64 {
        self.style.leading() + 2.0
    }

    /// The area of the cells.
    fn grid(&self, canvas: &Canvas, area: Area) -> Area {
        let lines = self.columns.iter().map(Vec::len).max().unwrap_or(1);
        Area {
            left: area.left + canvas.widest(&self.rows, self.style.size) + GAP,
            top: area.top + self.title_height() + lines as f64 * self.style.leading() + 2.0,
            ..area
        }
    }

    fn draw(&self, canvas: &mut Canvas, grid: &Grid, area: Area) {
        self.draw_titles(canvas, grid.area, area);
        let (width, height) = grid.cell_size();
        let middle = self.style.anchored(Anchor::Middle);
        let widest = canvas.widest(self.columns.iter().flatten(), self.style.size);
        for (index, lines) in every(&self.columns, (widest + 3.0) / width) {
            let last = grid.area.top - 2.0 - self.style.leading() / 2.0;
            let first = last - (lines.len() - 1) as f64 * self.style.leading();
            canvas.paragraph(
                lines,
                Point::new(grid.area.left + (index + 0.5) * width, first),
                middle,
            );
        }
        let end = self.style.anchored(Anchor::End);
        for (index, name) in every(&self.rows, self.style.size * 1.05 / height) {
            canvas.text(
                name,
                Point::new(grid.area.left - GAP, grid.area.top + (index + 0.5) * height),
                end,
            );
        }
    }

    /// What rows and columns are, above them.
    fn draw_titles(&self, canvas: &mut Canvas, grid: Area, area: Area) {
        let style = self.style.colored(palette::MUTED);
        let first_row = area.top + style.leading() / 2.0;
        let title = canvas.cut(
            &self.map.column,
            style.size,
            grid.width() - style.size * 8.0,
        );
        canvas.text(
            &title,
            Point::new(grid.center().x, first_row),
            style.anchored(Anchor::Middle),
        );
        let room = grid.left - GAP - area.left;
        // The name of a narrow first column reaches over the corner.
        let first = self
            .columns
            .first()
            .map_or(0.0, |lines| canvas.widest(lines, style.size));
        let free = first <= grid.width() / self.columns.len() as f64;
        if free && canvas.width(&self.map.row, style.size) <= room {
            let corner = Point::new(grid.left - GAP, grid.top - 2.0 - style.leading() / 2.0);
            canvas.text(&self.map.row, corner, style.anchored(Anchor::End));
        } else {
            let title = canvas.cut(&self.map.row, style.size, room.max(style.size * 6.0));
            canvas.text(&title, Point::new(area.left, first_row), style);
        }
    }
}

/// Every `stride`-th of `items`, rounded up, each with its index.
fn every<T>(items: &[T], stride: f64) -> impl Iterator<Item = (f64, &T)> {
    let stride = stride.ceil().max(1.0);
    items
        .iter()
        .enumerate()
        .map(|(index, item)| (index as f64, item))
        .filter(move |(index, _)| index % stride < 0.5)
}

/// The cells.
struct Grid<'a> {
    map: &'a HeatMap,
    area: Area,
}

impl Grid<'_> {
    fn cell_size(&self) -> (f64, f64) {
        (
            self.area.width() / self.map.columns.len() as f64,
            self.area.height() / self.map.rows.len() as f64,
        )
    }

    fn draw(&self, canvas: &mut Canvas, shades: &Shades) {
        let (width, height) = self.cell_size();
        let style = self.label_type(canvas);
        for (row, y) in self.map.rows.iter().zip(0_u32..) {
            for (&datum, x) in row.values.iter().zip(0_u32..) {
                let (left, top) = (
                    self.area.left + f64::from(x) * width,
                    self.area.top + f64::from(y) * height,
                );
                let cell = Area {
                    left,
                    top,
                    right: left + width,
                    bottom: top + height,
                };
                let gap = if width.min(height) > GAPLESS {
                    0.75
                } else {
                    0.0
                };
                let label = self.draw_cell(canvas, datum, cell.inset(gap), shades);
                if let (Some((text, background)), Some(style)) = (label, style) {
                    let style = style.colored(palette::ink_on(background));
                    canvas.plated_text(&text, cell.center(), style, background);
                }
            }
        }
    }

    /// Draws a cell and returns its label and the colour behind it.
    fn draw_cell(
        &self,
        canvas: &mut Canvas,
        datum: Datum,
        cell: Area,
        shades: &Shades,
    ) -> Option<(String, Color)> {
        if let Datum::Suppressed(limit) = datum {
            canvas.hatched(cell.inset(0.5));
            return Some((withheld(limit), Color::WHITE));
        }
        if let Some(value) = datum.value() {
            let color = shades.color(value);
            canvas.rect(cell, color);
            return Some((self.map.value.format.write(value, canvas.theme.lang), color));
        }
        if cell.width().min(cell.height()) > GAPLESS {
            let stroke = Stroke {
                color: palette::GRID,
                width: 1.0,
                dash: Some((3.0, 3.0)),
            };
            canvas.outline(cell.inset(0.5), stroke);
        }
        None
    }

    /// Type in which every value fits its cell, if there is one that can be read.
    fn label_type(&self, canvas: &Canvas) -> Option<Type> {
        let (width, height) = self.cell_size();
        let lang = canvas.theme.lang;
        let style = canvas.small().anchored(Anchor::Middle);
        let texts: Vec<String> = finite(&self.map.rows)
            .map(|value| self.map.value.format.write(value, lang))
            .collect();
        let sizes = [style.size, style.size * 0.88].map(|size| Type { size, ..style });
        sizes.into_iter().find(|style| {
            canvas.widest(&texts, style.size) + 4.0 <= width && style.size * 1.15 <= height
        })
    }
}

//! [`HeatMap`]: a table of coloured cells.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, check_lengths, extremes, finite};
use crate::axis::{Axis, Scale};
use crate::canvas::{Canvas, Type};
use crate::color::Color;
use crate::datum::{Datum, Series};
use crate::error::DrawError;
use crate::palette;
use crate::plot::legend::{self, Entry};
use crate::plot::scale::{self, Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::theme::Theme;

/// A table of cells, coloured by value. Missing cells stay blank, withheld ones are hatched.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatMap {
    /// What the columns are.
    pub column: String,
    /// The columns, from left to right.
    pub columns: Vec<String>,
    /// What the rows are.
    pub row: String,
    /// The rows, from top to bottom, each with one value for each column.
    pub rows: Vec<Series>,
    /// What the colours measure.
    pub value: Axis,
    /// How colours follow values.
    pub ramp: Ramp,
}

/// How colours follow values.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub enum Ramp {
    /// From light to dark.
    #[default]
    Sequential,
    /// Blue below this value and orange above it, equally strong at equal distance.
    Diverging(f64),
}

/// From values to colours.
struct Shades {
    scale: ValueScale,
    ramp: Ramp,
}

/// Width of the colour bar.
const BAR: f64 = 16.0;

impl HeatMap {
    fn shades(&self, lang: Lang) -> Shades {
        let values = finite(&self.rows);
        let scale = match self.ramp {
            Ramp::Sequential => ValueScale::fit(&self.value, values, Reach::Data, 5.0, lang),
            Ramp::Diverging(center) => {
                let reach = values
                    .map(|value| (value - center).abs())
                    .fold(0.0, f64::max);
                let axis = self.value.clone().reaching(center - reach, center + reach);
                ValueScale::fit(&axis, std::iter::empty(), Reach::Tight, 6.0, lang)
            }
        };
        Shades {
            scale,
            ramp: self.ramp,
        }
    }

    /// Type in which every value fits its cell, if there is one that can be read.
    fn cell_type(&self, canvas: &Canvas, cell: (f64, f64)) -> Option<Type> {
        let lang = canvas.theme.lang;
        let style = canvas.small().anchored(Anchor::Middle);
        let texts: Vec<String> = finite(&self.rows)
            .map(|value| self.value.format.write(value, lang))
            .collect();
        [1.0, 0.88]
            .into_iter()
            .map(|share| Type {
                size: style.size * share,
                ..style
            })
            .find(|style| {
                canvas.widest(&texts, style.size) + 4.0 <= cell.0 && style.size * 1.15 <= cell.1
            })
    }

    fn draw_cells(&self, canvas: &mut Canvas, grid: Area, shades: &Shades) {
        let (width, height) = (
            grid.width() / self.columns.len() as f64,
            grid.height() / self.rows.len() as f64,
        );
        let style = self.cell_type(canvas, (width, height));
        for (row, y) in self.rows.iter().zip(0_u32..) {
            for (&datum, x) in row.values.iter().zip(0_u32..) {
                let (left, top) = (
                    grid.left + f64::from(x) * width,
                    grid.top + f64::from(y) * height,
                );
                let cell = Area {
                    left,
                    top,
                    right: left + width,
                    bottom: top + height,
                };
                self.draw_cell(canvas, datum, cell, (shades, style));
            }
        }
    }

    fn draw_cell(
        &self,
        canvas: &mut Canvas,
        datum: Datum,
        cell: Area,
        (shades, style): (&Shades, Option<Type>),
    ) {
        let gap = if cell.width().min(cell.height()) > 12.0 {
            0.75
        } else {
            0.0
        };
        let inner = cell.inset(gap);
        let label = |canvas: &mut Canvas, text: &str, background: Color| {
            if let Some(style) =
                style.filter(|style| canvas.width(text, style.size) <= inner.width())
            {
                canvas.plated_text(
                    text,
                    cell.center(),
                    style.colored(palette::ink_on(background)),
                    background,
                );
            }
        };
        match (datum, datum.value()) {
            (_, Some(value)) => {
                let color = shades.color(value);
                canvas.rect(inner, color);
                label(
                    canvas,
                    &self.value.format.write(value, canvas.theme.lang),
                    color,
                );
            }
            (Datum::Suppressed(limit), _) => {
                canvas.hatched(inner.inset(0.5));
                label(canvas, &format!("<{limit}"), Color::WHITE);
            }
            _ if gap > 0.0 => canvas.outline(
                inner.inset(0.5),
                Stroke {
                    color: palette::GRID,
                    width: 1.0,
                    dash: Some((3.0, 3.0)),
                },
            ),
            _ => {}
        }
    }

    /// The headings of rows and columns; returns the grid of cells.
    fn draw_names(&self, canvas: &mut Canvas, area: Area) -> Area {
        let style = canvas.small().colored(palette::INK);
        let names: Vec<String> = self
            .rows
            .iter()
            .map(|row| canvas.cut(&row.name, style.size, area.width() * 0.28))
            .collect();
        let left = area.left + canvas.widest(&names, style.size) + 8.0;
        let band = (area.right - left) / self.columns.len() as f64;
        let lines: Vec<Vec<String>> = self
            .columns
            .iter()
            .map(|name| canvas.wrap(name, style.size, band - 4.0, 2).lines)
            .collect();
        let stride = (style.size * 2.2 / band).ceil().max(1.0);
        let rows = if stride > 1.0 {
            1
        } else {
            lines.iter().map(Vec::len).max().unwrap_or(1)
        };
        let title = style.leading() + 2.0;
        let top = area.top + title + rows as f64 * style.leading() + 2.0;
        let grid = Area { left, top, ..area };
        let middle = style.anchored(Anchor::Middle);
        let heading = Point::new(grid.center().x, area.top + style.leading() / 2.0);
        canvas.text(
            &canvas.cut(&self.column, style.size, grid.width()),
            heading,
            middle.colored(palette::MUTED),
        );
        let corner = Point::new(left - 8.0, top - style.leading() / 2.0 - 2.0);
        let row_title = canvas.cut(
            &self.row,
            style.size,
            (left - 8.0 - area.left).max(style.size * 6.0),
        );
        let at_edge = canvas.width(&row_title, style.size) > left - 8.0 - area.left;
        let (corner, anchor) = if at_edge {
            (Point::new(area.left, heading.y), Anchor::Start)
        } else {
            (corner, Anchor::End)
        };
        canvas.text(
            &row_title,
            corner,
            style.colored(palette::MUTED).anchored(anchor),
        );
        for (lines, index) in lines.iter().zip(0_u32..) {
            if f64::from(index) % stride == 0.0 {
                let last = top - 2.0 - style.leading() / 2.0;
                let first = last - (lines.len().min(rows) - 1) as f64 * style.leading();
                let x = left + (f64::from(index) + 0.5) * band;
                canvas.paragraph(
                    &lines[..lines.len().min(rows)],
                    Point::new(x, first),
                    middle,
                );
            }
        }
        let height = grid.height() / self.rows.len() as f64;
        let stride = (style.size * 1.05 / height).ceil().max(1.0);
        for (name, index) in names.iter().zip(0_u32..) {
            if f64::from(index) % stride == 0.0 {
                let y = top + (f64::from(index) + 0.5) * height;
                canvas.text(name, Point::new(left - 8.0, y), style.anchored(Anchor::End));
            }
        }
        grid
    }

    fn keys(&self, lang: Lang) -> Vec<Entry> {
        let cells = || self.rows.iter().flat_map(|row| &row.values);
        let withheld = cells().any(|datum| matches!(datum, Datum::Suppressed(_)));
        let blank =
            cells().any(|datum| datum.value().is_none() && !matches!(datum, Datum::Suppressed(_)));
        let withheld = withheld.then(|| Entry::withheld(lang));
        withheld
            .into_iter()
            .chain(blank.then(|| Entry::blank(lang)))
            .collect()
    }
}

impl Shades {
    fn color(&self, value: f64) -> Color {
        self.at(self.scale.share(value))
    }

    fn at(&self, share: f64) -> Color {
        match self.ramp {
            Ramp::Sequential => palette::sequential(share),
            Ramp::Diverging(center) => {
                // The neutral colour belongs to the centre, wherever the round ends of the scale put it.
                let middle = self.scale.share(center);
                let side = if share < middle {
                    share / middle
                } else {
                    1.0 + (share - middle) / (1.0 - middle)
                };
                palette::diverging(side / 2.0)
            }
        }
    }

    /// Draws the colour bar with its ticks at the right of `area` and returns what is left.
    fn draw_bar(&self, canvas: &mut Canvas, area: Area) -> Area {
        let style = canvas.small();
        let labels = canvas.widest(&self.scale.labels, style.size);
        let left = area.right - labels - 6.0 - BAR;
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
        let steps = 64;
        for step in 0..steps {
            let share = |step: i32| f64::from(step) / f64::from(steps);
            let y = |share: f64| bar.bottom - share * bar.height();
            let slice = Area {
                top: y(share(step + 1)),
                bottom: y(share(step)),
                ..bar
            };
            canvas.rect(slice, self.at(share(step) + 0.5 / f64::from(steps)));
        }
        canvas.outline(bar, Stroke::solid(palette::AXIS, 0.8));
        for (&tick, label) in self.scale.ticks.iter().zip(&self.scale.labels) {
            let y = self.scale.place(tick, (bar.bottom, bar.top));
            canvas.segment(
                Point::new(bar.right, y),
                Point::new(bar.right + 3.0, y),
                Stroke::solid(palette::AXIS, 0.8),
            );
            canvas.text(label, Point::new(bar.right + 6.0, y), style);
        }
        Area {
            right: left - 18.0,
            ..area
        }
    }
}

impl Figure for HeatMap {
    fn is_empty(&self) -> bool {
        self.columns.is_empty() || self.rows.is_empty()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_lengths(&self.rows, self.columns.len())?;
        let center = match (self.ramp, self.value.scale) {
            (Ramp::Diverging(_), Scale::Log) => {
                return Err(DrawError::LogBars(self.value.title.clone()));
            }
            (Ramp::Diverging(center), Scale::Linear) => Some(center),
            (Ramp::Sequential, _) => None,
        };
        scale::check(&self.value, finite(&self.rows).chain(center))
    }

    fn preferred_height(&self, theme: &Theme) -> f64 {
        (self.rows.len() as f64 * theme.sizes.small * 1.7 + 80.0).min(1000.0)
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let lang = canvas.theme.lang;
        let shades = self.shades(lang);
        let area = legend::draw(canvas, area, &self.keys(lang));
        let area = shades.draw_bar(canvas, area);
        let grid = self.draw_names(canvas, area);
        self.draw_cells(canvas, grid, &shades);
    }

    fn describe(&self, lang: Lang) -> String {
        let (rows, columns, measure) = (
            self.rows.len(),
            self.columns.len(),
            self.value.heading(lang),
        );
        let cells = self.rows.iter().flat_map(|row| {
            self.columns
                .iter()
                .zip(&row.values)
                .filter_map(|(column, datum)| {
                    Some((format!("{} × {column}", row.name), datum.value()?))
                })
        });
        let cells: Vec<(String, f64)> = cells.collect();
        let items = cells.iter().map(|(name, value)| (name.as_str(), *value));
        let ends = extremes(items, |value| self.value.format.write(value, lang), lang);
        match lang {
            Lang::Zh => format!(
                "热力图，{rows} 行{}乘 {columns} 列{}的{measure}。{ends}",
                self.row, self.column
            ),
            Lang::En => format!(
                "Heat map of {measure}, {rows} rows of {} by {columns} columns of {}. {ends}",
                self.row, self.column
            ),
        }
    }
}

//! [`Lines`]: lines over shared positions.

use fourr_locale::Lang;
use serde::Serialize;

use super::{Figure, LABELLED_MARKS, check_lengths, finite};
use crate::axis::{Axis, Reference};
use crate::canvas::Canvas;
use crate::color::Color;
use crate::datum::Series;
use crate::error::DrawError;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::plot::references;
use crate::plot::scale::{self, Reach, ValueScale};
use crate::scene::{Anchor, Area, Point};

/// One line for each series over shared positions. A line is interrupted where a value is missing or withheld.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lines {
    /// What the positions are; the scale counts for numbers only.
    pub x: Axis,
    /// What the heights measure.
    pub y: Axis,
    /// Where the points stand.
    pub positions: Positions,
    /// The lines, in the order of the legend.
    pub series: Vec<Series>,
    /// Level lines, at heights.
    pub references: Vec<Reference>,
    /// Upright lines, at positions; shown where positions are numbers.
    pub markers: Vec<Reference>,
}

/// Where the points of lines stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Positions {
    /// At equal distances, in order: months, weeks, versions.
    Names(Vec<String>),
    /// At numbers.
    Numbers(Vec<f64>),
}

impl Positions {
    fn len(&self) -> usize {
        match self {
            Self::Names(names) => names.len(),
            Self::Numbers(numbers) => numbers.len(),
        }
    }

    fn numbers(&self) -> &[f64] {
        match self {
            Self::Names(_) => &[],
            Self::Numbers(numbers) => numbers,
        }
    }

    fn name(&self, index: usize, axis: &Axis, lang: Lang) -> String {
        match self {
            Self::Names(names) => names[index].clone(),
            Self::Numbers(numbers) => axis.format.write(numbers[index], lang),
        }
    }
}

/// Points up to which each has a marker.
const MARKED_POINTS: usize = 31;

/// Lines up to which each is named at its end instead of in a legend.
const NAMED_LINES: usize = 6;

impl Lines {
    fn place(
        &self,
        plot: Area,
        x: &ValueScale,
        y: &ValueScale,
        (index, value): (usize, f64),
    ) -> Option<Point> {
        let across = match &self.positions {
            Positions::Names(names) => {
                plot.left + (index as f64 + 0.5) * plot.width() / names.len() as f64
            }
            Positions::Numbers(numbers) if numbers[index].is_finite() => {
                x.place(numbers[index], (plot.left, plot.right))
            }
            Positions::Numbers(_) => return None,
        };
        Some(Point::new(across, y.place(value, (plot.bottom, plot.top))))
    }

    /// The unbroken runs of a series.
    fn runs(
        &self,
        series: &Series,
        place: impl Fn((usize, f64)) -> Option<Point>,
    ) -> Vec<Vec<Point>> {
        let points = series
            .values
            .iter()
            .enumerate()
            .map(|(index, datum)| place((index, datum.value()?)));
        let points: Vec<Option<Point>> = points.collect();
        points
            .split(Option::is_none)
            .filter(|run| !run.is_empty())
            .map(|run| run.iter().copied().flatten().collect())
            .collect()
    }

    /// Names at the ends of lines, moved apart; `None` where a legend is clearer.
    fn end_names(&self, canvas: &Canvas, ends: &[Option<Point>], plot: Area) -> Option<Vec<f64>> {
        let leading = canvas.body().leading();
        let known: Option<Vec<f64>> = ends.iter().map(|end| end.map(|point| point.y)).collect();
        let at_right = ends
            .iter()
            .flatten()
            .all(|end| end.x > plot.right - plot.width() * 0.12);
        let heights = spread(&known?, leading, (plot.top, plot.bottom))?;
        (at_right && ends.len() <= NAMED_LINES).then_some(heights)
    }

    fn frame<'a>(&'a self, x: &'a ValueScale, y: &'a ValueScale, padding: Padding) -> Frame<'a> {
        let x = match &self.positions {
            Positions::Names(names) => Side::Bands {
                title: &self.x.title,
                names,
            },
            Positions::Numbers(_) => Side::Values(x),
        };
        Frame {
            x,
            y: Side::Values(y),
            right: None,
            padding,
        }
    }

    fn scales(&self, area: Area, lang: Lang) -> (ValueScale, ValueScale) {
        let lines = |references: &[Reference]| {
            references
                .iter()
                .map(|line| line.value)
                .filter(|value| value.is_finite())
                .collect::<Vec<_>>()
        };
        let across = self
            .positions
            .numbers()
            .iter()
            .copied()
            .filter(|value| value.is_finite());
        let x = ValueScale::fit(
            &self.x,
            across.chain(lines(&self.markers)),
            Reach::Tight,
            area.width() / 80.0,
            lang,
        );
        let heights = finite(&self.series).chain(lines(&self.references));
        let y = ValueScale::fit(&self.y, heights, Reach::Data, area.height() / 60.0, lang);
        (x, y)
    }

    fn draw_series(&self, canvas: &mut Canvas, index: usize, runs: Vec<Vec<Point>>) {
        let color = palette::series_line(index);
        let marked = self.positions.len() <= MARKED_POINTS;
        for run in runs {
            let lone = run.len() == 1;
            for &point in run.iter().filter(|_| marked || lone) {
                marker(canvas, index, point, 3.6, color);
            }
            canvas.line(run, palette::series_stroke(index));
        }
    }

    /// Values beside the points of a single short line.
    fn draw_values(&self, canvas: &mut Canvas, points: &[(Point, f64)], top: f64) {
        let style = canvas
            .small()
            .colored(palette::INK)
            .anchored(Anchor::Middle);
        for (index, &(point, value)) in points.iter().enumerate() {
            let neighbours = [index.wrapping_sub(1), index + 1]
                .map(|i| points.get(i).map_or(point.y, |p| p.0.y));
            let valley =
                neighbours.iter().all(|&y| y <= point.y) && neighbours.iter().any(|&y| y < point.y);
            let below = valley || point.y - style.size * 1.3 < top - style.size;
            let offset = style.size * if below { 1.0 } else { -1.0 };
            let text = self.y.format.write(value, canvas.theme.lang);
            canvas.plated_text(
                &text,
                Point::new(point.x, point.y + offset),
                style,
                Color::WHITE.with_alpha(0.7),
            );
        }
    }
}

impl Figure for Lines {
    fn is_empty(&self) -> bool {
        self.positions.len() == 0 || finite(&self.series).next().is_none()
    }

    fn check(&self) -> Result<(), DrawError> {
        check_lengths(&self.series, self.positions.len())?;
        let values = |lines: &[Reference]| lines.iter().map(|line| line.value).collect::<Vec<_>>();
        if let Positions::Numbers(numbers) = &self.positions {
            scale::check(
                &self.x,
                numbers.iter().copied().chain(values(&self.markers)),
            )?;
        }
        scale::check(
            &self.y,
            finite(&self.series).chain(values(&self.references)),
        )
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        let (x, y) = self.scales(area, canvas.theme.lang);
        let size = canvas.theme.sizes.body;
        let names: Vec<String> = self
            .series
            .iter()
            .map(|series| canvas.cut(&series.name, size, area.width() * 0.22))
            .collect();
        let rows = match self.positions {
            Positions::Numbers(_) => {
                references::rows_above(canvas, &self.markers, &x, (area.left, area.right))
            }
            Positions::Names(_) => 0,
        };
        let top = rows as f64 * references::row_height(canvas);
        let several = self.series.len() > 1;
        let right = if several {
            canvas.widest(&names, size) + 12.0
        } else {
            0.0
        };
        let padding = Padding {
            top,
            ..Padding::default()
        };
        // Names at the ends of lines, if they find room there; else a legend.
        let narrow = Area {
            right: area.right - right,
            ..area
        };
        let inner = self.frame(&x, &y, padding).inner(canvas, narrow);
        let end_of = |series: &Series, plot: Area| {
            self.runs(series, |at| self.place(plot, &x, &y, at))
                .last()
                .and_then(|run| run.last().copied())
        };
        let ends: Vec<Option<Point>> = self
            .series
            .iter()
            .map(|series| end_of(series, inner))
            .collect();
        let heights = if several {
            self.end_names(canvas, &ends, inner)
        } else {
            None
        };
        let area = match (&heights, several) {
            (Some(_), _) => narrow,
            (None, true) => {
                let keys = self
                    .series
                    .iter()
                    .enumerate()
                    .map(|(i, series)| Entry::new(Key::Line(i), &*series.name));
                legend::draw(canvas, area, &keys.collect::<Vec<_>>())
            }
            (None, false) => area,
        };
        let plot = self.frame(&x, &y, padding).draw(canvas, area);
        let mut obstacles = Vec::new();
        for (index, series) in self.series.iter().enumerate() {
            let runs = self.runs(series, |at| self.place(plot, &x, &y, at));
            obstacles.extend(
                runs.iter()
                    .flat_map(|run| run.windows(2))
                    .flat_map(|pair| beads(pair[0], pair[1])),
            );
            self.draw_series(canvas, index, runs);
        }
        references::level(canvas, &self.references, &y, plot, &obstacles);
        if let Positions::Numbers(_) = self.positions {
            references::upright(canvas, &self.markers, &x, plot);
        }
        for (index, height) in heights.iter().flatten().enumerate() {
            let style = canvas
                .body()
                .colored(palette::series_line(index).mix(palette::INK, 0.35));
            canvas.text(&names[index], Point::new(plot.right + 10.0, *height), style);
        }
        if let ([only], true) = (&self.series[..], self.positions.len() <= LABELLED_MARKS) {
            let values = only.values.iter().enumerate().filter_map(|(i, datum)| {
                let value = datum.value()?;
                Some((self.place(plot, &x, &y, (i, value))?, value))
            });
            self.draw_values(canvas, &values.collect::<Vec<_>>(), plot.top);
        }
    }

    fn describe(&self, lang: Lang) -> String {
        let start = match lang {
            Lang::Zh => format!("折线图，{}随{}的变化。", self.y.heading(lang), self.x.title),
            Lang::En => format!(
                "Line chart of {} by {}.",
                self.y.heading(lang),
                self.x.title
            ),
        };
        let parts = self.series.iter().filter_map(|series| {
            let known = || {
                series
                    .values
                    .iter()
                    .enumerate()
                    .filter_map(|(i, datum)| Some((i, datum.value()?)))
            };
            let ((first, from), (last, to)) = (known().next()?, known().last()?);
            let [first, last] =
                [first, last].map(|index| self.positions.name(index, &self.x, lang));
            let [from, to] = [from, to].map(|value| self.y.format.write(value, lang));
            Some(match lang {
                Lang::Zh => format!("{}：{first}为{from}，{last}为{to}。", series.name),
                Lang::En => format!("{}: {from} at {first}, {to} at {last}.", series.name),
            })
        });
        std::iter::once(start)
            .chain(parts)
            .collect::<Vec<_>>()
            .join(lang.pick("", " "))
    }
}

/// Small squares along a line, for labels to keep clear of.
fn beads(from: Point, to: Point) -> impl Iterator<Item = Area> {
    (0..=8).map(move |i| {
        let share = f64::from(i) / 8.0;
        let at = Point::new(
            from.x + (to.x - from.x) * share,
            from.y + (to.y - from.y) * share,
        );
        Area::between(at, at).inset(-2.0)
    })
}

/// Moves heights apart until neighbours are `gap` apart, inside `within`; `None` where there is no room.
fn spread(heights: &[f64], gap: f64, within: (f64, f64)) -> Option<Vec<f64>> {
    if heights.len() as f64 * gap > within.1 - within.0 {
        return None;
    }
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by(|&a, &b| heights[a].total_cmp(&heights[b]));
    let mut placed = heights.to_vec();
    for pair in order.windows(2) {
        placed[pair[1]] = placed[pair[1]].max(placed[pair[0]] + gap);
    }
    // What was pushed over the lower edge pushes back.
    let mut limit = within.1;
    for &index in order.iter().rev() {
        placed[index] = placed[index].min(limit);
        limit = placed[index] - gap;
    }
    Some(placed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_line_ends_move_apart() {
        assert_eq!(
            spread(&[50.0, 52.0, 10.0], 10.0, (0.0, 100.0)),
            Some(vec![50.0, 60.0, 10.0])
        );
        assert_eq!(
            spread(&[98.0, 99.0], 10.0, (0.0, 100.0)),
            Some(vec![90.0, 100.0])
        );
        assert_eq!(spread(&[1.0, 2.0, 3.0], 50.0, (0.0, 100.0)), None);
    }
}

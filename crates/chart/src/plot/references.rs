//! Reference lines across a plot, with labels that keep clear of each other and of the data.

use crate::axis::Reference;
use crate::canvas::{Canvas, Type};
use crate::color::Color;
use crate::palette;
use crate::plot::scale::ValueScale;
use crate::plot::spread::spread;
use crate::scene::{Anchor, Area, Point, Stroke};

/// The label of an upright line: from where to where it reaches, where its line stands, and its row above the plot.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Flag {
    from: f64,
    to: f64,
    line: f64,
    row: usize,
}

/// Between a line and its label.
const GAP: f64 = 5.0;

/// Rows of labels above a plot that `references` need, so that no two of them touch.
pub(crate) fn rows_above(
    canvas: &Canvas,
    references: &[Reference],
    scale: &ValueScale,
    across: (f64, f64),
) -> usize {
    flags(canvas, references, scale, across)
        .iter()
        .map(|(_, flag)| flag.row + 1)
        .max()
        .unwrap_or(0)
}

/// Height of one row of labels.
pub(crate) fn row_height(canvas: &Canvas) -> f64 {
    canvas.small().leading() + 2.0
}

/// Upright lines through `plot`, their labels in rows above it.
pub(crate) fn upright(
    canvas: &mut Canvas,
    references: &[Reference],
    scale: &ValueScale,
    plot: Area,
) {
    let style = label_type(canvas);
    for (reference, flag) in flags(canvas, references, scale, (plot.left, plot.right)) {
        let y = plot.top - (flag.row as f64 + 0.5) * row_height(canvas);
        let top = Point::new(flag.line, y - style.size * 0.5);
        draw_line(canvas, top, Point::new(flag.line, plot.bottom));
        canvas.haloed_text(&reference.label, Point::new(flag.from, y), style);
    }
}

/// The shades that begin at upright lines, for the data to be drawn over.
pub(crate) fn upright_shades(
    canvas: &mut Canvas,
    references: &[Reference],
    scale: &ValueScale,
    plot: Area,
) {
    for (left, right) in shades(references, scale, (plot.left, plot.right)) {
        let shade = Area {
            left,
            right,
            ..plot
        };
        canvas.rect(shade, palette::SHADE);
    }
}

/// The shades that begin at level lines, for the data to be drawn over.
pub(crate) fn level_shades(
    canvas: &mut Canvas,
    references: &[Reference],
    scale: &ValueScale,
    plot: Area,
) {
    for (top, bottom) in shades(references, scale, (plot.bottom, plot.top)) {
        let shade = Area {
            top,
            bottom,
            ..plot
        };
        canvas.rect(shade, palette::SHADE);
    }
}

/// From where to where shades reach within the `ends` of a scale, the smaller place first.
fn shades(
    references: &[Reference],
    scale: &ValueScale,
    ends: (f64, f64),
) -> impl Iterator<Item = (f64, f64)> {
    references.iter().filter_map(move |line| {
        let until = line.until?;
        let finite = line.value.is_finite() && until.is_finite();
        let (first, last) = (ends.0.min(ends.1), ends.0.max(ends.1));
        let [one, other] =
            [line.value, until].map(|value| scale.place(value, ends).clamp(first, last));
        finite.then(|| (one.min(other), one.max(other)))
    })
}

/// The label of a level line in its place.
pub(crate) struct LevelLabel {
    pub(crate) area: Area,
    at: Point,
    style: Type,
}

/// Places the labels of level lines, each above or below its line at the first end that `obstacles` leave free.
pub(crate) fn level_labels(
    canvas: &Canvas,
    references: &[Reference],
    scale: &ValueScale,
    plot: Area,
    obstacles: &[Area],
) -> Vec<LevelLabel> {
    let style = label_type(canvas);
    let (left, right) = (
        (plot.left + GAP, Anchor::Start),
        (plot.right - GAP, Anchor::End),
    );
    let mut placed: Vec<LevelLabel> = Vec::new();
    for reference in shown(references, scale) {
        let y = scale.place(reference.value, (plot.bottom, plot.top));
        let options =
            [(right, -1.0), (right, 1.0), (left, -1.0), (left, 1.0)].map(|((x, anchor), side)| {
                let (at, style) = (
                    Point::new(x, y + side * (style.size * 0.6 + 3.0)),
                    style.anchored(anchor),
                );
                LevelLabel {
                    area: canvas.text_area(&reference.label, at, style),
                    at,
                    style,
                }
            });
        let others = shown(references, scale)
            .into_iter()
            .filter(|other| *other != reference)
            .map(|other| {
                let y = scale.place(other.value, (plot.bottom, plot.top));
                Area {
                    top: y - 1.0,
                    bottom: y + 1.0,
                    ..plot
                }
            });
        let others: Vec<Area> = others.collect();
        let taken = |area: &Area| {
            placed
                .iter()
                .map(|label| &label.area)
                .chain(obstacles)
                .chain(&others)
                .any(|a| a.overlaps(area))
        };
        // Above the plot are the labels of upright lines.
        let inside = |area: &Area| plot.top <= area.top && area.bottom <= plot.bottom;
        let free = options
            .iter()
            .position(|option| inside(&option.area) && !taken(&option.area))
            .or_else(|| options.iter().position(|option| inside(&option.area)))
            .unwrap_or(0);
        placed.extend(options.into_iter().nth(free));
    }
    placed
}

/// Level lines through `plot` with their labels.
pub(crate) fn level(
    canvas: &mut Canvas,
    references: &[Reference],
    scale: &ValueScale,
    plot: Area,
    obstacles: &[Area],
) {
    let labels = level_labels(canvas, references, scale, plot, obstacles);
    for (reference, label) in shown(references, scale).into_iter().zip(labels) {
        let y = scale.place(reference.value, (plot.bottom, plot.top));
        draw_line(canvas, Point::new(plot.left, y), Point::new(plot.right, y));
        canvas.haloed_text(&reference.label, label.at, label.style);
    }
}

/// Width that the names of level lines take at the right of a plot.
pub(crate) fn outside_width(canvas: &Canvas, references: &[Reference], scale: &ValueScale) -> f64 {
    let names = names(canvas, &shown(references, scale));
    if names.is_empty() {
        0.0
    } else {
        canvas.widest(&names, label_type(canvas).size) + GAP
    }
}

/// Level lines through `plot`, named at the right of it, where no bar is in the way.
pub(crate) fn level_named_outside(
    canvas: &mut Canvas,
    references: &[Reference],
    scale: &ValueScale,
    plot: Area,
) {
    let lines = shown(references, scale);
    let style = label_type(canvas);
    let heights: Vec<f64> = lines
        .iter()
        .map(|line| scale.place(line.value, (plot.bottom, plot.top)))
        .collect();
    let spread = spread(&heights, style.leading(), (plot.top, plot.bottom));
    for (&y, (name, name_y)) in heights.iter().zip(
        names(canvas, &lines)
            .iter()
            .zip(spread.as_ref().unwrap_or(&heights)),
    ) {
        draw_line(canvas, Point::new(plot.left, y), Point::new(plot.right, y));
        canvas.text(name, Point::new(plot.right + GAP, *name_y), style);
    }
}

/// The names of lines, cut to a width that leaves room for a plot.
fn names(canvas: &Canvas, lines: &[&Reference]) -> Vec<String> {
    let (size, width) = (label_type(canvas).size, canvas.theme.width * 0.22);
    lines
        .iter()
        .map(|line| canvas.cut(&line.label, size, width))
        .collect()
}

fn label_type(canvas: &Canvas) -> Type {
    canvas.small().colored(palette::REFERENCE)
}

/// A dashed line with white beside it, to be seen on bars too.
fn draw_line(canvas: &mut Canvas, from: Point, to: Point) {
    canvas.segment(from, to, Stroke::solid(Color::WHITE.with_alpha(0.7), 3.4));
    canvas.segment(from, to, Stroke::dashed(palette::REFERENCE, 1.4));
}

fn shown<'r>(references: &'r [Reference], scale: &ValueScale) -> Vec<&'r Reference> {
    references
        .iter()
        .filter(|line| line.value.is_finite() && scale.reaches(line.value))
        .collect()
}

/// The labels of upright lines, from right to left, each in the lowest row where it touches no other label, no
/// other line runs through it, and its own line runs through no other.
fn flags<'r>(
    canvas: &Canvas,
    references: &'r [Reference],
    scale: &ValueScale,
    across: (f64, f64),
) -> Vec<(&'r Reference, Flag)> {
    let size = canvas.theme.sizes.small;
    let mut lines = shown(references, scale);
    lines.sort_by(|a, b| b.value.total_cmp(&a.value));
    let mut placed: Vec<(&Reference, Flag)> = Vec::new();
    for reference in lines {
        let width = canvas.width(&reference.label, size);
        let line = scale.place(reference.value, across);
        let right_of = line + GAP;
        let from = if right_of + width <= across.1 {
            right_of
        } else {
            (line - GAP - width).max(across.0)
        };
        let at = |row| Flag {
            from,
            to: from + width,
            line,
            row,
        };
        let rows = || (0..=placed.len()).map(at);
        let free = |bars: fn(&Flag, &Flag) -> bool| {
            rows().find(|flag| !placed.iter().any(|(_, other)| bars(flag, other)))
        };
        // Where lines stand close, one runs through a label in whatever row: then labels only keep apart.
        let flag = free(clash).or_else(|| free(touch));
        let flag = flag.unwrap_or_else(|| at(placed.len()));
        placed.push((reference, flag));
    }
    placed
}

/// Whether two labels stand in one row, too near to each other.
fn touch(a: &Flag, b: &Flag) -> bool {
    a.row == b.row && a.from - 8.0 < b.to && b.from - 8.0 < a.to
}

fn clash(a: &Flag, b: &Flag) -> bool {
    let pierces = |line: &Flag, label: &Flag| {
        line.row >= label.row && label.from - 3.0 < line.line && line.line < label.to + 3.0
    };
    touch(a, b) || pierces(a, b) || pierces(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_never_runs_through_a_label() {
        let left = Flag {
            from: 10.0,
            to: 60.0,
            line: 8.0,
            row: 0,
        };
        let right = Flag {
            from: 30.0,
            to: 80.0,
            line: 26.0,
            row: 0,
        };
        assert!(clash(&left, &right));
        assert!(!clash(&Flag { row: 1, ..left }, &right));
        assert!(
            clash(&left, &Flag { row: 1, ..right }),
            "the taller line on the right runs through the label"
        );
    }
}

//! Reference lines across a plot, with labels that keep clear of each other.

use crate::axis::Reference;
use crate::canvas::Canvas;
use crate::color::Color;
use crate::palette;
use crate::plot::scale::ValueScale;
use crate::scene::{Anchor, Area, Point, Stroke};

/// Rows of labels above a plot that `references` need, so that no two of them touch.
pub(crate) fn rows_above(
    canvas: &Canvas,
    references: &[Reference],
    scale: &ValueScale,
    across: (f64, f64),
) -> usize {
    stack(canvas, references, scale, across)
        .iter()
        .map(|&(_, row)| row + 1)
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
    let style = canvas
        .small()
        .colored(palette::REFERENCE)
        .anchored(Anchor::Middle);
    let across = (plot.left, plot.right);
    let rows = stack(canvas, references, scale, across);
    for (reference, (center, row)) in shown(references, scale).zip(rows) {
        let x = scale.place(reference.value, across);
        let y = plot.top - (row as f64 + 0.5) * row_height(canvas);
        let (top, bottom) = (
            Point::new(x, y + style.size * 0.7),
            Point::new(x, plot.bottom),
        );
        canvas.segment(top, bottom, Stroke::dashed(palette::REFERENCE, 1.3));
        canvas.text(&reference.label, Point::new(center, y), style);
    }
}

/// Level lines through `plot`, each label above its line at the right end, or below where that is taken.
pub(crate) fn level(canvas: &mut Canvas, references: &[Reference], scale: &ValueScale, plot: Area) {
    let style = canvas
        .small()
        .colored(palette::REFERENCE)
        .anchored(Anchor::End);
    let mut taken: Vec<Area> = Vec::new();
    for reference in shown(references, scale) {
        let y = scale.place(reference.value, (plot.bottom, plot.top));
        let (left, right) = (Point::new(plot.left, y), Point::new(plot.right, y));
        canvas.segment(left, right, Stroke::dashed(palette::REFERENCE, 1.3));
        let offset = style.size * 0.75;
        let places = [-1.0, 1.0].map(|side| Point::new(plot.right - 4.0, y + side * offset));
        let free = |at: &&Point| {
            let area = canvas.text_area(&reference.label, **at, style);
            !taken.iter().any(|other| other.overlaps(&area))
        };
        let at = *places.iter().find(free).unwrap_or(&places[0]);
        taken.push(canvas.text_area(&reference.label, at, style));
        canvas.plated_text(&reference.label, at, style, Color::WHITE.with_alpha(0.8));
    }
}

fn shown<'r>(
    references: &'r [Reference],
    scale: &ValueScale,
) -> impl Iterator<Item = &'r Reference> {
    let scale = scale.clone();
    references
        .iter()
        .filter(move |reference| reference.value.is_finite() && scale.reaches(reference.value))
}

/// Centre and row of each label: the lowest row in which it touches no other.
fn stack(
    canvas: &Canvas,
    references: &[Reference],
    scale: &ValueScale,
    across: (f64, f64),
) -> Vec<(f64, usize)> {
    let size = canvas.theme.sizes.small;
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    shown(references, scale)
        .map(|reference| {
            let half = canvas.width(&reference.label, size) / 2.0 + 4.0;
            let (low, high) = (across.0 + half, across.1 - half);
            let center = scale.place(reference.value, across).min(high).max(low);
            let free = |row: &Vec<(f64, f64)>| {
                row.iter()
                    .all(|&(from, to)| center + half <= from || center - half >= to)
            };
            let row = rows.iter().position(free).unwrap_or(rows.len());
            if row == rows.len() {
                rows.push(Vec::new());
            }
            rows[row].push((center - half, center + half));
            (center, row)
        })
        .collect()
}

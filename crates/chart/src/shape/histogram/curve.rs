//! Curves over the bars of a histogram, and labels that keep clear of them.

use crate::canvas::{Canvas, Type};
use crate::color::Color;
use crate::palette;
use crate::plot::marker::marker;
use crate::scene::{Area, Point};
use crate::shape::{Curve, Fit};

/// Points of a curve up to which each has a marker.
const MARKED_POINTS: usize = 31;

/// Draws a fit: with a marker in every bin, or as a smooth curve.
pub(super) fn draw_curve(canvas: &mut Canvas, series: usize, fit: &Fit, curve: &[Point]) {
    let stroke = palette::series_stroke(series);
    canvas.line(curve.to_vec(), stroke);
    if matches!(fit.curve, Curve::Counts(_)) && curve.len() <= MARKED_POINTS {
        for &point in curve {
            marker(canvas, series, point, 5.0, Color::WHITE);
            marker(canvas, series, point, 3.8, stroke.color);
        }
    }
}

/// The highest and the lowest point of a curve between two places.
pub(super) fn reach(curve: &[Point], left: f64, right: f64) -> Option<(f64, f64)> {
    let pairs = curve
        .windows(2)
        .filter(|pair| pair[1].x > left && pair[0].x < right);
    let heights = pairs.flat_map(|pair| {
        let slope = (pair[1].y - pair[0].y) / (pair[1].x - pair[0].x).max(1e-9);
        let ends = [left.max(pair[0].x), right.min(pair[1].x)];
        ends.map(|x| pair[0].y + (x - pair[0].x) * slope)
    });
    heights.fold(None, |reach: Option<(f64, f64)>, y| {
        Some(reach.map_or((y, y), |(top, bottom)| (top.min(y), bottom.max(y))))
    })
}

/// The height inside a bar at which a label keeps clear of the curves; `None` without curves or without room.
pub(super) fn inner_place(bar: &Area, curves: &[(f64, f64)], style: Type) -> Option<f64> {
    let inset = style.size * 0.9;
    let clear = |y: &f64| {
        let (top, bottom) = (y - style.size, y + style.size);
        curves.iter().all(|curve| curve.1 < top || bottom < curve.0)
    };
    [bar.top + inset, bar.center().y, bar.bottom - inset]
        .into_iter()
        .filter(|_| !curves.is_empty() && bar.height() > 2.0 * style.size)
        .find(clear)
}

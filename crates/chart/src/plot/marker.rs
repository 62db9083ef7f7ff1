//! Markers: a shape of its own for every series, so that points can be told apart without colour.

use crate::canvas::Canvas;
use crate::color::Color;
use crate::palette;
use crate::scene::{Area, Point};

/// Draws the marker of a series with the area of a circle of `radius`.
pub(crate) fn marker(canvas: &mut Canvas, series: usize, center: Point, radius: f64, color: Color) {
    let at = |x: f64, y: f64| Point::new(center.x + x * radius, center.y + y * radius);
    match series % 6 {
        0 => canvas.circle(center, radius, color),
        1 => canvas.rect(Area::between(at(-0.89, -0.89), at(0.89, 0.89)), color),
        2 => canvas.polygon(vec![at(0.0, -1.5), at(1.3, 0.78), at(-1.3, 0.78)], color),
        3 => canvas.polygon(
            vec![at(0.0, -1.25), at(1.25, 0.0), at(0.0, 1.25), at(-1.25, 0.0)],
            color,
        ),
        4 => canvas.polygon(vec![at(0.0, 1.5), at(1.3, -0.78), at(-1.3, -0.78)], color),
        _ => {
            let (long, wide) = (1.35, 0.4);
            canvas.rect(Area::between(at(-long, -wide), at(long, wide)), color);
            canvas.rect(Area::between(at(-wide, -long), at(wide, long)), color);
        }
    }
}

/// The mark of a mean: a white diamond.
pub(crate) fn mean_mark(canvas: &mut Canvas, at: Point) {
    marker(canvas, 3, at, 5.2, palette::INK);
    marker(canvas, 3, at, 3.4, Color::WHITE);
}

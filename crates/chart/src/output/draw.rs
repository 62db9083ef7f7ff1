//! Drawing a [`Scene`] on any plotters backend.

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily,
};

use crate::color::Color;
use crate::error::DrawError;
use crate::scene::{Anchor, Area, Label, Mark, Point, Scene, Stroke};

/// Backend units to a pixel of the layout. Backends count in whole units, and a whole pixel is too coarse for
/// bars whose heights should be proportional to their values.
pub(super) const UNITS: f64 = 10.0;

/// plotters takes a font size to be the height of a line; fonts are made by the em. This is their ratio.
pub(super) const LINE_HEIGHT: f64 = 1.24;

/// plotters writes SVG text of `VPos::Top` this many ems below its anchor.
pub(super) const TOP_TO_BASELINE: f64 = 0.76;

/// From the middle of capitals and of Chinese characters down to the base line, in ems.
const MIDDLE_TO_BASELINE: f64 = 0.37;

/// Draws every mark of `scene`, back to front; text in the CSS font list `families`.
pub(super) fn draw<B: DrawingBackend>(
    scene: &Scene,
    backend: &mut B,
    families: &str,
) -> Result<(), DrawError> {
    for mark in &scene.marks {
        draw_mark(mark, backend, families)
            .map_err(|error| DrawError::Backend(error.to_string()))?;
    }
    backend
        .present()
        .map_err(|error| DrawError::Backend(error.to_string()))
}

fn draw_mark<B: DrawingBackend>(
    mark: &Mark,
    backend: &mut B,
    families: &str,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    match mark {
        Mark::Rect { area, fill } => {
            let Area {
                left,
                top,
                right,
                bottom,
            } = *area;
            backend.draw_rect(
                coord(Point::new(left, top)),
                coord(Point::new(right, bottom)),
                &ink(*fill),
                true,
            )
        }
        Mark::Polygon { points, fill } => {
            backend.fill_polygon(points.iter().map(|&p| coord(p)), &ink(*fill))
        }
        Mark::Circle {
            center,
            radius,
            fill,
        } => backend.draw_circle(coord(*center), positive(radius * UNITS), &ink(*fill), true),
        Mark::Line { points, stroke } => {
            let pen = Pen {
                color: ink(stroke.color),
                width: positive(stroke.width * UNITS).max(1),
            };
            for piece in dashes(points, stroke) {
                backend.draw_path(piece.into_iter().map(coord), &pen)?;
            }
            Ok(())
        }
        Mark::Text(label) => {
            let baseline = label.at.y + MIDDLE_TO_BASELINE * label.size;
            let top = Point::new(label.at.x, baseline - TOP_TO_BASELINE * label.size);
            backend.draw_text(&label.text, &Lettering { label, families }, coord(top))
        }
    }
}

fn coord(point: Point) -> BackendCoord {
    (whole(point.x * UNITS), whole(point.y * UNITS))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, far outside any picture"
)]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

fn positive(value: f64) -> u32 {
    u32::try_from(whole(value)).unwrap_or(0)
}

fn ink(color: Color) -> BackendColor {
    BackendColor {
        alpha: color.alpha,
        rgb: color.rgb,
    }
}

/// The visible pieces of a line.
fn dashes(points: &[Point], stroke: &Stroke) -> Vec<Vec<Point>> {
    let Some((dash, gap)) = stroke.dash else {
        return vec![points.to_vec()];
    };
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let (mut visible, mut left) = (true, dash);
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let length = (to.x - from.x).hypot(to.y - from.y);
        let mut done = 0.0;
        if visible {
            piece.push(from);
        }
        while length - done > left {
            done += left;
            let at = Point::new(
                from.x + (to.x - from.x) * done / length,
                from.y + (to.y - from.y) * done / length,
            );
            piece.push(at);
            if visible {
                pieces.push(std::mem::take(&mut piece));
            }
            visible = !visible;
            left = if visible { dash } else { gap };
        }
        left -= length - done;
    }
    if let (true, Some(&last)) = (visible, points.last()) {
        piece.push(last);
        pieces.push(piece);
    }
    pieces
}

/// A line's colour and width in backend units.
struct Pen {
    color: BackendColor,
    width: u32,
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// A label as plotters wants to see it. Backends of this crate place glyphs themselves.
struct Lettering<'a> {
    label: &'a Label,
    families: &'a str,
}

impl BackendTextStyle for Lettering<'_> {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        ink(self.label.color)
    }

    fn size(&self) -> f64 {
        self.label.size * UNITS * LINE_HEIGHT
    }

    fn anchor(&self) -> Pos {
        let across = match self.label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(across, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.families)
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_run_on_around_corners() {
        // 20 pixels of line in dashes of 5 and gaps of 4: 0-5, 9-14, 18-20; the corner is at 12.
        let points = [
            Point::new(0.0, 0.0),
            Point::new(12.0, 0.0),
            Point::new(12.0, 8.0),
        ];
        let pieces = dashes(&points, &Stroke::dashed(Color::WHITE, 1.0));
        let expected = vec![
            vec![Point::new(0.0, 0.0), Point::new(5.0, 0.0)],
            vec![
                Point::new(9.0, 0.0),
                Point::new(12.0, 0.0),
                Point::new(12.0, 2.0),
            ],
            vec![Point::new(12.0, 6.0), Point::new(12.0, 8.0)],
        ];
        assert_eq!(pieces, expected);
    }
}

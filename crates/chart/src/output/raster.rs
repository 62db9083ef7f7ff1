//! Pixels by plotters' `BitMapBackend`, with text and slanted edges of our own.
//!
//! plotters drops the left bearing of glyphs, so that "（" and "：" stand beside their places, and rounds the
//! corners of polygons to whole pixels, so that lines change their width. [`Raster`] wraps its backend: what is
//! parallel to the axes goes through, everything else is drawn here with the exact coverage of every pixel.

use std::collections::HashMap;

use ab_glyph::{Font, GlyphId, Outline, OutlineCurve, OutlinedGlyph, PxScaleFactor, Rect, point};
use plotters::prelude::BitMapBackend;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::draw::{self, LINE_HEIGHT, TOP_TO_BASELINE, UNITS};
use super::outline::{disc, stroke};
use crate::error::DrawError;
use crate::scene::Scene;
use crate::theme::Theme;
use crate::typeface::Typeface;

type Drawn<'a> = Result<(), DrawingErrorKind<<BitMapBackend<'a> as DrawingBackend>::ErrorType>>;

/// Width and height of the picture in pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the size of a picture is checked before it is laid out"
)]
pub(super) fn pixels(scene: &Scene, scale: f64) -> (u32, u32) {
    let pixels = |length: f64| (length * scale).round().max(1.0) as u32;
    (pixels(scene.width), pixels(scene.height))
}

/// Draws `scene` as rows of RGB pixels.
pub(super) fn draw(scene: &Scene, theme: &Theme, size: (u32, u32)) -> Result<Vec<u8>, DrawError> {
    let mut rgb = vec![255; size.0 as usize * size.1 as usize * 3];
    let pixels = BitMapBackend::with_buffer(&mut rgb, size);
    let mut raster = Raster {
        pixels,
        typeface: &theme.typeface,
        per_unit: theme.scale / UNITS,
        outlines: HashMap::new(),
    };
    draw::draw(scene, &mut raster, "")?;
    drop(raster);
    Ok(rgb)
}

/// A bitmap that is drawn on in backend units.
struct Raster<'a> {
    pixels: BitMapBackend<'a>,
    typeface: &'a Typeface,
    /// Pixels to a backend unit.
    per_unit: f64,
    /// Outlines of glyphs met so far: to read one takes longer than to draw it.
    outlines: HashMap<GlyphId, Option<Outline>>,
}

impl<'a> Raster<'a> {
    /// From backend units to pixels.
    fn scaled(&self, (x, y): BackendCoord) -> (f64, f64) {
        (f64::from(x) * self.per_unit, f64::from(y) * self.per_unit)
    }

    /// Fills polygons, given as corners in pixels that all turn the same way, as one area.
    fn cover(&mut self, polygons: &[Vec<(f64, f64)>], color: BackendColor) -> Drawn<'a> {
        // Font outlines have y upwards.
        let corner = |&(x, y): &(f64, f64)| point(narrow(x), -narrow(y));
        let mut curves = Vec::new();
        for polygon in polygons {
            let ends = polygon.iter().skip(1).chain(polygon.first());
            curves.extend(
                polygon
                    .iter()
                    .zip(ends)
                    .map(|(from, to)| OutlineCurve::Line(corner(from), corner(to))),
            );
        }
        let corners = || polygons.iter().flatten();
        let (left, right) = span(corners().map(|corner| corner.0));
        let (top, bottom) = span(corners().map(|corner| corner.1));
        let (width, height) = self.pixels.get_size();
        if curves.is_empty()
            || right < 0.0
            || bottom < 0.0
            || left > f64::from(width)
            || top > f64::from(height)
        {
            return Ok(());
        }
        // `max` holds the lower edge: glyph bounds flip y.
        let bounds = Rect {
            min: point(narrow(left), -narrow(top)),
            max: point(narrow(right), -narrow(bottom)),
        };
        let shape = Outline { bounds, curves };
        let unscaled = PxScaleFactor {
            horizontal: 1.0,
            vertical: 1.0,
        };
        self.blend(
            &OutlinedGlyph::new(GlyphId(0).with_scale(1.0), shape, unscaled),
            color,
        )
    }

    /// Lays an outline on the picture in one colour.
    fn blend(&mut self, outline: &OutlinedGlyph, color: BackendColor) -> Drawn<'a> {
        let corner = outline.px_bounds().min;
        let (left, top) = (round(corner.x.into()), round(corner.y.into()));
        let mut result = Ok(());
        outline.draw(|x, y, coverage| {
            if coverage > 0.0 && result.is_ok() {
                let place = (
                    left.saturating_add_unsigned(x),
                    top.saturating_add_unsigned(y),
                );
                result = self
                    .pixels
                    .draw_pixel(place, color.mix(f64::from(coverage.min(1.0))));
            }
        });
        result
    }

    /// Fills a rectangle whose edges are rounded to pixels.
    fn fill(&mut self, from: (f64, f64), to: (f64, f64), color: BackendColor) -> Drawn<'a> {
        let (left, top) = (round(from.0.min(to.0)), round(from.1.min(to.1)));
        let (right, bottom) = (round(from.0.max(to.0)), round(from.1.max(to.1)));
        self.pixels
            .draw_rect((left, top), (right, bottom), &color, true)
    }

    /// A line parallel to an axis, in whole pixels and so without grey edges.
    fn straight(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        width: f64,
        color: BackendColor,
    ) -> Drawn<'a> {
        let width = width.round().max(1.0);
        let low = |center: f64| (center - width / 2.0).round();
        if (from.1 - to.1).abs() < 1e-9 {
            self.fill((from.0, low(from.1)), (to.0, low(from.1) + width), color)
        } else {
            self.fill((low(from.0), from.1), (low(from.0) + width, to.1), color)
        }
    }
}

impl<'a> DrawingBackend for Raster<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.pixels.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn<'a> {
        self.pixels.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<'a> {
        self.pixels.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn<'a> {
        let (x, y) = self.scaled(at);
        self.pixels.draw_pixel((round(x), round(y)), color)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn<'a> {
        self.fill(self.scaled(from), self.scaled(to), style.color())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn<'a> {
        let points: Vec<_> = path.into_iter().map(|at| self.scaled(at)).collect();
        let width = f64::from(style.stroke_width()) * self.per_unit;
        let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
        let parallel =
            |pair: &[(f64, f64)]| same(pair[0].0, pair[1].0) || same(pair[0].1, pair[1].1);
        if points.windows(2).all(parallel) {
            return points
                .windows(2)
                .try_for_each(|pair| self.straight(pair[0], pair[1], width, style.color()));
        }
        self.cover(&stroke(&points, width), style.color())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn<'a> {
        let disc = disc(self.scaled(center), f64::from(radius) * self.per_unit);
        self.cover(&[disc], style.color())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn<'a> {
        let polygon = corners.into_iter().map(|at| self.scaled(at)).collect();
        self.cover(&[polygon], style.color())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Drawn<'a> {
        let em = style.size() / LINE_HEIGHT * self.per_unit;
        let (x, top) = self.scaled(at);
        let width = self.typeface.width(text, em);
        let mut pen = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Center => x - width / 2.0,
            HPos::Right => x - width,
        };
        // A base line on a pixel boundary keeps the feet of letters sharp.
        let baseline = (top + TOP_TO_BASELINE * em).round();
        let font = self.typeface.font();
        let scale = narrow(em) / self.typeface.units_per_em();
        let factor = PxScaleFactor {
            horizontal: scale,
            vertical: scale,
        };
        for character in text.chars() {
            let glyph = self.typeface.glyph(character);
            let outline = self
                .outlines
                .entry(glyph)
                .or_insert_with(|| font.outline(glyph));
            if let Some(outline) = outline.clone() {
                let placed =
                    glyph.with_scale_and_position(1.0, point(narrow(pen), narrow(baseline)));
                self.blend(&OutlinedGlyph::new(placed, outline, factor), style.color())?;
            }
            pen += f64::from(font.h_advance_unscaled(glyph)) * em
                / f64::from(self.typeface.units_per_em());
        }
        Ok(())
    }
}

fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, far outside any picture"
)]
fn round(value: f64) -> i32 {
    value.round() as i32
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "font outlines are made of f32"
)]
fn narrow(value: f64) -> f32 {
    value as f32
}

//! [`Canvas`]: the sheet that shapes put marks on, with the theme's type at hand.

mod wrap;

pub(crate) use wrap::Wrapped;

use crate::color::Color;
use crate::palette;
use crate::scene::{Anchor, Area, Label, Mark, Pattern, Point, Stroke};
use crate::theme::Theme;

/// Distance between base lines, in ems.
pub(crate) const LEADING: f64 = 1.32;

/// The sheet that shapes put marks on, from back to front.
pub(crate) struct Canvas<'a> {
    pub(crate) theme: &'a Theme,
    marks: Vec<Mark>,
}

/// Size, colour and alignment of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) color: Color,
    pub(crate) anchor: Anchor,
}

impl Type {
    /// The same type in another colour.
    pub(crate) fn colored(self, color: Color) -> Self {
        Self { color, ..self }
    }

    /// The same type, aligned otherwise.
    pub(crate) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// Distance between base lines.
    pub(crate) fn leading(self) -> f64 {
        self.size * LEADING
    }
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(theme: &'a Theme) -> Self {
        Self {
            theme,
            marks: Vec::new(),
        }
    }

    pub(crate) fn into_marks(self) -> Vec<Mark> {
        self.marks
    }

    /// Type of labels that the reader came for, starting at its anchor.
    pub(crate) fn body(&self) -> Type {
        Type {
            size: self.theme.sizes.body,
            color: palette::INK,
            anchor: Anchor::Start,
        }
    }

    /// Type of ticks and remarks, starting at its anchor.
    pub(crate) fn small(&self) -> Type {
        Type {
            size: self.theme.sizes.small,
            color: palette::MUTED,
            anchor: Anchor::Start,
        }
    }

    pub(crate) fn width(&self, text: &str, size: f64) -> f64 {
        self.theme.typeface.width(text, size)
    }

    /// The width of the widest of some texts.
    pub(crate) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t String>, size: f64) -> f64 {
        texts
            .into_iter()
            .map(|text| self.width(text, size))
            .fold(0.0, f64::max)
    }

    /// `text` in lines of at most `width`, at most `lines` of them.
    pub(crate) fn wrap(&self, text: &str, size: f64, width: f64, lines: usize) -> Wrapped {
        wrap::wrap(text, width, lines, |part| self.width(part, size))
    }

    /// As [`Canvas::wrap`], with lines as equal as can be: no lone character on the last one.
    pub(crate) fn wrap_evenly(&self, text: &str, size: f64, width: f64, lines: usize) -> Wrapped {
        let full = self.wrap(text, size, width, lines);
        if full.lines.len() < 2 || !full.intact {
            return full;
        }
        let even = self.width(text, size) / full.lines.len() as f64;
        (0..6)
            .map(|step| {
                self.wrap(
                    text,
                    size,
                    even + (width - even) * f64::from(step) / 6.0,
                    lines,
                )
            })
            .find(|tried| tried.intact && tried.lines.len() == full.lines.len())
            .unwrap_or(full)
    }

    /// `text` on one line, cut with an ellipsis where it is wider than `width`.
    pub(crate) fn cut(&self, text: &str, size: f64, width: f64) -> String {
        self.wrap(text, size, width, 1).lines.concat()
    }

    /// The rectangle that a line of text covers.
    pub(crate) fn text_area(&self, text: &str, at: Point, style: Type) -> Area {
        let width = self.width(text, style.size);
        let left = match style.anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        let half = style.size * 0.56;
        Area {
            left,
            top: at.y - half,
            right: left + width,
            bottom: at.y + half,
        }
    }

    /// One line of text, its middle as high as `at`.
    pub(crate) fn text(&mut self, text: &str, at: Point, style: Type) {
        if !text.is_empty() {
            let Type {
                size,
                color,
                anchor,
            } = style;
            self.marks.push(Mark::Text(Label {
                text: text.to_owned(),
                at,
                anchor,
                size,
                color,
            }));
        }
    }

    /// Lines of text below each other, the middle of the first as high as `at`.
    pub(crate) fn paragraph(&mut self, lines: &[String], at: Point, style: Type) {
        for (line, row) in lines.iter().zip(0_u32..) {
            self.text(
                line,
                Point::new(at.x, at.y + f64::from(row) * style.leading()),
                style,
            );
        }
    }

    /// Lines of text below each other, the middle of all as high as `at`.
    pub(crate) fn centered_paragraph(&mut self, lines: &[String], at: Point, style: Type) {
        let above = lines.len().saturating_sub(1) as f64 * style.leading() / 2.0;
        self.paragraph(lines, Point::new(at.x, at.y - above), style);
    }

    pub(crate) fn rect(&mut self, area: Area, fill: Color) {
        if area.width() > 0.0 && area.height() > 0.0 {
            self.marks.push(Mark::Rect { area, fill });
        }
    }

    pub(crate) fn polygon(&mut self, points: Vec<Point>, fill: Color) {
        self.marks.push(Mark::Polygon { points, fill });
    }

    pub(crate) fn circle(&mut self, center: Point, radius: f64, fill: Color) {
        self.marks.push(Mark::Circle {
            center,
            radius,
            fill,
        });
    }

    pub(crate) fn line(&mut self, points: Vec<Point>, stroke: Stroke) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, stroke });
        }
    }

    pub(crate) fn segment(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.line(vec![from, to], stroke);
    }

    /// The outline of a rectangle.
    pub(crate) fn outline(&mut self, area: Area, stroke: Stroke) {
        let Area {
            left,
            top,
            right,
            bottom,
        } = area;
        let corners = [
            (left, top),
            (right, top),
            (right, bottom),
            (left, bottom),
            (left, top),
        ];
        self.line(corners.map(|(x, y)| Point::new(x, y)).to_vec(), stroke);
    }

    /// A rectangle in the colour and pattern of a series.
    pub(crate) fn series_rect(&mut self, area: Area, index: usize) {
        self.rect(area, palette::series(index));
        for [from, to] in palette::pattern(index).lines(&area, 5.0) {
            self.segment(from, to, Stroke::solid(Color::WHITE.with_alpha(0.55), 1.0));
        }
    }

    /// The look of a withheld value: grey hatching in a thin frame.
    pub(crate) fn hatched(&mut self, area: Area) {
        self.rect(area, Color::WHITE);
        for [from, to] in Pattern::Rising.lines(&area, 4.5) {
            self.segment(from, to, Stroke::solid(palette::HATCH, 0.9));
        }
        self.outline(area, Stroke::solid(palette::HATCH, 0.9));
    }

    /// Text over a grid, which shows only faintly behind it.
    pub(crate) fn haloed_text(&mut self, text: &str, at: Point, style: Type) {
        let area = self.text_area(text, at, style).inset(1.0);
        self.rect(area, Color::WHITE.with_alpha(0.85));
        self.text(text, at, style);
    }

    /// Text on a plate of `background`, so that no pattern runs through it.
    pub(crate) fn plated_text(&mut self, text: &str, at: Point, style: Type, background: Color) {
        let area = self.text_area(text, at, style);
        let plate = Area {
            left: area.left - 3.0,
            right: area.right + 3.0,
            ..area
        };
        self.rect(plate, background);
        self.text(text, at, style);
    }
}

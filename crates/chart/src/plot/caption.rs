//! The words around a chart: title and subtitle above, source below.

use crate::canvas::{Canvas, Type};
use crate::chart::Caption;
use crate::palette;
use crate::scene::{Anchor, Area, Point};

/// White around everything.
const MARGIN: f64 = 22.0;

/// Between the body and the source line.
const SOURCE_GAP: f64 = 16.0;

/// A caption broken into lines for one width.
pub(crate) struct CaptionLines {
    title: Vec<String>,
    subtitle: Vec<String>,
    source: Vec<String>,
}

impl CaptionLines {
    pub(crate) fn new(canvas: &Canvas, caption: &Caption) -> Self {
        let sizes = canvas.theme.sizes;
        let width = canvas.theme.width - 2.0 * MARGIN;
        let wrap = |text: Option<&str>, size| {
            text.filter(|text| !text.trim().is_empty())
                .map_or_else(Vec::new, |text| canvas.wrap(text, size, width, 3).lines)
        };
        Self {
            title: wrap(Some(&caption.title), sizes.title),
            subtitle: wrap(caption.subtitle.as_deref(), sizes.body),
            source: wrap(caption.source.as_deref(), sizes.small),
        }
    }

    fn styles(canvas: &Canvas) -> [Type; 3] {
        let title = Type {
            size: canvas.theme.sizes.title,
            color: palette::INK,
            anchor: Anchor::Start,
        };
        [title, canvas.body().colored(palette::MUTED), canvas.small()]
    }

    /// The height of the picture around a body of height `body`.
    pub(crate) fn height_around(&self, canvas: &Canvas, body: f64) -> f64 {
        let [title, subtitle, source] = Self::styles(canvas);
        let above = block(&self.title, title, 4.0) + block(&self.subtitle, subtitle, 2.0) + 10.0;
        2.0 * MARGIN + above + body + block(&self.source, source, SOURCE_GAP)
    }

    /// Draws the words and returns the area between them.
    pub(crate) fn draw(&self, canvas: &mut Canvas, height: f64) -> Area {
        let [title, subtitle, source] = Self::styles(canvas);
        let mut top = MARGIN;
        for (lines, style, gap) in [(&self.title, title, 4.0), (&self.subtitle, subtitle, 2.0)] {
            canvas.paragraph(
                lines,
                Point::new(MARGIN, top + style.leading() / 2.0),
                style,
            );
            top += block(lines, style, gap);
        }
        let foot = block(&self.source, source, SOURCE_GAP);
        let bottom = height - MARGIN - foot;
        let first_line = height - MARGIN - (foot - SOURCE_GAP) + source.leading() / 2.0;
        canvas.paragraph(&self.source, Point::new(MARGIN, first_line), source);
        Area {
            left: MARGIN,
            top: top + 10.0,
            right: canvas.theme.width - MARGIN,
            bottom,
        }
    }
}

/// Height of some lines and the gap beside them.
fn block(lines: &[String], style: Type, gap: f64) -> f64 {
    if lines.is_empty() {
        0.0
    } else {
        lines.len() as f64 * style.leading() + gap
    }
}

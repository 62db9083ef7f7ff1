//! [`Typeface`]: the font that text is measured and drawn with.

use std::sync::OnceLock;

use ab_glyph::{Font, FontArc};

use crate::error::DrawError;

/// What stands for a character that the font does not have.
pub(crate) const MISSING: char = '□';

/// A font. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Typeface {
    font: FontArc,
    family: String,
}

impl Typeface {
    /// The embedded font: Noto Sans CJK SC with the characters of GB 2312, as the family Fourr Sans SC.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Typeface> = OnceLock::new();
        EMBEDDED.get_or_init(parse_embedded)
    }

    /// Another font, from the bytes of a TTF or OTF file; `family` is the name that SVG asks a viewer for.
    ///
    /// # Errors
    /// The bytes are no OpenType font.
    pub fn from_bytes(bytes: Vec<u8>, family: impl Into<String>) -> Result<Self, DrawError> {
        Ok(Self {
            font: FontArc::try_from_vec(bytes)?,
            family: family.into(),
        })
    }

    /// Whether the font can show `character`.
    pub fn has(&self, character: char) -> bool {
        self.font.glyph_id(character).0 != 0
    }

    /// How wide `text` is at a size in pixels per em.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        let advance: f32 = text
            .chars()
            .map(|c| self.font.h_advance_unscaled(self.glyph(c)))
            .sum();
        f64::from(advance) * size / f64::from(self.units_per_em())
    }

    /// The glyph of a character, or of □ where the font has none.
    pub(crate) fn glyph(&self, character: char) -> ab_glyph::GlyphId {
        match self.font.glyph_id(character) {
            ab_glyph::GlyphId(0) => self.font.glyph_id(MISSING),
            glyph => glyph,
        }
    }

    pub(crate) fn units_per_em(&self) -> f32 {
        self.font.units_per_em().unwrap_or(1000.0)
    }

    pub(crate) fn font(&self) -> &FontArc {
        &self.font
    }

    /// The CSS family list: this font, then what phones and computers have for Chinese.
    pub(crate) fn css_families(&self) -> String {
        format!(
            "{}, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif",
            self.family
        )
    }
}

fn parse_embedded() -> Typeface {
    let font = FontArc::try_from_slice(include_bytes!("../fonts/FourrSansSC.otf"));
    Typeface {
        font: font.expect("the embedded file is a font, as every test that draws text shows"),
        family: "Fourr Sans SC".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_font_covers_what_charts_write() {
        let face = Typeface::embedded();
        let text = "客户数（万元）：ROI≥1.2，<5 — 80% ±3° ×2 ¥€ ①⑩ →▲△■□ Ünïcödé ā–";
        let missing: String = text.chars().filter(|&c| !face.has(c)).collect();
        assert_eq!(missing, "");
        assert!(!face.has('𠮷'));
    }

    /// Advance widths of Noto Sans CJK: every Chinese character 1 em, every digit 0.555 em.
    #[test]
    fn width_is_the_sum_of_advances() {
        let face = Typeface::embedded();
        assert!((face.width("中文", 20.0) - 40.0).abs() < 1e-4);
        assert!((face.width("123", 100.0) - 166.5).abs() < 1e-3);
    }
}

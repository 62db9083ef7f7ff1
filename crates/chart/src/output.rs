//! From a [`Scene`] to a file: one drawing function over any plotters backend, and the two formats.

mod draw;
mod encode;
mod outline;
mod raster;
mod vector;

use crate::error::DrawError;
use crate::scene::Scene;
use crate::theme::Theme;

/// Draws `scene` as an SVG document that is called `title`.
pub(crate) fn svg(scene: &Scene, theme: &Theme, title: &str) -> Result<String, DrawError> {
    vector::svg(scene, theme, title)
}

/// Draws `scene` as a PNG file.
pub(crate) fn png(scene: &Scene, theme: &Theme) -> Result<Vec<u8>, DrawError> {
    let (width, height) = raster::pixels(scene, theme.scale);
    let rgb = raster::draw(scene, theme, (width, height))?;
    Ok(encode::png(&rgb, width, theme.scale)?)
}

/// `text` without line breaks and without characters that XML or a font cannot hold.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\t' | '\n' | '\r' => Some(' '),
            // No characters at all, or marks that steer other characters: joiners, directions, variants.
            '\u{FFFE}'
            | '\u{FFFF}'
            | '\u{FEFF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' => None,
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}

//! SVG by plotters' `SVGBackend`.

use plotters::prelude::SVGBackend;

use super::draw::{self, UNITS};
use crate::error::DrawError;
use crate::scene::Scene;
use crate::theme::Theme;

/// Draws `scene` as an SVG document that is called `title`.
pub(super) fn svg(scene: &Scene, theme: &Theme, title: &str) -> Result<String, DrawError> {
    let mut document = String::new();
    let size = (units(scene.width), units(scene.height));
    draw::draw(
        scene,
        &mut SVGBackend::with_string(&mut document, size),
        &theme.typeface.css_families(),
    )?;
    // plotters opens the document with a size in backend units and knows neither titles nor round line joins.
    let body = document.find('>').map_or("", |end| &document[end + 1..]);
    let title = escape(title);
    let root = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{title}" stroke-linejoin="round">
<title>{title}</title>"#,
        scene.width, scene.height, size.0, size.1
    );
    Ok(root + body)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the size of a picture is checked before it is laid out"
)]
fn units(length: f64) -> u32 {
    (length * UNITS).round() as u32
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

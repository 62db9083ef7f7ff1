//! [`Theme`]: the language, size and type of a picture.

use fourr_locale::Lang;

use crate::typeface::Typeface;

/// The language, size and type of a picture. One theme draws any number of charts.
///
/// Lengths are pixels before scaling; 120 of them are an inch on paper, so that the default width fits an A4
/// page (170 mm between margins) and the default scale prints at 240 dots per inch.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The language of number formats and of the few words that charts add.
    pub lang: Lang,
    /// Width.
    pub width: f64,
    /// Height; a chart with many rows may be taller.
    pub height: f64,
    /// PNG pixels per pixel of the layout.
    pub scale: f64,
    /// The sizes of type.
    pub sizes: Sizes,
    /// The font.
    pub typeface: Typeface,
}

/// Sizes of type, in pixels per em before scaling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// The title.
    pub title: f64,
    /// Labels, axis titles, legend, subtitle.
    pub body: f64,
    /// Tick labels and the source line.
    pub small: f64,
}

impl Theme {
    /// The theme of reports: 800 × 500 pixels at scale 2, in the embedded font.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            width: 800.0,
            height: 500.0,
            scale: 2.0,
            sizes: Sizes {
                title: 20.0,
                body: 14.0,
                small: 12.5,
            },
            typeface: Typeface::embedded().clone(),
        }
    }
}

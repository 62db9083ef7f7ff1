//! [`Chart`]: what is shown and what is said about it.

use fourr_locale::Lang;
use serde::Serialize;

use crate::canvas::Canvas;
use crate::color::Color;
use crate::error::DrawError;
use crate::output;
use crate::palette;
use crate::plot::caption::CaptionLines;
use crate::scene::{Anchor, Area, Mark, Scene};
use crate::shape::Shape;
use crate::spacing::spaced;
use crate::theme::Theme;

/// A chart: one shape and the words around it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// The words.
    pub caption: Caption,
    /// The picture.
    pub shape: Shape,
}

/// The words around a chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Caption {
    /// What is measured.
    pub title: String,
    /// Population, number of cases and period.
    pub subtitle: Option<String>,
    /// Method and source, at the foot.
    pub source: Option<String>,
}

impl Caption {
    /// A caption of a title alone.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// The same caption with population, number of cases and period.
    #[must_use]
    pub fn subtitle(self, subtitle: impl Into<String>) -> Self {
        Self {
            subtitle: Some(subtitle.into()),
            ..self
        }
    }

    /// The same caption with method and source.
    #[must_use]
    pub fn source(self, source: impl Into<String>) -> Self {
        Self {
            source: Some(source.into()),
            ..self
        }
    }
}

impl Chart {
    /// Draws the chart as an SVG document of text and shapes, without references to anything outside it.
    ///
    /// # Errors
    /// Data that the shape cannot show, or a picture without a sensible size.
    pub fn svg(&self, theme: &Theme) -> Result<String, DrawError> {
        output::svg(&self.scene(theme)?, theme, &self.alt_text(theme.lang))
    }

    /// Draws the chart as a PNG file of `theme.scale` times the size of the layout.
    ///
    /// # Errors
    /// Data that the shape cannot show, or a picture without a sensible size.
    pub fn png(&self, theme: &Theme) -> Result<Vec<u8>, DrawError> {
        output::png(&self.scene(theme)?, theme)
    }

    /// The characters of the chart that the theme's font does not have, in order and without repeats. PNG shows
    /// □ in their place; SVG keeps them, since a viewer may have another font.
    ///
    /// # Errors
    /// Data that the shape cannot show, or a picture without a sensible size.
    pub fn missing_glyphs(&self, theme: &Theme) -> Result<Vec<char>, DrawError> {
        let scene = self.scene(theme)?;
        let texts = scene.marks.iter().filter_map(|mark| match mark {
            Mark::Text(label) => Some(label.text.as_str()),
            _ => None,
        });
        let mut missing: Vec<char> = texts
            .flat_map(str::chars)
            .filter(|&c| !theme.typeface.has(c))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        Ok(missing)
    }

    /// What the chart shows, in a sentence or two for those who do not see it.
    pub fn alt_text(&self, lang: Lang) -> String {
        let title = output::printable(&self.caption.title);
        let content = output::printable(&self.shape.figure().describe(lang));
        match lang {
            Lang::Zh => spaced(&format!("{title}。{content}")),
            Lang::En => format!("{title}. {content}"),
        }
    }

    /// Lays the chart out: every mark at its place, in pixels before scaling.
    ///
    /// # Errors
    /// Data that the shape cannot show, or a picture without a sensible size.
    pub fn scene(&self, theme: &Theme) -> Result<Scene, DrawError> {
        let figure = self.shape.figure();
        figure.check()?;
        let mut canvas = Canvas::new(theme);
        let words = CaptionLines::new(&canvas, &self.caption);
        let height = theme
            .height
            .max(words.height_around(&canvas, figure.preferred_height(theme)))
            .round();
        check_size(theme, height)?;
        let sheet = Area {
            left: 0.0,
            top: 0.0,
            right: theme.width,
            bottom: height,
        };
        canvas.rect(sheet, Color::WHITE);
        let body = words.draw(&mut canvas, height);
        if figure.is_empty() {
            let style = canvas
                .body()
                .colored(palette::MUTED)
                .anchored(Anchor::Middle);
            canvas.text(theme.lang.pick("无数据", "No data"), body.center(), style);
        } else {
            figure.lay_out(&mut canvas, body);
        }
        let mut marks = canvas.into_marks();
        for mark in &mut marks {
            if let Mark::Text(label) = mark {
                label.text = output::printable(&label.text);
            }
        }
        Ok(Scene {
            width: theme.width,
            height,
            marks,
        })
    }
}

fn check_size(theme: &Theme, height: f64) -> Result<(), DrawError> {
    let Theme { width, scale, .. } = *theme;
    let pixels = width * height * scale * scale;
    // NaN fails every comparison, and so is refused.
    if width >= 200.0
        && theme.height >= 150.0
        && scale > 0.0
        && pixels <= 64e6
        && width * height <= 64e6
    {
        Ok(())
    } else {
        Err(DrawError::Size {
            width,
            height,
            scale,
        })
    }
}

//! Sentences.

use fourr_locale::Lang;

use super::markup::{Markup, escape};
use crate::{Cell, Prose, Span};

/// `text` with its values in bold; names stay as they are.
pub(super) fn prose(text: &Prose, lang: Lang) -> Markup {
    let spans = text.spans().iter().map(|span| match span {
        Span::Plain(words) => escape(words),
        Span::Value(cell @ Cell::Text(_), format) => {
            format!("<strong>{}</strong>", escape(&cell.display(*format, lang)))
        }
        Span::Value(cell, format) => {
            format!(
                "<strong class=\"figure\">{}</strong>",
                escape(&cell.display(*format, lang))
            )
        }
        Span::Code(name) => format!("<code>{}</code>", escape(name)),
    });
    Markup::trusted(spans.collect::<String>())
}

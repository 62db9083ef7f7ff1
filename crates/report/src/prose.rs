//! [`Prose`]: sentences that keep the values they speak of.

use fourr_locale::Lang;

use crate::visible::visible;
use crate::{Cell, Format};

/// A run of text and values, one paragraph long.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prose {
    spans: Vec<Span>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Span {
    /// Words.
    Plain(String),
    /// A value, which stands out.
    Value(Cell, Format),
    /// A name to be typed or looked up literally: a flag, a file, a column.
    Code(String),
}

impl Prose {
    /// The sentence that `template` becomes when its holes `{0}`, `{1}`, ... are filled.
    ///
    /// Holes are numbered because languages order their words differently. A hole without a value
    /// stays visible. Values are never searched for holes.
    ///
    /// ```
    /// use fourr_locale::Lang;
    /// use fourr_report::{Cell, Prose};
    /// let template = "{1} of {0} customers";
    /// let sentence = Prose::fill(template, &[Cell::Count(4338).into(), Cell::Share(0.655).into()]);
    /// assert_eq!(sentence.text(Lang::En), "65.50% of 4,338 customers");
    /// ```
    pub fn fill(template: &str, values: &[Span]) -> Self {
        let mut spans = Vec::new();
        let mut rest = template;
        while let Some(hole) = Hole::first_in(rest) {
            let Some(value) = values.get(hole.index) else {
                spans.push(Span::plain(&rest[..hole.end]));
                rest = &rest[hole.end..];
                continue;
            };
            spans.push(Span::plain(&rest[..hole.start]));
            spans.push(value.clone());
            rest = &rest[hole.end..];
        }
        spans.push(Span::plain(rest));
        spans.retain(|span| *span != Span::plain(""));
        Self { spans }
    }

    /// A sentence of these pieces.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let spans = spans.into_iter().collect();
        Self { spans }
    }

    /// The pieces in order, to be put into another sentence.
    pub fn into_spans(self) -> Vec<Span> {
        self.spans
    }

    /// The pieces in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The sentence without emphasis, as a terminal shows it.
    pub fn text(&self, lang: Lang) -> String {
        self.spans.iter().map(|span| span.text(lang)).collect()
    }
}

impl Span {
    /// Words.
    pub fn plain(words: impl Into<String>) -> Self {
        Self::Plain(words.into())
    }

    /// A value in a look of its own.
    pub fn value(cell: impl Into<Cell>, format: Format) -> Self {
        Self::Value(cell.into(), format)
    }

    /// A name to be typed literally.
    pub fn code(name: impl Into<String>) -> Self {
        Self::Code(name.into())
    }

    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Plain(text) | Self::Code(text) => visible(text),
            Self::Value(cell, format) => cell.display(*format, lang),
        }
    }
}

impl From<Cell> for Span {
    fn from(cell: Cell) -> Self {
        Self::Value(cell, Format::Mixed)
    }
}

impl<T: Into<String>> From<T> for Prose {
    fn from(words: T) -> Self {
        Self {
            spans: vec![Span::plain(words)],
        }
    }
}

/// Where a `{n}` stands.
struct Hole {
    start: usize,
    end: usize,
    index: usize,
}

impl Hole {
    fn first_in(template: &str) -> Option<Self> {
        template.match_indices('{').find_map(|(start, _)| {
            let (digits, _) = template[start + 1..].split_once('}')?;
            let index = digits.parse().ok()?;
            Some(Self {
                start,
                end: start + digits.len() + 2,
                index,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_looks_like_a_hole_is_not_filled() {
        let sentence = Prose::fill("{0} and {1}", &[Span::plain("{1}"), Cell::Count(2).into()]);
        assert_eq!(sentence.text(Lang::En), "{1} and 2");
    }

    #[test]
    fn other_braces_and_holes_without_a_value_stay() {
        let sentence = Prose::fill("{a} { {0} {7}.", &[Cell::Count(1).into()]);
        assert_eq!(sentence.text(Lang::En), "{a} { 1 {7}.");
    }

    #[test]
    fn values_keep_their_precision_until_they_are_shown() {
        let sentence = Prose::fill("{0}", &[Cell::Share(1.0 / 3.0).into()]);
        assert_eq!(
            sentence.spans(),
            [Span::Value(Cell::Share(1.0 / 3.0), Format::Mixed)]
        );
        assert_eq!(sentence.text(Lang::Zh), "33.33%");
    }
}

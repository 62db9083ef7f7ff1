//! Sentences.

use fourr_locale::Lang;

use super::escape::{code, escape};
use crate::{Prose, Span};

/// `text` with its values in bold and its names as code.
pub(super) fn prose(text: &Prose, lang: Lang) -> String {
    text.spans()
        .iter()
        .fold(String::new(), |written, span| join(written, span, lang))
}

/// `written` and `span` after it.
///
/// Asterisks between a sign and a letter are no emphasis to Markdown (`占**25%**的`), so a space
/// comes between them and the letter.
fn join(written: String, span: &Span, lang: Lang) -> String {
    let next = match span {
        Span::Plain(words) => escape(words),
        Span::Code(name) => code(name),
        Span::Value(cell, format) => {
            let value = escape(&cell.display(*format, lang));
            let opens_with_sign = !value.starts_with(char::is_alphanumeric);
            let space = if opens_with_sign && written.ends_with(char::is_alphanumeric) {
                " "
            } else {
                ""
            };
            format!("{space}**{value}**")
        }
    };
    let closed_on_sign = written
        .strip_suffix("**")
        .is_some_and(|text| !text.ends_with(char::is_alphanumeric));
    let space = if closed_on_sign && next.starts_with(char::is_alphanumeric) {
        " "
    } else {
        ""
    };
    written + space + &next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cell;

    #[test]
    fn emphasis_works_beside_chinese_characters() {
        let share = || {
            [
                Cell::Share(0.25).into(),
                Cell::Suppressed { below: 5 }.into(),
            ]
        };
        let text = |template| prose(&Prose::fill(template, &share()), Lang::Zh);
        assert_eq!(text("占{0}的人"), "占**25.00%** 的人");
        assert_eq!(text("占 {0}，"), "占 **25.00%**，");
        assert_eq!(text("有{1}人"), "有 **&lt;5**人");
    }
}

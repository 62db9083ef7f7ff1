//! Text that must not become Markdown or HTML.

/// `text` in one line, every character of it read as itself.
///
/// HTML goes by entities, because some renderers look for tags before they look for backslashes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' | '\t' | '\r' => escaped.push(' '),
            // Notebooks take two backslashes and a bracket for the start of a formula.
            '\\' => escaped.push_str("&#92;"),
            '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '@' => {
                escaped.extend(['\\', c]);
            }
            // Bare addresses become links without any markup.
            ':' if after.starts_with("//") => escaped.push_str("\\:"),
            '.' if ends_with_www(&escaped) => escaped.push_str("\\."),
            '#' | '=' if escaped.is_empty() => escaped.extend(['\\', c]),
            '+' | '-' if escaped.is_empty() && !starts_word(after) => escaped.extend(['\\', c]),
            '.' | ')' if is_number(&escaped) && !starts_word(after) => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
        rest = after;
    }
    escaped
}

/// `name` as code, whatever backticks and pipes are in it.
pub(super) fn code(name: &str) -> String {
    let name = name.replace(['\n', '\t', '\r'], " ");
    let longest = name.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if name.starts_with('`') || name.ends_with('`') {
        " "
    } else {
        ""
    };
    // A pipe ends a cell even within code, and its backslash goes.
    format!("{fence}{pad}{}{pad}{fence}", name.replace('|', "\\|"))
}

fn ends_with_www(text: &str) -> bool {
    text.len() >= 3
        && text.is_char_boundary(text.len() - 3)
        && text[text.len() - 3..].eq_ignore_ascii_case("www")
}

/// Whether a sign before `text` belongs to a word or a number, and so starts no list and no rule.
fn starts_word(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether a line so far could start a numbered list.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_data_becomes_markup() {
        let table = [
            ("a|b", "a\\|b"),
            (
                "<img src=x onerror=alert(1)>",
                "&lt;img src=x onerror=alert(1)&gt;",
            ),
            ("**bold** _it_ `c`", "\\*\\*bold\\*\\* \\_it\\_ \\`c\\`"),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
            ("# head", "\\# head"),
            ("1. list", "1\\. list"),
            ("12.5 is a number", "12.5 is a number"),
            ("-1.5", "-1.5"),
            ("---", "\\---"),
            ("- item\n- item", "\\- item - item"),
            (
                "https://a.b www.a.b a@b.c",
                "https\\://a.b www\\.a.b a\\@b.c",
            ),
            ("$x$ \\ &amp;", "\\$x\\$ &#92; &amp;amp;"),
            ("\\(x\\)", "&#92;(x&#92;)"),
            ("会员 #1", "会员 #1"),
        ];
        for (text, escaped) in table {
            assert_eq!(escape(text), escaped);
        }
    }

    #[test]
    fn code_survives_backticks() {
        assert_eq!(code("a.csv"), "`a.csv`");
        assert_eq!(code("a``b`"), "``` a``b` ```");
    }
}

//! Python source: literals, and polars expressions of figures.

use crate::{Figure, Measure};

/// `text` as a string literal. Whatever would act, end the line or not be seen goes by its number.
pub(super) fn text(text: &str) -> String {
    let written = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        _ if is_plain(c) => c.to_string(),
        _ if u32::from(c) <= 0xFFFF => format!("\\u{:04x}", u32::from(c)),
        _ => format!("\\U{:08x}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(written).collect::<String>())
}

/// Neither a control character nor one that is not seen: joiners, directions, separators, tags.
fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Characters of a line.
const WIDTH: usize = 100;

/// Expressions as a list within `indent`: in one line, or one a line where that would be long.
pub(super) fn list(items: &[String], indent: &str) -> String {
    let line = items.join(", ");
    if indent.len() + line.chars().count() + 2 <= WIDTH {
        return format!("[{line}]");
    }
    let lines = items.iter().map(|item| format!("{indent}    {item},\n"));
    format!("[\n{}{indent}]", lines.collect::<String>())
}

/// The variable that holds the frame of a Parquet file.
pub(super) fn variable(file: &str) -> String {
    let stem = file.split('.').next().unwrap_or_default();
    let allowed = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    stem.chars().map(allowed).collect()
}

/// A figure as a polars expression over the rows of a group of `frame`.
pub(super) fn figure(figure: &Figure, frame: &str) -> String {
    let column = |name: &str| format!("pl.col({})", text(name));
    match figure.measure {
        Measure::Rows => "pl.len()".to_owned(),
        Measure::RowShare => format!("pl.len() / {frame}.height"),
        Measure::Sum(of) => format!("{}.sum()", column(of)),
        Measure::SumShare(of) => {
            format!(
                "ratio({}.sum(), pl.lit({frame}[{}].sum()))",
                column(of),
                text(of)
            )
        }
        Measure::Ratio(over, under) => {
            format!("ratio({}.sum(), {}.sum())", column(over), column(under))
        }
        Measure::Mean(of) => format!("{}.mean()", column(of)),
        Measure::Min(of) => format!("{}.min()", column(of)),
        Measure::Max(of) => format!("{}.max()", column(of)),
        Measure::Quantile(of, at) => {
            format!("{}.quantile({at}, interpolation=\"linear\")", column(of))
        }
        Measure::Distinct(of) => format!("{}.n_unique()", column(of)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Python's `repr` and `ast.literal_eval` make of them.
    #[test]
    fn a_literal_holds_whatever_is_in_the_text() {
        let table = [
            ("会员 #1", "\"会员 #1\""),
            ("a\"b'c\\d", "\"a\\\"b'c\\\\d\""),
            ("a\nb\tc\r\0", "\"a\\nb\\tc\\u000d\\u0000\""),
            (
                "\u{202E}gpj\u{2028}\u{FEFF}",
                "\"\\u202egpj\\u2028\\ufeff\"",
            ),
            ("👪\u{E0001}", "\"👪\\U000e0001\""),
            ("{x} %s \"\"\"", "\"{x} %s \\\"\\\"\\\"\""),
        ];
        for (plain, literal) in table {
            assert_eq!(text(plain), literal);
        }
    }
}

//! Missing values as people type them: nothing, spaces, or a word for nothing.
//!
//! A cell is *empty* (空值) when it is blank or white space, and *missing* (缺失值) when it is empty
//! or a token such as `N/A` or `未知`. Sentinels (-1, 999) are numbers and need a declaration for
//! their column, so they are not decided here.

use serde::{Deserialize, Serialize};

use crate::fold;

/// Text that stands for a missing value, in lower case and half width.
///
/// `无` is a legal answer to some questions (children: none); for such a column pass a shorter list
/// to [`classify_with`]. `0` and `false` are values and never stand here.
pub const TOKENS: [&str; 26] = [
    "n/a",
    "na",
    "#n/a",
    "null",
    "none",
    "nan",
    "nil",
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    "?",
    "无",
    "未知",
    "不详",
    "未填",
    "未填写",
    "暂无",
    "空",
    "缺失",
    "保密",
    "#value!",
    "#ref!",
    "#div/0!",
];

/// Why a cell counts as missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// No characters at all (空白).
    Blank,
    /// Only white space, full-width and zero-width included (空格).
    Whitespace,
    /// A word or sign that stands for a missing value (缺失占位符).
    Token,
}

impl Missing {
    /// Whether the cell holds nothing at all (空值), rather than a word for nothing.
    pub fn is_empty(self) -> bool {
        matches!(self, Self::Blank | Self::Whitespace)
    }
}

/// Says whether a cell is missing, by the default [`TOKENS`]; `None` for a value.
///
/// Width, case and surrounding space don't matter. Most values are recognised as such by their first
/// character.
///
/// ```
/// use fourr_cell::missing::{Missing, classify};
/// assert_eq!(classify("Ｎ/Ａ"), Some(Missing::Token));
/// assert_eq!(classify("0"), None);
/// ```
pub fn classify(cell: &str) -> Option<Missing> {
    if let Some(b'0'..=b'9' | b'A'..=b'M' | b'O'..=b'Z' | b'a'..=b'm' | b'o'..=b'z') =
        cell.as_bytes().first()
    {
        return None;
    }
    match cell.chars().next() {
        None => Some(Missing::Blank),
        Some(first) if may_begin_missing(first) => classify_with(cell, &TOKENS),
        Some(_) => None,
    }
}

/// Says whether a cell is missing, by a list of tokens of the caller, each in half width.
///
/// ASCII letters match in either case.
pub fn classify_with(cell: &str, tokens: &[&str]) -> Option<Missing> {
    if cell.is_empty() {
        return Some(Missing::Blank);
    }
    let folded = fold::trimmed(cell);
    if folded.is_empty() {
        return Some(Missing::Whitespace);
    }
    tokens
        .iter()
        .any(|token| token.eq_ignore_ascii_case(&folded))
        .then_some(Missing::Token)
}

/// Whether a cell with this first character could be white space or one of [`TOKENS`].
fn may_begin_missing(first: char) -> bool {
    match fold::fold_char(first) {
        // How [`TOKENS`] begin, in either case.
        None
        | Some(
            'n' | 'N' | '#' | '-' | '—' | '/' | '\\' | '?' | '无' | '未' | '不' | '暂' | '空'
            | '缺' | '保',
        ) => true,
        Some(c) => c.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_character_never_hides_a_token() {
        for token in TOKENS {
            for cell in [
                token.to_owned(),
                token.to_uppercase(),
                format!(" {token}\u{3000}"),
            ] {
                assert_eq!(classify(&cell), Some(Missing::Token), "{cell:?}");
            }
        }
    }

    #[test]
    fn values_that_resemble_tokens_are_values() {
        for cell in [
            "0",
            "False",
            "false",
            "无锡",
            "空调",
            "保密协议",
            "-1",
            "nano",
            "n",
            "a/b",
            "不",
            "…",
        ] {
            assert_eq!(classify(cell), None, "{cell:?}");
        }
    }

    #[test]
    fn nothing_and_spaces_are_told_apart() {
        assert_eq!(classify(""), Some(Missing::Blank));
        for cell in [" ", "\u{3000}", "\u{A0}", "\t\r\n", "\u{200B}", "\u{FEFF} "] {
            assert_eq!(classify(cell), Some(Missing::Whitespace), "{cell:?}");
        }
        assert!(
            Missing::Blank.is_empty()
                && Missing::Whitespace.is_empty()
                && !Missing::Token.is_empty()
        );
    }

    #[test]
    fn a_column_may_bring_its_own_tokens() {
        assert_eq!(classify_with("无", &["n/a"]), None);
        assert_eq!(classify_with("弃权", &["弃权"]), Some(Missing::Token));
    }
}

//! [`Place`]: where something stands in the tag file.

use std::{fmt, ops::Range};

use serde::Serialize;

/// A line and a column of the tag file, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl Place {
    /// Where the byte at `offset` of a text stands.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let before = &text[..text.floor_char_boundary(offset)];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }

    /// Where line `line` and column `column` of a string stand that is written at `span` of a TOML text.
    pub(crate) fn within(text: &str, span: Range<usize>, line: u64, column: u64) -> Self {
        let token = &text[span.clone()];
        let (mut at_line, mut at_column) = (1, 1);
        for (offset, decoded) in Decoded::of(token) {
            if (at_line, at_column) == (line.max(1), column.max(1)) {
                return Self::of(text, span.start + offset);
            }
            if decoded == '\n' {
                (at_line, at_column) = (at_line + 1, 1);
            } else {
                at_column += 1;
            }
        }
        Self::of(text, span.end.saturating_sub(1))
    }
}

/// The characters that a TOML string stands for, each with the offset of what it is written as.
struct Decoded<'a> {
    token: &'a str,
    next: usize,
    end: usize,
    escapes: bool,
}

impl<'a> Decoded<'a> {
    fn of(token: &'a str) -> Self {
        let quote = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|quote| token.starts_with(quote));
        let length = quote.map_or(0, str::len);
        let mut next = length;
        // A line end right after the opening quotes of a string of several lines is not part of it.
        if length == 3 {
            let rest = &token[next..];
            next += rest.len()
                - rest
                    .strip_prefix("\r\n")
                    .or(rest.strip_prefix('\n'))
                    .unwrap_or(rest)
                    .len();
        }
        Self {
            token,
            next,
            end: token.len().saturating_sub(length).max(next),
            escapes: quote.is_some_and(|quote| quote.starts_with('"')),
        }
    }

    /// The character that an escape stands for, and the bytes it takes; none for a line end that is left out.
    fn escape(rest: &str) -> (Option<char>, usize) {
        let digits = |count: usize| {
            let code = rest
                .get(2..2 + count)
                .and_then(|hex| u32::from_str_radix(hex, 16).ok());
            (
                Some(code.and_then(char::from_u32).unwrap_or('?')),
                2 + count,
            )
        };
        match rest[1..].chars().next() {
            Some('u') => digits(4),
            Some('U') => digits(8),
            Some('x') => digits(2),
            Some('n') => (Some('\n'), 2),
            Some(c) if c.is_whitespace() => (None, rest.len() - rest[1..].trim_start().len()),
            Some(c) => (Some(c), 1 + c.len_utf8()),
            None => (None, 1),
        }
    }
}

impl Iterator for Decoded<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        while self.next < self.end {
            let (at, rest) = (self.next, &self.token[self.next..self.end]);
            let first = rest.chars().next()?;
            if first == '\\' && self.escapes {
                let (decoded, bytes) = Self::escape(rest);
                self.next += bytes.max(1);
                if let Some(decoded) = decoded {
                    return Some((at, decoded));
                }
                continue;
            }
            self.next += first.len_utf8();
            return Some((at, first));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, (line, column): (u64, u64), expected: (usize, usize)) {
        let start = text.find(['"', '\'']).unwrap();
        let place = Place::within(text, start..text.trim_end().len(), line, column);
        assert_eq!((place.line, place.column), expected, "{text}");
    }

    #[test]
    fn places_in_strings_are_places_in_the_file() {
        check("a = 1\nwhere = \"age >= 18\"\n", (1, 5), (2, 14));
        check("where = '年龄 > x'\n", (1, 6), (1, 15));
        check("where = \"\\u5E74\\\"x\"", (1, 3), (1, 18));
        check("where = \"\"\"\n a and\n b\"\"\"", (2, 2), (3, 2));
        check("where = \"\"\"a \\\n   b\"\"\"", (1, 3), (2, 4));
    }
}

//! What separates the cells of a text, and its first rows.

use std::collections::BTreeMap;

use super::records::{Record, Records};
use crate::header::PREVIEW;
use crate::source::Delimiter;

/// Candidates, the more usual first.
const CANDIDATES: [Delimiter; 5] = [
    Delimiter::Byte(b','),
    Delimiter::Byte(b'\t'),
    Delimiter::Byte(b';'),
    Delimiter::Byte(b'|'),
    Delimiter::Blanks,
];

/// The first rows of a text.
#[derive(Debug, Default)]
pub(super) struct Preview {
    pub(super) rows: Vec<Vec<String>>,
    /// Where each begins.
    pub(super) places: Vec<Place>,
    /// Where the first row that was not read begins.
    pub(super) end: Place,
    /// Whether that row could not be read.
    pub(super) failed: bool,
}

/// Where a row begins.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// The 1-based line.
    pub(super) line: u64,
    pub(super) offset: u64,
}

impl Preview {
    /// Reads the first rows; stops where a row cannot be read, which the survey of the whole will report.
    pub(super) fn read(head: &[u8], delimiter: Delimiter) -> Self {
        let mut records = Records::new(head, "", delimiter, 1);
        let mut record = Record::default();
        let mut preview = Self::default();
        while preview.rows.len() < PREVIEW {
            match records.next(&mut record) {
                Ok(true) => {
                    preview.rows.push(
                        record
                            .cells()
                            .map(|cell| String::from_utf8_lossy(cell).into_owned())
                            .collect(),
                    );
                    preview.places.push(Place {
                        line: record.line,
                        offset: record.offset,
                    });
                }
                Ok(false) => break,
                Err(_) => {
                    preview.end = Place {
                        line: record.line,
                        offset: record.offset,
                    };
                    preview.failed = true;
                    return preview;
                }
            }
        }
        preview.end = records.place();
        preview
    }

    /// How many of the rows with content agree on a number of cells of two or more, and that number.
    fn agreement(&self) -> (f64, usize) {
        let mut widths = BTreeMap::<usize, usize>::new();
        let mut total = 0;
        for row in self
            .rows
            .iter()
            .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        {
            total += 1;
            *widths.entry(row.len()).or_default() += 1;
        }
        let best = widths
            .into_iter()
            .filter(|(width, _)| *width > 1)
            .max_by_key(|(width, rows)| (*rows, *width));
        best.map_or((0.0, 1), |(width, rows)| {
            (rows as f64 / f64::from(total), width)
        })
    }
}

/// The delimiter that cuts most rows into the same number of cells.
///
/// Blanks stand in ordinary text too, so they must agree on nearly all rows and beat the others. A text that none of them
/// cuts is one column.
pub(super) fn sniff(head: &[u8]) -> Delimiter {
    const NEARLY_ALL: f64 = 0.95;
    const AT_LEAST: f64 = 0.3;
    let mut best = (AT_LEAST, 1, CANDIDATES[0]);
    for delimiter in CANDIDATES {
        let (share, width) = Preview::read(head, delimiter).agreement();
        if delimiter == Delimiter::Blanks && (share < NEARLY_ALL || best.1 > 1) {
            continue;
        }
        // Equally constant: the finer cut, `1,5;2,5` aside, where the header decides by its share.
        if (share, width) > (best.0, best.1) {
            best = (share, width, delimiter);
        }
    }
    best.2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_constant_delimiter_wins() {
        let cases = [
            ("a,b\n1,2\n", "comma"),
            ("a;b\n1,5;2,5\n2,5;3\n", "semicolon"),
            ("a\tb c\n1\t2 3\n", "tab"),
            ("a|b|c\n1|2,3|4\n", "pipe"),
            (
                " 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n",
                "blanks",
            ),
            ("name\nhello world\nfoo\n", "comma"),
            ("标题\n\nid,\"a;b\"\n1,\"x;y\"\n", "comma"),
        ];
        for (text, expected) in cases {
            assert_eq!(sniff(text.as_bytes()).to_string(), expected, "{text}");
        }
    }
}

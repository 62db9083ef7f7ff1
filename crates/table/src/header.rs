//! Where the header of a table is, below title rows or nowhere, and what its columns are called.

use std::collections::BTreeSet;

use crate::notes::Finding;

/// Rows that are looked at to find the header.
pub(crate) const PREVIEW: usize = 200;

/// Where the table begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Start {
    /// Index of the header among the rows; `None` when there is none.
    pub(crate) header: Option<usize>,
    /// Index of the first row of data.
    pub(crate) data: usize,
}

impl Start {
    pub(crate) fn below(header: usize) -> Self {
        Self {
            header: Some(header),
            data: header + 1,
        }
    }

    /// Finds the header: the first row that fills more than half of the widest row with mostly distinct text, unless
    /// the columns below say that it is data itself.
    pub(crate) fn find(rows: &[Vec<String>]) -> Self {
        let widest = rows
            .iter()
            .map(|row| filled(row).count())
            .max()
            .unwrap_or(0);
        let Some(first) = rows.iter().position(|row| filled(row).count() * 2 > widest) else {
            return Self {
                header: None,
                data: 0,
            };
        };
        let header = &rows[first];
        if is_mostly_distinct_text(header) && !is_data(header, &rows[first + 1..]) {
            Self::below(first)
        } else {
            Self {
                header: None,
                data: first,
            }
        }
    }
}

fn filled(row: &[String]) -> impl Iterator<Item = &str> {
    row.iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
}

fn is_mostly_distinct_text(row: &[String]) -> bool {
    let cells: Vec<&str> = filled(row).collect();
    let text = cells
        .iter()
        .filter(|cell| !is_value(cell) || is_period(cell))
        .count();
    let distinct = cells.iter().collect::<BTreeSet<_>>().len();
    text * 2 > cells.len() && distinct * 10 >= cells.len() * 8
}

/// Whether the row goes on with the columns below it: each column of numbers or dates below votes whether the row has a
/// name or a value there.
fn is_data(row: &[String], below: &[Vec<String>]) -> bool {
    let mut votes = 0;
    for (column, cell) in row
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.trim().is_empty())
    {
        let cells = || {
            below
                .iter()
                .filter_map(|row| row.get(column))
                .filter(|cell| !cell.trim().is_empty())
        };
        let values = cells().filter(|cell| is_value(cell)).count();
        if values > 0 && values * 10 >= cells().count() * 9 {
            votes += match cell.trim() {
                cell if is_period(cell) => 0,
                cell if is_value(cell) => -1,
                _ => 1,
            };
        }
    }
    votes < 0
}

/// Whether a cell reads as a number, an amount or a date rather than as a name.
fn is_value(cell: &str) -> bool {
    const PART_OF_VALUES: &str = "年月日号时分秒元万亿¥￥$€£%％.,-+/: ()（），．－／：TZ";
    let mut digits = false;
    cell.chars().all(|c| {
        let digit = c.is_ascii_digit() || ('０'..='９').contains(&c);
        digits |= digit;
        digit || PART_OF_VALUES.contains(c)
    }) && digits
}

/// Whether a cell is a year or a month, which names a column as well as it is a value.
fn is_period(cell: &str) -> bool {
    let number = cell.trim_end_matches(['年', '月']).parse::<u32>();
    number.is_ok_and(|number| {
        (1900..2100).contains(&number) || (cell.ends_with('月') && number <= 12)
    })
}

/// Names for `width` columns: the header's, made unique; `column_1`, `column_2`, ... where it has none.
pub(crate) fn names(header: Option<&[String]>, width: usize) -> (Vec<String>, Vec<Finding>) {
    let mut findings = Vec::new();
    let Some(header) = header else {
        return (
            (1..=width).map(|i| format!("column_{i}")).collect(),
            vec![Finding::NoHeader],
        );
    };
    let reserved: BTreeSet<String> = header.iter().map(|name| tidy(name)).collect();
    let mut used = BTreeSet::new();
    let mut names = Vec::with_capacity(width);
    for i in 0..width {
        let from = header.get(i).map(|name| tidy(name)).unwrap_or_default();
        let stem = if from.is_empty() {
            format!("column_{}", i + 1)
        } else {
            from.clone()
        };
        let is_free =
            |name: &String| !used.contains(name) && (*name == from || !reserved.contains(name));
        let numbered = (2..).map(|n| format!("{stem}_{n}"));
        let Some(name) = std::iter::once(stem.clone()).chain(numbered).find(is_free) else {
            // Numbers do not run out before memory does.
            continue;
        };
        used.insert(name.clone());
        if name != from {
            findings.push(Finding::HeaderRenamed {
                column: i + 1,
                from,
                to: name.clone(),
            });
        }
        names.push(name);
    }
    (names, findings)
}

/// A header as a name: without line breaks and blanks at its ends.
fn tidy(name: &str) -> String {
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    name.split(['\n', '\r'])
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines()
            .map(|line| line.split(',').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn the_header_is_found_below_titles_or_not_at_all() {
        let cases = [
            ("id,date,amount\nA,2024-01-01,3\n", Some(0), 1),
            (
                "门店销售明细,,\n制表：张三,,\n会员编号,日期,金额\nA,2024/1/1,3\n",
                Some(2),
                3,
            ),
            ("1,19970101,29.33\n1,19970118,29.73\n", None, 0),
            ("张三,北京,1200\n李四,上海,88\n", None, 0),
            ("姓名,城市\n张三,北京\n", Some(0), 1),
            ("name,2023,2024\n张三,1,2\n", Some(0), 1),
        ];
        for (text, header, data) in cases {
            assert_eq!(Start::find(&rows(text)), Start { header, data }, "{text}");
        }
    }

    #[test]
    fn names_are_unique() {
        let header = ["a", "", "a", " b\n(元)", "column_2"].map(str::to_owned);
        let (names, findings) = names(Some(&header), 6);
        assert_eq!(
            names,
            ["a", "column_2_2", "a_2", "b (元)", "column_2", "column_6"]
        );
        assert_eq!(findings.len(), 3, "{findings:?}");
    }
}

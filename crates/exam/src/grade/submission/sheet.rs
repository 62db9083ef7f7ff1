//! [`Sheet`]: the cells of a sheet as text.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// Rows of a sheet that are looked at.
pub(super) const MOST_ROWS: u32 = 2_000;
/// Columns of a sheet that are looked at.
pub(super) const MOST_COLUMNS: u32 = 100;
/// Rows in which the heads of answers are looked for.
const MOST_HEAD: u32 = 30;

/// Heads of the column of ids.
const QUESTION: [&str; 6] = ["题号", "题目编号", "question", "id", "no", "no."];
/// Heads of the column of answers.
const ANSWER: [&str; 5] = ["答案", "作答", "你的答案", "answer", "your answer"];

/// What was written into a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Written {
    /// What it shows.
    pub text: String,
    /// The formula behind it, without its equals sign.
    pub formula: Option<String>,
}

/// The cells of a sheet that hold something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    cells: BTreeMap<(u32, u32), Written>,
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self {
            text,
            formula: None,
        }
    }
}

impl Sheet {
    /// An empty sheet.
    pub(super) fn called(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            cells: BTreeMap::new(),
        }
    }

    /// Writes a cell; one beyond what is looked at is left out.
    pub(super) fn write(&mut self, row: u32, column: u32, written: Written) {
        let is_empty = written.text.is_empty() && written.formula.is_none();
        if row < MOST_ROWS && column < MOST_COLUMNS && !is_empty {
            self.cells.insert((row, column), written);
        }
    }

    /// Notes the formula of a cell.
    pub(super) fn write_formula(&mut self, row: u32, column: u32, formula: String) {
        if row < MOST_ROWS && column < MOST_COLUMNS {
            self.cells.entry((row, column)).or_default().formula = Some(formula);
        }
    }

    /// A list of records as a sheet with their keys as heads.
    pub(super) fn of_records(name: &str, value: &Value) -> Option<Self> {
        let records = value.as_array().filter(|records| !records.is_empty())?;
        let mut sheet = Self::called(name);
        let mut heads: Vec<&str> = Vec::new();
        for (row, record) in (1..).zip(records) {
            for (key, value) in record.as_object()? {
                let column = heads.iter().position(|head| *head == key);
                let column = column.unwrap_or_else(|| {
                    heads.push(key);
                    heads.len() - 1
                });
                let column = u32::try_from(column).ok()?;
                sheet.write(0, column, Written::from(key.clone()));
                sheet.write(row, column, Written::from(super::text(value.clone())));
            }
        }
        Some(sheet)
    }

    /// What a cell shows; nothing where it is empty.
    pub(super) fn text(&self, row: u32, column: u32) -> &str {
        self.cells
            .get(&(row, column))
            .map_or("", |written| &written.text)
    }

    /// Everything that is written, row by row.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (u32, u32, &str)> {
        let cells = self.cells.iter();
        cells.map(|((row, column), written)| (*row, *column, written.text.as_str()))
    }

    /// What looks like a number of a member or an order: nine digits and more behind at most three letters.
    pub(super) fn numbers(&self) -> impl Iterator<Item = String> {
        let texts = self.cells().map(|(_, _, text)| text.trim());
        let numbers = texts.filter(|text| {
            let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let is_number = digits.len() >= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number && text.len() - digits.len() <= 3
        });
        numbers.map(str::to_owned)
    }

    /// The rows with something in them.
    pub(crate) fn rows(&self) -> Vec<Vec<&str>> {
        let mut rows: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for (row, column, text) in self.cells() {
            let cells = rows.entry(row).or_default();
            cells.resize(column as usize, "");
            cells.push(text);
        }
        rows.into_values().collect()
    }

    /// Ids and answers below their heads; none where there are no such heads, or where no question is named.
    pub(super) fn answers(&self, questions: &[&str]) -> Option<Vec<(String, Written)>> {
        let head = |names: &[&str], row: u32| {
            self.cells
                .range((row, 0)..(row + 1, 0))
                .find(|(_, written)| {
                    let text = fourr_cell::fold::trimmed(&written.text).to_lowercase();
                    names.contains(&text.as_str())
                })
                .map(|((_, column), _)| *column)
        };
        let heads = |row| Some((row, head(&QUESTION, row)?, head(&ANSWER, row)?));
        let (head, id, answer) = (0..MOST_HEAD).find_map(heads)?;
        let below = self.cells.range((head + 1, 0)..);
        let ids = below.filter(|((_, column), _)| *column == id);
        let pairs: Vec<(String, Written)> = ids
            .map(|((row, _), written)| {
                let given = self.cells.get(&(*row, answer)).cloned();
                (written.text.clone(), given.unwrap_or_default())
            })
            .collect();
        let named = pairs
            .iter()
            .any(|(label, _)| super::question(label.trim(), questions).is_some());
        named.then_some(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_below_their_heads_wherever_these_are() {
        let mut sheet = Sheet::called("答题卡");
        for (row, column, text) in [
            (0, 0, "期末试卷"),
            (3, 1, "题号"),
            (3, 2, "题目"),
            (3, 4, "答案"),
            (4, 1, "R1"),
            (4, 4, "70"),
            (5, 1, "R2"),
        ] {
            sheet.write(row, column, Written::from(text.to_owned()));
        }
        let found = sheet.answers(&["R1", "R2"]).unwrap();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(id, given)| (id.as_str(), given.text.as_str()))
            .collect();
        assert_eq!(found, [("R1", "70"), ("R2", "")]);
        assert_eq!(sheet.answers(&["K1"]), None);
    }

    #[test]
    fn a_cell_far_away_costs_nothing() {
        let mut sheet = Sheet::called("");
        sheet.write(1_048_575, 16_383, Written::from("x".to_owned()));
        assert!(sheet.rows().is_empty());
    }
}

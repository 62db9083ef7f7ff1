//! [`Coded`]: a column of text as numbers into its distinct values.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use fourr_cell::missing;

/// A column of text, each cell the number of its value.
///
/// Values are sorted, so that nothing that is derived from them depends on the order of rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coded {
    /// Name of the column.
    pub name: String,
    /// The value of each row.
    pub codes: Vec<u32>,
    /// The distinct values in the order of their bytes; a null is the empty text.
    pub values: Vec<String>,
    /// Rows that have each value.
    pub counts: Vec<u32>,
    /// Whether a value stands for a missing one.
    pub missing: Vec<bool>,
}

impl Coded {
    /// Codes the cells of a column; a null is an empty text.
    pub fn new<'a>(name: &str, cells: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut seen: HashMap<String, u32, FixedState> = HashMap::default();
        let mut codes = Vec::with_capacity(cells.size_hint().0);
        let mut next = 0;
        for cell in cells {
            let text = cell.unwrap_or_default();
            let code = seen.get(text).copied().unwrap_or_else(|| {
                let code = next;
                next += 1;
                seen.insert(text.to_owned(), code);
                code
            });
            codes.push(code);
        }
        Self::sorted(name, seen.into_iter().collect(), codes)
    }

    /// Renumbers first-come codes by the order of their values.
    fn sorted(name: &str, mut values: Vec<(String, u32)>, mut codes: Vec<u32>) -> Self {
        values.sort_unstable();
        let mut rank = vec![0; values.len()];
        for (place, (_, code)) in (0..).zip(&values) {
            rank[*code as usize] = place;
        }
        let mut counts = vec![0; values.len()];
        for code in &mut codes {
            *code = rank[*code as usize];
            counts[*code as usize] += 1;
        }
        let missing = values
            .iter()
            .map(|(text, _)| missing::classify(text).is_some())
            .collect();
        Self {
            name: name.to_owned(),
            codes,
            values: values.into_iter().map(|(text, _)| text).collect(),
            counts,
            missing,
        }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Rows whose value is not missing.
    pub fn present(&self) -> u64 {
        self.filled().map(|code| u64::from(self.counts[code])).sum()
    }

    /// The codes of values that are not missing.
    pub fn filled(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.values.len()).filter(|&code| !self.missing[code])
    }

    /// Distinct values that are not missing.
    pub fn distinct(&self) -> usize {
        self.filled().count()
    }

    /// The value at a row.
    pub fn text(&self, row: usize) -> &str {
        &self.values[self.codes[row] as usize]
    }

    /// The share of rows with the most frequent value, of those that have one.
    pub fn top_share(&self) -> f64 {
        let top = self.filled().map(|code| self.counts[code]).max();
        top.map_or(0.0, |count| f64::from(count) / self.present() as f64)
    }
}

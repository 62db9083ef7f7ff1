//! [`Levels`]: sums by the name of a level.

use fourr_table::coerce::Keys;
use hashbrown::HashMap;

use super::words;
use crate::media::Exact;

type Numbers<K> = HashMap<K, u32, foldhash::fast::FixedState>;

/// How a ledger is split: 2 for test and 1 for the compared period.
pub(crate) const CELLS: usize = 4;

/// Sums of the cells of a split.
pub(crate) type Cells = [Exact; CELLS];

/// Sums by the name of a level.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    names: Vec<String>,
    totals: Vec<bool>,
    sums: Vec<Cells>,
    by_text: Numbers<String>,
    by_whole: Numbers<i64>,
}

impl Levels {
    /// The number of the level of every row; a row without a name has the level without a name.
    pub(super) fn numbers(&mut self, keys: &Keys) -> Vec<u32> {
        match (keys, keys.as_slice()) {
            (_, Some(ids)) => ids.iter().map(|&id| self.whole(id)).collect(),
            (Keys::Whole(ids), None) => ids
                .iter()
                .map(|id| match id {
                    Some(id) => self.whole(id),
                    None => self.text(""),
                })
                .collect(),
            (Keys::Text(names), None) => {
                // Ledgers come sorted, more often than not.
                let mut last: Option<(&str, u32)> = None;
                let mut numbers = Vec::with_capacity(names.len());
                for name in names.iter() {
                    let found = match (last, name) {
                        (Some((known, found)), Some(name)) if known == name => found,
                        _ => self.text(name.unwrap_or("")),
                    };
                    last = name.map(|name| (name, found));
                    numbers.push(found);
                }
                numbers
            }
        }
    }

    fn whole(&mut self, id: i64) -> u32 {
        if let Some(&number) = self.by_whole.get(&id) {
            return number;
        }
        let number = self.text(&id.to_string());
        self.by_whole.insert(id, number);
        number
    }

    pub(super) fn text(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.by_text.get(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.by_text.insert(name.to_owned(), number);
        self.totals.push(words::is_total(name));
        self.names.push(name.to_owned());
        self.sums.push(Cells::default());
        number
    }

    /// Whether a level is the name of a total.
    pub(super) fn is_total(&self, number: u32) -> bool {
        self.totals[number as usize]
    }

    pub(super) fn sums(&mut self, number: u32) -> &mut Cells {
        &mut self.sums[number as usize]
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (name, theirs) in other.names.into_iter().zip(other.sums) {
            let number = self.text(&name);
            for (mine, theirs) in self.sums(number).iter_mut().zip(&theirs) {
                mine.merge(theirs);
            }
        }
    }

    /// Every level with its sums, without the totals that were set aside; by name.
    pub(super) fn into_sorted(self) -> Vec<(String, Cells)> {
        let levels = self.names.into_iter().zip(self.sums).zip(self.totals);
        let mut levels: Vec<(String, Cells)> = levels
            .filter(|((_, sums), is_total)| !is_total && *sums != Cells::default())
            .map(|(level, _)| level)
            .collect();
        levels.sort_by(|a, b| a.0.cmp(&b.0));
        levels
    }
}

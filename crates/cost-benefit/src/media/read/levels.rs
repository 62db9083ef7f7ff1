//! [`Levels`]: sums by the name of a level.

use fourr_cell::missing;
use fourr_table::{
    Memo, Texts, Values,
    coerce::{Keys, keys},
};
use hashbrown::HashMap;
use polars::prelude::PolarsResult;

use super::{
    blocks::{Blocks, Layout},
    words,
};

type Numbers<K> = HashMap<K, u32, foldhash::fast::FixedState>;

/// Sums by the name of a level.
#[derive(Debug)]
pub(super) struct Levels {
    names: Vec<String>,
    totals: Vec<bool>,
    sums: Blocks,
    /// By the name as it is told.
    by_name: Numbers<String>,
    /// By the name as the input writes it, blanks around it and all.
    by_text: Memo<u32>,
    by_whole: Numbers<i64>,
}

impl Levels {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            names: Vec::new(),
            totals: Vec::new(),
            sums: Blocks::new(layout),
            by_name: Numbers::default(),
            by_text: Memo::default(),
            by_whole: Numbers::default(),
        }
    }

    /// The number of the level of every row; a row without a name has the level without a name.
    pub(super) fn numbers(&mut self, values: &Values<'_>) -> PolarsResult<Vec<u32>> {
        if let Values::Texts(texts) = values {
            return Ok(self.texts(texts));
        }
        Ok(match keys(values)? {
            Keys::Text(texts) => self.texts(&texts),
            Keys::Whole(ids) => ids
                .iter()
                .map(|id| match id {
                    Some(id) => self.whole(id),
                    None => self.named(""),
                })
                .collect(),
        })
    }

    fn texts(&mut self, texts: &Texts<'_>) -> Vec<u32> {
        // Only a level that has rows is one.
        let none = if texts.has_nulls() { self.named("") } else { 0 };
        let mut known = std::mem::take(&mut self.by_text);
        let numbers = known.read_all(texts, none, |text| {
            let name = text.trim();
            match missing::classify(name) {
                None => self.named(name),
                Some(_) => self.named(""),
            }
        });
        self.by_text = known;
        numbers
    }

    fn whole(&mut self, id: i64) -> u32 {
        if let Some(&number) = self.by_whole.get(&id) {
            return number;
        }
        let number = self.named(&id.to_string());
        self.by_whole.insert(id, number);
        number
    }

    /// The number of a name as it is told.
    pub(super) fn named(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.by_name.get(name) {
            return number;
        }
        let number = self.sums.push();
        self.by_name.insert(name.to_owned(), number);
        self.totals.push(words::is_total(name));
        self.names.push(name.to_owned());
        number
    }

    /// Whether a level is the name of a total.
    pub(super) fn is_total(&self, number: u32) -> bool {
        self.totals[number as usize]
    }

    /// The sums of a level in a cell.
    pub(super) fn block(&mut self, number: u32, cell: usize) -> &mut [i128] {
        self.sums.block(number, cell)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (place, name) in (0_u32..).zip(&other.names) {
            let number = self.named(name);
            self.sums.merge(number, &other.sums, place);
        }
    }

    /// Every level with its sums, without the totals that were set aside and those without a row; by name.
    pub(super) fn into_sorted(self) -> Vec<(String, super::Cells)> {
        let levels = (0_u32..).zip(self.names).zip(&self.totals);
        let mut levels: Vec<(String, super::Cells)> = levels
            .filter(|(_, is_total)| !**is_total)
            .map(|((number, name), _)| (name, self.sums.cells(number)))
            .filter(|(_, cells)| *cells != super::Cells::default())
            .collect();
        levels.sort_by(|a, b| a.0.cmp(&b.0));
        levels
    }
}

//! [`Levels`]: sums by the name of a level.

use fourr_cell::missing;
use fourr_table::coerce::{Keys, keys};
use hashbrown::HashMap;
use polars::prelude::{Column, PolarsResult, StringChunked};

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
    by_text: Numbers<String>,
    /// The same for names so short that polars keeps them in 16 bytes: no text is compared.
    by_view: Numbers<u128>,
    by_whole: Numbers<i64>,
}

impl Levels {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            names: Vec::new(),
            totals: Vec::new(),
            sums: Blocks::new(layout),
            by_name: Numbers::default(),
            by_text: Numbers::default(),
            by_view: Numbers::default(),
            by_whole: Numbers::default(),
        }
    }

    /// The number of the level of every row; a row without a name has the level without a name.
    pub(super) fn numbers(&mut self, column: &Column) -> PolarsResult<Vec<u32>> {
        let series = column.as_materialized_series();
        if let Ok(texts) = series.str() {
            return Ok(self.texts(texts));
        }
        Ok(match keys(column)? {
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

    fn texts(&mut self, texts: &StringChunked) -> Vec<u32> {
        if texts.null_count() > 0 {
            let number = |name: Option<&str>| self.text(name.unwrap_or(""));
            return texts.iter().map(number).collect();
        }
        // Ledgers come sorted, more often than not.
        let mut last = None;
        let mut numbers = Vec::with_capacity(texts.len());
        for chunk in texts.downcast_iter() {
            for (row, view) in chunk.views().iter().enumerate() {
                if !view.is_inline() {
                    numbers.push(self.text(chunk.value(row)));
                    continue;
                }
                let key = view.as_u128();
                let number = match last {
                    Some((known, number)) if known == key => number,
                    _ => match self.by_view.get(&key) {
                        Some(&number) => number,
                        None => self.view(key, chunk.value(row)),
                    },
                };
                last = Some((key, number));
                numbers.push(number);
            }
        }
        numbers
    }

    #[cold]
    fn view(&mut self, key: u128, text: &str) -> u32 {
        let number = self.text(text);
        self.by_view.insert(key, number);
        number
    }

    /// The number of a name as the input writes it: a word for missing is none.
    fn text(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.by_text.get(text) {
            return number;
        }
        let name = text.trim();
        let number = match missing::classify(name) {
            None => self.named(name),
            Some(_) => self.named(""),
        };
        self.by_text.insert(text.to_owned(), number);
        number
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

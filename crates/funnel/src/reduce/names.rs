//! [`Names`]: every different text of a column, once.

use std::sync::{Mutex, PoisonError};

use foldhash::fast;
use fourr_cell::missing;
use fourr_table::coerce::{Keys, keys};
use hashbrown::HashMap;
use polars::prelude::*;

/// The code of an empty cell.
pub(crate) const NONE: u32 = u32::MAX;

/// The different texts of a column in the order in which they were first seen, by any worker.
#[derive(Debug, Default)]
pub(crate) struct Names {
    codes: HashMap<String, u32, fast::FixedState>,
    seen: Vec<String>,
    overflowed: bool,
}

/// The texts in order, and where each code stands among them.
#[derive(Debug, Default)]
pub(crate) struct Ranked {
    /// The texts by code point.
    pub(crate) names: Vec<String>,
    /// The place of each code.
    pub(crate) ranks: Vec<u32>,
}

impl Names {
    fn code(&mut self, name: &str, most: usize) -> u32 {
        if let Some(code) = self.codes.get(name) {
            return *code;
        }
        if self.seen.len() >= most {
            self.overflowed = true;
            return 0;
        }
        let code = u32::try_from(self.seen.len()).unwrap_or(0);
        self.seen.push(name.to_owned());
        self.codes.insert(name.to_owned(), code);
        code
    }

    /// The text of a code.
    pub(crate) fn name(&self, code: usize) -> &str {
        &self.seen[code]
    }

    /// The texts in the order of their codes.
    pub(crate) fn into_seen(self) -> Vec<String> {
        self.seen
    }

    /// Whether there were more texts than could be kept apart.
    pub(crate) fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Codes depend on which worker was first; ranks do not.
    pub(crate) fn rank(self) -> Ranked {
        let mut order: Vec<u32> = (0..self.seen.len())
            .map(|code| u32::try_from(code).unwrap_or(0))
            .collect();
        order.sort_unstable_by(|a, b| self.seen[*a as usize].cmp(&self.seen[*b as usize]));
        let mut ranks = vec![0; order.len()];
        for (rank, code) in (0..).zip(&order) {
            ranks[*code as usize] = rank;
        }
        let mut names = self.seen;
        let names = order
            .iter()
            .map(|code| std::mem::take(&mut names[*code as usize]))
            .collect();
        Ranked { names, ranks }
    }
}

impl Ranked {
    /// The place of a code; an empty cell stays one.
    #[inline]
    pub(crate) fn of(&self, code: u32) -> u32 {
        if code == NONE {
            NONE
        } else {
            self.ranks[code as usize]
        }
    }
}

/// One worker's view of [`Names`]: what it has met once it need not ask for again.
#[derive(Debug)]
pub(crate) struct Met<'a> {
    shared: &'a Mutex<Names>,
    /// Texts of up to twelve bytes, as the column keeps them in one number.
    short: HashMap<u128, u32, fast::FixedState>,
    long: HashMap<String, u32, fast::FixedState>,
    whole: HashMap<i64, u32, fast::FixedState>,
    most: usize,
}

/// Bytes of a text that a column keeps in the view itself.
const SHORT: u32 = 12;

impl<'a> Met<'a> {
    pub(crate) fn new(shared: &'a Mutex<Names>, most: usize) -> Self {
        Self {
            shared,
            short: HashMap::default(),
            long: HashMap::default(),
            whole: HashMap::default(),
            most,
        }
    }

    /// The code of every row; [`NONE`] for an empty cell. What a text means is asked once, not cell by cell: blanks around
    /// it are cut off, and a word for missing is none.
    pub(crate) fn read(&mut self, column: &Column) -> PolarsResult<Vec<u32>> {
        Ok(match column.dtype() {
            DataType::String => self.texts(column.str()?),
            _ => self.codes(&keys(column)?),
        })
    }

    fn codes(&mut self, keys: &Keys) -> Vec<u32> {
        match keys {
            Keys::Whole(numbers) => {
                let mut last = (i64::MIN, NONE);
                let code = |number: Option<i64>| {
                    let Some(number) = number else { return NONE };
                    if number != last.0 || last.1 == NONE {
                        last = (number, self.number(number));
                    }
                    last.1
                };
                numbers.iter().map(code).collect()
            }
            Keys::Text(texts) => self.texts(texts),
        }
    }

    fn number(&mut self, number: i64) -> u32 {
        if let Some(code) = self.whole.get(&number) {
            return *code;
        }
        let code = self.ask(&number.to_string());
        self.whole.insert(number, code);
        code
    }

    fn texts(&mut self, texts: &StringChunked) -> Vec<u32> {
        if texts.null_count() > 0 {
            return texts
                .iter()
                .map(|text| text.map_or(NONE, |text| self.long(text)))
                .collect();
        }
        let mut codes = Vec::with_capacity(texts.len());
        for chunk in texts.downcast_iter() {
            let mut last = (0_u128, NONE);
            for (row, view) in chunk.views().iter().enumerate() {
                let number = view.as_u128();
                if number != last.0 || last.1 == NONE {
                    let code = if view.length <= SHORT {
                        self.short(number, || chunk.value(row))
                    } else {
                        self.long(chunk.value(row))
                    };
                    last = (number, code);
                }
                codes.push(last.1);
            }
        }
        codes
    }

    fn short<'t>(&mut self, number: u128, text: impl FnOnce() -> &'t str) -> u32 {
        if let Some(code) = self.short.get(&number) {
            return *code;
        }
        let code = self.ask_text(text());
        self.short.insert(number, code);
        code
    }

    fn long(&mut self, text: &str) -> u32 {
        if let Some(code) = self.long.get(text) {
            return *code;
        }
        let code = self.ask_text(text);
        self.long.insert(text.to_owned(), code);
        code
    }

    fn ask_text(&self, text: &str) -> u32 {
        let text = text.trim();
        if missing::classify(text).is_some() {
            NONE
        } else {
            self.ask(text)
        }
    }

    fn ask(&self, name: &str) -> u32 {
        self.shared
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .code(name, self.most)
    }
}

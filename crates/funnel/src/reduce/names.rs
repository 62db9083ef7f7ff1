//! [`Names`]: every different text of a column, once.

use std::sync::{Mutex, PoisonError};

use foldhash::fast;
use fourr_cell::missing;
use fourr_table::{
    Memo, Texts, Values,
    coerce::{Keys, keys},
};
use hashbrown::HashMap;
use polars::prelude::{Int64Chunked, PolarsResult};

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
    texts: Memo<u32>,
    whole: HashMap<i64, u32, fast::FixedState>,
    most: usize,
}

impl<'a> Met<'a> {
    pub(crate) fn new(shared: &'a Mutex<Names>, most: usize) -> Self {
        Self {
            shared,
            texts: Memo::default(),
            whole: HashMap::default(),
            most,
        }
    }

    /// The code of every row; [`NONE`] for an empty cell. What a text means is asked once, not cell by cell: blanks around
    /// it are cut off, and a word for missing is none.
    pub(crate) fn read(&mut self, values: &Values<'_>) -> PolarsResult<Vec<u32>> {
        Ok(match values {
            Values::Texts(texts) => self.texts(texts),
            Values::Typed(_) => match keys(values)? {
                Keys::Whole(numbers) => self.numbers(&numbers),
                Keys::Text(texts) => self.texts(&texts),
            },
        })
    }

    fn numbers(&mut self, numbers: &Int64Chunked) -> Vec<u32> {
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

    fn number(&mut self, number: i64) -> u32 {
        if let Some(code) = self.whole.get(&number) {
            return *code;
        }
        let code = ask(self.shared, &number.to_string(), self.most);
        self.whole.insert(number, code);
        code
    }

    fn texts(&mut self, texts: &Texts<'_>) -> Vec<u32> {
        let (shared, most) = (self.shared, self.most);
        self.texts.read_all(texts, NONE, |text| {
            let text = text.trim();
            if missing::classify(text).is_some() {
                NONE
            } else {
                ask(shared, text, most)
            }
        })
    }
}

fn ask(names: &Mutex<Names>, name: &str, most: usize) -> u32 {
    names
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .code(name, most)
}

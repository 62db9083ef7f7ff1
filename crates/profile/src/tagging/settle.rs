//! Parts of a table put together in the order of the persons' ids.

use std::ops::Range;

use fourr_table::{Texts, coerce::Keys};
use polars::prelude::*;
use rayon::prelude::*;

use super::{
    Codes, People,
    by_text::ByText,
    early::{Early, Kept},
    ids::Ids,
};
use crate::data::{Dictionary, Interner, Numbers, WholeNumbers, put};

/// Ids in ascending order, and the row of each; no rows where the table is in that order already.
pub(super) struct Order {
    pub(super) people: People,
    pub(super) rows: Option<Vec<u32>>,
    /// Rows of persons who stand in an earlier row, ascending.
    pub(super) repeated: Vec<u64>,
}

/// A slot of everybody, in the order of the persons.
#[derive(Debug, Clone)]
pub(crate) enum Filled {
    Numbers(Numbers),
    Texts(Vec<u32>, Dictionary),
}

impl Order {
    /// The order of the rows that have an id.
    pub(super) fn of(parts: &[Ids]) -> Self {
        let whole = parts.iter().map(|ids| match &ids.keys {
            Keys::Whole(ids) => Some(ids),
            Keys::Text(_) => None,
        });
        let Some(whole) = whole.collect::<Option<Vec<&Int64Chunked>>>() else {
            return Self::of_texts(parts.iter().map(|ids| &ids.keys));
        };
        let ids = whole.into_iter().flat_map(ChunkedArray::iter);
        let placed = ids.zip(0_u32..).filter_map(|(id, row)| Some((id?, row)));
        Self::placed(placed.collect(), parts.iter().any(|ids| ids.written))
    }

    /// The order of rows that all have a number, which may have been written as text.
    pub(super) fn of_numbers(ids: WholeNumbers, written: bool) -> Self {
        if ids.ascend() {
            return Self {
                people: People::of(ids, written),
                rows: None,
                repeated: Vec::new(),
            };
        }
        Self::placed(ids.iter().zip(0_u32..).collect(), written)
    }

    /// Of numbers, each with its row.
    fn placed(mut placed: Vec<(i64, u32)>, written: bool) -> Self {
        placed.par_sort_unstable();
        let repeated = repeated(&placed);
        placed.dedup_by_key(|(id, _)| *id);
        let ids: Vec<i64> = placed.iter().map(|(id, _)| *id).collect();
        Self {
            people: People::of(WholeNumbers::of(&ids), written),
            rows: Some(placed.into_iter().map(|(_, row)| row).collect()),
            repeated,
        }
    }

    fn of_texts<'a>(parts: impl Iterator<Item = &'a Keys<'static>>) -> Self {
        let texts: Vec<Texts<'_>> = parts
            .map(|keys| match keys {
                Keys::Text(ids) => ids.clone(),
                // Parts of one column are of one type; several tables may differ.
                Keys::Whole(ids) => {
                    let written = ids.iter().map(|id| id.map(|id| id.to_string()));
                    StringChunked::from_iter_options(PlSmallStr::EMPTY, written).into()
                }
            })
            .collect();
        let by_text = ByText::new(&texts);
        let all: usize = texts.iter().map(Texts::len).sum();
        let (rows, repeated) = by_text.rows();
        let ids = by_text.column(&rows);
        let ordered = rows.len() == all && rows.is_sorted();
        Self {
            people: People::new(Keys::Text(ids.into())),
            rows: (!ordered).then_some(rows),
            repeated,
        }
    }
}

/// Rows of ids that stand in an earlier row too, ascending.
fn repeated<I: PartialEq>(placed: &[(I, u32)]) -> Vec<u64> {
    let pairs = placed.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    let mut rows: Vec<u64> = pairs.map(|pair| pair[1].1.into()).collect();
    rows.sort_unstable();
    rows
}

/// Tags and slots of everybody.
pub(super) struct Settled {
    /// By place of the tag.
    pub(super) codes: Vec<Option<Codes>>,
    /// In the order in which they were to be kept.
    pub(super) kept: Vec<Filled>,
}

/// Puts what was read into the order of the persons: of these rows, else of all; `keep` are the slots that were kept.
pub(super) fn settle(read: Early, rows: Option<&[u32]>, keep: &[usize]) -> Settled {
    let Early {
        stretches,
        codes,
        kept,
        interners,
        ..
    } = read;
    // Ids have served; their memory is needed for the columns.
    let read_by: Vec<(Range<usize>, usize)> = stretches
        .into_iter()
        .map(|of| (of.rows, of.worker))
        .collect();
    let read = read_by.last().map_or(0, |(rows, _)| rows.end);
    let rows = rows.map_or(Rows::First(read), Rows::These);
    let fill = |(kept, slot): (Option<Kept>, &usize)| {
        let readers: Vec<&Interner> = interners.iter().map(|of| &of[*slot]).collect();
        match kept {
            None => Filled::Numbers(Numbers::zeros(0)),
            Some(Kept::Numbers(numbers)) => Filled::Numbers(match rows {
                Rows::These(rows) => numbers.of_rows(rows),
                Rows::First(rows) => numbers.truncated(rows),
            }),
            Some(Kept::Texts(mut codes)) => {
                let (dictionary, translations) = Dictionary::unite(&readers);
                for (rows, worker) in &read_by {
                    let own = codes[rows.clone()].iter_mut();
                    own.for_each(|code| *code = translations[*worker][*code as usize]);
                }
                Filled::Texts(gather(codes, rows), dictionary)
            }
        }
    };
    let (codes, kept) = rayon::join(
        || {
            let codes = codes.into_par_iter();
            codes.map(|codes| Some(codes?.ordered(rows))).collect()
        },
        || kept.into_par_iter().zip(keep).map(fill).collect(),
    );
    Settled { codes, kept }
}

/// The persons: these rows, or the first so many.
#[derive(Clone, Copy)]
enum Rows<'a> {
    These(&'a [u32]),
    First(usize),
}

/// The values of the persons, in their order.
fn gather<T: Copy>(mut values: Vec<T>, rows: Rows<'_>) -> Vec<T> {
    match rows {
        Rows::These(rows) => rows.iter().map(|&row| values[row as usize]).collect(),
        Rows::First(rows) => {
            // Room was made for those that were announced.
            values.truncate(rows);
            values
        }
    }
}

impl Codes {
    /// Puts codes that were judged to places that are 0 so far.
    pub(super) fn put(&mut self, first: usize, part: &Self) {
        match (self, part) {
            (Self::Few(all), Self::Narrow(part)) => all.put(first, part),
            (Self::Narrow(all), Self::Narrow(part)) => put(all, first, part),
            (Self::Wide(all), Self::Wide(part)) => put(all, first, part),
            (Self::Sets(all), Self::Sets(part)) => put(all, first, part),
            _ => unreachable!("the codes of a tag have one width"),
        }
    }

    fn ordered(self, rows: Rows<'_>) -> Self {
        match self {
            Self::Few(codes) => Self::Few(match rows {
                Rows::These(rows) => rows.iter().map(|&row| codes.get(row as usize)).collect(),
                Rows::First(rows) => codes.truncated(rows),
            }),
            Self::Narrow(codes) => Self::Narrow(gather(codes, rows)),
            Self::Wide(codes) => Self::Wide(gather(codes, rows)),
            Self::Sets(codes) => Self::Sets(gather(codes, rows)),
        }
    }
}

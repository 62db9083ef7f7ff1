//! Parts of a table put together in the order of the persons' ids.

use fourr_table::{Texts, coerce::Keys};
use polars::prelude::*;
use rayon::prelude::*;

use super::{
    Codes, People,
    by_text::ByText,
    early::{Kept, Places, Share},
};
use crate::data::{Dictionary, Interner};

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
    Numbers(Vec<f64>),
    Texts(Vec<u32>, Dictionary),
}

impl Order {
    /// The order of the rows that have an id.
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a Keys<'a>> + Clone) -> Self {
        if parts.clone().any(|keys| matches!(keys, Keys::Text(_))) {
            return Self::of_texts(parts);
        }
        let whole = parts.filter_map(|keys| match keys {
            Keys::Whole(ids) => Some(ids),
            Keys::Text(_) => None,
        });
        let rows: usize = whole.clone().map(ChunkedArray::len).sum();
        let mut ids: Vec<i64> = Vec::with_capacity(rows);
        ids.extend(whole.clone().flat_map(|ids| ids.iter().flatten()));
        if ids.len() == rows && ids.windows(2).all(|pair| pair[0] < pair[1]) {
            return Self {
                people: numbers(ids),
                rows: None,
                repeated: Vec::new(),
            };
        }
        let mut placed: Vec<(i64, u32)> = whole
            .flat_map(ChunkedArray::iter)
            .zip(0_u32..)
            .filter_map(|(id, row)| Some((id?, row)))
            .collect();
        placed.par_sort_unstable();
        let repeated = repeated(&placed);
        placed.dedup_by_key(|(id, _)| *id);
        let ids = placed.iter().map(|(id, _)| *id).collect();
        Self {
            people: numbers(ids),
            rows: Some(placed.into_iter().map(|(_, row)| row).collect()),
            repeated,
        }
    }

    fn of_texts<'a>(parts: impl Iterator<Item = &'a Keys<'a>>) -> Self {
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

fn numbers(ids: Vec<i64>) -> People {
    People::new(Keys::Whole(Int64Chunked::from_vec(PlSmallStr::EMPTY, ids)))
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

/// Puts the shares together; `places` is where each person stands in them, one behind the other, `keep` the slots that were kept.
pub(super) fn settle(shares: Vec<Share>, places: &Places, tags: usize, keep: &[usize]) -> Settled {
    let mut by_tag: Vec<Vec<Codes>> = (0..tags).map(|_| Vec::new()).collect();
    let mut by_slot: Vec<Vec<Kept>> = keep.iter().map(|_| Vec::new()).collect();
    let mut interners = Vec::new();
    for share in shares {
        for (tag, codes) in share.codes.into_iter().enumerate() {
            by_tag[tag].extend(codes);
        }
        // A worker that read nothing has nothing to keep, and none of the others' numbers.
        for (place, kept) in share.kept.into_iter().enumerate() {
            by_slot[place].push(kept);
        }
        if !share.stretches.is_empty() {
            interners.push(share.interners);
        }
    }
    let (codes, kept) = rayon::join(
        || {
            let tags = by_tag.into_par_iter();
            tags.map_init(Vec::new, |aside, parts| concatenate(parts, places, aside))
                .collect()
        },
        || {
            let slots = by_slot.into_par_iter().zip(keep);
            slots
                .map(|(parts, &slot)| fill(parts, places, slot, &interners))
                .collect()
        },
    );
    Settled { codes, kept }
}

/// The codes of a tag in the order of the persons; `aside` is memory for one tag after the other.
fn concatenate(parts: Vec<Codes>, places: &Places, aside: &mut Vec<u8>) -> Option<Codes> {
    let (mut narrow, mut wide, mut sets) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match part {
            Codes::Narrow(codes) => narrow.push(codes),
            Codes::Wide(codes) => wide.push(codes),
            Codes::Sets(codes) => sets.push(codes),
        }
    }
    match (narrow.is_empty(), wide.is_empty(), sets.is_empty()) {
        (true, true, true) => None,
        (false, true, true) => Some(Codes::Narrow(ordered(narrow, places, aside))),
        (true, false, true) => Some(Codes::Wide(ordered(wide, places, &mut Vec::new()))),
        (true, true, false) => Some(Codes::Sets(ordered(sets, places, &mut Vec::new()))),
        _ => unreachable!("the codes of a tag have one width"),
    }
}

fn fill(parts: Vec<Kept>, places: &Places, slot: usize, interners: &[Vec<Interner>]) -> Filled {
    let readers: Vec<&Interner> = interners.iter().map(|of_worker| &of_worker[slot]).collect();
    let (dictionary, translations) = Dictionary::unite(&readers);
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    for (kept, translation) in parts.into_iter().zip(translations) {
        match kept {
            Kept::Numbers(values) => numbers.push(values),
            Kept::Texts(mut codes) => {
                codes
                    .iter_mut()
                    .for_each(|code| *code = translation[*code as usize]);
                texts.push(codes);
            }
        }
    }
    if texts.is_empty() {
        Filled::Numbers(ordered(numbers, places, &mut Vec::new()))
    } else {
        Filled::Texts(ordered(texts, places, &mut Vec::new()), dictionary)
    }
}

/// The values at these places of the parts, one behind the other; `aside` is memory for it.
fn ordered<T: Copy>(parts: Vec<Vec<T>>, places: &Places, aside: &mut Vec<T>) -> Vec<T> {
    aside.clear();
    aside.reserve_exact(parts.iter().map(Vec::len).sum());
    for part in parts {
        aside.extend(part);
    }
    match places {
        Places::Runs(runs) => {
            let mut all = Vec::with_capacity(aside.len());
            runs.iter()
                .for_each(|run| all.extend_from_slice(&aside[run.clone()]));
            all
        }
        Places::Each(places) => places.iter().map(|place| aside[*place as usize]).collect(),
    }
}

impl Codes {
    /// Makes room for so many persons in all, so that adding them moves nobody twice.
    pub(super) fn make_room(&mut self, persons: usize) {
        let more = persons.saturating_sub(self.len());
        match self {
            Self::Narrow(all) => all.reserve_exact(more),
            Self::Wide(all) => all.reserve_exact(more),
            Self::Sets(all) => all.reserve_exact(more),
        }
    }

    /// Adds the codes of further persons.
    pub(super) fn append(&mut self, part: Self) {
        match (self, part) {
            (Self::Narrow(all), Self::Narrow(part)) => all.extend(part),
            (Self::Wide(all), Self::Wide(part)) => all.extend(part),
            (Self::Sets(all), Self::Sets(part)) => all.extend(part),
            _ => unreachable!("the codes of a tag have one width"),
        }
    }
}

//! Respondents told apart: ids, duplicates, segments by person, patterns of answers.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use fourr_table::{
    Table, Values,
    coerce::{self, Keys},
};
use hashbrown::{HashMap, HashSet};

use super::split::NO_SEGMENT;
use crate::{KanoError, Members};

const SEED: u64 = 0x6B61_6E6F;

/// How often each pattern of answers was given: a cell a feature.
pub(crate) type Patterns = HashMap<Box<[u8]>, u64, foldhash::fast::FixedState>;

/// The ids of a batch as numbers that are equal for equal ids; nothing where there is none.
pub(super) fn hashes(values: &Values<'_>) -> Result<Vec<Option<u64>>, KanoError> {
    let hasher = FixedState::with_seed(SEED);
    Ok(match coerce::keys(values)? {
        Keys::Whole(ids) => ids
            .iter()
            .map(|id| id.map(|id| hasher.hash_one(id)))
            .collect(),
        Keys::Text(ids) => ids
            .iter()
            .map(|id| id.map(|id| hasher.hash_one(id)))
            .collect(),
    })
}

/// The place of every row's segment by its person.
pub(super) fn joined(values: &Values<'_>, members: &Members) -> Result<Vec<u32>, KanoError> {
    Ok(match coerce::keys(values)? {
        Keys::Whole(ids) => {
            let place = |id: Option<i64>| members.place(&id?.to_string());
            ids.iter()
                .map(|id| place(id).unwrap_or(NO_SEGMENT))
                .collect()
        }
        Keys::Text(ids) => {
            let place = |id: Option<&str>| members.place(id?);
            ids.iter()
                .map(|id| place(id).unwrap_or(NO_SEGMENT))
                .collect()
        }
    })
}

/// Rows whose respondent has a later one.
pub(super) fn superseded(table: &Table, respondent: &str) -> Result<HashSet<u64>, KanoError> {
    let mut last: HashMap<u64, u64> = HashMap::new();
    let mut superseded = HashSet::new();
    for batch in table.batches(&[respondent])? {
        let batch = batch?;
        let ids = hashes(&batch.column(respondent)?)?;
        for (row, id) in (batch.first_row..).zip(ids) {
            let Some(id) = id else { continue };
            if let Some(earlier) = last.insert(id, row) {
                superseded.insert(earlier);
            }
        }
    }
    Ok(superseded)
}

/// Rows beyond the first of every id.
pub(super) fn repeated(mut ids: Vec<u64>) -> u64 {
    use rayon::slice::ParallelSliceMut;
    ids.par_sort_unstable();
    ids.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64
}

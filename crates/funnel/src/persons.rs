//! In which partition the persons of a batch are.

use std::hash::BuildHasher;

use foldhash::fast;
use fourr_table::{Id, coerce::Keys};

/// Partitions of the persons: enough that one of a million persons fits into the second-level cache.
pub(crate) const PARTITIONS: usize = 64;

const SEED: u64 = 0x0070_6572;

/// The partition of a person.
pub(crate) fn partition_of(hash: u64) -> usize {
    fourr_table::partition_of(hash, PARTITIONS)
}

/// The hashes of the ids of a batch, in their order; `None` where there is no id.
pub(crate) fn hashes(keys: &Keys<'_>) -> Vec<Option<u64>> {
    let hasher = fast::FixedState::with_seed(SEED);
    match keys {
        Keys::Whole(ids) => match keys.as_slice() {
            Some(ids) => ids.iter().map(|id| Some(hasher.hash_one(*id))).collect(),
            None => ids.iter().map(|id| Some(hasher.hash_one(id?))).collect(),
        },
        Keys::Text(ids) => {
            let hash = |id| Id::of_text(id).hash(&hasher);
            ids.iter().map(|id| id.map(hash)).collect()
        }
    }
}

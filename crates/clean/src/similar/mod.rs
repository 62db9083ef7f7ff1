//! Records that nearly agree.
//!
//! Start at [`NearDuplicates::pairs`]; [`clusters`] are the connected components of its pairs, and [`Records`] says
//! how alike any two records are, which shows how far the ends of a cluster are apart.

mod candidates;
pub mod distance;
mod records;
pub mod text;

use polars::prelude::DataFrame;
use rayon::prelude::*;

pub use records::Records;

use crate::{CleanError, recipe::NearDuplicates};

/// Two records that nearly agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Index of the first record in the frame, from 0.
    pub a: usize,
    /// Index of the second, greater than the first.
    pub b: usize,
    /// How alike they are, 0 to 1.
    pub similarity: f64,
}

/// A share that a threshold is reached with though its last digit is lost to binary fractions.
const ROUNDING: f64 = 1e-12;

impl NearDuplicates {
    /// Finds the pairs of rows of `records` whose similarity reaches the threshold, sorted by `a`, then `b`.
    ///
    /// Up to a thousand records each is compared with each; of more, those that share one of their rarest pairs of
    /// neighbouring characters. With Levenshtein no pair of one column is missed by that, unless its characters are
    /// among the most common ones throughout.
    ///
    /// # Errors
    /// A column that is not there.
    pub fn pairs(&self, records: &DataFrame) -> Result<Vec<Pair>, CleanError> {
        let texts = Records::of(self, records)?;
        let blocks = self.blocks(records)?;
        let in_one_block = |a: usize, b: usize| {
            blocks.is_empty()
                || blocks
                    .iter()
                    .any(|block| !block[a].is_empty() && block[a] == block[b])
        };
        Ok(
            candidates::candidates(&texts, self.similarity, self.threshold)
                .into_par_iter()
                .filter_map(|(a, b)| {
                    let (a, b) = (a as usize, b as usize);
                    let least = self.threshold - ROUNDING;
                    let similarity = in_one_block(a, b)
                        .then(|| texts.reaching(a, b, least))
                        .flatten()?;
                    Some(Pair { a, b, similarity })
                })
                .collect(),
        )
    }

    /// The normalised values of the columns of which one has to be equal.
    fn blocks(&self, records: &DataFrame) -> Result<Vec<Vec<Vec<char>>>, CleanError> {
        let of = |name: &String| records::texts(records, name);
        self.block.iter().map(of).collect()
    }
}

/// The connected components of pairs (single linkage): rows in ascending order, the largest cluster first.
///
/// Chains join dissimilar ends: look at [`Records::least_similarity`].
pub fn clusters(rows: usize, pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..rows).collect();
    for pair in pairs {
        let (a, b) = (root(&mut parent, pair.a), root(&mut parent, pair.b));
        // The lowest row is the root, so that the result doesn't depend on the order of pairs.
        parent[a.max(b)] = a.min(b);
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); rows];
    for row in 0..rows {
        let root = root(&mut parent, row);
        members[root].push(row);
    }
    members.retain(|cluster| cluster.len() > 1);
    members.sort_by_key(|cluster| (std::cmp::Reverse(cluster.len()), cluster[0]));
    members
}

fn root(parent: &mut [usize], row: usize) -> usize {
    let mut at = row;
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

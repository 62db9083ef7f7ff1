//! Which records are worth comparing: those that share one of their rarest pairs of neighbouring characters.
//!
//! An edit destroys at most two bigrams, so of two texts within k edits one shares at least one of any 2k + 1 bigrams of
//! the other (prefix filter: Chaudhuri, Ganti and Kaushik 2006, "A primitive operator for similarity joins in data
//! cleaning"). Taken are the rarest, so that few records share them.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::distance::bigrams;
use super::records::Records;
use crate::recipe::Similarity;

/// Records up to which each is compared with each.
pub(super) const MOST_FOR_ALL: usize = 1_000;
/// Records that share a bigram beyond which it tells nothing.
const MOST_OF_BIGRAM: usize = 2_000;

/// Pairs of records that may reach a threshold, sorted.
pub(super) fn candidates(
    records: &Records,
    similarity: Similarity,
    threshold: f64,
) -> Vec<(u32, u32)> {
    let rows = u32::try_from(records.len()).unwrap_or(u32::MAX);
    if records.len() <= MOST_FOR_ALL {
        return (0..rows)
            .flat_map(|a| (a + 1..rows).map(move |b| (a, b)))
            .collect();
    }
    let mut found = by_rare_bigrams(records, (similarity, threshold), false);
    if records.has_names() {
        found.extend(by_rare_bigrams(records, (similarity, threshold), true));
    }
    found.par_sort_unstable();
    found.dedup();
    found
}

fn by_rare_bigrams(
    records: &Records,
    (similarity, threshold): (Similarity, f64),
    by_sound: bool,
) -> Vec<(u32, u32)> {
    let grams: Vec<Vec<[char; 2]>> = (0..records.len())
        .into_par_iter()
        .map(|row| bigrams(&records.joined(row, by_sound)))
        .collect();
    let mut frequency: HashMap<[char; 2], u32, FixedState> = HashMap::default();
    for gram in grams.iter().flatten() {
        *frequency.entry(*gram).or_default() += 1;
    }
    let mut index: HashMap<[char; 2], Vec<u32>, FixedState> = HashMap::default();
    for (row, mut own) in (0..).zip(grams) {
        own.sort_by_key(|gram| (frequency[gram], *gram));
        own.truncate(prefix(own.len(), similarity, threshold));
        for gram in own {
            index.entry(gram).or_default().push(row);
        }
    }
    let mut lists: Vec<Vec<u32>> = index.into_values().collect();
    lists.retain(|rows| (2..=MOST_OF_BIGRAM).contains(&rows.len()));
    lists
        .par_iter()
        .flat_map_iter(|rows| {
            rows.iter()
                .enumerate()
                .flat_map(|(place, &a)| rows[place + 1..].iter().map(move |&b| (a, b)))
        })
        .collect()
}

/// How many of its rarest bigrams a text is found by.
fn prefix(bigrams: usize, similarity: Similarity, threshold: f64) -> usize {
    let share = match similarity {
        // k edits of a text that may be longer by k itself.
        Similarity::Levenshtein => 2.0 * (1.0 - threshold) / threshold.max(0.1),
        Similarity::Bigrams => 1.0 - threshold,
        // No bound is known: half of them.
        Similarity::JaroWinkler => 0.5,
    };
    // A text of n characters has n - 1 bigrams at most.
    let needed = ((bigrams + 1) as f64 * share).floor() + 1.0;
    (0..bigrams)
        .take_while(|&count| (count as f64) < needed)
        .count()
}

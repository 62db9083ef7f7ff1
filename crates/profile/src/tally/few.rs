//! Counts over codes of two bits: one value after the other, a word of persons at a time.

use std::ops::Range;

use rayon::prelude::*;

use super::{Group, PIECE, merge};
use crate::tagging::{Bits, TwoBits, count, count_joined};

/// Words of a piece.
const WORDS: usize = PIECE / Bits::IN_WORD;

/// The words of so many persons, piece by piece.
pub(super) fn pieces_of(persons: usize) -> impl Iterator<Item = Range<usize>> {
    let words = persons.div_ceil(Bits::IN_WORD);
    let starts = (0..words).step_by(WORDS);
    starts.map(move |start| start..(start + WORDS).min(words))
}

/// Persons by code, of everybody or of a group.
pub(super) fn singles(codes: &TwoBits, values: usize, group: Option<&Group>) -> Vec<u64> {
    let mut counts = pieces(codes.len(), values + 1, |words, counts| {
        for (code, sum) in (0..).zip(counts).skip(1) {
            let holders = codes.holders(code, words.clone());
            *sum += match group {
                Some(group) => {
                    count_joined(&holders, &group.words()[words.clone()], |own, is| own & is)
                }
                None => count(&holders),
            };
        }
    });
    let everybody = group.map_or(codes.len() as u64, Group::size);
    counts[0] = everybody - counts.iter().sum::<u64>();
    counts
}

/// Persons by both codes, row by row.
pub(super) fn pairs(first: &TwoBits, second: &TwoBits, rows: usize, columns: usize) -> Vec<u64> {
    let mut counts = pieces(first.len(), rows * columns, |words, counts| {
        let holders = |codes: &TwoBits, width: usize| -> Vec<Vec<u64>> {
            let values = (1..).take(width - 1);
            values
                .map(|code| codes.holders(code, words.clone()))
                .collect()
        };
        let (rows, others) = (holders(first, rows), holders(second, columns));
        for (row, one) in (1..).zip(&rows) {
            counts[row * columns] += count(one);
            for (column, two) in (1..).zip(&others) {
                counts[row * columns + column] += count_joined(one, two, |a, b| a & b);
            }
        }
        for (column, two) in (1..).zip(&others) {
            counts[column] += count(two);
        }
    });
    // Row and column 0 have everybody of a value so far.
    for row in 1..rows {
        for column in 1..columns {
            let both = counts[row * columns + column];
            counts[row * columns] -= both;
            counts[column] -= both;
        }
    }
    counts[0] = first.len() as u64 - counts.iter().sum::<u64>();
    counts
}

/// Counts pieces in parallel and adds the counters up.
fn pieces(
    persons: usize,
    counters: usize,
    enter: impl Fn(Range<usize>, &mut [u64]) + Sync,
) -> Vec<u64> {
    let all: Vec<Range<usize>> = pieces_of(persons).collect();
    let count = |mut counts: Vec<u64>, words: Range<usize>| {
        enter(words, &mut counts);
        counts
    };
    let none = || vec![0; counters];
    all.into_par_iter().fold(none, count).reduce(none, merge)
}

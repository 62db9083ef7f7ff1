//! Cells without a value, and words that stand for none.

use super::column::Coded;

/// Empty cells are suspicious where at most this share of a column is empty.
const MOSTLY_FILLED: f64 = 0.3;
/// Rows from which on a word may stand for a missing value, and columns in which it does.
const LEAST_OF_WORD: u32 = 3;
const LEAST_COLUMNS: usize = 2;

/// Log-odds that a missing cell is an error, by code.
///
/// A word is: a cell should say nothing rather than a word for nothing. An empty cell is the more so the fewer there
/// are of them; where many are empty, emptiness is an answer.
pub(super) fn strangeness(column: &Coded) -> Vec<f64> {
    let rows = column.len() as f64;
    let empty: u32 = (0..column.values.len())
        .filter(|&code| column.missing[code] && column.values[code].trim().is_empty())
        .map(|code| column.counts[code])
        .sum();
    let share = f64::from(empty) / rows;
    let of = |code: usize| {
        if !column.missing[code] {
            0.0
        } else if !column.values[code].trim().is_empty() {
            4.0
        } else if share <= MOSTLY_FILLED {
            0.4 + 2.0 * (MOSTLY_FILLED - share) / MOSTLY_FILLED
        } else {
            0.0
        }
    };
    (0..column.values.len()).map(of).collect()
}

/// Words that stand for a missing value though no list has them, by column: one word in several columns that have
/// little else in common, such as `ERROR` among numbers and among names.
pub(super) fn disguised(columns: &[Coded]) -> Vec<Vec<u32>> {
    let candidates: Vec<Vec<u32>> = columns.iter().map(candidates).collect();
    let shared = |column: usize, code: u32| {
        let word = &columns[column].values[code as usize];
        let of_word = |other: usize| {
            let found = columns[other].values.binary_search(word).ok();
            found.filter(|&c| u32::try_from(c).is_ok_and(|c| candidates[other].contains(&c)))
        };
        let others: Vec<usize> = (0..columns.len())
            .filter(|&other| other != column && of_word(other).is_some())
            .filter(|&other| !overlap(&columns[column], &columns[other], word))
            .collect();
        others.len() + 1 >= LEAST_COLUMNS
    };
    candidates
        .iter()
        .enumerate()
        .map(|(column, codes)| {
            codes
                .iter()
                .copied()
                .filter(|&code| shared(column, code))
                .collect()
        })
        .collect()
}

/// Words of a column that occur several times: letters only, and not nearly all of the column.
fn candidates(column: &Coded) -> Vec<u32> {
    (0..)
        .zip(&column.values)
        .filter(|&(code, value)| {
            let place = code as usize;
            !column.missing[place]
                && column.counts[place] >= LEAST_OF_WORD
                && value.chars().count() >= 4
                && value.chars().all(char::is_alphabetic)
        })
        .map(|(code, _)| code)
        .collect()
}

/// Whether two columns share further values: then the word is one of their domain.
fn overlap(a: &Coded, b: &Coded, word: &str) -> bool {
    let (few, many) = if a.values.len() <= b.values.len() {
        (a, b)
    } else {
        (b, a)
    };
    let shared = few
        .filled()
        .filter(|&code| {
            few.values[code] != word && many.values.binary_search(&few.values[code]).is_ok()
        })
        .count();
    shared * 10 > few.distinct().saturating_sub(1)
}

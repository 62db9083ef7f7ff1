//! Cells without a value, and words that stand for none.

use std::collections::BTreeMap;

use super::column::Coded;

/// Empty cells are suspicious where at most this share of a column is empty: of one that other columns determine, and of
/// any other, which may be an optional one.
const MOSTLY_FILLED: f64 = 0.25;
const NEARLY_FILLED: f64 = 0.1;
/// Rows from which on a word may stand for a missing value, and columns in which it does.
const LEAST_OF_WORD: u32 = 3;
const LEAST_COLUMNS: usize = 2;

/// Log-odds that a missing cell is an error, by code.
///
/// A word is: a cell should say nothing rather than a word for nothing. An empty cell is the more so the fewer there
/// are of them; where many are empty, emptiness is an answer. What other columns determine should be there wherever they
/// are.
pub(super) fn strangeness(column: &Coded, determined: bool) -> Vec<f64> {
    let rows = column.len() as f64;
    let empty: u32 = (0..column.values.len())
        .filter(|&code| column.missing[code] && column.values[code].trim().is_empty())
        .map(|code| column.counts[code])
        .sum();
    let share = f64::from(empty) / rows;
    let most = if determined {
        MOSTLY_FILLED
    } else {
        NEARLY_FILLED
    };
    let of = |code: usize| {
        if !column.missing[code] {
            0.0
        } else if !column.values[code].trim().is_empty() {
            4.0
        } else if share <= most {
            0.4 + 2.0 * (MOSTLY_FILLED - share) / MOSTLY_FILLED
        } else {
            0.0
        }
    };
    (0..column.values.len()).map(of).collect()
}

/// Share of the rows with a digit from which on a word among them is foreign.
const NUMBERS: f64 = 0.6;

/// Words that stand for a missing value though no list has them, by column: one word in several columns, and among
/// numbers or dates in one of them, such as `ERROR`.
pub(super) fn disguised(columns: &[Coded]) -> Vec<Vec<u32>> {
    let candidates: Vec<Vec<u32>> = columns.iter().map(candidates).collect();
    let mut places: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for (column, codes) in columns.iter().zip(&candidates) {
        let foreign = is_of_numbers(column);
        for &code in codes {
            let place = places.entry(&column.values[code as usize]).or_default();
            place.0 += 1;
            place.1 |= foreign;
        }
    }
    let stands_for_nothing = |word: &str| {
        places
            .get(word)
            .is_some_and(|&(count, foreign)| foreign && count >= LEAST_COLUMNS)
    };
    candidates
        .iter()
        .zip(columns)
        .map(|(codes, column)| {
            codes
                .iter()
                .copied()
                .filter(|&code| stands_for_nothing(&column.values[code as usize]))
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

fn is_of_numbers(column: &Coded) -> bool {
    let rows: u32 = column
        .filled()
        .filter(|&code| column.values[code].bytes().any(|b| b.is_ascii_digit()))
        .map(|code| column.counts[code])
        .sum();
    f64::from(rows) >= column.len() as f64 * NUMBERS
}

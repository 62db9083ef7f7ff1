//! Values that stand at the end of the cell of another column, their own cell being empty.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::column::Coded;

/// Rows with a joined value from which on it is no chance.
const LEAST: usize = 3;
/// Share of the empty cells whose value is found in the other column.
const FOUND: f64 = 0.3;
/// A value that has this share of its cells joined is written so on purpose.
const ON_PURPOSE: f64 = 0.5;

/// A value that stands in the cell of another column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misplaced {
    pub(super) row: u32,
    /// The column whose cell says too much, and what it should say.
    pub(super) holder: usize,
    pub(super) kept: String,
    /// The column whose cell is empty, and what it should say.
    pub(super) owner: usize,
    pub(super) moved: String,
}

/// Finds them, by row.
pub(super) fn find(columns: &[Coded]) -> Vec<Misplaced> {
    let mut found = Vec::new();
    for (owner, column) in columns.iter().enumerate() {
        let empty: Vec<u32> = (0..)
            .zip(&column.codes)
            .filter(|(_, code)| column.missing[**code as usize])
            .map(|(row, _)| row)
            .collect();
        let distinct = column.distinct();
        if empty.len() < LEAST || empty.len() * 2 > column.len() || distinct * 5 > column.len() {
            continue;
        }
        for holder in (0..columns.len()).filter(|&holder| holder != owner) {
            let joined = joined(columns, &empty, (holder, owner));
            if joined.len() >= LEAST && joined.len() as f64 >= empty.len() as f64 * FOUND {
                found.extend(joined);
            }
        }
    }
    found.sort_by_key(|m| (m.row, m.owner, m.holder));
    found
}

/// The rows whose cell in `holder` ends in a value of `owner`, unless such endings are common where nothing is missing.
fn joined(columns: &[Coded], empty: &[u32], (holder, owner): (usize, usize)) -> Vec<Misplaced> {
    let words: HashSet<&str, FixedState> = columns[owner]
        .filled()
        .filter(|&code| columns[owner].counts[code] > 1)
        .map(|code| columns[owner].values[code].as_str())
        .collect();
    let endings: Vec<Option<(&str, &str)>> = columns[holder]
        .values
        .iter()
        .map(|value| ending(value).filter(|(_, last)| words.contains(last)))
        .collect();
    let joined: Vec<Misplaced> = empty
        .iter()
        .filter_map(|&row| {
            let (kept, moved) = endings[columns[holder].codes[row as usize] as usize]?;
            Some(Misplaced {
                row,
                holder,
                kept: kept.to_owned(),
                owner,
                moved: moved.to_owned(),
            })
        })
        .collect();
    let all: u32 = endings
        .iter()
        .zip(&columns[holder].counts)
        .filter(|(ending, _)| ending.is_some())
        .map(|(_, count)| count)
        .sum();
    let elsewhere = f64::from(all) - joined.len() as f64;
    if elsewhere > joined.len() as f64 * ON_PURPOSE {
        return Vec::new();
    }
    joined
}

/// The last word of a text and what stands before it.
fn ending(value: &str) -> Option<(&str, &str)> {
    let trimmed = value.trim_end_matches([')', ' ']);
    let (before, last) = trimmed.rsplit_once([' ', ',', ';', '(', '/', '，'])?;
    let kept = before.trim_end_matches([' ', ',', ';', '(', '/', '，']);
    (!kept.is_empty() && !last.is_empty()).then_some((kept, last))
}

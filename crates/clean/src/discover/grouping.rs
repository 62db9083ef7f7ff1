//! [`Grouping`]: rows by what one or two columns say.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::column::Coded;

/// Rows that agree in the determining columns, for groups of at least two rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Grouping {
    rows: Vec<u32>,
    ends: Vec<u32>,
}

impl Grouping {
    /// Rows by the value of one column; rows without a value are in no group.
    pub(super) fn by(column: &Coded) -> Self {
        Self::by_some_of(column, &vec![true; column.values.len()], &[])
    }

    /// Rows by the value of one column, of the witnesses that have some of its values; no list of witnesses means all.
    pub(super) fn by_some_of(column: &Coded, some: &[bool], witnesses: &[bool]) -> Self {
        let key = |(row, &code): (usize, &u32)| {
            let place = code as usize;
            let counts = witnesses.get(row).is_none_or(|&counts| counts);
            (counts && some[place] && !column.missing[place]).then_some(code)
        };
        Self::from_keys(
            column.values.len(),
            column.codes.iter().enumerate().map(key),
        )
    }

    /// Rows by the values of two columns.
    pub(super) fn by_both(a: &Coded, b: &Coded) -> Self {
        Self::by_some(a, &vec![true; a.values.len()], b, &[])
    }

    /// Rows by the values of two columns, of the witnesses that have some of the values of the first.
    pub(super) fn by_some(a: &Coded, some: &[bool], b: &Coded, witnesses: &[bool]) -> Self {
        let mut seen: HashMap<(u32, u32), u32, FixedState> = HashMap::default();
        let mut keys = Vec::with_capacity(a.len());
        for (row, (&x, &y)) in a.codes.iter().zip(&b.codes).enumerate() {
            let counts = witnesses.get(row).is_none_or(|&counts| counts);
            let present =
                counts && some[x as usize] && !a.missing[x as usize] && !b.missing[y as usize];
            keys.push(present.then(|| {
                let next = u32::try_from(seen.len()).unwrap_or(u32::MAX);
                *seen.entry((x, y)).or_insert(next)
            }));
        }
        Self::from_keys(seen.len(), keys.into_iter())
    }

    /// A counting sort of the rows by their keys.
    fn from_keys(groups: usize, keys: impl Iterator<Item = Option<u32>> + Clone) -> Self {
        let mut sizes = vec![0_u32; groups];
        for key in keys.clone().flatten() {
            sizes[key as usize] += 1;
        }
        let mut ends = Vec::new();
        let mut place = vec![u32::MAX; groups];
        let mut total = 0;
        for (group, &size) in sizes.iter().enumerate() {
            if size > 1 {
                place[group] = total;
                total += size;
                ends.push(total);
            }
        }
        let mut rows = vec![0; total as usize];
        for (row, key) in (0..).zip(keys) {
            let Some(at) = key.map(|key| &mut place[key as usize]) else {
                continue;
            };
            if *at != u32::MAX {
                rows[*at as usize] = row;
                *at += 1;
            }
        }
        Self { rows, ends }
    }

    /// The rows of each group.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.rows[start as usize..end as usize])
    }

    /// Rows that are in a group.
    pub(super) fn covered(&self) -> usize {
        self.rows.len()
    }
}

/// Counts the values of a column inside one group after the other.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    column: &'a Coded,
    counts: Vec<u32>,
    seen: Vec<u32>,
}

/// The two most frequent values of a group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Top {
    /// The most frequent one, of several the first in the order of values.
    pub(super) first: Option<(u32, u32)>,
    /// The next one.
    pub(super) second: Option<(u32, u32)>,
    /// Rows of the group that have a value.
    pub(super) rows: u32,
    /// Distinct values.
    pub(super) values: u32,
}

impl<'a> Tally<'a> {
    pub(super) fn new(column: &'a Coded) -> Self {
        Self {
            column,
            counts: vec![0; column.values.len()],
            seen: Vec::new(),
        }
    }

    /// Counts a group, in place of the one before.
    pub(super) fn count(&mut self, rows: &[u32]) -> Top {
        for &code in &self.seen {
            self.counts[code as usize] = 0;
        }
        self.seen.clear();
        for &row in rows {
            let code = self.column.codes[row as usize];
            if self.column.missing[code as usize] {
                continue;
            }
            let count = &mut self.counts[code as usize];
            if *count == 0 {
                self.seen.push(code);
            }
            *count += 1;
        }
        let mut top = Top::default();
        for &code in &self.seen {
            let entry = (code, self.counts[code as usize]);
            top.rows += entry.1;
            top.values += 1;
            if beats(entry, top.first) {
                top.second = top.first;
                top.first = Some(entry);
            } else if beats(entry, top.second) {
                top.second = Some(entry);
            }
        }
        top
    }

    /// How often a value occurs in the group.
    pub(super) fn of(&self, code: u32) -> u32 {
        self.counts[code as usize]
    }

    /// The counts of the group.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.seen
            .iter()
            .map(|&code| (code, self.counts[code as usize]))
    }
}

fn beats(entry: (u32, u32), other: Option<(u32, u32)>) -> bool {
    other.is_none_or(|other| (entry.1, other.0) > (other.1, entry.0))
}

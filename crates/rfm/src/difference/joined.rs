//! [`Joined`]: somebody else's customers beside ours.

use std::collections::BTreeMap;

use super::{
    claimed_customers::{ClaimedCells, ClaimedColumn, ClaimedCustomers, CustomerColumn},
    figure::Letter,
    judge::{Agreement, places_of},
    picture::Picture,
};
use crate::{SegmentTable, scoring::Scores};

/// Somebody else's customers, with their places among ours.
#[derive(Debug)]
pub(super) struct Joined<'a> {
    pub(super) claimed: &'a ClaimedCustomers,
    /// Their place among all ids of the input.
    pub(super) places: Vec<Option<u32>>,
    /// The row of theirs for each of all ids of the input.
    rows: Vec<Option<u32>>,
    /// For each name of the segment column its place in every scheme.
    names: Vec<Vec<Option<usize>>>,
}

impl<'a> Joined<'a> {
    pub(super) fn of(
        claimed: &'a ClaimedCustomers,
        ids: &[String],
        tables: &[SegmentTable],
    ) -> Self {
        let known: BTreeMap<&str, u32> = ids.iter().map(String::as_str).zip(0..).collect();
        let place = |id: &String| known.get(id.as_str()).copied();
        let places: Vec<Option<u32>> = claimed.ids.iter().map(place).collect();
        let mut rows = vec![None; ids.len()];
        for (row, place) in (0..).zip(&places) {
            if let Some(place) = place {
                rows[*place as usize] = Some(row);
            }
        }
        let names = claimed
            .columns
            .iter()
            .find_map(|column| match &column.cells {
                ClaimedCells::Names(_, names) => Some(names),
                _ => None,
            });
        let names = names.into_iter().flatten();
        Self {
            claimed,
            places,
            rows,
            names: names.map(|name| places_of(name, tables)).collect(),
        }
    }

    /// The row of theirs for the customer at a place among all ids.
    pub(super) fn row(&self, place: u32) -> Option<usize> {
        self.rows[place as usize].map(|row| row as usize)
    }

    /// The difference in days that most customers of both tables have.
    pub(super) fn days_later(&self, picture: &Picture<'_>) -> Option<f64> {
        let recency = CustomerColumn::Value(Letter::Recency);
        let mut columns = self.claimed.columns.iter();
        let column = columns.find(|column| column.column == recency)?;
        let ClaimedCells::Numbers(cells) = &column.cells else {
            return None;
        };
        let ours = &picture.values.measures[0].values;
        let who = picture.values.who.iter().enumerate();
        let mut days: Vec<f64> = who
            .filter_map(|(customer, place)| {
                let theirs = cells[self.row(*place)?]?;
                Some((theirs.value - ours[customer]).round())
            })
            .collect();
        days.sort_unstable_by(f64::total_cmp);
        let usual = *days.get(days.len() / 2)?;
        let agreeing = days.iter().filter(|days| **days == usual).count();
        (agreeing * 2 > days.len()).then_some(usual)
    }

    pub(super) fn agreement(&self, picture: &Picture<'_>) -> Agreement {
        let columns = self.claimed.columns.len() as u64;
        let (mut both, mut agreeing, mut cells) = (0, 0, 0);
        for (customer, place) in picture.values.who.iter().enumerate() {
            let Some(row) = self.row(*place) else {
                continue;
            };
            let same = (0..self.claimed.columns.len())
                .filter(|column| self.agrees(*column, row, customer, picture))
                .count() as u64;
            both += 1;
            cells += same;
            agreeing += u64::from(same == columns);
        }
        // Customers whom only one of the two has differ in every cell.
        let of = picture.values.who.len() as u64 + self.claimed.ids.len() as u64 - both;
        Agreement {
            agreeing,
            of,
            distance: 1.0 - cells as f64 / (of * columns).max(1) as f64,
        }
    }

    /// Whether a cell of theirs is what the customer (by place in the picture) has; an empty one is.
    pub(super) fn agrees(
        &self,
        column: usize,
        row: usize,
        customer: usize,
        picture: &Picture<'_>,
    ) -> bool {
        let ClaimedColumn {
            column: kind,
            cells,
        } = &self.claimed.columns[column];
        let score = |scores: &[Scores; 3], d: usize| scores[d].scores[customer];
        match (cells, *kind) {
            (ClaimedCells::Numbers(cells), CustomerColumn::Value(letter)) => {
                cells[row].is_none_or(|stated| {
                    stated.matches(picture.values.measures[letter as usize].values[customer])
                })
            }
            (ClaimedCells::Scores(cells), CustomerColumn::Score(letter)) => {
                cells[row].is_none_or(|theirs| {
                    let ours = picture.scores.map(|scores| score(scores, letter as usize));
                    ours == Some(theirs)
                })
            }
            (ClaimedCells::Codes(cells), _) => cells[row].is_none_or(|theirs| {
                let ours = picture
                    .scores
                    .map(|scores| [0, 1, 2].map(|d| score(scores, d)));
                ours == Some(theirs)
            }),
            (ClaimedCells::Names(cells, _), _) => cells[row].is_none_or(|name| {
                let ours = picture.placed.map(|placed| placed.segment[customer]);
                self.names[name][picture.scheme].is_some_and(|theirs| ours == Some(theirs))
            }),
            (ClaimedCells::Numbers(_) | ClaimedCells::Scores(_), _) => false,
        }
    }
}

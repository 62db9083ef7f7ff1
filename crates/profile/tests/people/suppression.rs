//! Attacks on withheld counts, by trying every table that agrees with what is published.

use std::collections::BTreeSet;

use fourr_profile::{
    privacy::{Suppression, ZeroCells},
    statistics::CrossTable,
};
use proptest::prelude::*;

const MIN_GROUP: u64 = 3;

fn table(cells: &[Vec<u64>]) -> CrossTable {
    CrossTable {
        rows: cells.len(),
        columns: cells[0].len(),
        cells: cells.concat(),
        without_value: 0,
    }
}

/// A published table: every count with its place and whether it is shown.
struct Published {
    counts: Vec<Vec<u64>>,
    shown: Vec<Vec<bool>>,
}

fn publish(table: &CrossTable, rule: Suppression) -> Published {
    let withheld = rule.of(table);
    let mut counts: Vec<Vec<u64>> = (0..table.rows)
        .map(|row| {
            (0..table.columns)
                .map(|column| table.at(row, column))
                .collect()
        })
        .collect();
    for (line, total) in counts.iter_mut().zip(table.row_totals()) {
        line.push(total);
    }
    let mut totals = table.column_totals();
    totals.push(table.total());
    counts.push(totals);
    let shown = |row: usize, column: usize| match (row < table.rows, column < table.columns) {
        (true, true) => !withheld.cell(row, column),
        (true, false) => !withheld.row_total(row),
        (false, true) => !withheld.column_total(column),
        (false, false) => !withheld.total(),
    };
    Published {
        shown: (0..=table.rows)
            .map(|row| {
                (0..=table.columns)
                    .map(|column| shown(row, column))
                    .collect()
            })
            .collect(),
        counts,
    }
}

impl Published {
    /// Every count that each place has in some table that agrees with what is shown.
    fn possible(&self) -> Vec<Vec<BTreeSet<u64>>> {
        let (rows, columns) = (self.counts.len() - 1, self.counts[0].len() - 1);
        let mut found = vec![vec![BTreeSet::new(); columns + 1]; rows + 1];
        let mut tried = vec![vec![0; columns]; rows];
        self.fill(0, &mut tried, &mut found);
        found
    }

    fn fill(&self, place: usize, tried: &mut Vec<Vec<u64>>, found: &mut Vec<Vec<BTreeSet<u64>>>) {
        let (rows, columns) = (tried.len(), tried[0].len());
        let (row, column) = (place / columns, place % columns);
        if column == 0 && row > 0 {
            let sum: u64 = tried[row - 1].iter().sum();
            if self.shown[row - 1][columns] && sum != self.counts[row - 1][columns] {
                return;
            }
        }
        if row == rows {
            self.note(tried, found);
            return;
        }
        if self.shown[row][column] {
            tried[row][column] = self.counts[row][column];
            self.fill(place + 1, tried, found);
        } else {
            tried[row][column] = 0;
            for count in 0..=self.most(tried, row, column) {
                tried[row][column] = count;
                self.fill(place + 1, tried, found);
            }
            tried[row][column] = 0;
        }
    }

    /// The most people that a cell can have by the totals shown, those of earlier cells taken off; later ones hold 0.
    fn most(&self, tried: &[Vec<u64>], row: usize, column: usize) -> u64 {
        let (rows, columns) = (tried.len(), tried[0].len());
        let before = tried[row][..column].iter().sum::<u64>();
        let above = tried[..row].iter().map(|line| line[column]).sum::<u64>();
        let earlier = tried[..row].iter().flatten().sum::<u64>() + before;
        let ends = [
            (row, columns, before),
            (rows, column, above),
            (rows, columns, earlier),
        ];
        let shown = ends
            .into_iter()
            .filter(|(row, column, _)| self.shown[*row][*column]);
        let rooms =
            shown.map(|(row, column, taken)| self.counts[row][column].saturating_sub(taken));
        rooms.min().unwrap_or(MIN_GROUP)
    }

    fn note(&self, tried: &[Vec<u64>], found: &mut [Vec<BTreeSet<u64>>]) {
        let (rows, columns) = (tried.len(), tried[0].len());
        let down = |column: usize| tried.iter().map(|line| line[column]).sum::<u64>();
        let totals: Vec<u64> = (0..columns).map(down).collect();
        let all: u64 = totals.iter().sum();
        let agrees = (0..columns)
            .all(|column| !self.shown[rows][column] || totals[column] == self.counts[rows][column]);
        if !agrees || (self.shown[rows][columns] && all != self.counts[rows][columns]) {
            return;
        }
        for (row, line) in tried.iter().enumerate() {
            for (column, count) in line.iter().enumerate() {
                found[row][column].insert(*count);
            }
            found[row][columns].insert(line.iter().sum());
        }
        for (column, total) in totals.iter().enumerate() {
            found[rows][column].insert(*total);
        }
        found[rows][columns].insert(all);
    }
}

fn cells() -> impl Strategy<Value = Vec<Vec<u64>>> {
    let count = prop_oneof![3 => 0..3_u64, 1 => 3..6_u64];
    (1..4_usize, 1..4_usize).prop_flat_map(move |(rows, columns)| {
        prop::collection::vec(prop::collection::vec(count.clone(), columns), rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// No small count is shown, and for none do the published counts prove that it is small, let alone which it is.
    #[test]
    fn no_small_count_can_be_proven(cells in cells(), withheld_zeros in any::<bool>()) {
        let rule = Suppression {
            min_group: MIN_GROUP,
            zeros: if withheld_zeros { ZeroCells::Withheld } else { ZeroCells::Shown },
        };
        let published = publish(&table(&cells), rule);
        let possible = published.possible();
        for (row, line) in published.counts.iter().enumerate() {
            for (column, count) in line.iter().enumerate() {
                if rule.is_small(*count) {
                    prop_assert!(!published.shown[row][column]);
                    let most = possible[row][column].last().copied().unwrap();
                    // What is hidden altogether is proven by nothing.
                    let anything = published.shown.iter().flatten().any(|shown| *shown);
                    prop_assert!(most >= MIN_GROUP || !anything, "{row} {column} at most {most}: {:?}", published.shown);
                }
            }
        }
    }

    /// Nor do the hidden counts of a line with a published total add up to a few people.
    #[test]
    fn hidden_counts_of_a_line_are_no_small_group(cells in cells()) {
        let rule = Suppression { min_group: MIN_GROUP, zeros: ZeroCells::Shown };
        let published = publish(&table(&cells), rule);
        for (line, shown) in published.counts.iter().zip(&published.shown) {
            let (parts, total) = (line.len() - 1, shown[line.len() - 1]);
            let hidden: u64 = (0..parts).filter(|place| !shown[*place]).map(|place| line[place]).sum();
            prop_assert!(!total || !rule.is_small(hidden));
        }
    }
}

/// Two blocks joined by one small count, which no line gives away; the totals together do.
#[test]
fn a_bridge_is_seen_through() {
    let cells = [[3, 6, 2, 9], [6, 7, 9, 9], [9, 9, 6, 6], [9, 9, 6, 7]].map(Vec::from);
    let lines = [[3, 6, 2, 9], [6, 7, 9, 9], [9, 9, 6, 6], [9, 9, 6, 7]];
    let rule = Suppression {
        min_group: 4,
        zeros: ZeroCells::Shown,
    };
    let found = rule.of(&CrossTable::from_lines(&lines));
    assert!(found.cell(0, 0) && found.cell(0, 2));
    let published = publish(&table(&cells), rule);
    let possible = published.possible();
    for (row, column) in [(0, 0), (0, 2)] {
        assert!(possible[row][column].last().copied().unwrap() >= 4);
    }
}

#[test]
fn nothing_small_withholds_nothing_and_everything_small_withholds_all() {
    let rule = Suppression::default();
    let found = rule.of(&CrossTable::from_lines(&[[5, 6], [7, 8]]));
    assert_eq!((found.small, found.complementary), (0, 0));
    let all = rule.of(&CrossTable::from_lines(&[[1, 1], [1, 1]]));
    assert!(
        (0..2).all(|row| all.row_total(row) && (0..2).all(|column| all.cell(row, column)))
            && all.total()
    );
    let none = rule.of(&CrossTable::from_lines::<0>(&[]));
    assert_eq!(none.small, 0);
    let off = Suppression {
        min_group: 0,
        ..rule
    }
    .of(&CrossTable::from_lines(&[[1, 1], [1, 1]]));
    assert_eq!(off.small, 0);
}

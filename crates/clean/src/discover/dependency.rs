//! [`Dependency`]: columns that nearly determine another one.

use std::collections::HashSet;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::column::Coded;
use super::grouping::{Grouping, Tally, Top};

/// Least share of rows that are told right by the rest of their group.
const LEAST_HOLDS: f64 = 0.8;
/// Least share of the errors of the best constant guess that the determinant saves.
const LEAST_SKILL: f64 = 0.6;
/// The same two for columns that say nearly always the same.
const HOLDS_FOR_CERTAIN: f64 = 0.95;
const SKILL_FOR_CERTAIN: f64 = 0.3;
/// The same two where several sources report on one thing.
const LEAST_HOLDS_OF_SOURCES: f64 = 0.35;
const LEAST_SKILL_OF_SOURCES: f64 = 0.3;
/// Groups of at least two rows, rows in them, and rows in one on average, below which nothing is concluded.
const LEAST_GROUPS: u64 = 2;
const LEAST_ROWS: u64 = 12;
const LEAST_MEAN: f64 = 2.5;
/// What a pair of columns must add to the better one of them.
const PAIR_GAIN: f64 = 0.1;
/// Share of the rows that differ, from which on those that don't are twins.
const MOSTLY_UNLIKE: f64 = 0.7;
/// Rows that dependencies are looked for in; groups are taken whole.
const SAMPLE: usize = 50_000;
/// Columns beyond which pairs are not tried.
const MOST_COLUMNS_FOR_PAIRS: usize = 40;

/// Columns that nearly determine another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependency {
    /// The determining columns: one or two.
    pub determinant: Vec<usize>,
    /// The determined column.
    pub dependent: usize,
    /// How well it holds.
    pub fit: Fit,
    /// The column that names the source where several sources report on one thing; their reports may well disagree.
    pub source: Option<usize>,
}

/// How well a dependency holds.
///
/// A row is told right when the most frequent value of the *other* rows of its group is its own (leave one out), so a
/// column that is a key, and would hold trivially, holds not at all.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Fit {
    /// Rows in groups of at least two.
    pub rows: u64,
    /// Such groups.
    pub groups: u64,
    /// Share of those rows that are told right, 0 to 1.
    pub holds: f64,
    /// Share of the errors of the best constant guess that are saved (Goodman and Kruskal's lambda, leave one out).
    pub skill: f64,
    /// Of the rows that deviate in groups of at least four, the share that is not alone with its value: near 0 for
    /// errors, near 1 where several values are right.
    pub repeats: f64,
}

impl Fit {
    /// Measures how well a grouping determines a column: over all groups, and over all but the largest, where there are
    /// more than two; the worse of them counts, so that one large group of zeros is no dependency.
    pub(super) fn of(grouping: &Grouping, column: &Coded) -> Self {
        let mut tally = Tally::new(column);
        let mut sums = Sums::default();
        for rows in grouping.groups() {
            let top = tally.count(rows);
            if top.rows > 1 {
                sums.add(top, &tally);
            }
        }
        sums.finish(column.top_share())
    }

    fn is_supported(&self) -> bool {
        self.groups >= LEAST_GROUPS
            && self.rows >= LEAST_ROWS
            && self.rows as f64 >= self.groups as f64 * LEAST_MEAN
    }

    fn is_functional(&self) -> bool {
        self.is_supported()
            && ((self.holds >= LEAST_HOLDS && self.skill >= LEAST_SKILL)
                || (self.holds >= HOLDS_FOR_CERTAIN && self.skill >= SKILL_FOR_CERTAIN))
    }

    fn is_reported(&self) -> bool {
        self.is_supported()
            && self.holds >= LEAST_HOLDS_OF_SOURCES
            && self.skill >= LEAST_SKILL_OF_SOURCES
    }
}

#[derive(Default)]
struct Sums {
    rows: u64,
    groups: u64,
    right: f64,
    largest: (u32, f64),
    deviating: u64,
    repeated: u64,
}

impl Sums {
    fn add(&mut self, top: Top, tally: &Tally<'_>) {
        let first = top.first.map_or(0, |(_, count)| count);
        let second = top.second.map_or(0, |(_, count)| count);
        self.groups += 1;
        self.rows += u64::from(top.rows);
        let right = match (first - 1).cmp(&second) {
            std::cmp::Ordering::Greater => f64::from(first),
            std::cmp::Ordering::Equal => f64::from(first) / 2.0,
            std::cmp::Ordering::Less => 0.0,
        };
        self.right += right;
        if top.rows > self.largest.0 {
            self.largest = (top.rows, right);
        }
        if top.rows < 4 {
            return;
        }
        self.deviating += u64::from(top.rows - first);
        let winner = top.first.map(|(code, _)| code);
        self.repeated += tally
            .entries()
            .filter(|&(code, count)| count > 1 && Some(code) != winner)
            .map(|(_, count)| u64::from(count))
            .sum::<u64>();
    }

    fn finish(self, constant: f64) -> Fit {
        let share = |right: f64, rows: f64| if rows > 0.0 { right / rows } else { 0.0 };
        let all = share(self.right, self.rows as f64);
        let (rows, right) = self.largest;
        let others = share(self.right - right, self.rows as f64 - f64::from(rows));
        let holds = if self.groups > 2 {
            all.min(others)
        } else {
            all
        };
        Fit {
            rows: self.rows,
            groups: self.groups,
            holds,
            skill: if constant < 1.0 {
                (holds - constant) / (1.0 - constant)
            } else {
                0.0
            },
            repeats: self.repeated as f64 / self.deviating.max(1) as f64,
        }
    }
}

/// Finds the dependencies that nearly hold, by determined column, then by determinant.
pub(super) fn find(columns: &[Coded]) -> Vec<Dependency> {
    let witnesses = witnesses(columns);
    let fits = single_fits(columns, &witnesses);
    let sources = sources(columns, &fits);
    let mut found = Vec::new();
    for (a, row) in fits.iter().enumerate() {
        for (b, fit) in row.iter().enumerate() {
            let source = sources[a].filter(|&source| source != b && fit.is_reported());
            if fit.is_functional() || source.is_some() {
                found.push(Dependency {
                    determinant: vec![a],
                    dependent: b,
                    fit: *fit,
                    source: source.filter(|_| !fit.is_functional()),
                });
            }
        }
    }
    found.extend(pairs(columns, &fits, &witnesses));
    found.sort_by(|a, b| (a.dependent, &a.determinant).cmp(&(b.dependent, &b.determinant)));
    found
}

/// Whether each row counts: one that stands twice, but for its keys, is no second witness.
fn witnesses(columns: &[Coded]) -> Vec<bool> {
    let rows = columns.first().map_or(0, Coded::len);
    let hasher = FixedState::with_seed(2);
    let mut hashes = vec![0_u64; rows];
    for column in columns.iter().filter(|column| is_dependent(column)) {
        for (hash, code) in hashes.iter_mut().zip(&column.codes) {
            *hash = hasher.hash_one((*hash, *code));
        }
    }
    let mut seen: HashSet<u64, FixedState> = HashSet::default();
    let witnesses: Vec<bool> = hashes.into_iter().map(|hash| seen.insert(hash)).collect();
    if seen.len() as f64 >= rows as f64 * MOSTLY_UNLIKE {
        witnesses
    } else {
        // Rows are alike because they say little, not because they stand twice.
        vec![true; rows]
    }
}

/// How well each column determines each other one.
fn single_fits(columns: &[Coded], witnesses: &[bool]) -> Vec<Vec<Fit>> {
    let of = |a: usize| {
        let grouping = if is_determinant(&columns[a]) {
            Grouping::by_some_of(&columns[a], &sampled(&columns[a]), witnesses)
        } else {
            Grouping::default()
        };
        (0..columns.len())
            .map(|b| {
                if a == b || !is_dependent(&columns[b]) {
                    Fit::default()
                } else {
                    Fit::of(&grouping, &columns[b])
                }
            })
            .collect()
    };
    (0..columns.len()).into_par_iter().map(of).collect()
}

/// Whether a column can determine others: it repeats its values and has several.
fn is_determinant(column: &Coded) -> bool {
    let distinct = column.distinct() as u64;
    distinct > 1 && distinct < column.present()
}

fn is_dependent(column: &Coded) -> bool {
    let distinct = column.distinct() as u64;
    distinct > 1 && distinct * 10 < column.present() * 9
}

/// For each column, the column that names a source if its values are things on which several sources report.
///
/// A thing and a source name a row, most things are reported by a good part of the sources, and most of what is
/// reported agrees. Sources are names: years and numbers of periods would make a thing of every shop.
fn sources(columns: &[Coded], fits: &[Vec<Fit>]) -> Vec<Option<usize>> {
    let of = |thing: usize| {
        let others = (0..columns.len()).filter(|&b| b != thing && is_dependent(&columns[b]));
        let told = others
            .clone()
            .filter(|&b| fits[thing][b].is_reported())
            .count();
        if told < 3 || told * 2 < others.clone().count() {
            return None;
        }
        others.filter(|&s| is_source(columns, thing, s)).min()
    };
    (0..columns.len()).map(of).collect()
}

fn is_source(columns: &[Coded], thing: usize, source: usize) -> bool {
    let (things, sources) = (&columns[thing], &columns[source]);
    let cells = things.distinct() as f64 * sources.distinct() as f64;
    let rows = things.len() as f64;
    let named = sources
        .filled()
        .all(|code| sources.values[code].chars().any(char::is_alphabetic));
    named
        && sources.distinct() > 2
        && cells <= rows * 5.0
        && (Grouping::by_both(things, sources).covered() as f64) < rows * 0.1
}

/// Pairs of columns that determine a third that neither of them determines.
fn pairs(columns: &[Coded], fits: &[Vec<Fit>], witnesses: &[bool]) -> Vec<Dependency> {
    if columns.len() > MOST_COLUMNS_FOR_PAIRS {
        return Vec::new();
    }
    let candidates: Vec<usize> = (0..columns.len())
        .filter(|&a| is_determinant(&columns[a]) && columns[a].top_share() < 0.95)
        .collect();
    let is_open = |b: usize| !(0..columns.len()).any(|a| fits[a][b].is_functional());
    let open: Vec<usize> = (0..columns.len())
        .filter(|&b| is_dependent(&columns[b]) && is_open(b))
        .collect();
    let tried: Vec<(usize, usize)> = candidates
        .iter()
        .enumerate()
        .flat_map(|(place, &first)| {
            candidates[place + 1..]
                .iter()
                .map(move |&second| (first, second))
        })
        .collect();
    tried
        .par_iter()
        .flat_map_iter(|&pair| of_pair((columns, witnesses), fits, &open, pair))
        .collect()
}

/// The columns of `open` that a pair determines.
fn of_pair(
    (columns, witnesses): (&[Coded], &[bool]),
    fits: &[Vec<Fit>],
    open: &[usize],
    (first, second): (usize, usize),
) -> Vec<Dependency> {
    let targets: Vec<usize> = open
        .iter()
        .copied()
        .filter(|&b| b != first && b != second)
        .collect();
    let kept = sampled(&columns[first]);
    let rows: u32 = kept
        .iter()
        .zip(&columns[first].counts)
        .filter(|(kept, _)| **kept)
        .map(|(_, count)| count)
        .sum();
    let grouping = if targets.is_empty() {
        Grouping::default()
    } else {
        Grouping::by_some(&columns[first], &kept, &columns[second], witnesses)
    };
    if grouping.covered() as f64 * 5.0 < f64::from(rows) {
        return Vec::new();
    }
    let of = |b: usize| {
        let fit = Fit::of(&grouping, &columns[b]);
        let better = fits[first][b].holds.max(fits[second][b].holds);
        (fit.is_functional() && fit.holds >= better + PAIR_GAIN).then(|| Dependency {
            determinant: vec![first, second],
            dependent: b,
            fit,
            source: None,
        })
    };
    targets.into_iter().filter_map(of).collect()
}

/// The values of a column whose rows are a sample: chosen by their hash, so that the order of rows changes nothing.
fn sampled(column: &Coded) -> Vec<bool> {
    let share = SAMPLE as f64 / column.len().max(1) as f64;
    let hasher = FixedState::with_seed(1);
    column
        .values
        .iter()
        .map(|value| {
            let place = hasher.hash_one(value.as_str()) as f64 / u64::MAX as f64;
            place <= share
        })
        .collect()
}

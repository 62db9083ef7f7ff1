//! [`Votes`]: what the columns that determine a column say of its cells.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::column::Coded;
use super::dependency::Dependency;
use super::grouping::{Grouping, Tally, Top};

/// The bounds of what one dependency may say, in log-odds.
const LOUDEST: f64 = 6.0;
/// How readily a group of a dependency takes a value that no other row of it has, at least.
const LEAST_NOVELTY: f64 = 0.03;
/// Share of a group that errors may have in common by chance, and where the value is the rule of no group.
const BY_CHANCE: f64 = 0.05;
const HOMELESS: f64 = 0.15;
/// Groups from which on each right value should be the rule of one of them.
const MANY_GROUPS: u64 = 20;
/// What another row with the same value counts for, where that may be chance.
const STRAY: f64 = 0.1;
/// Rows of a group that have a value, from which on it is known what is missing.
const LEAST_KNOWN: u32 = 3;
/// Rows with one value in another column that all deviate, from which on that is no error but an exception.
const LEAST_OF_EXCEPTION: u32 = 4;
/// Share of the rows with that value that deviate.
const EXCEPTIONAL: f64 = 0.8;
/// The bounds of the share of errors among the cells of a dependency.
const ERRORS: std::ops::RangeInclusive<f64> = 0.005..=0.5;

/// What the dependencies say of the cells of one column.
#[derive(Debug, Clone)]
pub(super) struct Votes {
    sum: Vec<f32>,
    voters: Vec<u16>,
    /// The value that should stand there, and how loud it was called.
    candidate: Vec<(u32, f32)>,
    /// Which dependency was the loudest.
    loudest: Vec<(u16, f32)>,
}

/// What all dependencies together say of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Verdict {
    /// Log-odds that the cell is wrong.
    pub(super) logit: f64,
    /// The value that should stand there.
    pub(super) candidate: u32,
    /// Place of the loudest dependency among those of the column.
    pub(super) dependency: usize,
}

impl Votes {
    /// Lets the dependencies of a column vote on each of its cells.
    pub(super) fn of(columns: &[Coded], column: &Coded, dependencies: &[&Dependency]) -> Self {
        let rows = column.len();
        let mut votes = Self {
            sum: vec![0.0; rows],
            voters: vec![0; rows],
            candidate: vec![(u32::MAX, 0.0); rows],
            loudest: vec![(0, 0.0); rows],
        };
        let mut tally = Tally::new(column);
        for (place, dependency) in (0..).zip(dependencies) {
            let grouping = match dependency.determinant[..] {
                [a] => Grouping::by(&columns[a]),
                [a, b, ..] => Grouping::by_both(&columns[a], &columns[b]),
                [] => continue,
            };
            let rule = Rule::of(columns, &grouping, dependency);
            for group in grouping.groups() {
                let top = tally.count(group);
                votes.count(column, group, &tally, (top, &rule, place));
            }
        }
        votes
    }

    fn count(
        &mut self,
        column: &Coded,
        group: &[u32],
        tally: &Tally<'_>,
        (top, rule, place): (Top, &Rule, u16),
    ) {
        let Some((winner, most)) = top.first else {
            return;
        };
        for &row in group {
            let code = column.codes[row as usize];
            let missing = column.missing[code as usize];
            let (candidate, logit) = if missing {
                (winner, logit_of_missing(top))
            } else if code == winner {
                let (rival, second) = top.second.unwrap_or((winner, 0));
                (rival, rule.logit(second, most - 1, code, top.rows))
            } else if rule.exceptions.binary_search(&row).is_ok() {
                (winner, -LOUDEST)
            } else {
                (winner, rule.logit(most, tally.of(code) - 1, code, top.rows))
            };
            self.add(row as usize, candidate, logit, place);
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "log-odds are small numbers of which three digits count"
    )]
    fn add(&mut self, row: usize, candidate: u32, logit: f64, place: u16) {
        if logit == 0.0 {
            return;
        }
        let logit = logit as f32;
        self.sum[row] += logit;
        self.voters[row] += 1;
        if logit <= 0.0 {
            return;
        }
        let (held, weight) = &mut self.candidate[row];
        if *held == candidate {
            *weight += logit;
        } else if logit > *weight {
            (*held, *weight) = (candidate, logit - *weight);
        } else {
            *weight -= logit;
        }
        if logit > self.loudest[row].1 {
            self.loudest[row] = (place, logit);
        }
    }

    /// The verdict on a cell; `None` where no dependency speaks.
    ///
    /// Dependencies of one table mostly say the same for the same reason, so k of them count as √k independent ones.
    pub(super) fn on(&self, row: usize) -> Option<Verdict> {
        let voters = self.voters[row];
        (voters > 0).then(|| Verdict {
            logit: f64::from(self.sum[row]) / f64::from(voters).sqrt(),
            candidate: self.candidate[row].0,
            dependency: usize::from(self.loudest[row].0),
        })
    }
}

/// How a dependency judges.
struct Rule {
    /// Share of errors among its cells: of those that deviate, the ones that are alone with their value.
    errors: f64,
    /// How readily a group takes a further value.
    novelty: f64,
    /// Whether several sources report on one thing.
    sources: bool,
    /// Whether each value is the most frequent one of some group: what a dependency determines is somewhere the rule.
    at_home: Vec<bool>,
    /// Rows that deviate for a reason, sorted.
    exceptions: Vec<u32>,
}

impl Rule {
    fn of(columns: &[Coded], grouping: &Grouping, dependency: &Dependency) -> Self {
        let column = &columns[dependency.dependent];
        let mut tally = Tally::new(column);
        let mut at_home = vec![false; column.values.len()];
        for group in grouping.groups() {
            let top = tally.count(group);
            if let Some((winner, most)) = top.first
                && most > 1
                && top.second.is_none_or(|(_, second)| second < most)
            {
                at_home[winner as usize] = true;
            }
        }
        if dependency.fit.groups < MANY_GROUPS {
            // Too few for each value to be the rule of one.
            at_home.fill(true);
        }
        let mut deviating = Vec::new();
        let (mut alone, mut shared) = (0_u32, 0_u32);
        for group in grouping.groups() {
            let top = tally.count(group);
            let Some((winner, _)) = top.first else {
                continue;
            };
            for (code, count) in tally.entries().filter(|(code, _)| *code != winner) {
                if is_stray(count, top.rows, at_home[code as usize]) {
                    alone += 1;
                } else {
                    shared += 1;
                }
            }
            deviating.extend(group.iter().copied().filter(|&row| {
                let code = column.codes[row as usize];
                code != winner && !column.missing[code as usize]
            }));
        }
        let sources = dependency.source.is_some();
        let repeats = f64::from(shared) / f64::from((alone + shared).max(1));
        let errors = (1.0 - dependency.fit.holds) * (1.0 - repeats);
        Self {
            errors: errors.clamp(*ERRORS.start(), *ERRORS.end()),
            novelty: repeats.max(LEAST_NOVELTY),
            sources,
            at_home,
            exceptions: if sources {
                Vec::new()
            } else {
                exceptions(columns, &deviating, dependency)
            },
        }
    }

    /// Log-odds that a cell is wrong whose value `support` other rows of its group share, and another value `rival`.
    fn logit(&self, rival: u32, support: u32, code: u32, rows: u32) -> f64 {
        let (t, s) = (f64::from(rival), f64::from(support));
        if rival == support + 1 || (rival == 0 && support == 0) {
            // Either could be right.
            return 0.0;
        }
        let odds = if self.sources {
            // One value is right, and every report of another one is wrong; reports are copied, so they count half.
            ((t + 0.5) / (s + 1.0)).powi(2)
        } else {
            let at_home = self.at_home[code as usize];
            let right = match (is_stray(support + 1, rows, at_home), at_home) {
                (false, _) => s + self.novelty,
                (true, true) => s * STRAY + self.novelty,
                (true, false) => s * STRAY + LEAST_NOVELTY,
            };
            (self.errors * t.max(0.05)) / ((1.0 - self.errors) * right)
        };
        odds.ln().clamp(-LOUDEST, LOUDEST)
    }
}

/// Whether so many of the rows of a group may have a value in common by chance, all of them wrong.
fn is_stray(count: u32, rows: u32, at_home: bool) -> bool {
    let share = if at_home { BY_CHANCE } else { HOMELESS };
    count <= 1 || f64::from(count) <= f64::from(rows) * share
}

/// Log-odds that a missing cell should have the value that is the most frequent one of its group.
fn logit_of_missing(top: Top) -> f64 {
    let most = top.first.map_or(0, |(_, count)| count);
    if most < LEAST_KNOWN {
        return 0.0;
    }
    let others = f64::from(top.rows - most);
    (f64::from(most) / (others + 0.5))
        .ln()
        .clamp(-LOUDEST, LOUDEST)
}

/// Rows that deviate from a dependency for a reason: nearly all rows with some value in a third column do.
///
/// A measure determines the name of its average but for the hospitals of another state: those rows are no errors, there
/// the dependency just doesn't hold. Sorted.
fn exceptions(columns: &[Coded], deviating: &[u32], dependency: &Dependency) -> Vec<u32> {
    let mut found = Vec::new();
    for (place, third) in columns.iter().enumerate() {
        if place == dependency.dependent || dependency.determinant.contains(&place) {
            continue;
        }
        let mut counts: HashMap<u32, u32, FixedState> = HashMap::default();
        for &row in deviating {
            *counts.entry(third.codes[row as usize]).or_default() += 1;
        }
        found.extend(deviating.iter().copied().filter(|&row| {
            let code = third.codes[row as usize];
            let count = counts[&code];
            !third.missing[code as usize]
                && count >= LEAST_OF_EXCEPTION
                && f64::from(count) >= f64::from(third.counts[code as usize]) * EXCEPTIONAL
        }));
    }
    found.sort_unstable();
    found.dedup();
    found
}

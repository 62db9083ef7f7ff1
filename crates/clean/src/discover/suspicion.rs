//! [`Suspicion`]: the evidence on one cell, added up.

use std::collections::BTreeMap;

use super::column::Coded;
use super::decoration::{Decoration, rounded};
use super::misplaced::{self, Misplaced};
use super::votes::Votes;
use super::{Discovery, absent, spelling, typo};

/// Log-odds that a cell is wrong of which nothing is known: three in a hundred.
const PRIOR: f64 = -3.5;
/// The log-odds that certain evidence gives.
const CERTAIN: f64 = 4.0;
/// What one kind of evidence on a value may add at most.
const LOUDEST: f64 = 8.0;

/// A kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// The cell is empty in a column that is mostly filled, or holds a word for nothing.
    Missing,
    /// The word stands for a missing value though no list has it.
    Disguised,
    /// The value of another column stands in this cell, or that of this cell in another column.
    Misplaced,
    /// The number has a unit or sign that others have not, or have in another form.
    Decoration,
    /// The number is the trace of a binary fraction.
    Fraction,
    /// Other columns, which nearly determine this one, call for another value: place of the dependency.
    Dependency(usize),
    /// It looks like a misspelling of a frequent value.
    Typo,
    /// It is another spelling of a frequent value.
    Spelling,
    /// It is not written like the others.
    Format,
    /// It is a date in another order, or with other signs between its parts, than most.
    DateStyle,
}

/// A cell that is more likely wrong than right.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// The row.
    pub row: u32,
    /// The column.
    pub column: usize,
    /// The strongest evidence.
    pub evidence: Evidence,
    /// How likely the cell is wrong, 0.5 to 1.
    pub confidence: f64,
    /// What should stand there, as far as it is known; the empty text for nothing.
    pub repair: Option<String>,
}

/// What is known of a value wherever it stands.
#[derive(Debug, Clone, Default)]
struct Opinion {
    /// Sum of the evidence, in log-odds beyond the prior.
    sum: f64,
    /// The strongest evidence.
    strongest: Option<(f64, Evidence)>,
    /// What should stand there, by the evidence that is most specific.
    repair: Option<String>,
}

impl Opinion {
    fn add(&mut self, logit: f64, evidence: Evidence) {
        let weight = (logit - PRIOR).min(LOUDEST);
        self.sum += weight;
        if self.strongest.is_none_or(|(held, _)| weight > held) {
            self.strongest = Some((weight, evidence));
        }
    }
}

/// Adds up the evidence on every cell.
pub(super) fn weigh(columns: &[Coded], discovery: &Discovery) -> Vec<Suspicion> {
    let mut moved: BTreeMap<(usize, u32), String> = BTreeMap::new();
    for found in misplaced::find(columns) {
        let Misplaced {
            row,
            holder,
            kept,
            owner,
            moved: text,
        } = found;
        moved.entry((holder, row)).or_insert(kept);
        moved.entry((owner, row)).or_insert(text);
    }
    let mut suspicions = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let opinions = opinions(place, column, discovery);
        let voters: Vec<(usize, &super::Dependency)> = discovery
            .dependencies
            .iter()
            .enumerate()
            .filter(|(_, dependency)| dependency.dependent == place)
            .collect();
        let dependencies: Vec<_> = voters.iter().map(|(_, dependency)| *dependency).collect();
        let votes = Votes::of(columns, column, &dependencies);
        for (row, &code) in (0..).zip(&column.codes) {
            if let Some(text) = moved.get(&(place, row)) {
                suspicions.push(Suspicion {
                    row,
                    column: place,
                    evidence: Evidence::Misplaced,
                    confidence: probability(CERTAIN),
                    repair: Some(text.clone()),
                });
                continue;
            }
            let mut opinion = opinions[code as usize].clone();
            if let Some(verdict) = votes.on(row as usize) {
                opinion.add(
                    verdict.logit,
                    Evidence::Dependency(voters[verdict.dependency].0),
                );
                if verdict.logit > 0.0 && verdict.candidate != u32::MAX {
                    opinion.repair = Some(column.values[verdict.candidate as usize].clone());
                }
            }
            let logit = PRIOR + opinion.sum;
            if let Some((_, evidence)) = opinion.strongest.filter(|_| logit > 0.0) {
                suspicions.push(Suspicion {
                    row,
                    column: place,
                    evidence,
                    confidence: probability(logit),
                    repair: opinion.repair,
                });
            }
        }
    }
    suspicions
}

/// What is known of each value of a column wherever it stands.
fn opinions(place: usize, column: &Coded, discovery: &Discovery) -> Vec<Opinion> {
    let mut opinions = vec![Opinion::default(); column.values.len()];
    for (opinion, logit) in opinions.iter_mut().zip(absent::strangeness(column)) {
        if logit != 0.0 {
            opinion.add(logit, Evidence::Missing);
        }
    }
    for (code, opinion) in opinions.iter_mut().enumerate() {
        if column.missing[code] && !column.values[code].is_empty() {
            opinion.repair = Some(String::new());
        }
    }
    if let Some(format) = &discovery.formats[place] {
        let nominal = discovery
            .dependencies
            .iter()
            .any(|d| d.dependent == place || d.determinant.contains(&place));
        for (opinion, logit) in opinions.iter_mut().zip(format.strangeness(column, nominal)) {
            if logit != 0.0 {
                opinion.add(logit, Evidence::Format);
            }
        }
    }
    for cluster in &discovery.spellings[place] {
        let [first, others @ ..] = &cluster[..] else {
            continue;
        };
        for &code in others {
            let opinion = &mut opinions[code as usize];
            let count = |code: u32| column.counts[code as usize];
            opinion.add(
                spelling::logit(count(code), count(*first)),
                Evidence::Spelling,
            );
            opinion.repair = Some(column.values[*first as usize].clone());
        }
    }
    let typos = typo::find(column);
    for ((opinion, whole), words) in opinions
        .iter_mut()
        .zip(typos)
        .zip(typo::find_around_numbers(column))
    {
        if let Some(words) = words.filter(|words| words.logit > PRIOR) {
            opinion.add(words.logit, Evidence::Typo);
            opinion.repair = words.meant;
        } else if let Some(whole) = whole.filter(|whole| whole.logit > PRIOR) {
            opinion.add(whole.logit, Evidence::Typo);
            opinion.repair = whole
                .certain
                .then(|| column.values[whole.meant as usize].clone());
        }
    }
    if let Some(style) = &discovery.dates[place] {
        for (opinion, value) in opinions.iter_mut().zip(&column.values) {
            if let Some(repair) = style.deviation(value) {
                opinion.add(CERTAIN.min(style.logit()), Evidence::DateStyle);
                opinion.repair = repair;
            }
        }
    }
    decorations(place, column, discovery, &mut opinions);
    opinions
}

fn decorations(place: usize, column: &Coded, discovery: &Discovery, opinions: &mut [Opinion]) {
    for (code, opinion) in opinions.iter_mut().enumerate() {
        let value = &column.values[code];
        if let Some(plain) = discovery.decorations[place]
            .as_ref()
            .and_then(|_| Decoration::plain(value))
        {
            *opinion = Opinion::default();
            opinion.add(CERTAIN, Evidence::Decoration);
            opinion.repair = Some(plain);
        } else if let Some(short) = rounded(value) {
            opinion.add(CERTAIN, Evidence::Fraction);
            opinion.repair = Some(short);
        }
    }
}

fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

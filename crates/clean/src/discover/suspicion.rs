//! [`Suspicion`]: the evidence on one cell, added up.

use std::collections::BTreeMap;

use fourr_cell::fold;
use fourr_cell::number::{self, NumberRules};
use rayon::prelude::*;

use super::column::Coded;
use super::decoration::{Decoration, Thousands, rounded};
use super::votes::{Verdict, Votes};
use super::{Discovery, absent, misplaced, spelling, typo};

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
    /// The thousands of the number are set off, or not, unlike those of most.
    Thousands,
    /// White space stands before or behind the value.
    Space,
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

    fn certain(evidence: Evidence, repair: Option<String>) -> Self {
        let mut opinion = Self {
            repair,
            ..Self::default()
        };
        opinion.add(CERTAIN, evidence);
        opinion
    }

    /// The opinion after the dependencies of the column have voted on a cell.
    fn after(&self, verdict: Verdict, column: &Coded, places: &[usize]) -> Self {
        let mut opinion = self.clone();
        let evidence = Evidence::Dependency(places[verdict.dependency]);
        opinion.add(verdict.logit, evidence);
        if verdict.logit > 0.0 && verdict.candidate != u32::MAX {
            opinion.repair = Some(column.values[verdict.candidate as usize].clone());
        }
        opinion
    }
}

/// Adds up the evidence on every cell.
pub(super) fn weigh(columns: &[Coded], discovery: &Discovery) -> Vec<Suspicion> {
    let moved = moved(columns);
    (0..columns.len())
        .into_par_iter()
        .flat_map_iter(|place| of_column(columns, place, discovery, &moved))
        .collect()
}

/// The suspected cells of one column, by row.
fn of_column(
    columns: &[Coded],
    place: usize,
    discovery: &Discovery,
    moved: &BTreeMap<(usize, u32), String>,
) -> Vec<Suspicion> {
    let column = &columns[place];
    let opinions = opinions(place, column, discovery);
    let (places, dependencies): (Vec<usize>, Vec<_>) = discovery
        .dependencies
        .iter()
        .enumerate()
        .filter(|(_, dependency)| dependency.dependent == place)
        .unzip();
    let votes = Votes::of(columns, column, &dependencies);
    let mut suspicions = Vec::new();
    for (row, &code) in (0..).zip(&column.codes) {
        let mut opinion = &opinions[code as usize];
        let (joined, voted);
        if let Some(text) = moved.get(&(place, row)) {
            joined = Opinion::certain(Evidence::Misplaced, Some(text.clone()));
            opinion = &joined;
        } else if let Some(verdict) = votes.on(row as usize) {
            // What is known of the value alone is not copied where it and the verdict agree that all is well.
            if opinion.sum <= 0.0 && verdict.logit <= 0.0 {
                continue;
            }
            voted = opinion.after(verdict, column, &places);
            opinion = &voted;
        }
        let logit = PRIOR + opinion.sum;
        if let Some((_, evidence)) = opinion.strongest.filter(|_| logit > 0.0) {
            suspicions.push(Suspicion {
                row,
                column: place,
                evidence,
                confidence: probability(logit),
                repair: opinion.repair.clone(),
            });
        }
    }
    suspicions
}

/// What cells should say that hold the value of another column, or whose value another one holds.
fn moved(columns: &[Coded]) -> BTreeMap<(usize, u32), String> {
    let mut moved = BTreeMap::new();
    for found in misplaced::find(columns) {
        moved.entry((found.holder, found.row)).or_insert(found.kept);
        moved.entry((found.owner, found.row)).or_insert(found.moved);
    }
    moved
}

/// What is known of each value of a column wherever it stands.
fn opinions(place: usize, column: &Coded, discovery: &Discovery) -> Vec<Opinion> {
    let mut opinions = vec![Opinion::default(); column.values.len()];
    let dependencies = &discovery.dependencies;
    let determined = dependencies.iter().any(|d| d.dependent == place);
    for (code, logit) in absent::strangeness(column, determined)
        .into_iter()
        .enumerate()
    {
        if logit != 0.0 {
            opinions[code].add(logit, Evidence::Missing);
            // A word for nothing becomes nothing; what an empty cell should say is not known.
            opinions[code].repair = (!column.values[code].is_empty()).then(String::new);
        }
    }
    if column.missing.iter().any(|&missing| missing) {
        // Where missing values are written in one way throughout, that is a convention and no error.
        for &code in &discovery.disguised[place] {
            opinions[code as usize] = Opinion::certain(Evidence::Disguised, Some(String::new()));
        }
    }
    if let Some(format) = &discovery.formats[place] {
        let nominal = determined || dependencies.iter().any(|d| d.determinant.contains(&place));
        for (opinion, logit) in opinions.iter_mut().zip(format.strangeness(column, nominal)) {
            if logit != 0.0 {
                opinion.add(logit, Evidence::Format);
            }
        }
    }
    spellings(column, &discovery.spellings[place], &mut opinions);
    typos(column, &mut opinions);
    if let Some(style) = &discovery.dates[place] {
        for (opinion, value) in opinions.iter_mut().zip(&column.values) {
            if style.differs(value) {
                opinion.add(style.logit(), Evidence::DateStyle);
                opinion.repair = style.rewritten(value);
            }
        }
    }
    numbers(column, discovery.decorations[place].as_ref(), &mut opinions);
    spaces(column, &mut opinions);
    opinions
}

/// White space around a value, where most have none.
fn spaces(column: &Coded, opinions: &mut [Opinion]) {
    let spaced = |code: usize| {
        let value = &column.values[code];
        !column.missing[code] && value.trim().len() < value.len()
    };
    let rows: u32 = (0..column.values.len())
        .filter(|&code| spaced(code))
        .map(|code| column.counts[code])
        .sum();
    if f64::from(rows) > column.len() as f64 / 2.0 {
        return;
    }
    for (code, opinion) in opinions.iter_mut().enumerate() {
        if spaced(code) {
            opinion.add(CERTAIN, Evidence::Space);
            opinion.repair = Some(column.values[code].trim().to_owned());
        }
    }
}

fn spellings(column: &Coded, clusters: &[Vec<u32>], opinions: &mut [Opinion]) {
    let count = |code: u32| column.counts[code as usize];
    for cluster in clusters {
        let [first, others @ ..] = &cluster[..] else {
            continue;
        };
        for &code in others {
            let logit = spelling::logit(count(code), count(*first));
            opinions[code as usize].add(logit, Evidence::Spelling);
            opinions[code as usize].repair = Some(column.values[*first as usize].clone());
        }
    }
}

/// Misspellings: of the words around a number where there are such, else of the whole value.
fn typos(column: &Coded, opinions: &mut [Opinion]) {
    let around = typo::find_around_numbers(column);
    let whole = typo::find(column);
    for (code, ((opinion, around), whole)) in opinions.iter_mut().zip(around).zip(whole).enumerate()
    {
        if untidy_copy(column, code) {
            continue;
        }
        let meant = around.as_ref().and_then(|found| found.meant.as_deref());
        if meant.is_some_and(|meant| says_another_number(&column.values[code], meant)) {
            continue;
        }
        if let Some(found) = around.filter(|found| found.logit > PRIOR) {
            opinion.add(found.logit, Evidence::Typo);
            opinion.repair = found.meant;
        } else if let Some(found) = whole.filter(|found| found.logit > PRIOR) {
            opinion.add(found.logit, Evidence::Typo);
            let meant = &column.values[found.meant as usize];
            opinion.repair = found.certain.then(|| meant.clone());
        }
    }
}

/// Whether a value is another one but for spaces and width, which is no misspelling.
fn untidy_copy(column: &Coded, code: usize) -> bool {
    let value = &column.values[code];
    let tidy = fold::trimmed(value);
    tidy != *value
        && column
            .values
            .binary_search_by(|known| known.as_str().cmp(&tidy))
            .is_ok()
}

/// Whether a cell is a number by itself, and another one than what it is taken for: 0.14万 is no misspelling of 0.14.
fn says_another_number(value: &str, meant: &str) -> bool {
    let rules = NumberRules::default();
    let read = |text: &str| number::parse(text, &rules).ok().map(|number| number.value);
    read(value).is_some_and(|value| read(meant).is_some_and(|meant| value != meant))
}

/// Numbers with a unit or commas that not all have, and traces of binary fractions.
fn numbers(column: &Coded, decoration: Option<&Decoration>, opinions: &mut [Opinion]) {
    let thousands = Thousands::of(column);
    for (opinion, value) in opinions.iter_mut().zip(&column.values) {
        if let Some(plain) = decoration.and_then(|decoration| decoration.plain(value)) {
            *opinion = Opinion::certain(Evidence::Decoration, plain);
        } else if let Some(other) = thousands.and_then(|thousands| thousands.rewritten(value)) {
            *opinion = Opinion::certain(Evidence::Thousands, Some(other));
        } else if let Some(short) = rounded(value) {
            opinion.add(CERTAIN, Evidence::Fraction);
            opinion.repair = Some(short);
        }
    }
}

fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

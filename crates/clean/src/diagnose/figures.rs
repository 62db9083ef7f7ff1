//! Findings that the figures of the survey show.

use std::collections::BTreeSet;

use fourr_cell::date::DateFault;
use fourr_table::{Table, inspect::Kind};

use super::draft::{Draft, Subject, propose, share};
use super::values;
use crate::diagnosis::{Counted, Finding, Problem};
use crate::recipe::{
    Action, Dimension, Impute, ImputeMethod, Missing, OutlierMethod, Outliers, Parse, ParseKind,
    Step, Treat,
};
use crate::survey::{ColumnSurvey, Spread, Survey};

/// Missing cells beyond which filling would invent more than it knows.
const FILLABLE: f64 = 0.3;
/// The code of cells that are not of the kind at all.
const UNREADABLE: &str = "unparseable";
/// Tukey's fences.
const FENCES: f64 = 1.5;

pub(super) fn drafts<'a>(subject: &Subject<'a>) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    for (place, column) in subject.survey.columns.iter().enumerate() {
        let rows = subject.survey.rows;
        drafts.extend(sentinels(column, rows));
        drafts.extend(forms(subject, place, column));
        if subject.is_measured(place) {
            drafts.extend(outliers(column));
        }
    }
    drafts
}

fn sentinels<'a>(column: &ColumnSurvey, rows: u64) -> Option<Draft<'a>> {
    let count = column.sentinels.iter().map(|value| value.count).sum();
    (count > 0).then(|| {
        Draft::of(Finding {
            problem: Problem::Sentinels {
                values: column.sentinels.clone(),
            },
            columns: vec![column.name.clone()],
            dimension: Some(Dimension::Completeness),
            count,
            share: share(count, rows),
            examples: Vec::new(),
            proposal: Some(propose(
                Action::Missing(Missing {
                    columns: vec![column.name.clone()],
                    tokens: None,
                    sentinels: column
                        .sentinels
                        .iter()
                        .map(|value| value.value.clone())
                        .collect(),
                }),
                false,
            )),
        })
    })
}

/// Cells that have to be read before they are what they say, and cells that cannot be.
fn forms<'a>(subject: &Subject<'a>, place: usize, column: &ColumnSurvey) -> Option<Draft<'a>> {
    let kind = parse_kind(column)?;
    let decorated = subject
        .discovery
        .decorations
        .get(place)
        .is_some_and(Option::is_some);
    let dates = subject.discovery.dates.get(place).and_then(Option::as_ref);
    if decorated || dates.is_some_and(|dates| dates.share < 1.0) {
        // Said by the findings on cells.
        return None;
    }
    let mut parse = Parse::new([column.name.clone()], kind);
    // 12.90 is not to become 12.9.
    parse.decimals = column.decimals.filter(|_| kind == ParseKind::Number);
    parse.day_order = dates.and_then(values::day_order);
    // What could be read in two ways cannot where the column shows which part is the day.
    let known = parse.day_order.is_some();
    let mut faults: Vec<Counted> = column
        .faults
        .iter()
        .filter(|fault| !(known && fault.value == DateFault::Ambiguous.code()))
        .cloned()
        .collect();
    without_disguised(&mut faults, subject, place);
    let faulty: u64 = faults.iter().map(|fault| fault.count).sum();
    let ambiguous = column
        .faults
        .iter()
        .filter(|fault| known && fault.value == DateFault::Ambiguous.code());
    let forms: u64 = ambiguous.map(|fault| fault.count).sum();
    let (problem, count) = if faulty > 0 {
        (Problem::Invalid { kind, faults }, faulty)
    } else if column.other_forms + forms > 0 {
        // None where all of them are dates that only the column as a whole can tell.
        let others = if column.other_examples.is_empty() {
            &column.frequent
        } else {
            &column.other_examples
        };
        let forms_of = Problem::Forms {
            kind,
            forms: others.iter().take(5).cloned().collect(),
        };
        (forms_of, column.other_forms + forms)
    } else {
        return None;
    };
    Some(Draft::of(Finding {
        problem,
        columns: vec![column.name.clone()],
        dimension: Some(Dimension::Validity),
        count,
        share: share(count, subject.survey.rows - column.missing.missing_total()),
        examples: Vec::new(),
        proposal: Some(propose(Action::Parse(parse), faulty == 0)),
    }))
}

/// Takes out the words for a missing value, which have a finding of their own.
fn without_disguised(faults: &mut Vec<Counted>, subject: &Subject<'_>, place: usize) {
    let cells = &subject.columns[place];
    let words = subject.discovery.disguised[place].iter();
    let count: u64 = words
        .map(|code| u64::from(cells.counts[*code as usize]))
        .sum();
    for fault in faults.iter_mut().filter(|fault| fault.value == UNREADABLE) {
        fault.count = fault.count.saturating_sub(count);
    }
    faults.retain(|fault| fault.count > 0);
}

fn parse_kind(column: &ColumnSurvey) -> Option<ParseKind> {
    match column.kind {
        Kind::Boolean => Some(ParseKind::Boolean),
        Kind::Integer => Some(ParseKind::Integer),
        Kind::Number => Some(ParseKind::Number),
        // A time of day is not to be lost.
        Kind::Date if column.clocked > 0 => Some(ParseKind::Datetime),
        Kind::Date => Some(ParseKind::Date),
        _ => None,
    }
}

/// Lets steps that work on numbers read them first, where a column is text and no step before does so.
pub(super) fn read_first(drafts: &mut [Draft<'_>], table: &Table, survey: &Survey) {
    let is_text = |name: &str| {
        let column = table.columns().iter().find(|column| column.name == name);
        column.is_some_and(|column| column.dtype.is_string())
    };
    let mut read: BTreeSet<String> = BTreeSet::new();
    for draft in drafts {
        let Some(proposal) = &mut draft.finding.proposal else {
            continue;
        };
        let of_numbers = match &proposal.step.action {
            Action::Parse(parse) if proposal.active => {
                read.extend(parse.columns.iter().cloned());
                false
            }
            Action::Outliers(_) => true,
            Action::Impute(rules) => matches!(rules.method, ImputeMethod::Median),
            _ => false,
        };
        let Some(name) = draft.finding.columns.first().filter(|_| of_numbers) else {
            continue;
        };
        let column = survey.columns.iter().find(|column| column.name == *name);
        if let Some(kind) = column.and_then(parse_kind)
            && is_text(name)
            && !read.contains(name)
        {
            proposal.needs = Some(Step::from(Action::Parse(Parse::new([name.clone()], kind))));
        }
    }
}

fn outliers<'a>(column: &ColumnSurvey) -> Option<Draft<'a>> {
    let spread = column.spread.filter(|spread| spread.outliers > 0)?;
    let (low, high) = fences(&spread);
    Some(Draft::of(Finding {
        problem: Problem::Outliers { low, high },
        columns: vec![column.name.clone()],
        dimension: None,
        count: spread.outliers,
        share: share(spread.outliers, spread.n),
        examples: Vec::new(),
        proposal: Some(propose(
            Action::Outliers(Outliers {
                columns: vec![column.name.clone()],
                by: Vec::new(),
                method: OutlierMethod::Iqr(FENCES),
                log: false,
                treat: Treat::Flag,
                min_group: 5,
                limits: Vec::new(),
            }),
            false,
        )),
    }))
}

/// The fences beyond which something lies.
fn fences(spread: &Spread) -> (Option<f64>, Option<f64>) {
    let reach = FENCES * (spread.q3 - spread.q1);
    let (low, high) = (spread.q1 - reach, spread.q3 + reach);
    (
        (spread.min < low).then_some(low),
        (spread.max > high).then_some(high),
    )
}

/// How the missing cells of a column could be filled; keys, dates and columns that are mostly missing are not.
pub(super) fn filling(column: &ColumnSurvey, missing: f64) -> Option<Impute> {
    let method = match column.kind {
        Kind::Integer | Kind::Number => ImputeMethod::Median,
        Kind::Category | Kind::Boolean => ImputeMethod::Mode,
        _ => return None,
    };
    (missing <= FILLABLE).then(|| Impute {
        columns: vec![column.name.clone()],
        method,
        by: Vec::new(),
        order: None,
    })
}

//! Findings on how values are written: units, thousands, dates, spellings, forms.

use std::collections::BTreeMap;

use fourr_cell::date::DayOrder;
use fourr_cell::number::Percent;

use super::draft::{Draft, Subject, propose};
use super::pattern;
use crate::diagnosis::{Counted, Meant, Problem, Proposal};
use crate::discover::{DateStyle, Decoration, Order, Suspicion};
use crate::recipe::{Action, Check, Dimension, OnFailure, Parse, ParseKind, Replace, Rule};

/// Groups, pairs and forms that a finding lists.
const LISTED: usize = 20;

pub(super) fn units<'a>(
    subject: &Subject<'a>,
    column: usize,
    decoration: &Decoration,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let forms = decoration
        .around
        .iter()
        .take(LISTED)
        .map(|((before, behind), rows)| Counted {
            value: format!("{before}#{behind}"),
            count: *rows,
        })
        .collect();
    let problem = Problem::Units {
        forms,
        one_unit: decoration.one_unit,
    };
    let mut parse = Parse::new([subject.name(column)], ParseKind::Number);
    for (_, behind) in decoration.around.iter().map(|(around, _)| around) {
        match behind.trim() {
            "" => {}
            // The numbers are of one size with the sign and without: it stands for nothing.
            "%" | "％" => parse.percent = Some(Percent::Points),
            unit => {
                parse.units.insert(unit.to_owned(), 1.0);
            }
        }
    }
    let mut draft = subject.about(column, suspicions, problem, Dimension::Validity);
    draft.finding.proposal = Some(propose(Action::Parse(parse), false));
    draft
}

/// Numbers whose thousands are set off, or not, unlike those of most.
pub(super) fn thousands<'a>(
    subject: &Subject<'a>,
    column: usize,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for suspicion in &suspicions {
        let value = subject.columns[column].text(suspicion.row as usize);
        *counts.entry(value).or_default() += 1;
    }
    let forms = counts
        .into_iter()
        .take(LISTED)
        .map(|(value, count)| Counted {
            value: subject.shown(column, value),
            count,
        })
        .collect();
    let kind = ParseKind::Number;
    let problem = Problem::Forms { kind, forms };
    let mut draft = subject.about(column, suspicions, problem, Dimension::Validity);
    let parse = Parse::new([subject.name(column)], kind);
    draft.finding.proposal = Some(propose(Action::Parse(parse), false));
    draft
}

/// Numbers with the trace of a binary fraction.
pub(super) fn fractions<'a>(
    subject: &Subject<'a>,
    column: usize,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let problem = Problem::BinaryFractions;
    let mut draft = subject.about(column, suspicions, problem, Dimension::Validity);
    draft.finding.proposal = replacing(subject, column, &draft.suspicions, true);
    draft
}

/// Which of day and month comes first in a style; `None` where the year does, or nothing shows it.
pub(super) fn day_order(style: &DateStyle) -> Option<DayOrder> {
    match style.order {
        _ if !style.proven => None,
        Order::YearFirst => None,
        Order::MonthFirst => Some(DayOrder::MonthFirst),
        Order::DayFirst => Some(DayOrder::DayFirst),
    }
}

pub(super) fn dates<'a>(
    subject: &Subject<'a>,
    column: usize,
    style: DateStyle,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let year = "Y".repeat(style.year_digits);
    let parts = match style.order {
        Order::YearFirst => [&year, "M", "D"],
        Order::MonthFirst => ["M", "D", &year],
        Order::DayFirst => ["D", "M", &year],
    };
    let problem = Problem::DateStyles {
        usual: parts.join(&style.sign.to_string()),
    };
    let mut parse = Parse::new([subject.name(column)], ParseKind::Date);
    parse.day_order = day_order(&style);
    let mut draft = subject.about(column, suspicions, problem, Dimension::Validity);
    draft.finding.proposal = Some(propose(Action::Parse(parse), false));
    draft
}

pub(super) fn spellings<'a>(
    subject: &Subject<'a>,
    column: usize,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let groups = subject.discovery.spellings[column]
        .iter()
        .take(LISTED)
        .map(|codes| {
            codes
                .iter()
                .map(|&code| subject.counted(column, code))
                .collect()
        })
        .collect();
    let problem = Problem::Spellings { groups };
    let mut draft = subject.about(column, suspicions, problem, Dimension::Consistency);
    draft.finding.proposal = replacing(subject, column, &draft.suspicions, false);
    draft
}

pub(super) fn misspelt<'a>(
    subject: &Subject<'a>,
    column: usize,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let mut pairs: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for suspicion in &suspicions {
        if let Some(meant) = &suspicion.repair {
            let value = subject.columns[column].text(suspicion.row as usize);
            *pairs.entry((value, meant)).or_default() += 1;
        }
    }
    let mut pairs: Vec<Meant> = pairs
        .into_iter()
        .map(|((value, meant), count)| Meant {
            value: subject.shown(column, value),
            meant: subject.shown(column, meant),
            count,
        })
        .collect();
    pairs.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    pairs.truncate(LISTED);
    let problem = Problem::Misspelt { pairs };
    let mut draft = subject.about(column, suspicions, problem, Dimension::Validity);
    draft.finding.proposal = replacing(subject, column, &draft.suspicions, false);
    draft
}

pub(super) fn odd_form<'a>(
    subject: &Subject<'a>,
    column: usize,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let format = subject.discovery.formats[column].as_ref();
    let problem = Problem::OddForm {
        usual: format
            .map(|format| format.usual.clone())
            .unwrap_or_default(),
        share: format.map_or(0.0, |format| format.share),
    };
    let mut draft = subject.about(column, suspicions, problem, Dimension::Validity);
    draft.finding.proposal = format.and_then(pattern::regex).map(|pattern| {
        let check = Check {
            columns: vec![subject.name(column)],
            rule: Rule::Pattern(pattern),
            on_failure: OnFailure::Flag,
        };
        propose(Action::Check(check), false)
    });
    draft
}

/// A replacement value by value, for values that are suspected with one and the same repair wherever they stand.
fn replacing(
    subject: &Subject<'_>,
    column: usize,
    suspicions: &[&Suspicion],
    active: bool,
) -> Option<Proposal> {
    let mut repairs: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    for suspicion in suspicions {
        if let Some(repair) = &suspicion.repair {
            let value = subject.columns[column].text(suspicion.row as usize);
            *repairs.entry(value).or_default().entry(repair).or_default() += 1;
        }
    }
    let everywhere = |value: &str, count: u32| {
        let code = subject.columns[column]
            .values
            .binary_search_by(|v| v.as_str().cmp(value));
        code.is_ok_and(|code| subject.columns[column].counts[code] == count)
    };
    let values: BTreeMap<String, String> = repairs
        .into_iter()
        .filter_map(|(value, repairs)| {
            let (repair, count) = repairs.iter().next()?;
            (repairs.len() == 1 && everywhere(value, *count))
                .then(|| (value.to_owned(), (*repair).to_owned()))
        })
        .collect();
    let replace = Replace {
        column: subject.name(column),
        values,
    };
    (!replace.values.is_empty()).then(|| propose(Action::Replace(replace), active))
}

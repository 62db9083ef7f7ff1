//! Findings that suspected cells show, by column and evidence.

use std::collections::BTreeMap;

use fourr_cell::date::DayOrder;
use fourr_cell::number::Percent;

use super::draft::{Draft, Subject, propose, share};
use super::{figures, pattern};
use crate::diagnosis::{Counted, Finding, Meant, Problem};
use crate::discover::{DateStyle, Decoration, Evidence, Order, Suspicion};
use crate::recipe::{
    Action, Check, Dimension, Missing, OnFailure, Parse, ParseKind, Replace, Rule,
};

/// Groups and pairs that a finding lists.
const LISTED: usize = 20;

/// The suspicions of one column by evidence, dependencies of all determinants as one.
type ByEvidence<'a> = BTreeMap<Evidence, Vec<&'a Suspicion>>;

pub(super) fn drafts<'a>(subject: &Subject<'a>) -> Vec<Draft<'a>> {
    let mut by_column: Vec<ByEvidence<'a>> = vec![BTreeMap::new(); subject.columns.len()];
    for suspicion in &subject.discovery.suspicions {
        let evidence = match suspicion.evidence {
            Evidence::Dependency(_) => Evidence::Dependency(0),
            other => other,
        };
        by_column[suspicion.column]
            .entry(evidence)
            .or_default()
            .push(suspicion);
    }
    let mut drafts = Vec::new();
    drafts.extend(tokens(subject, &mut by_column));
    drafts.extend(disguised(subject, &mut by_column));
    for (column, mut by_evidence) in by_column.into_iter().enumerate() {
        drafts.extend(missing(
            subject,
            column,
            by_evidence.remove(&Evidence::Missing),
        ));
        for (evidence, suspicions) in by_evidence {
            drafts.push(draft(subject, column, evidence, suspicions));
        }
    }
    drafts
}

fn draft<'a>(
    subject: &Subject<'a>,
    column: usize,
    evidence: Evidence,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let discovery = subject.discovery;
    match (
        evidence,
        &discovery.decorations[column],
        &discovery.dates[column],
    ) {
        (Evidence::Decoration, Some(decoration), _) => {
            units(subject, column, decoration, suspicions)
        }
        (Evidence::DateStyle, _, Some(style)) => dates(subject, column, *style, suspicions),
        (Evidence::Dependency(_), ..) => dependency(subject, column, suspicions),
        (Evidence::Spelling, ..) => spellings(subject, column, suspicions),
        (Evidence::Typo, ..) => misspelt(subject, column, suspicions),
        (Evidence::Fraction, ..) => {
            let problem = Problem::BinaryFractions;
            let mut draft = subject.about(column, suspicions, problem, Dimension::Validity);
            draft.finding.proposal = replacing(subject, column, &draft.suspicions, true);
            draft
        }
        (Evidence::Misplaced, ..) => subject.about(
            column,
            suspicions,
            Problem::Misplaced,
            Dimension::Consistency,
        ),
        _ => odd_form(subject, column, suspicions),
    }
}

/// Words for a missing value, over all columns, for they are one step.
fn tokens<'a>(subject: &Subject<'a>, by_column: &mut [ByEvidence<'a>]) -> Option<Draft<'a>> {
    let mut suspicions = Vec::new();
    for (column, by_evidence) in by_column.iter_mut().enumerate() {
        if let Some(all) = by_evidence.remove(&Evidence::Missing) {
            let cells = &subject.columns[column];
            let (words, empty): (Vec<_>, Vec<_>) = all
                .into_iter()
                .partition(|s| !cells.text(s.row as usize).trim().is_empty());
            suspicions.extend(words);
            if !empty.is_empty() {
                by_evidence.insert(Evidence::Missing, empty);
            }
        }
    }
    let with_words: Vec<_> = subject
        .survey
        .columns
        .iter()
        .filter(|column| column.missing.token > 0)
        .collect();
    let count = with_words.iter().map(|column| column.missing.token).sum();
    let mut tokens: BTreeMap<String, u64> = BTreeMap::new();
    for token in with_words.iter().flat_map(|column| &column.tokens) {
        *tokens.entry(token.value.clone()).or_default() += token.count;
    }
    (count > 0).then(|| Draft {
        finding: Finding {
            problem: Problem::Tokens {
                tokens: most_frequent(tokens),
            },
            columns: with_words
                .iter()
                .map(|column| column.name.clone())
                .collect(),
            dimension: Some(Dimension::Completeness),
            count,
            share: share(count, subject.survey.rows * with_words.len() as u64),
            examples: Vec::new(),
            proposal: Some(propose(Action::Missing(Missing::default()), true)),
        },
        suspicions,
    })
}

/// Words that seem to stand for a missing value. They are reported even where every cell keeps to them.
fn disguised<'a>(subject: &Subject<'a>, by_column: &mut [ByEvidence<'a>]) -> Option<Draft<'a>> {
    let mut tokens: BTreeMap<String, u64> = BTreeMap::new();
    let (mut columns, mut suspicions) = (Vec::new(), Vec::new());
    for (column, codes) in subject.discovery.disguised.iter().enumerate() {
        for &code in codes {
            let word = subject.counted(column, code);
            *tokens.entry(word.value).or_default() += word.count;
        }
        if !codes.is_empty() {
            columns.push(subject.name(column));
        }
        suspicions.extend(
            by_column[column]
                .remove(&Evidence::Disguised)
                .unwrap_or_default(),
        );
    }
    let count = tokens.values().sum();
    (count > 0).then(|| Draft {
        finding: Finding {
            proposal: Some(propose(
                Action::Missing(Missing {
                    columns: columns.clone(),
                    tokens: Some(tokens.keys().cloned().collect()),
                    sentinels: Vec::new(),
                }),
                false,
            )),
            problem: Problem::Disguised {
                tokens: most_frequent(tokens),
            },
            dimension: Some(Dimension::Completeness),
            count,
            share: share(count, subject.survey.rows * columns.len() as u64),
            examples: Vec::new(),
            columns,
        },
        suspicions,
    })
}

/// Cells without a value, by the survey; the suspected ones among them.
fn missing<'a>(
    subject: &Subject<'a>,
    column: usize,
    suspicions: Option<Vec<&'a Suspicion>>,
) -> Option<Draft<'a>> {
    let surveyed = &subject.survey.columns[column];
    let count = surveyed.missing.missing_total();
    let suspicions = suspicions.unwrap_or_default();
    if count == 0 && suspicions.is_empty() {
        return None;
    }
    let missing = share(count, subject.survey.rows);
    let mut draft = subject.about(
        column,
        suspicions,
        Problem::Missing,
        Dimension::Completeness,
    );
    draft.finding.count = count;
    draft.finding.share = missing;
    draft.finding.proposal =
        figures::filling(surveyed, missing).map(|impute| propose(Action::Impute(impute), false));
    Some(draft)
}

fn units<'a>(
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

fn dates<'a>(
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
    parse.day_order = match style.order {
        Order::YearFirst => None,
        Order::MonthFirst => Some(DayOrder::MonthFirst),
        Order::DayFirst => Some(DayOrder::DayFirst),
    };
    let mut draft = subject.about(column, suspicions, problem, Dimension::Validity);
    draft.finding.proposal = Some(propose(Action::Parse(parse), false));
    draft
}

/// Deviations from the dependency that most of them deviate from.
fn dependency<'a>(
    subject: &Subject<'a>,
    column: usize,
    suspicions: Vec<&'a Suspicion>,
) -> Draft<'a> {
    let mut speaking: BTreeMap<usize, usize> = BTreeMap::new();
    for suspicion in &suspicions {
        if let Evidence::Dependency(place) = suspicion.evidence {
            *speaking.entry(place).or_default() += 1;
        }
    }
    let most = speaking
        .iter()
        .max_by_key(|&(place, count)| (*count, std::cmp::Reverse(*place)));
    let dependency = &subject.discovery.dependencies[most.map_or(0, |(place, _)| *place)];
    let determinant: Vec<String> = dependency
        .determinant
        .iter()
        .map(|&c| subject.name(c))
        .collect();
    let problem = match dependency.source {
        Some(source) => Problem::Disagreement {
            thing: determinant.join(", "),
            source: subject.name(source),
        },
        None => Problem::BrokenDependency {
            determinant: determinant.clone(),
            holds: dependency.fit.holds,
        },
    };
    let mut draft = subject.about(column, suspicions, problem, Dimension::Consistency);
    draft.finding.proposal = Some(propose(
        Action::Check(Check {
            columns: vec![subject.name(column)],
            rule: Rule::DeterminedBy(determinant),
            on_failure: OnFailure::Flag,
        }),
        false,
    ));
    draft
}

fn spellings<'a>(
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

fn misspelt<'a>(subject: &Subject<'a>, column: usize, suspicions: Vec<&'a Suspicion>) -> Draft<'a> {
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

fn odd_form<'a>(subject: &Subject<'a>, column: usize, suspicions: Vec<&'a Suspicion>) -> Draft<'a> {
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
) -> Option<crate::diagnosis::Proposal> {
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

fn most_frequent(values: BTreeMap<String, u64>) -> Vec<Counted> {
    let mut counted: Vec<Counted> = values
        .into_iter()
        .map(|(value, count)| Counted { value, count })
        .collect();
    counted.sort_by_key(|word| std::cmp::Reverse(word.count));
    counted
}

//! Findings that suspected cells show, by column and evidence.

use std::collections::BTreeMap;

use super::draft::{Draft, Subject, propose};
use super::{values, words};
use crate::diagnosis::Problem;
use crate::discover::{Evidence, Suspicion};
use crate::recipe::{Action, Check, Dimension, OnFailure, Rule};

/// The suspicions of one column by evidence, dependencies of all determinants as one.
pub(super) type ByEvidence<'a> = BTreeMap<Evidence, Vec<&'a Suspicion>>;

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
    drafts.extend(words::untidy(subject, &mut by_column));
    drafts.extend(words::tokens(subject, &mut by_column));
    drafts.extend(words::disguised(subject, &mut by_column));
    for (column, mut by_evidence) in by_column.into_iter().enumerate() {
        drafts.extend(words::missing(
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
            values::units(subject, column, decoration, suspicions)
        }
        (Evidence::DateStyle, _, Some(style)) => values::dates(subject, column, *style, suspicions),
        (Evidence::Dependency(_), ..) => dependency(subject, column, suspicions),
        (Evidence::Spelling, ..) => values::spellings(subject, column, suspicions),
        (Evidence::Typo, ..) => values::misspelt(subject, column, suspicions),
        (Evidence::Thousands, ..) => values::thousands(subject, column, suspicions),
        (Evidence::Fraction, ..) => values::fractions(subject, column, suspicions),
        (Evidence::Misplaced, ..) => subject.about(
            column,
            suspicions,
            Problem::Misplaced,
            Dimension::Consistency,
        ),
        _ => values::odd_form(subject, column, suspicions),
    }
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

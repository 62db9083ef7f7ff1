//! Findings about whole rows: equal ones, equal keys, and those that nearly agree.

use std::collections::BTreeMap;

use fourr_table::{Table, inspect::Kind};

use super::draft::{Draft, Subject, propose, share};
use crate::CleanError;
use crate::diagnosis::{Example, Finding, Problem};
use crate::discover::Coded;
use crate::recipe::{
    Action, Dimension, Duplicates, Keep, KeyDuplicates, NearDuplicates, NullKeys, Similarity,
};
use crate::similar::clusters;

/// Share of distinct values from which on a column looks like a key.
const LIKE_A_KEY: f64 = 0.95;
/// Rows up to which near duplicates are looked for in a diagnosis.
const MOST_ROWS: usize = 20_000;
/// Near duplicates are looked for where this share of the texts differ: else they are categories.
const LIKE_A_NAME: f64 = 0.5;
/// Mean length of a text from which on two that nearly agree are no chance.
const SHORTEST: f64 = 4.0;
const THRESHOLD: f64 = 0.85;
const EXAMPLES: usize = 5;

pub(super) fn drafts<'a>(
    subject: &Subject<'a>,
    table: &Table,
) -> Result<Vec<Draft<'a>>, CleanError> {
    let mut drafts = Vec::new();
    drafts.extend(exact(subject));
    for column in 0..subject.columns.len() {
        drafts.extend(key(subject, column));
    }
    drafts.extend(near(subject, table)?);
    Ok(drafts)
}

fn exact<'a>(subject: &Subject<'a>) -> Option<Draft<'a>> {
    let redundant = subject.survey.duplicates.redundant;
    (redundant > 0).then(|| {
        Draft::of(Finding {
            problem: Problem::Duplicates,
            columns: Vec::new(),
            dimension: Some(Dimension::Uniqueness),
            count: redundant,
            share: share(redundant, subject.survey.rows),
            examples: Vec::new(),
            proposal: Some(propose(Action::Duplicates(Duplicates::default()), true)),
        })
    })
}

/// Rows whose key stands twice, beyond those that are equal in every column.
fn key<'a>(subject: &Subject<'a>, column: usize) -> Option<Draft<'a>> {
    let surveyed = &subject.survey.columns[column];
    if surveyed.kind != Kind::Id {
        return None;
    }
    let cells = &subject.columns[column];
    let (present, distinct) = (cells.present(), cells.distinct() as u64);
    let redundant = (present - distinct).saturating_sub(subject.survey.duplicates.redundant);
    (redundant > 0 && distinct as f64 >= present as f64 * LIKE_A_KEY).then(|| {
        Draft::of(Finding {
            problem: Problem::KeyDuplicates,
            columns: vec![surveyed.name.clone()],
            dimension: Some(Dimension::Uniqueness),
            count: redundant,
            share: share(redundant, subject.survey.rows),
            examples: Vec::new(),
            proposal: Some(propose(
                Action::KeyDuplicates(KeyDuplicates {
                    key: vec![surveyed.name.clone()],
                    keep: Keep::First,
                    order: None,
                    null_keys: NullKeys::Distinct,
                }),
                false,
            )),
        })
    })
}

/// Rows whose names nearly agree.
fn near<'a>(subject: &Subject<'a>, table: &Table) -> Result<Option<Draft<'a>>, CleanError> {
    if subject.survey.rows > MOST_ROWS as u64 {
        return Ok(None);
    }
    let Some((column, name)) = subject
        .columns
        .iter()
        .enumerate()
        .find(|(place, column)| {
            matches!(subject.survey.columns[*place].kind, Kind::Text) && is_like_a_name(column)
        })
        .map(|(place, column)| (place, column.name.clone()))
    else {
        return Ok(None);
    };
    let rule = NearDuplicates {
        columns: vec![name.clone()],
        names: Vec::new(),
        block: Vec::new(),
        similarity: Similarity::Levenshtein,
        threshold: THRESHOLD,
        drop: false,
    };
    let records = table
        .lazy()
        .select([polars::prelude::col(name.as_str())])
        .collect()?;
    // Equal names are other duplicates.
    let pairs: Vec<_> = rule
        .pairs(&records)?
        .into_iter()
        .filter(|pair| subject.columns[column].text(pair.a) != subject.columns[column].text(pair.b))
        .collect();
    let found = clusters(records.height(), &pairs);
    let count: usize = found.iter().map(|rows| rows.len() - 1).sum();
    let partners: BTreeMap<usize, usize> =
        pairs.iter().rev().map(|pair| (pair.a, pair.b)).collect();
    let shown = |row: usize| subject.shown(column, subject.columns[column].text(row));
    Ok((count > 0).then(|| {
        Draft::of(Finding {
            problem: Problem::NearDuplicates {
                threshold: THRESHOLD,
            },
            columns: vec![name],
            dimension: None,
            count: count as u64,
            share: share(count as u64, subject.survey.rows),
            examples: partners
                .iter()
                .take(EXAMPLES)
                .map(|(&a, &b)| Example {
                    row: a as u64 + 1,
                    value: shown(a),
                    better: Some(shown(b)),
                })
                .collect(),
            proposal: Some(propose(Action::NearDuplicates(rule), false)),
        })
    }))
}

/// Whether a column holds long texts that mostly differ.
fn is_like_a_name(column: &Coded) -> bool {
    let letters = |value: &str| value.chars().filter(|c| c.is_alphabetic()).count();
    let length: usize = column
        .filled()
        .map(|code| letters(&column.values[code]))
        .sum();
    let distinct = column.distinct() as f64;
    distinct >= column.present() as f64 * LIKE_A_NAME && length as f64 >= distinct * SHORTEST
}

//! Findings on what stands for nothing: white space, words for a missing value, cells without one.

use std::collections::BTreeMap;

use fourr_table::inspect::Kind;

use super::cells::ByEvidence;
use super::draft::{Draft, Subject, propose, share};
use super::figures;
use crate::diagnosis::{Counted, Finding, Problem};
use crate::discover::{Evidence, Suspicion};
use crate::recipe::{Action, Dimension, Missing, Tidy};
use crate::survey::ColumnSurvey;

/// Columns of numbers or dates in which a word stands, from which on it certainly stands for nothing.
const CERTAIN: usize = 2;

/// White space and width, over all columns, for they are one step.
pub(super) fn untidy<'a>(
    subject: &Subject<'a>,
    by_column: &mut [ByEvidence<'a>],
) -> Option<Draft<'a>> {
    let suspicions: Vec<&Suspicion> = by_column
        .iter_mut()
        .filter_map(|by_evidence| by_evidence.remove(&Evidence::Space))
        .flatten()
        .collect();
    let surveyed = &subject.survey.columns;
    let untidy: Vec<&ColumnSurvey> = surveyed.iter().filter(|column| column.untidy > 0).collect();
    let count = untidy.iter().map(|column| column.untidy).sum();
    (count > 0 || !suspicions.is_empty()).then(|| Draft {
        finding: Finding {
            problem: Problem::Untidy,
            columns: untidy.iter().map(|column| column.name.clone()).collect(),
            dimension: Some(Dimension::Validity),
            count,
            share: share(count, subject.survey.rows * untidy.len() as u64),
            examples: Vec::new(),
            proposal: Some(propose(Action::Tidy(Tidy::default()), true)),
        },
        suspicions,
    })
}

/// Words for a missing value, over all columns, for they are one step.
pub(super) fn tokens<'a>(
    subject: &Subject<'a>,
    by_column: &mut [ByEvidence<'a>],
) -> Option<Draft<'a>> {
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
    (count > 0 || !suspicions.is_empty()).then(|| Draft {
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
pub(super) fn disguised<'a>(
    subject: &Subject<'a>,
    by_column: &mut [ByEvidence<'a>],
) -> Option<Draft<'a>> {
    let mut tokens: BTreeMap<String, u64> = BTreeMap::new();
    let (mut columns, mut suspicions) = (Vec::new(), Vec::new());
    let mut among_numbers = 0;
    for (column, codes) in subject.discovery.disguised.iter().enumerate() {
        for &code in codes {
            let word = subject.counted(column, code);
            *tokens.entry(word.value).or_default() += word.count;
        }
        if !codes.is_empty() {
            columns.push(subject.name(column));
            let kind = subject.survey.columns[column].kind;
            among_numbers += usize::from(matches!(kind, Kind::Integer | Kind::Number | Kind::Date));
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
                among_numbers >= CERTAIN,
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
pub(super) fn missing<'a>(
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

fn most_frequent(values: BTreeMap<String, u64>) -> Vec<Counted> {
    let mut counted: Vec<Counted> = values
        .into_iter()
        .map(|(value, count)| Counted { value, count })
        .collect();
    counted.sort_by_key(|word| std::cmp::Reverse(word.count));
    counted
}

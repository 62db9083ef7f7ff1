//! A row is a respondent.

use fourr_table::{Batch, Table};
use hashbrown::HashSet;

use super::{
    Evidence, FeatureTally, Reduced, Rules,
    block::{Block, Tally},
    cells::{self, Seen},
    people,
    split::{self, SplitTally},
};
use crate::{FeatureColumns, KanoError, Screen, grid::cell, lexicon::Lexicon};

/// What a worker needs to read a batch.
struct Columns<'a> {
    rules: &'a Rules<'a>,
    respondent: Option<&'a str>,
    features: &'a [FeatureColumns],
    answers: Lexicon,
    importance: Lexicon,
    superseded: Option<HashSet<u64>>,
}

/// The cells of every feature, and the importance of those of which it was asked.
type Answered = (Vec<Vec<u8>>, Vec<Option<Vec<u8>>>);

/// What a worker has counted.
struct Worked {
    tally: Tally,
    /// Two for each feature, then one for each importance.
    seen: Vec<Seen>,
    ids: Vec<u64>,
}

pub(super) fn reduce(
    rules: &Rules<'_>,
    table: &Table,
    respondent: Option<&str>,
    features: &[FeatureColumns],
) -> Result<Reduced, KanoError> {
    let superseded = match respondent.filter(|_| rules.screens(Screen::Duplicates)) {
        Some(respondent) => Some(people::superseded(table, respondent)?),
        None => None,
    };
    let columns = Columns {
        rules,
        respondent,
        features,
        answers: Lexicon::answers(rules.kano),
        importance: Lexicon::importance(),
        superseded,
    };
    let batches = table.batches(&columns.names())?;
    let begin = |_| columns.start();
    let parts = batches.spread(begin, |worked, batch| -> Result<(), KanoError> {
        let block = columns.read(&batch, worked)?;
        worked.tally.fold(&block, columns.rules);
        Ok(())
    })?;
    let mut worked = columns.start();
    for part in parts {
        worked.tally.merge(part.tally)?;
        worked.ids.extend(part.ids);
        for (mine, theirs) in worked.seen.iter_mut().zip(part.seen) {
            mine.merge(theirs);
        }
    }
    Ok(columns.reduced(worked))
}

impl Columns<'_> {
    /// The columns to read, each once.
    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        let pairs = self.features.iter().flat_map(|feature| {
            [
                Some(feature.with.as_str()),
                Some(feature.without.as_str()),
                feature.importance.as_deref(),
            ]
        });
        let segments = self
            .rules
            .kano
            .segment
            .iter()
            .map(|column| Some(column.as_str()));
        for name in pairs.chain(segments).chain([self.respondent]).flatten() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn start(&self) -> Worked {
        let asked: Vec<bool> = self
            .features
            .iter()
            .map(|feature| feature.importance.is_some())
            .collect();
        let mut splits: Vec<SplitTally> = self
            .rules
            .kano
            .segment
            .iter()
            .map(|column| SplitTally::new(column, false))
            .collect();
        splits.extend(
            self.rules
                .members
                .map(|members| members.split(self.features.len())),
        );
        let pairs = self
            .features
            .iter()
            .flat_map(|feature| [&feature.with, &feature.without]);
        let importance = self
            .features
            .iter()
            .filter_map(|feature| feature.importance.as_ref());
        Worked {
            tally: Tally::new(&asked, splits, self.rules.kano.hidden_segments.is_some()),
            seen: pairs
                .chain(importance)
                .map(|column| Seen::new(column))
                .collect(),
            ids: Vec::new(),
        }
    }

    /// The pairs of every feature, and its importance where it was asked.
    fn answers(&self, batch: &Batch, seen: &mut [Seen]) -> Result<Answered, KanoError> {
        let first_row = batch.first_row;
        let (mut pairs, mut importances) = (Vec::new(), Vec::new());
        let (answers_seen, importance_seen) = seen.split_at_mut(self.features.len() * 2);
        let mut importance_seen = importance_seen.iter_mut();
        for (feature, seen) in self.features.iter().zip(answers_seen.chunks_mut(2)) {
            let mut read = |column: &str, side: usize| {
                cells::codes(
                    &batch.column(column)?,
                    &self.answers,
                    first_row,
                    &mut seen[side],
                )
            };
            let (mut cells, without) = (read(&feature.with, 0)?, read(&feature.without, 1)?);
            for (with, without) in cells.iter_mut().zip(without) {
                *with = cell(*with, without);
            }
            pairs.push(cells);
            let column = feature
                .importance
                .as_ref()
                .and_then(|column| Some((column, importance_seen.next()?)));
            let importance = column.map(|(column, seen)| {
                cells::codes(&batch.column(column)?, &self.importance, first_row, seen)
            });
            importances.push(importance.transpose()?);
        }
        Ok((pairs, importances))
    }

    fn read(&self, batch: &Batch, worked: &mut Worked) -> Result<Block, KanoError> {
        let (first_row, respondents) = (batch.first_row, batch.height());
        let (pairs, importance) = self.answers(batch, &mut worked.seen)?;
        let mut segments = Vec::new();
        for (column, split) in self.rules.kano.segment.iter().zip(&mut worked.tally.splits) {
            segments.push(split.places(&batch.column(column)?, self.features.len())?);
        }
        let mut superseded = Vec::new();
        if let Some(respondent) = self.respondent {
            let ids = batch.column(respondent)?;
            if let Some(members) = self.rules.members {
                segments.push(people::joined(&ids, members)?);
            }
            worked
                .ids
                .extend(people::hashes(&ids)?.into_iter().flatten());
            if let Some(rows) = &self.superseded {
                superseded = (first_row..first_row + respondents as u64)
                    .map(|row| rows.contains(&row))
                    .collect();
            }
        }
        Ok(Block {
            respondents,
            cells: pairs,
            importance,
            segments,
            superseded,
        })
    }

    fn reduced(&self, worked: Worked) -> Reduced {
        let Worked { tally, seen, ids } = worked;
        let answers = &seen[..self.features.len() * 2];
        let (words, numbers) = (
            answers.iter().any(|s| s.words),
            answers.iter().any(|s| s.numbers),
        );
        let mut careless = tally.careless;
        careless.duplicate = self.respondent.map(|_| people::repeated(ids));
        let features = self.features.iter().zip(tally.grids).zip(tally.importance);
        Reduced {
            rows: tally.respondents.read,
            respondents: tally.respondents,
            careless,
            features: features
                .map(|((feature, grid), importance)| FeatureTally {
                    feature: feature.feature.clone(),
                    evidence: Evidence::Pairs(Box::new(grid)),
                    importance,
                })
                .collect(),
            splits: tally.splits,
            patterns: tally.patterns,
            faults: split::faulty(seen),
            words,
            numbers,
        }
    }
}

//! A row is a respondent's two answers to one feature.

use fourr_table::{Batch, Memo, Table, Values};
use hashbrown::HashMap;

use super::{
    Evidence, FeatureTally, Reduced, Rules,
    block::{Block, Tally},
    cells::{self, Seen},
    people,
    split::{self, NO_SEGMENT, SplitTally},
};
use crate::{
    KanoError,
    answer::MISSING,
    grid::{NOT_ASKED, cell},
    layout::Layout,
    lexicon::Lexicon,
};

/// Most features: a column of free text is no column of features.
const MOST_FEATURES: usize = 1_000;

/// One answered pair.
struct Entry {
    respondent: u32,
    feature: u32,
    cell: u8,
    importance: u8,
}

/// Rows on their way to respondents.
struct Gathered {
    entries: Vec<Entry>,
    /// The place of each id; without ids every row is a respondent.
    respondents: HashMap<u64, u32>,
    count: u32,
    features: Vec<String>,
    splits: Vec<SplitTally>,
    /// The place of each respondent's segment, for every split.
    segments: Vec<Vec<u32>>,
    seen: Vec<Seen>,
    rows: u64,
}

pub(super) fn reduce(
    rules: &Rules<'_>,
    table: &Table,
    layout: &Layout,
) -> Result<Reduced, KanoError> {
    let Layout::Long {
        respondent,
        feature,
        with,
        without,
        importance,
    } = layout
    else {
        unreachable!("called for this shape only")
    };
    let answers = [Some(with), Some(without), importance.as_ref()];
    let mut columns: Vec<&str> = vec![feature];
    let others = answers
        .into_iter()
        .flatten()
        .chain(respondent)
        .chain(&rules.kano.segment);
    for name in others {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    let mut splits: Vec<SplitTally> = rules
        .kano
        .segment
        .iter()
        .map(|column| SplitTally::new(column, false))
        .collect();
    splits.extend(rules.members.map(|members| members.split(0)));
    let mut gathered = Gathered {
        entries: Vec::new(),
        respondents: HashMap::new(),
        count: 0,
        features: Vec::new(),
        segments: vec![Vec::new(); splits.len()],
        splits,
        seen: answers
            .into_iter()
            .flatten()
            .map(|column| Seen::new(column))
            .collect(),
        rows: 0,
    };
    let lexicons = [Lexicon::answers(rules.kano), Lexicon::importance()];
    for batch in table.batches(&columns)? {
        gathered.read(&batch?, layout, rules, &lexicons)?;
    }
    Ok(gathered.reduced(rules))
}

impl Gathered {
    fn read(
        &mut self,
        batch: &Batch,
        layout: &Layout,
        rules: &Rules<'_>,
        lexicons: &[Lexicon; 2],
    ) -> Result<(), KanoError> {
        let Layout::Long {
            respondent,
            feature,
            with,
            without,
            importance,
        } = layout
        else {
            return Ok(());
        };
        let first_row = batch.first_row;
        let mut read = |place: usize, column: &str, lexicon: &Lexicon| {
            cells::codes(
                &batch.column(column)?,
                lexicon,
                first_row,
                &mut self.seen[place],
            )
        };
        let with = read(0, with, &lexicons[0])?;
        let without = read(1, without, &lexicons[0])?;
        let importance = match importance {
            Some(column) => read(2, column, &lexicons[1])?,
            None => vec![MISSING; with.len()],
        };
        let ids = match respondent {
            Some(column) => people::hashes(&batch.column(column)?)?,
            None => vec![None; with.len()],
        };
        let mut segments = Vec::new();
        for (column, split) in rules.kano.segment.iter().zip(&mut self.splits) {
            segments.push(split.places(&batch.column(column)?, 0)?);
        }
        if let (Some(members), Some(column)) = (rules.members, respondent) {
            segments.push(people::joined(&batch.column(column)?, members)?);
        }
        let features = self.feature_places(feature, &batch.column(feature)?)?;
        self.rows += with.len() as u64;
        for (row, feature) in features.into_iter().enumerate() {
            let Some(feature) = feature else { continue };
            let respondent = self.respondent(ids[row]);
            for (places, split) in segments.iter().zip(&mut self.segments) {
                split.resize(self.count as usize, NO_SEGMENT);
                split[respondent as usize] = places[row];
            }
            self.entries.push(Entry {
                respondent,
                feature,
                cell: cell(with[row], without[row]),
                importance: importance[row],
            });
        }
        Ok(())
    }

    /// The place of the respondent with that id; of a new one where there is none.
    fn respondent(&mut self, id: Option<u64>) -> u32 {
        let next = self.count;
        let place = match id {
            Some(id) => *self.respondents.entry(id).or_insert(next),
            None => next,
        };
        self.count += u32::from(place == next);
        place
    }

    fn feature_places(
        &mut self,
        column: &str,
        values: &Values<'_>,
    ) -> Result<Vec<Option<u32>>, KanoError> {
        let place = |text: &str| match text.trim() {
            "" => Ok(None),
            name => self.feature_place(name, column).map(Some),
        };
        Memo::default().read(&values.as_texts()?, None, place)
    }

    /// The place of a feature, made when it is new.
    fn feature_place(&mut self, name: &str, column: &str) -> Result<u32, KanoError> {
        let known = self.features.iter().position(|feature| feature == name);
        if known.is_none() && self.features.len() == MOST_FEATURES {
            return Err(KanoError::TooManySegments {
                column: column.to_owned(),
                limit: MOST_FEATURES,
            });
        }
        let place = known.unwrap_or_else(|| {
            self.features.push(name.to_owned());
            self.features.len() - 1
        });
        Ok(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// Respondents with all their answers; a later row of a respondent and feature replaces an earlier one.
    fn block(&mut self, order: &[u32], asked: bool) -> (Block, u64) {
        let respondents = self.count as usize;
        let features = self.features.len();
        let mut cells = vec![vec![NOT_ASKED; respondents]; features];
        let mut importance = vec![asked.then(|| vec![MISSING; respondents]); features];
        let mut replaced = 0;
        for entry in &self.entries {
            let (feature, respondent) = (
                order[entry.feature as usize] as usize,
                entry.respondent as usize,
            );
            let slot = &mut cells[feature][respondent];
            replaced += u64::from(*slot != NOT_ASKED);
            *slot = entry.cell;
            if let Some(codes) = &mut importance[feature] {
                codes[respondent] = entry.importance;
            }
        }
        let block = Block {
            respondents,
            cells,
            importance,
            segments: std::mem::take(&mut self.segments),
            superseded: Vec::new(),
        };
        (block, replaced)
    }

    fn reduced(mut self, rules: &Rules<'_>) -> Reduced {
        // Importance is the third column of answers.
        let asked = self.seen.len() > 2;
        let identified = !self.respondents.is_empty();
        // By name, so that the order of rows changes nothing.
        let mut by_name: Vec<usize> = (0..self.features.len()).collect();
        by_name.sort_by(|a, b| self.features[*a].cmp(&self.features[*b]));
        let mut order = vec![0_u32; by_name.len()];
        for (place, feature) in (0_u32..).zip(&by_name) {
            order[*feature] = place;
        }
        let (block, replaced) = self.block(&order, asked);
        let features = self.features.len();
        for segment in self.splits.iter_mut().flat_map(|split| &mut split.segments) {
            segment.grids = vec![crate::grid::Grid::default(); features];
        }
        let hidden = rules.kano.hidden_segments.is_some();
        let mut tally = Tally::new(&vec![asked; features], self.splits, hidden);
        tally.fold(&block, rules);
        tally.careless.replaced_rows = replaced;
        tally.careless.duplicate = identified.then_some(0);
        let (words, numbers) = (
            self.seen[..2].iter().any(|seen| seen.words),
            self.seen[..2].iter().any(|seen| seen.numbers),
        );
        let counted = by_name.iter().zip(tally.grids).zip(tally.importance);
        Reduced {
            rows: self.rows,
            respondents: tally.respondents,
            careless: tally.careless,
            features: counted
                .map(|((feature, grid), importance)| FeatureTally {
                    feature: self.features[*feature].clone(),
                    evidence: Evidence::Pairs(Box::new(grid)),
                    importance,
                })
                .collect(),
            splits: tally.splits,
            patterns: tally.patterns,
            faults: split::faulty(self.seen),
            words,
            numbers,
        }
    }
}

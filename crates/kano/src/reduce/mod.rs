//! Rows to counts: one grid of pairs a feature, and one a feature and segment.
//!
//! In SQL: `SELECT feature, segment, functional, dysfunctional, COUNT(*) ... GROUP BY ALL`, respondents that a rule of
//! screening names left out. Worker threads take batches of rows, read each column of answers into one byte a cell, and
//! count; what they hold does not grow with the rows, but for the hashes of ids and, where hidden segments are asked for,
//! the different patterns of answers.

mod block;
mod cells;
mod counts;
mod long;
mod people;
mod split;
mod wide;

use fourr_table::{Stage, Table, coerce::Faults};

pub(crate) use self::{
    people::Patterns,
    split::{SegmentTally, SplitTally},
};
use crate::{
    Careless, Counts, EvaluationTable, Kano, KanoError, Members, RespondentLedger, Screen,
    grid::{CELLS, Grid, NOT_ASKED},
    importance::ImportanceCounts,
    layout::Layout,
};

/// One feature's answers.
#[derive(Debug, Clone)]
pub(crate) struct FeatureTally {
    pub(crate) feature: String,
    pub(crate) evidence: Evidence,
    pub(crate) importance: Option<ImportanceCounts>,
}

/// What the input holds of a feature.
#[derive(Debug, Clone)]
pub(crate) enum Evidence {
    Pairs(Box<Grid>),
    Counts(Counts),
}

/// The input, counted.
#[derive(Debug)]
pub(crate) struct Reduced {
    pub(crate) rows: u64,
    pub(crate) respondents: RespondentLedger,
    pub(crate) careless: Careless,
    pub(crate) features: Vec<FeatureTally>,
    pub(crate) splits: Vec<SplitTally>,
    pub(crate) patterns: Option<Patterns>,
    pub(crate) faults: Vec<Faults>,
    pub(crate) words: bool,
    pub(crate) numbers: bool,
}

/// What counting needs to know.
pub(crate) struct Rules<'a> {
    pub(crate) kano: &'a Kano,
    /// For each pair of codes, whether it is valid and whether questionable.
    pub(crate) valid: [u8; CELLS + 1],
    pub(crate) questionable: [u8; CELLS + 1],
    pub(crate) members: Option<&'a Members>,
}

impl<'a> Rules<'a> {
    fn new(kano: &'a Kano, members: Option<&'a Members>) -> Self {
        let (mut valid, mut questionable) = ([0; CELLS + 1], [0; CELLS + 1]);
        let table: EvaluationTable = kano.table;
        for functional in crate::Answer::ALL {
            for dysfunctional in crate::Answer::ALL {
                let place = usize::from(crate::grid::cell(functional.code(), dysfunctional.code()));
                valid[place] = 1;
                let category = table.category(functional, dysfunctional);
                questionable[place] = u8::from(category == crate::Category::Questionable);
            }
        }
        debug_assert_eq!(usize::from(NOT_ASKED), CELLS);
        Self {
            kano,
            valid,
            questionable,
            members,
        }
    }

    pub(crate) fn screens(&self, screen: Screen) -> bool {
        self.kano.screen.contains(&screen)
    }
}

/// Counts the pairs of answers in `table`.
pub(crate) fn reduce(
    kano: &Kano,
    table: &Table,
    layout: &Layout,
    members: Option<&Members>,
) -> Result<Reduced, KanoError> {
    let _stage = Stage::Reduce.enter();
    let rules = Rules::new(kano, members);
    match layout {
        Layout::Wide {
            respondent,
            features,
        } => wide::reduce(&rules, table, respondent.as_deref(), features),
        Layout::Long { .. } => long::reduce(&rules, table, layout),
        Layout::Counts {
            feature,
            categories,
        } => counts::reduce(table, feature, categories),
    }
}

//! [`Block`]: some respondents with all their answers, and how they are counted.

use super::{
    Patterns, Rules,
    split::{NO_SEGMENT, SplitTally},
};
use crate::{Careless, RespondentLedger, Screen, grid::Grid, importance::ImportanceCounts};

/// Pairs from which the same answer to every question is a pattern.
const PAIRS_OF_A_LINE: u8 = 2;
/// A respondent is careless when more than one pair in this many is questionable.
const QUESTIONABLE_ONE_IN: u32 = 5;
/// No answer yet.
const NONE: u8 = 0;
/// Answers differ.
const DIFFERENT: u8 = 255;

/// Respondents with all their answers; a vector has an entry a respondent.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) respondents: usize,
    /// The cells of every feature.
    pub(super) cells: Vec<Vec<u8>>,
    /// The importance of every feature, where it was asked.
    pub(super) importance: Vec<Option<Vec<u8>>>,
    /// The place of the segment, for every split.
    pub(super) segments: Vec<Vec<u32>>,
    /// Respondents who have a later row, where they are set aside.
    pub(super) superseded: Vec<bool>,
}

/// Counts of many blocks.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) respondents: RespondentLedger,
    pub(super) careless: Careless,
    pub(super) grids: Vec<Grid>,
    pub(super) importance: Vec<Option<ImportanceCounts>>,
    pub(super) splits: Vec<SplitTally>,
    pub(super) patterns: Option<Patterns>,
}

/// What the pairs of each respondent look like.
struct Looks {
    valid: Vec<u8>,
    questionable: Vec<u8>,
    /// The answer that was given to every question, [`NONE`] or [`DIFFERENT`].
    line: Vec<u8>,
}

impl Looks {
    fn of(block: &Block, rules: &Rules<'_>) -> Self {
        let mut looks = Self {
            valid: vec![0; block.respondents],
            questionable: vec![0; block.respondents],
            line: vec![NONE; block.respondents],
        };
        // What a pair says of a line: its answer where both are the same, else that they differ.
        let mut says = [NONE; 50];
        for (place, says) in (0_u8..49).zip(&mut says) {
            let (functional, dysfunctional) = (place / 7, place % 7);
            if rules.valid[usize::from(place)] == 1 {
                *says = if functional == dysfunctional {
                    functional
                } else {
                    DIFFERENT
                };
            }
        }
        for cells in &block.cells {
            let counts = looks.valid.iter_mut().zip(&mut looks.questionable);
            for ((valid, questionable), cell) in counts.zip(cells) {
                *valid = valid.saturating_add(rules.valid[usize::from(*cell)]);
                *questionable = questionable.saturating_add(rules.questionable[usize::from(*cell)]);
            }
            for (line, cell) in looks.line.iter_mut().zip(cells) {
                let said = says[usize::from(*cell)];
                *line = match (*line, said) {
                    (same, NONE) => same,
                    (NONE, said) => said,
                    (line, said) if line == said => line,
                    _ => DIFFERENT,
                };
            }
        }
        looks
    }

    fn is_questionable(&self, respondent: usize) -> bool {
        u32::from(self.questionable[respondent]) * QUESTIONABLE_ONE_IN
            > u32::from(self.valid[respondent])
    }

    fn is_line(&self, respondent: usize) -> bool {
        let line = self.line[respondent];
        line != NONE && line != DIFFERENT && self.valid[respondent] >= PAIRS_OF_A_LINE
    }
}

impl Tally {
    pub(super) fn new(importance: &[bool], splits: Vec<SplitTally>, hidden: bool) -> Self {
        let asked = |asked: &bool| asked.then(ImportanceCounts::default);
        Self {
            respondents: RespondentLedger::default(),
            careless: Careless::default(),
            grids: vec![Grid::default(); importance.len()],
            importance: importance.iter().map(asked).collect(),
            splits,
            patterns: hidden.then(Patterns::default),
        }
    }

    /// Counts a block.
    pub(super) fn fold(&mut self, block: &Block, rules: &Rules<'_>) {
        let keep = self.judge(block, rules);
        let all = keep.iter().all(|keep| *keep);
        for (grid, cells) in self.grids.iter_mut().zip(&block.cells) {
            count(&mut grid.0, cells, &keep, all);
        }
        for (counts, codes) in self.importance.iter_mut().zip(&block.importance) {
            if let (Some(counts), Some(codes)) = (counts, codes) {
                count(&mut counts.0, codes, &keep, all);
            }
        }
        for (split, places) in self.splits.iter_mut().zip(&block.segments) {
            count_split(split, places, &block.cells, &keep);
        }
        if let Some(patterns) = &mut self.patterns {
            let kept = (0..block.respondents).filter(|respondent| keep[*respondent]);
            for respondent in kept {
                let pattern: Box<[u8]> =
                    block.cells.iter().map(|cells| cells[respondent]).collect();
                *patterns.entry(pattern).or_default() += 1;
            }
        }
    }

    /// Decides whose answers count, and enters the others in the ledger.
    fn judge(&mut self, block: &Block, rules: &Rules<'_>) -> Vec<bool> {
        let looks = Looks::of(block, rules);
        let screens =
            [Screen::Questionable, Screen::StraightLining].map(|screen| rules.screens(screen));
        let ledger = &mut self.respondents;
        let judge = |respondent: usize| {
            ledger.read += 1;
            if block
                .superseded
                .get(respondent)
                .is_some_and(|superseded| *superseded)
            {
                ledger.duplicate += 1;
                return false;
            }
            if looks.valid[respondent] == 0 {
                ledger.without_answers += 1;
                return false;
            }
            let (questionable, line) =
                (looks.is_questionable(respondent), looks.is_line(respondent));
            self.careless.questionable += u64::from(questionable);
            self.careless.straight_lining += u64::from(line);
            if questionable && screens[0] {
                ledger.questionable += 1;
                return false;
            }
            if line && screens[1] {
                ledger.straight_lining += 1;
                return false;
            }
            ledger.used += 1;
            true
        };
        (0..block.respondents).map(judge).collect()
    }

    pub(super) fn merge(&mut self, other: Self) -> Result<(), crate::KanoError> {
        self.respondents.merge(&other.respondents);
        self.careless.merge(&other.careless);
        for (mine, theirs) in self.grids.iter_mut().zip(&other.grids) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.importance.iter_mut().zip(&other.importance) {
            if let (Some(mine), Some(theirs)) = (mine, theirs) {
                mine.merge(theirs);
            }
        }
        for (mine, theirs) in self.splits.iter_mut().zip(other.splits) {
            mine.merge(theirs)?;
        }
        if let (Some(mine), Some(theirs)) = (&mut self.patterns, other.patterns) {
            for (pattern, count) in theirs {
                *mine.entry(pattern).or_default() += count;
            }
        }
        Ok(())
    }
}

/// Adds up codes. Four counters in turn, because one that was just written cannot be read at once.
fn count<const N: usize>(totals: &mut [u64; N], codes: &[u8], keep: &[bool], all: bool) {
    let mut counters = [[0_u32; 64]; 4];
    if all {
        for four in codes.chunks(4) {
            for (counter, code) in counters.iter_mut().zip(four) {
                counter[usize::from(code & 63)] += 1;
            }
        }
    } else {
        for (code, keep) in codes.iter().zip(keep) {
            counters[0][usize::from(code & 63)] += u32::from(*keep);
        }
    }
    for (place, total) in totals.iter_mut().enumerate() {
        *total += counters
            .iter()
            .map(|counter| u64::from(counter[place]))
            .sum::<u64>();
    }
}

fn count_split(split: &mut SplitTally, places: &[u32], cells: &[Vec<u8>], keep: &[bool]) {
    for (place, _) in places.iter().zip(keep).filter(|(_, keep)| **keep) {
        if *place == NO_SEGMENT {
            split.without += 1;
        } else {
            split.segments[*place as usize].respondents += 1;
        }
    }
    for (feature, cells) in cells.iter().enumerate() {
        for ((place, keep), cell) in places.iter().zip(keep).zip(cells) {
            if *keep && *place != NO_SEGMENT && usize::from(*cell) < crate::grid::CELLS {
                split.segments[*place as usize].grids[feature].0[usize::from(*cell)] += 1;
            }
        }
    }
}

//! Marks: what candidates handed in, held against the key.

mod cleaned;
mod copied;
mod items;
mod judge;
mod list;
mod overrides;
mod roster;
mod submission;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::{ExamError, Key, Paper};
use judge::Judge;

pub use cleaned::{Cleansed, Cleansing, Soiled, SoiledFile};
pub use copied::{Copied, Trace, copied};
pub use items::Item;
pub use judge::{ChartFault, Mark, Verdict};
pub use overrides::{NoOverrides, Override, Overrides};
pub use roster::{Candidate, NoRoster, Roster};
pub use submission::{DrawnChart, DrawnSeries, Refused, Sheet, Submission, Written};

/// What a candidate's sheet is held against: the key over the candidate's own data.
#[derive(Debug, Clone, PartialEq)]
pub struct Master {
    /// What the steps found.
    pub summaries: Value,
    /// The answers over that.
    pub key: Key,
    /// The data that were to be cleaned, and their defects.
    pub soiled: Soiled,
}

/// A candidate's sheet, marked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Graded {
    /// Who.
    pub candidate: Candidate,
    /// The points, without those that a person still has to give; none where nothing could be read.
    pub points: Option<f64>,
    /// What became of the file.
    pub status: Status,
    /// The marks in the order of the paper.
    pub marks: Vec<Mark>,
    /// Labels in the file that are no question of the paper.
    pub unknown: Vec<String>,
    /// Others whose work it seems to be.
    pub copied: Vec<Copied>,
}

/// What became of a candidate's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// It was marked.
    Marked {
        /// The file.
        file: String,
    },
    /// Nothing was handed in.
    Missing,
    /// It could not be read.
    Refused {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
}

/// The marks of everybody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grades {
    /// What the paper is worth.
    pub points: f64,
    /// Everybody in the order of the roster.
    pub candidates: Vec<Graded>,
    /// The questions: how hard they were, and how well they tell candidates apart.
    pub items: Vec<Item>,
    /// Files that belong to nobody on the roster.
    pub foreign: Vec<String>,
}

impl Paper {
    /// Marks what a candidate handed in.
    ///
    /// What is wrong but follows rightly from the candidate's own earlier answers has all its points, and so has what follows
    /// from the candidate's own cleaned copy, over which the steps found `own`: one fault is deducted once.
    ///
    /// # Errors
    /// As for [`Paper::key`].
    pub fn mark(
        &self,
        master: &Master,
        handed_in: &Submission,
        own: Option<&Value>,
    ) -> Result<Vec<Mark>, ExamError> {
        let given = handed_in.answers.iter().filter_map(|(id, written)| {
            let number = judge::number_in(&written.text)?;
            Some((id.clone(), number))
        });
        let given: BTreeMap<String, f64> = given.collect();
        // What is carried forward may be undefined, such as a share of none: then nothing is.
        let carried = self.key_given(own.unwrap_or(&master.summaries), &given);
        let carried = carried.as_ref().unwrap_or(&master.key);
        let solved = master.key.questions.iter().zip(&carried.questions);
        let marks = self.questions.iter().zip(solved);
        let marks = marks.map(|(question, (solved, carried))| {
            let judge = Judge {
                question,
                solved,
                carried,
            };
            judge.mark(handed_in, &master.soiled)
        });
        Ok(marks.collect())
    }
}

impl Graded {
    /// A sheet that was marked.
    pub fn marked(candidate: Candidate, handed_in: &Submission, marks: Vec<Mark>) -> Self {
        let file = handed_in.file.clone();
        Self {
            candidate,
            points: Some(total(&marks)),
            status: Status::Marked { file },
            marks,
            unknown: handed_in.unknown.clone(),
            copied: Vec::new(),
        }
    }

    /// Nothing that could be marked.
    pub fn unmarked(candidate: Candidate, status: Status) -> Self {
        Self {
            candidate,
            points: None,
            status,
            marks: Vec::new(),
            unknown: Vec::new(),
            copied: Vec::new(),
        }
    }
}

/// The points of marks, without those that a person still has to give.
fn total(marks: &[Mark]) -> f64 {
    marks.iter().filter_map(|mark| mark.points).sum()
}

impl Grades {
    /// The marks of everybody, with what they say of the questions.
    pub fn of(paper: &Paper, candidates: Vec<Graded>, foreign: Vec<String>) -> Self {
        Self {
            points: paper.points(),
            items: items::of(paper, &candidates),
            candidates,
            foreign,
        }
    }
}

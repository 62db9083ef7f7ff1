//! Marks: what candidates handed in, held against the key.

mod items;
mod judge;
mod roster;
mod submission;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::{ExamError, Key, Paper};
use judge::Judge;

pub use items::Item;
pub use judge::{Mark, Verdict};
pub use roster::{Candidate, NoRoster, Roster};
pub use submission::{Refused, Submission};

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
    /// Marks a sheet over `summaries`, whose `key` it is held against.
    ///
    /// A number that is wrong but follows rightly from the candidate's own earlier answers has all its points: one fault
    /// is deducted once.
    ///
    /// # Errors
    /// As for [`Paper::key`].
    pub fn mark(
        &self,
        summaries: &Value,
        key: &Key,
        sheet: &Submission,
    ) -> Result<Vec<Mark>, ExamError> {
        let given = sheet.answers.iter().filter_map(|(id, text)| {
            let number = judge::number_in(text)?;
            Some((id.clone(), number))
        });
        let given: BTreeMap<String, f64> = given.collect();
        // What is carried forward may be undefined, such as a share of none: then nothing is.
        let carried = self.key_given(summaries, &given);
        let carried = carried.as_ref().unwrap_or(key);
        let solved = key.questions.iter().zip(&carried.questions);
        let marks = self.questions.iter().zip(solved);
        let marks = marks.map(|(question, (solved, carried))| {
            let judge = Judge {
                question,
                solved,
                carried,
            };
            judge.mark(sheet.answers.get(&question.id).map(String::as_str))
        });
        Ok(marks.collect())
    }
}

impl Graded {
    /// A sheet that was marked.
    pub fn marked(candidate: Candidate, file: String, sheet: Submission, marks: Vec<Mark>) -> Self {
        let points = marks.iter().filter_map(|mark| mark.points).sum();
        Self {
            candidate,
            points: Some(points),
            status: Status::Marked { file },
            marks,
            unknown: sheet.unknown,
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
        }
    }
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

//! [`Overrides`]: points that a person gives, whatever the key says.

use std::path::Path;

use fourr_table::TableError;
use serde::Serialize;

use super::{Graded, Verdict, judge::number_in, list::List, total};

/// Points that a person gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Override {
    /// The candidate's number.
    pub candidate: String,
    /// The question.
    pub question: String,
    /// The points.
    pub points: f64,
    /// Why.
    pub reason: String,
}

/// Points that a person gives, which marking again leaves as they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overrides(pub Vec<Override>);

/// Why a list of such points cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoOverrides {
    /// It cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// It lacks a column.
    #[error("the overrides have no column of {what} ({}); there are {}", heads.join(", "), known.join(", "))]
    NoColumn {
        /// What it should hold.
        what: &'static str,
        /// What it may be called.
        heads: &'static [&'static str],
        /// The columns there are.
        known: Vec<String>,
    },
    /// Points that are no number, or less than none.
    #[error("override {row}: {text:?} is no number of points")]
    Points {
        /// The row, from 1 below the heads.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// A candidate or a question that is not there, or more points than a question has.
    #[error("override of {question} for {candidate}: {reason}")]
    Nowhere {
        /// The candidate.
        candidate: String,
        /// The question.
        question: String,
        /// What is wrong.
        reason: String,
    },
}

const CANDIDATE: &[&str] = &["考号", "准考证号", "学号", "id", "candidate"];
const QUESTION: &[&str] = &["题号", "question"];
const POINTS: &[&str] = &["得分", "分数", "points"];
const REASON: &[&str] = &["理由", "说明", "reason"];

impl Overrides {
    /// Reads a list: columns of candidates, questions, points and, if there is one, reasons.
    ///
    /// # Errors
    /// A list that cannot be read, lacks a column, or holds points that are none.
    pub fn read(path: &Path) -> Result<Self, NoOverrides> {
        let list = List::open(path)?;
        let needed = |what, heads: &'static [&'static str]| {
            let missing = || NoOverrides::NoColumn {
                what,
                heads,
                known: list.names.clone(),
            };
            list.column(heads)?.ok_or_else(missing)
        };
        let candidates = needed("candidates", CANDIDATE)?;
        let questions = needed("questions", QUESTION)?;
        let points = needed("points", POINTS)?;
        let reasons = list.column(REASON)?.unwrap_or_default();
        let named = candidates
            .into_iter()
            .zip(questions)
            .zip(points)
            .enumerate();
        let given = named.map(|(place, ((candidate, question), text))| {
            let points = number_in(&text).filter(|points| *points >= 0.0);
            let points = points.ok_or(NoOverrides::Points {
                row: place + 1,
                text,
            })?;
            Ok(Override {
                candidate,
                question,
                points,
                reason: reasons.get(place).cloned().unwrap_or_default(),
            })
        });
        Ok(Self(given.collect::<Result<_, NoOverrides>>()?))
    }

    /// Gives the points, each in place of what the key says.
    ///
    /// # Errors
    /// Somebody or something that is not there, and more points than a question has.
    pub fn give(&self, graded: &mut [Graded]) -> Result<(), NoOverrides> {
        for given in &self.0 {
            let nowhere = |reason: &str| NoOverrides::Nowhere {
                candidate: given.candidate.clone(),
                question: given.question.clone(),
                reason: reason.to_owned(),
            };
            let mut everybody = graded.iter_mut();
            let one = everybody.find(|one| one.candidate.id == given.candidate);
            let one = one.ok_or_else(|| nowhere("nobody on the roster has that number"))?;
            if one.points.is_none() {
                return Err(nowhere("nothing of this candidate could be read"));
            }
            let mut marks = one.marks.iter_mut();
            let mark = marks.find(|mark| mark.question.eq_ignore_ascii_case(&given.question));
            let mark = mark.ok_or_else(|| nowhere("the paper has no such question"))?;
            if given.points > mark.of {
                return Err(nowhere("these are more points than the question has"));
            }
            mark.points = Some(given.points);
            mark.verdict = Verdict::ByHand {
                reason: given.reason.clone(),
            };
            one.points = Some(total(&one.marks));
        }
        Ok(())
    }
}

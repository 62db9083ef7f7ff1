//! [`Paper`]: what is asked, and how its answers are worked out.

mod check;
mod text;

use std::{fs, path::Path as FilePath};

use fourr_pipeline::{Bilingual, Place, Plan, PlanError};

use crate::{ChartKind, ExamError, Expression, Path, Tolerance};

/// A plan whose figures are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// How the answers are worked out; its inputs are what candidates get.
    pub plan: Plan,
    /// How long candidates have.
    pub minutes: Option<u32>,
    /// The questions in the order of the paper.
    pub questions: Vec<Question>,
    /// The places of the questions in the order in which they are answered: behind those that they rest on.
    order: Vec<usize>,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its name in answer sheets.
    pub id: String,
    /// Where it begins.
    pub place: Place,
    /// What it is worth.
    pub points: f64,
    /// What is asked.
    pub prompt: Bilingual,
    /// What is right.
    pub expected: Expected,
    /// Whether the answer may be the same for everybody, though their data differ.
    pub may_be_shared: bool,
    /// Whether zero is an answer: nobody is in a segment.
    pub may_be_zero: bool,
}

/// What is right.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// A number.
    Number(Number),
    /// One name.
    Choice {
        /// Where it stands.
        answer: Path,
        /// The names to choose from; any text where there are none.
        options: Vec<String>,
    },
    /// Names in any order.
    Set {
        /// Where they stand: values, or the keys of members.
        answer: Path,
    },
    /// Names in order.
    Ranking {
        /// The members that are ranked.
        answer: Path,
        /// What they are ranked by, the greatest first; as they stand where nothing is named.
        by: Option<String>,
        /// How many are asked for; all where it is not said.
        first: Option<usize>,
    },
    /// Figures of members, a row for each.
    Table {
        /// The members.
        answer: Path,
        /// Their figures, by key, in the order of the columns.
        columns: Vec<String>,
        /// How far each may be off.
        tolerance: Tolerance,
    },
    /// A native chart of a figure of members.
    Chart {
        /// What kinds of chart show it well.
        kinds: Vec<ChartKind>,
        /// The members.
        answer: Path,
        /// The figure, by its key.
        value: String,
        /// How far each value may be off.
        tolerance: Tolerance,
    },
    /// A cleaned copy of practice data.
    Cleaned {
        /// The input of the plan that is cleaned.
        input: String,
        /// The columns that tell its rows apart.
        key: Vec<String>,
        /// The step that cleans it: later answers rest on the candidate's own copy in its place.
        step: Option<String>,
    },
    /// Words that a person reads.
    Text {
        /// What a good answer says.
        sample: Bilingual,
    },
}

/// A number that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// How it is worked out.
    pub answer: Expression,
    /// How far it may be off.
    pub tolerance: Tolerance,
    /// What is still worth part of the points, the nearest first.
    pub partial: Vec<Partial>,
    /// Mistakes that are known to be made.
    pub mistakes: Vec<Mistake>,
}

/// A number that is near enough for part of the points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Partial {
    /// How far it may be off.
    pub tolerance: Tolerance,
    /// What it is worth.
    pub points: f64,
}

/// A wrong way to work a number out.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// What it leads to.
    pub answer: Expression,
    /// What was done wrong.
    pub says: Bilingual,
    /// What it is worth all the same.
    pub points: f64,
}

impl Paper {
    /// The keys of a paper beside those of a plan.
    const KEYS: [&str; 2] = ["minutes", "question"];

    /// Reads a paper from its file.
    ///
    /// # Errors
    /// No such file, or anything wrong in it, with its place.
    pub fn read(path: &FilePath) -> Result<Self, ExamError> {
        let text = fs::read_to_string(path).map_err(|source| PlanError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text, path)
    }

    /// Reads a paper from `text`, as if it stood in the file `path`.
    ///
    /// # Errors
    /// Anything wrong in it, with its place.
    pub fn parse(text: &str, path: &FilePath) -> Result<Self, ExamError> {
        let plan = Plan::within(text, path, &Self::KEYS)?;
        let read = text::read(text).and_then(|(minutes, questions)| {
            let order = check::order(&plan, &questions)?;
            Ok((minutes, questions, order))
        });
        match read {
            Ok((minutes, questions, order)) => Ok(Self {
                plan,
                minutes,
                questions,
                order,
            }
            .recording()),
            Err((place, fault)) => Err(ExamError::Fault {
                path: path.to_owned(),
                place,
                fault: Box::new(fault),
            }),
        }
    }

    /// Has the defects of what is to be cleaned written down.
    fn recording(mut self) -> Self {
        let inputs: Vec<String> = self.cleaned_inputs().map(str::to_owned).collect();
        for input in inputs {
            self.plan.record_defects(&input);
        }
        self
    }

    /// The questions in the order in which they are answered: each behind those that it rests on.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = &Question> {
        self.order.iter().map(|place| &self.questions[*place])
    }

    /// The inputs whose cleaned copies are asked for.
    pub fn cleaned_inputs(&self) -> impl Iterator<Item = &str> {
        let questions = self.questions.iter();
        questions.filter_map(|question| match &question.expected {
            Expected::Cleaned { input, .. } => Some(input.as_str()),
            _ => None,
        })
    }

    /// The questions for cleaned copies that later answers rest on: id, input and the step whose place they take.
    pub fn rests_on_copies(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let questions = self.questions.iter();
        questions.filter_map(|question| match &question.expected {
            Expected::Cleaned {
                input,
                step: Some(step),
                ..
            } => Some((question.id.as_str(), input.as_str(), step.as_str())),
            _ => None,
        })
    }

    /// What the paper is worth.
    pub fn points(&self) -> f64 {
        self.questions.iter().map(|question| question.points).sum()
    }
}

impl Question {
    /// The questions whose answers it rests on.
    pub(crate) fn rests_on(&self) -> Vec<&str> {
        match &self.expected {
            Expected::Number(number) => number.answer.questions(),
            _ => Vec::new(),
        }
    }
}

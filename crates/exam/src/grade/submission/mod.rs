//! [`Submission`]: what a candidate handed in.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use fourr_table::{Input, Table, TableError};
use polars::prelude::*;

/// Answers by the ids of their questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Submission {
    /// What was written for each question.
    pub answers: BTreeMap<String, String>,
    /// Labels that are no question of the paper.
    pub unknown: Vec<String>,
}

/// Why nothing was read from a file.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is larger than an answer sheet can be.
    #[error("it has {bytes} bytes, more than {MOST} that an answer sheet may have")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// It is no file that an answer sheet can be.
    #[error("it is neither a workbook, nor CSV, nor JSON")]
    Kind,
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] TableError),
    /// It is no JSON of question ids and answers.
    #[error("it is no JSON of ids and answers: {0}")]
    Json(#[from] serde_json::Error),
    /// It has no columns of questions and answers.
    #[error("it has no columns of questions and answers; there are {}", .0.join(", "))]
    NoAnswers(Vec<String>),
}

/// Bytes that an answer sheet may have.
const MOST: u64 = 20 << 20;
/// Heads of the column of ids.
const QUESTION: [&str; 5] = ["题号", "题目编号", "question", "id", "no"];
/// Heads of the column of answers.
const ANSWER: [&str; 5] = ["答案", "作答", "你的答案", "answer", "your answer"];

impl Submission {
    /// Reads an answer sheet: a workbook or CSV with a column of ids and one of answers, or JSON of ids and answers.
    ///
    /// # Errors
    /// A file that is no answer sheet.
    pub fn read(path: &Path, questions: &[&str]) -> Result<Self, Refused> {
        let bytes = fs::metadata(path)
            .map_err(|error| TableError::io(path, error))?
            .len();
        if bytes > MOST {
            return Err(Refused::TooLarge { bytes });
        }
        let kind = path.extension().and_then(|kind| kind.to_str());
        let pairs = match kind.unwrap_or_default().to_lowercase().as_str() {
            "json" => json(path)?,
            "csv" | "tsv" | "txt" | "xlsx" | "xlsm" | "xls" | "ods" => sheet(path)?,
            _ => return Err(Refused::Kind),
        };
        let mut submission = Self::default();
        for (label, answer) in pairs {
            let label = fourr_cell::fold::trimmed(&label).into_owned();
            match questions.iter().find(|id| id.eq_ignore_ascii_case(&label)) {
                Some(id) => {
                    submission.answers.insert((*id).to_owned(), answer);
                }
                None if label.is_empty() => {}
                None => submission.unknown.push(label),
            }
        }
        Ok(submission)
    }
}

fn json(path: &Path) -> Result<Vec<(String, String)>, Refused> {
    let bytes = fs::read(path).map_err(|error| TableError::io(path, error))?;
    let answers: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&bytes)?;
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Array(items) => {
            let names = items.iter().map(|item| {
                let text = item.as_str().map(str::to_owned);
                text.unwrap_or_else(|| item.to_string())
            });
            names.collect::<Vec<_>>().join(", ")
        }
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    Ok(answers
        .into_iter()
        .map(|(id, value)| (id, text(value)))
        .collect())
}

fn sheet(path: &Path) -> Result<Vec<(String, String)>, Refused> {
    let table = Input::of([PathBuf::from(path)]).open()?;
    let (id, answer) = columns(&table)?;
    let texts = [&id, &answer].map(|name| col(name.as_str()).cast(DataType::String));
    let frame = table.lazy().select(texts).collect();
    let frame = frame.map_err(TableError::from)?;
    let text = |name: &str| -> Result<Vec<String>, Refused> {
        let column = frame.column(name).map_err(TableError::from)?;
        let texts = column.str().map_err(TableError::from)?;
        Ok(texts
            .iter()
            .map(|text| text.unwrap_or_default().to_owned())
            .collect())
    };
    Ok(text(&id)?.into_iter().zip(text(&answer)?).collect())
}

/// The columns of ids and of answers.
fn columns(table: &Table) -> Result<(String, String), Refused> {
    let names = || table.columns().iter().map(|column| column.name.clone());
    let find = |heads: [&str; 5]| {
        names().find(|name| {
            let name = fourr_cell::fold::trimmed(name).to_lowercase();
            heads.contains(&name.as_str())
        })
    };
    let missing = || Refused::NoAnswers(names().collect());
    let id = find(QUESTION).ok_or_else(missing)?;
    Ok((id, find(ANSWER).ok_or_else(missing)?))
}

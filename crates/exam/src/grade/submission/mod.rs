//! [`Submission`]: what a candidate handed in.
//!
//! Nothing in a file is ever executed: formulas are read as text beside the results that were saved with them, macros
//! and scripts are not looked at, and nothing is unpacked onto the disk. Every file has a limit of what it may hold, so
//! that none can stop the others from being marked.

mod book;
mod chart;
mod labels;
mod notebook;
mod reference;
mod sheet;
mod xml;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

use fourr_table::TableError;

use super::list::List;
use book::Book;
pub use chart::{DrawnChart, DrawnSeries};
pub use sheet::{Sheet, Written};

/// Answers by the ids of their questions, and what was handed in beside them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Submission {
    /// The file of the answers.
    pub file: String,
    /// What was written for each question.
    pub answers: BTreeMap<String, Written>,
    /// Sheets that are called by a question, and tables that were given for one.
    pub tables: BTreeMap<String, Sheet>,
    /// The charts of the workbook.
    pub charts: Vec<DrawnChart>,
    /// Labels that are no question of the paper.
    pub unknown: Vec<String>,
    /// The other files: data that was cleaned.
    pub data: Vec<PathBuf>,
    /// Numbers of members and orders in the workbook, as text.
    numbers: BTreeSet<String>,
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
    /// It unpacks to more than an answer sheet can hold.
    #[error(
        "it unpacks to more than {} bytes, which no answer sheet needs",
        book::MOST_UNPACKED
    )]
    Bomb,
    /// It is no file that an answer sheet can be.
    #[error("it is neither a workbook (.xlsx), nor a notebook, nor CSV, nor JSON")]
    Kind,
    /// It is no workbook, or damaged.
    #[error("it is no sound workbook: {0}")]
    Workbook(String),
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] TableError),
    /// It is no JSON of question ids and answers.
    #[error("it is no JSON of ids and answers: {0}")]
    Json(#[from] serde_json::Error),
    /// It has no column or line that names a question.
    #[error("no question of the paper is named in it")]
    NoAnswers,
}

/// Bytes that an answer sheet may have.
const MOST: u64 = 20 << 20;
/// Numbers of members and orders that are kept of a workbook.
const MOST_NUMBERS: usize = 400;

impl Submission {
    /// Reads what a candidate handed in: an answer sheet, alone or among files of data.
    ///
    /// An answer sheet is a workbook or CSV with a column of ids and one of answers, JSON of ids and answers, or a
    /// notebook whose results and notes say `id: answer`. Among several files it is the first that names a question, those
    /// called answers or 答卷 before the others.
    ///
    /// # Errors
    /// No file that is an answer sheet: why the first is none.
    pub fn read(files: &[PathBuf], questions: &[&str]) -> Result<Self, Refused> {
        let mut order: Vec<&PathBuf> = files.iter().collect();
        order.sort_by_key(|path| !is_called_answers(path));
        let mut first = None;
        for path in order {
            match Self::sheet(path, questions) {
                Ok(mut submission) => {
                    let others = files.iter().filter(|other| *other != path);
                    submission.data = others.cloned().collect();
                    return Ok(submission);
                }
                Err(reason) => first = first.or(Some(reason)),
            }
        }
        Err(first.unwrap_or(Refused::NoAnswers))
    }

    fn sheet(path: &Path, questions: &[&str]) -> Result<Self, Refused> {
        let bytes = fs::metadata(path).map_err(|error| TableError::io(path, error))?;
        if bytes.len() > MOST {
            let bytes = bytes.len();
            return Err(Refused::TooLarge { bytes });
        }
        let kind = path.extension().and_then(|kind| kind.to_str());
        let mut submission = Self {
            file: name_of(path),
            ..Self::default()
        };
        match kind.unwrap_or_default().to_lowercase().as_str() {
            "json" => submission.json(&read(path)?, questions)?,
            "ipynb" => submission.label(notebook::labels(&read(path)?, questions)?, questions),
            "csv" | "tsv" | "txt" => submission.take(&[table(path)?], questions),
            "xlsx" | "xlsm" => {
                let file = File::open(path).map_err(|error| TableError::io(path, error))?;
                let book = Book::read(BufReader::new(file))?;
                submission.take(&book.sheets, questions);
                submission.charts = book.charts;
            }
            _ => return Err(Refused::Kind),
        }
        if submission.answers.is_empty() && submission.tables.is_empty() {
            return Err(Refused::NoAnswers);
        }
        Ok(submission)
    }

    /// Answers that were read elsewhere, by the ids of their questions.
    pub fn of(answers: impl IntoIterator<Item = (String, String)>) -> Self {
        let written = answers.into_iter();
        Self {
            answers: written
                .map(|(id, text)| (id, Written::from(text)))
                .collect(),
            ..Self::default()
        }
    }

    /// Up to `most` different numbers of members and orders, as text, in everything that was handed in.
    pub fn numbers(&self, most: usize) -> BTreeSet<String> {
        let mut numbers = self.numbers.clone();
        for path in &self.data {
            // A file that cannot be read has none.
            let Ok(sheet) = table(path) else {
                continue;
            };
            let room = most.saturating_sub(numbers.len());
            numbers.extend(sheet.numbers().take(room));
        }
        numbers
    }

    /// Takes labelled answers, those of questions and others.
    fn label(&mut self, pairs: impl IntoIterator<Item = (String, Written)>, questions: &[&str]) {
        for (label, answer) in pairs {
            let label = fourr_cell::fold::trimmed(&label).into_owned();
            match question(&label, questions) {
                Some(id) => {
                    self.answers.insert(id, answer);
                }
                None if label.is_empty() => {}
                None => self.unknown.push(label),
            }
        }
    }

    /// Takes the answers of the first sheet that has some, and the sheets that are called by a question.
    fn take(&mut self, sheets: &[Sheet], questions: &[&str]) {
        if let Some(pairs) = sheets.iter().find_map(|sheet| sheet.answers(questions)) {
            self.label(pairs, questions);
        }
        for sheet in sheets {
            let room = MOST_NUMBERS.saturating_sub(self.numbers.len());
            self.numbers.extend(sheet.numbers().take(room));
            if let Some(id) = question(&sheet.name, questions) {
                self.tables.insert(id, sheet.clone());
            }
        }
    }

    fn json(&mut self, bytes: &[u8], questions: &[&str]) -> Result<(), Refused> {
        let answers: BTreeMap<String, serde_json::Value> = serde_json::from_slice(bytes)?;
        for (id, value) in answers {
            match (Sheet::of_records(&id, &value), question(&id, questions)) {
                (Some(table), Some(id)) => {
                    self.tables.insert(id, table);
                }
                _ => self.label([(id, Written::from(text(value)))], questions),
            }
        }
        Ok(())
    }
}

/// Whether a file says by its name that it holds the answers.
fn is_called_answers(path: &Path) -> bool {
    let name = name_of(path).to_lowercase();
    ["answer", "答"].iter().any(|word| name.contains(word))
}

/// The name of a file without its folder.
fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn question(label: &str, questions: &[&str]) -> Option<String> {
    let mut known = questions.iter();
    let id = known.find(|id| id.eq_ignore_ascii_case(label))?;
    Some((*id).to_owned())
}

fn read(path: &Path) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| TableError::io(path, error))?;
    let read = file.take(MOST).read_to_end(&mut bytes);
    read.map_err(|error| TableError::io(path, error))?;
    Ok(bytes)
}

/// A list as its members, anything else as it is written.
fn text(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Array(items) => {
            let names = items.into_iter().map(text);
            names.collect::<Vec<_>>().join(", ")
        }
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A delimited text, whatever its encoding, as a sheet.
fn table(path: &Path) -> Result<Sheet, Refused> {
    let list = List::open(path)?;
    let columns = list.texts(&list.names, sheet::MOST_ROWS)?;
    let mut sheet = Sheet::called("");
    for ((column, name), texts) in (0..).zip(list.names).zip(columns) {
        sheet.write(0, column, Written::from(name));
        for (row, text) in (1..).zip(texts) {
            sheet.write(row, column, Written::from(text));
        }
    }
    Ok(sheet)
}

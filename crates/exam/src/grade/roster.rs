//! [`Roster`]: who sits the paper.

use fourr_table::TableError;
use serde::Serialize;

use super::list::List;

/// A candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The number by which files are told apart.
    pub id: String,
    /// The name; empty where the list has none.
    pub name: String,
}

impl Candidate {
    /// Number and name.
    pub fn shown(&self) -> String {
        match self.name.as_str() {
            "" => self.id.clone(),
            name => format!("{} {name}", self.id),
        }
    }
}

/// Those who sit the paper, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// The candidates.
    pub candidates: Vec<Candidate>,
}

/// Why a list of candidates cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoRoster {
    /// It cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// It has no column of numbers.
    #[error("the roster has no column of candidates; there are {}", .0.join(", "))]
    NoId(Vec<String>),
    /// A number stands twice.
    #[error("candidate {0} is twice in the roster")]
    Twice(String),
    /// A number that cannot be part of the name of a file.
    #[error("{0:?} cannot be a candidate's number: letters, digits, - and _")]
    Id(String),
    /// Nobody is in it.
    #[error("nobody is in the roster")]
    Nobody,
}

const ID: [&str; 7] = [
    "考号",
    "准考证号",
    "学号",
    "编号",
    "id",
    "candidate",
    "number",
];
const NAME: [&str; 4] = ["姓名", "名字", "name", "candidate name"];

impl Roster {
    /// Reads a list of candidates: a column of numbers and, if there is one, of names.
    ///
    /// # Errors
    /// A list that cannot be read or that names nobody, or somebody twice.
    pub fn read(path: &str) -> Result<Self, NoRoster> {
        let list = List::open(path)?;
        let ids = list.column(&ID)?;
        let ids = ids.ok_or_else(|| NoRoster::NoId(list.names.clone()))?;
        let called = list.column(&NAME)?.unwrap_or_default();
        let mut candidates: Vec<Candidate> = Vec::with_capacity(ids.len());
        for (place, id) in ids.into_iter().enumerate().filter(|(_, id)| !id.is_empty()) {
            let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            if !id.chars().all(plain) {
                return Err(NoRoster::Id(id));
            }
            if candidates.iter().any(|other| other.id == id) {
                return Err(NoRoster::Twice(id));
            }
            let name = called.get(place).cloned().unwrap_or_default();
            candidates.push(Candidate { id, name });
        }
        if candidates.is_empty() {
            return Err(NoRoster::Nobody);
        }
        Ok(Self { candidates })
    }
}

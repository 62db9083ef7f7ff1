//! [`ClaimedCustomers`]: somebody else's table of customers.

use serde::Serialize;

use super::{figure::Letter, stated::Stated};

/// What a column of a table of customers holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CustomerColumn {
    /// R, F or M itself.
    Value(Letter),
    /// The score of R, F or M.
    Score(Letter),
    /// The three scores side by side.
    RfmCell,
    /// The segment.
    Segment,
}

impl CustomerColumn {
    /// The name of our column with the same.
    pub fn name(self) -> &'static str {
        use crate::Column as Ours;
        let ours = match self {
            Self::Value(letter) => {
                [Ours::RecencyDays, Ours::Frequency, Ours::Monetary][letter as usize]
            }
            Self::Score(letter) => [Ours::R, Ours::F, Ours::M][letter as usize],
            Self::RfmCell => Ours::RfmCell,
            Self::Segment => Ours::Segment,
        };
        ours.name()
    }
}

impl Serialize for CustomerColumn {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Somebody else's table of customers. An empty cell claims nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedCustomers {
    /// Ids as written; of several rows of one customer the first counts.
    pub(super) ids: Vec<String>,
    pub(super) columns: Vec<ClaimedColumn>,
}

/// A column of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ClaimedColumn {
    pub(super) column: CustomerColumn,
    pub(super) cells: ClaimedCells,
}

/// The cells of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ClaimedCells {
    Numbers(Vec<Option<Stated>>),
    Scores(Vec<Option<u8>>),
    Codes(Vec<Option<[u8; 3]>>),
    /// Each row's segment as a place in a list of names.
    Names(Vec<Option<usize>>, Vec<String>),
}

impl ClaimedCustomers {
    /// Their rows, one a customer.
    pub fn rows(&self) -> usize {
        self.ids.len()
    }

    /// What their columns hold.
    pub fn columns(&self) -> impl Iterator<Item = CustomerColumn> {
        self.columns.iter().map(|column| column.column)
    }
}

impl ClaimedCells {
    /// The cell of a row as it may be shown.
    pub(super) fn text(&self, row: usize) -> Option<String> {
        match self {
            Self::Numbers(cells) => cells[row].map(|stated| stated.value.to_string()),
            Self::Scores(cells) => cells[row].map(|score| score.to_string()),
            Self::Codes(cells) => cells[row].map(|code| code.map(|s| s.to_string()).concat()),
            Self::Names(cells, names) => cells[row].map(|name| names[name].clone()),
        }
    }
}

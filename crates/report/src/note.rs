//! [`DataNote`]: what happened to the data on its way to the figures.

use crate::Prose;

/// One thing a reader must know about the data.
#[derive(Debug, Clone, PartialEq)]
pub struct DataNote {
    /// What kind of thing it is.
    pub kind: NoteKind,
    /// The stable English key of the reason or warning: `coarse_scores`.
    pub code: String,
    /// The thing itself.
    pub text: Prose,
    /// The rows it concerns.
    pub rows: Option<u64>,
}

/// Kinds of notes, in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Rows that were read.
    Read,
    /// Rows that were set aside, for one reason.
    SetAside,
    /// Rows that the figures rest on.
    Used,
    /// Something assumed where the data leaves it open.
    Assumed,
    /// Something that limits what the figures can carry.
    Warning,
}

impl DataNote {
    /// A note that concerns no particular number of rows.
    pub fn new(kind: NoteKind, code: impl Into<String>, text: impl Into<Prose>) -> Self {
        Self {
            kind,
            code: code.into(),
            text: text.into(),
            rows: None,
        }
    }

    /// The same note with the rows it concerns.
    #[must_use]
    pub fn rows(self, rows: u64) -> Self {
        Self {
            rows: Some(rows),
            ..self
        }
    }
}

impl NoteKind {
    /// The class of the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::SetAside => "set-aside",
            Self::Used => "used",
            Self::Assumed => "assumed",
            Self::Warning => "warning",
        }
    }
}

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

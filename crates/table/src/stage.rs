//! [`Stage`]: which part of an analysis is at work, for whoever measures where time goes.
//!
//! A stage is a `tracing` span: without somebody who listens it is a comparison of one number, and it stands around batches
//! and stages, never around rows. Nothing here reads a clock.

use tracing::span::EnteredSpan;
use tracing::{Span, info_span};

/// A part of an analysis, in the order in which data passes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Opening files, surveying text, decoding rows, and waiting for them.
    Read,
    /// Rows to customers, persons, features or levels: what grows with the rows.
    Reduce,
    /// What is worked out from these.
    Score,
    /// Summary and tables to files.
    Write,
    /// Report, charts, workbook and notebook.
    Draw,
}

impl Stage {
    /// The target of the spans, by which a listener knows them.
    pub const TARGET: &str = "fourr::stage";

    /// The name of the span of an [`Errand`], which belongs to the stage that sent it.
    pub const ERRAND: &str = "errand";

    /// Begins the stage in this thread; it ends when what is returned goes.
    pub fn enter(self) -> EnteredSpan {
        match self {
            Self::Read => info_span!(target: Stage::TARGET, "read"),
            Self::Reduce => info_span!(target: Stage::TARGET, "reduce"),
            Self::Score => info_span!(target: Stage::TARGET, "score"),
            Self::Write => info_span!(target: Stage::TARGET, "write"),
            Self::Draw => info_span!(target: Stage::TARGET, "draw"),
        }
        .entered()
    }
}

/// Work that other threads do while the stage of this one waits for it.
#[derive(Debug, Clone)]
pub struct Errand(Span);

impl Errand {
    /// On behalf of the stage that this thread is in.
    pub fn here() -> Self {
        Self(Span::current())
    }

    /// Begins the work in the thread that calls; it ends when what is returned goes.
    pub fn run(&self) -> EnteredSpan {
        info_span!(target: Stage::TARGET, parent: &self.0, Stage::ERRAND).entered()
    }
}

//! [`Sink`]: where the pieces of a cleaned table go.

use std::sync::{Mutex, PoisonError};

use polars::prelude::*;

use super::Piece;
use crate::CleanError;

/// Takes the pieces of a cleaned table.
pub trait Sink: Sync {
    /// A piece in the form in which it is put down.
    type Ready: Send;

    /// Whether it wants the lines of the ledger and the removed rows; without them the figures are the same.
    fn wants_ledger(&self) -> bool {
        true
    }

    /// Brings a piece into that form. Several workers do this at once, in no order.
    ///
    /// # Errors
    /// Whatever keeps the sink from it.
    fn ready(&self, piece: Piece) -> Result<Self::Ready, CleanError>;

    /// Puts a piece down: one after the other, in the order of rows. There is at least one.
    ///
    /// # Errors
    /// Whatever keeps the sink from it.
    fn put(&self, ready: Self::Ready) -> Result<(), CleanError>;
}

/// Keeps all pieces in memory.
#[derive(Debug, Default)]
pub(super) struct Frames {
    pieces: Mutex<Vec<Piece>>,
}

impl Frames {
    pub(super) fn finish(self) -> PolarsResult<(DataFrame, DataFrame, DataFrame)> {
        let pieces = self
            .pieces
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let (mut tables, mut ledgers, mut quarantines) = (Vec::new(), Vec::new(), Vec::new());
        for piece in pieces {
            tables.push(piece.table);
            ledgers.push(piece.ledger);
            quarantines.push(piece.quarantine);
        }
        Ok((stacked(tables)?, stacked(ledgers)?, stacked(quarantines)?))
    }
}

fn stacked(frames: Vec<DataFrame>) -> PolarsResult<DataFrame> {
    let mut frames = frames.into_iter();
    let mut all = frames.next().unwrap_or_default();
    for frame in frames {
        all.vstack_mut_owned(frame)?;
    }
    all.rechunk_mut();
    Ok(all)
}

impl Sink for Frames {
    type Ready = Piece;

    fn ready(&self, piece: Piece) -> Result<Piece, CleanError> {
        Ok(piece)
    }

    fn put(&self, ready: Piece) -> Result<(), CleanError> {
        self.pieces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(ready);
        Ok(())
    }
}

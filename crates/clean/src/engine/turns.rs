//! [`Turns`]: workers do something one after the other, in the order of the rows they work on.

use std::ops::Range;
use std::sync::{Condvar, Mutex, PoisonError};

use super::chunk::Row;

/// Something that workers come to in turn.
#[derive(Debug)]
pub(super) struct Turns<T> {
    state: Mutex<State<T>>,
    moved: Condvar,
}

#[derive(Debug)]
struct State<T> {
    /// The row that the next turn begins with.
    next: Row,
    /// Whether a worker has failed, so that nobody waits for it.
    failed: bool,
    value: T,
}

impl<T> Turns<T> {
    pub(super) fn new(value: T) -> Self {
        Self {
            state: Mutex::new(State {
                next: 0,
                failed: false,
                value,
            }),
            moved: Condvar::new(),
        }
    }

    /// Waits until all rows before these have had their turn, and acts; `None` when another worker has failed.
    pub(super) fn take<R>(&self, rows: &Range<Row>, act: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.next != rows.start && !state.failed {
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.failed {
            return None;
        }
        let acted = act(&mut state.value);
        state.next = rows.end;
        self.moved.notify_all();
        Some(acted)
    }

    /// Lets nobody wait any longer.
    pub(super) fn fail(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failed = true;
        self.moved.notify_all();
    }
}

//! [`spread`], [`Batches::spread`]: the rows of a table, reduced by as many workers as there are threads.

use std::sync::{Mutex, PoisonError};

use crate::stage::{Errand, Stage};
use crate::{Batch, Batches, TableError, Ticket};

/// One of the workers that share the batches of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worker {
    /// Its number, from 0.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl Worker {
    /// So many places, from this worker's own share of them on and round to it, so that workers who visit all of them
    /// rarely meet.
    pub fn places(self, places: usize) -> impl Iterator<Item = usize> {
        let first = self.number * places / self.of;
        (first..places).chain(0..first)
    }
}

impl Batches {
    /// Hands the batches out to as many workers as there are threads: each begins with a state of its own, and folds into
    /// it what batches it can get. The states come back in the order of the workers. Of a file in pieces (at least four row
    /// groups of Parquet, some megabytes of text) each decodes the pieces that it folds.
    ///
    /// Which batches a worker gets differs from run to run, so what is made of the states must not depend on it.
    ///
    /// # Errors
    /// A batch that cannot be read or folded; the others stop at their next batch.
    pub fn spread<S, E>(
        self,
        begin: impl Fn(Worker) -> S + Sync,
        fold: impl Fn(&mut S, Batch) -> Result<(), E> + Sync,
    ) -> Result<Vec<S>, E>
    where
        S: Send,
        E: From<TableError> + Send,
    {
        spread(
            self.tickets().map(|ticket| ticket.map_err(E::from)),
            begin,
            |state, ticket: Ticket| fold(state, ticket.redeem()?),
        )
    }
}

/// Hands items out to workers as [`Batches::spread`] does batches: one after the other, in their order.
///
/// # Errors
/// An item that cannot be had or folded; the others stop at their next item.
pub fn spread<T, S, E>(
    items: impl Iterator<Item = Result<T, E>> + Send,
    begin: impl Fn(Worker) -> S + Sync,
    fold: impl Fn(&mut S, T) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E>
where
    S: Send,
    E: Send,
{
    let items = Mutex::new(Some(items));
    let lock = || items.lock().unwrap_or_else(PoisonError::into_inner);
    let errand = Errand::here();
    let draw = || {
        let _stage = Stage::Read.enter();
        lock().as_mut().and_then(Iterator::next)
    };
    let work = |worker: Worker| -> Result<S, E> {
        let _errand = errand.run();
        let mut state = begin(worker);
        loop {
            let Some(item) = draw() else {
                return Ok(state);
            };
            if let Err(error) = item.and_then(|item| fold(&mut state, item)) {
                // Nothing is left for the others.
                *lock() = None;
                return Err(error);
            }
        }
    };
    let of = rayon::current_num_threads();
    std::thread::scope(|scope| {
        let spawn = |number| {
            let work = &work;
            scope.spawn(move || work(Worker { number, of }))
        };
        let handles: Vec<_> = (0..of).map(spawn).collect();
        let join = |handle: std::thread::ScopedJoinHandle<'_, _>| {
            handle
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        // Everybody is waited for, whoever failed.
        let states: Vec<Result<S, E>> = handles.into_iter().map(join).collect();
        states.into_iter().collect()
    })
}

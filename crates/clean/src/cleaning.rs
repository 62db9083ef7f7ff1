//! [`Cleaning`]: the result of a cleaning.

use polars::prelude::DataFrame;

use crate::recipe::Recipe;
use crate::summary::Summary;

/// The result of a cleaning, in memory.
#[derive(Debug, Clone)]
pub struct Cleaning {
    /// The rows that stayed, in their order, with the columns in their order and behind them those that mark cells:
    /// `<column>__imputed`, `<column>__outlier`, `near_duplicate`.
    pub table: DataFrame,
    /// Every changed cell: see [`crate::ledger`].
    pub ledger: DataFrame,
    /// Every removed row as it was read.
    pub quarantine: DataFrame,
    /// What was done, with the limits that were found: it cleans another table by the same ones.
    pub recipe: Recipe,
    /// Every figure.
    pub summary: Summary,
}

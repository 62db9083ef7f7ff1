//! From rows to levels: the step whose cost grows with the rows.
//!
//! In SQL it would read, for each level and for all of them together,
//!
//! ```sql
//! SELECT level, SUM(impressions), SUM(clicks), ..., SUM(cost), SUM(revenue)
//! FROM ledger WHERE <the row counts> GROUP BY level, is_test, is_compared ORDER BY level
//! ```
//!
//! It is one named kernel because one pass serves every level at once: workers take batches, read the columns into
//! primitive vectors, and add each row to its channel, its campaign, its keyword and its day. Sums are exact integers, so
//! neither the order of the rows nor the number of threads can change a bit of the result.

mod blocks;
mod columns;
mod days;
mod levels;
mod rows;
mod words;

use std::collections::BTreeMap;

use fourr_table::{Stage, Table, coerce::Faults};

use super::{Measure, Measured, RowLedger};
use crate::{CostBenefitError, Dimension};
pub(crate) use blocks::{CELLS, Cells};
pub(crate) use columns::LedgerColumns;
use columns::Shape;
pub(crate) use rows::RowRules;
use rows::{Rows, Tallies};
pub(crate) use words::cost_type;

/// The levels of a ledger, and what became of every row.
#[derive(Debug)]
pub(crate) struct Reduced {
    pub(crate) rows: RowLedger,
    pub(crate) measured: Measured,
    pub(crate) total: Cells,
    /// Levels by name.
    pub(crate) levels: Vec<(Dimension, Vec<(String, Cells)>)>,
    /// Days since 1970-01-01, ascending.
    pub(crate) days: Vec<(i64, Cells)>,
    pub(crate) currencies: BTreeMap<String, u64>,
    pub(crate) faults: Vec<Faults>,
    /// First and last day among the rows in use.
    pub(crate) span: Option<(i64, i64)>,
}

/// Reduces the rows of a ledger to its levels.
pub(crate) fn reduce(
    table: &Table,
    columns: &LedgerColumns,
    rules: &RowRules,
) -> Result<Reduced, CostBenefitError> {
    let _stage = Stage::Reduce.enter();
    let parts = table.batches(&columns.names())?.spread(
        |_| Tallies::new(columns, rules),
        |tallies, batch| -> Result<(), CostBenefitError> {
            let rows = Rows::read(&batch, columns, rules, tallies)?;
            rows.add_to(rules, tallies, batch.height());
            Ok(())
        },
    )?;
    let mut tallies = Tallies::new(columns, rules);
    for part in parts {
        tallies.merge(part);
    }
    let total = tallies.total.cells(0);
    let dimensions = columns.keys.iter().map(|(dimension, _)| *dimension);
    Ok(Reduced {
        measured: measured(columns, &total),
        rows: tallies.rows,
        total,
        levels: dimensions
            // The table of spend columns, where there is one, comes after those of the keys.
            .chain([Dimension::Channel])
            .zip(tallies.levels)
            .map(|(dimension, levels)| (dimension, levels.into_sorted()))
            .collect(),
        days: tallies.days.into_sorted(),
        currencies: tallies.currencies,
        faults: tallies
            .faults
            .into_iter()
            .filter(|faults| faults.total() > 0)
            .collect(),
        span: tallies.span,
    })
}

/// The measures that the input has: those of its columns, and of a long table or of kinds of costs those that occur.
fn measured(columns: &LedgerColumns, total: &Cells) -> Measured {
    let occurs = |measure: &Measure| total.iter().any(|cell| cell.exact(*measure) != 0);
    let named: Vec<Measure> = match &columns.shape {
        Shape::Long { .. } => Vec::new(),
        Shape::Wide(wide) => {
            let spends = (!wide.spend.is_empty()).then_some(Measure::Cost);
            let rated = wide.margin_rate.as_ref().map(|_| Measure::GrossProfit);
            let measures = wide.measures.iter().map(|(measure, _)| *measure);
            measures.chain(spends).chain(rated).collect()
        }
    };
    named
        .into_iter()
        .chain(Measure::ALL.into_iter().filter(occurs))
        .fold(Measured::default(), Measured::with)
}

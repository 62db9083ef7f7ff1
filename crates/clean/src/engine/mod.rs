//! Runs a recipe over a table.
//!
//! Steps that look at one row alone run on every batch as it streams past. A step that has to see all rows before it can
//! act on one (duplicates, limits of outliers, typical values) is *fitted* first: the batches pass once, and of them only
//! the columns that such steps read are kept, and 128-bit hashes where rows are compared; on these the fitted steps and
//! those between them run in their order. Then the batches pass a second time, every step runs with what was found,
//! and the rows leave in their order. Small tables are kept between the two passes, larger ones are read again. So
//! memory follows the rows only by the kept columns and hashes.

mod book;
mod check;
mod chunk;
mod condition;
mod duplicates;
mod fit;
mod form;
mod group;
mod hashes;
mod identity;
mod impute;
mod outliers;
mod parse;
mod passes;
mod piece;
mod plan;
mod quality;
mod restore;
mod sink;
mod summarize;
mod text;
mod turns;

use polars::prelude::*;

pub(crate) use fit::{Fit, Whole};
pub(crate) use identity::Identity;
pub use piece::Piece;
pub use plan::References;
pub use restore::Undo;
pub use sink::Sink;

use crate::{
    CleanError, Cleaning,
    recipe::{Action, Recipe},
    summary::Summary,
};
use form::{DAY, Form};
use fourr_table::Table;
use plan::Plan;
use text::nulled;

/// What a cleaning leaves beside its rows.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What was done, with the limits that were found: it cleans another table by the same ones.
    pub recipe: Recipe,
    /// Every figure.
    pub summary: Summary,
}

impl Recipe {
    /// Cleans a table.
    ///
    /// The result is in memory; [`Self::apply_into`] hands rows on as they come.
    ///
    /// # Errors
    /// A step that does not fit the table or contradicts another, a step that takes out every row, a table that cannot
    /// be read.
    pub fn apply(&self, table: &Table) -> Result<Cleaning, CleanError> {
        self.apply_with(table, &References::default())
    }

    /// Cleans a table by rules that refer to others, given by the names under which the recipe knows them.
    ///
    /// # Errors
    /// As [`Self::apply`]; a table that is not given.
    pub fn apply_with(
        &self,
        table: &Table,
        references: &References,
    ) -> Result<Cleaning, CleanError> {
        let frames = sink::Frames::default();
        let Outcome { recipe, summary } = self.apply_into(table, references, &frames)?;
        let (cleaned, ledger, quarantine) = frames.finish()?;
        Ok(Cleaning {
            table: cleaned,
            ledger,
            quarantine,
            recipe,
            summary,
        })
    }

    /// Cleans a table piece by piece, in the order of its rows; memory does not hold them.
    ///
    /// # Errors
    /// As [`Self::apply_with`]; what the sink cannot take.
    pub fn apply_into<S: Sink>(
        &self,
        table: &Table,
        references: &References,
        sink: &S,
    ) -> Result<Outcome, CleanError> {
        let schema: Vec<(String, DataType)> = table
            .columns()
            .iter()
            .map(|column| (column.name.clone(), column.dtype.clone()))
            .collect();
        let plan = Plan::new(self, &schema, references)?;
        let done = passes::run(&plan, self, table, sink)?;
        let recipe = self.fitted(&plan, &done.fits);
        let summary = summarize::summary(self, &plan, done, table.scratch())?;
        Ok(Outcome { recipe, summary })
    }

    /// Checks the recipe against columns, without reading rows.
    ///
    /// # Errors
    /// As [`Self::apply`], but for what only rows can tell.
    pub fn check_against(
        &self,
        columns: &[(String, DataType)],
        references: &References,
    ) -> Result<(), CleanError> {
        Plan::new(self, columns, references).map(|_| ())
    }

    /// The recipe with the limits that were found.
    fn fitted(&self, plan: &Plan, fits: &[Fit]) -> Self {
        let mut recipe = self.clone();
        for ((step, ready), fit) in recipe.steps.iter_mut().zip(&plan.steps).zip(fits) {
            if let (Action::Outliers(rules), plan::Op::Outliers(op), Fit::Fences(fences)) =
                (&mut step.action, &ready.op, fit)
                && op.needs_fit()
            {
                rules.limits = fences
                    .fitted
                    .iter()
                    .map(|fitted| fitted.limits.clone())
                    .collect();
            }
        }
        recipe
    }
}

/// The moments of a column of days or times, in microseconds.
fn moments(series: &Series, form: Form) -> PolarsResult<Vec<Option<i64>>> {
    let physical = series.to_physical_repr();
    Ok(match form {
        Form::Date => physical
            .i32()?
            .iter()
            .map(|day| day.map(|day| i64::from(day) * DAY))
            .collect(),
        _ => physical.i64()?.iter().collect(),
    })
}

/// Which cells of a column an earlier run has filled, by the column that marks them; they are not judged again.
fn filled_before(chunk: &chunk::Chunk, mark: Option<usize>) -> PolarsResult<Option<Vec<bool>>> {
    let Some(series) = mark.and_then(|mark| chunk.column(mark)) else {
        return Ok(None);
    };
    if let Ok(marks) = series.bool() {
        return Ok(Some(marks.iter().map(|mark| mark == Some(true)).collect()));
    }
    let texts = Form::of(series.dtype()).texts(series)?;
    Ok(Some(
        texts.iter().map(|text| text == Some("true")).collect(),
    ))
}

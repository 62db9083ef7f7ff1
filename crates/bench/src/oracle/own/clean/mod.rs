//! The oracle of `fourr clean` over a file of the user: the recipe in force, step by step in expressions.
//!
//! The recipe is read from the result and taken over the file anew. Of it nothing but its meaning is shared with the analysis:
//! words for missing, forms of numbers and dates, limits and fills are written here a second time. Where a step, a setting or a
//! cell says more than is known here, there is no answer rather than a wrong one.

mod checks;
mod figures;
mod group;
mod impute;
mod limits;
mod moments;
mod numbers;
mod outliers;
mod parse;
mod rows;
mod source;
mod spelling;

use std::path::Path;

use fourr_clean::{
    Recipe,
    recipe::{Action, Step},
};
use polars::prelude::*;

use super::super::{scan, summary::Summary};
use crate::{Answer, BenchError};
use source::Table;

/// Why no answer is worked out.
enum Stop {
    /// Something is meant that is not known here.
    Beyond,
    /// Polars could not do it.
    Failed(PolarsError),
}

impl From<PolarsError> for Stop {
    fn from(error: PolarsError) -> Self {
        Self::Failed(error)
    }
}

/// A table behind a step, and the cells or rows that the step found at fault, where it looks for such.
struct Taken {
    frame: DataFrame,
    at_fault: Option<i64>,
}

impl From<DataFrame> for Taken {
    fn from(frame: DataFrame) -> Self {
        Self {
            frame,
            at_fault: None,
        }
    }
}

/// The answer for a file whose result is in `folder`; `None` where the recipe or the file is beyond plain polars.
pub(super) fn expected(
    file: &Path,
    folder: &Path,
    summary: &Summary,
) -> Result<Option<Answer>, BenchError> {
    match answer(file, folder, summary) {
        Ok(answer) => Ok(Some(answer)),
        Err(Stop::Beyond) => Ok(None),
        Err(Stop::Failed(error)) => Err(error.into()),
    }
}

fn answer(file: &Path, folder: &Path, summary: &Summary) -> Result<Answer, Stop> {
    let text = std::fs::read_to_string(folder.join("recipe.toml")).map_err(|_| Stop::Beyond)?;
    let recipe = Recipe::from_toml(&text).map_err(|_| Stop::Beyond)?;
    // A diagnosis has no steps: nothing was cleaned.
    let told = summary.list("/steps").map_err(|_| Stop::Beyond)?;
    let mut table = Table::open(file, summary)?;
    let mut answer = Answer::default();
    answer.put("rows read", figures::rows(&table.frame));
    for (index, (step, told)) in recipe.steps.iter().zip(&told).enumerate() {
        let taken = take(step, &table, told)?;
        let name = step.name(index);
        let rows = figures::rows(&table.frame) - figures::rows(&taken.frame);
        answer.put(format!("{name} rows removed"), rows);
        if figures::counts_cells(step.action.verb()) {
            let changed = figures::changed(&table, &taken.frame)?;
            answer.put(format!("{name} cells changed"), changed);
        }
        if let Some(at_fault) = taken.at_fault {
            answer.put(format!("{name} at fault"), at_fault);
        }
        table.follow(&step.action, taken.frame)?;
    }
    figures::of_table(&mut answer, table.frame.lazy())?;
    Ok(answer)
}

/// The same figures from a folder of results.
pub(super) fn found(summary: &Summary, folder: &Path) -> Result<Answer, BenchError> {
    let mut answer = Answer::default();
    answer.put("rows read", summary.count("/rows_in")?);
    for step in summary.list("/steps")? {
        let name = step.text("/id")?;
        let removed = step.count("/rows_removed")?;
        answer.put(format!("{name} rows removed"), removed);
        if figures::counts_cells(step.text("/verb")?) {
            let changed = step.count("/cells_changed")?;
            answer.put(format!("{name} cells changed"), changed);
        }
        let at_fault = match step.text("/verb")? {
            "check" => Some("/detail/failed"),
            "outliers" => Some("/detail/flagged"),
            _ => None,
        };
        if let Some(path) = at_fault {
            answer.put(format!("{name} at fault"), step.count(path)?);
        }
    }
    figures::of_table(&mut answer, scan(&folder.join("cleaned.parquet"))?)?;
    Ok(answer)
}

/// Takes one step.
fn take(step: &Step, table: &Table, told: &Summary) -> Result<Taken, Stop> {
    let frame = &table.frame;
    Ok(match &step.action {
        Action::Rename(rules) => spelling::rename(frame, rules)?.into(),
        Action::DropColumns(rules) => frame.drop_many(&rules.columns).into(),
        Action::Tidy(rules) => spelling::tidy(frame, rules)?.into(),
        Action::Missing(rules) => spelling::missing(frame, rules)?.into(),
        Action::Replace(rules) => spelling::replace(frame, rules)?.into(),
        Action::Parse(rules) => parse::parse(frame, rules)?.into(),
        Action::Duplicates(rules) => rows::duplicates(frame, rules)?.into(),
        Action::KeyDuplicates(rules) => rows::key_duplicates(frame, rules)?.into(),
        Action::Check(rules) => checks::check(frame, rules)?,
        Action::Outliers(rules) => outliers::outliers(frame, rules, told)?,
        Action::Impute(rules) => impute::impute(frame, rules)?.into(),
        Action::DropRows(rules) => rows::drop_rows(frame, rules)?.into(),
        Action::NearDuplicates(_) => return Err(Stop::Beyond),
    })
}

//! [`Undo`]: the table as it was, from what a cleaning has left.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use polars::prelude::*;

use super::{
    chunk::Row,
    form::{Form, Value},
    plan::{Plan, References},
};
use crate::{CleanError, Recipe, ledger, recipe::Action};

/// One column as it was read.
///
/// `present` is the column as it is; `cells` are old values by row, of which the last counts: those that a step has
/// changed first come last.
pub(super) fn column(
    present: Option<&(Series, Form)>,
    (rows, cells): (&[Row], &[(Row, Option<&str>)]),
    (loaded, dtype): (Form, &DataType),
) -> Result<Series, CleanError> {
    let untouched = cells.is_empty()
        && present.is_some_and(|(series, _)| {
            Some(series.dtype().clone()) == loaded.dtype() || loaded == Form::Other
        });
    if let (true, Some((series, _))) = (untouched, present) {
        return Ok(series.cast(dtype)?);
    }
    let wanted: HashMap<Row, Option<&str>, FixedState> = cells.iter().copied().collect();
    let texts = match present {
        Some((series, form)) => form.texts(series)?,
        None => StringChunked::full_null(PlSmallStr::EMPTY, rows.len()),
    };
    let mut builder = StringChunkedBuilder::new(PlSmallStr::EMPTY, rows.len());
    for (row, text) in rows.iter().zip(texts.iter()) {
        builder.append_option(wanted.get(row).copied().unwrap_or(text));
    }
    let texts = builder.finish();
    Ok(typed(&texts, loaded)?.cast(dtype)?)
}

/// Text that a form has written, as values of it.
fn typed(texts: &StringChunked, form: Form) -> PolarsResult<Series> {
    let values = || {
        texts
            .iter()
            .map(|text| text.and_then(|text| form.read(text)))
    };
    let name = texts.name().clone();
    let micros = |value: Option<Value>| match value {
        Some(Value::Micros(micros)) => Some(micros),
        _ => None,
    };
    Ok(match form {
        Form::Text | Form::Other => texts.clone().into_series(),
        Form::Number(_) => values()
            .map(|value| match value {
                Some(Value::Number(value)) => Some(value),
                _ => None,
            })
            .collect::<Float64Chunked>()
            .with_name(name)
            .into_series(),
        Form::Integer => values()
            .map(|value| match value {
                Some(Value::Integer(value)) => Some(value),
                _ => None,
            })
            .collect::<Int64Chunked>()
            .with_name(name)
            .into_series(),
        Form::Boolean => values()
            .map(|value| match value {
                Some(Value::Boolean(value)) => Some(value),
                _ => None,
            })
            .collect::<BooleanChunked>()
            .with_name(name)
            .into_series(),
        Form::Date | Form::Datetime => values()
            .map(micros)
            .collect::<Int64Chunked>()
            .with_name(name)
            .into_series()
            .cast(&DataType::Datetime(TimeUnit::Microseconds, None))?,
    })
}

/// What a cleaning has left, from which the table can be put back as it was.
#[derive(Debug, Clone)]
pub struct Undo {
    /// The cleaned table.
    pub table: DataFrame,
    /// The ledger.
    pub ledger: DataFrame,
    /// The quarantine.
    pub quarantine: DataFrame,
    /// The recipe that cleaned it.
    pub recipe: Recipe,
}

impl Undo {
    /// The table as it was read: its columns in their types and order, its rows in their order, every value.
    ///
    /// # Errors
    /// Parts that do not belong together, a cleaned table whose rows or columns were changed since.
    pub fn restore(&self) -> Result<DataFrame, CleanError> {
        let fault = |what: String| CleanError::Undo(what);
        let marks = ledger::QUARANTINE.len();
        if self.quarantine.width() < marks {
            return Err(fault("the quarantine lacks columns".to_owned()));
        }
        let source = DataFrame::new(
            self.quarantine.height(),
            self.quarantine.columns()[marks..].to_vec(),
        )?;
        let schema: Vec<(String, DataType)> = source
            .schema()
            .iter()
            .map(|(name, dtype)| (name.to_string(), dtype.clone()))
            .collect();
        // Checks change neither names nor types, and may refer to tables that are not at hand.
        let mut recipe = self.recipe.clone();
        recipe
            .steps
            .retain(|step| !matches!(step.action, Action::Check(_)));
        let plan = Plan::new(&recipe, &schema, &References::default())?;
        let removed = numbers(&self.quarantine, ledger::QUARANTINE[0])?;
        let stayed = others(self.table.height() + removed.len(), &removed)?;
        let olds = Olds::read(&self.ledger)?;
        let mut columns = Vec::with_capacity(schema.len());
        for slot in plan.slots.iter().take(plan.sources) {
            let present = slot
                .name
                .as_ref()
                .map(|name| self.table.column(name))
                .transpose()
                .map_err(|error| fault(error.to_string()))?
                .map(|column| {
                    Ok::<_, PolarsError>((
                        slot.form.load(column.as_materialized_series())?,
                        slot.form,
                    ))
                })
                .transpose()?;
            let cells = olds.of(&slot.source);
            let restored = column(
                present.as_ref(),
                (&stayed, &cells),
                (slot.loaded, &slot.dtype),
            )?;
            columns.push(
                restored
                    .with_name(slot.source.as_str().into())
                    .into_column(),
            );
        }
        let mut all = DataFrame::new(stayed.len(), columns)?;
        all.vstack_mut_owned(source)?;
        let mut order: Vec<(Row, IdxSize)> = stayed.into_iter().chain(removed).zip(0..).collect();
        order.sort_unstable();
        let places = IdxCa::from_vec(
            PlSmallStr::EMPTY,
            order.into_iter().map(|pair| pair.1).collect(),
        );
        Ok(all.take(&places)?)
    }
}

/// The rows of a source that are not among those removed.
fn others(total: usize, removed: &[Row]) -> Result<Vec<Row>, CleanError> {
    let mut gone = vec![false; total];
    for row in removed {
        match gone.get_mut(*row as usize) {
            Some(gone) if !*gone => *gone = true,
            _ => {
                let what = format!("row {} of the quarantine is not one of {total}", row + 1);
                return Err(CleanError::Undo(what));
            }
        }
    }
    let stays = (0..).zip(gone).filter(|(_, gone)| !gone);
    Ok(stays.map(|(row, _)| row).collect())
}

/// Row numbers of a frame, from 0.
fn numbers(frame: &DataFrame, name: &str) -> Result<Vec<Row>, CleanError> {
    let column = frame.column(name)?.cast(&DataType::UInt64)?;
    let rows = column.u64()?.iter().map(|row| {
        let row = row
            .and_then(|row| row.checked_sub(1))
            .and_then(|row| Row::try_from(row).ok());
        row.ok_or_else(|| CleanError::Undo("a row without a number".to_owned()))
    });
    rows.collect()
}

/// Old values by column.
struct Olds {
    columns: StringChunked,
    rows: Vec<Row>,
    old: StringChunked,
}

impl Olds {
    fn read(ledger: &DataFrame) -> Result<Self, CleanError> {
        let sorted = ledger.sort(["seq"], SortMultipleOptions::default())?;
        let text = |name: &str| -> Result<StringChunked, CleanError> {
            Ok(sorted.column(name)?.cast(&DataType::String)?.str()?.clone())
        };
        Ok(Self {
            columns: text("column")?,
            rows: numbers(&sorted, "row")?,
            old: text("old")?,
        })
    }

    /// The old values of a column, the first change of each cell last.
    fn of(&self, column: &str) -> Vec<(Row, Option<&str>)> {
        let lines = self.columns.iter().zip(&self.rows).zip(self.old.iter());
        let mut cells: Vec<(Row, Option<&str>)> = lines
            .filter(|((name, _), _)| *name == Some(column))
            .map(|((_, row), old)| (*row, old))
            .collect();
        cells.reverse();
        cells
    }
}

//! [`Chunk`]: some rows on their way through the steps.

use polars::prelude::*;

use super::form::{DAY, Form, Value};

/// Number of a row in the source, from 0.
pub(crate) type Row = u32;

/// Some rows on their way through the steps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chunk {
    /// Their numbers in the source, ascending.
    pub(crate) rows: Vec<Row>,
    /// Columns by slot: those of the source, then those that mark cells. Absent ones are not needed, or taken out.
    pub(crate) columns: Vec<Option<Series>>,
}

/// Cells of one column that a step changed: their places in the chunk, ascending, and why.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    pub(crate) at: Vec<IdxSize>,
    pub(crate) reasons: Vec<crate::ledger::Reason>,
}

impl Changed {
    pub(crate) fn push(&mut self, at: usize, reason: crate::ledger::Reason) {
        self.at.push(index(at));
        self.reasons.push(reason);
    }

    pub(crate) fn all(at: Vec<IdxSize>, reason: crate::ledger::Reason) -> Self {
        Self {
            reasons: vec![reason; at.len()],
            at,
        }
    }
}

/// A place in a chunk, which has fewer rows than there are row numbers.
pub(crate) fn index(at: usize) -> IdxSize {
    IdxSize::try_from(at).unwrap_or(IdxSize::MAX)
}

impl Chunk {
    pub(crate) fn height(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn column(&self, slot: usize) -> Option<&Series> {
        self.columns.get(slot)?.as_ref()
    }

    /// Keeps the rows for which `keep` says so.
    pub(crate) fn retain(&mut self, keep: &[bool]) -> PolarsResult<()> {
        if keep.iter().all(|keep| *keep) {
            return Ok(());
        }
        let mask: BooleanChunked = keep.iter().copied().collect();
        for column in self.columns.iter_mut().flatten() {
            *column = column.filter(&mask)?;
        }
        let mut kept = keep.iter();
        self.rows.retain(|_| kept.next() == Some(&true));
        Ok(())
    }

    /// The rows for which `wanted` says so.
    pub(crate) fn only(&self, wanted: &[bool]) -> PolarsResult<Self> {
        let mut part = self.clone();
        part.retain(wanted)?;
        Ok(part)
    }

    /// The place of a row of the source, where it is among these.
    pub(crate) fn place(&self, row: Row) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }

    /// Adds the rows of another chunk behind these.
    pub(crate) fn append(&mut self, other: Self) -> PolarsResult<()> {
        if self.rows.is_empty() {
            *self = other;
            return Ok(());
        }
        self.rows.extend(other.rows);
        for (mine, theirs) in self.columns.iter_mut().zip(other.columns) {
            if let (Some(mine), Some(theirs)) = (mine, theirs) {
                mine.append(&theirs)?;
            }
        }
        Ok(())
    }
}

/// The column with other values at some places, which ascend; `None` is null.
pub(crate) fn put(
    series: &Series,
    form: Form,
    cells: &[(IdxSize, Option<Value>)],
) -> PolarsResult<Series> {
    if cells.is_empty() {
        return Ok(series.clone());
    }
    let name = series.name().clone();
    Ok(match form {
        Form::Text => put_text(series.str()?, cells).into_series(),
        Form::Number(_) => {
            let values = with(series.f64()?.iter(), cells, |value| match value {
                Value::Number(value) => Some(*value),
                Value::Integer(value) => Some(*value as f64),
                _ => None,
            });
            Series::new(name, values)
        }
        Form::Integer => {
            let values = with(series.i64()?.iter(), cells, |value| match value {
                Value::Integer(value) => Some(*value),
                _ => None,
            });
            Series::new(name, values)
        }
        Form::Boolean => {
            let values = with(series.bool()?.iter(), cells, |value| match value {
                Value::Boolean(value) => Some(*value),
                _ => None,
            });
            Series::new(name, values)
        }
        Form::Date => {
            let values = with(series.to_physical_repr().i32()?.iter(), cells, |value| {
                micros(value).and_then(|micros| i32::try_from(micros.div_euclid(DAY)).ok())
            });
            Series::new(name, values).cast(&DataType::Date)?
        }
        Form::Datetime => {
            let values = with(series.to_physical_repr().i64()?.iter(), cells, micros);
            Series::new(name, values).cast(&DataType::Datetime(TimeUnit::Microseconds, None))?
        }
        Form::Other => nulls(series, cells)?,
    })
}

fn put_text(text: &StringChunked, cells: &[(IdxSize, Option<Value>)]) -> StringChunked {
    let mut builder = StringChunkedBuilder::new(text.name().clone(), text.len());
    let mut cells = cells.iter().peekable();
    for (at, old) in text.iter().enumerate() {
        match cells.next_if(|cell| cell.0 as usize == at) {
            Some((_, Some(Value::Text(value)))) => builder.append_value(value),
            Some(_) => builder.append_null(),
            None => builder.append_option(old),
        }
    }
    builder.finish()
}

/// Of a type that nothing is known of only null can be put.
fn nulls(series: &Series, cells: &[(IdxSize, Option<Value>)]) -> PolarsResult<Series> {
    let name = series.name().clone();
    polars_ensure!(
        cells.iter().all(|(_, value)| value.is_none()),
        InvalidOperation: "column {name} cannot be filled"
    );
    let mut keep = vec![true; series.len()];
    for (at, _) in cells {
        keep[*at as usize] = false;
    }
    let mask: BooleanChunked = keep.into_iter().collect();
    series.zip_with(
        &mask,
        &Series::full_null(name, series.len(), series.dtype()),
    )
}

fn micros(value: &Value) -> Option<i64> {
    match value {
        Value::Micros(micros) => Some(*micros),
        _ => None,
    }
}

/// The values with others at some places.
fn with<T>(
    values: impl Iterator<Item = Option<T>>,
    cells: &[(IdxSize, Option<Value>)],
    read: impl Fn(&Value) -> Option<T>,
) -> Vec<Option<T>> {
    let mut values: Vec<Option<T>> = values.collect();
    for (at, value) in cells {
        values[*at as usize] = value.as_ref().and_then(&read);
    }
    values
}

/// The column with null at some places, which ascend.
pub(crate) fn without(series: &Series, form: Form, at: &[IdxSize]) -> PolarsResult<Series> {
    let cells: Vec<_> = at.iter().map(|at| (*at, None)).collect();
    put(series, form, &cells)
}

/// The value of a cell.
pub(crate) fn value(series: &Series, form: Form, at: usize) -> PolarsResult<Option<Value>> {
    Ok(match form {
        Form::Text => series
            .str()?
            .get(at)
            .map(|text| Value::Text(text.to_owned())),
        Form::Number(_) => series.f64()?.get(at).map(Value::Number),
        Form::Integer => series.i64()?.get(at).map(Value::Integer),
        Form::Boolean => series.bool()?.get(at).map(Value::Boolean),
        Form::Date => {
            let days = series.to_physical_repr();
            days.i32()?
                .get(at)
                .map(|day| Value::Micros(i64::from(day) * DAY))
        }
        Form::Datetime => series.to_physical_repr().i64()?.get(at).map(Value::Micros),
        Form::Other => None,
    })
}

/// The numbers of a column, NaN where there is none.
pub(crate) fn numbers(series: &Series, form: Form) -> PolarsResult<Vec<f64>> {
    Ok(match form {
        Form::Number(_) => series
            .f64()?
            .iter()
            .map(|v| v.unwrap_or(f64::NAN))
            .collect(),
        Form::Integer => series
            .i64()?
            .iter()
            .map(|v| v.map_or(f64::NAN, |v| v as f64))
            .collect(),
        _ => vec![f64::NAN; series.len()],
    })
}

//! [`Chunk`]: some rows on their way through the steps.

use polars::prelude::*;
use polars_arrow::{
    array::Array,
    bitmap::{Bitmap, MutableBitmap},
};

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

    /// Bytes that it takes in memory.
    pub(crate) fn bytes(&self) -> u64 {
        let columns = self.columns.iter().flatten();
        let columns: usize = columns.map(Series::estimated_size).sum();
        (columns + size_of_val(self.rows.as_slice())) as u64
    }

    pub(crate) fn column(&self, slot: usize) -> Option<&Series> {
        self.columns.get(slot)?.as_ref()
    }

    /// Keeps the rows for which `keep` says so.
    pub(crate) fn retain(&mut self, keep: &[bool]) -> PolarsResult<()> {
        if keep.iter().all(|keep| *keep) {
            return Ok(());
        }
        let mask = BooleanChunked::from_slice(PlSmallStr::EMPTY, keep);
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

    /// Chunks one behind the other as one.
    pub(crate) fn joined(parts: Vec<Self>) -> PolarsResult<Self> {
        let mut parts = parts.into_iter().filter(|part| !part.rows.is_empty());
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            all.rows.extend(part.rows);
            for (mine, theirs) in all.columns.iter_mut().zip(part.columns) {
                if let (Some(mine), Some(theirs)) = (mine, theirs) {
                    mine.append_owned(theirs)?;
                }
            }
        }
        for column in all.columns.iter_mut().flatten() {
            *column = column.rechunk();
        }
        Ok(all)
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
    Ok(match form {
        Form::Text => {
            let texts = cells.iter().map(|(_, value)| match value {
                Some(Value::Text(value)) => Some(value.as_str()),
                _ => None,
            });
            let at: Vec<IdxSize> = cells.iter().map(|cell| cell.0).collect();
            spliced(series.str()?, &at, texts)?.into_series()
        }
        Form::Number(_) => with(series.f64()?, cells, |value| match value {
            Value::Number(value) => Some(*value),
            Value::Integer(value) => Some(*value as f64),
            _ => None,
        }),
        Form::Integer => with(series.i64()?, cells, |value| match value {
            Value::Integer(value) => Some(*value),
            _ => None,
        }),
        Form::Boolean => {
            let mut values: Vec<Option<bool>> = series.bool()?.iter().collect();
            for (at, value) in cells {
                values[*at as usize] = match value {
                    Some(Value::Boolean(value)) => Some(*value),
                    _ => None,
                };
            }
            Series::new(series.name().clone(), values)
        }
        Form::Date => with(series.to_physical_repr().i32()?, cells, |value| {
            micros(value).and_then(|micros| i32::try_from(micros.div_euclid(DAY)).ok())
        })
        .cast(&DataType::Date)?,
        Form::Datetime => with(series.to_physical_repr().i64()?, cells, micros)
            .cast(&DataType::Datetime(TimeUnit::Microseconds, None))?,
        Form::Other => nulls(series, cells)?,
    })
}

/// The column with other texts at some places, which ascend.
pub(crate) fn spliced<'a>(
    text: &StringChunked,
    at: &[IdxSize],
    new: impl Iterator<Item = Option<&'a str>>,
) -> PolarsResult<StringChunked> {
    // The new texts are put behind the old ones, and every place takes its own: no old text is copied.
    let mut both = text.clone();
    both.append_owned(StringChunked::from_iter_options(PlSmallStr::EMPTY, new))?;
    let mut from: Vec<IdxSize> = (0..index(text.len())).collect();
    for (number, at) in at.iter().enumerate() {
        from[*at as usize] = index(text.len() + number);
    }
    both.rechunk()
        .take(&IdxCa::from_vec(PlSmallStr::EMPTY, from))
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

/// The numbers with others at some places.
fn with<T: PolarsNumericType>(
    numbers: &ChunkedArray<T>,
    cells: &[(IdxSize, Option<Value>)],
    read: impl Fn(&Value) -> Option<T::Native>,
) -> Series
where
    ChunkedArray<T>: IntoSeries,
{
    let mut values: Vec<T::Native> = Vec::with_capacity(numbers.len());
    let mut known = MutableBitmap::with_capacity(numbers.len());
    for array in numbers.downcast_iter() {
        values.extend_from_slice(array.values());
        match array.validity() {
            Some(validity) => known.extend_from_bitmap(validity),
            None => known.extend_constant(array.len(), true),
        }
    }
    for (at, value) in cells {
        let new = value.as_ref().and_then(&read);
        values[*at as usize] = new.unwrap_or_default();
        known.set(*at as usize, new.is_some());
    }
    let known = Some(Bitmap::from(known)).filter(|known| known.unset_bits() > 0);
    ChunkedArray::<T>::from_vec_validity(numbers.name().clone(), values, known).into_series()
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
        Form::Number(_) => {
            let numbers = series.f64()?;
            let mut values = Vec::with_capacity(numbers.len());
            for array in numbers.downcast_iter() {
                if array.null_count() == 0 {
                    values.extend_from_slice(array.values());
                } else {
                    values.extend(array.iter().map(|value| value.copied().unwrap_or(f64::NAN)));
                }
            }
            values
        }
        Form::Integer => series
            .i64()?
            .iter()
            .map(|v| v.map_or(f64::NAN, |v| v as f64))
            .collect(),
        _ => vec![f64::NAN; series.len()],
    })
}

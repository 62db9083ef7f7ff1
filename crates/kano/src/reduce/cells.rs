//! Columns of answers read into one byte a cell.

use fourr_table::{
    Memo, Texts, Values,
    coerce::{Fault, Faults},
};
use polars::prelude::*;

use crate::{
    KanoError,
    answer::MISSING,
    lexicon::{Form, Lexicon},
};

/// What one column of answers held beside answers.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Cells that are not on the scale.
    pub(crate) faults: Faults,
    /// Whether some answer was a word.
    pub(crate) words: bool,
    /// Whether some answer was a number.
    pub(crate) numbers: bool,
    /// What the texts of the column say.
    said: Memo<u8>,
}

impl Seen {
    pub(crate) fn new(column: &str) -> Self {
        Self {
            faults: Faults::new(column),
            words: false,
            numbers: false,
            said: Memo::default(),
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.faults.merge(other.faults);
        self.words |= other.words;
        self.numbers |= other.numbers;
    }

    fn note(&mut self, form: Form) {
        match form {
            Form::Words => self.words = true,
            Form::Number => self.numbers = true,
            Form::None => {}
        }
    }
}

/// Reads a column into codes, one a row. `first_row` is the 0-based data row of the batch.
pub(crate) fn codes(
    values: &Values<'_>,
    lexicon: &Lexicon,
    first_row: u64,
    seen: &mut Seen,
) -> Result<Vec<u8>, KanoError> {
    let column = match values {
        Values::Texts(written) => return Ok(texts(written, lexicon, first_row, seen)),
        Values::Typed(column) => column,
    };
    let series = column.as_materialized_series();
    match series.dtype() {
        DataType::Int8 => Ok(integers(series.i8()?, lexicon, first_row, seen)),
        DataType::Int32 => Ok(integers(series.i32()?, lexicon, first_row, seen)),
        DataType::Int64 => Ok(integers(series.i64()?, lexicon, first_row, seen)),
        DataType::Null => Ok(vec![MISSING; series.len()]),
        dtype if dtype.is_integer() => {
            let whole = series.cast(&DataType::Int64)?;
            Ok(integers(whole.i64()?, lexicon, first_row, seen))
        }
        dtype if dtype.is_float() => {
            let values = series.cast(&DataType::Float64)?;
            Ok(floats(values.f64()?, lexicon, first_row, seen))
        }
        _ => Ok(texts(&values.as_texts()?, lexicon, first_row, seen)),
    }
}

fn integers<T>(
    values: &ChunkedArray<T>,
    lexicon: &Lexicon,
    first_row: u64,
    seen: &mut Seen,
) -> Vec<u8>
where
    T: PolarsIntegerType,
    T::Native: Into<i64> + Copy,
{
    let mut codes = Vec::with_capacity(values.len());
    for chunk in values.downcast_iter() {
        let read = |value: &T::Native| lexicon.number((*value).into());
        match chunk.validity().filter(|valid| valid.unset_bits() > 0) {
            None => codes.extend(chunk.values().iter().map(read)),
            Some(valid) => codes.extend(
                chunk
                    .values()
                    .iter()
                    .zip(valid.iter())
                    .map(|(value, valid)| if valid { read(value) } else { MISSING }),
            ),
        }
    }
    seen.numbers |= codes.iter().any(|code| *code != MISSING);
    let off = |(_, code): &(usize, &u8)| **code == lexicon.off;
    for (row, _) in codes.iter().enumerate().filter(off) {
        let value = || values.get(row).map_or(0_i64, Into::into).to_string();
        seen.faults
            .enter(Fault::Unparseable, first_row + row as u64, value);
    }
    codes
}

fn floats(values: &Float64Chunked, lexicon: &Lexicon, first_row: u64, seen: &mut Seen) -> Vec<u8> {
    let read = |(row, value): (usize, Option<f64>)| {
        let Some(value) = value.filter(|value| !value.is_nan()) else {
            return MISSING;
        };
        seen.numbers = true;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a number beyond the range is off the scale, and so is what it saturates to"
        )]
        let code = if value.fract() == 0.0 {
            lexicon.number(value as i64)
        } else {
            lexicon.off
        };
        if code == lexicon.off {
            seen.faults
                .enter(Fault::Unparseable, first_row + row as u64, || {
                    value.to_string()
                });
        }
        code
    };
    values.iter().enumerate().map(read).collect()
}

fn texts(written: &Texts<'_>, lexicon: &Lexicon, first_row: u64, seen: &mut Seen) -> Vec<u8> {
    let mut forms = Vec::new();
    let codes = seen.said.read_all(written, MISSING, |text| {
        let (code, form) = lexicon.text(text);
        forms.push(form);
        code
    });
    for form in forms {
        seen.note(form);
    }
    if codes.contains(&lexicon.off) {
        let off = |(_, code): &(usize, &u8)| **code == lexicon.off;
        for (row, _) in codes.iter().enumerate().filter(off) {
            let value = || written.get(row).unwrap_or_default();
            seen.faults
                .enter(Fault::Unparseable, first_row + row as u64, value);
        }
    }
    codes
}

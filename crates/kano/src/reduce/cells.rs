//! Columns of answers read into one byte a cell.

use fourr_table::coerce::{Fault, Faults};
use hashbrown::HashMap;
use polars::prelude::*;

use crate::{
    answer::MISSING,
    lexicon::{Form, Lexicon},
};

/// Texts that are remembered; a column of free text has more, and is looked up anew each time.
const REMEMBERED: usize = 4_096;
/// Slots of the table of recent views.
const RECENT: usize = 64;

/// What one column of answers held beside answers.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Cells that are not on the scale.
    pub(crate) faults: Faults,
    /// Whether some answer was a word.
    pub(crate) words: bool,
    /// Whether some answer was a number.
    pub(crate) numbers: bool,
}

impl Seen {
    pub(crate) fn new(column: &str) -> Self {
        Self {
            faults: Faults::new(column),
            words: false,
            numbers: false,
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
    column: &Column,
    lexicon: &Lexicon,
    first_row: u64,
    seen: &mut Seen,
) -> PolarsResult<Vec<u8>> {
    let series = column.as_materialized_series();
    match series.dtype() {
        DataType::String => Ok(texts(series.str()?, lexicon, first_row, seen)),
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
        _ => {
            let written = series.cast(&DataType::String)?;
            Ok(texts(written.str()?, lexicon, first_row, seen))
        }
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

fn texts(values: &StringChunked, lexicon: &Lexicon, first_row: u64, seen: &mut Seen) -> Vec<u8> {
    let mut codes = Vec::with_capacity(values.len());
    let mut known: HashMap<String, u8, foldhash::fast::FixedState> = HashMap::default();
    let mut look_up = |text: &str, seen: &mut Seen| {
        if let Some(code) = known.get(text) {
            return *code;
        }
        let (code, form) = lexicon.text(text);
        seen.note(form);
        if known.len() < REMEMBERED {
            known.insert(text.to_owned(), code);
        }
        code
    };
    for chunk in values.downcast_iter() {
        // A view says which bytes it means, so that equal views within a chunk are equal texts: words of a Parquet
        // dictionary, and any text of up to twelve bytes.
        let mut recent: [Option<(u128, u8)>; RECENT] = [None; RECENT];
        for (view, text) in chunk.views().iter().zip(chunk.iter()) {
            let Some(text) = text else {
                codes.push(MISSING);
                continue;
            };
            let key = view.as_u128();
            let slot = &mut recent[slot(key)];
            let code = match slot {
                Some((known, code)) if *known == key => *code,
                _ => {
                    let code = look_up(text, seen);
                    *slot = Some((key, code));
                    code
                }
            };
            if code == lexicon.off {
                let row = first_row + codes.len() as u64;
                seen.faults.enter(Fault::Unparseable, row, || text);
            }
            codes.push(code);
        }
    }
    codes
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a hash: the upper bits are folded into the lower ones first"
)]
fn slot(view: u128) -> usize {
    let folded = (view ^ (view >> 64)) as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as usize
}

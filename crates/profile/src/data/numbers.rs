//! Columns as floating-point numbers; NaN is a missing or unreadable cell.

use fourr_cell::number::{self, NumberRules, Plain};
use fourr_table::{
    Texts, Values,
    coerce::{self, Fault, Faults, TimeRules},
};
use polars::prelude::*;

/// Reads a column as numbers. Text goes through the rules of [`fourr_cell::number`]; booleans are 0 and 1.
pub(crate) fn numbers<'a>(
    values: impl Into<Values<'a>>,
    first_row: u64,
    faults: &mut Faults,
) -> PolarsResult<Vec<f64>> {
    let values = values.into();
    let column = match &values {
        Values::Texts(written) => return Ok(texts(written, first_row, faults)),
        Values::Typed(column) => column,
    };
    let series = column.as_materialized_series();
    match series.dtype() {
        DataType::Categorical(..) | DataType::Enum(..) => {
            Ok(texts(&values.as_texts()?, first_row, faults))
        }
        DataType::Null => Ok(vec![f64::NAN; series.len()]),
        dtype if dtype.is_primitive_numeric() || dtype.is_bool() || dtype.is_decimal() => {
            Ok(floats(series.cast(&DataType::Float64)?.f64()?, faults))
        }
        dtype => {
            polars_bail!(InvalidOperation: "column {} is {dtype}, expected numbers", column.name())
        }
    }
}

/// Reads a column as microseconds of local time.
pub(crate) fn times<'a>(
    values: impl Into<Values<'a>>,
    first_row: u64,
    faults: &mut Faults,
) -> PolarsResult<Vec<f64>> {
    let readings = coerce::times(values, TimeRules::default(), first_row, faults)?;
    Ok(readings
        .into_iter()
        .map(|reading| reading.value().map_or(f64::NAN, |micros| micros as f64))
        .collect())
}

fn texts(written: &Texts<'_>, first_row: u64, faults: &mut Faults) -> Vec<f64> {
    let rules = NumberRules::default();
    let mut read = |row: u64, text: Option<&str>| {
        let Some(text) = text else {
            return reject(Fault::Missing, row, "", faults);
        };
        let plain = Plain::of(text).map(Plain::value);
        if let Some(value) = plain.or_else(|| long(text)) {
            return value;
        }
        match number::parse(text, &rules) {
            Ok(number) => number.value.to_f64(),
            Err(fault) => reject(fault.into(), row, text, faults),
        }
    };
    let mut values = Vec::with_capacity(written.len());
    // Not a loop: where the texts lie is asked once, not text by text.
    let texts = written.iter().enumerate();
    texts.for_each(|(row, text)| values.push(read(first_row + row as u64, text)));
    values
}

fn reject(fault: Fault, row: u64, text: &str, faults: &mut Faults) -> f64 {
    faults.enter(fault, row, || text);
    f64::NAN
}

/// ASCII decimals of more digits, in the one way in which they can be meant; everything else is for the slow reader.
fn long(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let [first, .., last] = digits.as_bytes() else {
        return digits
            .as_bytes()
            .first()
            .filter(|digit| digit.is_ascii_digit())
            .and_then(|_| text.parse().ok());
    };
    let bounded = first.is_ascii_digit() && last.is_ascii_digit();
    let only_digits = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if bounded && only_digits {
        text.parse().ok()
    } else {
        None
    }
}

fn floats(values: &Float64Chunked, faults: &mut Faults) -> Vec<f64> {
    let mut read = Vec::with_capacity(values.len());
    let mut missing = 0_u64;
    for chunk in values.downcast_iter() {
        let finite = |value: f64| if value.is_finite() { value } else { f64::NAN };
        match chunk.validity().filter(|valid| valid.unset_bits() > 0) {
            None => read.extend(chunk.values().iter().map(|&value| finite(value))),
            Some(valid) => {
                let start = read.len();
                read.extend(chunk.values().iter().map(|&value| finite(value)));
                for (value, valid) in read[start..].iter_mut().zip(valid.iter()) {
                    *value = if valid { *value } else { f64::NAN };
                }
            }
        }
        missing += chunk
            .validity()
            .map_or(0, |valid| valid.unset_bits() as u64);
    }
    if missing > 0 {
        faults.kinds.entry(Fault::Missing).or_default().count += missing;
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_types_read_to_the_same_numbers() {
        let mut faults = Faults::new("n");
        let text = Column::new(
            "n".into(),
            [
                Some("18"),
                Some("0.00005"),
                Some("1,234"),
                Some("3万"),
                None,
                Some("x"),
                Some("7"),
            ],
        );
        let read = numbers(&text, 0, &mut faults).unwrap();
        assert_eq!(read[..4], [18.0, 0.00005, 1234.0, 30000.0]);
        assert!(read[4].is_nan() && read[5].is_nan() && read[6] == 7.0);
        assert_eq!(
            (
                faults.count(Fault::Missing),
                faults.count(Fault::Unparseable)
            ),
            (1, 1)
        );
        let whole = Column::new("n".into(), [Some(18_i32), None]);
        assert_eq!(numbers(&whole, 0, &mut faults).unwrap()[0], 18.0);
        let flags = Column::new("n".into(), [true, false]);
        assert_eq!(numbers(&flags, 0, &mut faults).unwrap(), [1.0, 0.0]);
    }
}

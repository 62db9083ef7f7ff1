//! Amounts of money and quantities as exact ten-thousandths.

use fourr_cell::number;
use polars::prelude::*;

use super::{
    Fault, Faults, Reading,
    reading::{each, each_text, none},
};
use crate::Values;

/// Decimals kept of an amount: sums of ten-thousandths are exact in any order.
pub const AMOUNT_PLACES: usize = 4;
const SCALE: f64 = 10_000.0;
/// Ten-thousandths beyond which an amount is refused as an overflow.
pub const LIMIT: u64 = 1 << 62;

/// Ten-thousandths as the nearest number of units.
pub fn from_ten_thousandths(value: i128) -> f64 {
    value as f64 / SCALE
}

/// The nearest number of ten-thousandths, halves away from zero; `None` when it is not finite or too
/// large to be added up.
#[inline]
pub fn to_ten_thousandths(value: f64) -> Option<i64> {
    let scaled = value * SCALE;
    if scaled.is_nan() || scaled.abs() > LIMIT as f64 {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked first"
    )]
    let whole = scaled as i64;
    let rest = scaled - whole as f64;
    Some(whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5))
}

/// Reads a column as exact ten-thousandths, one reading a row.
///
/// Text is read by the rules of [`fourr_cell::number`]; numbers are rounded to the nearest
/// ten-thousandth, NaN counts as missing, an infinity as unparseable. `first_row` is the 0-based
/// data row of the batch, for the examples in `faults`.
///
/// # Errors
/// When the column has a type that no amount can have.
pub fn amounts<'a>(
    values: impl Into<Values<'a>>,
    first_row: u64,
    faults: &mut Faults,
) -> PolarsResult<Vec<Reading>> {
    let values = values.into();
    let column = match &values {
        Values::Texts(texts) => {
            return Ok(each_text(texts, first_row, faults, number::parse_fixed4));
        }
        Values::Typed(column) => column,
    };
    let series = column.as_materialized_series();
    match series.dtype() {
        DataType::Categorical(..) | DataType::Enum(..) | DataType::Decimal(..) => {
            let texts = values.as_texts()?;
            Ok(each_text(&texts, first_row, faults, number::parse_fixed4))
        }
        DataType::Null => Ok(none(series.len(), first_row, faults)),
        dtype if dtype.is_integer() => Ok(from_integers(
            series.cast(&DataType::Int64)?.i64()?,
            first_row,
            faults,
        )),
        dtype if dtype.is_float() => Ok(from_floats(
            series.cast(&DataType::Float64)?.f64()?,
            first_row,
            faults,
        )),
        dtype => {
            polars_bail!(InvalidOperation: "column {} is {dtype}, expected amounts", column.name())
        }
    }
}

fn from_integers(values: &Int64Chunked, first_row: u64, faults: &mut Faults) -> Vec<Reading> {
    each(values, |row, value| {
        let Some(value) = value else {
            return faults.reject(Fault::Missing, first_row + row, || "");
        };
        let scaled = value.checked_mul(10_000);
        match scaled.filter(|scaled| scaled.unsigned_abs() <= LIMIT) {
            Some(scaled) => Reading::of(scaled),
            None => faults.reject(Fault::Overflow, first_row + row, || value.to_string()),
        }
    })
}

fn from_floats(values: &Float64Chunked, first_row: u64, faults: &mut Faults) -> Vec<Reading> {
    each(values, |row, value| {
        let Some(value) = value.filter(|value| !value.is_nan()) else {
            return faults.reject(Fault::Missing, first_row + row, || "");
        };
        match to_ten_thousandths(value) {
            Some(scaled) => Reading::of(scaled),
            None => faults.reject(Fault::Overflow, first_row + row, || value.to_string()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coerce::Example;

    fn read(series: Series) -> (Vec<Option<i64>>, Faults) {
        let mut faults = Faults::new("amount");
        let readings = amounts(Column::from(series), 10, &mut faults).unwrap();
        (readings.into_iter().map(Reading::value).collect(), faults)
    }

    #[test]
    fn every_type_reads_to_the_same_ten_thousandths() {
        let want = vec![Some(12_345_000), Some(-5_000), None];
        let text = Series::new("a".into(), [Some("¥1,234.50"), Some("-0.5"), None]);
        let float = Series::new("a".into(), [Some(1234.5), Some(-0.5), None]);
        assert_eq!(read(text).0, want);
        assert_eq!(read(float.clone()).0, want);
        assert_eq!(read(float.cast(&DataType::Decimal(12, 2)).unwrap()).0, want);
        let whole = Series::new("a".into(), [Some(7i32), None]);
        assert_eq!(read(whole).0, vec![Some(70_000), None]);
    }

    #[test]
    fn what_is_no_amount_is_counted_with_its_row_and_value() {
        let (readings, faults) = read(Series::new("a".into(), ["1", "abc", "无", "1,2345"]));
        assert_eq!(readings, vec![Some(10_000), None, None, None]);
        assert_eq!(faults.count(Fault::Missing), 1);
        assert_eq!(
            faults.kinds[&Fault::Unparseable].examples,
            [Example {
                row: 12,
                value: "abc".into()
            }]
        );
        assert_eq!(faults.count(Fault::BadGrouping), 1);
    }

    #[test]
    fn what_no_sum_can_hold_is_an_overflow() {
        let (readings, faults) = read(Series::new("a".into(), [f64::INFINITY, 1e30, f64::NAN]));
        assert_eq!(readings, vec![None; 3]);
        assert_eq!(
            (faults.count(Fault::Overflow), faults.count(Fault::Missing)),
            (2, 1)
        );
    }
}

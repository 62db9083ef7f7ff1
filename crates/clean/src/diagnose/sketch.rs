//! What charts show of a table: bands of rows with their missing cells, and some of the numbers.

use super::draft::Subject;
use crate::diagnosis::{Numbers, Sketch};
use crate::discover::Coded;
use fourr_cell::number::{self, NumberRules};

/// Bands of rows in the chart of missing cells.
const BANDS: usize = 40;
/// Points beyond the fences and within them that a scatter plot shows of a column.
const FAR: usize = 200;
const NEAR: usize = 400;
/// Columns whose numbers are shown.
const COLUMNS: usize = 6;

pub(super) fn sketch(subject: &Subject<'_>) -> Sketch {
    let columns = subject.columns;
    let rows = columns.first().map_or(0, Coded::len);
    let band = rows.div_ceil(BANDS).max(1);
    let lacking: Vec<&Coded> = columns
        .iter()
        .filter(|column| column.present() < column.len() as u64)
        .collect();
    Sketch {
        rows_per_band: band as u64,
        missing_columns: lacking.iter().map(|column| column.name.clone()).collect(),
        missing: lacking.iter().map(|column| missing(column, band)).collect(),
        numbers: (0..columns.len())
            .filter(|&place| subject.is_measured(place))
            .map(|place| (&subject.survey.columns[place], &columns[place]))
            .filter_map(|(surveyed, column)| {
                let spread = surveyed.spread.filter(|spread| spread.outliers > 0)?;
                Some(numbers(column, [spread.q1, spread.median, spread.q3]))
            })
            .take(COLUMNS)
            .collect(),
    }
}

/// The share of missing cells of every band.
fn missing(column: &Coded, band: usize) -> Vec<f64> {
    column
        .codes
        .chunks(band)
        .map(|rows| {
            let missing = rows
                .iter()
                .filter(|&&code| column.missing[code as usize])
                .count();
            missing as f64 / rows.len() as f64
        })
        .collect()
}

fn numbers(column: &Coded, quartiles: [f64; 3]) -> Numbers {
    let [q1, _, q3] = quartiles;
    let reach = 1.5 * (q3 - q1);
    let fences = (q1 - reach, q3 + reach);
    let rules = NumberRules::default();
    let values: Vec<Option<f64>> = column
        .values
        .iter()
        .map(|value| number::parse(value, &rules).ok().map(|n| n.value.to_f64()))
        .collect();
    let all: Vec<(u64, f64)> = (1..)
        .zip(&column.codes)
        .filter_map(|(row, &code)| Some((row, values[code as usize]?)))
        .collect();
    let (far, near): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|&(_, number)| number < fences.0 || number > fences.1);
    let inside = near.iter().fold((q1, q3), |(low, high), &(_, number)| {
        (number.min(low), number.max(high))
    });
    let (n, beyond) = ((far.len() + near.len()) as u64, far.len() as u64);
    let step = near.len().div_ceil(NEAR).max(1);
    let far_step = far.len().div_ceil(FAR).max(1);
    let mut points: Vec<(u64, f64)> = far
        .into_iter()
        .step_by(far_step)
        .chain(near.into_iter().step_by(step))
        .collect();
    points.sort_by_key(|point| point.0);
    Numbers {
        column: column.name.clone(),
        points,
        fences,
        inside,
        quartiles,
        n,
        beyond,
    }
}

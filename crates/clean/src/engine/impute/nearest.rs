//! The mean of the nearest rows.

use linfa_nn::{LinearSearch, NearestNeighbour, distance::Distance};
use ndarray::{Array2, ArrayView, Dimension};
use polars::prelude::*;
use rayon::prelude::*;

use super::Target;
use crate::{
    engine::{
        chunk::{Chunk, Row, numbers},
        form::{Form, Value},
    },
    recipe::Knn,
    stats,
};

/// The Euclidean distance over shared coordinates, scaled to all of them: √(all / shared · Σ d²); without a shared one
/// as far as can be (Troyanskaya 2001; the metric of scikit-learn's `KNNImputer`).
#[derive(Debug, Clone, PartialEq)]
struct NanEuclidean;

impl Distance<f64> for NanEuclidean {
    fn distance<D: Dimension>(&self, a: ArrayView<'_, f64, D>, b: ArrayView<'_, f64, D>) -> f64 {
        let (mut sum, mut shared) = (0.0, 0_u32);
        for (x, y) in a.iter().zip(b.iter()) {
            let difference = x - y;
            if !difference.is_nan() {
                sum += difference * difference;
                shared += 1;
            }
        }
        if shared == 0 {
            return f64::MAX;
        }
        (a.len() as f64 / f64::from(shared) * sum).sqrt()
    }
}

/// The values of missing cells, by column and row.
pub(super) fn fill(
    chunk: &Chunk,
    targets: &[Target],
    features: &[(usize, Form)],
    knn: &Knn,
) -> PolarsResult<Vec<Vec<(Row, Value)>>> {
    let mut columns: Vec<Vec<f64>> = features
        .iter()
        .filter_map(|(slot, form)| Some(numbers(chunk.column(*slot)?, *form)))
        .collect::<PolarsResult<_>>()?;
    if knn.standardise {
        for column in &mut columns {
            standardise(column);
        }
    }
    let mut filled = Vec::new();
    for target in targets {
        let Some(series) = chunk.column(target.slot) else {
            continue;
        };
        let values = numbers(series, target.form)?;
        filled.push(fill_column(
            &columns,
            &values,
            (target.form, knn.k),
            &chunk.rows,
        ));
    }
    Ok(filled)
}

/// In sample standard deviations from the mean; a constant column stays.
fn standardise(column: &mut [f64]) {
    let known: Vec<f64> = column
        .iter()
        .copied()
        .filter(|value| !value.is_nan())
        .collect();
    let Some(mean) = stats::mean(&known) else {
        return;
    };
    let scale = stats::deviation(&known, mean)
        .filter(|sd| *sd > 0.0)
        .unwrap_or(1.0);
    for value in column {
        *value = (*value - mean) / scale;
    }
}

fn fill_column(
    columns: &[Vec<f64>],
    values: &[f64],
    (form, k): (Form, usize),
    rows: &[Row],
) -> Vec<(Row, Value)> {
    let (donors, missing): (Vec<usize>, Vec<usize>) =
        (0..values.len()).partition(|place| !values[*place].is_nan());
    let known: Vec<f64> = donors.iter().map(|place| values[*place]).collect();
    let Some(mean) = stats::mean(&known) else {
        return Vec::new();
    };
    let point = |place: usize| columns.iter().map(move |column| column[place]);
    let coordinates: Vec<f64> = donors.iter().flat_map(|place| point(*place)).collect();
    let Ok(points) = Array2::from_shape_vec((donors.len(), columns.len()), coordinates) else {
        return Vec::new();
    };
    let Ok(index) = LinearSearch.from_batch(&points, NanEuclidean) else {
        return Vec::new();
    };
    missing
        .into_par_iter()
        .map(|place| {
            let own: Vec<f64> = point(place).collect();
            let own = ndarray::Array1::from(own);
            let near = index
                .k_nearest(own.view(), k.min(known.len()))
                .unwrap_or_default();
            let mut given: Vec<(usize, f64)> = near
                .into_iter()
                .filter(|(donor, _)| NanEuclidean.distance(own.view(), donor.view()) < f64::MAX)
                .map(|(_, at)| (at, known[at]))
                .collect();
            given.sort_unstable_by_key(|donor| donor.0);
            let given: Vec<f64> = given.into_iter().map(|donor| donor.1).collect();
            let value = stats::mean(&given).unwrap_or(mean);
            let value = match form {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "between whole numbers of 64 bits"
                )]
                Form::Integer => Value::Integer((value + 0.5).floor() as i64),
                _ => Value::Number(value),
            };
            (rows[place], value)
        })
        .collect()
}

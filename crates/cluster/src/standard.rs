//! Columns to z-scores.

use rayon::prelude::*;

use crate::{ClusterError, Feature, Scaling};

/// Steps to one standard deviation. Z-scores are rounded to these, so that the last bits of a change of
/// units do not decide which of two centres is nearer.
const GRID: f64 = 4_294_967_296.0;

/// The columns that vary, standardised, and the names of the others.
pub(crate) struct Columns {
    pub(crate) scaled: Vec<Scaled>,
    pub(crate) constant: Vec<String>,
}

/// A standardised column.
pub(crate) struct Scaled {
    /// Its place among the features.
    pub(crate) feature: usize,
    /// Z-scores by row.
    pub(crate) z: Vec<f64>,
    /// Rows by ascending original value: sums in this order do not depend on the order of rows.
    pub(crate) ascending: Vec<usize>,
    pub(crate) scaling: Scaling,
}

pub(crate) fn columns(features: &[Feature<'_>]) -> Result<Columns, ClusterError> {
    let scaled: Vec<Option<Scaled>> = features.par_iter().enumerate().map(scale).collect();
    let name = |(feature, _): (&Feature<'_>, _)| feature.name.to_owned();
    let constant = features
        .iter()
        .zip(&scaled)
        .filter(|(_, scaled)| scaled.is_none());
    let constant: Vec<String> = constant.map(name).collect();
    let scaled: Vec<Scaled> = scaled.into_iter().flatten().collect();
    if scaled.is_empty() {
        let rows = features.first().map_or(0, |feature| feature.values.len());
        return Err(ClusterError::Constant {
            columns: constant,
            rows,
        });
    }
    Ok(Columns { scaled, constant })
}

/// The column in z-scores, unless it is constant.
///
/// Mean and deviation are taken of the place between smallest and largest value, which neither overflows
/// nor loses digits to a large mean.
fn scale((place, feature): (usize, &Feature<'_>)) -> Option<Scaled> {
    let ascending = ascending(feature.values);
    let transformed = |row: &usize| feature.transform.apply(feature.values[*row]);
    let (first, last) = (
        transformed(ascending.first()?),
        transformed(ascending.last()?),
    );
    let (low, spread) = (first.min(last), (last - first).abs());
    if spread == 0.0 {
        return None;
    }
    let n = ascending.len() as f64;
    let mut units: Vec<f64> = ascending
        .iter()
        .map(|row| (transformed(row) - low) / spread)
        .collect();
    let mean = units.iter().sum::<f64>() / n;
    let variance = units.iter().map(|unit| (unit - mean).powi(2)).sum::<f64>() / n;
    let sd = variance.sqrt();
    for unit in &mut units {
        *unit = ((*unit - mean) / sd * GRID).round() / GRID + 0.0;
    }
    let mut z = vec![0.0; units.len()];
    for (row, unit) in ascending.iter().zip(units) {
        z[*row] = unit;
    }
    let scaling = Scaling {
        name: feature.name.to_owned(),
        transform: feature.transform,
        mean: low + mean * spread,
        sd: sd * spread,
    };
    Some(Scaled {
        feature: place,
        z,
        ascending,
        scaling,
    })
}

fn ascending(values: &[f64]) -> Vec<usize> {
    let mut keyed: Vec<(u64, usize)> = values.iter().map(|value| key(*value)).zip(0..).collect();
    keyed.par_sort_unstable();
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// Bits that are ordered as the numbers are; both zeros are one.
pub(crate) fn key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 {
        bits | 1 << 63
    } else {
        !bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Transform;

    #[test]
    fn keys_are_ordered_as_the_numbers_are() {
        let ordered = [-1e150, -2.0, -1.0, -5e-324, 0.0, 5e-324, 1.0, 2.0, 1e150];
        assert!(ordered.map(key).is_sorted());
        assert_eq!(key(-0.0), key(0.0));
    }

    #[test]
    fn large_and_tiny_values_have_z_scores() {
        for values in [[-1e150, 1e150], [0.0, 5e-324], [1.0, 1.0 + f64::EPSILON]] {
            let feature = Feature {
                name: "x",
                values: &values,
                transform: Transform::None,
            };
            let scaled = scale((0, &feature)).unwrap();
            assert_eq!(scaled.z, [-1.0, 1.0]);
        }
    }
}

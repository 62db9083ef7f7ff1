//! Columns to z-scores.

use rayon::prelude::*;

use crate::{ClusterError, Feature, Scaling, Transform, exact::Grid};

/// Steps to one standard deviation. Z-scores are rounded to these, so that the last bits of a change of
/// units do not decide which of two centres is nearer.
const GRID: f64 = 4_294_967_296.0;

/// The columns that vary, standardised, and the names of the others.
pub(crate) struct Columns {
    pub(crate) scaled: Vec<Scaled>,
    pub(crate) constant: Vec<String>,
}

impl Columns {
    /// Squared distances of all rows to the common centre: the mean square of a standardised column is 1, that of an
    /// indicator is the share of those who do not have the value.
    pub(crate) fn inertia(&self) -> f64 {
        let of = |column: &Scaled| {
            let square = match column.scaling.transform {
                Transform::Indicator => 1.0 - column.scaling.mean,
                _ => 1.0,
            };
            square * column.z.len() as f64
        };
        self.scaled.iter().map(of).sum()
    }
}

/// A standardised column.
pub(crate) struct Scaled {
    /// Its place among the features.
    pub(crate) feature: usize,
    /// Z-scores by row.
    pub(crate) z: Vec<f64>,
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
/// nor loses digits to a large mean. An indicator is not divided by its deviation but by the root of its mean.
fn scale((place, feature): (usize, &Feature<'_>)) -> Option<Scaled> {
    let transformed = || {
        feature
            .values
            .iter()
            .map(|value| feature.transform.apply(*value))
    };
    let low = transformed().reduce(f64::min)?;
    let spread = transformed().reduce(f64::max)? - low;
    if spread == 0.0 {
        return None;
    }
    let n = feature.values.len() as f64;
    let unit = |transformed: f64| (transformed - low) / spread;
    let grid = Grid::up_to(1.0);
    let average = |part: &dyn Fn(f64) -> f64| {
        let steps = transformed().map(|value| i128::from(grid.steps(part(unit(value)))));
        grid.mean(steps.sum(), n)
    };
    let mean = average(&|unit| unit);
    let sd = match feature.transform {
        Transform::Indicator => mean.sqrt(),
        _ => average(&|unit| (unit - mean).powi(2)).sqrt(),
    };
    let z = |value: &f64| {
        let unit = unit(feature.transform.apply(*value));
        ((unit - mean) / sd * GRID).round() / GRID + 0.0
    };
    let scaling = Scaling {
        name: feature.name.to_owned(),
        transform: feature.transform,
        mean: low + mean * spread,
        sd: sd * spread,
    };
    Some(Scaled {
        feature: place,
        z: feature.values.iter().map(z).collect(),
        scaling,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Transform;

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

//! Limits by group: from the mean, the quartiles, the median or percentiles.

use rayon::prelude::*;

use super::Bounds;
use crate::{
    recipe::{Limits, OutlierMethod, Outliers},
    stats::{self, Figures},
    summary::{Fitted, Warning},
};

/// What was found out about one group.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Values judged.
    n: usize,
    /// Quartiles.
    q1: Option<f64>,
    median: Option<f64>,
    q3: Option<f64>,
    /// In the unit of the column.
    pub(super) bounds: Option<Bounds>,
    least_inside: Option<f64>,
    greatest_inside: Option<f64>,
    outliers: u64,
    too_small: bool,
    iqr_zero: bool,
    mad_zero: bool,
}

/// Limits of each group by its values.
pub(super) fn of_groups(members: Vec<Vec<f64>>, rules: &Outliers) -> Vec<Found> {
    let grouped = !rules.by.is_empty();
    members
        .into_par_iter()
        .map(|values| Found::of(values, rules, grouped))
        .collect()
}

impl Found {
    fn of(mut values: Vec<f64>, rules: &Outliers, grouped: bool) -> Self {
        let mut found = Self {
            n: values.len(),
            too_small: grouped && values.len() < rules.min_group,
            ..Self::default()
        };
        if found.too_small {
            return found;
        }
        if rules.log {
            // What is below 0 is not among the values, so that there is no lower limit but for values of at least 0.
            let mut logs: Vec<f64> = values.iter().map(|value| value.ln_1p()).collect();
            found.limit(&mut logs, rules.method);
            found.bounds = found.bounds.map(|(low, high)| {
                (
                    if low <= 0.0 {
                        f64::NEG_INFINITY
                    } else {
                        low.exp_m1()
                    },
                    high.exp_m1(),
                )
            });
        } else {
            found.limit(&mut values, rules.method);
        }
        found.q1 = stats::quantile(&mut values, 1, 4);
        found.median = stats::quantile(&mut values, 1, 2);
        found.q3 = stats::quantile(&mut values, 3, 4);
        if let Some((low, high)) = found.bounds {
            let mut inside = 0;
            let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
            for value in values.iter().filter(|value| (low..=high).contains(value)) {
                inside += 1;
                if value.total_cmp(&least).is_lt() {
                    least = *value;
                }
                if value.total_cmp(&greatest).is_gt() {
                    greatest = *value;
                }
            }
            found.least_inside = Some(least).filter(|_| inside > 0);
            found.greatest_inside = Some(greatest).filter(|_| inside > 0);
            found.outliers = values.len() as u64 - inside;
        }
        found
    }

    fn limit(&mut self, values: &mut [f64], method: OutlierMethod) {
        self.bounds = match method {
            OutlierMethod::Z(z) => stats::mean(values).and_then(|mean| {
                let sd = stats::deviation(values, mean).filter(|sd| *sd > 0.0)?;
                Some((mean - z * sd, mean + z * sd))
            }),
            OutlierMethod::Iqr(k) => {
                let quartiles = (stats::quantile(values, 1, 4), stats::quantile(values, 3, 4));
                let (Some(q1), Some(q3)) = quartiles else {
                    return;
                };
                let iqr = q3 - q1;
                self.iqr_zero = iqr <= 0.0 && values.len() > 1;
                (iqr > 0.0).then_some((q1 - k * iqr, q3 + k * iqr))
            }
            OutlierMethod::Mad(c) => Figures::of(values).and_then(|figures| {
                let (scale, fallback) = stats::mad_scale(values, &figures);
                self.mad_zero = fallback && values.len() > 1;
                let reach = c * scale?;
                Some((figures.median - reach, figures.median + reach))
            }),
            OutlierMethod::Percentile(low, high) => stats::quantile_at(values, low / 100.0)
                .zip(stats::quantile_at(values, high / 100.0)),
            OutlierMethod::Domain { .. } | OutlierMethod::Mahalanobis(_) => None,
        };
    }

    /// As the summary shows it; `None` of a group that was not judged.
    pub(super) fn fitted(&self, column: &str, group: &[String]) -> Option<Fitted> {
        let (low, high) = self.bounds?;
        Some(Fitted {
            limits: Limits {
                column: column.to_owned(),
                group: group.to_vec(),
                low: Some(low).filter(|low| low.is_finite()),
                high: Some(high).filter(|high| high.is_finite()),
            },
            n: self.n as u64,
            q1: self.q1,
            median: self.median,
            q3: self.q3,
            least_inside: self.least_inside,
            greatest_inside: self.greatest_inside,
            outliers: self.outliers,
        })
    }
}

/// What a reader has to know about the limits of a column.
pub(super) fn warnings(found: &[Found], step: &str, column: &str) -> Vec<Warning> {
    let (step, column) = (|| step.to_owned(), || column.to_owned());
    let count =
        |test: &dyn Fn(&Found) -> bool| found.iter().filter(|found| test(found)).count() as u64;
    let mut warnings = Vec::new();
    let groups = count(&|found| found.too_small && found.n > 0);
    if groups > 0 {
        warnings.push(Warning::GroupTooSmall {
            step: step(),
            column: column(),
            groups,
        });
    }
    let groups = count(&|found| found.iqr_zero);
    if groups > 0 {
        warnings.push(Warning::IqrZero {
            step: step(),
            column: column(),
            groups,
        });
    }
    if count(&|found| found.mad_zero) > 0 {
        warnings.push(Warning::MadZeroFallback {
            step: step(),
            column: column(),
        });
    }
    warnings
}

/// Of ten values and fewer none can be three standard deviations away: at most (n-1)/√n.
pub(super) fn sigma_cannot_flag(found: &[Found], z: f64) -> Option<u64> {
    let reachable = |n: usize| (n as f64 - 1.0) / (n as f64).sqrt();
    found
        .iter()
        .filter(|found| found.n > 0 && !found.too_small && reachable(found.n) <= z)
        .map(|found| found.n as u64)
        .max()
}

//! [`Growth`]: how a time grows with the rows.

use serde::{Deserialize, Serialize};

/// The exponent b of `time = a * rows^b`, by least squares of log time on log rows: 1 is linear growth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    /// The exponent.
    pub exponent: f64,
    /// The factor a: seconds at one row, were the law to hold down to there.
    pub factor: f64,
    /// Standard error of the exponent; none of two sizes, which leave nothing over.
    pub error: Option<f64>,
    /// Sizes that it was fitted to.
    pub sizes: usize,
}

impl Growth {
    /// Of rows and times. None of fewer than two different sizes, and where a time is not positive.
    pub fn of(points: &[(f64, f64)]) -> Option<Self> {
        let positive = |point: &(f64, f64)| point.0 > 0.0 && point.1 > 0.0;
        if points.len() < 2 || !points.iter().all(positive) {
            return None;
        }
        let n = points.len() as f64;
        let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
        let mean_x = logs.iter().map(|(x, _)| x).sum::<f64>() / n;
        let mean_y = logs.iter().map(|(_, y)| y).sum::<f64>() / n;
        let sxx: f64 = logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
        let sxy: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
        if sxx <= 0.0 {
            return None;
        }
        let exponent = sxy / sxx;
        let intercept = mean_y - exponent * mean_x;
        let left = |(x, y): &(f64, f64)| (y - intercept - exponent * x).powi(2);
        let residual: f64 = logs.iter().map(left).sum();
        let error = (points.len() > 2).then(|| (residual / (n - 2.0) / sxx).sqrt());
        Some(Self {
            exponent,
            factor: intercept.exp(),
            error,
            sizes: points.len(),
        })
    }

    /// The time at so many rows, by the law.
    pub fn at(&self, rows: f64) -> f64 {
        self.factor * rows.powf(self.exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
    }

    /// By hand: 2 seconds at 10 rows and 200 at 1,000 are 0.2 x rows, exponent 1.
    #[test]
    fn two_sizes_give_an_exponent_without_an_error() {
        let growth = Growth::of(&[(10.0, 2.0), (1000.0, 200.0)]).unwrap();
        close(growth.exponent, 1.0);
        close(growth.factor, 0.2);
        assert_eq!(growth.error, None);
        close(growth.at(50.0), 10.0);
    }

    /// By hand, in logarithms to the base e: x = 0, 1, 2 and y = 0, 2, 3. Means 1 and 5/3; Sxx = 2, Sxy = 3, slope 1.5,
    /// intercept 1/6; residuals -1/6, 1/3, -1/6, their squares 1/36 + 4/36 + 1/36 = 1/6; error = sqrt(1/6 / 1 / 2) = sqrt(1/12).
    #[test]
    fn three_sizes_give_the_error_too() {
        let points = [(0.0_f64, 0.0_f64), (1.0, 2.0), (2.0, 3.0)].map(|(x, y)| (x.exp(), y.exp()));
        let growth = Growth::of(&points).unwrap();
        close(growth.exponent, 1.5);
        close(growth.error.unwrap(), (1.0_f64 / 12.0).sqrt());
        close(growth.factor.ln(), 1.0 / 6.0);
    }

    #[test]
    fn nothing_grows_where_sizes_do_not_differ_or_times_are_nothing() {
        assert_eq!(Growth::of(&[(10.0, 1.0)]), None);
        assert_eq!(Growth::of(&[(10.0, 1.0), (10.0, 2.0)]), None);
        assert_eq!(Growth::of(&[(10.0, 0.0), (20.0, 2.0)]), None);
    }
}

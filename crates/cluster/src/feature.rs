//! [`Feature`]: one column to cluster by, and how it is read.

use serde::{Deserialize, Serialize};

use crate::ClusterError;

/// Magnitude above which a value is refused: squares of larger ones leave the range of `f64`.
const LARGEST: f64 = 1e150;

/// One numeric column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature<'a> {
    /// What errors, warnings and the result call it.
    pub name: &'a str,
    /// One finite value a row; rows with missing values are the caller's to set aside.
    pub values: &'a [f64],
    /// What happens to a value before it is standardised.
    pub transform: Transform,
}

/// What happens to a value before it is standardised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transform {
    /// Nothing.
    #[default]
    None,
    /// ln(1 + x), for money and counts with a long tail; x must be above -1.
    Log1p,
    /// -x, for measures of which less is better, such as recency.
    Negate,
    /// 1 for those who have a value of a category and 0 for the others. It is centred and divided by the root of its
    /// mean, so that a category weighs as a standardised number does, and a rare value more than a frequent one: the
    /// coding of factor analysis of mixed data (Escofier 1979; Pagès 2004).
    Indicator,
}

impl Transform {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Log1p => "log1p",
            Self::Negate => "negate",
            Self::Indicator => "indicator",
        }
    }

    /// The transformed value; never a negative zero.
    pub(crate) fn apply(self, value: f64) -> f64 {
        0.0 + match self {
            Self::None | Self::Indicator => value,
            Self::Log1p => value.ln_1p(),
            Self::Negate => -value,
        }
    }
}

impl Feature<'_> {
    /// Refuses values that have no place on an axis.
    pub(crate) fn check(&self) -> Result<(), ClusterError> {
        let wrong = |value: &f64| value.is_nan() || value.abs() > LARGEST;
        if let Some(row) = self.values.iter().position(wrong) {
            return Err(ClusterError::Value {
                column: self.name.to_owned(),
                row,
                value: self.values[row],
            });
        }
        let between =
            |value: &f64| self.transform == Transform::Indicator && ![0.0, 1.0].contains(value);
        if let Some(row) = self.values.iter().position(between) {
            return Err(ClusterError::Indicator {
                column: self.name.to_owned(),
                row,
                value: self.values[row],
            });
        }
        let below = |value: &f64| self.transform == Transform::Log1p && *value <= -1.0;
        if let Some(row) = self.values.iter().position(below) {
            return Err(ClusterError::Log {
                column: self.name.to_owned(),
                row,
                value: self.values[row],
            });
        }
        Ok(())
    }
}

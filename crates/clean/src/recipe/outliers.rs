//! [`Outliers`]: values far away from the others.

use serde::{Deserialize, Serialize};

/// Finds values far away from the others of their column and treats them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outliers {
    /// Columns of numbers; each is judged by itself, but for `mahalanobis`.
    pub columns: Vec<String>,
    /// Columns whose values form groups, each judged by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// What is far away [default: iqr = 1.5]
    #[serde(default)]
    pub method: OutlierMethod,
    /// Judge the logarithm of 1 + value: for skewed money; values below 0 are not judged [default: false]
    #[serde(default)]
    pub log: bool,
    /// What happens to such a value [default: flag]
    #[serde(default)]
    pub treat: Treat,
    /// Smallest group that is judged [default: 5]
    #[serde(default = "min_group")]
    pub min_group: usize,
    /// Limits of an earlier run. Where they stand they hold, and nothing is fitted again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limits>,
}

fn min_group() -> usize {
    5
}

/// What is far away. Comparisons are strict: a value on the fence stays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutlierMethod {
    /// |x - mean| > z · s, with the sample standard deviation (拉依达准则, Pukelsheim 1994).
    Z(f64),
    /// Beyond the quartiles by more than k · IQR (箱线图法, Tukey 1977).
    Iqr(f64),
    /// |0.6745 (x - median) / MAD| > c (Iglewicz and Hoaglin 1993).
    Mad(f64),
    /// Below the first or above the second percentile (分位数).
    Percentile(f64, f64),
    /// Beyond declared bounds (业务域).
    Domain {
        /// Least value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        /// Greatest value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
    },
    /// Mahalanobis distance of a row over all columns beyond this quantile of the chi-squared distribution.
    Mahalanobis(f64),
}

impl Default for OutlierMethod {
    fn default() -> Self {
        Self::Iqr(1.5)
    }
}

/// What happens to an outlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Treat {
    /// It is counted, and marked in a column `<column>__outlier`.
    #[default]
    Flag,
    /// It becomes the limit that it is beyond (盖帽).
    Cap,
    /// It becomes null.
    Null,
    /// Its row is taken out.
    Drop,
}

/// Limits that were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The column.
    pub column: String,
    /// The values of the grouping columns; a null is an empty text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// Values below are outliers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Values above are outliers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

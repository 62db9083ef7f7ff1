//! [`Impute`]: values for cells that have none.

use serde::{Deserialize, Serialize};

/// Fills missing cells. Each filled cell is marked in a column `<column>__imputed`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Impute {
    /// The columns.
    pub columns: Vec<String>,
    /// Where values come from.
    pub method: ImputeMethod,
    /// Columns whose values form groups: fills stay inside an entity, means are those of the group. A group without a
    /// value takes the mean, median or mode of the column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// Column that says what comes before what, for forward, backward and linear [default: the order of rows]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
}

/// Where values come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImputeMethod {
    /// A given value (常量).
    Constant(toml::Value),
    /// The mean (均值); of whole numbers rounded half up.
    Mean,
    /// The median (中位数), type-7 quantile; of whole numbers rounded half up.
    Median,
    /// The most frequent value (众数); of several the smallest.
    Mode,
    /// The value before (前向填充); the beginning stays missing.
    Forward(Run),
    /// The value behind (后向填充); the end stays missing.
    Backward(Run),
    /// On the line between the neighbours by position (线性插值).
    Linear(Edges),
    /// The mean of the nearest rows (K近邻, Troyanskaya 2001).
    Knn(Knn),
    /// The value of a row of the same group, drawn at random (热卡, Andridge and Little 2010).
    HotDeck(HotDeck),
}

/// How far a value is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Run {
    /// Most cells in a row that are filled [default: no limit]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// What happens before the first and behind the last value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edges {
    /// Fill the edges with the nearest value [default: false, they stay missing]
    pub nearest: bool,
}

/// The nearest rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Knn {
    /// Neighbours [default: 5]
    pub k: usize,
    /// Columns of numbers that the distance is measured in [default: the imputed columns]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// Measure in standard deviations [default: true]
    pub standardise: bool,
}

impl Default for Knn {
    fn default() -> Self {
        Self {
            k: 5,
            features: Vec::new(),
            standardise: true,
        }
    }
}

/// A row drawn at random.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HotDeck {
    /// Seed of the drawing [default: 42]
    pub seed: u64,
    /// Take the last value before the row instead of a random one [default: false]
    pub sequential: bool,
}

impl Default for HotDeck {
    fn default() -> Self {
        Self {
            seed: 42,
            sequential: false,
        }
    }
}

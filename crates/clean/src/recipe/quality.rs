//! [`QualityRules`]: what the data-quality score counts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the data-quality score counts, and what its dimensions weigh.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QualityRules {
    /// Columns whose missing cells lower completeness [default: all]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<String>,
    /// Columns in which rows must differ [default: all, so exact duplicates count]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
    /// How old a row may be [default: not judged]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeliness: Option<Timeliness>,
    /// What the dimensions weigh.
    #[serde(skip_serializing_if = "Weights::is_default")]
    pub weights: Weights,
    /// The line of the recipe's file in which the table begins.
    #[serde(skip)]
    pub line: Option<usize>,
}

impl QualityRules {
    pub(crate) fn is_default(&self) -> bool {
        let default = Self {
            line: self.line,
            ..Self::default()
        };
        *self == default
    }
}

/// How old a row may be: a day of its own, and the day from which ages are counted back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeliness {
    /// Column of days or times.
    pub column: String,
    /// The greatest age in days.
    pub days: u32,
    /// The day from which ages are counted back.
    pub as_of: NaiveDate,
}

/// Weights of the dimensions; a dimension without a rule to judge by drops out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Of completeness [default: 0.3]
    pub completeness: f64,
    /// Of uniqueness [default: 0.2]
    pub uniqueness: f64,
    /// Of validity [default: 0.3]
    pub validity: f64,
    /// Of consistency [default: 0.2]
    pub consistency: f64,
    /// Of timeliness [default: 0.2]
    pub timeliness: f64,
}

impl Weights {
    /// What a dimension weighs.
    pub fn of(&self, dimension: Dimension) -> f64 {
        match dimension {
            Dimension::Completeness => self.completeness,
            Dimension::Uniqueness => self.uniqueness,
            Dimension::Validity => self.validity,
            Dimension::Consistency => self.consistency,
            Dimension::Timeliness => self.timeliness,
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            completeness: 0.3,
            uniqueness: 0.2,
            validity: 0.3,
            consistency: 0.2,
            timeliness: 0.2,
        }
    }
}

/// A dimension of data quality, GB/T 36344-2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Cells that should have a value have one (完整性).
    Completeness,
    /// No row stands twice (唯一性).
    Uniqueness,
    /// Cells are of their type, form and domain (规范性).
    Validity,
    /// Cells of a row agree with each other (一致性).
    Consistency,
    /// Rows are no older than they may be (时效性).
    Timeliness,
}

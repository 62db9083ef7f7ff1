//! [`NumberRules`]: the conventions of reading a number.

use serde::{Deserialize, Serialize};

/// Conventions where people disagree about what a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NumberRules {
    /// What `12%` is worth [default: ratio]
    pub percent: Percent,
    /// What to do with `3000-5000` [default: reject]
    pub range: RangeRule,
}

/// What a percentage is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Percent {
    /// A ratio: 12% is 0.12 and 5‰ is 0.005.
    #[default]
    Ratio,
    /// Percent points: 12% is 12 and 5‰ is 0.5.
    Points,
}

/// What a range such as `3000-5000` or `1~2万` stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RangeRule {
    /// For nothing: it is the fault `range`.
    #[default]
    Reject,
    /// For the middle of its ends.
    Midpoint,
    /// For its lower end.
    Low,
    /// For its upper end.
    High,
}

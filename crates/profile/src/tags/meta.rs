//! What is declared of a tag beside its rules.

use serde::{Deserialize, Serialize};

/// Where a tag comes from (section 2.1 of the method reference).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A stored field as it is (事实标签).
    Fact,
    /// A condition (规则标签).
    Rule,
    /// An aggregate over rows (统计标签).
    Statistic,
    /// A prediction or a grouping by a model (模型标签).
    Model,
}

/// How personal the data is that a tag is made from (GB/T 35273).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Nothing personal.
    #[default]
    None,
    /// Personal information (个人信息): a purpose and an owner must be stated.
    Personal,
    /// Sensitive personal information (敏感个人信息): kept out of portraits, clusters and look-alikes unless asked for.
    Sensitive,
}

/// What is declared of a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagMeta {
    /// Stable, unique; renaming keeps it. The name of the column in `persons.parquet`.
    pub code: String,
    /// As people read it.
    pub name: String,
    /// Code of its dimension.
    pub dimension: String,
    /// Name of its dimension.
    pub dimension_name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What the data is used for.
    pub purpose: Option<String>,
    /// How personal the data is.
    pub personal: Sensitivity,
    /// Whether a person has at most one value.
    pub exclusive: bool,
}

/// A value of a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagValue {
    /// Stable, unique within the tag.
    pub code: String,
    /// As people read it.
    pub name: String,
}

//! A tag file as it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};

/// Dimensions of tags, and the measures that their rules read.
///
/// Keys that decide nothing here are read over; keys that are not known make it no tag file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TagFile {
    #[serde(rename = "name")]
    _name: Option<IgnoredAny>,
    #[serde(rename = "version")]
    _version: Option<IgnoredAny>,
    #[serde(default)]
    pub(super) measure: Vec<Measure>,
    #[serde(default)]
    pub(super) dimension: Vec<Dimension>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dimension {
    pub(super) code: String,
    #[serde(rename = "name")]
    _name: Option<IgnoredAny>,
    #[serde(default)]
    pub(super) tag: Vec<Tag>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tag {
    pub(super) code: String,
    pub(super) name: Option<String>,
    #[serde(rename = "origin")]
    _origin: Option<IgnoredAny>,
    #[serde(rename = "owner")]
    _owner: Option<IgnoredAny>,
    #[serde(rename = "purpose")]
    _purpose: Option<IgnoredAny>,
    pub(super) personal: Option<String>,
    pub(super) exclusive: Option<bool>,
    pub(super) resolve: Option<Resolve>,
    #[serde(alias = "rfm", alias = "cluster")]
    pub(super) column: Option<String>,
    pub(super) map: Option<BTreeMap<String, String>>,
    pub(super) generalise: Option<String>,
    pub(super) bins: Option<Bins>,
    pub(super) bands: Option<Bands>,
    pub(super) quantiles: Option<Quantiles>,
    pub(super) preference: Option<Preference>,
    #[serde(default)]
    pub(super) value: Vec<Value>,
}

/// Which of several rules that fit wins.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Resolve {
    Priority,
    Order,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bins {
    pub(super) column: String,
    pub(super) breaks: Vec<f64>,
    pub(super) labels: Vec<String>,
    pub(super) from: Option<f64>,
    pub(super) to: Option<f64>,
    #[serde(default)]
    pub(super) closed: Closed,
}

#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Closed {
    #[default]
    Left,
    Right,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bands {
    pub(super) column: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quantiles {
    pub(super) column: String,
    pub(super) labels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Value {
    pub(super) name: String,
    pub(super) code: Option<String>,
    pub(super) priority: Option<u32>,
    #[serde(rename = "where")]
    pub(super) rule: Option<String>,
    #[serde(rename = "match")]
    pub(super) matches: Option<Match>,
    pub(super) did: Option<Did>,
    pub(super) did_not: Option<Did>,
    pub(super) sequence: Option<Sequence>,
    #[serde(rename = "list")]
    _list: Option<IgnoredAny>,
    pub(super) band: Option<String>,
    pub(super) otherwise: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Match {
    pub(super) column: String,
    pub(super) contains: Option<Vec<String>>,
    pub(super) starts: Option<Vec<String>>,
    pub(super) ends: Option<Vec<String>>,
    pub(super) regex: Option<String>,
}

/// What the rows of a measure are.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Source {
    Orders,
    Events,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Take {
    Count,
    Days,
    Sum,
    Mean,
    Min,
    Max,
    Distinct,
    Recency,
    Tenure,
    First,
    Last,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Measure {
    pub(super) code: String,
    #[serde(rename = "name")]
    _name: Option<IgnoredAny>,
    pub(super) from: Source,
    pub(super) take: Take,
    pub(super) column: Option<String>,
    #[serde(rename = "where")]
    pub(super) rule: Option<String>,
    pub(super) within: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Did {
    pub(super) from: Source,
    #[serde(rename = "where")]
    pub(super) rule: Option<String>,
    pub(super) within: Option<u32>,
    pub(super) at_least: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sequence {
    pub(super) from: Source,
    pub(super) steps: Vec<String>,
    pub(super) within: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preference {
    pub(super) from: Source,
    pub(super) by: String,
    pub(super) top: Option<u32>,
    pub(super) weigh: Option<String>,
    #[serde(rename = "where")]
    pub(super) rule: Option<String>,
    pub(super) within: Option<u32>,
}

impl Measure {
    /// Rows that fit.
    pub(super) fn count(did: &Did) -> Self {
        Self {
            code: String::new(),
            _name: None,
            from: did.from,
            take: Take::Count,
            column: None,
            rule: did.rule.clone(),
            within: did.within,
        }
    }
}

impl Value {
    /// What it is known by.
    pub(super) fn code(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.name)
    }
}

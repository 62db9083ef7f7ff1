//! The tag file as it is written: its keys, each with its place.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Origin, Sensitivity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileText {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) version: String,
    #[serde(default)]
    pub(super) measure: Vec<MeasureText>,
    #[serde(default)]
    pub(super) dimension: Vec<DimensionText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureText {
    pub(super) code: Spanned<String>,
    pub(super) name: Option<String>,
    pub(super) from: TableText,
    pub(super) take: Spanned<TakeName>,
    pub(super) column: Option<Spanned<String>>,
    #[serde(rename = "where")]
    pub(super) filter: Option<Spanned<String>>,
    pub(super) within: Option<Spanned<u32>>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum TableText {
    Orders,
    Events,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum TakeName {
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
pub(super) struct DimensionText {
    pub(super) code: Spanned<String>,
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) tag: Vec<TagText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TagText {
    pub(super) code: Spanned<String>,
    pub(super) name: Option<String>,
    pub(super) origin: Option<Origin>,
    pub(super) owner: Option<String>,
    pub(super) purpose: Option<String>,
    #[serde(default)]
    pub(super) personal: Sensitivity,
    pub(super) exclusive: Option<bool>,
    pub(super) resolve: Option<ResolveText>,
    pub(super) column: Option<Spanned<String>>,
    pub(super) map: Option<Spanned<BTreeMap<String, String>>>,
    pub(super) generalise: Option<Spanned<String>>,
    pub(super) bins: Option<Spanned<BinsText>>,
    pub(super) bands: Option<Spanned<BandsText>>,
    pub(super) quantiles: Option<Spanned<QuantilesText>>,
    pub(super) preference: Option<Spanned<PreferenceText>>,
    pub(super) rfm: Option<Spanned<String>>,
    pub(super) cluster: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) value: Vec<ValueText>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum ResolveText {
    Priority,
    Order,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BinsText {
    pub(super) column: Spanned<String>,
    pub(super) breaks: Spanned<Vec<f64>>,
    pub(super) labels: Spanned<Vec<String>>,
    pub(super) from: Option<f64>,
    pub(super) to: Option<f64>,
    #[serde(default)]
    pub(super) closed: ClosedText,
}

#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum ClosedText {
    #[default]
    Left,
    Right,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandsText {
    pub(super) column: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuantilesText {
    pub(super) column: Spanned<String>,
    pub(super) labels: Spanned<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PreferenceText {
    pub(super) from: TableText,
    pub(super) by: Spanned<String>,
    #[serde(default)]
    pub(super) top: Option<Spanned<u32>>,
    pub(super) weigh: Option<Spanned<String>>,
    #[serde(rename = "where")]
    pub(super) filter: Option<Spanned<String>>,
    pub(super) within: Option<Spanned<u32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueText {
    pub(super) name: Spanned<String>,
    pub(super) code: Option<Spanned<String>>,
    pub(super) priority: Option<u32>,
    #[serde(rename = "where")]
    pub(super) condition: Option<Spanned<String>>,
    #[serde(rename = "match")]
    pub(super) matches: Option<Spanned<MatchText>>,
    pub(super) did: Option<Spanned<DidText>>,
    pub(super) did_not: Option<Spanned<DidText>>,
    pub(super) sequence: Option<Spanned<SequenceText>>,
    pub(super) list: Option<Spanned<String>>,
    pub(super) band: Option<Spanned<String>>,
    pub(super) otherwise: Option<Spanned<bool>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MatchText {
    pub(super) column: Spanned<String>,
    pub(super) contains: Option<Vec<String>>,
    pub(super) starts: Option<Vec<String>>,
    pub(super) ends: Option<Vec<String>>,
    pub(super) regex: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DidText {
    pub(super) from: TableText,
    #[serde(rename = "where")]
    pub(super) filter: Option<Spanned<String>>,
    pub(super) within: Option<Spanned<u32>>,
    pub(super) at_least: Option<Spanned<u32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SequenceText {
    pub(super) from: TableText,
    pub(super) steps: Spanned<Vec<Spanned<String>>>,
    pub(super) within: Option<Spanned<u32>>,
}

//! The parameters in force, as a plan file has them.

use fourr_rfm::Rfm;
use fourr_table::Source;
use serde_json::{Map, Value};

use super::subject::Subject;
use crate::Provenance;

/// What the report was made from and by: of the parameters, those that are not at their defaults.
pub(super) fn provenance(subject: &Subject<'_>, sources: &[Source]) -> Provenance {
    let default = values(&Rfm::default());
    let given = values(&subject.summary.parameters);
    let changed = given
        .iter()
        .filter(|(key, value)| default.get(*key) != Some(value));
    Provenance {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: None,
        inputs: sources.iter().map(|source| source.name.clone()).collect(),
        parameters: changed
            .map(|(key, value)| (key.clone(), written(value)))
            .collect(),
    }
}

/// The parameters by key.
pub(super) fn values(rfm: &Rfm) -> Map<String, Value> {
    match serde_json::to_value(rfm) {
        Ok(Value::Object(values)) => values,
        _ => Map::new(),
    }
}

/// A value as the command line has it: text bare, lists with commas, a table by its name.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        Value::Object(table) => table.get("name").map_or_else(|| value.to_string(), written),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Bool(_) => value.to_string(),
    }
}

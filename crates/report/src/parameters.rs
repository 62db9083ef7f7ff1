//! The parameters of an analysis as a report lists them.

use serde::Serialize;
use serde_json::{Map, Value};

/// The parameters by key.
pub(crate) fn values(parameters: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(parameters) {
        Ok(Value::Object(values)) => values,
        _ => Map::new(),
    }
}

/// Of the parameters those that are not at their defaults, as they are written.
pub(crate) fn changed(default: &impl Serialize, given: &impl Serialize) -> Vec<(String, String)> {
    let default = values(default);
    let given = values(given).into_iter();
    let changed = given.filter(|(key, value)| default.get(key) != Some(value));
    changed.map(|(key, value)| (key, written(&value))).collect()
}

/// A value as the command line has it: text bare, lists with commas, a table by its name where it has one.
pub(crate) fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        Value::Object(table) => table.get("name").map_or_else(|| value.to_string(), written),
        // A float that is whole is written as people do, without its point.
        Value::Number(number) if number.is_f64() => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_is_written_as_it_is_typed() {
        let default =
            json!({ "bins": 5, "basis": "rank", "names": [], "scheme": null, "share": 0.5 });
        let given = json!({
            "bins": 5, "basis": "fixed", "names": ["a", "b"], "scheme": { "name": "loyalty" }, "share": 100.0
        });
        let written = changed(&default, &given);
        let written: Vec<_> = written
            .iter()
            .map(|(key, text)| format!("{key}={text}"))
            .collect();
        assert_eq!(
            written,
            ["basis=fixed", "names=a,b", "scheme=loyalty", "share=100"]
        );
        assert_eq!(changed(&given, &given), []);
    }
}

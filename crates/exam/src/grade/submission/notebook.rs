//! Answers in a notebook: in what its cells printed and in its notes. No cell is run.

use serde::Deserialize;
use serde_json::Value;

use super::{Refused, labels::labels as in_text, sheet::Written};

#[derive(Deserialize)]
struct Notebook {
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    #[serde(rename = "cell_type")]
    kind: String,
    #[serde(default)]
    source: Value,
    #[serde(default)]
    outputs: Vec<Value>,
}

/// The labelled answers of a notebook; of several for one question the last counts, that of a note less than that of a
/// result.
pub(super) fn labels(bytes: &[u8], questions: &[&str]) -> Result<Vec<(String, Written)>, Refused> {
    let notebook: Notebook = serde_json::from_slice(bytes)?;
    let (mut notes, mut results) = (Vec::new(), Vec::new());
    for cell in &notebook.cells {
        match cell.kind.as_str() {
            "markdown" | "raw" => notes.extend(in_text(&lines(&cell.source), questions)),
            _ => {
                for output in &cell.outputs {
                    let printed = lines(&output["text"]);
                    let shown = lines(&output["data"]["text/plain"]);
                    results.extend(in_text(&printed, questions));
                    results.extend(in_text(shown.trim_matches('\''), questions));
                }
            }
        }
    }
    Ok(notes.into_iter().chain(results).collect())
}

/// The text of a field: one text, or lines.
fn lines(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_count_more_than_notes() {
        let notebook = serde_json::json!({ "cells": [
            { "cell_type": "code", "source": "print('R1:', n)",
              "outputs": [{ "output_type": "stream", "text": ["R1: 70\n", "R2: 8\n"] }] },
            { "cell_type": "markdown", "source": "R1: about 71" },
        ] });
        let found = labels(notebook.to_string().as_bytes(), &["R1", "R2"]).unwrap();
        let last = |id: &str| found.iter().rfind(|(label, _)| label == id).unwrap();
        assert_eq!(last("R1").1.text, "70");
        assert_eq!(last("R2").1.text, "8");
    }
}

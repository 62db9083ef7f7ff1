//! Results as JSON.

use serde::Serialize;

use crate::ReportError;

/// `result` as people and programs read it: indented, keys in the order of the fields, one line
/// break at the end.
///
/// # Errors
/// A map with keys that are no text, or a `Serialize` that fails.
pub fn pretty(result: &impl Serialize) -> Result<String, ReportError> {
    let mut text = serde_json::to_string_pretty(result)?;
    text.push('\n');
    Ok(text)
}

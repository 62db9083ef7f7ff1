//! The usual form of a column as a regular expression.

use crate::discover::{Format, Grain};

/// A regular expression that the usual forms match, as a whole; `None` for a grain that has no order.
pub(super) fn regex(format: &Format) -> Option<String> {
    let word = match format.grain {
        Grain::Characters => |c| match c {
            'A' => Some("[A-Z]"),
            'a' => Some("[a-z]"),
            '9' => Some("[0-9]"),
            '文' => Some(r"\p{Han}"),
            _ => None,
        },
        Grain::Runs => |c| match c {
            'a' => Some(r"\p{L}[\p{L} '.&,-]*"),
            '9' => Some(r"[-+]?[0-9]+(?:[.,][0-9]+)?"),
            '文' => Some(r"[\p{Han}\p{L} '.&,-]+"),
            _ => None,
        },
        Grain::Classes => return None,
    };
    let forms: Vec<String> = format
        .usual
        .iter()
        .map(|form| {
            form.chars()
                .map(|c| word(c).map_or_else(|| escaped(c), str::to_owned))
                .collect()
        })
        .collect();
    Some(format!("^(?:{})$", forms.join("|")))
}

fn escaped(c: char) -> String {
    if c.is_alphanumeric() || matches!(c, ' ' | '_' | '/' | ':' | '%' | '@' | ',') {
        c.to_string()
    } else {
        format!(r"\{c}")
    }
}

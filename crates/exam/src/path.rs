//! [`Path`]: where in the summaries of a plan a figure stands.

use std::fmt;

use serde_json::Value;

/// A path from the name of a step into its summary.
///
/// Keys are parted by dots, in quotes where they hold anything else than letters, digits, `-` and `_`. Brackets choose
/// among the members of a list or a table: `[0]` by place, `[key=value]` or `[key.key=value]` by what they hold,
/// `[*]` all.
///
/// ```
/// use fourr_exam::Path;
/// let summaries = serde_json::json!({ "kano": { "features": [
///     { "feature": "包邮", "category": "must_be" },
///     { "feature": "礼盒", "category": "attractive" },
/// ] } });
/// let path: Path = "kano.features[category=must_be].feature".parse()?;
/// let found = path.find(&summaries)?;
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].value, "包邮");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Key(String),
    At(usize),
    Where { key: String, value: String },
    All,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found<'v> {
    /// The key under which it stands; of an element of a list there is none.
    pub name: Option<&'v str>,
    /// The value.
    pub value: &'v Value,
}

/// A text that is no path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no path: {reason}")]
pub struct NoPath {
    /// The text.
    pub text: String,
    /// Why.
    pub reason: &'static str,
}

/// A path that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: nothing at {part}; there are {}", few(known))]
pub struct Nowhere {
    /// The path.
    pub path: String,
    /// The part of it that is not there.
    pub part: String,
    /// What is there instead.
    pub known: Vec<String>,
}

impl Path {
    /// The step in whose summary the path begins.
    pub fn step(&self) -> &str {
        match self.parts.first() {
            Some(Part::Key(step)) => step,
            _ => "",
        }
    }

    /// What the path leads to, in the order of the summary: one value, or several where a part chooses several.
    ///
    /// # Errors
    /// A part that is not there.
    pub fn find<'v>(&self, summaries: &'v Value) -> Result<Vec<Found<'v>>, Nowhere> {
        let mut found = vec![Found {
            name: None,
            value: summaries,
        }];
        for part in &self.parts {
            let mut next = Vec::new();
            for from in found {
                next.extend(part.choose(from.value).ok_or_else(|| Nowhere {
                    path: self.text.clone(),
                    part: part.to_string(),
                    known: names(from.value),
                })?);
            }
            found = next;
        }
        Ok(found)
    }
}

impl Part {
    /// The members of `value` that this part chooses; none where there is nothing to choose from.
    fn choose<'v>(&self, value: &'v Value) -> Option<Vec<Found<'v>>> {
        match self {
            Self::Key(key) => {
                let (name, value) = value.as_object()?.get_key_value(key)?;
                Some(vec![Found {
                    name: Some(name),
                    value,
                }])
            }
            Self::At(place) => Some(vec![*members(value)?.get(*place)?]),
            Self::All => members(value),
            Self::Where { key, value: wanted } => {
                let under =
                    |value: &'v Value| key.split('.').try_fold(value, |value, key| value.get(key));
                let holds = |found: &Found<'v>| match under(found.value) {
                    Some(Value::String(text)) => text == wanted,
                    Some(other) => {
                        let text = other.to_string();
                        text == *wanted
                    }
                    None => false,
                };
                let chosen: Vec<_> = members(value)?.into_iter().filter(holds).collect();
                Some(chosen).filter(|chosen| !chosen.is_empty())
            }
        }
    }
}

/// The members of a table or a list.
fn members(value: &Value) -> Option<Vec<Found<'_>>> {
    match value {
        Value::Object(table) => Some(
            table
                .iter()
                .map(|(name, value)| Found {
                    name: Some(name),
                    value,
                })
                .collect(),
        ),
        Value::Array(list) => Some(
            list.iter()
                .map(|value| Found { name: None, value })
                .collect(),
        ),
        _ => None,
    }
}

/// The names that could stand instead.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Object(table) => table.keys().cloned().collect(),
        Value::Array(list) => vec![format!("{} elements", list.len())],
        other => vec![other.to_string()],
    }
}

/// The first of many names, in a line.
fn few(names: &[String]) -> String {
    const FEW: usize = 12;
    match names.len() {
        0 => "none".to_owned(),
        n if n <= FEW => names.join(", "),
        n => format!("{} and {} more", names[..FEW].join(", "), n - FEW),
    }
}

impl std::str::FromStr for Path {
    type Err = NoPath;

    fn from_str(text: &str) -> Result<Self, NoPath> {
        let fault = |reason| NoPath {
            text: text.to_owned(),
            reason,
        };
        let mut parts = Vec::new();
        let mut rest = text;
        loop {
            let (key, after) = key(rest).ok_or_else(|| fault("a key is missing or not closed"))?;
            parts.push(Part::Key(key));
            rest = after;
            while let Some(inner) = rest.strip_prefix('[') {
                let (inner, after) = inner
                    .split_once(']')
                    .ok_or_else(|| fault("a bracket is not closed"))?;
                parts.push(
                    chooser(inner)
                        .ok_or_else(|| fault("brackets hold a number, * or key=value"))?,
                );
                rest = after;
            }
            match rest.strip_prefix('.') {
                Some(after) => rest = after,
                None if rest.is_empty() => break,
                None => return Err(fault("parts are joined by dots")),
            }
        }
        Ok(Self {
            text: text.to_owned(),
            parts,
        })
    }
}

/// The key that `text` begins with, and what follows.
fn key(text: &str) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let (key, rest) = quoted.split_once('"')?;
        return Some((key.to_owned(), rest));
    }
    let end = text.find(['.', '[', '"']).unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let known = !key.is_empty() && key.chars().all(plain);
    known.then(|| (key.to_owned(), rest))
}

/// What stands between brackets.
fn chooser(inner: &str) -> Option<Part> {
    if inner == "*" {
        return Some(Part::All);
    }
    if let Some((key, value)) = inner.split_once('=') {
        let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
        return Some(Part::Where { key, value });
    }
    inner.trim().parse().ok().map(Part::At)
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => f.write_str(key),
            Self::At(place) => write!(f, "[{place}]"),
            Self::Where { key, value } => write!(f, "[{key}={value}]"),
            Self::All => f.write_str("[*]"),
        }
    }
}

//! Recipes as TOML files: read with the lines of their faults, written with comments.

use std::fmt::Write;

use serde::Deserialize;
use toml::Spanned;

use super::{QualityRules, Recipe, Step, VERSION};
use crate::CleanError;

/// A recipe whose steps are not looked into yet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outer {
    #[serde(default = "super::version")]
    version: u32,
    #[serde(default)]
    quality: QualityRules,
    #[serde(default)]
    step: Vec<Spanned<toml::Table>>,
}

impl Recipe {
    /// Reads a recipe.
    ///
    /// # Errors
    /// No TOML, an unknown verb, an unknown or missing key, a value of the wrong type: each with its line.
    pub fn from_toml(text: &str) -> Result<Self, CleanError> {
        let outer: Outer = toml::from_str(text).map_err(|error| CleanError::Syntax {
            line: error.span().map_or(1, |span| line_of(text, span.start)),
            reason: first_line(error.message()),
        })?;
        if outer.version != VERSION {
            return Err(CleanError::Version(outer.version));
        }
        let begins = step_lines(text);
        let mut steps = Vec::with_capacity(outer.step.len());
        for (index, table) in outer.step.into_iter().enumerate() {
            let spanned = line_of(text, table.span().start);
            let line = begins.get(index).copied().unwrap_or(spanned);
            let table = table.into_inner();
            let mut step: Step = table
                .clone()
                .try_into()
                .map_err(|error: toml::de::Error| step_fault(text, line, &table, &error))?;
            step.line = Some(line);
            steps.push(step);
        }
        let begins = text
            .lines()
            .position(|line| line.trim_start().starts_with("[quality"));
        Ok(Self {
            version: outer.version,
            quality: QualityRules {
                line: begins.map(|at| at + 1),
                ..outer.quality
            },
            steps,
        })
    }

    /// The recipe as TOML, without comments.
    pub fn to_toml(&self) -> String {
        let steps: Vec<Remarked<'_>> = self
            .steps
            .iter()
            .map(|step| Remarked {
                step,
                remarks: Vec::new(),
                active: true,
            })
            .collect();
        write(&self.quality, &[], &steps)
    }
}

/// A step with what is to be said about it.
#[derive(Debug, Clone)]
pub struct Remarked<'a> {
    /// The step.
    pub step: &'a Step,
    /// Lines of comment above it.
    pub remarks: Vec<String>,
    /// Whether it is in force; else it is written as a comment, to be taken up by hand.
    pub active: bool,
}

/// Writes a recipe with comments: `head` above it, and remarks above the steps.
pub fn write(quality: &QualityRules, head: &[String], steps: &[Remarked<'_>]) -> String {
    let mut text = String::new();
    comment(&mut text, head);
    // Writing to a string does not fail.
    let _ = writeln!(text, "version = {VERSION}");
    if !quality.is_default()
        && let Ok(table) = toml::to_string(quality)
    {
        let (keys, tables): (Vec<&str>, Vec<&str>) = split_tables(&table);
        let _ = writeln!(text, "\n[quality]\n{}", keys.join("\n").trim_end());
        if !tables.is_empty() {
            let tables = tables
                .join("\n")
                .replace("[weights]", "[quality.weights]")
                .replace("[timeliness]", "[quality.timeliness]");
            let _ = writeln!(text, "\n{}", tables.trim_end());
        }
    }
    for remarked in steps {
        text.push('\n');
        comment(&mut text, &remarked.remarks);
        let step = step_text(remarked.step);
        if remarked.active {
            text.push_str(&step);
        } else {
            for line in step.lines() {
                let _ = writeln!(text, "# {line}");
            }
        }
    }
    text
}

/// The keys of a table, and the tables below it.
fn split_tables(text: &str) -> (Vec<&str>, Vec<&str>) {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.starts_with('['))
        .unwrap_or(lines.len());
    (lines[..at].to_vec(), lines[at..].to_vec())
}

fn comment(text: &mut String, lines: &[String]) {
    for line in lines.iter().flat_map(|line| line.lines()) {
        // A control character would end the comment or the file.
        let line: String = line
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let _ = writeln!(text, "# {}", line.trim_end());
    }
}

/// A step as one table: its verb first, nested values in line.
fn step_text(step: &Step) -> String {
    let mut text = String::from("[[step]]\n");
    let Ok(toml::Value::Table(table)) = toml::Value::try_from(step) else {
        return text;
    };
    let first = [
        "do", "id", "columns", "column", "key", "kind", "rule", "method",
    ];
    let rank = |key: &str| {
        first
            .iter()
            .position(|known| *known == key)
            .unwrap_or(first.len())
    };
    let mut keys: Vec<&String> = table.keys().collect();
    keys.sort_by_key(|key| (rank(key), key.as_str()));
    for key in keys {
        let _ = writeln!(text, "{} = {}", key_text(key), in_line(&table[key]));
    }
    text
}

fn key_text(key: &str) -> String {
    let bare = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare {
        key.to_owned()
    } else {
        toml::Value::String(key.to_owned()).to_string()
    }
}

/// A value on one line; tables as `{ key = value }`.
fn in_line(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let entries: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", key_text(key), in_line(value)))
                .collect();
            if entries.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", entries.join(", "))
            }
        }
        toml::Value::Array(values) => {
            let values: Vec<String> = values.iter().map(in_line).collect();
            format!("[{}]", values.join(", "))
        }
        value => value.to_string(),
    }
}

/// The fault of a step, on the line of the key that it names if it names one.
fn step_fault(text: &str, line: usize, table: &toml::Table, error: &toml::de::Error) -> CleanError {
    let message = first_line(error.message());
    let named = message.split('`').nth(1).unwrap_or_default();
    let key = if table.contains_key(named) {
        Some(named)
    } else {
        None
    };
    let found = key.and_then(|key| {
        text.lines()
            .enumerate()
            .skip(line)
            .take_while(|(_, text)| !text.trim_start().starts_with("[["))
            .find(|(_, text)| {
                let text = text.trim_start();
                text.strip_prefix(key)
                    .is_some_and(|rest| rest.trim_start().starts_with('='))
            })
            .map(|(at, _)| at + 1)
    });
    CleanError::Syntax {
        line: found.unwrap_or(line),
        reason: message,
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Lines on which steps begin.
fn step_lines(text: &str) -> Vec<usize> {
    let begins = |line: &str| {
        let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        line.starts_with("[[step]]")
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| begins(line))
        .map(|(at, _)| at + 1)
        .collect()
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
version = 1

[quality]
required = ["客户ID"]

[quality.weights]
validity = 0.5

[[step]]
do = "missing"
columns = ["年龄"]
sentinels = ["-1"]

[[step]]
do = "check"
id = "支付"
rule = { condition = "支付 <= 金额" }
on_failure = "drop"

[[step]]
do = "outliers"
columns = ["金额"]
method = { iqr = 1.5 }
treat = "cap"
limits = [{ column = "金额", low = -695.0, high = 1665.0 }]

[[step]]
do = "impute"
columns = ["城市"]
method = { constant = "未知" }
"#;

    #[test]
    fn what_is_written_reads_back() {
        let recipe = Recipe::from_toml(SAMPLE).unwrap();
        assert_eq!(recipe.steps.len(), 4);
        assert_eq!(recipe.steps[1].line, Some(15));
        let mut again = Recipe::from_toml(&recipe.to_toml()).unwrap();
        for (mine, theirs) in again.steps.iter_mut().zip(&recipe.steps) {
            mine.line = theirs.line;
        }
        again.quality.line = recipe.quality.line;
        assert_eq!(again, recipe, "{}", recipe.to_toml());
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |text: &str| match Recipe::from_toml(text) {
            Err(CleanError::Syntax { line, reason }) => (line, reason),
            other => panic!("{other:?}"),
        };
        assert_eq!(fault("version = 1\n[[step]\n").0, 2);
        let (line, reason) =
            fault("[[step]]\ndo = \"tidy\"\n\n[[step]]\ndo = \"impute\"\ncolums = [\"a\"]\n");
        assert_eq!(line, 6, "{reason}");
        assert!(reason.contains("colums"), "{reason}");
        let (line, reason) = fault("[[step]]\ndo = \"washing\"\n");
        assert_eq!(line, 1);
        assert!(reason.contains("washing"), "{reason}");
        assert!(matches!(
            Recipe::from_toml("version = 2\n"),
            Err(CleanError::Version(2))
        ));
        assert_eq!(fault("[[steps]]\ndo = \"tidy\"\n").0, 1);
    }

    #[test]
    fn a_remark_cannot_break_out_of_its_comment() {
        let step = Step::from(super::super::Action::Tidy(super::super::Tidy::default()));
        let remarked = Remarked {
            step: &step,
            remarks: vec!["one\ndo = \"x\"\r\n\u{0}[[step]]".to_owned()],
            active: false,
        };
        let text = write(&QualityRules::default(), &[], &[remarked]);
        assert_eq!(
            Recipe::from_toml(&text).unwrap(),
            Recipe::default(),
            "{text}"
        );
    }
}

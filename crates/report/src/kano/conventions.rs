//! The conventions in force, and the parameters.

use fourr_kano::Kano;
use fourr_table::Source;
use serde_json::{Map, Value};

use super::subject::Subject;
use crate::{Block, Cell, Format, Provenance, Section, Table};

/// The choices on which the field disagrees: key, Chinese and English name.
const CHOICES: [(&str, &str, &str); 9] = [
    ("table", "评价表", "Evaluation table"),
    ("rule", "归类规则", "Rule of the category"),
    ("closeness", "混合型的百分点", "Points of a combination"),
    ("coding", "数字的方向", "Direction of numbers"),
    ("answers", "量表的级数", "Answers of the scale"),
    ("screen", "剔除的受访者", "Respondents set aside"),
    ("test", "显著性检验", "Test"),
    ("split", "象限分界", "Split of the quadrant"),
    ("bootstrap", "自助法次数", "Bootstrap replicates"),
];

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let columns = vec![
        subject.column("约定", "Convention", Format::Text),
        subject.column("参数", "Parameter", Format::Text),
        subject.column("采用", "In force", Format::Text),
        subject.column("默认", "Default", Format::Text),
    ];
    let (in_force, default) = (
        values(&subject.summary.parameters),
        values(&Kano::default()),
    );
    let of =
        |values: &Map<String, Value>, key: &str| values.get(key).map_or_else(String::new, written);
    let rows = CHOICES.map(|(key, zh, en)| {
        let coding = subject.summary.parameters.coding();
        let value = match key {
            "coding" => {
                serde_json::to_value(coding).map_or_else(|_| String::new(), |value| written(&value))
            }
            _ => of(&in_force, key),
        };
        let usual = if key == "coding" {
            "like-first".to_owned()
        } else {
            of(&default, key)
        };
        [
            Cell::from(subject.text(zh, en)),
            Cell::from(format!("--{key}")),
            Cell::from(value),
            Cell::from(usual),
        ]
    });
    let words = subject.paragraph(
        "下列约定会改变结果。与他人的结果比较之前，先核对双方的约定是否一致。",
        "These conventions change the figures. Before comparing them with the figures of others, see that both follow the same.",
        &[],
    );
    let caption = subject.text("采用的约定", "Conventions in force");
    let table = Table::new("conventions", caption, columns).with_rows(rows);
    Section::new(
        "conventions",
        subject.text("采用的约定", "Conventions in force"),
        vec![words, Block::Table(table)],
    )
}

/// What the report was made from and by: of the parameters, those that are not at their defaults.
pub(super) fn provenance(subject: &Subject<'_>, sources: &[Source]) -> Provenance {
    let default = values(&Kano::default());
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

fn values(kano: &Kano) -> Map<String, Value> {
    match serde_json::to_value(kano) {
        Ok(Value::Object(values)) => values,
        _ => Map::new(),
    }
}

/// A value as the command line has it: text bare, lists with commas.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Bool(_) | Value::Object(_) => value.to_string(),
    }
}

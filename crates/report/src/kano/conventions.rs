//! The conventions in force, and the parameters.

use fourr_kano::Kano;
use fourr_table::Source;
use serde_json::{Map, Value};

use super::subject::Subject;
use crate::{Block, Cell, Format, Provenance, Section, Table, parameters};

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
        parameters::values(&subject.summary.parameters),
        parameters::values(&Kano::default()),
    );
    let of = |values: &Map<String, Value>, key: &str| {
        values
            .get(key)
            .map_or_else(String::new, parameters::written)
    };
    let rows = CHOICES.map(|(key, zh, en)| {
        let coding = subject.summary.parameters.coding();
        let value = match key {
            "coding" => serde_json::to_value(coding)
                .map_or_else(|_| String::new(), |value| parameters::written(&value)),
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
    let changed = parameters::changed(&Kano::default(), &subject.summary.parameters);
    Provenance::of(sources, changed)
}

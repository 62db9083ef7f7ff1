//! The section on the conventions in force and what others would give.

use fourr_rfm::{Basis, Rfm};
use serde_json::Value;

use super::{basis, names, subject::Subject};
use crate::{Block, Cell, Format, Section, Table, parameters};

/// The choices, and the eight types under every basis.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let words = subject.paragraph(
        "下列约定会改变结果。与他人的结果比较之前，先核对双方的约定是否一致。",
        "These conventions change the figures. Before comparing them with the figures of others, see that both follow the same.",
        &[],
    );
    let mut blocks = vec![words, Block::Table(table(subject))];
    blocks.extend(basis::blocks(subject));
    let title = subject.text(
        "采用的约定与其他约定的结果",
        "Conventions in force and what others give",
    );
    Section::new("conventions", title, blocks)
}

/// Every choice with its key, the value in force, and the default.
fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("约定", "Convention", Format::Text),
        subject.column("参数", "Parameter", Format::Text),
        subject.column("采用", "In force", Format::Text),
        subject.column("默认", "Default", Format::Text),
    ];
    let rfm = &subject.summary.parameters;
    let in_force = parameters::values(rfm);
    let default = parameters::values(&Rfm::default());
    let written = |value: Option<&Value>| value.map_or_else(String::new, parameters::written);
    let usual = Rfm {
        scoring: None,
        ..rfm.clone()
    };
    let rows = CHOICES.map(|(key, zh, en)| {
        let [value, usual] = match key {
            "scoring" => [subject.summary.scoring, usual.scoring()].map(|of| of.name().to_owned()),
            // The command line writes the names of bases with hyphens, files with underscores.
            "basis" => [&in_force, &default].map(|of| written(of.get(key)).replace('_', "-")),
            _ => [&in_force, &default].map(|of| written(of.get(key))),
        };
        [
            Cell::from(subject.text(zh, en)),
            Cell::from(format!("--{}", key.replace('_', "-"))),
            Cell::from(value),
            Cell::from(usual),
        ]
    });
    let caption = subject.text("采用的约定", "Conventions in force");
    let mut table = Table::new("conventions", caption, columns).with_rows(rows);
    if rfm.basis == Basis::Fixed {
        table.push([
            Cell::from(subject.text("八类客户的阈值", "Thresholds of the eight types")),
            Cell::from("--thresholds"),
            Cell::from(written(in_force.get("thresholds"))),
            Cell::from(names::basis(Basis::RawMean, subject.lang)),
        ]);
    }
    table
}

/// The choices on which the field disagrees: key, Chinese and English name.
const CHOICES: [(&str, &str, &str); 10] = [
    ("scheme", "分群表", "Table of segments"),
    ("scoring", "评分规则", "Scoring"),
    ("bins", "评分档数", "Score classes"),
    ("basis", "八类客户的分界", "Split of the eight types"),
    ("weights", "R、F、M 权重", "Weights of R, F and M"),
    ("day_count", "间隔天数", "Counting of days"),
    ("refunds", "退款", "Refunds"),
    ("zero_orders", "零元订单", "Orders of zero"),
    ("statuses", "订单状态", "States of orders"),
    ("dormancy", "沉睡的判断", "Dormancy"),
];

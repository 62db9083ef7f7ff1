//! How much of the amount the best customers bring.

use fourr_chart::{Axis, Format as Digits, Lines, Positions, Reference, Series, Shape};

use super::{subject::Subject, values::share};
use crate::{Block, Cell, Format, Table};

/// Table and curve; nothing where there is no positive amount to share.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    if subject.summary.concentration.is_empty() {
        return Vec::new();
    }
    vec![Block::Table(table(subject)), curve(subject)]
}

fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("消费最多的客户", "Customers who spend most", Format::Share),
        subject.column("所占金额", "Share of amount", Format::Share),
    ];
    let steps = subject.summary.concentration.iter();
    let rows = steps.map(|step| [Cell::Share(step.customers), Cell::Share(step.monetary)]);
    let caption = subject.text("金额集中度", "Concentration of the amount");
    let keys = ["customers", "monetary"];
    Table::new("concentration", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| Some(format!("/concentration/{row}/{}", keys[column])))
}

fn curve(subject: &Subject<'_>) -> Block {
    let steps = &subject.summary.concentration;
    let customers = || std::iter::once(0.0).chain(steps.iter().map(|step| step.customers));
    let amount = std::iter::once(0.0).chain(steps.iter().map(|step| step.monetary));
    let fifth = Reference::new(0.2, subject.text("前 20% 客户", "best 20%"));
    let shape = Shape::Lines(Lines {
        x: Axis::new(
            subject.lang.pick("客户累计占比", "Share of customers"),
            Digits::Share(0),
        )
        .unit(
            subject
                .lang
                .pick("%，消费从多到少", "%, largest amount first"),
        )
        .reaching(0.0, 1.0),
        y: Axis::new(
            subject.lang.pick("金额累计占比", "Share of amount"),
            Digits::Share(0),
        )
        .unit("%")
        .reaching(0.0, 1.0),
        positions: Positions::Numbers(customers().collect()),
        series: vec![
            Series::new(subject.lang.pick("实际", "Actual"), amount),
            Series::new(subject.lang.pick("人人相等", "All equal"), customers()),
        ],
        references: Vec::new(),
        markers: vec![fifth],
    });
    let half = steps.iter().find(|step| step.monetary >= 0.5);
    let reading = match half {
        Some(half) => subject.say(
            "曲线离对角线越远，金额越集中：前 {0} 的客户已贡献 {1} 的金额。",
            "The further the curve lies from the diagonal, the more concentrated the amount: the best {0} of customers bring {1} of it.",
            &[share(half.customers), share(half.monetary)],
        ),
        None => subject.say(
            "曲线离对角线越远，金额越集中。",
            "The further the curve lies from the diagonal, the more concentrated the amount.",
            &[],
        ),
    };
    let title = subject.text("金额集中度曲线", "Concentration of the amount");
    let method = subject.text(
        "客户按消费金额从大到小累计（洛伦兹曲线）",
        "customers added up from the largest amount down (Lorenz curve)",
    );
    subject.chart("concentration-curve", title, &method, (shape, reading))
}

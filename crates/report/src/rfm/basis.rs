//! The eight types under every basis of the split.

use fourr_chart::{Direction, GroupedBars, Series, Shape};
use fourr_rfm::{Basis, EightBy, Scheme};

use super::{
    names,
    subject::Subject,
    values::{count, number_cell},
};
use crate::{Block, Cell, Format, Table};

/// Customers of every type by basis, what splits them, and both drawn.
pub(super) fn blocks(subject: &Subject<'_>) -> [Block; 3] {
    let names = type_names(subject);
    [
        Block::Table(splits(subject)),
        Block::Table(types(subject, &names)),
        chart(subject, names),
    ]
}

/// Names of the eight types in the order of [`EightBy::customers`].
fn type_names(subject: &Subject<'_>) -> Vec<String> {
    let table = Scheme::Textbook8.table(subject.summary.parameters.bins);
    let segments = table.map(|table| table.segments).unwrap_or_default();
    let name =
        |segment: &fourr_rfm::Segment| subject.lang.pick(&segment.zh, &segment.en).to_owned();
    segments.iter().map(name).collect()
}

fn basis_name(subject: &Subject<'_>, by: &EightBy) -> String {
    let name = names::basis(by.basis, subject.lang);
    let in_force = subject.lang.pick("（现用）", " (in force)");
    format!("{name}{}", if by.in_force { in_force } else { "" })
}

fn splits(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("分界", "Split", Format::Text),
        subject.column("R 分界值", "R", Format::Mixed),
        subject.column("F 分界值", "F", Format::Mixed),
        subject.column("M 分界值", "M", Format::Mixed),
        subject.column("单位", "Unit", Format::Text),
    ];
    let rows = subject.summary.eight_types.iter().map(|by| {
        let unit = if by.basis == Basis::ScoreMean {
            subject.text("分", "points")
        } else {
            let currency = subject.currency();
            subject.text(
                &format!("天、笔、{currency}"),
                &format!("days, orders, {currency}"),
            )
        };
        let [r, f, m] = by.splits.map(number_cell);
        [
            Cell::from(basis_name(subject, by)),
            r,
            f,
            m,
            Cell::from(unit),
        ]
    });
    let caption = subject.text("各口径的分界值", "Splits under every basis");
    Table::new("eight-splits", caption, columns).with_rows(rows)
}

fn types(subject: &Subject<'_>, names: &[String]) -> Table {
    let mut columns = vec![subject.column("八类客户", "Type", Format::Text)];
    let bases = &subject.summary.eight_types;
    for by in bases {
        let name = basis_name(subject, by);
        columns.push(subject.column(&name, &name, Format::Count));
    }
    let rows = names.iter().enumerate().map(|(place, name)| {
        let counts = bases.iter().map(|by| Cell::Count(by.customers[place]));
        let head = [Cell::from(name.as_str())];
        head.into_iter().chain(counts).collect::<Vec<_>>()
    });
    let sums = bases
        .iter()
        .map(|by| Cell::Count(by.customers.iter().sum()));
    let total = [Cell::from(subject.text("合计", "All"))]
        .into_iter()
        .chain(sums);
    let caption = subject.text(
        "八类客户的人数：按均值、中位数与得分均值划分",
        "Customers of the eight types by mean, median and mean score",
    );
    Table::new("eight-types", caption, columns)
        .with_rows(rows)
        .with_total(total)
        .read_from(|place, column| match column.checked_sub(1) {
            Some(_) if place == names.len() => Some("/totals/customers".to_owned()),
            Some(basis) => Some(format!("/eight_types/{basis}/customers/{place}")),
            None => None,
        })
}

fn chart(subject: &Subject<'_>, names: Vec<String>) -> Block {
    let bases = &subject.summary.eight_types;
    let series = bases.iter().map(|by| {
        let name = names::basis(by.basis, subject.lang);
        Series::new(name, by.customers.iter().map(|count| *count as f64))
    });
    let shape = Shape::GroupedBars(GroupedBars {
        category: subject.text("八类客户", "Type"),
        categories: names,
        value: subject.customers_axis(),
        series: series.collect(),
        direction: Direction::Lying,
        references: Vec::new(),
    });
    let best = bases.iter().map(|by| by.customers[0]);
    let (low, high) = (best.clone().min(), best.max());
    let words = if low == high {
        [
            "三种口径都得出 {0} 位重要价值客户。",
            "{0} customers are of important value under every basis.",
        ]
    } else {
        [
            "重要价值客户的人数随口径在 {0} 与 {1} 之间；均值易被少数大客户拉高，中位数则把人数大致对半分。",
            "Between {0} and {1} customers are of important value, depending on the basis. A few large customers raise the mean; the median cuts the customers in halves.",
        ]
    };
    let values = [
        count(low.unwrap_or_default()),
        count(high.unwrap_or_default()),
    ];
    let reading = subject.say(words[0], words[1], &values);
    let title = subject.text(
        "八类客户的人数：三种分界口径对照",
        "The eight types under every basis of the split",
    );
    let method = subject.text(
        "严格优于分界值为高",
        "strictly better than the split is high",
    );
    subject.chart("eight-types-bar", title, &method, (shape, reading))
}

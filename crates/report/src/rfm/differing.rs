//! A claimed table of customers beside ours, and who differs.

use fourr_cell::personal::{self, MaskLevel};
use fourr_locale::Lang;
use fourr_rfm::difference::{ComparedColumn, ComparedCustomers, DifferingCustomer, Letter, Reason};

use super::{figure, values::count};
use crate::{Block, Cell, Column, Format, Prose, Table};

/// The columns side by side, the customers of one table only, and the first who differ; `changed` says whether there is
/// an explanation other than the conventions in force.
pub(super) fn blocks(customers: &ComparedCustomers, changed: bool, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::Table(columns(customers, changed, lang))];
    blocks.extend(population(customers, lang).map(Block::Paragraph));
    blocks.extend(differing(customers, lang).map(Block::Table));
    blocks
}

/// How many customers agree, column by column.
fn columns(customers: &ComparedCustomers, changed: bool, lang: Lang) -> Table {
    let mut heads = vec![
        Column::new(lang.pick("列", "Column"), Format::Text),
        Column::new(lang.pick("客户数", "Customers"), Format::Count),
        Column::new(lang.pick("现在一致", "Agree now"), Format::Count),
    ];
    let with = Column::new(lang.pick("改动后一致", "Agree with no. 1"), Format::Count);
    heads.extend(changed.then_some(with));
    let width = heads.len();
    let row = |of: &ComparedColumn| {
        let cells = [
            Cell::from(figure::column(of.column, lang)),
            Cell::Count(of.of),
            Cell::Count(of.in_force),
            Cell::Count(of.explained),
        ];
        cells.into_iter().take(width)
    };
    Table::new("columns", "", heads).with_rows(customers.columns.iter().map(row))
}

/// That the tables do not have the same customers.
fn population(customers: &ComparedCustomers, lang: Lang) -> Option<Prose> {
    let (theirs, ours) = (customers.only_theirs, customers.only_ours);
    (theirs + ours > 0).then(|| {
        let template = lang.pick(
            "只在对方表中的客户 {0} 位，只在我们结果中的 {1} 位。",
            "Customers only in theirs: {0}; only in ours: {1}.",
        );
        Prose::fill(template, &[count(theirs), count(ours)])
    })
}

/// The first customers that differ.
fn differing(customers: &ComparedCustomers, lang: Lang) -> Option<Table> {
    if customers.differing.is_empty() {
        return None;
    }
    let heads = vec![
        Column::new(lang.pick("仍不同的客户", "Still different"), Format::Text),
        Column::new(lang.pick("列", "Column"), Format::Text),
        Column::new(lang.pick("对方", "Theirs"), Format::Text),
        Column::new(lang.pick("我们", "Ours"), Format::Text),
        Column::new(lang.pick("原因", "Reason"), Format::Text),
    ];
    let row = |of: &DifferingCustomer| {
        let column = of.column.map(|column| figure::column(column, lang));
        let reason = of.reason.as_ref().map(|reason| self::reason(reason, lang));
        [
            Cell::from(masked(&of.customer)),
            Cell::from(column.unwrap_or_default()),
            Cell::from(of.theirs.clone()),
            Cell::from(of.ours.clone()),
            Cell::from(reason.unwrap_or_default()),
        ]
    };
    let rows = customers.differing.iter().map(row);
    Some(Table::new("customers", "", heads).with_rows(rows))
}

fn masked(id: &str) -> String {
    match personal::recognise(id, None) {
        Some(kind) => personal::mask(id, kind, MaskLevel::Standard),
        None => id.to_owned(),
    }
}

fn reason(reason: &Reason, lang: Lang) -> String {
    let on = |dimension: &Letter, value: f64, zh: &str, en: &str| {
        let letter = ["R", "F", "M"][*dimension as usize];
        let value = lang.trimmed(value, 2);
        match lang {
            Lang::Zh => format!("{letter} = {value} {zh}"),
            Lang::En => format!("{letter} = {value} {en}"),
        }
    };
    match reason {
        Reason::OnBreak { dimension, value } => {
            on(dimension, *value, "恰在档的分界上", "lies on a break")
        }
        Reason::OnSplit { dimension, value } => {
            on(dimension, *value, "恰在高低分界上", "lies on the split")
        }
        Reason::TiedRank { dimension, value } => on(
            dimension,
            *value,
            "有并列，按名次拆开",
            "is tied, ranks split it",
        ),
        Reason::OnlyOurs => lang.pick("对方没有此客户", "not in theirs").to_owned(),
        Reason::NoPurchase => lang
            .pick("没有计入的购买", "no purchase that counts")
            .to_owned(),
        Reason::NotInInput => lang.pick("输入中没有此客户", "not in the input").to_owned(),
    }
}

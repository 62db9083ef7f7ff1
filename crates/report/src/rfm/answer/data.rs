//! The data: what was read, what was set aside and why, and the period.

use fourr_rfm::Monetary;

use super::Sheet;
use crate::rfm::{
    data,
    values::{count, orders, sum},
};
use crate::{Block, Cell, Formula, Math, Prose, Step};

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let done = subject.say(
        "读入数据，核对各列的含义，统计行数与时间范围；不能使用的行先剔除，逐条写明原因和行数。",
        "Read the data, see what each column means, count the rows and find the period; set aside the rows that cannot be used, each with its reason.",
        &[],
    );
    let title = subject.text("数据概况", "The data");
    let step = Step::new("data", title, done)
        .formula(rows(sheet))
        .shows(Block::Table(data::rows(subject)))
        .shows(Block::Table(data::columns(subject)))
        .concludes(conclusion(sheet));
    data::people(subject).into_iter().fold(step, Step::shows)
}

fn rows(sheet: &Sheet<'_>) -> Formula {
    let subject = &sheet.subject;
    let words = |zh, en| Math::words(subject.text(zh, en));
    let rows = &subject.summary.rows;
    let used = words("读入的行", "rows read") - words("未采用的行", "rows set aside");
    let worked = Math::from(rows.read) - Math::from(rows.set_aside());
    Formula::new(words("采用的行", "rows used").equals(used))
        .worked(worked.equals(rows.used.into()))
}

fn conclusion(sheet: &Sheet<'_>) -> Prose {
    let subject = &sheet.subject;
    let totals = &subject.summary.totals;
    let (first, last) = subject.period.unzip();
    let values = [
        count(totals.customers),
        orders(totals.orders).into(),
        sum(totals.monetary),
        Cell::from(first).into(),
        Cell::from(last).into(),
    ];
    // A mean amount per order adds up to nothing that has a name.
    let counted = subject.summary.parameters.money == Monetary::Total;
    let [zh, en] = match (subject.period.is_some(), counted) {
        (true, true) => [
            "购买日期为 {3} 至 {4}，共 {0} 位客户、{1} 笔订单、{2}¤。",
            "Purchases from {3} to {4}: {0} customers, {1} orders, {2}¤.",
        ],
        (true, false) => [
            "购买日期为 {3} 至 {4}，共 {0} 位客户、{1} 笔订单。",
            "Purchases from {3} to {4}: {0} customers, {1} orders.",
        ],
        (false, true) => [
            "共 {0} 位客户，频次合计 {1} 笔，金额合计 {2}¤。",
            "{0} customers with {1} orders and {2}¤ in all.",
        ],
        (false, false) => [
            "共 {0} 位客户，频次合计 {1} 笔。",
            "{0} customers with {1} orders in all.",
        ],
    };
    subject.say(zh, en, &values)
}

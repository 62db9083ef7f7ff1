//! R, F and M of every customer, one of them worked out.

use chrono::Duration;
use fourr_rfm::{DayCount, Monetary, Warning};
use fourr_table::Role;

use super::{Sheet, example};
use crate::rfm::subject::Subject;
use crate::{Block, Cell, Format, Formula, Function, Math, Prose, Span, Step, Table};

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = subject.text("计算每位客户的 R、F、M", "R, F and M of every customer");
    let mut step = Step::new("measures", title, done(sheet));
    if !subject.lacks_orders() {
        step.formulas = vec![recency(sheet), frequency(sheet), monetary(sheet)];
    } else if let Some(last) = last_purchase(sheet) {
        step.formulas = vec![days(sheet, last)];
    }
    step.shows(example::who(subject, &sheet.example))
        .shows(Block::Table(table(sheet)))
        .concludes(conclusion(sheet))
}

fn done(sheet: &Sheet<'_>) -> Prose {
    let subject = &sheet.subject;
    if subject.lacks_orders() {
        let columns = [
            [Role::Recency, Role::Time],
            [Role::Frequency, Role::Frequency],
            [Role::Monetary, Role::Monetary],
        ];
        let columns = columns.map(|roles| Span::code(column(subject, roles)));
        return subject.say(
            "输入表每行一位客户，R、F、M 分别取自列 {0}、{1}、{2}，不再汇总。",
            "The input has one row per customer: R, F and M come from its columns {0}, {1} and {2}.",
            &columns,
        );
    }
    subject.say(
        "把采用的行按客户汇总，逐一算出 R、F、M。以客户 {0} 为例：在数据中筛选该客户采用的行，代入公式。",
        "Gather the rows in use by customer and work out R, F and M of each. Customer {0} is the example: select this customer's rows in use and put them into the formulas.",
        &[sheet.example.name()],
    )
}

/// The column read for the first of the roles that has one.
fn column(subject: &Subject<'_>, roles: [Role; 2]) -> String {
    let of = |role| {
        let mut columns = subject.summary.columns.iter();
        columns.find(|found| found.role == role)
    };
    let found = roles.into_iter().find_map(of);
    found.map_or_else(String::new, |found| found.column.clone())
}

fn recency(sheet: &Sheet<'_>) -> Formula {
    let subject = &sheet.subject;
    let day = subject.summary.as_of.zip(sheet.example.last);
    match (subject.summary.parameters.day_count, day) {
        (DayCount::Calendar, Some((_, last))) => days(sheet, last),
        _ => elapsed(sheet),
    }
}

/// R as the difference of two dates.
fn days(sheet: &Sheet<'_>, last: chrono::NaiveDate) -> Formula {
    let subject = &sheet.subject;
    let [symbol, day, purchase] = recency_symbols();
    let dates = Math::from(Cell::from(subject.summary.as_of)) - Math::from(Cell::from(last));
    let worked = Math::symbol("R")
        .equals(dates)
        .equals(sheet.example.figure(0));
    Formula::new(symbol.clone().equals(day.clone() - purchase.clone()))
        .meaning(
            symbol,
            subject.text("客户 i 的 R（天）", "R of customer i, in days"),
        )
        .meaning(day, subject.text("分析日期", "analysis date"))
        .meaning(
            purchase,
            subject.text("客户 i 最近一次购买的日期", "date of the last purchase"),
        )
        .worked(worked)
}

/// R in whole periods of 24 hours, for which the table of customers lacks the time of the day.
fn elapsed(sheet: &Sheet<'_>) -> Formula {
    let subject = &sheet.subject;
    let [symbol, day, purchase] = recency_symbols();
    Formula::new(symbol.equals((day.clone() - purchase.clone()).floor()))
        .meaning(
            day,
            subject.text("分析日期零时", "the analysis date at midnight"),
        )
        .meaning(
            purchase,
            subject.text(
                "客户 i 最近一次购买的时刻；不满 24 小时的部分舍去",
                "moment of the last purchase; what is short of 24 hours is dropped",
            ),
        )
        .worked(Math::symbol("R").equals(sheet.example.figure(0)))
}

fn recency_symbols() -> [Math; 3] {
    let of = |letter: &str| Math::symbol(letter).index(Math::symbol("i"));
    [of("R"), Math::symbol("T"), of("t")]
}

fn frequency(sheet: &Sheet<'_>) -> Formula {
    let subject = &sheet.subject;
    let symbol = Math::symbol("F").index(Math::symbol("i"));
    let counted = if subject.summary.warnings.contains(&Warning::RowsAreOrders) {
        let rows = subject.text("客户 i 的购买行", "purchase rows of customer i");
        Math::words(rows).under(Function::Named(subject.lang.pick("计数", "count")))
    } else {
        let orders = subject.text("客户 i 的订单号", "order ids of customer i");
        let distinct = subject.lang.pick("不重复计数", "distinct");
        Math::words(orders).under(Function::Named(distinct))
    };
    Formula::new(symbol.equals(counted)).worked(Math::symbol("F").equals(sheet.example.figure(1)))
}

fn monetary(sheet: &Sheet<'_>) -> Formula {
    let subject = &sheet.subject;
    let of = |letter: &str| Math::symbol(letter).index(Math::symbol("i"));
    let amount = Math::symbol("a").index(Math::symbol("j"));
    let paid = amount.clone().sum_over(Math::symbol("j"));
    let value = match subject.summary.parameters.money {
        Monetary::Total => paid,
        Monetary::PerOrder => paid / of("F"),
    };
    let words = subject.text(
        "客户 i 第 j 行的实付金额，退款为负",
        "amount paid in row j of customer i, refunds negative",
    );
    Formula::new(of("M").equals(value))
        .meaning(amount, words)
        .worked(Math::symbol("M").equals(sheet.example.figure(2)))
}

/// The day of the last purchase in a table of customers that has dates instead of days.
fn last_purchase(sheet: &Sheet<'_>) -> Option<chrono::NaiveDate> {
    let summary = sheet.subject.summary;
    let has_days = summary.columns.iter().any(|of| of.role == Role::Recency);
    let counted = summary.parameters.day_count == DayCount::Calendar && !has_days;
    let as_of = summary.as_of.filter(|_| counted)?;
    #[expect(clippy::cast_possible_truncation, reason = "whole days between dates")]
    let days = Duration::try_days(sheet.example.values[0] as i64)?;
    as_of.checked_sub_signed(days)
}

fn table(sheet: &Sheet<'_>) -> Table {
    let subject = &sheet.subject;
    let dated = subject.period.is_some();
    let mut columns = vec![
        subject.column("客户", "Customer", Format::Text),
        subject.days_column("R", "R"),
        subject
            .column("F", "F", Format::Number(2))
            .unit(subject.lang.pick("笔", "orders")),
        subject.money_column("M", "M"),
    ];
    if dated {
        let last = subject.column("最近购买日期", "Last purchase", Format::Date);
        columns.insert(1, last);
    }
    let rows = example::listed(&sheet.people, &sheet.example);
    let rows = rows.into_iter().map(|of| {
        let figures = [0, 1, 2].map(|dimension| of.cell(dimension));
        let last = dated.then(|| Cell::from(of.last));
        [of.id].into_iter().chain(last).chain(figures)
    });
    let caption = subject.text(
        "客户的 R、F、M（节选）",
        "R, F and M of customers (excerpt)",
    );
    Table::new("customers", caption, columns).with_rows(rows)
}

fn conclusion(sheet: &Sheet<'_>) -> Prose {
    let values = [
        sheet.example.name(),
        sheet.example.cell(0).into(),
        Span::value(sheet.example.cell(1), Format::Number(2)),
        sheet.example.cell(2).into(),
    ];
    sheet.subject.say(
        "客户 {0}：R = {1} 天，F = {2} 笔，M = {3}¤。",
        "Customer {0}: R (days) = {1}, F (orders) = {2}, M = {3}¤.",
        &values,
    )
}

//! Who has fallen silent, and what they used to spend.

use fourr_chart::{Axis, Direction, Format as Digits, Series, Shape, StackedBars, Whole};
use fourr_rfm::{Dormancy, PurchaseCycle};

use super::{
    derivations, names,
    subject::Subject,
    values::{count, number, share, share_cell},
};
use crate::{Block, Cell, Format, Prose, Span, Table};

/// The states as a table and as bars.
pub(super) fn blocks(subject: &Subject<'_>, cycle: &PurchaseCycle) -> [Block; 2] {
    [Block::Table(table(subject, cycle)), bars(subject, cycle)]
}

/// The limits in force, in a sentence.
pub(super) fn limits(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Prose {
    let values: Vec<Span> = cycle.limits.iter().map(|limit| number(*limit)).collect();
    match cycle.dormancy {
        Dormancy::Cycle => subject.say(
            "购买周期的倍数：不超过 {0} 倍为活跃，{1} 倍以内为预警，{2} 倍以内为沉睡，超过 {2} 倍为流失",
            "Multiples of the purchase cycle: up to {0} active, up to {1} at risk, up to {2} dormant, beyond that lost",
            &values,
        ),
        Dormancy::Days => subject.say(
            "固定天数：不超过 {0} 天为活跃，{1} 天以内为预警，{2} 天以内为沉睡，超过 {2} 天为流失",
            "Days: up to {0} active, up to {1} at risk, up to {2} dormant, beyond that lost",
            &values,
        ),
    }
}

pub(super) fn table(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Table {
    let columns = vec![
        subject.column("状态", "State", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("人数占比", "Share of customers", Format::Share),
        subject.money_column("过去的消费金额", "Amount spent so far"),
        subject.column("金额占比", "Share of amount", Format::Share),
    ];
    let totals = &subject.summary.totals;
    let of_total =
        |money: f64| share_cell((totals.monetary != 0.0).then(|| money / totals.monetary));
    let rows = cycle.statuses.iter().map(|of| {
        [
            Cell::from(names::status(of.status, subject.lang)),
            Cell::Count(of.customers),
            Cell::Share(of.share),
            Cell::Money(of.monetary),
            of_total(of.monetary),
        ]
    });
    let total = [
        Cell::from(subject.text("合计", "All")),
        Cell::Count(totals.customers),
        Cell::Share(1.0),
        Cell::Money(totals.monetary),
        of_total(totals.monetary),
    ];
    let caption = subject.text("客户的沉睡状态", "Customers by state of dormancy");
    Table::new("statuses", caption, columns)
        .with_rows(rows)
        .with_total(total)
        .derived(derivations::statuses(subject, cycle))
}

/// Customers and their amount by state, each bar a whole. Amounts below zero are no parts of a whole, and
/// their bar is left out.
pub(super) fn bars(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Block {
    let amounts = cycle.statuses.iter().all(|of| of.monetary >= 0.0)
        && cycle.statuses.iter().any(|of| of.monetary > 0.0);
    let mut categories = vec![subject.text("客户数", "Customers")];
    if amounts {
        categories.push(subject.text("消费金额", "Amount"));
    }
    let series = cycle.statuses.iter().map(|of| {
        let parts = [of.customers as f64, of.monetary];
        let parts = parts.into_iter().take(categories.len());
        Series::new(names::status(of.status, subject.lang), parts)
    });
    let shape = Shape::StackedBars(StackedBars {
        category: subject.text("度量", "Measure"),
        value: Axis::new(subject.lang.pick("占比", "Share"), Digits::Share(1)),
        series: series.collect(),
        categories,
        direction: Direction::Lying,
        whole: Whole::Share,
    });
    let largest = cycle.statuses.iter().max_by_key(|of| of.customers);
    let reading = match largest {
        Some(of) => subject.say(
            "人数最多的状态是{0}：{1} 位客户，占 {2}。",
            "Most customers are {0}: {1} of them, {2}.",
            &[
                Span::plain(subject.text(
                    names::status(of.status, fourr_locale::Lang::Zh),
                    &names::status(of.status, fourr_locale::Lang::En).to_lowercase(),
                )),
                count(of.customers),
                share(of.share),
            ],
        ),
        None => Prose::default(),
    };
    let title = subject.text(
        "各状态的人数与金额构成",
        "Customers and amount by state of dormancy",
    );
    let method = limits(subject, cycle).text(subject.lang);
    subject.chart("statuses-bar", title, &method, (shape, reading))
}

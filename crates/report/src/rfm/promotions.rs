//! What would move customers up, below the actions.

use fourr_chart::{Direction, GroupedBars, Series, Shape};
use fourr_rfm::{Promotions, Route, SegmentSummary, Step};

use super::{
    names,
    subject::Subject,
    values::{count, money},
};
use crate::{Block, Cell, Excerpt, Format, Span, Table};

/// Routes that the table shows.
const SHOWN: usize = 24;

/// How many customers a single step would lift; nothing where no step lifts anybody.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let routes = &subject.summary.promotions.routes;
    if routes.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![words(subject), Block::Table(table(subject, routes))];
    blocks.extend(chart(subject, routes));
    blocks
}

fn words(subject: &Subject<'_>) -> Block {
    let near = subject.summary.promotions.near_amount;
    let columns = [Span::code("next_step"), Span::code("next_segment")];
    let [step, segment] = columns;
    let values = [money(near), step, segment, Span::code("customers.parquet")];
    match near {
        Some(_) => subject.paragraph(
            "只改变一个维度，哪些客户能升到更有价值的一类？下表分三种做法：当天再买一次（R）、再下几单（F）、再消费一些（M）。「近」指差一单，或所差金额不超过平均每单 {0}¤。分界与断点按现值不变；真实的一单会同时改变三个维度，所以这里是下限。每位客户最省的一步见 {3} 的 {1} 与 {2} 列。",
            "Which customers would a change in one dimension lift into a more valuable segment? Three ways: a purchase today (R), more orders (F), a larger amount (M). Near means one order away, or missing no more than the mean order of {0}¤. Splits and breaks are held as they are; a real order changes all three dimensions, so that these are lower bounds. Everybody's cheapest step is in the columns {1} and {2} of {3}.",
            &values,
        ),
        None => subject.paragraph(
            "只改变一个维度，哪些客户能升到更有价值的一类？下表分三种做法：当天再买一次（R）、再下几单（F）、再消费一些（M）。「近」指差一单；平均每单金额不为正，金额没有远近。每位客户最省的一步见 {3} 的 {1} 与 {2} 列。",
            "Which customers would a change in one dimension lift into a more valuable segment? Three ways: a purchase today (R), more orders (F), a larger amount (M). Near means one order away; the mean order is not positive, so that no amount is near. Everybody's cheapest step is in the columns {1} and {2} of {3}.",
            &values,
        ),
    }
}

/// The routes by kind of step, those with most customers near first.
fn table(subject: &Subject<'_>, routes: &[Route]) -> Table {
    let columns = vec![
        subject.column("客户类型", "Segment", Format::Text),
        subject.column("做法", "Step", Format::Text),
        subject.column("升到", "Leads to", Format::Text),
        subject.column("可升级客户", "Customers it lifts", Format::Count),
        subject.column("其中近的", "Near", Format::Count),
        subject.column("近者合计还差", "Missing together", Format::Mixed),
        subject.money_column("近者已消费", "Spent by those near"),
    ];
    let mut sorted: Vec<&Route> = routes.iter().collect();
    sorted.sort_by_key(|route| (route.step, std::cmp::Reverse(route.near)));
    let rows = sorted.into_iter().take(SHOWN).map(|route| {
        [
            Cell::from(subject.name_of(&route.from)),
            Cell::from(names::step(route.step, subject.lang)),
            Cell::from(subject.name_of(&route.to)),
            Cell::Count(route.customers),
            Cell::Count(route.near),
            Cell::from(missing(subject, route)),
            Cell::Money(route.monetary),
        ]
    });
    let caption = subject.text(
        "一步之遥的客户：做法、去向与所差",
        "Customers who are a step away: what it takes and where it leads",
    );
    let mut table = Table::new("promotions", caption, columns).with_rows(rows);
    table.excerpt = (routes.len() > SHOWN).then(|| Excerpt {
        of: routes.len() as u64,
        file: "summary.json".to_owned(),
    });
    table
}

/// The routes on which somebody is an order, or less than a mean order, away.
fn close(routes: &[Route]) -> impl Iterator<Item = &Route> {
    routes
        .iter()
        .filter(|route| route.step != Step::PurchaseToday && route.near > 0)
}

/// Of these routes, the one to the most valuable segment, and of several the one with most customers near.
pub(super) fn worthiest(promotions: &Promotions) -> Option<&Route> {
    let order = &promotions.value_order;
    let rank = |route: &Route| order.iter().position(|key| *key == route.to);
    close(&promotions.routes).min_by_key(|route| (rank(route), std::cmp::Reverse(route.near)))
}

/// What those near are missing together, with its unit.
fn missing(subject: &Subject<'_>, route: &Route) -> String {
    let amount = |zh: &str, en: &str, format| {
        let value = match route.step {
            Step::Amount => Span::value(Cell::Money(route.missing), format),
            _ => Span::value(route.missing, format),
        };
        subject.say(zh, en, &[value]).text(subject.lang)
    };
    match route.step {
        Step::Amount => amount("{0}¤", "{0}¤", Format::Money),
        Step::Orders | Step::PurchaseToday => amount("{0} 单", "{0} orders", Format::Count),
    }
}

/// Customers one order or less than a mean order away, by segment; nothing where nobody is. A purchase today
/// lifts whole segments, and is left to the table.
fn chart(subject: &Subject<'_>, routes: &[Route]) -> Option<Block> {
    let near = |of: &SegmentSummary, step: Step| -> u64 {
        let mine = routes
            .iter()
            .filter(|route| route.from == of.segment.key && route.step == step);
        mine.map(|route| route.near).sum()
    };
    let shown = [Step::Orders, Step::Amount];
    let has = |of: &&SegmentSummary| shown.iter().any(|step| near(of, *step) > 0);
    let segments: Vec<&SegmentSummary> = subject.summary.segments.0.iter().filter(has).collect();
    let series = shown.map(|step| {
        let values = segments.iter().map(|of| near(of, step) as f64);
        Series::new(names::step(step, subject.lang), values)
    });
    let best = close(routes).max_by_key(|route| route.near)?;
    let shape = Shape::GroupedBars(GroupedBars {
        category: subject.text("客户类型", "Segment"),
        categories: segments
            .iter()
            .map(|of| subject.name(&of.segment).to_owned())
            .collect(),
        value: subject.customers_axis(),
        series: series.into(),
        direction: Direction::Lying,
        references: Vec::new(),
    });
    let reading = subject.say(
        "最多的是{0}：{1} 位客户只差{2}，就成为{3}。",
        "Most are in {0}: {1} customers would become {3} by one step ({2}).",
        &[
            Span::plain(subject.name_of(&best.from)),
            count(best.near),
            Span::plain(names::near_step(best.step, subject.lang)),
            Span::plain(subject.name_of(&best.to)),
        ],
    );
    let title = subject.text(
        "差一单或不到一单金额的客户",
        "Customers one order, or less than a mean order, away",
    );
    let method = subject.text(
        "只改变一个维度，分界与断点不变",
        "one dimension changes, splits and breaks held fixed",
    );
    Some(subject.chart("promotions-bar", title, &method, (shape, reading)))
}

//! Migration drawn: who went where, and how likely.

use fourr_chart::{
    Axis, Change, FlowLink, FlowNode, FlowStage, Format as Digits, HeatMap, Ramp, Sankey, Series,
    Shape,
};
use fourr_rfm::{Migration, Move, Side};

use super::{
    migration::{date, destination, largest, occupied, origin},
    subject::Subject,
    values::{count, share},
};
use crate::{Block, Span};

/// Customers from segment to segment.
pub(super) fn sankey(subject: &Subject<'_>, migration: &Migration) -> Block {
    let (origins, destinations) = (
        occupied(&migration.origins),
        occupied(&migration.destinations),
    );
    let class = |side: &Side| {
        let key = side.segment.as_ref()?;
        migration.value_order.iter().position(|of| of == key)
    };
    let node = |side: &Side, name: String| match class(side) {
        Some(class) => FlowNode::new(name, side.customers as f64, class),
        None => FlowNode::outside(name, side.customers as f64),
    };
    let from = |side: &&Side| node(side, origin(subject, side.segment.as_ref()));
    let to = |side: &&Side| node(side, destination(subject, side.segment.as_ref()));
    let before = date(subject, &migration.before);
    let after = date(subject, &migration.after);
    let stages = vec![
        FlowStage::new(before, origins.iter().map(from).collect()),
        FlowStage::new(after, destinations.iter().map(to).collect()),
    ];
    let place =
        |sides: &[&Side], key: &Option<String>| sides.iter().position(|side| side.segment == *key);
    let links = migration.flows.iter().filter_map(|flow| {
        let (from, to) = (
            place(&origins, &flow.from)?,
            place(&destinations, &flow.to)?,
        );
        let link = FlowLink::new(from, to, flow.customers as f64);
        Some(link.change(change(flow.direction)))
    });
    let shape = Shape::Sankey(Sankey {
        value: subject.customers_axis(),
        links: links.collect(),
        stages,
    });
    let reading = largest(subject, migration).unwrap_or_else(|| {
        subject.say(
            "没有客户在两类之间移动。",
            "Nobody moved between two segments.",
            &[],
        )
    });
    let title = subject.text(
        "客户迁移：从哪一类到哪一类",
        "Customers from segment to segment",
    );
    let method = subject.text(
        "带宽为客户数，花纹区分升级与降级",
        "widths are customers, patterns tell up from down",
    );
    let block = subject.chart("migration-sankey", title, &method, (shape, reading));
    of_both(subject, migration, block)
}

/// The chart with the population that it shows: everybody who was there at either date.
fn of_both(subject: &Subject<'_>, migration: &Migration, block: Block) -> Block {
    let Block::Chart(mut chart) = block else {
        return block;
    };
    let (before, after) = (
        date(subject, &migration.before),
        date(subject, &migration.after),
    );
    let n = migration.before.customers + migration.new.customers;
    let n = subject.lang.count(n);
    chart.chart.caption.subtitle = Some(subject.text(
        &format!("两个日期客户的并集，n = {n}；{before} 与 {after}"),
        &format!("Customers at either date, n = {n}: {before} and {after}"),
    ));
    Block::Chart(chart)
}

fn change(direction: Move) -> Change {
    match direction {
        Move::Stable => Change::Same,
        Move::Up => Change::Up,
        Move::Down => Change::Down,
        Move::New => Change::New,
        Move::Left => Change::Left,
    }
}

/// Row shares: where the customers of every origin went.
pub(super) fn heat_map(subject: &Subject<'_>, migration: &Migration) -> Block {
    let destinations = occupied(&migration.destinations);
    let rows = occupied(&migration.origins).into_iter().map(|from| {
        let share = |to: &&Side| {
            let flow = migration.flow(from.segment.as_deref(), to.segment.as_deref());
            flow.map_or(0.0, |flow| flow.share)
        };
        Series::new(
            origin(subject, from.segment.as_ref()),
            destinations.iter().map(share),
        )
    });
    let columns = destinations.iter();
    let shape = Shape::HeatMap(HeatMap {
        column: subject.text("终点", "To"),
        columns: columns
            .map(|side| destination(subject, side.segment.as_ref()))
            .collect(),
        row: subject.text("起点", "From"),
        rows: rows.collect(),
        value: Axis::new(
            subject.lang.pick("占起点客户", "Share of origin"),
            Digits::Share(0),
        ),
        ramp: Ramp::Sequential,
    });
    let reading = match migration.stability_rate {
        Some(rate) => subject.say(
            "每行合计 100%；对角线为留在原类的客户，{0} 位两个日期都在的客户中占 {1}。",
            "Every row adds up to 100%; on the diagonal are those who stayed: {1} of the {0} customers who are there at both dates.",
            &[count(migration.in_both), share(rate)],
        ),
        None => subject.say(
            "每行合计 100%；没有客户在两个日期都在。",
            "Every row adds up to 100%; nobody is there at both dates.",
            &[Span::plain("")],
        ),
    };
    let title = subject.text(
        "迁移率：每一类客户的去向",
        "Where the customers of every segment went",
    );
    let method = subject.text(
        "行占比：终点客户 ÷ 起点客户",
        "row shares: customers of the flow over those of its origin",
    );
    let block = subject.chart("migration-heatmap", title, &method, (shape, reading));
    of_both(subject, migration, block)
}

//! The section on migration: where customers stood at the earlier date, and where they went.

use fourr_rfm::{Amounts, Flow, Migration, Monetary, Move, Period, Side};

use super::{
    migration_charts, migration_cross, names,
    subject::Subject,
    values::{count, money_cell, share_cell, sum},
};
use crate::{Block, Cell, Convention, Format, Method, Prose, Section, Span, Table};

/// Flows that the table shows.
const SHOWN: usize = 30;

/// Method, moves, cross-tables, flows and charts; nothing where no earlier date was asked for.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let migration = subject.summary.migration.as_ref()?;
    let blocks = vec![
        Block::Method(method(subject, migration)),
        Block::Table(moves(subject, migration)),
        Block::Table(migration_cross::customers(subject, migration)),
        Block::Table(migration_cross::shares(subject, migration)),
        migration_charts::sankey(subject, migration),
        migration_charts::heat_map(subject, migration),
        Block::Table(flows(subject, migration)),
    ];
    let title = subject.text("客户迁移", "Migration");
    Some(Section::new("migration", title, blocks))
}

/// The name of an origin: a segment, or the new.
pub(super) fn origin(subject: &Subject<'_>, segment: Option<&String>) -> String {
    segment.map_or_else(
        || names::movement(Move::New, subject.lang).to_owned(),
        |key| subject.name_of(key),
    )
}

/// The name of a destination: a segment, or those who left.
pub(super) fn destination(subject: &Subject<'_>, segment: Option<&String>) -> String {
    segment.map_or_else(
        || names::movement(Move::Left, subject.lang).to_owned(),
        |key| subject.name_of(key),
    )
}

/// The sides that have customers.
pub(super) fn occupied(sides: &[Side]) -> Vec<&Side> {
    sides.iter().filter(|side| side.customers > 0).collect()
}

/// A date as it is called: the analysis date, or that of an earlier result.
pub(super) fn date(subject: &Subject<'_>, period: &Period) -> String {
    period.as_of.map_or_else(
        || subject.text("先前的结果", "Earlier result"),
        |date| date.to_string(),
    )
}

fn method(subject: &Subject<'_>, migration: &Migration) -> Method {
    let words = subject.say(
        "用同样的参数在两个分析日期各做一次分群，再按客户对照：行为起点，列为终点，取两个日期客户的并集，含新增与离开。升级、降级只看两个日期都在的客户，按分群的价值顺序比较；行占比的分母是起点的客户数，每行合计为 1。稳定率 = 留在原类的客户 ÷ 两个日期都在的客户。",
        "The same parameters segment the customers at two analysis dates, and each customer's two segments make a cross-table: rows are origins, columns destinations, over the union of both populations with the new and those who left. Up and down compare the customers who are there at both dates, by the order of value of the segments. Row shares have the customers of the origin below the line and add up to 1. Stability is the customers who stayed in their segment over those who are there at both dates.",
        &[],
    );
    let order = migration.value_order.iter().map(|key| subject.name_of(key));
    let conventions = vec![
        Convention {
            question: subject.text("两个日期与窗口", "Dates and windows"),
            in_force: windows(subject, migration),
        },
        Convention {
            question: subject.text("价值顺序（从高到低）", "Order of value, best first"),
            in_force: Prose::from(subject.list(order)),
        },
        Convention {
            question: subject.text("分界值", "Splits and breaks"),
            in_force: subject.say(
                "各用当时客户的，因此即使本人没有变化，也可能因他人变化而换类",
                "Those of each date's own customers: others may move a customer who has not changed",
                &[],
            ),
        },
    ];
    Method {
        name: subject.text("客户迁移", "Migration"),
        words: vec![words],
        formulas: Vec::new(),
        conventions,
        sources: Vec::new(),
    }
}

fn windows(subject: &Subject<'_>, migration: &Migration) -> Prose {
    let (before, after) = (&migration.before, &migration.after);
    let dates = [before.as_of, before.since, after.as_of, after.since];
    let dates = dates.map(|date| Span::from(Cell::from(date)));
    let total = subject.summary.parameters.money == Monetary::Total;
    match (before.as_of, before.since) {
        (None, _) => subject.say(
            "先前的结果与 {2}：先前结果的日期与窗口以其自身为准",
            "An earlier result and {2}: date and window of the former are its own",
            &dates,
        ),
        (Some(_), None) if !total => subject.say(
            "{0} 与 {2}，都取当日之前的全部数据",
            "{0} and {2}, each with everything before it",
            &dates,
        ),
        (Some(_), None) => subject.say(
            "{0} 与 {2}，都取当日之前的全部数据：M 是累计值，只因退款减少，也没有客户离开；要比较等长的两段时期，用 --since",
            "{0} and {2}, each with everything before it: M adds up, sinks by refunds only, and nobody leaves. For two periods of equal length use --since",
            &dates,
        ),
        (Some(_), Some(_)) => subject.say(
            "{1} 至 {0} 与 {3} 至 {2}，两段窗口等长",
            "{1} to {0} and {3} to {2}, windows of equal length",
            &dates,
        ),
    }
}

/// Customers, shares and amounts of every kind of move.
fn moves(subject: &Subject<'_>, migration: &Migration) -> Table {
    let mut columns = vec![
        subject.column("变动", "Move", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("占比", "Share", Format::Share),
        subject.column("占比的分母", "Share of", Format::Text),
    ];
    columns.extend(money_columns(subject));
    let rows = Move::ALL.map(|direction| {
        let moved = migration.moved(direction);
        let of = match direction {
            Move::New => subject.text("后一日期的客户", "customers at the later date"),
            Move::Left => subject.text("前一日期的客户", "customers at the earlier date"),
            _ => subject.text("两个日期都在的客户", "customers at both dates"),
        };
        let head = [
            Cell::from(names::movement(direction, subject.lang)),
            Cell::Count(moved.customers),
            share_cell(moved.share),
            Cell::from(of),
        ];
        head.into_iter()
            .chain(amounts(moved.monetary))
            .collect::<Vec<_>>()
    });
    let caption = subject.text(
        "客户的变动：稳定、升级、降级、新增、离开",
        "Moves: stable, up, down, new and left",
    );
    Table::new("migration-moves", caption, columns).with_rows(rows)
}

fn money_columns(subject: &Subject<'_>) -> [crate::Column; 3] {
    [
        subject.money_column("前期 M", "M before"),
        subject.money_column("后期 M", "M after"),
        subject.money_column("变化", "Change"),
    ]
}

fn amounts(of: Option<Amounts>) -> [Cell; 3] {
    [
        money_cell(of.map(|of| of.before)),
        money_cell(of.map(|of| of.after)),
        money_cell(of.map(|of| of.change)),
    ]
}

/// The flows with their money, most customers first.
fn flows(subject: &Subject<'_>, migration: &Migration) -> Table {
    let mut columns = vec![
        subject.column("起点", "From", Format::Text),
        subject.column("终点", "To", Format::Text),
        subject.column("变动", "Move", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("占起点", "Share of origin", Format::Share),
    ];
    columns.extend(money_columns(subject));
    let mut sorted: Vec<&Flow> = migration.flows.iter().collect();
    sorted.sort_by_key(|flow| std::cmp::Reverse(flow.customers));
    let rows = sorted.into_iter().take(SHOWN).map(|flow| {
        let head = [
            Cell::from(origin(subject, flow.from.as_ref())),
            Cell::from(destination(subject, flow.to.as_ref())),
            Cell::from(names::movement(flow.direction, subject.lang)),
            Cell::Count(flow.customers),
            Cell::Share(flow.share),
        ];
        head.into_iter()
            .chain(amounts(flow.monetary))
            .collect::<Vec<_>>()
    });
    let caption = subject.text(
        "迁移路径与金额，人数从多到少",
        "Flows and their amounts, most customers first",
    );
    let mut table = Table::new("migration-flows", caption, columns).with_rows(rows);
    table.excerpt = (migration.flows.len() > SHOWN).then(|| crate::Excerpt {
        of: migration.flows.len() as u64,
        file: "summary.json".to_owned(),
    });
    table
}

/// The largest flow between two segments, in words.
pub(super) fn largest(subject: &Subject<'_>, migration: &Migration) -> Option<Prose> {
    let flow = migration.largest.first()?;
    Some(
        subject.say(
            "最大的一股是{0}到{1}，{2} 位客户，此前消费 {3}¤。",
            "The largest flow is from {0} to {1}: {2} customers, who had spent {3}¤.",
            &[
                Span::plain(origin(subject, flow.from.as_ref())),
                Span::plain(destination(subject, flow.to.as_ref())),
                count(flow.customers),
                flow.monetary
                    .map_or(Cell::Empty.into(), |of| sum(of.before)),
            ],
        ),
    )
}

//! Money before and after.

use fourr_chart::{Direction, Format as Digits, GroupedBars, Series, Shape};
use fourr_cost_benefit::response::{At, Place, Plan, Profitable};

use super::{live::LiveCurve, name};
use crate::{
    Block, Cell, Finding, Format, Live, Prose, Row, Section, Table,
    saying::{Saying, money, number, share},
};

/// Channels that a chart shows.
const SHOWN: usize = 12;

/// The split, the check beside it, and other budgets.
pub(super) fn section(saying: &Saying<'_>, plan: &Plan, curves: &[LiveCurve]) -> Section {
    let mut blocks: Vec<Block> = vec![
        check(saying, plan).into(),
        with_curves(table(saying, plan), curves).into(),
        bars(saying, plan),
        what_if(saying, plan).into(),
    ];
    if let Some(of) = &plan.profitable {
        blocks.push(pays(saying, of).into());
        blocks.push(profitable(saying, plan, of).into());
    }
    let title = saying.text("预算分配", "The budget");
    Section::new("budget", title, blocks)
}

/// What the best split brings more, in a sentence.
pub(super) fn finding(saying: &Saying<'_>, plan: &Plan) -> Finding {
    Finding::new(gain(saying, plan), ["budget-split".into()])
}

fn gain(saying: &Saying<'_>, plan: &Plan) -> Prose {
    match plan.gain_share {
        Some(gain) => saying.say(
            "每期预算 {0} 按曲线最优分配，回报为 {1}，比现状变化 {2}；这是按过去的相关推算，先小范围试验。",
            "A budget of {0} a period in its best split brings {1} by the curves, {2} against now. This follows from association in the past: try it small.",
            &[money(plan.budget), money(plan.best.response), share(gain)],
        ),
        None => saying.say(
            "每期预算 {0} 按曲线最优分配，回报为 {1}。",
            "A budget of {0} a period in its best split brings {1} by the curves.",
            &[money(plan.budget), money(plan.best.response)],
        ),
    }
}

/// Whether the next unit brings the same everywhere.
fn check(saying: &Saying<'_>, plan: &Plan) -> Prose {
    match (plan.best.marginal, plan.best.unevenness) {
        (Some(marginal), Some(unevenness)) => saying.say(
            "核对：最优处不受上下限约束的各渠道边际回报应相等，实为 {0}，最大与最小之比减一为 {1}。",
            "Check: at the optimum the next unit must bring the same in every channel that no bound holds. It brings {0}; the largest over the smallest, less one, is {1}.",
            &[number(marginal, 4), number(unevenness, 8)],
        ),
        _ => saying.say(
            "核对：不受上下限约束的渠道不足两个，没有边际回报可比。",
            "Check: fewer than two channels are free of bounds, so there are no marginal returns to compare.",
            &[],
        ),
    }
}

/// Spending, return and marginal return of every channel, now and at the optimum.
pub(super) fn table(saying: &Saying<'_>, plan: &Plan) -> Table {
    let columns = vec![
        saying.column("渠道", "Channel", Format::Text),
        saying.column("现在花费", "Spend now", Format::Money),
        saying.column("最优花费", "Best spend", Format::Money),
        saying.column("现在回报", "Return now", Format::Money),
        saying.column("最优回报", "Best return", Format::Money),
        saying.column("最优处边际回报", "Marginal at best", Format::Number(4)),
        saying.column("约束", "Held by", Format::Text),
        saying.column("数据", "Data", Format::Text),
    ];
    let pairs = plan.now.channels.iter().zip(&plan.best.channels);
    let rows = pairs.map(|(now, best)| {
        [
            Cell::Text(name(saying, &best.name)),
            Cell::Money(now.spend),
            Cell::Money(best.spend),
            Cell::Money(now.response),
            Cell::Money(best.response),
            best.marginal.map_or(Cell::Empty, Cell::Number),
            Cell::Text(held(saying, best)),
            Cell::Text(backed(saying, best)),
        ]
    });
    let caption = saying.text("预算分配：现在与最优", "The budget now and at its best");
    let last = plan.best.channels.len();
    let table = Table::new("budget-split", caption, columns)
        .with_rows(rows)
        .with_total([
            Cell::Text(saying.text("合计", "Total")),
            Cell::Money(plan.now.spend),
            Cell::Money(plan.best.spend),
            Cell::Money(plan.now.response),
            Cell::Money(plan.best.response),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ])
        .read_from(|row, column| {
            let (split, key) = match column {
                1 => ("now", "spend"),
                2 => ("best", "spend"),
                3 => ("now", "response"),
                4 => ("best", "response"),
                5 => ("best", "marginal"),
                _ => return None,
            };
            Some(if row < last {
                format!("/response/plan/{split}/channels/{row}/{key}")
            } else {
                format!("/response/plan/{split}/{key}")
            })
            .filter(|_| row < last || column < 5)
        });
    (1..5).fold(table, |table, column| {
        table.live_at(Row::Total, column, Live::Above(column))
    })
}

/// The table with returns that follow from the spends in it and from the parameters of the curves: who changes a spend in
/// the workbook sees what it brings.
pub(super) fn with_curves(table: Table, curves: &[LiveCurve]) -> Table {
    curves
        .iter()
        .enumerate()
        .fold(table, |table, (row, curve)| {
            [(3, 1), (4, 2)]
                .into_iter()
                .fold(table, |table, (to, spend)| {
                    table.live_at(Row::At(row), to, curve.value(spend))
                })
                .live_at(Row::At(row), 5, curve.marginal(2))
        })
}

fn held(saying: &Saying<'_>, place: &Place) -> String {
    match place.at {
        At::Least => saying.text("下限", "its least"),
        At::Interior => saying.text("无", "nothing"),
        At::Most => saying.text("上限", "its most"),
    }
}

fn bars(saying: &Saying<'_>, plan: &Plan) -> Block {
    let mut pairs: Vec<(&Place, &Place)> =
        plan.now.channels.iter().zip(&plan.best.channels).collect();
    pairs.sort_by(|one, other| other.1.spend.total_cmp(&one.1.spend));
    pairs.truncate(SHOWN);
    let shape = Shape::GroupedBars(GroupedBars {
        category: saying.text("渠道", "Channel"),
        categories: pairs
            .iter()
            .map(|(_, best)| name(saying, &best.name))
            .collect(),
        value: saying.axis("每期花费", "Spend of a period", Digits::Compact),
        series: vec![
            Series::new(
                saying.text("现在", "now"),
                pairs.iter().map(|(now, _)| now.spend),
            ),
            Series::new(
                saying.text("最优", "best"),
                pairs.iter().map(|(_, best)| best.spend),
            ),
        ],
        direction: Direction::Auto,
        references: Vec::new(),
    });
    let title = saying.text("预算分配前后", "The budget before and after");
    saying.chart("budget-bars", title, (shape, gain(saying, plan)))
}

/// How much money pays, in a sentence.
fn pays(saying: &Saying<'_>, of: &Profitable) -> Prose {
    saying.say(
        "一元回报赚 {0}，花到最后一元恰好回本为止：每期花 {1}，利润（毛利 − 花费）为 {2}；现在的分配为 {3}。",
        "A unit of return earns {0}. Spending until the last unit of money just earns itself back takes {1} a period and leaves {2}, gross profit less spend; the present split leaves {3}.",
        &[
            share(of.margin),
            money(of.split.spend),
            money(of.profit),
            money(of.profit_now),
        ],
    )
}

/// Where the money that pays goes.
fn profitable(saying: &Saying<'_>, plan: &Plan, of: &Profitable) -> Table {
    let columns = vec![
        saying.column("渠道", "Channel", Format::Text),
        saying.column("现在花费", "Spend now", Format::Money),
        saying.column("值得花费", "Spend that pays", Format::Money),
        saying.column("回报", "Return", Format::Money),
        saying.column("下一元赚回", "The next unit earns", Format::Number(4)),
        saying.column("约束", "Held by", Format::Text),
        saying.column("数据", "Data", Format::Text),
    ];
    let pairs = plan.now.channels.iter().zip(&of.split.channels);
    let rows = pairs.map(|(now, best)| {
        let earned = best.marginal.map(|marginal| marginal * of.margin);
        [
            Cell::Text(name(saying, &best.name)),
            Cell::Money(now.spend),
            Cell::Money(best.spend),
            Cell::Money(best.response),
            earned.map_or(Cell::Empty, Cell::Number),
            Cell::Text(held(saying, best)),
            Cell::Text(backed(saying, best)),
        ]
    });
    let caption = saying.text("花多少钱值得", "How much money pays");
    let total = [
        Cell::Text(saying.text("合计", "Total")),
        Cell::Money(plan.now.spend),
        Cell::Money(of.split.spend),
        Cell::Money(of.split.response),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ];
    let last = plan.now.channels.len();
    Table::new("budget-profitable", caption, columns)
        .with_rows(rows)
        .with_total(total)
        .read_from(|row, column| {
            let split = "/response/plan/profitable/split";
            Some(match (column, row == last) {
                (1, false) => format!("/response/plan/now/channels/{row}/spend"),
                (1, true) => "/response/plan/now/spend".to_owned(),
                (2, false) => format!("{split}/channels/{row}/spend"),
                (2, true) => format!("{split}/spend"),
                (3, false) => format!("{split}/channels/{row}/response"),
                (3, true) => format!("{split}/response"),
                _ => return None,
            })
        })
}

/// Whether the data has seen such a spend.
fn backed(saying: &Saying<'_>, place: &Place) -> String {
    if place.is_extrapolated {
        saying.text("超出数据", "beyond the data")
    } else {
        saying.text("范围内", "within")
    }
}

fn what_if(saying: &Saying<'_>, plan: &Plan) -> Table {
    let mut columns = vec![
        saying.column("预算占比", "Share of the budget", Format::Share),
        saying.column("每期预算", "Budget", Format::Money),
        saying.column("回报", "Return", Format::Money),
        saying.column("边际回报", "Marginal return", Format::Number(4)),
    ];
    let channels = plan.best.channels.iter();
    columns.extend(channels.map(|place| {
        let called = name(saying, &place.name);
        saying.column(&called, &called, Format::Money)
    }));
    let rows = plan.what_if.iter().map(|of| {
        let mut row = vec![
            Cell::Share(of.share),
            Cell::Money(of.budget),
            of.response.map_or(Cell::Empty, Cell::Money),
            of.marginal.map_or(Cell::Empty, Cell::Number),
        ];
        row.extend((0..plan.best.channels.len()).map(|place| {
            of.spend
                .get(place)
                .map_or(Cell::Empty, |spend| Cell::Money(*spend))
        }));
        row
    });
    let caption = saying.text(
        "预算变化会怎样（各按其最优分配；空白为上下限不允许）",
        "Other budgets, each in its best split; blank where the bounds do not allow it",
    );
    Table::new("budget-what-if", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let at = format!("/response/plan/what_if/{row}");
            let key = ["share", "budget", "response", "marginal"].get(column);
            let of = plan.what_if.get(row)?;
            if let Some(key) = key {
                return Some(format!("{at}/{key}"));
            }
            let place = column - 4;
            of.spend.get(place).map(|_| format!("{at}/spend/{place}"))
        })
}

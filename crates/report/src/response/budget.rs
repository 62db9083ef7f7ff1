//! Money before and after.

use fourr_chart::{Direction, Format as Digits, GroupedBars, Series, Shape};
use fourr_cost_benefit::response::{At, Place, Plan};

use super::name;
use crate::{
    Block, Cell, Finding, Format, Prose, Section, Table,
    saying::{Saying, money, number, share},
};

/// Channels that a chart shows.
const SHOWN: usize = 12;

/// The split, the check beside it, and other budgets.
pub(super) fn section(saying: &Saying<'_>, plan: &Plan) -> Section {
    let blocks: Vec<Block> = vec![
        check(saying, plan).into(),
        table(saying, plan).into(),
        bars(saying, plan),
        what_if(saying, plan).into(),
    ];
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
            Cell::Text(if best.is_extrapolated {
                saying.text("超出数据", "beyond the data")
            } else {
                saying.text("范围内", "within")
            }),
        ]
    });
    let caption = saying.text("预算分配：现在与最优", "The budget now and at its best");
    Table::new("budget-split", caption, columns)
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
    Table::new("budget-what-if", caption, columns).with_rows(rows)
}

//! The section on the purchase cycle: when the next order is due, and who is overdue.

use fourr_chart::{Axis, Format as Digits, Histogram, Reference, Shape};
use fourr_rfm::{Dormancy, PurchaseCycle};

use super::{
    distributions, dormancy, dormancy_rules,
    subject::Subject,
    values::{count, number, number_cell},
};
use crate::{Block, Cell, Convention, Format, Formula, Math, Method, Operator, Section, Table};

/// Method, figures, histogram of gaps, and dormancy; a table of customers does not tell.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let cycle = subject.summary.cycle.as_ref()?;
    let mut blocks = vec![
        Block::Method(method(subject, cycle)),
        Block::Table(figures(subject, cycle)),
    ];
    blocks.extend(gaps(subject, cycle));
    blocks.extend(dormancy::blocks(subject, cycle));
    blocks.extend(dormancy_rules::blocks(subject, cycle));
    let title = subject.text("购买周期与沉睡客户", "Purchase cycle and dormancy");
    Some(Section::new("cycle", title, blocks))
}

fn method(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Method {
    let words = subject.say(
        "购买日是有购买的不同日期；间隔是同一客户相邻两个购买日相差的天数。购买日不少于 3 天的客户用自己的周期，其余用全体间隔的中位数。",
        "A purchase day is a date with a purchase; a gap is the number of days between two purchase days of a customer in a row. A customer with three purchase days or more is held to a cycle of their own, anybody else to the median of all gaps.",
        &[],
    );
    Method {
        name: subject.text("购买周期与沉睡状态", "Purchase cycle and dormancy"),
        words: vec![words],
        formulas: formulas(subject, cycle),
        conventions: vec![
            Convention {
                question: subject.text("沉默与什么相比", "What silence is measured against"),
                in_force: dormancy::limits(subject, cycle),
            },
            Convention {
                question: subject.text(
                    "未结束的间隔（右删失）",
                    "Gaps still open (right-censoring)",
                ),
                in_force: subject.say(
                    "不计入，因此周期偏短",
                    "They are not counted, so that cycles are biased short",
                    &[],
                ),
            },
        ],
        sources: Vec::new(),
    }
}

fn formulas(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Vec<Formula> {
    let of = |letter: &str| Math::symbol(letter).index(Math::symbol("i"));
    let [first, last, days] = ["f", "l", "d"].map(of);
    let own = (last.clone() - first.clone()) / (days.clone() - 1_u64.into());
    let own = Formula::new(of("c").equals(own))
        .meaning(
            of("c"),
            subject.text(
                "客户 i 的购买周期（天）",
                "purchase cycle of customer i, in days",
            ),
        )
        .meaning(last, subject.text("最后购买日", "last purchase day"))
        .meaning(first, subject.text("首个购买日", "first purchase day"))
        .meaning(
            days,
            subject.text("购买日数（不少于 3）", "purchase days, at least 3"),
        );
    let mut formulas = vec![own];
    if cycle.dormancy == Dormancy::Cycle {
        let ratio = of("q").equals(of("R") / of("c"));
        formulas.push(Formula::new(ratio).meaning(
            of("q"),
            subject.text(
                "沉默倍数：间隔为周期的几倍",
                "silence, as a multiple of the cycle",
            ),
        ));
    }
    let repeat = Math::symbol("d").with(Operator::AtLeast, 2_u64.into());
    let customers = Math::symbol("n");
    let rate = (customers.clone().index(repeat) / customers)
        .equals(Cell::Share(cycle.repurchase_rate).into());
    let rate = Formula::new(Math::words(subject.text("复购率", "Repurchase rate")).equals(rate))
        .meaning(
            Math::symbol("n"),
            subject.text(
                "客户数；下标为购买日不少于 2 天者",
                "customers; with the index, those with two purchase days or more",
            ),
        );
    formulas.push(rate);
    formulas
}

pub(super) fn figures(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Table {
    let columns = vec![
        subject.column("指标", "Figure", Format::Text),
        subject.column("数值", "Value", Format::Mixed),
        subject.column("单位", "Unit", Format::Text),
    ];
    let rows = gap_figures(cycle)
        .into_iter()
        .chain(customer_figures(cycle));
    let rows = rows.map(|([zh, en], value, unit)| {
        let unit = unit.map(|[zh, en]| subject.text(zh, en));
        [Cell::from(subject.text(zh, en)), value, Cell::from(unit)]
    });
    let caption = subject.text("购买周期的主要数字", "Figures of the purchase cycle");
    Table::new("cycle", caption, columns).with_rows(rows)
}

/// A figure: its name, its value, and its unit where it has one, texts in both languages.
type Figure = ([&'static str; 2], Cell, Option<[&'static str; 2]>);

fn gap_figures(cycle: &PurchaseCycle) -> [Figure; 4] {
    let days = |names, days: Option<f64>| (names, number_cell(days), Some(["天", "days"]));
    [
        (
            ["已结束的购买间隔", "Gaps observed"],
            Cell::Count(cycle.gaps),
            Some(["个", "gaps"]),
        ),
        days(["间隔均值", "Mean gap"], cycle.gap_mean),
        days(["间隔中位数", "Median gap"], cycle.gap_median),
        days(
            ["间隔 80% 分位数（P80）", "80% quantile of the gaps (P80)"],
            cycle.gap_p80,
        ),
    ]
}

fn customer_figures(cycle: &PurchaseCycle) -> [Figure; 5] {
    let people = |names, count: u64| (names, Cell::Count(count), Some(["人", "customers"]));
    let share = |names, share: f64| (names, Cell::Share(share), None);
    [
        people(
            [
                "复购客户（购买日 ≥ 2）",
                "Repeat customers (2 purchase days or more)",
            ],
            cycle.repeat_customers,
        ),
        share(["复购率", "Repurchase rate"], cycle.repurchase_rate),
        people(
            [
                "用自己周期的客户（购买日 ≥ 3）",
                "Customers with a cycle of their own (3 purchase days or more)",
            ],
            cycle.own_cycles,
        ),
        share(
            [
                "近 30 天有购买的客户占比",
                "Customers who bought within 30 days",
            ],
            cycle.active_30,
        ),
        share(
            [
                "近 90 天有购买的客户占比",
                "Customers who bought within 90 days",
            ],
            cycle.active_90,
        ),
    ]
}

/// How long gaps are, with median and P80; nothing where nobody bought twice.
pub(super) fn gaps(subject: &Subject<'_>, cycle: &PurchaseCycle) -> Option<Block> {
    let mut edges = distributions::edges(&cycle.histogram)?;
    distributions::centre(&mut edges);
    let (median, p80, open) = (
        cycle.gap_median?,
        cycle.gap_p80?,
        cycle.histogram.last()?.from,
    );
    let last = *edges.last()?;
    let lang = subject.lang;
    let days = |value: f64| format!("{} {}", lang.trimmed(value, 1), lang.pick("天", "days"));
    let marker = |name: &str, value: f64| {
        (value <= last).then(|| Reference::new(value, format!("{name} {}", days(value))))
    };
    let markers = [
        marker(lang.pick("中位数", "median"), median),
        marker("P80", p80),
    ];
    let shape = Shape::Histogram(Histogram {
        x: Axis::new(
            lang.pick("相邻购买日的间隔", "Days between purchases"),
            Digits::Count,
        )
        .unit(lang.pick("天", "days")),
        y: Axis::new(lang.pick("间隔数", "Gaps"), Digits::Count),
        counts: cycle.histogram.iter().map(|bin| bin.count).collect(),
        markers: markers.into_iter().flatten().collect(),
        edges,
    });
    let reading = subject.say(
        "{0} 个间隔，中位数 {1} 天，P80 为 {2} 天；最右一柱为 {3} 天及以上。到分析日期尚未结束的间隔不在其中（右删失），真实周期更长。",
        "{0} gaps with a median of {1} days and a P80 of {2}; the last bar holds all from {3} days on. Gaps still open at the analysis date are not among them (right-censoring): true cycles are longer.",
        &[count(cycle.gaps), number(median), number(p80), number(open)],
    );
    let title = subject.text("购买间隔的分布", "Days between purchases");
    let method = subject.text(
        "只含已结束的间隔（右删失，周期偏短）",
        "closed gaps only (right-censored, cycles biased short)",
    );
    Some(subject.chart("gaps-histogram", title, &method, (shape, reading)))
}

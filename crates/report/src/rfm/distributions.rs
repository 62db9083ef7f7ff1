//! The section on R, F and M: how they are measured, and how they are distributed.

use fourr_chart::{Histogram, Reference, Shape};
use fourr_locale::Lang;
use fourr_rfm::{Bin, DayCount, Monetary, Refunds, Statuses, ZeroOrders};

use super::{
    derivations,
    subject::{Face, Subject},
    values::{money_cell, number_cell, share},
};
use crate::{
    Block, Cell, Convention, Format, Formula, Function, Math, Method, Prose, Section, Span, Table,
};

/// Definitions, quartiles and histograms.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![
        Block::Method(method(subject)),
        Block::Table(quartiles(subject)),
    ];
    let charts = subject.faces();
    blocks.extend(charts.iter().filter_map(|face| histogram(subject, face)));
    let title = subject.text("R、F、M 的分布", "Distribution of R, F and M");
    Section::new("distributions", title, blocks)
}

fn method(subject: &Subject<'_>) -> Method {
    let words = subject.say(
        "R（最近一次消费间隔）是分析日期与客户最近一次购买日期相差的天数，越小越好；F（消费频次）是不同订单的个数；M（消费金额）是实付金额之和，退款冲减。",
        "R (recency) is the number of days from a customer's last purchase to the analysis date, the fewer the better; F (frequency) is the number of distinct orders; M (monetary value) is the sum of the amounts paid, less refunds.",
        &[],
    );
    Method {
        name: subject.text("三个维度的度量", "The three dimensions"),
        words: vec![words],
        formulas: formulas(subject),
        conventions: conventions(subject),
        sources: vec![
            "Hughes (1994), Strategic Database Marketing".to_owned(),
            "Bult & Wansbeek (1995), Optimal selection for direct mail, Marketing Science 14(4)"
                .to_owned(),
            "Kaymak (2001), Fuzzy target selection using RFM variables".to_owned(),
        ],
    }
}

fn formulas(subject: &Subject<'_>) -> Vec<Formula> {
    let of = |letter: &str| Math::symbol(letter).index(Math::symbol("i"));
    let (day, last) = (Math::symbol("T"), of("t"));
    let recency = Formula::new(of("R").equals(day.clone() - last.clone()))
        .meaning(day, subject.text("分析日期", "analysis date"))
        .meaning(
            last,
            subject.text(
                "客户 i 最近一次购买的日期",
                "date of the last purchase of customer i",
            ),
        );
    let orders = Math::words(subject.text("客户 i 的订单号", "order ids of customer i"));
    let frequency = Formula::new(
        of("F").equals(orders.under(Function::Named(subject.lang.pick("不重复计数", "distinct")))),
    );
    let amount = Math::symbol("a").index(Math::symbol("j"));
    let paid = Formula::new(of("M").equals(amount.clone().sum_over(Math::symbol("j")))).meaning(
        amount,
        subject.text(
            "客户 i 第 j 行的实付金额，退款为负",
            "amount paid in row j of customer i, refunds negative",
        ),
    );
    vec![recency, frequency, paid]
}

pub(super) fn conventions(subject: &Subject<'_>) -> Vec<Convention> {
    let rfm = &subject.summary.parameters;
    let convention = |question: [&str; 2], in_force: [&str; 2]| Convention {
        question: subject.text(question[0], question[1]),
        in_force: Prose::from(subject.text(in_force[0], in_force[1])),
    };
    let days = match rfm.day_count {
        DayCount::Calendar => ["按日历日期相减", "Difference of the calendar dates"],
        DayCount::Elapsed => [
            "按满 24 小时计一天（与 pandas 的 days 相同）",
            "Whole periods of 24 hours (as the days of pandas)",
        ],
    };
    let refunds = match rfm.refunds {
        Refunds::Deduct => [
            "冲减 M，不计入 F 和 R",
            "They lower M and count for neither F nor R",
        ],
        Refunds::Exclude => ["整行不计", "Their rows are set aside"],
    };
    let gifts = match rfm.zero_orders {
        ZeroOrders::Exclude => [
            "视为赠品，不计入 F 和 R",
            "Gifts: they count for neither F nor R",
        ],
        ZeroOrders::Count => ["与其他订单同样计入", "Orders like any other"],
    };
    let states = match rfm.statuses {
        Statuses::Respect => [
            "取消、关闭、未付款与已退款的订单不计",
            "Cancelled, closed, unpaid and refunded orders are set aside",
        ],
        Statuses::Ignore => ["不看订单状态", "The state of an order is not read"],
    };
    let money = match rfm.money {
        Monetary::Total => [
            "窗口内实付金额合计",
            "Sum of the amounts paid in the window",
        ],
        Monetary::PerOrder => ["每单平均实付金额", "Mean amount paid per order"],
    };
    vec![
        convention(["间隔天数怎样算", "How days are counted"], days),
        convention(["退款怎样算", "What refunds do"], refunds),
        convention(["零元订单怎样算", "What orders of zero do"], gifts),
        convention(["订单状态怎样用", "What states of orders do"], states),
        convention(["M 取什么", "What M is"], money),
    ]
}

fn quartiles(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("维度", "Dimension", Format::Text),
        subject.column("均值", "Mean", Format::Number(2)),
        subject.column("最小值", "Min", Format::Number(2)),
        subject.column("下四分位数", "Q1", Format::Number(2)),
        subject.column("中位数", "Median", Format::Number(2)),
        subject.column("上四分位数", "Q3", Format::Number(2)),
        subject.column("最大值", "Max", Format::Number(2)),
        subject.column("不同取值", "Distinct", Format::Count),
    ];
    let rows = subject.faces().map(|face| {
        let of = face.figures;
        let cell = |value: f64| match face.letter {
            "M" => money_cell(value),
            _ => number_cell(value),
        };
        let [mean, min, q1, median, q3, max] =
            [of.mean, of.min, of.q1, of.median, of.q3, of.max].map(cell);
        let distinct = Cell::Count(of.distinct);
        let name = Cell::from(titled(&face, subject));
        [name, mean, min, q1, median, q3, max, distinct]
    });
    let caption = subject.text(
        "R、F、M 的均值与分位数（type-7）",
        "Mean and quantiles (type 7) of R, F and M",
    );
    let names = subject.faces().map(|face| titled(&face, subject));
    Table::new("distribution", caption, columns)
        .with_rows(rows)
        .derived(derivations::dimensions(names))
}

/// Letter, name and unit of a dimension: `R Recency (days)`.
fn titled(face: &Face<'_>, subject: &Subject<'_>) -> String {
    let axis = face.axis(subject);
    let unit = axis.unit.unwrap_or_default();
    match subject.lang {
        Lang::Zh => format!("{} {}（{unit}）", face.letter, axis.title),
        Lang::En => format!("{} {} ({unit})", face.letter, axis.title),
    }
}

fn histogram(subject: &Subject<'_>, face: &Face<'_>) -> Option<Block> {
    let of = face.figures;
    let mut edges = edges(&of.histogram)?;
    let whole = [of.min, of.max].iter().all(|value| value.fract() == 0.0);
    if face.letter != "M" && whole {
        centre(&mut edges);
    }
    let last = *edges.last()?;
    let lang = subject.lang;
    let marker = |name: &str, value: f64| {
        let label = format!("{name} {}", face.label(value, subject));
        (value <= last).then(|| Reference::new(value, label))
    };
    let markers = [
        marker(lang.pick("中位数", "median"), of.median),
        marker(lang.pick("均值", "mean"), of.mean),
    ];
    let shape = Shape::Histogram(Histogram {
        x: face.axis(subject),
        y: subject.customers_axis(),
        counts: of.histogram.iter().map(|bin| bin.count).collect(),
        markers: markers.into_iter().flatten().collect(),
        edges,
    });
    let id = match face.letter {
        "R" => "recency-histogram",
        "F" => "frequency-histogram",
        _ => "monetary-histogram",
    };
    let name = face.name(lang);
    let title = match lang {
        Lang::Zh => format!("客户按{name}的分布（{}）", face.letter),
        Lang::En => format!("Customers by {} ({})", name.to_lowercase(), face.letter),
    };
    let method = lang.pick(
        "等宽分组，最右一柱不设上限",
        "bins of one width, the last one open",
    );
    Some(subject.chart(id, title, method, (shape, reading(subject, face))))
}

fn reading(subject: &Subject<'_>, face: &Face<'_>) -> Prose {
    let of = face.figures;
    let Some(open) = of.histogram.last() else {
        return Prose::default();
    };
    let total: u64 = of.histogram.iter().map(|bin| bin.count).sum();
    let label = |value: f64| Span::plain(face.label(value, subject));
    let values = [
        label(of.median),
        label(of.mean),
        label(open.from),
        share(super::values::ratio(open.count, total)),
    ];
    let relation = if of.mean > of.median {
        [
            "中位数 {0}，均值 {1}：均值高于中位数，被少数大值拉高。最右一柱（不低于 {2}）占客户的 {3}。",
            "The median is {0}, the mean {1}: a few large values raise the mean. The last bar holds everybody from {2} on ({3}).",
        ]
    } else {
        [
            "中位数 {0}，均值 {1}。最右一柱（不低于 {2}）占客户的 {3}。",
            "The median is {0}, the mean {1}. The last bar holds everybody from {2} on ({3}).",
        ]
    };
    subject.say(relation[0], relation[1], &values)
}

/// Moves bins of one whole number each so that the number is in the middle of its bar.
pub(super) fn centre(edges: &mut [f64]) {
    let one = |pair: &[f64]| (pair[1] - pair[0] - 1.0).abs() < f64::EPSILON;
    if edges.windows(2).all(one) {
        for edge in edges {
            *edge -= 0.5;
        }
    }
}

/// The edges of bins, the open last one as wide as the one before it; none where they do not ascend,
/// which values beyond the precision of a double can bring about.
pub(super) fn edges(bins: &[Bin]) -> Option<Vec<f64>> {
    let first = bins.first()?;
    let width = first.to.map_or(1.0, |to| to - first.from);
    let mut edges: Vec<f64> = bins.iter().map(|bin| bin.from).collect();
    let last = bins.last()?;
    edges.push(last.to.unwrap_or(last.from + width));
    let ascending = edges.windows(2).all(|pair| pair[0] < pair[1]);
    (ascending && edges.iter().all(|edge| edge.is_finite())).then_some(edges)
}

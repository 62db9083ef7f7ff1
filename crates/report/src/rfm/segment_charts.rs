//! The segments drawn: customers, amounts, and where they lie in R, F and M.

use fourr_chart::{
    Axis, Bar, Bubbles, Datum, Direction, Dot, Format as Digits, GroupedBars, Pareto, Scatter,
    Series, Shape, Split, Tile, Treemap,
};
use fourr_rfm::{Basis, SegmentSummary};

use super::{
    fields::cells,
    names,
    subject::Subject,
    values::{count, share, sum},
};
use crate::{Block, Span};

/// Customers as areas.
pub(super) fn treemap(subject: &Subject<'_>) -> Block {
    let segments = &subject.summary.segments.0;
    let tiles = segments
        .iter()
        .map(|of| Tile::new(subject.name(&of.segment), of.customers as f64));
    let shape = Shape::Treemap(Treemap {
        value: subject.customers_axis(),
        tiles: tiles.collect(),
    });
    let reading = match segments.iter().max_by_key(|of| of.customers) {
        Some(largest) => subject.say(
            "人数最多的是{0}（{1} 人，{2}）；面积合计为全部 {3} 位客户。",
            "The largest segment is {0} ({1} customers, {2}); the areas add up to all {3} customers.",
            &[
                Span::plain(subject.name(&largest.segment)),
                count(largest.customers),
                share(largest.share),
                count(subject.summary.totals.customers),
            ],
        ),
        None => subject.say("", "", &[]),
    };
    let title = subject.text("各类客户的人数", "Customers by segment");
    let chart = subject.chart(
        "segments-treemap",
        title,
        &method(subject),
        (shape, reading),
    );
    chart.live(vec![cells("segments", 0..segments.len(), 1)])
}

/// Share of the amount beside the share of the customers.
pub(super) fn amount(subject: &Subject<'_>) -> Block {
    let segments = &subject.summary.segments.0;
    let customers = Series::new(
        subject.lang.pick("人数占比", "Share of customers"),
        segments.iter().map(|of| of.share),
    );
    let amount = Series {
        name: subject.text("金额占比", "Share of amount"),
        values: segments
            .iter()
            .map(|of| Datum::from(of.monetary_share))
            .collect(),
    };
    let shape = Shape::GroupedBars(GroupedBars {
        category: subject.text("客户类型", "Segment"),
        categories: segments
            .iter()
            .map(|of| subject.name(&of.segment).to_owned())
            .collect(),
        value: Axis::new(subject.lang.pick("占比", "Share"), Digits::Share(1)).unit("%"),
        series: vec![amount, customers],
        direction: Direction::Lying,
        references: Vec::new(),
    });
    let gain = |of: &&SegmentSummary| of.monetary_share.unwrap_or_default() - of.share;
    let best = segments.iter().max_by(|a, b| gain(a).total_cmp(&gain(b)));
    let reading = match best {
        Some(best) if best.monetary_share.is_some() => subject.say(
            "{0}的金额占比（{1}）超出人数占比（{2}）最多。全部客户的金额合计 {3}¤。",
            "{0} exceeds its share of customers ({2}) most by its share of the amount ({1}). All customers together spent {3}¤.",
            &[
                Span::plain(subject.name(&best.segment)),
                share(best.monetary_share),
                share(best.share),
                sum(subject.summary.totals.monetary),
            ],
        ),
        _ => subject.say(
            "金额合计为零，没有金额占比。",
            "The total amount is zero, so there is no share of it.",
            &[],
        ),
    };
    let title = subject.text(
        "各类客户的金额占比与人数占比",
        "Share of amount and of customers by segment",
    );
    let series = [4, 2].map(|column| cells("segments", 0..segments.len(), column));
    subject
        .chart("segments-amount", title, &method(subject), (shape, reading))
        .live(series.to_vec())
}

/// Which segments make up most of the amount. What refunds have taken below zero is left out.
pub(super) fn pareto(subject: &Subject<'_>) -> Block {
    let segments = subject
        .summary
        .segments
        .0
        .iter()
        .filter(|of| of.monetary > 0.0);
    let bars = segments.map(|of| Bar::new(subject.name(&of.segment), of.monetary));
    let bars: Vec<Bar> = bars.collect();
    let reading = vital(subject);
    let axis = subject.money_axis("消费金额", "Amount");
    let category = subject.text("客户类型", "Segment");
    let shape = Shape::Pareto(Pareto::new(category, axis, bars));
    let title = subject.text(
        "各类客户的金额与累计占比",
        "Amount by segment and its cumulative share",
    );
    let positive = rows(subject, |of| of.monetary > 0.0);
    subject
        .chart("segments-pareto", title, &method(subject), (shape, reading))
        .live(vec![cells("segments", positive, 3)])
}

fn vital(subject: &Subject<'_>) -> crate::Prose {
    let segments = subject
        .summary
        .segments
        .0
        .iter()
        .filter(|of| of.monetary > 0.0);
    let mut segments: Vec<&SegmentSummary> = segments.collect();
    segments.sort_by(|a, b| b.monetary.total_cmp(&a.monetary));
    let total: f64 = segments.iter().map(|of| of.monetary).sum();
    if total <= 0.0 {
        return subject.say(
            "没有金额为正的分群。",
            "No segment has a positive amount.",
            &[],
        );
    }
    let (mut number, mut reached) = (0, 0.0);
    for of in &segments {
        number += 1;
        reached += of.monetary;
        if reached >= 0.8 * total - 1e-9 {
            break;
        }
    }
    let names = subject.list(
        segments[..number]
            .iter()
            .map(|of| subject.name(&of.segment)),
    );
    subject.say(
        "前 {0} 类（{1}）合计 {2}¤，占金额的 {3}，达到八成。",
        "The first {0} ({1}) bring {2}¤, {3} of the amount, and so reach four fifths.",
        &[
            count(number as u64),
            Span::plain(names),
            sum(reached),
            share(reached / total),
        ],
    )
}

/// Segments in the plane of mean R and mean F, coloured by M; bubbles are customers, and lines the splits.
pub(super) fn bubbles(subject: &Subject<'_>) -> Block {
    let [r, f, _] = subject.faces();
    let (basis, x, y) = split(subject);
    let shape = Shape::Scatter(Scatter {
        x: Axis {
            title: subject.text("平均 R", "Mean R"),
            ..r.axis(subject)
        },
        y: Axis {
            title: subject.text("平均 F", "Mean F"),
            ..f.axis(subject)
        },
        dots: dots(subject),
        groups: vec![
            subject.text("平均 M 高于全体", "Mean M above that of all"),
            subject.text("平均 M 不高于全体", "Mean M not above that of all"),
        ],
        bubbles: Some(Bubbles {
            title: subject.text("客户数（人）", "Customers"),
            format: Digits::Count,
        }),
        split: Some(Split {
            x,
            y,
            quadrants: [
                subject.text("R 高 F 高", "R high, F high"),
                subject.text("R 低 F 高", "R low, F high"),
                subject.text("R 高 F 低", "R high, F low"),
                subject.text("R 低 F 低", "R low, F low"),
            ],
            other: None,
        }),
        references: Vec::new(),
    });
    let reading = subject.say(
        "越靠左越近期购买，越靠上购买越频繁；虚线为全体{2}：R {0} 天、F {1} 笔。",
        "The further left, the more recent; the higher, the more frequent. The lines are the {2} of all customers: R {0} days, F {1} orders.",
        &[
            Span::plain(subject.lang.trimmed(x, 1)),
            Span::plain(subject.lang.trimmed(y, 2)),
            Span::plain(basis),
        ],
    );
    let title = subject.text(
        "各类客户在 R、F、M 三个维度的位置",
        "Segments in R, F and M",
    );
    // The table of means has the code of the type before them, where there is one.
    let first = 1 + usize::from(subject.summary.parameters.scheme == fourr_rfm::Scheme::Textbook8);
    let shown = rows(subject, |of| of.mean_recency.is_some());
    let places = [first, first + 1].map(|column| cells("segment-means", shown.clone(), column));
    let [x, y] = places;
    subject
        .chart("segments-bubble", title, &method(subject), (shape, reading))
        .live(vec![x, y, cells("segments", shown, 1)])
}

/// The segments that have customers; those whose mean M is above that of all are the first group.
fn dots(subject: &Subject<'_>) -> Vec<Dot> {
    let overall = subject.summary.dimensions.monetary.mean;
    let dot = |of: &SegmentSummary| {
        let (r, f, m) = (of.mean_recency?, of.mean_frequency?, of.mean_monetary?);
        let dot = Dot::new(r, f).size(of.customers as f64);
        Some(
            dot.label(subject.name(&of.segment))
                .group(usize::from(m <= overall)),
        )
    };
    subject.summary.segments.0.iter().filter_map(dot).collect()
}

/// The rows of the tables of segments that have a property.
fn rows(subject: &Subject<'_>, has: impl Fn(&SegmentSummary) -> bool) -> Vec<usize> {
    let segments = subject.summary.segments.0.iter().enumerate();
    segments
        .filter(|(_, of)| has(of))
        .map(|(row, _)| row)
        .collect()
}

/// Where R and F are split, and by what. Splits of scores have no place among values, and means stand in.
fn split(subject: &Subject<'_>) -> (String, f64, f64) {
    let of = &subject.summary.dimensions;
    match subject.summary.parameters.basis {
        Basis::Median => (
            subject.text("中位数", "medians"),
            of.recency.split,
            of.frequency.split,
        ),
        Basis::Fixed => (
            subject.text("给定阈值", "given thresholds"),
            of.recency.split,
            of.frequency.split,
        ),
        Basis::RawMean | Basis::ScoreMean => (
            subject.text("均值", "means"),
            of.recency.mean,
            of.frequency.mean,
        ),
    }
}

/// The table of segments and what it goes by.
fn method(subject: &Subject<'_>) -> String {
    let rfm = &subject.summary.parameters;
    let scheme = names::scheme(&rfm.scheme, subject.lang);
    let by = if rfm.scheme == fourr_rfm::Scheme::Textbook8 {
        names::basis(rfm.basis, subject.lang)
    } else {
        names::scoring(subject.summary.scoring, subject.lang)
    };
    match subject.lang {
        fourr_locale::Lang::Zh => format!("{scheme}，按{by}划分"),
        fourr_locale::Lang::En => format!("{scheme}, by {}", by.to_lowercase()),
    }
}

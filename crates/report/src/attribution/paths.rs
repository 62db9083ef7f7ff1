//! Where journeys begin and end.

use std::collections::BTreeMap;

use fourr_chart::{FlowLink, FlowNode, FlowStage, Format as Digits, Sankey, Shape};
use fourr_cost_benefit::attribution::{AttributionSummary, JourneyEnds};

use crate::{
    Block, Cell, Format, Table,
    saying::{Saying, share},
};

/// Channels that the chart tells apart: those that most journeys touch first or last.
const APART: usize = 7;
/// Pairs that the table shows.
const SHOWN: usize = 30;

/// The chart of the paths and the table beside it; nothing where there are no journeys.
pub(super) fn blocks(saying: &Saying<'_>, summary: &AttributionSummary) -> Vec<Block> {
    if summary.ends.is_empty() {
        return Vec::new();
    }
    vec![
        sankey(saying, &summary.ends),
        table(saying, &summary.ends).into(),
    ]
}

fn journeys(of: &JourneyEnds) -> u64 {
    of.conversions + of.nulls
}

/// The channels that are told apart, those of most journeys first.
fn apart(ends: &[JourneyEnds]) -> Vec<&str> {
    let mut weights: BTreeMap<&str, u64> = BTreeMap::new();
    for of in ends {
        *weights.entry(&of.first).or_default() += journeys(of);
        *weights.entry(&of.last).or_default() += journeys(of);
    }
    let mut channels: Vec<(&str, u64)> = weights.into_iter().collect();
    channels.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    channels.truncate(APART);
    channels.into_iter().map(|(name, _)| name).collect()
}

/// From the first touch over the last one to how the journey ended.
fn sankey(saying: &Saying<'_>, ends: &[JourneyEnds]) -> Block {
    let apart = apart(ends);
    let class = |name: &str| {
        apart
            .iter()
            .position(|known| *known == name)
            .unwrap_or(apart.len())
    };
    let classes = apart.len() + 1;
    let mut between = vec![vec![0_u64; classes]; classes];
    let mut outcomes = vec![[0_u64; 2]; classes];
    for of in ends {
        between[class(&of.first)][class(&of.last)] += journeys(of);
        outcomes[class(&of.last)][0] += of.conversions;
        outcomes[class(&of.last)][1] += of.nulls;
    }
    let others = saying.text("其他", "others");
    let label = |class: usize| {
        apart
            .get(class)
            .map_or_else(|| others.clone(), |name| (*name).to_owned())
    };
    // A channel that no journey begins or ends in has no node there.
    let stage = |title: String, sums: &[u64]| -> (FlowStage, Vec<Option<usize>>) {
        let mut nodes = Vec::new();
        let places = sums.iter().enumerate().map(|(class, sum)| {
            (*sum > 0).then(|| {
                nodes.push(FlowNode::new(label(class), *sum as f64, class));
                nodes.len() - 1
            })
        });
        let places = places.collect();
        (FlowStage::new(title, nodes), places)
    };
    let firsts: Vec<u64> = between.iter().map(|row| row.iter().sum()).collect();
    let lasts: Vec<u64> = outcomes.iter().map(|of| of.iter().sum()).collect();
    let (first, from) = stage(saying.text("首次触点", "First touch"), &firsts);
    let (last, to) = stage(saying.text("末次触点", "Last touch"), &lasts);
    let sum = |outcome: usize| outcomes.iter().map(|of| of[outcome]).sum::<u64>() as f64;
    let outcome = FlowStage::new(
        saying.text("结果", "Outcome"),
        vec![
            FlowNode::new(saying.text("转化", "converted"), sum(0), classes),
            FlowNode::outside(saying.text("未转化", "did not"), sum(1)),
        ],
    );
    let mut links = links(&between, (&from, &to));
    for (of, last) in outcomes.iter().zip(&to) {
        for (place, count) in of.iter().enumerate() {
            if let (Some(last), true) = (last, *count > 0) {
                links.push(FlowLink::new(*last, place, *count as f64).stage(1));
            }
        }
    }
    let shape = Shape::Sankey(Sankey {
        value: saying.axis("路径数", "Journeys", Digits::Count),
        stages: vec![first, last, outcome],
        links,
    });
    let title = saying.text("路径从哪里开始、在哪里结束", "Where journeys begin and end");
    saying.chart("attribution-paths", title, (shape, reading(saying, ends)))
}

/// What flows from first to last touches: counts by class, and the nodes of the classes on either side.
fn links(between: &[Vec<u64>], (from, to): (&[Option<usize>], &[Option<usize>])) -> Vec<FlowLink> {
    let mut links = Vec::new();
    for (row, from) in between.iter().zip(from) {
        for (count, to) in row.iter().zip(to) {
            if let (Some(from), Some(to), true) = (from, to, *count > 0) {
                links.push(FlowLink::new(*from, *to, *count as f64));
            }
        }
    }
    links
}

/// How many journeys change the channel between their first and their last touch.
fn reading(saying: &Saying<'_>, ends: &[JourneyEnds]) -> crate::Prose {
    let all: u64 = ends.iter().map(journeys).sum();
    let moved: u64 = ends
        .iter()
        .filter(|of| of.first != of.last)
        .map(journeys)
        .sum();
    let converted = |moved: bool| {
        let of = ends.iter().filter(|of| (of.first != of.last) == moved);
        let (won, all) = of.fold((0, 0), |sum, of| {
            (sum.0 + of.conversions, sum.1 + journeys(of))
        });
        won as f64 / (all as f64).max(1.0)
    };
    saying.say(
        "{0} 的路径首末触点不是同一渠道，其转化率为 {1}；首末为同一渠道的路径为 {2}。",
        "{0} of the journeys end in another channel than they began in: {1} of these convert, {2} of the others.",
        &[
            share(moved as f64 / (all as f64).max(1.0)),
            share(converted(true)),
            share(converted(false)),
        ],
    )
}

/// The most frequent pairs of first and last channel.
fn table(saying: &Saying<'_>, ends: &[JourneyEnds]) -> Table {
    let columns = vec![
        saying.column("首次触点", "First touch", Format::Text),
        saying.column("末次触点", "Last touch", Format::Text),
        saying.column("路径数", "Journeys", Format::Count),
        saying.column("转化", "Conversions", Format::Count),
        saying.column("转化率", "Converted", Format::Share),
    ];
    let mut ranked: Vec<(usize, &JourneyEnds)> = ends.iter().enumerate().collect();
    ranked.sort_by_key(|(place, of)| (std::cmp::Reverse(journeys(of)), *place));
    ranked.truncate(SHOWN);
    let rows = ranked.iter().map(|(_, of)| {
        [
            Cell::from(of.first.as_str()),
            Cell::from(of.last.as_str()),
            Cell::Count(journeys(of)),
            Cell::Count(of.conversions),
            Cell::Share(of.conversions as f64 / (journeys(of) as f64).max(1.0)),
        ]
    });
    let caption = if ends.len() > SHOWN {
        let all = saying.lang.count(ends.len() as u64);
        let text = saying.text(
            "首末触点组合（最常见的 30 种，共 {} 种）",
            "First and last touch: the 30 most frequent pairs of {}",
        );
        text.replace("{}", &all)
    } else {
        saying.text("首末触点组合", "First and last touch")
    };
    Table::new("attribution-ends", caption, columns)
        .with_rows(rows)
        .live(4, |_| crate::Live::Here(3) / crate::Live::Here(2))
        .read_from(|row, column| {
            let (place, _) = ranked.get(row)?;
            (column == 3).then(|| format!("/attribution/ends/{place}/conversions"))
        })
}

//! Charts of the ledger: cost against return, from revenue to net benefit, channels by cost, spending as areas.

use fourr_chart::{
    Amount, Axis, Bar, Bubbles, Datum, Direction, Dot, Format as Digits, Pareto, Reference,
    Scatter, Shape, Tile, Treemap, Waterfall, WaterfallStep,
};
use fourr_cost_benefit::{
    Dimension, SunkCosts,
    media::{ByLevel, Level, Measure, Media, Metric},
};

use super::{
    names,
    subject::{Subject, Words, count, money, number, share},
};
use crate::{Block, Prose};

/// Levels that a chart shows.
const SHOWN: usize = 12;

/// Every chart that the ledger carries.
pub(super) fn blocks(subject: &Subject<'_>, media: &Media) -> Vec<Block> {
    let first = media.levels.iter().find(|by| by.by != Dimension::Day);
    let of_levels = first.map(|by| {
        [
            bubble(subject, by),
            pareto(subject, by),
            treemap(subject, by),
        ]
    });
    let mut blocks: Vec<Block> = of_levels.into_iter().flatten().flatten().collect();
    blocks.extend(waterfall(subject, media));
    blocks
}

/// The levels that spent something, the dearest first.
fn spenders(by: &ByLevel) -> Vec<&Level> {
    let spent = |level: &&Level| level.sums.or_zero(Measure::Cost) > 0.0;
    by.levels.iter().filter(spent).collect()
}

fn words<'w>(subject: &Subject<'_>, title: String, method: &'w str) -> Words<'w> {
    Words {
        title,
        population: subject.population(),
        method,
    }
}

/// Cost of a conversion across, return upwards, spending as size; the break-even return as a line.
fn bubble(subject: &Subject<'_>, by: &ByLevel) -> Option<Block> {
    let dots: Vec<Dot> = spenders(by)
        .into_iter()
        .filter_map(|level| {
            Some(Dot {
                x: level.figures.value(Metric::Cpa)?,
                y: level.figures.value(Metric::Roas)?,
                size: Some(level.sums.or_zero(Measure::Cost)),
                label: Some(subject.level(&level.name)),
                group: 0,
                spread: None,
            })
        })
        .take(40)
        .collect();
    if dots.len() < 2 {
        return None;
    }
    let total = &subject.summary.media.as_ref()?.total;
    let break_even = total.figures.value(Metric::BreakevenRoas);
    let lang = subject.lang;
    let references: Vec<Reference> = break_even
        .map(|at| {
            let name = lang.pick("B/C = 1，保本投产比", "B/C = 1, break-even ROAS");
            Reference::new(at, format!("{name} {}", lang.trimmed(at, 2)))
        })
        .into_iter()
        .collect();
    let reading = paying(subject, &dots, break_even);
    let shape = Shape::Scatter(Scatter {
        x: subject.money_axis("转化成本 CPA", "Cost of a conversion (CPA)"),
        y: Axis::new("ROAS", Digits::Fixed(2)),
        dots,
        groups: vec![subject.text(names::dimension(by.by)[0], names::dimension(by.by)[1])],
        bubbles: Some(Bubbles {
            title: subject.text("广告花费", "Cost"),
            format: Digits::Compact,
        }),
        split: None,
        references,
    });
    let title = subject.text("投入与回报", "Cost and return");
    let method = subject.text("比率由加总值计算", "ratios of sums");
    Some(subject.chart(
        "cost-return",
        words(subject, title, &method),
        (shape, reading),
    ))
}

/// How many return what they must.
fn paying(subject: &Subject<'_>, dots: &[Dot], break_even: Option<f64>) -> Prose {
    let above = dots
        .iter()
        .filter(|dot| break_even.is_some_and(|at| dot.y >= at))
        .count() as u64;
    match break_even {
        Some(at) => subject.say(
            "横轴为转化成本，纵轴为 ROAS，圆越大花费越多。{0} 个中有 {1} 个达到保本投产比 {2}，线下的卖得越多亏得越多。",
            "Cost of a conversion across, ROAS upwards, size is spending. Of {0}, {1} reach the break-even ROAS of {2}; those below lose by selling more.",
            &[count(dots.len() as u64), count(above), number(at, 2)],
        ),
        None => subject.say(
            "横轴为转化成本，纵轴为 ROAS，圆越大花费越多，共 {0} 个。毛利率未知，画不出保本线。",
            "Cost of a conversion across, ROAS upwards, size is spending: {0} levels. The margin is not known, so there is no break-even line.",
            &[count(dots.len() as u64)],
        ),
    }
}

fn pareto(subject: &Subject<'_>, by: &ByLevel) -> Option<Block> {
    let levels = spenders(by);
    if levels.len() < 2 {
        return None;
    }
    let bars: Vec<Bar> = levels
        .iter()
        .take(SHOWN)
        .map(|level| Bar {
            label: subject.level(&level.name),
            value: Datum::from(level.sums.or_zero(Measure::Cost)),
            note: None,
        })
        .collect();
    let first = levels.first()?;
    let reading = subject.say(
        "花费最多的{2}是 {0}，占 {1}。",
        "{0} spent most, {1} of all.",
        &[
            crate::Span::plain(subject.level(&first.name)),
            share(first.cost_share.value().unwrap_or(0.0)),
            crate::Span::plain(names::dimension(by.by)[0]),
        ],
    );
    let shape = Shape::Pareto(Pareto {
        category: subject.text(
            names::dimension_head(by.by)[0],
            names::dimension_head(by.by)[1],
        ),
        value: subject.money_axis("广告花费", "Cost"),
        bars,
        mark: 0.8,
    });
    let title = subject.text("花费的帕累托图", "Pareto of costs");
    let method = subject.text("按花费降序，累计占比", "by cost, with cumulative share");
    Some(subject.chart(
        "cost-pareto",
        words(subject, title, &method),
        (shape, reading),
    ))
}

fn treemap(subject: &Subject<'_>, by: &ByLevel) -> Option<Block> {
    let levels = spenders(by);
    if levels.len() < 3 {
        return None;
    }
    let tiles: Vec<Tile> = levels
        .iter()
        .take(30)
        .map(|level| Tile {
            label: subject.level(&level.name),
            size: level.sums.or_zero(Measure::Cost),
            group: None,
        })
        .collect();
    let reading = subject.say(
        "面积为广告花费，共 {0} 块。",
        "Areas are costs: {0} tiles.",
        &[count(tiles.len() as u64)],
    );
    let shape = Shape::Treemap(Treemap {
        value: subject.money_axis("广告花费", "Cost"),
        tiles,
    });
    let title = subject.text("花费构成", "Where the money goes");
    let method = subject.text("面积与花费成正比", "areas in proportion to cost");
    Some(subject.chart(
        "cost-treemap",
        words(subject, title, &method),
        (shape, reading),
    ))
}

/// From revenue over refunds, goods and costs to net benefit.
fn waterfall(subject: &Subject<'_>, media: &Media) -> Option<Block> {
    let total = &media.total;
    let revenue = total.sums.get(Measure::Revenue)?;
    let net = total.sums.net_revenue()?;
    let profit = total.figures.value(Metric::GrossProfit)?;
    let benefit = total.figures.value(Metric::NetBenefit)?;
    let sunk = match subject.summary.parameters.sunk_costs {
        SunkCosts::Include => total.sums.or_zero(Measure::SunkCost),
        SunkCosts::Exclude => 0.0,
    };
    let changes = [
        (["退款", "Refunds"], net - revenue),
        (["商品成本", "Cost of goods"], profit - net),
        (["广告花费", "Cost"], -total.sums.or_zero(Measure::Cost)),
        (["手续费", "Fees"], -total.sums.or_zero(Measure::Fees)),
        (
            ["固定成本", "Fixed costs"],
            -total.sums.or_zero(Measure::FixedCost),
        ),
        (["沉没成本", "Sunk costs"], -sunk),
    ];
    let step = |names: [&'static str; 2], amount| WaterfallStep {
        label: subject.pick(names).to_owned(),
        amount,
    };
    let mut steps = vec![step(["收入", "Revenue"], Amount::Total(revenue))];
    let moved = changes.into_iter().filter(|(_, change)| *change != 0.0);
    steps.extend(moved.map(|(name, change)| step(name, Amount::Change(change))));
    steps.push(step(["净效益", "Net benefit"], Amount::Total(benefit)));
    let reading = subject.say(
        "收入 {0}，扣除退款、商品成本与各项费用后净效益为 {1}。",
        "Of {0} revenue, {1} are left after refunds, goods and all costs.",
        &[money(revenue), money(benefit)],
    );
    let shape = Shape::Waterfall(Waterfall {
        category: subject.text("项目", "Step"),
        value: subject.money_axis("金额", "Amount"),
        steps,
        direction: Direction::Auto,
    });
    let title = subject.text("从收入到净效益", "From revenue to net benefit");
    let method = subject.text(
        "首尾为总额，中间为增减",
        "totals at both ends, changes between",
    );
    Some(subject.chart(
        "profit-waterfall",
        words(subject, title, &method),
        (shape, reading),
    ))
}

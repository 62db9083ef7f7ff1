//! The channels, each for itself.

use fourr_chart::{Bar, Bars, Reference, Shape};
use fourr_funnel::reach::{ChannelReach, ReachSource};

use super::subject::{Subject, share, share_cell};
use crate::{
    Block, Cell, Convention, Format, Formula, Live, Math, Method, Row, Section, Span, Table,
};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![
        bars(subject),
        Block::Table(table(subject)),
        Block::Table(basis(subject)),
    ];
    if subject
        .reached
        .channels
        .iter()
        .any(|channel| channel.cost.is_some())
    {
        blocks.push(Block::Table(costs(subject)));
    }
    blocks.push(Block::Method(method(subject)));
    Section::new(
        "channels",
        subject.text("各渠道的触达", "Reach by channel"),
        blocks,
    )
}

fn side(subject: &Subject<'_>, channel: &ChannelReach) -> Cell {
    let side = if channel.offline {
        ["线下", "offline"]
    } else {
        ["线上", "online"]
    };
    Cell::from(subject.text(side[0], side[1]))
}

fn number(value: Option<f64>) -> Cell {
    value.into()
}

fn money(value: Option<f64>) -> Cell {
    value.map_or(Cell::Empty, Cell::Money)
}

/// The table of a terminal.
pub(super) fn short(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("渠道", "Channel", Format::Text),
        subject.column("触达人数", "Reached", Format::Count),
        subject.column("覆盖率", "Reach", Format::Share),
        subject.column("频次", "Frequency", Format::Number(2)),
        subject.column("毛评点", "GRP", Format::Number(1)),
        subject.column("独占", "Exclusive", Format::Count),
    ];
    let combined = &subject.reached.combined;
    let rows = subject.reached.channels.iter().map(|channel| {
        [
            Cell::from(channel.name.as_str()),
            Cell::Count(channel.reached),
            Cell::Share(channel.reach_rate),
            number(channel.frequency),
            Cell::Number(channel.grp),
            channel.exclusive.into(),
        ]
    });
    let caption = subject.text("各渠道的触达", "Reach by channel");
    Table::new("short", caption, columns)
        .with_rows(rows)
        .with_total([
            Cell::from(match subject.reached.source {
                ReachSource::Log => subject.text("合并（去重）", "Together, each once"),
                ReachSource::Totals => subject.text("合并（估计）", "Together, estimated"),
            }),
            Cell::Number(combined.reached),
            Cell::Share(combined.reach_rate),
            number(combined.frequency),
            Cell::Number(combined.grp),
            Cell::Empty,
        ])
}

fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("渠道", "Channel", Format::Text),
        subject.column("线上/线下", "Side", Format::Text),
        subject.column("曝光次数", "Impressions", Format::Count),
        subject.column("目标曝光", "Of the target", Format::Count),
        subject.column("目标触达", "Reached", Format::Count),
        subject.column("覆盖率", "Reach", Format::Share),
        subject.column("平均频次", "Frequency", Format::Number(2)),
        subject.column("毛评点", "GRP", Format::Number(1)),
        subject.column("目标占比 TA%", "TA%", Format::Share),
    ];
    let reached = subject.reached;
    let rows = reached.channels.iter().map(|channel| {
        [
            Cell::from(channel.name.as_str()),
            side(subject, channel),
            Cell::Count(channel.impressions),
            Cell::Number(channel.target_impressions),
            Cell::Count(channel.reached),
            Cell::Share(channel.reach_rate),
            number(channel.frequency),
            Cell::Number(channel.grp),
            share_cell(channel.target_share),
        ]
    });
    let keys = [
        "name",
        "",
        "impressions",
        "target_impressions",
        "reached",
        "reach_rate",
        "frequency",
        "grp",
        "target_share",
    ];
    let caption = subject.text("各渠道的触达与频次", "Reach and frequency by channel");
    live(
        subject,
        Table::new("channels", caption, columns).with_rows(rows),
    )
    .read_from(|row, column| {
        let key = keys[column];
        (!key.is_empty()).then(|| format!("/channels/{row}/{key}"))
    })
}

/// Rates follow from counts and the target population.
fn live(subject: &Subject<'_>, mut table: Table) -> Table {
    let population = || Live::cell("basis", Row::At(0), 1);
    for (row, channel) in subject.reached.channels.iter().enumerate() {
        table = table.live_at(Row::At(row), 5, Live::Here(4) / population());
        if channel.frequency.is_some() {
            table = table.live_at(Row::At(row), 6, Live::Here(3) / Live::Here(4));
        }
        let points = Live::Number(100.0) * Live::Here(3) / population();
        table = table.live_at(Row::At(row), 7, points);
    }
    table
}

/// What rates are shares of.
fn basis(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("基数", "Basis", Format::Text),
        subject.column("人数", "Persons", Format::Count),
    ];
    let reached = subject.reached;
    let rows = [
        [
            Cell::from(subject.text("目标人群", "Target population")),
            Cell::Count(reached.population),
        ],
        [
            Cell::from(subject.text("至少触达一次", "Reached at least once")),
            Cell::Number(reached.combined.reached),
        ],
    ];
    let caption = subject.text("覆盖率的基数", "What reach is a share of");
    let keys = ["/population", "/combined/reached"];
    Table::new("basis", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| (column == 1).then(|| keys[row].to_owned()))
}

fn costs(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("渠道", "Channel", Format::Text),
        subject.column("费用", "Cost", Format::Money),
        subject.column("每触达一人", "Per person reached", Format::Money),
        subject.column("每毛评点", "Per GRP", Format::Money),
        subject.column("频次饱和", "Saturated", Format::Text),
    ];
    let rows = subject.reached.channels.iter().map(|channel| {
        let saturated = if channel.saturated {
            Cell::from(subject.text("是", "yes"))
        } else {
            Cell::Empty
        };
        [
            Cell::from(channel.name.as_str()),
            money(channel.cost),
            money(channel.cost_per_reached),
            money(channel.cost_per_grp),
            saturated,
        ]
    });
    let keys = ["name", "cost", "cost_per_reached", "cost_per_grp"];
    let caption = subject.text("各渠道的触达费用", "What reach costs");
    let mut table = Table::new("costs", caption, columns).with_rows(rows);
    for (row, channel) in subject.reached.channels.iter().enumerate() {
        let of = |column| Live::cell("channels", Row::At(row), column);
        if channel.cost_per_reached.is_some() {
            table = table.live_at(Row::At(row), 2, Live::Here(1) / of(4));
        }
        if channel.cost_per_grp.is_some() {
            table = table.live_at(Row::At(row), 3, Live::Here(1) / of(7));
        }
    }
    table.read_from(|row, column| Some(format!("/channels/{row}/{}", keys.get(column)?)))
}

fn bars(subject: &Subject<'_>) -> Block {
    let reached = subject.reached;
    let bars = reached.channels.iter().map(|channel| Bar {
        note: channel
            .frequency
            .map(|often| format!("×{}", subject.lang.fixed(often, 1))),
        ..Bar::new(channel.name.as_str(), Some(channel.reach_rate))
    });
    let category = subject.text("渠道", "Channel");
    let mut shape = Bars::new(category, subject.rate(), bars.collect());
    let line = |rate: f64, zh: &str, en: &str| Reference::new(rate, subject.text(zh, en));
    let estimate = &reached.estimate;
    shape.references = match reached.source {
        ReachSource::Log => vec![line(reached.combined.reach_rate, "合并", "together")],
        ReachSource::Totals => vec![
            line(estimate.lower, "合并下界", "least"),
            line(estimate.independent, "合并估计", "estimate"),
            line(estimate.upper, "合并上界", "most"),
        ],
    };
    let reading = subject.say(
        "各渠道覆盖率之和为 {0}，去重后为 {1}；× 后为平均频次。",
        "The channels add up to {0}; each person once, it is {1}. Behind × is the average frequency.",
        &[
            share(Some(reached.estimate.sum)),
            share(Some(reached.combined.reach_rate)),
        ],
    );
    let title = subject.text("各渠道覆盖率", "Reach by channel");
    let method = subject.text(
        "触达的目标人数 ÷ 目标人群",
        "persons of the target reached by target population",
    );
    subject.chart("reach-bars", title, &method, (Shape::Bars(shape), reading))
}

fn method(subject: &Subject<'_>) -> Method {
    let estimate = &subject.reached.estimate;
    let symbol = |name: &'static str| Math::symbol(name);
    let grp = symbol("GRP").equals(symbol("R") * symbol("F"));
    let words = subject.say(
        "触达人数为至少被触达一次的不重复人数；平均频次 = 目标曝光 ÷ 触达人数；毛评点 = 覆盖率（%）× 平均频次。仅凭汇总，合并覆盖在 {0} 与 {1} 之间，独立性假设下为 {2}。",
        "Reached is who was exposed at least once; average frequency is exposures of the target by reached; gross rating points are reach in percent times frequency. Totals alone leave combined reach between {0} and {1}; as if channels were independent it is {2}.",
        &[
            share(Some(estimate.lower)),
            share(Some(estimate.upper)),
            share(Some(estimate.independent)),
        ],
    );
    let events = &subject.reached.exposure_events;
    let exposure = if events.is_empty() {
        Span::plain(subject.text("每一行", "every row"))
    } else {
        Span::plain(events.join(subject.lang.pick("、", ", ")))
    };
    Method {
        name: subject.text("覆盖率与频次", "Reach and frequency"),
        words: vec![words],
        formulas: vec![
            Formula::new(grp)
                .meaning(symbol("R"), subject.text("覆盖率，以百分数计", "reach in percent"))
                .meaning(symbol("F"), subject.text("平均频次", "average frequency")),
        ],
        conventions: vec![Convention {
            question: subject.text("什么算一次触达", "What counts as an exposure"),
            in_force: crate::Prose::of([exposure]),
        }],
        sources: vec![
            "Agostini, J. M. (1961). How to estimate unduplicated audiences. Journal of Advertising Research 1(3)".to_owned(),
            "Naples, M. J. (1979). Effective frequency. Association of National Advertisers".to_owned(),
        ],
    }
}

//! The Markov chain: its steps, and what taking a channel out of it does.

use fourr_chart::{Bar, Bars, Datum, Direction, Format as Digits, HeatMap, Ramp, Series, Shape};
use fourr_cost_benefit::attribution::{AttributionSummary, ChainSummary, ChannelRemoval};
use fourr_locale::Lang;
use polars::prelude::DataFrame;

use super::sheets::TRANSITIONS;
use crate::{
    Block, Cell, Field, Format, Live, Section, Span, Table,
    saying::{Saying, share},
};

/// Steps that a table shows.
const SHOWN_STEPS: usize = 40;
/// Channels that a chart shows.
const SHOWN: usize = 14;

/// A step of the chain.
struct Step<'a> {
    from: &'a str,
    to: &'a str,
    count: u64,
    probability: f64,
}

/// Removal effects, and the steps.
pub(super) fn section(
    saying: &Saying<'_>,
    summary: &AttributionSummary,
    transitions: Option<&DataFrame>,
) -> Option<Section> {
    let chain = summary.markov.as_ref()?;
    let mut blocks: Vec<Block> = vec![removals(saying, chain).into(), effects(saying, chain)];
    let steps = transitions.map(steps).unwrap_or_default();
    if !steps.is_empty() {
        blocks.push(table(saying, &steps).into());
        if chain.order == 1 {
            blocks.push(matrix(saying, &steps));
        }
    }
    let title = saying.text(
        "马尔可夫链与移除效应",
        "The Markov chain and removal effects",
    );
    Some(Section::new("attribution-chain", title, blocks))
}

fn ranked(chain: &ChainSummary) -> Vec<&ChannelRemoval> {
    let mut removals: Vec<&ChannelRemoval> = chain.removals.iter().collect();
    removals.sort_by(|one, other| other.removal.effect.total_cmp(&one.removal.effect));
    removals
}

fn removals(saying: &Saying<'_>, chain: &ChainSummary) -> Table {
    let columns = vec![
        saying.column("移除的渠道", "Channel removed", Format::Text),
        saying.column(
            "移除后转化概率",
            "Conversion probability without",
            Format::Share,
        ),
        saying.column("移除效应", "Removal effect", Format::Share),
        saying.column("功劳占比", "Share of credit", Format::Share),
    ];
    let rows = ranked(chain).into_iter().map(|of| {
        [
            Cell::from(of.channel.as_str()),
            Cell::Share(of.removal.probability),
            Cell::Share(of.removal.effect),
            of.removal.share.map_or(Cell::Empty, Cell::Share),
        ]
    });
    let caption = saying.text("移除效应", "Removal effects");
    let place = |channel: &str| chain.removals.iter().position(|of| of.channel == channel);
    let places: Vec<Option<usize>> = ranked(chain).iter().map(|of| place(&of.channel)).collect();
    Table::new("attribution-removals", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let key = ["probability", "effect", "share"].get(column.checked_sub(1)?)?;
            let place = places.get(row).copied().flatten()?;
            Some(format!("/attribution/markov/removals/{place}/{key}"))
        })
}

fn effects(saying: &Saying<'_>, chain: &ChainSummary) -> Block {
    let ranked = ranked(chain);
    let bar = |of: &&ChannelRemoval| Bar {
        label: of.channel.clone(),
        value: Datum::from(of.removal.effect),
        note: None,
    };
    let shape = Shape::Bars(Bars {
        category: saying.text("渠道", "Channel"),
        value: saying.axis("移除效应", "Removal effect", Digits::Share(1)),
        bars: ranked.iter().take(SHOWN).map(bar).collect(),
        direction: Direction::Lying,
        baseline: 0.0,
        references: Vec::new(),
    });
    let reading = match ranked.first() {
        Some(first) => saying.say(
            "转化概率为 {0}。移除 {1} 后，经过它的路径都视为未转化，转化概率减少 {2}。",
            "A journey converts with probability {0}. With {1} taken out, every journey through it counts as failed: {2} of the conversions go.",
            &[
                share(chain.conversion_probability),
                Span::plain(first.channel.clone()),
                share(first.removal.effect),
            ],
        ),
        None => crate::Prose::default(),
    };
    let title = saying.text("各渠道的移除效应", "Removal effects by channel");
    saying.chart("attribution-removal", title, (shape, reading))
}

/// The steps of a frame, the most frequent first.
fn steps(frame: &DataFrame) -> Vec<Step<'_>> {
    let text = |name: &str| frame.column(name).ok()?.str().ok();
    let (Some(from), Some(to)) = (text("from"), text("to")) else {
        return Vec::new();
    };
    let counts = frame
        .column("count")
        .ok()
        .and_then(|column| column.u64().ok());
    let shares = frame
        .column("probability")
        .ok()
        .and_then(|column| column.f64().ok());
    let (Some(counts), Some(shares)) = (counts, shares) else {
        return Vec::new();
    };
    let step = |row: usize| {
        Some(Step {
            from: from.get(row)?,
            to: to.get(row)?,
            count: counts.get(row)?,
            probability: shares.get(row)?,
        })
    };
    let mut steps: Vec<Step<'_>> = (0..frame.height()).filter_map(step).collect();
    steps.sort_by(|one, other| {
        let tie = || (one.from, one.to).cmp(&(other.from, other.to));
        other.count.cmp(&one.count).then_with(tie)
    });
    steps
}

/// A state as a reader calls it.
fn state(saying: &Saying<'_>, state: &str) -> String {
    called(state, saying.lang)
}

/// A state as a reader of a language calls it.
pub(super) fn called(state: &str, lang: Lang) -> String {
    let name = match state {
        "(start)" => lang.pick("（开始）", "(start)"),
        "(conversion)" => lang.pick("（转化）", "(conversion)"),
        "(null)" => lang.pick("（未转化）", "(none)"),
        channels => channels,
    };
    name.to_owned()
}

fn table(saying: &Saying<'_>, steps: &[Step<'_>]) -> Table {
    let columns = vec![
        saying.column("从", "From", Format::Text),
        saying.column("到", "To", Format::Text),
        saying.column("次数", "Times", Format::Count),
        saying.column("概率", "Probability", Format::Share),
    ];
    let rows = steps.iter().take(SHOWN_STEPS).map(|step| {
        [
            Cell::Text(state(saying, step.from)),
            Cell::Text(state(saying, step.to)),
            Cell::Count(step.count),
            Cell::Share(step.probability),
        ]
    });
    let caption = if steps.len() > SHOWN_STEPS {
        let all = saying.lang.count(steps.len() as u64);
        saying
            .text(
                "转移概率（最常见的 40 步，共 {} 步，全部见 transitions 表）",
                "Transitions: the 40 most frequent of {}, all in the table transitions",
            )
            .replace("{}", &all)
    } else {
        saying.text("转移概率", "Transitions")
    };
    let (counts, from) = (
        Field::new(TRANSITIONS, "count"),
        Field::new(TRANSITIONS, "from"),
    );
    Table::new("attribution-transitions", caption, columns)
        .with_rows(rows)
        .live(3, |_| Live::Here(2) / counts.sum([from.is(Live::Here(0))]))
}

fn matrix(saying: &Saying<'_>, steps: &[Step<'_>]) -> Block {
    let names = |of: fn(&Step<'_>) -> String, last: &[&str]| {
        let mut names: Vec<String> = steps.iter().map(of).collect();
        names.sort();
        names.dedup();
        names.retain(|name| !last.contains(&name.as_str()));
        names.truncate(SHOWN);
        names.extend(last.iter().map(|name| (*name).to_owned()));
        names
    };
    let mut rows = names(|step| step.from.to_owned(), &["(start)"]);
    rows.rotate_right(1);
    let columns = names(|step| step.to.to_owned(), &["(conversion)", "(null)"]);
    let probability = |from: &str, to: &str| {
        let step = steps.iter().find(|step| step.from == from && step.to == to);
        Datum::from(step.map(|step| step.probability))
    };
    let row = |from: &String| Series {
        name: state(saying, from),
        values: columns.iter().map(|to| probability(from, to)).collect(),
    };
    let shape = Shape::HeatMap(HeatMap {
        column: saying.text("到", "To"),
        columns: columns.iter().map(|name| state(saying, name)).collect(),
        row: saying.text("从", "From"),
        rows: rows.iter().map(row).collect(),
        value: saying.axis("转移概率", "Probability", Digits::Share(0)),
        ramp: Ramp::Sequential,
    });
    let reading = saying.say(
        "每行是从一个状态出发的去向，一行合计为 100%；空白为没有发生过的一步。",
        "Each row shows where journeys go from a state; a row adds up to 100%; blank steps never happened.",
        &[],
    );
    let title = saying.text("渠道之间的转移概率", "Steps between channels");
    saying.chart("attribution-matrix", title, (shape, reading))
}

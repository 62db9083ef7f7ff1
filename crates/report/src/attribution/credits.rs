//! What every model gives every channel.

use fourr_chart::{Direction, Format as Digits, GroupedBars, HeatMap, Ramp, Series, Shape};
use fourr_cost_benefit::attribution::{AttributionSummary, ChannelCredits, Model, ModelCredit};

use super::{name, sentence, sheets::CREDITS};
use crate::{
    Block, Cell, Field, Finding, Format, Live, Prose, Span, Table,
    saying::{Saying, share},
};

/// Channels that a chart shows.
const SHOWN: usize = 12;

/// The models that have room in a chart and in a terminal.
const FEW: [Model; 5] = [
    Model::First,
    Model::Last,
    Model::Linear,
    Model::Markov,
    Model::Shapley,
];

/// What attribution is not.
pub(super) fn caution(saying: &Saying<'_>, summary: &AttributionSummary) -> Prose {
    if summary.journeys.conversions == 0 {
        return sentence(
            saying,
            "没有任何转化，功劳无从分配。",
            "Nobody converted: there is no credit to share out.",
        );
    }
    sentence(
        saying,
        "归因只描述转化之前有谁在场，不说明没有它会怎样：功劳不是效果。增减预算之前，请用对照实验（暂停一部分地区或人群）验证。",
        "Attribution describes who was there before a conversion, not what would have happened without them: credit is no effect. Before money moves, hold a region or a group out and compare.",
    )
}

/// The channels, those with most credit by the mean of the models first.
fn ranked(summary: &AttributionSummary) -> Vec<&ChannelCredits> {
    let mean = |channel: &ChannelCredits| {
        channel
            .credits
            .iter()
            .filter_map(|credit| credit.share)
            .sum::<f64>()
    };
    let mut channels: Vec<&ChannelCredits> = summary.channels.iter().collect();
    channels.sort_by(|one, other| mean(other).total_cmp(&mean(one)));
    channels
}

/// Shares of the conversions, a column a model.
pub(super) fn table(saying: &Saying<'_>, summary: &AttributionSummary) -> Table {
    let caption = saying.text("各模型给各渠道的转化占比", "Share of conversions by model");
    models(
        saying,
        ("attribution-shares", caption, Format::Share),
        summary,
        (|credit| credit.share.map_or(Cell::Empty, Cell::Share), true),
    )
}

/// Shares of the conversions by the models that have room in a terminal.
pub(super) fn short_table(saying: &Saying<'_>, summary: &AttributionSummary) -> Table {
    let mut columns = vec![saying.column("渠道", "Channel", Format::Text)];
    columns.extend(FEW.map(|model| {
        let called = name(model, saying.lang);
        saying.column(called, called, Format::Share)
    }));
    columns.push(saying.column("模型分歧", "Apart", Format::Share));
    let told = |share: Option<f64>| share.map_or(Cell::Empty, Cell::Share);
    let rows = ranked(summary).into_iter().map(|channel| {
        let mut row = vec![Cell::from(channel.channel.as_str())];
        row.extend(FEW.map(|model| told(credit(channel, model))));
        row.push(told(channel.disagreement));
        row
    });
    let caption = saying.text("各模型给各渠道的转化占比", "Share of conversions by model");
    Table::new("attribution-shares", caption, columns).with_rows(rows)
}

/// Value, a column a model.
pub(super) fn values(saying: &Saying<'_>, summary: &AttributionSummary) -> Table {
    let caption = saying.text("各模型给各渠道的转化价值", "Value by model");
    models(
        saying,
        ("attribution-values", caption, Format::Money),
        summary,
        (
            |credit| credit.value.map_or(Cell::Empty, Cell::Money),
            false,
        ),
    )
}

fn models(
    saying: &Saying<'_>,
    (id, caption, format): (&'static str, String, Format),
    summary: &AttributionSummary,
    (cell, disagreement): (fn(&ModelCredit) -> Cell, bool),
) -> Table {
    let mut columns = vec![saying.column("渠道", "Channel", Format::Text)];
    columns
        .extend(Model::ALL.map(|model| {
            saying.column(name(model, saying.lang), name(model, saying.lang), format)
        }));
    if disagreement {
        columns.push(saying.column("模型分歧", "Apart", Format::Share));
    }
    let ranked = ranked(summary);
    let rows = ranked.iter().map(|channel| {
        let mut row = vec![Cell::from(channel.channel.as_str())];
        row.extend(channel.credits.iter().map(cell));
        if disagreement {
            row.push(channel.disagreement.map_or(Cell::Empty, Cell::Share));
        }
        row
    });
    let place = |of: &&ChannelCredits| {
        let mut channels = summary.channels.iter();
        channels.position(|channel| channel.channel == of.channel)
    };
    let places: Vec<Option<usize>> = ranked.iter().map(place).collect();
    let key = if disagreement { "share" } else { "value" };
    let table = Table::new(id, caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let place = places.get(row).copied().flatten()?;
            let of = format!("/attribution/channels/{place}");
            match column.checked_sub(1)? {
                model if model < Model::ALL.len() => Some(format!("{of}/credits/{model}/{key}")),
                _ => Some(format!("{of}/disagreement")),
            }
        });
    let field = |column: &str| Field::new(CREDITS, column);
    let (channel, model) = (field("channel"), field("model"));
    let (conversions, value) = (field("conversions"), field("value"));
    // The model is the head of the column, the channel the first cell of the row.
    (1..=Model::ALL.len()).fold(table, |table, column| {
        table.live(column, |_| {
            let own = [channel.is(Live::Here(0)), model.is(Live::Head)];
            if disagreement {
                conversions.sum(own) / conversions.sum([model.is(Live::Head)])
            } else {
                value.sum(own)
            }
        })
    })
}

/// Bars of channels by model, and the heat map of how far the models are apart.
pub(super) fn charts(saying: &Saying<'_>, summary: &AttributionSummary) -> Vec<Block> {
    if summary.journeys.conversions == 0 {
        return Vec::new();
    }
    let channels: Vec<&ChannelCredits> = ranked(summary).into_iter().take(SHOWN).collect();
    vec![bars(saying, &channels), disagreement(saying, &channels)]
}

fn bars(saying: &Saying<'_>, channels: &[&ChannelCredits]) -> Block {
    let shares = |model: Model| {
        let of = |channel: &&ChannelCredits| credit(channel, model).unwrap_or(0.0);
        Series::new(name(model, saying.lang), channels.iter().map(of))
    };
    let shape = Shape::GroupedBars(GroupedBars {
        category: saying.text("渠道", "Channel"),
        categories: channels
            .iter()
            .map(|channel| channel.channel.clone())
            .collect(),
        value: saying.axis("转化占比", "Share of conversions", Digits::Share(0)),
        series: FEW.map(shares).into(),
        direction: Direction::Lying,
        references: Vec::new(),
    });
    let reading = sentence(
        saying,
        "每个模型的占比合计为 100%。首次触点偏向引流渠道，末次触点偏向收口渠道，马尔可夫与沙普利介于其间。",
        "The shares of each model add up to 100%. First favours channels that open, last those that close; Markov and Shapley lie between.",
    );
    let title = saying.text(
        "五种模型下各渠道的转化占比",
        "Share of conversions by channel and model",
    );
    saying.chart("attribution-models", title, (shape, reading))
}

fn credit(channel: &ChannelCredits, model: Model) -> Option<f64> {
    let found = channel.credits.iter().find(|credit| credit.model == model);
    found.and_then(|credit| credit.share)
}

/// Each model's share less the mean of all models.
fn disagreement(saying: &Saying<'_>, channels: &[&ChannelCredits]) -> Block {
    let row = |channel: &&ChannelCredits| {
        let shares: Vec<f64> = channel
            .credits
            .iter()
            .filter_map(|credit| credit.share)
            .collect();
        let mean = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        Series {
            name: channel.channel.clone(),
            values: channel
                .credits
                .iter()
                .map(|credit| credit.share.map(|share| share - mean).into())
                .collect(),
        }
    };
    let shape = Shape::HeatMap(HeatMap {
        column: saying.text("模型", "Model"),
        columns: Model::ALL
            .map(|model| name(model, saying.lang).to_owned())
            .into(),
        row: saying.text("渠道", "Channel"),
        rows: channels.iter().map(row).collect(),
        value: saying.axis(
            "占比减各模型均值",
            "Share less the mean of the models",
            Digits::Share(1),
        ),
        ramp: Ramp::Diverging(0.0),
    });
    let apart = channels.iter().max_by(|one, other| {
        one.disagreement
            .unwrap_or(0.0)
            .total_cmp(&other.disagreement.unwrap_or(0.0))
    });
    let reading = match apart {
        Some(channel) => saying.say(
            "橙色为该模型给得比各模型均值多，蓝色为少。分歧最大的是 {0}：最高与最低相差 {1}。",
            "Orange: the model gives more than the mean of the models; blue: less. They are furthest apart on {0}: {1} between most and least.",
            &[Span::plain(channel.channel.clone()), share(channel.disagreement.unwrap_or(0.0))],
        ),
        None => Prose::default(),
    };
    let title = saying.text("各模型的分歧", "How far the models are apart");
    saying.chart("attribution-disagreement", title, (shape, reading))
}

/// What was found, in a sentence each.
pub(super) fn findings(saying: &Saying<'_>, summary: &AttributionSummary) -> Vec<Finding> {
    let mut findings = Vec::new();
    let ranked = ranked(summary);
    if let Some((channel, markov)) = ranked
        .iter()
        .filter_map(|channel| Some((channel, credit(channel, Model::Markov)?)))
        .max_by(|one, other| one.1.total_cmp(&other.1))
    {
        let last = credit(channel, Model::Last).unwrap_or(0.0);
        findings.push(Finding::new(
            saying.say(
                "马尔可夫归因下功劳最大的是 {0}，占 {1}；按末次触点为 {2}。这是描述，不是效果。",
                "By the Markov chain most credit goes to {0}, {1}; by the last touch it gets {2}. That describes, it is no effect.",
                &[Span::plain(channel.channel.clone()), share(markov), share(last)],
            ),
            ["attribution-shares".into()],
        ));
    }
    findings
}

//! [`AttributionSummary`]: every figure of an attribution.

use fourr_attribution::{Attribution, Credit, Method, Model, Removal, Worth};
use fourr_table::Found;
use serde::Serialize;

use super::{AttributionWarning, CreditRules, TouchRows, TouchShape, tallied::Tallied};

/// Journeys and what came of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Journeys {
    /// Conversions after a touch.
    pub conversions: u64,
    /// What they were worth.
    pub value: f64,
    /// Journeys without a conversion.
    pub nulls: u64,
    /// Conversions without a touch, credited to nobody.
    pub untouched_conversions: u64,
    /// What these were worth.
    pub untouched_value: f64,
}

/// What a model gives a channel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ModelCredit {
    /// The model.
    pub model: Model,
    /// Conversions; none where the model is not defined.
    pub conversions: Option<f64>,
    /// Their value.
    pub value: Option<f64>,
    /// Share of all conversions; none where there is none.
    pub share: Option<f64>,
}

/// What all models give a channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelCredits {
    /// The channel.
    pub channel: String,
    /// By model, rules of thumb first.
    pub credits: Vec<ModelCredit>,
    /// The largest share less the smallest, among the models; none where nobody converts.
    pub disagreement: Option<f64>,
}

/// A channel taken out of the chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelRemoval {
    /// The channel.
    pub channel: String,
    /// What its removal does.
    #[serde(flatten)]
    pub removal: Removal,
}

/// How journeys that begin in one channel and end in another came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JourneyEnds {
    /// The channel of the first touch.
    pub first: String,
    /// The channel of the last touch.
    pub last: String,
    /// Conversions.
    pub conversions: u64,
    /// Journeys without one.
    pub nulls: u64,
}

/// The chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChainSummary {
    /// Channels that it remembers.
    pub order: u8,
    /// States beside the start and the two ends.
    pub states: usize,
    /// Probability of a conversion from the start.
    pub conversion_probability: f64,
    /// By channel.
    pub removals: Vec<ChannelRemoval>,
}

/// A Shapley value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShapleyValue {
    /// The channel.
    pub channel: String,
    /// What the channel adds: conversions, or conversion rate.
    pub value: f64,
    /// Standard error of a value that was drawn.
    pub standard_error: Option<f64>,
    /// Its share of the sum of values; none where that is zero.
    pub share: Option<f64>,
}

/// Shapley values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShapleySummary {
    /// What a set of channels is worth.
    pub worth: Worth,
    /// How the values were found.
    #[serde(flatten)]
    pub method: Method,
    /// By channel.
    pub channels: Vec<ShapleyValue>,
}

/// Every figure of an attribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttributionSummary {
    /// The parameters, with every convention in force.
    #[serde(skip)]
    pub parameters: CreditRules,
    /// What a row was taken for.
    pub shape: TouchShape,
    /// The columns that were read.
    pub columns: Vec<Found>,
    /// The channel of visitors who came by themselves, where there is one.
    pub direct_channel: Option<String>,
    /// What became of every row.
    pub rows: TouchRows,
    /// Journeys and what came of them.
    pub journeys: Journeys,
    /// By channel, in the order of their names.
    pub channels: Vec<ChannelCredits>,
    /// The chain; none where nobody converts.
    pub markov: Option<ChainSummary>,
    /// Shapley values.
    pub shapley: ShapleySummary,
    /// Where journeys begin and end: the pairs of channels that occur, in the order of their names.
    pub ends: Vec<JourneyEnds>,
    /// What limits the credits.
    pub warnings: Vec<AttributionWarning>,
}

impl AttributionSummary {
    pub(super) fn of(
        (rules, shape, columns): (&CreditRules, TouchShape, Vec<Found>),
        tallied: &Tallied,
        found: &Attribution,
    ) -> Self {
        let names = &tallied.channels;
        let money = |units: i64| units as f64 / tallied.unit;
        let journeys = Journeys {
            conversions: found.total.conversions,
            value: money(found.total.value),
            nulls: found.total.nulls,
            untouched_conversions: found.untouched.conversions,
            untouched_value: money(found.untouched.value),
        };
        Self {
            parameters: rules.clone(),
            shape,
            columns,
            direct_channel: tallied.direct.map(|place| names[place].clone()),
            rows: tallied.rows,
            channels: credits(found, tallied),
            markov: chain(found, names),
            shapley: shapley(found, names),
            ends: ends(found, names),
            warnings: warnings(tallied, found, &journeys),
            journeys,
        }
    }
}

fn credits(found: &Attribution, tallied: &Tallied) -> Vec<ChannelCredits> {
    let all = found.total.conversions;
    let model = |of: &fourr_attribution::Credits, place: usize| {
        let credit: Option<Credit> = of.channels.as_ref().map(|credits| credits[place]);
        ModelCredit {
            model: of.model,
            conversions: credit.map(|credit| credit.conversions),
            value: credit.map(|credit| credit.value / tallied.unit),
            share: credit
                .filter(|_| all > 0)
                .map(|credit| credit.conversions / all as f64),
        }
    };
    let channel = |(place, name): (usize, &String)| ChannelCredits {
        channel: name.clone(),
        credits: found.credits.iter().map(|of| model(of, place)).collect(),
        disagreement: found.disagreement(place),
    };
    tallied.channels.iter().enumerate().map(channel).collect()
}

fn ends(found: &Attribution, names: &[String]) -> Vec<JourneyEnds> {
    let pair = |of: &fourr_attribution::EndPair| JourneyEnds {
        first: names[of.first].clone(),
        last: names[of.last].clone(),
        conversions: of.conversions,
        nulls: of.nulls,
    };
    found.ends.iter().map(pair).collect()
}

fn chain(found: &Attribution, names: &[String]) -> Option<ChainSummary> {
    let markov = found.markov.as_ref()?;
    let removal = |(name, removal): (&String, &Removal)| ChannelRemoval {
        channel: name.clone(),
        removal: *removal,
    };
    Some(ChainSummary {
        order: markov.order,
        states: markov.states,
        conversion_probability: markov.probability,
        removals: names.iter().zip(&markov.removals).map(removal).collect(),
    })
}

fn shapley(found: &Attribution, names: &[String]) -> ShapleySummary {
    let value = |(name, share): (&String, &fourr_attribution::Share)| ShapleyValue {
        channel: name.clone(),
        value: share.value,
        standard_error: share.standard_error,
        share: share.share,
    };
    ShapleySummary {
        worth: found.shapley.worth,
        method: found.shapley.method,
        channels: names
            .iter()
            .zip(&found.shapley.channels)
            .map(value)
            .collect(),
    }
}

fn warnings(
    tallied: &Tallied,
    found: &Attribution,
    journeys: &Journeys,
) -> Vec<AttributionWarning> {
    let rows = &tallied.rows;
    let sampled = match found.shapley.method {
        Method::Sampled { permutations, .. } => Some(AttributionWarning::Sampled { permutations }),
        _ => None,
    };
    let when = |holds: bool, warning: AttributionWarning| holds.then_some(warning);
    [
        when(journeys.conversions > 0, AttributionWarning::NotCausal),
        when(journeys.conversions == 0, AttributionWarning::NoConversions),
        when(
            journeys.conversions > 0 && journeys.nulls == 0,
            AttributionWarning::NoNulls,
        ),
        when(
            rows.set_aside() > 0,
            AttributionWarning::RowsSetAside {
                rows: rows.set_aside(),
                read: rows.read,
            },
        ),
        when(tallied.direct.is_none(), AttributionWarning::NoDirect),
        when(
            journeys.untouched_conversions > 0,
            AttributionWarning::Untouched {
                conversions: journeys.untouched_conversions,
            },
        ),
        when(
            tallied.uneven_journeys > 0,
            AttributionWarning::UnevenJourneys {
                journeys: tallied.uneven_journeys,
            },
        ),
        when(
            rows.without_value > 0,
            AttributionWarning::WithoutValue {
                conversions: rows.without_value,
            },
        ),
        when(!tallied.is_timed, AttributionWarning::NoTimes),
        sampled,
    ]
    .into_iter()
    .flatten()
    .collect()
}

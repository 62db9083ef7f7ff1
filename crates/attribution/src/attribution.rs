//! [`Attribution`]: every model's credits side by side.

use std::ops::Add;

use serde::Serialize;

use crate::{EndPair, Markov, Model, Outcome, Shapley, Tally, sum::Sum};

/// Conversions and value that a channel gets.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Credit {
    /// Conversions.
    pub conversions: f64,
    /// Their value, in the caller's unit.
    pub value: f64,
}

/// What one model gives to each channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Credits {
    /// The model.
    pub model: Model,
    /// By channel, in their order; none where the model is not defined.
    pub channels: Option<Vec<Credit>>,
}

/// Every model's credits.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// How all journeys with a touch ended.
    pub total: Outcome,
    /// How those without a touch ended: nobody is credited with them.
    pub untouched: Outcome,
    /// By model, rules of thumb first.
    pub credits: Vec<Credits>,
    /// The chain and what each channel's removal does to it; none where nobody converts.
    pub markov: Option<Markov>,
    /// The Shapley values.
    pub shapley: Shapley,
    /// Where journeys begin and end: the pairs of channels that occur.
    pub ends: Vec<EndPair>,
}

impl Credit {
    pub(crate) fn of(sum: Sum, part: f64) -> Self {
        Self {
            conversions: sum.conversions as f64 * part,
            value: sum.value as f64 * part,
        }
    }
}

impl Add for Credit {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            conversions: self.conversions + other.conversions,
            value: self.value + other.value,
        }
    }
}

impl Attribution {
    pub(crate) fn of(tally: &Tally) -> Self {
        let (rules, channels) = (&tally.rules, tally.rules.channels);
        let markov = tally.markov();
        let shapley = Shapley::of(tally);
        let shared = |part: f64| Credit::of(tally.total.sum, part);
        let by_removal = markov
            .as_ref()
            .and_then(|markov| {
                markov
                    .removals
                    .iter()
                    .map(|removal| removal.share)
                    .collect()
            })
            .map(|shares: Vec<f64>| shares.into_iter().map(shared).collect());
        let whole = |sum: &Sum| Credit::of(*sum, 1.0);
        let by_model = |model| match model {
            Model::First => Some(tally.lengths.first(channels)),
            Model::Last => Some(tally.lengths.last(channels)),
            Model::LastNonDirect => Some(tally.last_non_direct.iter().map(whole).collect()),
            Model::Linear => Some(tally.lengths.linear(channels)),
            Model::Position => Some(tally.lengths.position(rules)),
            Model::TimeDecay => Some(tally.decay.credit()),
            Model::Markov => by_removal.clone(),
            Model::Shapley => shapley.credits(),
        };
        let credits = Model::ALL.map(|model| Credits {
            model,
            channels: by_model(model),
        });
        Self {
            total: outcome(tally),
            untouched: tally.untouched,
            credits: credits.into(),
            markov,
            shapley,
            ends: tally.ends.pairs(),
        }
    }

    /// The credits of a model by channel; none where it is not defined.
    pub fn credits_of(&self, model: Model) -> Option<&[Credit]> {
        let found = self.credits.iter().find(|credits| credits.model == model)?;
        found.channels.as_deref()
    }

    /// How far the models are apart on a channel: the largest share of the conversions less the smallest, 0 to 1. None
    /// where nobody converts.
    pub fn disagreement(&self, channel: usize) -> Option<f64> {
        if self.total.conversions == 0 {
            return None;
        }
        let given = self
            .credits
            .iter()
            .filter_map(|credits| credits.channels.as_ref());
        let shares = given.map(|credits| credits[channel].conversions);
        let (least, most) = shares.fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, most), share| (least.min(share), most.max(share)),
        );
        Some((most - least) / self.total.conversions as f64)
    }
}

fn outcome(tally: &Tally) -> Outcome {
    Outcome {
        conversions: tally.total.sum.conversions,
        // A total beyond 2^63 of the smallest unit is no amount of money.
        value: i64::try_from(tally.total.sum.value).unwrap_or(i64::MAX),
        nulls: tally.total.nulls,
    }
}

//! [`Plan`]: money split among the channels that have a response.

use fourr_response::{Allocation, Budget, Channel};
use serde::Serialize;

use super::{ChannelResponse, ResponseError, ResponseRules};

/// Shares of the budget in the table of what would be.
const SHARES: [f64; 7] = [0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5];

/// What another budget would bring, split in its best way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhatIf {
    /// The budget of a period.
    pub budget: f64,
    /// Its share of the budget of the plan.
    pub share: f64,
    /// What it brings above the base; none where the bounds do not allow it.
    pub response: Option<f64>,
    /// What the next unit brings.
    pub marginal: Option<f64>,
    /// Spending by channel.
    pub spend: Vec<f64>,
}

/// As much money as pays: the last unit of it earns itself back in every channel that nothing holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profitable {
    /// What a unit of return earns.
    pub margin: f64,
    /// Where the money goes.
    pub split: Allocation,
    /// What it earns beyond itself.
    pub profit: f64,
    /// What the present split earns beyond itself.
    pub profit_now: f64,
}

impl Profitable {
    fn of(margin: f64, channels: &[Channel], now: &Allocation) -> Result<Self, ResponseError> {
        let split = Budget::Profitable { margin }.split(channels)?;
        let profit = |of: &Allocation| margin * of.response - of.spend;
        Ok(Self {
            margin,
            profit: profit(&split),
            profit_now: profit(now),
            split,
        })
    }
}

/// Money of a period split among the channels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// Money of a period.
    pub budget: f64,
    /// What is spent now, and what that brings by the curves.
    pub now: Allocation,
    /// The best split.
    pub best: Allocation,
    /// What the best split brings beside what the present one brings.
    pub gain: f64,
    /// The gain as a share of what the present split brings; none where that is nothing.
    pub gain_share: Option<f64>,
    /// Other budgets.
    pub what_if: Vec<WhatIf>,
    /// How much money pays, where the margin is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profitable: Option<Profitable>,
}

impl Plan {
    /// The plan over channels with a response; none where there is no such channel.
    pub(super) fn of(
        responses: &[ChannelResponse],
        rules: &ResponseRules,
    ) -> Result<Option<Self>, ResponseError> {
        let channels: Vec<Channel> = responses
            .iter()
            .filter_map(|response| channel(response, rules))
            .collect();
        if let Some(bound) = rules
            .bound
            .iter()
            .find(|bound| channels.iter().all(|channel| channel.name != bound.channel))
        {
            return Err(ResponseError::BoundOfNobody {
                name: bound.channel.clone(),
                channels: channels.into_iter().map(|channel| channel.name).collect(),
            });
        }
        let spends: Vec<f64> = channels
            .iter()
            .map(|channel| channel.current.unwrap_or(0.0))
            .collect();
        let budget = rules.split_budget.unwrap_or_else(|| spends.iter().sum());
        if channels.is_empty() || budget <= 0.0 {
            return Ok(None);
        }
        let now = Allocation::of(&channels, &spends);
        let best = Budget::Total(budget).split(&channels)?;
        let gain = best.response - now.response;
        let what_if = SHARES.map(|share| {
            let budget = budget * share;
            let split = Budget::Total(budget).split(&channels).ok();
            let places = split.iter().flat_map(|split| &split.channels);
            WhatIf {
                budget,
                share,
                response: split.as_ref().map(|split| split.response),
                marginal: split.as_ref().and_then(|split| split.marginal),
                spend: places.map(|place| place.spend).collect(),
            }
        });
        let profitable = rules
            .return_margin
            .map(|margin| Profitable::of(margin, &channels, &now))
            .transpose()?;
        Ok(Some(Self {
            profitable,
            budget,
            gain,
            gain_share: (now.response > 0.0).then(|| gain / now.response),
            now,
            best,
            what_if: what_if.into(),
        }))
    }
}

fn channel(response: &ChannelResponse, rules: &ResponseRules) -> Option<Channel> {
    let fit = response.fit.as_ref()?;
    let bound = rules
        .bound
        .iter()
        .find(|bound| bound.channel == response.channel);
    Some(Channel {
        name: response.channel.clone(),
        response: fit.response,
        least: bound.map_or(0.0, |bound| bound.least),
        most: bound.and_then(|bound| bound.most).unwrap_or(f64::INFINITY),
        current: Some(response.now.spend),
        largest_seen: Some(fit.largest_spend),
    })
}

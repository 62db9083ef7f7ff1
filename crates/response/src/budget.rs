//! [`Budget`]: money split among channels.

use serde::Serialize;

use crate::{BudgetError, Response, optimum};

/// Spend beyond this multiple of the largest that was seen is no longer backed by data.
const EXTRAPOLATION: f64 = 1.2;

/// A channel that money can go to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Channel {
    /// Its name.
    pub name: String,
    /// What spend brings there.
    pub response: Response,
    /// The least that it must get in a period.
    pub least: f64,
    /// The most that it may get in a period; infinite where nothing forbids more.
    pub most: f64,
    /// What it gets now, where that is known.
    pub current: Option<f64>,
    /// The largest spend of a period that its response was estimated from, where it was.
    pub largest_seen: Option<f64>,
}

/// How much money there is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Budget {
    /// So much in a period, all of it spent.
    Total(f64),
    /// As much as pays: a unit of return earns so much, and the last unit of money earns itself back.
    Profitable {
        /// What a unit of return earns.
        margin: f64,
    },
}

/// What holds a channel where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// Its least.
    Least,
    /// Nothing: the next unit brings as much as in every other channel that nothing holds.
    Interior,
    /// Its most.
    Most,
}

/// What a channel gets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// The channel.
    pub name: String,
    /// Its spend in a period.
    pub spend: f64,
    /// What that brings above the base.
    pub response: f64,
    /// What the next unit would bring; none where that is without limit.
    pub marginal: Option<f64>,
    /// What holds it there.
    pub at: At,
    /// Whether its spend lies beyond 1.2 times the largest that was seen.
    pub is_extrapolated: bool,
}

/// Money split so that no shift from one channel to another brings more.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Allocation {
    /// By channel, in their order.
    pub channels: Vec<Place>,
    /// Spend of all of them.
    pub spend: f64,
    /// What it brings.
    pub response: f64,
    /// What the next unit brings in every channel that nothing holds; none where every channel is held.
    pub marginal: Option<f64>,
    /// The largest of these marginal returns over the smallest, less one: how equal they are. None for fewer than two.
    pub unevenness: Option<f64>,
}

impl Budget {
    /// Splits the money among channels so that the next unit brings the same in each, as far as their bounds allow.
    ///
    /// Where a response first rises faster (a steep [`Curve::Hill`](crate::Curve::Hill)) equal marginal returns are not
    /// enough: such a channel gets its least, or a spend beyond its inflection, whichever brings more.
    ///
    /// # Errors
    /// No channel, bounds without meaning, or a budget outside what they allow.
    ///
    /// # References
    /// Dorfman and Steiner (1954), Optimal advertising and optimal quality, American Economic Review 44(5).
    pub fn split(&self, channels: &[Channel]) -> Result<Allocation, BudgetError> {
        check(channels)?;
        let spends = match *self {
            Self::Total(budget) => {
                within(budget, channels)?;
                optimum::of_total(budget, channels)
            }
            Self::Profitable { margin } if margin > 0.0 && margin.is_finite() => {
                optimum::of_profit(margin, channels)
            }
            Self::Profitable { margin } => return Err(BudgetError::Margin(margin)),
        };
        Ok(Allocation::of(channels, &spends))
    }
}

impl Allocation {
    /// What a given split brings, whether it is the best or not.
    ///
    /// # Panics
    /// Other than one spend a channel.
    pub fn of(channels: &[Channel], spends: &[f64]) -> Self {
        assert_eq!(channels.len(), spends.len(), "one spend a channel");
        let places = channels
            .iter()
            .zip(spends)
            .map(|(channel, spend)| channel.at(*spend));
        let places: Vec<Place> = places.collect();
        let free = places.iter().filter(|place| place.at == At::Interior);
        let margins: Vec<f64> = free.filter_map(|place| place.marginal).collect();
        let least = margins.iter().copied().fold(f64::INFINITY, f64::min);
        let most = margins.iter().copied().fold(0.0, f64::max);
        let even = margins.len() >= 2 && least > 0.0;
        Self {
            spend: spends.iter().sum(),
            response: places.iter().map(|place| place.response).sum(),
            marginal: (!margins.is_empty())
                .then(|| margins.iter().sum::<f64>() / margins.len() as f64),
            unevenness: even.then(|| most / least - 1.0),
            channels: places,
        }
    }
}

impl Channel {
    fn at(&self, spend: f64) -> Place {
        let marginal = self.response.marginal(spend);
        let at = match spend {
            spend if spend <= self.least => At::Least,
            spend if spend >= self.most => At::Most,
            _ => At::Interior,
        };
        let seen = self.largest_seen;
        Place {
            name: self.name.clone(),
            spend,
            response: self.response.value(spend),
            marginal: marginal.is_finite().then_some(marginal),
            at,
            is_extrapolated: seen.is_some_and(|seen| spend > EXTRAPOLATION * seen),
        }
    }
}

fn check(channels: &[Channel]) -> Result<(), BudgetError> {
    if channels.is_empty() {
        return Err(BudgetError::NoChannels);
    }
    let wrong = |channel: &&Channel| {
        !(channel.least >= 0.0 && channel.least.is_finite() && channel.most >= channel.least)
    };
    match channels.iter().find(wrong) {
        Some(channel) => Err(BudgetError::Bounds {
            channel: channel.name.clone(),
            least: channel.least,
            most: channel.most,
        }),
        None => Ok(()),
    }
}

fn within(budget: f64, channels: &[Channel]) -> Result<(), BudgetError> {
    let least: f64 = channels.iter().map(|channel| channel.least).sum();
    let most: f64 = channels.iter().map(|channel| channel.most).sum();
    if !(budget >= least && budget.is_finite()) {
        return Err(BudgetError::TooSmall { budget, least });
    }
    if budget > most {
        return Err(BudgetError::TooLarge { budget, most });
    }
    Ok(())
}

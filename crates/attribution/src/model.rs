//! [`Model`]: the ways to share out a conversion.

use serde::{Deserialize, Serialize};

/// A way to share out the conversions of a journey among its channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// All to the first touch.
    First,
    /// All to the last touch.
    Last,
    /// All to the last touch that is not the direct channel; a journey of direct touches alone keeps to it.
    LastNonDirect,
    /// Equal parts to every touch.
    Linear,
    /// Fixed parts to the first and the last touch, the rest in equal parts to those between; half each where there
    /// are two.
    Position,
    /// Parts that halve with every half-life before the conversion.
    TimeDecay,
    /// Parts in proportion to what the conversion probability of a Markov chain loses when a channel is taken away.
    ///
    /// Anderl, Becker, von Wangenheim and Schumann (2016), Mapping the customer journey, International Journal of
    /// Research in Marketing 33(3).
    Markov,
    /// The mean of what a channel adds, over all orders in which channels could have joined.
    ///
    /// Shapley (1953), A value for n-person games.
    Shapley,
}

impl Model {
    /// Every model, rules of thumb first.
    pub const ALL: [Self; 8] = [
        Self::First,
        Self::Last,
        Self::LastNonDirect,
        Self::Linear,
        Self::Position,
        Self::TimeDecay,
        Self::Markov,
        Self::Shapley,
    ];

    /// The stable key in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::LastNonDirect => "last_non_direct",
            Self::Linear => "linear",
            Self::Position => "position",
            Self::TimeDecay => "time_decay",
            Self::Markov => "markov",
            Self::Shapley => "shapley",
        }
    }
}

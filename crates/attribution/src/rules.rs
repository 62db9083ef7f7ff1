//! [`Rules`]: the conventions of an attribution.

use serde::{Deserialize, Serialize};

use crate::{RulesError, Tally};

/// What a set of channels is worth in the Shapley value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Worth {
    /// The conversions of the journeys that need no other channel. The value then is an equal split of every journey
    /// among its distinct channels, exact for any number of them.
    #[default]
    Conversions,
    /// The conversion rate of the journeys that need no other channel. A channel may get less than nothing.
    Rate,
}

/// The conventions of an attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Number of channels; a journey names them by their place.
    pub channels: usize,
    /// The channel of visitors who came by themselves.
    pub direct: Option<usize>,
    /// Parts of the first touch, those between and the last.
    pub position: [f64; 3],
    /// Time in which a touch loses half its weight, in the unit of the ages of touches.
    pub half_life: f64,
    /// Channels that the Markov chain remembers, 1 to 4.
    pub order: u8,
    /// What a set of channels is worth in the Shapley value.
    pub worth: Worth,
    /// Orders of channels that are drawn where there are too many for all.
    pub permutations: u32,
    /// Seed of the draw.
    pub seed: u64,
}

impl Rules {
    /// The most channels: sets of them are bits of one number.
    pub const MOST_CHANNELS: usize = 128;
    /// The most channels that the Markov chain remembers.
    pub const MOST_ORDER: u8 = 4;

    /// The usual conventions: 40/20/40, a half-life of seven days with ages in seconds, a chain of order one.
    pub fn of(channels: usize) -> Self {
        Self {
            channels,
            direct: None,
            position: [0.4, 0.2, 0.4],
            half_life: 7.0 * 86_400.0,
            order: 1,
            worth: Worth::default(),
            permutations: 2_000,
            seed: 42,
        }
    }

    /// Whether the conventions have a meaning.
    ///
    /// # Errors
    /// No channel or too many, parts that are negative or do not add up to one, a half-life or an order without meaning.
    pub fn check(&self) -> Result<(), RulesError> {
        if self.channels == 0 || self.channels > Self::MOST_CHANNELS {
            return Err(RulesError::Channels(self.channels));
        }
        if self.direct.is_some_and(|place| place >= self.channels) {
            return Err(RulesError::Direct);
        }
        let [first, between, last] = self.position;
        let whole = (first + between + last - 1.0).abs() < 1e-9;
        // Where there are two touches the first and the last share what those between would have had.
        if !whole || self.position.iter().any(|part| *part < 0.0) || first + last <= 0.0 {
            return Err(RulesError::Position(self.position));
        }
        if !(self.half_life > 0.0 && self.half_life.is_finite()) {
            return Err(RulesError::HalfLife(self.half_life));
        }
        if !(1..=Self::MOST_ORDER).contains(&self.order) {
            return Err(RulesError::Order(self.order));
        }
        if self.permutations < 2 {
            return Err(RulesError::Permutations(self.permutations));
        }
        Ok(())
    }

    /// An empty tally under these conventions.
    ///
    /// # Errors
    /// Those of [`check`](Self::check).
    pub fn tally(&self) -> Result<Tally, RulesError> {
        self.check()?;
        Ok(Tally::new(self.clone()))
    }
}

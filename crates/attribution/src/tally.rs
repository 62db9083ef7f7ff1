//! [`Tally`]: what the models need of the journeys.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::{
    Attribution, Chain, Journey, Markov, Outcome, Rules,
    decay::Decay,
    ends::Ends,
    lengths::Lengths,
    sum::{Sum, merge},
};

/// How the journeys of one set of channels ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Ending {
    pub(crate) sum: Sum,
    pub(crate) nulls: u64,
}

/// Sums over journeys under given [`Rules`].
#[derive(Debug, Clone)]
pub struct Tally {
    pub(crate) rules: Rules,
    pub(crate) total: Ending,
    pub(crate) lengths: Lengths,
    pub(crate) last_non_direct: Vec<Sum>,
    pub(crate) decay: Decay,
    pub(crate) chain: Chain,
    pub(crate) ends: Ends,
    /// By set of channels, a bit each.
    pub(crate) sets: HashMap<u128, Ending, FixedState>,
    /// Journeys without a touch.
    pub(crate) untouched: Outcome,
}

impl Tally {
    pub(crate) fn new(rules: Rules) -> Self {
        Self {
            total: Ending::default(),
            lengths: Lengths::default(),
            last_non_direct: vec![Sum::default(); rules.channels],
            decay: Decay::new(rules.channels),
            chain: Chain::new(rules.order),
            ends: Ends::new(rules.channels),
            sets: HashMap::default(),
            untouched: Outcome::default(),
            rules,
        }
    }

    /// Adds a journey. One without a touch has nobody to credit; it is counted apart.
    ///
    /// # Panics
    /// A touch of a channel that is none of those the rules speak of.
    pub fn add(&mut self, journey: &Journey<'_>) {
        let Journey {
            touches,
            ages,
            outcome,
        } = *journey;
        let Some(last) = touches.last() else {
            self.untouched.conversions += outcome.conversions;
            self.untouched.value += outcome.value;
            self.untouched.nulls += outcome.nulls;
            return;
        };
        self.chain.add(touches, outcome);
        self.ends.add(touches, outcome);
        let set = touches.iter().fold(0_u128, |set, touch| set | 1 << touch);
        let sum = Sum::from(outcome);
        for ending in [self.sets.entry(set).or_default(), &mut self.total] {
            ending.sum += sum;
            ending.nulls += outcome.nulls;
        }
        if outcome.conversions == 0 {
            return;
        }
        self.lengths.add(touches, sum, self.rules.channels);
        let came = |touch: &&u8| Some(usize::from(**touch)) != self.rules.direct;
        let last = touches.iter().rfind(came).unwrap_or(last);
        self.last_non_direct[usize::from(*last)] += sum;
        self.decay.add(touches, ages, self.rules.half_life, outcome);
    }

    /// Adds what another worker found under the same rules.
    pub fn merge(&mut self, other: Self) {
        self.total.sum += other.total.sum;
        self.total.nulls += other.total.nulls;
        self.untouched.conversions += other.untouched.conversions;
        self.untouched.value += other.untouched.value;
        self.untouched.nulls += other.untouched.nulls;
        self.lengths.merge(other.lengths);
        merge(&mut self.last_non_direct, &other.last_non_direct);
        self.decay.merge(&other.decay);
        self.chain.merge(other.chain);
        self.ends.merge(&other.ends);
        for (set, ending) in other.sets {
            let mine = self.sets.entry(set).or_default();
            mine.sum += ending.sum;
            mine.nulls += ending.nulls;
        }
    }

    /// Solves the chain of channels alone; none where nobody converts.
    pub fn markov(&self) -> Option<Markov> {
        self.chain.markov(self.rules.channels)
    }

    /// Shares the conversions out under every model.
    pub fn attribute(&self) -> Attribution {
        Attribution::of(self)
    }
}

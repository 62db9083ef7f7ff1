//! [`Hierarchy`]: which need the tags of people, and what they bought, speak of most.
//!
//! The result is a direction for communication, no measurement of minds.

use serde::{Deserialize, Serialize};

use super::NeedWords;
use crate::privacy::Suppression;

/// A level of Maslow's hierarchy, the most basic first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Physiological needs (生理).
    Physiological,
    /// Safety (安全).
    Safety,
    /// Belonging and love (社交).
    Belonging,
    /// Esteem (尊重).
    Esteem,
    /// Self-actualisation (自我实现).
    SelfActualisation,
}

impl Level {
    /// Every level, the most basic first.
    pub const ALL: [Self; 5] = [
        Self::Physiological,
        Self::Safety,
        Self::Belonging,
        Self::Esteem,
        Self::SelfActualisation,
    ];

    /// Its number, 1 to 5.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The level of that number.
    pub fn of_number(number: u8) -> Option<Self> {
        let place = number.checked_sub(1)?;
        Self::ALL.get(usize::from(place)).copied()
    }
}

/// What somebody's tags speak of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PersonNeeds {
    /// Weights of what they say, by level.
    pub weights: [f64; 5],
}

impl PersonNeeds {
    /// The share of each level in what is said; `None` where nothing is.
    pub fn shares(&self) -> Option<[f64; 5]> {
        let total: f64 = self.weights.iter().sum();
        (total > 0.0).then(|| self.weights.map(|weight| weight / total))
    }

    /// The level that is spoken of most, of equal ones the more basic; `None` where nothing is said.
    pub fn dominant(&self) -> Option<Level> {
        let most = self.weights.into_iter().fold(0.0, f64::max);
        let level = Level::ALL
            .into_iter()
            .find(|level| self.weights[*level as usize] >= most);
        level.filter(|_| most > 0.0)
    }

    /// Adds what one value says.
    pub fn add(&mut self, said: &[f64; 5]) {
        for (sum, more) in self.weights.iter_mut().zip(said) {
            *sum += more;
        }
    }
}

/// How many people speak of each need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hierarchy {
    /// The words that the data used.
    pub words: NeedWords,
    /// People.
    pub people: u64,
    /// People whose tags say nothing of needs. `None` here and below is withheld: it speaks of few people.
    pub unknown: Option<u64>,
    /// The levels, the most basic first.
    pub levels: Vec<NeedFigures>,
    /// The values of tags and the goods that speak of needs, and of which.
    pub evidence: Vec<SaidValue>,
}

/// People by one need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeedFigures {
    /// The need.
    pub level: Level,
    /// People whose tags speak of it most.
    pub people: Option<u64>,
    /// Their share of everybody.
    pub share: Option<f64>,
    /// Its mean share in what the tags of a person say, of those whose tags say anything.
    pub mean_share: Option<f64>,
}

/// A value of a tag, or a kind of goods, that speaks of needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaidValue {
    /// The tag by its code, or the column of the goods.
    pub tag: String,
    /// The value, or the goods.
    pub value: String,
    /// Weights by level.
    pub weights: [f64; 5],
    /// People who have it or bought it; `None` where they are so few that the number is withheld.
    pub people: Option<u64>,
}

impl Hierarchy {
    /// The figures of people, one a person.
    pub fn of(people: &[PersonNeeds], words: NeedWords, evidence: Vec<SaidValue>) -> Self {
        let n = people.len() as u64;
        let mut count = [0_u64; 5];
        let mut shares: Vec<[f64; 5]> = people.iter().filter_map(PersonNeeds::shares).collect();
        for level in people.iter().filter_map(PersonNeeds::dominant) {
            count[level as usize] += 1;
        }
        let share = |part: u64| (n > 0).then(|| part as f64 / n as f64);
        let levels = Level::ALL.map(|level| {
            let place = level as usize;
            // In ascending order, so that the order of people does not matter.
            shares.sort_by(|a, b| a[place].total_cmp(&b[place]));
            let sum: f64 = shares.iter().map(|shares| shares[place]).sum();
            NeedFigures {
                level,
                people: Some(count[place]),
                share: share(count[place]),
                mean_share: (!shares.is_empty()).then(|| sum / shares.len() as f64),
            }
        });
        Self {
            words,
            people: n,
            unknown: Some(n - count.iter().sum::<u64>()),
            levels: levels.to_vec(),
            evidence,
        }
    }
}

impl Hierarchy {
    /// Takes out what speaks of few people, or from which such a count follows.
    #[must_use]
    pub fn without_small(mut self, rule: &Suppression) -> Self {
        let counts =
            std::iter::once(self.unknown).chain(self.levels.iter().map(|level| level.people));
        let counts: Vec<u64> = counts.map(Option::unwrap_or_default).collect();
        let hidden = rule.of_parts(&counts);
        self.unknown = self.unknown.filter(|_| !hidden[0]);
        for (level, hidden) in self.levels.iter_mut().zip(&hidden[1..]) {
            if *hidden {
                (level.people, level.share) = (None, None);
            }
        }
        self
    }
}

//! [`Classes`]: people who cannot be told apart by what others may know of them.

use serde::Serialize;

use super::Suppression;

/// People in classes of equal quasi-identifiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Classes {
    /// People.
    pub people: u64,
    /// The classes in ascending order of their keys.
    pub classes: Vec<Class>,
    /// The size of the smallest class.
    pub least: Option<u64>,
    /// Whether every class has at least as many people as asked for (Sweeney 2002).
    pub is_k_anonymous: bool,
    /// People in smaller classes.
    pub in_small_classes: u64,
}

/// People who share every quasi-identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Class {
    /// The code of each quasi-identifier.
    pub key: Vec<u32>,
    /// People, or `None` where they are so few that the number is withheld.
    pub published: Option<u64>,
    #[serde(skip_serializing)]
    size: u64,
}

impl Class {
    /// People in it, however few: not to be published.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Classes {
    /// The classes of people by the codes of their quasi-identifiers, one slice an identifier, all of one length; a code
    /// says nothing but whether two people are alike, and having no value is one of them.
    ///
    /// # References
    /// Sweeney (2002), k-anonymity: a model for protecting privacy, Int. J. Uncertainty, Fuzziness and Knowledge-Based
    /// Systems 10.
    pub fn of(identifiers: &[&[u32]], rule: &Suppression) -> Self {
        let people = identifiers.first().map_or(0, |codes| codes.len());
        let mut order: Vec<usize> = (0..people).collect();
        let key = |person: usize| identifiers.iter().map(move |codes| codes[person]);
        order.sort_unstable_by(|a, b| key(*a).cmp(key(*b)));
        let alike = order.chunk_by(|a, b| key(*a).eq(key(*b)));
        let classes: Vec<Class> = alike
            .map(|members| {
                let size = members.len() as u64;
                Class {
                    key: key(members[0]).collect(),
                    published: (size >= rule.min_group).then_some(size),
                    size,
                }
            })
            .collect();
        let least = classes.iter().map(|class| class.size).min();
        let small = classes.iter().filter(|class| class.published.is_none());
        Self {
            people: people as u64,
            least,
            is_k_anonymous: least.is_none_or(|least| least >= rule.min_group),
            in_small_classes: small.map(|class| class.size).sum(),
            classes,
        }
    }

    /// The share of people in small classes, who would have to be left out.
    pub fn suppression_rate(&self) -> Option<f64> {
        (self.people > 0).then(|| self.in_small_classes as f64 / self.people as f64)
    }
}

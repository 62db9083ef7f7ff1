//! What is doubtful about a tag file: on the rules alone, and on the data.

mod data;
mod region;
mod rules;

use serde::Serialize;

use crate::TagFile;

/// What the linter found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Lint(pub Vec<Finding>);

/// A value of a tag, by code, and where its rule stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spot {
    /// Code of the tag.
    pub tag: String,
    /// Code of the value.
    pub value: String,
    /// Line of the file, from 1; 0 where the tag was derived.
    pub line: usize,
}

/// One doubtful thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// A rule that can fit nobody, whatever the data.
    Impossible {
        /// The value.
        at: Spot,
    },
    /// A rule that always loses: whoever fits it fits a rule that goes first.
    Shadowed {
        /// The value.
        at: Spot,
        /// The value that wins.
        by: Spot,
    },
    /// Two rules of one tag that people can fit at once, neither of them within the other.
    Overlapping {
        /// The first value.
        first: Spot,
        /// The second value.
        second: Spot,
    },
    /// Numbers that no rule of an exclusive tag covers.
    Hole {
        /// Code of the tag.
        tag: String,
        /// The column.
        column: String,
        /// What is not covered, as an interval.
        interval: String,
    },
    /// Two rules that say the same.
    SameRule {
        /// The first value.
        first: Spot,
        /// The second value.
        second: Spot,
    },
    /// A rule that fits nobody in the data.
    Dead {
        /// The value.
        at: Spot,
    },
    /// A value that nobody has though its rule fits somebody: others always win.
    NeverAssigned {
        /// The value.
        at: Spot,
        /// Persons whom the rule fits; null where they are few.
        hits: Option<u64>,
    },
    /// People whom several rules of an exclusive tag fit.
    Conflicts {
        /// Code of the tag.
        tag: String,
        /// How many; null where they are few.
        persons: Option<u64>,
        /// Their share of everybody.
        share: Option<f64>,
    },
    /// People without a value of a tag.
    Gap {
        /// Code of the tag.
        tag: String,
        /// How many; null where they are few.
        persons: Option<u64>,
        /// Their share of everybody.
        share: Option<f64>,
    },
    /// A value that everybody has: it tells nobody apart.
    Everybody {
        /// The value.
        at: Spot,
    },
    /// A value of the data that the tag file does not map or list.
    Orphan {
        /// Code of the tag.
        tag: String,
        /// The value, as written.
        value: String,
        /// Persons with it; null where they are few.
        persons: Option<u64>,
    },
    /// Two values of different tags with the same people, or nearly so.
    SamePeople {
        /// The first value.
        first: Spot,
        /// The second value.
        second: Spot,
        /// Persons with both over persons with either.
        jaccard: f64,
    },
}

impl Lint {
    /// What the rules say by themselves, without any data.
    pub fn of_rules(file: &TagFile) -> Self {
        Self(rules::lint(file))
    }
}

//! Which values of different tags are found together.

use serde::Serialize;

/// Pairs of values of different tags, the most alike first; null where there would be too many to count.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Overlaps(pub Option<Vec<Overlap>>);

/// Two values of different tags.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlap {
    /// Tag and value of the first, by code.
    pub a: (String, String),
    /// Tag and value of the second, by code.
    pub b: (String, String),
    /// Persons with both.
    pub both: u64,
    /// Persons with both over persons with either.
    pub jaccard: f64,
    /// Share of those with `a` who have `b` too.
    pub b_given_a: f64,
    /// Share of those with `b` who have `a` too.
    pub a_given_b: f64,
    /// Persons with both over those expected if the two had nothing to do with each other.
    pub lift: f64,
}

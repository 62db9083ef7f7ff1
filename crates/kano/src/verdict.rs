//! [`Verdicts`]: the category of a feature by each rule.

use serde::{Serialize, Serializer};

use crate::{Category, Counts, Rule};

/// What a rule makes of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One category.
    Category(Category),
    /// The two largest are too close to choose.
    Combination {
        /// The category with the largest count.
        first: Category,
        /// The category with the second count.
        second: Category,
    },
}

impl Verdict {
    /// The category, or the larger one of a combination.
    pub fn leading(self) -> Category {
        match self {
            Self::Category(category)
            | Self::Combination {
                first: category, ..
            } => category,
        }
    }

    /// The letter, or both letters of a combination.
    pub fn code(self) -> String {
        match self {
            Self::Category(category) => category.code().to_owned(),
            Self::Combination { first, second } => format!("{}/{}", first.code(), second.code()),
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code())
    }
}

/// The category of a feature by each rule; nothing without a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdicts {
    /// The rule in force.
    pub in_force: Option<Verdict>,
    /// By the largest count.
    pub mode: Option<Verdict>,
    /// By the rule of Berger et al.
    pub grouped: Option<Verdict>,
    /// By the largest count, or a combination.
    pub lee_newcomb: Option<Verdict>,
    /// The categories that share the largest count, where several do.
    pub tied: Vec<Category>,
    /// Whether mode and grouped disagree, which often means that groups of people do.
    pub disagree: bool,
}

impl Verdicts {
    pub(crate) fn of(counts: &Counts, rule: Rule, closeness: f64) -> Self {
        let ranked = counts.ranked();
        let mode = ranked.first().copied();
        let most = mode.map_or(0, |category| counts[category]);
        let mut tied: Vec<Category> = ranked
            .iter()
            .copied()
            .filter(|category| counts[*category] == most)
            .collect();
        if tied.len() == 1 {
            tied.clear();
        }
        let by_mode = mode.map(Verdict::Category);
        let grouped = mode.map(|mode| Verdict::Category(grouped(counts).unwrap_or(mode)));
        let lee_newcomb = mode.map(|first| {
            // A second category with no pair cannot be close.
            let points = 100.0 * strength(counts).unwrap_or(1.0);
            match ranked.get(1) {
                Some(second) if points < closeness => Verdict::Combination {
                    first,
                    second: *second,
                },
                _ => Verdict::Category(first),
            }
        });
        Self {
            in_force: match rule {
                Rule::Mode => by_mode,
                Rule::Grouped => grouped,
                Rule::LeeNewcomb => lee_newcomb,
            },
            mode: by_mode,
            grouped,
            lee_newcomb,
            tied,
            disagree: by_mode != grouped,
        }
    }
}

/// The largest of the group that has more pairs; nothing where both have as many.
fn grouped(counts: &Counts) -> Option<Category> {
    use Category::{Attractive, Indifferent, MustBe, OneDimensional, Questionable, Reverse};
    let groups = [
        [MustBe, OneDimensional, Attractive],
        [Indifferent, Reverse, Questionable],
    ];
    let sums = groups.map(|group| group.iter().map(|category| counts[*category]).sum::<u64>());
    let group = match sums[0].cmp(&sums[1]) {
        std::cmp::Ordering::Greater => groups[0],
        std::cmp::Ordering::Less => groups[1],
        std::cmp::Ordering::Equal => return None,
    };
    // The first of the largest: ties in the order of the categories.
    group
        .into_iter()
        .rev()
        .max_by_key(|category| counts[*category])
}

/// The largest share less the second (category strength of Lee and Newcomb); nothing without a pair.
pub(crate) fn strength(counts: &Counts) -> Option<f64> {
    let mut sorted = counts.0;
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let total = counts.total();
    (total > 0).then(|| (sorted[0] - sorted[1]) as f64 / total as f64)
}

/// The share of M, O and A (total strength of Lee and Newcomb); nothing without a pair.
pub(crate) fn total_strength(counts: &Counts) -> Option<f64> {
    let total = counts.total();
    (total > 0).then(|| counts.0[..3].iter().sum::<u64>() as f64 / total as f64)
}

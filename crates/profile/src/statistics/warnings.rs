//! What a reader should know before trusting the figures.

use serde::Serialize;

/// What a reader should know before trusting the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum StatisticsWarning {
    /// The target group is small: indices are coarse.
    SmallTarget {
        /// People in it.
        people: u64,
    },
    /// The target group is nobody or everybody, so that nothing can be compared.
    NothingToCompare,
    /// Tags with so many values that they are in no cross table.
    ManyValues {
        /// Their codes.
        tags: Vec<String>,
    },
    /// Sensitive tags, kept out of comparisons, clusters and rankings.
    SensitiveLeftOut {
        /// Their codes.
        tags: Vec<String>,
    },
    /// Tags that rest on columns of personal data and do not declare it, with their owner and purpose.
    Undeclared {
        /// Their codes.
        tags: Vec<String>,
    },
    /// Pairs of tags that were not searched for association: there would be too many counts.
    PairsLeftOut {
        /// Pairs there are.
        pairs: u64,
    },
    /// Counts withheld because they speak of few people, and others to protect them.
    Withheld {
        /// Small ones.
        small: u64,
        /// Others.
        complementary: u64,
    },
    /// Fewer than 100 people to resemble.
    SmallSeed {
        /// People of the target group.
        people: u64,
    },
}

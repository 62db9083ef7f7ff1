//! Clusters of people: what they are found by, how steady they are, and what each is like in a sentence.

mod count;
mod features;
mod figures;
mod find;
mod name;
mod rule;

pub use count::{ClusterCount, ClusterModel, NoCount};
pub(crate) use features::numeric_columns;
pub use figures::{
    ClusterFigures, ClusterOutcome, ClusterRule, Condition, FoundCluster, Stability, Trait,
};
pub(crate) use find::find;

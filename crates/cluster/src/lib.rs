//! K-means over standardised columns: how many clusters there are, who is in which, and how clearly.
//!
//! Start at [`KMeans`]: `KMeans::default().fit(&features)` returns a [`Clustering`] with the clusters in a
//! stable order, the label of every row, the inertia and silhouette of every number of clusters that was
//! tried, and a sample of rows for a silhouette chart and a scatter chart.
//!
//! Inside, one step a module: `standard` takes columns to z-scores, `rows` to distinct rows with weights,
//! `restarts` finds centres, `lloyd` follows them down over all rows, `silhouette` judges, `choice`
//! decides, and `order` and `summary` describe. `mixture` is the way of a mixture of Gaussians in place of `restarts` and
//! `lloyd`. [`adjusted_rand`] says how far two clusterings agree.
//!
//! [`weights`] holds the two ways by which the weights of several scores are found.

mod agreement;
mod choice;
mod clustering;
mod error;
mod exact;
mod feature;
mod lloyd;
mod mixture;
mod order;
mod params;
mod projection;
mod restarts;
mod rows;
mod silhouette;
mod standard;
mod summary;
pub mod weights;

pub use agreement::adjusted_rand;
pub use clustering::{
    Candidate, ClusterSummary, Clustering, Component, Reason, SampledRow, Scaling, Warning,
};
pub use error::ClusterError;
pub use feature::{Feature, Transform};
pub use params::{Choice, KMeans, Model};

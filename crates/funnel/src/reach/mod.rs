//! Reach: how many persons advertising reaches, how often, and what each channel adds to the others.
//!
//! Start at [`Reach`]: `Reach::default().measure(&log, None)` returns a [`Reached`], from a log of exposures by person, where
//! overlap between channels is counted exactly, or from totals by channel, where it is estimated within bounds.

mod columns;
mod combine;
mod log;
mod measure;
mod params;
mod reduce;
mod result;
mod totals;

pub use params::Reach;
pub use result::{
    ChannelReach, Combination, Combined, Estimate, Exposed, Increment, Overlap, Population,
    ReachSource, ReachWarning, Reached, Sides,
};

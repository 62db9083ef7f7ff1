//! [`Reached`]: every figure of a measurement of reach, under the keys of `summary.json`.

use fourr_table::{Found, coerce::Faults};
use serde::Serialize;

use super::Reach;
use crate::RowLedger;

/// Every figure of a measurement of reach. Rates are shares of the population; what is undefined is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reached {
    /// The parameters in force.
    pub parameters: Reach,
    /// What the figures come from.
    pub source: ReachSource,
    /// Which column was read for what, and how it was found.
    pub columns: Vec<Found>,
    /// Further columns in use: of exposures, cost, reach, way of reaching, by parameter.
    pub further_columns: Vec<(&'static str, String)>,
    /// Events that counted as exposures; empty where every row did.
    pub exposure_events: Vec<String>,
    /// Rows read, used and set aside.
    pub rows: RowLedger,
    /// Cells that could not be read, by column.
    pub faults: Vec<Faults>,
    /// Persons in the target.
    pub population: u64,
    /// Where that number comes from.
    pub population_from: Population,
    /// The channels: as they stand in a table of totals, the largest reach first in a log.
    pub channels: Vec<ChannelReach>,
    /// All channels together.
    pub combined: Combined,
    /// What totals alone tell of the reach of all channels together.
    pub estimate: Estimate,
    /// Persons by number of exposures on all channels; a log only.
    pub frequency: Vec<Exposed>,
    /// Persons by the exact set of channels that reached them, most frequent first; a log only.
    pub combinations: Vec<Combination>,
    /// Every two channels; a log only.
    pub overlaps: Vec<Overlap>,
    /// Online and offline; a log only.
    pub sides: Option<Sides>,
    /// What each channel adds, in the order asked for.
    pub increments: Vec<Increment>,
    /// The channels in the order in which each next adds persons at the lowest cost; by the number added where a cost is
    /// not known.
    pub plan: Vec<Increment>,
    /// What a reader should know before trusting the figures.
    pub warnings: Vec<ReachWarning>,
}

/// What the figures come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReachSource {
    /// A log by person: overlap is counted.
    Log,
    /// Totals by channel: overlap is estimated.
    Totals,
}

/// Where the number of persons in the target comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// It was given.
    Given,
    /// The persons of the target file.
    Target,
    /// The persons in the log, exposed or not.
    Seen,
}

/// What one channel reaches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelReach {
    /// Its name.
    pub name: String,
    /// Whether it is outside of the network.
    pub offline: bool,
    /// Exposures, of the target and others.
    pub impressions: u64,
    /// Exposures of the target; in totals impressions times the target's share of those reached, an estimate.
    pub target_impressions: f64,
    /// Persons reached, of the target and others.
    pub reached_all: u64,
    /// Persons of the target reached.
    pub reached: u64,
    /// Reached by population.
    pub reach_rate: f64,
    /// Exposures of a reached person of the target.
    pub frequency: Option<f64>,
    /// Gross rating points: exposures of the target by population, times 100.
    pub grp: f64,
    /// Share of the target in those reached (TA%).
    pub target_share: Option<f64>,
    /// Reached by this channel only; a log only.
    pub exclusive: Option<u64>,
    /// Reached by this channel and another; a log only.
    pub duplicated: Option<u64>,
    /// What it cost.
    pub cost: Option<f64>,
    /// Cost of a person of the target reached.
    pub cost_per_reached: Option<f64>,
    /// Cost of a gross rating point.
    pub cost_per_grp: Option<f64>,
    /// Whether its average frequency is beyond the saturation.
    pub saturated: bool,
}

/// All channels together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Combined {
    /// Persons of the target reached by any channel: counted in a log, the estimate in totals.
    pub reached: f64,
    /// The same by population.
    pub reach_rate: f64,
    /// Exposures of the target.
    pub impressions: f64,
    /// Exposures of a reached person.
    pub frequency: Option<f64>,
    /// Gross rating points: reach in percent times frequency.
    pub grp: f64,
    /// Persons with at least the effective number of exposures; a log only.
    pub effective: Option<u64>,
    /// The same by population.
    pub effective_rate: Option<f64>,
    /// Exposures of persons outside of the target; a log only.
    pub off_target_impressions: Option<u64>,
    /// What all channels cost, where each has a cost.
    pub cost: Option<f64>,
    /// Cost of a person reached.
    pub cost_per_reached: Option<f64>,
}

/// What totals alone tell of the reach of all channels together, by population.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The sum of the channels: gross reach, persons counted as often as channels reach them.
    pub sum: f64,
    /// As if channels reached people independently of each other (Sainsbury; Agostini 1961).
    pub independent: f64,
    /// The least possible: that of the largest channel.
    pub lower: f64,
    /// The most possible: the sum, but at most 1.
    pub upper: f64,
}

/// Persons with some number of exposures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Exposed {
    /// Exposures; the last stands for so many or more.
    pub exposures: u32,
    /// Persons with just so many.
    pub persons: u64,
    /// Persons with so many or more (N+ reach).
    pub at_least: u64,
    /// The same by population.
    pub at_least_rate: f64,
}

/// Persons reached by exactly these channels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Combination {
    /// The channels, by their places.
    pub channels: Vec<usize>,
    /// How many persons.
    pub persons: u64,
    /// The same by population.
    pub rate: f64,
}

/// Persons reached by two channels, whatever else reached them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Overlap {
    /// A channel, by its place.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// Reached by both.
    pub both: u64,
    /// The same by population.
    pub rate: f64,
    /// Share of those reached by the first.
    pub of_first: Option<f64>,
    /// Share of those reached by the second.
    pub of_second: Option<f64>,
    /// How many times as many as if the two reached people independently.
    pub lift: Option<f64>,
}

/// Persons by the side that reached them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// By channels in the network only.
    pub online_only: u64,
    /// By channels outside of it only.
    pub offline_only: u64,
    /// By both.
    pub both: u64,
}

/// What a channel adds to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Increment {
    /// The channel, by its place.
    pub channel: usize,
    /// Persons that no channel before has reached; an estimate in totals.
    pub added: f64,
    /// The same by population.
    pub added_rate: f64,
    /// Reached so far, by population.
    pub cumulative_rate: f64,
    /// Cost of the channel by the persons it adds; null where it adds nobody or has no cost.
    pub cost_per_added: Option<f64>,
}

/// What a reader should know before trusting the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum ReachWarning {
    /// The number of persons in the target is not known: rates are of those in the log.
    PopulationSeen {
        /// Persons in the log.
        persons: u64,
    },
    /// Reach of all channels is an estimate between bounds.
    Estimated,
    /// A channel's average frequency is beyond the saturation.
    Saturated {
        /// Such channels.
        channels: Vec<String>,
    },
    /// Some channels have no cost, so that the plan goes by persons.
    CostMissing {
        /// Such channels.
        channels: Vec<String>,
    },
    /// Exposures of the target are estimated from the target's share of those reached.
    TargetImpressionsEstimated,
    /// Many rows were set aside.
    ManyRowsSetAside {
        /// Rows.
        rows: u64,
        /// Share of all.
        share: f64,
    },
}

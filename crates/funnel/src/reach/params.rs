//! [`Reach`]: the parameters of a measurement of reach.

use serde::{Deserialize, Serialize};

use crate::FunnelError;

/// Exposures up to which persons are counted apart.
pub(super) const MOST_EXPOSURES: u32 = 50;

/// Parameters of a measurement of reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Reach {
    /// Column with the person's id, in a log [default: found by its header]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub person: Option<String>,
    /// Column with the channel
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub channel: Option<String>,
    /// Column with the name of the event, in a log that holds more than exposures
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub event: Option<String>,
    /// Column with the number of exposures of a row [default: found by its header, else each row is one]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub exposures: Option<String>,
    /// Column with what the exposures of a row cost [default: found by its header]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub cost: Option<String>,
    /// Column with the persons reached, in a table of totals
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub reached: Option<String>,
    /// Column with the persons of the target reached, in a table of totals
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub reached_target: Option<String>,
    /// Column that says how a channel reaches people; 线下 and offline are told from the rest
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub way: Option<String>,

    /// Events that are exposures [default: those called so, else every row]
    #[arg(
        long = "exposure-event",
        value_name = "EVENT,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub exposure_events: Vec<String>,
    /// Persons in the target [default: those of the target file, else those in the log]
    #[arg(long, value_name = "N", help_heading = "Method")]
    pub population: Option<u64>,
    /// Exposures from which a person counts as effectively reached
    #[arg(long, value_name = "N", default_value_t = Self::default().effective, help_heading = "Method")]
    pub effective: u32,
    /// Channels outside of the network [default: told by the way column, else by their names]
    #[arg(
        long,
        value_name = "CHANNEL,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub offline: Vec<String>,
    /// Order in which channels are added up; those left out follow [default: as they stand in a table of totals, the
    /// largest reach first in a log]
    #[arg(
        long,
        value_name = "CHANNEL,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub order: Vec<String>,
    /// Average exposures of a person from which a channel counts as saturated
    #[arg(long, value_name = "X", default_value_t = Self::default().saturation, help_heading = "Method")]
    pub saturation: f64,
}

impl Default for Reach {
    fn default() -> Self {
        Self {
            person: None,
            channel: None,
            event: None,
            exposures: None,
            cost: None,
            reached: None,
            reached_target: None,
            way: None,
            exposure_events: Vec::new(),
            population: None,
            effective: 3,
            offline: Vec::new(),
            order: Vec::new(),
            saturation: 8.0,
        }
    }
}

impl Reach {
    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range.
    pub fn check(&self) -> Result<(), FunnelError> {
        let out = |name, given: String, expected| {
            Err(FunnelError::OutOfRange {
                name,
                given,
                expected,
            })
        };
        if !(1..=MOST_EXPOSURES).contains(&self.effective) {
            return out("effective", self.effective.to_string(), "1 to 50 exposures");
        }
        if self.population == Some(0) {
            return out("population", "0".into(), "a number of persons above 0");
        }
        if !(self.saturation.is_finite() && self.saturation > 0.0) {
            return out(
                "saturation",
                self.saturation.to_string(),
                "a number above 0",
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_out_of_range_are_refused() {
        let base = Reach::default;
        for reach in [
            Reach {
                effective: 0,
                ..base()
            },
            Reach {
                population: Some(0),
                ..base()
            },
            Reach {
                saturation: f64::NAN,
                ..base()
            },
        ] {
            assert!(matches!(reach.check(), Err(FunnelError::OutOfRange { .. })));
        }
        base().check().unwrap();
    }
}

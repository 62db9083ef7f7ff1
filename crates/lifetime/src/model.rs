//! [`Model`]: the three models of buying.

use serde::{Deserialize, Serialize};

/// A model of when customers buy and when they stop being customers.
///
/// In each of them a customer buys at random with a rate of their own, and rates follow a gamma
/// distribution of shape r and rate alpha. They differ in how customers are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Model {
    /// After each repeat purchase a customer is lost with a probability of their own, which follows a beta
    /// distribution of a and b. Whoever has not repeated is a customer still.
    ///
    /// Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2).
    BgNbd,
    /// As BG/NBD, but customers can be lost after the first purchase too.
    ///
    /// Batislam, Denizel and Filiztekin (2007), International Journal of Research in Marketing 24(3); Hoppe
    /// and Wagner (2007), Marketing ZFP 29.
    MbgNbd,
    /// Customers are lost at any time, with a rate of their own that follows a gamma distribution of shape s
    /// and rate beta.
    ///
    /// Schmittlein, Morrison and Colombo (1987), Management Science 33(1).
    ParetoNbd,
}

impl Model {
    /// Every model, the default first.
    pub const ALL: [Self; 3] = [Self::BgNbd, Self::MbgNbd, Self::ParetoNbd];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::BgNbd => "bg-nbd",
            Self::MbgNbd => "mbg-nbd",
            Self::ParetoNbd => "pareto-nbd",
        }
    }

    /// The names of the parameters. All are positive; alpha and beta are in the unit of time.
    pub fn parameter_names(self) -> [&'static str; 4] {
        match self {
            Self::BgNbd | Self::MbgNbd => ["r", "alpha", "a", "b"],
            Self::ParetoNbd => ["r", "alpha", "s", "beta"],
        }
    }
}

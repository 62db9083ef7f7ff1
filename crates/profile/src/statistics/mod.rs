//! Figures of a tagged population.

mod affinity;
mod association;
mod by_group;
mod concentration;
mod cross_table;
mod distinguishing;
mod drift;
mod fisher;
mod look_alike;
mod multiplicity;
mod radar;

use serde::{Deserialize, Serialize};

pub use affinity::{Affinity, Base, FeatureCount, Groups, Highlight, Verdict};
pub use association::{Association, Strength, Yates};
pub use by_group::{Anova, ByGroup, GroupFigures, KruskalWallis};
pub use concentration::Concentration;
pub use cross_table::CrossTable;
pub use distinguishing::{Distinguishing, compare, most_distinguishing};
pub use drift::{Drift, Stability};
pub use look_alike::{FeatureWeight, LookAlike, Scored, TagWeights};
pub use multiplicity::benjamini_hochberg;
pub use radar::{Better, RadarScale};

use crate::{Needs, ProfileError, Sources, Tagging};

/// Which figures of the tagged population are made, and by which conventions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Statistics {}

/// The figures of the tagged population.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {}

impl Statistics {
    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range.
    pub fn check(&self) -> Result<(), ProfileError> {
        Ok(())
    }

    /// The numbers that the figures need beside the tags.
    ///
    /// # Errors
    /// A column that does not exist.
    pub(crate) fn needs(&self, _sources: &Sources) -> Result<Needs, ProfileError> {
        Ok(Needs::default())
    }

    /// The figures of the tagged population.
    ///
    /// # Errors
    /// A tag or value that does not exist, a table that cannot be read.
    pub(crate) fn describe(
        &self,
        _tagging: &Tagging,
        _sources: &Sources,
    ) -> Result<Figures, ProfileError> {
        Ok(Figures::default())
    }
}

//! The verb [`Profile::portray`], and its result.

use fourr_table::Stage;
use serde::Serialize;

use crate::{Figures, Lists, Profile, ProfileError, Sources, TagFile, TagSummary, Tagging};

/// The profile of an audience.
#[derive(Debug, Clone)]
pub struct Portrait {
    /// Every figure.
    pub summary: Summary,
    /// Every person with their tags.
    pub tagging: Tagging,
}

/// Every figure of a profile: of the tags, and of the tagged population.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// The parameters in force.
    pub parameters: Profile,
    /// The tags: what was read, coverage, penetration, conflicts, gaps, overlap.
    #[serde(flatten)]
    pub tags: TagSummary,
    /// The tagged population.
    #[serde(flatten)]
    pub figures: Figures,
}

impl Profile {
    /// Tags the people of the sources and describes them.
    ///
    /// # Errors
    /// As [`Profile::tag`], and what the statistics refuse.
    pub fn portray(
        &self,
        tags: Option<&TagFile>,
        sources: &Sources,
        lists: &Lists,
    ) -> Result<Portrait, ProfileError> {
        let needs = self.statistics.needs(sources);
        let tagging = {
            let _stage = Stage::Reduce.enter();
            self.tag(tags, sources, lists, &needs)?
        };
        let figures = self.statistics.describe(&tagging, sources)?;
        let summary = Summary {
            parameters: self.clone(),
            tags: tagging
                .summarize()
                .withholding(&self.statistics.suppression()),
            figures,
        };
        Ok(Portrait { summary, tagging })
    }
}

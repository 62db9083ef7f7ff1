//! [`Statistics`]: which figures of the tagged population are made, and by which conventions.

use serde::{Deserialize, Serialize};

use super::{Base, TagIs, TagPair};
use crate::{
    Needs, ProfileError, Sources,
    clusters::{ClusterCount, ClusterModel, numeric_columns},
    privacy::{IdForm, Key, Mask, Suppression, ZeroCells},
    stages::{AidmaRule, NeedWord, StageOfEvent},
};

/// Days that evidence of a stage may be old.
const AIDMA_DAYS: u32 = 90;

/// Which figures of the tagged population are made, and by which conventions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Statistics {
    /// The target group: people with a value of a tag, of several with all of them [default: who bought, where there are
    /// orders and people without any]
    #[arg(long, value_name = "TAG=VALUE", help_heading = "Audience")]
    pub target: Vec<TagIs>,
    /// What the target group is compared with
    #[arg(long, value_enum, default_value_t = Self::default().base, help_heading = "Audience")]
    pub base: Base,
    /// The tag whose values are the segments that get persona cards [default: clusters, else the target group and the others]
    #[arg(long, value_name = "TAG", help_heading = "Audience")]
    pub segments: Option<String>,
    /// Cross tables [default: of the pairs of tags that rest on different data, those that hang together most]
    #[arg(
        long,
        value_name = "TAG:TAG,...",
        value_delimiter = ',',
        help_heading = "Audience"
    )]
    pub cross: Vec<TagPair>,
    /// Numbers compared between segments and clustered by: columns of persons, or measures of the tag file [default:
    /// columns of persons with more than ten different numbers, and the measures that rules read]
    #[arg(
        long,
        value_name = "NAME,...",
        value_delimiter = ',',
        help_heading = "Audience"
    )]
    pub numbers: Vec<String>,
    /// Use sensitive tags too; without it they are kept out of every comparison
    #[arg(long, help_heading = "Audience")]
    pub sensitive: bool,
    /// Rank everybody outside the target group by how much they resemble it
    #[arg(long, help_heading = "Audience")]
    pub look_alike: bool,

    /// Find clusters: that many, or as many as separate best
    #[arg(
        long, value_name = "auto|K", num_args = 0..=1, require_equals = true, default_missing_value = "auto",
        help_heading = "Clusters"
    )]
    pub clusters: Option<ClusterCount>,
    /// What a cluster is
    #[arg(long, value_enum, default_value_t = Self::default().cluster_model, help_heading = "Clusters")]
    pub cluster_model: ClusterModel,
    /// Tags to cluster by beside the numbers
    #[arg(
        long,
        value_name = "TAG,...",
        value_delimiter = ',',
        help_heading = "Clusters"
    )]
    pub cluster_tags: Vec<String>,
    /// Numbers with a long tail, taken as ln(1 + x)
    #[arg(
        long,
        value_name = "NAME,...",
        value_delimiter = ',',
        help_heading = "Clusters"
    )]
    pub log: Vec<String>,
    /// Seed of everything that is drawn
    #[arg(long, value_name = "N", default_value_t = Self::default().seed, help_heading = "Clusters")]
    pub seed: u64,

    /// Which AIDMA stage counts of somebody who was seen in several
    #[arg(long, value_enum, default_value_t = Self::default().aidma_rule, help_heading = "Stages")]
    pub aidma_rule: AidmaRule,
    /// Days back from the analysis date in which evidence counts
    #[arg(long, value_name = "DAYS", default_value_t = Self::default().aidma_days, help_heading = "Stages")]
    pub aidma_days: u32,
    /// Events and the stages they are evidence of, before the usual ones: 收藏=D; `click=-` for none
    #[arg(
        long,
        value_name = "EVENT=A1|I|D|M|A2,...",
        value_delimiter = ',',
        help_heading = "Stages"
    )]
    pub evidence: Vec<StageOfEvent>,
    /// Words in tags and in goods, and the levels of Maslow that they speak of, before the usual ones: 社群=3, with a
    /// weight 社群=3:2; 社群=0 for none
    #[arg(
        long,
        value_name = "WORD=1..5,...",
        value_delimiter = ',',
        help_heading = "Stages"
    )]
    pub need_words: Vec<NeedWord>,

    /// People below whom a count is withheld, 0 to withhold nothing
    #[arg(long, value_name = "N", default_value_t = Self::default().min_group, help_heading = "Privacy")]
    pub min_group: u64,
    /// Whether a count of nobody is shown
    #[arg(long, value_enum, default_value_t = Self::default().zeros, help_heading = "Privacy")]
    pub zeros: ZeroCells,
    /// Tags by which others may know people, such as age and city: in tables of persons their values are blanked until
    /// nobody shares all of theirs with fewer than min-group people
    #[arg(
        long,
        value_name = "TAG,...",
        value_delimiter = ',',
        help_heading = "Privacy"
    )]
    pub quasi: Vec<String>,
    /// How ids are written in tables of persons
    #[arg(long, value_enum, default_value_t = Self::default().ids, help_heading = "Privacy")]
    pub ids: IdForm,
    /// How much of personal data a mask hides
    #[arg(long, value_enum, default_value_t = Self::default().mask, help_heading = "Privacy")]
    pub mask: Mask,
    /// File with the secret from which pseudonyms are made, at least 16 bytes
    #[arg(long, value_name = "FILE", value_parser = Key::read, help_heading = "Privacy")]
    #[serde(skip_deserializing)]
    pub pseudonym_key: Option<Key>,
}

impl Default for Statistics {
    fn default() -> Self {
        Self {
            target: Vec::new(),
            base: Base::All,
            segments: None,
            cross: Vec::new(),
            numbers: Vec::new(),
            sensitive: false,
            look_alike: false,
            clusters: None,
            cluster_model: ClusterModel::KMeans,
            cluster_tags: Vec::new(),
            log: Vec::new(),
            seed: 42,
            aidma_rule: AidmaRule::Highest,
            aidma_days: AIDMA_DAYS,
            evidence: Vec::new(),
            need_words: Vec::new(),
            min_group: 5,
            zeros: ZeroCells::Shown,
            quasi: Vec::new(),
            ids: IdForm::Auto,
            mask: Mask::Standard,
            pseudonym_key: None,
        }
    }
}

impl Statistics {
    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range.
    pub fn check(&self) -> Result<(), ProfileError> {
        if !(1..=36_500).contains(&self.aidma_days) {
            return Err(ProfileError::Days(self.aidma_days));
        }
        if self.ids == IdForm::Pseudonym && self.pseudonym_key.is_none() {
            return Err(ProfileError::NoKey);
        }
        if self.look_alike && self.target.is_empty() {
            return Err(ProfileError::NoSeed);
        }
        Ok(())
    }

    /// The numbers that the figures need beside the tags.
    pub(crate) fn needs(&self, sources: &Sources) -> Needs {
        let numbers = if self.numbers.is_empty() {
            sources.persons().flat_map(numeric_columns).collect()
        } else {
            self.numbers.iter().cloned().collect()
        };
        Needs {
            numbers,
            measures: self.numbers.is_empty(),
        }
    }

    /// How small counts are withheld.
    pub fn suppression(&self) -> Suppression {
        Suppression {
            min_group: self.min_group,
            zeros: self.zeros,
        }
    }
}

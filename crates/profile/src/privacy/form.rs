//! How identifiers and personal cells are written.

use fourr_cell::personal::MaskLevel;
use serde::{Deserialize, Serialize};

/// How ids are written in tables of persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum IdForm {
    /// As pseudonyms where they are personal data and a key is given, masked where there is none, else as they are
    #[default]
    Auto,
    /// As they are, whatever they are
    Plain,
    /// Behind stars
    Masked,
    /// As pseudonyms by a key
    Pseudonym,
    /// Not at all
    Dropped,
}

/// How much of personal data a mask hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Mask {
    /// Enough stays to tell one's own record: 138****5678
    #[default]
    Standard,
    /// Next to nothing stays
    Strict,
}

impl Mask {
    /// The level of the mask.
    pub fn level(self) -> MaskLevel {
        match self {
            Self::Standard => MaskLevel::Standard,
            Self::Strict => MaskLevel::Strict,
        }
    }
}

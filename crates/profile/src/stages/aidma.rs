//! [`Aidma`]: how far on the way to a purchase somebody is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A stage of AIDMA, on the way from hearing of something to buying it.
///
/// The ladder goes back to E. St. Elmo Lewis (1898), the step of memory to R. Hall (1924); textbooks credit either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Attention (注意).
    #[serde(rename = "A1")]
    Attention,
    /// Interest (兴趣).
    #[serde(rename = "I")]
    Interest,
    /// Desire (欲望).
    #[serde(rename = "D")]
    Desire,
    /// Memory (记忆).
    #[serde(rename = "M")]
    Memory,
    /// Action (行动).
    #[serde(rename = "A2")]
    Action,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 5] = [
        Self::Attention,
        Self::Interest,
        Self::Desire,
        Self::Memory,
        Self::Action,
    ];

    /// The code in files: A1, I, D, M, A2.
    pub fn code(self) -> &'static str {
        ["A1", "I", "D", "M", "A2"][self as usize]
    }

    /// The stage of a code, of whatever case.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|stage| stage.code().eq_ignore_ascii_case(code))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Which stage somebody is in who has evidence of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum AidmaRule {
    /// The furthest stage with evidence: skipping is normal online
    #[default]
    Highest,
    /// The furthest stage before the first one without evidence
    Contiguous,
}

/// How often somebody was seen in each stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Evidence(pub [u32; 5]);

/// Assigns stages by evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Aidma {
    /// Which stage counts.
    pub rule: AidmaRule,
}

impl Evidence {
    /// Adds so many pieces of evidence.
    pub fn add(&mut self, stage: Stage, pieces: u32) {
        let count = &mut self.0[stage as usize];
        *count = count.saturating_add(pieces);
    }

    /// Whether there is evidence of a stage.
    pub fn has(&self, stage: Stage) -> bool {
        self.0[stage as usize] > 0
    }

    /// The furthest stage with evidence.
    pub fn highest(&self) -> Option<Stage> {
        Stage::ALL.into_iter().rev().find(|stage| self.has(*stage))
    }

    /// The furthest stage that was reached without a gap.
    pub fn contiguous(&self) -> Option<Stage> {
        Stage::ALL
            .into_iter()
            .take_while(|stage| self.has(*stage))
            .last()
    }

    /// Stages without evidence before the furthest one with it.
    pub fn skipped(&self) -> Vec<Stage> {
        let highest = self.highest();
        let before = Stage::ALL
            .into_iter()
            .filter(|stage| Some(*stage) < highest);
        before.filter(|stage| !self.has(*stage)).collect()
    }
}

impl Aidma {
    /// The stage of somebody with that evidence; `None` for nobody knows.
    pub fn stage(&self, evidence: &Evidence) -> Option<Stage> {
        match self.rule {
            AidmaRule::Highest => evidence.highest(),
            AidmaRule::Contiguous => evidence.contiguous(),
        }
    }
}

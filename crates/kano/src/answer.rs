//! [`Answer`]: one of the five answers, and what it scores.

use serde::{Deserialize, Serialize};

/// An answer, from the warmest to the coldest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// I like it (我很喜欢).
    Like,
    /// It must be so (理应如此).
    MustBe,
    /// I am neutral (无所谓).
    Neutral,
    /// I can live with it (勉强接受).
    LiveWith,
    /// I dislike it (很不喜欢).
    Dislike,
}

impl Answer {
    /// Every answer, 1 like to 5 dislike.
    pub const ALL: [Self; 5] = [
        Self::Like,
        Self::MustBe,
        Self::Neutral,
        Self::LiveWith,
        Self::Dislike,
    ];

    /// The name in files and flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::MustBe => "must-be",
            Self::Neutral => "neutral",
            Self::LiveWith => "live-with",
            Self::Dislike => "dislike",
        }
    }

    pub(crate) fn place(self) -> usize {
        self as usize
    }

    /// 1 like to 5 dislike.
    pub(crate) fn code(self) -> u8 {
        self as u8 + 1
    }

    /// What it scores as the answer to "if present" (`DuMouchel` in Berger et al. 1993).
    pub fn functional_score(self) -> i8 {
        [4, 2, 0, -1, -2][self.place()]
    }

    /// What it scores as the answer to "if absent" (`DuMouchel` in Berger et al. 1993).
    pub fn dysfunctional_score(self) -> i8 {
        [-2, -1, 0, 2, 4][self.place()]
    }
}

/// Code of a cell without an answer; 1 to 5 are the answers.
pub(crate) const MISSING: u8 = 0;
/// Code of a cell that holds no answer of the scale.
pub(crate) const OFF_SCALE: u8 = 6;

//! [`EvaluationTable`]: which category a pair of answers means.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::{Answer, Category};

/// The evaluation table: variants differ in what equal answers mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum EvaluationTable {
    /// Kano et al. 1984, Berger et al. 1993: like/like and dislike/dislike are questionable, the other equal answers indifferent.
    #[default]
    Berger,
    /// Pouliot in Berger et al. 1993: must-be/must-be and live-with/live-with are questionable too.
    Pouliot,
    /// As Berger, but like/like is one-dimensional, as some German textbooks print it.
    LikeLikeO,
}

/// Rows answer "if present?", columns "if absent?", both from like to dislike (Berger et al. 1993).
const BERGER: [&[u8; 5]; 5] = [b"QAAAO", b"RIIIM", b"RIIIM", b"RIIIM", b"RRRRQ"];

impl EvaluationTable {
    /// The category of a pair: the answer to "if present?", and that to "if absent?".
    pub fn category(self, functional: Answer, dysfunctional: Answer) -> Category {
        match (self, functional, dysfunctional) {
            (Self::Pouliot, Answer::MustBe, Answer::MustBe)
            | (Self::Pouliot, Answer::LiveWith, Answer::LiveWith) => Category::Questionable,
            (Self::LikeLikeO, Answer::Like, Answer::Like) => Category::OneDimensional,
            _ => {
                let code = BERGER[functional.place()][dysfunctional.place()];
                Category::of_code(code).unwrap_or(Category::Questionable)
            }
        }
    }

    /// The name in flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Berger => "berger",
            Self::Pouliot => "pouliot",
            Self::LikeLikeO => "like-like-o",
        }
    }
}

//! Work that seems to be somebody else's.

use serde::Serialize;

use super::{Submission, judge::number_in};
use crate::{Answer, Key};

/// Somebody whose work it seems to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Copied {
    /// The other candidate's number.
    pub from: String,
    /// What says so.
    pub trace: Trace,
}

/// What says that work is somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "trace", rename_all = "snake_case")]
pub enum Trace {
    /// Numbers of members or orders that carry the other's watermark.
    Watermark {
        /// How many of those looked at.
        marked: usize,
        /// How many were looked at.
        of: usize,
    },
    /// Answers that are right over the other's data, and not over the own.
    Answers {
        /// How many of those that could tell.
        same: usize,
        /// Given answers that differ between the two keys.
        of: usize,
    },
}

/// Answers from which on agreement is no accident.
const FEW: usize = 3;

/// The one of `others`, by number and key, whose answers `handed_in` gives in place of its `own`: at least three of them,
/// and most of those that differ between the keys.
pub fn copied<'k>(
    handed_in: &Submission,
    own: &Key,
    others: impl Iterator<Item = (&'k str, &'k Key)>,
) -> Option<Copied> {
    let found = others.filter_map(|(from, key)| {
        let (same, of) = agreement(handed_in, own, key);
        let trace = Trace::Answers { same, of };
        (same >= FEW && 2 * same > of).then(|| {
            (
                same,
                Copied {
                    from: from.to_owned(),
                    trace,
                },
            )
        })
    });
    let best = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, copied)| copied)
}

/// Given numbers that are right by `other` and wrong by `own`, and those for which the two differ.
fn agreement(handed_in: &Submission, own: &Key, other: &Key) -> (usize, usize) {
    let (mut same, mut of) = (0, 0);
    for (mine, theirs) in own.questions.iter().zip(&other.questions) {
        let (
            Answer::Number {
                value, tolerance, ..
            },
            Answer::Number {
                value: their_value, ..
            },
        ) = (&mine.answer, &theirs.answer)
        else {
            continue;
        };
        let written = handed_in.answers.get(&mine.id);
        let Some(given) = written.and_then(|written| number_in(&written.text)) else {
            continue;
        };
        if !tolerance.allows(*their_value, *value) {
            of += 1;
            same += usize::from(tolerance.allows(given, *their_value));
        }
    }
    (same, of)
}

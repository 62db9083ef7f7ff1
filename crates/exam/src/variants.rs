//! Variants of a paper: the same questions over other data for every candidate.
//!
//! [`seed_of`] gives each candidate a seed, [`Sieve`] says which variants are fit to be given: nothing in them is
//! undecided, and none is much easier or harder than the others.

use std::fmt;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Answer, ExamError, Expected, Fault, Key, Paper, Question};

/// The seed of a candidate's data: of the first attempt 0, of the next 1, where a variant was not fit to be given.
///
/// It depends on the exam's seed and on the candidate's number alone, so that a longer roster leaves the others as they are.
pub fn seed_of(exam: u64, candidate: &str, attempt: u32) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(exam.to_le_bytes());
    hasher.update(attempt.to_le_bytes());
    hasher.update(candidate.as_bytes());
    let digest = hasher.finalize();
    let first = digest
        .iter()
        .take(6)
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    // Twelve digits can be typed.
    first % 1_000_000_000_000
}

/// Why a variant is not fit to be given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "flaw", rename_all = "snake_case")]
pub enum Flaw {
    /// Two members of a ranking are equal, so that another order were as right.
    Tie {
        /// The question.
        question: String,
    },
    /// The answer is zero, or there is nothing to name: a segment is empty.
    Nothing {
        /// The question.
        question: String,
    },
    /// A known mistake leads to the right answer.
    Trapless {
        /// The question.
        question: String,
    },
    /// The answer cannot be worked out over these data.
    NoAnswer {
        /// Why.
        reason: String,
    },
    /// It is easier or harder than the others.
    Band {
        /// Its difficulty, 1 being that of the median.
        difficulty: f64,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tie { question } => write!(out, "a tie in {question}"),
            Self::Nothing { question } => write!(out, "nothing to find in {question}"),
            Self::Trapless { question } => {
                write!(
                    out,
                    "a known mistake leads to the right answer of {question}"
                )
            }
            Self::NoAnswer { reason } => out.write_str(reason),
            Self::Band { difficulty } => {
                write!(
                    out,
                    "{:.0}% of the median in difficulty",
                    100.0 * difficulty
                )
            }
        }
    }
}

/// How much work a variant is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Effort {
    /// Names to give in sets and rankings, rows of tables and charts.
    pub names: usize,
    /// Known mistakes that lead to a wrong answer, as they should.
    pub traps: usize,
    /// Numbers to work out.
    pub numbers: usize,
}

impl Effort {
    /// The work that a key asks for.
    pub fn of(key: &Key) -> Self {
        let mut effort = Self {
            names: 0,
            traps: 0,
            numbers: 0,
        };
        for solved in &key.questions {
            match &solved.answer {
                Answer::Number { mistakes, .. } => {
                    effort.numbers += 1;
                    effort.traps += mistakes.len();
                }
                Answer::Set { values } | Answer::Ranking { values, .. } => {
                    effort.names += values.len();
                }
                Answer::Table { rows, .. } | Answer::Chart { rows, .. } => {
                    effort.names += rows.len();
                }
                Answer::Choice { .. } | Answer::Cleaned { .. } | Answer::Text { .. } => {}
            }
        }
        effort
    }

    /// All of it, each part counted alike.
    fn all(self) -> usize {
        self.names + self.traps + self.numbers
    }
}

/// What tells fit variants from others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sieve {
    /// The work of the median variant.
    pub median: f64,
    /// How far from it a variant may be, as a part of it.
    pub band: f64,
}

impl Sieve {
    /// A sieve around the median of `keys`, at most `band` of it away.
    pub fn around<'k>(keys: impl Iterator<Item = &'k Key>, band: f64) -> Self {
        let mut efforts: Vec<usize> = keys.map(|key| Effort::of(key).all()).collect();
        efforts.sort_unstable();
        let middle = efforts.get(efforts.len() / 2).copied();
        Self {
            median: middle.unwrap_or(0) as f64,
            band,
        }
    }

    /// The work of a variant, that of the median being 1.
    pub fn difficulty(&self, key: &Key) -> f64 {
        Effort::of(key).all() as f64 / self.median.max(1.0)
    }

    /// Why the variant of a paper is not fit to be given; nothing where it is.
    pub fn flaws(&self, paper: &Paper, key: &Key) -> Vec<Flaw> {
        let pairs = paper.questions.iter().zip(&key.questions);
        let own = pairs.filter_map(|(question, solved)| flaw(question, &solved.answer));
        let mut flaws: Vec<Flaw> = own.collect();
        let difficulty = self.difficulty(key);
        if (difficulty - 1.0).abs() > self.band {
            flaws.push(Flaw::Band { difficulty });
        }
        flaws
    }
}

fn flaw(question: &Question, answer: &Answer) -> Option<Flaw> {
    let id = || question.id.clone();
    let known = match &question.expected {
        Expected::Number(number) => number.mistakes.len(),
        _ => 0,
    };
    match answer {
        Answer::Ranking { is_tied: true, .. } => Some(Flaw::Tie { question: id() }),
        Answer::Number { value, .. }
            if value.abs() < f64::MIN_POSITIVE && !question.may_be_zero =>
        {
            Some(Flaw::Nothing { question: id() })
        }
        Answer::Set { values } | Answer::Ranking { values, .. } if values.is_empty() => {
            Some(Flaw::Nothing { question: id() })
        }
        Answer::Table { rows, .. } | Answer::Chart { rows, .. } if rows.is_empty() => {
            Some(Flaw::Nothing { question: id() })
        }
        Answer::Number { mistakes, .. } if mistakes.len() < known => {
            Some(Flaw::Trapless { question: id() })
        }
        _ => None,
    }
}

impl Paper {
    /// The error of a question whose answer is the same over so many `variants`.
    pub fn same_for_all(&self, question: &Question, variants: usize) -> ExamError {
        ExamError::Fault {
            path: self.plan.path.clone(),
            place: question.place,
            fault: Box::new(Fault::Same {
                id: question.id.clone(),
                variants,
            }),
        }
    }

    /// The questions whose answer is the same in all `keys`, though it is worked out from data that differ, and though the
    /// paper does not say that it may be.
    pub fn shared<'p>(&'p self, keys: &[&Key]) -> Vec<&'p Question> {
        let Some((first, others)) = keys.split_first() else {
            return Vec::new();
        };
        let is_shared = |place: &usize| {
            let answer = &first.questions[*place].answer;
            others
                .iter()
                .all(|key| same(&key.questions[*place].answer, answer))
        };
        let may_differ = |question: &Question| {
            let free = matches!(
                question.expected,
                Expected::Text { .. } | Expected::Cleaned { .. }
            );
            !free && !question.may_be_shared
        };
        (0..self.questions.len())
            .filter(|place| may_differ(&self.questions[*place]) && is_shared(place))
            .map(|place| &self.questions[place])
            .collect()
    }
}

/// Whether two answers are the same, whatever known mistakes would lead to.
fn same(left: &Answer, right: &Answer) -> bool {
    match (left, right) {
        (
            Answer::Number {
                value, tolerance, ..
            },
            Answer::Number { value: other, .. },
        ) => tolerance.allows(*other, *value),
        (left, right) => left == right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_depend_on_everything_and_nothing_else() {
        let seeds = [
            seed_of(7, "01", 0),
            seed_of(8, "01", 0),
            seed_of(7, "02", 0),
            seed_of(7, "01", 1),
        ];
        for (place, seed) in seeds.iter().enumerate() {
            assert!(!seeds[..place].contains(seed), "{seeds:?}");
        }
        assert_eq!(seed_of(7, "01", 0), seeds[0]);
    }
}

//! What a given answer is worth.

mod chart;
mod names;
mod table;

use fourr_cell::number::{NumberRules, parse};
use fourr_pipeline::Bilingual;
use serde::Serialize;

use super::{Cleansing, Soiled, Submission, Written};
use crate::{Answer, ChartKind, Expected, Number, Question, Solved};
use names::{listed, ranking, same, set};

/// What an answer is worth, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mark {
    /// The question.
    pub question: String,
    /// The points it earned; none where a person has to read it.
    pub points: Option<f64>,
    /// The points it could have earned.
    pub of: f64,
    /// What the candidate gave.
    pub given: Option<String>,
    /// The formula behind it, in a workbook.
    pub formula: Option<String>,
    /// Why.
    pub verdict: Verdict,
}

/// Why an answer is worth what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// It is right.
    Right,
    /// It is wrong, but follows rightly from the candidate's own earlier answers, whose faults are deducted there.
    CarriedForward {
        /// What is right.
        expected: f64,
    },
    /// It is not what the key says, but follows rightly from the candidate's own cleaned data.
    Follows,
    /// It is near enough for part of the points.
    Near {
        /// What is right.
        expected: f64,
    },
    /// It is what a known mistake leads to.
    Mistake {
        /// What was done wrong.
        says: Bilingual,
        /// What is right.
        expected: f64,
    },
    /// It is off by a factor of a hundred: a share and a percentage were mixed up.
    Hundredfold {
        /// What is right.
        expected: f64,
    },
    /// It has the wrong sign.
    Sign {
        /// What is right.
        expected: f64,
    },
    /// Part of the names are right.
    Partly {
        /// How many names are right.
        right: usize,
        /// Names that do not belong there.
        wrong: Vec<String>,
        /// Names that are missing, or out of their place.
        missing: Vec<String>,
    },
    /// It is wrong.
    Wrong {
        /// What is right, in words.
        expected: String,
    },
    /// Part of the cells of a table are right.
    Cells {
        /// How many cells are right.
        right: usize,
        /// How many there are.
        of: usize,
        /// Rows that are wrong or missing.
        wrong: Vec<String>,
    },
    /// A chart, and what is amiss with it.
    Chart {
        /// What is amiss; nothing where all is right.
        faults: Vec<ChartFault>,
    },
    /// A cleaned copy, by what it put right.
    Cleaned(Cleansing),
    /// What was handed in for it cannot be read.
    NoFile {
        /// Why.
        reason: String,
    },
    /// It is a formula whose result was not saved.
    Uncalculated,
    /// A person gave the points.
    ByHand {
        /// Why.
        reason: String,
    },
    /// It is no number.
    Unreadable,
    /// Nothing was given.
    Blank,
    /// A person has to read it.
    Person,
}

/// What is amiss with a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ChartFault {
    /// There is no chart.
    NoChart,
    /// It is of a kind that does not show this.
    Kind {
        /// What it is.
        given: Vec<ChartKind>,
    },
    /// Not all values are right.
    Values {
        /// How many are.
        right: usize,
        /// How many there are.
        of: usize,
    },
    /// It has no title.
    NoTitle,
    /// Its axes have no titles.
    NoAxisTitles,
}

/// A question with what is right: by the key, and by the candidate's own earlier answers.
pub(super) struct Judge<'a> {
    pub(super) question: &'a Question,
    pub(super) solved: &'a Solved,
    pub(super) carried: &'a Solved,
}

impl Judge<'_> {
    /// The mark of what was handed in.
    pub(super) fn mark(&self, handed_in: &Submission, soiled: &Soiled) -> Mark {
        let written = handed_in.answers.get(&self.question.id);
        let held = |answer| self.held(answer, handed_in, soiled);
        let (points, verdict) = held(&self.solved.answer);
        // Numbers look at what is carried forward themselves.
        let is_number = matches!(self.solved.answer, Answer::Number { .. });
        let differs = self.carried.answer != self.solved.answer;
        if verdict != Verdict::Right
            && !is_number
            && differs
            && let (own, Verdict::Right) = held(&self.carried.answer)
        {
            return self.marked(written, own, Verdict::Follows);
        }
        self.marked(written, points, verdict)
    }

    fn marked(&self, written: Option<&Written>, points: Option<f64>, verdict: Verdict) -> Mark {
        let given = written.map(|written| written.text.trim().to_owned());
        Mark {
            question: self.question.id.clone(),
            points,
            of: self.question.points,
            given: given.filter(|text| !text.is_empty()),
            formula: written.and_then(|written| written.formula.clone()),
            verdict,
        }
    }

    /// What was handed in, held against an answer.
    fn held(
        &self,
        answer: &Answer,
        handed_in: &Submission,
        soiled: &Soiled,
    ) -> (Option<f64>, Verdict) {
        let id = &self.question.id;
        match answer {
            Answer::Table {
                columns,
                rows,
                tolerance,
            } => self.share(table::verdict(
                handed_in.tables.get(id),
                (columns, rows, *tolerance),
            )),
            Answer::Chart {
                charts,
                rows,
                tolerance,
            } => self.share(chart::verdict(
                &handed_in.charts,
                (charts, rows, *tolerance),
            )),
            Answer::Cleaned { input, key } => match soiled.hold(input, key, id, &handed_in.data) {
                Ok(Some(found)) => self.share((found.share, Verdict::Cleaned(found))),
                Ok(None) => (Some(0.0), Verdict::Blank),
                Err(reason) => (Some(0.0), Verdict::NoFile { reason }),
            },
            _ => self.written(answer, handed_in.answers.get(id)),
        }
    }

    /// A share of the points.
    fn share(&self, (share, verdict): (f64, Verdict)) -> (Option<f64>, Verdict) {
        (Some(self.question.points * share), verdict)
    }

    fn written(&self, answer: &Answer, written: Option<&Written>) -> (Option<f64>, Verdict) {
        let blank = (Some(0.0), Verdict::Blank);
        let Some(written) = written else {
            return blank;
        };
        match (written.text.trim(), &written.formula) {
            ("", Some(_)) => (Some(0.0), Verdict::Uncalculated),
            ("", None) => blank,
            (text, _) => self.verdict(answer, text),
        }
    }

    fn verdict(&self, answer: &Answer, text: &str) -> (Option<f64>, Verdict) {
        match (&self.question.expected, answer) {
            (Expected::Number(number), Answer::Number { value, .. }) => {
                let Some(given) = number_in(text) else {
                    return (Some(0.0), Verdict::Unreadable);
                };
                let (points, verdict) = self.number(number, given, *value);
                (Some(points), verdict)
            }
            (_, Answer::Choice { value, .. }) if same(text, value) => {
                self.share((1.0, Verdict::Right))
            }
            (_, Answer::Choice { value, .. }) => {
                let expected = value.clone();
                self.share((0.0, Verdict::Wrong { expected }))
            }
            (_, Answer::Set { values }) => self.share(set(&listed(text), values)),
            (_, Answer::Ranking { values, .. }) => self.share(ranking(&listed(text), values)),
            _ => (None, Verdict::Person),
        }
    }

    fn number(&self, number: &Number, given: f64, expected: f64) -> (f64, Verdict) {
        let all = self.question.points;
        let allows = |expected: f64| number.tolerance.allows(given, expected);
        if allows(expected) {
            return (all, Verdict::Right);
        }
        if let Answer::Number { value: carried, .. } = self.carried.answer
            && allows(carried)
        {
            return (all, Verdict::CarriedForward { expected });
        }
        if let Answer::Number { mistakes, .. } = &self.carried.answer
            && let Some(misled) = mistakes.iter().find(|misled| allows(misled.value))
        {
            let says = misled.says.clone();
            return (misled.points, Verdict::Mistake { says, expected });
        }
        let near = number.partial.iter();
        let near = near.filter(|partial| partial.tolerance.allows(given, expected));
        let best = near.map(|partial| partial.points).reduce(f64::max);
        if let Some(points) = best {
            return (points, Verdict::Near { expected });
        }
        let scaled = |factor: f64| number.tolerance.allows(given * factor, expected);
        let verdict = if expected != 0.0 && (scaled(100.0) || scaled(0.01)) {
            Verdict::Hundredfold { expected }
        } else if expected != 0.0 && scaled(-1.0) {
            Verdict::Sign { expected }
        } else {
            let expected = expected.to_string();
            Verdict::Wrong { expected }
        };
        (0.0, verdict)
    }
}

/// The number that a candidate wrote: with its percent sign, thousands, 万, a unit behind it.
pub(in crate::grade) fn number_in(text: &str) -> Option<f64> {
    let rules = NumberRules::default();
    let read = |text: &str| parse(text, &rules).ok().map(|number| number.value.to_f64());
    // A unit behind the number: a word of its own, or characters such as 人 and 元.
    let unit = |c: char| c.is_alphabetic() && !c.is_ascii() && !"万亿千百十".contains(c);
    let bare = |text: &str| read(text).or_else(|| read(text.trim_end_matches(unit).trim_end()));
    bare(text).or_else(|| bare(text.rsplit_once(char::is_whitespace)?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("70", Some(70.0)),
            ("70 人", Some(70.0)),
            ("1,234.5元", Some(1234.5)),
            ("12.09%", Some(0.1209)),
            ("1.2万", Some(12_000.0)),
            ("60 customers", Some(60.0)),
            ("about half", None),
        ] {
            let read = number_in(text);
            let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(
                read.zip(number).map_or(read == number, |(a, b)| near(a, b)),
                "{text}: {read:?}"
            );
        }
    }
}

//! What a given answer is worth.

use fourr_cell::{
    fold,
    number::{NumberRules, parse},
};
use serde::Serialize;

use crate::{Answer, Expected, Number, Prompt, Question, Solved};

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
    /// It is near enough for part of the points.
    Near {
        /// What is right.
        expected: f64,
    },
    /// It is what a known mistake leads to.
    Mistake {
        /// What was done wrong.
        says: Prompt,
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
    /// It is no number.
    Unreadable,
    /// Nothing was given.
    Blank,
    /// A person has to read it.
    Person,
}

/// A question with what is right: by the key, and by the candidate's own earlier answers.
pub(super) struct Judge<'a> {
    pub(super) question: &'a Question,
    pub(super) solved: &'a Solved,
    pub(super) carried: &'a Solved,
}

impl Judge<'_> {
    /// The mark of what was given.
    pub(super) fn mark(&self, given: Option<&str>) -> Mark {
        let given = given.map(str::trim).filter(|text| !text.is_empty());
        let (points, verdict) = match given {
            None => (Some(0.0), Verdict::Blank),
            Some(text) => self.verdict(text),
        };
        Mark {
            question: self.question.id.clone(),
            points,
            of: self.question.points,
            given: given.map(str::to_owned),
            verdict,
        }
    }

    fn verdict(&self, text: &str) -> (Option<f64>, Verdict) {
        let all = self.question.points;
        match (&self.question.expected, &self.solved.answer) {
            (Expected::Number(number), Answer::Number { value, .. }) => {
                let Some(given) = number_in(text) else {
                    return (Some(0.0), Verdict::Unreadable);
                };
                let (points, verdict) = self.number(number, given, *value);
                (Some(points), verdict)
            }
            (_, Answer::Choice { value, .. }) if same(text, value) => (Some(all), Verdict::Right),
            (_, Answer::Choice { value, .. }) => {
                let expected = value.clone();
                (Some(0.0), Verdict::Wrong { expected })
            }
            (_, Answer::Set { values }) => {
                let (share, verdict) = set(&names(text), values);
                (Some(all * share), verdict)
            }
            (_, Answer::Ranking { values }) => {
                let (share, verdict) = ranking(&names(text), values);
                (Some(all * share), verdict)
            }
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
pub(super) fn number_in(text: &str) -> Option<f64> {
    let rules = NumberRules::default();
    let read = |text: &str| parse(text, &rules).ok().map(|number| number.value.to_f64());
    // A unit behind the number: a word of its own, or characters such as 人 and 元.
    let unit = |c: char| c.is_alphabetic() && !c.is_ascii() && !"万亿千百十".contains(c);
    let bare = |text: &str| read(text).or_else(|| read(text.trim_end_matches(unit).trim_end()));
    bare(text).or_else(|| bare(text.rsplit_once(char::is_whitespace)?.0))
}

/// The names in a list.
fn names(text: &str) -> Vec<String> {
    let parts = text.split(['、', ',', '，', ';', '；', '>', '\n', '→']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Whether two names are the same but for width, case and spaces.
fn same(given: &str, expected: &str) -> bool {
    let plain = |text: &str| fold::trimmed(text).to_lowercase();
    plain(given) == plain(expected)
}

/// The share of a set that was found; a wrong name takes away a right one.
fn set(given: &[String], expected: &[String]) -> (f64, Verdict) {
    let is_in = |name: &str, names: &[String]| names.iter().any(|other| same(name, other));
    let wrong: Vec<String> = given
        .iter()
        .filter(|name| !is_in(name, expected))
        .cloned()
        .collect();
    let missing: Vec<String> = expected
        .iter()
        .filter(|name| !is_in(name, given))
        .cloned()
        .collect();
    let right = expected.len() - missing.len();
    if wrong.is_empty() && missing.is_empty() {
        return (1.0, Verdict::Right);
    }
    let share = right.saturating_sub(wrong.len()) as f64 / expected.len().max(1) as f64;
    let verdict = Verdict::Partly {
        right,
        wrong,
        missing,
    };
    (share, verdict)
}

/// The share of the places of a ranking that hold the right name.
fn ranking(given: &[String], expected: &[String]) -> (f64, Verdict) {
    let holds = |place: usize| {
        given
            .get(place)
            .is_some_and(|name| same(name, &expected[place]))
    };
    let right = (0..expected.len()).filter(|place| holds(*place)).count();
    let is_in = |name: &str| expected.iter().any(|other| same(name, other));
    let wrong: Vec<String> = given.iter().filter(|name| !is_in(name)).cloned().collect();
    if right == expected.len() && given.len() == expected.len() {
        return (1.0, Verdict::Right);
    }
    let missing = (0..expected.len()).filter(|place| !holds(*place));
    let missing = missing.map(|place| expected[place].clone()).collect();
    let share = right as f64 / expected.len().max(1) as f64;
    let verdict = Verdict::Partly {
        right,
        wrong,
        missing,
    };
    (share, verdict)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these shares are exact")]
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

    #[test]
    fn a_wrong_name_takes_away_a_right_one() {
        let expected = ["包邮".to_owned(), "退货".to_owned()];
        let share = |text: &str| set(&names(text), &expected).0;
        assert_eq!(
            [
                share("退货、包邮"),
                share("包邮"),
                share("包邮，礼盒"),
                share("礼盒")
            ],
            [1.0, 0.5, 0.0, 0.0]
        );
        let share = |text: &str| ranking(&names(text), &expected).0;
        assert_eq!(
            [
                share("包邮 > 退货"),
                share("退货 > 包邮"),
                share("包邮"),
                share("包邮,礼盒")
            ],
            [1.0, 0.0, 0.5, 0.5]
        );
    }
}

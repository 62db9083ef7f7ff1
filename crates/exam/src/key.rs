//! [`Key`]: the answers of a paper.

use std::collections::BTreeMap;

use fourr_report::Math;
use serde::Serialize;
use serde_json::Value;

use crate::{
    ExamError, Expected, Expression, Fault, NoValue, Paper, Path, Prompt, Question, Tolerance,
    path::Found,
};

/// The answers of a paper over what its steps found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Key {
    /// What the paper is about.
    pub title: Prompt,
    /// How long candidates have.
    pub minutes: Option<u32>,
    /// What the paper is worth.
    pub points: f64,
    /// The questions in the order of the paper.
    pub questions: Vec<Solved>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Solved {
    /// The question.
    pub id: String,
    /// What is asked.
    pub prompt: Prompt,
    /// What it is worth.
    pub points: f64,
    /// What is right.
    pub answer: Answer,
    /// How it is worked out: with names, and with the figures put in. None where it is read off.
    #[serde(skip)]
    pub working: Option<[Math; 2]>,
    /// Where it is read, or the expression that it is worked out by.
    pub source: Option<String>,
}

/// What is right.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    /// A number.
    Number {
        /// The number.
        value: f64,
        /// How far it may be off.
        tolerance: Tolerance,
        /// What known mistakes lead to, where that is not right or undefined.
        mistakes: Vec<Misled>,
    },
    /// One name.
    Choice {
        /// The name.
        value: String,
        /// The names to choose from.
        options: Vec<String>,
    },
    /// Names in any order.
    Set {
        /// The names, sorted.
        values: Vec<String>,
    },
    /// Names in order.
    Ranking {
        /// The names, the first first.
        values: Vec<String>,
    },
    /// Words that a person reads.
    Text {
        /// What a good answer says.
        sample: Prompt,
    },
}

/// What a known mistake leads to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Misled {
    /// The number.
    pub value: f64,
    /// What was done wrong.
    pub says: Prompt,
    /// What it is worth all the same.
    pub points: f64,
}

impl Paper {
    /// The answers over `summaries`, those of the steps by name.
    ///
    /// # Errors
    /// A figure that is not there or is of another kind, at the question that asks for it.
    pub fn key(&self, summaries: &Value) -> Result<Key, ExamError> {
        self.key_given(summaries, &BTreeMap::new())
    }

    /// The same, where questions that rest on others take the answers `given` for those: what a candidate would have
    /// found who made no mistake but the earlier ones.
    ///
    /// # Errors
    /// As for [`key`](Self::key).
    pub fn key_given(
        &self,
        summaries: &Value,
        given: &BTreeMap<String, f64>,
    ) -> Result<Key, ExamError> {
        let mut numbers: BTreeMap<String, f64> = BTreeMap::new();
        let mut solved: BTreeMap<&str, Solved> = BTreeMap::new();
        for question in self.in_order() {
            let known = |id: &str| given.get(id).or_else(|| numbers.get(id)).copied();
            let sources = Sources {
                summaries,
                answers: &known,
            };
            let one = sources.solve(question).map_err(|reason| ExamError::Fault {
                path: self.plan.path.clone(),
                place: question.place,
                fault: Box::new(Fault::NoAnswer {
                    id: question.id.clone(),
                    reason,
                }),
            })?;
            if let Answer::Number { value, .. } = one.answer {
                numbers.insert(question.id.clone(), value);
            }
            solved.insert(&question.id, one);
        }
        let questions = self.questions.iter();
        Ok(Key {
            title: self.plan.title.clone().into(),
            minutes: self.minutes,
            points: self.points(),
            questions: questions
                .filter_map(|question| solved.remove(question.id.as_str()))
                .collect(),
        })
    }
}

/// What answers are worked out from.
struct Sources<'a> {
    summaries: &'a Value,
    answers: &'a dyn Fn(&str) -> Option<f64>,
}

impl Sources<'_> {
    fn solve(&self, question: &Question) -> Result<Solved, NoValue> {
        let (answer, source) = match &question.expected {
            Expected::Number(number) => {
                let value = self.value(&number.answer)?;
                let misled = number.mistakes.iter().filter_map(|mistake| {
                    let wrong = self.value(&mistake.answer).ok()?;
                    let differs = !number.tolerance.allows(wrong, value);
                    differs.then(|| Misled {
                        value: wrong,
                        says: mistake.says.clone(),
                        points: mistake.points,
                    })
                });
                let answer = Answer::Number {
                    value,
                    tolerance: number.tolerance,
                    mistakes: misled.collect(),
                };
                let named = number.answer.named();
                (answer, Some(named.linear(fourr_locale::Lang::En)))
            }
            Expected::Choice { answer, options } => {
                let names = self.names(answer)?;
                let [value] = names.as_slice() else {
                    return Err(NoValue::Several {
                        path: answer.to_string(),
                        count: names.len(),
                    });
                };
                let choice = Answer::Choice {
                    value: value.clone(),
                    options: options.clone(),
                };
                (choice, Some(answer.to_string()))
            }
            Expected::Set { answer } => {
                let mut values = self.names(answer)?;
                values.sort_unstable();
                values.dedup();
                (Answer::Set { values }, Some(answer.to_string()))
            }
            Expected::Ranking { answer, by, first } => {
                let values = self.ranked(answer, by.as_deref(), *first)?;
                (Answer::Ranking { values }, Some(answer.to_string()))
            }
            Expected::Text { sample } => {
                let sample = sample.clone();
                (Answer::Text { sample }, None)
            }
        };
        Ok(Solved {
            id: question.id.clone(),
            prompt: question.prompt.clone(),
            points: question.points,
            answer,
            working: self.working(&question.expected)?,
            source,
        })
    }

    fn value(&self, expression: &Expression) -> Result<f64, NoValue> {
        expression.value(self.summaries, self.answers)
    }

    fn working(&self, expected: &Expected) -> Result<Option<[Math; 2]>, NoValue> {
        match expected {
            Expected::Number(number) if number.answer.is_calculated() => {
                let worked = number.answer.worked(self.summaries, self.answers)?;
                Ok(Some([number.answer.named(), worked]))
            }
            _ => Ok(None),
        }
    }

    /// The names that a path leads to: texts, or the keys of members.
    fn names(&self, path: &Path) -> Result<Vec<String>, NoValue> {
        let found = path.find(self.summaries)?;
        found.iter().map(|found| name(found, path)).collect()
    }

    /// Names by what their members hold, the greatest first; equal ones in the order of the summary.
    fn ranked(
        &self,
        path: &Path,
        by: Option<&str>,
        first: Option<usize>,
    ) -> Result<Vec<String>, NoValue> {
        let mut found: Vec<(f64, Found<'_>)> = Vec::new();
        for one in path.find(self.summaries)? {
            let weight =
                match by {
                    None => 0.0,
                    Some(key) => one.value.get(key).and_then(Value::as_f64).ok_or_else(|| {
                        NoValue::NoNumber {
                            path: format!("{path}.{key}"),
                            value: one.value.get(key).unwrap_or(&Value::Null).to_string(),
                        }
                    })?,
                };
            found.push((weight, one));
        }
        found.sort_by(|(left, _), (right, _)| right.total_cmp(left));
        found.truncate(first.unwrap_or(usize::MAX));
        found.iter().map(|(_, found)| name(found, path)).collect()
    }
}

/// What a member is called: itself where it is a text, else its key.
fn name(found: &Found<'_>, path: &Path) -> Result<String, NoValue> {
    match (found.value, found.name) {
        (Value::String(text), _) => Ok(text.clone()),
        (_, Some(name)) => Ok(name.to_owned()),
        (other, None) => Err(NoValue::NoNumber {
            path: path.to_string(),
            value: other.to_string(),
        }),
    }
}

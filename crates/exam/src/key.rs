//! [`Key`]: the answers of a paper.

use fourr_pipeline::Bilingual;
use std::collections::BTreeMap;

use fourr_report::Math;
use serde::Serialize;
use serde_json::Value;

use crate::{
    ChartKind, ExamError, Expected, Expression, Fault, NoValue, Number, Paper, Path, Question,
    Tolerance, path::Found,
};

/// The answers of a paper over what its steps found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Key {
    /// What the paper is about.
    pub title: Bilingual,
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
    pub prompt: Bilingual,
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
        /// Whether two neighbours are equal, so that another order were as right.
        is_tied: bool,
    },
    /// Figures of members, a row for each.
    Table {
        /// What the figures are, by key.
        columns: Vec<String>,
        /// The members.
        rows: Vec<Row>,
        /// How far each may be off.
        tolerance: Tolerance,
    },
    /// A native chart.
    Chart {
        /// What kinds of chart show it well; any where there are none.
        charts: Vec<ChartKind>,
        /// The members, with the one value that is shown.
        rows: Vec<Row>,
        /// How far each may be off.
        tolerance: Tolerance,
    },
    /// A cleaned copy of practice data.
    Cleaned {
        /// The input that is cleaned.
        input: String,
        /// The columns that tell its rows apart.
        key: Vec<String>,
    },
    /// Words that a person reads.
    Text {
        /// What a good answer says.
        sample: Bilingual,
    },
}

/// A member with its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// What it is called.
    pub name: String,
    /// Its figures; none where one is not defined.
    pub values: Vec<Option<f64>>,
}

/// What a known mistake leads to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Misled {
    /// The number.
    pub value: f64,
    /// What was done wrong.
    pub says: Bilingual,
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
            title: self.plan.title.clone(),
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
        Ok(Solved {
            id: question.id.clone(),
            prompt: question.prompt.clone(),
            points: question.points,
            answer: self.answer(&question.expected)?,
            working: self.working(&question.expected)?,
            source: source(&question.expected),
        })
    }

    fn answer(&self, expected: &Expected) -> Result<Answer, NoValue> {
        Ok(match expected {
            Expected::Number(number) => self.number(number)?,
            Expected::Choice { answer, options } => Answer::Choice {
                value: self.only_name(answer)?,
                options: options.clone(),
            },
            Expected::Set { answer } => {
                let mut values = self.names(answer)?;
                values.sort_unstable();
                values.dedup();
                Answer::Set { values }
            }
            Expected::Ranking { answer, by, first } => {
                self.ranked(answer, by.as_deref(), *first)?
            }
            Expected::Table {
                answer,
                columns,
                tolerance,
            } => Answer::Table {
                columns: columns.clone(),
                rows: self.rows(answer, columns)?,
                tolerance: *tolerance,
            },
            Expected::Chart {
                kinds,
                answer,
                value,
                tolerance,
            } => Answer::Chart {
                charts: kinds.clone(),
                rows: self.rows(answer, std::slice::from_ref(value))?,
                tolerance: *tolerance,
            },
            Expected::Cleaned { input, key, .. } => Answer::Cleaned {
                input: input.clone(),
                key: key.clone(),
            },
            Expected::Text { sample } => Answer::Text {
                sample: sample.clone(),
            },
        })
    }

    fn number(&self, number: &Number) -> Result<Answer, NoValue> {
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
        Ok(Answer::Number {
            value,
            tolerance: number.tolerance,
            mistakes: misled.collect(),
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

    /// The one name that a path leads to.
    fn only_name(&self, path: &Path) -> Result<String, NoValue> {
        let mut names = self.names(path)?;
        match (names.pop(), names.len()) {
            (Some(name), 0) => Ok(name),
            (name, others) => Err(NoValue::Several {
                path: path.to_string(),
                count: others + usize::from(name.is_some()),
            }),
        }
    }

    /// The names that a path leads to: texts, or the keys of members.
    fn names(&self, path: &Path) -> Result<Vec<String>, NoValue> {
        let found = path.find(self.summaries)?;
        found.iter().map(|found| name(found, path)).collect()
    }

    /// Members with their figures.
    fn rows(&self, path: &Path, columns: &[String]) -> Result<Vec<Row>, NoValue> {
        let found = path.find(self.summaries)?.into_iter();
        found
            .map(|one| {
                let figure = |key: &String| match figure(one.value, key) {
                    Some(Value::Null) => Ok(None),
                    Some(value) if value.is_number() => Ok(value.as_f64()),
                    other => Err(NoValue::NoNumber {
                        path: format!("{path}.{key}"),
                        value: other.unwrap_or(&Value::Null).to_string(),
                    }),
                };
                Ok(Row {
                    name: name(&one, path)?,
                    values: columns.iter().map(figure).collect::<Result<_, _>>()?,
                })
            })
            .collect()
    }

    /// Names by what their members hold, the greatest first; equal ones in the order of the summary.
    fn ranked(
        &self,
        path: &Path,
        by: Option<&str>,
        first: Option<usize>,
    ) -> Result<Answer, NoValue> {
        let mut found: Vec<(f64, Found<'_>)> = Vec::new();
        for one in path.find(self.summaries)? {
            let weight = match by {
                None => 0.0,
                Some(key) => figure(one.value, key)
                    .and_then(Value::as_f64)
                    .ok_or_else(|| NoValue::NoNumber {
                        path: format!("{path}.{key}"),
                        value: figure(one.value, key).unwrap_or(&Value::Null).to_string(),
                    })?,
            };
            found.push((weight, one));
        }
        found.sort_by(|(left, _), (right, _)| right.total_cmp(left));
        let first = first.unwrap_or(found.len()).min(found.len());
        // The last that is asked for, and the first that is not.
        let decided = &found[..found.len().min(first + 1)];
        let is_tied = by.is_some()
            && decided
                .windows(2)
                .any(|pair| pair[0].0 >= pair[1].0 && pair[1].0 >= pair[0].0);
        let named = found[..first].iter().map(|(_, found)| name(found, path));
        Ok(Answer::Ranking {
            values: named.collect::<Result<_, _>>()?,
            is_tied,
        })
    }
}

/// Where an answer is read, or the expression that it is worked out by.
fn source(expected: &Expected) -> Option<String> {
    match expected {
        Expected::Number(number) => {
            let named = number.answer.named();
            Some(named.linear(fourr_locale::Lang::En))
        }
        Expected::Choice { answer, .. }
        | Expected::Set { answer }
        | Expected::Ranking { answer, .. } => Some(answer.to_string()),
        Expected::Table {
            answer, columns, ..
        } => Some(format!("{answer}: {}", columns.join(", "))),
        Expected::Chart { answer, value, .. } => Some(format!("{answer}: {value}")),
        Expected::Cleaned { .. } | Expected::Text { .. } => None,
    }
}

/// What a member holds under a key, or under keys parted by dots.
fn figure<'v>(member: &'v Value, key: &str) -> Option<&'v Value> {
    key.split('.').try_fold(member, |value, key| value.get(key))
}

/// What a member is called: itself where it is a text, else its key, else the first of its texts.
fn name(found: &Found<'_>, path: &Path) -> Result<String, NoValue> {
    let mut texts = found.value.as_object().into_iter().flatten();
    let text = || texts.find_map(|(_, value)| value.as_str());
    let name = found.value.as_str().or(found.name).or_else(text);
    name.map(str::to_owned).ok_or_else(|| NoValue::NoNumber {
        path: path.to_string(),
        value: found.value.to_string(),
    })
}

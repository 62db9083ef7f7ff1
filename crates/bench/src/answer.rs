//! [`Answer`]: the figures of an analysis that somebody else can work out too.

use std::collections::BTreeMap;
use std::fmt;

use crate::{BenchError, Task};

/// Sums of floats agree to this share, whatever the order in which they were added.
const CLOSE: f64 = 1e-9;

/// Figures by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer(BTreeMap<String, Value>);

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// How many: equal or not.
    Count(i64),
    /// How much: equal to a billionth.
    Amount(f64),
    /// What it is called.
    Name(String),
    /// Not defined.
    Nothing,
}

impl Value {
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Amount(a), Self::Amount(b)) => (a - b).abs() <= CLOSE * a.abs().max(1.0),
            _ => self == other,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Amount(amount) => amount.fmt(f),
            Self::Name(name) => name.fmt(f),
            Self::Nothing => f.write_str("–"),
        }
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for Value {
    fn from(amount: f64) -> Self {
        Self::Amount(amount)
    }
}

impl From<&str> for Value {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl Answer {
    /// Adds a figure.
    pub fn put(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }

    /// A figure by its name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// How many figures there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sum of the counts whose name ends so.
    pub(crate) fn sum(&self, ending: &str) -> i64 {
        let mine = self.0.iter().filter(|(name, _)| name.ends_with(ending));
        mine.filter_map(|(_, value)| match value {
            Value::Count(count) => Some(count),
            _ => None,
        })
        .sum()
    }

    /// Holds the answer of fourr against this one, the oracle's: how many figures agree.
    ///
    /// # Errors
    /// The first figure by name that differs, or that only one of them has.
    pub fn agreement(&self, task: Task, fourr: &Self) -> Result<usize, BenchError> {
        let names = self.0.keys().chain(fourr.0.keys());
        let differs = |name: &&String| match (self.0.get(*name), fourr.0.get(*name)) {
            (Some(a), Some(b)) => !a.agrees(b),
            _ => true,
        };
        match names.into_iter().find(differs) {
            None => Ok(self.len()),
            Some(name) => {
                let told = |of: &Self| of.0.get(name).map_or("–".to_owned(), Value::to_string);
                Err(BenchError::Disagreement {
                    task,
                    figure: name.clone(),
                    fourr: told(fourr),
                    oracle: told(self),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(customers: i64, amount: f64) -> Answer {
        let mut answer = Answer::default();
        answer.put("customers", customers);
        answer.put("amount", amount);
        answer
    }

    #[test]
    fn counts_are_equal_and_amounts_nearly() {
        let oracle = answer(5, 1e6);
        assert_eq!(
            oracle.agreement(Task::Rfm, &answer(5, 1e6 + 1e-4)).unwrap(),
            2
        );
        let error = oracle.agreement(Task::Rfm, &answer(6, 1e6)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "rfm: customers is 6, but plain polars gives 5"
        );
    }

    #[test]
    fn a_figure_that_one_of_them_lacks_is_a_difference() {
        let mut more = answer(5, 1.0);
        more.put("segments", 8_i64);
        assert!(answer(5, 1.0).agreement(Task::Rfm, &more).is_err());
        assert!(more.agreement(Task::Rfm, &answer(5, 1.0)).is_err());
    }
}

//! Measures: numbers and texts taken of a person's orders or events.
//!
//! In SQL one of them would read
//!
//! ```sql
//! SELECT person, COUNT(*) FILTER (WHERE status = '已完成' AND time >= as_of - 90) FROM orders GROUP BY person
//! ```
//!
//! Workers take batches, ask the conditions of all measures at once, and keep of each row that fits any of them who, when, which,
//! and the values that are summed or compared, put aside by parts of the persons: in memory as far as that reaches, else on disk.
//! The rows of a part are then laid out person by person, and each person's measures are plain loops.
//! Nothing depends on the order of the rows: sums are whole ten-thousandths, and rows of one moment are compared by what they say.

mod collect;
mod finish;
mod person;
mod rows;

pub(crate) use collect::{Collected, collect};
pub(crate) use finish::finish;

use crate::{data::Dictionary, plan::TablePlan, rule::Condition};

/// A measure of everybody, in the order of the persons.
#[derive(Debug, Clone)]
pub(crate) enum Measured {
    /// NaN where there is nothing to measure.
    Numbers(Vec<f64>),
    /// Texts, 0 for none; so many a person, the best first.
    Texts {
        codes: Vec<u32>,
        each: usize,
        dictionary: Dictionary,
    },
}

/// The conditions of all measures of a table, one bit each.
pub(crate) struct Conditions<'a> {
    pub(crate) conditions: Vec<Option<&'a Condition<crate::plan::Bound>>>,
    /// The first bit of each measure.
    pub(crate) first: Vec<usize>,
}

impl<'a> Conditions<'a> {
    pub(crate) fn of(plan: &'a TablePlan) -> Self {
        let (mut conditions, mut first) = (Vec::new(), Vec::new());
        for measure in &plan.measures {
            first.push(conditions.len());
            match &measure.take {
                crate::plan::BoundTake::Steps(steps) => conditions.extend(steps.iter().map(Some)),
                _ => conditions.push(measure.filter.as_ref()),
            }
        }
        Self { conditions, first }
    }

    /// Words of 64 bits that a row needs.
    pub(crate) fn words(&self) -> usize {
        self.conditions.len().div_ceil(64).max(1)
    }
}

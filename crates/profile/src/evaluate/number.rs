//! Numbers of a condition, row by row.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, Timelike};

use super::{Slot, View};
use crate::{
    plan::Bound,
    rule::{Arithmetic, DatePart, Function, Number},
};

impl Number<Bound> {
    /// Its value for each row; NaN where an operand is missing.
    pub(super) fn values<'a>(&self, view: &View<'a>) -> Cow<'a, [f64]> {
        match self {
            Self::Column(of) | Self::Time(of) => match view.slots[of.slot] {
                Slot::Numbers(values) => Cow::Borrowed(values),
                Slot::Absent | Slot::Texts(_) => Cow::Owned(vec![f64::NAN; view.rows]),
            },
            Self::Constant(value) => Cow::Owned(vec![*value; view.rows]),
            Self::AsOf(_) => Cow::Owned(vec![view.as_of; view.rows]),
            Self::Part(part, of) => map(of.values(view), |micros| part.of(micros)),
            Self::Apply(function, of) => map(of.values(view), |value| function.of(value)),
            Self::Combine(op, left, right) => {
                let mut values = left.values(view).into_owned();
                for (value, other) in values.iter_mut().zip(right.values(view).iter()) {
                    *value = op.of(*value, *other);
                }
                Cow::Owned(values)
            }
        }
    }
}

fn map<'a>(values: Cow<'_, [f64]>, of: impl Fn(f64) -> f64) -> Cow<'a, [f64]> {
    let mut values = values.into_owned();
    for value in &mut values {
        *value = of(*value);
    }
    Cow::Owned(values)
}

impl Function {
    fn of(self, value: f64) -> f64 {
        match self {
            Self::Negate => -value,
            Self::Absolute => value.abs(),
            Self::Round => value.round(),
            Self::Floor => value.floor(),
            Self::Ceil => value.ceil(),
            Self::Logarithm if value > 0.0 => value.ln(),
            Self::Logarithm => f64::NAN,
        }
    }
}

impl Arithmetic {
    fn of(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            // A division by zero is unknown.
            Self::Divide | Self::Remainder if right == 0.0 => f64::NAN,
            Self::Divide => left / right,
            Self::Remainder => left % right,
            Self::Coalesce if left.is_nan() => right,
            Self::Coalesce => left,
        }
    }
}

impl DatePart {
    fn of(self, micros: f64) -> f64 {
        if micros.is_nan() {
            return f64::NAN;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the cast saturates, and such a time has no date"
        )]
        let Some(moment) = DateTime::from_timestamp_micros(micros as i64) else {
            return f64::NAN;
        };
        match self {
            Self::Year => moment.year().into(),
            Self::Month => moment.month().into(),
            Self::Day => moment.day().into(),
            Self::Hour => moment.hour().into(),
            Self::Weekday => moment.weekday().number_from_monday().into(),
        }
    }
}

//! Mean, median and mode, by group.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use polars::prelude::*;
use rayon::prelude::*;

use crate::{
    engine::{
        chunk::numbers,
        form::{Form, Value},
    },
    recipe::ImputeMethod,
    stats,
};

/// The typical value of a column, by group and over all.
#[derive(Debug)]
pub(super) struct Typical {
    pub(super) by_group: Vec<Option<Value>>,
    pub(super) overall: Option<Value>,
    /// Of a mode: the value taken over all where several are equally frequent, and how many there are.
    pub(super) tie: Option<(Value, u64)>,
}

impl Typical {
    pub(super) fn find(
        series: &Series,
        form: Form,
        method: &ImputeMethod,
        groups: (&[u32], usize),
    ) -> PolarsResult<Self> {
        if matches!(method, ImputeMethod::Mode) {
            return modes(series, form, groups);
        }
        let (codes, count) = groups;
        let values = numbers(series, form)?;
        let mut members: Vec<Vec<f64>> = vec![Vec::new(); count];
        for (value, code) in values.iter().zip(codes) {
            if !value.is_nan() {
                members[*code as usize].push(*value);
            }
        }
        let average = |values: &mut Vec<f64>| match method {
            ImputeMethod::Mean => stats::mean(values),
            _ => stats::quantile(values, 1, 2),
        };
        let overall = if count == 1 {
            None
        } else {
            average(&mut members.iter().flatten().copied().collect())
        };
        let by_group: Vec<Option<f64>> = members.par_iter_mut().map(average).collect();
        let overall = overall.or(by_group.first().copied().flatten().filter(|_| count == 1));
        Ok(Self {
            by_group: by_group
                .into_iter()
                .map(|value| value.map(|value| of_form(value, form)))
                .collect(),
            overall: overall.map(|value| of_form(value, form)),
            tie: None,
        })
    }
}

/// An average as a value of the column; of whole numbers rounded half up.
fn of_form(value: f64, form: Form) -> Value {
    if form != Form::Integer {
        return Value::Number(value);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "between whole numbers of 64 bits"
    )]
    Value::Integer((value + 0.5).floor() as i64)
}

fn modes(series: &Series, form: Form, (codes, count): (&[u32], usize)) -> PolarsResult<Typical> {
    let texts = form.texts(series)?;
    let mut counts: HashMap<(u32, &str), u64, FixedState> = HashMap::default();
    for (code, cell) in codes.iter().zip(texts.iter()) {
        if let Some(cell) = cell {
            *counts.entry((*code, cell)).or_default() += 1;
        }
    }
    let mut all: HashMap<&str, u64, FixedState> = HashMap::default();
    let mut by_group: Vec<Vec<(&str, u64)>> = vec![Vec::new(); count];
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_unstable();
    for ((code, cell), count) in sorted {
        by_group[code as usize].push((cell, count));
        *all.entry(cell).or_default() += count;
    }
    let mut all: Vec<(&str, u64)> = all.into_iter().collect();
    all.sort_unstable();
    let (overall, candidates) = most_frequent(&all, form);
    Ok(Typical {
        by_group: by_group
            .iter()
            .map(|counts| most_frequent(counts, form).0)
            .collect(),
        tie: overall
            .clone()
            .filter(|_| candidates > 1)
            .map(|value| (value, candidates)),
        overall,
    })
}

/// The most frequent value, of several the smallest number or text, and how many there are.
fn most_frequent(counts: &[(&str, u64)], form: Form) -> (Option<Value>, u64) {
    let Some(most) = counts.iter().map(|(_, count)| *count).max() else {
        return (None, 0);
    };
    let best = counts.iter().filter(|(_, count)| *count == most);
    let number = best.clone().count() as u64;
    let value = best
        .filter_map(|(cell, _)| form.read(cell))
        .min_by(|a, b| match (a, b) {
            (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
            (Value::Integer(a), Value::Integer(b)) | (Value::Micros(a), Value::Micros(b)) => {
                a.cmp(b)
            }
            (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            _ => std::cmp::Ordering::Equal,
        });
    (value, number)
}

//! Mean, median and mode, by group.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use polars::prelude::*;
use rayon::prelude::*;

use crate::{
    CleanError,
    engine::{
        Whole,
        chunk::numbers,
        form::{Form, Value},
        group::members,
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
        whole: &Whole,
        (slot, form): (usize, Form),
        method: &ImputeMethod,
        (codes, count): (&[Vec<u32>], usize),
    ) -> Result<Self, CleanError> {
        if matches!(method, ImputeMethod::Mode) {
            let texts = whole.each(|chunk| match chunk.column(slot) {
                Some(series) => Ok(form.texts(series)?),
                None => Ok(StringChunked::default()),
            })?;
            return Ok(modes(&texts, form, (codes, count)));
        }
        let values = whole.each(|chunk| match chunk.column(slot) {
            Some(series) => Ok(numbers(series, form)?),
            None => Ok(Vec::new()),
        })?;
        let mut members = members(values, codes, count);
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

/// How often each text occurs in each group.
type Frequencies<'a> = HashMap<(u32, &'a str), u64, FixedState>;

fn modes(texts: &[StringChunked], form: Form, (codes, count): (&[Vec<u32>], usize)) -> Typical {
    let parts: Vec<Frequencies<'_>> = texts
        .par_iter()
        .zip(codes)
        .map(|(texts, codes)| {
            let mut counts = Frequencies::default();
            for (code, cell) in codes.iter().zip(texts.iter()) {
                if let Some(cell) = cell {
                    *counts.entry((*code, cell)).or_default() += 1;
                }
            }
            counts
        })
        .collect();
    let mut parts = parts.into_iter();
    let mut counts = parts.next().unwrap_or_default();
    for (key, count) in parts.flatten() {
        *counts.entry(key).or_default() += count;
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
    Typical {
        by_group: by_group
            .iter()
            .map(|counts| most_frequent(counts, form).0)
            .collect(),
        tie: overall
            .clone()
            .filter(|_| candidates > 1)
            .map(|value| (value, candidates)),
        overall,
    }
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

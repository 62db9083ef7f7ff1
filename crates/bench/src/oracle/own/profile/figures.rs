//! The figures of a profile: from holders of values, and as fourr has written them.
//!
//! Counts that speak of fewer people than a group must have are withheld, and others from which they would follow. The first
//! kind must not be told; of the second there is no answer here.

use polars::prelude::*;

use super::holders::{Holders, Tag};
use crate::oracle::summary::Summary;
use crate::{Answer, BenchError, Value};

const QUARTILES: [(&str, f64); 3] = [("q1", 0.25), ("median", 0.5), ("q3", 0.75)];

/// What decides which figures there are.
pub(super) struct Told<'a> {
    /// What fourr tells.
    pub(super) found: &'a Answer,
    /// Codes of the dimensions.
    pub(super) dimensions: Vec<&'a str>,
    /// People below whom a count is withheld.
    pub(super) min_group: i64,
    /// Whether a count of nobody is withheld too.
    pub(super) zeros_withheld: bool,
    /// Whether sensitive tags are compared.
    pub(super) sensitive: bool,
    /// Whether the target group is compared with everybody else rather than with everybody.
    pub(super) against_rest: bool,
    /// The target group: tags and their values, as named.
    pub(super) target: Vec<(String, String)>,
    /// Numbers and their columns.
    pub(super) numbers: Vec<(String, String)>,
}

impl Told<'_> {
    fn is_small(&self, count: i64) -> bool {
        count < self.min_group && (count > 0 || self.zeros_withheld)
    }

    /// Adds a figure that rests on these counts, unless it is withheld.
    fn put(&self, answer: &mut Answer, name: String, value: impl Into<Value>, counts: &[i64]) {
        let small = counts.iter().any(|count| self.is_small(*count));
        let withheld = self.min_group > 1 && self.found.get(&name).is_none();
        if !small && !withheld {
            answer.put(name, value);
        }
    }
}

/// The figures of who has which value; `None` where the target group names no tag.
pub(super) fn expected(holders: &Holders, told: &Told<'_>) -> PolarsResult<Option<Answer>> {
    let mut answer = Answer::default();
    let persons = i64::try_from(holders.persons.height()).unwrap_or(i64::MAX);
    answer.put("persons", persons);
    for tag in &holders.tags {
        for value in &tag.values {
            let holding = holders.count(col(&value.column))?;
            let name = format!("{}.{}", tag.code, value.code);
            told.put(&mut answer, name, holding, &[holding]);
        }
    }
    for code in &told.dimensions {
        let mine = holders.tags.iter().filter(|tag| tag.dimension == *code);
        let values = mine.flat_map(|tag| &tag.values);
        let any = values.fold(lit(false), |any, value| any.or(col(&value.column)));
        let covered = holders.count(any)?;
        let name = format!("dimension {code}");
        told.put(&mut answer, name, covered, &[covered, persons - covered]);
    }
    for (name, column) in &told.numbers {
        number(&mut answer, holders, (name, column), told)?;
    }
    if !told.target.is_empty() && target(&mut answer, holders, persons, told)?.is_none() {
        return Ok(None);
    }
    Ok(Some(answer))
}

/// Mean, standard deviation and type-7 quartiles of the persons of whom a number is known.
fn number(
    answer: &mut Answer,
    holders: &Holders,
    (name, column): (&str, &str),
    told: &Told<'_>,
) -> PolarsResult<()> {
    let values = holders
        .persons
        .column(column)?
        .as_materialized_series()
        .drop_nulls();
    let known = i64::try_from(values.len()).unwrap_or(i64::MAX);
    answer.put(format!("known {name}"), known);
    if known < told.min_group {
        return Ok(());
    }
    let values = values.f64()?;
    let mut figures = vec![("mean", values.mean()), ("sd", values.std(1))];
    for (quartile, share) in QUARTILES {
        figures.push((quartile, values.quantile(share, QuantileMethod::Linear)?));
    }
    for (figure, value) in figures {
        if let Some(value) = value {
            answer.put(format!("{figure} {name}"), value);
        }
    }
    Ok(())
}

/// The target group, and the index of every value but those that it is defined by.
fn target(
    answer: &mut Answer,
    holders: &Holders,
    persons: i64,
    told: &Told<'_>,
) -> PolarsResult<Option<()>> {
    let mut group = lit(true);
    let mut defining: Vec<(&str, Option<&str>)> = Vec::new();
    for (tag, value) in &told.target {
        let tags = holders.tags.iter();
        let Some(tag) = of_name(tags, tag, |tag| (&tag.code, &tag.name)) else {
            return Ok(None);
        };
        let Some(value) = of_name(tag.values.iter(), value, |value| (&value.code, &value.name))
        else {
            return Ok(None);
        };
        group = group.and(col(&value.column));
        defining.push((&tag.code, (!tag.exclusive).then_some(&*value.code)));
    }
    let size = holders.count(group.clone())?;
    let compared: Vec<&Tag> = holders
        .tags
        .iter()
        .filter(|tag| told.sensitive || !tag.sensitive)
        .collect();
    if compared.is_empty() || told.is_small(size) || told.is_small(persons - size) {
        return Ok(Some(()));
    }
    answer.put("target", size);
    for tag in compared {
        for value in &tag.values {
            if defining
                .iter()
                .any(|(of, only)| *of == tag.code && only.is_none_or(|only| only == value.code))
            {
                continue;
            }
            let all = holders.count(col(&value.column))?;
            let own = holders.count(col(&value.column).and(group.clone()))?;
            let name = format!("{}.{}", tag.code, value.code);
            told.put(answer, format!("target {name}"), own, &[own, all - own]);
            let share = |part: i64, whole: i64| (whole > 0).then(|| part as f64 / whole as f64);
            let base = if told.against_rest {
                share(all - own, persons - size)
            } else {
                share(all, persons)
            };
            let index = share(own, size).zip(base.filter(|base| *base > 0.0));
            if let Some((own_share, base)) = index {
                told.put(
                    answer,
                    format!("index {name}"),
                    own_share / base * 100.0,
                    &[own, all - own],
                );
            }
        }
    }
    Ok(Some(()))
}

/// The one of that code, else of that name.
fn of_name<'a, T>(
    mut all: impl Iterator<Item = &'a T> + Clone,
    wanted: &str,
    called: impl Fn(&T) -> (&String, &String),
) -> Option<&'a T> {
    let by_code = all.clone().find(|one| called(one).0 == wanted);
    by_code.or_else(|| all.find(|one| called(one).1 == wanted))
}

/// The same figures as fourr has written them, as far as it tells them.
pub(super) fn found(summary: &Summary) -> Result<Answer, BenchError> {
    let mut answer = Answer::default();
    answer.put("persons", summary.count("/persons")?);
    for tag in summary.list("/tags")? {
        for value in tag.list("/values")? {
            let name = format!("{}.{}", tag.text("/code")?, value.text("/code")?);
            put_told(&mut answer, name, value.told("/holders")?);
        }
    }
    for of in summary.list("/dimensions")? {
        let name = format!("dimension {}", of.text("/code")?);
        put_told(&mut answer, name, of.told("/covered")?);
    }
    found_numbers(&mut answer, summary)?;
    let named = summary.list("/parameters/statistics/target")?;
    if !named.is_empty() && summary.get("/target/groups").is_some() {
        found_target(&mut answer, summary)?;
    }
    Ok(answer)
}

fn put_told(answer: &mut Answer, name: String, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        answer.put(name, value);
    }
}

fn found_numbers(answer: &mut Answer, summary: &Summary) -> Result<(), BenchError> {
    for number in summary.list("/numbers")? {
        let name = number.text("/name")?;
        answer.put(format!("known {name}"), number.count("/known")?);
        let mut figures = vec![("mean", "/mean"), ("sd", "/sd")];
        if number.get("/quartiles/0").is_some() {
            let places = ["/quartiles/0", "/quartiles/1", "/quartiles/2"];
            figures.extend(QUARTILES.map(|(figure, _)| figure).into_iter().zip(places));
        }
        for (figure, path) in figures {
            put_told(answer, format!("{figure} {name}"), number.amount(path)?);
        }
    }
    Ok(())
}

fn found_target(answer: &mut Answer, summary: &Summary) -> Result<(), BenchError> {
    answer.put("target", summary.count("/target/groups/target")?);
    for row in summary.list("/target/tgi")? {
        // A row that is withheld has no figures.
        if row.get("/target").is_some() {
            let name = format!("{}.{}", row.text("/tag")?, row.text("/value")?);
            answer.put(format!("target {name}"), row.count("/target")?);
            put_told(answer, format!("index {name}"), row.amount("/tgi")?);
        }
    }
    Ok(())
}

//! [`CellTest`]: what has to hold of a cell.

use std::collections::HashSet;

use polars::prelude::*;
use regex::Regex;

use super::Verdict;
use crate::{
    CleanError,
    engine::{
        chunk::numbers,
        form::{Form, Value},
        moments, parse,
        plan::Columns,
    },
    recipe::{Found, ParseKind, Rule},
};

/// What has to hold of a cell.
#[derive(Debug)]
pub(crate) enum CellTest {
    Required,
    Range(Option<f64>, Option<f64>),
    OneOf(HashSet<String>),
    Pattern(Regex),
    Length(usize, usize),
    Kind(ParseKind),
}

impl CellTest {
    /// The test that a rule about single cells asks for.
    pub(super) fn new(
        rule: &Rule,
        slots: &[(usize, Form)],
        columns: &Columns<'_>,
    ) -> Result<Self, CleanError> {
        Ok(match rule {
            Rule::Range { min, max } => range(min.as_ref(), max.as_ref(), slots, columns)?,
            Rule::OneOf(values) if values.is_empty() => {
                return Err(columns.parameter("rule.one_of", "empty", "at least one value"));
            }
            Rule::OneOf(values) => Self::OneOf(values.iter().cloned().collect()),
            Rule::Pattern(pattern) => Self::Pattern(Regex::new(pattern).map_err(|error| {
                let text = error.to_string();
                let reason = text.lines().last().unwrap_or_default();
                let value = format!("{pattern} ({reason})");
                columns.parameter("rule.pattern", value, "a regular expression")
            })?),
            Rule::Length { min, max } => {
                let (min, max) = (min.unwrap_or(0), max.unwrap_or(usize::MAX));
                if min > max {
                    let value = format!("{min} to {max}");
                    return Err(columns.parameter("rule.length", value, "min up to max"));
                }
                Self::Length(min, max)
            }
            Rule::Kind(kind) => Self::Kind(*kind),
            Rule::FoundIn(found) => Self::OneOf(reference(found, columns)?),
            _ => Self::Required,
        })
    }

    pub(crate) fn judge(&self, series: &Series, form: Form) -> PolarsResult<Verdict> {
        Ok(match self {
            Self::Required => {
                let known = series.is_not_null();
                Verdict::of(known.iter())
            }
            Self::Range(min, max) => {
                let holds = |value: f64| {
                    min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max)
                };
                let values = measured(series, form)?;
                Verdict::of(values.into_iter().map(|value| value.map(holds)))
            }
            Self::OneOf(values) => on_text(series, form, |text| values.contains(text))?,
            Self::Pattern(pattern) => on_text(series, form, |text| pattern.is_match(text))?,
            Self::Length(min, max) => on_text(series, form, |text| {
                (*min..=*max).contains(&text.chars().count())
            })?,
            Self::Kind(kind) => on_text(series, form, |text| reads_as(text, *kind))?,
        })
    }
}

fn on_text(series: &Series, form: Form, holds: impl Fn(&str) -> bool) -> PolarsResult<Verdict> {
    let text = form.texts(series)?;
    Ok(Verdict::of(text.iter().map(|cell| cell.map(&holds))))
}

/// Cells as numbers, dates as microseconds: `None` for a missing cell, NaN for one that is neither.
fn measured(series: &Series, form: Form) -> PolarsResult<Vec<Option<f64>>> {
    Ok(match form {
        Form::Number(_) | Form::Integer => numbers(series, form)?
            .into_iter()
            .map(|value| (!value.is_nan()).then_some(value))
            .collect(),
        Form::Date | Form::Datetime => moments(series, form)?
            .into_iter()
            .map(|micros| micros.map(|micros| micros as f64))
            .collect(),
        _ => form
            .texts(series)?
            .iter()
            .map(|cell| {
                cell.map(|cell| {
                    fourr_cell::number::parse(cell, &fourr_cell::number::NumberRules::default())
                        .map_or(f64::NAN, |number| number.value.to_f64())
                })
            })
            .collect(),
    })
}

/// Whether a text reads as a kind.
pub(crate) fn reads_as(text: &str, kind: ParseKind) -> bool {
    use fourr_cell::{date, number};
    match kind {
        ParseKind::Number => number::parse(text, &number::NumberRules::default()).is_ok(),
        ParseKind::Integer => number::parse(text, &number::NumberRules::default())
            .is_ok_and(|number| number.value.to_f64().fract() == 0.0),
        ParseKind::Date | ParseKind::Datetime => {
            date::parse_micros(text, &date::DateRules::default()).is_ok()
        }
        ParseKind::Boolean => parse::is_boolean(text),
        kind => parse::standard(text, kind).is_ok(),
    }
}

fn range(
    min: Option<&toml::Value>,
    max: Option<&toml::Value>,
    slots: &[(usize, Form)],
    columns: &Columns<'_>,
) -> Result<CellTest, CleanError> {
    let dates = slots
        .iter()
        .any(|slot| matches!(slot.1, Form::Date | Form::Datetime));
    let read =
        |value: Option<&toml::Value>| value.map(|value| bound(value, dates, columns)).transpose();
    match (read(min)?, read(max)?) {
        (None, None) => Err(columns.parameter("rule.range", "without limits", "min, max or both")),
        (Some(low), Some(high)) if low > high => {
            let value = format!("{low} to {high}");
            Err(columns.parameter("rule.range", value, "min up to max"))
        }
        (min, max) => Ok(CellTest::Range(min, max)),
    }
}

fn bound(value: &toml::Value, dates: bool, columns: &Columns<'_>) -> Result<f64, CleanError> {
    let read = match value {
        toml::Value::Integer(value) => Some(*value as f64),
        toml::Value::Float(value) => Some(*value),
        toml::Value::String(text) if dates => match Form::Datetime.read(text) {
            Some(Value::Micros(micros)) => Some(micros as f64),
            _ => None,
        },
        toml::Value::Datetime(moment) if dates => match Form::Datetime.read(&moment.to_string()) {
            Some(Value::Micros(micros)) => Some(micros as f64),
            _ => None,
        },
        _ => None,
    };
    read.filter(|value| value.is_finite()).ok_or_else(|| {
        let expected = if dates { "a date" } else { "a number" };
        columns.parameter("rule.range", value, expected)
    })
}

fn reference(found: &Found, columns: &Columns<'_>) -> Result<HashSet<String>, CleanError> {
    let Some(table) = columns.references.get(&found.table) else {
        return Err(CleanError::NoReference {
            place: columns.place.clone(),
            table: found.table.clone(),
        });
    };
    let Ok(column) = table.column(&found.column) else {
        return Err(CleanError::NoColumn {
            place: columns.place.clone(),
            column: found.column.clone(),
            near: Vec::new(),
            columns: table
                .get_column_names()
                .iter()
                .map(std::string::ToString::to_string)
                .collect(),
        });
    };
    let series = column.as_materialized_series();
    let form = Form::of(series.dtype());
    let text = form.texts(&form.load(series)?)?;
    Ok(text.iter().flatten().map(str::to_owned).collect())
}

//! [`Checking`]: what has to hold.

use std::collections::{BTreeMap, HashSet};

use fourr_cell::written;
use polars::prelude::*;
use regex::Regex;

use super::{
    Fit, Whole,
    book::Book,
    chunk::{Chunk, Row, index, numbers},
    condition::Condition,
    form::{DAY, Form},
    group::Groups,
    hashes::Nulls,
    plan::Columns,
    text::nulled,
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{Check, OnFailure, ParseKind, Rule},
};

/// A rule made ready.
#[derive(Debug)]
pub(crate) struct Checking {
    /// The columns it is about.
    pub(crate) slots: Vec<(usize, Form)>,
    pub(crate) test: Test,
    on_failure: OnFailure,
    /// The columns that say which cells an earlier run has filled.
    filled: Vec<Option<usize>>,
}

/// What has to hold.
#[derive(Debug)]
pub(crate) enum Test {
    /// Of each cell.
    Cell(CellTest),
    /// Of each row.
    Condition(Condition),
    IdCard {
        birthday: Option<(usize, Form)>,
        sex: Option<(usize, Form)>,
    },
    /// Of all rows.
    Unique,
    Determined(Vec<(usize, Form)>),
}

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

impl Checking {
    pub(super) fn new(rules: &Check, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        let slots: Vec<(usize, Form)> = columns
            .find_all(&rules.columns)?
            .into_iter()
            .map(|slot| (slot, columns.form(slot)))
            .collect();
        let test = test(&rules.rule, &slots, columns)?;
        let is_condition = matches!(test, Test::Condition(_));
        if !is_condition || rules.on_failure == OnFailure::Null {
            columns.some(&rules.columns)?;
        }
        if matches!(test, Test::Cell(CellTest::Required)) && rules.on_failure == OnFailure::Null {
            return Err(columns.parameter(
                "on_failure",
                "null",
                "flag or drop: the cell is missing already",
            ));
        }
        if rules.on_failure == OnFailure::Null {
            for (slot, form) in &slots {
                columns.write(*slot, *form);
            }
        }
        let filled = rules
            .columns
            .iter()
            .map(|name| columns.filled_mark(name))
            .collect();
        Ok(Self {
            slots,
            test,
            on_failure: rules.on_failure,
            filled,
        })
    }

    pub(super) fn needs_fit(&self) -> bool {
        matches!(self.test, Test::Unique | Test::Determined(_))
    }

    pub(super) fn reads(&self) -> Vec<usize> {
        let mut slots: Vec<usize> = self.slots.iter().map(|slot| slot.0).collect();
        match &self.test {
            Test::Condition(condition) => slots.extend(condition.slots()),
            Test::IdCard { birthday, sex } => slots.extend(birthday.iter().chain(sex).map(|s| s.0)),
            Test::Determined(by) => slots.extend(by.iter().map(|slot| slot.0)),
            Test::Cell(_) | Test::Unique => {}
        }
        slots.extend(self.filled.iter().copied().flatten());
        slots
    }

    pub(super) fn writes(&self) -> Vec<usize> {
        if self.on_failure == OnFailure::Null {
            self.slots.iter().map(|slot| slot.0).collect()
        } else {
            Vec::new()
        }
    }

    pub(super) fn removes(&self) -> bool {
        self.on_failure == OnFailure::Drop
    }

    pub(super) fn fit(&self, whole: &mut Whole, step: usize) -> Result<Fit, CleanError> {
        let broken = match &self.test {
            Test::Unique => {
                let repeats = whole.repeats(step, &self.slots, Nulls::Distinct)?;
                let rows: Vec<Row> = repeats.into_iter().map(|(row, _)| row).collect();
                vec![rows; self.slots.len()]
            }
            Test::Determined(by) => {
                let chunk = whole.joined()?;
                let columns = self.slots.iter().zip(&self.filled);
                columns
                    .map(|(slot, mark)| {
                        let filled = super::filled_before(chunk, *mark)?;
                        minority(chunk, by, *slot, filled)
                    })
                    .collect::<PolarsResult<_>>()?
            }
            _ => Vec::new(),
        };
        Ok(Fit::Broken(broken))
    }

    pub(super) fn run(
        &self,
        (step, fit): (usize, &Fit),
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        let verdicts = self.verdicts(fit, chunk)?;
        let mut failed_rows = vec![false; chunk.height()];
        for (_, verdict) in &verdicts {
            let tally = book.tally(step);
            tally.applicable += verdict.applicable;
            for &at in &verdict.failed {
                failed_rows[at as usize] = true;
                tally.fail(chunk.rows[at as usize]);
            }
        }
        match self.on_failure {
            OnFailure::Flag => {}
            OnFailure::Drop => book.remove(step, chunk, Reason::Failed, &failed_rows)?,
            OnFailure::Null => {
                for (columns, verdict) in verdicts {
                    for (slot, form) in columns {
                        let known = self.known(chunk, slot, &verdict.failed)?;
                        nulled((step, slot), (form, Reason::Failed), known, chunk, book)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Of some places those whose cell has a value that no earlier run has filled.
    fn known(
        &self,
        chunk: &Chunk,
        slot: usize,
        at: &[IdxSize],
    ) -> Result<Vec<IdxSize>, CleanError> {
        let Some(series) = chunk.column(slot) else {
            return Ok(Vec::new());
        };
        let column = self.slots.iter().position(|of| of.0 == slot);
        let mark = column.and_then(|column| self.filled[column]);
        let filled = super::filled_before(chunk, mark)?;
        let known = series.is_not_null();
        let counts = |at: &IdxSize| {
            let at = *at as usize;
            known.get(at) == Some(true) && !filled.as_ref().is_some_and(|filled| filled[at])
        };
        Ok(at.iter().copied().filter(counts).collect())
    }

    /// Which cells or rows break the rule, with the columns that are at fault.
    pub(crate) fn verdicts(&self, fit: &Fit, chunk: &Chunk) -> Result<Vec<Judged>, CleanError> {
        match &self.test {
            Test::Cell(test) => self
                .slots
                .iter()
                .filter_map(|&(slot, form)| Some((slot, form, chunk.column(slot)?)))
                .map(|(slot, form, series)| Ok((vec![(slot, form)], test.judge(series, form)?)))
                .collect(),
            Test::Condition(condition) => {
                if condition
                    .slots()
                    .iter()
                    .any(|slot| chunk.column(*slot).is_none())
                {
                    return Ok(Vec::new());
                }
                let verdict = Verdict::of(condition.holds(chunk)?.into_iter());
                Ok(vec![(self.slots.clone(), verdict)])
            }
            Test::IdCard { birthday, sex } => {
                let Some(&(slot, form)) = self.slots.first() else {
                    return Ok(Vec::new());
                };
                let agrees = agreements(chunk, (slot, form), birthday.as_ref(), sex.as_ref())?;
                Ok(vec![(self.slots.clone(), Verdict::of(agrees.into_iter()))])
            }
            Test::Unique | Test::Determined(_) => {
                let Fit::Broken(broken) = fit else {
                    return Ok(Vec::new());
                };
                let by_column = self.slots.iter().zip(broken);
                Ok(by_column
                    .filter_map(|(&(slot, form), rows)| {
                        let series = chunk.column(slot)?;
                        let failed = rows_in(chunk, rows);
                        let applicable = (series.len() - series.null_count()) as u64;
                        Some((vec![(slot, form)], Verdict { applicable, failed }))
                    })
                    .collect())
            }
        }
    }
}

/// Places of those rows of the source that are in the chunk.
fn rows_in(chunk: &Chunk, rows: &[Row]) -> Vec<IdxSize> {
    let (Some(first), Some(last)) = (chunk.rows.first(), chunk.rows.last()) else {
        return Vec::new();
    };
    let from = rows.partition_point(|row| row < first);
    let to = rows.partition_point(|row| row <= last);
    rows[from..to]
        .iter()
        .filter_map(|row| chunk.place(*row).map(index))
        .collect()
}

/// Cells or rows that a rule applies to, and the places of those that break it.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) applicable: u64,
    pub(crate) failed: Vec<IdxSize>,
}

impl Verdict {
    fn of(holds: impl Iterator<Item = Option<bool>>) -> Self {
        let mut verdict = Self::default();
        for (at, holds) in holds.enumerate() {
            verdict.applicable += u64::from(holds.is_some());
            if holds == Some(false) {
                verdict.failed.push(index(at));
            }
        }
        verdict
    }
}

impl CellTest {
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
        Form::Date | Form::Datetime => super::moments(series, form)?
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

/// Columns, and which of their cells or rows break a rule.
type Judged = (Vec<(usize, Form)>, Verdict);

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
        ParseKind::Boolean => super::parse::is_boolean(text),
        kind => super::parse::standard(text, kind).is_ok(),
    }
}

fn test(rule: &Rule, slots: &[(usize, Form)], columns: &Columns<'_>) -> Result<Test, CleanError> {
    let with_form = |name: &String| -> Result<(usize, Form), CleanError> {
        let slot = columns.find(name)?;
        Ok((slot, columns.form(slot)))
    };
    Ok(match rule {
        Rule::Unique => Test::Unique,
        Rule::DeterminedBy(by) => {
            columns.some(by)?;
            Test::Determined(by.iter().map(with_form).collect::<Result<_, _>>()?)
        }
        Rule::Condition(condition) => Test::Condition(Condition::new(condition, columns)?),
        Rule::IdCardAgrees { birthday, sex } => {
            if birthday.is_none() && sex.is_none() {
                return Err(columns.parameter(
                    "rule.id_card_agrees",
                    "empty",
                    "birthday, sex or both",
                ));
            }
            Test::IdCard {
                birthday: birthday.as_ref().map(with_form).transpose()?,
                sex: sex.as_ref().map(with_form).transpose()?,
            }
        }
        rule => Test::Cell(cell_test(rule, slots, columns)?),
    })
}

fn cell_test(
    rule: &Rule,
    slots: &[(usize, Form)],
    columns: &Columns<'_>,
) -> Result<CellTest, CleanError> {
    Ok(match rule {
        Rule::Range { min, max } => range(min.as_ref(), max.as_ref(), slots, columns)?,
        Rule::OneOf(values) if values.is_empty() => {
            return Err(columns.parameter("rule.one_of", "empty", "at least one value"));
        }
        Rule::OneOf(values) => CellTest::OneOf(values.iter().cloned().collect()),
        Rule::Pattern(pattern) => CellTest::Pattern(Regex::new(pattern).map_err(|error| {
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
            CellTest::Length(min, max)
        }
        Rule::Kind(kind) => CellTest::Kind(*kind),
        Rule::FoundIn(found) => CellTest::OneOf(reference(found, columns)?),
        _ => CellTest::Required,
    })
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
            Some(super::form::Value::Micros(micros)) => Some(micros as f64),
            _ => None,
        },
        toml::Value::Datetime(moment) if dates => match Form::Datetime.read(&moment.to_string()) {
            Some(super::form::Value::Micros(micros)) => Some(micros as f64),
            _ => None,
        },
        _ => None,
    };
    read.filter(|value| value.is_finite()).ok_or_else(|| {
        let expected = if dates { "a date" } else { "a number" };
        columns.parameter("rule.range", value, expected)
    })
}

fn reference(
    found: &crate::recipe::Found,
    columns: &Columns<'_>,
) -> Result<HashSet<String>, CleanError> {
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

/// Rows whose value in a column is not the most frequent one of their group; where several are, all rows of the group.
fn minority(
    chunk: &Chunk,
    by: &[(usize, Form)],
    (slot, form): (usize, Form),
    filled: Option<Vec<bool>>,
) -> PolarsResult<Vec<Row>> {
    let Some(series) = chunk.column(slot) else {
        return Ok(Vec::new());
    };
    let text = form.texts(series)?;
    let mut unknown = filled.unwrap_or_else(|| vec![false; chunk.height()]);
    for series in by.iter().filter_map(|slot| chunk.column(slot.0)) {
        for (unknown, null) in unknown.iter_mut().zip(series.is_null().iter()) {
            *unknown |= null == Some(true);
        }
    }
    let (groups, codes) = Groups::find(chunk, by)?;
    let mut counts: Vec<BTreeMap<&str, u64>> = vec![BTreeMap::new(); groups.len()];
    let cells = || codes.iter().zip(text.iter()).zip(&unknown);
    for ((code, cell), unknown) in cells() {
        if let (Some(cell), false) = (cell, unknown) {
            *counts[*code as usize].entry(cell).or_default() += 1;
        }
    }
    let usual: Vec<Option<&str>> = counts
        .iter()
        .map(|counts| {
            let most = counts.values().max()?;
            let mut best = counts.iter().filter(|(_, count)| *count == most);
            let first = best.next()?.0;
            best.next().is_none().then_some(*first)
        })
        .collect();
    let mut rows = Vec::new();
    for (((code, cell), unknown), row) in cells().zip(&chunk.rows) {
        if let (Some(cell), false) = (cell, unknown)
            && usual[*code as usize] != Some(cell)
        {
            rows.push(*row);
        }
    }
    Ok(rows)
}

/// Whether ID numbers agree with birthdays and sexes; `None` where there is nothing to compare.
fn agreements(
    chunk: &Chunk,
    (slot, form): (usize, Form),
    birthday: Option<&(usize, Form)>,
    sex: Option<&(usize, Form)>,
) -> PolarsResult<Vec<Option<bool>>> {
    let Some(series) = chunk.column(slot) else {
        return Ok(vec![None; chunk.height()]);
    };
    let numbers = form.texts(series)?;
    let days: Option<Vec<Option<i64>>> = match birthday
        .and_then(|(slot, form)| chunk.column(*slot).map(|series| (series, *form)))
    {
        Some((series, form @ (Form::Date | Form::Datetime))) => Some(super::moments(series, form)?),
        Some((series, form)) => Some(
            form.texts(series)?
                .iter()
                .map(|cell| {
                    fourr_cell::date::parse_micros(cell?, &fourr_cell::date::DateRules::default())
                        .ok()
                })
                .collect(),
        ),
        None => None,
    };
    let sexes: Option<StringChunked> = sex
        .and_then(|(slot, form)| chunk.column(*slot).map(|series| form.texts(series)))
        .transpose()?;
    let mut agreements = Vec::with_capacity(chunk.height());
    for (at, number) in numbers.iter().enumerate() {
        let facts = number.and_then(written::id_card_facts);
        let day = days.as_ref().and_then(|days| days[at]);
        let sex = sexes
            .as_ref()
            .and_then(|sexes| sexes.get(at))
            .and_then(|sex| written::sex(sex).ok());
        agreements.push(
            facts
                .filter(|_| day.is_some() || sex.is_some())
                .map(|facts| {
                    let born = facts.birthday.and_time(chrono::NaiveTime::MIN).and_utc();
                    let born = born.timestamp_micros().div_euclid(DAY);
                    day.is_none_or(|day| day.div_euclid(DAY) == born)
                        && sex.is_none_or(|sex| (sex == "男") == facts.male)
                }),
        );
    }
    Ok(agreements)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minorities_break_a_dependency() {
        let chunk = Chunk {
            rows: vec![0, 1, 2, 3, 4, 5],
            columns: vec![
                Some(Series::new(
                    "zip".into(),
                    [Some("1"), Some("1"), Some("1"), Some("2"), Some("2"), None],
                )),
                Some(Series::new("city".into(), ["a", "a", "b", "c", "d", "e"])),
            ],
        };
        let broken = minority(&chunk, &[(0, Form::Text)], (1, Form::Text), None).unwrap();
        // Of zip 2 nobody can tell which is wrong.
        assert_eq!(broken, [2, 3, 4]);
    }

    #[test]
    fn the_specimen_of_an_id_agrees_with_its_holder() {
        let chunk = Chunk {
            rows: vec![0, 1, 2],
            columns: vec![
                Some(Series::new("id".into(), ["11010519491231002X"; 3])),
                Some(Series::new(
                    "born".into(),
                    [Some("1949/12/31"), Some("1949-12-30"), None],
                )),
                Some(Series::new("sex".into(), ["女", "女", "男"])),
            ],
        };
        let text = |slot| (slot, Form::Text);
        let agrees = agreements(&chunk, text(0), Some(&text(1)), Some(&text(2))).unwrap();
        assert_eq!(agrees, [Some(true), Some(false), Some(false)]);
    }
}

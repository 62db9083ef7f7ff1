//! [`Checking`]: what has to hold.

mod cell;
mod dependency;
mod id_card;

use polars::prelude::*;

use super::{
    Fit, Whole,
    book::Book,
    chunk::{Chunk, Row, index},
    condition::Condition,
    form::Form,
    hashes::Nulls,
    plan::Columns,
    text::nulled,
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{Check, OnFailure, Rule},
};
pub(crate) use cell::{CellTest, reads_as};
use dependency::minority;
use id_card::agreements;

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
                    .map(|(&(slot, form), rows)| {
                        // While steps are fitted not every column is there, but rows go all the same.
                        let series = chunk.column(slot);
                        let applicable =
                            series.map_or(0, |series| series.len() - series.null_count()) as u64;
                        let failed = rows_in(chunk, rows);
                        (vec![(slot, form)], Verdict { applicable, failed })
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

/// Columns, and which of their cells or rows break a rule.
type Judged = (Vec<(usize, Form)>, Verdict);

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
        rule => Test::Cell(CellTest::new(rule, slots, columns)?),
    })
}

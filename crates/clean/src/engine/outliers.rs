//! [`Judging`]: values far away from the others.

mod ellipse;
mod limits;

use polars::prelude::*;

use super::{
    Fit, Whole,
    book::{Book, Change},
    chunk::{Changed, Chunk, index, numbers, put},
    form::{Form, Value},
    group::{Groups, members},
    plan::Columns,
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{Limits, OutlierMethod, Outliers, Treat},
    summary::{Fitted, Warning},
};
use ellipse::Ellipse;

/// Judges columns, and treats what is far away.
#[derive(Debug)]
pub(crate) struct Judging {
    /// The columns, each with the one that marks its outliers.
    pub(crate) slots: Vec<(usize, Form, Option<usize>)>,
    names: Vec<String>,
    /// The columns that say which cells an earlier run has filled.
    filled: Vec<Option<usize>>,
    by: Vec<(usize, Form)>,
    pub(crate) rules: Outliers,
    id: String,
}

/// Values inside: from the first to the second, both included.
pub(crate) type Bounds = (f64, f64);

/// What was found out about the columns.
#[derive(Debug, Default)]
pub(crate) struct Fences {
    groups: Groups,
    /// By column and group; `None` where nothing is judged.
    bounds: Vec<Vec<Option<Bounds>>>,
    ellipse: Option<Ellipse>,
    pub(crate) fitted: Vec<Fitted>,
    pub(crate) warnings: Vec<Warning>,
}

impl Judging {
    pub(super) fn new(rules: &Outliers, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        columns.some(&rules.columns)?;
        check(rules, columns)?;
        let by = columns.find_all(&rules.by)?;
        let by = by
            .into_iter()
            .map(|slot| (slot, columns.form(slot)))
            .collect();
        let mut slots = Vec::new();
        for name in &rules.columns {
            let slot = columns.find(name)?;
            columns.numeric(slot)?;
            let form = columns.form(slot);
            let mark = (rules.treat == Treat::Flag).then(|| {
                let mark = columns.mark(format!("{name}__outlier"), Form::Boolean);
                let form = columns.form(mark);
                columns.write(mark, form);
                mark
            });
            if matches!(rules.treat, Treat::Cap | Treat::Null) {
                columns.write(slot, form);
            }
            slots.push((slot, form, mark));
        }
        Ok(Self {
            slots,
            filled: rules
                .columns
                .iter()
                .map(|name| columns.filled_mark(name))
                .collect(),
            names: rules.columns.clone(),
            by,
            rules: rules.clone(),
            id: columns.place.step.clone(),
        })
    }

    pub(super) fn needs_fit(&self) -> bool {
        self.rules.limits.is_empty() && !matches!(self.rules.method, OutlierMethod::Domain { .. })
    }

    /// What is known without looking at the rows.
    pub(super) fn given(&self) -> Fences {
        if let OutlierMethod::Domain { min, max } = self.rules.method {
            let bounds = (
                min.unwrap_or(f64::NEG_INFINITY),
                max.unwrap_or(f64::INFINITY),
            );
            return Fences {
                groups: Groups::one(),
                bounds: vec![vec![Some(bounds)]; self.slots.len()],
                ..Fences::default()
            };
        }
        let groups = if self.by.is_empty() {
            Groups::one()
        } else {
            Groups::of_names(
                self.rules
                    .limits
                    .iter()
                    .map(|limits| limits.group.as_slice()),
            )
        };
        let mut bounds = vec![vec![None; groups.len()]; self.slots.len()];
        for limits in &self.rules.limits {
            let column = self.names.iter().position(|name| *name == limits.column);
            if let (Some(column), Some(group)) = (column, groups.number(&limits.group)) {
                bounds[column][group as usize] = Some((
                    limits.low.unwrap_or(f64::NEG_INFINITY),
                    limits.high.unwrap_or(f64::INFINITY),
                ));
            }
        }
        Fences {
            groups,
            bounds,
            ..Fences::default()
        }
    }

    /// Whether the rows of groups without limits are to be told of.
    fn knows_groups(&self) -> bool {
        !self.rules.limits.is_empty() && !self.by.is_empty()
    }

    pub(super) fn reads(&self) -> Vec<usize> {
        let columns = self.slots.iter().map(|slot| slot.0);
        let others = self.by.iter().map(|slot| slot.0);
        columns
            .chain(others)
            .chain(self.filled.iter().copied().flatten())
            .collect()
    }

    /// The numbers of a column that are judged, NaN for all other cells.
    fn judged(&self, at: usize, chunk: &Chunk) -> Result<Vec<f64>, CleanError> {
        let (slot, form, _) = self.slots[at];
        let Some(series) = chunk.column(slot) else {
            return Ok(vec![f64::NAN; chunk.height()]);
        };
        let mut values = numbers(series, form)?;
        if self.rules.log {
            for value in values.iter_mut().filter(|value| **value < 0.0) {
                *value = f64::NAN;
            }
        }
        if let Some(filled) = super::filled_before(chunk, self.filled[at])? {
            for (value, filled) in values.iter_mut().zip(filled) {
                if filled {
                    *value = f64::NAN;
                }
            }
        }
        Ok(values)
    }

    pub(super) fn writes(&self) -> Vec<usize> {
        match self.rules.treat {
            Treat::Flag => self.slots.iter().filter_map(|slot| slot.2).collect(),
            Treat::Cap | Treat::Null => self.slots.iter().map(|slot| slot.0).collect(),
            Treat::Drop => Vec::new(),
        }
    }

    pub(super) fn removes(&self) -> bool {
        self.rules.treat == Treat::Drop
    }

    pub(super) fn fit(&self, whole: &mut Whole) -> Result<Fit, CleanError> {
        if let OutlierMethod::Mahalanobis(share) = self.rules.method {
            let chunk = whole.joined()?;
            let columns: Vec<Vec<f64>> = (0..self.slots.len())
                .map(|at| self.judged(at, chunk))
                .collect::<Result<_, _>>()?;
            let mut fences = Fences {
                groups: Groups::one(),
                bounds: vec![vec![None]; self.slots.len()],
                ellipse: Ellipse::fit(&columns, share),
                ..Fences::default()
            };
            if fences.ellipse.is_none() {
                fences.warnings.push(Warning::NoEllipse {
                    step: self.id.clone(),
                });
            }
            return Ok(Fit::Fences(fences));
        }
        let (groups, codes) = whole.groups(&self.by)?;
        let mut fences = Fences {
            groups,
            ..Fences::default()
        };
        for at in 0..self.slots.len() {
            let values = whole.each(|chunk| self.judged(at, chunk))?;
            let members = members(values, &codes, fences.groups.len());
            let found = limits::of_groups(members, &self.rules);
            let name = &self.names[at];
            fences
                .warnings
                .extend(limits::warnings(&found, &self.id, name));
            if let OutlierMethod::Z(z) = self.rules.method
                && let Some(n) = limits::sigma_cannot_flag(&found, z)
            {
                fences.warnings.push(Warning::SigmaCannotFlag {
                    step: self.id.clone(),
                    column: name.clone(),
                    n,
                });
            }
            fences
                .bounds
                .push(found.iter().map(|found| found.bounds).collect());
            for (found, group) in found.iter().zip(&fences.groups.names) {
                fences.fitted.extend(found.fitted(name, group));
            }
        }
        Ok(Fit::Fences(fences))
    }

    pub(super) fn run(
        &self,
        (step, fit): (usize, &Fit),
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        let Fit::Fences(fences) = fit else {
            return Ok(());
        };
        let codes = fences.groups.of_rows(chunk, &self.by)?;
        let rows_out = fences
            .ellipse
            .as_ref()
            .map(|ellipse| self.beyond(ellipse, chunk));
        let rows_out = rows_out.transpose()?;
        let mut out = vec![false; chunk.height()];
        for (at, &(slot, form, mark)) in self.slots.iter().enumerate() {
            let Some(series) = chunk.column(slot).cloned() else {
                continue;
            };
            let values = self.judged(at, chunk)?;
            let beyond: Vec<(IdxSize, f64)> = match &rows_out {
                Some(rows) => rows.iter().map(|at| (*at, f64::NAN)).collect(),
                None => beyond(&values, &codes, &fences.bounds[at]),
            };
            let tally = book.tally(step);
            if self.knows_groups() {
                let unknown = codes.iter().filter(|code| code.is_none()).count() as u64;
                *tally.unknown.entry(slot).or_default() += unknown;
            }
            tally.applicable += values.iter().filter(|value| !value.is_nan()).count() as u64;
            for (place, _) in &beyond {
                out[*place as usize] = true;
                tally.fail(chunk.rows[*place as usize]);
            }
            self.treat((step, slot, form, mark), &series, beyond, (chunk, book))?;
        }
        if self.removes() {
            book.remove(step, chunk, Reason::Outlier, &out)?;
        }
        Ok(())
    }

    fn beyond(&self, ellipse: &Ellipse, chunk: &Chunk) -> Result<Vec<IdxSize>, CleanError> {
        let columns: Vec<Vec<f64>> = (0..self.slots.len())
            .map(|at| self.judged(at, chunk))
            .collect::<Result<_, _>>()?;
        Ok(ellipse.beyond(&columns))
    }

    fn treat(
        &self,
        (step, slot, form, mark): (usize, usize, Form, Option<usize>),
        series: &Series,
        beyond: Vec<(IdxSize, f64)>,
        (chunk, book): (&mut Chunk, &mut Book),
    ) -> Result<(), CleanError> {
        if beyond.is_empty() {
            return Ok(());
        }
        let (new, reason) = match self.rules.treat {
            Treat::Drop => return Ok(()),
            Treat::Flag => {
                let places: Vec<IdxSize> = beyond.iter().map(|cell| cell.0).collect();
                return Ok(mark_cells(
                    (step, mark, Reason::Outlier),
                    &places,
                    chunk,
                    book,
                )?);
            }
            Treat::Cap => {
                let cells: Vec<_> = beyond
                    .iter()
                    .map(|(at, limit)| (*at, Some(capped(*limit, series, *at, form))))
                    .collect();
                (put(series, form, &cells)?, Reason::Capped)
            }
            Treat::Null => {
                let cells: Vec<_> = beyond.iter().map(|(at, _)| (*at, None)).collect();
                (put(series, form, &cells)?, Reason::Outlier)
            }
        };
        let at = beyond.into_iter().map(|cell| cell.0).collect();
        let change = Change {
            step,
            slot,
            old: (series, form),
            new: (&new, form),
        };
        book.change(&chunk.rows, Changed::all(at, reason), &change)?;
        chunk.columns[slot] = Some(new);
        Ok(())
    }
}

/// Sets the marks of cells.
pub(super) fn mark_cells(
    (step, mark, reason): (usize, Option<usize>, Reason),
    places: &[IdxSize],
    chunk: &mut Chunk,
    book: &mut Book,
) -> PolarsResult<()> {
    let Some(slot) = mark else { return Ok(()) };
    let Some(series) = chunk.column(slot).cloned() else {
        return Ok(());
    };
    let form = Form::of(series.dtype());
    let marked: Vec<bool> = if let Ok(marks) = series.bool() {
        marks.iter().map(|mark| mark == Some(true)).collect()
    } else {
        let texts = form.texts(&series)?;
        texts.iter().map(|text| text == Some("true")).collect()
    };
    let new: Vec<IdxSize> = places
        .iter()
        .copied()
        .filter(|at| !marked[*at as usize])
        .collect();
    let value = match form {
        Form::Text => Value::Text("true".to_owned()),
        _ => Value::Boolean(true),
    };
    let cells: Vec<_> = new.iter().map(|at| (*at, Some(value.clone()))).collect();
    let marked = put(&series, form, &cells)?;
    let change = Change {
        step,
        slot,
        old: (&series, form),
        new: (&marked, form),
    };
    book.change(&chunk.rows, Changed::all(new, reason), &change)?;
    chunk.columns[slot] = Some(marked);
    Ok(())
}

/// The cells beyond the bounds of their groups, with the limit that they are beyond.
fn beyond(values: &[f64], codes: &[Option<u32>], bounds: &[Option<Bounds>]) -> Vec<(IdxSize, f64)> {
    let mut beyond = Vec::new();
    for (at, (&value, code)) in values.iter().zip(codes).enumerate() {
        let Some((low, high)) = code.and_then(|code| bounds[code as usize]) else {
            continue;
        };
        // NaN, a missing value, is neither.
        if value < low {
            beyond.push((index(at), low));
        } else if value > high {
            beyond.push((index(at), high));
        }
    }
    beyond
}

/// The limit as a value of the column: of whole numbers the nearest one inside.
fn capped(limit: f64, series: &Series, at: IdxSize, form: Form) -> Value {
    if form != Form::Integer {
        return Value::Number(limit);
    }
    let above = series
        .i64()
        .ok()
        .and_then(|values| values.get(at as usize))
        .is_some_and(|value| value as f64 > limit);
    let inside = if above { limit.floor() } else { limit.ceil() };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "between whole numbers of 64 bits"
    )]
    Value::Integer(inside as i64)
}

fn check(rules: &Outliers, columns: &Columns<'_>) -> Result<(), CleanError> {
    let positive = |value: f64| value.is_finite() && value > 0.0;
    let fault = |value: f64, expected| Err(columns.parameter("method", value, expected));
    match rules.method {
        OutlierMethod::Z(z) if !positive(z) => return fault(z, "a positive number"),
        OutlierMethod::Iqr(k) if !(k.is_finite() && k >= 0.0) => {
            return fault(k, "a number of at least 0");
        }
        OutlierMethod::Mad(c) if !positive(c) => return fault(c, "a positive number"),
        OutlierMethod::Percentile(low, high) if !(0.0 <= low && low < high && high <= 100.0) => {
            return fault(low, "two ascending percentiles from 0 to 100");
        }
        OutlierMethod::Domain { min, max } => match (min, max) {
            (None, None) => return fault(f64::NAN, "min, max or both"),
            (Some(min), Some(max)) if min > max => return fault(min, "min up to max"),
            _ => {}
        },
        OutlierMethod::Mahalanobis(share) => {
            if !(0.5..1.0).contains(&share) {
                return fault(share, "a share from 0.5 to below 1, such as 0.999");
            }
            if rules.treat == Treat::Cap {
                return Err(columns.parameter(
                    "treat",
                    "cap",
                    "flag, null or drop: a distance has no limit for one column",
                ));
            }
            if !rules.by.is_empty() || rules.log || !rules.limits.is_empty() {
                return Err(columns.parameter(
                    "method",
                    "mahalanobis",
                    "no by, log or limits beside it",
                ));
            }
        }
        _ => {}
    }
    if matches!(rules.method, OutlierMethod::Domain { .. }) && (!rules.by.is_empty() || rules.log) {
        return Err(columns.parameter("by", "given", "none: a domain is the same for all"));
    }
    limits_fit(rules, columns)
}

fn limits_fit(rules: &Outliers, columns: &Columns<'_>) -> Result<(), CleanError> {
    for Limits {
        column,
        group,
        low,
        high,
    } in &rules.limits
    {
        if !rules.columns.contains(column) {
            return Err(columns.parameter(
                "limits.column",
                column,
                "one of the columns of the step",
            ));
        }
        if group.len() != rules.by.len() {
            return Err(columns.parameter(
                "limits.group",
                group.join(", "),
                "one value for each column in by",
            ));
        }
        if low.zip(*high).is_some_and(|(low, high)| low > high) {
            return Err(columns.parameter("limits.low", low.unwrap_or_default(), "at most high"));
        }
    }
    Ok(())
}

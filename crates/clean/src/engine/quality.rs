//! The data-quality score, counted while rows stream past.

use chrono::Days;
use fourr_table::Scratch;
use polars::prelude::*;

use super::{
    book::Book,
    check::{Checking, Test, reads_as},
    chunk::Chunk,
    fit::Fit,
    form::{DAY, Form},
    hashes::{self, Hashes, Nulls, Sorted},
    plan::{Op, Plan},
    text::Missings,
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{Dimension, OutlierMethod, ParseKind, Recipe},
    summary::{Quality, Ratio},
    survey::MissingCount,
};

/// What the score counts, made ready for one table.
#[derive(Debug)]
pub(super) struct Scale<'a> {
    required: Vec<usize>,
    key: Vec<usize>,
    cells: Vec<CellRules<'a>>,
    rows: Vec<&'a Checking>,
    /// The column whose days may not lie before a moment, in microseconds.
    fresh: Option<(usize, i64)>,
    missings: Vec<Option<&'a Missings>>,
    /// An empty cell of a text file has no characters; it is not absent.
    empty_is_blank: bool,
    scratch: &'a Scratch,
    /// The step that counts equal rows of all columns before any row is taken out, so that nobody has to count them again.
    pub(super) counted_by: Option<usize>,
}

/// The rules for one column.
#[derive(Debug)]
struct CellRules<'a> {
    slot: usize,
    kinds: Vec<ParseKind>,
    checks: Vec<&'a Checking>,
    domains: Vec<(f64, f64)>,
}

/// Counts of a table, or of a part of it.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) rows: u64,
    complete: Ratio,
    valid: Ratio,
    consistent: Ratio,
    fresh: Ratio,
    /// For uniqueness.
    pub(super) hashes: Hashes,
}

impl<'a> Scale<'a> {
    pub(super) fn of(
        recipe: &Recipe,
        plan: &'a Plan,
        (empty_is_blank, scratch): (bool, &'a Scratch),
    ) -> Self {
        let slot = |name: &String| plan.slots.iter().position(|slot| slot.source == *name);
        let all = || (0..plan.sources).collect::<Vec<_>>();
        let named = |names: &[String]| {
            if names.is_empty() {
                all()
            } else {
                names.iter().filter_map(slot).collect()
            }
        };
        let mut scale = Self {
            scratch,
            required: named(&recipe.quality.required),
            key: named(&recipe.quality.key),
            cells: Vec::new(),
            rows: Vec::new(),
            fresh: recipe.quality.timeliness.as_ref().and_then(|rule| {
                let oldest = rule.as_of.checked_sub_days(Days::new(rule.days.into()))?;
                Some((slot(&rule.column)?, i64::from(oldest.to_epoch_days()) * DAY))
            }),
            missings: vec![None; plan.sources],
            empty_is_blank,
            counted_by: recipe
                .quality
                .key
                .is_empty()
                .then(|| counting_step(plan))
                .flatten(),
        };
        for step in &plan.steps {
            scale.add(&step.op, plan.sources);
        }
        scale
    }

    fn add(&mut self, op: &'a Op, sources: usize) {
        match op {
            Op::Missing(op) => {
                for (slot, _) in op.slots.iter().filter(|slot| slot.0 < sources) {
                    self.missings[*slot].get_or_insert(op);
                }
            }
            Op::Parse(op) => {
                for (slot, _) in &op.slots {
                    self.rules(*slot).kinds.push(op.kind);
                }
            }
            Op::Check(op) => match &op.test {
                Test::Cell(super::check::CellTest::Required)
                | Test::Unique
                | Test::Determined(_) => {}
                Test::Cell(_) => {
                    for (slot, _) in &op.slots {
                        self.rules(*slot).checks.push(op);
                    }
                }
                Test::Condition(_) | Test::IdCard { .. } => self.rows.push(op),
            },
            Op::Outliers(op) => {
                if let OutlierMethod::Domain { min, max } = op.rules.method {
                    let bounds = (
                        min.unwrap_or(f64::NEG_INFINITY),
                        max.unwrap_or(f64::INFINITY),
                    );
                    for (slot, ..) in &op.slots {
                        self.rules(*slot).domains.push(bounds);
                    }
                }
            }
            _ => {}
        }
    }

    fn rules(&mut self, slot: usize) -> &mut CellRules<'a> {
        let at = self.cells.iter().position(|rules| rules.slot == slot);
        let at = at.unwrap_or_else(|| {
            self.cells.push(CellRules {
                slot,
                kinds: Vec::new(),
                checks: Vec::new(),
                domains: Vec::new(),
            });
            self.cells.len() - 1
        });
        &mut self.cells[at]
    }

    /// Missing cells of the columns as they were read.
    pub(super) fn missing(&self, chunk: &Chunk) -> PolarsResult<Vec<MissingCount>> {
        let count = |slot: usize| {
            let mut count = MissingCount::default();
            let Some(series) = chunk.column(slot) else {
                return Ok(count);
            };
            let nulls = series.null_count() as u64;
            if !series.dtype().is_string() {
                count.null = nulls;
                return Ok(count);
            }
            if self.empty_is_blank {
                count.blank = nulls;
            } else {
                count.null = nulls;
            }
            for cell in series.str()?.iter().flatten() {
                let class = match self.missings[slot] {
                    Some(missings) => missings.class(cell),
                    None => default_class(cell),
                };
                match class {
                    Some(Reason::Blank) => count.blank += 1,
                    Some(Reason::Whitespace) => count.whitespace += 1,
                    Some(Reason::Token) => count.token += 1,
                    Some(Reason::Sentinel) => count.sentinel += 1,
                    _ => {}
                }
            }
            Ok(count)
        };
        (0..self.missings.len()).map(count).collect()
    }

    /// Counts the rows as they came.
    pub(super) fn before(
        &self,
        missing: &[MissingCount],
        (chunk, book): (&Chunk, &Book),
        identity: Option<Sorted>,
    ) -> Result<Counts, CleanError> {
        let mut counts = self.judge(chunk)?;
        // Cells that could not be read have a value, and it is not valid.
        for block in &book.blocks {
            if self.cells.iter().any(|rules| rules.slot == block.slot) {
                counts.valid.of += block.unread;
            }
        }
        let lacking: u64 = self
            .required
            .iter()
            .map(|slot| missing[*slot].missing_total())
            .sum();
        counts.complete.of = self.required.len() as u64 * counts.rows;
        counts.complete.good = counts.complete.of - lacking;
        if let Some(identity) = identity {
            counts.hashes.add(identity, self.scratch)?;
        }
        Ok(counts)
    }

    /// Hashes of the columns that make a row what it is.
    pub(super) fn identity(&self, chunk: &Chunk) -> PolarsResult<Sorted> {
        let columns: Vec<(usize, Form)> = self
            .key
            .iter()
            .filter_map(|slot| Some((*slot, Form::of(chunk.column(*slot)?.dtype()))))
            .collect();
        hashes::of_chunk(chunk, &columns, Nulls::Same)
    }

    /// The step whose hashes tell of every row that no later step changes whether another one equals it.
    pub(super) fn reusable(&self, plan: &Plan, hashed: &[usize]) -> Option<usize> {
        let step = self.counted_by.filter(|step| hashed.contains(step))?;
        let Op::Exact(op) = &plan.steps[step].op else {
            return None;
        };
        let alike =
            |a: Form, b: Form| a == b || matches!((a, b), (Form::Number(_), Form::Number(_)));
        let as_then = |(at, (slot, form)): (usize, &(usize, Form))| {
            let now = &plan.slots[*slot];
            at == *slot && now.name.is_some() && alike(*form, now.form)
        };
        (op.slots.len() == plan.sources && op.slots.iter().enumerate().all(as_then)).then_some(step)
    }

    /// Counts the rows as they leave; where all hashes but those of changed rows are known, only these are compared.
    pub(super) fn after(
        &self,
        chunk: &Chunk,
        changed: Option<&[bool]>,
    ) -> Result<Counts, CleanError> {
        let mut counts = self.judge(chunk)?;
        for series in self.required.iter().filter_map(|slot| chunk.column(*slot)) {
            counts.complete.of += series.len() as u64;
            counts.complete.good += (series.len() - series.null_count()) as u64;
        }
        let identity = match changed {
            Some(changed) => self.identity(&chunk.only(changed)?)?,
            None => self.identity(chunk)?,
        };
        counts.hashes.add(identity, self.scratch)?;
        Ok(counts)
    }

    fn judge(&self, chunk: &Chunk) -> Result<Counts, CleanError> {
        let mut counts = Counts {
            rows: chunk.height() as u64,
            ..Counts::default()
        };
        for rules in &self.cells {
            let Some(series) = chunk.column(rules.slot) else {
                continue;
            };
            let known = (series.len() - series.null_count()) as u64;
            counts.valid.of += known;
            counts.valid.good += known - rules.broken(series)?;
        }
        for check in &self.rows {
            // Before its columns are read as numbers a condition may not be one yet.
            let Ok(verdicts) = check.verdicts(&Fit::Local, chunk) else {
                continue;
            };
            for (_, verdict) in verdicts {
                counts.consistent.of += verdict.applicable;
                counts.consistent.good += verdict.applicable - verdict.failed.len() as u64;
            }
        }
        if let Some((slot, oldest)) = self.fresh
            && let Some(series) = chunk.column(slot)
        {
            counts.fresh = fresh(series, oldest)?;
        }
        Ok(counts)
    }
}

/// Days that do not lie before the oldest allowed moment, out of those that can be read.
fn fresh(series: &Series, oldest: i64) -> PolarsResult<Ratio> {
    let form = Form::of(series.dtype());
    let mut ratio = Ratio::default();
    let mut count = |moment: i64| {
        ratio.of += 1;
        ratio.good += u64::from(moment >= oldest);
    };
    match form {
        Form::Date | Form::Datetime => {
            super::moments(series, form)?
                .into_iter()
                .flatten()
                .for_each(&mut count);
        }
        _ => {
            let rules = fourr_cell::date::DateRules::default();
            let texts = form.texts(series)?;
            texts
                .iter()
                .flatten()
                .filter_map(|text| fourr_cell::date::parse_micros(text, &rules).ok())
                .for_each(&mut count);
        }
    }
    Ok(ratio)
}

/// The first step that may take out rows, if it takes out those that are equal in all columns.
fn counting_step(plan: &Plan) -> Option<usize> {
    let step = plan.steps.iter().position(|step| step.op.removes())?;
    match &plan.steps[step].op {
        Op::Exact(op) if op.compare == crate::recipe::Compare::Normalised => (0..plan.sources)
            .all(|slot| op.slots.iter().any(|of| of.0 == slot))
            .then_some(step),
        _ => None,
    }
}

fn default_class(cell: &str) -> Option<Reason> {
    use fourr_cell::missing::{Missing, classify};
    Some(match classify(cell)? {
        Missing::Blank => Reason::Blank,
        Missing::Whitespace => Reason::Whitespace,
        Missing::Token => Reason::Token,
    })
}

impl CellRules<'_> {
    /// Cells that break at least one rule.
    fn broken(&self, series: &Series) -> Result<u64, CleanError> {
        let form = Form::of(series.dtype());
        let kinds: Vec<ParseKind> = self
            .kinds
            .iter()
            .copied()
            .filter(|kind| form == Form::Text && (kind.is_text() || series.dtype().is_string()))
            .collect();
        if kinds.is_empty() && self.checks.is_empty() && self.domains.is_empty() {
            return Ok(0);
        }
        let mut broken = vec![false; series.len()];
        for check in &self.checks {
            if let Test::Cell(test) = &check.test {
                for at in test.judge(series, form)?.failed {
                    broken[at as usize] = true;
                }
            }
        }
        for (min, max) in &self.domains {
            let values = super::chunk::numbers(series, form)?;
            for (broken, value) in broken.iter_mut().zip(values) {
                *broken |= value < *min || value > *max;
            }
        }
        if !kinds.is_empty() {
            for (broken, cell) in broken.iter_mut().zip(series.str()?.iter()) {
                *broken |= cell.is_some_and(|cell| !kinds.iter().all(|kind| reads_as(cell, *kind)));
            }
        }
        Ok(broken.into_iter().filter(|broken| *broken).count() as u64)
    }
}

impl Counts {
    pub(super) fn merge(&mut self, other: Self) {
        let add = |mine: &mut Ratio, theirs: Ratio| {
            mine.good += theirs.good;
            mine.of += theirs.of;
        };
        self.rows += other.rows;
        add(&mut self.complete, other.complete);
        add(&mut self.valid, other.valid);
        add(&mut self.consistent, other.consistent);
        add(&mut self.fresh, other.fresh);
        self.hashes.merge(other.hashes);
    }

    /// The score, and how many rows repeat an earlier one, which may have been counted already.
    pub(super) fn score(
        mut self,
        recipe: &Recipe,
        (counted, scratch): (Option<u64>, &Scratch),
    ) -> Result<(Quality, u64), CleanError> {
        let repeated = if let Some(counted) = counted {
            counted
        } else {
            self.hashes.order();
            self.hashes.repeats(None, scratch)?.len() as u64
        };
        self.hashes.release(scratch);
        let unique = Ratio {
            good: self.rows - repeated,
            of: self.rows,
        };
        let dimensions = [
            (Dimension::Completeness, self.complete),
            (Dimension::Uniqueness, unique),
            (Dimension::Validity, self.valid),
            (Dimension::Consistency, self.consistent),
            (Dimension::Timeliness, self.fresh),
        ];
        let quality = Quality::of(&dimensions, recipe.quality.weights);
        Ok((quality, repeated))
    }
}

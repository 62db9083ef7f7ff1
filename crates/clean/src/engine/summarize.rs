//! What the books of all chunks say, as a [`Summary`].

use std::collections::BTreeMap;

use fourr_cell::personal::{self, ColumnScan, MaskLevel, Personal};
use fourr_table::Scratch;

use super::{
    book::{Book, EXAMPLES, Example, Tally},
    fit::Fit,
    passes::Done,
    plan::{Op, Plan},
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{OutlierMethod, Recipe},
    summary::{
        ChangeExample, Changes, ColumnSummary, Detail, Fill, Quality, StepSummary, Summary, Warning,
    },
};

/// Groups of fills that the summary shows.
const FILLS: usize = 100;
/// Share of imputed cells from which a reader is warned.
const MUCH: f64 = 0.3;

/// Changes and removals of all chunks.
#[derive(Debug, Default)]
pub(super) struct Records {
    changes: BTreeMap<(usize, usize, Reason), Change>,
    removed: BTreeMap<(usize, Reason), u64>,
    tallies: BTreeMap<usize, Tally>,
    lines: u64,
}

/// Cells that a step changed in a column for one reason.
#[derive(Debug, Default)]
struct Change {
    count: u64,
    examples: Vec<Example>,
}

impl Records {
    pub(super) fn add(&mut self, book: Book) {
        for block in &book.blocks {
            self.lines += block.rows.len() as u64;
            for alike in block.reasons.chunk_by(|a, b| a == b) {
                let place = (block.step, block.slot, alike[0]);
                self.changes.entry(place).or_default().count += alike.len() as u64;
            }
            for example in &block.examples {
                let place = (block.step, block.slot, example.reason);
                self.changes
                    .entry(place)
                    .or_default()
                    .show(vec![example.clone()]);
            }
        }
        for removed in &book.removed {
            *self
                .removed
                .entry((removed.step, removed.reason))
                .or_default() += removed.count;
        }
        for (step, tally) in book.tallies {
            self.tallies.entry(step).or_default().merge(tally);
        }
    }

    /// Adds those of another worker.
    pub(super) fn merge(&mut self, other: Self) {
        for (place, change) in other.changes {
            self.changes.entry(place).or_default().merge(change);
        }
        for (place, count) in other.removed {
            *self.removed.entry(place).or_default() += count;
        }
        for (step, tally) in other.tallies {
            self.tallies.entry(step).or_default().merge(tally);
        }
        self.lines += other.lines;
    }
}

impl Change {
    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.show(other.examples);
    }

    /// Keeps the first of these and its own.
    fn show(&mut self, examples: Vec<Example>) {
        self.examples.extend(examples);
        self.examples.sort();
        self.examples.truncate(EXAMPLES);
    }
}

/// The summary of a cleaning; fails when its books do not balance, or when a step has taken out every row.
pub(super) fn summary(
    recipe: &Recipe,
    plan: &Plan,
    done: Done,
    scratch: &Scratch,
) -> Result<Summary, CleanError> {
    let records = &done.records;
    let (rows_in, rows_out) = (done.before.rows, done.after.rows);
    let removed = totals(
        records
            .removed
            .iter()
            .map(|((_, reason), count)| (*reason, *count)),
    );
    let changed = totals(
        records
            .changes
            .iter()
            .map(|((.., reason), change)| (*reason, change.count)),
    );
    let gone = removed.values().sum::<u64>();
    balanced(
        "rows read = rows out + rows removed",
        rows_in,
        rows_out + gone,
    )?;
    let cells = changed.values().sum::<u64>();
    balanced("lines of the ledger = cells changed", records.lines, cells)?;
    emptied(recipe, plan, records)?;
    let personal: Vec<Option<Personal>> = (0..plan.sources)
        .map(|slot| kind_of(plan, records, slot))
        .collect();
    let mut summary = Summary {
        rows_in,
        rows_out,
        removed,
        cells_in: rows_in * plan.sources as u64,
        cells_changed: records.lines,
        changed,
        steps: steps(plan, &done, &personal),
        columns: columns(plan, &done, &personal),
        quality_before: Quality::default(),
        quality_after: Quality::default(),
        warnings: plan.warnings.clone(),
    };
    summary.warnings.extend(fit_warnings(&done.fits));
    summary.warnings.extend(tally_warnings(plan, records));
    summary
        .warnings
        .extend(much_imputed(&summary.columns, rows_out));
    score(&mut summary, (recipe, plan), done, scratch)?;
    Ok(summary)
}

/// Enters the scores before and after, and how many rows have become equal.
fn score(
    summary: &mut Summary,
    (recipe, plan): (&Recipe, &Plan),
    done: Done,
    scratch: &Scratch,
) -> Result<(), CleanError> {
    let counted = done.counted_by.and_then(|step| match &done.fits[step] {
        Fit::Removals {
            detail: Detail::Duplicates(count),
            ..
        } => Some(count.redundant),
        _ => None,
    });
    summary.quality_before = done.before.score(recipe, (counted, scratch))?.0;
    let became_equal = (done.became_equal, scratch);
    let (quality, rows) = done.after.score(recipe, became_equal)?;
    summary.quality_after = quality;
    let takes_out = plan
        .steps
        .iter()
        .any(|step| matches!(step.op, Op::Exact(_)));
    if takes_out && rows > 0 && recipe.quality.key.is_empty() {
        summary.warnings.push(Warning::BecameEqual { rows });
    }
    Ok(())
}

fn balanced(what: &'static str, left: u64, right: u64) -> Result<(), CleanError> {
    if left == right {
        Ok(())
    } else {
        Err(CleanError::Books { what, left, right })
    }
}

fn much_imputed(columns: &[ColumnSummary], rows: u64) -> Vec<Warning> {
    let warning = |column: &ColumnSummary| {
        let share = column.imputed as f64 / rows.max(1) as f64;
        (share > MUCH).then(|| Warning::MuchImputed {
            column: column.source.clone(),
            share,
        })
    };
    columns.iter().filter_map(warning).collect()
}

fn totals(counts: impl Iterator<Item = (Reason, u64)>) -> BTreeMap<Reason, u64> {
    let mut totals = BTreeMap::new();
    for (reason, count) in counts {
        *totals.entry(reason).or_default() += count;
    }
    totals
}

/// Fails when one step has taken out all rows that came to it.
fn emptied(recipe: &Recipe, plan: &Plan, records: &Records) -> Result<(), CleanError> {
    for (index, step) in recipe.steps.iter().enumerate() {
        let rows = records.tallies.get(&index).map_or(0, |tally| tally.rows);
        let out: u64 = records
            .removed
            .range((index, Reason::Tidied)..)
            .take_while(|((step, _), _)| *step == index)
            .map(|(_, count)| count)
            .sum();
        if rows > 0 && out == rows && plan.steps[index].op.removes() {
            return Err(CleanError::Empties {
                place: step.place(index),
                rows,
            });
        }
    }
    Ok(())
}

/// The kind of personal data that a column holds, by its header and its changed cells.
fn kind_of(plan: &Plan, records: &Records, slot: usize) -> Option<Personal> {
    let mut scan = ColumnScan::new(personal::hint_of_header(&plan.slots[slot].source));
    for ((_, at, _), change) in &records.changes {
        if *at == slot {
            for Example { old, new, .. } in &change.examples {
                old.iter().chain(new).for_each(|cell| scan.feed(cell));
            }
        }
    }
    scan.verdict()
        .or(personal::hint_of_header(&plan.slots[slot].source))
}

fn steps(plan: &Plan, done: &Done, personal: &[Option<Personal>]) -> Vec<StepSummary> {
    let records = &done.records;
    let default = Tally::default();
    let of_step = |(index, step): (usize, &super::plan::Ready)| {
        let changed: Vec<Changes> = records
            .changes
            .iter()
            .filter(|((step, ..), _)| *step == index)
            .map(|((_, slot, reason), change)| changes(plan, (*slot, *reason), change, personal))
            .collect();
        let tally = records.tallies.get(&index).unwrap_or(&default);
        StepSummary {
            id: step.id.clone(),
            verb: step.verb,
            rows_in: tally.rows,
            rows_removed: records
                .removed
                .iter()
                .filter(|((step, _), _)| *step == index)
                .map(|(_, count)| count)
                .sum(),
            cells_changed: changed.iter().map(|changes| changes.count).sum(),
            changed,
            detail: detail(plan, &step.op, &done.fits[index], tally),
        }
    };
    plan.steps.iter().enumerate().map(of_step).collect()
}

fn changes(
    plan: &Plan,
    (slot, reason): (usize, Reason),
    change: &Change,
    personal: &[Option<Personal>],
) -> Changes {
    let shown = |cell: &Option<String>| {
        let cell = cell.as_ref()?;
        Some(match personal.get(slot).copied().flatten() {
            Some(kind) => personal::mask(cell, kind, MaskLevel::Standard),
            None => cell.clone(),
        })
    };
    Changes {
        column: plan.slots[slot].source.clone(),
        reason,
        count: change.count,
        examples: change
            .examples
            .iter()
            .map(|Example { row, old, new, .. }| ChangeExample {
                row: u64::from(*row) + 1,
                old: shown(old),
                new: shown(new),
            })
            .collect(),
    }
}

fn detail(plan: &Plan, op: &Op, fit: &Fit, tally: &Tally) -> Option<Detail> {
    let first = || tally.first.iter().map(|row| u64::from(*row) + 1).collect();
    match (op, fit) {
        (_, Fit::Removals { detail, .. }) => Some(detail.clone()),
        (Op::Check(_), _) => Some(Detail::Check {
            applicable: tally.applicable,
            failed: tally.failed,
            rows: first(),
        }),
        (Op::Outliers(_), Fit::Fences(fences)) => Some(Detail::Outliers {
            limits: fences.fitted.clone(),
            flagged: tally.failed,
            rows: first(),
        }),
        (Op::Impute(op), Fit::Fills(fills)) => {
            let mut values: Vec<Fill> = op
                .values(fills)
                .filter_map(|(target, group, value)| {
                    let key = (target.slot, group.join(", "));
                    Some(Fill {
                        column: plan.slots[target.slot].source.clone(),
                        group: group.to_vec(),
                        value: value.to_text(target.form),
                        count: *tally.filled.get(&key)?,
                    })
                })
                .collect();
            values.sort_by(|a, b| {
                let key = |fill: &Fill| {
                    (
                        std::cmp::Reverse(fill.count),
                        fill.column.clone(),
                        fill.group.clone(),
                    )
                };
                key(a).cmp(&key(b))
            });
            values.truncate(FILLS);
            Some(Detail::Imputed {
                values,
                unfilled: tally.unfilled,
                fallback: tally.fallback,
            })
        }
        _ => None,
    }
}

fn columns(plan: &Plan, done: &Done, personal: &[Option<Personal>]) -> Vec<ColumnSummary> {
    let imputed = |slot: usize| {
        let changes = done.records.changes.iter();
        changes
            .filter(|((_, at, reason), _)| *at == slot && *reason == Reason::Imputed)
            .map(|(_, change)| change.count)
            .sum()
    };
    let of_slot = |(at, slot): (usize, &super::plan::Slot)| ColumnSummary {
        source: slot.source.clone(),
        name: slot.name.clone(),
        dtype_before: slot.dtype.to_string(),
        dtype_after: slot.name.as_ref().map(|_| slot.dtype_after().to_string()),
        personal: personal[at],
        missing_before: done.missing[at],
        missing_after: done.missing_after[at],
        imputed: imputed(at),
    };
    plan.slots
        .iter()
        .take(plan.sources)
        .enumerate()
        .map(of_slot)
        .collect()
}

fn fit_warnings(fits: &[Fit]) -> Vec<Warning> {
    fits.iter()
        .flat_map(|fit| match fit {
            Fit::Fences(fences) => fences.warnings.clone(),
            Fit::Fills(fills) => fills.warnings.clone(),
            _ => Vec::new(),
        })
        .collect()
}

/// Cells that the recipe no longer fits, groups it does not know, steps that found nothing to do.
fn tally_warnings(plan: &Plan, records: &Records) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for ((step, slot, reason), change) in &records.changes {
        let unread = matches!(
            reason,
            Reason::BadGrouping
                | Reason::Range
                | Reason::Ambiguous
                | Reason::InvalidCalendar
                | Reason::Partial
                | Reason::Overflow
                | Reason::Unparseable
                | Reason::BadChecksum
        );
        if unread {
            warnings.push(Warning::NoLongerFits {
                step: plan.steps[*step].id.clone(),
                column: plan.slots[*slot].source.clone(),
                cells: change.count,
                reason: *reason,
            });
        }
    }
    for (index, step) in plan.steps.iter().enumerate() {
        let Some(tally) = records.tallies.get(&index) else {
            continue;
        };
        for (slot, rows) in tally.unknown.iter().filter(|(_, rows)| **rows > 0) {
            warnings.push(Warning::UnknownGroups {
                step: step.id.clone(),
                column: plan.slots[*slot].source.clone(),
                rows: *rows,
            });
        }
        let did = records.changes.keys().any(|(at, ..)| *at == index)
            || records.removed.keys().any(|(at, _)| *at == index)
            || tally.failed > 0;
        let may_be_idle = match &step.op {
            Op::Rename | Op::Parse(_) | Op::Check(_) => true,
            Op::Outliers(op) => !matches!(op.rules.method, OutlierMethod::Domain { .. }),
            _ => false,
        };
        if !did && !may_be_idle && tally.rows > 0 {
            warnings.push(Warning::Idle {
                step: step.id.clone(),
            });
        }
    }
    warnings
}

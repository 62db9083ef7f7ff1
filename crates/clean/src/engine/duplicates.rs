//! [`Exact`], [`Key`], [`Near`]: rows that say the same twice.

use polars::prelude::*;

use super::{
    Fit, Whole,
    book::{Book, Change},
    chunk::{Changed, Chunk, Row, put, value},
    form::{Form, Value},
    hashes::Nulls,
    plan::Columns,
};
use crate::{
    CleanError,
    ledger::Reason,
    recipe::{Compare, Duplicates, Keep, KeyDuplicates, NearDuplicates, NullKeys},
    similar::{self, Records},
    summary::{Cluster, Detail},
    survey::DuplicateCount,
};

/// Clusters of near duplicates that the summary shows.
const CLUSTERS: usize = 100;

/// Rows that are equal in every column.
#[derive(Debug)]
pub(crate) struct Exact {
    pub(crate) slots: Vec<(usize, Form)>,
    pub(crate) compare: Compare,
    keep: Keep,
}

/// Rows that a step takes out, each with the row that stays for it, sorted by row.
#[derive(Debug, Default)]
pub(crate) struct Removals {
    pub(crate) rows: Vec<(Row, Row)>,
    pub(crate) reason: Option<Reason>,
}

impl Exact {
    pub(super) fn new(rules: &Duplicates, columns: &mut Columns<'_>) -> Result<Self, CleanError> {
        let except = columns.find_all(&rules.except)?;
        if matches!(rules.keep, Keep::Latest | Keep::MostComplete | Keep::Merge) {
            return Err(columns.parameter(
                "keep",
                format!("{:?}", rules.keep),
                "first, last or none: the rows are equal",
            ));
        }
        let mark = |slot: &usize| columns.slots[*slot].name.is_some();
        let slots: Vec<(usize, Form)> = (0..columns.slots.len())
            .filter(mark)
            .filter(|slot| !except.contains(slot))
            .map(|slot| (slot, columns.form(slot)))
            .collect();
        if slots.is_empty() {
            return Err(columns.parameter("except", "every column", "at least one column left"));
        }
        Ok(Self {
            slots,
            compare: rules.compare,
            keep: rules.keep,
        })
    }

    pub(super) fn fit(&self, whole: &mut Whole, step: usize) -> Result<Fit, CleanError> {
        let repeats = whole.repeats(step, &self.slots, Nulls::Same)?;
        let (removals, count) = choose(&repeats, self.keep, |_| (0, false), Reason::ExactDuplicate);
        Ok(Fit::Removals {
            removals,
            merged: Vec::new(),
            detail: Detail::Duplicates(count),
        })
    }
}

/// Groups of equal rows, and which of them go. `rank` says what a row is worth for the policies that compare: the greatest
/// stays, the first of equal ones.
fn choose(
    repeats: &[(Row, Row)],
    keep: Keep,
    rank: impl Fn(Row) -> (i64, bool),
    reason: Reason,
) -> (Removals, DuplicateCount) {
    let mut by_first: Vec<(Row, Row)> = repeats.iter().map(|(row, first)| (*first, *row)).collect();
    by_first.sort_unstable();
    let mut removed = Vec::with_capacity(repeats.len());
    let mut groups = 0;
    for group in by_first.chunk_by(|a, b| a.0 == b.0) {
        groups += 1;
        let members = std::iter::once(group[0].0).chain(group.iter().map(|pair| pair.1));
        let stays = match keep {
            Keep::First | Keep::Merge => Some(group[0].0),
            Keep::Last => group.last().map(|pair| pair.1),
            Keep::None => None,
            Keep::Latest | Keep::MostComplete => members
                .clone()
                // A null order loses against every value.
                .max_by_key(|row| {
                    let (worth, null) = rank(*row);
                    (!null, worth, std::cmp::Reverse(*row))
                }),
        };
        let kept = stays.unwrap_or(Row::MAX);
        removed.extend(
            members
                .filter(|row| Some(*row) != stays)
                .map(|row| (row, kept)),
        );
    }
    removed.sort_unstable();
    let count = DuplicateCount {
        groups,
        redundant: repeats.len() as u64,
    };
    let removals = Removals {
        rows: removed,
        reason: Some(reason),
    };
    (removals, count)
}

/// Rows that are equal in their key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) columns: Vec<(usize, Form)>,
    keep: Keep,
    order: Option<(usize, Form)>,
    pub(crate) nulls: Nulls,
    /// For the policies that look at all cells of a row.
    all: Vec<(usize, Form)>,
}

/// Missing cells of a row that stays, filled from others of its group.
pub(crate) type Merged = (usize, Form, Vec<(Row, Value)>);

impl Key {
    pub(super) fn new(
        rules: &KeyDuplicates,
        columns: &mut Columns<'_>,
    ) -> Result<Self, CleanError> {
        if rules.key.is_empty() {
            return Err(columns.parameter("key", "empty", "at least one column"));
        }
        let with_form = |slot: usize, columns: &Columns<'_>| (slot, columns.form(slot));
        let key = columns
            .find_all(&rules.key)?
            .into_iter()
            .map(|slot| with_form(slot, columns))
            .collect();
        let order = match (&rules.order, rules.keep) {
            (Some(order), Keep::Latest) => {
                let slot = columns.find(order)?;
                Some(with_form(slot, columns))
            }
            (None, Keep::Latest) => {
                return Err(columns.parameter(
                    "order",
                    "absent",
                    "the column whose greatest value stays",
                ));
            }
            (Some(order), _) => {
                return Err(columns.parameter("order", order, "none, unless keep = \"latest\""));
            }
            (None, _) => None,
        };
        let all: Vec<(usize, Form)> = (0..columns.slots.len())
            .filter(|slot| columns.slots[*slot].name.is_some())
            .map(|slot| (slot, columns.form(slot)))
            .collect();
        if rules.keep == Keep::Merge {
            for (slot, form) in &all {
                columns.write(*slot, *form);
            }
        }
        Ok(Self {
            columns: key,
            keep: rules.keep,
            order,
            nulls: match rules.null_keys {
                NullKeys::Distinct => Nulls::Distinct,
                NullKeys::Same => Nulls::Same,
            },
            all,
        })
    }

    fn looks_at_all(&self) -> bool {
        matches!(self.keep, Keep::MostComplete | Keep::Merge)
    }

    pub(super) fn reads(&self) -> Vec<usize> {
        if self.looks_at_all() {
            return self.all.iter().map(|slot| slot.0).collect();
        }
        self.columns
            .iter()
            .chain(&self.order)
            .map(|slot| slot.0)
            .collect()
    }

    /// Columns read beside the key, whose hashes are kept.
    pub(crate) fn reads_beside(&self) -> Vec<usize> {
        if self.looks_at_all() {
            return self.reads();
        }
        self.order.iter().map(|slot| slot.0).collect()
    }

    pub(super) fn writes(&self) -> Vec<usize> {
        if self.keep == Keep::Merge {
            self.reads()
        } else {
            Vec::new()
        }
    }

    pub(super) fn fit(&self, whole: &mut Whole, step: usize) -> Result<Fit, CleanError> {
        let repeats = whole.repeats(step, &self.columns, self.nulls)?;
        let (worth, chunk) = if self.order.is_some() || self.looks_at_all() {
            let chunk = whole.joined()?;
            (self.worth(chunk)?, chunk)
        } else {
            (Vec::new(), &Chunk::default())
        };
        let rank = |row: Row| {
            let place = chunk.place(row);
            place
                .and_then(|at| worth.get(at).copied())
                .unwrap_or((0, true))
        };
        let (removals, count) = choose(&repeats, self.keep, rank, Reason::KeyDuplicate);
        let merged = if self.keep == Keep::Merge {
            self.merged(chunk, &repeats)?
        } else {
            Vec::new()
        };
        Ok(Fit::Removals {
            removals,
            merged,
            detail: Detail::Duplicates(count),
        })
    }

    /// What each row is worth for the policies that compare, and whether that is null.
    fn worth(&self, chunk: &Chunk) -> PolarsResult<Vec<(i64, bool)>> {
        let height = chunk.height();
        if self.keep == Keep::MostComplete {
            let mut worth = vec![(0, false); height];
            for series in self.all.iter().filter_map(|slot| chunk.column(slot.0)) {
                if series.null_count() > 0 {
                    for (worth, null) in worth.iter_mut().zip(series.is_null().iter()) {
                        worth.0 -= i64::from(null == Some(true));
                    }
                }
            }
            return Ok(worth);
        }
        let Some((slot, form)) = self.order else {
            return Ok(Vec::new());
        };
        let Some(series) = chunk.column(slot) else {
            return Ok(Vec::new());
        };
        super::group::ranks(series, form)
    }

    /// For each column the cells of first rows that are null, with the first value in their group.
    fn merged(&self, chunk: &Chunk, repeats: &[(Row, Row)]) -> PolarsResult<Vec<Merged>> {
        let mut by_first: Vec<(Row, Row)> =
            repeats.iter().map(|(row, first)| (*first, *row)).collect();
        by_first.sort_unstable();
        let mut merged = Vec::new();
        for &(slot, form) in &self.all {
            let Some(series) = chunk.column(slot) else {
                continue;
            };
            if series.null_count() == 0 {
                continue;
            }
            let at = |row: Row| chunk.place(row);
            let known = |row: Row| -> PolarsResult<Option<Value>> {
                at(row).map_or(Ok(None), |at| value(series, form, at))
            };
            let mut cells = Vec::new();
            for group in by_first.chunk_by(|a, b| a.0 == b.0) {
                let first = group[0].0;
                if known(first)?.is_some() {
                    continue;
                }
                for (_, row) in group {
                    if let Some(value) = known(*row)? {
                        cells.push((first, value));
                        break;
                    }
                }
            }
            merged.push((slot, form, cells));
        }
        Ok(merged)
    }

    pub(super) fn run(
        (step, fit): (usize, &Fit),
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        if let Fit::Removals { merged, .. } = fit {
            for (slot, form, cells) in merged {
                fill(step, (*slot, *form, Reason::Merged), cells, chunk, book)?;
            }
        }
        fit.remove_rows(step, chunk, book)
    }
}

/// Fills cells of the source's rows that are in the chunk.
pub(super) fn fill(
    step: usize,
    (slot, form, reason): (usize, Form, Reason),
    cells: &[(Row, Value)],
    chunk: &mut Chunk,
    book: &mut Book,
) -> Result<Vec<IdxSize>, CleanError> {
    let Some(series) = chunk.column(slot).cloned() else {
        return Ok(Vec::new());
    };
    let (Some(first), Some(last)) = (chunk.rows.first(), chunk.rows.last()) else {
        return Ok(Vec::new());
    };
    let from = cells.partition_point(|cell| cell.0 < *first);
    let to = cells.partition_point(|cell| cell.0 <= *last);
    let mine: Vec<(IdxSize, Option<Value>)> = cells[from..to]
        .iter()
        .filter_map(|(row, value)| {
            Some((super::chunk::index(chunk.place(*row)?), Some(value.clone())))
        })
        .collect();
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let new = put(&series, form, &mine)?;
    let at: Vec<IdxSize> = mine.iter().map(|cell| cell.0).collect();
    let change = Change {
        step,
        slot,
        old: (&series, form),
        new: (&new, form),
    };
    book.change(&chunk.rows, Changed::all(at.clone(), reason), &change)?;
    chunk.columns[slot] = Some(new);
    Ok(at)
}

/// Rows that nearly agree.
#[derive(Debug)]
pub(crate) struct Near {
    rules: NearDuplicates,
    slots: Vec<(usize, Form, String)>,
    pub(crate) mark: usize,
    mark_form: Form,
    pub(crate) drop: bool,
}

/// The name of the column that numbers clusters of near duplicates.
const NEAR: &str = "near_duplicate";

impl Near {
    pub(super) fn new(
        rules: &NearDuplicates,
        columns: &mut Columns<'_>,
    ) -> Result<Self, CleanError> {
        columns.some(&rules.columns)?;
        if !(rules.threshold > 0.0 && rules.threshold <= 1.0) {
            return Err(columns.parameter("threshold", rules.threshold, "above 0 and at most 1"));
        }
        if let Some(name) = rules
            .names
            .iter()
            .find(|name| !rules.columns.contains(name))
        {
            return Err(columns.parameter("names", name, "some of the compared columns"));
        }
        let mut slots: Vec<(usize, Form, String)> = Vec::new();
        for name in rules.columns.iter().chain(&rules.block) {
            let slot = columns.find(name)?;
            if !slots.iter().any(|(known, ..)| *known == slot) {
                slots.push((slot, columns.form(slot), name.clone()));
            }
        }
        let mark = columns.mark(NEAR.to_owned(), Form::Integer);
        let mark_form = columns.form(mark);
        columns.write(mark, mark_form);
        Ok(Self {
            rules: rules.clone(),
            slots,
            mark,
            mark_form,
            drop: rules.drop,
        })
    }

    pub(super) fn reads(&self) -> Vec<usize> {
        self.slots.iter().map(|slot| slot.0).collect()
    }

    pub(super) fn fit(&self, whole: &mut Whole) -> Result<Fit, CleanError> {
        let chunk = whole.joined()?;
        let columns = self.slots.iter().filter_map(|(slot, form, name)| {
            let text = form.texts(chunk.column(*slot)?);
            Some(text.map(|text| text.with_name(name.as_str().into()).into_column()))
        });
        let records = DataFrame::new(chunk.height(), columns.collect::<PolarsResult<_>>()?)?;
        let pairs = self.rules.pairs(&records)?;
        let texts = Records::of(&self.rules, &records)?;
        let number = |at: usize| i64::try_from(at + 1).unwrap_or(i64::MAX);
        let mut cells: Vec<(Row, Value)> = Vec::new();
        let mut rows = Vec::new();
        let mut shown = Vec::new();
        for (at, cluster) in similar::clusters(records.height(), &pairs)
            .iter()
            .enumerate()
        {
            let mark = match self.mark_form {
                Form::Text => Value::Text(number(at).to_string()),
                _ => Value::Integer(number(at)),
            };
            let members: Vec<Row> = cluster.iter().map(|place| chunk.rows[*place]).collect();
            cells.extend(members.iter().map(|row| (*row, mark.clone())));
            if self.drop {
                rows.extend(members[1..].iter().map(|row| (*row, members[0])));
            }
            if at < CLUSTERS {
                shown.push(Cluster {
                    rows: members.iter().map(|row| u64::from(*row) + 1).collect(),
                    least_similarity: texts.least_similarity(cluster),
                });
            }
        }
        cells.sort_by_key(|cell| cell.0);
        rows.sort_unstable();
        Ok(Fit::Removals {
            removals: Removals {
                rows,
                reason: Some(Reason::NearDuplicate),
            },
            merged: if self.drop {
                Vec::new()
            } else {
                vec![(self.mark, self.mark_form, cells)]
            },
            detail: Detail::Near {
                pairs: pairs.len() as u64,
                clusters: shown,
            },
        })
    }

    pub(super) fn run(
        (step, fit): (usize, &Fit),
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        if let Fit::Removals { merged, .. } = fit {
            for (slot, form, cells) in merged {
                fill(
                    step,
                    (*slot, *form, Reason::NearDuplicate),
                    cells,
                    chunk,
                    book,
                )?;
            }
        }
        fit.remove_rows(step, chunk, book)
    }
}

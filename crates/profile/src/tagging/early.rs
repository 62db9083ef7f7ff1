//! The table of persons, read once: the tags that it decides by itself, and what others need of it.

use std::{
    ops::Range,
    sync::{Mutex, PoisonError},
};

use fourr_table::{
    Batch, Role,
    coerce::{self, Faults, Keys},
};

use super::{Codes, Matches, ids::Ids, settle::Order};
use crate::{
    ProfileError, RowLedger, SourceTable,
    data::{self, Interner},
    evaluate::{Lookups, Outcome, Slot, Tags},
    plan::{Origin, Plan},
    tags::As,
};

/// Which tags and slots are wanted of the table of persons.
pub(super) struct Wanted<'a> {
    pub(super) plan: &'a Plan,
    /// Tags to be found while it is read.
    pub(super) tags: Vec<usize>,
    /// Slots to be kept for later.
    pub(super) keep: Vec<usize>,
    /// Slots to be read at all, with their columns.
    pub(super) read: Vec<(usize, String, As)>,
    pub(super) as_of: f64,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(plan: &'a Plan, keep: Vec<usize>, as_of: f64) -> Self {
        let early = |tag: &&usize| plan.tags[**tag].early;
        let inputs = plan.reads.inputs.iter().enumerate();
        let read = inputs.filter_map(|(slot, input)| match &input.origin {
            Origin::Main(column) => Some((slot, column.clone(), input.taken)),
            _ => None,
        });
        Self {
            plan,
            tags: plan.order.iter().filter(early).copied().collect(),
            keep,
            read: read.collect(),
            as_of,
        }
    }
}

/// A slot of some rows, kept for later.
#[derive(Debug)]
pub(super) enum Kept {
    Numbers(Vec<f64>),
    Texts(Vec<u32>),
}

/// Rows that were read one after the other, who they are, and which worker read them.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) rows: Range<usize>,
    ids: Held,
    pub(super) worker: usize,
}

/// Ids of some rows.
#[derive(Debug)]
enum Held {
    /// Numbers without gaps: in the column of all. They may have been written as text.
    There {
        written: bool,
    },
    Here(Ids),
}

/// Everything that was read, in the order of the rows.
pub(super) struct Early {
    pub(super) stretches: Vec<Stretch>,
    /// Of the stretches that have theirs there.
    ids: Vec<i64>,
    /// By tag.
    pub(super) codes: Vec<Option<Codes>>,
    /// In the order of [`Wanted::keep`]; texts by the numbers of the worker who read them.
    pub(super) kept: Vec<Option<Kept>>,
    /// By worker, then by slot.
    pub(super) interners: Vec<Vec<Interner>>,
    pub(super) matches: Vec<Matches>,
    pub(super) faults: Vec<Faults>,
    pub(super) rows: RowLedger,
}

/// Columns that workers fill, each the rows that it has read: nothing is moved afterwards.
struct Board {
    /// Rows that there are, as far as is known.
    rows: usize,
    ids: Shared<Vec<i64>>,
    codes: Vec<Shared<Codes>>,
    kept: Vec<Shared<Kept>>,
}

/// A column that workers fill; none before the first rows.
struct Shared<T>(Mutex<Option<T>>);

impl<T> Shared<T> {
    fn many(count: usize) -> Vec<Self> {
        let none = || Self(Mutex::new(None));
        std::iter::repeat_with(none).take(count).collect()
    }

    /// Fills in a part; `blank` makes the column.
    fn fill(&self, blank: impl FnOnce() -> T, part: impl FnOnce(&mut T)) {
        let mut column = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        part(column.get_or_insert_with(blank));
    }

    fn into_inner(self) -> Option<T> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts values where their rows are; `values` grows where it is too short.
pub(super) fn put<T: Copy + Default>(values: &mut Vec<T>, first_row: usize, part: &[T]) {
    let end = first_row + part.len();
    if values.len() < end {
        values.resize(end, T::default());
    }
    values[first_row..end].copy_from_slice(part);
}

/// The columns of slots and that of the persons, each once.
pub(super) fn columns_of<'a>(read: &'a [(usize, String, As)], person: &'a str) -> Vec<&'a str> {
    let mut columns: Vec<&str> = read.iter().map(|(_, column, _)| column.as_str()).collect();
    columns.push(person);
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Reads the table; rows in `skip`, which ascends, are set aside as those of persons who came before.
pub(super) fn read(
    wanted: &Wanted<'_>,
    source: &SourceTable,
    skip: &[u64],
) -> Result<Early, ProfileError> {
    let person = source.roles.require(Role::Customer)?;
    let columns = columns_of(&wanted.read, person);
    let known = source.table.known_rows();
    let rows = known.and_then(|rows| usize::try_from(rows).ok());
    let board = Board {
        rows: rows.unwrap_or(0),
        ids: Shared(Mutex::new(None)),
        codes: Shared::many(wanted.plan.tags.len()),
        kept: Shared::many(wanted.keep.len()),
    };
    let workers = source.table.batches(&columns)?.spread(
        |worker| Worker::new(wanted, &board, worker.number),
        |worker, batch| worker.read(&batch, person, skip),
    )?;
    let mut stretches = Vec::new();
    let mut interners = Vec::new();
    let mut matches = vec![Matches::default(); wanted.plan.tags.len()];
    let columns = wanted.read.iter().map(|(_, column, _)| Faults::new(column));
    let mut faults: Vec<Faults> = columns.collect();
    let mut rows = RowLedger::default();
    for worker in workers {
        stretches.extend(worker.stretches);
        interners.push(worker.interners);
        rows.merge(&worker.rows);
        for (mine, theirs) in matches.iter_mut().zip(&worker.matches) {
            mine.merge(theirs);
        }
        for (mine, theirs) in faults.iter_mut().zip(worker.faults) {
            mine.merge(theirs);
        }
    }
    stretches.sort_by_key(|stretch: &Stretch| stretch.rows.start);
    Ok(Early {
        stretches,
        ids: board.ids.into_inner().unwrap_or_default(),
        codes: board.codes.into_iter().map(Shared::into_inner).collect(),
        kept: board.kept.into_iter().map(Shared::into_inner).collect(),
        interners,
        matches,
        faults,
        rows,
    })
}

struct Worker<'a> {
    wanted: &'a Wanted<'a>,
    board: &'a Board,
    number: usize,
    stretches: Vec<Stretch>,
    interners: Vec<Interner>,
    matches: Vec<Matches>,
    lookups: Lookups,
    faults: Vec<Faults>,
    rows: RowLedger,
}

impl Stretch {
    /// The ids, where some row has none.
    fn gaps(&self) -> Option<&Keys<'static>> {
        match &self.ids {
            Held::Here(ids) if ids.keys.has_nulls() => Some(&ids.keys),
            Held::Here(_) | Held::There { .. } => None,
        }
    }
}

impl Early {
    /// Who the persons are, and in which order.
    pub(super) fn order(&mut self) -> Order {
        let mut ids = std::mem::take(&mut self.ids);
        // Room was made for those that were announced.
        ids.truncate(self.stretches.last().map_or(0, |last| last.rows.end));
        let stretches = self.stretches.iter();
        let there = stretches.clone().map(|stretch| match stretch.ids {
            Held::There { written } => Some(written),
            Held::Here(_) => None,
        });
        if let Some(written) = there.collect::<Option<Vec<bool>>>() {
            return Order::of_numbers(ids, written.contains(&true));
        }
        let parts = stretches.map(|stretch| match &stretch.ids {
            Held::Here(ids) => ids.clone(),
            Held::There { written } => Ids::of_numbers(&ids[stretch.rows.clone()], *written),
        });
        Order::of(&parts.collect::<Vec<_>>())
    }
}

impl<'a> Worker<'a> {
    fn new(wanted: &'a Wanted<'a>, board: &'a Board, number: usize) -> Self {
        let slots = wanted.plan.reads.inputs.len();
        Self {
            wanted,
            board,
            number,
            stretches: Vec::new(),
            interners: (0..slots).map(|_| Interner::default()).collect(),
            matches: vec![Matches::default(); wanted.plan.tags.len()],
            lookups: Lookups::new(&wanted.plan.reads),
            faults: wanted
                .read
                .iter()
                .map(|(_, column, _)| Faults::new(column))
                .collect(),
            rows: RowLedger::default(),
        }
    }

    fn read(&mut self, batch: &Batch, person: &str, skip: &[u64]) -> Result<(), ProfileError> {
        let rows = batch.height();
        let first_row = usize::try_from(batch.first_row).unwrap_or(usize::MAX);
        let stretch = self.who(batch, person)?;
        let mut columns: Vec<Option<Kept>> =
            self.wanted.plan.reads.inputs.iter().map(|_| None).collect();
        for (place, (slot, column, taken)) in self.wanted.read.iter().enumerate() {
            columns[*slot] = Some(self.column(batch, (place, *slot), column, *taken)?);
        }
        let slots: Vec<Slot<'_>> = columns
            .iter()
            .map(|kept| Kept::slot(kept.as_ref()))
            .collect();
        let used = self.used(&stretch, skip);
        let tags = Tags {
            plan: self.wanted.plan,
            rows,
            slots: &slots,
            lookups: &self.lookups,
            as_of: self.wanted.as_of,
            lists: &[],
            earlier: &[],
            start: 0,
            used: used.as_deref(),
        };
        let Outcome { codes, matches } = tags.run(&self.wanted.tags);
        for (mine, theirs) in self.matches.iter_mut().zip(&matches) {
            mine.merge(theirs);
        }
        let board = self.board;
        for (tag, part) in codes.iter().enumerate() {
            if let Some(part) = part {
                let blank = || self.wanted.plan.tags[tag].column(board.rows);
                board.codes[tag].fill(blank, |column| column.put(first_row, part));
            }
        }
        let keep = self.wanted.keep.iter();
        for (place, part) in keep.filter_map(|slot| columns[*slot].take()).enumerate() {
            let blank = || part.blank(board.rows);
            board.kept[place].fill(blank, |column| column.put(first_row, &part));
        }
        self.stretches.push(stretch);
        Ok(())
    }

    /// The persons of some rows.
    fn who(&self, batch: &Batch, person: &str) -> Result<Stretch, ProfileError> {
        let first_row = usize::try_from(batch.first_row).unwrap_or(usize::MAX);
        let ids = Ids::of(coerce::keys(batch.column(person)?)?);
        let whole = ids.keys.as_slice().filter(|_| !ids.keys.has_nulls());
        let held = if let Some(numbers) = whole {
            let blank = || vec![0; self.board.rows];
            let board = &self.board.ids;
            board.fill(blank, |all| put(all, first_row, numbers));
            Held::There {
                written: ids.written,
            }
        } else {
            Held::Here(ids)
        };
        Ok(Stretch {
            rows: first_row..first_row + batch.height(),
            ids: held,
            worker: self.number,
        })
    }

    fn column(
        &mut self,
        batch: &Batch,
        (place, slot): (usize, usize),
        column: &str,
        taken: As,
    ) -> Result<Kept, ProfileError> {
        let (cells, faults) = (batch.column(column)?, &mut self.faults[place]);
        Ok(match taken {
            As::Number => Kept::Numbers(data::numbers(cells, batch.first_row, faults)?),
            As::Time => Kept::Numbers(data::times(cells, batch.first_row, faults)?),
            As::Text => {
                let interner = &mut self.interners[slot];
                let codes = interner.codes(&cells)?;
                self.lookups
                    .extend(&self.wanted.plan.reads, slot, interner.texts());
                Kept::Texts(codes)
            }
        })
    }

    /// 0 for rows that are set aside; none where there are none.
    fn used(&mut self, stretch: &Stretch, skip: &[u64]) -> Option<Vec<u8>> {
        let rows = stretch.rows.len();
        let first_row = stretch.rows.start as u64;
        let present: Option<Vec<u8>> = stretch.gaps().map(|ids| {
            let present = (0..rows).map(|row| u8::from(ids.is_some(row)));
            present.collect()
        });
        let missing = present.as_ref().map_or(0, |present| {
            present.iter().map(|&is| u64::from(1 - is)).sum()
        });
        let after = skip.partition_point(|&row| row < first_row);
        let skipped = skip[after..]
            .iter()
            .take_while(|&&row| row < first_row + rows as u64);
        let places: Vec<usize> = skipped
            .filter_map(|row| usize::try_from(row - first_row).ok())
            .collect();
        self.rows.read += rows as u64;
        self.rows.missing_person += missing;
        self.rows.duplicate_person += places.len() as u64;
        self.rows.used += rows as u64 - missing - places.len() as u64;
        if present.is_none() && places.is_empty() {
            return None;
        }
        let mut used = present.unwrap_or_else(|| vec![1; rows]);
        for place in places {
            used[place] = 0;
        }
        Some(used)
    }
}

impl Kept {
    /// So many rows of nothing, of the same type.
    fn blank(&self, rows: usize) -> Self {
        match self {
            Self::Numbers(_) => Self::Numbers(vec![0.0; rows]),
            Self::Texts(_) => Self::Texts(vec![0; rows]),
        }
    }

    /// Puts a part where its rows are.
    fn put(&mut self, first_row: usize, part: &Self) {
        match (self, part) {
            (Self::Numbers(all), Self::Numbers(part)) => put(all, first_row, part),
            (Self::Texts(all), Self::Texts(part)) => put(all, first_row, part),
            _ => unreachable!("a slot has one type"),
        }
    }

    fn slot(kept: Option<&Self>) -> Slot<'_> {
        match kept {
            None => Slot::Absent,
            Some(Self::Numbers(values)) => Slot::Numbers(values),
            Some(Self::Texts(codes)) => Slot::Texts(codes),
        }
    }
}

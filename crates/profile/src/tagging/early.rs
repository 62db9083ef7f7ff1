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
    data::{self, Coded, Interner, Numbers, WholeNumbers, put},
    evaluate::{Lookups, Outcome, Stored, Tags},
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

/// Rows whose tags are found at once.
const STRIP: usize = 1 << 14;

/// A slot of the rows of a batch.
enum Slot {
    Numbers(Numbers),
    Texts(Coded),
}

/// A slot of all rows, kept for later.
#[derive(Debug)]
pub(super) enum Kept {
    Numbers(Numbers),
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
    /// Numbers without gaps, which may have been written as text.
    Numbers {
        ids: WholeNumbers,
        written: bool,
    },
    Any(Ids),
}

/// Everything that was read, in the order of the rows.
pub(super) struct Early {
    pub(super) stretches: Vec<Stretch>,
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
            Held::Any(ids) if ids.keys.has_nulls() => Some(&ids.keys),
            Held::Any(_) | Held::Numbers { .. } => None,
        }
    }
}

impl Early {
    /// Who the persons are, and in which order; asked for once.
    pub(super) fn order(&mut self) -> Order {
        let stretches = self.stretches.iter_mut();
        let held = stretches.map(|stretch| std::mem::replace(&mut stretch.ids, Held::none()));
        let held: Vec<Held> = held.collect();
        let numbers = |held: &Held| matches!(held, Held::Numbers { .. });
        if !held.iter().all(numbers) {
            return Order::of(&held.into_iter().map(Held::into_ids).collect::<Vec<_>>());
        }
        let (mut all, mut any_written) = (WholeNumbers::default(), false);
        for held in held {
            if let Held::Numbers { ids, written } = held {
                all.append(ids);
                any_written |= written;
            }
        }
        Order::of_numbers(all, any_written)
    }
}

impl Held {
    fn none() -> Self {
        Self::Numbers {
            ids: WholeNumbers::default(),
            written: false,
        }
    }

    fn into_ids(self) -> Ids {
        match self {
            Self::Numbers { ids, written } => {
                Ids::of_numbers(&ids.iter().collect::<Vec<_>>(), written)
            }
            Self::Any(ids) => ids,
        }
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
        let stretch = self.who(batch, person)?;
        let inputs = self.wanted.plan.reads.inputs.len();
        let mut slots: Vec<Option<Slot>> = (0..inputs).map(|_| None).collect();
        for (place, (slot, column, taken)) in self.wanted.read.iter().enumerate() {
            slots[*slot] = Some(self.column(batch, (place, *slot), column, *taken)?);
        }
        let used = self.used(&stretch, skip);
        self.tag(&stretch.rows, &slots, used.as_deref());
        let board = self.board;
        let keep = self.wanted.keep.iter();
        for (place, part) in keep.filter_map(|slot| slots[*slot].take()).enumerate() {
            let column = &board.kept[place];
            column.fill(
                || part.blank(board.rows),
                |all| all.put(stretch.rows.start, &part),
            );
        }
        self.stretches.push(stretch);
        Ok(())
    }

    /// Finds the tags of some rows.
    fn tag(&mut self, rows: &Range<usize>, slots: &[Option<Slot>], used: Option<&[u8]>) {
        let slots: Vec<Stored<'_>> = slots
            .iter()
            .map(|slot| Slot::stored(slot.as_ref()))
            .collect();
        let (board, plan) = (self.board, self.wanted.plan);
        let tags = Tags {
            plan,
            slots: &slots,
            lookups: &self.lookups,
            as_of: self.wanted.as_of,
            lists: &[],
            earlier: &[],
            used,
        };
        for start in (0..rows.len()).step_by(STRIP) {
            let end = (start + STRIP).min(rows.len());
            let Outcome { codes, matches } = tags.run(&self.wanted.tags, start..end);
            for (mine, theirs) in self.matches.iter_mut().zip(&matches) {
                mine.merge(theirs);
            }
            let found = codes.iter().enumerate();
            for (tag, part) in found.filter_map(|(tag, part)| Some((tag, part.as_ref()?))) {
                let blank = || plan.tags[tag].column(board.rows);
                board.codes[tag].fill(blank, |column| column.put(rows.start + start, part));
            }
        }
    }

    /// The persons of some rows.
    fn who(&self, batch: &Batch, person: &str) -> Result<Stretch, ProfileError> {
        let first_row = usize::try_from(batch.first_row).unwrap_or(usize::MAX);
        let ids = Ids::of(coerce::keys(batch.column(person)?)?);
        let whole = ids.keys.as_slice().filter(|_| !ids.keys.has_nulls());
        let numbers = whole.map(WholeNumbers::of);
        Ok(Stretch {
            rows: first_row..first_row + batch.height(),
            ids: match numbers {
                Some(numbers) => Held::Numbers {
                    ids: numbers,
                    written: ids.written,
                },
                None => Held::Any(ids),
            },
            worker: self.number,
        })
    }

    fn column(
        &mut self,
        batch: &Batch,
        (place, slot): (usize, usize),
        column: &str,
        taken: As,
    ) -> Result<Slot, ProfileError> {
        let (cells, faults) = (batch.column(column)?, &mut self.faults[place]);
        let first_row = |row: usize| batch.first_row + row as u64;
        let numbers = match taken {
            As::Number => Numbers::read(&cells, |part, row| {
                data::numbers(part, first_row(row), faults)
            }),
            As::Time => Numbers::read(&cells, |part, row| {
                data::times(part, first_row(row), faults)
            }),
            As::Text => {
                let interner = &mut self.interners[slot];
                let codes = Coded::read(&cells, |part| interner.codes(&part))?;
                let reads = &self.wanted.plan.reads;
                self.lookups.extend(reads, slot, interner.texts());
                return Ok(Slot::Texts(codes));
            }
        };
        Ok(Slot::Numbers(numbers?))
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

impl Slot {
    fn stored(slot: Option<&Self>) -> Stored<'_> {
        match slot {
            None => Stored::Absent,
            Some(Self::Numbers(values)) => Stored::Numbers(values),
            Some(Self::Texts(codes)) => Stored::Coded(codes),
        }
    }

    /// So many rows of nothing, of the same type.
    fn blank(&self, rows: usize) -> Kept {
        match self {
            Self::Numbers(_) => Kept::Numbers(Numbers::zeros(rows)),
            Self::Texts(_) => Kept::Texts(vec![0; rows]),
        }
    }
}

impl Kept {
    /// Puts a part where its rows are.
    fn put(&mut self, first_row: usize, part: &Slot) {
        match (self, part) {
            (Self::Numbers(all), Slot::Numbers(part)) => all.put(first_row, part),
            (Self::Texts(all), Slot::Texts(part)) => {
                let mut buffer = Vec::new();
                let part = part.part(0..part.len(), &mut buffer);
                put(all, first_row, part);
            }
            _ => unreachable!("a slot has one type"),
        }
    }
}

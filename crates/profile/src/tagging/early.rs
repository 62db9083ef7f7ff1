//! The table of persons, read once: the tags that it decides by itself, and what others need of it.

use std::ops::Range;

use fourr_table::{
    Batch, Role,
    coerce::{self, Faults, Keys},
};
use rayon::prelude::*;

use super::{Codes, Matches};
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

/// Rows that were read one after the other, and who they are.
#[derive(Debug)]
pub(super) struct Stretch {
    first_row: u64,
    pub(super) ids: Keys<'static>,
}

/// What one worker has read.
#[derive(Debug, Default)]
pub(super) struct Share {
    /// In the order in which it read them.
    pub(super) stretches: Vec<Stretch>,
    /// By tag, one code a row of its stretches.
    pub(super) codes: Vec<Option<Codes>>,
    /// In the order of [`Wanted::keep`], of the same rows.
    pub(super) kept: Vec<Kept>,
    /// By slot.
    pub(super) interners: Vec<Interner>,
}

/// Where the persons stand in what was read, one share behind the other.
#[derive(Debug)]
pub(super) enum Places {
    /// Stretches in the order of the persons.
    Runs(Vec<Range<usize>>),
    /// Each for itself.
    Each(Vec<u32>),
}

/// Everything that was read.
pub(super) struct Early {
    pub(super) shares: Vec<Share>,
    pub(super) matches: Vec<Matches>,
    pub(super) faults: Vec<Faults>,
    pub(super) rows: RowLedger,
}

impl Early {
    /// The ids in the order of the rows.
    pub(super) fn ids(&self) -> Vec<&Keys<'static>> {
        let stretches = self.in_order();
        let ids = stretches.into_iter().map(|(stretch, _)| &stretch.ids);
        ids.collect()
    }

    /// Where these rows stand, one share behind the other; without rows, where all stand in their order.
    pub(super) fn places(&self, rows: Option<&[u32]>) -> Places {
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let stretches = self.in_order();
        let Some(rows) = rows else {
            let run = |(stretch, place): (&Stretch, usize)| place..place + stretch.ids.len();
            return Places::Runs(stretches.into_iter().map(run).collect());
        };
        let starts = stretches.iter().scan(0, |next, (stretch, place)| {
            let row = *next;
            *next += number(stretch.ids.len());
            Some((row, number(*place)))
        });
        let starts: Vec<(u32, u32)> = starts.collect();
        let place = |row: &u32| {
            let stretch = starts.partition_point(|(first, _)| first <= row) - 1;
            let (first, place) = starts[stretch];
            place + (row - first)
        };
        Places::Each(rows.par_iter().map(place).collect())
    }

    /// The stretches in the order of their rows, with the place of the first row of each.
    fn in_order(&self) -> Vec<(&Stretch, usize)> {
        let mut place = 0;
        let stretches = self.shares.iter().flat_map(|share| &share.stretches);
        let mut stretches: Vec<(&Stretch, usize)> = stretches
            .map(|stretch| {
                let first = place;
                place += stretch.ids.len();
                (stretch, first)
            })
            .collect();
        stretches.sort_by_key(|(stretch, _)| stretch.first_row);
        stretches
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
    let workers = source.table.batches(&columns)?.spread(
        |worker| Worker::new(wanted, rows.map_or(0, |rows| share_of(rows, worker.of))),
        |worker, batch| worker.read(&batch, person, skip),
    )?;
    let mut early = Early {
        shares: Vec::new(),
        matches: vec![Matches::default(); wanted.plan.tags.len()],
        faults: wanted
            .read
            .iter()
            .map(|(_, column, _)| Faults::new(column))
            .collect(),
        rows: RowLedger::default(),
    };
    for worker in workers {
        early.shares.push(worker.share);
        early.rows.merge(&worker.rows);
        for (mine, theirs) in early.matches.iter_mut().zip(&worker.matches) {
            mine.merge(theirs);
        }
        for (mine, theirs) in early.faults.iter_mut().zip(worker.faults) {
            mine.merge(theirs);
        }
    }
    Ok(early)
}

/// Rows of a worker's share at most, unless it reads much more than the others.
fn share_of(rows: usize, workers: usize) -> usize {
    let even = rows.div_ceil(workers);
    rows.min(even + even / 8)
}

struct Worker<'a> {
    wanted: &'a Wanted<'a>,
    share: Share,
    /// Rows that its share may have: room is made for so many at once, so that nothing is moved.
    room: usize,
    matches: Vec<Matches>,
    lookups: Lookups,
    faults: Vec<Faults>,
    rows: RowLedger,
}

impl<'a> Worker<'a> {
    fn new(wanted: &'a Wanted<'a>, room: usize) -> Self {
        let slots = wanted.plan.reads.inputs.len();
        let share = Share {
            codes: vec![None; wanted.plan.tags.len()],
            interners: (0..slots).map(|_| Interner::default()).collect(),
            ..Share::default()
        };
        Self {
            wanted,
            share,
            room,
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
        let ids = coerce::keys(batch.column(person)?)?.into_owned();
        let mut columns: Vec<Option<Kept>> =
            self.wanted.plan.reads.inputs.iter().map(|_| None).collect();
        for (place, (slot, column, taken)) in self.wanted.read.iter().enumerate() {
            columns[*slot] = Some(self.column(batch, (place, *slot), column, *taken)?);
        }
        let slots: Vec<Slot<'_>> = columns
            .iter()
            .map(|kept| Kept::slot(kept.as_ref()))
            .collect();
        let used = self.used(&ids, batch.first_row, skip);
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
        let (share, room) = (&mut self.share, self.room);
        for (all, part) in share.codes.iter_mut().zip(codes) {
            match (all.as_mut(), part) {
                (Some(all), Some(part)) => all.append(part),
                (None, Some(mut part)) => {
                    part.make_room(room);
                    *all = Some(part);
                }
                (_, None) => {}
            }
        }
        let keep = self.wanted.keep.iter();
        for (place, part) in keep.filter_map(|slot| columns[*slot].take()).enumerate() {
            match share.kept.get_mut(place) {
                Some(all) => all.append(part),
                None => share.kept.push(part.with_room(room)),
            }
        }
        share.stretches.push(Stretch {
            first_row: batch.first_row,
            ids,
        });
        Ok(())
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
                let interner = &mut self.share.interners[slot];
                let codes = interner.codes(&cells)?;
                self.lookups
                    .extend(&self.wanted.plan.reads, slot, interner.texts());
                Kept::Texts(codes)
            }
        })
    }

    /// 0 for rows that are set aside; none where there are none.
    fn used(&mut self, ids: &Keys<'_>, first_row: u64, skip: &[u64]) -> Option<Vec<u8>> {
        let rows = ids.len();
        let present: Option<Vec<u8>> = ids
            .has_nulls()
            .then(|| (0..rows).map(|row| u8::from(ids.is_some(row))).collect());
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
    /// Rows.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Texts(codes) => codes.len(),
        }
    }

    /// The same with room for so many rows in all.
    fn with_room(mut self, rows: usize) -> Self {
        let more = rows.saturating_sub(self.len());
        match &mut self {
            Self::Numbers(all) => all.reserve_exact(more),
            Self::Texts(all) => all.reserve_exact(more),
        }
        self
    }

    /// Adds further rows.
    fn append(&mut self, part: Self) {
        match (self, part) {
            (Self::Numbers(all), Self::Numbers(part)) => all.extend(part),
            (Self::Texts(all), Self::Texts(part)) => all.extend(part),
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

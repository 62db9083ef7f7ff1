//! The table of persons, read once: the tags that it decides by itself, and what others need of it.

use fourr_table::{
    Batch, Role,
    coerce::{self, Faults, Keys},
};

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

/// Some rows that were read.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) first_row: u64,
    pub(super) ids: Keys<'static>,
    pub(super) codes: Vec<Option<Codes>>,
    /// In the order of [`Wanted::keep`].
    pub(super) kept: Vec<Kept>,
    pub(super) worker: usize,
}

/// Everything that was read.
pub(super) struct Early {
    /// In the order of the rows.
    pub(super) parts: Vec<Part>,
    pub(super) matches: Vec<Matches>,
    /// By worker, then by slot.
    pub(super) interners: Vec<Vec<Interner>>,
    pub(super) faults: Vec<Faults>,
    pub(super) rows: RowLedger,
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
    let workers = source.table.batches(&columns)?.spread(
        |worker| Worker::new(wanted, worker.number),
        |worker, batch| worker.read(&batch, person, skip),
    )?;
    let mut early = Early {
        parts: Vec::new(),
        matches: vec![Matches::default(); wanted.plan.tags.len()],
        interners: Vec::new(),
        faults: wanted
            .read
            .iter()
            .map(|(_, column, _)| Faults::new(column))
            .collect(),
        rows: RowLedger::default(),
    };
    for worker in workers {
        early.parts.extend(worker.parts);
        early.interners.push(worker.interners);
        early.rows.merge(&worker.rows);
        for (mine, theirs) in early.matches.iter_mut().zip(&worker.matches) {
            mine.merge(theirs);
        }
        for (mine, theirs) in early.faults.iter_mut().zip(worker.faults) {
            mine.merge(theirs);
        }
    }
    early.parts.sort_by_key(|part| part.first_row);
    Ok(early)
}

struct Worker<'a> {
    wanted: &'a Wanted<'a>,
    number: usize,
    parts: Vec<Part>,
    matches: Vec<Matches>,
    interners: Vec<Interner>,
    lookups: Lookups,
    faults: Vec<Faults>,
    rows: RowLedger,
}

impl<'a> Worker<'a> {
    fn new(wanted: &'a Wanted<'a>, number: usize) -> Self {
        let slots = wanted.plan.reads.inputs.len();
        Self {
            wanted,
            number,
            parts: Vec::new(),
            matches: vec![Matches::default(); wanted.plan.tags.len()],
            interners: (0..slots).map(|_| Interner::default()).collect(),
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
        let kept = self
            .wanted
            .keep
            .iter()
            .filter_map(|&slot| columns[slot].take())
            .collect();
        self.parts.push(Part {
            first_row: batch.first_row,
            ids,
            codes,
            kept,
            worker: self.number,
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
                let interner = &mut self.interners[slot];
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

    fn slot(kept: Option<&Self>) -> Slot<'_> {
        match kept {
            None => Slot::Absent,
            Some(Self::Numbers(values)) => Slot::Numbers(values),
            Some(Self::Texts(codes)) => Slot::Texts(codes),
        }
    }
}

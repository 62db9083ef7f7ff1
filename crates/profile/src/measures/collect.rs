//! Rows of orders or events that some measure is interested in, put aside by person.

use fourr_table::{
    Aside, Batch, Scratch,
    coerce::{self, Faults, TimeRules},
};

use super::{
    Conditions,
    rows::{Shape, Value},
};
use crate::{
    ProfileError, RowLedger, SourceTable,
    data::{self, Dictionary, Interner},
    evaluate::{self, Lookups, Slot, View, fill},
    plan::{Origin, TablePlan},
    tagging::{Parts, People},
    tags::As,
};

/// Rows that some measure is interested in, by parts of the persons.
#[derive(Debug)]
pub(crate) struct Collected {
    /// By part and worker.
    pub(super) asides: Vec<Vec<Aside>>,
    pub(super) shape: Shape,
    pub(super) parts: Parts,
    /// By worker and slot: what its codes of texts are in the dictionaries.
    pub(super) translations: Vec<Vec<Vec<u32>>>,
    /// By slot.
    pub(super) dictionaries: Vec<Dictionary>,
    pub(crate) rows: RowLedger,
    pub(crate) faults: Vec<Faults>,
    /// The latest moment, of anybody.
    pub(crate) latest: Option<i64>,
}

/// Reads a table of orders or events; rows from `until` on, in microseconds, are set aside.
pub(crate) fn collect(
    plan: &TablePlan,
    source: &SourceTable,
    (people, scratch): (&People, &Scratch),
    until: Option<i64>,
) -> Result<Collected, ProfileError> {
    let mut columns = vec![plan.person.as_str(), plan.time.as_str()];
    columns.extend(
        plan.reads
            .inputs
            .iter()
            .filter_map(|input| match &input.origin {
                Origin::Main(column) => Some(column.as_str()),
                Origin::Joined { .. } | Origin::Measure(_) => None,
            }),
    );
    columns.sort_unstable();
    columns.dedup();
    let workers = source.table.batches(&columns)?.spread(
        |_| Worker::new(plan, people, until),
        |worker, batch| worker.read(&batch, scratch),
    )?;
    Ok(unite(plan, workers, Parts::of(people.len())))
}

struct Worker<'a> {
    plan: &'a TablePlan,
    conditions: Conditions<'a>,
    people: &'a People,
    until: Option<i64>,
    interners: Vec<Interner>,
    lookups: Lookups,
    scratch: evaluate::Scratch,
    parts: Parts,
    /// By part.
    asides: Vec<Aside>,
    rows: RowLedger,
    faults: Vec<Faults>,
    latest: Option<i64>,
}

impl<'a> Worker<'a> {
    fn new(plan: &'a TablePlan, people: &'a People, until: Option<i64>) -> Self {
        let inputs = &plan.reads.inputs;
        let mut faults = vec![Faults::new(&plan.time)];
        faults.extend(inputs.iter().map(|input| match &input.origin {
            Origin::Main(column) => Faults::new(column),
            Origin::Joined { .. } | Origin::Measure(_) => Faults::new(""),
        }));
        let parts = Parts::of(people.len());
        Self {
            plan,
            conditions: Conditions::of(plan),
            people,
            until,
            interners: inputs.iter().map(|_| Interner::default()).collect(),
            lookups: Lookups::new(&plan.reads),
            scratch: evaluate::Scratch::default(),
            parts,
            asides: Aside::empty(parts.count()),
            rows: RowLedger::default(),
            faults,
            latest: None,
        }
    }

    fn read(&mut self, batch: &Batch, scratch: &Scratch) -> Result<(), ProfileError> {
        let rows = batch.height();
        let keys = coerce::keys(batch.column(&self.plan.person)?)?;
        let times = coerce::times(
            batch.column(&self.plan.time)?,
            TimeRules::default(),
            batch.first_row,
            &mut self.faults[0],
        )?;
        let mut columns = Vec::new();
        for slot in 0..self.plan.reads.inputs.len() {
            columns.push(self.column(batch, slot)?);
        }
        let slots: Vec<Slot<'_>> = columns.iter().map(Column::slot).collect();
        let words = self.conditions.words();
        let fits = self.fits(rows, &slots);
        let places = self.people.places(&keys);
        for row in 0..rows {
            let ledger = &mut self.rows;
            ledger.read += 1;
            let (Some(time), Some(person)) = (times[row].value(), places[row]) else {
                if !keys.is_some(row) {
                    ledger.missing_person += 1;
                } else if times[row].value().is_none() {
                    ledger.missing_time += 1;
                } else {
                    ledger.unknown_person += 1;
                }
                continue;
            };
            if self.until.is_some_and(|until| time >= until) {
                ledger.after_as_of += 1;
                continue;
            }
            ledger.used += 1;
            self.latest = self.latest.max(Some(time));
            let own = &fits[row * words..(row + 1) * words];
            if own.iter().all(|&word| word == 0) {
                continue;
            }
            let (part, place) = self.parts.place(person);
            let values = columns.iter().map(|column| column.value(row));
            self.asides[part].append(scratch, |block| {
                Shape::write(block, (place, time, own), values);
            })?;
        }
        Ok(())
    }

    /// Which conditions each row fits.
    fn fits(&mut self, rows: usize, slots: &[Slot<'_>]) -> Vec<u64> {
        let words = self.conditions.words();
        let mut fits = vec![0_u64; rows * words];
        let mut hits = vec![0_u8; rows];
        let view = View {
            rows,
            slots,
            lookups: &self.lookups,
            as_of: f64::NAN,
            lists: &[],
            tags: &|_| None,
        };
        for (bit, condition) in self.conditions.conditions.iter().enumerate() {
            match condition {
                Some(condition) => fill(condition, &view, &mut hits, &mut self.scratch),
                None => hits.fill(1),
            }
            let own = fits.iter_mut().skip(bit / 64).step_by(words);
            for (word, &hit) in own.zip(&hits) {
                *word |= u64::from(hit) << (bit % 64);
            }
        }
        fits
    }

    fn column(&mut self, batch: &Batch, slot: usize) -> Result<Column, ProfileError> {
        let input = &self.plan.reads.inputs[slot];
        let Origin::Main(column) = &input.origin else {
            unreachable!("rows have columns only")
        };
        let (cells, faults) = (batch.column(column)?, &mut self.faults[slot + 1]);
        Ok(match input.taken {
            As::Number => Column::Numbers(data::numbers(cells, batch.first_row, faults)?),
            As::Time => Column::Numbers(data::times(cells, batch.first_row, faults)?),
            As::Text => {
                let codes = self.interners[slot].codes(&cells)?;
                self.lookups
                    .extend(&self.plan.reads, slot, self.interners[slot].texts());
                Column::Texts(codes)
            }
        })
    }
}

enum Column {
    Numbers(Vec<f64>),
    Texts(Vec<u32>),
}

impl Column {
    fn slot(&self) -> Slot<'_> {
        match self {
            Self::Numbers(values) => Slot::Numbers(values),
            Self::Texts(codes) => Slot::Texts(codes),
        }
    }

    fn value(&self, row: usize) -> Value {
        match self {
            Self::Numbers(values) => Value::Number(values[row]),
            Self::Texts(codes) => Value::Text(codes[row]),
        }
    }
}

fn unite(plan: &TablePlan, workers: Vec<Worker<'_>>, parts: Parts) -> Collected {
    let mut dictionaries = Vec::new();
    let mut translations: Vec<Vec<Vec<u32>>> = vec![Vec::new(); workers.len()];
    for slot in 0..plan.reads.inputs.len() {
        let readers: Vec<&Interner> = workers
            .iter()
            .map(|worker| &worker.interners[slot])
            .collect();
        let (dictionary, translated) = Dictionary::unite(&readers);
        dictionaries.push(dictionary);
        for (all, own) in translations.iter_mut().zip(translated) {
            all.push(own);
        }
    }
    let mut all = Collected {
        asides: Vec::new(),
        shape: Shape::of(plan, Conditions::of(plan).words()),
        parts,
        translations,
        dictionaries,
        rows: RowLedger::default(),
        faults: Vec::new(),
        latest: None,
    };
    let mut asides = Vec::new();
    for worker in workers {
        asides.push(worker.asides);
        all.rows.merge(&worker.rows);
        all.latest = all.latest.max(worker.latest);
        if all.faults.is_empty() {
            all.faults = worker.faults;
        } else {
            for (mine, theirs) in all.faults.iter_mut().zip(worker.faults) {
                mine.merge(theirs);
            }
        }
    }
    all.asides = Aside::by_partition(asides);
    all
}

//! Rows of orders or events that some measure is interested in.

use fourr_table::{
    Batch,
    coerce::{self, Faults, TimeRules},
};

use super::Conditions;
use crate::{
    ProfileError, RowLedger, SourceTable,
    data::{self, Dictionary, Interner},
    evaluate::{Lookups, Scratch, Slot, View, fill},
    plan::{Origin, TablePlan},
    tagging::People,
    tags::As,
};

/// Rows that some measure is interested in, column by column.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) person: Vec<u32>,
    /// Microseconds of local time.
    pub(crate) time: Vec<i64>,
    /// Which conditions a row fits: so many words a row.
    pub(crate) fits: Vec<u64>,
    /// By slot; empty for slots of texts.
    pub(crate) numbers: Vec<Vec<f64>>,
    /// By slot; empty for slots of numbers.
    pub(crate) texts: Vec<Vec<u32>>,
    /// By slot.
    pub(crate) dictionaries: Vec<Dictionary>,
    pub(crate) rows: RowLedger,
    pub(crate) faults: Vec<Faults>,
    /// The latest moment, of anybody.
    pub(crate) latest: Option<i64>,
}

/// Reads a table of orders or events; rows from `until` on, in microseconds, are set aside.
pub(crate) fn collect(
    plan: &TablePlan,
    source: &SourceTable,
    people: &People,
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
        |worker, batch| worker.read(&batch),
    )?;
    Ok(unite(plan, workers))
}

struct Worker<'a> {
    plan: &'a TablePlan,
    conditions: Conditions<'a>,
    people: &'a People,
    until: Option<i64>,
    interners: Vec<Interner>,
    lookups: Lookups,
    scratch: Scratch,
    found: Collected,
}

impl<'a> Worker<'a> {
    fn new(plan: &'a TablePlan, people: &'a People, until: Option<i64>) -> Self {
        let inputs = &plan.reads.inputs;
        let mut faults = vec![Faults::new(&plan.time)];
        faults.extend(inputs.iter().map(|input| match &input.origin {
            Origin::Main(column) => Faults::new(column),
            Origin::Joined { .. } | Origin::Measure(_) => Faults::new(""),
        }));
        let found = Collected {
            numbers: vec![Vec::new(); inputs.len()],
            texts: vec![Vec::new(); inputs.len()],
            faults,
            ..Collected::default()
        };
        Self {
            plan,
            conditions: Conditions::of(plan),
            people,
            until,
            interners: inputs.iter().map(|_| Interner::default()).collect(),
            lookups: Lookups::new(&plan.reads),
            scratch: Scratch::default(),
            found,
        }
    }

    fn read(&mut self, batch: &Batch) -> Result<(), ProfileError> {
        let rows = batch.frame.height();
        let keys = coerce::keys(batch.frame.column(&self.plan.person)?)?;
        let times = coerce::times(
            batch.frame.column(&self.plan.time)?,
            TimeRules::default(),
            batch.first_row,
            &mut self.found.faults[0],
        )?;
        let mut columns = Vec::new();
        for slot in 0..self.plan.reads.inputs.len() {
            columns.push(self.column(batch, slot)?);
        }
        let slots: Vec<Slot<'_>> = columns.iter().map(Column::slot).collect();
        let words = self.conditions.words();
        let fits = self.fits(rows, &slots);
        let has_id = present(&keys);
        let places = self.people.places(&keys);
        for row in 0..rows {
            let ledger = &mut self.found.rows;
            ledger.read += 1;
            let (Some(time), Some(person)) = (times[row].value(), places[row]) else {
                if !has_id(row) {
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
            self.found.latest = self.found.latest.max(Some(time));
            let own = &fits[row * words..(row + 1) * words];
            if own.iter().all(|&word| word == 0) {
                continue;
            }
            self.found.person.push(person);
            self.found.time.push(time);
            self.found.fits.extend(own);
            for (slot, column) in columns.iter().enumerate() {
                match column {
                    Column::Numbers(values) => self.found.numbers[slot].push(values[row]),
                    Column::Texts(codes) => self.found.texts[slot].push(codes[row]),
                }
            }
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
        let (cells, faults) = (
            batch.frame.column(column)?,
            &mut self.found.faults[slot + 1],
        );
        Ok(match input.taken {
            As::Number => Column::Numbers(data::numbers(cells, batch.first_row, faults)?),
            As::Time => Column::Numbers(data::times(cells, batch.first_row, faults)?),
            As::Text => {
                let codes = self.interners[slot].codes(cells)?;
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
}

fn present(keys: &coerce::Keys) -> impl Fn(usize) -> bool {
    move |row| match keys {
        coerce::Keys::Whole(ids) => ids.get(row).is_some(),
        coerce::Keys::Text(ids) => ids.get(row).is_some(),
    }
}

fn unite(plan: &TablePlan, workers: Vec<Worker<'_>>) -> Collected {
    let slots = plan.reads.inputs.len();
    let (mut dictionaries, mut translations) = (Vec::new(), Vec::new());
    for slot in 0..slots {
        let readers: Vec<&Interner> = workers
            .iter()
            .map(|worker| &worker.interners[slot])
            .collect();
        let (dictionary, translation) = Dictionary::unite(&readers);
        dictionaries.push(dictionary);
        translations.push(translation);
    }
    let mut all = Collected {
        numbers: vec![Vec::new(); slots],
        texts: vec![Vec::new(); slots],
        dictionaries,
        ..Collected::default()
    };
    for (number, worker) in workers.into_iter().enumerate() {
        let found = worker.found;
        all.person.extend(found.person);
        all.time.extend(found.time);
        all.fits.extend(found.fits);
        for (slot, translations) in translations.iter().enumerate() {
            all.numbers[slot].extend(&found.numbers[slot]);
            let translation = &translations[number];
            all.texts[slot].extend(
                found.texts[slot]
                    .iter()
                    .map(|&code| translation[code as usize]),
            );
        }
        all.rows.merge(&found.rows);
        all.latest = all.latest.max(found.latest);
        if all.faults.is_empty() {
            all.faults = found.faults;
        } else {
            for (mine, theirs) in all.faults.iter_mut().zip(found.faults) {
                mine.merge(theirs);
            }
        }
    }
    all
}

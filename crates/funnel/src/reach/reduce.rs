//! From rows to the exposures of each person by channel: the step whose cost grows with the rows.
//!
//! In SQL it would read `SELECT person, channel, SUM(exposures) FROM log GROUP BY person, channel`. Workers take batches,
//! read the columns into primitive vectors with events and channels as numbers, and fold the rows into hash partitions of
//! the persons, each with one number a channel. Channels get their places as they are met, so one pass over the rows is
//! enough; what is made of the places later goes by name.

use std::sync::{Mutex, PoisonError};

use fourr_table::{
    Batch, Numbered, Table, Values, Worker,
    coerce::{AMOUNT_PLACES, Faults, Keys, Reading, amounts, keys},
};
use hashbrown::HashSet;
use polars::prelude::*;

use super::columns::ReachColumns;
use crate::{
    FunnelError, RowLedger,
    events::{Kinds, frequencies},
    persons::{PARTITIONS, hashes, partition_of},
    reduce::{
        MOST_GROUPS, as_key,
        names::{Met, NONE, Names},
    },
};

/// Channels whose exposures are kept: sets of them are bits of a number.
pub(super) const MOST_CHANNELS: usize = 32;
/// Ten-thousandths of a whole number.
#[expect(clippy::cast_possible_truncation, reason = "four")]
const WHOLE: i64 = 10_i64.pow(AMOUNT_PLACES as u32);

/// Persons of the target, by partition.
#[derive(Debug)]
pub(super) struct Target {
    partitions: Vec<Numbered>,
}

impl Target {
    /// The persons of a column.
    pub(super) fn read(table: &Table, column: &str) -> Result<Self, FunnelError> {
        let mut partitions: Vec<Numbered> = (0..PARTITIONS).map(|_| Numbered::default()).collect();
        for batch in table.batches(&[column])? {
            let batch = batch?;
            let keys = text_keys(batch.column(column)?)?;
            for (row, hash) in hashes(&keys).into_iter().enumerate() {
                if let Some((hash, id)) = hash.zip(keys.id(row)) {
                    partitions[partition_of(hash)].number(hash, id);
                }
            }
        }
        Ok(Self { partitions })
    }

    /// How many they are.
    pub(super) fn len(&self) -> u64 {
        self.partitions
            .iter()
            .map(|persons| persons.len() as u64)
            .sum()
    }
}

/// Which events are exposures.
#[derive(Debug, Clone, Copy)]
pub(super) enum Exposing<'a> {
    /// Every row.
    EveryRow,
    /// Events of these names.
    Named(&'a [String]),
    /// Events that are called so.
    CalledSo,
}

impl Exposing<'_> {
    fn exposes(self, event: &str) -> bool {
        match self {
            Self::EveryRow => true,
            Self::Named(names) => names.iter().any(|name| name == event),
            Self::CalledSo => crate::events::is_exposure(event),
        }
    }
}

/// What is read, and what rows mean.
#[derive(Debug)]
pub(super) struct LogPlan<'a> {
    pub(super) columns: &'a ReachColumns,
    pub(super) person: &'a str,
    pub(super) exposing: Exposing<'a>,
    pub(super) target: Option<&'a Target>,
}

impl LogPlan<'_> {
    /// The column of events, where they are told apart.
    fn event(&self) -> Option<&str> {
        let told = !matches!(self.exposing, Exposing::EveryRow);
        self.columns.event.as_deref().filter(|_| told)
    }
}

/// Persons of one place, and how often each channel reached them.
#[derive(Debug, Default)]
pub(super) struct Partition {
    persons: Numbered,
    in_target: Vec<bool>,
    /// One number a channel, person after person.
    exposures: Vec<u32>,
    /// Channels that there is room for.
    width: usize,
}

impl Partition {
    /// Each person: whether in the target, and the exposures by the place of the channel; missing ones are none.
    pub(super) fn each(&self) -> impl Iterator<Item = (bool, &[u32])> {
        let persons = self.in_target.iter().copied();
        persons.zip(self.exposures.chunks_exact(self.width.max(1)))
    }

    /// Makes room for more channels.
    fn widen(&mut self, channels: usize) {
        let width = channels.next_power_of_two().max(4);
        if width <= self.width {
            return;
        }
        let mut wider = vec![0; self.in_target.len() * width];
        if self.width > 0 {
            let rows = self.exposures.chunks_exact(self.width);
            for (new, old) in wider.chunks_exact_mut(width).zip(rows) {
                new[..self.width].copy_from_slice(old);
            }
        }
        (self.exposures, self.width) = (wider, width);
    }

    fn fold(
        &mut self,
        entries: &[Entry],
        keys: &Keys<'_>,
        channels: usize,
        target: Option<&Numbered>,
    ) {
        self.widen(channels);
        for entry in entries {
            let Some(id) = keys.id(entry.row as usize) else {
                continue;
            };
            let person = self.persons.number(entry.hash, id) as usize;
            if person == self.in_target.len() {
                let among = target.is_none_or(|target| target.find(entry.hash, id).is_some());
                self.in_target.push(among);
                self.exposures.resize(self.exposures.len() + self.width, 0);
            }
            if let Some(channel) = entry.channel {
                let count = &mut self.exposures[person * self.width + usize::from(channel)];
                *count = count.saturating_add(entry.exposures);
            }
        }
    }
}

/// A row on its way to its person's partition.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u64,
    row: u32,
    exposures: u32,
    /// `None` for an event that is no exposure: the person is seen, not reached.
    channel: Option<u8>,
}

/// What happened to the rows that one worker saw.
#[derive(Debug)]
struct Tallies {
    rows: RowLedger,
    /// Of exposures and of cost.
    faults: [Faults; 2],
    /// Ten-thousandths by the place of the channel.
    costs: [i128; MOST_CHANNELS],
}

impl Tallies {
    fn new(columns: &ReachColumns) -> Self {
        let faults = |column: &Option<String>| Faults::new(column.as_deref().unwrap_or_default());
        Self {
            rows: RowLedger::default(),
            faults: [faults(&columns.exposures), faults(&columns.cost)],
            costs: [0; MOST_CHANNELS],
        }
    }

    fn merge(&mut self, other: Self) {
        self.rows.merge(&other.rows);
        for (mine, theirs) in self.faults.iter_mut().zip(other.faults) {
            mine.merge(theirs);
        }
        for (sum, cost) in self.costs.iter_mut().zip(other.costs) {
            *sum += cost;
        }
    }
}

/// What the workers share.
struct Log<'a> {
    plan: &'a LogPlan<'a>,
    partitions: Vec<Mutex<Partition>>,
    events: Mutex<Names>,
    /// Everything that the column of channels says.
    channels: Mutex<Names>,
    ways: Mutex<Names>,
    /// The codes of the channels that have exposures, in the order of their places.
    places: Mutex<Vec<u32>>,
}

/// What a worker keeps from batch to batch.
struct Work<'a> {
    worker: Worker,
    tallies: Tallies,
    events: Kinds<'a, bool>,
    channels: Met<'a>,
    ways: Met<'a>,
    /// Places by the code of the channel, where they are known.
    places: Vec<Option<usize>>,
    /// Channels with their ways, by code.
    told: HashSet<(u32, u32)>,
    buckets: Vec<Vec<Entry>>,
}

/// One channel, as the log tells of it.
#[derive(Debug)]
pub(super) struct Channel {
    pub(super) name: String,
    /// What the way column says of it: the first in order of the alphabet where it says several things.
    pub(super) way: Option<String>,
    /// Ten-thousandths.
    pub(super) cost: i128,
}

/// The exposures of all persons, and what became of every row.
#[derive(Debug)]
pub(super) struct Reduced {
    pub(super) partitions: Vec<Partition>,
    /// The channels that have exposures, by place.
    pub(super) channels: Vec<Channel>,
    /// The events with their rows, most frequent first; none where every row is an exposure.
    pub(super) events: Vec<(String, u64)>,
    pub(super) rows: RowLedger,
    pub(super) faults: [Faults; 2],
}

/// Reduces a log to the exposures of its persons.
pub(super) fn reduce(table: &Table, plan: &LogPlan<'_>) -> Result<Reduced, FunnelError> {
    let columns = plan.columns;
    let mut names = vec![plan.person, columns.channel.as_str()];
    names.extend(plan.event());
    names.extend(columns.exposures.as_deref());
    names.extend(columns.cost.as_deref());
    names.extend(columns.way.as_deref());
    names.sort_unstable();
    names.dedup();
    let log = Log {
        plan,
        partitions: (0..PARTITIONS).map(|_| Mutex::default()).collect(),
        events: Mutex::default(),
        channels: Mutex::default(),
        ways: Mutex::default(),
        places: Mutex::default(),
    };
    let batches = table.batches(&names)?;
    let parts = batches.spread(
        |worker| log.begin(worker),
        |work, batch| log.fold(work, &batch),
    )?;
    let (mut tallies, mut told, mut rows) = (Tallies::new(columns), HashSet::new(), Vec::new());
    for part in parts {
        tallies.merge(part.tallies);
        told.extend(part.told);
        rows.push(part.events.into_rows());
    }
    let places = inner(log.places);
    if places.len() > MOST_CHANNELS {
        return Err(FunnelError::TooManyChannels {
            channels: places.len(),
            most: MOST_CHANNELS,
        });
    }
    let channels = named(inner(log.channels), &columns.channel)?;
    let ways = named(inner(log.ways), columns.way.as_deref().unwrap_or_default())?;
    let channel = |(code, cost): (u32, i128)| Channel {
        name: channels[code as usize].clone(),
        way: told
            .iter()
            .filter(|(channel, _)| *channel == code)
            .map(|(_, way)| &ways[*way as usize])
            .min()
            .cloned(),
        cost,
    };
    Ok(Reduced {
        partitions: log.partitions.into_iter().map(inner).collect(),
        channels: places.into_iter().zip(tallies.costs).map(channel).collect(),
        events: frequencies(plan.event().unwrap_or_default(), inner(log.events), rows)?,
        rows: tallies.rows,
        faults: tallies.faults,
    })
}

fn inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The names by code.
fn named(names: Names, column: &str) -> Result<Vec<String>, FunnelError> {
    if names.overflowed() {
        return Err(FunnelError::TooManyValues {
            column: column.to_owned(),
        });
    }
    Ok(names.into_seen())
}

impl<'a> Log<'a> {
    fn begin(&'a self, worker: Worker) -> Work<'a> {
        Work {
            worker,
            tallies: Tallies::new(self.plan.columns),
            events: Kinds::new(&self.events),
            channels: Met::new(&self.channels, MOST_GROUPS),
            ways: Met::new(&self.ways, MOST_GROUPS),
            places: Vec::new(),
            told: HashSet::new(),
            buckets: vec![Vec::new(); PARTITIONS],
        }
    }

    /// Folds the rows of a batch into the partitions of their persons.
    fn fold(&self, work: &mut Work<'_>, batch: &Batch) -> Result<(), FunnelError> {
        let rows = Rows::read(batch, self.plan, work)?;
        self.sort(&rows, work);
        let channels = work
            .places
            .iter()
            .flatten()
            .max()
            .map_or(0, |most| most + 1);
        for index in work.worker.places(PARTITIONS) {
            let target = self.plan.target.map(|target| &target.partitions[index]);
            let mut partition = self.partitions[index]
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            partition.fold(&work.buckets[index], &rows.persons, channels, target);
            work.buckets[index].clear();
        }
        Ok(())
    }

    /// Sorts the rows of a batch into the buckets of their persons, or enters why they are set aside.
    fn sort(&self, rows: &Rows<'_>, work: &mut Work<'_>) {
        for (row, hash) in hashes(&rows.persons).into_iter().enumerate() {
            work.tallies.rows.read += 1;
            let Some(hash) = hash else {
                work.tallies.rows.missing_person += 1;
                continue;
            };
            let exposes = rows.exposes(row);
            let code = rows.channels[row];
            if exposes && code == NONE {
                work.tallies.rows.missing_property += 1;
                continue;
            }
            let Some(exposures) = rows.count(row, exposes) else {
                work.tallies.rows.unreadable_count += 1;
                continue;
            };
            work.tallies.rows.used += 1;
            let place = exposes.then(|| self.place(code, work));
            // A channel too many is an error at the end.
            let place = place.filter(|place| *place < MOST_CHANNELS);
            if let (Some(place), Some(costs)) = (place, &rows.costs) {
                work.tallies.costs[place] += i128::from(costs[row].value().unwrap_or(0));
            }
            work.buckets[partition_of(hash)].push(Entry {
                hash,
                row: u32::try_from(row).unwrap_or(u32::MAX),
                exposures,
                channel: place.and_then(|place| u8::try_from(place).ok()),
            });
        }
    }

    /// The place of a channel, the next where it has none yet.
    fn place(&self, code: u32, work: &mut Work<'_>) -> usize {
        let known = code as usize;
        if let Some(Some(place)) = work.places.get(known) {
            return *place;
        }
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let found = places.iter().position(|place| *place == code);
        let place = found.unwrap_or_else(|| {
            places.push(code);
            places.len() - 1
        });
        if work.places.len() <= known {
            work.places.resize(known + 1, None);
        }
        work.places[known] = Some(place);
        place
    }
}

/// One batch, column by column.
struct Rows<'a> {
    persons: Keys<'a>,
    /// Channels by code.
    channels: Vec<u32>,
    /// Whether the event is an exposure; none where every row is.
    events: Option<Vec<Option<bool>>>,
    exposures: Option<Vec<Reading>>,
    costs: Option<Vec<Reading>>,
}

impl<'a> Rows<'a> {
    fn read(
        batch: &'a Batch,
        plan: &LogPlan<'_>,
        work: &mut Work<'_>,
    ) -> Result<Self, FunnelError> {
        let columns = plan.columns;
        let person = batch.column(plan.person)?;
        let channels = work
            .channels
            .read(&as_key(batch.column(&columns.channel)?)?)?;
        if let Some(way) = &columns.way {
            let ways = work.ways.read(&as_key(batch.column(way)?)?)?;
            let mut last = (NONE, NONE);
            for pair in channels.iter().copied().zip(ways) {
                if pair != last && pair.0 != NONE && pair.1 != NONE {
                    work.told.insert(pair);
                }
                last = pair;
            }
        }
        let events = match plan.event() {
            Some(event) => Some(work.events.read(&as_key(batch.column(event)?)?, |name| {
                plan.exposing.exposes(name)
            })?),
            None => None,
        };
        let [exposure_faults, cost_faults] = &mut work.tallies.faults;
        let read = |column: &Option<String>, faults: &mut Faults| match column {
            Some(column) => {
                let read = amounts(batch.column(column)?, batch.first_row, faults)?;
                Ok::<_, FunnelError>(Some(read))
            }
            None => Ok(None),
        };
        Ok(Self {
            persons: match plan.target {
                Some(_) => text_keys(person)?,
                None => keys(person)?,
            },
            channels,
            events,
            exposures: read(&columns.exposures, exposure_faults)?,
            costs: read(&columns.cost, cost_faults)?,
        })
    }

    /// Whether a row is an exposure; else it shows that there is such a person.
    fn exposes(&self, row: usize) -> bool {
        self.events
            .as_ref()
            .is_none_or(|events| events[row] == Some(true))
    }

    /// How many exposures a row stands for; none where that cannot be read.
    fn count(&self, row: usize, exposes: bool) -> Option<u32> {
        match &self.exposures {
            Some(exposures) if exposes => exposures[row].value().and_then(whole),
            _ => Some(1),
        }
    }
}

/// A whole number that is not negative, from ten-thousandths.
fn whole(amount: i64) -> Option<u32> {
    (amount % WHOLE == 0).then(|| u32::try_from(amount / WHOLE).ok())?
}

/// Ids as text, so that those of two files compare.
fn text_keys(values: Values<'_>) -> Result<Keys<'_>, FunnelError> {
    Ok(match keys(values)? {
        Keys::Whole(ids) => Keys::Text(ids.cast(&DataType::String)?.str()?.into()),
        text @ Keys::Text(_) => text,
    })
}

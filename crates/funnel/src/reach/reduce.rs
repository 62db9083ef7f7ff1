//! From rows to the exposures of each person by channel: the step whose cost grows with the rows.
//!
//! In SQL it would read `SELECT person, channel, SUM(exposures) FROM log GROUP BY person, channel`. Workers take batches,
//! read the columns into primitive vectors, and fold the rows into hash partitions of the persons, each with one number a
//! channel.

use std::sync::{Mutex, PoisonError};

use fourr_cell::missing;
use fourr_table::{
    Batch, Batches, Table,
    coerce::{AMOUNT_PLACES, Faults, Keys, amounts, keys},
};
use hashbrown::HashMap;
use polars::prelude::*;

use super::columns::ReachColumns;
use crate::{
    FunnelError, RowLedger,
    persons::{PARTITIONS, Persons, hashes, partition_of},
};

/// Ten-thousandths of a whole number.
#[expect(clippy::cast_possible_truncation, reason = "four")]
const WHOLE: i64 = 10_i64.pow(AMOUNT_PLACES as u32);

/// Persons of the target, by partition.
#[derive(Debug)]
pub(super) struct Target {
    partitions: Vec<Persons>,
}

impl Target {
    /// The persons of a column.
    pub(super) fn read(table: &Table, column: &str) -> Result<Self, FunnelError> {
        let mut partitions: Vec<Persons> = (0..PARTITIONS).map(|_| Persons::default()).collect();
        for batch in table.batches(&[column])? {
            let keys = text_keys(batch?.frame.column(column)?)?;
            for (row, hash) in hashes(&keys).into_iter().enumerate() {
                if let Some(hash) = hash {
                    partitions[partition_of(hash)].number(hash, &keys, row);
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

/// What is read, and what rows mean.
#[derive(Debug)]
pub(super) struct LogPlan<'a> {
    pub(super) columns: &'a ReachColumns,
    pub(super) person: &'a str,
    /// The channels by name.
    pub(super) channels: &'a [String],
    /// Events that are exposures; empty where every row is.
    pub(super) events: &'a [String],
    pub(super) target: Option<&'a Target>,
}

/// Persons of one place, and how often each channel reached them.
#[derive(Debug, Default)]
pub(super) struct Partition {
    persons: Persons,
    in_target: Vec<bool>,
    /// One number a channel, person after person.
    exposures: Vec<u32>,
}

impl Partition {
    /// Each person: whether in the target, and the exposures by channel.
    pub(super) fn each(&self, channels: usize) -> impl Iterator<Item = (bool, &[u32])> {
        let persons = self.in_target.iter().copied();
        persons.zip(self.exposures.chunks_exact(channels))
    }

    fn fold(&mut self, entries: &[Entry], keys: &Keys, channels: usize, target: Option<&Persons>) {
        for entry in entries {
            let row = entry.row as usize;
            let person = self.persons.number(entry.hash, keys, row) as usize;
            if person == self.in_target.len() {
                let among =
                    target.is_none_or(|target| target.find(entry.hash, keys, row).is_some());
                self.in_target.push(among);
                self.exposures.resize(self.exposures.len() + channels, 0);
            }
            if let Some(channel) = entry.channel {
                let count = &mut self.exposures[person * channels + usize::from(channel)];
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
pub(super) struct Tallies {
    pub(super) rows: RowLedger,
    /// Of exposures and of cost.
    pub(super) faults: [Faults; 2],
    /// Ten-thousandths by channel.
    pub(super) costs: Vec<i128>,
}

impl Tallies {
    fn new(plan: &LogPlan<'_>) -> Self {
        let faults = |column: &Option<String>| Faults::new(column.as_deref().unwrap_or_default());
        Self {
            rows: RowLedger::default(),
            faults: [faults(&plan.columns.exposures), faults(&plan.columns.cost)],
            costs: vec![0; plan.channels.len()],
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

/// Reduces a log to the exposures of its persons.
pub(super) fn reduce(
    table: &Table,
    plan: &LogPlan<'_>,
) -> Result<(Vec<Partition>, Tallies), FunnelError> {
    let columns = plan.columns;
    let mut names = vec![plan.person, columns.channel.as_str()];
    if !plan.events.is_empty() {
        names.extend(columns.event.as_deref());
    }
    names.extend(columns.exposures.as_deref());
    names.extend(columns.cost.as_deref());
    names.sort_unstable();
    names.dedup();
    let batches = Mutex::new(table.batches(&names)?);
    let partitions: Vec<Mutex<Partition>> = (0..PARTITIONS).map(|_| Mutex::default()).collect();
    let workers = rayon::current_num_threads();
    let parts: Vec<Result<Tallies, FunnelError>> = std::thread::scope(|scope| {
        let spawn = |worker: usize| {
            let (batches, partitions) = (&batches, &partitions);
            let first = worker * PARTITIONS / workers;
            scope.spawn(move || work(first, batches, partitions, plan))
        };
        let handles: Vec<_> = (0..workers).map(spawn).collect();
        let join = |handle: std::thread::ScopedJoinHandle<'_, _>| {
            handle
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        handles.into_iter().map(join).collect()
    });
    let mut tallies = Tallies::new(plan);
    for part in parts {
        tallies.merge(part?);
    }
    let inner = |partition: Mutex<Partition>| {
        partition
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    };
    Ok((partitions.into_iter().map(inner).collect(), tallies))
}

fn work(
    first: usize,
    batches: &Mutex<Batches>,
    partitions: &[Mutex<Partition>],
    plan: &LogPlan<'_>,
) -> Result<Tallies, FunnelError> {
    let mut tallies = Tallies::new(plan);
    let mut buckets: Vec<Vec<Entry>> = vec![Vec::new(); PARTITIONS];
    loop {
        let next = batches
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .next();
        let Some(batch) = next else {
            return Ok(tallies);
        };
        let keys = sort(&batch?, plan, &mut buckets, &mut tallies)?;
        for index in (first..PARTITIONS).chain(0..first) {
            let target = plan.target.map(|target| &target.partitions[index]);
            let mut partition = partitions[index]
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            partition.fold(&buckets[index], &keys, plan.channels.len(), target);
            buckets[index].clear();
        }
    }
}

/// Sorts the rows of a batch into the buckets of their persons, or enters why they are set aside.
fn sort(
    batch: &Batch,
    plan: &LogPlan<'_>,
    buckets: &mut [Vec<Entry>],
    tallies: &mut Tallies,
) -> Result<Keys, FunnelError> {
    let (frame, columns) = (&batch.frame, plan.columns);
    let person = frame.column(plan.person)?;
    let keys = match plan.target {
        Some(_) => text_keys(person)?,
        None => keys(person)?,
    };
    let channels = channels_of(frame, plan)?;
    let [exposure_faults, cost_faults] = &mut tallies.faults;
    let read = |column: &Option<String>, faults: &mut Faults| match column {
        Some(column) => amounts(frame.column(column)?, batch.first_row, faults).map(Some),
        None => Ok(None),
    };
    let exposures = read(&columns.exposures, exposure_faults)?;
    let costs = read(&columns.cost, cost_faults)?;
    for (row, hash) in hashes(&keys).into_iter().enumerate() {
        tallies.rows.read += 1;
        let Some(hash) = hash else {
            tallies.rows.missing_person += 1;
            continue;
        };
        let channel = match channels[row] {
            Row::Channel(channel) => Some(channel),
            Row::OtherEvent => None,
            Row::NoChannel => {
                tallies.rows.missing_property += 1;
                continue;
            }
        };
        let count = match &exposures {
            Some(exposures) if channel.is_some() => exposures[row].value().and_then(whole),
            _ => Some(1),
        };
        let Some(count) = count else {
            tallies.rows.unreadable_count += 1;
            continue;
        };
        tallies.rows.used += 1;
        if let (Some(channel), Some(costs)) = (channel, &costs) {
            tallies.costs[usize::from(channel)] += i128::from(costs[row].value().unwrap_or(0));
        }
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        buckets[partition_of(hash)].push(Entry {
            hash,
            row,
            exposures: count,
            channel,
        });
    }
    Ok(keys)
}

/// A whole number that is not negative, from ten-thousandths.
fn whole(amount: i64) -> Option<u32> {
    (amount % WHOLE == 0).then(|| u32::try_from(amount / WHOLE).ok())?
}

/// What a row says of the channel.
#[derive(Debug, Clone, Copy)]
enum Row {
    Channel(u8),
    OtherEvent,
    NoChannel,
}

fn channels_of(frame: &DataFrame, plan: &LogPlan<'_>) -> Result<Vec<Row>, FunnelError> {
    let places: HashMap<&str, u8> = plan.channels.iter().map(String::as_str).zip(0..).collect();
    let named = frame
        .column(&plan.columns.channel)?
        .cast(&DataType::String)?;
    let place = |name: Option<&str>| {
        let place = name.and_then(|name| places.get(name.trim()));
        place.map_or(Row::NoChannel, |place| Row::Channel(*place))
    };
    let channels = named.str()?.iter().map(place);
    let Some(event) = plan
        .columns
        .event
        .as_ref()
        .filter(|_| !plan.events.is_empty())
    else {
        return Ok(channels.collect());
    };
    let events = frame.column(event)?.cast(&DataType::String)?;
    let exposes = |event: Option<&str>| {
        event.is_some_and(|event| plan.events.iter().any(|name| name == event.trim()))
    };
    let rows = channels.zip(events.str()?.iter());
    Ok(rows
        .map(|(channel, event)| {
            if exposes(event) {
                channel
            } else {
                Row::OtherEvent
            }
        })
        .collect())
}

/// Ids as text, so that those of two files compare.
fn text_keys(column: &Column) -> Result<Keys, FunnelError> {
    Ok(match keys(column)? {
        Keys::Whole(ids) => Keys::Text(ids.cast(&DataType::String)?.str()?.clone()),
        text @ Keys::Text(_) => text,
    })
}

/// The names of the channels that have exposures, sorted.
pub(super) fn channel_names(
    table: &Table,
    columns: &ReachColumns,
    events: &[String],
) -> Result<Vec<String>, FunnelError> {
    let mut keys = vec![
        col(columns.channel.as_str())
            .cast(DataType::String)
            .alias("channel"),
    ];
    let event = columns.event.as_ref().filter(|_| !events.is_empty());
    keys.extend(event.map(|event| col(event.as_str()).cast(DataType::String).alias("event")));
    let seen = table
        .lazy()
        .select(keys)
        .unique(None, UniqueKeepStrategy::Any)
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let exposes = |row: usize| -> PolarsResult<bool> {
        if event.is_none() {
            return Ok(true);
        }
        let name = seen
            .column("event")?
            .str()?
            .get(row)
            .unwrap_or_default()
            .trim();
        Ok(events.iter().any(|event| event == name))
    };
    let mut names = Vec::new();
    for (row, name) in seen.column("channel")?.str()?.iter().enumerate() {
        let name = name
            .map(str::trim)
            .filter(|name| missing::classify(name).is_none());
        if let Some(name) = name
            && exposes(row)?
        {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

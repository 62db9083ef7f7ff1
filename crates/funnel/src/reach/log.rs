//! Reach from a log: overlap is counted.

use fourr_table::{Role, Table, Wanted, coerce::Faults};
use rayon::prelude::*;

use super::{
    ChannelReach, Combination, Exposed, Overlap, Population, Reach, Sides,
    columns::{ReachColumns, says_offline},
    combine::Sets,
    params::MOST_EXPOSURES,
    reduce::{Exposing, LogPlan, MOST_CHANNELS, Partition, Reduced, Target, reduce},
};
use crate::{
    FunnelError, RowLedger,
    events::{check_known, is_exposure},
};

/// Numbers of exposures that are told apart at least.
const TOLD: u32 = 10;

/// What a log tells, before rates.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) events: Vec<String>,
    pub(super) rows: RowLedger,
    pub(super) faults: Vec<Faults>,
    pub(super) population: u64,
    pub(super) population_from: Population,
    pub(super) channels: Vec<ChannelReach>,
    pub(super) sets: Sets,
    /// Persons of the target by exposures, from 0; the last for so many or more.
    pub(super) exposed: Vec<u64>,
    pub(super) off_target: u64,
}

/// Sums over persons.
#[derive(Debug, Clone)]
struct Sums {
    seen: u64,
    channels: Vec<ChannelSums>,
    sets: Sets,
    exposed: Vec<u64>,
    off_target: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct ChannelSums {
    impressions: u64,
    target_impressions: u64,
    reached_all: u64,
    reached: u64,
}

/// Counts the persons of a log.
pub(super) fn count(
    reach: &Reach,
    columns: &ReachColumns,
    log: &Table,
    target: Option<&Table>,
) -> Result<Counted, FunnelError> {
    let target = target.map(|table| read_target(reach, table)).transpose()?;
    let (reduced, events) = read(reach, columns, log, target.as_ref())?;
    if reduced.channels.is_empty() || reduced.rows.used == 0 {
        return Err(FunnelError::nothing(&reduced.rows));
    }
    let sums = sums(&reduced.partitions);
    let (population, population_from) = match (reach.population, &target) {
        (Some(given), _) => (given, Population::Given),
        (None, Some(target)) => (target.len(), Population::Target),
        (None, None) => (sums.seen, Population::Seen),
    };
    let channels = reduced.channels.iter().zip(&sums.channels);
    let channels = channels.map(|(channel, sums)| {
        let cost = columns
            .cost
            .as_ref()
            .map(|_| channel.cost as f64 / 10_000.0);
        let offline = offline(reach, &channel.name, channel.way.as_deref());
        sums.channel(&channel.name, offline, cost, population)
    });
    let mut counted = Counted {
        events,
        rows: reduced.rows,
        faults: reduced
            .faults
            .into_iter()
            .filter(|faults| faults.total() > 0)
            .collect(),
        population,
        population_from,
        channels: channels.collect(),
        sets: sums.sets,
        exposed: sums.exposed,
        off_target: sums.off_target,
    };
    counted.largest_first();
    Ok(counted)
}

/// Reads the log, and tells which of its events are exposures: those asked for, else those called so, else none, which
/// means every row. Only a log of events none of which is called so is read a second time.
fn read(
    reach: &Reach,
    columns: &ReachColumns,
    log: &Table,
    target: Option<&Target>,
) -> Result<(Reduced, Vec<String>), FunnelError> {
    let asked = reach.exposure_events.as_slice();
    if !asked.is_empty() {
        columns.roles.require(Role::Event)?;
    }
    let mut plan = LogPlan {
        columns,
        person: columns.roles.require(Role::Customer)?,
        exposing: match (&columns.event, asked) {
            (None, _) => Exposing::EveryRow,
            (Some(_), []) => Exposing::CalledSo,
            (Some(_), names) => Exposing::Named(names),
        },
        target,
    };
    let reduced = reduce(log, &plan)?;
    check_known(asked, &reduced.events)?;
    let mut events: Vec<String> = match plan.exposing {
        Exposing::EveryRow => Vec::new(),
        Exposing::Named(names) => names.to_vec(),
        Exposing::CalledSo => {
            let names = reduced.events.iter().map(|(name, _)| name.clone());
            names.filter(|name| is_exposure(name)).collect()
        }
    };
    events.sort_unstable();
    if events.is_empty() && matches!(plan.exposing, Exposing::CalledSo) {
        plan.exposing = Exposing::EveryRow;
        return Ok((reduce(log, &plan)?, events));
    }
    Ok((reduced, events))
}

fn read_target(reach: &Reach, table: &Table) -> Result<Target, FunnelError> {
    let named = table
        .columns()
        .iter()
        .any(|column| Some(&column.name) == reach.person.as_ref());
    let person = reach.person.as_deref().filter(|_| named);
    let roles = table.roles(&[Wanted::required(Role::Customer, person)])?;
    Target::read(table, roles.require(Role::Customer)?)
}

/// Whether a channel is outside of the network: as asked for, else as its way or its name says.
pub(super) fn offline(reach: &Reach, name: &str, way: Option<&str>) -> bool {
    if !reach.offline.is_empty() {
        return reach.offline.iter().any(|offline| offline == name);
    }
    way.map_or_else(|| says_offline(name), says_offline)
}

fn sums(partitions: &[Partition]) -> Sums {
    let empty = || Sums {
        seen: 0,
        channels: vec![ChannelSums::default(); MOST_CHANNELS],
        sets: Sets::new(),
        exposed: vec![0; MOST_EXPOSURES as usize + 1],
        off_target: 0,
    };
    let count = |mut sums: Sums, partition: &Partition| {
        for (in_target, exposures) in partition.each() {
            sums.enter(in_target, exposures);
        }
        sums
    };
    partitions
        .par_iter()
        .fold(empty, count)
        .reduce(empty, |mut a, b| {
            a.merge(b);
            a
        })
}

impl Sums {
    fn enter(&mut self, in_target: bool, exposures: &[u32]) {
        self.seen += 1;
        let (mut set, mut total) = (0_u32, 0_u64);
        for (place, &count) in exposures.iter().enumerate() {
            if count == 0 {
                continue;
            }
            let sums = &mut self.channels[place];
            sums.impressions += u64::from(count);
            sums.reached_all += 1;
            if in_target {
                sums.target_impressions += u64::from(count);
                sums.reached += 1;
            }
            set |= 1 << place;
            total += u64::from(count);
        }
        if !in_target {
            self.off_target += total;
            return;
        }
        let most = self.exposed.len() - 1;
        self.exposed[usize::try_from(total).unwrap_or(most).min(most)] += 1;
        if set != 0 {
            *self.sets.entry(set).or_default() += 1;
        }
    }

    fn merge(&mut self, other: Self) {
        self.seen += other.seen;
        self.off_target += other.off_target;
        for (mine, theirs) in self.channels.iter_mut().zip(other.channels) {
            mine.impressions += theirs.impressions;
            mine.target_impressions += theirs.target_impressions;
            mine.reached_all += theirs.reached_all;
            mine.reached += theirs.reached;
        }
        for (set, persons) in other.sets {
            *self.sets.entry(set).or_default() += persons;
        }
        for (sum, persons) in self.exposed.iter_mut().zip(other.exposed) {
            *sum += persons;
        }
    }
}

impl ChannelSums {
    fn channel(
        &self,
        name: &str,
        offline: bool,
        cost: Option<f64>,
        population: u64,
    ) -> ChannelReach {
        ChannelReach {
            name: name.to_owned(),
            offline,
            impressions: self.impressions,
            reached_all: self.reached_all,
            cost,
            ..ChannelReach::of(self.reached, self.target_impressions as f64, population)
        }
    }
}

impl ChannelReach {
    /// A channel of which reach and exposures of the target are known.
    pub(super) fn of(reached: u64, target_impressions: f64, population: u64) -> Self {
        let people = population as f64;
        Self {
            name: String::new(),
            offline: false,
            impressions: 0,
            target_impressions,
            reached_all: 0,
            reached,
            reach_rate: reached as f64 / people,
            frequency: (reached > 0).then(|| target_impressions / reached as f64),
            grp: 100.0 * target_impressions / people,
            target_share: None,
            exclusive: None,
            duplicated: None,
            cost: None,
            cost_per_reached: None,
            cost_per_grp: None,
            saturated: false,
        }
    }
}

impl Counted {
    /// Puts the channels into the order of their reach, ties by name, and the sets of channels with them.
    fn largest_first(&mut self) {
        let mut order: Vec<usize> = (0..self.channels.len()).collect();
        order.sort_by(|&a, &b| {
            let [a, b] = [a, b].map(|place| &self.channels[place]);
            b.reached.cmp(&a.reached).then_with(|| a.name.cmp(&b.name))
        });
        let bits = |set: u32| {
            let bit = |(to, &from): (usize, &usize)| (set >> from & 1) << to;
            order.iter().enumerate().map(bit).sum::<u32>()
        };
        self.sets = self
            .sets
            .iter()
            .map(|(&set, &persons)| (bits(set), persons))
            .collect();
        self.channels = order
            .iter()
            .map(|&place| self.channels[place].clone())
            .collect();
        for (place, channel) in self.channels.iter_mut().enumerate() {
            let exclusive = self.sets.get(&(1 << place)).copied().unwrap_or(0);
            channel.exclusive = Some(exclusive);
            channel.duplicated = Some(channel.reached - exclusive);
        }
    }

    /// Persons by number of exposures, from 1.
    pub(super) fn frequency(&self, effective: u32) -> Vec<Exposed> {
        let top = effective.max(TOLD);
        (1..=top)
            .map(|exposures| {
                let at = exposures as usize;
                let at_least = self.exposed[at..].iter().sum::<u64>();
                Exposed {
                    exposures,
                    persons: if exposures == top {
                        at_least
                    } else {
                        self.exposed[at]
                    },
                    at_least,
                    at_least_rate: at_least as f64 / self.population as f64,
                }
            })
            .collect()
    }

    /// Persons by the exact set of channels, most frequent first, then by the channels.
    pub(super) fn combinations(&self) -> Vec<Combination> {
        let combination = |(&set, &persons): (&u32, &u64)| Combination {
            channels: (0..self.channels.len())
                .filter(|place| set >> place & 1 == 1)
                .collect(),
            persons,
            rate: persons as f64 / self.population as f64,
        };
        let mut combinations: Vec<Combination> = self.sets.iter().map(combination).collect();
        combinations.sort_by(|a, b| {
            let fewer = a.channels.len().cmp(&b.channels.len());
            b.persons
                .cmp(&a.persons)
                .then(fewer)
                .then_with(|| a.channels.cmp(&b.channels))
        });
        combinations
    }

    /// Every two channels.
    pub(super) fn overlaps(&self) -> Vec<Overlap> {
        let places = 0..self.channels.len();
        let pairs = places
            .clone()
            .flat_map(|first| (first + 1..places.end).map(move |second| (first, second)));
        pairs
            .map(|(first, second)| {
                let sets = 1_u32 << first | 1 << second;
                let of = |(set, _): &(&u32, &u64)| *set & sets == sets;
                let both: u64 = self
                    .sets
                    .iter()
                    .filter(of)
                    .map(|(_, persons)| persons)
                    .sum();
                let [a, b] = [first, second].map(|place| self.channels[place].reached);
                let share = |of: u64| (of > 0).then(|| both as f64 / of as f64);
                let independent = a as f64 * b as f64 / self.population as f64;
                Overlap {
                    first,
                    second,
                    both,
                    rate: both as f64 / self.population as f64,
                    of_first: share(a),
                    of_second: share(b),
                    lift: (independent > 0.0).then(|| both as f64 / independent),
                }
            })
            .collect()
    }

    /// Persons by the side that reached them, where there are channels on both.
    pub(super) fn sides(&self) -> Option<Sides> {
        let bit = |(place, channel): (usize, &ChannelReach)| u32::from(channel.offline) << place;
        let outside: u32 = self.channels.iter().enumerate().map(bit).sum();
        let count = |is: &dyn Fn(u32) -> bool| {
            let sets = self.sets.iter().filter(|(set, _)| is(**set));
            sets.map(|(_, persons)| persons).sum()
        };
        let mixed = outside != 0 && self.channels.iter().any(|channel| !channel.offline);
        mixed.then(|| Sides {
            online_only: count(&|set| set & outside == 0),
            offline_only: count(&|set| set & !outside == 0),
            both: count(&|set| set & outside != 0 && set & !outside != 0),
        })
    }
}

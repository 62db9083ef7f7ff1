//! [`Tally`]: what the persons add up to.

use foldhash::fast;
use hashbrown::HashMap;

use crate::matching::Rules;

/// Counts of those who were at one place of the log.
pub(crate) type Counts<K, V> = HashMap<K, V, fast::FixedState>;

/// A funnel as counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reached {
    /// By stage.
    pub(crate) stages: Vec<u64>,
    /// Microseconds from the first step, by stage, of those who reached it.
    pub(crate) from_start: Vec<Vec<i64>>,
}

impl Reached {
    pub(crate) fn new(stages: usize) -> Self {
        Self {
            stages: vec![0; stages],
            from_start: vec![Vec::new(); stages],
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        add(&mut self.stages, &other.stages);
        extend(&mut self.from_start, other.from_start);
    }
}

/// A person, session or attempt as a row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) level: u32,
    pub(crate) start: Option<i64>,
    pub(crate) group: u32,
    /// Microseconds from the first step, by stage.
    pub(crate) elapsed: Vec<Option<i64>>,
}

/// The id of a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Id {
    Whole(i64),
    Text(String),
}

/// The log under another definition.
#[derive(Debug, Clone, Default)]
pub(crate) struct Other {
    pub(crate) reached: Vec<u64>,
    pub(crate) higher: u64,
    pub(crate) lower: u64,
}

/// What the persons add up to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) persons: u64,
    pub(crate) units: u64,
    pub(crate) events: u64,
    pub(crate) step_events: u64,
    pub(crate) duplicates: u64,
    /// Events of the busiest person, and persons with very many.
    pub(crate) busiest: u64,
    pub(crate) busy: u64,
    pub(crate) tied_persons: u64,
    pub(crate) tied_events: u64,
    pub(crate) decided: u64,
    /// By group; [`NONE`](crate::reduce::names::NONE) for those without one.
    pub(crate) groups: Counts<u32, Reached>,
    /// By level: who stopped there, and whose window is open.
    pub(crate) stopped: Vec<u64>,
    pub(crate) open: Vec<u64>,
    /// By stage: microseconds from the stage before, of those who reached it and of those who did not.
    pub(crate) from_previous: Vec<Vec<i64>>,
    pub(crate) censored: Vec<Vec<i64>>,
    /// By stage: what is at stake, in ten-thousandths.
    pub(crate) value_reached: Vec<i128>,
    pub(crate) value_lost: Vec<i128>,
    /// By the day of the first step: the stages, and whose window is open.
    pub(crate) days: Counts<i32, (Vec<u64>, u64)>,
    /// By level and next event.
    pub(crate) next: Counts<(u8, u32), u64>,
    /// By level: who did nothing more.
    pub(crate) nothing: Vec<u64>,
    /// By rank of the event: events and persons.
    pub(crate) kinds: Vec<(u64, u64)>,
    pub(crate) others: Vec<Other>,
    pub(crate) rows: Vec<Row>,
}

impl Tally {
    pub(crate) fn new(stages: usize, rules: &Rules, events: usize, others: usize) -> Self {
        let levels = rules.steps + 1;
        Self {
            stopped: vec![0; levels],
            open: vec![0; levels],
            nothing: vec![0; levels],
            from_previous: vec![Vec::new(); stages],
            censored: vec![Vec::new(); stages],
            value_reached: vec![0; stages],
            value_lost: vec![0; stages],
            kinds: vec![(0, 0); events],
            others: vec![
                Other {
                    reached: vec![0; stages],
                    ..Other::default()
                };
                others
            ],
            ..Self::default()
        }
    }

    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.persons += other.persons;
        self.units += other.units;
        self.events += other.events;
        self.step_events += other.step_events;
        self.duplicates += other.duplicates;
        self.busiest = self.busiest.max(other.busiest);
        self.busy += other.busy;
        self.tied_persons += other.tied_persons;
        self.tied_events += other.tied_events;
        self.decided += other.decided;
        add(&mut self.stopped, &other.stopped);
        add(&mut self.open, &other.open);
        add(&mut self.nothing, &other.nothing);
        extend(&mut self.from_previous, other.from_previous);
        extend(&mut self.censored, other.censored);
        for (mine, theirs) in [
            (&mut self.value_reached, &other.value_reached),
            (&mut self.value_lost, &other.value_lost),
        ] {
            mine.iter_mut()
                .zip(theirs)
                .for_each(|(mine, theirs)| *mine += theirs);
        }
        for (mine, theirs) in self.kinds.iter_mut().zip(&other.kinds) {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
        for (mine, theirs) in self.others.iter_mut().zip(&other.others) {
            add(&mut mine.reached, &theirs.reached);
            mine.higher += theirs.higher;
            mine.lower += theirs.lower;
        }
        self.rows.extend(other.rows);
        self.merge_maps(other.groups, other.days, other.next);
        self
    }

    fn merge_maps(
        &mut self,
        groups: Counts<u32, Reached>,
        days: Counts<i32, (Vec<u64>, u64)>,
        next: Counts<(u8, u32), u64>,
    ) {
        for (group, reached) in groups {
            match self.groups.entry(group) {
                hashbrown::hash_map::Entry::Occupied(mut mine) => mine.get_mut().merge(reached),
                hashbrown::hash_map::Entry::Vacant(place) => {
                    place.insert(reached);
                }
            }
        }
        for (day, (stages, open)) in days {
            let mine = self
                .days
                .entry(day)
                .or_insert_with(|| (vec![0; stages.len()], 0));
            add(&mut mine.0, &stages);
            mine.1 += open;
        }
        for (key, count) in next {
            *self.next.entry(key).or_default() += count;
        }
    }
}

fn add(mine: &mut [u64], theirs: &[u64]) {
    mine.iter_mut()
        .zip(theirs)
        .for_each(|(mine, theirs)| *mine += theirs);
}

fn extend(mine: &mut [Vec<i64>], theirs: Vec<Vec<i64>>) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        if mine.is_empty() {
            *mine = theirs;
        } else {
            mine.extend(theirs);
        }
    }
}

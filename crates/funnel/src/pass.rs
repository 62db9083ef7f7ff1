//! The pass over the persons of a partition.

use crate::{
    matching::{Found, Log, Matcher, Measure, Rules, STEPS, Shape},
    plan::{Division, Plan},
    reduce::{
        Reduced,
        names::{NONE, Ranked},
        partition::Partition,
    },
    tally::{Id, Reached, Row, Tally},
};

/// Microseconds in a day.
const DAY: i64 = 86_400_000_000;
/// Events from which a person is busy.
const BUSY: usize = 100_000;

/// An event of a person, ready to be put in order.
#[derive(Debug, Clone, Copy)]
struct Event {
    time: i64,
    /// Rank of the event, and in the low eight bits the conditions that it meets.
    kind: u32,
    /// Where the rest of it stands in the partition.
    side: u32,
}

/// Goes through every person of a partition.
pub(crate) struct Pass<'a> {
    plan: &'a Plan,
    /// Whether what is asked for needs a row per unit.
    rows: bool,
    /// Whether levels come about by chains, which have times.
    timed: bool,
    events: &'a Ranked,
    groups: &'a Ranked,
    first: Matcher,
    second: Matcher,
    times: Vec<i64>,
    marks: Vec<u64>,
    /// By rank: the person, counted from 1, that was last seen with the event.
    seen: Vec<u64>,
    counted: u64,
    path: Vec<u32>,
    filled: Vec<Option<i64>>,
    pub(crate) tally: Tally,
}

/// The part of a person's events that is counted as one.
#[derive(Clone, Copy)]
struct Unit<'a> {
    events: &'a [Event],
    log: Log<'a>,
    partition: &'a Partition,
    person: u32,
}

impl<'a> Pass<'a> {
    pub(crate) fn new(plan: &'a Plan, reduced: &'a Ranks<'a>, rows: bool) -> Self {
        let rules = &plan.force.rules;
        let stages = plan.steps.len();
        let events = reduced.events.names.len();
        let timed = matches!(
            rules.shape,
            Shape::Chain(_) | Shape::Window(Measure::Different)
        );
        Self {
            plan,
            rows,
            timed,
            events: reduced.events,
            groups: reduced.groups,
            first: Matcher::default(),
            second: Matcher::default(),
            times: Vec::new(),
            marks: Vec::new(),
            seen: vec![0; events],
            counted: 0,
            path: Vec::new(),
            filled: Vec::new(),
            tally: Tally::new(stages, rules, events, plan.others.len()),
        }
    }

    /// Goes through the persons of a partition.
    pub(crate) fn partition(&mut self, mut partition: Partition) {
        let (mut events, ends) = self.by_person(&mut partition);
        let mut start = 0;
        for (person, end) in (0_u32..).zip(ends) {
            let own = &mut events[start..end];
            start = end;
            self.person(own, &partition, person);
        }
    }

    /// A counting sort by person.
    fn by_person(&self, partition: &mut Partition) -> (Vec<Event>, Vec<usize>) {
        let mut ends = vec![0_usize; partition.persons() + 1];
        for event in &partition.events {
            ends[event.person as usize + 1] += 1;
        }
        for index in 1..ends.len() {
            ends[index] += ends[index - 1];
        }
        let blank = Event {
            time: 0,
            kind: 0,
            side: 0,
        };
        let mut events = vec![blank; partition.events.len()];
        for (side, raw) in (0_u32..).zip(&partition.events) {
            let place = &mut ends[raw.person as usize];
            events[*place] = Event {
                time: raw.time,
                kind: self.events.ranks[(raw.kind >> 8) as usize] << 8 | raw.kind & 0xFF,
                side,
            };
            *place += 1;
        }
        partition.events = Vec::new();
        ends.pop();
        (events, ends)
    }

    fn person(&mut self, events: &mut [Event], partition: &Partition, person: u32) {
        let split = |event: &Event| {
            partition
                .splits
                .get(event.side as usize)
                .copied()
                .unwrap_or(0)
        };
        let divided = !partition.splits.is_empty();
        if divided {
            events.sort_unstable_by_key(|event| (split(event), event.time, event.kind));
        } else {
            events.sort_unstable_by_key(|event| (event.time, event.kind));
        }
        let count = self.collapse(events, partition, divided);
        let events = &events[..count];
        self.counted += 1;
        self.tally.persons += 1;
        self.tally.busiest = self.tally.busiest.max(count as u64);
        self.tally.busy += u64::from(count > BUSY);
        self.see(events, divided);
        let times = std::mem::take(&mut self.times);
        let marks = std::mem::take(&mut self.marks);
        let whole = Unit {
            events,
            log: Log {
                times: &times,
                marks: &marks,
            },
            partition,
            person,
        };
        self.divide(whole);
        (self.times, self.marks) = (times, marks);
    }

    /// The same event at the same time is one event; of rows that differ otherwise the one with the smallest group and
    /// value stays. Returns how many events are left.
    fn collapse(&mut self, events: &mut [Event], partition: &Partition, divided: bool) -> usize {
        let mut count = 0;
        let mut place = 0;
        while place < events.len() {
            let event = events[place];
            place += 1;
            let same = count > 0 && {
                let last = events[count - 1];
                let apart = divided
                    && partition.splits[last.side as usize]
                        != partition.splits[event.side as usize];
                last.time == event.time && last.kind == event.kind && !apart
            };
            if same {
                self.tally.duplicates += 1;
                if self.rank(partition, event) < self.rank(partition, events[count - 1]) {
                    events[count - 1] = event;
                }
            } else {
                events[count] = event;
                count += 1;
            }
        }
        count
    }

    fn rank(&self, partition: &Partition, event: Event) -> (u32, i64) {
        let side = event.side as usize;
        let group = partition
            .groups
            .get(side)
            .map_or(NONE, |group| self.groups.of(*group));
        (
            group,
            partition.values.get(side).copied().unwrap_or(i64::MIN),
        )
    }

    /// Counts the events, and writes them as the pass reads them.
    fn see(&mut self, events: &[Event], divided: bool) {
        self.times.clear();
        self.marks.clear();
        self.tally.events += events.len() as u64;
        let (mut tied, mut run) = (0_u64, 1_u64);
        for (place, event) in events.iter().enumerate() {
            let rank = (event.kind >> 8) as usize;
            self.tally.kinds[rank].0 += 1;
            if self.seen[rank] != self.counted {
                self.seen[rank] = self.counted;
                self.tally.kinds[rank].1 += 1;
            }
            let marks = self.plan.marks(event.kind);
            self.tally.step_events += u64::from(marks & STEPS != 0);
            self.times.push(event.time);
            self.marks.push(marks);
            if place > 0 && events[place - 1].time == event.time && !divided {
                run += 1;
            } else {
                tied += if run > 1 { run } else { 0 };
                run = 1;
            }
        }
        tied += if run > 1 { run } else { 0 };
        self.tally.tied_events += tied;
        self.tally.tied_persons += u64::from(tied > 0);
    }

    fn divide(&mut self, whole: Unit<'_>) {
        match self.plan.division {
            Division::Whole => {
                let found = self.run(whole);
                self.enter(whole, found);
                self.compare(whole, found);
            }
            Division::Held => self.held(whole),
            Division::Session => {
                let splits = &whole.partition.splits;
                let apart =
                    |a: &Event, b: &Event| splits[a.side as usize] != splits[b.side as usize];
                self.each(whole, apart);
            }
            Division::Gap(gap) => self.each(whole, |a, b| b.time.saturating_sub(a.time) > gap),
            Division::Attempts => self.attempts(whole),
        }
    }

    /// Enters each part between events that stand apart.
    fn each(&mut self, whole: Unit<'_>, apart: impl Fn(&Event, &Event) -> bool) {
        for unit in whole.parts(apart) {
            let found = self.run(unit);
            self.enter(unit, found);
        }
    }

    /// Enters the best of the parts in which the property is the same.
    fn held(&mut self, whole: Unit<'_>) {
        let splits = &whole.partition.splits;
        let apart = |a: &Event, b: &Event| splits[a.side as usize] != splits[b.side as usize];
        let mut best: Option<(Unit<'_>, (usize, i64))> = None;
        for unit in whole.parts(apart) {
            let found = self.first.run(unit.log, &self.plan.force.rules);
            let reached_at = self
                .first
                .path()
                .last()
                .map_or(i64::MAX, |event| unit.log.times[*event as usize]);
            let better = best.as_ref().is_none_or(|(_, (level, at))| {
                found.level > *level || found.level == *level && reached_at < *at
            });
            if better {
                best = Some((unit, (found.level, reached_at)));
            }
        }
        if let Some((unit, _)) = best {
            let found = self.run(unit);
            self.enter(unit, found);
        }
    }

    /// Enters every attempt; a person without one counts as one that never entered.
    fn attempts(&mut self, whole: Unit<'_>) {
        let (mut start, mut entered) = (0, false);
        while let Some(next) = whole.log.marks[start..]
            .iter()
            .position(|marks| marks & 1 != 0)
        {
            let unit = whole.from(start + next);
            let found = self.run(unit);
            self.enter(unit.until(found.seen.max(1)), found);
            entered = true;
            start += next + found.seen.max(1);
            if start >= whole.log.len() {
                break;
            }
        }
        if !entered {
            let found = self.run(whole);
            self.enter(whole, found);
        }
    }

    fn run(&mut self, unit: Unit<'_>) -> Found {
        let found = self.first.run(unit.log, &self.plan.force.rules);
        self.path.clear();
        self.path.extend(self.first.path());
        if let Some(strict) = &self.plan.strict_times
            && unit.log.times.windows(2).any(|pair| pair[0] == pair[1])
        {
            let later = self.second.run(unit.log, strict);
            self.tally.decided += u64::from(later.level < found.level);
        }
        found
    }

    /// Enters what became of a unit.
    fn enter(&mut self, unit: Unit<'_>, found: Found) {
        let plan = self.plan;
        let done = reached(found, &plan.force.rules);
        let level = done.trailing_ones() as usize;
        self.tally.units += 1;
        self.tally.stopped[level] += 1;
        let open = found.open_until > plan.until && level < plan.force.rules.steps;
        self.tally.open[level] += u64::from(open);
        let group = self.group(unit);
        let mut filled = std::mem::take(&mut self.filled);
        filled.clear();
        filled.extend((0..plan.steps.len()).map(|stage| self.filled(unit, stage, (done, level))));
        self.enter_reached(unit, &filled, group);
        if level > 0 && matches!(plan.force.rules.shape, Shape::Chain(_)) {
            self.enter_previous(unit, &filled);
            if level < plan.force.rules.steps {
                self.enter_next(unit, level);
            }
        }
        if !unit.partition.values.is_empty() {
            self.enter_values(unit, level);
        }
        if let Some(first) = self.path.first() {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "days of an i64 of microseconds fit"
            )]
            let day = unit.log.times[*first as usize].div_euclid(DAY) as i32;
            let stages = plan.steps.len();
            let entry = self
                .tally
                .days
                .entry(day)
                .or_insert_with(|| (vec![0; stages], 0));
            for (count, filled) in entry.0.iter_mut().zip(&filled) {
                *count += u64::from(filled.is_some());
            }
            entry.1 += u64::from(open);
        }
        if self.rows {
            self.enter_row(unit, &filled, group, level);
        }
        self.filled = filled;
    }

    /// When a stage was reached.
    fn filled(&self, unit: Unit<'_>, stage: usize, (done, level): (u32, usize)) -> Option<i64> {
        let rules = &self.plan.force.rules;
        let bit = self.plan.bits[stage];
        if bit >= rules.steps {
            return self.optional(unit, stage, level);
        }
        if done & (1 << bit) == 0 {
            return None;
        }
        let place = if rules.shape == Shape::Independent {
            0
        } else {
            bit
        };
        Some(unit.log.times[self.path[place] as usize])
    }

    /// When an optional step was done: between the steps around it, or inside the window after the last one.
    fn optional(&self, unit: Unit<'_>, stage: usize, level: usize) -> Option<i64> {
        let plan = self.plan;
        let before = plan.steps[..stage]
            .iter()
            .filter(|step| !step.optional)
            .count();
        if level < before || before == 0 {
            return None;
        }
        let after = self.path[before - 1] as usize;
        let rules = &plan.force.rules;
        let start = unit.log.times[self.path[0] as usize];
        let last = match self.path.get(before) {
            Some(next) => unit.log.times[*next as usize],
            None => start.saturating_add(rules.window),
        };
        let bit = 1_u64 << plan.bits[stage];
        let since = unit.log.times[after];
        let from = unit.log.times.partition_point(|time| *time < since);
        let mut events = (from..unit.log.len()).take_while(|event| unit.log.times[*event] <= last);
        let taken = |event: usize| self.path.iter().any(|filled| *filled as usize == event);
        events
            .find(|event| unit.log.marks[*event] & bit != 0 && !taken(*event))
            .map(|event| unit.log.times[event])
    }

    fn group(&self, unit: Unit<'_>) -> u32 {
        if unit.partition.groups.is_empty() {
            return NONE;
        }
        let event = match self.plan.attributed {
            Some(step) => self.path.get(step),
            None => self.path.last(),
        };
        event.map_or(NONE, |event| {
            let side = unit.events[*event as usize].side;
            self.groups.of(unit.partition.groups[side as usize])
        })
    }

    fn enter_reached(&mut self, unit: Unit<'_>, filled: &[Option<i64>], group: u32) {
        let Some(first) = self.path.first() else {
            return;
        };
        let start = unit.log.times[*first as usize];
        let stages = filled.len();
        let reached = self
            .tally
            .groups
            .entry(group)
            .or_insert_with(|| Reached::new(stages));
        for (stage, time) in filled.iter().enumerate() {
            if let Some(time) = time {
                reached.stages[stage] += 1;
                if stage > 0 && self.timed {
                    reached.from_start[stage].push(time - start);
                }
            }
        }
    }

    /// How long each step took, and how long those were watched who did not take it.
    fn enter_previous(&mut self, unit: Unit<'_>, filled: &[Option<i64>]) {
        let plan = self.plan;
        let rules = &plan.force.rules;
        let mut before: Option<i64> = None;
        for (stage, time) in filled.iter().enumerate() {
            if plan.bits[stage] >= rules.steps {
                if let (Some(time), Some(before)) = (time, before) {
                    self.tally.from_previous[stage].push(time - before);
                }
                continue;
            }
            match (before, time) {
                (Some(before), Some(time)) => self.tally.from_previous[stage].push(time - before),
                (Some(before), None) => {
                    let start = unit.log.times[self.path[0] as usize];
                    let closes = start
                        .saturating_add(rules.window)
                        .min(before.saturating_add(rules.step_window));
                    self.tally.censored[stage].push(closes.min(plan.until) - before);
                    break;
                }
                (None, _) => {}
            }
            before = *time;
        }
    }

    /// What came after the last event of the stage at which a unit stopped.
    fn enter_next(&mut self, unit: Unit<'_>, level: usize) {
        let bit = 1_u64 << (level - 1);
        let last = unit.log.marks.iter().rposition(|marks| marks & bit != 0);
        match last.and_then(|last| unit.events.get(last + 1)) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "there are at most 32 levels"
            )]
            Some(event) => {
                *self
                    .tally
                    .next
                    .entry((level as u8, event.kind >> 8))
                    .or_default() += 1;
            }
            None => self.tally.nothing[level] += 1,
        }
    }

    fn enter_values(&mut self, unit: Unit<'_>, level: usize) {
        let plan = self.plan;
        for (stage, &bit) in plan.bits.iter().enumerate() {
            let Some(event) = self.path.get(bit).filter(|_| bit < plan.force.rules.steps) else {
                continue;
            };
            let value = unit.partition.values[unit.events[*event as usize].side as usize];
            if value > i64::MIN {
                self.tally.value_reached[stage] += i128::from(value);
                if bit + 1 == level && level < plan.force.rules.steps {
                    self.tally.value_lost[stage] += i128::from(value);
                }
            }
        }
    }

    fn enter_row(&mut self, unit: Unit<'_>, filled: &[Option<i64>], group: u32, level: usize) {
        let id = match unit.partition.ids.get(unit.person as usize) {
            Some(fourr_table::Id::Whole(id)) => Id::Whole(id),
            Some(fourr_table::Id::Text(id)) => Id::Text(id.to_owned()),
            Some(fourr_table::Id::Written(id)) => Id::Text(id.to_string()),
            None => return,
        };
        let start = self
            .path
            .first()
            .map(|event| unit.log.times[*event as usize]);
        let elapsed = |time: &Option<i64>| time.zip(start).map(|(time, start)| time - start);
        self.tally.rows.push(Row {
            id,
            level: u32::try_from(level).unwrap_or(u32::MAX),
            start,
            group,
            elapsed: filled.iter().map(elapsed).collect(),
        });
    }

    /// The same person under the other definitions.
    fn compare(&mut self, unit: Unit<'_>, found: Found) {
        let force = reached(found, &self.plan.force.rules).count_ones();
        for (place, other) in self.plan.others.iter().enumerate() {
            let done = reached(self.second.run(unit.log, &other.rules), &other.rules);
            let tally = &mut self.tally.others[place];
            for (stage, &bit) in self.plan.bits.iter().enumerate() {
                tally.reached[stage] +=
                    u64::from(bit < other.rules.steps && done & (1 << bit) != 0);
            }
            tally.higher += u64::from(done.count_ones() > force);
            tally.lower += u64::from(done.count_ones() < force);
        }
    }
}

/// The steps that were reached, one bit each.
fn reached(found: Found, rules: &Rules) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are at most 32 steps"
    )]
    match rules.shape {
        Shape::Independent => found.level as u32,
        Shape::Chain(_) | Shape::Window(_) => ((1_u64 << found.level) - 1) as u32,
    }
}

/// The names of a log in order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ranks<'a> {
    pub(crate) events: &'a Ranked,
    pub(crate) groups: &'a Ranked,
}

impl<'a> Ranks<'a> {
    pub(crate) fn of(reduced: &'a Reduced) -> Self {
        Self {
            events: &reduced.events,
            groups: &reduced.groups,
        }
    }
}

impl Unit<'_> {
    fn from(self, start: usize) -> Self {
        Self {
            events: &self.events[start..],
            log: self.log.from(start),
            ..self
        }
    }

    fn until(self, end: usize) -> Self {
        Self {
            events: &self.events[..end],
            log: Log {
                times: &self.log.times[..end],
                marks: &self.log.marks[..end],
            },
            ..self
        }
    }

    /// The parts between events that stand apart.
    fn parts(self, apart: impl Fn(&Event, &Event) -> bool) -> impl Iterator<Item = Self> {
        let mut start = 0;
        let mut chunks = self.events.chunk_by(move |a, b| !apart(a, b));
        std::iter::from_fn(move || {
            let part = chunks.next()?;
            let unit = self.from(start).until(part.len());
            start += part.len();
            Some(unit)
        })
    }
}

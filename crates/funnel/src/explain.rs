//! [`Funnel::explain`]: one person's way through the funnel.

use fourr_table::{Id, Table};

use crate::{
    Counting, Explanation, Filled, Funnel, FunnelError, InputKind, Stop, Told,
    log::{self, Read, micros, moment},
    matching::{Log, Matcher},
    plan::Plan,
    reduce::partition::Partition,
};

/// Events that are told.
const TOLD: usize = 1_000;

/// A person's events in order.
struct Own {
    times: Vec<i64>,
    marks: Vec<u64>,
    names: Vec<String>,
}

impl Funnel {
    /// Says which event of a person filled which step, and why it stopped there.
    ///
    /// The person's whole log is explained: what is counted by session, attempt or held property is not told apart here.
    ///
    /// # Errors
    /// As [`Funnel::convert`]; a person who is not in the log; an input that is no log.
    pub fn explain(&self, input: &Table, person: &str) -> Result<Explanation, FunnelError> {
        self.check()?;
        if self.kind(input)? != InputKind::Events && self.rows != InputKind::Auto
            || !self.stage_columns.is_empty()
        {
            return Err(FunnelError::NeedsEvents {
                what: "an explanation",
            });
        }
        let whole = Self {
            hold: None,
            session: None,
            unit: self.unit.map(|_| Counting::Persons),
            compare_definitions: false,
            ..self.clone()
        };
        let mut read = log::read(&whole, input)?;
        log::check_events(&whole, &read.reduced)?;
        let plan = Plan::of(&whole, &read.reduced.events, &read.columns.conditions);
        let own = own(&mut read, &plan, person)?;
        let last = read.reduced.span.map_or(0, |(_, last)| last);
        Ok(told(&plan, &own, person, self.as_of.map_or(last, micros)))
    }
}

/// The events of a person.
fn own(read: &mut Read, plan: &Plan, person: &str) -> Result<Own, FunnelError> {
    let number: Option<i64> = person.parse().ok();
    let is_own = |id: Id<'_>| match id {
        Id::Whole(id) => Some(id) == number,
        Id::Text(id) => id == person,
        Id::Written(id) => person == id.to_string(),
    };
    let place = |partition: &Partition| {
        let mut persons = 0..partition.persons();
        persons.find(|index| partition.ids.get(*index).is_some_and(is_own))
    };
    let mut found = None;
    for asides in std::mem::take(&mut read.reduced.partitions) {
        let partition = Partition::of(asides, read.input.scratch())?;
        if let Some(place) = place(&partition) {
            found = Some((partition, place));
            break;
        }
    }
    let Some((partition, place)) = found else {
        return Err(FunnelError::UnknownPerson {
            id: person.to_owned(),
        });
    };
    let ranks = &read.reduced.events.ranks;
    let mine = partition
        .events
        .iter()
        .filter(|event| event.person as usize == place);
    let ranked = mine.map(|event| {
        (
            event.time,
            ranks[(event.kind >> 8) as usize] << 8 | event.kind & 0xFF,
        )
    });
    let mut events: Vec<(i64, u32)> = ranked.collect();
    events.sort_unstable();
    events.dedup();
    Ok(Own {
        times: events.iter().map(|(time, _)| *time).collect(),
        marks: events.iter().map(|(_, kind)| plan.marks(*kind)).collect(),
        names: events
            .iter()
            .map(|(_, kind)| read.reduced.events.names[(kind >> 8) as usize].clone())
            .collect(),
    })
}

fn told(plan: &Plan, own: &Own, person: &str, until: i64) -> Explanation {
    let mut matcher = Matcher::default();
    let log = Log {
        times: &own.times,
        marks: &own.marks,
    };
    let found = matcher.run(log, &plan.force.rules);
    let required = plan.required();
    let path: Vec<usize> = matcher.path().iter().map(|event| *event as usize).collect();
    let start = path.first().map(|event| own.times[*event]);
    let seconds = |time: i64| start.map_or(0.0, |start| (time - start) as f64 / 1e6);
    let filled = path.iter().zip(&required).map(|(event, stage)| Filled {
        stage: *stage,
        event: own.names[*event].clone(),
        time: moment(own.times[*event]),
        since_start: seconds(own.times[*event]),
    });
    let could = |marks: u64| {
        (0..plan.steps.len())
            .filter(|stage| marks & (1 << plan.bits[*stage]) != 0)
            .collect()
    };
    let events = (0..own.times.len().min(TOLD)).map(|event| Told {
        time: moment(own.times[event]),
        event: own.names[event].clone(),
        could_fill: could(own.marks[event]),
        filled: path
            .iter()
            .position(|filled| *filled == event)
            .map(|step| required[step]),
    });
    Explanation {
        person: person.to_owned(),
        stages: plan.steps.iter().map(|step| step.name.clone()).collect(),
        level: path.len(),
        filled: filled.collect(),
        stop: stop(plan, own, &path, (found.open_until, until)),
        events: events.collect(),
        count: own.times.len() as u64,
    }
}

/// Why a chain went no further.
fn stop(plan: &Plan, own: &Own, path: &[usize], (open_until, until): (i64, i64)) -> Stop {
    let rules = &plan.force.rules;
    let required = plan.required();
    let level = path.len();
    if level >= rules.steps {
        return Stop::Completed;
    }
    let (Some(first), Some(last)) = (path.first(), path.last()) else {
        return Stop::NeverStarted;
    };
    let stage = required[level];
    let next = |event: &usize| own.marks[*event] & (1 << level) != 0;
    let behind = (*last..own.times.len())
        .filter(|event| own.times[*event] >= own.times[*last])
        .find(next);
    let closes = own.times[*first]
        .saturating_add(rules.window)
        .min(own.times[*last].saturating_add(rules.step_window));
    if let Some(event) = behind {
        let time = own.times[event];
        return if time > closes {
            Stop::TooLate {
                stage,
                time: moment(time),
                closed: moment(closes),
            }
        } else {
            Stop::Ended {
                stage,
                time: moment(time),
            }
        };
    }
    if open_until > until {
        return Stop::StillOpen {
            stage,
            closes: moment(open_until),
        };
    }
    match (0..*last).rev().find(next) {
        Some(event) => Stop::NextBefore {
            stage,
            time: moment(own.times[event]),
        },
        None => Stop::NextNeverOccurs { stage },
    }
}

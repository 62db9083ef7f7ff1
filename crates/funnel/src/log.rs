//! A funnel over a log of events.

use chrono::{DateTime, NaiveDateTime};
use fourr_table::{Role, Roles, Table, Wanted, coerce::TimeRules, near};
use rayon::prelude::*;

use crate::{
    Conversion, Counting, Funnel, FunnelError, Observed, Pattern,
    pass::{Pass, Ranks},
    plan::{self, Plan},
    reduce::{self, EventColumns, Reduced, names::Ranked},
    summarize::{self, Told},
};

/// Events named in a hint.
const NAMED: usize = 10;

/// A log that has been read.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) roles: Roles,
    pub(crate) columns: EventColumns,
    pub(crate) reduced: Reduced,
    /// Keeps what was put aside.
    pub(crate) input: Table,
}

pub(crate) fn convert(funnel: &Funnel, input: &Table) -> Result<Conversion, FunnelError> {
    let read = read(funnel, input)?;
    finish(funnel, read)
}

/// Reads the log, and checks that its events are those of the steps.
pub(crate) fn read(funnel: &Funnel, input: &Table) -> Result<Read, FunnelError> {
    let (roles, columns) = columns(funnel, input)?;
    let until = funnel.as_of.map_or(i64::MAX, micros);
    let reduced = reduce::reduce(input, &columns, until)?;
    Ok(Read {
        roles,
        columns,
        reduced,
        input: input.clone(),
    })
}

/// Counts what was read.
pub(crate) fn finish(funnel: &Funnel, read: Read) -> Result<Conversion, FunnelError> {
    let Some((first, last)) = read.reduced.span else {
        return Err(nothing(&read.reduced));
    };
    check_events(funnel, &read.reduced)?;
    let mut plan = Plan::of(funnel, &read.reduced.events, &read.columns.conditions);
    plan.until = funnel.as_of.map_or(last, micros);
    let mut reduced = read.reduced;
    let partitions = std::mem::take(&mut reduced.partitions);
    let ranks = Ranks::of(&reduced);
    let scratch = read.input.scratch();
    let tally = partitions
        .into_par_iter()
        .try_fold(
            || Pass::new(&plan, &ranks, funnel.persons),
            |mut pass, mut partition| -> Result<_, FunnelError> {
                partition.complete(scratch)?;
                pass.partition(partition);
                Ok(pass)
            },
        )
        .map(|pass| pass.map(|pass| pass.tally))
        .try_reduce_with(|a, b| Ok(a.merge(b)))
        .transpose()?
        .unwrap_or_default();
    reduced.rows.duplicate += tally.duplicates;
    reduced.rows.used -= tally.duplicates;
    let observed = Observed {
        first: moment(first),
        last: moment(last),
        as_of: moment(plan.until),
        persons: tally.persons,
        units: tally.units,
        events: tally.events,
        step_events: tally.step_events,
    };
    let told = Told {
        funnel,
        plan: &plan,
        columns: &read.columns,
        roles: &read.roles,
        reduced: &reduced,
        observed,
    };
    summarize::summarize(&told, tally)
}

/// The columns of the log.
fn columns(funnel: &Funnel, input: &Table) -> Result<(Roles, EventColumns), FunnelError> {
    let mut wanted = vec![
        Wanted::required(Role::Customer, funnel.person.as_deref()),
        Wanted::required(Role::Event, funnel.event.as_deref()),
        Wanted::required(Role::Time, funnel.time.as_deref()),
    ];
    let sessions = funnel.definition().counting == Counting::Sessions;
    if sessions && funnel.session.is_some() {
        wanted.push(Wanted::required(Role::Session, funnel.session.as_deref()));
    }
    if funnel.value.is_some() {
        wanted.push(Wanted::required(Role::Amount, funnel.value.as_deref()));
    }
    let mut roles = input.roles(&wanted)?;
    if let Some(hold) = &funnel.hold {
        plan::exists(input, hold)?;
    }
    let by = funnel.breakdown(input, &mut roles)?;
    let named = |role| roles.require(role).map(str::to_owned);
    let columns = EventColumns {
        person: named(Role::Customer)?,
        event: named(Role::Event)?,
        time: named(Role::Time)?,
        by,
        split: roles
            .get(Role::Session)
            .map(str::to_owned)
            .or_else(|| funnel.hold.clone()),
        value: roles.get(Role::Amount).map(str::to_owned),
        conditions: plan::conditions(funnel, input)?,
        times: TimeRules::default(),
    };
    Ok((roles, columns))
}

/// Every step and exclusion must name an event that the log has.
pub(crate) fn check_events(funnel: &Funnel, reduced: &Reduced) -> Result<(), FunnelError> {
    let events = &reduced.events;
    if funnel.steps.is_empty() {
        return Err(FunnelError::NoSteps {
            events: frequent(reduced),
        });
    }
    if funnel.steps.len() < 2 {
        return Err(FunnelError::FewStages(funnel.steps.len()));
    }
    let known = |pattern: &Pattern| events.names.iter().any(|event| pattern.names(event));
    let patterns = funnel.steps.iter().map(|step| &step.pattern);
    let patterns = patterns.chain(funnel.exclude.iter().map(|exclusion| &exclusion.pattern));
    let unknown: Vec<&Pattern> = patterns.filter(|pattern| !known(pattern)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = unknown
        .iter()
        .flat_map(|pattern| pattern.events.clone())
        .collect();
    let mut near: Vec<String> = names
        .iter()
        .flat_map(|name| near::names(name, &events.names))
        .collect();
    near.dedup();
    if near.is_empty() {
        near = frequent(reduced)
            .into_iter()
            .map(|(event, _)| event)
            .collect();
    }
    Err(FunnelError::UnknownEvents {
        events: names,
        near,
    })
}

/// The most frequent events with their rows.
fn frequent(reduced: &Reduced) -> Vec<(String, u64)> {
    let Ranked { names, ranks } = &reduced.events;
    let mut by_code = vec![0_u64; names.len()];
    for partition in &reduced.partitions {
        partition.add_rows_by_event(&mut by_code);
    }
    let mut rows = vec![0_u64; names.len()];
    for (rank, count) in ranks.iter().zip(by_code) {
        rows[*rank as usize] = count;
    }
    let mut counted: Vec<(String, u64)> = names.iter().cloned().zip(rows).collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counted.truncate(NAMED);
    counted
}

fn nothing(reduced: &Reduced) -> FunnelError {
    let mut reasons: Vec<_> = reduced
        .rows
        .reasons()
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .collect();
    reasons.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    FunnelError::NoEvents {
        rows: reduced.rows.read,
        reasons,
    }
}

pub(crate) fn micros(time: NaiveDateTime) -> i64 {
    time.and_utc().timestamp_micros()
}

pub(crate) fn moment(micros: i64) -> NaiveDateTime {
    DateTime::from_timestamp_micros(micros)
        .unwrap_or_default()
        .naive_utc()
}

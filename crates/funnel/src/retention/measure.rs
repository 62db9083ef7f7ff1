//! The verb: [`Retention::measure`].

use fourr_table::{Role, Roles, Table, Wanted};
use rayon::prelude::*;

use super::{
    Bracket, Retained, Retention, RetentionWarning, Running,
    calendar::{Calendar, date, day_number, suitable},
    cohorts::{CohortCounts, columns, periods_since},
    days::DayCounts,
    ledger::LifecycleCounts,
    reduce::{ACTIVE, FIRST, LogColumns, Partition, PersonDay, Reduced, RowRules, reduce},
    stickiness::{ActivityCounts, stickiness},
};
use crate::{
    FunnelError, Period,
    events::{check_known, is_exposure},
};

/// Periods that a table of cohorts can have.
const MOST_PERIODS: usize = 400;
/// Persons below which a cohort is small.
const SMALL: u64 = 30;
/// Share of rows set aside that is worth a warning.
const MANY: f64 = 0.05;

impl Retention {
    /// Measures who comes back.
    ///
    /// `log` has one row per event: person, time and, where events are told apart, event. A day is a day of the calendar,
    /// as the times stand; times of one day are not told apart, so that a return on the day of the first event counts
    /// whatever came first. Persons without a first event are in no cohort, but count as active.
    ///
    /// # Errors
    /// Parameters out of their range, a column missing, events that the log does not have, no event left, more periods
    /// than a table can have.
    ///
    /// # References
    /// Fader & Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1), for cohorts by
    /// age; the ledger of new, retained, resurrected and dormant is the growth accounting of Mamoon Hamid and others.
    pub fn measure(&self, log: &Table) -> Result<Retained, FunnelError> {
        self.check()?;
        let (columns, roles) = self.columns(log)?;
        let rules = RowRules {
            first: &self.first_events,
            active: &self.return_events,
            as_of: self.as_of,
        };
        let mut reduced = reduce(log, &columns, &rules)?;
        self.check_events(&reduced)?;
        let exposures = self.set_exposures_apart(&mut reduced);
        let Some((first, last)) = reduced.bounds else {
            return Err(FunnelError::nothing(&reduced.rows));
        };
        let as_of = self.as_of.map_or(last, day_number);
        let period = suitable(self.period, as_of - first + 1);
        let calendar = calendar(period, first, as_of)?;
        let counts = self.count(&reduced.partitions, &calendar, (first, as_of));
        let mut retained = self.finish(reduced, &counts, &calendar, (first, as_of));
        retained.columns = roles.iter().cloned().collect();
        retained.told_of(exposures);
        Ok(retained)
    }

    fn columns(&self, log: &Table) -> Result<(LogColumns, Roles), FunnelError> {
        let wanted = [
            Wanted::required(Role::Customer, self.person.as_deref()),
            Wanted::required(Role::Time, self.time.as_deref()),
            Wanted::optional(Role::Event, self.event.as_deref()),
        ];
        let asked = !(self.first_events.is_empty() && self.return_events.is_empty());
        let found = log.roles(&wanted);
        let roles = if asked || self.event.is_some() {
            found?
        } else {
            // Events that were not asked for are not worth stopping for.
            found.or_else(|_| log.roles(&wanted[..2]))?
        };
        let event = if asked {
            Some(roles.require(Role::Event)?.to_owned())
        } else {
            roles.get(Role::Event).map(str::to_owned)
        };
        let columns = LogColumns {
            person: roles.require(Role::Customer)?.to_owned(),
            time: roles.require(Role::Time)?.to_owned(),
            event,
        };
        Ok((columns, roles))
    }

    fn check_events(&self, reduced: &Reduced) -> Result<(), FunnelError> {
        let asked = self.first_events.iter().chain(&self.return_events);
        check_known(&asked.cloned().collect::<Vec<_>>(), &reduced.events)
    }

    /// The events, with their rows, that are exposures by their name and so no activity where it was not asked for. A log
    /// that has no others is one of activity after all.
    fn set_exposures_apart(&self, reduced: &mut Reduced) -> Vec<(String, u64)> {
        if !(self.first_events.is_empty() || self.return_events.is_empty()) {
            return Vec::new();
        }
        let (exposures, others): (Vec<_>, Vec<_>) = reduced
            .events
            .iter()
            .cloned()
            .partition(|(event, _)| is_exposure(event));
        if others.is_empty() && !exposures.is_empty() {
            let first = u64::from(self.first_events.is_empty()) * FIRST;
            let flags = first + u64::from(self.return_events.is_empty()) * ACTIVE;
            for partition in &mut reduced.partitions {
                partition.count_all(flags);
            }
            return Vec::new();
        }
        exposures
    }

    fn ranges(&self) -> Vec<Bracket> {
        let day = |&day: &u16| Bracket { from: day, to: day };
        let days = self.days.iter().map(day);
        days.chain(self.brackets.iter().copied()).collect()
    }

    fn count(&self, partitions: &[Partition], calendar: &Calendar, span: (i32, i32)) -> Counts {
        let (first, last) = calendar.bounds();
        let periods = usize::try_from(last - first + 1).unwrap_or(0);
        let empty = || Counts {
            members: 0,
            cohorts: CohortCounts::new(periods),
            days: DayCounts::new(self.ranges(), periods),
            activity: ActivityCounts::new(span.0, span.1),
            lifecycle: LifecycleCounts::new(periods),
        };
        let count = |mut counts: Counts, partition: &Partition| {
            let mut places = Vec::new();
            partition.each_person(|days| counts.enter(days, calendar, span.1, &mut places));
            counts
        };
        partitions
            .par_iter()
            .fold(empty, count)
            .reduce(empty, |mut a, b| {
                a.merge(&b);
                a
            })
    }

    fn finish(
        &self,
        reduced: Reduced,
        counts: &Counts,
        calendar: &Calendar,
        (first, as_of): (i32, i32),
    ) -> Retained {
        let running = self.running == Running::SoFar;
        let mut cohorts = counts.cohorts.cohorts(calendar, as_of, running);
        let (first_period, _) = calendar.bounds();
        let exact = self.days.len();
        for cohort in &mut cohorts {
            let number = calendar.of(day_number(cohort.start).max(first));
            let place = usize::try_from(number - first_period).unwrap_or(0);
            let mut ranges = counts.days.of(place);
            cohort.brackets = ranges.split_off(exact);
            cohort.days = ranges;
        }
        let mut days = counts.days.overall();
        let brackets = days.split_off(exact);
        let activity = counts.activity.activity();
        let mut retained = Retained {
            parameters: self.clone(),
            period: calendar.period,
            columns: Vec::new(),
            rows: reduced.rows,
            faults: Some(reduced.faults)
                .into_iter()
                .filter(|faults| faults.total() > 0)
                .collect(),
            first: date(first),
            as_of: date(as_of),
            persons: reduced.partitions.iter().map(Partition::persons).sum(),
            members: counts.members,
            exposures: Vec::new(),
            ages: columns(&cohorts),
            cohorts,
            days,
            brackets,
            stickiness: stickiness(&activity),
            activity,
            lifecycle: counts.lifecycle.lifecycle(calendar, as_of),
            warnings: Vec::new(),
        };
        retained.warnings = warnings(&retained);
        retained
    }
}

impl Retained {
    /// Says which events are no activity, and warns of it.
    fn told_of(&mut self, exposures: Vec<(String, u64)>) {
        if exposures.is_empty() {
            return;
        }
        let rows = exposures.iter().map(|(_, rows)| rows).sum();
        self.exposures = exposures.into_iter().map(|(event, _)| event).collect();
        self.warnings.insert(
            0,
            RetentionWarning::ExposuresSetApart {
                events: self.exposures.clone(),
                rows,
            },
        );
    }
}

/// The periods that the log covers.
fn calendar(period: Period, first: i32, as_of: i32) -> Result<Calendar, FunnelError> {
    let days = as_of - first + 1;
    // Years of days are refused before they are looked up.
    let shortest = match period {
        Period::Day => 1,
        Period::Week => 7,
        Period::Month => 31,
    };
    let periods = usize::try_from(days / shortest).unwrap_or(0);
    if periods > MOST_PERIODS {
        return Err(FunnelError::TooManyPeriods {
            first: date(first),
            last: date(as_of),
            most: MOST_PERIODS,
        });
    }
    Ok(Calendar::new(period, first, as_of))
}

/// Everything that is counted person by person.
#[derive(Debug, Clone)]
struct Counts {
    members: u64,
    cohorts: CohortCounts,
    days: DayCounts,
    activity: ActivityCounts,
    lifecycle: LifecycleCounts,
}

impl Counts {
    fn enter(
        &mut self,
        days: &[PersonDay],
        calendar: &Calendar,
        as_of: i32,
        places: &mut Vec<usize>,
    ) {
        self.activity.enter(days);
        periods_since(days, i32::MIN, calendar, places);
        self.lifecycle.enter(places);
        let Some(start) = days.iter().find(|day| day.flags & FIRST != 0) else {
            return;
        };
        let (first, _) = calendar.bounds();
        let cohort = usize::try_from(calendar.of(start.day) - first).unwrap_or(0);
        self.members += 1;
        periods_since(days, start.day, calendar, places);
        self.cohorts.enter(cohort, places);
        self.days.enter(cohort, start.day, days, as_of);
    }

    fn merge(&mut self, other: &Self) {
        self.members += other.members;
        self.cohorts.merge(&other.cohorts);
        self.days.merge(&other.days);
        self.activity.merge(&other.activity);
        self.lifecycle.merge(&other.lifecycle);
    }
}

fn warnings(retained: &Retained) -> Vec<RetentionWarning> {
    let mut warnings = Vec::new();
    let small = retained.cohorts.iter().filter(|cohort| cohort.size < SMALL);
    let small = small.count() as u64;
    if small > 0 {
        warnings.push(RetentionWarning::SmallCohorts { cohorts: small });
    }
    if let Some(last) = retained.lifecycle.last().filter(|last| last.open) {
        warnings.push(RetentionWarning::RunningPeriod {
            start: last.start,
            as_of: retained.as_of,
        });
    }
    let set_aside = retained.rows.set_aside();
    let share = set_aside as f64 / retained.rows.read as f64;
    if share > MANY {
        warnings.push(RetentionWarning::ManyRowsSetAside {
            rows: set_aside,
            share,
        });
    }
    let unseen = retained.days.iter().chain(&retained.brackets);
    let unseen: Vec<Bracket> = unseen
        .filter(|range| range.eligible == 0)
        .map(|range| range.days)
        .collect();
    if !unseen.is_empty() {
        warnings.push(RetentionWarning::TooShort { days: unseen });
    }
    warnings
}

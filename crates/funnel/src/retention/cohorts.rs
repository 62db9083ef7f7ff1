//! Cohorts by age: who of those who began in one period is active in a later one.

use super::{Cell, Cohort, Column, calendar::Calendar, reduce::PersonDay};

/// Counts by cohort and age, in one vector: the row is the cohort, the column the age.
#[derive(Debug, Clone)]
pub(super) struct CohortCounts {
    periods: usize,
    sizes: Vec<u64>,
    active: Vec<u64>,
    /// Persons whose last active period is at that age.
    last: Vec<u64>,
}

impl CohortCounts {
    pub(super) fn new(periods: usize) -> Self {
        Self {
            periods,
            sizes: vec![0; periods],
            active: vec![0; periods * periods],
            last: vec![0; periods * periods],
        }
    }

    /// Enters a person whose first event was in the period of this place, with the places of the periods in which the
    /// person was active since, in order.
    pub(super) fn enter(&mut self, cohort: usize, active: &[usize]) {
        self.sizes[cohort] += 1;
        for place in active {
            self.active[cohort * self.periods + place - cohort] += 1;
        }
        if let Some(last) = active.last() {
            self.last[cohort * self.periods + last - cohort] += 1;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        let pairs = [
            (&mut self.sizes, &other.sizes),
            (&mut self.active, &other.active),
            (&mut self.last, &other.last),
        ];
        for (mine, theirs) in pairs {
            for (sum, count) in mine.iter_mut().zip(theirs) {
                *sum += count;
            }
        }
    }

    /// The cohorts that somebody is in. A cell is told when its period is over, or when `running` periods are.
    pub(super) fn cohorts(&self, calendar: &Calendar, as_of: i32, running: bool) -> Vec<Cohort> {
        let (first, _) = calendar.bounds();
        let row = |cohort: usize| {
            let number = first + i32::try_from(cohort).unwrap_or(0);
            let size = self.sizes[cohort];
            let ages = self.periods - cohort;
            let counts = |of: &[u64]| of[cohort * self.periods..][..ages].to_vec();
            let (active, last) = (counts(&self.active), counts(&self.last));
            let cells = (0..ages).map(|age| {
                let told = running
                    || age == 0
                    || calendar.is_over(number + i32::try_from(age).unwrap_or(0), as_of);
                let rolling = last[age..].iter().sum();
                Cell::of(size, active[age], rolling, told)
            });
            Cohort {
                start: calendar.start(number),
                size,
                cells: cells.collect(),
                days: Vec::new(),
                brackets: Vec::new(),
            }
        };
        (0..self.periods)
            .filter(|&cohort| self.sizes[cohort] > 0)
            .map(row)
            .collect()
    }
}

impl Cell {
    fn of(size: u64, active: u64, rolling: u64, told: bool) -> Self {
        let share = |count: u64| told.then(|| count as f64 / size as f64);
        Self {
            open: !told,
            active: told.then_some(active),
            retention: share(active),
            rolling_active: told.then_some(rolling),
            rolling_retention: share(rolling),
            churn: share(size - rolling),
        }
    }
}

/// All cohorts together, by age, over the cells that are told.
pub(super) fn columns(cohorts: &[Cohort]) -> Vec<Column> {
    let ages = cohorts.iter().map(|cohort| cohort.cells.len()).max();
    (0..ages.unwrap_or(0))
        .map(|age| {
            let told = || {
                cohorts.iter().filter_map(move |cohort| {
                    let cell = cohort.cells.get(age)?;
                    Some((
                        cohort.size,
                        cell.active?,
                        cell.rolling_active?,
                        cell.retention?,
                    ))
                })
            };
            let size: u64 = told().map(|cell| cell.0).sum();
            let share = |count: u64| (size > 0).then(|| count as f64 / size as f64);
            let active = told().map(|cell| cell.1).sum();
            let shares = || told().map(|cell| cell.3);
            Column {
                age: age as u64,
                cohorts: told().count() as u64,
                size,
                active,
                retention: share(active),
                rolling_retention: share(told().map(|cell| cell.2).sum()),
                lowest: shares().min_by(f64::total_cmp),
                highest: shares().max_by(f64::total_cmp),
            }
        })
        .take_while(|column| column.cohorts > 0)
        .collect()
}

/// The places of the periods in which a person was active from `start` on, each once.
pub(super) fn periods_since(
    days: &[PersonDay],
    start: i32,
    calendar: &Calendar,
    places: &mut Vec<usize>,
) {
    places.clear();
    let (first, _) = calendar.bounds();
    for day in days {
        if day.day >= start && day.flags & super::reduce::ACTIVE != 0 {
            let place = usize::try_from(calendar.of(day.day) - first).unwrap_or(0);
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
}

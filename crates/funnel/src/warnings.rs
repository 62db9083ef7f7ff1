//! What a reader should know before trusting the figures.

use serde::Serialize;

use crate::{Summary, reduce::Reduced, stages, tally::Tally};

/// What a reader should know before trusting the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Warning {
    /// Stages grow: different things are counted, or the stages are in another order.
    NotAFunnel {
        /// The stages that are larger than the one before, by name.
        stages: Vec<String>,
    },
    /// Fewer than thirty at the first stage.
    SmallSample {
        /// At the first stage.
        reached: u64,
    },
    /// Groups with fewer than thirty at the first stage.
    SmallGroups {
        /// Their names.
        groups: Vec<String>,
    },
    /// Many rows were set aside.
    ManyRowsSetAside {
        /// Rows.
        rows: u64,
        /// Share of all.
        share: f64,
    },
    /// Many who stopped can still convert.
    OpenWindows {
        /// Units whose window is open at the end of the log.
        open: u64,
        /// Share of those at the first stage.
        share: f64,
    },
    /// Times that were written with different offsets from UTC, or some without.
    MixedZones {
        /// The offsets as written, `none` for those without, with their cells.
        zones: Vec<(String, u64)>,
    },
    /// A person with very many events is seldom a person.
    BusyPerson {
        /// Events of the busiest.
        events: u64,
        /// Persons with more than a hundred thousand events.
        persons: u64,
    },
    /// Nobody reached a stage.
    EmptyStages {
        /// Their names.
        stages: Vec<String>,
    },
    /// Many times coincide, and the order of the steps decides.
    TiesDecide {
        /// Units whose level depends on it.
        units: u64,
        /// Share of those at the first stage.
        share: f64,
    },
    /// The column of the breakdown has more values than a report can show.
    ManyGroups {
        /// Groups.
        groups: u64,
    },
}

/// Units below which rates are unsteady (section 0.11 of the method reference).
const SMALL: u64 = 30;
/// Share of rows set aside, of open windows and of ties from which a warning is due.
const MANY: f64 = 0.1;
/// Groups that a report can show.
const SHOWN_GROUPS: u64 = 30;

/// The warnings of any funnel.
pub(crate) fn of(summary: &Summary) -> Vec<Warning> {
    let reached: Vec<u64> = summary.stages.iter().map(|stage| stage.reached).collect();
    let optional: Vec<bool> = summary.stages.iter().map(|stage| stage.optional).collect();
    let name = |place: usize| summary.stages[place].name.clone();
    let mut warnings = Vec::new();
    let growing: Vec<String> = stages::growing(&reached, &optional)
        .into_iter()
        .map(name)
        .collect();
    if !growing.is_empty() {
        warnings.push(Warning::NotAFunnel { stages: growing });
    }
    let empty: Vec<String> = (0..reached.len())
        .filter(|place| reached[*place] == 0)
        .map(name)
        .collect();
    if !empty.is_empty() {
        warnings.push(Warning::EmptyStages { stages: empty });
    }
    let first = reached.first().copied().unwrap_or(0);
    if (1..SMALL).contains(&first) {
        warnings.push(Warning::SmallSample { reached: first });
    }
    let small = summary.groups.iter().filter(|group| {
        group
            .stages
            .first()
            .is_some_and(|stage| (1..SMALL).contains(&stage.reached))
    });
    let groups: Vec<String> = small.map(|group| group.name.clone()).collect();
    if !groups.is_empty() {
        warnings.push(Warning::SmallGroups { groups });
    }
    let groups = summary.groups.len() as u64;
    if groups > SHOWN_GROUPS {
        warnings.push(Warning::ManyGroups { groups });
    }
    let rows = summary.rows.set_aside();
    let share = rows as f64 / summary.rows.read.max(1) as f64;
    if share > MANY {
        warnings.push(Warning::ManyRowsSetAside { rows, share });
    }
    warnings
}

/// The warnings of a log.
pub(crate) fn of_log(summary: &mut Summary, tally: &Tally, reduced: &Reduced) {
    let first = summary.stages.first().map_or(0, |stage| stage.reached);
    let share = |units: u64| units as f64 / first.max(1) as f64;
    let open: u64 = tally.open.iter().skip(1).sum();
    if share(open) > MANY {
        summary.warnings.push(Warning::OpenWindows {
            open,
            share: share(open),
        });
    }
    let units = tally.decided;
    if share(units) > MANY {
        summary.warnings.push(Warning::TiesDecide {
            units,
            share: share(units),
        });
    }
    summary.warnings.extend(
        reduced
            .zones
            .mixed()
            .map(|zones| Warning::MixedZones { zones }),
    );
    if tally.busy > 0 {
        summary.warnings.push(Warning::BusyPerson {
            events: tally.busiest,
            persons: tally.busy,
        });
    }
}

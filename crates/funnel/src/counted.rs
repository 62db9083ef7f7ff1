//! A funnel that has been counted already: one row per stage, perhaps by group and day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use fourr_table::{
    Batch, Role, Roles, Table, Wanted,
    coerce::{Faults, Reading, TimeRules, amounts, keys, times},
};

use crate::{
    Conversion, Funnel, FunnelError, Group, InputKind, Pattern, RowLedger, Step, Summary, Trend,
    log::moment,
    stages::{bottleneck, counts, lost, stages},
    summarize::{compared, overall, period, period_of},
    warnings,
};

/// Ten-thousandths in one.
const UNIT: i64 = 10_000;

/// The columns of a table of counts.
struct Columns {
    stage: String,
    count: String,
    by: Option<String>,
    time: Option<String>,
}

/// The counts by stage, in all, by group and by day.
#[derive(Default)]
struct Counted {
    stages: Vec<String>,
    all: Vec<u64>,
    groups: BTreeMap<String, Vec<u64>>,
    ungrouped: u64,
    days: BTreeMap<NaiveDate, Vec<u64>>,
    rows: RowLedger,
    faults: Vec<Faults>,
}

pub(crate) fn convert(funnel: &Funnel, input: &Table) -> Result<Conversion, FunnelError> {
    for (given, what) in [
        (funnel.compare_definitions, "a comparison of definitions"),
        (funnel.persons, "a table of persons"),
        (funnel.hold.is_some(), "a property that is held"),
        (!funnel.exclude.is_empty(), "an exclusion"),
    ] {
        if given {
            return Err(FunnelError::NeedsEvents { what });
        }
    }
    let (roles, columns) = find(funnel, input)?;
    let mut counted = Counted {
        faults: vec![Faults::new(&columns.count)],
        ..Counted::default()
    };
    counted
        .faults
        .extend(columns.time.as_ref().map(Faults::new));
    let wanted = &funnel.steps;
    counted.stages = wanted.iter().map(|step| step.name.clone()).collect();
    counted.all = vec![0; wanted.len()];
    let mut names = vec![columns.stage.as_str(), columns.count.as_str()];
    names.extend(columns.by.as_deref());
    names.extend(columns.time.as_deref());
    names.dedup();
    for batch in input.batches(&names)? {
        counted.add(&batch?, &columns, wanted)?;
    }
    counted.rows.used = counted.rows.read - counted.rows.set_aside();
    counted.faults.retain(|faults| faults.total() > 0);
    if counted.stages.len() < 2 {
        return Err(FunnelError::FewStages(counted.stages.len()));
    }
    Ok(Conversion {
        summary: counted.summarize(funnel, &roles, columns.by),
        persons: None,
    })
}

fn find(funnel: &Funnel, input: &Table) -> Result<(Roles, Columns), FunnelError> {
    let mut roles = input.roles(&[
        Wanted::required(Role::Stage, funnel.stage.as_deref()),
        Wanted::required(Role::Count, funnel.count.as_deref()),
        Wanted::optional(Role::Time, funnel.time.as_deref()),
    ])?;
    let by = funnel.breakdown(input, &mut roles)?;
    let named = |role| roles.require(role).map(str::to_owned);
    let columns = Columns {
        stage: named(Role::Stage)?,
        count: named(Role::Count)?,
        by,
        time: roles.get(Role::Time).map(str::to_owned),
    };
    Ok((roles, columns))
}

impl Counted {
    fn add(&mut self, batch: &Batch, columns: &Columns, steps: &[Step]) -> Result<(), FunnelError> {
        let first = batch.first_row;
        let texts = |column: &String| -> Result<_, FunnelError> {
            Ok(keys(batch.column(column)?)?.to_strings())
        };
        let stages = texts(&columns.stage)?;
        let cells = amounts(batch.column(&columns.count)?, first, &mut self.faults[0])?;
        let groups = columns.by.as_ref().map(texts).transpose()?;
        let days = match &columns.time {
            Some(time) => Some(times(
                batch.column(time)?,
                TimeRules::default(),
                first,
                &mut self.faults[1],
            )?),
            None => None,
        };
        for (row, (stage, cell)) in stages.into_iter().zip(cells).enumerate() {
            self.rows.read += 1;
            let Some(stage) = stage else {
                self.rows.missing_event += 1;
                continue;
            };
            let Some(count) = whole(cell) else {
                self.rows.unreadable_count += 1;
                continue;
            };
            let Some(place) = self.place(stage, steps) else {
                self.rows.other_stage += 1;
                continue;
            };
            enter(&mut self.all, place, count);
            match groups.as_ref().map(|groups| &groups[row]) {
                Some(Some(group)) => {
                    enter(self.groups.entry(group.clone()).or_default(), place, count);
                }
                Some(None) if place == 0 => self.ungrouped += count,
                _ => {}
            }
            if let Some(time) = days.as_ref().and_then(|days| days[row].value()) {
                enter(
                    self.days.entry(moment(time).date()).or_default(),
                    place,
                    count,
                );
            }
        }
        Ok(())
    }

    /// Where a stage stands: among the steps asked for, else in the order of the rows.
    fn place(&mut self, stage: String, steps: &[Step]) -> Option<usize> {
        if !steps.is_empty() {
            return steps.iter().position(|step| step.pattern.names(&stage));
        }
        let known = self.stages.iter().position(|known| *known == stage);
        known.or_else(|| {
            self.stages.push(stage);
            Some(self.stages.len() - 1)
        })
    }

    fn summarize(self, funnel: &Funnel, roles: &Roles, by: Option<String>) -> Summary {
        let steps: Vec<Step> = self
            .stages
            .iter()
            .map(|name| Step {
                name: name.clone(),
                optional: funnel
                    .steps
                    .iter()
                    .any(|step| step.name == *name && step.optional),
                pattern: Pattern::event(name.clone()),
            })
            .collect();
        let optional: Vec<bool> = steps.iter().map(|step| step.optional).collect();
        let size = steps.len();
        let all = padded(self.all, size);
        let mut groups: Vec<Group> = self
            .groups
            .into_iter()
            .map(|(name, reached)| {
                let reached = padded(reached, size);
                Group {
                    name,
                    overall_conversion: overall(&reached),
                    stages: counts(&reached, &optional),
                    from_start: Vec::new(),
                }
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.stages[0].reached));
        let (trend_period, trend) = trend(funnel, self.days, &optional);
        let stages = stages(&steps, &all);
        let mut summary = Summary {
            parameters: funnel.clone(),
            input: InputKind::Counts,
            definition: None,
            window: None,
            columns: roles.iter().cloned().collect(),
            by,
            rows: self.rows,
            faults: self.faults,
            observed: None,
            overall_conversion: overall(&all),
            lost: lost(&all),
            bottleneck: bottleneck(&stages),
            stages,
            comparison: compared(&groups),
            groups,
            small_groups: None,
            ungrouped: self.ungrouped,
            trend_period,
            trend,
            lost_to: Vec::new(),
            ties: None,
            events: Vec::new(),
            definitions: Vec::new(),
            warnings: Vec::new(),
        };
        summary.warnings = warnings::of(&summary);
        summary
    }
}

fn trend(
    funnel: &Funnel,
    days: BTreeMap<NaiveDate, Vec<u64>>,
    optional: &[bool],
) -> (Option<crate::Period>, Vec<Trend>) {
    let ends = days.first_key_value().zip(days.last_key_value());
    let Some(((first, _), (last, _))) = ends else {
        return (None, Vec::new());
    };
    let period = period(funnel, *first, *last);
    let mut sums: BTreeMap<NaiveDate, Vec<u64>> = BTreeMap::new();
    for (day, reached) in days {
        let sum = sums.entry(period_of(day, period)).or_default();
        for (place, count) in reached.into_iter().enumerate() {
            enter(sum, place, count);
        }
    }
    let point = |(start, reached): (NaiveDate, Vec<u64>)| {
        let reached = padded(reached, optional.len());
        Trend {
            start,
            stages: counts(&reached, optional),
            overall_conversion: overall(&reached),
            open: 0,
        }
    };
    (Some(period), sums.into_iter().map(point).collect())
}

fn enter(counts: &mut Vec<u64>, place: usize, count: u64) {
    if counts.len() <= place {
        counts.resize(place + 1, 0);
    }
    counts[place] = counts[place].saturating_add(count);
}

fn padded(mut counts: Vec<u64>, size: usize) -> Vec<u64> {
    counts.resize(size, 0);
    counts
}

/// A count, where the cell is a whole number of at least zero.
fn whole(cell: Reading) -> Option<u64> {
    let value = cell.value().filter(|value| value % UNIT == 0)?;
    u64::try_from(value / UNIT).ok()
}

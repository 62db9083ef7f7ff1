//! Counts become the summary.

use chrono::{Datelike, Duration, NaiveDate};
use fourr_table::Roles;
use polars::prelude::*;
use rayon::prelude::*;

use crate::{
    Conversion, Defined, EventCount, Funnel, FunnelError, Group, InputKind, Lost, NextEvent,
    Observed, Period, SmallGroups, Stage, Summary, Ties, Trend,
    compare::{self, Comparison},
    durations::{survival, times},
    log::moment,
    matching::Shape,
    plan::{Plan, Ruled},
    reduce::{EventColumns, Reduced, names::NONE},
    stages::{bottleneck, counts, lost, share, stages},
    tally::{Id, Reached, Row, Tally},
    warnings,
};

/// Events that are listed.
const EVENTS: usize = 50;
/// Next events that are listed for a stage.
const NEXT: usize = 10;
/// Groups beyond which times are not told by group.
const TIMED_GROUPS: usize = 200;
/// Groups that are compared.
const COMPARED_GROUPS: usize = 100;
/// Probability of seeing a difference where there is none.
const ALPHA: f64 = 0.05;
/// Ten-thousandths in one.
const UNIT: f64 = 10_000.0;

/// Everything known when the summary is written.
pub(crate) struct Told<'a> {
    pub(crate) funnel: &'a Funnel,
    pub(crate) plan: &'a Plan,
    pub(crate) columns: &'a EventColumns,
    pub(crate) roles: &'a Roles,
    pub(crate) reduced: &'a Reduced,
    pub(crate) observed: Observed,
}

pub(crate) fn summarize(told: &Told<'_>, mut tally: Tally) -> Result<Conversion, FunnelError> {
    let plan = told.plan;
    let optional: Vec<bool> = plan.steps.iter().map(|step| step.optional).collect();
    let all = total(&tally, plan.steps.len());
    let mut stages = stages(&plan.steps, &all.stages);
    detail(&mut stages, &all, &mut tally, told);
    let persons = if told.funnel.persons {
        Some(rows(std::mem::take(&mut tally.rows), told)?)
    } else {
        None
    };
    let (trend_period, trend) = trend(told.funnel, &tally, &optional);
    let Grouped {
        groups,
        small_groups,
        ungrouped,
    } = groups(told, &mut tally, &optional);
    let mut summary = Summary {
        parameters: told.funnel.clone(),
        input: InputKind::Events,
        definition: Some(plan.force.definition.clone()),
        window: Some(told.funnel.window),
        columns: told.roles.iter().cloned().collect(),
        by: told.columns.by.clone(),
        rows: told.reduced.rows.clone(),
        faults: told.reduced.faults.clone(),
        observed: Some(told.observed.clone()),
        overall_conversion: overall(&all.stages),
        lost: lost(&all.stages),
        bottleneck: bottleneck(&stages),
        stages,
        comparison: compared(&groups),
        groups,
        small_groups,
        ungrouped,
        trend_period,
        trend,
        lost_to: lost_to(told, &tally),
        ties: Some(Ties {
            persons: tally.tied_persons,
            events: tally.tied_events,
            decided: tally.decided,
        }),
        events: events(told, &tally),
        definitions: definitions(plan, &tally, &all.stages),
        warnings: Vec::new(),
    };
    summary.warnings = warnings::of(&summary);
    warnings::of_log(&mut summary, &tally, told.reduced);
    Ok(Conversion { summary, persons })
}

/// Share of those at the first stage who reach the last.
pub(crate) fn overall(reached: &[u64]) -> Option<f64> {
    reached
        .first()
        .zip(reached.last())
        .and_then(|(first, last)| share(*last, *first))
}

/// All groups together.
fn total(tally: &Tally, stages: usize) -> Reached {
    let mut all = Reached::new(stages);
    for reached in tally.groups.values() {
        all.merge(reached.clone());
    }
    all.from_start
        .par_iter_mut()
        .for_each(|times| times.sort_unstable());
    all
}

/// What only events tell of the stages.
fn detail(stages: &mut [Stage], all: &Reached, tally: &mut Tally, told: &Told<'_>) {
    let plan = told.plan;
    let steps = plan.force.rules.steps;
    let (taken, censored) = (&mut tally.from_previous, &mut tally.censored);
    taken
        .par_iter_mut()
        .chain(censored.par_iter_mut())
        .for_each(|times| times.sort_unstable());
    let chained = matches!(plan.force.rules.shape, Shape::Chain(_));
    let valued = told.columns.value.is_some();
    let ordered = plan.force.rules.shape != Shape::Independent;
    stages
        .par_iter_mut()
        .enumerate()
        .for_each(|(place, stage)| {
            stage.from_start = times(&all.from_start[place]);
            stage.from_previous = times(&tally.from_previous[place]);
            let bit = plan.bits[place];
            if chained && bit > 0 && bit < steps {
                stage.curve = survival(&tally.from_previous[place], &tally.censored[place]);
            }
            if ordered && bit < steps {
                stage.open = tally.open[bit + 1];
                if bit + 1 < steps {
                    let next = all.stages[plan.required()[bit + 1]];
                    stage.settled_conversion = share(next, stage.reached - stage.open);
                }
            }
            if valued && bit < steps {
                stage.value_reached = Some(tally.value_reached[place] as f64 / UNIT);
                stage.value_lost = Some(tally.value_lost[place] as f64 / UNIT);
            }
        });
}

/// The breakdown.
#[derive(Default)]
struct Grouped {
    groups: Vec<Group>,
    small_groups: Option<SmallGroups>,
    ungrouped: u64,
}

fn groups(told: &Told<'_>, tally: &mut Tally, optional: &[bool]) -> Grouped {
    if told.columns.by.is_none() {
        return Grouped::default();
    }
    let mut all: Vec<(u32, Reached)> = std::mem::take(&mut tally.groups).into_iter().collect();
    all.sort_unstable_by_key(|(group, _)| *group);
    let ungrouped = all
        .pop_if(|(group, _)| *group == NONE)
        .map_or(0, |(_, reached)| first(&reached));
    let timed = all.len() <= TIMED_GROUPS;
    all.sort_by_key(|(_, reached)| std::cmp::Reverse(first(reached)));
    let small = pool(&mut all, told.funnel.min_group, told.plan.steps.len());
    let group = |(group, mut reached): (u32, Reached)| {
        let from_start = reached.from_start.iter_mut().map(|micros| {
            micros.sort_unstable();
            times(micros)
        });
        Group {
            name: told.reduced.groups.names[group as usize].clone(),
            from_start: if timed {
                from_start.collect()
            } else {
                Vec::new()
            },
            stages: counts(&reached.stages, optional),
            overall_conversion: overall(&reached.stages),
        }
    };
    Grouped {
        groups: all.into_par_iter().map(group).collect(),
        small_groups: small.map(|(groups, reached)| SmallGroups {
            groups,
            stages: counts(&reached.stages, optional),
            overall_conversion: overall(&reached.stages),
        }),
        ungrouped,
    }
}

/// Takes away the groups of fewer than `least`, and of the others from the smallest on as many as it takes that neither
/// their sum is that small nor one of them told by what the others leave of the total. `all` is sorted by size.
fn pool(all: &mut Vec<(u32, Reached)>, least: u64, stages: usize) -> Option<(u64, Reached)> {
    let mut pooled: Option<(u64, Reached)> = None;
    while let Some((_, smallest)) = all.last() {
        let hidden = pooled
            .as_ref()
            .is_none_or(|(groups, reached)| *groups > 1 && first(reached) >= least);
        if first(smallest) >= least && hidden {
            break;
        }
        let (groups, reached) = pooled.get_or_insert_with(|| (0, Reached::new(stages)));
        if let Some((_, smallest)) = all.pop() {
            *groups += 1;
            reached.merge(smallest);
        }
    }
    pooled
}

/// The largest groups compared by those who reach the last stage.
pub(crate) fn compared(groups: &[Group]) -> Option<Comparison> {
    let rate = |group: &Group| {
        let (first, last) = group.stages.first().zip(group.stages.last())?;
        Some((group.name.clone(), last.reached, first.reached))
    };
    let rates: Vec<_> = groups
        .iter()
        .take(COMPARED_GROUPS)
        .filter_map(rate)
        .collect();
    compare::groups(&rates, ALPHA)
}

fn first(reached: &Reached) -> u64 {
    reached.stages.iter().copied().max().unwrap_or(0)
}

/// The period in which a day lies, by its first day.
pub(crate) fn period_of(day: NaiveDate, period: Period) -> NaiveDate {
    match period {
        Period::Day => day,
        Period::Week => day - Duration::days(i64::from(day.weekday().num_days_from_monday())),
        Period::Month => day.with_day(1).unwrap_or(day),
    }
}

/// The period asked for, else one that leaves a readable number of points.
pub(crate) fn period(funnel: &Funnel, first: NaiveDate, last: NaiveDate) -> Period {
    funnel.trend.unwrap_or(match (last - first).num_days() {
        ..45 => Period::Day,
        45..366 => Period::Week,
        _ => Period::Month,
    })
}

fn trend(funnel: &Funnel, tally: &Tally, optional: &[bool]) -> (Option<Period>, Vec<Trend>) {
    let date = |day: i32| moment(i64::from(day) * 86_400_000_000).date();
    let mut days: Vec<_> = tally.days.iter().collect();
    days.sort_unstable_by_key(|(day, _)| **day);
    let Some(((first, _), (last, _))) = days.first().zip(days.last()) else {
        return (None, Vec::new());
    };
    let period = period(funnel, date(**first), date(**last));
    let mut trend: Vec<(NaiveDate, Vec<u64>, u64)> = Vec::new();
    for (day, (reached, open)) in days {
        let start = period_of(date(*day), period);
        match trend.last_mut() {
            Some((last, sums, still)) if *last == start => {
                sums.iter_mut()
                    .zip(reached)
                    .for_each(|(sum, count)| *sum += count);
                *still += open;
            }
            _ => trend.push((start, reached.clone(), *open)),
        }
    }
    let point = |(start, reached, open): (NaiveDate, Vec<u64>, u64)| Trend {
        start,
        stages: counts(&reached, optional),
        overall_conversion: overall(&reached),
        open,
    };
    (Some(period), trend.into_iter().map(point).collect())
}

fn lost_to(told: &Told<'_>, tally: &Tally) -> Vec<Lost> {
    let plan = told.plan;
    if !matches!(plan.force.rules.shape, Shape::Chain(_)) {
        return Vec::new();
    }
    let required = plan.required();
    let level = |level: usize| {
        let mut next: Vec<NextEvent> = tally
            .next
            .iter()
            .filter(|((at, _), _)| usize::from(*at) == level)
            .map(|((_, rank), count)| NextEvent {
                event: told.reduced.events.names[*rank as usize].clone(),
                count: *count,
            })
            .collect();
        next.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.event.cmp(&b.event)));
        let other = next.iter().skip(NEXT).map(|next| next.count).sum();
        next.truncate(NEXT);
        Lost {
            stage: required[level - 1],
            lost: tally.stopped[level],
            nothing: tally.nothing[level],
            next,
            other,
        }
    };
    (1..plan.force.rules.steps).map(level).collect()
}

fn events(told: &Told<'_>, tally: &Tally) -> Vec<EventCount> {
    let plan = told.plan;
    let mut ranks: Vec<usize> = (0..tally.kinds.len())
        .filter(|rank| tally.kinds[*rank].0 > 0)
        .collect();
    // Ranks are in the order of the names.
    ranks.sort_by_key(|rank| std::cmp::Reverse(tally.kinds[*rank].0));
    ranks.truncate(EVENTS);
    let fills = |rank: usize, bit: usize| plan.names[rank] & (1 << bit) != 0;
    let count = |rank: usize| EventCount {
        event: told.reduced.events.names[rank].clone(),
        count: tally.kinds[rank].0,
        persons: tally.kinds[rank].1,
        stages: (0..plan.steps.len())
            .filter(|stage| fills(rank, plan.bits[*stage]))
            .collect(),
    };
    ranks.into_iter().map(count).collect()
}

fn definitions(plan: &Plan, tally: &Tally, reached: &[u64]) -> Vec<Defined> {
    if plan.others.is_empty() {
        return Vec::new();
    }
    let defined = |ruled: &Ruled, reached: Vec<u64>| Defined {
        definition: ruled.definition.clone(),
        in_force: false,
        overall_conversion: overall(&reached),
        reached,
        higher: 0,
        lower: 0,
    };
    let mut all = vec![Defined {
        in_force: true,
        ..defined(&plan.force, reached.to_vec())
    }];
    for (ruled, other) in plan.others.iter().zip(&tally.others) {
        all.push(Defined {
            higher: other.higher,
            lower: other.lower,
            ..defined(ruled, other.reached.clone())
        });
    }
    all
}

/// One row per unit, sorted by person and start.
fn rows(mut rows: Vec<Row>, told: &Told<'_>) -> PolarsResult<DataFrame> {
    rows.par_sort_by(|a, b| (&a.id, a.start, a.level).cmp(&(&b.id, b.start, b.level)));
    let whole = rows.iter().all(|row| matches!(row.id, Id::Whole(_)));
    let id = if whole {
        let ids = rows.iter().filter_map(|row| {
            if let Id::Whole(id) = row.id {
                Some(id)
            } else {
                None
            }
        });
        Int64Chunked::from_iter_values("person".into(), ids).into_column()
    } else {
        let ids = rows.iter().map(|row| match &row.id {
            Id::Text(id) => id.as_str(),
            Id::Whole(_) => "",
        });
        StringChunked::from_iter_values("person".into(), ids).into_column()
    };
    let levels = rows.iter().map(|row| row.level);
    let starts = rows.iter().map(|row| row.start);
    let starts = Int64Chunked::from_iter_options("start".into(), starts).into_column();
    let mut columns = vec![
        id,
        UInt32Chunked::from_iter_values("level".into(), levels).into_column(),
        starts.cast(&DataType::Datetime(TimeUnit::Microseconds, None))?,
    ];
    if told.columns.by.is_some() {
        let names = &told.reduced.groups.names;
        let groups = rows
            .iter()
            .map(|row| names.get(row.group as usize).map(String::as_str));
        columns.push(StringChunked::from_iter_options("group".into(), groups).into_column());
    }
    for stage in 1..told.plan.steps.len() {
        let elapsed = rows
            .iter()
            .map(|row| row.elapsed[stage].map(|micros| micros as f64 / 1e6));
        let name = format!("seconds_{}", stage + 1);
        columns.push(Float64Chunked::from_iter_options(name.into(), elapsed).into_column());
    }
    DataFrame::new(rows.len(), columns)
}

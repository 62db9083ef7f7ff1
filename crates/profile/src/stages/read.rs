//! Reads the evidence of stages from events and orders.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU32, Ordering};

use fourr_table::{
    Batch, Memo, Role, Values,
    coerce::{self, Faults, TimeRules},
};
use polars::prelude::PolarsResult;

use super::{Aidma, AidmaFigures, Evidence, EvidenceMap, Stage, StageOfEvent};
use crate::{ProfileError, SourceTable, Sources, Statistics, Tagging, habits::Baskets};

const DAY: i64 = 86_400_000_000;

/// What everybody was seen doing, entered by several workers at once: sums, and whether days differ, do not depend on who comes first.
struct Seen {
    /// Pieces of evidence by person and stage.
    evidence: Vec<[AtomicU32; 5]>,
    /// By person the day on which they were first met, see [`met_on`]; 0 for nobody yet.
    days: Vec<AtomicU32>,
}

/// Bit of a day of somebody who was seen on another one, too.
const AGAIN: u32 = 1 << 31;

/// A day of 1970 as a number that is not 0: days of the calendar take 28 bits.
fn met_on(day: i64) -> u32 {
    const MIDDLE: i64 = 1 << 30;
    u32::try_from((day + MIDDLE).clamp(1, 2 * MIDDLE - 1)).unwrap_or(1)
}

impl Seen {
    fn new(people: usize) -> Self {
        let mut seen = Self {
            evidence: Vec::new(),
            days: Vec::new(),
        };
        seen.evidence.resize_with(people, Default::default);
        seen.days.resize_with(people, Default::default);
        seen
    }

    fn enter(&self, person: usize, stage: Option<Stage>, day: i64) {
        if let Some(stage) = stage {
            self.evidence[person][stage as usize].fetch_add(1, Ordering::Relaxed);
        }
        let (own, day) = (&self.days[person], met_on(day));
        let first = own.compare_exchange(0, day, Ordering::Relaxed, Ordering::Relaxed);
        if first.is_err_and(|met| met & AGAIN == 0 && met != day) {
            own.fetch_or(AGAIN, Ordering::Relaxed);
        }
    }

    /// The evidence of everybody; whoever came on another day, too, has one of `again`.
    fn evidence(self, again: Option<Stage>) -> Vec<Evidence> {
        let of_person = |(pieces, day): ([AtomicU32; 5], AtomicU32)| {
            let mut evidence = Evidence(pieces.map(AtomicU32::into_inner));
            if let Some(stage) = again.filter(|_| day.into_inner() & AGAIN != 0) {
                evidence.add(stage, 1);
            }
            evidence
        };
        self.evidence
            .into_iter()
            .zip(self.days)
            .map(of_person)
            .collect()
    }
}

/// The events that a worker has met.
#[derive(Default)]
struct Events {
    /// Their names, by codes from 1.
    names: Vec<String>,
    stages: Vec<Option<Stage>>,
    rows: Vec<u64>,
    codes: HashMap<String, u32>,
    met: Memo<u32>,
}

impl Events {
    /// The codes of a column, one a row; 0 for no event.
    fn codes(&mut self, map: &EvidenceMap, column: &Values<'_>) -> PolarsResult<Vec<u32>> {
        let mut met = std::mem::take(&mut self.met);
        let codes = met.read_all(&column.as_texts()?, 0, |text| self.code(map, text.trim()));
        self.met = met;
        Ok(codes)
    }

    fn code(&mut self, map: &EvidenceMap, event: &str) -> u32 {
        if let Some(code) = self.codes.get(event) {
            return *code;
        }
        self.names.push(event.to_owned());
        self.stages.push(map.stage(event));
        self.rows.push(0);
        let code = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.codes.insert(event.to_owned(), code);
        code
    }
}

/// Events by name: the stage that each is evidence of, and its rows.
type ByName = BTreeMap<String, (Option<Stage>, u64)>;

/// The events that were seen, and the stages they are evidence of.
fn map_of(events: &ByName) -> EvidenceMap {
    let known = events.iter().filter(|(_, (stage, _))| stage.is_some());
    let mut lines: Vec<StageOfEvent> = known
        .map(|(event, (stage, _))| StageOfEvent {
            event: event.clone(),
            stage: *stage,
        })
        .collect();
    lines.sort_by(|a, b| (a.stage, &a.event).cmp(&(b.stage, &b.event)));
    EvidenceMap::only(lines)
}

/// The first day, of 1970, on which events and orders are evidence of stages.
pub(crate) fn since(statistics: &Statistics, tagging: &Tagging) -> i64 {
    let last = tagging
        .as_of()
        .map(|day| i64::from(chrono::Datelike::num_days_from_ce(&day)) - 719_163);
    last.map_or(i64::MIN, |last| last - i64::from(statistics.aidma_days))
}

/// The figures of stages, and the evidence of everybody; `None` where there are neither events nor orders.
pub(crate) fn read(
    statistics: &Statistics,
    tagging: &Tagging,
    sources: &Sources,
    baskets: Option<&Baskets>,
) -> Result<Option<(AidmaFigures, Vec<Evidence>)>, ProfileError> {
    let Some(events) = sources.events() else {
        return Ok(None);
    };
    let map = EvidenceMap::usual(&statistics.evidence);
    let (seen, events) = follow(&map, events, (tagging, since(statistics, tagging)))?;
    // Somebody who comes again on another day remembers.
    let again = map.stage("revisit").filter(|stage| *stage == Stage::Memory);
    let mut evidence = seen.evidence(again);
    for own in baskets.iter().flat_map(|baskets| baskets.persons()) {
        evidence[own.person].add(Stage::Action, own.recent);
    }
    let spend = baskets
        .filter(|baskets| baskets.has.amount)
        .map(|baskets| baskets.spend(tagging.len()));
    let aidma = Aidma {
        rule: statistics.aidma_rule,
    };
    let mut figures = AidmaFigures::of(aidma, &evidence, spend.as_deref());
    figures.days = tagging.as_of().map(|_| statistics.aidma_days);
    figures.map = map_of(&events);
    let unmapped = events.into_iter().filter(|(_, (stage, _))| stage.is_none());
    figures.unmapped = unmapped.map(|(event, (_, rows))| (event, rows)).collect();
    figures
        .unmapped
        .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(Some((figures, evidence)))
}

/// What people were seen doing from a day on.
fn follow(
    map: &EvidenceMap,
    source: &SourceTable,
    (tagging, since): (&Tagging, i64),
) -> Result<(Seen, ByName), ProfileError> {
    let seen = Seen::new(tagging.len());
    let columns = [Role::Customer, Role::Event, Role::Time].map(|role| source.column(role));
    let [Some(person), Some(event), Some(time)] = columns else {
        return Ok((seen, ByName::new()));
    };
    let read = |events: &mut Events, batch: Batch| -> Result<(), ProfileError> {
        let people = tagging
            .people()
            .places(&coerce::keys(batch.column(person)?)?);
        let times = coerce::times(
            batch.column(time)?,
            TimeRules::default(),
            0,
            &mut Faults::new(time),
        )?;
        let codes = events.codes(map, &batch.column(event)?)?;
        for ((person, time), code) in people.iter().zip(&times).zip(codes) {
            let known = person.zip(time.value());
            let known = known.map(|(person, time)| (person, time.div_euclid(DAY)));
            let (Some((person, day)), 1..) = (known.filter(|(_, day)| *day >= since), code) else {
                continue;
            };
            let place = code as usize - 1;
            events.rows[place] += 1;
            seen.enter(person as usize, events.stages[place], day);
        }
        Ok(())
    };
    let batches = source.table.batches(&[person, event, time])?;
    let workers = batches.spread(|_| Events::default(), read)?;
    let mut events = ByName::new();
    for worker in workers {
        let rows = worker.stages.into_iter().zip(worker.rows);
        // A name is met before its row is known to count.
        let counted = worker
            .names
            .into_iter()
            .zip(rows)
            .filter(|(_, of)| of.1 > 0);
        for (name, (stage, rows)) in counted {
            events.entry(name).or_insert((stage, 0)).1 += rows;
        }
    }
    Ok((seen, events))
}

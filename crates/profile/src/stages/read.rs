//! Reads the evidence of stages from events and orders.

use fourr_table::{
    Role,
    coerce::{self, Faults, TimeRules},
};
use hashbrown::HashMap;

use super::{Aidma, AidmaFigures, Evidence, EvidenceMap, Stage, StageOfEvent};
use crate::{ProfileError, SourceTable, Sources, Statistics, Tagging, habits::Baskets};

const DAY: i64 = 86_400_000_000;

/// What everybody was seen doing.
pub(crate) struct Seen {
    pub(crate) evidence: Vec<Evidence>,
    /// First and last day on which somebody was seen.
    days: Vec<Option<(i64, i64)>>,
    /// Names of events, their stages, and how often they were seen.
    events: Vec<(String, Option<Stage>, u64)>,
    places: HashMap<String, usize>,
}

impl Seen {
    fn new(people: usize) -> Self {
        Self {
            evidence: vec![Evidence::default(); people],
            days: vec![None; people],
            events: Vec::new(),
            places: HashMap::new(),
        }
    }

    fn place(&mut self, map: &EvidenceMap, event: &str) -> usize {
        if let Some(place) = self.places.get(event) {
            return *place;
        }
        self.events.push((event.to_owned(), map.stage(event), 0));
        self.places.insert(event.to_owned(), self.events.len() - 1);
        self.events.len() - 1
    }

    /// The events that were seen, and the stages they are evidence of.
    fn map(&self) -> EvidenceMap {
        let line = |(event, stage, _): &(String, Option<Stage>, u64)| StageOfEvent {
            event: event.clone(),
            stage: *stage,
        };
        let mut lines: Vec<StageOfEvent> = self.events.iter().map(line).collect();
        lines.retain(|line| line.stage.is_some());
        lines.sort_by(|a, b| (a.stage, &a.event).cmp(&(b.stage, &b.event)));
        EvidenceMap::only(lines)
    }

    fn enter(&mut self, person: usize, day: i64) {
        let days = self.days[person].get_or_insert((day, day));
        *days = (days.0.min(day), days.1.max(day));
    }
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
    let mut seen = Seen::new(tagging.len());
    let last = tagging
        .as_of()
        .map(|day| i64::from(chrono::Datelike::num_days_from_ce(&day)) - 719_163);
    let since = last.map_or(i64::MIN, |last| last - i64::from(statistics.aidma_days));
    follow(&mut seen, &map, events, (tagging, since))?;
    // Somebody who comes again on another day remembers.
    if map.stage("revisit") == Some(Stage::Memory) {
        for (evidence, days) in seen.evidence.iter_mut().zip(&seen.days) {
            if days.is_some_and(|(first, last)| first < last) {
                evidence.add(Stage::Memory);
            }
        }
    }
    for basket in baskets.iter().flat_map(|baskets| &baskets.orders) {
        if basket.time.div_euclid(DAY) >= since {
            seen.evidence[basket.person as usize].add(Stage::Action);
        }
    }
    let spend = baskets
        .filter(|baskets| baskets.has.amount)
        .map(|baskets| baskets.spend(tagging.len()));
    let aidma = Aidma {
        rule: statistics.aidma_rule,
    };
    let mut figures = AidmaFigures::of(aidma, &seen.evidence, spend.as_deref());
    figures.days = tagging.as_of().map(|_| statistics.aidma_days);
    figures.map = seen.map();
    let unmapped = seen.events.iter().filter(|(_, stage, _)| stage.is_none());
    figures.unmapped = unmapped
        .map(|(event, _, count)| (event.clone(), *count))
        .collect();
    figures
        .unmapped
        .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(Some((figures, seen.evidence)))
}

fn follow(
    seen: &mut Seen,
    map: &EvidenceMap,
    source: &SourceTable,
    (tagging, since): (&Tagging, i64),
) -> Result<(), ProfileError> {
    let columns = [Role::Customer, Role::Event, Role::Time].map(|role| source.column(role));
    let [Some(person), Some(event), Some(time)] = columns else {
        return Ok(());
    };
    for batch in source.table.batches(&[person, event, time])? {
        let batch = batch?;
        let people = tagging
            .people()
            .places(&coerce::keys(batch.column(person)?)?);
        let times = coerce::times(
            batch.column(time)?,
            TimeRules::default(),
            0,
            &mut Faults::new(time),
        )?;
        let events = batch.column(event)?;
        for ((person, time), event) in people.iter().zip(&times).zip(events.as_texts()?.iter()) {
            let known = person.zip(time.value()).zip(event);
            let Some(((person, time), event)) =
                known.filter(|((_, time), _)| time.div_euclid(DAY) >= since)
            else {
                continue;
            };
            let place = seen.place(map, event.trim());
            let (_, stage, count) = &mut seen.events[place];
            *count += 1;
            if let Some(stage) = *stage {
                seen.evidence[person as usize].add(stage);
            }
            seen.enter(person as usize, time.div_euclid(DAY));
        }
    }
    Ok(())
}

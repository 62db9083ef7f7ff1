//! [`AidmaFigures`]: how many people are in each stage, and how many got there.

use serde::Serialize;

use super::{Aidma, AidmaRule, Evidence, EvidenceMap, Stage};
use crate::privacy::Suppression;

/// How many people are in each stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AidmaFigures {
    /// Which stage counts of somebody who was seen in several.
    pub rule: AidmaRule,
    /// Days back from the analysis date in which evidence counts; `None` where events have no time.
    pub days: Option<u32>,
    /// The events that were seen and are evidence, and of which stage.
    pub map: EvidenceMap,
    /// People.
    pub people: u64,
    /// People without any evidence, whose stage is unknown. `None` here and below is withheld: it speaks of few people.
    pub unknown: Option<u64>,
    /// The stages, in order.
    pub stages: Vec<StageFigures>,
    /// People whose furthest stage was reached by skipping others.
    pub skipped: u64,
    /// Those by the stages they skipped, the most frequent first.
    pub skips: Vec<Skips>,
    /// Events that the map does not name and how often they were seen, the most frequent first.
    pub unmapped: Vec<(String, u64)>,
}

/// People in one stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageFigures {
    /// The stage.
    pub stage: Stage,
    /// People in it.
    pub people: Option<u64>,
    /// Their share of everybody.
    pub share: Option<f64>,
    /// People in it or a later one.
    pub reached: Option<u64>,
    /// Those who reached the stage, of those who reached the one before.
    pub rate: Option<f64>,
    /// Pieces of evidence.
    pub evidence: u64,
    /// What people in the stage spent, in the mean; `None` where nobody is in it or spending is unknown.
    pub mean_spend: Option<f64>,
}

/// People who skipped the same stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skips {
    /// The stages without evidence before the furthest one with it.
    pub stages: Vec<Stage>,
    /// People.
    pub people: Option<u64>,
}

impl AidmaFigures {
    /// The figures of people with that evidence, one a person, and what each of them spent.
    pub fn of(aidma: Aidma, evidence: &[Evidence], spend: Option<&[f64]>) -> Self {
        let people = evidence.len() as u64;
        let mut own: [Vec<f64>; 5] = Default::default();
        let (mut count, mut pieces, mut unknown) = ([0_u64; 5], [0_u64; 5], 0);
        let mut patterns = [0_u64; 32];
        for (person, seen) in evidence.iter().enumerate() {
            for (sum, more) in pieces.iter_mut().zip(seen.0) {
                *sum += u64::from(more);
            }
            let skipped = seen.skipped();
            patterns[skipped
                .iter()
                .fold(0, |bits, stage| bits | 1 << (*stage as usize))] += 1;
            let Some(stage) = aidma.stage(seen) else {
                unknown += 1;
                continue;
            };
            count[stage as usize] += 1;
            let spent = spend
                .and_then(|spend| spend.get(person))
                .filter(|spent| spent.is_finite());
            own[stage as usize].extend(spent);
        }
        let reached = |stage: Stage| count[stage as usize..].iter().sum::<u64>();
        let stages = Stage::ALL.map(|stage| {
            let before = (stage as usize)
                .checked_sub(1)
                .map(|place| reached(Stage::ALL[place]));
            StageFigures {
                stage,
                people: Some(count[stage as usize]),
                share: share(count[stage as usize], people),
                reached: Some(reached(stage)),
                rate: before.and_then(|before| share(reached(stage), before)),
                evidence: pieces[stage as usize],
                mean_spend: mean(&mut own[stage as usize]),
            }
        });
        Self {
            rule: aidma.rule,
            days: None,
            map: EvidenceMap::only(Vec::new()),
            people,
            unknown: Some(unknown),
            stages: stages.to_vec(),
            skipped: patterns[1..].iter().sum(),
            skips: skips(&patterns),
            unmapped: Vec::new(),
        }
    }
}

impl AidmaFigures {
    /// Takes out what speaks of few people, or from which such a count follows.
    #[must_use]
    pub fn without_small(mut self, rule: &Suppression) -> Self {
        let counts =
            std::iter::once(self.unknown).chain(self.stages.iter().map(|stage| stage.people));
        let counts: Vec<u64> = counts.map(Option::unwrap_or_default).collect();
        let hidden = rule.of_parts(&counts);
        let (first, last) = (
            hidden.iter().position(|hidden| *hidden),
            hidden.iter().rposition(|hidden| *hidden),
        );
        self.unknown = self.unknown.filter(|_| !hidden[0]);
        for (place, stage) in (1..).zip(&mut self.stages) {
            if hidden[place] {
                (stage.people, stage.share, stage.mean_spend) = (None, None, None);
            }
            // What is left after hidden counts would tell their sum, part by part.
            let between =
                first.is_some_and(|first| place > first) && last.is_some_and(|last| place <= last);
            if between {
                (stage.reached, stage.rate) = (None, None);
            }
        }
        let mut before = Some(0);
        for stage in &mut self.stages {
            stage.rate = stage.rate.filter(|_| before.is_some());
            before = stage.reached;
        }
        for skips in &mut self.skips {
            skips.people = skips.people.filter(|people| !rule.is_small(*people));
        }
        self
    }
}

/// Patterns of skipped stages that anybody has, the most frequent first.
fn skips(patterns: &[u64; 32]) -> Vec<Skips> {
    let mut found: Vec<Skips> = (1..32_usize)
        .filter(|bits| patterns[*bits] > 0)
        .map(|bits| Skips {
            stages: Stage::ALL
                .into_iter()
                .filter(|stage| bits >> (*stage as usize) & 1 == 1)
                .collect(),
            people: Some(patterns[bits]),
        })
        .collect();
    found.sort_by(|a, b| {
        b.people
            .cmp(&a.people)
            .then_with(|| a.stages.cmp(&b.stages))
    });
    found
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Summed in ascending order, so that the order of people does not matter.
fn mean(numbers: &mut [f64]) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

//! Figures of the tags from the codes of everybody.

use rayon::prelude::*;

use super::{
    DimensionFigures, MeasureName, Overlap, Overlaps, TagFigures, TagFileName, TagSummary,
    ValueFigures,
};
use crate::{
    Codes, Lint, TagColumn, Tagging, Warning,
    plan::Program,
    tagging::{self, Bits, words_of},
    tags::{Bins, Kind, Tag},
    tally,
};

/// Persons times pairs of tags up to which overlaps are counted: about half a second.
const MOST_PAIRS: usize = 400_000_000;
/// Persons whose values are looked at together.
const PIECE: usize = 1 << 14;
/// Pairs of values that are listed.
const LISTED: usize = 100;
/// Persons below which shares are coarse.
const FEW: u64 = 30;
/// Share of rows set aside from which a warning is due.
const MANY: f64 = 0.1;

impl Tagging {
    /// Every figure of the tags.
    pub fn summarize(&self) -> TagSummary {
        let overlaps = self.overlaps();
        let mut warnings = self.warnings.clone();
        warnings.extend(self.further_warnings(&overlaps));
        let (name, version) = self.file.title();
        let given = TagFileName {
            name: name.to_owned(),
            version: version.to_owned(),
        };
        TagSummary {
            persons: self.len() as u64,
            as_of: self.as_of,
            inputs: self.ledgers.clone(),
            tag_file: self.file.derived.is_none().then_some(given),
            measures: self.measures(),
            dimensions: self.dimensions(),
            tags: self.tags(),
            overlaps,
            lint: Lint::of(self),
            warnings,
        }
    }

    fn share(&self, persons: u64) -> f64 {
        persons as f64 / (self.len() as f64).max(1.0)
    }

    fn measures(&self) -> Vec<MeasureName> {
        let named = self.file.measures.iter().filter_map(|measure| {
            Some(MeasureName {
                code: measure.code.clone(),
                name: measure.name.clone()?,
            })
        });
        named.collect()
    }

    fn dimensions(&self) -> Vec<DimensionFigures> {
        let of = |dimension: &crate::tags::Dimension| {
            let mine: Vec<&TagColumn> = self
                .columns
                .iter()
                .filter(|column| column.meta.dimension == dimension.code)
                .collect();
            let covered = covered(&mine, self.len());
            DimensionFigures {
                code: dimension.code.clone(),
                name: dimension.name.clone(),
                tags: mine.iter().map(|column| column.meta.code.clone()).collect(),
                covered,
                coverage: self.share(covered),
                withheld: false,
            }
        };
        self.file.dimensions.par_iter().map(of).collect()
    }

    fn tags(&self) -> Vec<TagFigures> {
        let figures = |(column, place): (&TagColumn, usize)| {
            let tally = column.tally();
            let covered = self.len() as u64 - tally.without;
            let tag = &self.file.tags[place];
            let values = column
                .values
                .iter()
                .enumerate()
                .map(|(value, named)| ValueFigures {
                    code: named.code.clone(),
                    name: named.name.clone(),
                    rule: self.rule(place, value),
                    holders: tally.values[value],
                    penetration: self.share(tally.values[value]),
                    hits: column.matches.hits[value],
                    overruled: column.matches.overruled[value],
                    withheld: false,
                    rule_withheld: false,
                });
            TagFigures {
                meta: column.meta.clone(),
                kind: tag.kind.name(),
                rule: self.read_by(tag),
                covered,
                coverage: self.share(covered),
                gap: tally.without,
                conflicts: column.matches.conflicts,
                values: values.collect(),
                withheld: false,
                conflicts_withheld: false,
            }
        };
        self.columns.iter().zip(0..).map(figures).collect()
    }

    /// What the rule of a tag reads.
    fn read_by(&self, tag: &Tag) -> String {
        match &tag.kind {
            Kind::Rules { .. } => String::new(),
            Kind::Bins(Bins { column, .. })
            | Kind::Quantiles { column }
            | Kind::Column { column, .. } => column.text.clone(),
            Kind::Preference { measure } => match &self.file.measures[*measure].take {
                crate::tags::Take::Preferred { by, .. } => by.text.clone(),
                _ => String::new(),
            },
        }
    }

    /// The rule of a value as it reads: as written, or what the data made of it.
    pub(crate) fn rule(&self, tag: usize, value: usize) -> String {
        let written = &self.file.tags[tag];
        match (&written.kind, &self.plan.tags[tag].program) {
            (
                Kind::Quantiles { column },
                Program::Bins {
                    edges, closed_left, ..
                },
            ) if edges.len() > value + 1 => {
                let bins = Bins {
                    column: column.clone(),
                    edges: edges.iter().map(|edge| legible(*edge)).collect(),
                    closed_left: *closed_left,
                };
                format!("{} {}", column.text, bins.interval(value))
            }
            _ => written
                .values
                .get(value)
                .map(|value| value.text.clone())
                .unwrap_or_default(),
        }
    }

    /// Two values of different tags, by their places.
    pub fn overlap(
        &self,
        (a, first): (usize, usize),
        (b, second): (usize, usize),
    ) -> Option<Overlap> {
        let (one, other) = (self.columns.get(a)?, self.columns.get(b)?);
        let (mine, theirs) = (one.tally(), other.tally());
        let crossed = tally::cross(one, other);
        let counts = [
            crossed.get(first + 1, second + 1),
            *mine.values.get(first)?,
            *theirs.values.get(second)?,
        ];
        Some(self.pair((one, first), (other, second), counts))
    }

    fn pair(
        &self,
        (a, first): (&TagColumn, usize),
        (b, second): (&TagColumn, usize),
        [both, mine, theirs]: [u64; 3],
    ) -> Overlap {
        let spot = |column: &TagColumn, value: usize| {
            (column.meta.code.clone(), column.values[value].code.clone())
        };
        let ratio = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let [both_f, mine_f, theirs_f] = [both, mine, theirs].map(|count| count as f64);
        Overlap {
            a: spot(a, first),
            b: spot(b, second),
            both,
            jaccard: ratio(both_f, mine_f + theirs_f - both_f),
            b_given_a: ratio(both_f, mine_f),
            a_given_b: ratio(both_f, theirs_f),
            lift: ratio(both_f * self.len() as f64, mine_f * theirs_f),
        }
    }

    fn overlaps(&self) -> Overlaps {
        let tags = self.columns.len();
        if tags * tags.saturating_sub(1) / 2 * self.len() > MOST_PAIRS {
            return Overlaps(None);
        }
        let pairs: Vec<(usize, usize)> = (0..tags)
            .flat_map(|a| (a + 1..tags).map(move |b| (a, b)))
            .collect();
        let mut found: Vec<Overlap> = pairs
            .into_par_iter()
            .flat_map_iter(|(a, b)| {
                let (one, other) = (&self.columns[a], &self.columns[b]);
                let crossed = tally::cross(one, other);
                let [mine, theirs] = [a, b].map(|tag| &self.columns[tag].tally().values);
                let cells = (0..mine.len())
                    .flat_map(|first| (0..theirs.len()).map(move |second| (first, second)));
                let counts = cells
                    .map(|(first, second)| (first, second, crossed.get(first + 1, second + 1)));
                let together = counts
                    .filter(|(.., both)| *both > 0)
                    .collect::<Vec<_>>()
                    .into_iter();
                together
                    .map(move |(first, second, both)| {
                        self.pair(
                            (one, first),
                            (other, second),
                            [both, mine[first], theirs[second]],
                        )
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        found.sort_by(|x, y| {
            let alike = y.jaccard.total_cmp(&x.jaccard);
            alike.then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
        });
        found.truncate(LISTED);
        Overlaps(Some(found))
    }

    fn further_warnings(&self, overlaps: &Overlaps) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let persons = self.len() as u64;
        if persons < FEW {
            warnings.push(Warning::FewPersons { persons });
        }
        for ledger in &self.ledgers {
            let rows = ledger.rows.set_aside();
            let share = rows as f64 / (ledger.rows.read as f64).max(1.0);
            if share > MANY {
                warnings.push(Warning::ManyRowsSetAside {
                    table: ledger.kind.name(),
                    rows,
                    share,
                });
            }
        }
        if overlaps.0.is_none() {
            let values = self
                .columns
                .iter()
                .map(|column| column.values.len() as u64)
                .sum();
            warnings.push(Warning::OverlapsLeftOut { values });
        }
        warnings
    }
}

/// A number that was worked out, without the digits in which binary fractions differ from decimal ones.
fn legible(edge: f64) -> f64 {
    format!("{edge:.11e}").parse().unwrap_or(edge)
}

/// Persons with any value of any of the tags.
fn covered(columns: &[&TagColumn], persons: usize) -> u64 {
    let starts: Vec<usize> = (0..persons).step_by(PIECE).collect();
    let count = |&start: &usize| {
        let end = (start + PIECE).min(persons);
        let words = words_of(&(start..end));
        let mut any = vec![0; words.len()];
        for column in columns {
            match &column.codes {
                Codes::Few(codes) => codes.join_holders(&mut any, words.clone()),
                Codes::Narrow(codes) => join(&mut any, &codes[start..end]),
                Codes::Wide(codes) => join(&mut any, &codes[start..end]),
                Codes::Sets(codes) => join(&mut any, &codes[start..end]),
            }
        }
        tagging::count(&any)
    };
    starts.par_iter().map(count).sum()
}

/// Adds whoever has a value to those who are there.
fn join<C: Default + PartialEq>(there: &mut [u64], codes: &[C]) {
    let holders: Bits = codes.iter().map(|code| *code != C::default()).collect();
    for (there, own) in there.iter_mut().zip(holders.words()) {
        *there |= own;
    }
}

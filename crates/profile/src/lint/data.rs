//! What the data says about the rules.

use rayon::prelude::*;

use super::{Finding, Lint, Spot};
use crate::{TagColumn, Tagging, tags::Kind, tally};

/// Jaccard from which two values have nearly the same people.
const SAME: f64 = 0.95;
/// For so many people with both values one may have only one of them; with more the index is lower than [`SAME`].
const ONE_IN: u64 = 19;
/// Texts without a value that are listed for each tag.
const ORPHANS: usize = 20;
/// Persons below which likeness is chance.
const FEW: u64 = 5;

impl Lint {
    /// What the rules say, and what the data says about them.
    pub(crate) fn of(tagging: &Tagging) -> Self {
        let mut found = super::rules::lint(&tagging.file);
        for (place, column) in tagging.columns.iter().enumerate() {
            found.extend(tag(tagging, place, column));
        }
        found.extend(same_people(tagging));
        Self(found)
    }
}

fn tag(tagging: &Tagging, place: usize, column: &TagColumn) -> Vec<Finding> {
    let tally = column.tally();
    let persons = tagging.len() as u64;
    let written = &tagging.file.tags[place];
    let mut found = Vec::new();
    for (value, (&holders, &hits)) in tally.values.iter().zip(&column.matches.hits).enumerate() {
        let at = Spot::of(tagging, place, value);
        if hits == 0 {
            found.push(Finding::Dead { at });
        } else if holders == 0 {
            found.push(Finding::NeverAssigned {
                at,
                hits: Some(hits),
            });
        } else if holders == persons && persons > 1 {
            found.push(Finding::Everybody { at });
        }
    }
    if matches!(written.kind, Kind::Rules { .. })
        && column.matches.conflicts.is_some_and(|persons| persons > 0)
    {
        let persons = column.matches.conflicts.unwrap_or(0);
        found.push(Finding::Conflicts {
            tag: column.meta.code.clone(),
            persons: Some(persons),
            share: Some(tagging.share_of(persons)),
        });
    }
    // Of a tag with one value, those without it are the others.
    if tally.without > 0 && column.meta.exclusive && column.values.len() > 1 {
        let share = tagging.share_of(tally.without);
        found.push(Finding::Gap {
            tag: column.meta.code.clone(),
            persons: Some(tally.without),
            share: Some(share),
        });
    }
    let orphans = tagging
        .orphans
        .iter()
        .filter(|orphan| orphan.tag == place)
        .take(ORPHANS);
    found.extend(orphans.map(|orphan| Finding::Orphan {
        tag: column.meta.code.clone(),
        value: orphan.value.clone(),
        persons: Some(orphan.persons),
    }));
    found
}

/// Values of different tags with nearly the same people. Only values of about one size are looked at closely: the
/// Jaccard index of two sets is at most the ratio of their sizes.
fn same_people(tagging: &Tagging) -> Vec<Finding> {
    let persons = tagging.len() as u64;
    let mut sizes: Vec<(u64, usize, usize)> = Vec::new();
    for (place, column) in tagging.columns.iter().enumerate() {
        let values = column.tally().values.iter().enumerate();
        let telling = values.filter(|(_, holders)| (FEW..persons).contains(*holders));
        sizes.extend(telling.map(|(value, &holders)| (holders, place, value)));
    }
    sizes.sort_unstable();
    let alike = |(first, &(small, tag, value)): (usize, &(u64, usize, usize))| {
        let sizes = sizes[first + 1..].iter().copied();
        let alike = sizes.take_while(move |(large, ..)| small as f64 >= SAME * *large as f64);
        let others = alike.filter(move |(_, other, _)| *other != tag);
        others.filter_map(move |(large, other, other_value)| {
            let apart = small / ONE_IN + 1;
            let (one, two) = (&tagging.columns[tag], &tagging.columns[other]);
            let both = tally::both((one, value), (two, other_value), apart)?;
            let jaccard = both as f64 / (small + large - both) as f64;
            let mut spots = [
                Spot::of(tagging, tag, value),
                Spot::of(tagging, other, other_value),
            ];
            spots.sort();
            (jaccard >= SAME).then_some((spots, jaccard))
        })
    };
    let pairs = sizes.par_iter().enumerate().flat_map_iter(alike);
    let mut found: Vec<([Spot; 2], f64)> = pairs.collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let found = found.into_iter();
    found
        .map(|([first, second], jaccard)| Finding::SamePeople {
            first,
            second,
            jaccard,
        })
        .collect()
}

impl Spot {
    fn of(tagging: &Tagging, tag: usize, value: usize) -> Self {
        let column = &tagging.columns[tag];
        let line = match (
            &tagging.file.derived,
            tagging.file.tags[tag].values.get(value),
        ) {
            (None, Some(written)) => written.at.line,
            _ => 0,
        };
        Self {
            tag: column.meta.code.clone(),
            value: column.values[value].code.clone(),
            line,
        }
    }
}

impl Tagging {
    fn share_of(&self, persons: u64) -> f64 {
        persons as f64 / (self.len() as f64).max(1.0)
    }
}

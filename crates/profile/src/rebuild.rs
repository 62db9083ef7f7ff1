//! Rebuilding (4.3.2): what became of the tags since an earlier run.

use std::collections::BTreeMap;

use fourr_table::{Role, Table, Wanted, coerce};
use polars::prelude::{DataFrame, DataType};
use serde::Serialize;

use crate::{
    ProfileError, TagColumn, Tagging, privacy::Suppression, statistics::Drift, tags::PERSON,
};

/// Relative change of the holders from which a rule is named.
const MUCH: f64 = 0.2;

/// Tags now against those of an earlier run, over the people who are in both.
#[derive(Debug, Clone, Serialize)]
pub struct Rebuilt {
    /// People in both.
    pub persons: u64,
    /// People who are new.
    pub new: u64,
    /// People who were there before only.
    pub gone: u64,
    /// Tags in both.
    pub tags: Vec<RebuiltTag>,
    /// Codes of tags that the earlier run did not have.
    pub added_tags: Vec<String>,
}

/// What became of a tag.
#[derive(Debug, Clone, Serialize)]
pub struct RebuiltTag {
    /// Its code.
    pub tag: String,
    /// Drift of its values (Siddiqi's population stability index).
    pub drift: Drift,
    /// Its values, those that only the earlier run had last.
    pub values: Vec<RebuiltValue>,
}

/// What became of a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RebuiltValue {
    /// Its name.
    pub name: String,
    /// People who had it; null where they are few.
    pub before: Option<u64>,
    /// People who have it; null where they are few.
    pub after: Option<u64>,
    /// People who got it; null where they, those who lost it or those who kept it are few.
    pub added: Option<u64>,
    /// People who lost it.
    pub removed: Option<u64>,
    /// People who kept it.
    pub kept: Option<u64>,
    /// Change over what it was; null where nobody or few had it.
    pub change: Option<f64>,
    /// Whether that is more than a fifth, up or down.
    pub much: bool,
}

impl Tagging {
    /// Compares with the persons of an earlier run: a table with a column `person_id` and a column per tag, called by its
    /// code, with names of values joined by semicolons, as [`Tagging::frame`] gives it.
    ///
    /// Counts of few people are withheld by `rule`.
    ///
    /// # Errors
    /// A table without a column of persons, or with none of the tags.
    pub fn rebuilt_from(
        &self,
        earlier: &Table,
        rule: &Suppression,
    ) -> Result<Rebuilt, ProfileError> {
        let person = person_of(earlier)?;
        let has = |column: &&TagColumn| {
            earlier
                .columns()
                .iter()
                .any(|known| known.name == column.meta.code)
        };
        let (shared, added): (Vec<&TagColumn>, Vec<&TagColumn>) =
            self.columns.iter().partition(has);
        if shared.is_empty() {
            return Err(ProfileError::NoTagBefore(
                self.columns.iter().map(|c| c.meta.code.clone()).collect(),
            ));
        }
        let mut columns: Vec<&str> = shared
            .iter()
            .map(|column| column.meta.code.as_str())
            .collect();
        columns.push(&person);
        let mut before: Vec<Before> = shared
            .iter()
            .map(|column| Before::new(column, self.len()))
            .collect();
        let mut seen = vec![false; self.len()];
        let mut gone = 0;
        for batch in earlier.batches(&columns)? {
            let frame = batch?.frame()?;
            let places = self.people.places(&coerce::keys(frame.column(&person)?)?);
            gone += places.iter().filter(|place| place.is_none()).count() as u64;
            let mut fresh = |place: usize| !std::mem::replace(&mut seen[place], true);
            let first: Vec<Option<usize>> = places
                .into_iter()
                .map(|place| {
                    place
                        .map(|place| place as usize)
                        .filter(|&place| fresh(place))
                })
                .collect();
            for before in &mut before {
                before.read(&frame, &first)?;
            }
        }
        let persons = seen.iter().filter(|&&seen| seen).count() as u64;
        Ok(Rebuilt {
            persons,
            new: self.len() as u64 - persons,
            gone,
            tags: before
                .into_iter()
                .zip(&shared)
                .map(|(before, column)| before.compare(column, &seen, rule))
                .collect(),
            added_tags: added
                .into_iter()
                .map(|column| column.meta.code.clone())
                .collect(),
        })
    }
}

/// The column with the persons.
fn person_of(earlier: &Table) -> Result<String, ProfileError> {
    let own = earlier.columns().iter().any(|column| column.name == PERSON);
    let wanted = Wanted::required(Role::Customer, own.then_some(PERSON));
    let roles = earlier.roles(&[wanted])?;
    Ok(roles.require(Role::Customer)?.to_owned())
}

/// The values of a tag in the earlier run.
struct Before {
    tag: String,
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    /// People and places of the names they had.
    had: Vec<Vec<u16>>,
}

impl Before {
    fn new(column: &TagColumn, persons: usize) -> Self {
        let names: Vec<String> = column
            .values
            .iter()
            .map(|value| value.name.clone())
            .collect();
        let places = names.iter().cloned().zip(0..).collect();
        Self {
            tag: column.meta.code.clone(),
            names,
            places,
            had: vec![Vec::new(); persons],
        }
    }

    /// Enters what the people at these places had.
    fn read(&mut self, frame: &DataFrame, places: &[Option<usize>]) -> Result<(), ProfileError> {
        let texts = frame.column(&self.tag)?.cast(&DataType::String)?;
        for (place, text) in places.iter().zip(texts.str()?.iter()) {
            if let (Some(place), Some(text)) = (place, text) {
                self.enter(*place, text);
            }
        }
        Ok(())
    }

    fn enter(&mut self, person: usize, text: &str) {
        let whole = self.places.contains_key(text);
        let parts: Vec<&str> = if whole {
            vec![text]
        } else {
            text.split(';').collect()
        };
        for name in parts.into_iter().filter(|name| !name.is_empty()) {
            let place = *self.places.entry(name.to_owned()).or_insert_with(|| {
                self.names.push(name.to_owned());
                self.names.len() - 1
            });
            self.had[person].push(u16::try_from(place).unwrap_or(u16::MAX));
        }
    }

    fn compare(self, column: &TagColumn, seen: &[bool], rule: &Suppression) -> RebuiltTag {
        let mut counts = vec![[0_u64; 3]; self.names.len()];
        for (person, had) in self
            .had
            .iter()
            .enumerate()
            .filter(|(person, _)| seen[*person])
        {
            let has: Vec<usize> = column.codes.values_of(person).collect();
            for &place in had {
                counts[usize::from(place)][0] += 1;
            }
            for &place in &has {
                counts[place][1] += 1;
                counts[place][2] += u64::from(had.iter().any(|&had| usize::from(had) == place));
            }
        }
        let amount = |of: usize| {
            counts
                .iter()
                .map(|count| count[of] as f64)
                .collect::<Vec<_>>()
        };
        let drift = Drift::between(&amount(0), &amount(1));
        let named = self.names.into_iter().zip(counts);
        RebuiltTag {
            tag: column.meta.code.clone(),
            drift,
            values: named
                .map(|(name, counts)| RebuiltValue::of(name, counts, rule))
                .collect(),
        }
    }
}

impl RebuiltValue {
    /// Of how many had it, have it, and kept it.
    fn of(name: String, [before, after, kept]: [u64; 3], rule: &Suppression) -> Self {
        let shown = |count: u64| Some(count).filter(|count| !rule.is_small(*count));
        let change = (before > 0).then(|| (after as f64 - before as f64) / before as f64);
        let moved = [after - kept, before - kept, kept];
        // What came, went and stayed add up to before and after, so one of them alone hides nothing.
        let told = moved.iter().all(|&count| !rule.is_small(count));
        let [added, removed, kept] = moved.map(|count| Some(count).filter(|_| told));
        let known = shown(before).is_some() && shown(after).is_some();
        Self {
            name,
            before: shown(before),
            after: shown(after),
            added,
            removed,
            kept,
            change: change.filter(|_| known),
            much: change.map_or(after > 0, |change| change.abs() > MUCH),
        }
    }
}

//! Why a person carries a tag.

use chrono::DateTime;
use fourr_cell::personal::mask;
use fourr_table::{Role, Table, coerce, coerce::Keys, near};
use polars::prelude::*;
use serde::Serialize;

use super::{
    Tagging,
    run::{Base, Run},
    settle::Filled,
};
use crate::{
    Lists, Profile, ProfileError, Sources, TagMeta,
    plan::{Input, Origin, Plan, Program},
    privacy,
    tags::{As, ValueRule},
};

/// Why a person carries their tags: every rule, whether it fits, and what it read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// The person's id.
    pub person: String,
    /// The tags in the order of the file.
    pub tags: Vec<WhyTag>,
}

/// Why a person carries a tag, or does not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyTag {
    /// What is declared of the tag.
    #[serde(flatten)]
    pub meta: TagMeta,
    /// Names of the values that the person has.
    pub has: Vec<String>,
    /// What the rules read of the person.
    pub reads: Vec<Seen>,
    /// The rules, the one that goes first before the others.
    pub rules: Vec<WhyRule>,
}

/// A rule, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyRule {
    /// Name of the value.
    pub value: String,
    /// The rule as written, or as the data made it.
    pub rule: String,
    /// Line of the tag file; 0 where the tags were derived.
    pub line: usize,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It fits, and the person has its value.
    Assigned,
    /// It fits, and another rule goes first.
    Overruled,
    /// It does not fit, or what it reads is missing.
    DoesNotFit,
}

/// What a rule read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The column or measure.
    pub name: String,
    /// What it holds; null where it is missing or could not be read.
    pub value: Option<String>,
}

impl Profile {
    /// Carries the rules of a tagging out once more for one person, and says what became of each.
    ///
    /// Quantiles and the date in force are those of the tagging, so that the two cannot disagree.
    ///
    /// # Errors
    /// A person who is not among those tagged, a table that cannot be read again.
    pub fn why(
        &self,
        tagging: &Tagging,
        sources: &Sources,
        lists: &Lists,
        person: &str,
    ) -> Result<Why, ProfileError> {
        let place = tagging
            .people
            .find(person)
            .ok_or_else(|| unknown(tagging, person))?;
        let mut own = Sources::default();
        for source in sources.tables() {
            let column = source.roles.require(Role::Customer)?;
            let rows = rows_of(&source.table, column, person)?;
            own.push(crate::SourceTable {
                table: Table::from_frame(rows),
                ..source.clone()
            });
        }
        // Everything is found late, so that what it read is kept.
        let mut plan = tagging.plan.clone();
        for tag in &mut plan.tags {
            tag.early = false;
        }
        let profile = Self {
            as_of: tagging.as_of,
            ..self.clone()
        };
        let mut run = Run {
            profile: &profile,
            file: &tagging.file,
            sources: &own,
            plan,
            ledgers: Vec::new(),
        };
        let (base, _) = run.find(lists)?;
        let hide = |input: &Input, value: String| match privacy::kind_of_origin(
            &tagging.file,
            sources,
            &input.origin,
        ) {
            Some(kind) => mask(&value, kind, self.statistics.mask.level()),
            None => value,
        };
        let tags = (0..tagging.columns.len())
            .map(|tag| told(tagging, place, tag, (&run.plan, &base, &hide)));
        Ok(Why {
            person: person.to_owned(),
            tags: tags.collect(),
        })
    }
}

fn unknown(tagging: &Tagging, person: &str) -> ProfileError {
    const LOOKED_AT: usize = 100_000;
    let names: Vec<String> = (0..tagging.len().min(LOOKED_AT))
        .filter_map(|place| tagging.people.name(place))
        .collect();
    ProfileError::UnknownPerson {
        id: person.to_owned(),
        near: near::names(person, &names),
    }
}

/// The rows of one person.
fn rows_of(table: &Table, column: &str, person: &str) -> Result<DataFrame, ProfileError> {
    let columns: Vec<&str> = table
        .columns()
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let mut found = table.sample().head(Some(0));
    for batch in table.batches(&columns)? {
        let frame = batch?.frame()?;
        let mask: BooleanChunked = match coerce::keys(frame.column(column)?)? {
            Keys::Whole(ids) => {
                let wanted: Option<i64> = person.parse().ok();
                ids.iter().map(|id| id.is_some() && id == wanted).collect()
            }
            Keys::Text(ids) => ids.iter().map(|id| id == Some(person)).collect(),
        };
        let mine = frame.filter(&mask)?;
        if mine.height() > 0 {
            found.vstack_mut(&mine)?;
        }
    }
    Ok(found)
}

/// Hides what a rule read where it is personal data.
type Hide<'a> = &'a dyn Fn(&Input, String) -> String;

fn told(
    tagging: &Tagging,
    person: usize,
    tag: usize,
    (plan, base, hide): (&Plan, &Base, Hide<'_>),
) -> WhyTag {
    let column = &tagging.columns[tag];
    let has: Vec<usize> = column.codes.values_of(person).collect();
    let written = &tagging.file.tags[tag];
    let order: Vec<usize> = match &plan.tags[tag].program {
        Program::Rules(rules) => rules.iter().map(|(value, _)| *value).collect(),
        Program::Bins { .. } | Program::Mapped { .. } => (0..column.values.len()).collect(),
        Program::Quantiles { .. } | Program::Column { .. } | Program::Preference { .. } => {
            has.clone()
        }
    };
    let hits = &base.matches[tag].hits;
    let rule = |value: usize| {
        let fits = has.contains(&value) || hits.get(value).is_some_and(|&hits| hits > 0);
        let fate = match (has.contains(&value), fits) {
            (true, _) => Fate::Assigned,
            (false, true) => Fate::Overruled,
            (false, false) => Fate::DoesNotFit,
        };
        WhyRule {
            value: column.values[value].name.clone(),
            rule: tagging.rule(tag, value),
            line: line(tagging, tag, value),
            fate,
        }
    };
    let mut slots = plan.tags[tag].program.slots();
    slots.sort_unstable();
    slots.dedup();
    let otherwise = |value: &usize| {
        matches!(
            written.values.get(*value).map(|v| &v.rule),
            Some(ValueRule::Otherwise)
        )
    };
    let (mut rules, last): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|value| !otherwise(value));
    rules.extend(last);
    WhyTag {
        meta: column.meta.clone(),
        has: has
            .iter()
            .map(|&value| column.values[value].name.clone())
            .collect(),
        reads: slots
            .into_iter()
            .map(|slot| {
                let input = &plan.reads.inputs[slot];
                let mut seen = seen(tagging, input, base.filled[slot].as_ref());
                seen.value = seen.value.map(|value| hide(input, value));
                seen
            })
            .collect(),
        rules: rules.into_iter().map(rule).collect(),
    }
}

fn line(tagging: &Tagging, tag: usize, value: usize) -> usize {
    match (
        &tagging.file.derived,
        tagging.file.tags[tag].values.get(value),
    ) {
        (None, Some(written)) => written.at.line,
        _ => 0,
    }
}

fn seen(tagging: &Tagging, input: &Input, filled: Option<&Filled>) -> Seen {
    let name = match &input.origin {
        Origin::Main(column) | Origin::Joined { column, .. } => column.clone(),
        Origin::Measure(measure) => {
            let of = &tagging.file.measures[*measure];
            // A measure that a rule is made of has no name of its own.
            if of.code.starts_with('#') {
                of.from.name().to_owned()
            } else {
                of.code.clone()
            }
        }
    };
    let value = match filled {
        Some(Filled::Numbers(values)) => {
            let value = values.get(0);
            (!value.is_nan()).then(|| match input.taken {
                As::Time => moment(value),
                As::Number | As::Text => value.to_string(),
            })
        }
        Some(Filled::Texts(codes, dictionary)) => codes
            .first()
            .and_then(|&code| dictionary.get(code))
            .map(str::to_owned),
        None => None,
    };
    Seen { name, value }
}

fn moment(micros: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it was a whole number of microseconds"
    )]
    let moment = DateTime::from_timestamp_micros(micros as i64);
    moment.map_or_else(
        || micros.to_string(),
        |moment| {
            let text = moment.naive_utc().to_string();
            text.strip_suffix(" 00:00:00")
                .map(str::to_owned)
                .unwrap_or(text)
        },
    )
}

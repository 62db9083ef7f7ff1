//! [`Tagging`]: every person with one small code a tag.

mod bits;
mod by_text;
mod codes;
mod columns;
mod early;
mod fact;
mod frame;
mod ids;
mod join;
mod parts;
mod people;
mod quantile;
mod run;
mod settle;
mod two_bits;
mod why;

pub(crate) use bits::{Bits, count, count_joined, words_of};
pub(crate) use codes::MOST_IN_SET;
pub use codes::{Codes, Matches, TagColumn};
pub(crate) use parts::Parts;
pub use people::People;
pub use two_bits::TwoBits;
pub use why::{Fate, Seen, Why, WhyRule, WhyTag};

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    InputLedger, Numbers, SourceKind, TagFile, Warning,
    plan::{Origin, Plan},
};

/// Columns that somebody wants to keep beside the tags, by name of column or measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Columns of persons, or measures, as numbers.
    pub numbers: BTreeSet<String>,
    /// The measures that rules read as numbers, too.
    pub measures: bool,
}

/// A column of persons, or a measure, as numbers in the order of the persons.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberColumn {
    /// The column or the measure.
    pub name: String,
    /// One a person; NaN where it is missing or could not be read.
    pub values: Numbers,
}

/// Every person with one code a tag, in ascending order of the ids.
#[derive(Debug, Clone)]
pub struct Tagging {
    pub(crate) people: People,
    pub(crate) columns: Vec<TagColumn>,
    pub(crate) numbers: Vec<NumberColumn>,
    pub(crate) as_of: Option<NaiveDate>,
    /// The tag file in force, derived or given, and how it was bound.
    pub(crate) file: TagFile,
    pub(crate) plan: Plan,
    pub(crate) ledgers: Vec<InputLedger>,
    pub(crate) orphans: Vec<Orphan>,
    pub(crate) warnings: Vec<Warning>,
}

/// A text that the map of a tag does not know.
#[derive(Debug, Clone)]
pub(crate) struct Orphan {
    /// Place of the tag.
    pub(crate) tag: usize,
    pub(crate) value: String,
    pub(crate) persons: u64,
}

impl Tagging {
    /// Of persons and columns that are known already, in ascending order of the ids.
    pub fn new(
        people: People,
        columns: Vec<TagColumn>,
        numbers: Vec<NumberColumn>,
        as_of: Option<NaiveDate>,
    ) -> Self {
        Self {
            people,
            columns,
            numbers,
            as_of,
            file: TagFile::default(),
            plan: Plan::default(),
            ledgers: Vec::new(),
            orphans: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Persons.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.people.len() == 0
    }

    /// Who they are, and where each stands.
    pub fn people(&self) -> &People {
        &self.people
    }

    /// The tags in the order of the file.
    pub fn columns(&self) -> &[TagColumn] {
        &self.columns
    }

    /// The tag of that code.
    pub fn column(&self, code: &str) -> Option<&TagColumn> {
        self.columns.iter().find(|column| column.meta.code == code)
    }

    /// The tag file, where it was derived from the columns.
    pub fn derived_file(&self) -> Option<&str> {
        self.file.derived.as_deref()
    }

    /// The date that windows are counted back from; `None` where no table has times.
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.as_of
    }

    /// Whether two tags rest on the same column or measure, so that they hang together by their rules alone.
    pub fn share_an_input(&self, one: &TagColumn, other: &TagColumn) -> bool {
        let place = |tag: &TagColumn| {
            let mut columns = self.columns.iter();
            columns.position(|column| column.meta.code == tag.meta.code)
        };
        place(one)
            .zip(place(other))
            .is_some_and(|(one, other)| self.plan.share_an_input(one, other))
    }

    /// Whether a tag rests on orders and on nothing else.
    pub(crate) fn rests_on_orders(&self, tag: &TagColumn) -> bool {
        let mut columns = self.columns.iter();
        let place = columns.position(|column| column.meta.code == tag.meta.code);
        let origins = place.map_or_else(Vec::new, |place| self.plan.origins(place));
        let ordered = |origin: &Origin| match origin {
            Origin::Measure(measure) => self.file.measures[*measure].from == SourceKind::Orders,
            Origin::Main(_) | Origin::Joined { .. } => false,
        };
        !origins.is_empty() && origins.iter().all(ordered)
    }

    /// The numbers kept, see [`Needs`].
    pub fn numbers(&self) -> &[NumberColumn] {
        &self.numbers
    }
}

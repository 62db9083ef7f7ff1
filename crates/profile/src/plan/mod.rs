//! [`Plan`]: a tag file bound to the tables that there are.
//!
//! Every name of a rule becomes a slot: a column of the persons' table, a column of a table joined to it, or a measure
//! over orders or events, read as numbers, times or text. A tag is *early* where the persons' table alone decides it; its rules
//! run while that table is read. The others run once everything is known.

mod bind;
mod column;
mod scope;
mod table;

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;

use crate::{
    Needs, SourceTable, Sources,
    rule::{Condition, TextTest},
    tags::{As, Place, TagFault, TagFile},
};
pub(crate) use column::{is_date, is_numeric};
pub(crate) use table::{BoundMeasure, BoundTake, TablePlan};

/// Something wrong at a place of the tag file.
pub(crate) type Refusal = (Place, TagFault);

/// A leaf of a bound condition: the slot it reads, and for text the test it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) slot: usize,
    pub(crate) test: usize,
}

/// Where the values of a slot come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A column of the table of persons, or of the rows that a measure is taken of.
    Main(String),
    /// A column of another table of persons, by its place among them from 1.
    Joined { table: usize, column: String },
    /// A measure, by its place in the file.
    Measure(usize),
}

/// A column or measure, and what it is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) origin: Origin,
    pub(crate) taken: As,
}

/// What a leaf asks of the texts of a slot.
#[derive(Debug, Clone)]
pub(crate) struct Test {
    pub(crate) slot: usize,
    pub(crate) asks: Arc<TextTest>,
    pub(crate) negated: bool,
}

/// Texts of a slot that stand for values of a tag.
#[derive(Debug, Clone)]
pub(crate) struct Map {
    pub(crate) slot: usize,
    pub(crate) codes: HashMap<String, u16>,
}

/// What conditions read: the same for persons and for the rows of orders or events.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reads {
    pub(crate) inputs: Vec<Input>,
    pub(crate) tests: Vec<Test>,
    pub(crate) maps: Vec<Map>,
}

/// A tag file bound to the tables that there are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    pub(crate) reads: Reads,
    /// In the order of the file.
    pub(crate) tags: Vec<Planned>,
    /// Places of the tags, each after those that it reads.
    pub(crate) order: Vec<usize>,
    /// Orders and events, as far as measures are taken of them.
    pub(crate) tables: Vec<TablePlan>,
    /// Paths of the imported lists.
    pub(crate) lists: Vec<String>,
    /// Numbers to be kept: name and slot.
    pub(crate) keep: Vec<(String, usize)>,
    /// The first rule that counts back from the date in force.
    pub(crate) dated: Option<Place>,
}

/// How a tag is found.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    /// Whether the table of persons decides it by itself.
    pub(crate) early: bool,
    pub(crate) program: Program,
    /// Number of values, where it is known before the data is read.
    pub(crate) values: usize,
    pub(crate) exclusive: bool,
    /// Places of the tags that its rules read.
    pub(crate) tags_read: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum Program {
    /// Values and their conditions, the one that wins first; none is whoever has no other value.
    Rules(Vec<(usize, Option<Condition<Bound>>)>),
    /// Classes of a number between ascending edges.
    Bins {
        slot: usize,
        edges: Vec<f64>,
        closed_left: bool,
    },
    /// Classes with equally many persons, whose edges the data gives.
    Quantiles { slot: usize, classes: usize },
    /// Texts that stand for values, by the map of that place.
    Mapped { slot: usize, map: usize },
    /// Texts as they are.
    Column { slot: usize },
    /// What a person prefers, by the measure of that place.
    Preference { measure: usize },
}

impl Program {
    /// The slots that it reads.
    pub(crate) fn slots(&self) -> Vec<usize> {
        match self {
            Self::Rules(rules) => {
                let mut found = Vec::new();
                let conditions = rules.iter().filter_map(|(_, condition)| condition.as_ref());
                conditions
                    .for_each(|condition| condition.names(&mut |bound| found.push(bound.slot)));
                found
            }
            Self::Bins { slot, .. }
            | Self::Quantiles { slot, .. }
            | Self::Mapped { slot, .. }
            | Self::Column { slot } => vec![*slot],
            Self::Preference { .. } => Vec::new(),
        }
    }
}

impl Plan {
    /// Whether two tags rest on the same column or measure, so that they hang together by their rules alone.
    pub(crate) fn share_an_input(&self, one: usize, other: usize) -> bool {
        let theirs = self.origins(other);
        self.origins(one)
            .iter()
            .any(|origin| theirs.contains(origin))
    }

    /// Columns and measures that a tag rests on, by itself or through the tags that it reads.
    pub(crate) fn origins(&self, tag: usize) -> Vec<Origin> {
        let Some(planned) = self.tags.get(tag) else {
            return Vec::new();
        };
        let own = planned.program.slots().into_iter();
        let mut found: Vec<Origin> = own
            .map(|slot| self.reads.inputs[slot].origin.clone())
            .collect();
        if let Program::Preference { measure } = planned.program {
            found.push(Origin::Measure(measure));
        }
        let read = planned.tags_read.iter();
        found.extend(read.flat_map(|read| self.origins(*read)));
        found
    }

    /// Binds a tag file to the tables. `needs` are numbers to be kept beside the tags.
    pub(crate) fn of(
        file: &TagFile,
        sources: &Sources,
        needs: &Needs,
        as_of: Option<NaiveDate>,
    ) -> Result<Self, Refusal> {
        bind::Binder::new(file, sources, as_of).bind(needs)
    }
}

/// The table whose people are profiled, where there is a table of persons.
pub(crate) fn main_table(sources: &Sources) -> Option<&SourceTable> {
    sources.persons().next()
}

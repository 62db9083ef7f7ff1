//! [`Sources`]: the tables that tell about the same people.

use std::sync::Arc;

use fourr_table::{Role, Roles, Scratch, Table, TableError, Wanted};
use polars::prelude::*;
use serde::Serialize;

use crate::{Profile, ProfileError};

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// One row per person with attributes.
    Persons,
    /// One row per order or order line.
    Orders,
    /// One row per event.
    Events,
}

impl SourceKind {
    /// Its name in messages and in the tag file: `persons`, `orders`, `events`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::Orders => "orders",
            Self::Events => "events",
        }
    }
}

/// A table that tells about people.
#[derive(Debug, Clone)]
pub struct SourceTable {
    /// What its rows are.
    pub kind: SourceKind,
    /// The rows.
    pub table: Table,
    /// Which column is the person, the time, the amount, ...
    pub roles: Roles,
    /// Rows of persons who have not consented to being profiled, which are not in the table.
    pub without_consent: u64,
}

impl SourceTable {
    /// The column of a role.
    pub fn column(&self, role: Role) -> Option<&str> {
        self.roles.get(role)
    }
}

/// The tables that tell about the same people: any number of tables of persons, at most one of orders and one of events.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    tables: Vec<SourceTable>,
    scratch: Arc<Scratch>,
}

impl Sources {
    /// Bounds what rows of orders and events take in memory while they are gathered.
    #[must_use]
    pub fn with_scratch(self, scratch: Scratch) -> Self {
        Self {
            scratch: Arc::new(scratch),
            ..self
        }
    }

    /// What rows of orders and events may take in memory, and where the rest goes.
    pub(crate) fn scratch(&self) -> &Scratch {
        &self.scratch
    }

    /// Every table, in the order in which they were given.
    pub fn tables(&self) -> &[SourceTable] {
        &self.tables
    }

    /// The tables of persons; the first is the one whose people are profiled.
    pub fn persons(&self) -> impl Iterator<Item = &SourceTable> {
        self.tables
            .iter()
            .filter(|source| source.kind == SourceKind::Persons)
    }

    /// The orders.
    pub fn orders(&self) -> Option<&SourceTable> {
        self.of_kind(SourceKind::Orders)
    }

    /// The events.
    pub fn events(&self) -> Option<&SourceTable> {
        self.of_kind(SourceKind::Events)
    }

    /// Adds a table that is known.
    pub(crate) fn push(&mut self, source: SourceTable) {
        self.tables.push(source);
    }

    fn of_kind(&self, kind: SourceKind) -> Option<&SourceTable> {
        self.tables.iter().find(|source| source.kind == kind)
    }

    /// Adds a table; of no stated kind its rows are told by roles and by whether persons repeat.
    ///
    /// # Errors
    /// No column of persons, an ambiguous role, a second table of orders or of events.
    pub fn add(
        &mut self,
        profile: &Profile,
        table: Table,
        kind: Option<SourceKind>,
    ) -> Result<(), ProfileError> {
        let persons = kind.is_none_or(|kind| kind == SourceKind::Persons);
        let (table, roles) = if profile.each_row && persons {
            numbered(profile, &table)?
        } else {
            let roles = roles(profile, &table)?;
            (table, roles)
        };
        let kind = kind.unwrap_or_else(|| told(&table, &roles));
        if kind != SourceKind::Persons && self.of_kind(kind).is_some() {
            return Err(ProfileError::SecondTable(kind));
        }
        if kind != SourceKind::Persons {
            roles.require(Role::Time)?;
        }
        if kind == SourceKind::Events {
            roles.require(Role::Event)?;
        }
        let (table, without_consent) = match &profile.consent {
            Some(column) if kind == SourceKind::Persons => consenting(column, &table)?,
            _ => (table, 0),
        };
        self.tables.push(SourceTable {
            kind,
            table,
            roles,
            without_consent,
        });
        Ok(())
    }
}

/// Headers that name the person only where every row is about one, by their lower case.
const IDS: [&str; 6] = ["person_id", "id", "respondent_id", "编号", "序号", "编码"];

/// Which column is what. A plain `id` is the person where nothing else is.
fn roles(profile: &Profile, table: &Table) -> Result<Roles, ProfileError> {
    let found = table.roles(&profile.wanted());
    let Err(TableError::RoleMissing {
        role: Role::Customer,
        ..
    }) = found
    else {
        return Ok(found?);
    };
    let plain = |id: &str| {
        table
            .columns()
            .iter()
            .find(|column| column.name.to_lowercase() == id)
    };
    let Some(column) = IDS.iter().find_map(|id| plain(id)) else {
        return Ok(found?);
    };
    let named = Profile {
        customer: Some(column.name.clone()),
        ..profile.clone()
    };
    Ok(table.roles(&named.wanted())?)
}

/// The table with its rows numbered from 1 in a column of their own, which is the person.
fn numbered(profile: &Profile, table: &Table) -> Result<(Table, Roles), ProfileError> {
    let mut name = "row".to_owned();
    while table.columns().iter().any(|column| column.name == name) {
        name.push('_');
    }
    let rows = table.lazy().with_row_index(name.as_str(), Some(1));
    let table = Table::from_frame(rows.collect()?);
    let named = Profile {
        customer: Some(name),
        ..profile.clone()
    };
    let roles = table.roles(&named.wanted())?;
    Ok((table, roles))
}

/// What a cell says of somebody who has consented, by its lower case.
const CONSENT: [&str; 12] = [
    "是",
    "同意",
    "已同意",
    "授权",
    "已授权",
    "1",
    "y",
    "yes",
    "true",
    "agreed",
    "granted",
    "opt-in",
];

/// The rows of those who have consented, and how many have not.
fn consenting(column: &str, table: &Table) -> Result<(Table, u64), ProfileError> {
    let names = || table.columns().iter().map(|column| column.name.clone());
    if !names().any(|name| name == column) {
        return Err(ProfileError::NoConsentColumn {
            column: column.to_owned(),
            columns: names().collect(),
        });
    }
    let said = col(column)
        .cast(DataType::String)
        .str()
        .strip_chars(lit(NULL))
        .str()
        .to_lowercase();
    let says = |word: &str| said.clone().eq(lit(word.to_owned()));
    let consents = CONSENT
        .iter()
        .fold(lit(false), |any, word| any.or(says(word)));
    let rows = table.row_count()?;
    let frame = table.lazy().filter(consents).collect()?;
    let without = rows - frame.height() as u64;
    Ok((Table::from_frame(frame), without))
}

/// What the rows are: orders have an order id, and whoever repeats with a time has events or orders.
fn told(table: &Table, roles: &Roles) -> SourceKind {
    let has = |role| roles.get(role).is_some();
    if !has(Role::Time) {
        return SourceKind::Persons;
    }
    let repeats = roles
        .get(Role::Customer)
        .and_then(|column| table.sample().column(column).ok())
        .and_then(|ids| ids.n_unique().ok())
        .is_some_and(|distinct| distinct < table.sample().height());
    match (has(Role::Order), has(Role::Event)) {
        (true, _) => SourceKind::Orders,
        (false, true) if repeats => SourceKind::Events,
        (false, false) if repeats => SourceKind::Orders,
        _ => SourceKind::Persons,
    }
}

/// The roles that any table may have.
pub(crate) fn wanted(named: &[(Role, &Option<String>)]) -> Vec<Wanted> {
    named
        .iter()
        .map(|(role, column)| Wanted {
            role: *role,
            column: (*column).clone(),
            required: *role == Role::Customer,
        })
        .collect()
}

//! [`Roles`]: which column is the customer, the time, the amount.

mod content;
mod dictionary;
mod header;

use serde::Serialize;

use self::content::Content;
use self::dictionary::{Entry, Rank};
use crate::error::TableError;
use crate::near;
use crate::role::Role;
use crate::table::Table;

/// A role that an analysis asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The role.
    pub role: Role,
    /// The column that the user names: its exact name, or its number from 1 when no column is called so.
    pub column: Option<String>,
    /// Whether the analysis cannot do without.
    pub required: bool,
}

impl Wanted {
    /// A role without which the analysis fails.
    pub fn required(role: Role, column: Option<&str>) -> Self {
        Self {
            role,
            column: column.map(str::to_owned),
            required: true,
        }
    }

    /// A role that is used when there is a column for it.
    pub fn optional(role: Role, column: Option<&str>) -> Self {
        Self {
            role,
            column: column.map(str::to_owned),
            required: false,
        }
    }
}

/// How a column was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum By {
    /// The user named it.
    Flag,
    /// Its header is in the dictionary.
    Header,
    /// Its header ends like one in the dictionary.
    HeaderPattern,
    /// Its header says nothing, but no other column has such content.
    Content,
}

/// The column that plays a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The role.
    pub role: Role,
    /// The column.
    pub column: String,
    /// How it was found.
    pub by: By,
}

/// The columns that play roles, in the order in which they were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Roles {
    found: Vec<Found>,
    #[serde(skip)]
    columns: Vec<String>,
}

impl Roles {
    /// The column that plays `role`.
    pub fn get(&self, role: Role) -> Option<&str> {
        self.iter()
            .find(|found| found.role == role)
            .map(|found| found.column.as_str())
    }

    /// The column that plays `role`, or an error that lists the columns there are.
    ///
    /// # Errors
    /// No column plays it.
    pub fn require(&self, role: Role) -> Result<&str, TableError> {
        self.get(role).ok_or_else(|| TableError::RoleMissing {
            role,
            columns: self.columns.clone(),
            near: Vec::new(),
        })
    }

    /// Every role found.
    pub fn iter(&self) -> impl Iterator<Item = &Found> {
        self.found.iter()
    }

    /// Adds the roles of another search over the same table.
    pub fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    pub(crate) fn find(table: &Table, wanted: &[Wanted]) -> Result<Self, TableError> {
        let mut roles = Self {
            found: Vec::new(),
            columns: table.names(),
        };
        for wanted in wanted {
            let found = match &wanted.column {
                Some(name) => Some((named(table, wanted.role, name)?, By::Flag)),
                None => recognised(table, wanted)?,
            };
            match found {
                Some((column, by)) => roles.found.push(Found {
                    role: wanted.role,
                    column,
                    by,
                }),
                None if wanted.required => return Err(missing(table, wanted.role)),
                None => {}
            }
        }
        Ok(roles)
    }
}

/// The column that the user names.
fn named(table: &Table, role: Role, name: &str) -> Result<String, TableError> {
    let columns = table.names();
    if columns.iter().any(|column| column == name) {
        return Ok(name.to_owned());
    }
    let by_number = name
        .parse::<usize>()
        .ok()
        .and_then(|number| columns.get(number.checked_sub(1)?));
    by_number.cloned().ok_or_else(|| TableError::NoColumn {
        column: name.to_owned(),
        role: Some(role),
        near: near::names(name, &columns),
        columns,
    })
}

/// The column that the dictionary knows, or the only one with such content.
fn recognised(table: &Table, wanted: &Wanted) -> Result<Option<(String, By)>, TableError> {
    let Some(entry) = Entry::of(wanted.role) else {
        return Ok(None);
    };
    let mut ranked: Vec<(Rank, String)> = table
        .columns()
        .iter()
        .filter_map(|column| {
            Some((
                entry.rank(&header::normalise(&column.name))?,
                column.name.clone(),
            ))
        })
        .filter(|(_, name)| {
            table
                .sample()
                .column(name)
                .is_ok_and(|column| entry.content.fits(column))
        })
        .collect();
    // Stable: columns of one rank stay in the order of the table.
    ranked.sort_by_key(|(rank, _)| *rank);
    let Some(&(best, _)) = ranked.first() else {
        return Ok(by_content(table, entry));
    };
    let mut candidates: Vec<String> = ranked
        .into_iter()
        .take_while(|(rank, _)| *rank == best)
        .map(|(_, name)| name)
        .collect();
    match (candidates.pop(), candidates.is_empty()) {
        (Some(name), true) => Ok(Some((
            name,
            if best == Rank::Pattern {
                By::HeaderPattern
            } else {
                By::Header
            },
        ))),
        // An optional role is not worth stopping for, and a guess would be wrong half of the time.
        (_, _) if !wanted.required && best == Rank::Pattern => Ok(None),
        (last, _) => {
            candidates.extend(last);
            Err(TableError::Ambiguous {
                role: wanted.role,
                candidates,
            })
        }
    }
}

/// Dates are unmistakable: a table with a single column of them needs no header.
fn by_content(table: &Table, entry: &Entry) -> Option<(String, By)> {
    if entry.content != Content::Time {
        return None;
    }
    let mut columns = table
        .sample()
        .columns()
        .iter()
        .filter(|column| !entry.excludes(&header::normalise(column.name())))
        .filter(|column| content::is_surely_time(column));
    match (columns.next(), columns.next()) {
        (Some(column), None) => Some((column.name().to_string(), By::Content)),
        _ => None,
    }
}

fn missing(table: &Table, role: Role) -> TableError {
    let columns = table.names();
    let mut near = near::names(&role.to_string().replace(' ', "_"), &columns);
    if near.is_empty() {
        near = fitting(table, role);
    }
    TableError::RoleMissing {
        role,
        columns,
        near,
    }
}

/// The first columns whose content would do, where that says anything.
fn fitting(table: &Table, role: Role) -> Vec<String> {
    const MOST: usize = 3;
    let Some(entry) = Entry::of(role).filter(|entry| entry.content != Content::Any) else {
        return Vec::new();
    };
    let fits = table
        .sample()
        .columns()
        .iter()
        .filter(|column| entry.content.fits(column));
    fits.map(|column| column.name().to_string())
        .take(MOST)
        .collect()
}

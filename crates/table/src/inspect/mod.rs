//! [`Inspection`]: what a file holds, before anybody analyses it.

mod kind;
mod profile;

use rayon::prelude::*;
use serde::Serialize;

pub use self::kind::Kind;
use self::profile::Scan;
pub use self::profile::{Distinct, Profile};
use crate::error::TableError;
use crate::notes::Note;
use crate::role::Role;
use crate::roles::{Found, Wanted};
use crate::source::Source;
use crate::table::Table;

/// What a table holds. The result of one pass over all rows, in memory that does not grow with them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Inspection {
    /// The files.
    pub sources: Vec<Source>,
    /// What had to be put right while opening them.
    pub notes: Vec<Note>,
    /// Rows of the table.
    pub rows: u64,
    /// One entry a column, in the order of the table.
    pub columns: Vec<Profile>,
    /// The roles that columns play beyond doubt.
    pub roles: Vec<Found>,
    /// The roles that several columns could play.
    pub doubts: Vec<Doubt>,
}

/// A role that several columns could play equally well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// The role.
    pub role: Role,
    /// The columns.
    pub candidates: Vec<String>,
}

impl Inspection {
    /// Looks at every row of the table.
    ///
    /// # Errors
    /// A file that cannot be read to its end.
    pub fn of(table: &Table) -> Result<Self, TableError> {
        let (roles, doubts) = roles(table);
        let mut scans: Vec<Scan> = table
            .columns()
            .iter()
            .zip(table.sample().columns())
            .map(|(info, sample)| {
                let role = roles
                    .iter()
                    .find(|found| found.column == info.name)
                    .map(|found| found.role);
                Scan::new(info, sample, role)
            })
            .collect();
        let names: Vec<&str> = table
            .columns()
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let mut rows = 0;
        for batch in table.batches(&names)? {
            let batch = batch?;
            rows = batch.first_row + batch.height() as u64;
            let frame = batch.frame()?;
            scans
                .par_iter_mut()
                .zip(frame.columns())
                .try_for_each(|(scan, column)| scan.feed(column))?;
        }
        let columns = scans
            .into_iter()
            .zip(table.sample().columns())
            .map(|(scan, sample)| scan.finish(sample))
            .collect();
        let (sources, notes) = (table.sources().to_vec(), table.notes().to_vec());
        Ok(Self {
            sources,
            notes,
            rows,
            columns,
            roles,
            doubts,
        })
    }
}

/// Every role that can be recognised, and every one that is in doubt.
fn roles(table: &Table) -> (Vec<Found>, Vec<Doubt>) {
    let (mut found, mut doubts) = (Vec::new(), Vec::new());
    for role in Role::ALL {
        match table.roles(&[Wanted::optional(role, None)]) {
            Ok(roles) => found.extend(roles.iter().cloned()),
            Err(TableError::Ambiguous { candidates, .. }) => {
                doubts.push(Doubt { role, candidates });
            }
            // Nothing else can go wrong with an optional role that no flag names.
            Err(_) => {}
        }
    }
    (found, doubts)
}

//! [`Lists`]: imported lists of persons.

use std::collections::BTreeMap;

use fourr_table::Table;

/// The tables of imported lists, by the path that the tag file gives.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    tables: BTreeMap<String, Table>,
}

impl Lists {
    /// Adds the list of that path; it has a column with ids of persons, or a single column.
    pub fn add(&mut self, path: impl Into<String>, table: Table) {
        self.tables.insert(path.into(), table);
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Table> {
        self.tables.get(path)
    }
}

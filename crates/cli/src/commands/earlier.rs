//! An earlier result to compare with.

use fourr_rfm::{Snapshot, SnapshotColumns};
use fourr_table::Input;

/// The table of customers and segments of an earlier run.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Earlier {
    /// Earlier result to tell migration from, in place of an earlier date: a table with customer and
    /// segment, such as customers.csv or customers.parquet of an earlier run
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "migration_from",
        help_heading = "Method"
    )]
    migration_from_file: Option<String>,
}

impl Earlier {
    /// The snapshot in the file, if one is given.
    pub(crate) fn snapshot(&self) -> anyhow::Result<Option<Snapshot>> {
        let Some(file) = &self.migration_from_file else {
            return Ok(None);
        };
        let table = Input::of([file]).open()?;
        Ok(Some(Snapshot::read(&table, &SnapshotColumns::default())?))
    }
}

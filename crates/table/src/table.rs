//! [`Table`]: any input as rows that can be scanned lazily.

use std::fmt;
use std::sync::Arc;

use polars::prelude::*;
use serde::{Serialize, Serializer};

use crate::batches::Batches;
use crate::error::TableError;
use crate::near;
use crate::notes::Note;
use crate::opened::Rows;
use crate::roles::{Roles, Wanted};
use crate::scratch::Scratch;
use crate::source::{Compression, Format, Source};
use crate::spool::Keep;

/// Rows of the sample.
const SAMPLE: u32 = 1_000;

/// Is told how many rows have been read so far.
pub type Observer = Arc<dyn Fn(u64) + Send + Sync>;

/// A column's name and type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnInfo {
    /// The header, made unique; `column_3` where there is none.
    pub name: String,
    /// The type in [`Table::lazy`].
    #[serde(serialize_with = "displayed")]
    pub dtype: DataType,
}

fn displayed<S: Serializer>(dtype: &DataType, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(dtype)
}

/// Any input as one table. Cheap to clone; temporary files live as long as a clone does.
#[derive(Clone)]
pub struct Table {
    rows: Rows,
    columns: Arc<[ColumnInfo]>,
    sources: Arc<[Source]>,
    notes: Arc<[Note]>,
    sample: DataFrame,
    keep: Arc<[Keep]>,
    observer: Option<Observer>,
    scratch: Arc<Scratch>,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("columns", &self.columns)
            .field("sources", &self.sources)
            .field("notes", &self.notes)
            .finish_non_exhaustive()
    }
}

impl Table {
    /// A table of rows in memory.
    pub fn from_frame(frame: DataFrame) -> Self {
        let mut source = Source::new(
            "memory".into(),
            Format::Memory,
            Compression::None,
            frame.estimated_size() as u64,
        );
        source.rows = Some(frame.height() as u64);
        Self {
            columns: columns(frame.schema()),
            sample: frame.head(Some(SAMPLE as usize)),
            rows: Rows::Frame(frame),
            sources: Arc::new([source]),
            notes: Arc::new([]),
            keep: Arc::new([]),
            observer: None,
            scratch: Arc::default(),
        }
    }

    pub(crate) fn new(
        rows: Rows,
        sources: Vec<Source>,
        notes: Vec<Note>,
        keep: Vec<Keep>,
    ) -> Result<Self, TableError> {
        let sample = rows.head(SAMPLE)?;
        Ok(Self {
            columns: columns(sample.schema()),
            sample,
            rows,
            sources: sources.into(),
            notes: notes.into(),
            keep: keep.into(),
            observer: None,
            scratch: Arc::default(),
        })
    }

    /// Bounds what working data may take in memory.
    #[must_use]
    pub fn with_scratch(self, scratch: Scratch) -> Self {
        Self {
            scratch: Arc::new(scratch),
            ..self
        }
    }

    /// What working data may take in memory, and where the rest goes.
    pub fn scratch(&self) -> &Scratch {
        &self.scratch
    }

    /// Tells `observer` of the progress of [`Self::batches`].
    #[must_use]
    pub fn with_observer(self, observer: Observer) -> Self {
        Self {
            observer: Some(observer),
            ..self
        }
    }

    /// Names and types of the columns, in their order.
    pub fn columns(&self) -> &[ColumnInfo] {
        &self.columns
    }

    /// What was found out about each file.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What had to be put right while opening, with counts.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The first rows, up to 1,000, as they are.
    pub fn sample(&self) -> &DataFrame {
        &self.sample
    }

    /// The rows as they are, to be queried. Text has every column as strings; an empty cell is null.
    ///
    /// The query must end before the last clone of this table goes, for it may read a temporary file.
    pub fn lazy(&self) -> LazyFrame {
        self.rows.lazy()
    }

    /// The rows in their order, some hundred thousand at a time, with only these columns read.
    ///
    /// # Errors
    /// A column that does not exist, or a query that cannot be built.
    pub fn batches(&self, columns: &[&str]) -> Result<Batches, TableError> {
        for &column in columns {
            self.check(column)?;
        }
        Batches::new(
            &self.rows,
            columns,
            self.known_rows(),
            self.keep.clone(),
            self.observer.clone(),
        )
    }

    /// Finds the columns that play the wanted roles.
    ///
    /// # Errors
    /// A required role without a column, a role with several equal candidates, a named column that does not exist.
    pub fn roles(&self, wanted: &[Wanted]) -> Result<Roles, TableError> {
        Roles::find(self, wanted)
    }

    /// Rows of the table. Known from opening for most formats, else counted in one pass.
    ///
    /// # Errors
    /// A file that cannot be read again.
    pub fn row_count(&self) -> Result<u64, TableError> {
        if let Some(rows) = self.known_rows() {
            return Ok(rows);
        }
        let counted = self
            .lazy()
            .select([len()])
            .collect_with_engine(Engine::Streaming)?
            .unwrap_single();
        let count = counted
            .columns()
            .first()
            .and_then(|column| column.get(0).ok());
        Ok(count.and_then(|value| value.extract::<u64>()).unwrap_or(0))
    }

    /// Rows, where opening has counted them.
    pub fn known_rows(&self) -> Option<u64> {
        self.sources.iter().map(|source| source.rows).sum()
    }

    /// Fails unless the column exists.
    pub(crate) fn check(&self, column: &str) -> Result<(), TableError> {
        if self.columns.iter().any(|known| known.name == column) {
            return Ok(());
        }
        let columns = self.names();
        Err(TableError::NoColumn {
            column: column.to_owned(),
            role: None,
            near: near::names(column, &columns),
            columns,
        })
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.columns
            .iter()
            .map(|column| column.name.clone())
            .collect()
    }
}

fn columns(schema: &Schema) -> Arc<[ColumnInfo]> {
    schema
        .iter()
        .map(|(name, dtype)| ColumnInfo {
            name: name.to_string(),
            dtype: dtype.clone(),
        })
        .collect()
}

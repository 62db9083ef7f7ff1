//! [`Opened`]: one source on its way to become a table, or a part of one.

use std::sync::Arc;

use polars::prelude::*;

use crate::error::TableError;
use crate::notes::{Finding, Note};
use crate::row_groups::RowGroups;
use crate::source::Source;
use crate::spool::Keep;
use crate::text::Strict;

/// Rows that lie in memory or can be scanned again and again.
#[derive(Clone)]
pub(crate) enum Rows {
    Frame(DataFrame),
    Scan(Box<LazyFrame>),
    /// A Parquet file: also decoded row group by row group by ourselves.
    Parquet(Arc<RowGroups>, Box<LazyFrame>),
    /// Text that was surveyed: also cut into columns by ourselves.
    Text(Arc<Strict>, Box<LazyFrame>),
}

impl Rows {
    /// The first rows, at most so many.
    pub(crate) fn head(&self, rows: u32) -> Result<DataFrame, TableError> {
        match self {
            Self::Parquet(groups, _) => groups.head(rows as usize),
            _ => Ok(self.lazy().limit(rows).collect()?),
        }
    }

    pub(crate) fn lazy(&self) -> LazyFrame {
        match self {
            Self::Frame(frame) => frame.clone().lazy(),
            Self::Scan(frame) | Self::Parquet(_, frame) | Self::Text(_, frame) => {
                LazyFrame::clone(frame)
            }
        }
    }
}

/// One source, opened.
pub(crate) struct Opened {
    pub(crate) rows: Rows,
    pub(crate) names: Vec<String>,
    pub(crate) source: Source,
    pub(crate) notes: Vec<Note>,
    pub(crate) keep: Option<Keep>,
}

impl Opened {
    pub(crate) fn scan(rows: Rows, names: Vec<String>, source: Source) -> Self {
        Self::new(rows, names, source, Vec::new())
    }

    pub(crate) fn text(
        text: Strict,
        source: Source,
        findings: Vec<Finding>,
    ) -> Result<Self, TableError> {
        let (names, keep) = (text.names.clone(), text.keep.clone());
        let scan = Box::new(text.lazy()?);
        let rows = Rows::Text(Arc::new(text), scan);
        Ok(Self::new(rows, names, source, findings).keeping(keep))
    }

    pub(crate) fn frame(frame: DataFrame, mut source: Source, findings: Vec<Finding>) -> Self {
        source.rows = Some(frame.height() as u64);
        let names = frame
            .get_column_names()
            .into_iter()
            .map(ToString::to_string)
            .collect();
        Self::new(Rows::Frame(frame), names, source, findings)
    }

    fn new(rows: Rows, names: Vec<String>, source: Source, findings: Vec<Finding>) -> Self {
        let notes = findings
            .into_iter()
            .map(|finding| Note {
                source: source.name.clone(),
                finding,
            })
            .collect();
        Self {
            rows,
            names,
            source,
            notes,
            keep: None,
        }
    }

    /// Keeps the temporary file that the rows lie in.
    pub(crate) fn keeping(self, keep: Option<Keep>) -> Self {
        Self { keep, ..self }
    }

    /// Refuses a source that is known to have no rows.
    pub(crate) fn with_rows(self) -> Result<Self, TableError> {
        if self.source.rows == Some(0) {
            return Err(TableError::NoRows {
                path: self.source.name,
                columns: self.names,
            });
        }
        Ok(self)
    }
}

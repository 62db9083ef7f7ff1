//! The log as text: clean, or as it comes out of people's spreadsheets.

use std::io::{self, Write};
use std::iter;
use std::path::Path;

use polars::prelude::*;

use crate::dataset::Batches;
use crate::defects::{self, Soiled, Soiler};
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::line::Line;
use crate::log::Log;
use crate::style::Style;
use crate::text::Record;
use crate::write::whole;

/// The log as text of one style.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) style: Style,
}

impl Sheet {
    /// Writes the log as it is: what [`write::csv`](crate::write::csv) would, without a frame between.
    pub(crate) fn write_clean(
        self,
        path: &Path,
        encoding: Encoding,
        log: Log,
    ) -> Result<(), GeneratorError> {
        let header = written(|csv| csv.write_record(self.header()));
        let chunks = log.in_order(move |lines| self.clean(&lines));
        whole(path, |out| -> io::Result<()> {
            out.write_all(encoding.mark())?;
            for chunk in iter::once(header).chain(chunks) {
                out.write_all(&encoding.encode(&chunk))?;
            }
            Ok(())
        })
    }

    /// What `soiler` makes of the log: columns of text, an empty cell is null.
    pub(crate) fn soiled(self, log: Log, soiler: Soiler) -> PolarsResult<Batches> {
        let frames = self.soil(log, soiler);
        Ok(Batches::new(
            &self.frame(&[])?,
            frames.map(move |soiled| self.frame(&soiled.rows)),
        ))
    }

    /// What `soiler` does to the log, which is called `file`, defect by defect.
    pub(crate) fn defects(self, log: Log, soiler: Soiler, file: &str) -> PolarsResult<Batches> {
        let (file, lang) = (file.to_owned(), self.style.lang);
        let empty = defects::frame(&[], &file, lang)?;
        let frames = self.soil(log, soiler);
        let frame = move |soiled: Soiled| defects::frame(&soiled.defects, &file, lang);
        Ok(Batches::new(&empty, frames.map(frame)))
    }

    fn soil(self, log: Log, mut soiler: Soiler) -> impl Iterator<Item = Soiled> {
        let end = iter::once(None);
        log.in_order(|lines| lines)
            .map(Some)
            .chain(end)
            .map(move |lines| {
                let mut out = Soiled::default();
                match lines {
                    Some(lines) => lines
                        .iter()
                        .for_each(|line| soiler.pass(self.record(line), &mut out)),
                    None => soiler.finish(&mut out),
                }
                out
            })
    }

    fn header(self) -> impl Iterator<Item = &'static str> {
        let columns = self.style.edition.columns().iter();
        columns.map(move |column| column.header(self.style.lang))
    }

    fn frame(self, records: &[Record]) -> PolarsResult<DataFrame> {
        let column = |(place, name): (usize, &'static str)| {
            let cells = records.iter().map(|record| record[place].as_str());
            let cells = cells.map(|cell| (!cell.is_empty()).then_some(cell));
            StringChunked::from_iter_options(name.into(), cells).into_column()
        };
        let columns = self.header().enumerate().map(column).collect();
        DataFrame::new(records.len(), columns)
    }

    fn record(self, line: &Line) -> Record {
        let cell = |column: &crate::columns::Column| {
            let mut cell = String::new();
            line.write(*column, self.style, &mut cell);
            cell
        };
        self.style.edition.columns().iter().map(cell).collect()
    }

    /// The rows as CSV, without a string for each cell.
    fn clean(self, lines: &[Line]) -> String {
        let mut cell = String::new();
        written(|csv| {
            for line in lines {
                for column in self.style.edition.columns() {
                    cell.clear();
                    line.write(*column, self.style, &mut cell);
                    csv.write_field(&cell)?;
                }
                csv.write_record(None::<&[u8]>)?;
            }
            Ok(())
        })
    }
}

/// What is written as CSV with the line ends of RFC 4180.
fn written(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> String {
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    write(&mut csv).expect("memory takes any rows of one length");
    let bytes = csv.into_inner().expect("memory takes any bytes");
    String::from_utf8(bytes).expect("cells are text")
}

//! The log as CSV: clean, or as it comes out of people's spreadsheets.

use std::io::{self, Write};
use std::iter;
use std::path::Path;

use crate::columns::Column;
use crate::dirt::{Defect, Soiled, Soiler};
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::file::write_whole;
use crate::line::Line;
use crate::log::Log;
use crate::style::Style;
use crate::text::Record;

/// What a CSV of the log looks like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) style: Style,
    pub(crate) encoding: Encoding,
}

/// The columns of the list of defects.
const DEFECT_HEADER: [&str; 5] = ["line", "column", "kind", "clean", "dirty"];

impl Sheet {
    /// Writes the log as it is.
    pub(crate) fn write_clean(self, path: &Path, log: Log) -> Result<(), GeneratorError> {
        self.write(
            path,
            &self.header(),
            log.in_order(move |lines| self.clean(&lines)),
        )
    }

    /// Writes what `soiler` makes of the log.
    pub(crate) fn write_soiled(
        self,
        path: &Path,
        log: Log,
        soiler: Soiler,
    ) -> Result<(), GeneratorError> {
        let chunks = self.soiled(log, soiler).map(|soiled| csv_text(soiled.rows));
        self.write(path, &self.header(), chunks)
    }

    /// Writes what `soiler` does to the log, defect by defect.
    pub(crate) fn write_defects(
        self,
        path: &Path,
        log: Log,
        soiler: Soiler,
    ) -> Result<(), GeneratorError> {
        let record = |defect: Defect| {
            let column = defect
                .column
                .map_or("", |column| column.header(self.style.lang))
                .to_owned();
            vec![
                defect.line.to_string(),
                column,
                defect.kind.key().to_owned(),
                defect.clean,
                defect.dirty,
            ]
        };
        let chunks = self
            .soiled(log, soiler)
            .map(|soiled| csv_text(soiled.defects.into_iter().map(record)));
        self.write(path, &DEFECT_HEADER, chunks)
    }

    fn soiled(self, log: Log, mut soiler: Soiler) -> impl Iterator<Item = Soiled> {
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

    fn header(self) -> Vec<&'static str> {
        self.style
            .edition
            .columns()
            .iter()
            .map(|column| column.header(self.style.lang))
            .collect()
    }

    fn record(self, line: &Line) -> Record {
        let cell = |column: &Column| {
            let mut cell = String::new();
            line.write(*column, self.style, &mut cell);
            cell
        };
        self.style.edition.columns().iter().map(cell).collect()
    }

    /// The same as `csv_text` of all records, without a string for each cell.
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

    fn write(
        self,
        path: &Path,
        header: &[&str],
        chunks: impl Iterator<Item = String>,
    ) -> Result<(), GeneratorError> {
        write_whole(path, |out| -> io::Result<()> {
            out.write_all(self.encoding.mark())?;
            let header = csv_text([header.iter().map(|name| (*name).to_owned()).collect()]);
            for chunk in iter::once(header).chain(chunks) {
                out.write_all(&self.encoding.encode(&chunk))?;
            }
            Ok(())
        })
    }
}

fn csv_text(records: impl IntoIterator<Item = Record>) -> String {
    written(|csv| {
        records
            .into_iter()
            .try_for_each(|record| csv.write_record(&record))
    })
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

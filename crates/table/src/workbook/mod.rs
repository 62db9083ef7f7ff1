//! Excel and `OpenDocument` workbooks: one sheet as typed columns.

mod cells;
mod column;
mod package;

use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Ods, OdsError, Reader, SheetVisible, Sheets, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use polars::prelude::{Column, DataFrame};

use self::cells::Cells;
use self::package::Package;
use crate::error::TableError;
use crate::format::Kind;
use crate::header::{self, PREVIEW, Start};
use crate::input::Input;
use crate::notes::Finding;
use crate::opened::Opened;
use crate::source::{Format, Source};
use crate::spool::Spooled;

type Workbook = Sheets<BufReader<std::fs::File>>;

/// Opens one sheet of a workbook.
pub(crate) fn open(spooled: &Spooled, kind: Kind, input: &Input) -> Result<Opened, TableError> {
    let format = format(spooled, kind)?;
    // The reader of workbooks is not written for hostile files; a panic in it is a damaged file to us.
    catch_unwind(AssertUnwindSafe(|| read(spooled, format, input))).unwrap_or_else(|_| {
        Err(TableError::DamagedWorkbook {
            path: spooled.name.clone(),
            reason: "its parts contradict each other".into(),
        })
    })
}

/// Tells workbooks from other archives and compound files.
fn format(spooled: &Spooled, kind: Kind) -> Result<Format, TableError> {
    let path = spooled.name.clone();
    if kind == Kind::Compound {
        return compound(spooled);
    }
    let package =
        Package::of(&mut spooled.open()?).map_err(|error| TableError::io(&spooled.name, error))?;
    match package {
        Package::Workbook(format) => Ok(format),
        Package::Foreign => Err(TableError::NotAWorkbook { path }),
        Package::Truncated => Err(TableError::DamagedWorkbook {
            path,
            reason: "its end is missing".into(),
        }),
        Package::TooLarge => Err(TableError::DamagedWorkbook {
            path,
            reason: "it unpacks to an absurd size".into(),
        }),
    }
}

/// A compound file is an encrypted package, an old workbook, or a document of another kind; the names of its streams,
/// in UTF-16, tell.
fn compound(spooled: &Spooled) -> Result<Format, TableError> {
    const MOST: usize = 64 << 20;
    let bytes = spooled.head(MOST)?;
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(&bytes, &name).is_some()
    };
    let path = spooled.name.clone();
    match () {
        () if has("EncryptedPackage") => Err(TableError::PasswordProtected { path }),
        () if has("Workbook") || has("Book") => Ok(Format::Xls),
        () => Err(TableError::NotAWorkbook { path }),
    }
}

fn read(spooled: &Spooled, format: Format, input: &Input) -> Result<Opened, TableError> {
    let mut workbook = workbook(spooled, format)?;
    let (sheet, cells) = choose(&mut workbook, input.sheet.as_deref(), &spooled.name)?;
    let mut source = Source::new(
        spooled.name.clone(),
        format,
        spooled.compression,
        spooled.bytes,
    );
    let mut findings = Vec::new();
    let others: Vec<String> = workbook
        .sheet_names()
        .into_iter()
        .filter(|name| *name != sheet)
        .collect();
    if input.sheet.is_none() && !others.is_empty() {
        findings.push(Finding::OtherSheets { sheets: others });
    }
    source.sheet = Some(sheet);
    let start = start(&cells, input.header_row, &spooled.name)?;
    source.header_row = start.header.map(|at| cells.row_number(at));
    let preview = cells.texts(0..start.data);
    let columns = cells.columns_in_use(start);
    let header = start.header.map(|at| {
        columns
            .iter()
            .map(|&column| preview[at][column].clone())
            .collect::<Vec<_>>()
    });
    let (names, renamed) = header::names(header.as_deref(), columns.len());
    findings.extend(titles(&preview[..start.header.unwrap_or(start.data)]));
    findings.extend(renamed);
    let blank = cells.blank_rows(start.data);
    if blank > 0 {
        findings.push(Finding::BlankRowsDropped { count: blank });
    }
    let mut frame = Vec::with_capacity(columns.len());
    for (name, &column) in names.iter().zip(&columns) {
        let typed = column::typed(
            name,
            cells.column(column, start.data),
            &mut findings,
            |row| cells.row_number(start.data + row),
        );
        frame.push(Column::from(typed));
    }
    let frame = DataFrame::new(cells.height() - start.data, frame)?;
    Opened::frame(frame, source, findings).with_rows()
}

fn workbook(spooled: &Spooled, format: Format) -> Result<Workbook, TableError> {
    let reader = BufReader::new(spooled.open()?);
    let opened = match format {
        Format::Xls => Xls::new(reader)
            .map(Sheets::Xls)
            .map_err(calamine::Error::Xls),
        Format::Xlsb => Xlsb::new(reader)
            .map(Sheets::Xlsb)
            .map_err(calamine::Error::Xlsb),
        Format::Ods => Ods::new(reader)
            .map(Sheets::Ods)
            .map_err(calamine::Error::Ods),
        _ => Xlsx::new(reader)
            .map(Sheets::Xlsx)
            .map_err(calamine::Error::Xlsx),
    };
    opened.map_err(|error| damaged(&error, &spooled.name))
}

fn damaged(error: &calamine::Error, path: &str) -> TableError {
    use calamine::Error::{Ods, Xls, Xlsb, Xlsx};
    let path = path.to_owned();
    match error {
        Xls(XlsError::Password)
        | Xlsx(XlsxError::Password)
        | Xlsb(XlsbError::Password)
        | Ods(OdsError::Password) => TableError::PasswordProtected { path },
        _ => TableError::DamagedWorkbook {
            path,
            reason: error.to_string(),
        },
    }
}

/// The sheet asked for, by name or number; else the first visible one with cells.
fn choose(
    workbook: &mut Workbook,
    asked: Option<&str>,
    path: &str,
) -> Result<(String, Cells), TableError> {
    let sheets = workbook.sheets_metadata().to_vec();
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    if let Some(asked) = asked {
        let by_number = || {
            asked
                .parse::<usize>()
                .ok()
                .and_then(|number| names.get(number.checked_sub(1)?))
        };
        let Some(name) = names.iter().find(|name| *name == asked).or_else(by_number) else {
            return Err(TableError::NoSheet {
                path: path.to_owned(),
                sheet: asked.to_owned(),
                sheets: names,
            });
        };
        let cells = Cells::read(workbook, name, path)?;
        return if cells.height() > 0 {
            Ok((name.clone(), cells))
        } else {
            Err(TableError::Empty {
                path: format!("sheet {name} of {path}"),
            })
        };
    }
    for sheet in sheets
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
    {
        let cells = Cells::read(workbook, &sheet.name, path)?;
        if cells.height() > 0 {
            return Ok((sheet.name.clone(), cells));
        }
    }
    Err(TableError::Empty {
        path: path.to_owned(),
    })
}

/// Where the table begins, in rows with content.
fn start(cells: &Cells, asked: Option<usize>, path: &str) -> Result<Start, TableError> {
    match asked {
        None => Ok(Start::find(&cells.texts(0..cells.height().min(PREVIEW)))),
        Some(0) => Ok(Start {
            header: None,
            data: 0,
        }),
        Some(row) => (0..cells.height())
            .find(|&at| cells.row_number(at) == row as u64)
            .map(Start::below)
            .ok_or_else(|| TableError::NoHeaderRow {
                path: path.to_owned(),
                row,
            }),
    }
}

fn titles(rows: &[Vec<String>]) -> Option<Finding> {
    let first = rows.iter().flatten().find(|cell| !cell.is_empty())?.clone();
    Some(Finding::TitleRowsSkipped {
        count: rows.len() as u64,
        first,
    })
}

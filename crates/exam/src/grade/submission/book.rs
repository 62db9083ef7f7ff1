//! [`Book`]: the sheets and charts of a workbook, within limits.

use std::io::{self, Read, Seek};

use calamine::{Data, Reader, Xlsx, XlsxError};
use zip::ZipArchive;

use super::{
    Refused,
    chart::{self, DrawnChart},
    sheet::{MOST_ROWS, Sheet, Written},
    xml::Node,
};

/// Bytes that the parts of a workbook may unpack to.
pub(super) const MOST_UNPACKED: u64 = 200 << 20;
/// Parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// Sheets that are looked at.
const MOST_SHEETS: usize = 60;
/// Charts that are looked at.
const MOST_CHARTS: usize = 100;

/// What a workbook holds.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    pub(super) charts: Vec<DrawnChart>,
}

impl Book {
    pub(super) fn read(mut file: impl Read + Seek) -> Result<Self, Refused> {
        let charts = parts(&mut file)?;
        file.rewind()
            .map_err(|error| Refused::Workbook(error.to_string()))?;
        let mut workbook = Xlsx::new(file).map_err(|error| unsound(&error))?;
        let names = workbook.sheet_names();
        let mut sheets = Vec::new();
        for name in names.iter().take(MOST_SHEETS) {
            sheets.push(sheet(&mut workbook, name)?);
        }
        let charts = charts.iter().map(|chart| chart::of(chart, &sheets));
        let charts = charts.flatten().collect();
        Ok(Self { sheets, charts })
    }
}

fn unsound(error: &XlsxError) -> Refused {
    Refused::Workbook(error.to_string())
}

/// Unpacks every part once, into nothing but for charts: what a part says of its size need not be true.
fn parts(file: &mut (impl Read + Seek)) -> Result<Vec<Node>, Refused> {
    let unsound = |error: zip::result::ZipError| Refused::Workbook(error.to_string());
    let mut archive = ZipArchive::new(file).map_err(unsound)?;
    if archive.len() > MOST_PARTS {
        return Err(Refused::Bomb);
    }
    let mut left = MOST_UNPACKED;
    let mut charts = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unsound)?;
        let name = part.name().map_err(unsound)?.to_lowercase();
        let is_chart = name
            .strip_prefix("xl/charts/chart")
            .is_some_and(|rest| rest.strip_suffix(".xml").is_some());
        let mut part = part.take(left + 1);
        let read = if is_chart && charts.len() < MOST_CHARTS {
            let mut bytes = Vec::new();
            let read = part.read_to_end(&mut bytes).map(|read| read as u64);
            charts.extend(Node::parse(&bytes));
            read
        } else {
            io::copy(&mut part, &mut io::sink())
        };
        let read = read.map_err(|error| Refused::Workbook(error.to_string()))?;
        left = left.checked_sub(read).ok_or(Refused::Bomb)?;
    }
    Ok(charts)
}

/// The cells of a sheet, read one by one: a sheet with one cell at its far end is no large one.
fn sheet<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str) -> Result<Sheet, Refused> {
    let mut sheet = Sheet::called(name);
    // A sheet of charts has no cells.
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else {
        return Ok(sheet);
    };
    while let Some(cell) = cells.next_cell().map_err(|error| unsound(&error))? {
        let (row, column) = cell.get_position();
        if row >= MOST_ROWS {
            break;
        }
        let data = Data::from(cell.get_value().clone());
        sheet.write(row, column, Written::from(shown(&data)));
    }
    drop(cells);
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else {
        return Ok(sheet);
    };
    while let Some(cell) = cells.next_formula().map_err(|error| unsound(&error))? {
        let (row, column) = cell.get_position();
        if row >= MOST_ROWS {
            break;
        }
        if !cell.get_value().is_empty() {
            sheet.write_formula(row, column, cell.get_value().clone());
        }
    }
    Ok(sheet)
}

/// A cell as text; an error of Excel as it shows it.
fn shown(data: &Data) -> String {
    match data {
        Data::DateTime(moment) => moment
            .as_datetime()
            .map_or_else(|| data.to_string(), |moment| moment.to_string()),
        other => other.to_string(),
    }
}

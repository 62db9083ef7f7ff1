//! A table as a workbook, as exports of shops look.

use std::io::Write;
use std::path::Path;

use polars::prelude::{AnyValue, Column, DataFrame, DataType, PolarsResult, Schema};
use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, RowNum, Workbook,
    Worksheet, XlsxError,
};

use super::whole::{Failure, whole};
use crate::dataset::{Above, Batches, Heading};
use crate::error::GeneratorError;

/// Rows of a sheet, all told.
const MOST_ROWS: RowNum = 1_048_576;
/// The day before the first of Excel's calendar, seen from 1970.
const EPOCH: f64 = 25_569.0;
const MICROSECONDS_OF_DAY: f64 = 86_400e6;
/// Points that a title needs.
const TITLE_HEIGHT: f64 = 24.0;

/// Writes batches as a workbook of one sheet.
///
/// `types` are those of the clean table: a column of text that is to be one of numbers or times becomes numbers and times
/// where its cells read so, and stays text where they do not, as in a workbook that people have typed into.
pub(crate) fn xlsx(
    path: &Path,
    (heading, above): (&Heading, Above),
    types: &Schema,
    batches: Batches,
) -> Result<(), GeneratorError> {
    whole(path, |out| {
        let mut book = Book::new(heading, types)?;
        if above == Above::Titles {
            book.titles(heading, types.len())?;
        }
        book.header(types)?;
        for batch in batches {
            book.rows(&batch?, types)?;
        }
        book.save(out)
    })
}

/// A workbook in the making.
struct Book {
    workbook: Workbook,
    looks: Looks,
    /// Rows so far.
    height: RowNum,
}

/// How cells look.
struct Looks {
    title: Format,
    head: Format,
    time: Format,
    day: Format,
    money: Format,
}

/// What is in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
    Money,
    Time,
    Day,
}

impl Kind {
    fn of(dtype: &DataType) -> Self {
        match dtype {
            DataType::Datetime(..) => Self::Time,
            DataType::Date => Self::Day,
            DataType::Float64 => Self::Money,
            DataType::Int64 => Self::Whole,
            _ => Self::Text,
        }
    }

    /// Characters that fit into the column.
    fn width(self) -> f64 {
        match self {
            Self::Time => 20.0,
            Self::Text => 16.0,
            Self::Day | Self::Money => 12.0,
            Self::Whole => 10.0,
        }
    }
}

/// A cell as a workbook has it.
enum Cell<'a> {
    Nothing,
    Text(&'a str),
    Number(f64),
}

impl Book {
    fn new(heading: &Heading, types: &Schema) -> Result<Self, Failure> {
        let centred = || Format::new().set_align(FormatAlign::Center).set_bold();
        let looks = Looks {
            title: centred().set_font_size(14),
            head: centred().set_border(FormatBorder::Thin),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            money: Format::new().set_num_format("0.00"),
        };
        let mut workbook = Workbook::new();
        // The clock has no place in a result.
        let day = ExcelDateTime::from_ymd(1980, 1, 1)?;
        let properties = DocProperties::new()
            .set_title(heading.title.clone())
            .set_creation_datetime(&day);
        workbook.set_properties(&properties);
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        for (column, dtype) in (0..).zip(types.iter_values()) {
            sheet.set_column_width(column, Kind::of(dtype).width())?;
        }
        Ok(Self {
            workbook,
            looks,
            height: 0,
        })
    }

    /// A title over all columns, a note, and heads over groups of columns.
    fn titles(&mut self, heading: &Heading, width: usize) -> Result<(), Failure> {
        let last = ColNum::try_from(width.saturating_sub(1)).unwrap_or(ColNum::MAX);
        let sheet = self.workbook.worksheet_from_index(0)?;
        sheet.set_row_height(0, TITLE_HEIGHT)?;
        merged(sheet, (0, 0, last), &heading.title, &self.looks.title)?;
        sheet.write_string(1, 0, &heading.note)?;
        self.height = 2;
        let mut first = 0;
        for (name, columns) in &heading.groups {
            let last = first + columns.saturating_sub(1);
            merged(sheet, (2, first, last), name, &self.looks.head)?;
            first = last + 1;
        }
        self.height += RowNum::from(first > 0);
        Ok(())
    }

    fn header(&mut self, types: &Schema) -> Result<(), Failure> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, name) in (0..).zip(types.iter_names()) {
            sheet.write_string_with_format(self.height, column, name.as_str(), &self.looks.head)?;
        }
        self.height += 1;
        Ok(())
    }

    fn rows(&mut self, frame: &DataFrame, types: &Schema) -> Result<(), Failure> {
        let kinds: Vec<Kind> = types.iter_values().map(Kind::of).collect();
        let columns = frame.columns();
        let sheet = self.workbook.worksheet_from_index(0)?;
        for row in 0..frame.height() {
            if self.height == MOST_ROWS {
                return Err(Failure::Refused(GeneratorError::SheetFull));
            }
            for ((place, column), kind) in (0..).zip(columns).zip(&kinds) {
                let at = (self.height, place);
                write_cell(sheet, at, &cell(column, row, *kind)?, self.looks.of(*kind))?;
            }
            self.height += 1;
        }
        Ok(())
    }

    fn save(mut self, out: &mut (impl Write + Send)) -> Result<(), Failure> {
        Ok(self.workbook.save_to_writer(out)?)
    }
}

impl Looks {
    fn of(&self, kind: Kind) -> Option<&Format> {
        match kind {
            Kind::Text | Kind::Whole => None,
            Kind::Money => Some(&self.money),
            Kind::Time => Some(&self.time),
            Kind::Day => Some(&self.day),
        }
    }
}

/// Writes `text` over the columns from `first` to `last` of a row.
fn merged(
    sheet: &mut Worksheet,
    (row, first, last): (RowNum, ColNum, ColNum),
    text: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    if first == last {
        sheet.write_string_with_format(row, first, text, look)?;
    } else {
        sheet.merge_range(row, first, row, last, text, look)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    cell: &Cell<'_>,
    look: Option<&Format>,
) -> Result<(), XlsxError> {
    match (cell, look) {
        (Cell::Nothing, _) => {}
        (Cell::Text(text), _) => drop(sheet.write_string(row, column, *text)?),
        (Cell::Number(number), None) => drop(sheet.write_number(row, column, *number)?),
        (Cell::Number(number), Some(look)) => {
            sheet.write_number_with_format(row, column, *number, look)?;
        }
    }
    Ok(())
}

/// The cell of a column of `kind`, which may be text that only some people would read so.
fn cell(column: &Column, row: usize, kind: Kind) -> PolarsResult<Cell<'_>> {
    // A column of one row is a scalar, whose text would be a copy.
    Ok(match column.as_materialized_series().get(row)? {
        AnyValue::Null => Cell::Nothing,
        AnyValue::String(text) => typed(text, kind),
        AnyValue::Datetime(moment, ..) => Cell::Number(moment as f64 / MICROSECONDS_OF_DAY + EPOCH),
        AnyValue::Date(day) => Cell::Number(f64::from(day) + EPOCH),
        value => value.try_extract().map(Cell::Number)?,
    })
}

/// Text as Excel takes it where it is typed into a column of `kind`.
fn typed(text: &str, kind: Kind) -> Cell<'_> {
    let number = match kind {
        Kind::Text | Kind::Day => None,
        Kind::Whole | Kind::Money => Some(text)
            .filter(|text| text.bytes().all(|byte| b"0123456789.-".contains(&byte)))
            .and_then(|text| text.parse().ok()),
        Kind::Time => chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
            .ok()
            .map(|time| time.and_utc().timestamp_micros() as f64 / MICROSECONDS_OF_DAY + EPOCH),
    };
    number.map_or(Cell::Text(text), Cell::Number)
}

//! [`Plan`]: which sheets there are and where everything stands on them, known before a cell is written
//! because formulas, links and charts point forwards as well as back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, RowNum};

use super::chart;
use super::drawing::Drawing;
use super::name::{self, Names};
use super::text;
use crate::{Cell, ChartBlock, DataColumn, DataSheet, Id, ReportError, Row, Table};

/// Rows that a chart takes, caption and a free one below it included.
const CHART_ROWS: RowNum = 20;
/// Bars that so many rows have room for.
const BARS: usize = 14;

/// The sheets of a workbook.
pub(super) struct Plan<'a> {
    /// Sheets to read, the summary first.
    pub(super) pages: Vec<Page<'a>>,
    /// Data sheets, after them.
    pub(super) data: Vec<DataPage<'a>>,
    tables: BTreeMap<Id, Spot>,
    charts: BTreeMap<Id, Spot>,
}

/// A sheet to read.
pub(super) struct Page<'a> {
    pub(super) name: String,
    pub(super) items: Vec<(RowNum, Item<'a>)>,
}

/// A data sheet: heads in the first row.
pub(super) struct DataPage<'a> {
    pub(super) name: String,
    pub(super) sheet: &'a DataSheet,
}

/// A piece of a sheet.
pub(super) enum Item<'a> {
    /// What the sheet is about.
    Title(String),
    /// What follows.
    Heading(String),
    /// A line of text.
    Text(String),
    /// A line of text that says less.
    Remark(String),
    /// A line of text that must be seen.
    Warning(String),
    /// A line that leads elsewhere.
    Link(String, Target),
    /// A table with its caption.
    Table(Box<TableItem<'a>>),
    /// A chart.
    Chart(&'a ChartBlock, Drawing),
    /// An empty line.
    Blank,
}

/// A table on a sheet.
pub(super) struct TableItem<'a> {
    pub(super) caption: String,
    pub(super) table: Cow<'a, Table>,
    /// Whether its cells are coloured by their values.
    pub(super) heat: bool,
}

/// Where a link leads.
pub(super) enum Target {
    /// To the top of a sheet to read, by its place among them.
    Page(usize),
    /// To a table or chart.
    Part(Id),
    /// To a data sheet.
    Data(Id),
}

/// Where a table or chart stands.
#[derive(Debug, Clone, Copy)]
struct Spot {
    page: usize,
    item: usize,
}

impl<'a> Plan<'a> {
    /// Places the items of sheets, each given by its title, one below the other.
    pub(super) fn new(
        pages: Vec<(String, Vec<Item<'a>>)>,
        data: Vec<&'a DataSheet>,
    ) -> Result<Self, ReportError> {
        let mut names = Names::default();
        let mut plan = Self {
            pages: Vec::new(),
            data: Vec::new(),
            tables: BTreeMap::new(),
            charts: BTreeMap::new(),
        };
        for (title, items) in pages {
            plan.place(names.name(&title), items)?;
        }
        let data = data.into_iter().map(|sheet| DataPage {
            name: names.name(&sheet.title),
            sheet,
        });
        plan.data = data.collect();
        Ok(plan)
    }

    fn place(&mut self, name: String, items: Vec<Item<'a>>) -> Result<(), ReportError> {
        let mut row = 0;
        let mut placed = Vec::with_capacity(items.len());
        for item in items {
            let spot = Spot {
                page: self.pages.len(),
                item: placed.len(),
            };
            let known = match &item {
                Item::Table(item) => {
                    let id = item.table.id.clone();
                    self.tables.insert(id.clone(), spot).map(|_| id)
                }
                Item::Chart(chart, _) => {
                    let id = chart.id.clone();
                    self.charts.insert(id.clone(), spot).map(|_| id)
                }
                _ => None,
            };
            if let Some(id) = known {
                return Err(ReportError::DuplicateId(id));
            }
            let height = item.height();
            placed.push((row, item));
            row += height;
        }
        self.pages.push(Page {
            name,
            items: placed,
        });
        Ok(())
    }

    /// A table with the name of its sheet and the row of its heads.
    pub(super) fn table(&self, id: &Id) -> Option<(&str, RowNum, &Table)> {
        let spot = self.tables.get(id)?;
        let page = &self.pages[spot.page];
        match &page.items[spot.item] {
            (row, Item::Table(item)) => Some((&page.name, row + 1, &item.table)),
            _ => None,
        }
    }

    /// The sheet and the row of a cell of a table.
    pub(super) fn cell(&self, id: &Id, row: Row) -> Option<(&str, RowNum)> {
        let (sheet, head, table) = self.table(id)?;
        Some((sheet, head + 1 + row_in(table, row)?))
    }

    /// The value of a cell of a table.
    pub(super) fn value(&self, id: &Id, row: Row, column: usize) -> Option<&Cell> {
        let (_, _, table) = self.table(id)?;
        match row {
            Row::At(row) => table.rows().get(row)?.get(column),
            Row::Total => table.total()?.get(column),
        }
    }

    /// A data sheet, if it is part of the workbook and has rows.
    pub(super) fn data(&self, id: &Id) -> Option<&DataPage<'a>> {
        let there = |page: &&DataPage<'_>| page.sheet.id == *id && page.sheet.frame.height() > 0;
        self.data.iter().find(there)
    }

    /// Where a link leads: `'客户'!A1`.
    pub(super) fn address(&self, target: &Target) -> Option<String> {
        let (sheet, row) = match target {
            Target::Page(page) => (self.pages.get(*page)?.name.as_str(), 0),
            Target::Data(id) => (self.data(id)?.name.as_str(), 0),
            Target::Part(id) => {
                let spot = self.tables.get(id).or_else(|| self.charts.get(id))?;
                let page = &self.pages[spot.page];
                (page.name.as_str(), page.items[spot.item].0)
            }
        };
        Some(format!("{}A{}", name::prefix(sheet), row + 1))
    }
}

impl DataPage<'_> {
    /// The cells of a column, and the column: `'客户'!$D$2:$D$2358`.
    pub(super) fn range(&self, column: &str) -> Option<(String, &DataColumn)> {
        let place = self.sheet.columns.iter().position(|of| of.name == column)?;
        let letters = name::letters(ColNum::try_from(place).ok()?);
        let last = self.sheet.frame.height() + 1;
        let range = format!("{}${letters}$2:${letters}${last}", name::prefix(&self.name));
        Some((range, &self.sheet.columns[place]))
    }
}

impl Page<'_> {
    /// The row below everything.
    pub(super) fn end(&self) -> RowNum {
        let last = self.items.last();
        last.map_or(0, |(row, item)| row + item.height())
    }
}

impl Item<'_> {
    fn height(&self) -> RowNum {
        match self {
            Self::Table(item) => 2 + body(&item.table),
            Self::Chart(chart, drawing) => chart_rows(chart, drawing),
            _ => 1,
        }
    }
}

/// Lying bars below each other want more room than anything else.
pub(super) fn chart_rows(chart: &ChartBlock, drawing: &Drawing) -> RowNum {
    let more = if chart::is_lying(&chart.chart.shape) {
        drawing.marks().saturating_sub(BARS).min(2 * BARS)
    } else {
        0
    };
    CHART_ROWS + RowNum::try_from(more).unwrap_or_default()
}

/// Rows below the heads.
fn body(table: &Table) -> RowNum {
    let rows = table.rows().len() + usize::from(table.total().is_some());
    RowNum::try_from(rows).unwrap_or(RowNum::MAX / 2)
}

/// First and last row and last column of the cells of a table, without its total; none where there are none.
pub(super) fn extent(first: RowNum, table: &Table) -> Option<(RowNum, RowNum, ColNum)> {
    let below = RowNum::try_from(table.rows().len().checked_sub(1)?).ok()?;
    let right = ColNum::try_from(table.columns().len().checked_sub(1)?).ok()?;
    Some((first, first + below, right))
}

/// How far below the first row.
pub(super) fn row_in(table: &Table, row: Row) -> Option<RowNum> {
    let rows = table.rows().len();
    let place = match row {
        Row::At(row) => (row < rows).then_some(row)?,
        Row::Total => table.total().map(|_| rows)?,
    };
    RowNum::try_from(place).ok()
}

/// Text in lines that fit a page.
pub(super) fn paragraph<'a>(text: &str, line: impl Fn(String) -> Item<'a>) -> Vec<Item<'a>> {
    const LINE: usize = 104;
    text::lines(text, LINE).into_iter().map(line).collect()
}

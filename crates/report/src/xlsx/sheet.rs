//! [`Sheet`]: the sheets to read, item by item.

use rust_xlsxwriter::{ColNum, Format as Look, Formula, RowNum, Url, Worksheet};

use super::chart::Sketch;
use super::formula::{At, formula};
use super::plan::{Item, Page, Plan, TableItem, Target, chart_rows, extent};
use super::style::{MISSING, Style};
use super::value::{number, result, written};
use super::{colours, text, widths};
use crate::{Cell, Format, Live, ReportError, Row, Table};

/// A sheet that is being written.
pub(super) struct Sheet<'p, 'a, 'w> {
    pub(super) plan: &'p Plan<'a>,
    pub(super) page: &'p Page<'a>,
    pub(super) worksheet: &'w mut Worksheet,
    pub(super) style: Style,
}

impl<'a> Sheet<'_, 'a, '_> {
    /// Writes every item. `filtered` is the table that gets filters.
    pub(super) fn write(&mut self, filtered: Option<&Table>) -> Result<(), ReportError> {
        let page = self.page;
        self.worksheet.set_name(&page.name)?;
        self.worksheet.set_screen_gridlines(false);
        let last = widths::set(page, self.worksheet, self.style)?;
        for (row, item) in &page.items {
            self.item(*row, item)?;
        }
        if let Some(table) = filtered {
            self.filter(table)?;
        }
        self.worksheet.set_print_area(0, 0, page.end(), last)?;
        Self::set_up_print(self.worksheet);
        Ok(())
    }

    /// A4, as wide as the page, pages numbered.
    pub(super) fn set_up_print(worksheet: &mut Worksheet) {
        worksheet
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
            .set_footer("&C&A  &P / &N");
    }

    fn item(&mut self, row: RowNum, item: &Item<'a>) -> Result<(), ReportError> {
        match item {
            Item::Title(text) => {
                self.worksheet.set_row_height(row, 28)?;
                self.text(row, text, &self.style.title())
            }
            Item::Heading(text) => self.text(row, text, &self.style.heading()),
            Item::Text(text) => self.text(row, text, &self.style.plain()),
            Item::Remark(text) => self.text(row, text, &self.style.remark()),
            Item::Warning(text) => self.text(row, text, &self.style.warning()),
            Item::Link(text, target) => self.link(row, text, target),
            Item::Table(item) => self.table(row, item),
            Item::Chart(block, drawing) => {
                let sketch = Sketch {
                    plan: self.plan,
                    block,
                    drawing,
                    style: self.style,
                };
                self.chart(row, &sketch)
            }
            Item::Blank => Ok(()),
        }
    }

    fn text(&mut self, row: RowNum, text: &str, look: &Look) -> Result<(), ReportError> {
        let text = text::cell(text, self.style.lang).into_owned();
        written(self.worksheet, (row, 0), &text, look)
    }

    fn link(&mut self, row: RowNum, text: &str, target: &Target) -> Result<(), ReportError> {
        let Some(address) = self.plan.address(target) else {
            return self.text(row, text, &self.style.plain());
        };
        let text = text::cell(text, self.style.lang).into_owned();
        let url = Url::new(format!("internal:{address}"));
        let look = self.style.link();
        self.worksheet
            .write_url_with_options(row, 0, url, text, "", Some(&look))?;
        Ok(())
    }

    /// The caption, which is the title of the picture, and the picture over the rows below it.
    fn chart(&mut self, row: RowNum, sketch: &Sketch<'_, '_>) -> Result<(), ReportError> {
        let caption = sketch.block.chart.caption.title.as_str();
        self.text(row, caption, &self.style.caption())?;
        let Some(mut chart) = sketch.chart((&self.page.name, row)) else {
            return Ok(());
        };
        let (height, _) = self.style.cell_pixels();
        let rows = chart_rows(sketch.block, sketch.drawing);
        chart.set_width(800).set_height((rows - 2) * height);
        self.worksheet
            .insert_chart_with_offset(row + 1, 0, &chart, 2, 2)?;
        Ok(())
    }

    fn table(&mut self, row: RowNum, item: &TableItem<'a>) -> Result<(), ReportError> {
        let (table, lang) = (&*item.table, self.style.lang);
        self.text(row, &item.caption, &self.style.caption())?;
        for (place, column) in (0..).zip(table.columns()) {
            let head = text::cell(&column.head(lang), lang).into_owned();
            let look = self.style.head(column.format);
            written(self.worksheet, (row + 1, place), &head, &look)?;
        }
        for (below, cells) in (0..).zip(table.rows()) {
            self.cells(table, Row::At(below), cells)?;
        }
        if let Some(cells) = table.total() {
            self.cells(table, Row::Total, cells)?;
        }
        colours::set(row + 2, item, self.worksheet)
    }

    fn cells(&mut self, table: &Table, row: Row, cells: &[Cell]) -> Result<(), ReportError> {
        let Some((_, line)) = self.plan.cell(&table.id, row) else {
            return Ok(());
        };
        for (place, (cell, column)) in cells.iter().zip(table.columns()).enumerate() {
            let live = table.live_of(row, place);
            let look = match row {
                Row::At(_) => self.style.cell(cell, column.format, live.is_some()),
                Row::Total => self.style.total(cell, column.format, live.is_some()),
            };
            let at = (line, ColNum::try_from(place).unwrap_or(ColNum::MAX));
            let of = At::Table {
                table: &table.id,
                row,
                column: place,
            };
            if !self.live(at, live.map(|live| (live, of)), cell, &look)? {
                self.value(at, cell, &look)?;
            }
        }
        Ok(())
    }

    /// Writes a cell as a formula with its value as the first result; false where it is none.
    fn live(
        &mut self,
        (row, column): (RowNum, ColNum),
        live: Option<(&Live, At<'_>)>,
        cell: &Cell,
        look: &Look,
    ) -> Result<bool, ReportError> {
        let Some((live, at)) = live else {
            return Ok(false);
        };
        // A sum of nothing but undefined values is undefined.
        let undefined = matches!((live, cell), (Live::Above(_), Cell::Empty));
        let formula = formula(self.plan, live, at).filter(|_| !undefined);
        let (Some(formula), Some(result)) = (formula, result(cell)) else {
            return Ok(false);
        };
        let written = Formula::new(formula.text).set_result(result);
        if formula.array {
            self.worksheet
                .write_array_formula_with_format(row, column, row, column, written, look)?;
        } else {
            self.worksheet
                .write_formula_with_format(row, column, written, look)?;
        }
        Ok(true)
    }

    fn value(
        &mut self,
        (row, column): (RowNum, ColNum),
        cell: &Cell,
        look: &Look,
    ) -> Result<(), ReportError> {
        if let Some(number) = number(cell) {
            self.worksheet
                .write_number_with_format(row, column, number, look)?;
            return Ok(());
        }
        let lang = self.style.lang;
        let shown = match cell {
            Cell::Text(text) => text::cell(text, lang).into_owned(),
            Cell::Suppressed { .. } => cell.display(Format::Count, lang),
            _ => MISSING.to_owned(),
        };
        written(self.worksheet, (row, column), &shown, look)
    }

    fn filter(&mut self, table: &Table) -> Result<(), ReportError> {
        let Some((_, head, _)) = self.plan.table(&table.id) else {
            return Ok(());
        };
        let Some((_, bottom, right)) = extent(head + 1, table) else {
            return Ok(());
        };
        self.worksheet.autofilter(head, 0, bottom, right)?;
        Ok(())
    }
}

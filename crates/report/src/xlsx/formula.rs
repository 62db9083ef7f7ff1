//! [`Live`] expressions as formulas of a workbook.
//!
//! Every function is known to Excel 2010, WPS and `LibreOffice`. Numbers that are compared are rounded to
//! nine decimals, because programs add up in different orders: a value that is its mean must stay so.

mod criteria;

use rust_xlsxwriter::{ColNum, RowNum};

use super::name;
use super::plan::{DataPage, Plan};
use super::style::MISSING;
use super::text;
use crate::{Condition, Field, FlowFunction, Id, Live, Operation, Place, Row, Statistic};
use criteria::Criteria;

/// Text that a formula can hold.
const TEXT: usize = 255;

/// The cell that a formula stands in.
#[derive(Clone, Copy)]
pub(super) enum At<'a> {
    /// One of a table of the report.
    Table {
        table: &'a Id,
        row: Row,
        column: usize,
    },
    /// One of a data sheet.
    Record { page: &'a DataPage<'a>, row: RowNum },
}

/// A formula, and whether it goes over cells one by one.
pub(super) struct Formula {
    pub(super) text: String,
    pub(super) array: bool,
}

/// How tightly the operations of an expression bind.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Binding {
    Sum,
    Product,
    Whole,
}

/// The formula of an expression in a cell; none where it reads what the workbook lacks.
pub(super) fn formula(plan: &Plan<'_>, live: &Live, at: At<'_>) -> Option<Formula> {
    let mut writer = Writer {
        plan,
        at,
        array: false,
    };
    let text = writer.expression(live, Binding::Sum)?;
    let undefined = match at {
        At::Table { .. } => MISSING,
        At::Record { .. } => "",
    };
    let text = if can_fail(live) {
        format!("IFERROR({text},\"{undefined}\")")
    } else {
        text
    };
    // The longest formula that Excel reads.
    let fits = text::length(&text) <= 8_000;
    fits.then_some(Formula {
        text,
        array: writer.array,
    })
}

/// Whether a value may be undefined: a quotient, a statistic of nothing, or what is made of such a cell.
fn can_fail(live: &Live) -> bool {
    let mut fails = false;
    let is_cell = |live: &Live| matches!(live, Live::Cell(_) | Live::Here(_));
    live.visit(&mut |part| {
        fails |= match part {
            Live::Of { statistic, .. } => *statistic != Statistic::Sum,
            Live::Flows { .. } | Live::Ln(_) => true,
            Live::Combined(left, operation, right) => {
                matches!(operation, Operation::Over | Operation::Power)
                    || is_cell(left)
                    || is_cell(right)
            }
            _ => false,
        };
    });
    fails
}

struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
    at: At<'p>,
    array: bool,
}

impl Writer<'_, '_> {
    fn expression(&mut self, live: &Live, around: Binding) -> Option<String> {
        match live {
            Live::Number(number) => literal(*number, around),
            Live::Text(words) => quoted(words),
            Live::Rows { sheet, among } => self.rows(sheet, among),
            Live::Of {
                statistic,
                field,
                among,
            } => self.statistic(*statistic, field, among),
            Live::Cell(place) => self.cell(place),
            Live::Here(column) => self.here(*column),
            Live::Head => self.head(),
            Live::Above(column) => self.above(*column),
            Live::Own(column) => self.own(column),
            Live::Combined(left, operation, right) => {
                self.combined(left, *operation, right, around)
            }
            Live::Ln(of) => Some(format!("LN({})", self.expression(of, Binding::Sum)?)),
            Live::Choice(number, options) => {
                let number = self.expression(number, Binding::Sum)?;
                let options = options
                    .iter()
                    .map(|option| self.expression(option, Binding::Sum));
                let options: Option<Vec<String>> = options.collect();
                Some(format!("CHOOSE({number},{})", options?.join(",")))
            }
            Live::Passed { cells, value } => self.passed(cells, value),
            Live::Flows {
                function,
                cells,
                rate,
            } => self.flows(*function, cells, rate),
        }
    }

    fn combined(
        &mut self,
        left: &Live,
        operation: Operation,
        right: &Live,
        around: Binding,
    ) -> Option<String> {
        let (sign, own) = match operation {
            Operation::Plus => ("+", Binding::Sum),
            Operation::Minus => ("-", Binding::Sum),
            Operation::Times => ("*", Binding::Product),
            Operation::Over => ("/", Binding::Product),
            Operation::Power => {
                let left = self.expression(left, Binding::Whole)?;
                let right = self.expression(right, Binding::Whole)?;
                return Some(format!("{left}^{right}"));
            }
            Operation::Exceeds => {
                let left = self.expression(left, Binding::Sum)?;
                let right = self.expression(right, Binding::Product)?;
                return Some(format!("(ROUND({left}-{right},9)>0)"));
            }
        };
        let left = self.expression(left, own)?;
        // a − (b − c) and a / (b / c) keep their brackets.
        let tight = match (operation, own) {
            (Operation::Minus, _) => Binding::Product,
            (Operation::Over, _) => Binding::Whole,
            (_, own) => own,
        };
        let right = self.expression(right, tight)?;
        let text = format!("{left}{sign}{right}");
        Some(if own < around {
            format!("({text})")
        } else {
            text
        })
    }

    fn rows(&mut self, sheet: &Id, among: &[Condition]) -> Option<String> {
        if among.is_empty() {
            let page = self.plan.data(sheet)?;
            let (range, _) = page.range(&page.sheet.columns.first()?.name)?;
            return Some(format!("ROWS({range})"));
        }
        let criteria = self.criteria(among)?;
        Some(match criteria.pairs() {
            Some(pairs) => format!("COUNTIFS({pairs})"),
            None => format!("SUMPRODUCT(1*{})", criteria.product()),
        })
    }

    fn statistic(
        &mut self,
        statistic: Statistic,
        field: &Field,
        among: &[Condition],
    ) -> Option<String> {
        let (range, _) = self.plan.data(&field.sheet)?.range(&field.column)?;
        if among.is_empty() {
            return Some(of_all(statistic, &range));
        }
        let criteria = self.criteria(among)?;
        let product = criteria.product();
        Some(match (statistic, criteria.pairs()) {
            (Statistic::Sum, Some(pairs)) => format!("SUMIFS({range},{pairs})"),
            (Statistic::Mean, Some(pairs)) => format!("AVERAGEIFS({range},{pairs})"),
            (Statistic::Sum, None) => format!("SUMPRODUCT(1*{product},{range})"),
            _ => {
                self.array = true;
                let chosen = format!("IF({product}*ISNUMBER({range}),{range})");
                of_all(statistic, &chosen)
            }
        })
    }

    fn passed(&mut self, cells: &[Place], value: &Live) -> Option<String> {
        if cells.is_empty() {
            return Some("0".to_owned());
        }
        let range = self.column_of(cells)?;
        let value = self.expression(value, Binding::Sum)?;
        Some(format!("SUMPRODUCT(1*(ROUND({range},9)<{value}))"))
    }

    fn flows(&mut self, function: FlowFunction, cells: &[Place], rate: &Live) -> Option<String> {
        let range = self.column_of(cells)?;
        let rate = self.expression(rate, Binding::Sum)?;
        Some(match function {
            FlowFunction::NetPresentValue => format!("NPV({rate},{range})"),
            FlowFunction::InternalRate => format!("IRR({range})"),
            FlowFunction::ModifiedInternalRate => format!("MIRR({range},{rate},{rate})"),
        })
    }

    /// Cells that stand below each other.
    fn column_of(&self, cells: &[Place]) -> Option<String> {
        let (first, last) = cells.first().zip(cells.last())?;
        let (sheet, top) = self.plan.cell(&first.table, first.row)?;
        let (_, bottom) = self.plan.cell(&last.table, last.row)?;
        let column = ColNum::try_from(first.column).ok()?;
        Some(format!(
            "{}{}:{}",
            self.prefix(sheet),
            name::fixed(top, column),
            name::fixed(bottom, column)
        ))
    }

    fn cell(&self, place: &Place) -> Option<String> {
        let (sheet, row) = self.plan.cell(&place.table, place.row)?;
        let column = ColNum::try_from(place.column).ok()?;
        Some(format!(
            "{}{}",
            self.prefix(sheet),
            name::fixed(row, column)
        ))
    }

    /// The row moves with the formula when the table is sorted.
    fn here(&self, column: usize) -> Option<String> {
        let At::Table { table, row, .. } = self.at else {
            return None;
        };
        let (_, row) = self.plan.cell(table, row)?;
        Some(format!("${}{}", letters(column)?, row + 1))
    }

    fn head(&self) -> Option<String> {
        let At::Table { table, column, .. } = self.at else {
            return None;
        };
        let (_, head, _) = self.plan.table(table)?;
        Some(format!("{}${}", letters(column)?, head + 1))
    }

    fn above(&self, column: usize) -> Option<String> {
        let At::Table { table, row, .. } = self.at else {
            return None;
        };
        let (_, head, _) = self.plan.table(table)?;
        let (_, row) = self.plan.cell(table, row)?;
        let column = letters(column)?;
        (row > head + 1).then(|| format!("SUM({column}{}:{column}{row})", head + 2))
    }

    fn own(&self, column: &str) -> Option<String> {
        let At::Record { page, row } = self.at else {
            return None;
        };
        let columns = &page.sheet.columns;
        let place = columns.iter().position(|of| of.name == column)?;
        Some(format!("{}{}", letters(place)?, row + 1))
    }

    /// The name of a sheet, unless the formula stands on it.
    fn prefix(&self, sheet: &str) -> String {
        let own = match self.at {
            At::Table { table, .. } => self.plan.table(table).map(|(sheet, ..)| sheet),
            At::Record { page, .. } => Some(page.name.as_str()),
        };
        if own == Some(sheet) {
            String::new()
        } else {
            name::prefix(sheet)
        }
    }

    fn criteria(&mut self, among: &[Condition]) -> Option<Criteria> {
        let all = among.iter().map(|condition| self.criterion(condition));
        all.collect::<Option<Vec<_>>>().map(Criteria)
    }
}

fn of_all(statistic: Statistic, values: &str) -> String {
    match statistic {
        Statistic::Sum => format!("SUM({values})"),
        Statistic::Mean => format!("AVERAGE({values})"),
        Statistic::Min => format!("MIN({values})"),
        Statistic::Max => format!("MAX({values})"),
        Statistic::Median => format!("MEDIAN({values})"),
        Statistic::Quantile(quarter, 4) => format!("QUARTILE.INC({values},{quarter})"),
        Statistic::Quantile(part, parts) => format!("PERCENTILE.INC({values},{part}/{parts})"),
    }
}

fn letters(column: usize) -> Option<String> {
    Some(name::letters(ColNum::try_from(column).ok()?))
}

fn literal(number: f64, around: Binding) -> Option<String> {
    let text = number.to_string();
    let fenced = number < 0.0 && around > Binding::Sum;
    number
        .is_finite()
        .then(|| if fenced { format!("({text})") } else { text })
}

fn quoted(words: &str) -> Option<String> {
    let fits = text::length(words) <= TEXT && !words.contains(char::is_control);
    fits.then(|| format!("\"{}\"", words.replace('"', "\"\"")))
}

//! [`Live`]: how a cell follows from other cells, for documents that calculate.

use std::collections::BTreeSet;
use std::ops::{Add, Div, Mul, Sub};

use crate::Id;

/// A figure as an expression over data sheets and tables.
///
/// It stands beside the value, never in its place: a workbook makes a formula of it, whose first result
/// is the value; every other document shows the value alone.
///
/// ```
/// use fourr_report::{Field, Live};
/// let amount = Field::new("customers", "amount");
/// let segment = Field::new("customers", "segment");
/// // The amount of the segment that the row's first cell names, as a share of all amounts.
/// let share = amount.sum([segment.is(Live::Here(0))]) / amount.sum([]);
/// assert!(share.sheets().contains(&"customers".into()));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Live {
    /// A number.
    Number(f64),
    /// Words, in full at most 255 characters.
    Text(String),
    /// How many rows of a data sheet meet all conditions.
    Rows {
        /// The sheet.
        sheet: Id,
        /// The conditions.
        among: Vec<Condition>,
    },
    /// A statistic of the values of a field in the rows that meet all conditions; rows without a value
    /// do not count, and nothing comes of no values but a sum of zero.
    Of {
        /// The statistic.
        statistic: Statistic,
        /// The values.
        field: Field,
        /// The conditions.
        among: Vec<Condition>,
    },
    /// A cell of a table of the report.
    Cell(Place),
    /// The cell of the same row in another column of the same table.
    Here(usize),
    /// The head of the column that the cell is in.
    Head,
    /// The sum of the rows above, in this column of the same table.
    Above(usize),
    /// The value of the same row in another column of the same data sheet.
    Own(String),
    /// Two expressions combined.
    Combined(Box<Self>, Operation, Box<Self>),
    /// The natural logarithm; nothing where there is none.
    Ln(Box<Self>),
    /// One of some expressions by number, 1 for the first.
    Choice(Box<Self>, Vec<Self>),
    /// How many of some cells are less than a value.
    Passed {
        /// The cells, those of one column of a table in rows below each other.
        cells: Vec<Place>,
        /// The value.
        value: Box<Self>,
    },
    /// What a spreadsheet's own function makes of flows in cells below each other.
    Flows {
        /// The function.
        function: FlowFunction,
        /// The flows, those of one column of a table in rows below each other.
        cells: Vec<Place>,
        /// The rate of a period; the internal rate has no use for one.
        rate: Box<Self>,
    },
}

/// Functions of flows, one a period, that spreadsheets know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowFunction {
    /// Their net present value, the first discounted once: `NPV`.
    NetPresentValue,
    /// The rate at which they are worth nothing: `IRR`.
    InternalRate,
    /// The same with outflows and inflows carried at the rate: `MIRR`.
    ModifiedInternalRate,
}

/// A column of a data sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// The sheet.
    pub sheet: Id,
    /// The column's name in the sheet's frame.
    pub column: String,
}

/// A condition on the rows of a data sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// What is compared.
    pub field: Field,
    /// How it is compared.
    pub comparison: Comparison,
    /// What it is compared with: for texts, as the sheet shows them.
    pub with: Live,
}

/// How values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal; for texts in every character, nothing in them being a wildcard.
    Equal,
    /// Less.
    Less,
    /// Less or equal.
    AtMost,
    /// More.
    More,
    /// More or equal.
    AtLeast,
}

/// Statistics of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// The sum.
    Sum,
    /// The mean.
    Mean,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The median.
    Median,
    /// The quantile of type 7 (Hyndman and Fan 1996) at a fraction.
    Quantile(u32, u32),
}

/// What two expressions make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Their sum.
    Plus,
    /// Their difference.
    Minus,
    /// Their product.
    Times,
    /// Their quotient; nothing where the second is zero.
    Over,
    /// The first to the power of the second; nothing where that has no value.
    Power,
    /// 1 where the first is more than the second by more than an error of rounding, else 0.
    Exceeds,
}

/// A cell of a table of the report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The table.
    pub table: Id,
    /// Its row.
    pub row: Row,
    /// Its column, counted from 0.
    pub column: usize,
}

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// One of the rows, counted from 0.
    At(usize),
    /// The total.
    Total,
}

impl Live {
    /// How many rows of a sheet meet all conditions.
    pub fn rows(sheet: impl Into<Id>, among: impl IntoIterator<Item = Condition>) -> Self {
        Self::Rows {
            sheet: sheet.into(),
            among: among.into_iter().collect(),
        }
    }

    /// A cell of a table.
    pub fn cell(table: impl Into<Id>, row: Row, column: usize) -> Self {
        Self::Cell(Place {
            table: table.into(),
            row,
            column,
        })
    }

    /// The same row of a data sheet in another column.
    pub fn own(column: impl Into<String>) -> Self {
        Self::Own(column.into())
    }

    /// 1 where this is more than `other` by more than an error of rounding, else 0.
    #[must_use]
    pub fn exceeds(self, other: impl Into<Self>) -> Self {
        self.combined(Operation::Exceeds, other.into())
    }

    /// This to the power of another.
    #[must_use]
    pub fn power(self, exponent: Self) -> Self {
        self.combined(Operation::Power, exponent)
    }

    /// Its natural logarithm.
    #[must_use]
    pub fn ln(self) -> Self {
        Self::Ln(Box::new(self))
    }

    /// The data sheets that it reads.
    pub fn sheets(&self) -> BTreeSet<Id> {
        let mut sheets = BTreeSet::new();
        self.visit(&mut |live| match live {
            Self::Rows { sheet, .. } => {
                sheets.insert(sheet.clone());
            }
            Self::Of { field, .. } => {
                sheets.insert(field.sheet.clone());
            }
            _ => {}
        });
        sheets
    }

    /// Calls `see` with this expression and all those it is made of.
    pub(crate) fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        match self {
            Self::Rows { among, .. } | Self::Of { among, .. } => {
                for condition in among {
                    condition.with.visit(see);
                }
            }
            Self::Combined(left, _, right) => {
                left.visit(see);
                right.visit(see);
            }
            Self::Choice(number, options) => {
                number.visit(see);
                for option in options {
                    option.visit(see);
                }
            }
            Self::Passed { value, .. } => value.visit(see),
            Self::Ln(of) => of.visit(see),
            Self::Flows { rate, .. } => rate.visit(see),
            Self::Number(_)
            | Self::Text(_)
            | Self::Cell(_)
            | Self::Here(_)
            | Self::Head
            | Self::Above(_)
            | Self::Own(_) => {}
        }
    }

    fn combined(self, operation: Operation, other: Self) -> Self {
        Self::Combined(Box::new(self), operation, Box::new(other))
    }
}

impl Field {
    /// A column of a sheet.
    pub fn new(sheet: impl Into<Id>, column: impl Into<String>) -> Self {
        Self {
            sheet: sheet.into(),
            column: column.into(),
        }
    }

    /// The sum of its values in the rows that meet all conditions.
    pub fn sum(&self, among: impl IntoIterator<Item = Condition>) -> Live {
        self.of(Statistic::Sum, among)
    }

    /// The mean of its values in the rows that meet all conditions.
    pub fn mean(&self, among: impl IntoIterator<Item = Condition>) -> Live {
        self.of(Statistic::Mean, among)
    }

    /// A statistic of its values in the rows that meet all conditions.
    pub fn of(&self, statistic: Statistic, among: impl IntoIterator<Item = Condition>) -> Live {
        Live::Of {
            statistic,
            field: self.clone(),
            among: among.into_iter().collect(),
        }
    }

    /// That its value equals another.
    pub fn is(&self, value: impl Into<Live>) -> Condition {
        self.compared(Comparison::Equal, value)
    }

    /// That its value stands to another as `comparison` says.
    pub fn compared(&self, comparison: Comparison, with: impl Into<Live>) -> Condition {
        Condition {
            field: self.clone(),
            comparison,
            with: with.into(),
        }
    }
}

impl From<f64> for Live {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Live {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Add for Live {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.combined(Operation::Plus, other)
    }
}

impl Sub for Live {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.combined(Operation::Minus, other)
    }
}

impl Mul for Live {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        self.combined(Operation::Times, other)
    }
}

impl Div for Live {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        self.combined(Operation::Over, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_found_in_every_corner() {
        let field = |sheet: &'static str| Field::new(sheet, "x");
        let condition = field("a").is(field("b").mean([]));
        let live = Live::Choice(
            Box::new(Live::rows("a", [condition])),
            vec![
                Live::Number(1.0) + field("c").sum([]),
                Live::Passed {
                    cells: Vec::new(),
                    value: Box::new(Live::rows("d", [])),
                },
            ],
        );
        let sheets: Vec<String> = live.sheets().iter().map(ToString::to_string).collect();
        assert_eq!(sheets, ["a", "b", "c", "d"]);
    }
}

//! [`DateRules`]: the conventions of reading a date.

use serde::{Deserialize, Serialize};

use super::{scanner::Scanner, written};
use crate::fold;

/// Conventions where people disagree about what a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DateRules {
    /// Hours by which local time is ahead of UTC, for epoch values and times with a zone [default: 8]
    pub epoch_offset_hours: i8,
    /// The day an Excel workbook counts from [default: 1900]
    pub excel: ExcelEpoch,
    /// Whether the month comes first in 03/04/2021 [default: unknown]
    pub day_order: DayOrder,
    /// What to do with 2021年12月 [default: reject]
    pub partial: Partial,
}

impl Default for DateRules {
    fn default() -> Self {
        Self {
            epoch_offset_hours: 8,
            excel: ExcelEpoch::default(),
            day_order: DayOrder::default(),
            partial: Partial::default(),
        }
    }
}

/// The day that Excel serials count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum ExcelEpoch {
    /// Excel for Windows: serial 61 is 1900-03-01.
    #[default]
    #[serde(rename = "1900")]
    Y1900,
    /// Old workbooks of Excel for Mac: serial 0 is 1904-01-01, 1462 days later.
    #[serde(rename = "1904")]
    Y1904,
}

/// Which of day and month comes first where the year comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// Not known: only 12/25/2021, where one part exceeds 12, and 3/3/2021 have one reading.
    #[default]
    Unknown,
    /// As in the United States: 03/04/2021 is in March.
    MonthFirst,
    /// As in Europe: 03/04/2021 is in April.
    DayFirst,
}

impl DayOrder {
    /// The order that one cell proves: day first in 31/12/2020. `Unknown` for every other cell.
    pub fn proven_by(cell: &str) -> Self {
        let folded = fold::trimmed(cell);
        match written::read(&mut Scanner::new(&folded)) {
            Some(written::Written::YearLast { first, second, .. }) => {
                match (first > 12, second > 12) {
                    (true, false) => Self::DayFirst,
                    (false, true) => Self::MonthFirst,
                    _ => Self::Unknown,
                }
            }
            _ => Self::Unknown,
        }
    }

    /// The order that the cells of a column prove; `Unknown` when none does or two contradict.
    ///
    /// ```
    /// use fourr_cell::date::DayOrder;
    /// assert_eq!(DayOrder::infer(["03/04/2021", "12/25/2021"]), DayOrder::MonthFirst);
    /// assert_eq!(DayOrder::infer(["31/12/2020", "12/25/2021"]), DayOrder::Unknown);
    /// ```
    pub fn infer<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut proven = Self::Unknown;
        for order in cells.into_iter().map(Self::proven_by) {
            match (proven, order) {
                (_, Self::Unknown) => {}
                (Self::Unknown, order) => proven = order,
                (before, order) if before == order => {}
                _ => return Self::Unknown,
            }
        }
        proven
    }
}

/// What a date without a day stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Partial {
    /// For nothing: it is the fault `partial`.
    #[default]
    Reject,
    /// For its first day: 2021年12月 is 2021-12-01, 2021年 is 2021-01-01.
    FirstDay,
}

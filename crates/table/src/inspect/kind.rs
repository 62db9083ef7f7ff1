//! [`Kind`]: what the cells of a column are, whatever type they are stored in.

use std::collections::BTreeSet;

use fourr_cell::date::{self, DateRules};
use fourr_cell::missing;
use fourr_cell::number;
use polars::prelude::*;
use serde::Serialize;

use crate::role::Role;

/// What the cells of a column are, whatever type they are stored in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Nothing but missing values.
    Empty,
    /// Yes and no.
    Boolean,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Days, with or without a time.
    Date,
    /// Numbers or codes that name something; leading zeros count.
    Id,
    /// One of a few values.
    Category,
    /// Anything else.
    Text,
}

/// Words for yes and no, in the order in which a pair of them is looked for.
const BOOLEANS: [[&str; 2]; 6] = [
    ["是", "否"],
    ["有", "无"],
    ["y", "n"],
    ["yes", "no"],
    ["true", "false"],
    ["t", "f"],
];

impl Kind {
    /// Judges by type, role and a sample.
    pub(super) fn of(sample: &Column, role: Option<Role>) -> Self {
        match sample.dtype() {
            DataType::Boolean => Self::Boolean,
            DataType::Date | DataType::Datetime(..) => Self::Date,
            dtype if dtype.is_integer() => {
                if names_something(role) {
                    Self::Id
                } else {
                    Self::Integer
                }
            }
            dtype if dtype.is_primitive_numeric() || dtype.is_decimal() => Self::Number,
            DataType::String => of_text(sample, role),
            DataType::Null => Self::Empty,
            DataType::Categorical(..) | DataType::Enum(..) => Self::Category,
            _ => Self::Text,
        }
    }
}

/// Whether the role is played by names and numbers of persons and things.
fn names_something(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Customer | Role::Order | Role::Phone))
}

fn of_text(sample: &Column, role: Option<Role>) -> Kind {
    let Ok(sample) = sample.str() else {
        return Kind::Text;
    };
    let cells: Vec<&str> = sample
        .iter()
        .flatten()
        .filter(|cell| missing::classify(cell).is_none())
        .collect();
    if cells.is_empty() {
        return Kind::Empty;
    }
    let share = |percent: usize, test: &dyn Fn(&str) -> bool| {
        let passed = cells.iter().filter(|cell| test(cell)).count();
        passed * 100 >= cells.len() * percent
    };
    let most = |test: &dyn Fn(&str) -> bool| share(90, test);
    if is_boolean(&cells) {
        return Kind::Boolean;
    }
    // A column that plays the time was confirmed to hold dates, however many are broken.
    let is_time = role == Some(Role::Time);
    if share(if is_time { 50 } else { 80 }, &|cell| {
        is_date(cell, is_time)
    }) {
        return Kind::Date;
    }
    if names_something(role) || cells.iter().any(|cell| has_leading_zero(cell)) {
        return Kind::Id;
    }
    if most(&|cell| number::parse_fixed4(cell).is_ok()) {
        let whole = |cell: &str| number::parse_fixed4(cell).is_ok_and(|value| value % 10_000 == 0);
        return if most(&whole) && !cells.iter().any(|cell| cell.contains('.')) {
            Kind::Integer
        } else {
            Kind::Number
        };
    }
    of_words(&cells)
}

fn is_boolean(cells: &[&str]) -> bool {
    let distinct: BTreeSet<String> = cells
        .iter()
        .map(|cell| cell.trim().to_lowercase())
        .collect();
    BOOLEANS
        .iter()
        .any(|pair| distinct.iter().all(|cell| pair.contains(&cell.as_str())))
}

/// Bare digits are dates only where the column is called so, or where all eight of them make one: 20240305.
fn is_date(cell: &str, is_time: bool) -> bool {
    let digits = cell
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let plausible = !digits
        || is_time
        || (cell.len() == 8 && (cell.starts_with("19") || cell.starts_with("20")));
    plausible && date::parse(cell, &DateRules::default()).is_ok()
}

fn has_leading_zero(cell: &str) -> bool {
    cell.len() > 1 && cell.starts_with('0') && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words that recur are categories; single codes with digits that do not are ids.
fn of_words(cells: &[&str]) -> Kind {
    const FEW: usize = 50;
    let distinct = cells.iter().collect::<BTreeSet<_>>().len();
    if distinct <= FEW && (distinct * 2 <= cells.len() || distinct <= 2) {
        return Kind::Category;
    }
    let codes = cells.iter().filter(|cell| {
        cell.bytes().any(|byte| byte.is_ascii_digit())
            && cell
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_*".contains(&byte))
    });
    if codes.count() * 10 >= cells.len() * 9 {
        Kind::Id
    } else {
        Kind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_recognised_by_its_cells() {
        let cases: [(&[&str], Kind); 10] = [
            (&["1", "2", "N/A"], Kind::Integer),
            (&["¥1,234.50", "3", "1.2万"], Kind::Number),
            (&["2024年3月5日", "2024/3/6"], Kind::Date),
            (&["19970101", "19970118"], Kind::Date),
            (&["007", "123"], Kind::Id),
            (&["是", "否", "是"], Kind::Boolean),
            (&["A1001", "A1002", "A1003"], Kind::Id),
            (&["男", "女", "男", "女"], Kind::Category),
            (&["张三丰", "李四", "王五"], Kind::Text),
            (&["", "-"], Kind::Empty),
        ];
        for (cells, expected) in cases {
            let column = Column::new("a".into(), cells);
            assert_eq!(Kind::of(&column, None), expected, "{cells:?}");
        }
        let serials = Column::new("a".into(), ["44531", "44532"]);
        assert_eq!(Kind::of(&serials, Some(Role::Time)), Kind::Date);
        assert_eq!(Kind::of(&serials, None), Kind::Integer);
    }
}

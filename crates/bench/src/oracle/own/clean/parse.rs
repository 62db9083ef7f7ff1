//! Text becomes numbers, days, times and truth values.

use fourr_clean::recipe::{Parse, ParseKind};
use polars::prelude::*;
use serde_json::json;

use super::{
    Stop,
    moments::{self, Conventions, Order},
    numbers::{self, Reading},
    source::any,
    spelling::{is_half_width, is_one_of, trimmed},
};

const YES: [&str; 9] = ["是", "有", "对", "y", "yes", "true", "t", "1", "√"];
const NO: [&str; 11] = [
    "否", "没有", "无", "不", "错", "n", "no", "false", "f", "0", "×",
];

/// Up to here whole numbers are exact in a float.
const EXACT: f64 = 9e15;

pub(super) fn parse(frame: &DataFrame, rules: &Parse) -> Result<DataFrame, Stop> {
    let mut read = Vec::new();
    for name in &rules.columns {
        let dtype = frame.column(name)?.dtype().clone();
        let value = match (&dtype, rules.kind) {
            (DataType::String, ParseKind::Number) => number(frame, name, rules)?,
            (DataType::String, ParseKind::Integer) => {
                let number = number(frame, name, rules)?;
                whole(frame, &number)?
            }
            (DataType::String, ParseKind::Date) => moment(frame, name, rules)?.dt().date(),
            (DataType::String, ParseKind::Datetime) => moment(frame, name, rules)?,
            (DataType::String, ParseKind::Boolean) => boolean(frame, name, rules)?,
            (DataType::Float64 | DataType::Int64, ParseKind::Number)
            | (DataType::Int64, ParseKind::Integer)
            | (DataType::Boolean, ParseKind::Boolean) => col(name.as_str()),
            (DataType::Float64, ParseKind::Integer) => whole(frame, &col(name.as_str()))?,
            (DataType::Date | DataType::Datetime(..), ParseKind::Date) => {
                col(name.as_str()).cast(DataType::Date)
            }
            (DataType::Date | DataType::Datetime(..), ParseKind::Datetime) => {
                col(name.as_str()).cast(DataType::Datetime(TimeUnit::Microseconds, None))
            }
            _ => return Err(Stop::Beyond),
        };
        read.push(value.alias(name.as_str()));
    }
    Ok(frame.clone().lazy().with_columns(read).collect()?)
}

/// The value of a reading that leaves nothing open.
pub(super) fn sure(frame: &DataFrame, reading: Reading) -> Result<Expr, Stop> {
    if any(frame, reading.open)? {
        return Err(Stop::Beyond);
    }
    Ok(reading.value)
}

fn number(frame: &DataFrame, name: &str, rules: &Parse) -> Result<Expr, Stop> {
    if !rules.units.is_empty() {
        return Err(Stop::Beyond);
    }
    let points = json!(rules.percent) == json!("points");
    let cell = trimmed(frame, name)?;
    sure(frame, numbers::read(&cell, points))
}

/// Whole numbers; others are none. What is whole but for less than a ten-thousandth is not judged.
fn whole(frame: &DataFrame, number: &Expr) -> Result<Expr, Stop> {
    let size = number.clone().abs();
    let rest = (number.clone() - number.clone().floor()).abs();
    let almost = rest.clone().gt(lit(0.0)).and(
        rest.clone()
            .lt(lit(1e-4))
            .or(rest.clone().gt(lit(1.0 - 1e-4))),
    );
    if any(frame, size.gt(lit(EXACT)).or(almost))? {
        return Err(Stop::Beyond);
    }
    Ok(when(rest.eq(lit(0.0)))
        .then(number.clone())
        .otherwise(lit(NULL))
        .cast(DataType::Int64))
}

fn moment(frame: &DataFrame, name: &str, rules: &Parse) -> Result<Expr, Stop> {
    let order = match json!(rules.day_order).as_str() {
        None | Some("unknown") => Order::Unknown,
        Some("day_first") => Order::DayFirst,
        Some("month_first") => Order::MonthFirst,
        Some(_) => return Err(Stop::Beyond),
    };
    let cell = trimmed(frame, name)?;
    let usual = Conventions::default();
    let conventions = Conventions {
        order,
        ahead: rules.epoch_offset_hours.unwrap_or(usual.ahead),
    };
    sure(frame, moments::read(frame, &cell, conventions)?)
}

/// Words for true and false; any other cell is neither.
fn boolean(frame: &DataFrame, name: &str, rules: &Parse) -> Result<Expr, Stop> {
    let words = |given: &[String], default: &[&str], own: &str, other: &str| {
        if given.is_empty() {
            return Ok(default.iter().map(|word| (*word).to_owned()).collect());
        }
        let given = given.iter().map(|word| word.trim().to_lowercase());
        // What is written is read again.
        let words: Vec<String> = given.chain([own.to_owned()]).collect();
        let known = words
            .iter()
            .all(|word| is_half_width(word) && word != other);
        known.then_some(words).ok_or(Stop::Beyond)
    };
    let yes = words(&rules.yes, &YES, "true", "false")?;
    let mut no = words(&rules.no, &NO, "false", "true")?;
    no.retain(|word| !yes.contains(word));
    let cell = trimmed(frame, name)?.str().to_lowercase();
    Ok(when(is_one_of(cell.clone(), &yes))
        .then(lit(true))
        .when(is_one_of(cell, &no))
        .then(lit(false))
        .otherwise(lit(NULL)))
}

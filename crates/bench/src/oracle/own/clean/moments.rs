//! Days and times as people write them, brought into one form that polars reads; and what surely is none.

use polars::prelude::*;

use super::{Stop, numbers::Reading, source::any, spelling::is_absent};

/// A day in one form, and a time of day.
const FORM: &str =
    r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?$";

/// Forms with the year in front, each with what it is in the one form.
const FORMS: [(&str, &str); 4] = [
    (
        r"^([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?",
        "${1}-${2}-${3}",
    ),
    (r"^([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})", "${1}-${2}-${3}"),
    (r"^([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})", "${1}-${2}-${3}"),
    (r"^([1-9][0-9]{3})([0-9]{2})([0-9]{2})$", "${1}-${2}-${3}"),
];
/// Forms with the year at the end: a part above 12 is the day.
const YEAR_LAST: &str =
    r"^([0-9]{1,2})(?:/([0-9]{1,2})/|-([0-9]{1,2})-|\.([0-9]{1,2})\.)([0-9]{4})(?:[ T]|$)";

/// A time of day with its zone, Z or up to fourteen hours from it; groups: the time, sign, hours and minutes.
const ZONED: &str = concat!(
    r"([0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?)\s*",
    r"(?:[zZ]|([-+])(0[0-9]|1[0-4]):?([0-5][0-9]))$",
);

/// How days and times are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conventions {
    pub(super) order: Order,
    /// Hours by which local time is ahead of UTC.
    pub(super) ahead: i8,
}

impl Default for Conventions {
    fn default() -> Self {
        Self {
            order: Order::Unknown,
            ahead: 8,
        }
    }
}

/// Which of day and month comes first where the year comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Unknown,
    DayFirst,
    MonthFirst,
}

/// Whether a text is long enough for a day, has the signs of one and is no number.
pub(super) fn resembles_day(text: &str) -> bool {
    text.len() >= 8 && text.contains(['-', '/', '年']) && text.parse::<f64>().is_err()
}

/// Microseconds of a day or time as a recipe has it, `2024-01-31` or `2024-01-31T10:00:00`.
pub(super) fn micros(text: &str) -> Option<i64> {
    let text = text.replace('T', " ");
    let day = chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d");
    let midnight = day.ok().and_then(|day| day.and_hms_opt(0, 0, 0));
    let moment = chrono::NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S");
    let at = midnight.or(moment.ok())?;
    Some(at.and_utc().timestamp_micros())
}

/// Reads trimmed cells as times; those with a zone in local time.
pub(super) fn read(
    frame: &DataFrame,
    cell: &Expr,
    conventions: Conventions,
) -> Result<Reading, Stop> {
    let is_zoned = cell.clone().str().contains(lit(ZONED), true);
    if !any(frame, is_zoned.clone())? {
        return wall_clock(frame, cell, conventions.order);
    }
    let wall = cell.clone().str().replace(lit(ZONED), lit("${1}"), false);
    let reading = wall_clock(frame, &wall, conventions.order)?;
    let group = |group: usize| cell.clone().str().extract(lit(ZONED), group);
    let minutes = |part: Expr| part.cast(DataType::Int64).fill_null(lit(0));
    let zone = minutes(group(3)) * lit(60) + minutes(group(4));
    let east = when(group(2).eq(lit("-")))
        .then(-zone.clone())
        .otherwise(zone);
    let shift = when(is_zoned)
        .then(lit(i64::from(conventions.ahead) * 60) - east)
        .otherwise(lit(0_i64));
    let micros = DataType::Datetime(TimeUnit::Microseconds, None);
    let moved = reading.value.cast(DataType::Int64) + shift * lit(60_000_000_i64);
    Ok(Reading {
        value: moved.cast(micros),
        open: reading.open,
    })
}

/// Reads times as they are on the wall.
fn wall_clock(frame: &DataFrame, cell: &Expr, order: Order) -> Result<Reading, Stop> {
    let replace =
        |text: Expr, (form, by): (&str, &str)| text.str().replace(lit(form), lit(by), false);
    let year_first = FORMS.into_iter().fold(cell.clone(), replace);
    let is_turned = cell.clone().str().contains(lit(YEAR_LAST), true);
    let turned = if any(frame, is_turned)? {
        year_last(year_first, order)
    } else {
        Turned {
            text: year_first,
            two_readings: lit(false),
        }
    };
    let clocked = [
        (r"^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$", "${1} 00:00:00"),
        (r"^([0-9-]+)(?:\s+|T)([0-9]{2})$", "${1} ${2}:00:00"),
        (r"^([0-9-]+)(?:\s+|T)([0-9]{1,2}:[0-9]{2})$", "${1} ${2}:00"),
        (
            r"^([0-9-]+)(?:\s+|T)([0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?)$",
            "${1} ${2}",
        ),
    ];
    let form = clocked.into_iter().fold(turned.text, replace);
    let options = StrptimeOptions {
        format: Some("%Y-%m-%d %H:%M:%S%.f".into()),
        strict: false,
        ..StrptimeOptions::default()
    };
    let unit = Some(TimeUnit::Microseconds);
    let value = form
        .clone()
        .str()
        .to_datetime(unit, None, options, lit("raise"));
    // There is no year 0, and no leap second.
    let is_there = form
        .clone()
        .str()
        .contains(lit(r"^0000|:[6-9][0-9](?:\.[0-9]+)?$"), true)
        .not();
    let surely_none = is_absent(cell.clone())
        .or(cell.clone().str().contains(lit("[0-9]"), true).not())
        .or(turned.two_readings.clone());
    let known = form.str().contains(lit(FORM), true);
    Ok(Reading {
        value: when(is_there.and(turned.two_readings.not()))
            .then(value)
            .otherwise(lit(NULL)),
        open: known.or(surely_none).not(),
    })
}

/// A day whose year stood at the end.
struct Turned {
    text: Expr,
    /// Whether day and month cannot be told apart.
    two_readings: Expr,
}

fn year_last(text: Expr, order: Order) -> Turned {
    let group = |group: usize| text.clone().str().extract(lit(YEAR_LAST), group);
    let first = group(1);
    let second = coalesce(&[group(2), group(3), group(4)]);
    let number = |part: &Expr| part.clone().cast(DataType::Int64);
    let above = |part: &Expr| number(part).gt(lit(12));
    let is_day_first = match order {
        Order::DayFirst => above(&second).not(),
        Order::MonthFirst | Order::Unknown => above(&first),
    };
    let (day, month) = (
        when(is_day_first.clone())
            .then(first.clone())
            .otherwise(second.clone()),
        when(is_day_first)
            .then(second.clone())
            .otherwise(first.clone()),
    );
    let rest = text
        .clone()
        .str()
        .replace(lit(r"^[0-9]+[-/.][0-9]+[-/.][0-9]{4}"), lit(""), false);
    let turned = concat_str([group(5), lit("-"), month, lit("-"), day, rest], "", false);
    let neither = above(&first).not().and(above(&second).not());
    let two_readings = match order {
        Order::Unknown => neither.and(number(&first).neq(number(&second))),
        Order::DayFirst | Order::MonthFirst => lit(false),
    };
    Turned {
        text: coalesce(&[turned, text]),
        two_readings: two_readings.fill_null(lit(false)),
    }
}

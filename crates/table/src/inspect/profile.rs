//! [`Profile`]: one column in figures.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use chrono::DateTime;
use fourr_cell::date::{self, DateRules};
use fourr_cell::missing::{self, Missing};
use fourr_cell::number;
use fourr_cell::personal::{self, ColumnScan, MaskLevel, Personal};
use polars::prelude::*;
use serde::Serialize;

use super::Kind;
use crate::role::Role;
use crate::table::ColumnInfo;

/// Distinct values that are counted exactly.
const COUNTED: usize = 100_000;
/// Values that are shown.
const EXAMPLES: usize = 3;
/// Characters of a value that are shown.
const SHOWN: usize = 60;

/// One column in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// Its name and stored type.
    #[serde(flatten)]
    pub column: ColumnInfo,
    /// What its cells are, judged by the first rows.
    pub kind: Kind,
    /// The role it plays beyond doubt.
    pub role: Option<Role>,
    /// Cells that are absent.
    pub nulls: u64,
    /// Cells that are text of no characters or only white space.
    pub blanks: u64,
    /// Cells that say a word for missing, such as `N/A` or 未知.
    pub missing_tokens: u64,
    /// Cells that say something else than the kind of the column: no date, no number.
    pub unreadable: u64,
    /// Distinct values, missing ones aside.
    pub distinct: Distinct,
    /// The least number or first day; withheld where the column is personal.
    pub min: Option<String>,
    /// The greatest number or last day; withheld where the column is personal.
    pub max: Option<String>,
    /// The first distinct values, masked where the column is personal.
    pub examples: Vec<String>,
    /// The kind of personal data the column holds.
    pub personal: Option<Personal>,
}

/// How many values are distinct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Distinct {
    /// The values counted.
    pub count: u64,
    /// False when counting stopped there.
    pub exact: bool,
}

/// The profile of a column in the making.
pub(super) struct Scan {
    profile: Profile,
    hasher: RandomState,
    seen: HashSet<u64>,
    personal: ColumnScan,
    /// In ten-thousandths or microseconds.
    range: Option<(i64, i64)>,
    /// Range of numbers stored as such.
    numbers: Option<(f64, f64)>,
}

impl Scan {
    pub(super) fn new(info: &ColumnInfo, sample: &Column, role: Option<Role>) -> Self {
        let profile = Profile {
            column: info.clone(),
            kind: Kind::of(sample, role),
            role,
            nulls: 0,
            blanks: 0,
            missing_tokens: 0,
            unreadable: 0,
            distinct: Distinct {
                count: 0,
                exact: true,
            },
            min: None,
            max: None,
            examples: Vec::new(),
            personal: None,
        };
        let personal = ColumnScan::new(personal::hint_of_header(&info.name));
        let (hasher, seen) = (RandomState::new(), HashSet::new());
        Self {
            profile,
            hasher,
            seen,
            personal,
            range: None,
            numbers: None,
        }
    }

    /// Takes in the next cells.
    pub(super) fn feed(&mut self, column: &Column) -> PolarsResult<()> {
        self.profile.nulls += column.null_count() as u64;
        if column.dtype().is_string() {
            column
                .str()?
                .iter()
                .flatten()
                .for_each(|cell| self.text(cell));
            return Ok(());
        }
        match self.profile.kind {
            Kind::Date => self.dates(column)?,
            Kind::Integer | Kind::Number => self.numbers(column)?,
            _ => {}
        }
        // Stored otherwise: as text for distinct values and personal data, which a number may be.
        for cell in column.cast(&DataType::String)?.str()?.iter().flatten() {
            self.count(cell);
            self.personal.feed(cell);
        }
        Ok(())
    }

    fn text(&mut self, cell: &str) {
        match missing::classify(cell) {
            Some(Missing::Token) => self.profile.missing_tokens += 1,
            Some(_) => self.profile.blanks += 1,
            None => {
                self.count(cell);
                self.personal.feed(cell);
                let value = match self.profile.kind {
                    Kind::Integer | Kind::Number => number::parse_fixed4(cell).ok(),
                    Kind::Date => date::parse_micros(cell, &DateRules::default()).ok(),
                    _ => return,
                };
                match value {
                    Some(value) => self.range = Some(extended(self.range, value)),
                    None => self.profile.unreadable += 1,
                }
            }
        }
    }

    /// Counts the value if it is new, by its hash: two of 100,000 collide less often than once in a billion columns.
    fn count(&mut self, cell: &str) {
        let hash = self.hasher.hash_one(cell);
        if self.seen.len() < COUNTED {
            self.seen.insert(hash);
        } else if self.profile.distinct.exact && !self.seen.contains(&hash) {
            self.profile.distinct.exact = false;
        }
    }

    fn dates(&mut self, column: &Column) -> PolarsResult<()> {
        let micros = column
            .cast(&DataType::Datetime(TimeUnit::Microseconds, None))?
            .cast(&DataType::Int64)?;
        let micros = micros.i64()?;
        for value in [micros.min(), micros.max()].into_iter().flatten() {
            self.range = Some(extended(self.range, value));
        }
        Ok(())
    }

    fn numbers(&mut self, column: &Column) -> PolarsResult<()> {
        let numbers = column.cast(&DataType::Float64)?;
        let numbers = numbers.f64()?;
        if let (Some(min), Some(max)) = (numbers.min(), numbers.max()) {
            let (low, high) = self.numbers.unwrap_or((min, max));
            self.numbers = Some((low.min(min), high.max(max)));
        }
        Ok(())
    }

    pub(super) fn finish(self, sample: &Column) -> Profile {
        let kind = self.profile.kind;
        let shown = self.range.map(|range| range_text(kind, range));
        let shown = shown.or(self
            .numbers
            .map(|(min, max)| (min.to_string(), max.to_string())));
        let mut profile = self.profile;
        profile.personal = self.personal.verdict();
        profile.distinct.count = self.seen.len() as u64;
        if let (Some((min, max)), None) = (shown, profile.personal) {
            profile.min = Some(min);
            profile.max = Some(max);
        }
        profile.examples = examples(sample, profile.personal);
        profile
    }
}

fn extended(range: Option<(i64, i64)>, value: i64) -> (i64, i64) {
    range.map_or((value, value), |(min, max)| {
        (min.min(value), max.max(value))
    })
}

fn range_text(kind: Kind, (min, max): (i64, i64)) -> (String, String) {
    match kind {
        Kind::Date => (moment(min), moment(max)),
        _ => (ten_thousandths(min), ten_thousandths(max)),
    }
}

fn moment(micros: i64) -> String {
    let Some(at) = DateTime::from_timestamp_micros(micros).map(|at| at.naive_utc()) else {
        return micros.to_string();
    };
    let midnight = at.time() == chrono::NaiveTime::MIN;
    at.format(if midnight {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M:%S"
    })
    .to_string()
}

fn ten_thousandths(value: i64) -> String {
    const ONE: u64 = 10_000;
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.unsigned_abs() / ONE, value.unsigned_abs() % ONE);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let decimals = format!("{rest:04}");
    format!("{sign}{whole}.{}", decimals.trim_end_matches('0'))
}

fn examples(sample: &Column, personal: Option<Personal>) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let Ok(text) = sample.cast(&DataType::String) else {
        return examples;
    };
    let Ok(cells) = text.str() else {
        return examples;
    };
    for cell in cells
        .iter()
        .flatten()
        .filter(|cell| missing::classify(cell).is_none())
    {
        let shown = match personal {
            Some(kind) => personal::mask(cell, kind, MaskLevel::Standard),
            // A typed time is written with six decimals that nobody entered.
            None if sample.dtype().is_temporal() => shortened(cell.trim_end_matches(".000000")),
            None => shortened(cell),
        };
        if !examples.contains(&shown) {
            examples.push(shown);
        }
        if examples.len() == EXAMPLES {
            break;
        }
    }
    examples
}

fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousandths_read_as_decimals() {
        for (value, expected) in [
            (12_345_000, "1234.5"),
            (-5, "-0.0005"),
            (30_000, "3"),
            (0, "0"),
        ] {
            assert_eq!(ten_thousandths(value), expected);
        }
        assert_eq!(moment(86_401_000_000), "1970-01-02 00:00:01");
    }
}

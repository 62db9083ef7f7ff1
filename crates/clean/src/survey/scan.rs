//! [`Scan`]: the survey of one column in the making.

use std::collections::{BTreeMap, HashMap};

use fourr_cell::{
    date::{self, DateRules},
    fold,
    missing::{self, Missing},
    number::{self, Plain},
    personal::{self, MaskLevel},
};
use fourr_table::inspect::{Kind, Profile};
use polars::prelude::*;

use super::{ColumnSurvey, MissingCount, Spread};
use crate::{diagnosis::Counted, stats::Figures};

/// Distinct values that are counted.
const DISTINCT: usize = 100_000;
/// Distinct cells in another form that are looked at.
const OTHERS: usize = 1_000;
/// Values that are shown.
const FREQUENT: usize = 20;
/// Characters of a value that are shown.
const SHOWN: usize = 60;
/// Values that stand for a missing one in many files.
const SENTINELS: [f64; 8] = [-1.0, -9.0, -99.0, -999.0, 99.0, 999.0, 9999.0, 99999.0];
/// Days that do: 1900-01-01, 1970-01-01 and 9999-12-31, in microseconds.
const SENTINEL_DAYS: [i64; 3] = [-25_567 * DAY, 0, 2_932_896 * DAY];
const DAY: i64 = 86_400_000_000;

/// The survey of one column in the making.
pub(super) struct Scan {
    profile: Profile,
    /// An empty cell of a text file has no characters; it is not absent.
    empty_is_blank: bool,
    missing: MissingCount,
    tokens: BTreeMap<String, u64>,
    values: HashMap<String, u64>,
    overflown: bool,
    untidy: u64,
    faults: BTreeMap<&'static str, u64>,
    other_forms: u64,
    /// Cells in another form, as many different ones as are looked at.
    others: HashMap<String, u64>,
    clocked: u64,
    /// Plain numbers by their decimals.
    decimals: BTreeMap<u8, u64>,
    numbers: Vec<f64>,
    moments: Vec<i64>,
}

/// The decimals that nearly all plain numbers are written with, if they have any.
fn usual_decimals(counts: &BTreeMap<u8, u64>) -> Option<u8> {
    let all: u64 = counts.values().sum();
    let (decimals, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    (*decimals > 0 && count * 10 >= all * 9).then_some(*decimals)
}

impl Scan {
    pub(super) fn new(profile: Profile, empty_is_blank: bool) -> Self {
        Self {
            profile,
            empty_is_blank,
            missing: MissingCount::default(),
            tokens: BTreeMap::new(),
            values: HashMap::new(),
            overflown: false,
            untidy: 0,
            faults: BTreeMap::new(),
            other_forms: 0,
            others: HashMap::new(),
            clocked: 0,
            decimals: BTreeMap::new(),
            numbers: Vec::new(),
            moments: Vec::new(),
        }
    }

    /// Takes in the next cells, and says which are missing.
    pub(super) fn feed(&mut self, column: &Column) -> PolarsResult<Vec<bool>> {
        if let DataType::String = column.dtype() {
            return Ok(column.str()?.iter().map(|cell| self.text(cell)).collect());
        }
        let texts = column.cast(&DataType::String)?;
        if column.dtype().is_primitive_numeric() {
            let values = column.cast(&DataType::Float64)?;
            self.numbers.extend(
                values
                    .f64()?
                    .iter()
                    .flatten()
                    .filter(|value| value.is_finite()),
            );
        }
        let missing = texts.str()?.iter().map(|cell| {
            match cell.filter(|cell| *cell != "NaN") {
                Some(cell) => self.count(cell),
                None => self.missing.null += 1,
            }
            cell.is_none_or(|cell| cell == "NaN")
        });
        Ok(missing.collect())
    }

    fn text(&mut self, cell: Option<&str>) -> bool {
        let class = match cell {
            None if self.empty_is_blank => Some(Missing::Blank),
            None => {
                self.missing.null += 1;
                return true;
            }
            Some(cell) => missing::classify(cell),
        };
        let cell = cell.unwrap_or_default();
        match class {
            Some(Missing::Blank) => self.missing.blank += 1,
            Some(Missing::Whitespace) => self.missing.whitespace += 1,
            Some(Missing::Token) => {
                self.missing.token += 1;
                let token = fold::trimmed(cell).to_lowercase();
                *self.tokens.entry(token).or_default() += 1;
            }
            None => {
                self.count(cell);
                self.untidy += u64::from(is_untidy(cell));
                self.read(cell);
            }
        }
        class.is_some()
    }

    fn count(&mut self, cell: &str) {
        if let Some(count) = self.values.get_mut(cell) {
            *count += 1;
        } else if self.values.len() < DISTINCT {
            self.values.insert(cell.to_owned(), 1);
        } else {
            self.overflown = true;
        }
    }

    /// Counts a cell that says what it should in another form.
    fn other(&mut self, cell: &str) {
        self.other_forms += 1;
        if let Some(count) = self.others.get_mut(cell) {
            *count += 1;
        } else if self.others.len() < OTHERS {
            self.others.insert(cell.to_owned(), 1);
        }
    }

    fn read(&mut self, cell: &str) {
        match self.profile.kind {
            Kind::Integer | Kind::Number => {
                if let Some(plain) = Plain::of(cell) {
                    self.numbers.push(plain.value());
                    let places = cell.find('.').map_or(0, |point| cell.len() - point - 1);
                    *self
                        .decimals
                        .entry(u8::try_from(places).unwrap_or(u8::MAX))
                        .or_default() += 1;
                    return;
                }
                match number::parse(cell, &number::NumberRules::default()) {
                    Ok(number) => {
                        self.numbers.push(number.value.to_f64());
                        self.other(cell);
                    }
                    Err(fault) => *self.faults.entry(fault.code()).or_default() += 1,
                }
            }
            Kind::Date => match date::parse_micros(cell, &DateRules::default()) {
                Ok(micros) => {
                    self.moments.push(micros);
                    self.clocked += u64::from(micros.rem_euclid(DAY) != 0);
                    let iso = |at: usize| cell.as_bytes().get(at) == Some(&b'-');
                    if !(iso(4) && iso(7) && matches!(cell.len(), 10 | 19)) {
                        self.other(cell);
                    }
                }
                Err(fault) => *self.faults.entry(fault.code()).or_default() += 1,
            },
            _ => {}
        }
    }

    pub(super) fn finish(mut self) -> ColumnSurvey {
        let sentinels = self.sentinels();
        let kind = self.profile.personal;
        let shown = |value: String| match kind {
            Some(kind) => personal::mask(&value, kind, MaskLevel::Standard),
            None => shortened(&value),
        };
        let distinct = (!self.overflown).then_some(self.values.len() as u64);
        let most = |values: HashMap<String, u64>| -> Vec<Counted> {
            let mut frequent: Vec<(String, u64)> = values.into_iter().collect();
            frequent.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            frequent.truncate(FREQUENT);
            let values = frequent.into_iter().map(|(value, count)| Counted {
                value: shown(value),
                count,
            });
            values.collect()
        };
        ColumnSurvey {
            name: self.profile.column.name,
            dtype: self.profile.column.dtype.to_string(),
            kind: self.profile.kind,
            personal: kind,
            missing: self.missing,
            tokens: counted(self.tokens),
            sentinels,
            distinct,
            frequent: most(self.values),
            other_examples: most(self.others),
            clocked: self.clocked,
            decimals: usual_decimals(&self.decimals),
            untidy: self.untidy,
            faults: counted(
                self.faults
                    .into_iter()
                    .map(|(code, count)| (code.to_owned(), count)),
            ),
            other_forms: self.other_forms,
            spread: match self.profile.kind {
                Kind::Integer | Kind::Number => spread(&mut self.numbers),
                _ => None,
            },
        }
    }

    /// Values that seem to stand for a missing one: the least or greatest, at least twice, and far from all others.
    fn sentinels(&self) -> Vec<Counted> {
        let days: Vec<f64> = self.moments.iter().map(|micros| *micros as f64).collect();
        let (values, candidates): (&[f64], Vec<(f64, String)>) = match self.profile.kind {
            Kind::Integer | Kind::Number => (
                &self.numbers,
                SENTINELS.map(|value| (value, value.to_string())).to_vec(),
            ),
            Kind::Date => {
                let names = ["1900-01-01", "1970-01-01", "9999-12-31"].map(str::to_owned);
                (
                    &days,
                    SENTINEL_DAYS
                        .map(|day| day as f64)
                        .into_iter()
                        .zip(names)
                        .collect(),
                )
            }
            _ => return Vec::new(),
        };
        candidates
            .into_iter()
            .filter_map(|(value, name)| {
                let count = is_apart(values, value)?;
                Some(Counted { value: name, count })
            })
            .collect()
    }
}

/// How often the value occurs, if it does at least twice, at an end, and at least 3 IQR of the rest away from it.
#[expect(clippy::float_cmp, reason = "the value itself")]
fn is_apart(values: &[f64], value: f64) -> Option<u64> {
    let mut rest: Vec<f64> = values
        .iter()
        .copied()
        .filter(|other| *other != value)
        .collect();
    let count = values.len() - rest.len();
    if count < 2 || rest.is_empty() {
        return None;
    }
    let figures = Figures::of(&mut rest)?;
    let distance = if value < figures.min {
        figures.min - value
    } else if value > figures.max {
        value - figures.max
    } else {
        return None;
    };
    (distance >= 3.0 * (figures.q3 - figures.q1)).then_some(count as u64)
}

fn spread(numbers: &mut [f64]) -> Option<Spread> {
    let figures = Figures::of(numbers)?;
    let reach = 1.5 * (figures.q3 - figures.q1);
    let (low, high) = (figures.q1 - reach, figures.q3 + reach);
    let beyond = |value: &&f64| **value < low || **value > high;
    Some(Spread {
        n: figures.n as u64,
        mean: figures.mean,
        sd: figures.sd,
        min: figures.min,
        q1: figures.q1,
        median: figures.median,
        q3: figures.q3,
        max: figures.max,
        outliers: if reach > 0.0 {
            numbers.iter().filter(beyond).count() as u64
        } else {
            0
        },
    })
}

fn counted(counts: impl IntoIterator<Item = (String, u64)>) -> Vec<Counted> {
    let mut counted: Vec<Counted> = counts
        .into_iter()
        .map(|(value, count)| Counted { value, count })
        .collect();
    counted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counted
}

/// Whether tidying would change the text.
fn is_untidy(cell: &str) -> bool {
    let spaces = |text: &str| text.trim().len() != text.len() || text.contains("  ");
    if cell.is_ascii() {
        return spaces(cell)
            || cell
                .bytes()
                .any(|byte| matches!(byte, b'\t' | b'\n' | b'\r'));
    }
    spaces(cell) || matches!(fold::fold(cell), std::borrow::Cow::Owned(_))
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
    fn sentinels_are_suggested_only_where_they_stand_apart() {
        let ages = [35.0, -1.0, 999.0, 42.0, 28.0, 999.0, 31.0, -1.0, 29.0, 36.0];
        assert_eq!(is_apart(&ages, 999.0), Some(2));
        // The two 999 widen the quartiles of the rest: -1 is judged when they are gone.
        let resolved: Vec<f64> = ages.into_iter().filter(|age| *age < 999.0).collect();
        assert_eq!(is_apart(&resolved, -1.0), Some(2));
        assert_eq!(is_apart(&[98.0, 99.0, 99.0, 97.0], 99.0), None);
        assert_eq!(is_apart(&[1.0, 2.0, 999.0], 999.0), None);
    }
}

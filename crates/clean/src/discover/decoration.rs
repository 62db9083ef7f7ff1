//! [`Decoration`]: numbers that carry a unit or a sign, not all the same one, and traces of binary fractions.

use std::collections::BTreeMap;

use fourr_cell::number::{NumberRules, parse};

use super::column::Coded;

/// Least share of the filled rows that are numbers, decorated or not.
const NUMBERS: f64 = 0.8;
/// A decoration that this share of the numbers carry belongs to the column.
const CONSISTENT: f64 = 0.95;
/// Decorations beyond which they are names rather than units.
const MOST_DECORATIONS: usize = 40;
/// Digits behind the point from which on a decimal may be the trace of a binary fraction, and up to which it is of what
/// was meant.
const LONG_FRACTION: usize = 12;
const SHORT_FRACTION: usize = 8;

/// What stands around the numbers of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoration {
    /// What stands before and behind the number, with its rows, the most frequent first; plain numbers have nothing.
    pub around: Vec<((String, String), u64)>,
    /// Whether the numbers are of one size whatever stands around them, so that they are of one unit.
    pub one_unit: bool,
}

/// The numbers that one decoration stands around.
#[derive(Default)]
struct Carried {
    rows: u64,
    numbers: Vec<(f64, u32)>,
}

impl Decoration {
    /// What stands around the numbers of a column, if it is not the same everywhere.
    pub(super) fn of(column: &Coded) -> Option<Self> {
        let mut carried: BTreeMap<(String, String), Carried> = BTreeMap::new();
        for code in column.filled() {
            if let Some(split) = split(&column.values[code]).filter(|split| !split.is_open()) {
                let around = (split.before.to_owned(), split.behind.to_owned());
                let entry = carried.entry(around).or_default();
                let count = column.counts[code];
                entry.rows += u64::from(count);
                entry.numbers.push((value(split.number), count));
            }
        }
        let rows: u64 = carried.values().map(|c| c.rows).sum();
        let top = carried.values().map(|c| c.rows).max().unwrap_or(0);
        // A number that has its own words, as in an address, is no quantity with a unit.
        let free: u64 = carried
            .values()
            .filter(|c| c.numbers.len() > 1)
            .map(|c| c.rows)
            .sum();
        // Signs of money and 万 are ways to write a number, whichever is usual: they are told as forms, not as units.
        let written = |(before, behind): &(String, String)| is_way_to_write(before, behind);
        let mixed = carried.len() > 1
            && (top as f64) < rows as f64 * CONSISTENT
            && !carried.keys().all(written);
        let numeric = rows as f64 >= column.present() as f64 * NUMBERS;
        if !(mixed && numeric && free as f64 >= rows as f64 * NUMBERS)
            || carried.len() > MOST_DECORATIONS
        {
            return None;
        }
        let one_unit = one_unit(carried.values());
        let mut around: Vec<_> = carried.into_iter().map(|(k, c)| (k, c.rows)).collect();
        around.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Some(Self { around, one_unit })
    }

    /// Whether a value is a decorated number: then the plain one, if all numbers are of one unit.
    #[expect(
        clippy::option_option,
        reason = "a decorated number whose repair is not known is neither plain nor repaired"
    )]
    pub(super) fn plain(&self, value: &str) -> Option<Option<String>> {
        let split = split(value).filter(|split| !split.is_open())?;
        let decorated = !split.before.is_empty() || !split.behind.is_empty();
        decorated.then(|| self.one_unit.then(|| shortest(split.number)))
    }
}

/// Whether a number with such signs around it is read as the number that is meant. A percent sign is not among them: beside
/// plain numbers it is the question whether it counts.
fn is_way_to_write(before: &str, behind: &str) -> bool {
    let text = format!("{before}1{behind}");
    !text.contains(['%', '％', '‰']) && parse(&text, &NumberRules::default()).is_ok()
}

/// Whether the thousands of a column are set off by commas, where nearly all of its larger numbers agree on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Thousands {
    commas: bool,
}

impl Thousands {
    pub(super) fn of(column: &Coded) -> Option<Self> {
        let (mut with, mut without) = (0_u64, 0_u64);
        for code in column.filled() {
            let count = u64::from(column.counts[code]);
            match has_commas(&column.values[code]) {
                Some(true) => with += count,
                Some(false) => without += count,
                None => {}
            }
        }
        let (most, all) = (with.max(without) as f64, (with + without) as f64);
        let mixed = with > 0 && without > 0 && most >= all * NUMBERS;
        (mixed && all >= column.present() as f64 / 2.0).then_some(Self {
            commas: with > without,
        })
    }

    /// A number as the others are written, where it is written otherwise.
    pub(super) fn rewritten(self, value: &str) -> Option<String> {
        let commas = has_commas(value).filter(|&commas| commas != self.commas)?;
        if commas {
            return Some(value.replace(',', ""));
        }
        let (whole, rest) = value.find('.').map_or((value, ""), |at| value.split_at(at));
        let mut text = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        Some(text + rest)
    }
}

/// Whether a plain number of a thousand or more has commas; `None` for anything else.
fn has_commas(value: &str) -> Option<bool> {
    let whole = value.split('.').next()?;
    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
    let plain = value
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        && !value.starts_with('0')
        && value.matches('.').count() <= 1;
    (plain && digits > 3).then(|| whole.contains(','))
}

/// The shorter number that a long binary fraction stands for: 0.1 for 0.10000000000000001.
pub(super) fn rounded(value: &str) -> Option<String> {
    let number = split(value).filter(|split| split.before.is_empty() && split.behind.is_empty())?;
    let fraction = number.number.split_once('.')?.1;
    if fraction.len() < LONG_FRACTION {
        return None;
    }
    let short = shortest(number.number);
    let places = short
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    (places <= SHORT_FRACTION).then_some(short)
}

/// The number without the trace of a binary fraction, and without zeros at the end of its fraction.
fn shortest(number: &str) -> String {
    let plain: String = number.chars().filter(|&c| c != ',').collect();
    let Some((_, fraction)) = plain.split_once('.') else {
        return plain;
    };
    if fraction.len() < LONG_FRACTION {
        let trimmed = plain.trim_end_matches('0').trim_end_matches('.');
        return trimmed.to_owned();
    }
    match plain.parse::<f64>() {
        Ok(value) => {
            let digits = format!("{value:.10}");
            digits
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned()
        }
        Err(_) => plain,
    }
}

/// A number and what stands around it.
struct Split<'a> {
    before: &'a str,
    number: &'a str,
    behind: &'a str,
}

impl Split<'_> {
    /// Whether it is the last class of a scale, as in `5+`.
    fn is_open(&self) -> bool {
        self.before.is_empty() && matches!(self.behind.trim(), "+" | "＋")
    }
}

/// Takes the one number of a text out of what stands around it.
fn split(value: &str) -> Option<Split<'_>> {
    let start = value.find(|c: char| c.is_ascii_digit())?;
    let sign = value[..start].ends_with(['-', '+']) && start == 1;
    let start = if sign { 0 } else { start };
    let rest = &value[start..];
    let end = rest
        .char_indices()
        .find(|&(place, c)| !(c.is_ascii_digit() || c == '.' || c == ',' || (sign && place == 0)))
        .map_or(rest.len(), |(place, _)| place);
    let number = rest[..end].trim_end_matches(['.', ',']);
    let behind = &rest[number.len()..];
    let one_number = !behind.contains(|c: char| c.is_ascii_digit());
    let well_formed = number.matches('.').count() <= 1;
    let quantity = is_sign(&value[..start]) && !behind.starts_with(['-', '_', '/', ':']);
    (one_number && well_formed && quantity).then_some(Split {
        before: &value[..start],
        number,
        behind,
    })
}

/// Whether a text may stand before a quantity: nothing, a sign or a currency, but not the letters of a code.
fn is_sign(before: &str) -> bool {
    let word = before.trim().to_ascii_lowercase();
    ["rmb", "cny", "usd", "us$", "eur", "gbp"].contains(&word.as_str())
        || word.chars().all(|c| {
            matches!(
                c,
                '¥' | '￥' | '$' | '€' | '£' | '~' | '≈' | '约' | '+' | '('
            )
        })
}

fn value(number: &str) -> f64 {
    let plain: String = number.chars().filter(|&c| c != ',').collect();
    plain.parse().unwrap_or(0.0)
}

/// Whether the medians of all decorations that are not rare lie within a factor of three.
fn one_unit<'a>(carried: impl Iterator<Item = &'a Carried>) -> bool {
    let medians: Vec<f64> = carried
        .filter(|c| c.rows >= 5)
        .map(|c| {
            let mut numbers = c.numbers.clone();
            numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut half = c.rows / 2;
            let middle = numbers.iter().find(|(_, count)| {
                let here = u64::from(*count) > half;
                half = half.saturating_sub(u64::from(*count));
                here
            });
            middle.map_or(0.0, |(number, _)| *number)
        })
        .collect();
    let least = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let most = medians.iter().copied().fold(0.0, f64::max);
    most <= least * 3.0
}

//! [`DateStyle`]: the order of year, month and day in a column, and the signs between them.

use std::collections::BTreeMap;

use super::column::Coded;

/// Least share of the filled rows that are three numbers with one sign between them.
const DATES: f64 = 0.8;
/// Least share of those that can be read in the usual order.
const USUAL: f64 = 0.6;

/// The order of the parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// Year, month, day.
    YearFirst,
    /// Month, day, year.
    MonthFirst,
    /// Day, month, year.
    DayFirst,
}

/// How the dates of a column are usually written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateStyle {
    /// The order of the parts.
    pub order: Order,
    /// The sign between them.
    pub sign: char,
    /// Digits of the year: 2 or 4.
    pub year_digits: usize,
    /// Whether months and days below ten have a zero before them.
    pub padded: bool,
    /// Share of the dates that are written so.
    pub share: f64,
    /// Whether some of them show which part is the day and which the month.
    pub proven: bool,
}

impl DateStyle {
    /// How the dates of a column are usually written; `None` where it holds none, or no way is usual.
    pub(super) fn of(column: &Coded) -> Option<Self> {
        let mut dates = 0_u64;
        let mut ways: BTreeMap<(Order, char, usize), u64> = BTreeMap::new();
        let (mut zeros, mut single) = (0_u64, 0_u64);
        for code in column.filled() {
            let Some(parts) = Parts::of(&column.values[code]) else {
                continue;
            };
            let count = u64::from(column.counts[code]);
            dates += count;
            for order in [Order::YearFirst, Order::MonthFirst, Order::DayFirst] {
                if let Some(digits) = parts.year_digits(order) {
                    *ways.entry((order, parts.sign, digits)).or_default() += count;
                }
            }
            match parts.is_padded() {
                Some(true) => zeros += count,
                Some(false) => single += count,
                None => {}
            }
        }
        let (&(order, sign, year_digits), &rows) = ways
            .iter()
            .max_by_key(|&(way, &rows)| (rows, std::cmp::Reverse(way)))?;
        let share = rows as f64 / dates as f64;
        let swapped = match order {
            Order::YearFirst => None,
            Order::MonthFirst => Some(Order::DayFirst),
            Order::DayFirst => Some(Order::MonthFirst),
        };
        let other = swapped.and_then(|swapped| ways.get(&(swapped, sign, year_digits)));
        (dates as f64 >= column.present() as f64 * DATES && share >= USUAL).then_some(Self {
            order,
            sign,
            year_digits,
            padded: zeros > single,
            share,
            proven: other.is_none_or(|&other| other < rows),
        })
    }

    /// Whether a value is a date in another style.
    pub(super) fn differs(&self, value: &str) -> bool {
        Parts::of(value).is_some_and(|parts| {
            parts.sign != self.sign || parts.year_digits(self.order) != Some(self.year_digits)
        })
    }

    /// A date in this style, as far as it is certain which date it is.
    pub(super) fn rewritten(&self, value: &str) -> Option<String> {
        let parts = Parts::of(value).filter(|_| self.proven)?;
        let readable = |order: &Order| parts.year_digits(*order).is_some();
        let order = Some(self.order).filter(readable).or_else(|| {
            let mut others = [Order::YearFirst, Order::MonthFirst, Order::DayFirst]
                .into_iter()
                .filter(readable);
            let only = others.next();
            only.filter(|_| others.next().is_none())
        })?;
        self.write(parts.year_month_day(order))
    }

    /// Log-odds that a date in another style is wrong.
    pub(super) fn logit(&self) -> f64 {
        (self.share / (1.0 - self.share).max(1e-3)).ln()
    }

    fn write(&self, [year, month, day]: [&str; 3]) -> Option<String> {
        let year = match (year.len(), self.year_digits) {
            (4, 2) => &year[2..],
            (has, wants) if has == wants => year,
            _ => return None,
        };
        let part = |text: &str| -> Option<String> {
            let number: u32 = text.parse().ok()?;
            Some(if self.padded {
                format!("{number:02}")
            } else {
                number.to_string()
            })
        };
        let (month, day) = (part(month)?, part(day)?);
        let [a, b, c] = match self.order {
            Order::YearFirst => [year, &month, &day],
            Order::MonthFirst => [&month, &day, year],
            Order::DayFirst => [&day, &month, year],
        };
        Some(format!("{a}{sign}{b}{sign}{c}", sign = self.sign))
    }
}

/// Three numbers with one sign between them.
struct Parts<'a> {
    parts: [&'a str; 3],
    sign: char,
}

impl<'a> Parts<'a> {
    fn of(value: &'a str) -> Option<Self> {
        let value = value.trim();
        let sign = value.chars().find(|c| !c.is_ascii_digit())?;
        if !matches!(sign, '/' | '-' | '.') {
            return None;
        }
        let mut split = value.split(sign);
        let parts = [split.next()?, split.next()?, split.next()?];
        let numbers = parts
            .iter()
            .all(|p| matches!(p.len(), 1 | 2 | 4) && p.bytes().all(|b| b.is_ascii_digit()));
        (split.next().is_none() && numbers).then_some(Self { parts, sign })
    }

    fn year_month_day(&self, order: Order) -> [&'a str; 3] {
        let [a, b, c] = self.parts;
        match order {
            Order::YearFirst => [a, b, c],
            Order::MonthFirst => [c, a, b],
            Order::DayFirst => [c, b, a],
        }
    }

    /// Digits of the year if the parts are a date in this order.
    fn year_digits(&self, order: Order) -> Option<usize> {
        let [year, month, day] = self.year_month_day(order);
        let within = |text: &str, most: u32| {
            text.len() <= 2 && text.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n))
        };
        (matches!(year.len(), 2 | 4) && within(month, 12) && within(day, 31)).then_some(year.len())
    }

    /// Whether numbers below ten have a zero before them; `None` where there is none below ten.
    fn is_padded(&self) -> Option<bool> {
        let short: Vec<&&str> = self.parts.iter().filter(|p| p.len() <= 2).collect();
        if short.iter().any(|p| p.len() == 1) {
            Some(false)
        } else if short.iter().any(|p| p.starts_with('0')) {
            Some(true)
        } else {
            None
        }
    }
}

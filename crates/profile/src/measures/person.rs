//! The measures of one person.

use fourr_table::coerce::{from_ten_thousandths, to_ten_thousandths};

use super::{finish::Asked, rows::Rows};
use crate::plan::BoundTake;

/// Microseconds in a day.
pub(super) const DAY: i64 = 86_400_000_000;

/// A row that fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) row: u32,
    pub(super) time: i64,
}

impl Row {
    fn day(self) -> i64 {
        self.time.div_euclid(DAY)
    }
}

/// A person's rows that fit.
pub(super) struct Person<'a> {
    pub(super) rows: &'a mut Vec<Row>,
    pub(super) part: &'a Rows,
    pub(super) words: usize,
    pub(super) asked: &'a Asked<'a>,
}

impl Person<'_> {
    /// The measure as a number; NaN where there is nothing to measure.
    pub(super) fn number(&mut self) -> f64 {
        let today = self.asked.today;
        match self.asked.take {
            BoundTake::Count => self.rows.len() as f64,
            BoundTake::Days => distinct(self.rows.iter().map(|row| row.day())),
            BoundTake::Sum(slot) => self.sum(*slot).0,
            BoundTake::Mean(slot) => {
                let (sum, count) = self.sum(*slot);
                if count == 0 {
                    f64::NAN
                } else {
                    sum / count as f64
                }
            }
            BoundTake::Min(slot) => self.values(*slot).fold(f64::NAN, f64::min),
            BoundTake::Max(slot) => self.values(*slot).fold(f64::NAN, f64::max),
            BoundTake::Distinct(slot) => distinct(self.texts_of(*slot)),
            BoundTake::Recency => self
                .rows
                .iter()
                .map(|row| row.day())
                .max()
                .map_or(f64::NAN, |day| (today - day) as f64),
            BoundTake::Tenure => self
                .rows
                .iter()
                .map(|row| row.day())
                .min()
                .map_or(f64::NAN, |day| (today - day) as f64),
            BoundTake::Steps(steps) => self.steps(steps.len()) as f64,
            BoundTake::First(_) | BoundTake::Last(_) | BoundTake::Preferred { .. } => f64::NAN,
        }
    }

    /// The measure as so many texts, 0 where there are fewer.
    pub(super) fn texts(&mut self, each: usize, out: &mut Vec<u32>) {
        let end = out.len() + each;
        match self.asked.take {
            BoundTake::First(slot) => out.extend(self.outermost(*slot, |time| time)),
            BoundTake::Last(slot) => out.extend(self.outermost(*slot, |time| -time)),
            BoundTake::Preferred { by, weigh, .. } => {
                out.extend(self.preferred(*by, *weigh).into_iter().take(each));
            }
            _ => {}
        }
        out.resize(end, 0);
    }

    fn values(&self, slot: usize) -> impl Iterator<Item = f64> {
        let values = &self.part.numbers[slot];
        self.rows
            .iter()
            .map(|row| values[row.row as usize])
            .filter(|value| !value.is_nan())
    }

    fn texts_of(&self, slot: usize) -> impl Iterator<Item = i64> {
        let codes = &self.part.texts[slot];
        self.rows
            .iter()
            .map(|row| codes[row.row as usize].into())
            .filter(|&code| code > 0)
    }

    /// The sum to the nearest ten-thousandth, and how many numbers there are.
    fn sum(&self, slot: usize) -> (f64, usize) {
        let exact = self.values(slot).filter_map(to_ten_thousandths);
        let (sum, count) = exact.fold((0_i128, 0), |(sum, count), value| {
            (sum + i128::from(value), count + 1)
        });
        (from_ten_thousandths(sum), count)
    }

    /// The text of the row whose key is least; of several the first by code point.
    fn outermost(&self, slot: usize, key: impl Fn(i64) -> i64) -> Option<u32> {
        let codes = &self.part.texts[slot];
        let known = self
            .rows
            .iter()
            .map(|row| (key(row.time), codes[row.row as usize]));
        known
            .filter(|(_, code)| *code > 0)
            .min()
            .map(|(_, code)| code)
    }

    /// Texts by weight, the heaviest first, ties by code point; those that weigh nothing are not preferred.
    fn preferred(&self, by: usize, weigh: Option<usize>) -> Vec<u32> {
        let codes = &self.part.texts[by];
        let weight = |row: &Row| match weigh {
            None => 1,
            Some(slot) => {
                let value = self.part.numbers[slot][row.row as usize];
                to_ten_thousandths(value).map_or(0, i128::from)
            }
        };
        let mut weights: Vec<(u32, i128)> = self
            .rows
            .iter()
            .map(|row| (codes[row.row as usize], weight(row)))
            .filter(|(code, _)| *code > 0)
            .collect();
        weights.sort_unstable();
        weights.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 += next.1;
            }
            same
        });
        weights.retain(|(_, weight)| *weight > 0);
        weights.sort_by_key(|(code, weight)| (std::cmp::Reverse(*weight), *code));
        weights.into_iter().map(|(code, _)| code).collect()
    }

    /// Steps done in their order. A row is one step at most; of rows of one moment the lower step counts first.
    fn steps(&mut self, steps: usize) -> usize {
        let bit = |row: Row, step: usize| {
            let place = self.asked.first + step;
            self.part.fits[row.row as usize * self.words + place / 64] >> (place % 64) & 1 == 1
        };
        let later = |row: &Row| {
            (0..steps)
                .filter(|&step| bit(*row, step))
                .fold(0_u64, |set, step| set | 1 << step)
        };
        self.rows.sort_by_key(|row| (row.time, later(row)));
        let mut done = 0;
        for moment in self.rows.chunk_by(|a, b| a.time == b.time) {
            let mut left: Vec<Row> = moment.to_vec();
            while let Some(next) = left.iter().position(|row| done < steps && bit(*row, done)) {
                left.remove(next);
                done += 1;
            }
        }
        done
    }
}

fn distinct(values: impl Iterator<Item = i64>) -> f64 {
    let mut values: Vec<i64> = values.collect();
    values.sort_unstable();
    values.dedup();
    values.len() as f64
}

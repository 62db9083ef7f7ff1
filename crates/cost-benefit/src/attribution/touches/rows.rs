//! Batches read into primitive vectors, and each row's fate.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use fourr_table::{
    Batch, Values,
    coerce::{Faults, Keys, Reading, TimeRules, amounts, keys, meanings, times},
};

use super::partition::{PARTITIONS, partition_of};
use crate::attribution::{
    AttributionError, TouchRows,
    columns::{Conversion, TouchColumns},
    names::{Known, NOBODY, Names},
};

const PERSON_SEED: u64 = 0x0061_7474;
/// Ten-thousandths in one.
const ONE: i64 = 10_000;
/// Microseconds in a ten-thousandth of a day.
const DAY_PART: i64 = 8_640_000;
/// Places within a journey beyond this are no places.
const MOST_POSITION: i64 = 1 << 40;
/// Days before a conversion beyond this are no days, in ten-thousandths.
const MOST_DAYS: i64 = 1_000_000 * ONE;

/// Words for yes and for no in one spelling.
const YES: &str = "是 有 已转化 转化 成交 y yes true t converted";
const NO: &str = "否 无 未转化 未成交 n no false f";

/// A row on its way to the partition of its person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) time: i64,
    /// Place in the journey, or number of the row.
    pub(super) order: u64,
    pub(super) value: i64,
    pub(super) conversions: u32,
    pub(super) row: u32,
    pub(super) channel: u8,
    pub(super) has_value: bool,
}

/// Entries by partition, reused from batch to batch.
#[derive(Debug)]
pub(super) struct Buckets(Vec<Vec<Entry>>);

impl Default for Buckets {
    fn default() -> Self {
        Self(vec![Vec::new(); PARTITIONS])
    }
}

impl Buckets {
    pub(super) fn of(&self, partition: usize) -> &[Entry] {
        &self.0[partition]
    }

    pub(super) fn clear(&mut self) {
        self.0.iter_mut().for_each(Vec::clear);
    }
}

/// One batch, column by column.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    first_row: u64,
    people: Keys<'a>,
    channels: Vec<u8>,
    /// Moments, or days before the conversion as negative moments; in microseconds.
    times: Option<Vec<Reading>>,
    positions: Option<Vec<Reading>>,
    /// How many conversions.
    conversions: Vec<Reading>,
    values: Option<Vec<Reading>>,
}

impl<'a> Rows<'a> {
    pub(super) fn read(
        batch: &'a Batch,
        columns: &TouchColumns,
        (names, known): (&Names, &mut Known),
    ) -> Result<Self, AttributionError> {
        let first_row = batch.first_row;
        let number = |name: &Option<String>| {
            let read = |name: &String| -> Result<_, AttributionError> {
                let values = batch.column(name)?;
                Ok(amounts(values, first_row, &mut Faults::new(name))?)
            };
            name.as_ref().map(read).transpose()
        };
        let order = &columns.order;
        let days = number(&order.days_before)?;
        let moments = match (&days, &order.time) {
            (Some(_), _) | (None, None) => None,
            (None, Some(name)) => Some(times(
                batch.column(name)?,
                TimeRules::default(),
                first_row,
                &mut Faults::new(name),
            )?),
        };
        let before = |days: Vec<Reading>| {
            days.into_iter()
                .map(moment_before)
                .collect::<Vec<Reading>>()
        };
        Ok(Self {
            first_row,
            people: keys(batch.column(&columns.person)?)?,
            channels: known.read((&columns.channel, &batch.column(&columns.channel)?), names)?,
            times: days.map(before).or(moments),
            positions: number(&order.position)?,
            conversions: conversions(batch, &columns.conversion)?,
            values: number(&columns.value)?,
        })
    }

    pub(super) fn people(&self) -> &Keys<'_> {
        &self.people
    }

    /// Puts every row that counts into the bucket of its person's partition.
    pub(super) fn sort_into(&self, buckets: &mut Buckets, ledger: &mut TouchRows) {
        let hasher = FixedState::with_seed(PERSON_SEED);
        match (&self.people, self.people.as_slice()) {
            (_, Some(ids)) => {
                let hashes = ids.iter().map(|id| Some(hasher.hash_one(*id)));
                self.sort_hashes(hashes, buckets, ledger);
            }
            (Keys::Whole(ids), None) => {
                let hashes = ids.iter().map(|id| id.map(|id| hasher.hash_one(id)));
                self.sort_hashes(hashes, buckets, ledger);
            }
            (Keys::Text(ids), None) => {
                let hashes = ids.iter().map(|id| id.map(|id| hasher.hash_one(id)));
                self.sort_hashes(hashes, buckets, ledger);
            }
        }
    }

    fn sort_hashes(
        &self,
        hashes: impl Iterator<Item = Option<u64>>,
        buckets: &mut Buckets,
        ledger: &mut TouchRows,
    ) {
        for (row, hash) in hashes.enumerate() {
            ledger.read += 1;
            let Some(hash) = hash else {
                ledger.missing_person += 1;
                continue;
            };
            if let Some(entry) = self.entry(row, ledger) {
                buckets.0[partition_of(hash)].push(entry);
            }
        }
    }

    /// The row as an entry, or an entry in the ledger.
    fn entry(&self, row: usize, ledger: &mut TouchRows) -> Option<Entry> {
        let conversions = match self.conversions[row] {
            Reading::MISSING => 0,
            Reading::UNREADABLE => {
                ledger.unreadable_conversion += 1;
                return None;
            }
            count => u32::try_from(count.value()?).ok()?,
        };
        let channel = self.channels[row];
        if channel == NOBODY && conversions == 0 {
            ledger.missing_channel += 1;
            return None;
        }
        let value = self.values.as_ref().map_or(Reading::MISSING, |of| of[row]);
        if conversions > 0 && value == Reading::UNREADABLE {
            ledger.unreadable_value += 1;
            return None;
        }
        let time = Self::ordered(self.times.as_ref(), row, ledger)?.unwrap_or(0);
        let position = Self::ordered(self.positions.as_ref(), row, ledger)?;
        let own = self.first_row + row as u64;
        Some(Entry {
            time,
            order: position.map_or(own, |place| {
                place
                    .clamp(-MOST_POSITION, MOST_POSITION)
                    .abs_diff(-MOST_POSITION)
            }),
            value: value.value().unwrap_or(0),
            has_value: value.value().is_some(),
            conversions,
            row: u32::try_from(row).ok()?,
            channel,
        })
    }

    /// What a column says of a row's order, or an entry in the ledger.
    #[expect(
        clippy::option_option,
        reason = "a row that is set aside, a column that is not there, and a value"
    )]
    fn ordered(
        column: Option<&Vec<Reading>>,
        row: usize,
        ledger: &mut TouchRows,
    ) -> Option<Option<i64>> {
        let Some(column) = column else {
            return Some(None);
        };
        let reading = column[row];
        if reading.value().is_none() {
            if reading == Reading::MISSING {
                ledger.missing_order += 1;
            } else {
                ledger.unreadable_order += 1;
            }
            return None;
        }
        Some(reading.value())
    }
}

/// Days before a conversion as a moment with the conversion at zero.
fn moment_before(days: Reading) -> Reading {
    match days.value() {
        None => days,
        Some(days) if days.abs() > MOST_DAYS => Reading::UNREADABLE,
        Some(days) => Reading::of(-days * DAY_PART),
    }
}

/// How many conversions each row is.
fn conversions(batch: &Batch, conversion: &Conversion) -> Result<Vec<Reading>, AttributionError> {
    match conversion {
        Conversion::Event { column, name } => {
            let is_it = |cell: Option<&str>| Reading::of(i64::from(cell == Some(name.as_str())));
            Ok(meanings(&batch.column(column)?, is_it)?)
        }
        Conversion::Flag(name) => {
            let values = batch.column(name)?;
            match &values {
                Values::Typed(column) if column.dtype().is_bool() => {
                    let count = |flag: Option<bool>| {
                        flag.map_or(Reading::MISSING, |flag| Reading::of(i64::from(flag)))
                    };
                    Ok(column.bool()?.iter().map(count).collect())
                }
                Values::Typed(column) if column.dtype().is_primitive_numeric() => {
                    let read = amounts(values, batch.first_row, &mut Faults::new(name))?;
                    Ok(read.into_iter().map(whole).collect())
                }
                _ => Ok(meanings(&values, flag)?),
            }
        }
    }
}

/// A number of conversions from ten-thousandths.
fn whole(reading: Reading) -> Reading {
    match reading.value() {
        None => reading,
        Some(parts) if parts >= 0 && parts % ONE == 0 && parts / ONE <= i64::from(u32::MAX) => {
            Reading::of(parts / ONE)
        }
        Some(_) => Reading::UNREADABLE,
    }
}

/// A number of conversions from a word or a number.
fn flag(cell: Option<&str>) -> Reading {
    let Some(cell) = cell else {
        return Reading::MISSING;
    };
    let word = fourr_cell::fold::fold(cell).trim().to_lowercase();
    let among = |words: &str| words.split(' ').any(|known| known == word);
    if among(YES) {
        return Reading::of(1);
    }
    if among(NO) {
        return Reading::of(0);
    }
    let read = fourr_cell::number::parse_fixed4(cell).map_or(Reading::UNREADABLE, Reading::of);
    whole(read)
}

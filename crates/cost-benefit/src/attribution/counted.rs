//! Whole journeys, one a row, with how they ended.

use fourr_attribution::{Journey, Outcome, Tally};
use fourr_cell::number::{self, Decimal, NumberFault, NumberRules};
use fourr_table::{
    Batch, Table, Texts, Values,
    coerce::{Keys, keys},
};
use polars::prelude::{ChunkCast, DataType};

use super::{
    AttributionError, CreditRules, Repeats, TouchRows,
    columns::CountedColumns,
    names::{self, Names},
    tallied::Tallied,
};

/// Signs between the channels of a journey.
const ARROWS: [char; 2] = ['>', '→'];
/// Most decimals of a value that are kept.
const MOST_PLACES: u32 = 12;
/// Values add up to less than this many of their smallest units.
const MOST_UNITS: i128 = 1 << 62;

/// A journey whose value is not yet a whole number of units.
struct Row {
    /// Where its touches end among those of all.
    end: usize,
    conversions: u64,
    nulls: u64,
    value: Decimal,
}

#[derive(Default)]
struct Rows {
    touches: Vec<u8>,
    kept: Vec<Row>,
    ledger: TouchRows,
}

/// Reads journeys and adds them up.
pub(super) fn read(
    table: &Table,
    columns: &CountedColumns,
    rules: &CreditRules,
) -> Result<Tallied, AttributionError> {
    let mut named: Vec<&str> = vec![&columns.path, &columns.conversions];
    named.extend(columns.value.as_deref());
    named.extend(columns.nulls.as_deref());
    named.sort_unstable();
    named.dedup();
    let (names, mut rows) = (Names::default(), Rows::default());
    for batch in table.batches(&named)? {
        rows.take(&batch?, columns, (&names, rules.repeats))?;
    }
    if rows.kept.is_empty() {
        return Err(AttributionError::NoRows {
            rows: rows.ledger.read,
            reasons: rows.ledger.reasons().into(),
        });
    }
    let (channels, places) = names.sorted();
    let direct = names::direct(&channels, rules.direct_channel.as_deref())?;
    for touch in &mut rows.touches {
        *touch = places[usize::from(*touch)];
    }
    let decimals = rows.places();
    let mut tally = rules.rules(channels.len(), direct)?.tally()?;
    rows.add_to(&mut tally, decimals);
    Ok(Tallied {
        tally,
        channels,
        direct,
        rows: rows.ledger,
        unit: 10_f64.powi(decimals.cast_signed()),
        uneven_journeys: 0,
        is_timed: false,
    })
}

impl Rows {
    fn take(
        &mut self,
        batch: &Batch,
        columns: &CountedColumns,
        (names, repeats): (&Names, Repeats),
    ) -> Result<(), AttributionError> {
        let paths = texts(batch, &columns.path)?;
        let conversions = texts(batch, &columns.conversions)?;
        let read = |column: &Option<String>| column.as_deref().map(|name| texts(batch, name));
        let values = read(&columns.value).transpose()?;
        let nulls = read(&columns.nulls).transpose()?;
        for row in 0..batch.height() {
            self.ledger.read += 1;
            let counts = (count(Some(&conversions), row), count(nulls.as_ref(), row));
            let (Some(conversions), Some(nulls)) = counts else {
                self.ledger.unreadable_conversion += 1;
                continue;
            };
            let Some(value) = decimal(values.as_ref(), row) else {
                self.ledger.unreadable_value += 1;
                continue;
            };
            let Some(path) = paths.get(row) else {
                self.ledger.missing_channel += 1;
                continue;
            };
            self.touch(path, names, &columns.path, repeats)?;
            self.ledger.used += 1;
            self.kept.push(Row {
                end: self.touches.len(),
                conversions,
                nulls,
                value,
            });
        }
        Ok(())
    }

    /// Adds the touches of a journey.
    fn touch(
        &mut self,
        path: &str,
        names: &Names,
        column: &str,
        repeats: Repeats,
    ) -> Result<(), AttributionError> {
        let mut before = None;
        let touches = path.split(ARROWS).map(str::trim);
        for channel in touches.filter(|channel| !channel.is_empty()) {
            let number = names.number(channel, column)?;
            if repeats == Repeats::Keep || before != Some(number) {
                self.touches.push(number);
            }
            before = Some(number);
        }
        Ok(())
    }

    /// Decimals of the smallest unit in which all values add up.
    fn places(&self) -> u32 {
        let finest = self.kept.iter().map(|row| row.value.scale()).max();
        let finest = finest.unwrap_or(0).min(MOST_PLACES);
        let fits = |places: &u32| {
            let sum = self.kept.iter().try_fold(0_i128, |sum, row| {
                Some(sum + i128::from(row.value.to_fixed(*places)?).abs())
            });
            sum.is_some_and(|sum| sum < MOST_UNITS)
        };
        (0..=finest).rev().find(fits).unwrap_or(0)
    }

    fn add_to(&self, tally: &mut Tally, places: u32) {
        let mut start = 0;
        for row in &self.kept {
            tally.add(&Journey {
                touches: &self.touches[start..row.end],
                ages: &[],
                outcome: Outcome {
                    conversions: row.conversions,
                    value: row.value.to_fixed(places).unwrap_or(i64::MAX),
                    nulls: row.nulls,
                },
            });
            start = row.end;
        }
    }
}

/// A column as the text that was written.
fn texts<'a>(batch: &'a Batch, column: &str) -> Result<Texts<'a>, AttributionError> {
    let values = match batch.column(column)? {
        Values::Typed(column) if column.dtype().is_primitive_numeric() => {
            column.cast(&DataType::String)?.into()
        }
        values => values,
    };
    match keys(values)? {
        Keys::Text(texts) => Ok(texts),
        Keys::Whole(numbers) => Ok(numbers.cast(&DataType::String)?.str()?.into()),
    }
}

/// The number of a cell, zero where there is none; none where it cannot be read.
fn decimal(cells: Option<&Texts<'_>>, row: usize) -> Option<Decimal> {
    let zero = || Decimal::new(0, 0);
    match cells.and_then(|cells| cells.get(row)) {
        None => zero(),
        Some(cell) => match number::parse(cell, &NumberRules::default()) {
            Ok(number) => Some(number.value),
            Err(NumberFault::Missing) => zero(),
            Err(_) => None,
        },
    }
}

/// The whole number of a cell that is not negative.
fn count(cells: Option<&Texts<'_>>, row: usize) -> Option<u64> {
    let value = decimal(cells, row)?;
    let whole = value.to_fixed(0)?;
    let exact = value.to_f64().fract() == 0.0;
    u64::try_from(whole).ok().filter(|_| exact)
}

//! Reach from totals by channel: overlap is estimated.

use fourr_table::{
    Batch, Table,
    coerce::{Faults, Reading, amounts, keys},
};

use super::{ChannelReach, Reach, columns::ReachColumns, log::offline};
use crate::{FunnelError, RowLedger};

/// Ten-thousandths of a whole number.
const WHOLE: i64 = 10_000;

/// Totals of the channels, in the order of their first rows.
#[derive(Debug)]
pub(super) struct Totals {
    pub(super) rows: RowLedger,
    pub(super) faults: Vec<Faults>,
    pub(super) channels: Vec<ChannelReach>,
    /// Whether exposures of the target are an estimate.
    pub(super) estimated: bool,
}

/// One channel's totals.
#[derive(Debug, Default)]
struct Total {
    name: String,
    way: Option<String>,
    /// Exposures, reached, reached of the target, in whole numbers; cost in ten-thousandths.
    sums: [i64; 4],
}

/// Reads the totals; rows of one channel are added up, which counts a person reached in two rows twice.
pub(super) fn read(
    reach: &Reach,
    columns: &ReachColumns,
    table: &Table,
    population: u64,
) -> Result<Totals, FunnelError> {
    let mut totals: Vec<Total> = Vec::new();
    let mut rows = RowLedger::default();
    let numbers = numbers(columns);
    let mut faults = numbers.map(|column| Faults::new(column.unwrap_or_default()));
    for batch in table.batches(&names(columns))? {
        let batch = Rows::read(&batch?, columns, &mut faults)?;
        for (row, channel) in batch.channels.iter().enumerate() {
            rows.read += 1;
            let Some(channel) = channel else {
                rows.missing_property += 1;
                continue;
            };
            let Some(values) = batch.values(row) else {
                rows.unreadable_count += 1;
                continue;
            };
            rows.used += 1;
            let way = batch.ways.as_ref().and_then(|ways| ways[row].clone());
            add(&mut totals, channel, way, values);
        }
    }
    if totals.is_empty() {
        return Err(FunnelError::nothing(&rows));
    }
    let channels = totals
        .iter()
        .map(|total| total.channel(reach, columns, population));
    Ok(Totals {
        channels: channels.collect::<Result<_, _>>()?,
        rows,
        faults: faults
            .into_iter()
            .filter(|faults| faults.total() > 0)
            .collect(),
        estimated: columns.reached.is_some() && columns.reached_target.is_some(),
    })
}

/// The columns of exposures, reached, reached of the target and cost.
fn numbers(columns: &ReachColumns) -> [Option<&str>; 4] {
    [
        &columns.exposures,
        &columns.reached,
        &columns.reached_target,
        &columns.cost,
    ]
    .map(Option::as_deref)
}

/// One batch, column by column.
#[derive(Debug)]
struct Rows {
    channels: Vec<Option<String>>,
    ways: Option<Vec<Option<String>>>,
    numbers: [Option<Vec<Reading>>; 4],
}

impl Rows {
    fn read(
        batch: &Batch,
        columns: &ReachColumns,
        faults: &mut [Faults; 4],
    ) -> Result<Self, FunnelError> {
        let text = |column: &str| -> Result<_, FunnelError> {
            Ok(keys(batch.column(column)?)?.to_strings())
        };
        let mut read = [const { None }; 4];
        for ((place, column), faults) in numbers(columns).into_iter().enumerate().zip(faults) {
            if let Some(column) = column {
                read[place] = Some(amounts(batch.column(column)?, batch.first_row, faults)?);
            }
        }
        Ok(Self {
            channels: text(&columns.channel)?,
            ways: columns.way.as_deref().map(text).transpose()?,
            numbers: read,
        })
    }

    /// The numbers of a row, 0 where there is no column. A cost may be missing; a channel without its reach says nothing.
    fn values(&self, row: usize) -> Option<[i64; 4]> {
        let mut values = [0; 4];
        for (place, numbers) in self.numbers.iter().enumerate() {
            if let Some(numbers) = numbers {
                let value = numbers[row].value();
                values[place] = value
                    .or((place == 3).then_some(0))
                    .filter(|value| *value >= 0)?;
            }
        }
        Some(values)
    }
}

fn names(columns: &ReachColumns) -> Vec<&str> {
    let mut names = vec![columns.channel.as_str()];
    names.extend(numbers(columns).into_iter().flatten());
    names.extend(columns.way.as_deref());
    names.sort_unstable();
    names.dedup();
    names
}

fn add(totals: &mut Vec<Total>, name: &str, way: Option<String>, values: [i64; 4]) {
    let place = totals.iter().position(|total| total.name == name);
    let place = place.unwrap_or_else(|| {
        totals.push(Total {
            name: name.to_owned(),
            way,
            ..Total::default()
        });
        totals.len() - 1
    });
    for (sum, value) in totals[place].sums.iter_mut().zip(values) {
        *sum = sum.saturating_add(value);
    }
}

impl Total {
    fn channel(
        &self,
        reach: &Reach,
        columns: &ReachColumns,
        population: u64,
    ) -> Result<ChannelReach, FunnelError> {
        let whole = |place: usize| (self.sums[place] / WHOLE).unsigned_abs();
        let (impressions, total) = (whole(0), whole(1));
        // Without a column of their own, everybody reached is of the target.
        let (reached, all) = match (&columns.reached, &columns.reached_target) {
            (Some(_), Some(_)) => (whole(2), total),
            (None, Some(_)) => (whole(2), whole(2)),
            _ => (total, total),
        };
        if reached > population {
            return Err(FunnelError::ReachAbovePopulation {
                channel: self.name.clone(),
                reached,
                population,
            });
        }
        let share = if all > 0 {
            reached as f64 / all as f64
        } else {
            0.0
        };
        let cost = columns
            .cost
            .as_ref()
            .map(|_| self.sums[3] as f64 / WHOLE as f64);
        Ok(ChannelReach {
            name: self.name.clone(),
            offline: offline(reach, &self.name, self.way.as_deref()),
            impressions,
            reached_all: all,
            cost,
            ..ChannelReach::of(reached, impressions as f64 * share, population)
        })
    }
}

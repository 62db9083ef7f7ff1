//! Reach from totals by channel: overlap is estimated.

use fourr_table::{
    Table,
    coerce::{Faults, Keys, amounts, keys},
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
    let numbers = [
        &columns.exposures,
        &columns.reached,
        &columns.reached_target,
        &columns.cost,
    ];
    let mut faults = numbers.map(|column| Faults::new(column.as_deref().unwrap_or_default()));
    let names = names(columns);
    for batch in table.batches(&names)? {
        let batch = batch?;
        let text = |column: &str| texts(keys(batch.frame.column(column)?)?);
        let channels = text(&columns.channel)?;
        let ways = columns.way.as_deref().map(text).transpose()?;
        let mut read = Vec::new();
        for (column, faults) in numbers.into_iter().zip(&mut faults) {
            read.push(match column {
                Some(column) => Some(amounts(
                    batch.frame.column(column)?,
                    batch.first_row,
                    faults,
                )?),
                None => None,
            });
        }
        for (row, channel) in channels.into_iter().enumerate() {
            rows.read += 1;
            let Some(channel) = channel else {
                rows.missing_property += 1;
                continue;
            };
            let at = |place: usize| read[place].as_ref().map(|of| of[row].value());
            let values = [at(0), at(1), at(2), at(3)];
            // A cost may be missing; a channel without its reach says nothing.
            if values[..3].iter().any(|value| matches!(value, Some(None)))
                || values.iter().flatten().flatten().any(|value| *value < 0)
            {
                rows.unreadable_count += 1;
                continue;
            }
            rows.used += 1;
            let way = ways.as_ref().and_then(|ways| ways[row].clone());
            add(
                &mut totals,
                channel,
                way,
                values.map(|value| value.flatten().unwrap_or(0)),
            );
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

fn names(columns: &ReachColumns) -> Vec<&str> {
    let mut names = vec![columns.channel.as_str()];
    let optional = [
        &columns.exposures,
        &columns.reached,
        &columns.reached_target,
        &columns.cost,
        &columns.way,
    ];
    names.extend(optional.into_iter().filter_map(Option::as_deref));
    names.sort_unstable();
    names.dedup();
    names
}

fn texts(keys: Keys) -> Result<Vec<Option<String>>, FunnelError> {
    Ok(match keys {
        Keys::Text(texts) => texts.iter().map(|text| text.map(str::to_owned)).collect(),
        Keys::Whole(numbers) => numbers
            .iter()
            .map(|number| Some(number?.to_string()))
            .collect(),
    })
}

fn add(totals: &mut Vec<Total>, name: String, way: Option<String>, values: [i64; 4]) {
    let place = totals.iter().position(|total| total.name == name);
    let place = place.unwrap_or_else(|| {
        totals.push(Total {
            name,
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

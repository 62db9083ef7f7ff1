//! Spending and return by channel and period, read from a table.

use std::collections::{BTreeMap, BTreeSet};

use fourr_response::Series;
use fourr_table::{
    Batch, By, Found, Role, Table, Wanted,
    coerce::{Faults, Keys, Reading, TimeRules, amounts, from_ten_thousandths, keys, times},
};

use super::{ResponseError, ResponseRows, ResponseRules};
use crate::{
    ledgers::text_of,
    media::{Measure, cost_type},
};

/// Spans of time that a column of periods may be called after.
const SPANS: [&str; 8] = [
    "week",
    "week_start",
    "周",
    "周次",
    "month",
    "月",
    "月份",
    "day",
];

/// Spending and return of a period, in ten-thousandths.
type Sums = (i128, i128);
/// By period.
type Periods = BTreeMap<i64, Sums>;

/// What was read.
#[derive(Debug)]
pub(super) struct Observed {
    /// Channels with their runs of successive periods.
    pub(super) channels: Vec<(String, Vec<Series>)>,
    pub(super) rows: ResponseRows,
    pub(super) columns: Vec<Found>,
    /// Whether one return a period is set against the spending of every channel.
    pub(super) is_shared: bool,
    /// Whether a column says which period a row is.
    pub(super) has_periods: bool,
}

struct Columns {
    channel: Option<String>,
    /// The moment or the number of a period.
    time: Option<String>,
    period: Option<String>,
    /// What kind of cost a row tells of.
    cost_type: Option<String>,
    /// Names of channels and their columns; a single one without a name where rows name the channel.
    spends: Vec<String>,
    returned: String,
    is_wide: bool,
}

/// Reads spending and return. Costs that do not move with the advertising are set aside; rows of one channel and period
/// are added up; a channel's periods that do not follow each other among all periods of the table begin a new series, in
/// which nothing is carried over from before.
pub(super) fn read(table: &Table, rules: &ResponseRules) -> Result<Observed, ResponseError> {
    let (columns, found) = Columns::of(table, rules)?;
    let mut named: Vec<&str> = columns.spends.iter().map(String::as_str).collect();
    named.push(&columns.returned);
    let kind = &columns.cost_type;
    for column in [&columns.channel, &columns.time, &columns.period, kind] {
        named.extend(column.as_deref());
    }
    named.sort_unstable();
    named.dedup();
    let mut sums: BTreeMap<String, Periods> = BTreeMap::new();
    let mut rows = ResponseRows::default();
    for batch in table.batches(&named)? {
        columns.add(&batch?, &mut sums, &mut rows)?;
    }
    if rows.used == 0 {
        return Err(ResponseError::NoRows { rows: rows.read });
    }
    let periods: BTreeSet<i64> = sums.values().flat_map(BTreeMap::keys).copied().collect();
    let periods: Vec<i64> = periods.into_iter().collect();
    Ok(Observed {
        channels: sums
            .into_iter()
            .map(|(channel, own)| (channel, runs(&own, &periods)))
            .collect(),
        rows,
        columns: found,
        is_shared: columns.is_wide,
        has_periods: columns.time.is_some() || columns.period.is_some(),
    })
}

/// The series of a channel's successive periods.
fn runs(own: &Periods, periods: &[i64]) -> Vec<Series> {
    let mut runs = Vec::new();
    let mut run = Series::default();
    for period in periods {
        match own.get(period) {
            Some((spend, returned)) => {
                run.spend.push(from_ten_thousandths(*spend));
                run.returns.push(from_ten_thousandths(*returned));
            }
            None if run.spend.is_empty() => {}
            None => runs.push(std::mem::take(&mut run)),
        }
    }
    if !run.spend.is_empty() {
        runs.push(run);
    }
    runs
}

impl Columns {
    fn of(table: &Table, rules: &ResponseRules) -> Result<(Self, Vec<Found>), ResponseError> {
        let mut found: Vec<Found> = Vec::new();
        let wide = !rules.response_spend_columns.is_empty();
        let mut find = |role: Role, required: bool| -> Result<Option<String>, ResponseError> {
            let wanted = Wanted {
                role,
                column: rules.columns.named(role).map(str::to_owned),
                required,
            };
            let roles = table.roles(&[wanted])?;
            let column = roles.iter().next().cloned();
            found.extend(column.clone());
            Ok(column.map(|found| found.column))
        };
        let required = |column: Option<String>| column.unwrap_or_default();
        let columns = Self {
            channel: if wide {
                None
            } else {
                find(Role::Channel, false)?
            },
            spends: if wide {
                rules.response_spend_columns.clone()
            } else {
                vec![required(find(Role::Cost, true)?)]
            },
            returned: required(find(Role::Revenue, true)?),
            cost_type: if wide {
                None
            } else {
                find(Role::CostType, false)?
            },
            period: match &rules.columns.response_period {
                Some(_) => None,
                None => find(Role::Period, false)?,
            },
            time: find(Role::Time, false)?,
            is_wide: wide,
        };
        let columns = columns.or_by_header(table, &mut found);
        Ok((columns.numbered(table), found))
    }

    /// Without a column of moments or periods, one that is called after a span of time.
    fn or_by_header(mut self, table: &Table, found: &mut Vec<Found>) -> Self {
        if self.time.is_some() || self.period.is_some() {
            return self;
        }
        let called = |name: &str| SPANS.contains(&name.to_lowercase().as_str());
        let mut names = table.columns().iter().map(|column| &column.name);
        if let Some(column) = names.find(|name| called(name)) {
            found.push(Found {
                role: Role::Time,
                column: column.clone(),
                by: By::Header,
            });
            self.time = Some(column.clone());
        }
        self
    }

    /// A named column of periods that holds no moments holds their numbers.
    fn numbered(mut self, table: &Table) -> Self {
        let read = |name: &String| {
            let cells = table.sample().column(name).ok()?;
            times(cells, TimeRules::default(), 0, &mut Faults::new(name)).ok()
        };
        let moments = self.time.as_ref().and_then(read);
        let none = |moments: Vec<Reading>| moments.iter().all(|of| of.value().is_none());
        if moments.is_none_or(none) {
            self.period = self.period.or(self.time.take());
        }
        self
    }

    fn add(
        &self,
        batch: &Batch,
        sums: &mut BTreeMap<String, Periods>,
        ledger: &mut ResponseRows,
    ) -> Result<(), ResponseError> {
        let number = |name: &String| -> Result<_, ResponseError> {
            let values = batch.column(name)?;
            Ok(amounts(values, batch.first_row, &mut Faults::new(name))?)
        };
        let channels: Option<Keys<'_>> = match &self.channel {
            Some(name) => Some(keys(batch.column(name)?)?),
            None => None,
        };
        let returns = number(&self.returned)?;
        let spends = self.spends.iter().map(number);
        let spends: Vec<Vec<Reading>> = spends.collect::<Result<_, _>>()?;
        let periods = self.periods(batch)?;
        let others = self.other_costs(batch)?;
        for row in 0..batch.height() {
            ledger.read += 1;
            if others[row] {
                ledger.other_cost += 1;
                continue;
            }
            let period = periods.as_ref().map(|periods| periods[row].value());
            if period == Some(None) {
                ledger.missing_period += 1;
                continue;
            }
            let period = period.flatten();
            let spent: Option<Vec<i64>> = spends.iter().map(|of| of[row].value()).collect();
            let (Some(spent), Some(returned)) = (spent, returns[row].value()) else {
                ledger.missing_number += 1;
                continue;
            };
            if spent.iter().any(|spend| *spend < 0) {
                ledger.negative_spend += 1;
                continue;
            }
            ledger.used += 1;
            for (column, spend) in self.spends.iter().zip(spent) {
                let channel = self.channel_of(channels.as_ref(), row, column);
                let own = sums.entry(channel).or_default();
                let next = || i64::try_from(own.len()).unwrap_or(i64::MAX);
                let period = period.unwrap_or_else(next);
                let sum = own.entry(period).or_default();
                sum.0 += i128::from(spend);
                sum.1 += i128::from(returned);
            }
        }
        Ok(())
    }

    /// Whether each row tells of a cost that does not move with the advertising.
    fn other_costs(&self, batch: &Batch) -> Result<Vec<bool>, ResponseError> {
        let rows = batch.height();
        let Some(name) = &self.cost_type else {
            return Ok(vec![false; rows]);
        };
        let kinds = keys(batch.column(name)?)?;
        let is_other = |row| {
            let kind = text_of(&kinds, row).and_then(|kind| cost_type(&kind));
            kind.is_some_and(|kind| kind != Measure::Cost)
        };
        Ok((0..rows).map(is_other).collect())
    }

    /// The channel of a row's spending; it has no name where the table has no channels.
    fn channel_of(&self, channels: Option<&Keys<'_>>, row: usize, column: &str) -> String {
        match channels {
            Some(channels) => text_of(channels, row).unwrap_or_default(),
            None if self.is_wide => column.to_owned(),
            None => String::new(),
        }
    }

    /// The period of each row; none where rows are periods in their order.
    fn periods(&self, batch: &Batch) -> Result<Option<Vec<Reading>>, ResponseError> {
        if let Some(name) = &self.time {
            let rules = TimeRules::default();
            let read = times(
                batch.column(name)?,
                rules,
                batch.first_row,
                &mut Faults::new(name),
            )?;
            return Ok(Some(read));
        }
        if let Some(name) = &self.period {
            let values = batch.column(name)?;
            let read = amounts(values, batch.first_row, &mut Faults::new(name))?;
            return Ok(Some(read));
        }
        Ok(None)
    }
}

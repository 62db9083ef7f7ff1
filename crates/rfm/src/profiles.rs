//! Tables with one row per customer: R, F and M are there already.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use fourr_table::{
    Role, Roles, Table,
    coerce::{
        Faults, Keys, Reading as Cell, TimeRules, amounts, from_ten_thousandths, keys, times,
    },
};
use polars::prelude::{
    Column as Values, IntoSeries, NamedFrom, NewChunkedArray, Series, StringChunked,
};

use crate::{
    Column, Rfm, RfmError,
    columns::{date_of, day_number},
    customers::Measured,
    ledger::{CustomerLedger, RowLedger},
    reduce::{DAY, RowRules},
    segmentation::Reading,
};

/// A customer's id, in the order of the result.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Whole(i64),
    Text(String),
}

/// Recency (days, or the moment of the last purchase), frequency and amount in ten-thousandths.
type Row = [i64; 3];

/// Where recency comes from.
enum Since<'a> {
    Days(&'a str),
    LastPurchase(&'a str),
}

/// Reads a table of customers. The first row of a customer counts; later ones are set aside.
pub(crate) fn read(rfm: &Rfm, table: &Table, roles: &Roles) -> Result<Reading, RfmError> {
    let required = |role| roles.require(role).map_err(RfmError::Table);
    let customer = required(Role::Customer)?;
    let since = match (roles.get(Role::Recency), roles.get(Role::Time)) {
        (Some(days), _) => Since::Days(days),
        (None, Some(time)) => Since::LastPurchase(time),
        (None, None) => Since::Days(required(Role::Recency)?),
    };
    let (frequency, monetary) = (required(Role::Frequency)?, required(Role::Monetary)?);
    let recency = match since {
        Since::Days(column) | Since::LastPurchase(column) => column,
    };
    let mut ledger = RowLedger::default();
    let mut faults = [recency, frequency, monetary].map(Faults::new);
    let mut people: BTreeMap<Id, Row> = BTreeMap::new();
    for batch in table.batches(&[customer, recency, frequency, monetary])? {
        let batch = batch?;
        let column = |name: &str| batch.frame.column(name).map_err(RfmError::Query);
        let ids = ids(column(customer)?)?;
        let first = match since {
            Since::Days(_) => amounts(column(recency)?, batch.first_row, &mut faults[0])?,
            Since::LastPurchase(_) => times(
                column(recency)?,
                TimeRules::default(),
                batch.first_row,
                &mut faults[0],
            )?,
        };
        let orders = amounts(column(frequency)?, batch.first_row, &mut faults[1])?;
        let money = amounts(column(monetary)?, batch.first_row, &mut faults[2])?;
        for (row, id) in ids.into_iter().enumerate() {
            ledger.read += 1;
            enter(
                &mut people,
                &mut ledger,
                id,
                [first[row], orders[row], money[row]],
            );
        }
    }
    let as_of = as_of(rfm, &since, &people);
    let measured = match since {
        Since::Days(_) => measure(people, |days| from_ten_thousandths(days.into())),
        Since::LastPurchase(_) => {
            let rules = RowRules::of(rfm);
            let seen = people.len() as u64;
            people.retain(|_, [last, ..]| rules.includes(*last));
            ledger.after_as_of = seen - people.len() as u64;
            ledger.used -= ledger.after_as_of;
            let as_of = i64::from(day_number(as_of.unwrap_or_default()));
            measure(people, |last| rfm.day_count.days(as_of, last) as f64)
        }
    };
    let scored = measured.recency.len() as u64;
    Ok(Reading {
        measured,
        as_of,
        rows: ledger,
        people: CustomerLedger {
            seen: scored,
            scored,
            ..CustomerLedger::default()
        },
        statuses: Vec::new(),
        faults: faults
            .into_iter()
            .filter(|faults| faults.total() > 0)
            .collect(),
        rows_are_orders: false,
    })
}

fn ids(column: &Values) -> Result<Vec<Option<Id>>, RfmError> {
    Ok(match keys(column)? {
        Keys::Whole(ids) => ids.iter().map(|id| id.map(Id::Whole)).collect(),
        Keys::Text(ids) => ids
            .iter()
            .map(|id| id.map(|id| Id::Text(id.to_owned())))
            .collect(),
    })
}

fn enter(people: &mut BTreeMap<Id, Row>, ledger: &mut RowLedger, id: Option<Id>, cells: [Cell; 3]) {
    let [recency, frequency, monetary] = cells;
    let Some(id) = id else {
        ledger.missing_customer += 1;
        return;
    };
    let Some(first) = recency.value() else {
        ledger.count_time(recency);
        return;
    };
    let Some((orders, money)) = frequency.value().zip(monetary.value()) else {
        ledger.count_amount(if frequency.value().is_none() {
            frequency
        } else {
            monetary
        });
        return;
    };
    if people.contains_key(&id) {
        ledger.duplicate_customer += 1;
        return;
    }
    ledger.used += 1;
    people.insert(id, [first, orders, money]);
}

/// The analysis date, where recency is counted from one.
fn as_of(rfm: &Rfm, since: &Since<'_>, people: &BTreeMap<Id, Row>) -> Option<NaiveDate> {
    let latest = people.values().map(|[last, ..]| *last).max();
    match since {
        Since::Days(_) => rfm.as_of,
        #[expect(
            clippy::cast_possible_truncation,
            reason = "days of an i64 of microseconds fit"
        )]
        Since::LastPurchase(_) => rfm
            .as_of
            .or(latest.map(|latest| date_of(latest.div_euclid(DAY) as i32 + 1))),
    }
}

fn measure(people: BTreeMap<Id, Row>, recency: impl Fn(i64) -> f64) -> Measured {
    let name = Column::Customer.name();
    let ids = if people.keys().all(|id| matches!(id, Id::Whole(_))) {
        let ids = people
            .keys()
            .map(|id| if let Id::Whole(id) = id { *id } else { 0 });
        Series::new(name.into(), ids.collect::<Vec<i64>>())
    } else {
        let ids = people.keys().map(|id| {
            if let Id::Text(id) = id {
                id.as_str()
            } else {
                ""
            }
        });
        StringChunked::from_iter_values(name.into(), ids).into_series()
    };
    Measured {
        ids,
        recency: people.values().map(|row| recency(row[0])).collect(),
        frequency: people
            .values()
            .map(|row| from_ten_thousandths(row[1].into()))
            .collect(),
        monetary: people
            .values()
            .map(|row| from_ten_thousandths(row[2].into()))
            .collect(),
        purchases: None,
    }
}

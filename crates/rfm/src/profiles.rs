//! Tables with one row per customer: R, F and M are there already.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use fourr_table::{
    Role, Roles, Table, Values,
    coerce::{
        Faults, Keys, Reading as Cell, TimeRules, amounts, from_ten_thousandths, keys, times,
    },
};
use polars::prelude::{IntoSeries, NamedFrom, NewChunkedArray, Series, StringChunked};

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

/// The columns of a table of customers.
struct Columns<'a> {
    customer: &'a str,
    recency: &'a str,
    /// Whether `recency` is the moment of the last purchase, and not days.
    dated: bool,
    frequency: &'a str,
    monetary: &'a str,
}

impl<'a> Columns<'a> {
    fn of(roles: &'a Roles) -> Result<Self, RfmError> {
        let required = |role| roles.require(role).map_err(RfmError::Table);
        let (recency, dated) = match (roles.get(Role::Recency), roles.get(Role::Time)) {
            (None, Some(time)) => (time, true),
            _ => (required(Role::Recency)?, false),
        };
        Ok(Self {
            customer: required(Role::Customer)?,
            recency,
            dated,
            frequency: required(Role::Frequency)?,
            monetary: roles
                .get(Role::Monetary)
                .map_or_else(|| required(Role::Amount), Ok)?,
        })
    }
}

/// What the rows gave.
struct Census {
    people: BTreeMap<Id, Row>,
    ledger: RowLedger,
    /// Recency, frequency, monetary value.
    faults: [Faults; 3],
}

impl Census {
    /// Reads every row. The first row of a customer counts; later ones are set aside.
    fn of(table: &Table, columns: &Columns<'_>) -> Result<Self, RfmError> {
        let Columns {
            customer,
            recency,
            dated,
            frequency,
            monetary,
        } = *columns;
        let mut census = Self {
            people: BTreeMap::new(),
            ledger: RowLedger::default(),
            faults: [recency, frequency, monetary].map(Faults::new),
        };
        for batch in table.batches(&[customer, recency, frequency, monetary])? {
            let batch = batch?;
            let column = |name: &str| batch.column(name).map_err(RfmError::Table);
            let [first_faults, order_faults, money_faults] = &mut census.faults;
            let first = if dated {
                times(
                    column(recency)?,
                    TimeRules::default(),
                    batch.first_row,
                    first_faults,
                )?
            } else {
                amounts(column(recency)?, batch.first_row, first_faults)?
            };
            let orders = amounts(column(frequency)?, batch.first_row, order_faults)?;
            let money = amounts(column(monetary)?, batch.first_row, money_faults)?;
            for (row, id) in ids(&column(customer)?)?.into_iter().enumerate() {
                census.enter(id, [first[row], orders[row], money[row]]);
            }
        }
        Ok(census)
    }

    fn enter(&mut self, id: Option<Id>, [recency, frequency, monetary]: [Cell; 3]) {
        self.ledger.read += 1;
        let Some(id) = id else {
            self.ledger.missing_customer += 1;
            return;
        };
        let Some(first) = recency.value() else {
            self.ledger.count_time(recency);
            return;
        };
        let Some((orders, money)) = frequency.value().zip(monetary.value()) else {
            let unread = if frequency.value().is_none() {
                frequency
            } else {
                monetary
            };
            self.ledger.count_amount(unread);
            return;
        };
        if self.people.contains_key(&id) {
            self.ledger.duplicate_customer += 1;
            return;
        }
        self.ledger.used += 1;
        self.people.insert(id, [first, orders, money]);
    }

    /// The analysis date given, else the day after the last purchase.
    fn as_of(&self, rfm: &Rfm) -> Option<NaiveDate> {
        let latest = self.people.values().map(|[last, ..]| *last).max();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "days of an i64 of microseconds fit"
        )]
        let day_after = |latest: i64| date_of(latest.div_euclid(DAY) as i32 + 1);
        rfm.as_of.or(latest.map(day_after))
    }

    /// Sets customers aside whose last purchase is after the analysis date.
    fn look_back(&mut self, rfm: &Rfm) {
        let within = RowRules::of(rfm);
        let seen = self.people.len() as u64;
        self.people.retain(|_, [last, ..]| within.includes(*last));
        self.ledger.after_as_of = seen - self.people.len() as u64;
        self.ledger.used -= self.ledger.after_as_of;
    }
}

/// Reads a table of customers.
pub(crate) fn read(rfm: &Rfm, table: &Table, roles: &Roles) -> Result<Reading, RfmError> {
    let columns = Columns::of(roles)?;
    let mut census = Census::of(table, &columns)?;
    let (as_of, measured) = if columns.dated {
        let as_of = census.as_of(rfm);
        census.look_back(rfm);
        let today = i64::from(day_number(as_of.unwrap_or_default()));
        (
            as_of,
            measure(&census.people, |last| {
                rfm.day_count.days(today, last) as f64
            }),
        )
    } else {
        (
            rfm.as_of,
            measure(&census.people, |days| from_ten_thousandths(days.into())),
        )
    };
    let scored = measured.recency.len() as u64;
    Ok(Reading {
        measured,
        as_of,
        rows: census.ledger,
        people: CustomerLedger {
            seen: scored,
            scored,
            ..CustomerLedger::default()
        },
        statuses: Vec::new(),
        faults: census
            .faults
            .into_iter()
            .filter(|faults| faults.total() > 0)
            .collect(),
        rows_are_orders: false,
    })
}

fn ids(values: &Values<'_>) -> Result<Vec<Option<Id>>, RfmError> {
    Ok(match keys(values)? {
        Keys::Whole(ids) => ids.iter().map(|id| id.map(Id::Whole)).collect(),
        Keys::Text(ids) => ids
            .iter()
            .map(|id| id.map(|id| Id::Text(id.to_owned())))
            .collect(),
    })
}

fn measure(people: &BTreeMap<Id, Row>, recency: impl Fn(i64) -> f64) -> Measured {
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

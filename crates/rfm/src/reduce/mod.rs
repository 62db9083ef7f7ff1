//! From rows to customers: the step whose cost grows with the rows.
//!
//! In SQL it would read
//!
//! ```sql
//! SELECT customer, MAX(time), COUNT(DISTINCT "order"), COUNT(DISTINCT DATE(time)), SUM(amount)
//! FROM orders WHERE <the row counts> GROUP BY customer ORDER BY customer
//! ```
//!
//! plus the gaps between successive purchase days. A generic group-by over as many keys as there are
//! customers is where the time goes, so it is one named kernel: workers take batches, read the columns
//! into primitive vectors, and put the rows aside by hash partition, in memory as far as that reaches and else on disk. Each
//! partition is then folded once, while its customers are in the cache. Sums are exact integers and the rest are sets and
//! extremes, so neither the order of the rows nor the number of threads can change a bit of the result.

mod assemble;
mod partition;
mod recall;
mod record;
mod rows;
mod status;

use chrono::NaiveDate;
use fourr_table::{
    Aside, Batch, Role, Roles, Scratch, Stage, Table,
    coerce::{Faults, TimeRules},
    partitions,
};

use crate::{
    Rfm, RfmError,
    columns::day_number,
    conventions::{DayCount, Refunds, Statuses, ZeroOrders},
    customers::{Customers, Follow},
    ledger::{CustomerLedger, RowLedger, StatusUse},
};
pub(crate) use recall::{Recall, Recollection, recall};
use rows::Tallies;
use status::StatusTally;

/// Microseconds in a day.
pub(crate) const DAY: i64 = 86_400_000_000;

/// The columns of an order table that are read.
#[derive(Debug, Clone)]
pub(crate) struct OrderColumns {
    pub(crate) customer: String,
    pub(crate) time: String,
    pub(crate) order: Option<String>,
    pub(crate) amount: Amount,
    pub(crate) status: Option<String>,
}

/// Where the paid amount comes from.
#[derive(Debug, Clone)]
pub(crate) enum Amount {
    /// A column of its own.
    Paid(String),
    /// Quantity times unit price.
    Priced {
        quantity: String,
        unit_price: String,
    },
}

impl OrderColumns {
    pub(crate) fn of(roles: &Roles, table: &Table, statuses: Statuses) -> Result<Self, RfmError> {
        let named = |role| roles.get(role).map(str::to_owned);
        let amount = match (
            named(Role::Amount),
            named(Role::Quantity),
            named(Role::UnitPrice),
        ) {
            (Some(amount), ..) => Amount::Paid(amount),
            (None, Some(quantity), Some(unit_price)) => Amount::Priced {
                quantity,
                unit_price,
            },
            _ => {
                let columns = table
                    .columns()
                    .iter()
                    .map(|column| column.name.clone())
                    .collect();
                return Err(RfmError::NoAmount { columns });
            }
        };
        let required = |role| {
            roles
                .require(role)
                .map(str::to_owned)
                .map_err(RfmError::Table)
        };
        Ok(Self {
            customer: required(Role::Customer)?,
            time: required(Role::Time)?,
            order: named(Role::Order),
            amount,
            status: named(Role::Status).filter(|_| statuses == Statuses::Respect),
        })
    }

    fn names(&self) -> Vec<&str> {
        let mut names = vec![self.customer.as_str(), self.time.as_str()];
        names.extend(self.order.as_deref());
        match &self.amount {
            Amount::Paid(amount) => names.push(amount),
            Amount::Priced {
                quantity,
                unit_price,
            } => names.extend([quantity.as_str(), unit_price.as_str()]),
        }
        names.extend(self.status.as_deref());
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Which rows count, in microseconds and ten-thousandths.
#[derive(Debug, Clone)]
pub(crate) struct RowRules {
    /// First moment of the window.
    since: i64,
    /// First moment after the window.
    until: i64,
    refunds: Refunds,
    zero_orders: ZeroOrders,
    times: TimeRules,
}

impl RowRules {
    /// Whether a moment is not after the analysis date.
    pub(crate) fn includes(&self, time: i64) -> bool {
        time < self.until
    }

    pub(crate) fn of(rfm: &Rfm) -> Self {
        let midnight = |date: NaiveDate| i64::from(day_number(date)) * DAY;
        let until = match (rfm.as_of, rfm.day_count) {
            (None, _) => i64::MAX,
            (Some(as_of), DayCount::Calendar) => midnight(as_of) + DAY,
            (Some(as_of), DayCount::Elapsed) => midnight(as_of) + 1,
        };
        Self {
            since: rfm.since.map_or(i64::MIN, midnight),
            until,
            refunds: rfm.refunds,
            zero_orders: rfm.zero_orders,
            times: TimeRules::default(),
        }
    }
}

/// The customers, and what became of every row.
#[derive(Debug)]
pub(crate) struct Reduced {
    pub(crate) customers: Customers,
    pub(crate) rows: RowLedger,
    pub(crate) people: CustomerLedger,
    pub(crate) statuses: Vec<StatusUse>,
    pub(crate) faults: Vec<Faults>,
    /// The latest moment among the rows in use, in microseconds.
    pub(crate) latest: Option<i64>,
}

/// Reduces order rows to customers.
pub(crate) fn reduce(
    table: &Table,
    columns: &OrderColumns,
    rules: &RowRules,
    follow: Option<Follow>,
) -> Result<Reduced, RfmError> {
    let _stage = Stage::Reduce.enter();
    let count = partitions(table.known_rows());
    let scratch = table.scratch();
    let begin = |_| Work {
        tallies: Tallies::new(columns),
        asides: Aside::empty(count),
    };
    let batches = table.batches(&columns.names())?;
    let works = batches.spread(begin, |work, batch| -> Result<(), RfmError> {
        work.read(&batch, scratch, columns, rules)
    })?;
    let mut tallies = Tallies::new(columns);
    let mut asides = Vec::new();
    for work in works {
        tallies.merge(work.tallies);
        asides.push(work.asides);
    }
    let cut = follow.map(|follow| follow.cut.unwrap_or_else(|| tallies.span.halfway()));
    let (customers, people) = assemble::assemble(Aside::by_partition(asides), cut, scratch)?;
    Ok(Reduced {
        customers,
        people,
        rows: tallies.rows,
        statuses: StatusTally::into_uses(tallies.statuses),
        faults: tallies
            .faults
            .into_iter()
            .filter(|faults| faults.total() > 0)
            .collect(),
        latest: tallies.latest,
    })
}

/// What a worker has at hand.
struct Work {
    tallies: Tallies,
    /// By partition.
    asides: Vec<Aside>,
}

impl Work {
    /// Puts the rows of a batch aside.
    fn read(
        &mut self,
        batch: &Batch,
        scratch: &Scratch,
        columns: &OrderColumns,
        rules: &RowRules,
    ) -> Result<(), RfmError> {
        let rows = rows::Rows::read(batch, columns, rules, &mut self.tallies)?;
        Ok(rows.sort_into(&mut self.asides, scratch, rules, &mut self.tallies)?)
    }
}

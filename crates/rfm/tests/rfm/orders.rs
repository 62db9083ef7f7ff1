//! Small order tables for tests.

use fourr_table::Table;
use polars::prelude::*;

/// One order row.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) customer: u32,
    pub(crate) number: u32,
    pub(crate) day: i32,
    pub(crate) cents: i64,
}

/// The rows as a table with the usual headers.
pub(crate) fn table(orders: &[Order]) -> Table {
    let ids: Vec<i64> = orders.iter().map(|order| order.customer.into()).collect();
    let numbers: Vec<i64> = orders.iter().map(|order| order.number.into()).collect();
    let days: Vec<i32> = orders.iter().map(|order| order.day).collect();
    let amounts: Vec<f64> = orders
        .iter()
        .map(|order| order.cents as f64 / 100.0)
        .collect();
    let frame = DataFrame::new(
        orders.len(),
        vec![
            Column::new("customer_id".into(), ids),
            Column::new("order_id".into(), numbers),
            Column::new("order_date".into(), days)
                .cast(&DataType::Date)
                .unwrap(),
            Column::new("amount".into(), amounts),
        ],
    );
    Table::from_frame(frame.unwrap())
}

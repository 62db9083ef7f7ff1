//! Small inputs, and their segmentations.

use std::path::PathBuf;

use fourr_locale::Lang;
use fourr_report::{Report, rfm};
use fourr_rfm::{Rfm, Segmentation};
use fourr_table::{Input, Table};
use polars::prelude::*;

/// The 20 customers of the golden case, with a refund, a late order and a customer of refunds only.
pub(crate) fn golden() -> Table {
    let path = "../rfm/tests/golden/scores_and_segments/orders.csv";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    Input::of([path]).open().unwrap()
}

/// Orders in memory: customer, date and amount, one order a row.
pub(crate) fn orders(rows: &[(&str, &str, f64)]) -> Table {
    let customers: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let dates: Vec<&str> = rows.iter().map(|row| row.1).collect();
    let amounts: Vec<f64> = rows.iter().map(|row| row.2).collect();
    let frame = df!("customer_id" => customers, "order_date" => dates, "amount" => amounts);
    Table::from_frame(frame.unwrap())
}

/// Customers in memory: days since the last purchase, orders and amount.
pub(crate) fn customers(rows: &[(i64, i64, f64)]) -> Table {
    let ids: Vec<String> = (0..rows.len()).map(|row| format!("C{row:02}")).collect();
    let recency: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let frequency: Vec<i64> = rows.iter().map(|row| row.1).collect();
    let monetary: Vec<f64> = rows.iter().map(|row| row.2).collect();
    let frame = df!(
        "customer_id" => ids, "recency" => recency, "frequency" => frequency, "monetary" => monetary
    );
    Table::from_frame(frame.unwrap())
}

/// The segmentation of a table.
pub(crate) fn segmented(table: &Table, rfm: &Rfm) -> Segmentation {
    rfm.segment(table).unwrap()
}

/// The report of a table.
pub(crate) fn report(table: &Table, rfm: &Rfm, lang: Lang) -> Report {
    rfm::report(&segmented(table, rfm), table.sources(), table.notes(), lang)
}

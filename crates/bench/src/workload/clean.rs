//! Dirty orders, and the recipe that cleans them.

use std::num::NonZeroUsize;
use std::path::Path;

use fourr_generator::{Dataset, DefectKind, DefectRates, Encoding, Orders};
use polars::prelude::*;

use super::files;
use crate::{BenchError, DataFormat, oracle};

/// What is done to the orders; `oracle/clean.rs` does the same in plain polars.
pub(super) const RECIPE: &str = r#"# The job of `fourr bench clean`.
version = 1

[[step]]
do = "parse"
columns = ["order_time"]
kind = "datetime"

[[step]]
do = "parse"
columns = ["amount"]
kind = "number"
decimals = 2

[[step]]
do = "duplicates"

[[step]]
do = "outliers"
columns = ["amount"]
by = ["channel"]
method = { iqr = 1.5 }
treat = "cap"

[[step]]
do = "impute"
columns = ["amount"]
method = "median"
"#;

/// What is wrong with them, per row or cell.
const DEFECTS: [(DefectKind, f64); 6] = [
    (DefectKind::DuplicateRow, 0.02),
    (DefectKind::DateYmd, 0.2),
    (DefectKind::DateSlash, 0.2),
    (DefectKind::AmountCurrency, 0.3),
    (DefectKind::MissingAmount, 0.03),
    (DefectKind::AmountOutlier, 0.005),
];

/// Writes the orders, every column as text: that is how dirt comes, in Parquet too.
pub(super) fn orders(
    rows: u64,
    seed: u64,
    format: DataFormat,
    path: &Path,
) -> Result<(), BenchError> {
    let orders = Orders {
        rows,
        seed,
        encoding: Encoding::Utf8,
        defect_rates: Some(DefectRates(DEFECTS.into())),
        ..Orders::bench()
    };
    match format {
        DataFormat::Csv => Ok(orders.write_csv(path)?),
        DataFormat::Parquet => {
            let text = path.with_extension("csv");
            orders.write_csv(&text)?;
            let mut frame = oracle::text(&text)?;
            let schema = frame.collect_schema()?;
            let size = NonZeroUsize::new(files::GROUP);
            let batches = frame.collect_batches(Engine::Streaming, true, size, false)?;
            files::write(path, format, &schema, batches)?;
            std::fs::remove_file(&text).map_err(|source| super::file(&text, source))
        }
    }
}

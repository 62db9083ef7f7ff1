//! Files of the practice company, and the recipe that cleans its orders.

use std::path::Path;

use fourr_generator::{Dataset, GeneratorError, Orders, Questionnaire};

/// Steps over one row and steps over all, for [`dirty_orders`].
pub const RECIPE: &str = r#"
    [[step]]
    do = "tidy"
    columns = ["channel"]
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
    treat = "cap"
    [[step]]
    do = "impute"
    columns = ["amount"]
    method = "median"
"#;

/// Writes so many rows of orders: as CSV if the path ends so, else as Parquet.
///
/// # Errors
/// A file that cannot be written.
pub fn orders(rows: u64, path: &Path) -> Result<(), GeneratorError> {
    write(rows, 0.0, path)
}

/// Writes so many rows of orders with the defects of the practice data, as CSV.
///
/// # Errors
/// A file that cannot be written.
pub fn dirty_orders(rows: u64, path: &Path) -> Result<(), GeneratorError> {
    write(rows, 1.0, path)
}

fn write(rows: u64, dirt: f64, path: &Path) -> Result<(), GeneratorError> {
    let orders = Orders {
        rows,
        dirt,
        ..Orders::bench()
    };
    if path.extension().is_some_and(|ending| ending == "csv") {
        orders.write_csv(path)
    } else {
        orders.write_parquet(path)
    }
}

/// Writes the answers of so many respondents, as Parquet.
///
/// # Errors
/// A file that cannot be written.
pub fn questionnaire(respondents: u64, path: &Path) -> Result<(), GeneratorError> {
    Questionnaire {
        respondents,
        ..Questionnaire::bench()
    }
    .write_parquet(path)
}

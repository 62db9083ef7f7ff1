//! The workbook of a run.

use std::{fs, path::Path};

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::fourr::{failure, stdout};

const ORDERS: &str = "customer_id,order_id,order_date,amount\n\
    a,1,2024-01-05,100\na,2,2024-02-05,50\nb,3,2024-01-20,10\n=1+1,4,2024-02-27,400\n";

/// Runs on these orders with a choice of workbook; the folder of results.
fn run(folder: &Path, when: &str) -> std::path::PathBuf {
    let orders = folder.join("orders.csv");
    fs::write(&orders, ORDERS).unwrap();
    let out = folder.join(when);
    let (orders, path) = (orders.to_str().unwrap(), out.to_str().unwrap());
    stdout(["rfm", orders, "-o", path, "--xlsx", when]);
    out
}

#[test]
fn a_run_writes_a_workbook_with_the_figures_of_the_summary() {
    let folder = tempfile::tempdir().unwrap();
    let out = run(folder.path(), "auto");
    let summary: Value =
        serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    let mut book: Xlsx<_> = open_workbook(out.join("report.xlsx")).unwrap();
    let sheet = book.worksheet_range("Summary").unwrap();
    let formulas = book.worksheet_formula("Summary").unwrap();
    let figure = |label: &str| {
        let rows = (0..sheet.height()).map(|row| u32::try_from(row).unwrap());
        let mut rows =
            rows.filter(|row| sheet.get_value((*row, 0)) == Some(&Data::String(label.to_owned())));
        let row = rows.next().unwrap();
        assert!(
            !formulas.get_value((row, 1)).unwrap().is_empty(),
            "{label} is no formula"
        );
        sheet.get_value((row, 1)).and_then(DataType::as_f64)
    };
    assert_eq!(figure("Customers"), summary["totals"]["customers"].as_f64());
    assert_eq!(figure("Amount"), summary["totals"]["monetary"].as_f64());
    assert_eq!(
        figure("Repurchase rate"),
        summary["cycle"]["repurchase_rate"].as_f64()
    );
    let customers = book.worksheet_range("Customers").unwrap();
    assert_eq!(
        customers.get_value((1, 0)),
        Some(&Data::String("=1+1".to_owned()))
    );
    assert_eq!(customers.height(), 4);
}

#[test]
fn never_means_no_workbook() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), "always").join("report.xlsx").is_file());
    assert!(!run(folder.path(), "never").join("report.xlsx").exists());
    assert_eq!(failure(["rfm", "orders.csv", "--xlsx", "sometimes"]).0, 2);
}

/// More customers than a sheet has rows: refused before a file is written, with a way out.
#[test]
fn more_customers_than_a_sheet_holds_are_refused_where_they_were_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("customers.csv");
    let row = |id: u32| format!("{id},{},{},{}", id % 365, id % 9 + 1, id % 1000 + 1);
    let rows: Vec<String> = (0..1_048_576).map(row).collect();
    let text = format!(
        "customer_id,recency,frequency,monetary\n{}\n",
        rows.join("\n")
    );
    fs::write(&table, text).unwrap();
    let out = folder.path().join("out");
    let arguments = [
        "rfm",
        table.to_str().unwrap(),
        "-o",
        out.to_str().unwrap(),
        "--xlsx",
        "always",
    ];
    let (code, errors) = failure(arguments);
    assert_eq!(code, 1, "{errors}");
    assert!(
        errors.contains("1048576 rows") && errors.contains("hint: use --xlsx auto"),
        "{errors}"
    );
    assert!(!out.exists());
}

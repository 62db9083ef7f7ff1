//! Old and open workbooks, and one that is locked; the golden README says which programs wrote them.

use std::path::PathBuf;

use fourr_table::{Finding, Format, Input, TableError};

use crate::support::findings;

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/workbooks")
        .join(name)
}

#[test]
fn ods_and_xls_hold_the_same_orders() {
    for (name, format) in [("orders.ods", Format::Ods), ("orders.xls", Format::Xls)] {
        let table = Input::of([golden(name)]).open().unwrap();
        assert_eq!(table.sources()[0].format, format);
        assert_eq!(table.row_count().unwrap(), 3, "{name}");
        let frame = table.lazy().collect().unwrap();
        let ids: Vec<_> = frame
            .column("会员编号")
            .unwrap()
            .str()
            .unwrap()
            .iter()
            .flatten()
            .collect();
        assert_eq!(ids, ["00012", "00007", "00120"], "{name}");
        let last = frame
            .column("下单时间")
            .unwrap()
            .get(2)
            .unwrap()
            .to_string();
        assert!(last.contains("2024-02-29 23:59:59"), "{name}: {last}");
    }
}

#[test]
fn the_title_above_the_header_is_noted() {
    let table = Input::of([golden("orders.xls")]).open().unwrap();
    let titled = |finding: &Finding| matches!(finding, Finding::TitleRowsSkipped { count: 1, .. });
    assert!(findings(&table).iter().any(titled));
}

#[test]
fn a_locked_workbook_is_refused_by_name() {
    let error = Input::of([golden("locked.xlsx")]).open().unwrap_err();
    assert!(
        matches!(error, TableError::PasswordProtected { .. }),
        "{error}"
    );
}

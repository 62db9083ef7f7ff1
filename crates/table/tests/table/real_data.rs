//! Real files open and are recognised without a flag.

use fourr_table::{Delimiter, Encoding, Finding, Format, Input, Role, Wanted};

use crate::support::{findings, real, rows};

fn check(name: &str, rows: u64, expected: &[(Role, &str)]) {
    let Some(path) = real(name) else { return };
    let table = Input::of([path]).open().unwrap();
    assert_eq!(table.row_count().unwrap(), rows, "{name}");
    let wanted: Vec<_> = expected
        .iter()
        .map(|(role, _)| Wanted::required(*role, None))
        .collect();
    let roles = table.roles(&wanted).unwrap();
    let found: Vec<_> = expected
        .iter()
        .map(|(role, _)| (*role, roles.get(*role).unwrap()))
        .collect();
    assert_eq!(found, expected, "{name}");
}

/// Row counts are those of each SOURCE.md.
#[test]
fn columns_are_recognised() {
    check(
        "online_retail/online_retail.parquet",
        541_909,
        &[
            (Role::Customer, "CustomerID"),
            (Role::Order, "InvoiceNo"),
            (Role::Time, "InvoiceDate"),
            (Role::Quantity, "Quantity"),
            (Role::UnitPrice, "UnitPrice"),
        ],
    );
    check(
        "completejourney/transactions_sample.parquet",
        75_000,
        &[
            (Role::Customer, "household_id"),
            (Role::Order, "basket_id"),
            (Role::Time, "transaction_timestamp"),
            (Role::Amount, "sales_value"),
        ],
    );
    check(
        "rfm_r_orders/rfm_data_orders.csv",
        4_906,
        &[
            (Role::Customer, "customer_id"),
            (Role::Time, "order_date"),
            (Role::Amount, "revenue"),
        ],
    );
    check(
        "cn_jd_users_gbk/JData_User.csv",
        29_999,
        &[
            (Role::Customer, "user_id"),
            (Role::Age, "age"),
            (Role::Gender, "sex"),
        ],
    );
    // The sheet has 6,578 rows, one of them entirely blank.
    check(
        "cn_pharmacy_xlsx/朝阳医院2018年销售数据.xlsx",
        6_577,
        &[
            (Role::Customer, "社保卡号"),
            (Role::Time, "购药时间"),
            (Role::Amount, "实收金额"),
            (Role::Quantity, "销售数量"),
        ],
    );
}

#[test]
fn the_pharmacy_sheet_counts_its_blank_row() {
    let Some(path) = real("cn_pharmacy_xlsx/朝阳医院2018年销售数据.xlsx") else {
        return;
    };
    let table = Input::of([path]).open().unwrap();
    assert_eq!(table.sources()[0].format, Format::Xlsx);
    assert!(
        findings(&table).contains(&Finding::BlankRowsDropped { count: 1 }),
        "{:?}",
        findings(&table)
    );
    assert_eq!(rows(&table)[1][..2], ["2018-01-01 星期五", "*******528"]);
}

#[test]
fn cdnow_has_no_header_and_is_divided_by_blanks() {
    let Some(path) = real("cdnow_sample/CDNOW_sample.txt") else {
        return;
    };
    let table = Input::of([path]).open().unwrap();
    assert_eq!(table.row_count().unwrap(), 6_919);
    assert_eq!(table.sources()[0].delimiter, Some(Delimiter::Blanks));
    assert_eq!(rows(&table)[1], ["00004", "0001", "19970101", "2", "29.33"]);
    let roles = table
        .roles(&[Wanted::required(Role::Customer, Some("column_1"))])
        .unwrap();
    assert_eq!(roles.get(Role::Customer), Some("column_1"));
}

#[test]
fn the_gbk_file_equals_its_utf8_copy() {
    let Some(path) = real("cn_jd_users_gbk/JData_User.csv") else {
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    let (text, _, lossy) = encoding_rs::GB18030.decode(&bytes);
    assert!(!lossy);
    let (gbk, utf8) = (
        Input::of([path]).open().unwrap(),
        crate::support::open(text.as_bytes()).unwrap(),
    );
    assert_eq!(gbk.sources()[0].encoding, Some(Encoding::Gb18030));
    assert_eq!(rows(&gbk), rows(&utf8));
}

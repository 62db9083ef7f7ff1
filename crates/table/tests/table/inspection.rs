//! What an inspection tells about a file.

use fourr_table::inspect::{Distinct, Kind};
use fourr_table::{Inspection, Role, Table};
use polars::df;

use crate::support::open;

#[test]
fn columns_are_described_and_personal_data_is_masked() {
    let text = "会员编号,手机号,下单日期,实付金额,备注\n\
                001,13812345678,2024-01-03,¥3.50,  \n\
                002,13912345678,2024-01-01,-1,N/A\n\
                002,13712345678,soon,免费,好\n";
    let inspection = Inspection::of(&open(text).unwrap()).unwrap();
    assert_eq!(inspection.rows, 3);
    let [id, phone, date, amount, note] = &inspection.columns[..] else {
        panic!("five columns")
    };
    assert_eq!(
        (id.kind, id.role, id.distinct),
        (
            Kind::Id,
            Some(Role::Customer),
            Distinct {
                count: 2,
                exact: true
            }
        )
    );
    assert_eq!(
        phone.personal.map(fourr_cell::personal::Personal::code),
        Some("mobile")
    );
    assert_eq!(
        (phone.min.as_deref(), phone.examples[0].as_str()),
        (None, "138****5678")
    );
    assert_eq!((date.role, date.unreadable), (Some(Role::Time), 1));
    assert_eq!(amount.role, Some(Role::Amount));
    assert_eq!(
        (note.blanks, note.missing_tokens, note.distinct.count),
        (1, 1, 1)
    );
    let json = serde_json::to_value(&inspection).unwrap();
    assert_eq!(json["columns"][0]["kind"], "id");
    assert!(!json.to_string().contains("13812345678"));
}

#[test]
fn ranges_and_unreadable_cells_are_counted_over_all_rows() {
    let rows = (1..=2000).map(|day| format!("2024-01-{:02},{day}.5\n", day % 28 + 1));
    let mut text: String = std::iter::once("date,amount\n".to_owned())
        .chain(rows)
        .collect();
    text.push_str("2030-12-31 10:00,-7\nnever,much\n");
    let inspection = Inspection::of(&open(text).unwrap()).unwrap();
    let [date, amount] = &inspection.columns[..] else {
        panic!("two columns")
    };
    assert_eq!((date.kind, date.unreadable), (Kind::Date, 1));
    assert_eq!(
        (date.min.as_deref(), date.max.as_deref()),
        (Some("2024-01-01"), Some("2030-12-31 10:00:00"))
    );
    assert_eq!((amount.kind, amount.unreadable), (Kind::Number, 1));
    assert_eq!(
        (amount.min.as_deref(), amount.max.as_deref()),
        (Some("-7"), Some("2000.5"))
    );
}

#[test]
fn typed_columns_and_doubts() {
    let frame =
        df!("customer_id" => [1, 2], "member_id" => [3, 4], "price" => [1.5, -2.0]).unwrap();
    let inspection = Inspection::of(&Table::from_frame(frame)).unwrap();
    assert_eq!(inspection.doubts[0].role, Role::Customer);
    assert_eq!(inspection.columns[2].min.as_deref(), Some("-2"));
}

//! The rules of the data dictionary hold in every row.

use std::collections::{BTreeMap, BTreeSet};

use fourr_generator::Orders;

use crate::sheet::Sheet;

fn sheet() -> Sheet {
    Sheet::of(&Orders {
        rows: 50_000,
        ..Orders::default()
    })
}

#[test]
fn what_is_paid_is_quantity_times_price_less_discount() {
    let sheet = sheet();
    for row in &sheet.rows {
        let quantity: i64 = sheet.cell(row, "数量").parse().unwrap();
        let due = quantity * sheet.fen(row, "单价") - sheet.fen(row, "优惠金额");
        let paid = sheet.fen(row, "实付金额");
        match sheet.cell(row, "订单状态") {
            "已完成" => assert!(paid == due && quantity > 0 && paid >= 0, "{row:?}"),
            "已退款" => assert!(paid == due && quantity < 0 && paid <= 0, "{row:?}"),
            "已取消" => assert!(paid == 0 && quantity > 0, "{row:?}"),
            other => panic!("status {other}"),
        }
    }
}

#[test]
fn the_clean_log_has_no_row_twice() {
    let sheet = sheet();
    let rows: BTreeSet<Vec<&str>> = sheet.rows.iter().map(|row| row.iter().collect()).collect();
    assert_eq!(rows.len(), sheet.rows.len());
}

#[test]
fn refunds_undo_whole_orders() {
    let sheet = sheet();
    let mut sums: BTreeMap<&str, (i64, BTreeSet<&str>)> = BTreeMap::new();
    for row in &sheet.rows {
        let sum = sums.entry(sheet.cell(row, "订单编号")).or_default();
        sum.0 += sheet.fen(row, "实付金额");
        sum.1.insert(sheet.cell(row, "订单状态"));
    }
    let refunded: Vec<_> = sums
        .values()
        .filter(|(_, states)| states.contains("已退款") && states.len() > 1)
        .collect();
    assert!(refunded.len() > 500);
    assert!(refunded.iter().all(|(sum, _)| *sum == 0));
}

#[test]
fn everything_that_a_task_may_ask_about_occurs() {
    let sheet = sheet();
    let share = |holds: &dyn Fn(&csv::StringRecord) -> bool| {
        sheet.rows.iter().filter(|row| holds(row)).count() as f64 / sheet.rows.len() as f64
    };
    let status = |name: &'static str| share(&|row| sheet.cell(row, "订单状态") == name);
    assert!(
        (0.02..0.04).contains(&status("已退款")),
        "{}",
        status("已退款")
    );
    assert!(
        (0.02..0.04).contains(&status("已取消")),
        "{}",
        status("已取消")
    );
    let gifts = share(&|row| sheet.cell(row, "商品品类") == "赠品");
    assert!((0.03..0.10).contains(&gifts), "{gifts}");
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for row in sheet
        .rows
        .iter()
        .filter(|row| sheet.cell(row, "订单状态") != "已退款")
    {
        *lines.entry(sheet.cell(row, "订单编号")).or_default() += 1;
    }
    let sizes: BTreeSet<_> = lines.into_values().collect();
    assert_eq!(sizes, BTreeSet::from([1, 2, 3, 4]));
}

#[test]
fn rows_stand_in_order_of_time_within_the_period() {
    let sheet = sheet();
    let times: Vec<_> = sheet
        .rows
        .iter()
        .map(|row| sheet.cell(row, "下单时间"))
        .collect();
    assert!(times.is_sorted());
    assert!(times[0] >= "2023-01-01 00:00:00" && times[times.len() - 1] <= "2024-12-31 23:59:59");
}

#[test]
fn a_customer_lives_in_one_city() {
    let sheet = sheet();
    let mut homes = BTreeMap::new();
    for row in &sheet.rows {
        let home = (sheet.cell(row, "省份"), sheet.cell(row, "城市"));
        assert_eq!(
            *homes.entry(sheet.cell(row, "会员编号")).or_insert(home),
            home
        );
    }
}

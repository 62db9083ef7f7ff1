//! Data at the edge of what can be said.

use fourr_locale::Lang;
use fourr_rfm::{Rfm, Scheme, Scoring, ZeroOrders};

use super::inputs::{customers, orders, report};
use super::sound::check;

#[test]
fn one_customer_with_one_order() {
    check(&orders(&[("A", "2024-03-01", 10.5)]), &Rfm::default());
}

#[test]
fn customers_who_are_all_alike() {
    let rows: Vec<(String, &str, f64)> = (0..30)
        .map(|n| (format!("C{n}"), "2024-03-01", 8.0))
        .collect();
    let rows: Vec<(&str, &str, f64)> = rows
        .iter()
        .map(|row| (row.0.as_str(), row.1, row.2))
        .collect();
    check(&orders(&rows), &Rfm::default());
    check(
        &orders(&rows),
        &Rfm {
            scoring: Some(Scoring::QcutDrop),
            ..Rfm::default()
        },
    );
}

#[test]
fn no_money_at_all() {
    let rows = [
        ("A", "2024-03-01", 0.0),
        ("B", "2024-04-01", 0.0),
        ("A", "2024-05-01", 0.0),
    ];
    check(
        &orders(&rows),
        &Rfm {
            zero_orders: ZeroOrders::Count,
            ..Rfm::default()
        },
    );
}

#[test]
fn refunds_that_outweigh_every_purchase() {
    let rows = [
        ("A", "2024-03-01", 10.0),
        ("A", "2024-03-02", -50.0),
        ("B", "2024-04-01", 20.0),
        ("B", "2024-04-02", -20.0),
        ("C", "2024-05-01", 5.0),
    ];
    check(&orders(&rows), &Rfm::default());
    check(
        &orders(&rows),
        &Rfm {
            scheme: Scheme::Grid11,
            ..Rfm::default()
        },
    );
}

#[test]
fn a_table_of_customers_has_no_cycle_and_says_nothing_of_it() {
    let rows = [
        (3, 9, 900.0),
        (40, 2, 80.5),
        (200, 1, 15.0),
        (90, 6, 4000.0),
        (10, 1, 20.0),
    ];
    let table = customers(&rows);
    check(&table, &Rfm::default());
    for lang in [Lang::Zh, Lang::En] {
        let report = report(&table, &Rfm::default(), lang);
        let ids: Vec<&str> = report
            .sections
            .iter()
            .map(|section| section.id.as_str())
            .collect();
        assert_eq!(
            ids,
            [
                "data",
                "distributions",
                "scores",
                "segments",
                "actions",
                "conventions"
            ]
        );
        let labels = report.figures.iter().map(|figure| figure.label.as_str());
        assert!(
            !labels
                .into_iter()
                .any(|label| ["复购率", "Repurchase rate"].contains(&label))
        );
    }
}

#[test]
fn populations_that_share_nobody() {
    let rows = [
        ("A", "2024-01-05", 10.0),
        ("B", "2024-01-20", 20.0),
        ("C", "2024-03-01", 5.0),
    ];
    let date = |day| chrono::NaiveDate::from_ymd_opt(2024, 2, day);
    let rfm = Rfm {
        since: date(20),
        as_of: chrono::NaiveDate::from_ymd_opt(2024, 3, 20),
        migration_from: date(1),
        ..Rfm::default()
    };
    check(&orders(&rows), &rfm);
}

#[test]
fn nobody_who_came_back() {
    let rows = [
        ("A", "2024-03-01", 10.0),
        ("B", "2024-04-01", 20.0),
        ("C", "2024-05-01", 5.0),
    ];
    check(&orders(&rows), &Rfm::default());
}

#[test]
fn amounts_from_a_cent_to_a_billion() {
    let rows = [
        ("A", "2024-03-01", 0.01),
        ("B", "2024-04-01", 1_000_000_000.0),
        ("B", "2014-04-01", 12.34),
        ("C", "2024-05-01", 5.0),
    ];
    check(&orders(&rows), &Rfm::default());
}

#[test]
fn cells_that_look_personal_are_masked_among_the_examples() {
    let frame = polars::prelude::df!(
        "客户编号" => ["A", "B", "C"],
        "下单时间" => ["2024-03-01", "2024-03-02", "2024-03-05"],
        "实付金额" => ["8.8", "12.5", "wang@example.com"]
    );
    let table = fourr_table::Table::from_frame(frame.unwrap());
    let page = fourr_report::html::render(&report(&table, &Rfm::default(), Lang::Zh)).unwrap();
    assert!(!page.contains("wang@example.com"));
    assert!(page.contains("w***@example.com"));
}

//! The default analysis finds the planted segments: computed here by hand, from the CSV alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use fourr_generator::{Dataset, Orders};

use crate::sheet::{Sheet, bytes};

#[derive(Default)]
struct Customer<'a> {
    last: &'a str,
    orders: BTreeSet<&'a str>,
    fen: i64,
}

/// Recency, frequency and amount above the mean or not, for each customer: the mean split of eight types.
fn segments(sheet: &Sheet) -> BTreeMap<String, String> {
    let mut customers: BTreeMap<&str, Customer<'_>> = BTreeMap::new();
    for row in &sheet.rows {
        let customer = customers.entry(sheet.cell(row, "会员编号")).or_default();
        let fen = sheet.fen(row, "实付金额");
        customer.fen += fen;
        if fen > 0 {
            customer.orders.insert(sheet.cell(row, "订单编号"));
            customer.last = customer.last.max(sheet.cell(row, "下单时间"));
        }
    }
    let as_of = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    let recency = |customer: &Customer<'_>| {
        (as_of - customer.last[..10].parse::<NaiveDate>().unwrap()).num_days()
    };
    let figures: Vec<_> = customers
        .iter()
        .filter(|(_, customer)| !customer.orders.is_empty())
        .map(|(id, customer)| {
            (
                id,
                [
                    -recency(customer) as f64,
                    customer.orders.len() as f64,
                    customer.fen as f64,
                ],
            )
        })
        .collect();
    let mean = |index: usize| {
        figures.iter().map(|(_, figure)| figure[index]).sum::<f64>() / figures.len() as f64
    };
    let means = [mean(0), mean(1), mean(2)];
    let code = |figure: &[f64; 3]| {
        (0..3)
            .map(|index| {
                if figure[index] > means[index] {
                    '1'
                } else {
                    '0'
                }
            })
            .collect()
    };
    figures
        .iter()
        .map(|(id, figure)| ((**id).to_owned(), code(figure)))
        .collect()
}

/// The share of planted customers whom the mean split puts where they were planted, and the least such
/// share of a segment.
fn recovery(orders: &Orders) -> (f64, f64) {
    let found = segments(&Sheet::of(orders));
    let truth = Sheet::read(&bytes("truth.csv", |path| {
        orders.write_truth(path).unwrap();
    }));
    let mut segments: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for row in &truth.rows {
        let planted = truth.cell(row, "客户类型代码");
        let (hits, all) = segments.entry(planted).or_default();
        *hits += u32::from(
            found
                .get(truth.cell(row, "会员编号"))
                .is_some_and(|code| code == planted),
        );
        *all += 1;
    }
    assert_eq!(segments.len(), 8);
    let share = |(hits, all): (u32, u32)| f64::from(hits) / f64::from(all);
    let sum = segments
        .values()
        .fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    (
        share(sum),
        segments.into_values().map(share).fold(1.0, f64::min),
    )
}

#[test]
fn the_mean_split_recovers_the_planted_segments() {
    for (rows, seed) in [
        (7_000, 42),
        (7_000, 1),
        (7_000, 2),
        (20_000, 3),
        (200_000, 4),
    ] {
        let (all, least) = recovery(&Orders {
            rows,
            seed,
            ..Orders::default()
        });
        assert!(
            all >= 0.90 && least >= 0.75,
            "{rows} rows, seed {seed}: {all:.3} of all, {least:.3} of a segment"
        );
    }
}

#[test]
fn a_shorter_period_keeps_the_segments() {
    let start = NaiveDate::from_ymd_opt(2024, 7, 1).unwrap();
    let (all, _) = recovery(&Orders {
        rows: 20_000,
        start,
        ..Orders::default()
    });
    assert!(all >= 0.90, "{all:.3}");
}

#[test]
fn segments_have_their_planned_shares() {
    let orders = Orders {
        customers: Some(1_000),
        ..Orders::default()
    };
    let truth = Sheet::read(&bytes("truth.csv", |path| {
        orders.write_truth(path).unwrap();
    }));
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for row in &truth.rows {
        *counts.entry(truth.cell(row, "客户类型代码")).or_default() += 1;
    }
    let planned = [
        ("000", 240),
        ("001", 90),
        ("010", 80),
        ("011", 70),
        ("100", 190),
        ("101", 110),
        ("110", 100),
        ("111", 120),
    ];
    assert_eq!(counts, BTreeMap::from(planned));
}

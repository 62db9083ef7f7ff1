//! Properties: an independent brute force agrees, and neither the order of rows nor batches matter.

use std::collections::{BTreeMap, BTreeSet};

use fourr_rfm::{Rfm, Segmentation};
use fourr_table::{Scratch, Table};
use polars::prelude::*;
use proptest::prelude::*;

use crate::orders::{Order, table};

/// R, F, M and purchase days by customer.
type Figures = BTreeMap<String, [f64; 4]>;

/// The figures from the definitions and nothing else.
fn brute_force(orders: &[Order]) -> Figures {
    let latest = orders.iter().map(|order| order.day).max().unwrap_or(0);
    let mut people: BTreeMap<u32, (i32, BTreeSet<u32>, i64, BTreeSet<i32>)> = BTreeMap::new();
    for order in orders {
        let entry = people.entry(order.customer).or_default();
        entry.2 += order.cents;
        if order.cents > 0 {
            entry.0 = entry.0.max(order.day);
            entry.1.insert(order.number);
            entry.3.insert(order.day);
        }
    }
    let figures = |(last, orders, cents, days): (i32, BTreeSet<u32>, i64, BTreeSet<i32>)| {
        let recency = f64::from(latest + 1 - last);
        [
            recency,
            orders.len() as f64,
            cents as f64 / 100.0,
            days.len() as f64,
        ]
    };
    let bought = people
        .into_iter()
        .filter(|(_, (_, orders, ..))| !orders.is_empty());
    bought
        .map(|(customer, known)| (customer.to_string(), figures(known)))
        .collect()
}

fn measured(result: &Segmentation) -> Figures {
    let frame = &result.customers;
    let column = |name: &str, dtype| frame.column(name).unwrap().cast(&dtype).unwrap();
    let ids = column("customer", DataType::String);
    let figures = ["recency_days", "frequency", "monetary", "purchase_days"]
        .map(|name| column(name, DataType::Float64));
    let of = |row: usize| {
        figures
            .each_ref()
            .map(|values| values.f64().unwrap().get(row).unwrap())
    };
    let ids = ids.str().unwrap().iter().flatten().enumerate();
    ids.map(|(row, id)| (id.to_owned(), of(row))).collect()
}

fn order() -> impl Strategy<Value = Order> {
    (0..40_u32, 0..60_u32, 18_000..18_200_i32, -500..5_000_i64).prop_map(
        |(customer, number, day, cents)| Order {
            customer,
            number,
            day,
            cents: cents.max(-300),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_kernel_agrees_with_the_definitions(orders in prop::collection::vec(order(), 1..400)) {
        let want = brute_force(&orders);
        match Rfm::default().segment(&table(&orders)) {
            Ok(result) => prop_assert_eq!(measured(&result), want),
            Err(_) => prop_assert!(want.is_empty()),
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(orders in prop::collection::vec(order(), 1..300), cut in 0..300_usize) {
        let mut turned = orders.clone();
        turned.rotate_left(cut % orders.len());
        turned.reverse();
        let (a, b) = (Rfm::default().segment(&table(&orders)), Rfm::default().segment(&table(&turned)));
        match (a, b) {
            (Ok(a), Ok(b)) => {
                prop_assert!(a.customers.equals_missing(&b.customers));
                prop_assert_eq!(a.summary, b.summary);
            }
            (a, b) => prop_assert_eq!(a.is_err(), b.is_err()),
        }
    }

    #[test]
    fn rows_that_wait_on_disk_change_nothing(orders in prop::collection::vec(order(), 1..300), text: bool) {
        let mut rows = table(&orders);
        if text {
            let ids = rows.lazy().with_column(col("customer_id").cast(DataType::String));
            rows = Table::from_frame(ids.collect().unwrap());
        }
        let within = |bytes| Rfm::default().segment(&rows.clone().with_scratch(Scratch::with_limit(bytes)));
        match (within(u64::MAX), within(0)) {
            (Ok(memory), Ok(disk)) => {
                prop_assert!(memory.customers.equals_missing(&disk.customers));
                prop_assert_eq!(memory.summary, disk.summary);
            }
            (memory, disk) => prop_assert_eq!(memory.is_err(), disk.is_err()),
        }
    }

    #[test]
    fn segments_partition_the_customers_and_the_amount(orders in prop::collection::vec(order(), 1..300)) {
        if let Ok(Segmentation { summary, .. }) = Rfm::default().segment(&table(&orders)) {
            let customers: u64 = summary.segments.0.iter().map(|segment| segment.customers).sum();
            prop_assert_eq!(customers, summary.totals.customers);
            let monetary: f64 = summary.segments.0.iter().map(|segment| segment.monetary).sum();
            prop_assert!((monetary - summary.totals.monetary).abs() < 1e-6);
            prop_assert_eq!(summary.rows.read, summary.rows.used + summary.rows.set_aside());
            for by in &summary.eight_types {
                prop_assert_eq!(by.customers.iter().sum::<u64>(), customers);
            }
            for convention in &summary.conventions {
                prop_assert_eq!(convention.r.iter().sum::<u64>(), customers);
                prop_assert_eq!(convention.f.iter().sum::<u64>(), customers);
            }
            prop_assert_eq!(summary.cells.iter().map(|cell| cell.customers).sum::<u64>(), customers);
        }
    }
}

#[test]
fn text_ids_and_number_ids_give_the_same_figures() {
    let orders: Vec<Order> = (0..500_u32)
        .map(|i| Order {
            customer: i * 7 % 83,
            number: i / 2,
            day: 18_000 + i32::try_from(i * 13 % 90).unwrap(),
            cents: 100 + i64::from(i),
        })
        .collect();
    let numbers = table(&orders).lazy().collect().unwrap();
    let text = numbers
        .clone()
        .lazy()
        .with_columns([
            (col("customer_id") + lit(1000)).cast(DataType::String),
            col("order_id").cast(DataType::String),
        ])
        .collect()
        .unwrap();
    let a = Rfm::default().segment(&Table::from_frame(numbers)).unwrap();
    let b = Rfm::default().segment(&Table::from_frame(text)).unwrap();
    for name in [
        "recency_days",
        "frequency",
        "monetary",
        "purchase_days",
        "segment",
    ] {
        assert!(
            a.customers
                .column(name)
                .unwrap()
                .equals_missing(b.customers.column(name).unwrap()),
            "{name}"
        );
    }
}

#[test]
fn huge_amounts_that_differ_in_the_last_digit_have_a_histogram() {
    let orders: Vec<Order> = (0..50)
        .map(|i| Order {
            customer: i,
            number: i,
            day: 18_000,
            cents: 40_000_000_000_000_000 + i64::from(i) * 20,
        })
        .collect();
    let summary = Rfm::default().segment(&table(&orders)).unwrap().summary;
    let counted: u64 = summary
        .dimensions
        .monetary
        .histogram
        .iter()
        .map(|bin| bin.count)
        .sum();
    assert_eq!(counted, 50);
}

#[test]
fn many_visits_of_few_customers_are_counted_without_loss() {
    // 3,000,000 rows of 5 customers; orders repeat every 1,000 rows.
    let n = 3_000_000_i64;
    let ids: Vec<i64> = (0..n).map(|i| i % 5).collect();
    let orders: Vec<i64> = (0..n).map(|i| i % 1_000).collect();
    let days: Vec<i32> = (0..n)
        .map(|i| 18_000 + i32::try_from(i % 1_000 / 10).unwrap())
        .collect();
    let frame = DataFrame::new(
        ids.len(),
        vec![
            Column::new("customer_id".into(), ids),
            Column::new("order_id".into(), orders),
            Column::new("order_date".into(), days)
                .cast(&DataType::Date)
                .unwrap(),
            Column::new("amount".into(), vec![1.0; 3_000_000]),
        ],
    )
    .unwrap();
    let result = Rfm::default().segment(&Table::from_frame(frame)).unwrap();
    // Customer c buys in orders c, c+5, ...: 200 of the 1,000; on each of the 100 days, the last of them day 99.
    let want = [1.0, 200.0, 600_000.0, 100.0];
    assert_eq!(
        measured(&result).into_values().collect::<Vec<_>>(),
        vec![want; 5]
    );
}

/// Ids of a CSV file are text; where every one is a number they have the order of numbers, and stay text.
#[test]
fn ids_that_are_numbers_have_their_order() {
    for (ids, ordered) in [
        (["10", "9", "100"], ["9", "10", "100"]),
        (["10", "09", "100"], ["09", "10", "100"]),
        (["10", "9", "A1"], ["10", "9", "A1"]),
    ] {
        let orders = df![
            "customer_id" => ids,
            "order_id" => ["1", "2", "3"],
            "order_date" => ["2024-01-01", "2024-01-02", "2024-01-03"],
            "amount" => [1.0, 2.0, 3.0],
        ];
        let result = Rfm::default().segment(&Table::from_frame(orders.unwrap()));
        let customers = result.unwrap().customers;
        let found = customers.column("customer").unwrap().str().unwrap().clone();
        assert_eq!(found.iter().flatten().collect::<Vec<_>>(), ordered);
    }
}

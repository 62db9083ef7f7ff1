//! Lifetime models through the whole analysis. The models themselves are tested where they are defined.

use chrono::NaiveDate;
use fourr_lifetime::{FitError, Model};
use fourr_rfm::{Attempt, LifetimeRefusal, ModelWarning, Rfm, RfmError, Segmentation, Warning};
use polars::prelude::*;

use crate::orders::{Order, table};

/// 60 customers who joined within 40 days; every third never returned, the others every 5 to 29 days for a
/// while.
fn shop() -> Vec<Order> {
    let mut orders = Vec::new();
    let mut buy = |customer: u32, day: i32, cents: i64| {
        let number = u32::try_from(orders.len()).unwrap();
        orders.push(Order {
            customer,
            number,
            day,
            cents,
        });
    };
    for customer in 0..60_u32 {
        let first = i32::try_from(customer * 7 % 40).unwrap();
        buy(customer, first, 5_000);
        let gap = i32::try_from(5 + customer * 11 % 25).unwrap();
        let returns = if customer % 3 == 0 {
            0
        } else {
            1 + customer * 5 % 9
        };
        for n in 1..=i32::try_from(returns).unwrap() {
            if first + n * gap > 240 {
                break;
            }
            buy(
                customer,
                first + n * gap,
                1_000 + i64::from(customer % 7) * 500,
            );
        }
    }
    orders
}

fn modelled(orders: &[Order], rfm: &Rfm) -> Segmentation {
    let rfm = Rfm {
        lifetime: vec![Model::BgNbd],
        ..rfm.clone()
    };
    rfm.segment(&table(orders)).unwrap()
}

fn refusal(orders: &[Order]) -> LifetimeRefusal {
    let result = modelled(orders, &Rfm::default());
    let refusal = result.summary.lifetime.as_ref().unwrap().refusal().unwrap();
    let warned = Warning::Model(ModelWarning::NoLifetime {
        reason: refusal.clone(),
    });
    assert!(
        result.summary.warnings.contains(&warned),
        "{:?}",
        result.summary.warnings
    );
    assert!(result.customers.column("p_alive").is_err());
    refusal.clone()
}

fn numbers(frame: &DataFrame, column: &str) -> Vec<f64> {
    let values = frame
        .column(column)
        .unwrap()
        .cast(&DataType::Float64)
        .unwrap();
    values.f64().unwrap().into_no_null_iter().collect()
}

#[test]
fn nothing_is_modelled_that_was_not_asked_for() {
    let result = Rfm::default().segment(&table(&shop())).unwrap();
    assert_eq!(result.summary.lifetime, None);
    assert!(result.customers.column("p_alive").is_err());
}

#[test]
fn every_customer_has_a_probability_and_sums_are_the_totals() {
    let result = modelled(&shop(), &Rfm::default());
    let lifetime = result.summary.lifetime.as_ref().unwrap().done().unwrap();
    let [alive, purchases, worth] = ["p_alive", "expected_purchases", "lifetime_value"]
        .map(|column| numbers(&result.customers, column));
    assert!(alive.iter().all(|p| *p > 0.0 && *p <= 1.0));
    let near = |got: f64, want: f64| assert!((got - want).abs() < 1e-9 * want.abs().max(1.0));
    near(lifetime.outlook.alive, alive.iter().sum());
    near(lifetime.outlook.purchases, purchases.iter().sum());
    near(lifetime.outlook.value.unwrap(), worth.iter().sum());
    near(
        lifetime.segments.iter().map(|of| of.purchases).sum(),
        purchases.iter().sum(),
    );
    let customers: u64 = lifetime.segments.iter().map(|of| of.customers).sum();
    assert_eq!(customers, 60);
    assert_eq!(lifetime.alive.iter().map(|bin| bin.count).sum::<u64>(), 60);
    let observed: u64 = lifetime.frequencies.iter().map(|of| of.observed).sum();
    assert_eq!(observed, 60);
    near(
        lifetime.frequencies.iter().map(|of| of.expected).sum(),
        60.0,
    );
}

// By hand: of the shop's customers those with a purchase by day 120 are all 60, and the purchases after
// day 120 are counted from the list.
#[test]
fn the_hold_out_counts_what_the_customers_of_the_calibration_bought() {
    let orders = shop();
    let cut = 120;
    let until = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::Days::new(cut);
    let rfm = Rfm {
        calibrate_until: Some(until),
        ..Rfm::default()
    };
    let result = modelled(&orders, &rfm);
    let lifetime = result.summary.lifetime.as_ref().unwrap().done().unwrap();
    let held = lifetime.hold_out.done().unwrap();
    let mut days: Vec<(u32, i32)> = orders
        .iter()
        .map(|order| (order.customer, order.day))
        .collect();
    days.sort_unstable();
    days.dedup();
    let after = days.iter().filter(|(_, day)| *day > 120).count();
    assert_eq!(held.actual, after as u64);
    let last = held.tracking.last().unwrap();
    assert_eq!(last.actual, (days.len() - 60) as u64);
    assert!(last.low <= last.expected && last.expected <= last.high);
    assert_eq!(
        held.groups.iter().map(|group| group.customers).sum::<u64>(),
        60
    );
    let expected: f64 = held
        .groups
        .iter()
        .filter_map(|group| Some(group.expected? * group.customers as f64))
        .sum();
    assert!((expected - held.expected).abs() < 1e-9);
}

#[test]
fn a_calibration_outside_the_period_is_refused_and_the_model_stands() {
    for (year, day) in [(1969, 1), (1971, 1)] {
        let rfm = Rfm {
            calibrate_until: NaiveDate::from_ymd_opt(year, 1, day),
            ..Rfm::default()
        };
        let result = modelled(&shop(), &rfm);
        let lifetime = result.summary.lifetime.as_ref().unwrap().done().unwrap();
        let refusal = lifetime.hold_out.refusal().unwrap();
        assert!(
            matches!(refusal, LifetimeRefusal::Calibration { .. }),
            "{refusal}"
        );
        assert!(
            result
                .summary
                .warnings
                .iter()
                .any(|of| matches!(of, Warning::Model(ModelWarning::NoHoldOut { .. })))
        );
    }
}

#[test]
fn the_order_of_the_rows_changes_no_bit() {
    let mut orders = shop();
    let forward = modelled(&orders, &Rfm::default());
    orders.reverse();
    let backward = modelled(&orders, &Rfm::default());
    assert!(forward.customers.equals_missing(&backward.customers));
    let json = |result: &Segmentation| serde_json::to_string(&result.summary.lifetime).unwrap();
    assert_eq!(json(&forward), json(&backward));
}

#[test]
fn nobody_repeats() {
    let once: Vec<Order> = shop()
        .into_iter()
        .filter(|order| order.cents == 5_000)
        .collect();
    assert_eq!(
        refusal(&once),
        LifetimeRefusal::Model {
            error: FitError::NobodyRepeats { customers: 60 }
        }
    );
}

#[test]
fn everybody_on_one_day() {
    let mut orders = shop();
    for order in &mut orders {
        order.day = 100;
    }
    assert_eq!(
        refusal(&orders),
        LifetimeRefusal::Model {
            error: FitError::NoTime { customers: 60 }
        }
    );
}

#[test]
fn one_customer() {
    let orders: Vec<Order> = shop()
        .into_iter()
        .filter(|order| order.customer == 1)
        .collect();
    assert!(matches!(
        refusal(&orders),
        LifetimeRefusal::Model {
            error: FitError::FewRepeaters { customers: 1, .. }
        }
    ));
}

#[test]
fn negative_amounts_only() {
    let mut orders = shop();
    for order in &mut orders {
        order.cents = -order.cents;
    }
    let rfm = Rfm {
        lifetime: vec![Model::BgNbd],
        ..Rfm::default()
    };
    let error = rfm.segment(&table(&orders)).unwrap_err();
    assert!(matches!(error, RfmError::NoCustomers { .. }), "{error}");
}

#[test]
fn a_table_of_customers_has_no_dates_to_model() {
    let frame = df!(
        "customer_id" => ["a", "b", "c"],
        "recency" => [3, 10, 20],
        "frequency" => [5, 2, 1],
        "monetary" => [100.0, 50.0, 10.0],
    );
    let rfm = Rfm {
        lifetime: vec![Model::BgNbd],
        ..Rfm::default()
    };
    let result = rfm
        .segment(&fourr_table::Table::from_frame(frame.unwrap()))
        .unwrap();
    assert!(matches!(
        result.summary.lifetime,
        Some(Attempt::Refused(LifetimeRefusal::NoDates))
    ));
}

#[test]
fn without_a_value_there_are_still_purchases() {
    let mut orders = shop();
    for order in &mut orders {
        order.cents = 1_000;
    }
    let result = modelled(&orders, &Rfm::default());
    let lifetime = result.summary.lifetime.as_ref().unwrap().done().unwrap();
    assert!(matches!(
        lifetime.spend.refusal(),
        Some(FitError::SameValue { .. })
    ));
    assert_eq!(lifetime.outlook.value, None);
    assert!(lifetime.outlook.purchases > 0.0);
    assert!(result.customers.column("lifetime_value").is_err());
}

#[test]
fn the_first_model_is_in_force_and_the_others_beside_it() {
    let rfm = Rfm {
        lifetime: vec![Model::MbgNbd, Model::BgNbd, Model::ParetoNbd],
        ..Rfm::default()
    };
    let result = rfm.segment(&table(&shop())).unwrap();
    let lifetime = result.summary.lifetime.as_ref().unwrap().done().unwrap();
    assert_eq!(lifetime.fit.model, Model::MbgNbd);
    let others: Vec<Model> = lifetime.others.iter().map(|other| other.model).collect();
    assert_eq!(others, [Model::BgNbd, Model::ParetoNbd]);
}

#[test]
fn meaningless_terms_are_refused_before_reading() {
    let with = |horizon, margin, discount_rate| Rfm {
        horizon,
        margin,
        discount_rate,
        ..Rfm::default()
    };
    for rfm in [
        with(0, 1.0, 0.1),
        with(2_000, 1.0, 0.1),
        with(52, 0.0, 0.1),
        with(52, f64::NAN, 0.1),
        with(52, 1.0, -0.5),
    ] {
        assert!(rfm.check().is_err(), "{rfm:?}");
    }
}

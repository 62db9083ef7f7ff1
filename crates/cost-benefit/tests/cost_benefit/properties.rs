//! Invariants.

use fourr_cost_benefit::{
    CostBenefit, FirstFlow, Inputs,
    finance::{Appraisal, Discounting, Flows, Worth},
    media::Measure,
    price::Point,
};
use polars::prelude::*;
use proptest::prelude::*;

use crate::ledger::{summary, table};

/// One row of a ledger.
type Row = (u8, u8, i64, i64, i64);

fn columns(rows: &[Row]) -> Vec<Column> {
    let text = |of: fn(&Row) -> u8| -> Vec<String> {
        rows.iter().map(|row| of(row).to_string()).collect()
    };
    let numbers = |of: fn(&Row) -> i64| -> Vec<f64> {
        rows.iter().map(|row| of(row) as f64 / 100.0).collect()
    };
    vec![
        Column::new("channel".into(), text(|row| row.0)),
        Column::new("campaign".into(), text(|row| row.1)),
        Column::new("clicks".into(), numbers(|row| row.2)),
        Column::new("cost".into(), numbers(|row| row.3)),
        Column::new("revenue".into(), numbers(|row| row.4)),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        0_u8..5,
        0_u8..9,
        0_i64..100_000,
        -500_i64..90_000,
        0_i64..90_000,
    );
    prop::collection::vec(row, 1..60)
}

/// Steps from nothing to the price that is too cheap, and on to each next one.
type Prices = (i64, i64, i64, i64);

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(), turn in 0_usize..60) {
        let params = CostBenefit { draws: 10, ..CostBenefit::default() };
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let one = summary(&params, &table(columns(&rows)));
        let other = summary(&params, &table(columns(&turned)));
        prop_assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&other).unwrap());
    }

    #[test]
    fn levels_add_up_to_the_total_and_to_a_plain_sum(rows in rows()) {
        let media = summary(&CostBenefit { draws: 10, ..CostBenefit::default() }, &table(columns(&rows))).media.unwrap();
        let by_hand: i64 = rows.iter().map(|row| row.3).sum();
        let total = media.total.sums.or_zero(Measure::Cost);
        prop_assert!((total - by_hand as f64 / 100.0).abs() < 1e-9);
        for dimension in &media.levels {
            let sum: f64 = dimension.levels.iter().map(|level| level.sums.or_zero(Measure::Cost)).sum();
            prop_assert!((sum - total).abs() < 1e-6);
            for level in &dimension.levels {
                let mine = rows.iter().filter(|row| {
                    let name = if dimension.by == fourr_cost_benefit::Dimension::Channel { row.0 } else { row.1 };
                    name.to_string() == level.name
                });
                let by_hand: i64 = mine.map(|row| row.2).sum();
                prop_assert!((level.sums.or_zero(Measure::Clicks) - by_hand as f64 / 100.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn present_value_ratio_and_rate_agree(
        benefit in prop::collection::vec(0.0..1000.0_f64, 1..12),
        first in 1.0..3000.0_f64,
        rate in 0.0..0.5_f64,
    ) {
        let mut benefit = benefit;
        benefit.insert(0, 0.0);
        let mut cost = vec![0.0; benefit.len()];
        cost[0] = first;
        let by = Discounting { rate, first_flow: FirstFlow::Undiscounted };
        let appraisal = Appraisal::of("", Flows { benefit: benefit.clone(), cost, ..Flows::default() }, by);
        let value = |worth| appraisal.figures.value(worth).unwrap();
        let npv = value(Worth::NetPresentValue);
        prop_assert_eq!(npv >= 0.0, value(Worth::BenefitCostRatio) >= 1.0);
        let undiscounted: f64 = benefit.iter().sum::<f64>() - first;
        if rate == 0.0 {
            prop_assert!((npv - undiscounted).abs() < 1e-9);
        }
        for root in &appraisal.irr_roots {
            let at: f64 = (0_i32..).zip(&appraisal.net).map(|(t, flow)| flow / (1.0 + root).powi(t)).sum();
            let size: f64 = (0_i32..).zip(&appraisal.net).map(|(t, flow)| (flow / (1.0 + root).powi(t)).abs()).sum();
            prop_assert!(at.abs() <= 1e-8 * size, "{} {}", root, at);
        }
        prop_assert!(appraisal.irr_roots.len() <= 1); // one change of sign
    }

    #[test]
    fn prices_scale_with_the_points(
        answers in prop::collection::vec((1_i64..50, 1_i64..50, 1_i64..50, 1_i64..50), 1..30), scale in 2_i64..9,
    ) {
        let survey = |scale: i64| {
            let column = |name: &str, of: &dyn Fn(&Prices) -> i64| {
                Column::new(name.into(), answers.iter().map(|a| of(a) * scale).collect::<Vec<_>>())
            };
            let input = table(vec![
                column("too_cheap", &|a| a.0),
                column("cheap", &|a| a.0 + a.1),
                column("expensive", &|a| a.0 + a.1 + a.2),
                column("too_expensive", &|a| a.0 + a.1 + a.2 + a.3),
            ]);
            let inputs = Inputs { survey: Some(&input), ..Inputs::default() };
            CostBenefit::default().analyse(inputs).unwrap().summary.price_survey.unwrap()
        };
        let (one, scaled) = (survey(1), survey(scale));
        for point in Point::ALL {
            let at = |survey: &fourr_cost_benefit::price::PriceSurvey| survey.point(point).unwrap().linear.value();
            match (at(&one), at(&scaled)) {
                (Some(a), Some(b)) => prop_assert!((a * scale as f64 - b).abs() < 1e-6),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
        let falls = |curve: &[f64]| curve.windows(2).all(|pair| pair[0] >= pair[1]);
        let rises = |curve: &[f64]| curve.windows(2).all(|pair| pair[0] <= pair[1]);
        prop_assert!(falls(&one.curves.too_cheap) && falls(&one.curves.cheap));
        prop_assert!(rises(&one.curves.expensive) && rises(&one.curves.too_expensive));
        let price = |point: Point| one.point(point).unwrap().linear.value().unwrap();
        prop_assert!(price(Point::MarginalCheapness) <= price(Point::MarginalExpensiveness) + 1e-9);
    }
}

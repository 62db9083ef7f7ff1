//! What cannot be worked out is said to be so: never an infinity, never NaN.

use fourr_cost_benefit::{
    Analysis, CostBenefit, CostBenefitError, Inputs, Undefined, Warning,
    finance::{
        BreakEven, BreakEvenTerms, CustomerTerms, CustomerWorth, LifetimeValue, Standing,
        Threshold, Worth,
    },
    media::Metric,
    price::Response,
};
use fourr_table::Table;
use polars::prelude::*;

use crate::ledger::table;

fn ledger(params: &CostBenefit, table: &Table) -> Result<Analysis, CostBenefitError> {
    params.analyse(Inputs {
        ledger: Some(table),
        ..Inputs::default()
    })
}

fn figures(columns: Vec<Column>) -> impl Fn(Metric) -> Option<Undefined> {
    let result = ledger(&CostBenefit::default(), &table(columns)).unwrap();
    move |metric| {
        result
            .summary
            .media
            .as_ref()
            .unwrap()
            .total
            .figures
            .get(metric)
            .reason()
    }
}

#[test]
fn zero_cost_and_zero_impressions_have_no_ratios() {
    let reason = figures(vec![
        Column::new("impressions".into(), [0_i64, 0]),
        Column::new("clicks".into(), [0_i64, 0]),
        Column::new("cost".into(), [0.0, 0.0]),
        Column::new("revenue".into(), [0.0, 0.0]),
    ]);
    assert_eq!(reason(Metric::Ctr), Some(Undefined::NoImpressions));
    assert_eq!(reason(Metric::Cpm), Some(Undefined::NoImpressions));
    assert_eq!(reason(Metric::Cpc), Some(Undefined::NoClicks));
    assert_eq!(reason(Metric::Roas), Some(Undefined::NoCost));
    assert_eq!(reason(Metric::RoiOnRevenue), Some(Undefined::NoCost));
    assert_eq!(reason(Metric::Acos), Some(Undefined::NoRevenue));
    assert_eq!(reason(Metric::Cpa), Some(Undefined::NotMeasured));
}

#[test]
fn clicks_above_impressions_have_no_rate_and_a_warning() {
    let input = table(vec![
        Column::new("impressions".into(), [10_i64]),
        Column::new("clicks".into(), [11_i64]),
    ]);
    let result = ledger(&CostBenefit::default(), &input).unwrap().summary;
    let ctr = result
        .media
        .as_ref()
        .unwrap()
        .total
        .figures
        .get(Metric::Ctr);
    assert_eq!(ctr.reason(), Some(Undefined::ClicksAboveImpressions));
    assert_eq!(result.warnings[0].code(), "clicks_above_impressions");
}

#[test]
fn refunds_above_revenue_have_no_return_and_a_warning() {
    let input = table(vec![
        Column::new("cost".into(), [10_i64]),
        Column::new("revenue".into(), [5_i64]),
        Column::new("refunds".into(), [9_i64]),
    ]);
    let result = ledger(&CostBenefit::default(), &input).unwrap().summary;
    let total = &result.media.as_ref().unwrap().total;
    let reason = |metric| total.figures.get(metric).reason();
    assert_eq!(reason(Metric::Roas), Some(Undefined::RefundsAboveRevenue));
    assert_eq!(
        reason(Metric::RefundRate),
        Some(Undefined::RefundsAboveRevenue)
    );
    // (5 - 9 - 10) / 10: a loss is a number
    assert_eq!(total.figures.value(Metric::RoiOnRevenue), Some(-1.4));
    assert!(
        result
            .warnings
            .iter()
            .any(|w| w.code() == "refunds_above_revenue")
    );
}

#[test]
fn currencies_are_not_added_up() {
    let input = table(vec![
        Column::new("currency".into(), ["CNY", "USD", "CNY"]),
        Column::new("cost".into(), [1_i64, 2, 4]),
    ]);
    let error = ledger(&CostBenefit::default(), &input).unwrap_err();
    assert_eq!(
        error.to_string(),
        "amounts in 2 currencies: CNY (2 rows), USD (1 rows)"
    );
    assert!(error.hint().unwrap().contains("--only-currency"));
    let one = CostBenefit {
        only_currency: Some("CNY".to_owned()),
        ..CostBenefit::default()
    };
    let media = ledger(&one, &input).unwrap().summary.media.unwrap();
    assert_eq!(media.total.figures.value(Metric::TotalCost), Some(5.0));
    assert_eq!(media.rows.other_currency, 1);
}

#[test]
fn rows_that_make_no_sense_are_counted() {
    let input = table(vec![
        Column::new(
            "渠道".into(),
            ["搜索", "搜索", "搜索", "合计", "搜索", "搜索"],
        ),
        Column::new(
            "点击量".into(),
            [
                Some("10"),
                Some("-1"),
                Some("abc"),
                Some("19"),
                None,
                Some("9"),
            ],
        ),
    ]);
    let media = ledger(&CostBenefit::default(), &input)
        .unwrap()
        .summary
        .media
        .unwrap();
    let rows = &media.rows;
    assert_eq!((rows.read, rows.used, rows.set_aside()), (6, 2, 4));
    assert_eq!(rows.negative_count, 1);
    assert_eq!(rows.unreadable_number, 1);
    assert_eq!(rows.total_row, 1);
    assert_eq!(rows.no_number, 1);
    assert_eq!(media.faults[0].total(), 2);
}

#[test]
fn nothing_and_nothing_useful_are_errors() {
    let nothing = CostBenefit::default().analyse(Inputs::default());
    assert!(matches!(nothing, Err(CostBenefitError::NothingAsked)));
    let names = table(vec![Column::new("name".into(), ["a"])]);
    let error = ledger(&CostBenefit::default(), &names).unwrap_err();
    assert!(matches!(error, CostBenefitError::NoMeasures { .. }));
    let empty = table(vec![Column::new("clicks".into(), Vec::<i64>::new())]);
    let error = ledger(&CostBenefit::default(), &empty).unwrap_err();
    assert!(matches!(error, CostBenefitError::NoRows { rows: 0, .. }));
}

#[test]
fn a_negative_discount_rate_is_refused() {
    let params = CostBenefit {
        rate: -0.1,
        ..CostBenefit::default()
    };
    let error = params.check().unwrap_err();
    assert_eq!(error.to_string(), "rate is -0.1, expected 0 to 10");
    assert!(error.hint().is_some());
    let not_a_number = CostBenefit {
        rate: f64::NAN,
        ..CostBenefit::default()
    };
    assert!(not_a_number.check().is_err());
}

#[test]
fn flows_that_never_change_sign_have_no_rate() {
    let flows = table(vec![
        Column::new("period".into(), [0_i64, 1]),
        Column::new("benefit".into(), [0_i64, 0]),
        Column::new("cost".into(), [100_i64, 50]),
    ]);
    let result = CostBenefit::default()
        .analyse(Inputs {
            flows: Some(&flows),
            ..Inputs::default()
        })
        .unwrap();
    let figures = &result.summary.finance.unwrap().alternatives[0].figures;
    let reason = |worth| figures.get(worth).reason();
    assert_eq!(reason(Worth::InternalRate), Some(Undefined::NoSignChange));
    assert_eq!(
        reason(Worth::ModifiedInternalRate),
        Some(Undefined::OneSided)
    );
    assert_eq!(reason(Worth::Payback), Some(Undefined::NeverRecovered));
    assert_eq!(figures.value(Worth::BenefitCostRatio), Some(0.0));
}

#[test]
fn a_price_below_cost_breaks_even_nowhere() {
    let figures = BreakEven::of(BreakEvenTerms {
        fixed_cost: 100.0,
        price: 5.0,
        unit_cost: 5.0,
        units: None,
        units_per_period: Some(1.0),
        target_profit: None,
    })
    .figures;
    assert_eq!(
        figures.get(Threshold::Units).reason(),
        Some(Undefined::PriceBelowCost)
    );
    assert_eq!(
        figures.get(Threshold::Periods).reason(),
        Some(Undefined::PriceBelowCost)
    );
    assert_eq!(
        figures.get(Threshold::Profit).reason(),
        Some(Undefined::NoSales)
    );
}

#[test]
fn customers_who_never_leave_have_no_bounded_value() {
    let terms = CustomerTerms {
        margin: Some(10.0),
        retention: Some(1.0),
        acquisition_cost: Some(0.0),
        ..CustomerTerms::default()
    };
    let figures = LifetimeValue::of(terms).figures;
    let reason = |worth| figures.get(worth).reason();
    assert_eq!(
        reason(CustomerWorth::AtStart),
        Some(Undefined::UnboundedLifetime)
    );
    assert_eq!(
        reason(CustomerWorth::Lifetime),
        Some(Undefined::NobodyLeaves)
    );
    assert_eq!(
        reason(CustomerWorth::Payback),
        Some(Undefined::NoAcquisitionCost)
    );
}

#[test]
fn inelastic_demand_and_single_prices_have_no_best_price() {
    let sales = |prices: Vec<f64>, pieces: Vec<f64>| {
        let table = table(vec![
            Column::new("price".into(), prices),
            Column::new("quantity".into(), pieces),
        ]);
        let params = CostBenefit {
            unit_cost: Some(1.0),
            ..CostBenefit::default()
        };
        let inputs = Inputs {
            sales: Some(&table),
            ..Inputs::default()
        };
        params
            .analyse(inputs)
            .unwrap()
            .summary
            .sales_by_price
            .unwrap()
            .demand
    };
    let flat = sales(vec![10.0, 20.0, 40.0], vec![100.0, 99.0, 98.0]);
    let reason = |demand: &fourr_cost_benefit::price::Demand, response| {
        demand.figures.get(response).reason()
    };
    assert_eq!(
        reason(&flat, Response::BestPrice),
        Some(Undefined::Inelastic)
    );
    let single = sales(vec![10.0], vec![100.0]);
    assert_eq!(
        reason(&single, Response::Elasticity),
        Some(Undefined::TooFewPrices)
    );
    assert_eq!(reason(&single, Response::Arc), Some(Undefined::EqualPrices));
}

#[test]
fn a_survey_without_a_rising_answer_is_an_error() {
    let input = table(vec![
        Column::new("too_cheap".into(), [50_i64]),
        Column::new("cheap".into(), [40_i64]),
        Column::new("expensive".into(), [60_i64]),
        Column::new("too_expensive".into(), [70_i64]),
    ]);
    let error = CostBenefit::default()
        .analyse(Inputs {
            survey: Some(&input),
            ..Inputs::default()
        })
        .unwrap_err();
    assert!(error.to_string().contains("1 do not rise"), "{error}");
}

/// What a scenario moves must be among the drivers of some result; else it is said.
#[test]
fn a_scenario_that_moves_nothing_is_told() {
    let flows = table(vec![
        Column::new("period".into(), [0_i64, 1]),
        Column::new("benefit".into(), [0_i64, 220]),
        Column::new("cost".into(), [100_i64, 0]),
    ]);
    let params = CostBenefit {
        scenario: vec![
            "lean:benefits=-50%".parse().unwrap(),
            "odd:visits=+10%".parse().unwrap(),
        ],
        ..CostBenefit::default()
    };
    let result = params
        .analyse(Inputs {
            flows: Some(&flows),
            ..Inputs::default()
        })
        .unwrap();
    let warning = Warning::ScenarioUnused {
        name: "odd".to_owned(),
    };
    assert!(result.summary.warnings.contains(&warning));
    let sensitivity = result.summary.finance.unwrap().sensitivity.unwrap();
    // 110 / 1.1 - 100 = 0, which is 100 less than 220 / 1.1 - 100.
    let played = &sensitivity.named_scenarios[..];
    assert!(played.len() == 1 && played[0].name == "lean");
    assert!(played[0].result.value().unwrap().abs() < 1e-9);
    assert!((played[0].difference.value().unwrap() + 100.0).abs() < 1e-9);
}

/// Costs and effects by alternative: an alternative without effect has no ratio, the cheapest no increment.
#[test]
fn effects_without_a_price_are_compared_by_what_they_cost() {
    let flows = table(vec![
        Column::new("方案".into(), ["短信", "直播", "地推"]),
        Column::new("费用".into(), [1_000_i64, 3_000, 4_000]),
        Column::new("效果".into(), [0_i64, 400, 300]),
    ]);
    let params = CostBenefit {
        effect_worth: Some(10.0),
        ..CostBenefit::default()
    };
    let result = params
        .analyse(Inputs {
            flows: Some(&flows),
            ..Inputs::default()
        })
        .unwrap();
    let found = result.summary.finance.unwrap().cost_effectiveness.unwrap();
    let [text, live, street] = &found.alternatives[..] else {
        panic!("three alternatives");
    };
    assert_eq!(text.ratio.reason(), Some(Undefined::NoEffect));
    assert_eq!(text.icer.reason(), Some(Undefined::NothingBefore));
    assert_eq!(live.icer.value(), Some(5.0)); // 2,000 for 400
    assert_eq!(street.standing, Standing::Dominated);
    assert_eq!(found.choice.as_deref(), Some("直播"));
}

//! The golden cases: their READMEs say by what independent means the numbers were derived.

use std::{fs, path::PathBuf};

use fourr_cost_benefit::{
    CostBenefit, Inputs, Summary,
    finance::{
        BreakEven, BreakEvenTerms, CustomerTerms, Driver, LifetimeValue, Outcome, Sensitivity,
        Simulation,
    },
    media::{DifferenceInDifferences, Proportion},
};
use fourr_table::{Input, Table};
use serde::Serialize;
use serde_json::Value;

fn case(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

fn expected(name: &str) -> Value {
    let text = fs::read_to_string(case(name).join("expected.json")).unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    json["expected"].take()
}

fn open(name: &str) -> Table {
    Input::of([case(name).join("input.csv")]).open().unwrap()
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Every value of `want` stands in `got` under the same key.
#[track_caller]
fn holds(got: &Value, want: &Value, at: &str) {
    match want {
        Value::Object(map) => {
            for (key, want) in map {
                holds(&got[key], want, &format!("{at}/{key}"));
            }
        }
        Value::Array(list) => {
            assert_eq!(got.as_array().map(Vec::len), Some(list.len()), "{at}");
            for (i, want) in list.iter().enumerate() {
                holds(&got[i], want, &format!("{at}/{i}"));
            }
        }
        Value::Number(want) => {
            let want = want.as_f64().unwrap();
            let got = got
                .as_f64()
                .unwrap_or_else(|| panic!("{at}: {got}, not {want}"));
            let near = (got - want).abs() <= 1e-6 * want.abs().max(1.0);
            assert!(near, "{at}: got {got}, want {want}");
        }
        other => assert_eq!(got, other, "{at}"),
    }
}

fn analyse(params: &CostBenefit, inputs: Inputs<'_>) -> Summary {
    params.analyse(inputs).unwrap().summary
}

fn flows(params: &CostBenefit, name: &str) -> Summary {
    let table = open(name);
    let inputs = Inputs {
        flows: Some(&table),
        ..Inputs::default()
    };
    analyse(params, inputs)
}

#[test]
fn channel_metrics() {
    let table = open("channel_metrics");
    let params = CostBenefit {
        gross_margin: Some(0.4),
        ..CostBenefit::default()
    };
    let inputs = Inputs {
        ledger: Some(&table),
        ..Inputs::default()
    };
    let media = analyse(&params, inputs).media.unwrap();
    let want = expected("channel_metrics");
    holds(&json(&media.total.figures), &want["total"], "total");
    let channels = &media.levels[0].levels;
    assert_eq!(channels.len(), 4);
    for channel in channels {
        let want = &want["channels"][&channel.name];
        assert!(want.is_object(), "{}", channel.name);
        holds(&json(&channel.figures), want, &channel.name);
    }
}

/// What the golden cases of cash flows name like this.
#[track_caller]
fn holds_appraisal(got: &Value, name: &str) {
    let mut want = expected(name);
    let map = want.as_object_mut().unwrap();
    let mirr = map.remove("mirr_finance_reinvest_at_r").unwrap();
    let other = map.remove("npv_if_first_flow_discounted_once").unwrap();
    map.insert("mirr".to_owned(), mirr);
    map.insert("npv_other_first_flow".to_owned(), other);
    holds(got, &want, name);
}

#[test]
fn discounted_flows_and_several_rates() {
    for name in ["discounted", "multiple_irr"] {
        let summary = flows(&CostBenefit::default(), name);
        let finance = summary.finance.unwrap();
        holds_appraisal(&json(&finance.alternatives[0]), name);
    }
    let summary = flows(&CostBenefit::default(), "multiple_irr");
    let reasons = &json(&summary)["finance"]["alternatives"][0]["not_defined"];
    assert_eq!(reasons["irr"], "several_rates");
    assert_eq!(reasons["payback"], "lost_again");
}

#[test]
fn incremental_comparison() {
    let summary = flows(&CostBenefit::default(), "incremental");
    let comparison = summary.finance.unwrap().comparison.unwrap();
    let want = expected("incremental");
    let got = json(&comparison);
    for key in ["choice", "highest_bcr", "highest_npv", "steps"] {
        holds(&got[key], &want[key], key);
    }
    for ranked in &comparison.alternatives {
        let name = &ranked.alternative.name;
        holds(&json(&ranked.bcr), &want["bcr"][name], name);
        holds(&json(&ranked.npv), &want["npv"][name], name);
    }
}

#[test]
fn break_even() {
    let break_even = BreakEven::of(BreakEvenTerms {
        fixed_cost: 90_000.0,
        price: 159.0,
        unit_cost: 99.0,
        units: Some(2_200.0),
        units_per_period: None,
        target_profit: Some(50_000.0),
    });
    let mut want = expected("breakeven");
    let map = want.as_object_mut().unwrap();
    let target = map.remove("units_for_target_profit_50000").unwrap();
    map.insert("units_for_target_profit".to_owned(), target);
    holds(&json(&break_even), &want, "breakeven");
}

#[test]
fn lifetime_value() {
    let value = LifetimeValue::of(CustomerTerms {
        margin: Some(120.0),
        retention: Some(0.75),
        discount: 0.1,
        order_value: Some(200.0),
        orders_per_year: Some(3.0),
        gross_margin: Some(0.4),
        years: Some(4.0),
        acquisition_cost: Some(90.0),
    });
    let mut want = expected("ltv");
    let map = want.as_object_mut().unwrap();
    let finite = map.remove("ltv_finite_4_periods_start").unwrap();
    map.insert("ltv_finite_start".to_owned(), finite);
    holds(&json(&value), &want, "ltv");
}

#[test]
fn tornado() {
    let drivers = [
        (Driver::Visits, 50_000.0),
        (Driver::Cvr, 0.02),
        (Driver::Aov, 200.0),
        (Driver::Margin, 0.4),
        (Driver::Cost, 60_000.0),
    ];
    let simulation = Simulation {
        draws: 1,
        seed: 42,
        shape: fourr_cost_benefit::ChanceShape::Triangular,
    };
    let result = |v: &[f64]| v[0] * v[1] * v[2] * v[3] - v[4];
    let got = Sensitivity::of(Outcome::Profit, &drivers, 0.2, &simulation, &result);
    let want = expected("tornado");
    let got = json(&got);
    holds(&got["base_value"], &want["base_value"], "base");
    holds(&got["bars"], &want["bars"], "bars");
    for bar in got["bars"].as_array().unwrap() {
        let driver = bar["driver"].as_str().unwrap();
        holds(
            &bar["switching_value"],
            &want["switching_value"][driver],
            driver,
        );
    }
}

#[test]
fn difference_in_differences() {
    let share = |rate, n| Proportion { rate, n };
    let got = DifferenceInDifferences::of(
        [share(0.04, 5_000.0), share(0.058, 5_200.0)],
        [share(0.041, 4_800.0), share(0.046, 5_100.0)],
    );
    holds(&json(&got), &expected("did"), "did");
}

#[test]
fn price_survey() {
    let table = open("psm");
    let inputs = Inputs {
        survey: Some(&table),
        ..Inputs::default()
    };
    let survey = analyse(&CostBenefit::default(), inputs)
        .price_survey
        .unwrap();
    let want = expected("psm");
    let got = json(&survey);
    assert_eq!(survey.inconsistent_rows, [21, 22]); // R21 and R22
    for key in ["n_total", "n_valid"] {
        holds(&got[key], &want[key], key);
    }
    for key in ["prices", "too_cheap", "cheap", "expensive", "too_expensive"] {
        holds(&got["curves"][key], &want[key], key);
    }
    for crossing in &survey.points {
        let key = crossing.point.key();
        holds(&json(&crossing.linear), &want["linear"][key], key);
        holds(&json(&crossing.step), &want["step"][key], key);
    }
}

#[test]
fn elasticity() {
    let table = open("elasticity");
    let params = CostBenefit {
        unit_cost: Some(55.0),
        ..CostBenefit::default()
    };
    let inputs = Inputs {
        sales: Some(&table),
        ..Inputs::default()
    };
    let summary = analyse(&params, inputs);
    let mut want = expected("elasticity");
    let best = want["best_observed"].take();
    want.as_object_mut().unwrap().remove("best_observed");
    let got = json(&summary.sales_by_price.unwrap());
    holds(&got, &want, "elasticity");
    holds(
        &got["revenue_price"],
        &best["revenue_price"],
        "revenue_price",
    );
    holds(&got["profit_price"], &best["profit_price"], "profit_price");
    for (sale, profit) in got["sales"]
        .as_array()
        .unwrap()
        .iter()
        .zip(best["profits"].as_array().unwrap())
    {
        holds(&sale["profit"], profit, "profit");
    }
    assert_eq!(summary.warnings[0].code(), "extrapolated");
}

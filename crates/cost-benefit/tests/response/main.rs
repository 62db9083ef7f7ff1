//! Responses and budgets from tables: planted curves, runs of periods, bounds, bad input.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

use fourr_cost_benefit::response::{
    BudgetError, FitError, FormChoice, ResponseError, ResponseRules, ResponseSummary,
    ResponseWarning, Steady,
};
use fourr_table::Table;
use polars::prelude::*;
use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{RngCore, SeedableRng},
};

/// Root curves: return `a` times the root of the spend. With equal marginal returns spends are as the squares of `a`.
const PLANTED: [(&str, f64); 3] = [("信息流", 30.0), ("搜索", 40.0), ("短视频", 20.0)];

/// A channel and period a row, without noise, in the order of the periods.
fn planted(periods: u64) -> DataFrame {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
    let (mut weeks, mut channels) = (Vec::new(), Vec::new());
    let (mut spends, mut returns) = (Vec::new(), Vec::new());
    for week in 0..periods {
        for (channel, a) in PLANTED {
            let spend = 100.0 + (random.next_u64() % 90_000) as f64 / 100.0;
            weeks.push(week);
            channels.push(channel);
            spends.push(spend);
            returns.push(a * spend.sqrt());
        }
    }
    df!("period" => weeks, "channel" => channels, "cost" => spends, "revenue" => returns).unwrap()
}

fn plain() -> ResponseRules {
    ResponseRules {
        form: FormChoice::Power,
        base: Steady::None,
        carry_over: Steady::None,
        split_budget: Some(1_000.0),
        ..ResponseRules::default()
    }
}

fn fit(rules: &ResponseRules, frame: DataFrame) -> ResponseSummary {
    rules.fit(&Table::from_frame(frame)).unwrap()
}

/// The golden case: 搜索 551.72, 信息流 310.34, 短视频 137.93 of 1,000 (16, 9 and 4 parts of 29).
#[test]
fn planted_curves_and_the_golden_budget() {
    let found = fit(&plain(), planted(60));
    let plan = found.plan.unwrap();
    let parts = [9.0, 16.0, 4.0];
    for ((place, part), (name, a)) in plan.best.channels.iter().zip(parts).zip(PLANTED) {
        assert_eq!(place.name, name);
        assert!(
            (place.spend - 1_000.0 * part / 29.0).abs() < 0.1,
            "{place:?}"
        );
        let channel = found.channels.iter().find(|of| of.channel == name).unwrap();
        let estimate = channel.fit.as_ref().unwrap().parameters[0].estimate;
        assert!((estimate - a).abs() < 0.01 * a);
    }
    assert!(plan.best.unevenness.unwrap() < 1e-6);
    let as_spent = ResponseRules {
        split_budget: None,
        ..plain()
    };
    assert!(fit(&as_spent, planted(60)).plan.unwrap().gain > 0.0);
    let as_planned = plan
        .what_if
        .iter()
        .find(|what| (what.share - 1.0).abs() < 1e-12);
    let response = as_planned.unwrap().response.unwrap();
    assert!((response - plan.best.response).abs() < 1e-6);
}

#[test]
fn bounds_hold() {
    let rules = ResponseRules {
        bound: vec![
            "短视频=300..400".parse().unwrap(),
            "搜索=..350".parse().unwrap(),
        ],
        ..plain()
    };
    let plan = fit(&rules, planted(60)).plan.unwrap();
    let spends: Vec<f64> = plan.best.channels.iter().map(|place| place.spend).collect();
    assert!((spends[1] - 350.0).abs() < 1e-6 && (spends[2] - 300.0).abs() < 1e-6);
    assert!((spends.iter().sum::<f64>() - 1_000.0).abs() < 1e-6);
}

/// By hand: a root curve `a` pays until `margin a / (2 sqrt x) = 1`, at `x = (margin a / 2)^2`.
#[test]
fn money_pays_until_its_last_unit_earns_itself_back() {
    let rules = ResponseRules {
        return_margin: Some(0.5),
        ..plain()
    };
    let of = fit(&rules, planted(60)).plan.unwrap().profitable.unwrap();
    for (place, (name, a)) in of.split.channels.iter().zip(PLANTED) {
        let pays = (0.5 * a / 2.0).powi(2);
        assert!((place.spend / pays - 1.0).abs() < 0.01, "{name}: {place:?}");
        assert!((0.5 * place.marginal.unwrap() - 1.0).abs() < 1e-6);
    }
    // Half of the return is spent: what is left is as much as was spent.
    assert!((of.profit / of.split.spend - 1.0).abs() < 0.01);
    assert!(of.profit >= of.profit_now);
    for margin in [0.0, -0.4, f64::INFINITY] {
        let rules = ResponseRules {
            return_margin: Some(margin),
            ..plain()
        };
        assert!(matches!(
            rules.check(),
            Err(ResponseError::Budget(BudgetError::Margin(_)))
        ));
    }
}

#[test]
fn order_of_rows_changes_nothing() {
    let frame = planted(40);
    let one = fit(&plain(), frame.clone());
    let other = fit(&plain(), frame.reverse());
    assert_eq!(one, other);
}

/// Spending in columns, one return a period: both channels are set against it, which is said.
#[test]
fn a_wide_table_shares_its_return() {
    let spend: Vec<f64> = (1..=30_u32)
        .map(|week| f64::from(week * 37 % 31 + 1))
        .collect();
    let returned: Vec<f64> = spend.iter().map(|spend| 5.0 * spend.sqrt()).collect();
    let other = spend.iter().rev().copied().collect::<Vec<f64>>();
    let frame = df!("tv_S" => spend, "radio_S" => other, "revenue" => returned).unwrap();
    let rules = ResponseRules {
        response_spend_columns: vec!["tv_S".to_owned(), "radio_S".to_owned()],
        split_budget: None,
        ..plain()
    };
    let found = fit(&rules, frame);
    assert_eq!(found.channels.len(), 2);
    assert!(found.warnings.contains(&ResponseWarning::SharedReturn));
    assert!(found.warnings.contains(&ResponseWarning::Association));
}

#[test]
fn what_cannot_be_fitted_or_split_says_so() {
    let refused = |rules: &ResponseRules, frame| rules.fit(&Table::from_frame(frame)).unwrap_err();
    let bound = |text: &str| ResponseRules {
        bound: vec![text.parse().unwrap()],
        ..plain()
    };
    let nobody = refused(&bound("电视=0..5"), planted(40));
    assert!(matches!(nobody, ResponseError::BoundOfNobody { name, .. } if name == "电视"));
    let small = refused(&bound("搜索=2000.."), planted(40));
    assert!(matches!(
        small,
        ResponseError::Budget(BudgetError::TooSmall { .. })
    ));
    let twice = ResponseRules {
        bound: vec!["a=1..".parse().unwrap(), "a=2..".parse().unwrap()],
        ..plain()
    };
    assert!(matches!(twice.check(), Err(ResponseError::BoundTwice(name)) if name == "a"));
    for budget in [0.0, -1.0, f64::NAN] {
        let rules = ResponseRules {
            split_budget: Some(budget),
            ..plain()
        };
        assert!(matches!(rules.check(), Err(ResponseError::SplitBudget(_))));
    }
    let rules = ResponseRules {
        confidence: 1.0,
        ..plain()
    };
    assert!(matches!(rules.check(), Err(ResponseError::Confidence(_))));
    let empty = refused(&plain(), planted(0));
    assert!(matches!(
        empty,
        ResponseError::NoRows { .. } | ResponseError::Table(_)
    ));
}

/// Too few spends to tell a curve: no plan, and the reason.
#[test]
fn a_channel_without_a_curve_takes_no_part() {
    let frame =
        df!("cost" => [10.0, 10.0, 10.0, 10.0, 10.0], "revenue" => [1.0, 2.0, 3.0, 4.0, 5.0]);
    let found = fit(&plain(), frame.unwrap());
    assert!(found.channels[0].fit.is_none() && found.plan.is_none());
    assert!(found.warnings.iter().any(|warning| matches!(
        warning,
        ResponseWarning::NoCurve {
            why: FitError::FewLevels { .. },
            ..
        }
    )));
}

#[test]
fn rows_that_say_nothing_are_counted() {
    let frame = df!(
        "cost" => ["10", "x", "-3", "20"],
        "revenue" => ["1", "2", "3", ""],
    );
    let rows = fit(&plain(), frame.unwrap()).rows;
    assert_eq!((rows.read, rows.used), (4, 1));
    assert_eq!((rows.missing_number, rows.negative_spend), (2, 1));
}

/// Rows of several channels in turns, without a period: each channel's own are its periods, and spend carries over.
#[test]
fn rows_without_periods_are_periods_in_their_order() {
    let rules = ResponseRules {
        carry_over: Steady::Estimated,
        ..plain()
    };
    let told = fit(&rules, planted(60));
    let silent = fit(&rules, planted(60).drop("period").unwrap());
    assert_eq!(told.channels, silent.channels);
    assert!(silent.warnings.contains(&ResponseWarning::NoPeriods));
    let mut weeks = planted(60);
    weeks.rename("period", "week".into()).unwrap();
    let called = fit(&rules, weeks);
    assert_eq!(told.channels, called.channels);
    assert!(!called.warnings.contains(&ResponseWarning::NoPeriods));
}

/// The practice ledger: every planted parameter lies in its interval, and costs of other kinds take no part. 23 intervals
/// are at 99%, at which they all hold in most samples.
#[test]
fn planted_curves_of_the_practice_ledger_lie_in_their_intervals() {
    let file = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
        fourr_table::Input::of([folder.join(name)]).open().unwrap()
    };
    let truth = file("campaigns_truth.csv");
    let truth = truth.batches(&[
        "渠道",
        "曲线形式",
        "a",
        "b",
        "k",
        "s",
        "滞后比例",
        "无花费时每日成交",
    ]);
    let truth = truth.unwrap().next().unwrap().unwrap();
    let truth = truth.frame().unwrap();
    let cell = |row: usize, column: &str| {
        let cells = truth.column(column).unwrap().str().unwrap();
        cells.get(row).unwrap_or("").to_owned()
    };
    for form in [FormChoice::Power, FormChoice::Hill] {
        let rules = ResponseRules {
            form,
            confidence: 0.99,
            ..ResponseRules::default()
        };
        let found = rules.fit(&file("campaigns.csv")).unwrap();
        assert_eq!((found.rows.used, found.rows.other_cost), (1_830, 97));
        let key = if form == FormChoice::Power {
            "power"
        } else {
            "hill"
        };
        for row in (0..truth.height()).filter(|row| cell(*row, "曲线形式") == key) {
            let name = cell(row, "渠道");
            let channel = found.channels.iter().find(|of| of.channel == name).unwrap();
            let fit = channel.fit.as_ref().unwrap();
            for parameter in &fit.parameters {
                let column = match parameter.name {
                    "carry_over" => "滞后比例",
                    "base" => "无花费时每日成交",
                    name => name,
                };
                let planted: f64 = cell(row, column).parse().unwrap();
                let interval = parameter.interval.unwrap();
                assert!(
                    (interval.lower..=interval.upper).contains(&planted),
                    "{name} {}: {planted} in {interval:?}",
                    parameter.name
                );
            }
            assert!(fit.r_squared.unwrap() > 0.9, "{name}");
        }
    }
}

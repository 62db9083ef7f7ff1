//! Ledgers of every shape.

use chrono::NaiveDate;
use fourr_cost_benefit::{
    CostBenefit, Dimension, Inputs, Summary, SunkCosts,
    media::{Measure, Media, Metric, Split},
};
use fourr_table::Table;
use polars::prelude::*;

pub(crate) fn table(columns: Vec<Column>) -> Table {
    let rows = columns.first().map_or(0, Column::len);
    Table::from_frame(DataFrame::new(rows, columns).unwrap())
}

pub(crate) fn summary(params: &CostBenefit, table: &Table) -> Summary {
    let inputs = Inputs {
        ledger: Some(table),
        ..Inputs::default()
    };
    params.analyse(inputs).unwrap().summary
}

fn media(params: &CostBenefit, columns: Vec<Column>) -> Media {
    summary(params, &table(columns)).media.unwrap()
}

#[test]
fn a_long_table_is_the_same_as_a_wide_one() {
    let long = media(
        &CostBenefit::default(),
        vec![
            Column::new("渠道".into(), ["A", "A", "A", "B", "B", "B"]),
            Column::new(
                "指标".into(),
                ["点击量", "花费", "库存", "点击量", "花费", "展现量"],
            ),
            Column::new("数值".into(), [10_i64, 5, 7, 4, 8, 100]),
        ],
    );
    assert_eq!(long.rows.unknown_kind, 1);
    let wide = media(
        &CostBenefit::default(),
        vec![
            Column::new("渠道".into(), ["A", "B"]),
            Column::new("展现量".into(), [None, Some(100_i64)]),
            Column::new("点击量".into(), [10_i64, 4]),
            Column::new("花费".into(), [5_i64, 8]),
        ],
    );
    assert_eq!(long.total.sums, wide.total.sums);
    assert_eq!(long.levels, wide.levels);
    assert_eq!(wide.levels[0].levels[0].name, "B"); // the dearer one first
}

#[test]
fn typed_costs_go_where_they_belong() {
    let columns = || {
        vec![
            Column::new("费用类型".into(), ["变动", "固定", "沉没", "佣金", "神秘"]),
            Column::new("花费".into(), [100_i64, 40, 20, 10, 5]),
            Column::new("销售额".into(), [500_i64, 0, 0, 0, 0]),
        ]
    };
    let with = |sunk_costs| CostBenefit {
        gross_margin: Some(0.5),
        sunk_costs,
        ..CostBenefit::default()
    };
    let forward = media(&with(SunkCosts::Exclude), columns());
    let figure = |media: &Media, metric| media.total.figures.value(metric);
    assert_eq!(figure(&forward, Metric::TotalCost), Some(150.0));
    assert_eq!(figure(&forward, Metric::Contribution), Some(140.0)); // 250 - 100 - 10
    assert_eq!(figure(&forward, Metric::NetBenefit), Some(100.0));
    assert_eq!(figure(&forward, Metric::Roas), Some(5.0)); // of the advertising alone
    assert_eq!(forward.rows.unknown_kind, 1);
    let back = media(&with(SunkCosts::Include), columns());
    assert_eq!(figure(&back, Metric::TotalCost), Some(170.0));
}

#[test]
fn a_margin_rate_weighs_every_row() {
    let result = media(
        &CostBenefit::default(),
        vec![
            Column::new("销售额".into(), [100_i64, 300, 50]),
            Column::new("退款金额".into(), [0_i64, 100, 0]),
            Column::new("毛利率".into(), ["50%", "0.25", "7"]),
        ],
    );
    // 100 x 0.5 + 200 x 0.25; the margin of 700% is set aside
    assert_eq!(result.total.figures.value(Metric::GrossProfit), Some(100.0));
    assert_eq!(result.rows.margin_out_of_range, 1);
    assert_eq!(result.total.figures.value(Metric::RefundRate), Some(0.25));
}

#[test]
fn a_gross_profit_of_its_own_is_not_counted_again_by_a_margin_rate() {
    let result = media(
        &CostBenefit::default(),
        vec![
            Column::new("销售额".into(), [100_i64, 300]),
            Column::new("毛利".into(), [30_i64, 90]),
            Column::new("毛利率".into(), ["50%", "25%"]),
        ],
    );
    // 30 + 90, neither 100 x 0.5 + 300 x 0.25 nor both.
    assert_eq!(result.total.figures.value(Metric::GrossProfit), Some(120.0));
}

#[test]
fn columns_of_spending_are_channels() {
    let params = CostBenefit {
        spend_columns: vec!["tv".to_owned(), "radio".to_owned()],
        ..CostBenefit::default()
    };
    let result = media(
        &params,
        vec![
            Column::new("revenue".into(), [100_i64, 200]),
            Column::new("tv".into(), [10_i64, 20]),
            Column::new("radio".into(), [5_i64, 0]),
        ],
    );
    assert_eq!(result.total.figures.value(Metric::TotalCost), Some(35.0));
    assert_eq!(result.levels[0].by, Dimension::Channel);
    let costs: Vec<(&str, f64)> = result.levels[0]
        .levels
        .iter()
        .map(|level| (level.name.as_str(), level.sums.or_zero(Measure::Cost)))
        .collect();
    assert_eq!(costs, [("tv", 30.0), ("radio", 5.0)]);
}

/// Clicks and orders before and after, of test and control: the rates of the golden case.
fn experiment() -> Vec<Column> {
    vec![
        Column::new(
            "date".into(),
            ["2026-01-01", "2026-02-01", "2026-01-01", "2026-02-01"],
        ),
        Column::new("group".into(), ["活动组", "活动组", "对照组", "对照组"]),
        Column::new("channel".into(), ["搜索", "搜索", "搜索", "搜索"]),
        Column::new("clicks".into(), [5_000.0, 5_200.0, 4_800.0, 5_100.0]),
        Column::new("orders".into(), [200.0, 301.6, 196.8, 234.6]),
        Column::new("revenue".into(), [20_000.0, 30_160.0, 19_680.0, 23_460.0]),
    ]
}

#[test]
fn a_control_and_a_baseline_make_a_difference_in_differences() {
    let params = CostBenefit {
        compare_from: NaiveDate::from_ymd_opt(2026, 2, 1),
        control: Some("对照组".to_owned()),
        ..CostBenefit::default()
    };
    let result = summary(&params, &table(experiment()));
    let media = result.media.as_ref().unwrap();
    let causal = media.difference_in_differences.as_ref().unwrap();
    let effect = causal
        .figures
        .value(fourr_cost_benefit::media::Causal::Effect);
    assert!((effect.unwrap() - 0.013).abs() < 1e-12);
    assert_eq!(media.change.as_ref().unwrap().split, Split::Periods);
    assert!(result.warnings.iter().all(|w| w.code() != "no_control"));
}

#[test]
fn a_baseline_alone_tells_of_a_change_not_an_effect() {
    let params = CostBenefit {
        compare_from: NaiveDate::from_ymd_opt(2026, 2, 1),
        ..CostBenefit::default()
    };
    let result = summary(&params, &table(experiment()));
    assert!(result.warnings.iter().any(|w| w.code() == "no_control"));
    let change = result.media.unwrap().change.unwrap();
    let revenue = change.revenue.unwrap();
    let sum = revenue.volume + revenue.price + revenue.mix + revenue.remainder;
    assert!((sum - (53_620.0 - 39_680.0)).abs() < 1e-6);
}

#[test]
fn a_single_row_is_a_ledger() {
    let result = media(
        &CostBenefit::default(),
        vec![
            Column::new("date".into(), ["2026-03-01"]),
            Column::new("clicks".into(), [1_i64]),
        ],
    );
    assert_eq!(result.rows.used, 1);
    assert_eq!(result.levels[0].by, Dimension::Day);
    assert_eq!(result.levels[0].levels[0].name, "2026-03-01");
}

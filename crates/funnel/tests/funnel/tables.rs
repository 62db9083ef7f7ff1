//! Funnels that are counted already, and persons with a column per stage.

use fourr_funnel::{Funnel, InputKind, Warning};
use fourr_table::Table;
use polars::prelude::*;

use crate::logs::{reached, steps, summary};

#[test]
fn counts_by_channel_and_day_add_up() {
    let table = Table::from_frame(
        df!(
            "日期" => ["2024-01-01", "2024-01-01", "2024-01-02", "2024-01-02", "2024-01-02", "2024-01-02"],
            "渠道" => ["搜索", "搜索", "推荐", "推荐", "搜索", "搜索"],
            "阶段" => ["访问", "支付", "访问", "支付", "退款", "访问"],
            "人数" => ["100", "10", "1,000", "50", "3", "x"],
        )
        .unwrap(),
    );
    let got = summary(
        &Funnel {
            steps: steps(&["访问", "支付"]),
            ..Funnel::default()
        },
        &table,
    );
    assert_eq!(got.input, InputKind::Counts);
    assert_eq!([got.stages[0].reached, got.stages[1].reached], [1_100, 60]);
    assert_eq!(
        (
            got.rows.other_stage,
            got.rows.unreadable_count,
            got.rows.used
        ),
        (1, 1, 4)
    );
    assert_eq!(got.groups[0].name, "推荐");
    assert_eq!(got.groups[1].overall_conversion, Some(0.1));
    assert_eq!(got.trend.len(), 2);
    assert_eq!(got.trend[0].stages[1].reached, 10);
}

#[test]
fn stages_that_grow_warn_and_share_no_loss() {
    let table =
        Table::from_frame(df!("stage" => ["访问", "下单"], "users" => [10_i64, 20]).unwrap());
    let got = summary(&Funnel::default(), &table);
    assert_eq!(got.stages[1].step_conversion, Some(2.0));
    assert_eq!(
        (got.stages[1].drop_off, got.stages[1].share_of_loss),
        (-10, None)
    );
    assert!(got.warnings.contains(&Warning::NotAFunnel {
        stages: vec!["下单".into()]
    }));
}

#[test]
fn a_stage_of_nobody_has_no_rate() {
    let table =
        Table::from_frame(df!("stage" => ["a", "b", "c"], "users" => [0_i64, 0, 0]).unwrap());
    let got = summary(&Funnel::default(), &table);
    assert_eq!(got.overall_conversion, None);
    assert!(
        got.stages
            .iter()
            .all(|stage| stage.step_conversion.is_none())
    );
    assert_eq!(got.bottleneck, None);
}

fn stamped(columns: &[&str]) -> Funnel {
    Funnel {
        stage_columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        min_group: 1,
        ..Funnel::default()
    }
}

#[test]
fn a_column_of_times_per_stage() {
    let table = Table::from_frame(
        df!(
            "会员编号" => ["1", "2", "3"],
            "注册时间" => [Some("2024-01-01 10:00:00"), Some("2024-01-02"), None],
            "首购时间" => [Some("2024-01-01 10:00:30"), Some("2024-03-01"), Some("2024-01-01")],
        )
        .unwrap(),
    );
    let funnel = stamped(&["注册时间", "首购时间"]);
    let got = summary(&funnel, &table);
    assert_eq!(got.input, InputKind::Stamps);
    assert_eq!([got.stages[0].reached, got.stages[1].reached], [2, 1]);
    assert_eq!(got.stages[1].from_start.as_ref().unwrap().median, 30.0);
    assert_eq!((got.rows.read, got.rows.used), (3, 3));
}

#[test]
fn a_column_of_flags_per_stage() {
    let table = Table::from_frame(
        df!(
            "浏览" => ["1", "1", "1", "0"],
            "加购" => ["是", "否", "是", "是"],
            "支付" => ["1", "1", "", "1"],
            "渠道" => ["a", "a", "b", "b"],
        )
        .unwrap(),
    );
    let funnel = stamped(&["浏览", "加购", "支付"]);
    assert_eq!(reached(&funnel, &table), [3, 2, 1]);
    let got = summary(&funnel, &table);
    assert_eq!(got.stages[1].from_start, None);
    assert_eq!(got.groups.len(), 2);
}

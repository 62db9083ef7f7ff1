//! Tags derived from the columns that there are.

use fourr_profile::{Lists, Profile, Sources, Warning};
use polars::prelude::*;

use crate::support::{names, persons, sources};

fn derive(sources: &Sources) -> fourr_profile::Portrait {
    Profile::default()
        .portray(None, sources, &Lists::default())
        .unwrap()
}

#[test]
fn columns_of_persons() {
    let ids: Vec<i64> = (0..100).collect();
    let age: Vec<i64> = (0..100).map(|i| 15 + i % 50).collect();
    let city: Vec<&str> = (0..100).map(|i| ["北京", "上海", "广州"][i % 3]).collect();
    let income: Vec<f64> = (0..100).map(|i| 1000.5 + f64::from(i)).collect();
    let phone: Vec<String> = (0..100)
        .map(|i| format!("138{:08}", 12_345_678 + i))
        .collect();
    let empty: Vec<Option<&str>> = vec![None; 100];
    let born: Vec<String> = (0..100)
        .map(|i| format!("19{:02}-03-04", 50 + i % 50))
        .collect();
    let note: Vec<String> = (0..100).map(|i| format!("note {i}")).collect();
    let frame = df!["会员编号" => ids, "年龄" => age, "城市" => city, "收入" => income, "手机号" => phone, "空" => empty, "生日" => born, "备注" => note];
    let portrait = derive(&persons(frame.unwrap()));
    let codes: Vec<&str> = portrait
        .tagging
        .columns()
        .iter()
        .map(|column| column.meta.code.as_str())
        .collect();
    assert_eq!(codes, ["年龄", "城市", "收入"]);
    assert_eq!(names(&portrait.tagging, "年龄")[..2], ["<18", "<18"]);
    assert_eq!(
        portrait.tagging.column("收入").unwrap().tally().values,
        [25; 4]
    );
    let summary = &portrait.summary.tags;
    assert!(summary.tag_file.is_none());
    let told: Vec<&str> = summary
        .warnings
        .iter()
        .filter_map(|warning| match warning {
            Warning::NotTagged { column, .. } | Warning::Identifies { column, .. } => {
                Some(column.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(told, ["手机号", "空", "生日", "备注"]);
    assert_eq!(summary.tags[2].values[0].rule, "收入 (-∞, 1025.25]");
}

#[test]
fn orders_alone() {
    let frame = df![
        "会员编号" => ["1", "1", "2", "3"], "订单编号" => ["a", "a", "b", "c"], "下单时间" => ["2024-01-01", "2024-01-01", "2024-03-01", "2024-05-31"],
        "实付金额" => ["10", "20", "5", "7.5"], "商品品类" => ["茶", "书", "茶", "茶"], "渠道" => ["天猫", "天猫", "京东", "京东"]
    ];
    let portrait = derive(&sources([(frame.unwrap(), None)]));
    assert_eq!(names(&portrait.tagging, "order_count"), ["1", "1", "1"]);
    assert_eq!(
        names(&portrait.tagging, "recency"),
        ["91-180 天", "91-180 天", "30 天内"]
    );
    assert_eq!(
        names(&portrait.tagging, "preferred_channel"),
        ["天猫", "京东", "京东"]
    );
    assert_eq!(
        portrait.summary.tags.as_of.unwrap().to_string(),
        "2024-06-01"
    );
}

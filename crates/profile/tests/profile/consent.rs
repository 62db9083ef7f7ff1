//! Who is profiled and what of it leaves the house: consent, undeclared personal data, quasi-identifiers; rows as persons.

use fourr_profile::{
    Lists, Portrait, Profile, ProfileError, Sources, Statistics, TagFile,
    statistics::StatisticsWarning,
};
use fourr_table::Table;
use polars::prelude::*;

fn sources(profile: &Profile, frame: DataFrame) -> Result<Sources, ProfileError> {
    let mut sources = Sources::default();
    sources.add(profile, Table::from_frame(frame), None)?;
    Ok(sources)
}

fn portray(profile: &Profile, tags: &str, frame: DataFrame) -> Portrait {
    let file = TagFile::from_toml("tags.toml", tags).unwrap();
    let sources = sources(profile, frame).unwrap();
    profile
        .portray(Some(&file), &sources, &Lists::default())
        .unwrap()
}

const CITY: &str = "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 'city'\ncolumn = '城市'\n";

#[test]
fn whoever_has_not_consented_is_left_out_and_counted() {
    let frame = df![
        "会员编号" => ["1", "2", "3", "4", "5"],
        "同意画像" => [Some("是"), Some("否"), Some(" YES "), None, Some("1")],
        "城市" => ["甲", "乙", "甲", "乙", "甲"]
    ]
    .unwrap();
    let profile = Profile {
        consent: Some("同意画像".to_owned()),
        ..Profile::default()
    };
    let portrait = portray(&profile, CITY, frame.clone());
    assert_eq!(portrait.tagging.len(), 3);
    let rows = &portrait.summary.tags.inputs[0].rows;
    assert_eq!((rows.read, rows.used, rows.without_consent), (5, 3, 2));
    let missing = Profile {
        consent: Some("同意".to_owned()),
        ..Profile::default()
    };
    let error = sources(&missing, frame).unwrap_err();
    assert!(matches!(error, ProfileError::NoConsentColumn { .. }));
    assert!(error.hint().unwrap().contains("同意画像"));
}

#[test]
fn rows_are_persons_where_that_is_asked_for() {
    let frame = df!["城市" => ["甲", "乙", "甲"], "row" => [7, 8, 9]].unwrap();
    let profile = Profile {
        each_row: true,
        ..Profile::default()
    };
    let portrait = portray(&profile, CITY, frame.clone());
    assert_eq!(portrait.tagging.len(), 3);
    assert_eq!(portrait.tagging.people().name(0).unwrap(), "1");
    let error = sources(&Profile::default(), frame).unwrap_err();
    assert!(error.hint().unwrap().contains("--each-row"), "{error}");
}

#[test]
fn a_tag_of_personal_data_that_does_not_say_so_is_told() {
    let phones: Vec<String> = (0..20)
        .map(|n| format!("1380013{:04}", 8_000 + n))
        .collect();
    let ids: Vec<i64> = (0..20).collect();
    let frame = df!["会员编号" => ids, "手机号" => phones].unwrap();
    let told = |declared: &str| {
        let tags = format!(
            "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 'carrier'\nresolve = 'order'\n{declared}value = [{{ name = '移动', where = \"手机号 like '138%'\" }}]\n"
        );
        let portrait = portray(&Profile::default(), &tags, frame.clone());
        let warnings = portrait.summary.figures.statistics_warnings;
        warnings.iter().any(|warning| {
            matches!(warning, StatisticsWarning::Undeclared { tags } if tags == &["carrier"])
        })
    };
    assert!(told(""));
    assert!(!told(
        "personal = 'personal'\nowner = '会员运营'\npurpose = '短信通道选择'\n"
    ));
}

/// Twelve people in two cities; the only one who is old in city 乙 is not alone in the table that leaves the house.
#[test]
fn quasi_identifiers_are_blanked_until_nobody_is_alone() {
    let ids: Vec<i64> = (0..12).collect();
    let cities: Vec<&str> = (0..12).map(|n| ["甲", "乙"][n % 2]).collect();
    let ages: Vec<&str> = (0..12).map(|n| if n == 11 { "老" } else { "少" }).collect();
    let frame = df!["会员编号" => ids, "城市" => cities, "年龄段" => ages].unwrap();
    let tags = format!("{CITY}[[dimension.tag]]\ncode = 'age'\ncolumn = '年龄段'\n");
    let profile = Profile {
        statistics: Statistics {
            quasi: vec!["city".to_owned(), "age".to_owned()],
            min_group: 3,
            ..Statistics::default()
        },
        ..Profile::default()
    };
    let portrait = portray(&profile, &tags, frame);
    let done = portrait.deidentification().unwrap();
    let quasi = done.quasi_identifiers.as_ref().unwrap();
    assert_eq!((quasi.least_before, quasi.in_small_classes), (None, None));
    assert!(quasi.least_after.unwrap() >= 3);
    let persons = portrait.persons().unwrap();
    let classes = persons
        .lazy()
        .group_by([col("city"), col("age")])
        .agg([len().alias("people")])
        .collect()
        .unwrap();
    let least = classes.column("people").unwrap().u32().unwrap().min();
    assert!(least.unwrap() >= 3, "{classes}");
}

/// Measures that rules read are numbers to cluster by; a group is not told by what defines it; tags of one column do not
/// stand against each other.
#[test]
fn what_follows_from_the_rules_alone_is_not_told() {
    let n = 400_usize;
    let ids: Vec<String> = (0..n * 3).map(|row| format!("c{}", row / 3)).collect();
    let amounts: Vec<f64> = (0..n * 3)
        .map(|row| (row / 3 % 40) as f64 * 10.0 + 1.0)
        .collect();
    let channels: Vec<&str> = (0..n * 3)
        .map(|row| ["甲", "乙", "丙"][row / 3 % 3])
        .collect();
    let orders: Vec<String> = (0..n * 3).map(|row| format!("o{row}")).collect();
    let times = vec!["2024-05-01 10:00:00"; n * 3];
    let frame = df![
        "会员编号" => ids, "订单编号" => orders, "下单时间" => times, "实付金额" => amounts, "渠道" => channels
    ]
    .unwrap();
    let tags = "
[[measure]]
code = 'spent'
from = 'orders'
take = 'sum'
column = '实付金额'
[[dimension]]
code = 'd'
[[dimension.tag]]
code = 'level'
resolve = 'order'
value = [{ name = 'high', where = 'spent > 600' }, { name = 'low', otherwise = true }]
[[dimension.tag]]
code = 'third'
quantiles = { column = 'spent', labels = ['a', 'b', 'c'] }
[[dimension.tag]]
code = 'channel'
preference = { from = 'orders', by = '渠道' }
";
    let mut profile = Profile::default();
    profile.statistics.target = vec!["level=high".parse().unwrap()];
    let portrait = portray(&profile, tags, frame);
    let figures = &portrait.summary.figures;
    assert_eq!(figures.numbers[0].name, "spent");
    let target = figures.target.as_ref().unwrap();
    assert!(target.tgi.iter().all(|row| row.tag != "level"));
    assert!(target.tgi.iter().any(|row| row.tag == "third"));
    for card in &figures.personas {
        assert!(card.distinguishing.iter().all(|one| one.tag != "level"));
    }
    let pairs = figures.crosstabs.iter();
    let pairs: Vec<_> = pairs
        .map(|table| (table.rows.as_str(), table.columns.as_str()))
        .collect();
    assert!(!pairs.contains(&("level", "third")), "{pairs:?}");
}

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

/// Twenty people whose city, birthday and telephone number would tell each of them.
fn members() -> DataFrame {
    let people = 0..20_i64;
    let phone = |n: i64| format!("1380013{:04}", 8_000 + n);
    let birthday = |n: i64| format!("{}-0{}-1{}", 1_980 + n / 10, n % 9 + 1, n % 10);
    let city = |n: i64| {
        ["深圳市", "广州", "杭州市西湖区文三路1号", "Paris"][usize::try_from(n % 4).unwrap()]
    };
    df![
        "会员编号" => people.clone().collect::<Vec<_>>(),
        "手机号" => people.clone().map(phone).collect::<Vec<_>>(),
        "生日" => people.clone().map(birthday).collect::<Vec<_>>(),
        "收入" => people.clone().map(|n| 1_000 * n).collect::<Vec<_>>(),
        "所在地" => people.map(city).collect::<Vec<_>>()
    ]
    .unwrap()
}

fn tags_of(columns: &[(&str, &str)]) -> String {
    let tag = |(column, how): &(&str, &str)| {
        format!("[[dimension.tag]]\ncode = '{column}'\ncolumn = '{column}'\n{how}\n")
    };
    let tags: String = columns.iter().map(tag).collect();
    format!("[[dimension]]\ncode = 'd'\n{tags}")
}

fn values<'p>(portrait: &'p Portrait, tag: &str) -> Vec<(&'p str, u64)> {
    let column = portrait.tagging.column(tag).unwrap();
    let people = column.tally().values.iter().copied();
    let names = column.values.iter().map(|value| value.name.as_str());
    names.zip(people).collect()
}

#[test]
fn columns_are_made_coarser_where_the_tag_file_asks_for_it() {
    let text = tags_of(&[
        ("生日", "generalise = 'year'"),
        ("收入", "generalise = 'bins:10000'"),
        ("所在地", "generalise = 'province'"),
    ]);
    let portrait = portray(&Profile::default(), &text, members());
    assert_eq!(values(&portrait, "生日"), [("1980", 10), ("1981", 10)]);
    let bands = [("[0, 10000)", 10), ("[10000, 20000)", 10)];
    assert_eq!(values(&portrait, "收入"), bands);
    // A place that lies in no province is missing rather than shown.
    let places = [("广东省", 10), ("浙江省", 5)];
    assert_eq!(values(&portrait, "所在地"), places);
    let written = serde_json::to_string(&portrait.summary).unwrap();
    for secret in ["深圳", "Paris", "1980-0", "文三路"] {
        assert!(!written.contains(secret), "{secret}");
    }
    let done = serde_json::to_value(portrait.deidentification().unwrap()).unwrap();
    let how: Vec<_> = (1..4)
        .map(|place| &done["exported"][place]["how"])
        .collect();
    assert_eq!(how, ["year", "bins:10000", "province"]);
    assert_eq!(done["exported"][1]["treatment"], "generalised");
}

#[test]
fn columns_are_made_coarser_where_a_flag_asks_for_it() {
    let asked = Profile {
        generalise: vec!["生日=month".parse().unwrap()],
        ..Profile::default()
    };
    let sources = sources(&asked, members()).unwrap();
    let derived = asked.portray(None, &sources, &Lists::default()).unwrap();
    assert_eq!(values(&derived, "生日")[0].0, "1980-01");
    let written = derived.tagging.derived_file().unwrap();
    assert!(written.contains("generalise = \"month\""), "{written}");
    let refused = |tag: &str| {
        let asked = Profile {
            generalise: vec![format!("{tag}=month").parse().unwrap()],
            ..Profile::default()
        };
        let file = "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 'rich'\n\
                    value = [{ name = 'yes', where = '收入 > 9000' }]";
        let file = TagFile::from_toml("tags.toml", file).unwrap();
        asked
            .portray(Some(&file), &sources, &Lists::default())
            .unwrap_err()
    };
    assert!(matches!(refused("rich"), ProfileError::NotAColumn(_)));
    assert!(matches!(refused("city"), ProfileError::NoTag { .. }));
}

/// A telephone number taken as a tag is behind stars in the summary, the table, and the explanation of one person.
#[test]
fn personal_texts_are_masked_whatever_writes_them() {
    let text = tags_of(&[("手机号", "")]);
    let profile = Profile::default();
    let portrait = portray(&profile, &text, members());
    let sources = sources(&profile, members()).unwrap();
    let why = profile.why(&portrait.tagging, &sources, &Lists::default(), "3");
    let frame = portrait.persons().unwrap();
    let shown = [
        serde_json::to_string(&portrait.summary).unwrap(),
        serde_json::to_string(&why.unwrap()).unwrap(),
        format!("{:?}", frame.column("手机号").unwrap()),
    ];
    for shown in shown {
        assert!(shown.contains("138****8003"), "{shown}");
        assert!(!shown.contains("13800138003"), "{shown}");
    }
    let done = serde_json::to_value(portrait.deidentification().unwrap()).unwrap();
    assert_eq!(done["exported"][1]["treatment"], "masked");
}

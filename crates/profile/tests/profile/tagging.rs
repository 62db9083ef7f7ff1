//! Rules of every kind, over small tables whose answers can be seen.

use fourr_profile::{Codes, Lists, Needs, Profile, ProfileError, SourceKind, TagFile};
use fourr_table::Table;
use polars::prelude::*;
use proptest::prelude::*;

use crate::support::{names, persons, sources, tag};

fn head(rest: &str) -> String {
    format!("[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 't'\n{rest}")
}

#[test]
fn logic_is_three_valued() {
    let frame = df!["id" => [1_i64, 2, 3], "age" => [Some(20_i64), None, Some(60)], "sex" => [Some("F"), Some("M"), None]];
    let frame = persons(frame.unwrap());
    let rule = |text: &str| {
        names(
            &tag(
                &head(&format!("value = [{{ name = 'y', where = \"{text}\" }}]")),
                &frame,
            )
            .unwrap(),
            "t",
        )
    };
    for (text, expected) in [
        ("age >= 30", ["-", "-", "y"]),
        ("not (age >= 30)", ["y", "-", "-"]),
        ("age is null", ["-", "y", "-"]),
        ("age is not null and not age is null", ["y", "-", "y"]),
        ("sex <> 'M'", ["y", "-", "-"]),
        ("not (sex = 'M' and age > 10)", ["y", "-", "-"]),
        ("sex = 'F' or age is null", ["y", "y", "-"]),
        ("age not between 30 and 70", ["y", "-", "-"]),
        ("sex not in ('M')", ["y", "-", "-"]),
        ("age not in (20, 21)", ["-", "-", "y"]),
        ("coalesce(age, 0) < 30", ["y", "y", "-"]),
        ("10 / (age - 20) > 0", ["-", "-", "y"]),
        ("sex like 'f%'", ["-", "-", "-"]),
        ("sex ilike 'f%'", ["y", "-", "-"]),
        ("true", ["y", "y", "y"]),
    ] {
        assert_eq!(rule(text), expected, "{text}");
    }
}

#[test]
fn text_cells_read_as_what_the_rule_takes_them_for() {
    let frame = df![
        "会员编号" => ["0001", "0002", "0003"], "消费金额" => ["¥1,200", "3万", "无"],
        "注册日期" => ["2024年1月5日", "2024-12-01", ""]
    ];
    let text = head(
        "resolve = 'order'\nvalue = [{ name = '高', where = '消费金额 >= 10000' }, { name = '低', where = '消费金额 < 10000' }]",
    );
    let text = format!(
        "{text}\n[[dimension.tag]]\ncode = 'new'\nvalue = [{{ name = '新', where = 'days_since(注册日期) <= 31' }}]"
    );
    let file = TagFile::from_toml("t", &text).unwrap();
    let profile = Profile {
        as_of: chrono::NaiveDate::from_ymd_opt(2025, 1, 1),
        ..Profile::default()
    };
    let tagging = profile
        .tag(
            Some(&file),
            &persons(frame.unwrap()),
            &Lists::default(),
            &Needs::default(),
        )
        .unwrap();
    assert_eq!(names(&tagging, "t"), ["低", "高", "-"]);
    assert_eq!(names(&tagging, "new"), ["-", "新", "-"]);
}

/// Orders of three people, as of 2024-03-01.
fn orders() -> DataFrame {
    df![
        "customer_id" => [1_i64, 1, 1, 2, 2, 9],
        "order_date" => ["2024-01-01", "2024-02-20", "2024-02-20", "2024-02-28", "2024-02-29", "2024-02-01"],
        "amount" => [10.0, 20.0, 5.5, 7.25, 7.25, 1.0],
        "category" => ["茶", "书", "书", "茶", "鞋", "茶"],
        "step" => ["view", "cart", "buy", "buy", "view", "view"]
    ]
    .unwrap()
}

fn measured(measure: &str, rule: &str) -> Vec<String> {
    let people = df!["id" => [1_i64, 2, 3]].unwrap();
    let tables = sources([
        (people, Some(SourceKind::Persons)),
        (orders(), Some(SourceKind::Orders)),
    ]);
    let measure = if measure.is_empty() {
        String::new()
    } else {
        format!("[[measure]]\ncode = 'm'\nfrom = 'orders'\n{measure}\n")
    };
    names(
        &tag(&format!("{measure}{}", head(rule)), &tables).unwrap(),
        "t",
    )
}

#[test]
fn measures_are_taken_of_orders() {
    let yes = |rule: &str| format!("value = [{{ name = 'y', where = '{rule}' }}]");
    for (measure, rule, expected) in [
        ("take = 'count'", "m = 3", ["y", "-", "-"]),
        ("take = 'count'", "m = 0", ["-", "-", "y"]),
        ("take = 'count'\nwithin = 10", "m = 2", ["y", "y", "-"]),
        ("take = 'count'\nwithin = 9", "m = 0", ["y", "-", "y"]),
        ("take = 'days'", "m = 2", ["y", "y", "-"]),
        (
            "take = 'sum'\ncolumn = 'amount'",
            "m = 35.5",
            ["y", "-", "-"],
        ),
        (
            "take = 'sum'\ncolumn = 'amount'\nwhere = \"category = '茶'\"",
            "m = 7.25",
            ["-", "y", "-"],
        ),
        (
            "take = 'mean'\ncolumn = 'amount'",
            "m = 7.25",
            ["-", "y", "-"],
        ),
        (
            "take = 'mean'\ncolumn = 'amount'",
            "m is null",
            ["-", "-", "y"],
        ),
        ("take = 'max'\ncolumn = 'amount'", "m = 20", ["y", "-", "-"]),
        (
            "take = 'distinct'\ncolumn = 'category'",
            "m = 2",
            ["y", "y", "-"],
        ),
        ("take = 'recency'", "m = 1", ["-", "y", "-"]),
        ("take = 'tenure'", "m = 60", ["y", "-", "-"]),
    ] {
        assert_eq!(measured(measure, &yes(rule)), expected, "{measure}: {rule}");
    }
    assert_eq!(
        measured("take = 'first'\ncolumn = 'category'", "column = 'm'"),
        ["茶", "茶", "-"]
    );
    assert_eq!(
        measured("take = 'last'\ncolumn = 'category'", "column = 'm'"),
        ["书", "鞋", "-"]
    );
}

#[test]
fn values_may_count_directly() {
    let did = "value = [{ name = 'y', did = { from = 'orders', at_least = 2, within = 10 } }]";
    assert_eq!(measured("", did), ["y", "y", "-"]);
    let did_not =
        "value = [{ name = 'y', did_not = { from = 'orders', where = \"category = '书'\" } }]";
    assert_eq!(measured("", did_not), ["-", "y", "y"]);
    // Both of person 1's last orders are of one day: the lower step counts first. Person 2 bought before looking.
    let steps = "value = [{ name = 'y', sequence = { from = 'orders', steps = [\"step = 'view'\", \"step = 'cart'\", \"step = 'buy'\"] } }]";
    assert_eq!(measured("", steps), ["y", "-", "-"]);
    assert_eq!(
        measured("", "preference = { from = 'orders', by = 'category' }"),
        ["书", "茶", "-"]
    );
    assert_eq!(
        measured(
            "",
            "preference = { from = 'orders', by = 'category', top = 2 }"
        ),
        ["茶;书", "茶;鞋", "-"]
    );
    assert_eq!(
        measured(
            "",
            "preference = { from = 'orders', by = 'category', weigh = 'amount' }"
        ),
        ["书", "茶", "-"]
    );
}

#[test]
fn tables_and_lists_are_joined() {
    let people = df!["id" => ["a", "b", "c"]].unwrap();
    let segments = df!["customer_id" => ["c", "a", "z", "a"], "segment" => ["champions", "at_risk", "x", "lost"]].unwrap();
    let tables = sources([
        (people, Some(SourceKind::Persons)),
        (segments, Some(SourceKind::Persons)),
    ]);
    let text = head(
        "rfm = 'segment'\n[[dimension.tag]]\ncode = 'vip'\nvalue = [{ name = 'vip', list = 'vip.csv' }]",
    );
    let file = TagFile::from_toml("t", &text).unwrap();
    assert_eq!(file.lists(), ["vip.csv"]);
    let mut lists = Lists::default();
    lists.add(
        "vip.csv",
        Table::from_frame(df!["who" => ["b", "q"]].unwrap()),
    );
    let tagging = Profile::default()
        .tag(Some(&file), &tables, &lists, &Needs::default())
        .unwrap();
    assert_eq!(names(&tagging, "t"), ["at_risk", "-", "champions"]);
    assert_eq!(names(&tagging, "vip"), ["-", "vip", "-"]);
    let ledger = tagging.summarize().inputs[1].rows;
    assert_eq!(
        (
            ledger.read,
            ledger.used,
            ledger.unknown_person,
            ledger.duplicate_person
        ),
        (4, 2, 1, 1)
    );
}

#[test]
fn tags_read_tags_whatever_their_order() {
    let frame = df!["id" => [1_i64, 2, 3], "age" => [10_i64, 30, 50]].unwrap();
    let text = head("value = [{ name = 'x', where = \"band in ('b', 'c') and band <> 'c'\" }]");
    let text = format!(
        "{text}\n[[dimension.tag]]\ncode = 'band'\nbins = {{ column = 'age', breaks = [20, 40], labels = ['a', 'b', 'c'] }}"
    );
    assert_eq!(
        names(&tag(&text, &persons(frame)).unwrap(), "t"),
        ["-", "x", "-"]
    );
}

#[test]
fn quantiles_hold_ties_together() {
    let frame = df!["id" => [1_i64, 2, 3, 4, 5, 6], "x" => [Some(1.0), Some(1.0), Some(1.0), Some(2.0), Some(9.0), None]].unwrap();
    let text = head("quantiles = { column = 'x', labels = ['low', 'high'] }");
    assert_eq!(
        names(&tag(&text, &persons(frame)).unwrap(), "t"),
        ["low", "low", "low", "high", "high", "-"]
    );
}

#[test]
fn maps_tell_what_they_do_not_know() {
    let frame = df!["id" => [1_i64, 2, 3], "sex" => ["F", "M", "X"]].unwrap();
    let tagging = tag(
        &head("column = 'sex'\nmap = { F = '女', M = '男' }"),
        &persons(frame),
    )
    .unwrap();
    assert_eq!(names(&tagging, "t"), ["女", "男", "-"]);
    let lint = serde_json::to_value(tagging.summarize().lint).unwrap();
    let orphan = lint
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["kind"] == "orphan")
        .unwrap();
    assert_eq!(
        (orphan["value"].as_str(), orphan["persons"].as_u64()),
        (Some("X"), Some(1))
    );
}

#[test]
fn rows_without_a_person_or_of_a_repeated_one_are_set_aside() {
    let frame =
        df!["id" => [Some(2_i64), None, Some(1), Some(2)], "age" => [10_i64, 99, 30, 99]].unwrap();
    let tagging = tag(
        &head("value = [{ name = 'old', where = 'age > 20' }]"),
        &persons(frame),
    )
    .unwrap();
    assert_eq!(names(&tagging, "t"), ["old", "-"]);
    let summary = tagging.summarize();
    assert_eq!(summary.tags[0].values[0].hits, 1);
    let rows = summary.inputs[0].rows;
    assert_eq!(
        (
            rows.read,
            rows.used,
            rows.missing_person,
            rows.duplicate_person
        ),
        (4, 2, 1, 1)
    );
}

/// Ids of a CSV file are text; where every one is a number they have the order of numbers, and stay text.
#[test]
fn ids_that_are_numbers_have_their_order() {
    for (ids, ordered) in [
        (["10", "9", "100"], ["9", "10", "100"]),
        (["10", "09", "100"], ["09", "10", "100"]),
        (["10", "9", "A1"], ["10", "9", "A1"]),
        (["1", "2", "3"], ["1", "2", "3"]),
    ] {
        let frame = df!["id" => ids, "x" => ids].unwrap();
        let tagging = tag(&head("column = 'x'"), &persons(frame)).unwrap();
        let frame = tagging.frame().unwrap();
        let found = frame.column("person_id").unwrap().str().unwrap().clone();
        assert_eq!(found.iter().flatten().collect::<Vec<_>>(), ordered);
        assert_eq!(names(&tagging, "t"), ordered);
    }
}

#[test]
fn hard_tables() {
    let nobody = df!["id" => [None::<i64>, None], "x" => [1, 2]].unwrap();
    let rule = head("value = [{ name = 'y', where = 'x > 1' }]");
    assert!(matches!(
        tag(&rule, &persons(nobody)),
        Err(ProfileError::Nobody { rows: 2 })
    ));
    let empty = df!["id" => Vec::<i64>::new(), "x" => Vec::<i64>::new()].unwrap();
    assert!(matches!(
        tag(&rule, &persons(empty)),
        Err(ProfileError::Nobody { rows: 0 })
    ));
    let one = df!["id" => [7_i64], "x" => [None::<i64>]].unwrap();
    assert_eq!(names(&tag(&rule, &persons(one)).unwrap(), "t"), ["-"]);
    let many: Vec<String> = (0..10_000).map(|level| format!("level {level}")).collect();
    let ids: Vec<i64> = (0..10_000).collect();
    let wide = df!["id" => ids, "x" => many].unwrap();
    let tagging = tag(&head("column = 'x'"), &persons(wide)).unwrap();
    let column = tagging.column("t").unwrap();
    assert_eq!(
        (column.values.len(), column.values[50].code.as_str()),
        (51, "other")
    );
    assert_eq!(column.tally().values[50], 9_950);
}

#[test]
fn sixty_four_values_a_person_and_no_more() {
    let values: Vec<String> = (0..64)
        .map(|v| format!("{{ name = 'v{v}', where = 'x >= {v}' }}"))
        .collect();
    let frame = df!["id" => [1_i64, 2], "x" => [63_i64, 0]].unwrap();
    let text = head(&format!(
        "exclusive = false\nvalue = [{}]",
        values.join(", ")
    ));
    let tagging = tag(&text, &persons(frame)).unwrap();
    assert_eq!(
        tagging.column("t").unwrap().codes,
        Codes::Sets(vec![u64::MAX, 1])
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Section 8: of an exclusive tag the holders and those without a value are everybody; the order of rows changes
    /// nothing; and each code is that of the first rule that fits, found one person at a time.
    #[test]
    fn an_exclusive_tag_partitions(rows in prop::collection::vec((prop::option::of(-5_i64..15), 0_usize..4), 1..200), seed in 0_usize..1000) {
        let text = head("resolve = 'order'\nvalue = [{ name = 'a', where = \"x > 10 or kind = 'k0'\" }, { name = 'b', where = 'x between 3 and 12' }, \
                         { name = 'c', where = \"not (x < 0) and kind <> 'k3'\" }]");
        let build = |order: &[usize]| {
            let ids: Vec<i64> = order.iter().map(|&row| i64::try_from(row).unwrap()).collect();
            let x: Vec<Option<i64>> = order.iter().map(|&row| rows[row].0).collect();
            let kind: Vec<String> = order.iter().map(|&row| format!("k{}", rows[row].1)).collect();
            tag(&text, &persons(df!["id" => ids, "x" => x, "kind" => kind].unwrap())).unwrap()
        };
        let straight: Vec<usize> = (0..rows.len()).collect();
        let mut turned = straight.clone();
        turned.rotate_left(seed % rows.len());
        let (tagging, again) = (build(&straight), build(&turned));
        prop_assert_eq!(tagging.columns(), again.columns());
        let tally = tagging.columns()[0].tally();
        prop_assert_eq!(tally.total(), rows.len() as u64);
        let brute = |&(x, kind): &(Option<i64>, usize)| {
            let more = |bound| x.is_some_and(|x| x > bound);
            if more(10) || kind == 0 { "a" }
            else if x.is_some_and(|x| (3..=12).contains(&x)) { "b" }
            else if more(-1) && kind != 3 { "c" }
            else { "-" }
        };
        let expected: Vec<&str> = rows.iter().map(brute).collect();
        prop_assert_eq!(names(&tagging, "t"), expected);
    }
}

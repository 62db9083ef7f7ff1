//! What single steps do, and what they tell.

use fourr_clean::{References, Undo};
use polars::prelude::*;
use serde_json::{Value, json};

use crate::support::{cleaned, detail, numbers, recipe, removed, text, texts};

fn codes(cleaning: &fourr_clean::Cleaning) -> Vec<String> {
    cleaning
        .summary
        .warnings
        .iter()
        .map(|warning| {
            serde_json::to_value(warning).unwrap()["code"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

fn some(cells: &[&str]) -> Vec<Option<String>> {
    cells
        .iter()
        .map(|cell| Some((*cell).to_owned()).filter(|cell| !cell.is_empty()))
        .collect()
}

#[test]
fn text_is_tidied() {
    let table = text(&["a", " Ａpple  pie ", "北京　", "暢享", "ok"]);
    let cleaning = cleaned(
        &table,
        "[[step]]\ndo = \"tidy\"\nscript = \"simplified\"\ncase = \"lower\"\n",
    );
    assert_eq!(
        texts(&cleaning.table, "a"),
        some(&["apple pie", "北京", "畅享", "ok"])
    );
    assert_eq!(cleaning.summary.cells_changed, 3);
}

#[test]
fn kinds_of_text_have_one_form() {
    let table = text(&[
        "phone|mail|id|code|place|sex|yes",
        "+86 138-1234-5678|A@B.CN|11010519491231002x|91350100m000100y43|广东|M|是",
        "123|a@b|11010519491231002X|91350100M000100Y44|火星|?|也许",
    ]);
    let recipe = [
        "phone",
        "email",
        "id_card",
        "credit_code",
        "region",
        "sex",
        "boolean",
    ]
    .iter()
    .zip(["phone", "mail", "id", "code", "place", "sex", "yes"])
    .map(|(kind, column)| {
        format!("[[step]]\ndo = \"parse\"\ncolumns = [\"{column}\"]\nkind = \"{kind}\"\n")
    })
    .collect::<Vec<_>>()
    .concat();
    let cleaning = cleaned(&table, &recipe);
    let row = |at: usize| -> Vec<Option<String>> {
        let names = ["phone", "mail", "id", "code", "place", "sex", "yes"];
        names
            .iter()
            .map(|name| texts(&cleaning.table, name)[at].clone())
            .collect()
    };
    assert_eq!(
        row(0),
        some(&[
            "13812345678",
            "A@b.cn",
            "11010519491231002X",
            "91350100M000100Y43",
            "广东省",
            "男",
            "true"
        ])
    );
    // What is not of the kind stays as text; a boolean cannot, and ? is a word for missing.
    assert_eq!(
        row(1),
        some(&[
            "123",
            "a@b",
            "11010519491231002X",
            "91350100M000100Y44",
            "火星",
            "",
            ""
        ])
    );
}

#[test]
fn numbers_carry_units_and_decimals() {
    let table = text(&["w", "12.0 oz.", "1 lb", "¥1,234.50", "2.50", "1.5"]);
    let text = "[[step]]\ndo = \"parse\"\ncolumns = [\"w\"]\nkind = \"number\"\ndecimals = 2\nunits = { oz = 1, lb = 16 }\n";
    let cleaning = cleaned(&table, text);
    assert_eq!(
        numbers(&cleaning.table, "w"),
        [12.0, 16.0, 1234.5, 2.5, 1.5].map(Some)
    );
    assert_eq!(
        texts(&cleaning.ledger, "new"),
        some(&["12.00", "16.00", "1234.50", "1.50"])
    );
}

#[test]
fn rules_name_what_breaks_them() {
    let table = text(&[
        "paid|amount|zip|city",
        "5|6|1|a",
        "7|6|1|a",
        "|6|1|b",
        "1|1|2|c",
    ]);
    let text = r#"
        [[step]]
        do = "parse"
        columns = ["paid", "amount"]
        kind = "number"
        [[step]]
        do = "check"
        id = "支付不超过金额"
        rule = { condition = "paid <= amount" }
        [[step]]
        do = "check"
        columns = ["city"]
        rule = { determined_by = ["zip"] }
        on_failure = "null"
        [[step]]
        do = "check"
        columns = ["zip"]
        rule = { found_in = { table = "zips.csv", column = "zip" } }
        on_failure = "drop"
    "#;
    let zips = DataFrame::new(1, vec![Column::new("zip".into(), ["1"])]).unwrap();
    let references = References::from([("zips.csv".to_owned(), zips)]);
    let cleaning = recipe(text).apply_with(&table, &references).unwrap();
    assert_eq!(
        detail(&cleaning, 1),
        json!({"kind": "check", "applicable": 3, "failed": 1, "rows": [2]})
    );
    assert_eq!(texts(&cleaning.table, "city"), some(&["a", "a", ""]));
    assert_eq!(removed(&cleaning), [4]);
    assert_eq!(cleaning.summary.steps[1].id, "支付不超过金额");
    assert_eq!(cleaning.summary.quality_before.consistency, Some(2.0 / 3.0));
}

#[test]
fn degenerate_outliers_are_told_of() {
    let judge = |values: &[&str], method: &str| {
        let mut rows = vec!["v"];
        rows.extend(values);
        let recipe = format!(
            "[[step]]\ndo = \"parse\"\ncolumns = [\"v\"]\nkind = \"number\"\n\
             [[step]]\ndo = \"outliers\"\ncolumns = [\"v\"]\nmethod = {method}\ntreat = \"null\"\n"
        );
        cleaned(&text(&rows), &recipe)
    };
    let flat = judge(&["5", "5", "5", "5", "9"], "{ iqr = 1.5 }");
    assert!(codes(&flat).contains(&"iqr_zero".to_owned()));
    assert_eq!(numbers(&flat.table, "v")[4], Some(9.0));
    // MAD 0: the mean absolute deviation 0.8 stands in, and (9 - 5) / (1.253314 * 0.8) = 3.99 > 3.5.
    let fallback = judge(&["5", "5", "5", "5", "9"], "{ mad = 3.5 }");
    assert!(codes(&fallback).contains(&"mad_zero_fallback".to_owned()));
    assert_eq!(numbers(&fallback.table, "v")[4], None);
    let constant = judge(&["5", "5", "5"], "{ mad = 3.5 }");
    assert_eq!(numbers(&constant.table, "v"), [Some(5.0); 3]);
}

#[test]
fn imputing_before_duplicates_warns() {
    let table = text(&["id|v", "1|5", "1|5", "2|", "3|7"]);
    let parse = "[[step]]\ndo = \"parse\"\ncolumns = [\"v\"]\nkind = \"number\"\n";
    let impute = "[[step]]\ndo = \"impute\"\ncolumns = [\"v\"]\nmethod = \"mean\"\n";
    let duplicates = "[[step]]\ndo = \"duplicates\"\n";
    let early = cleaned(&table, &format!("{parse}{impute}{duplicates}"));
    assert!(codes(&early).contains(&"before_duplicates".to_owned()));
    assert_eq!(numbers(&early.table, "v"), [5.0, 17.0 / 3.0, 7.0].map(Some));
    let late = cleaned(&table, &format!("{parse}{duplicates}{impute}"));
    assert!(!codes(&late).contains(&"before_duplicates".to_owned()));
    assert_eq!(numbers(&late.table, "v"), [5.0, 6.0, 7.0].map(Some));
}

#[test]
fn a_mode_tie_takes_the_smallest_and_says_so() {
    let table = text(&["v", "10", "9", ""]);
    let cleaning = cleaned(
        &table,
        "[[step]]\ndo = \"parse\"\ncolumns = [\"v\"]\nkind = \"integer\"\n[[step]]\ndo = \"impute\"\ncolumns = [\"v\"]\nmethod = \"mode\"\n",
    );
    assert_eq!(numbers(&cleaning.table, "v"), [10.0, 9.0, 9.0].map(Some));
    assert!(codes(&cleaning).contains(&"mode_tie".to_owned()));
}

#[test]
fn a_hot_deck_draws_from_its_group_and_repeats() {
    let mut rows = vec!["g|v".to_owned()];
    for at in 0..40 {
        let group = if at % 2 == 0 { "a" } else { "b" };
        let value = if at % 4 < 2 {
            format!("{group}{at}")
        } else {
            String::new()
        };
        rows.push(format!("{group}|{value}"));
    }
    let table = text(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let draw =
        "[[step]]\ndo = \"impute\"\ncolumns = [\"v\"]\nmethod = { hot_deck = {} }\nby = [\"g\"]\n";
    let drawn = texts(&cleaned(&table, draw).table, "v");
    assert_eq!(drawn, texts(&cleaned(&table, draw).table, "v"));
    for (at, cell) in drawn.iter().enumerate() {
        let group = if at % 2 == 0 { 'a' } else { 'b' };
        assert!(cell.as_ref().unwrap().starts_with(group));
    }
}

#[test]
fn fitted_limits_replay_on_a_new_file() {
    let parse = "[[step]]\ndo = \"parse\"\ncolumns = [\"v\"]\nkind = \"number\"\n";
    let cap = "[[step]]\ndo = \"outliers\"\ncolumns = [\"v\"]\nby = [\"g\"]\nmethod = { iqr = 1.5 }\ntreat = \"cap\"\n";
    let mut rows = vec!["g|v".to_owned()];
    rows.extend((1..=9).map(|v| format!("a|{v}")));
    rows.push("a|100".to_owned());
    let table = text(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let first = cleaned(&table, &format!("{parse}{cap}"));
    // Q1 3.25, Q3 7.75 (numpy): the upper fence is 14.5.
    assert_eq!(numbers(&first.table, "v")[9], Some(14.5));
    let again = first
        .recipe
        .apply(&text(&["g|v", "a|50", "a|1", "b|50"]))
        .unwrap();
    assert_eq!(numbers(&again.table, "v"), [14.5, 1.0, 50.0].map(Some));
    assert!(codes(&again).contains(&"unknown_groups".to_owned()));
    let written = recipe(&first.recipe.to_toml());
    assert_eq!(written.apply(&table).unwrap().table, first.table);
}

#[test]
fn undo_puts_back_every_value_and_row() {
    let table = text(&[
        "id|城市|amount|day",
        "1| 北京 |￥5|2024年1月2日",
        "1| 北京 |￥5|2024年1月2日",
        "2|未知|x|2024/1/3",
        "3|上海|007|",
    ]);
    let steps = r#"
        [[step]]
        do = "tidy"
        [[step]]
        do = "missing"
        [[step]]
        do = "rename"
        columns = { "城市" = "city" }
        [[step]]
        do = "parse"
        columns = ["amount"]
        kind = "number"
        [[step]]
        do = "parse"
        columns = ["day"]
        kind = "datetime"
        [[step]]
        do = "duplicates"
        [[step]]
        do = "impute"
        columns = ["city"]
        method = "mode"
        [[step]]
        do = "drop_columns"
        columns = ["day"]
        [[step]]
        do = "drop_rows"
        columns = ["amount"]
        missing = "any"
    "#;
    let cleaning = cleaned(&table, steps);
    assert_eq!(removed(&cleaning), [2, 3]);
    assert_eq!(
        cleaning.summary.cells_changed,
        cleaning.ledger.height() as u64
    );
    let restored = Undo {
        table: cleaning.table,
        ledger: cleaning.ledger,
        quarantine: cleaning.quarantine,
        recipe: cleaning.recipe,
    };
    assert_eq!(restored.restore().unwrap(), table.lazy().collect().unwrap());
}

#[test]
fn an_empty_table_keeps_its_columns() {
    let table = text(&["id|v"]);
    let cleaning = cleaned(
        &table,
        "[[step]]\ndo = \"parse\"\ncolumns = [\"v\"]\nkind = \"number\"\n[[step]]\ndo = \"duplicates\"\n[[step]]\ndo = \"impute\"\ncolumns = [\"v\"]\nmethod = \"median\"\n",
    );
    let names: Vec<String> = cleaning
        .table
        .get_column_names()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(names, ["id", "v", "v__imputed"]);
    assert_eq!(cleaning.summary.rows_in, 0);
    assert_eq!(cleaning.summary.quality_before.score, None);
}

#[test]
fn personal_data_is_masked_in_the_summary_and_whole_in_the_ledger() {
    let table = text(&["手机号", "+86 138-1234-5678", "13912345678"]);
    let cleaning = cleaned(
        &table,
        "[[step]]\ndo = \"parse\"\ncolumns = [\"手机号\"]\nkind = \"phone\"\n",
    );
    let summary = serde_json::to_string(&cleaning.summary).unwrap();
    assert!(
        !summary.contains("13812345678") && summary.contains("138****5678"),
        "{summary}"
    );
    assert_eq!(texts(&cleaning.ledger, "new"), some(&["13812345678"]));
    let value: Value = serde_json::from_str(&summary).unwrap();
    assert_eq!(value["columns"][0]["personal"], "mobile");
}

#[test]
fn a_line_of_the_ledger_names_its_row_by_the_business_key() {
    let table = text(&["order|shop|amount", "A1|east|¥5", "A2|west|7", "A2|west|¥8"]);
    let parse = "[[step]]\ndo = \"parse\"\ncolumns = [\"amount\"]\nkind = \"number\"\n";
    let keys = |text: &str| texts(&cleaned(&table, text).ledger, "key");
    assert_eq!(keys(parse), [None, None]);
    let by_step = format!("{parse}[[step]]\ndo = \"key_duplicates\"\nkey = [\"order\"]\n");
    assert_eq!(keys(&by_step), some(&["A1", "A2"]));
    let both = format!("[quality]\nkey = [\"shop\", \"order\"]\n{parse}");
    assert_eq!(keys(&both), some(&["east | A1", "west | A2"]));
}

/// Three rows have a day; counted back from 31 December 30 days end on 1 December, which is still timely.
#[test]
fn timeliness_is_the_share_of_rows_that_are_not_too_old() {
    let table = text(&["day", "2024-12-01", "2024年11月30日", "2024-12-31", "soon"]);
    let recipe = "[quality]\ntimeliness = { column = \"day\", days = 30, as_of = \"2024-12-31\" }\n\n\
        [[step]]\ndo = \"parse\"\ncolumns = [\"day\"]\nkind = \"date\"\n";
    let cleaning = cleaned(&table, recipe);
    let after = &cleaning.summary.quality_after;
    assert_eq!(after.timeliness, Some(2.0 / 3.0));
    // Complete 3 of 4, unique 4 of 4, valid 3 of 3, timely 2 of 3.
    let score = 100.0 * (0.3 * 0.75 + 0.2 + 0.3 + 0.2 * 2.0 / 3.0) / 1.0;
    assert!((after.score.unwrap() - score).abs() < 1e-9, "{after:?}");
    let again = crate::support::recipe(&cleaning.recipe.to_toml());
    assert_eq!(again.quality.timeliness, cleaning.recipe.quality.timeliness);
}

const UNIQUE: &str = "[[step]]
do = \"check\"
columns = [\"a\"]
rule = \"unique\"
on_failure = \"drop\"
";

/// Rows that a check of uniqueness takes out are out for whoever compares or sums rows behind it.
#[test]
fn steps_behind_a_unique_check_are_fitted_without_its_rows() {
    let last = format!("{UNIQUE}[[step]]\ndo = \"duplicates\"\nkeep = \"last\"\n");
    let found = cleaned(&text(&["a|b", "x|1", "x|1", "y|2"]), &last);
    assert_eq!(texts(&found.table, "a"), some(&["x", "y"]));
    // The mean of 1 and 3: the second x is not there any more.
    let mean = format!(
        "[[step]]\ndo = \"parse\"\ncolumns = [\"b\"]\nkind = \"number\"\n{UNIQUE}
        [[step]]\ndo = \"impute\"\ncolumns = [\"b\"]\nmethod = \"mean\"\n"
    );
    let found = cleaned(&text(&["a|b", "x|1", "x|100", "y|3", "z|"]), &mean);
    assert_eq!(
        numbers(&found.table, "b"),
        [Some(1.0), Some(3.0), Some(2.0)]
    );
}

/// Logarithms judge what has one: -50 stays, and 1,000 goes to the fence.
#[test]
fn logarithms_judge_no_value_below_0() {
    let mut rows = vec!["v", "-50", "1000"];
    rows.extend(["98", "99", "100", "101", "102", "103", "104", "105"]);
    let recipe = "[[step]]\ndo = \"parse\"\ncolumns = [\"v\"]\nkind = \"number\"
        [[step]]\ndo = \"outliers\"\ncolumns = [\"v\"]\nlog = true\ntreat = \"cap\"\n";
    let found = cleaned(&text(&rows), recipe);
    let values = numbers(&found.table, "v");
    assert_eq!(values[0], Some(-50.0));
    assert!(values[1] < Some(130.0), "{values:?}");
}

#[test]
fn a_number_with_any_fraction_is_no_whole_number() {
    let table = text(&["n", "1.00001", "1.0000", "1,000.0", "2.5", "3e2"]);
    let recipe = "[[step]]\ndo = \"parse\"\ncolumns = [\"n\"]\nkind = \"integer\"\n";
    let found = cleaned(&table, recipe);
    let whole = [None, Some(1.0), Some(1_000.0), None, Some(300.0)];
    assert_eq!(numbers(&found.table, "n"), whole);
}

//! `fourr bench`: what is proved before a time is told, and what becomes of a baseline. No test asserts a time.

use std::path::Path;

use serde_json::Value;

use crate::fourr::{failure, run, stdout};

/// Two small tasks at two sizes, measured twice each.
const SMALL: [&str; 8] = [
    "bench",
    "rfm",
    "kano",
    "--rows",
    "1000,2000",
    "--runs",
    "2",
    "--warmup",
];

fn small<'a>(further: &[&'a str]) -> Vec<&'a str> {
    SMALL
        .iter()
        .copied()
        .chain(["0"])
        .chain(further.iter().copied())
        .collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Every number of a result is finite: JSON writes null for one that is not, and only these may be null.
fn nulls(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Null => found.push(path.to_owned()),
        Value::Array(items) => {
            for item in items {
                nulls(item, path, found);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                nulls(entry, &format!("{path}/{key}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn answers_are_proved_and_times_are_numbers() {
    let result = json(&stdout(small(&["--json"])));
    let tasks = result["tasks"].as_array().unwrap();
    assert_eq!(tasks.len(), 2);
    for task in tasks {
        let sizes = task["sizes"].as_array().unwrap();
        assert_eq!(sizes.len(), 2);
        for (size, rows) in sizes.iter().zip([1000, 2000]) {
            assert_eq!(size["rows"], rows);
            assert!(size["figures_checked"].as_u64().unwrap() > 20, "{size}");
            assert_eq!(size["checksum"].as_str().unwrap().len(), 64);
            assert_eq!(size["seconds"]["runs"].as_array().unwrap().len(), 2);
            let stages = size["stages"].as_object().unwrap();
            let seconds: f64 = stages.values().map(|stage| stage.as_f64().unwrap()).sum();
            assert!(seconds <= size["seconds"]["max"].as_f64().unwrap());
        }
    }
    assert_eq!(result["machine"]["fingerprint"].as_str().unwrap().len(), 12);
    let mut found = Vec::new();
    nulls(&result, "", &mut found);
    found.sort();
    found.dedup();
    // Of two sizes the exponent has no error; where a tick of the clock is more than a run takes, there is none at all.
    let may = [
        "/tasks/growth",
        "/tasks/growth/error",
        "/tasks/sizes/peak_bytes",
    ];
    assert!(
        found.iter().all(|path| may.contains(&path.as_str())),
        "{found:?}"
    );
}

#[test]
fn every_task_has_an_oracle_that_agrees_in_both_formats() {
    for format in ["parquet", "csv"] {
        let arguments = ["bench", "--rows", "3000", "--runs", "1", "--warmup", "0"];
        let further = ["--format", format, "--json"];
        let result = json(&stdout(arguments.iter().chain(&further)));
        let tasks = result["tasks"].as_array().unwrap();
        assert_eq!(tasks.len(), 6);
        for task in tasks {
            let checked = task["sizes"][0]["figures_checked"].as_u64();
            assert!(checked.unwrap() > 20, "{format} {task}");
        }
    }
}

#[test]
fn tables_fit_eighty_columns_and_the_card_is_there() {
    for (lang, proved, floor) in [
        ("en", "figures agree with plain polars", "Noise floor"),
        ("zh", "个数字与 polars 重算一致", "噪声底"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let text = stdout(small(&["--lang", lang, "-o", out.to_str().unwrap()]));
        assert!(text.contains(proved) && text.contains(floor), "{text}");
        for line in text.lines().filter(|line| !line.contains("report.html")) {
            let width: usize = line
                .chars()
                .map(|c| if c.is_ascii() { 1 } else { columns(c) })
                .sum();
            assert!(width <= 80, "{width} columns: {line}");
        }
        for name in [
            "summary.json",
            "report.html",
            "report.md",
            "charts/times-boxes.svg",
        ] {
            assert!(out.join(name).is_file(), "{name}");
        }
        let page = std::fs::read_to_string(out.join("report.html")).unwrap();
        assert!(
            page.contains("fourr bench rfm kano --rows 1000,2000"),
            "the command"
        );
    }
}

/// Columns of a terminal that a character beyond ASCII takes.
fn columns(c: char) -> usize {
    if ('\u{2E80}'..='\u{FFEF}').contains(&c) {
        2
    } else {
        1
    }
}

/// Writes `result` with all its times multiplied.
fn doctored(result: &Value, factor: f64, path: &Path) {
    let mut result = result.clone();
    for task in result["tasks"].as_array_mut().unwrap() {
        for size in task["sizes"].as_array_mut().unwrap() {
            let median = size["seconds"]["median"].as_f64().unwrap();
            size["seconds"]["median"] = (median * factor).into();
            size["seconds"]["mad"] = 0.0.into();
        }
    }
    std::fs::write(path, result.to_string()).unwrap();
}

#[test]
fn a_baseline_decides_on_exit_code_and_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("before.json");
    let name = path.to_str().unwrap();
    let result = json(&stdout(small(&["--json"])));

    // Nobody was a thousand times faster.
    doctored(&result, 1e-3, &path);
    let (code, errors) = failure(small(&["--json", "--compare", name]));
    assert_eq!(code, 1, "{errors}");
    assert!(errors.contains("slower than the baseline"), "{errors}");
    assert!(errors.contains("hint: "), "{errors}");
    let (_, errors) = failure(small(&["--json", "--compare", name, "--lang", "zh"]));
    assert!(errors.contains("比基线慢"), "{errors}");

    // Nor a thousand times slower.
    doctored(&result, 1e3, &path);
    let faster = json(&stdout(small(&["--json", "--compare", name])));
    for pair in faster["comparison"]["pairs"].as_array().unwrap() {
        assert_eq!(pair["verdict"], "faster");
    }

    // A machine whose times vary by a thousand says nothing.
    let mut noisy = result.clone();
    noisy["noise"]["floor"] = 1e3.into();
    std::fs::write(&path, noisy.to_string()).unwrap();
    let text = stdout(small(&[
        "--compare",
        name,
        "-o",
        folder.path().join("out").to_str().unwrap(),
    ]));
    assert!(
        text.contains("within noise") && !text.contains("slower"),
        "{text}"
    );
}

#[test]
fn other_machines_and_other_settings_are_refused_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("before.json");
    let name = path.to_str().unwrap();
    let mut result = json(&stdout(small(&["--json"])));
    // So that no pair of times decides.
    result["noise"]["floor"] = 1e3.into();
    let refused = |result: &Value, further: &[&str]| {
        std::fs::write(&path, result.to_string()).unwrap();
        let all = [&["--json", "--compare", name], further].concat();
        let output = run(small(&all));
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let mut elsewhere = result.clone();
    elsewhere["machine"]["fingerprint"] = "0".into();
    assert!(refused(&elsewhere, &[]).contains("another machine"));
    assert!(refused(&result, &["--seed", "7"]).contains("Measure with the same flags"));
    let mut smaller = result;
    smaller["tasks"][0]["sizes"]
        .as_array_mut()
        .unwrap()
        .remove(0);
    assert!(
        refused(&smaller, &[]).contains("the baseline lacks these tasks and rows: rfm (1,000)")
    );
}

/// Whatever conventions plain polars knows are checked; other flags are measured all the same.
#[test]
fn files_of_ones_own_are_proved_where_plain_polars_knows_how() {
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str, arguments: &[&str]| {
        let path = folder.path().join(name);
        let path = path.to_str().unwrap().to_owned();
        let further = ["--edition", "bench", "-o", &path];
        stdout(["generate"].iter().chain(arguments).chain(&further));
        path
    };
    let orders = made("orders.csv", &["orders", "--rows", "3000"]);
    let events = made("events.parquet", &["events", "--members", "300"]);
    let answers = made("answers.csv", &["questionnaire", "--respondents", "200"]);
    let steps = ["--step", "open", "--step", "view", "--window", "3d"];
    let optional = ["--step", "open", "--step", "view?", "--step", "pay"];
    let ledger = folder.path().join("ledger.csv");
    std::fs::write(&ledger, LEDGER).unwrap();
    for (task, file, flags, checked) in [
        ("rfm", &*orders, &["--as-of", "2026-01-01"][..], true),
        ("rfm", &orders, &["--bins", "3"], false),
        ("funnel", &events, &steps, true),
        (
            "funnel",
            &events,
            &[&steps[..], &["--by", "channel"]].concat(),
            true,
        ),
        ("funnel", &events, &optional, false),
        ("kano", &answers, &["--coding", "like-first"], true),
        (
            "kano",
            &answers,
            &["--coding", "like-first", "--table", "pouliot"],
            false,
        ),
        ("cost-benefit", ledger.to_str().unwrap(), &[], true),
    ] {
        proved_or_not(task, file, flags, checked);
    }
}

/// Tags are given again by the tag file in force, the user's or the one that is derived from the columns.
#[test]
fn tags_of_ones_own_are_proved_where_plain_polars_knows_how() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let made = |name: &str| {
        let path = path(name);
        let members = [
            "generate",
            "customers",
            "--members",
            "400",
            "--header",
            "en",
        ];
        stdout(members.iter().chain(&["-o", &path]));
        path
    };
    let written = |name: &str, text: &str| {
        let path = path(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (csv, parquet) = (made("members.csv"), made("members.parquet"));
    let tags = written("tags.toml", TAGS);
    let target = ["--target", "level=top", "--target", "gender=female"];
    let own = [&["--tags", &*tags, "--as-of", "2024-01-31"], &target[..]].concat();
    let few = [&own[..], &["--levels", "3", "--base", "rest"]].concat();
    let rounds = written(
        "rounds.toml",
        &TAGS.replace("birth_year + 18", "round(birth_year)"),
    );
    let twice = [
        "--tags",
        &*tags,
        "--as-of",
        "2024-01-31",
        "--persons",
        &*csv,
    ];
    for (file, flags, checked) in [
        (&csv, &own[..], true),
        (&parquet, &own, true),
        (&parquet, &few, true),
        (&csv, &[], true),
        (
            &csv,
            &["--generalise", "birth_year=bins:10", "--min-group", "0"],
            true,
        ),
        (&csv, &["--tags", &rounds, "--as-of", "2024-01-31"], false),
        (&csv, &twice, false),
    ] {
        proved_or_not("profile", file, flags, checked);
    }
}

/// So are those that rest on rows of orders and events.
#[test]
fn tags_by_measures_are_proved_too() {
    let datasets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
    let dataset = |name: &str| datasets.join(name).to_str().unwrap().to_owned();
    let (orders, events, tags) = (
        dataset("orders.csv"),
        dataset("events.csv"),
        dataset("tags.toml"),
    );
    let of_orders = ["--tags", &tags, "--target", "spend_level=high"];
    for (file, flags) in [
        (&orders, &of_orders[..]),
        (&orders, &["--events", &events, "--as-of", "2024-10-01"]),
        (&events, &["--orders", &orders]),
    ] {
        proved_or_not("profile", file, flags, true);
    }
}

/// Measures a file of the user once, and sees whether its figures were checked.
#[track_caller]
fn proved_or_not(task: &str, file: &str, flags: &[&str], checked: bool) {
    let arguments = [
        "bench", task, "--runs", "1", "--warmup", "0", "--json", "--input", file, "--",
    ];
    let result = json(&stdout(arguments.iter().chain(flags)));
    let size = &result["tasks"][0]["sizes"][0];
    assert_eq!(
        size["figures_checked"].is_number(),
        checked,
        "{task} {flags:?}: {size}"
    );
    assert_eq!(size["rows"], size["size"]);
    let name = Path::new(file).file_name().unwrap();
    assert_eq!(result["settings"]["input"][0], name.to_str().unwrap());
    assert_eq!(result["settings"]["seed"], Value::Null);
}

/// A tag of every kind that a table of persons can have.
const TAGS: &str = r#"
[[dimension]]
code = "basic"

[[dimension.tag]]
code = "gender_as_it_is"
name = "gender"
column = "gender"

[[dimension.tag]]
code = "age"
bins = { column = "birth_year", breaks = [1978, 1990, 1998], labels = ["a", "b", "c", "d"], to = 2005, closed = "right" }

[[dimension.tag]]
code = "born"
bands = { column = "birth_year" }
value = [{ name = "old", band = "(, 1990)" }, { name = "new", band = "[1990, 2030)" }]

[[dimension.tag]]
code = "fifth"
quantiles = { column = "birth_year", labels = ["1", "2", "3", "4", "5"] }

[[dimension.tag]]
code = "coast"
column = "province"
map = { Guangdong = "coast", Zhejiang = "coast", Sichuan = "inland" }

[[dimension.tag]]
code = "month"
column = "joined_on"
generalise = "month"

[[dimension]]
code = "membership"

[[dimension.tag]]
code = "level"
resolve = "priority"

[[dimension.tag.value]]
code = "rest"
name = "others"
otherwise = true

[[dimension.tag.value]]
code = "top"
name = "best"
priority = 1
where = "membership_level in ('gold', 'diamond')"

[[dimension.tag.value]]
code = "second"
name = "silver"
priority = 2
where = "membership_level <> 'regular' or birth_year + 18 > 2016"

[[dimension.tag]]
code = "kinds"
exclusive = false
value = [
    { name = "young best", where = "level = 'best' and age in ('c', 'd')" },
    { name = "unbanded", where = "age is null or not born = 'old'" },
    { name = "weekend", where = "weekday(joined_on) >= 6 and days_since(joined_on) < 1000" },
    { name = "late", where = "joined_on >= DATE '2022-07-01' or year(joined_on) = 2019" },
    { name = "streams", match = { column = "joined_through", contains = ["stream", "video"] } },
    { name = "none of these", otherwise = true },
]
"#;

const LEDGER: &str = "date,channel,clicks,cost,revenue
2024-01-01,search,10,5.5,20.0
2024-01-01,feed,0,1.0,0
2024-01-02,search,7,3.25,12.5
";

/// Every step that plain polars knows, over dirty orders as they are sold.
const CLEANING: &str = r#"version = 1
[[step]]
do = "tidy"
[[step]]
do = "missing"
[[step]]
do = "parse"
columns = ["下单时间"]
kind = "datetime"
[[step]]
do = "parse"
columns = ["单价", "优惠金额", "实付金额"]
kind = "number"
decimals = 2
[[step]]
do = "parse"
columns = ["数量"]
kind = "integer"
[[step]]
do = "duplicates"
[[step]]
do = "key_duplicates"
key = ["订单编号", "商品名称"]
keep = "most_complete"
[[step]]
do = "check"
columns = ["数量"]
rule = { range = { min = 1, max = 100 } }
on_failure = "null"
[[step]]
do = "check"
columns = ["省份"]
rule = { determined_by = ["会员编号"] }
[[step]]
do = "outliers"
columns = ["实付金额"]
by = ["渠道", "商品品类"]
method = { iqr = 1.5 }
treat = "cap"
[[step]]
do = "outliers"
columns = ["单价", "优惠金额"]
method = { mad = 3.5 }
[[step]]
do = "impute"
columns = ["实付金额", "数量"]
method = "median"
by = ["商品品类"]
[[step]]
do = "impute"
columns = ["省份", "城市"]
method = { forward = {} }
by = ["会员编号"]
order = "下单时间"
[[step]]
do = "impute"
columns = ["渠道"]
method = "mode"
[[step]]
do = "drop_rows"
columns = ["省份", "城市", "下单时间"]
missing = { at_least = 2 }
[[step]]
do = "replace"
column = "订单状态"
values = { "已完成" = "完成" }
[[step]]
do = "rename"
columns = { "实付金额" = "金额" }
[[step]]
do = "drop_columns"
columns = ["优惠金额"]
"#;

/// What is done to them once more, in the types and with the marks of the first time.
const AGAIN: &str = r#"version = 1
[[step]]
do = "outliers"
columns = ["金额", "数量"]
method = { percentile = [1.0, 99.0] }
treat = "null"
[[step]]
do = "impute"
columns = ["金额", "数量"]
method = "mean"
by = ["渠道"]
[[step]]
do = "key_duplicates"
key = ["会员编号"]
keep = "latest"
order = "下单时间"
[[step]]
do = "drop_rows"
when = "金额 <= 0"
"#;

const UNKNOWN: &str = r#"version = 1
[[step]]
do = "tidy"
script = "simplified"
"#;

#[test]
fn cleanings_of_ones_own_are_proved_step_by_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let recipe = |name: &str, text: &str| {
        std::fs::write(path(name), text).unwrap();
        path(name)
    };
    let orders = path("orders.csv");
    let size = ["generate", "orders", "--rows", "2000", "--dirt", "1"];
    let form = ["--encoding", "utf8", "-o", &orders];
    stdout(size.iter().chain(&form));
    let cleaning = recipe("cleaning.toml", CLEANING);
    let (first, results) = (["--recipe", &cleaning], path("cleaned"));
    let to = ["clean", &orders, "-o", &results, "--report", "never"];
    stdout(to.iter().chain(&first));
    let cleaned = format!("{results}/cleaned.parquet");
    let found = format!("{results}/recipe.toml");
    let (again, unknown) = (recipe("again.toml", AGAIN), recipe("unknown.toml", UNKNOWN));
    for (file, flags, checked) in [
        (&orders, &first[..], true),
        // With the limits of the first time.
        (&orders, &["--recipe", &found], true),
        (&orders, &["--apply"], true),
        (&cleaned, &["--recipe", &again], true),
        (&orders, &["--recipe", &unknown], false),
        // A diagnosis alone.
        (&orders, &[], false),
    ] {
        let arguments = [
            "bench", "clean", "--runs", "1", "--warmup", "0", "--json", "--input", file, "--",
        ];
        let result = json(&stdout(arguments.iter().chain(flags)));
        let figures = result["tasks"][0]["sizes"][0]["figures_checked"].as_u64();
        assert_eq!(
            figures.is_some_and(|figures| figures > 80),
            checked,
            "{flags:?}: {figures:?}"
        );
    }
}

#[test]
fn what_makes_no_sense_is_told() {
    let nowhere = tempfile::tempdir().unwrap();
    let file = nowhere.path().join("x.json");
    std::fs::write(&file, "{}").unwrap();
    let name = file.to_str().unwrap();
    for (arguments, code, words) in [
        (vec!["bench", "--rows", "0"], 2, "rows is 0"),
        (vec!["bench", "--runs", "0"], 2, "runs is 0"),
        (
            vec!["bench", "rfm", "kano", "--input", name],
            2,
            "expected one",
        ),
        (vec!["bench", "--rows", "many"], 2, "invalid"),
        (
            vec!["bench", "rfm", "--compare", name],
            1,
            "is no result of fourr bench",
        ),
        (vec!["bench", "rfm", "--input", name], 1, "fourr rfm"),
    ] {
        let (found, errors) = failure(&arguments);
        assert_eq!(found, code, "{arguments:?}: {errors}");
        assert!(errors.contains(words), "{arguments:?}: {errors}");
    }
}

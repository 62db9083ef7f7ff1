//! `fourr bench` over files of one's own: what plain polars works out again, and what it does not know.

use std::path::Path;

use serde_json::Value;

use crate::{bench::json, fourr::stdout};

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

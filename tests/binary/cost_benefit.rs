//! `fourr cost-benefit` as its users meet it.

use std::{fmt::Write, fs, path::Path};

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::fourr::{failure, fourr, run, stdout};

/// The channels of the golden case: the platform's figure looks good while every channel loses money.
const CHANNELS: &str = "渠道,展现量,点击量,订单数,新客数,花费,成交金额\n\
    搜索竞价,200000,8000,400,320,60000,128000\n信息流,1500000,15000,300,240,45000,66000\n\
    短视频,900000,18000,180,150,36000,39600\n短信,50000,1500,0,0,3000,0\n";

/// The flows of the golden case.
const FLOWS: &str =
    "period,benefit,cost\n0,0,120000\n1,60000,10000\n2,80000,10000\n3,90000,12000\n";

const SURVEY: &str = "id,too_cheap,cheap,expensive,too_expensive\n\
    1,45,65,80,125\n2,70,85,100,125\n3,25,50,75,90\n4,45,65,90,110\n5,35,55,75,95\n6,60,50,90,120\n";

const SALES: &str = "price,quantity\n89,1500\n99,1290\n109,1120\n119,985\n129,870\n";

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// What a run of all parts leaves.
const WRITTEN: &[&str] = &[
    "summary.json",
    "levels.parquet",
    "levels.csv",
    "report.html",
    "report.md",
    "report.ipynb",
    "report.xlsx",
    "answer.html",
    "answer.md",
    "charts/cost-return.png",
    "charts/profit-waterfall.png",
    "charts/profit-tornado.png",
    "charts/cumulative-1.png",
    "charts/break-even-lines.png",
    "charts/psm-curves.png",
    "charts/demand.png",
    "charts/cost-pareto.png",
    "charts/cost-treemap.png",
];

#[test]
fn a_ledger_is_judged_and_everything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, flows) = (
        file(folder.path(), "渠道.csv", CHANNELS),
        file(folder.path(), "flows.csv", FLOWS),
    );
    let (survey, sales) = (
        file(folder.path(), "psm.csv", SURVEY),
        file(folder.path(), "sales.csv", SALES),
    );
    let out = folder.path().join("out");
    let arguments = [
        "cba",
        &ledger,
        "--flows",
        &flows,
        "--survey",
        &survey,
        "--sales",
        &sales,
        "--gross-margin",
        "0.4",
        "--unit-cost",
        "55",
        "--price",
        "159",
        "--fixed-costs",
        "90000",
        "--units",
        "2200",
        "--customer-margin",
        "120",
        "--retention",
        "0.75",
        "--answer",
        "-o",
        out.to_str().unwrap(),
    ];
    for lang in ["zh", "en"] {
        let text = stdout(arguments.iter().chain(&["--lang", lang]));
        assert!(
            text.contains("搜索竞价") && text.contains("report.html"),
            "{text}"
        );
        for name in WRITTEN {
            assert!(out.join(name).is_file(), "{name}");
        }
    }
    let summary = json(&fs::read_to_string(out.join("summary.json")).unwrap());
    assert_eq!(
        summary["media"]["total"]["figures"]["ctr"].as_f64(),
        Some(42_500.0 / 2_650_000.0)
    );
    let npv = summary["finance"]["alternatives"][0]["npv"]
        .as_f64()
        .unwrap();
    assert!((npv - 41_908.339_594_3).abs() < 1e-6);
    // What has no figure says why, and is null.
    let text = &summary["media"]["levels"][0]["levels"][3];
    assert_eq!(text["name"], "短信");
    assert_eq!(text["figures"]["cpa"], Value::Null);
    assert_eq!(text["figures"]["not_defined"]["cpa"], "no_conversions");
}

/// A reader who changes a flow or the rate has the spreadsheet work NPV and IRR out anew.
#[test]
fn npv_and_irr_are_functions_of_the_spreadsheet() {
    let folder = tempfile::tempdir().unwrap();
    let flows = file(folder.path(), "flows.csv", FLOWS);
    let out = folder.path().join("out");
    stdout([
        "cost-benefit",
        "--flows",
        &flows,
        "-o",
        out.to_str().unwrap(),
    ]);
    let mut book: Xlsx<_> = open_workbook(out.join("report.xlsx")).unwrap();
    let names = book.sheet_names();
    let mut formulas = String::new();
    for name in names {
        for (_, _, formula) in book.worksheet_formula(&name).unwrap().used_cells() {
            formulas.push_str(formula);
            formulas.push('\n');
        }
    }
    for function in ["NPV(", "IRR(", "MIRR("] {
        assert!(
            formulas.contains(function),
            "{function} is not among {formulas}"
        );
    }
}

#[test]
fn errors_are_told_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let mixed = file(folder.path(), "mixed.csv", "币种,花费\nCNY,1\nUSD,2\n");
    let names = file(folder.path(), "names.csv", "name\na\n");
    let flat = file(
        folder.path(),
        "flat.csv",
        "too_cheap,cheap,expensive,too_expensive\n4,3,2,1\n",
    );
    let table: [(&[&str], i32, &str, &str); 6] = [
        (&["cba"], 2, "nothing to analyse", "没有可分析的内容"),
        (
            &["cba", &mixed],
            1,
            "amounts in 2 currencies: CNY (1 rows), USD (1 rows)",
            "金额有 2 种货币",
        ),
        (
            &["cba", &names],
            1,
            "no column of impressions",
            "找不到展现",
        ),
        (
            &["cba", &mixed, "--rate=-0.1"],
            2,
            "rate is -0.1, expected 0 to 10",
            "--rate 是 -0.1",
        ),
        (
            &["cba", "--survey", &flat],
            1,
            "survey: no answer of 1",
            "价格问卷：1 份回答",
        ),
        (
            &["cba", "--fixed-costs", "5"],
            2,
            "fixed-costs without price",
            "还需要 --price",
        ),
    ];
    for (arguments, code, english, chinese) in table {
        for (lang, words, hint) in [("en", english, "hint: "), ("zh", chinese, "提示：")] {
            let (got, text) = failure(arguments.iter().chain(&["--lang", lang]));
            assert_eq!(got, code, "{text}");
            assert!(text.contains(words) && text.contains(hint), "{text}");
        }
    }
    let one = run(["cba", &mixed, "--only-currency", "USD", "--json"]);
    let summary = json(&String::from_utf8(one.stdout).unwrap());
    assert_eq!(summary["media"]["rows"]["other_currency"], 1);
}

#[test]
fn threads_and_the_order_of_rows_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows: Vec<String> = (0..3_000)
        .map(|row| {
            format!(
                "2026-01-{:02},c{},{},{}.37,{}\n",
                row % 28 + 1,
                row % 7,
                row % 50,
                row % 90,
                row * 3
            )
        })
        .collect();
    let head = "date,channel,clicks,cost,revenue\n";
    let forward = file(
        folder.path(),
        "forward.csv",
        &format!("{head}{}", rows.concat()),
    );
    rows.reverse();
    let backward = file(
        folder.path(),
        "backward.csv",
        &format!("{head}{}", rows.concat()),
    );
    let summary = |path: &str, threads: &str| {
        let output = fourr()
            .args(["cba", path, "--gross-margin", "0.3", "--json"])
            .env("RAYON_NUM_THREADS", threads)
            .env("POLARS_MAX_THREADS", threads)
            .output()
            .unwrap();
        assert!(output.status.success());
        output.stdout
    };
    let one = summary(&forward, "1");
    assert_eq!(one, summary(&forward, "2"));
    assert_eq!(one, summary(&backward, "2"));
}

/// Every figure that cannot be worked out says why, in the terminal's language and in every document, and no output holds
/// an infinity or a NaN.
#[test]
fn what_is_not_defined_says_because() {
    const LEDGER: &str = "渠道,展现量,点击量,订单数,新客数,花费,成交金额,退款金额,毛利率\n\
        没花钱,1000,10,1,1,0,100,0,0.4\n没展现,0,0,0,0,50,0,0,0.4\n\
        点击过多,10,20,1,1,5,100,0,0.4\n退款过多,1000,10,1,1,5,100,150,0.4\n";
    let folder = tempfile::tempdir().unwrap();
    let ledger = file(folder.path(), "bad.csv", LEDGER);
    let flat = file(
        folder.path(),
        "flat.csv",
        "period,benefit,cost\n0,0,100\n1,0,50\n",
    );
    let out = folder.path().join("out");
    let told: [(&str, [&str; 6]); 2] = [
        (
            "zh",
            [
                "无定义：花费为 0",
                "无定义：展现量为 0",
                "无定义：点击量大于展现量，数据有误",
                "无定义：退款大于收入",
                "无定义：净流量没有变号",
                "无定义：转化量为 0",
            ],
        ),
        (
            "en",
            [
                "not defined, because nothing was spent",
                "not defined, because there were no impressions",
                "not defined, because there are more clicks than impressions",
                "not defined, because more was refunded than earned",
                "not defined, because the flows never change their sign",
                "not defined, because there were no conversions",
            ],
        ),
    ];
    for (lang, sentences) in told {
        let out = out.to_str().unwrap();
        stdout(["cba", &ledger, "--flows", &flat, "-o", out, "--lang", lang]);
        let read = |name: &str| fs::read_to_string(Path::new(out).join(name)).unwrap();
        for name in ["report.md", "report.html", "report.ipynb"] {
            let text = read(name);
            for sentence in sentences {
                assert!(text.contains(sentence), "{name} lacks {sentence}");
            }
        }
        for name in ["summary.json", "levels.csv", "report.md"] {
            for word in read(name).split(|c: char| !c.is_ascii_alphabetic()) {
                let word = word.to_ascii_lowercase();
                assert!(
                    !["nan", "inf", "infinity"].contains(&word.as_str()),
                    "{name}: {word}"
                );
            }
        }
    }
}

/// A budget outside its bounds, in both languages.
#[test]
fn a_budget_that_bounds_forbid_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = String::from("周,渠道,花费,成交金额\n");
    for week in 1..=20_u32 {
        for (channel, a) in [("搜索", 40.0), ("信息流", 30.0)] {
            let spend = f64::from(week * 37 % 20 + 1) * 50.0;
            let returned = a * spend.sqrt();
            writeln!(rows, "{week},{channel},{spend},{returned:.2}").unwrap();
        }
    }
    let responses = file(folder.path(), "weekly.csv", &rows);
    let base = ["cba", "--responses", &responses, "--split-budget", "1000"];
    let table = [
        (
            "搜索=900..",
            "信息流=200..",
            "the budget 1000 is below",
            "预算 1000 低于各渠道下限之和 1100",
        ),
        (
            "搜索=..300",
            "信息流=..200",
            "the budget 1000 is above",
            "预算 1000 高于各渠道上限之和 500",
        ),
    ];
    for (one, other, english, chinese) in table {
        for (lang, words) in [("en", english), ("zh", chinese)] {
            let bounds = ["--bound", one, "--bound", other, "--lang", lang];
            let (code, text) = failure(base.iter().chain(&bounds));
            assert_eq!(code, 2, "{text}");
            assert!(text.contains(words), "{text}");
        }
    }
}

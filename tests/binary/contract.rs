//! The contract of the command line: what is printed, what is written, what code it ends with.

use std::{fs, path::Path};

use serde_json::Value;

use crate::fourr::{failure, fourr, stdout};

const ORDERS: &str = "customer_id,order_id,order_date,amount\n\
    a,1,2024-01-05,100\na,2,2024-02-05,50\nb,3,2024-01-20,10\nc,4,2024-02-27,400\n";

fn orders(folder: &Path) -> String {
    let path = folder.join("orders.csv");
    fs::write(&path, ORDERS).unwrap();
    path.to_str().unwrap().to_owned()
}

fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn json_is_the_summary_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let output = fourr()
        .args(["rfm", &orders(folder.path()), "--json"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(summary["totals"]["customers"], 3);
    assert_eq!(summary["totals"]["monetary"], 560.0);
    assert!(!folder.path().join("notebooks-out").exists());
}

#[test]
fn a_run_writes_everything_that_it_promises() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let text = stdout(["rfm", &orders(folder.path()), "-o", out.to_str().unwrap()]);
    assert!(text.contains("report.html"), "{text}");
    let names: Vec<String> = tree(&out).into_iter().map(|(name, _)| name).collect();
    for name in [
        "summary.json",
        "customers.parquet",
        "customers.csv",
        "report.html",
        "report.md",
        "report.ipynb",
        "report.xlsx",
        "segments/111.csv",
    ] {
        assert!(
            names.iter().any(|there| there == name),
            "{name} is not among {names:?}"
        );
    }
    let charts = |ending: &str| {
        names
            .iter()
            .filter(|name| name.starts_with("charts/") && name.ends_with(ending))
            .count()
    };
    assert!(
        charts(".png") >= 5 && charts(".png") == charts(".svg"),
        "{names:?}"
    );
    let csv = fs::read(out.join("customers.csv")).unwrap();
    assert!(
        csv.starts_with(b"\xEF\xBB\xBFcustomer,"),
        "Excel needs the byte-order mark"
    );
}

#[test]
fn figures_alone_are_those_beside_a_report_within_any_memory() {
    let folder = tempfile::tempdir().unwrap();
    let [whole, alone] = ["whole", "alone"].map(|name| folder.path().join(name));
    let orders = orders(folder.path());
    stdout(["rfm", &orders, "-o", whole.to_str().unwrap()]);
    let told = [
        "-o",
        alone.to_str().unwrap(),
        "--report",
        "never",
        "--memory",
        "1KB",
    ];
    let text = stdout(["rfm", &orders].into_iter().chain(told));
    assert!(!text.contains("report.html"), "{text}");
    // The hidden list of what a run has written names other files.
    let figures = |folder| {
        let mut files = tree(folder);
        files.retain(|(name, _)| {
            !["report.", "charts", "."]
                .iter()
                .any(|start| name.starts_with(start))
        });
        files
    };
    assert_eq!(figures(&alone), figures(&whole));
    assert!(!alone.join("charts").exists() && !alone.join("report.html").exists());
}

#[test]
fn an_answer_sheet_is_written_where_one_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let arguments = [
        "rfm",
        &orders(folder.path()),
        "-o",
        out.to_str().unwrap(),
        "--answer",
    ];
    stdout(arguments);
    let text = fs::read_to_string(out.join("answer.md")).unwrap();
    assert!(text.contains("## 1. The data"), "{text}");
    let links = text.match_indices("](charts/").map(|(at, _)| {
        let (path, _) = text[at + 2..].split_once(')').unwrap();
        out.join(path)
    });
    for chart in links {
        assert!(chart.is_file(), "{}", chart.display());
    }
    assert!(out.join("answer.html").is_file());
    stdout(&arguments[..4]);
    assert!(!out.join("answer.md").exists(), "left from the run before");
}

#[test]
fn the_same_input_gives_the_same_bytes_on_one_and_on_two_threads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.parquet");
    let generate = [
        "generate",
        "orders",
        "--edition",
        "bench",
        "--rows",
        "300000",
        "-o",
        path.to_str().unwrap(),
    ];
    stdout(generate);
    let mut trees = Vec::new();
    for (threads, lang) in [("1", "zh"), ("2", "zh"), ("2", "zh")] {
        let out = folder.path().join(format!("out{}", trees.len()));
        let mut command = fourr();
        command.args([
            "rfm",
            path.to_str().unwrap(),
            "--lang",
            lang,
            "-o",
            out.to_str().unwrap(),
        ]);
        let output = command.env("POLARS_MAX_THREADS", threads).output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        trees.push(tree(&out));
    }
    for other in &trees[1..] {
        for ((name, a), (_, b)) in trees[0].iter().zip(other) {
            assert!(a == b, "{name} differs");
        }
        assert_eq!(trees[0].len(), other.len());
    }
}

#[test]
fn a_wrong_command_ends_with_2_and_wrong_data_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let orders = orders(folder.path());
    assert_eq!(failure(["rfm"]).0, 2);
    assert_eq!(failure(["rfm", &orders, "--bins", "12"]).0, 2);
    assert_eq!(
        failure(["rfm", &orders, "--scheme", "no-such-file.toml"]).0,
        2
    );
    let (code, text) = failure(["rfm", "no-such-file.csv"]);
    assert_eq!(code, 1);
    assert!(text.starts_with("error: "), "{text}");
}

#[test]
fn errors_speak_the_language_asked_for() {
    let (_, text) = failure(["rfm", "没有.csv", "--lang", "zh"]);
    assert!(text.starts_with("错误：找不到文件"), "{text}");
}

#[test]
fn an_own_table_of_segments_is_used_and_linted() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("own.toml");
    fs::write(
        &table,
        "[[segment]]\nname = '核心'\nr = '4-5'\n[[segment]]\nname = '影子'\nr = 5\n",
    )
    .unwrap();
    let text = stdout([
        "rfm",
        &orders(folder.path()),
        "--scheme",
        table.to_str().unwrap(),
        "--json",
    ]);
    let summary: Value = serde_json::from_str(&text).unwrap();
    assert!(summary["segments"]["核心"]["customers"].as_u64().unwrap() > 0);
    assert_eq!(summary["lint"]["unreachable"], serde_json::json!(["s02"]));
}

#[test]
fn completions_and_manual_pages_are_printed() {
    assert!(stdout(["completions", "bash"]).contains("fourr"));
    assert!(stdout(["man", "rfm"]).contains("recency"));
    assert!(stdout(["rfm", "--help"]).contains("Examples:"));
}

#[test]
fn every_stop_of_the_demo_names_its_command_and_its_report() {
    let folder = tempfile::tempdir().unwrap();
    let output = fourr()
        .args(["demo", "--lang", "zh"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let typed = text.lines().filter(|line| line.starts_with("$ fourr "));
    let reports: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("报告："))
        .collect();
    // Each stop has a report, and there is one of all.
    assert_eq!(typed.count() + 1, reports.len(), "{text}");
    assert_eq!(reports.last(), Some(&"notebooks-out/demo/report.html"));
    assert!(
        reports.contains(&"notebooks-out/demo/rfm/report.html"),
        "{text}"
    );
    for report in reports {
        assert!(folder.path().join(report).is_file(), "{report}");
    }
}

#[test]
fn inspect_names_encoding_roles_and_personal_data() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    let row = |i: u32| {
        format!(
            "{i:05},1381234{:04},2024-01-{:02},{}",
            5678 + i,
            i % 28 + 1,
            i * 10
        )
    };
    let rows = (0..30).map(row).collect::<Vec<_>>().join("\n");
    fs::write(&path, format!("会员编号,手机号,下单时间,实付金额\n{rows}")).unwrap();
    let text = stdout(["inspect", path.to_str().unwrap(), "--json"]);
    let inspection: Value = serde_json::from_str(&text).unwrap();
    let written = inspection.to_string();
    assert!(written.contains("mobile"), "{written}");
    assert!(
        !written.contains("13812345678"),
        "a mobile number is shown in full"
    );
    let shown = stdout(["inspect", path.to_str().unwrap(), "--lang", "zh"]);
    assert!(
        shown.contains("会员编号") && shown.contains("UTF-8"),
        "{shown}"
    );
}

//! One customer explained, and customers followed from an earlier date.

use std::{fs, path::Path};

use serde_json::Value;

use crate::fourr::{failure, fourr, stdout};

const ORDERS: &str = "customer_id,order_id,order_date,amount\n\
    007,1,2024-01-05,100\n007,2,2024-02-05,50\n8,3,2024-01-20,10\n9,4,2024-02-27,400\n";

fn orders(folder: &Path) -> String {
    let path = folder.join("orders.csv");
    fs::write(&path, ORDERS).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_customer_is_explained_in_lines_of_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let orders = orders(folder.path());
    for (lang, segment) in [("zh", "分群："), ("en", "Segment: ")] {
        let arguments = ["rfm", &orders, "--explain", "007", "--lang", lang];
        let output = fourr()
            .args(arguments)
            .current_dir(&folder)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("007") && text.contains(segment), "{text}");
        for line in text.lines() {
            let wide = |c: &char| !c.is_ascii() && !"─–≤≥".contains(*c);
            let columns = line.chars().count() + line.chars().filter(wide).count();
            assert!(columns <= 80, "{columns} columns: {line}");
        }
    }
    assert!(!folder.path().join("notebooks-out").exists());
}

#[test]
fn an_explanation_is_json_where_asked() {
    let folder = tempfile::tempdir().unwrap();
    let orders = orders(folder.path());
    let text = stdout(["rfm", &orders, "--explain", "007", "--json"]);
    let told: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told["customer"], "007");
    assert_eq!(told["frequency"]["value"], 2.0);
    assert_eq!(told["frequency"]["rank"], 1);
    let out = folder.path().join("out");
    let out = out.to_str().unwrap();
    stdout(["rfm", &orders, "--explain", "007", "-o", out]);
    assert!(Path::new(out).join("report.html").is_file());
}

#[test]
fn a_customer_written_otherwise_is_hinted_at() {
    let folder = tempfile::tempdir().unwrap();
    let orders = orders(folder.path());
    let (code, text) = failure(["rfm", &orders, "--explain", "7"]);
    assert_eq!(code, 1);
    assert!(text.contains("hint: did you mean 007?"), "{text}");
}

#[test]
fn an_earlier_date_and_an_earlier_result_tell_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let orders = orders(folder.path());
    let out = folder.path().join("earlier");
    let earlier = out.to_str().unwrap();
    stdout(["rfm", &orders, "--as-of", "2024-01-31", "-o", earlier]);
    let date = ["rfm", &orders, "--json", "--migration-from", "2024-01-31"];
    let by_date: Value = serde_json::from_str(&stdout(date)).unwrap();
    for file in ["customers.csv", "customers.parquet"] {
        let file = out.join(file);
        let file = file.to_str().unwrap();
        let file = ["rfm", &orders, "--json", "--migration-from-file", file];
        let by_file: Value = serde_json::from_str(&stdout(file)).unwrap();
        assert_eq!(by_file["migration"]["flows"], by_date["migration"]["flows"]);
        assert_eq!(by_file["migration"]["in_both"], 2);
    }
}

#[test]
fn dates_in_the_wrong_order_are_a_wrong_command() {
    let folder = tempfile::tempdir().unwrap();
    let orders = orders(folder.path());
    let wrong = |arguments: &[&str]| failure([&["rfm", orders.as_str()], arguments].concat());
    let reversed = ["--as-of", "2024-01-31", "--migration-from", "2024-02-28"];
    let (code, text) = wrong(&reversed);
    assert_eq!(code, 2);
    assert!(text.contains("2024-02-28, not before"), "{text}");
    let (code, text) = wrong(&["--migration-from", "2023-01-01", "--lang", "zh"]);
    assert_eq!(code, 1);
    assert!(text.starts_with("错误：截至 2023-01-01："), "{text}");
    let (code, text) = wrong(&["--value-order", "111,000"]);
    assert_eq!(code, 2);
    assert!(text.contains("lacks: "), "{text}");
}

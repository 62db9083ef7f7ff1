//! `fourr generate`: companies, workbooks and rates of defects.

use std::fs;

use crate::fourr::{failure, stdout};

#[test]
fn a_company_is_replaced_as_a_whole_and_analysed() {
    let folder = tempfile::tempdir().unwrap();
    let company = folder.path().join("company");
    let path = company.to_str().unwrap();
    let generate = ["generate", "company", "-o", path, "--members", "200"];
    stdout(generate.iter().chain(&["--format", "xlsx", "--title-rows"]));
    assert!(company.join("orders.xlsx").is_file());
    let text = stdout(generate.iter().chain(&["--dirt", "1", "--format", "gbk"]));
    assert!(text.contains("12 files, 200 members"), "{text}");
    assert!(!company.join("orders.xlsx").exists());
    let defects = fs::read_to_string(company.join("truth/defects.csv")).unwrap();
    assert!(defects.starts_with("\u{feff}file,row,column,clean,dirty,kind\r\norders.csv,"));
    let orders = company.join("orders.csv");
    let summary = stdout(["rfm", orders.to_str().unwrap(), "--json"]);
    assert!(summary.contains("\"segments\""), "{summary}");
}

#[test]
fn a_workbook_with_titles_is_opened_without_a_flag() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("orders.xlsx");
    let path = book.to_str().unwrap();
    stdout(["generate", "orders", "-o", path, "--title-rows"]);
    let text = stdout(["inspect", path]);
    assert!(
        text.contains("会员编号") && text.contains("10,000"),
        "{text}"
    );
}

#[test]
fn rates_of_defects_are_followed_or_refused_with_line_and_hint() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let [rates, orders, truth] = ["rates.toml", "dirty.csv", "truth.csv"].map(path);
    let mut generate = vec!["generate", "orders", "--rows", "2_000", "-o", &orders];
    generate.extend(["--defect-rates", &rates, "--defects", &truth]);
    fs::write(&rates, "# only these\nmissing_amount = 0.05\n").unwrap();
    stdout(&generate);
    let truth = fs::read_to_string(&truth).unwrap();
    assert!(truth.lines().count() > 50);
    assert!(
        truth
            .lines()
            .skip(1)
            .all(|line| line.ends_with(",missing_amount"))
    );
    fs::write(&rates, "\nmissing_amount = 5\n").unwrap();
    let (code, text) = failure(&generate);
    assert_eq!(code, 2);
    assert!(
        text.contains("line 2: the rate of missing_amount is 5"),
        "{text}"
    );
    assert!(text.contains("hint: write a line such as"), "{text}");
    let (code, _) = failure(generate.iter().chain(&["--dirt", "1"]));
    assert_eq!(code, 2);
}

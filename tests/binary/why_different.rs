//! `fourr rfm --why-different`: claims on the command line, and what is said to those without meaning.

use std::fs;

use serde_json::Value;

use crate::fourr::{failure, run, stdout};

/// Customer 1 has two rows of one order, customer 3 a gift only; the last order is of 12 January.
const ORDERS: &str = "customer_id,order_id,order_date,amount
1,A,2024-01-02,10
1,A,2024-01-02,15
2,B,2024-01-12,40
3,C,2024-01-05,0
";

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.file("orders.csv", ORDERS);
        desk
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn ask(&self, lang: &str, claim: &str) -> String {
        let orders = self.path("orders.csv");
        stdout(["rfm", &orders, "--why-different", claim, "--lang", lang])
    }
}

#[test]
fn an_answer_names_the_convention_and_its_flag_in_both_languages() {
    let desk = Desk::new();
    let answer = desk.ask("en", "customers=3");
    assert!(
        answer.starts_with("One other convention gives theirs:"),
        "{answer}"
    );
    assert!(answer.contains("--zero-orders count"), "{answer}");
    let answer = desk.ask("zh", "客户数=3");
    assert!(
        answer.starts_with("改动一项约定即得对方的结果："),
        "{answer}"
    );
    assert!(answer.contains("零金额的订单也计入"), "{answer}");
    assert!(fs::read_dir(desk.0.path()).unwrap().count() == 1);
}

#[test]
fn lines_fit_a_terminal() {
    let desk = Desk::new();
    let theirs = desk.file("theirs.csv", "customer,recency,f\n1,11,1\n2,1,2\n9,3,1\n");
    for claim in ["orders=3", "77", "mean_recency=500", &theirs] {
        for lang in ["zh", "en"] {
            let answer = desk.ask(lang, claim);
            let wide = |c: char| {
                if c.is_ascii() || "─–".contains(c) {
                    1
                } else {
                    2
                }
            };
            let longest = answer
                .lines()
                .map(|line| line.chars().map(wide).sum::<usize>())
                .max();
            assert!(longest <= Some(80), "{answer}");
        }
    }
}

#[test]
fn nothing_explains_is_an_answer_too() {
    let desk = Desk::new();
    let answer = desk.ask("en", "customers=77");
    assert!(
        answer.starts_with("Nothing that was tried gives theirs."),
        "{answer}"
    );
}

#[test]
fn json_and_a_folder_hold_the_difference() {
    let desk = Desk::new();
    let (orders, out) = (desk.path("orders.csv"), desk.path("out"));
    let ask = [
        "rfm",
        &orders,
        "--why-different",
        "orders=3",
        "--json",
        "-o",
        &out,
    ];
    let json: Value = serde_json::from_str(&stdout(ask)).unwrap();
    let written = fs::read_to_string(desk.path("out/difference.json")).unwrap();
    assert_eq!(json, serde_json::from_str::<Value>(&written).unwrap());
    let changes = json["explanations"].as_array().unwrap();
    let conventions: Vec<&Value> = changes
        .iter()
        .map(|of| &of["changes"][0]["convention"])
        .collect();
    assert_eq!(conventions, ["orders", "zero_orders"]);
    assert_eq!(json["figures"][0]["figure"], "orders");
    assert_eq!(json["figures"][0]["ours"], 2.0);
}

#[test]
fn a_claim_without_meaning_says_what_has_one() {
    let desk = Desk::new();
    let orders = desk.path("orders.csv");
    let refused = |claim: &str| failure(["rfm", &orders, "--why-different", claim]);
    for (claim, code, words) in [
        ("gold=5", 2, "there is no figure and no segment called gold"),
        ("价值=5", 2, "价值 could be 重要价值客户, 一般价值客户"),
        ("champions=many", 2, "champions is many, expected a number"),
        (
            "what",
            2,
            "what is neither a file, a number, nor NAME=VALUE",
        ),
        (orders.as_str(), 1, "no column with segments or customers"),
    ] {
        let (got, text) = refused(claim);
        assert_eq!(got, code, "{claim}: {text}");
        assert!(text.contains(words) && text.contains("hint: "), "{text}");
    }
    let (code, text) = refused("absent.csv");
    assert_eq!((code, text.trim()), (1, "error: no file absent.csv"));
    let chinese = run(["rfm", &orders, "--why-different", "gold=5", "--lang", "zh"]);
    let text = String::from_utf8(chinese.stderr).unwrap();
    assert!(text.contains("没有叫 gold 的指标或客户类型"), "{text}");
}

#[test]
fn a_parquet_file_of_customers_is_compared() {
    let desk = Desk::new();
    let (orders, out) = (desk.path("orders.csv"), desk.path("ntile"));
    run([
        "rfm",
        &orders,
        "--scoring",
        "ntile",
        "--as-of",
        "2024-02-01",
        "-o",
        &out,
    ]);
    let answer = desk.ask("en", &desk.path("ntile/customers.parquet"));
    assert!(answer.contains("--as-of 2024-02-01"), "{answer}");
}

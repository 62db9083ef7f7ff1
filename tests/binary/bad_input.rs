//! Bad input: one clear error, or a warning with a count; never a panic.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::fourr::{failure, run};

const HEADER: &str = "customer_id,order_id,order_date,amount\n";

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// A run that must fail on its data with a message that holds every one of these words.
#[track_caller]
fn refused(arguments: &[&str], words: &[&str]) {
    let (code, text) = failure(arguments);
    assert_eq!(code, 1, "{text}");
    assert!(
        text.contains("error: ") && !text.contains("panicked"),
        "{text}"
    );
    for word in words {
        assert!(text.contains(word), "{word} is not in: {text}");
    }
}

/// A run that must succeed: its summary and what it says on the way.
#[track_caller]
fn accepted(arguments: &[&str]) -> (Value, String) {
    let output = run(arguments.iter().chain(&["--json"]));
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{messages}");
    (serde_json::from_slice(&output.stdout).unwrap(), messages)
}

#[test]
fn an_empty_file() {
    let case = Case::new();
    refused(
        &["rfm", &case.file("empty.csv", "")],
        &["empty.csv is empty"],
    );
}

#[test]
fn a_header_only() {
    let case = Case::new();
    refused(&["rfm", &case.file("header.csv", HEADER)], &["no rows"]);
}

#[test]
fn one_row() {
    let case = Case::new();
    let (summary, messages) = accepted(&[
        "rfm",
        &case.file("one.csv", format!("{HEADER}a,1,2024-01-05,100\n")),
    ]);
    assert_eq!(summary["totals"]["customers"], 1);
    assert!(messages.contains("warning: "), "{messages}");
}

#[test]
fn no_such_column() {
    let case = Case::new();
    let file = case.file("a.csv", format!("{HEADER}a,1,2024-01-05,100\n"));
    refused(
        &["rfm", &file, "--customer", "custmer_id"],
        &["custmer_id", "customer_id", "hint: "],
    );
}

#[test]
fn a_role_without_a_column() {
    let case = Case::new();
    let file = case.file("a.csv", "x,y\n1,2\n3,4\n");
    refused(&["rfm", &file], &["customer", "x, y", "--customer"]);
}

#[test]
fn two_candidate_columns() {
    let case = Case::new();
    let file = case.file(
        "a.csv",
        "customer_id,buyer_id,order_date,amount\na,b,2024-01-05,100\nc,d,2024-01-06,7\n",
    );
    refused(&["rfm", &file], &["customer_id", "buyer_id", "--customer"]);
}

#[test]
fn all_dates_broken() {
    let case = Case::new();
    let file = case.file("a.csv", format!("{HEADER}a,1,2024-13-05,100\nb,2,soon,5\n"));
    let arguments = ["rfm", &file, "--time", "order_date"];
    refused(
        &arguments,
        &["no customer can be scored", "2 unreadable time"],
    );
}

#[test]
fn an_order_after_the_analysis_date() {
    let case = Case::new();
    let file = case.file(
        "a.csv",
        format!("{HEADER}a,1,2024-01-05,100\nb,2,2024-03-05,5\n"),
    );
    let (summary, _) = accepted(&["rfm", &file, "--as-of", "2024-02-01"]);
    assert_eq!(summary["rows"]["after_as_of"], 1);
    assert_eq!(summary["totals"]["customers"], 1);
}

#[test]
fn null_customers_and_unreadable_cells_are_counted_with_examples() {
    let case = Case::new();
    let rows = "a,1,2024-01-05,100\n,2,2024-01-06,5\n无,3,2024-01-06,5\nb,4,2024-02-30,5\nb,5,2024-02-28,abc\n";
    let file = case.file("a.csv", format!("{HEADER}{rows}"));
    let (summary, _) = accepted(&["rfm", &file]);
    assert_eq!(summary["rows"]["missing_customer"], 2);
    assert_eq!(summary["rows"]["unreadable_time"], 1);
    assert_eq!(summary["rows"]["unreadable_amount"], 1);
    let faults = summary["faults"].to_string();
    assert!(
        faults.contains("2024-02-30") && faults.contains("\"row\":4"),
        "{faults}"
    );
    assert!(
        faults.contains("abc") && faults.contains("\"row\":5"),
        "{faults}"
    );
}

#[test]
fn ragged_rows() {
    let case = Case::new();
    let rows =
        "a,1,2024-01-05,100\nb,2,2024-01-06,5,extra,cells\nc,3,2024-01-07\nd,4,2024-01-08,9\n";
    let (summary, messages) = accepted(&["rfm", &case.file("a.csv", format!("{HEADER}{rows}"))]);
    assert_eq!(summary["rows"]["read"], 4);
    assert_eq!(summary["rows"]["missing_amount"], 1);
    assert!(
        messages.contains("note: ") && messages.contains('3') && messages.contains('4'),
        "{messages}"
    );
}

#[test]
fn an_unclosed_quote() {
    let case = Case::new();
    let rows = "c,1,2024-01-05,100\n".repeat(50);
    let file = case.file(
        "a.csv",
        format!("{HEADER}{rows}\"open,51,2024-01-05,100\n{rows}"),
    );
    refused(&["rfm", &file], &["line 52", "quote"]);
}

#[test]
fn nul_bytes() {
    let case = Case::new();
    let output = run([
        "rfm",
        &case.file(
            "a.csv",
            format!("{HEADER}a\0b,1,2024-01-05,100\nc,2,2024-01-06,1\n"),
        ),
        "--json",
    ]);
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(messages.contains("NUL"), "{messages}");
}

#[test]
fn mixed_encodings() {
    let case = Case::new();
    let mut bytes = "客户编号,下单时间,金额\n张三,2024-01-05,100\n"
        .as_bytes()
        .to_vec();
    bytes.extend(b"\xC0\xEE\xCB\xC4,2024-01-06,5\n"); // 李四 in GBK
    refused(&["rfm", &case.file("a.csv", bytes)], &["line 3"]);
}

#[test]
fn a_truncated_parquet() {
    let case = Case::new();
    let path = case.path("a.parquet");
    let whole = run([
        "generate",
        "orders",
        "--edition",
        "bench",
        "--rows",
        "5000",
        "-o",
        path.to_str().unwrap(),
    ]);
    assert!(whole.status.success());
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    refused(
        &["rfm", path.to_str().unwrap()],
        &["not a whole Parquet file"],
    );
}

#[test]
fn a_zip_that_is_no_workbook() {
    let case = Case::new();
    // The smallest archive: an end-of-directory record and nothing else.
    let mut bytes = b"PK\x05\x06".to_vec();
    bytes.extend([0; 18]);
    refused(&["rfm", &case.file("a.xlsx", &bytes)], &["workbook"]);
}

#[test]
fn a_folder_and_a_file_that_is_not_there() {
    let case = Case::new();
    let folder = case.folder.path().to_str().unwrap();
    refused(&["rfm", folder], &["is a folder", "hint: "]);
    case.file("orders.csv", HEADER);
    refused(
        &["rfm", case.path("order.csv").to_str().unwrap()],
        &["no file", "orders.csv"],
    );
}

#[test]
fn no_permission() {
    use std::os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    };
    let case = Case::new();
    let file = case.file("a.csv", format!("{HEADER}a,1,2024-01-05,100\n"));
    fs::set_permissions(case.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = crate::fourr::fourr();
    command.args(["rfm", &file]).current_dir(case.folder.path());
    if fs::metadata(&file).unwrap().uid() == 0 {
        command.uid(65_534); // root may read everything, nobody may not
    }
    let Ok(output) = command.output() else {
        println!("skipped: another user cannot run the binary where it lies");
        return;
    };
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("error: no permission for"), "{text}");
}

#[test]
fn no_space_left() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        println!("skipped: this system has no /dev/full");
        return;
    }
    let case = Case::new();
    let file = case.file("a.csv", format!("{HEADER}a,1,2024-01-05,100\n"));
    let output = crate::fourr::fourr()
        .args(["rfm", &file, "--json"])
        .stdout(fs::OpenOptions::new().write(true).open(full).unwrap())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("error: ") && !text.contains("panicked"),
        "{text}"
    );
}

#[test]
fn files_that_are_not_ours_are_never_deleted() {
    let case = Case::new();
    let file = case.file("a.csv", format!("{HEADER}a,1,2024-01-05,100\n"));
    let out = case.path("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.docx"), "years of work").unwrap();
    refused(
        &["rfm", &file, "-o", out.to_str().unwrap()],
        &["thesis.docx"],
    );
    assert_eq!(
        fs::read_to_string(out.join("thesis.docx")).unwrap(),
        "years of work"
    );
}

#[test]
fn hostile_cells_stay_text() {
    let case = Case::new();
    let rows = "<script>alert(1)</script>,1,2024-01-05,100\n=HYPERLINK(\"x\"),2,2024-01-06,5\n../../etc,3,2024-01-06,5\n";
    let file = case.file(
        "a.csv",
        format!("{HEADER}{}", rows.replace("(\"x\")", "(1)")),
    );
    let out = case.path("out");
    let output = run(["rfm", &file, "-o", out.to_str().unwrap()]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        !fs::read_to_string(out.join("report.html"))
            .unwrap()
            .contains("<script>alert")
    );
    let csv = fs::read_to_string(out.join("customers.csv")).unwrap();
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
}

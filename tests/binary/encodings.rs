//! The same table in another encoding or format gives the same answers to the byte.

use std::{fs, path::Path};

use fourr_generator::{Above, Dataset, Orders};

use crate::fourr::stdout;

fn summary(path: &Path) -> String {
    stdout(["rfm", path.to_str().unwrap(), "--json"])
}

#[test]
fn a_gbk_copy_gives_the_answers_of_its_utf_8_copy() {
    let folder = tempfile::tempdir().unwrap();
    let (utf8, gbk) = (
        folder.path().join("utf8.csv"),
        folder.path().join("gbk.csv"),
    );
    let orders = Orders {
        rows: 20_000,
        dirt: 1.0,
        ..Orders::default()
    };
    orders.write_csv(&utf8).unwrap();
    let gbk_path = gbk.to_str().unwrap();
    stdout([
        "generate",
        "orders",
        "--rows",
        "20000",
        "--dirt",
        "1",
        "--encoding",
        "gbk",
        "-o",
        gbk_path,
    ]);
    let book = folder.path().join("dirty.xlsx");
    orders.write_xlsx(&book, Above::Titles).unwrap();
    assert_eq!(summary(&utf8), summary(&book));
    assert_ne!(fs::read(&utf8).unwrap(), fs::read(&gbk).unwrap());
    assert_eq!(summary(&utf8), summary(&gbk));
}

#[test]
fn several_files_are_one_table() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.csv");
    let orders = Orders {
        rows: 5_000,
        ..Orders::default()
    };
    orders.write_csv(&whole).unwrap();
    let text = fs::read_to_string(&whole).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let middle = rows.match_indices('\n').nth(2_000).unwrap().0 + 1;
    fs::write(
        folder.path().join("part-1.csv"),
        format!("{header}\n{}", &rows[..middle]),
    )
    .unwrap();
    fs::write(
        folder.path().join("part-2.csv"),
        format!("{header}\n{}", &rows[middle..]),
    )
    .unwrap();
    let parts = folder.path().join("part-*.csv");
    assert_eq!(summary(&whole), summary(&parts));
}

//! Every bad input has one clear error.

use std::fs;
use std::io::Write;

use fourr_table::{Input, TableError};

use crate::support::{Folder, open, open_as, real};

#[test]
fn an_empty_file_and_a_file_of_blanks() {
    for bytes in [&b""[..], b"\n\n", b"  \r\n", b"\xef\xbb\xbf"] {
        let error = open(bytes).unwrap_err();
        assert!(
            matches!(error, TableError::Empty { .. }),
            "{bytes:?}: {error}"
        );
    }
}

#[test]
fn a_header_without_rows() {
    for text in ["customer,date\n", "customer,date", "customer,date\n\n,\n"] {
        let error = open(text).unwrap_err();
        assert!(
            matches!(&error, TableError::NoRows { columns, .. } if columns == &["customer", "date"]),
            "{text:?}: {error}"
        );
    }
}

#[test]
fn one_row_is_a_table() {
    assert_eq!(open("customer,n\nA,1\n").unwrap().row_count().unwrap(), 1);
}

#[test]
fn an_unclosed_quote_names_its_line() {
    for text in ["a,b\n1,\"x\n2,y\n", "a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n"] {
        let error = open(text).unwrap_err();
        assert!(
            matches!(error, TableError::UnclosedQuote { line: 2, .. }),
            "{text:?}: {error}"
        );
    }
}

#[test]
fn utf16_without_a_mark() {
    let bytes: Vec<u8> = "id,n\n1,2\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let error = open(bytes).unwrap_err();
    assert!(
        matches!(error, TableError::NulBytes { line: 1, .. }),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("utf-16le"));
}

#[test]
fn a_cell_that_never_ends() {
    let mut bytes = b"a,b\n".to_vec();
    bytes.resize(70 << 20, b'x');
    let error = open(bytes).unwrap_err();
    assert!(
        matches!(error, TableError::LongLine { line: 2, .. }),
        "{error}"
    );
}

#[test]
fn files_of_other_programs() {
    for (bytes, kind) in [
        (&b"%PDF-1.7"[..], "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"<html><table>", "HTML"),
        (b"<?xml version=\"1.0\"?>", "XML"),
        (b"[{\"a\": 1}]", "JSON array"),
        (b"SQLite format 3\0", "SQLite"),
    ] {
        let error = open(bytes).unwrap_err();
        assert!(
            matches!(error, TableError::UnknownFormat { .. }) && error.to_string().contains(kind),
            "{error}"
        );
    }
}

#[test]
fn a_truncated_parquet() {
    let Some(path) = real("completejourney/campaigns.parquet") else {
        return;
    };
    let bytes = fs::read(path).unwrap();
    for length in [4, 8, bytes.len() / 2, bytes.len() - 5] {
        let error = open_as("a.parquet", &bytes[..length]).unwrap_err();
        assert!(
            matches!(error, TableError::DamagedParquet { .. }),
            "{length}: {error}"
        );
        assert!(error.to_string().len() < 400, "{error}");
    }
}

/// An archive with one stored entry, without a workbook in it.
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.txt\
PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a.txt\
PK\x05\x06\0\0\0\0\x01\0\x01\0\x33\0\0\0\x23\0\0\0\0\0";

#[test]
fn an_archive_without_a_workbook() {
    let error = open_as("a.xlsx", ZIP).unwrap_err();
    assert!(matches!(error, TableError::NotAWorkbook { .. }), "{error}");
}

#[test]
fn a_truncated_workbook() {
    let Some(path) = real("cn_pharmacy_xlsx/朝阳医院2018年销售数据.xlsx") else {
        return;
    };
    let bytes = fs::read(path).unwrap();
    let error = open_as("a.xlsx", &bytes[..bytes.len() / 2]).unwrap_err();
    assert!(
        matches!(error, TableError::DamagedWorkbook { .. }),
        "{error}"
    );
}

#[test]
fn a_compound_file_is_encrypted_or_no_workbook() {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(2048, 0);
    let error = open_as("a.xls", &bytes).unwrap_err();
    assert!(matches!(error, TableError::NotAWorkbook { .. }), "{error}");
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let error = open_as("a.xlsx", &bytes).unwrap_err();
    assert!(
        matches!(error, TableError::PasswordProtected { .. }),
        "{error}"
    );
}

#[test]
fn an_unknown_sheet_lists_the_sheets() {
    let Some(path) = real("cn_pharmacy_xlsx/朝阳医院2018年销售数据.xlsx") else {
        return;
    };
    let with = |sheet: &str| {
        Input {
            sheet: Some(sheet.into()),
            ..Input::of([&path])
        }
        .open()
    };
    assert!(with("1").is_ok() && with("Sheet1").is_ok());
    let error = with("销售").unwrap_err();
    assert!(
        matches!(&error, TableError::NoSheet { sheets, .. } if sheets == &["Sheet1"]),
        "{error}"
    );
}

#[test]
fn a_broken_archive() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all("a,b\n1,2\n".repeat(1000).as_bytes())
        .unwrap();
    let gz = encoder.finish().unwrap();
    let table = open_as("a.csv.gz", &gz).unwrap();
    assert_eq!(table.row_count().unwrap(), 1999);
    let error = open_as("a.csv.gz", &gz[..gz.len() - 9]).unwrap_err();
    assert!(
        matches!(error, TableError::DamagedArchive { .. }),
        "{error}"
    );
    let zst = zstd::encode_all(&b"a,b\n1,2\n"[..], 0).unwrap();
    assert_eq!(open_as("a.csv.zst", &zst).unwrap().row_count().unwrap(), 1);
    let error = open_as("a.csv.zst", &zst[..zst.len() - 3]).unwrap_err();
    assert!(
        matches!(error, TableError::DamagedArchive { .. }),
        "{error}"
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = std::io::Read::take(std::io::repeat(b'a'), 1 << 29);
    let bomb = zstd::encode_all(zeros, 1).unwrap();
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    let error = open_as("a.csv.zst", &bomb).unwrap_err();
    assert!(
        matches!(error, TableError::ArchiveTooLarge { .. }),
        "{error}"
    );
}

#[test]
fn json_lines_open_and_broken_ones_do_not() {
    let table = open_as(
        "a.jsonl",
        "{\"id\": \"007\", \"n\": 1}\n{\"id\": \"008\", \"n\": 2}\n",
    )
    .unwrap();
    assert_eq!(table.row_count().unwrap(), 2);
    let error = open_as("a.jsonl", "{\"id\": \"007\", \"n\": 1}\n{\"id\": \n").unwrap_err();
    assert!(matches!(error, TableError::DamagedJson { .. }), "{error}");
}

#[test]
fn folders_and_absent_files() {
    let folder = Folder::new();
    folder.write("orders.csv", "a\n1\n");
    let error = Input::of([folder.path()]).open().unwrap_err();
    assert!(matches!(error, TableError::Folder { .. }), "{error}");
    let error = Input::of([folder.path().join("order.csv")])
        .open()
        .unwrap_err();
    assert!(
        error.hint().unwrap().contains("orders.csv"),
        "{:?}",
        error.hint()
    );
    let error = Input::of([folder.path().join("*.parquet")])
        .open()
        .unwrap_err();
    assert!(matches!(error, TableError::NoMatch { .. }), "{error}");
    assert!(matches!(Input::default().open(), Err(TableError::NoFiles)));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.write("secret.csv", "a,b\n1,2\n");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything.
    if fs::File::open(&path).is_ok() {
        return;
    }
    let error = Input::of([path]).open().unwrap_err();
    assert!(matches!(error, TableError::Permission { .. }), "{error}");
}

#[test]
fn several_files_are_one_table_when_their_columns_agree() {
    let folder = Folder::new();
    let b = folder.write("b.csv", "n,id\n2,B\n");
    let a = folder.write("a.csv", "id,n\nA,1\n");
    let table = Input::of([&b, &a, &a]).open().unwrap();
    assert_eq!(
        crate::support::rows(&table),
        [["id", "n"], ["A", "1"], ["B", "2"]]
    );
    assert_eq!(table.notes().len(), 1, "the file that is named twice");
    let glob = Input::of([folder.path().join("*.csv")]).open().unwrap();
    assert_eq!(glob.row_count().unwrap(), 2);
    let c = folder.write("c.csv", "id,m\nC,3\n");
    let error = Input::of([&a, &c]).open().unwrap_err();
    let TableError::ColumnsDiffer { missing, extra, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(
        (missing.as_slice(), extra.as_slice()),
        (&["n".to_owned()][..], &["m".to_owned()][..])
    );
}

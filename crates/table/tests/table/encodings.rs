//! Every encoding of a file is the same table.

use std::path::PathBuf;

use fourr_table::{Encoding, Finding, Input, TableError};

use crate::support::{Folder, findings, open, rows};

const TABLE: [[&str; 3]; 3] = [
    ["姓名", "城市", "金额"],
    ["张三", "北京", "1200"],
    ["李四", "呼和浩特", "￥88"],
];

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/encoding")
        .join(name)
}

#[test]
fn golden_encodings_are_found_and_decode_alike() {
    let cases = [
        ("utf8.csv", Encoding::Utf8, false),
        ("utf8_bom.csv", Encoding::Utf8, true),
        ("gbk.csv", Encoding::Gb18030, false),
        ("utf16le_bom.csv", Encoding::Utf16Le, true),
    ];
    for (name, encoding, mark) in cases {
        let table = Input::of([golden(name)]).open().unwrap();
        assert_eq!(rows(&table), TABLE, "{name}");
        let source = &table.sources()[0];
        assert_eq!(
            (source.encoding, source.byte_order_mark),
            (Some(encoding), mark),
            "{name}"
        );
        assert_eq!(table.notes(), [], "{name}");
    }
}

#[test]
fn big5_and_latin_are_read_when_named() {
    let folder = Folder::new();
    for (encoding, codec, text) in [
        (Encoding::Big5, encoding_rs::BIG5, "姓名,金額\n張三,12\n"),
        (
            Encoding::Windows1252,
            encoding_rs::WINDOWS_1252,
            "name,amount\nJosé,£12\n",
        ),
    ] {
        let path = folder.write("named.csv", codec.encode(text).0);
        let table = Input {
            encoding: Some(encoding),
            ..Input::of([path])
        }
        .open()
        .unwrap();
        let expected: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(rows(&table), expected);
    }
}

/// The Online Retail file as UCI published it has pound signs in Latin-1; as GB18030 they would be rubbish.
#[test]
fn western_letters_are_not_taken_for_chinese() {
    let text = encoding_rs::WINDOWS_1252
        .encode("id,name\n1,Café\n2,£5\n3,naïve\n4,señor\n")
        .0
        .into_owned();
    let error = open(text).unwrap_err();
    assert!(
        matches!(error, TableError::Undecodable { line: 2, .. }),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("--encoding"), "{error}");
}

#[test]
fn a_file_pasted_from_two_encodings_names_the_line() {
    let mut bytes = "姓名,金额\n张三,1\n李四,2\n".as_bytes().to_vec();
    bytes.extend(encoding_rs::GB18030.encode("王五,3\n赵六,4\n").0.iter());
    let error = open(bytes).unwrap_err();
    let TableError::MixedEncodings {
        first, then, line, ..
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!((first, then, line), (Encoding::Utf8, Encoding::Gb18030, 4));
}

#[test]
fn a_wrong_name_for_the_encoding_is_refused() {
    let folder = Folder::new();
    let path = folder.write(
        "a.csv",
        encoding_rs::GB18030.encode("姓名,金额\n张三,1\n").0,
    );
    let error = Input {
        encoding: Some(Encoding::Utf8),
        ..Input::of([path])
    }
    .open()
    .unwrap_err();
    assert!(
        matches!(
            error,
            TableError::Undecodable {
                encoding: Encoding::Utf8,
                line: 1,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn invalid_characters_of_a_named_encoding_are_counted() {
    let folder = Folder::new();
    let mut bytes = encoding_rs::GB18030
        .encode(&"姓名,金额\n张三,1\n".repeat(50))
        .0
        .into_owned();
    bytes.extend(b"a\xff,2\n");
    let path = folder.write("a.csv", bytes);
    let table = Input {
        encoding: Some(Encoding::Gb18030),
        ..Input::of([path])
    }
    .open()
    .unwrap();
    assert!(
        findings(&table).contains(&Finding::ReplacedCharacters {
            count: 1,
            first_line: 101
        }),
        "{:?}",
        table.notes()
    );
}

/// Larger than the head that is looked at first: the pass over the whole finds what the head does not show.
#[test]
fn chinese_far_below_an_ascii_head_is_decoded() {
    let rows_above = (0..200_000).map(|i| format!("{i},plain\n"));
    let mut text: String = std::iter::once("id,name\n".to_owned())
        .chain(rows_above)
        .collect();
    text.push_str("200000,数字营销\n");
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    let (one, other) = (open(gbk).unwrap(), open(&text).unwrap());
    assert_eq!(one.sources()[0].encoding, Some(Encoding::Gb18030));
    assert_eq!(rows(&one), rows(&other));
}

//! Text that a strict parser would misread in silence.

use fourr_table::{Delimiter, Finding, Input};
use proptest::prelude::*;

use crate::support::{Folder, findings, open, rows};

#[test]
fn ragged_rows_are_counted_with_their_lines() {
    let table = open("a,b,c\n1,2,3\n1,2\n1,2,3,4\n\"x\ny\",2,3\n1\n").unwrap();
    assert_eq!(
        rows(&table),
        [
            ["a", "b", "c"],
            ["1", "2", "3"],
            ["1", "2", "∅"],
            ["1", "2", "3"],
            ["x\ny", "2", "3"],
            ["1", "∅", "∅"]
        ]
    );
    let expected = [
        Finding::LongRows {
            count: 1,
            first_lines: vec![4],
        },
        Finding::ShortRows {
            count: 2,
            first_lines: vec![3, 7],
        },
    ];
    assert_eq!(findings(&table), expected);
    assert_eq!(table.row_count().unwrap(), 5);
}

#[test]
fn line_ends_of_all_kinds_end_a_row() {
    let expected = [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]];
    let table = open("a,b\r\n1,2\n3,4\r\n5,6").unwrap();
    assert_eq!(rows(&table), expected);
    assert_eq!(findings(&table), []);
    let table = open("a,b\r1,2\r3,4\r5,6\r").unwrap();
    assert_eq!(rows(&table), expected);
    assert!(
        matches!(findings(&table)[..], [Finding::LoneCarriageReturns { .. }]),
        "{:?}",
        findings(&table)
    );
}

#[test]
fn blank_rows_are_dropped_and_counted() {
    for (text, count) in [
        ("a,b\n1,2\n\n,\n", 2),
        ("a,b\n\n1,2\n", 1),
        ("a,b\r\n1,2\r\n\r\n\r\n", 2),
    ] {
        let table = open(text).unwrap();
        assert_eq!(rows(&table), [["a", "b"], ["1", "2"]], "{text:?}");
        assert_eq!(
            findings(&table),
            [Finding::BlankRowsDropped { count }],
            "{text:?}"
        );
        assert_eq!(table.row_count().unwrap(), 1);
    }
}

#[test]
fn stray_quotes_are_characters() {
    let table = open("a,b\n5\" pipe,2\nx,\"say \"hi\" now\"\n").unwrap();
    assert_eq!(rows(&table)[1], ["5\" pipe", "2"]);
    assert_eq!(rows(&table).len(), 3);
    assert!(
        matches!(
            findings(&table)[..],
            [Finding::StrayQuotes {
                count: 2,
                first_line: 2
            }]
        ),
        "{:?}",
        findings(&table)
    );
}

#[test]
fn nul_bytes_are_dropped_and_counted() {
    let table = open("a,b\n1,2\nx\0y,4\n").unwrap();
    assert_eq!(rows(&table), [["a", "b"], ["1", "2"], ["xy", "4"]]);
    assert_eq!(
        findings(&table),
        [Finding::NulBytesDropped {
            count: 1,
            first_line: 3
        }]
    );
}

#[test]
fn titles_above_the_header_are_skipped() {
    let table =
        open("门店销售明细,,\n\n会员编号,日期,金额\n007,2024/1/1,3\n008,2024/1/2,4\n").unwrap();
    assert_eq!(
        rows(&table),
        [
            ["会员编号", "日期", "金额"],
            ["007", "2024/1/1", "3"],
            ["008", "2024/1/2", "4"]
        ]
    );
    assert_eq!(
        findings(&table),
        [Finding::TitleRowsSkipped {
            count: 1,
            first: "门店销售明细".into()
        }]
    );
    assert_eq!(table.sources()[0].header_row, Some(3));
}

#[test]
fn a_table_without_header_gets_numbered_columns() {
    let table = open(" 1 19970101  2   29.33\n 1 19970118  2   29.73\n").unwrap();
    assert_eq!(table.sources()[0].delimiter, Some(Delimiter::Blanks));
    let expected = [
        ["column_1", "column_2", "column_3", "column_4"],
        ["1", "19970101", "2", "29.33"],
    ];
    assert_eq!(rows(&table)[..2], expected);
    assert_eq!(findings(&table), [Finding::NoHeader]);
}

#[test]
fn the_header_row_can_be_named() {
    let folder = Folder::new();
    let path = folder.write("a.csv", "x,y\na,b\n1,2\n");
    let open = |row| {
        Input {
            header_row: Some(row),
            ..Input::of([&path])
        }
        .open()
    };
    assert_eq!(rows(&open(2).unwrap()), [["a", "b"], ["1", "2"]]);
    assert_eq!(
        rows(&open(0).unwrap())[..2],
        [["column_1", "column_2"], ["x", "y"]]
    );
    assert_eq!(
        open(9).unwrap_err().to_string(),
        format!("{} has no row 9 to be the header", path.display())
    );
}

#[test]
fn names_that_occur_twice_are_numbered() {
    let table = open("a,b,c,d,a,\n1,2,3,4,5,6\n").unwrap();
    assert_eq!(rows(&table)[0], ["a", "b", "c", "d", "a_2", "column_6"]);
    assert_eq!(findings(&table).len(), 2);
}

#[test]
fn a_header_over_several_lines_counts_its_lines() {
    let table = open("id,\"amount\n(yuan)\"\n1,2\n3\n").unwrap();
    assert_eq!(rows(&table)[..2], [["id", "amount (yuan)"], ["1", "2"]]);
    assert_eq!(
        findings(&table),
        [Finding::ShortRows {
            count: 1,
            first_lines: vec![4]
        }]
    );
}

/// Found by a property: line feeds are counted to skip what is above, and this title ends without one.
#[test]
fn a_title_may_end_in_a_lone_carriage_return() {
    let table = open("标题\ra,b\n1,2\n").unwrap();
    assert_eq!(rows(&table), [["a", "b"], ["1", "2"]]);
}

/// The survey in parallel pieces and the scan of polars must agree on what a row is.
#[test]
fn rows_across_pieces_are_seen_whole() {
    let row = |i: u32| match i % 7 {
        0 => format!("{i},\"line one, with \"\"quotes\"\"\nline two\",{i}\n"),
        _ => format!("{i},plain,{i}\n"),
    };
    let mut text: String = std::iter::once("id,text,n\n".to_owned())
        .chain((0..400_000).map(row))
        .collect();
    text.push_str("short\n");
    let table = open(&text).unwrap();
    assert_eq!(table.row_count().unwrap(), 400_001);
    let last_line = text.lines().count() as u64;
    assert_eq!(
        findings(&table),
        [Finding::ShortRows {
            count: 1,
            first_lines: vec![last_line]
        }]
    );
    let frame = table.lazy().collect().unwrap();
    assert_eq!(frame.height(), 400_001);
    assert_eq!(
        frame.column("text").unwrap().str().unwrap().get(7),
        Some("line one, with \"quotes\"\nline two")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever the bytes: a table or an error, never a panic, and the rows that are announced are the rows there are.
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        agree(&bytes)?;
    }

    #[test]
    fn arbitrary_structure_never_panics(text in "[a1,\";\n\r\t \u{0}年]{0,120}") {
        agree(text.as_bytes())?;
    }
}

fn agree(bytes: &[u8]) -> Result<(), TestCaseError> {
    let folder = Folder::new();
    let path = folder.write("any.csv", bytes);
    if let Ok(table) = Input::of([path]).open() {
        let announced = table.row_count().unwrap();
        let frame = table.lazy().collect();
        prop_assert!(frame.is_ok(), "{:?}", frame.err());
        let frame = frame.unwrap();
        prop_assert_eq!(frame.height() as u64, announced, "{:?}", table);
        let names: Vec<&str> = table
            .columns()
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        for batch in table.batches(&names).unwrap() {
            let batch = batch.unwrap().frame().unwrap();
            prop_assert!(batch.equals_missing(&frame), "{batch} {frame}");
        }
    }
    Ok(())
}

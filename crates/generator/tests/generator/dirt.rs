//! Defects come at their rates, and each stands in the list where it stands in the file.

use std::collections::BTreeMap;

use fourr_generator::{Encoding, GeneratorError, Orders};

use crate::sheet::{Sheet, bytes, csv};

fn dirty() -> Orders {
    Orders {
        rows: 50_000,
        dirt: 1.0,
        ..Orders::default()
    }
}

fn defects() -> Sheet {
    Sheet::read(&bytes("defects.csv", |path| {
        dirty().write_defects(path).unwrap();
    }))
}

#[test]
fn defects_come_at_their_rates() {
    let defects = defects();
    let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
    for row in &defects.rows {
        *counts.entry(defects.cell(row, "kind")).or_default() += 1.0;
    }
    for (kind, permille) in [
        ("duplicate_row", 20.0),
        ("blank_row", 5.0),
        ("missing_customer", 15.0),
        ("date_ymd", 60.0),
        ("date_slash", 60.0),
        ("date_compact", 30.0),
        ("amount_currency", 50.0),
        ("amount_full_width", 20.0),
        ("quantity_full_width", 20.0),
        ("channel_padded", 20.0),
    ] {
        let expected = permille * 50.0;
        // Four standard deviations of a count.
        assert!(
            (counts[kind] - expected).abs() < 4.0 * f64::sqrt(expected),
            "{kind}: {} of {expected}",
            counts[kind]
        );
    }
    assert!(counts["amount_wan"] > 50.0);
}

#[test]
fn every_defect_is_where_the_list_says() {
    let (sheet, defects) = (Sheet::of(&dirty()), defects());
    let row = |line: usize| &sheet.rows[line - 2];
    for defect in &defects.rows {
        let line = defects.cell(defect, "line").parse().unwrap();
        let clean = defects.cell(defect, "clean");
        match defects.cell(defect, "kind") {
            "duplicate_row" => assert_eq!(row(line), row(clean.parse().unwrap())),
            "blank_row" => assert!(row(line).iter().all(str::is_empty)),
            _ => assert_eq!(
                sheet.cell(row(line), defects.cell(defect, "column")),
                defects.cell(defect, "dirty")
            ),
        }
    }
}

#[test]
fn the_list_leads_back_to_the_clean_log() {
    let (dirty_sheet, defects) = (Sheet::of(&dirty()), defects());
    let mut rows: Vec<Option<Vec<String>>> = dirty_sheet
        .rows
        .iter()
        .map(|row| Some(row.iter().map(str::to_owned).collect()))
        .collect();
    let header = [
        "订单编号",
        "会员编号",
        "下单时间",
        "商品名称",
        "商品品类",
        "数量",
        "单价",
        "优惠金额",
        "实付金额",
        "渠道",
        "省份",
        "城市",
        "订单状态",
    ];
    for defect in &defects.rows {
        let line: usize = defects.cell(defect, "line").parse().unwrap();
        let column = defects.cell(defect, "column");
        match (
            header.iter().position(|name| *name == column),
            &mut rows[line - 2],
        ) {
            (Some(column), Some(row)) => defects.cell(defect, "clean").clone_into(&mut row[column]),
            (_, row) => *row = None,
        }
    }
    let clean = Sheet::of(&Orders {
        dirt: 0.0,
        ..dirty()
    });
    assert!(
        clean
            .rows
            .iter()
            .map(|row| row.iter().collect::<Vec<_>>())
            .eq(rows.into_iter().flatten())
    );
}

#[test]
fn gbk_holds_the_same_text() {
    let gbk = csv(&Orders {
        encoding: Encoding::Gbk,
        ..dirty()
    });
    let utf8 = csv(&Orders {
        encoding: Encoding::Utf8,
        ..dirty()
    });
    let (text, _, broken) = encoding_rs::GBK.decode(&gbk);
    assert!(!broken && text.as_bytes() == utf8);
}

#[test]
fn typed_files_take_no_dirt() {
    let Err(error) = dirty().batches() else {
        panic!("dirt in a frame")
    };
    assert!(matches!(error, GeneratorError::TypedDirt(_)));
    assert!(error.hint().contains("CSV"));
}

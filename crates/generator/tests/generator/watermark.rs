//! A watermark names its owner in every table, and changes nothing else.

use std::collections::BTreeSet;

use fourr_generator::{Edition, Events, Orders, Questionnaire, Touches, Watermark};

use crate::sheet::{Sheet, bytes};

const OWNER: &str = "0017 王小明";

fn owner() -> Option<String> {
    Some(OWNER.to_owned())
}

/// Orders, their truth, events, touches and questionnaire, for an owner or for nobody.
fn tables(watermark: Option<&str>) -> [Sheet; 5] {
    let watermark = watermark.map(str::to_owned);
    let orders = Orders {
        rows: 2_000,
        watermark: watermark.clone(),
        ..Orders::default()
    };
    let events = Events {
        members: 200,
        watermark: watermark.clone(),
        ..Events::default()
    };
    let touches = Touches {
        members: 200,
        watermark: watermark.clone(),
        ..Touches::default()
    };
    let questionnaire = Questionnaire {
        respondents: 200,
        watermark,
        ..Questionnaire::default()
    };
    [
        Sheet::of(&orders),
        Sheet::read(&bytes("truth.csv", |path| {
            orders.write_truth(path).unwrap()
        })),
        Sheet::read(&bytes("e.csv", |path| events.write_csv(path).unwrap())),
        Sheet::read(&bytes("t.csv", |path| touches.write_csv(path).unwrap())),
        Sheet::read(&bytes("q.csv", |path| {
            questionnaire.write_csv(path).unwrap()
        })),
    ]
}

#[test]
fn every_number_of_every_table_names_the_owner() {
    let (mark, stranger) = (Watermark::of(OWNER), Watermark::of("0018 李雷"));
    for (place, sheet) in tables(Some(OWNER)).iter().enumerate() {
        let columns: &[&str] = if place == 0 {
            &["会员编号", "订单编号"]
        } else {
            &["会员编号"]
        };
        for column in columns {
            let ids: BTreeSet<_> = sheet
                .rows
                .iter()
                .map(|row| sheet.cell(row, column))
                .collect();
            assert!(
                ids.iter().all(|id| mark.marks(id)),
                "{column} of table {place}"
            );
            let strangers = ids.iter().filter(|id| stranger.marks(id)).count();
            assert!(strangers * 50 < ids.len(), "{strangers} of {}", ids.len());
        }
    }
}

#[test]
fn without_its_digits_a_marked_table_is_the_plain_one() {
    for (marked, plain) in tables(Some(OWNER)).iter().zip(&tables(None)) {
        assert_eq!(marked.rows.len(), plain.rows.len());
        for (marked, plain) in marked.rows.iter().zip(&plain.rows) {
            for (marked, plain) in marked.iter().zip(plain) {
                let numbered = marked != plain;
                assert!(
                    !numbered || marked[..marked.len() - 3] == *plain,
                    "{marked} {plain}"
                );
            }
        }
    }
}

#[test]
fn a_member_has_one_number_in_all_tables() {
    let numbers = |sheet: &Sheet| -> BTreeSet<String> {
        sheet
            .rows
            .iter()
            .map(|row| sheet.cell(row, "会员编号").to_owned())
            .collect()
    };
    let [orders, truth, events, touches, questionnaire] = tables(Some(OWNER));
    assert!(numbers(&orders).is_subset(&numbers(&truth)));
    assert_eq!(numbers(&events), numbers(&touches));
    assert_eq!(numbers(&events), numbers(&questionnaire));
    assert!(numbers(&truth).is_subset(&numbers(&events)));
}

#[test]
fn ids_that_are_numbers_take_no_watermark() {
    let refused = [
        Orders {
            edition: Edition::Bench,
            watermark: owner(),
            ..Orders::default()
        }
        .row_count()
        .err(),
        Events {
            watermark: owner(),
            ..Events::bench()
        }
        .row_count()
        .err(),
        Touches {
            watermark: owner(),
            ..Touches::bench()
        }
        .batches()
        .err(),
        Questionnaire {
            watermark: owner(),
            ..Questionnaire::bench()
        }
        .batches()
        .err(),
    ];
    for error in refused {
        let message = error.unwrap().to_string();
        assert!(message.contains("take no watermark"), "{message}");
    }
}

//! What the ledger promises: costs that follow from impressions, counts that make sense, planted curves.

use std::collections::BTreeMap;

use fourr_generator::{Campaigns, Dataset};
use fourr_locale::Lang;

use crate::sheet::{Sheet, bytes};

fn csv(campaigns: &Campaigns) -> Vec<u8> {
    bytes("campaigns.csv", |path| campaigns.write_csv(path).unwrap())
}

fn sheet() -> Sheet {
    Sheet::read(&csv(&Campaigns::default()))
}

fn truth() -> Sheet {
    Sheet::read(&bytes("truth.csv", |path| {
        Campaigns::default().write_truth(path).unwrap();
    }))
}

fn number(sheet: &Sheet, row: &csv::StringRecord, column: &str) -> Option<f64> {
    let cell = sheet.cell(row, column);
    (!cell.is_empty()).then(|| cell.parse().unwrap())
}

#[test]
fn what_is_spent_is_impressions_times_their_price() {
    let (sheet, truth) = (sheet(), truth());
    let price = |channel: &str| {
        let mut rows = truth.rows.iter();
        let row = rows.find(|row| truth.cell(row, "渠道") == channel).unwrap();
        number(&truth, row, "触达单价").unwrap()
    };
    for row in &sheet.rows {
        let of = |column| number(&sheet, row, column);
        if sheet.cell(row, "费用类型") == "变动" {
            let price = price(sheet.cell(row, "渠道"));
            assert!((of("费用").unwrap() - price * of("展现量").unwrap()).abs() < 0.005);
            assert!(of("点击量") <= of("展现量"));
            assert!(of("订单数") <= of("访问量"));
            assert!(of("新客数") <= of("订单数"));
            assert!(of("退款金额") <= of("成交金额"));
        } else {
            assert_eq!(
                (of("展现量"), of("成交金额"), of("毛利率")),
                (None, None, None)
            );
            assert!(of("费用").unwrap() > 0.0);
        }
    }
}

#[test]
fn every_kind_of_cost_has_its_rows() {
    let sheet = sheet();
    let mut kinds = BTreeMap::new();
    for row in &sheet.rows {
        *kinds.entry(sheet.cell(row, "费用类型")).or_insert(0) += 1;
    }
    // 366 days of five channels; twelve months of five wages and three agencies; one film.
    let expected = [("变动", 1_830), ("固定", 60), ("服务费", 36), ("沉没", 1)];
    assert_eq!(kinds, expected.into());
}

/// Revenue of a day less what the planted curve says: its mean is zero but for chance.
#[test]
fn revenue_follows_the_planted_curves() {
    let (sheet, truth) = (sheet(), truth());
    for planted in &truth.rows {
        let of = |column| number(&truth, planted, column);
        let (a, base, carry_over) = (of("a"), of("无花费时每日成交"), of("滞后比例"));
        let (a, base, carry_over) = (a.unwrap(), base.unwrap(), carry_over.unwrap());
        let curve = |x: f64| match (of("b"), of("k"), of("s")) {
            (Some(b), ..) => a * x.powf(b),
            (None, Some(k), Some(s)) => a * x.powf(s) / (k.powf(s) + x.powf(s)),
            _ => panic!("a curve without parameters"),
        };
        let channel = truth.cell(planted, "渠道");
        let mut effective = 0.0;
        let mut residuals = Vec::new();
        let days = sheet.rows.iter().filter(|row| {
            sheet.cell(row, "渠道") == channel && sheet.cell(row, "费用类型") == "变动"
        });
        for row in days {
            effective = number(&sheet, row, "费用").unwrap() + carry_over * effective;
            let revenue = number(&sheet, row, "成交金额").unwrap();
            residuals.push(revenue - base - curve(effective));
        }
        let n = residuals.len() as f64;
        let mean = residuals.iter().sum::<f64>() / n;
        let variance = residuals.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let error = (variance / n).sqrt();
        assert!(mean.abs() < 3.0 * error, "{channel}: {mean} by {error}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert!(csv(&Campaigns::default()) == csv(&Campaigns::default()));
    let other = Campaigns {
        seed: 43,
        ..Campaigns::default()
    };
    assert!(csv(&Campaigns::default()) != csv(&other));
}

#[test]
fn an_english_ledger_is_english_throughout() {
    let english = Campaigns {
        header: Lang::En,
        ..Campaigns::default()
    };
    let text = String::from_utf8(csv(&english)).unwrap();
    assert!(text.contains("live stream") && text.contains("cost_type"));
    assert!(text.trim_start_matches('\u{feff}').is_ascii());
}

#[test]
fn a_period_out_of_range_is_refused() {
    let refused = Campaigns {
        end: Campaigns::default().start,
        ..Campaigns::default()
    };
    let message = refused.table().unwrap_err().to_string();
    assert!(
        message.starts_with("the period from 2024-01-01"),
        "{message}"
    );
}

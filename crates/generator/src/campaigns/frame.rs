//! The ledger and its truth as data frames.

use chrono::Datelike;
use fourr_locale::Lang;
use polars::prelude::*;

use super::ledger::{Brought, Kind, Row};
use super::plan::MEDIA;
use crate::events::{CHANNELS, campaign};

/// The rows of a ledger.
pub(super) fn frame(rows: &[Row], lang: Lang) -> PolarsResult<DataFrame> {
    let days = rows.iter().map(|row| Some(row.day));
    let head = |zh: &'static str, en: &'static str| PlSmallStr::from_static(lang.pick(zh, en));
    let count = |zh, en, of: fn(&Brought) -> u64| {
        let counts = rows.iter().map(|row| row.brought.as_ref().map(of));
        Int64Chunked::from_iter_options(head(zh, en), counts.map(|n| n.map(signed))).into_column()
    };
    let money = |zh, en, of: fn(&Row) -> Option<u64>| {
        let yuan = rows.iter().map(|row| of(row).map(|fen| fen as f64 / 100.0));
        Float64Chunked::from_iter_options(head(zh, en), yuan).into_column()
    };
    let words = |zh, en, of: &dyn Fn(&Row) -> &'static str| {
        let words: Vec<&str> = rows.iter().map(of).collect();
        Column::new(head(zh, en), words)
    };
    let columns = vec![
        DateChunked::from_naive_date_options(head("日期", "date"), days).into_column(),
        words("渠道", "channel", &|row| CHANNELS[row.channel].name(lang)),
        words("活动", "campaign", &|row| match row.kind {
            Kind::Fixed | Kind::Fee => lang.pick("日常投放", "always on"),
            Kind::Sunk => campaign(11, lang),
            Kind::Variable => campaign(row.day.month(), lang),
        }),
        words("费用类型", "cost_type", &|row| kind(row.kind, lang)),
        count("展现量", "impressions", |of| of.impressions),
        count("点击量", "clicks", |of| of.clicks),
        count("访问量", "visits", |of| of.visits),
        count("订单数", "orders", |of| of.orders),
        count("新客数", "new_customers", |of| of.new_customers),
        money("费用", "cost", |row| Some(row.cost)),
        money("成交金额", "revenue", |row| {
            row.brought.map(|of| of.revenue)
        }),
        money("退款金额", "refund", |row| {
            row.brought.map(|of| of.refunds)
        }),
        money("毛利率", "margin_rate", |row| {
            row.brought.map(|_| MEDIA[row.channel].margin)
        }),
    ];
    DataFrame::new(rows.len(), columns)
}

/// What is planted, a row a channel.
pub(super) fn truth(lang: Lang) -> PolarsResult<DataFrame> {
    let head = |zh: &'static str, en: &'static str| PlSmallStr::from_static(lang.pick(zh, en));
    let numbers = |zh, en, of: &dyn Fn(usize) -> Option<f64>| {
        let values: Vec<Option<f64>> = (0..MEDIA.len()).map(of).collect();
        Column::new(head(zh, en), values)
    };
    let parameter = |place: usize| move |of: usize| MEDIA[of].curve.parameters().1[place];
    let names: Vec<&str> = CHANNELS.iter().map(|channel| channel.name(lang)).collect();
    let forms: Vec<&str> = MEDIA.iter().map(|of| of.curve.parameters().0).collect();
    let columns = vec![
        Column::new(head("渠道", "channel"), names),
        Column::new(head("曲线形式", "form"), forms),
        numbers("a", "a", &parameter(0)),
        numbers("b", "b", &parameter(1)),
        numbers("k", "k", &parameter(2)),
        numbers("s", "s", &parameter(3)),
        numbers("滞后比例", "carry_over", &|of| {
            Some(MEDIA[of].carry_over)
        }),
        numbers("无花费时每日成交", "base", &|of| {
            Some(MEDIA[of].base)
        }),
        numbers("毛利率", "margin_rate", &|of| {
            Some(MEDIA[of].margin as f64 / 100.0)
        }),
        numbers("触达单价", "cost_per_impression", &|of| {
            Some(CHANNELS[of].cost as f64 / 100.0)
        }),
    ];
    DataFrame::new(MEDIA.len(), columns)
}

/// The kind of a cost as a bookkeeper calls it.
fn kind(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Variable => lang.pick("变动", "variable"),
        Kind::Fixed => lang.pick("固定", "fixed"),
        Kind::Fee => lang.pick("服务费", "fee"),
        Kind::Sunk => lang.pick("沉没", "sunk"),
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).expect("the counts of a day")
}

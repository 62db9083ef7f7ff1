//! Touches and their truth as data frames.

use fourr_locale::Lang;
use polars::prelude::*;

use super::chain::{self, BEGINNINGS, CHANNEL_COUNT, Planted, STEPS};
use super::journey::Touch;
use crate::columns::Edition;
use crate::frame;
use crate::style::Style;

/// The rows of these touches.
pub(super) fn frame(touches: &[Touch], style: Style) -> PolarsResult<DataFrame> {
    let lang = style.lang;
    let head = |zh: &'static str, en: &'static str| PlSmallStr::from_static(lang.pick(zh, en));
    let channels: Vec<&str> = touches
        .iter()
        .map(|of| chain::name(of.channel, lang))
        .collect();
    let times = touches.iter().map(|touch| touch.time * 1_000_000);
    let values = touches
        .iter()
        .map(|touch| touch.bought.map(|fen| fen as f64 / 100.0));
    let bought = touches.iter().map(|touch| touch.bought.is_some());
    let converted = match style.edition {
        Edition::Practice => {
            let words = bought.map(|bought| {
                if bought {
                    lang.pick("是", "yes")
                } else {
                    lang.pick("否", "no")
                }
            });
            Column::new(head("是否转化", "converted"), words.collect::<Vec<_>>())
        }
        Edition::Bench => {
            let flags: Vec<i64> = bought.map(i64::from).collect();
            Column::new(head("是否转化", "converted"), flags)
        }
    };
    let columns = vec![
        frame::customers(touches.iter().map(|touch| touch.member), style),
        Column::new(head("渠道", "channel"), channels),
        Int64Chunked::from_iter_values(head("触点时间", "touch_time"), times)
            .into_column()
            .cast(&DataType::Datetime(TimeUnit::Microseconds, None))?,
        converted,
        Float64Chunked::from_iter_options(head("转化金额", "conversion_value"), values)
            .into_column(),
    ];
    DataFrame::new(touches.len(), columns)
}

/// What is planted, a row a channel.
pub(super) fn truth(lang: Lang) -> PolarsResult<DataFrame> {
    let head = |zh: &'static str, en: &'static str| PlSmallStr::from_static(lang.pick(zh, en));
    let names: Vec<&str> = (0..CHANNEL_COUNT).map(|of| chain::name(of, lang)).collect();
    let permille = |of: u64| of as f64 / 1_000.0;
    let planted = chain::planted();
    let share = |zh, en, of: fn(&Planted) -> f64| {
        // Six decimals: what is beyond them depends on the order of a sum.
        let round = |share: f64| (share * 1e6).round() / 1e6;
        let shares: Vec<f64> = planted.iter().map(|of_one| round(of(of_one))).collect();
        Column::new(head(zh, en), shares)
    };
    let step = |name: PlSmallStr, to: usize| {
        let parts: Vec<f64> = STEPS.iter().map(|steps| permille(steps[to])).collect();
        Column::new(name, parts)
    };
    let mut columns = vec![
        Column::new(head("渠道", "channel"), &names),
        Column::new(head("首触概率", "start"), BEGINNINGS.map(permille).to_vec()),
    ];
    for (to, name) in names.iter().enumerate() {
        let header = match lang {
            Lang::Zh => format!("转到{name}"),
            Lang::En => format!("to_{}", name.replace(' ', "_")),
        };
        columns.push(step(header.into(), to));
    }
    columns.push(step(head("转化概率", "to_conversion"), CHANNEL_COUNT));
    columns.push(step(head("流失概率", "to_null"), CHANNEL_COUNT + 1));
    columns.push(share("首次触点占比", "first", |of| of.first));
    columns.push(share("末次触点占比", "last", |of| of.last));
    columns.push(share("移除效应", "removal_effect", |of| of.removal));
    columns.push(share("马尔可夫占比", "markov", |of| of.markov));
    DataFrame::new(CHANNEL_COUNT, columns)
}

//! Events as data frames.

use chrono::{DateTime, Datelike};
use fourr_locale::Lang;
use polars::prelude::*;

use super::journey::Event;
use super::plan::{CHANNELS, Kind, campaign};
use crate::columns::Edition;
use crate::frame;
use crate::style::Style;

/// The rows of these events.
pub(super) fn frame(events: &[Event], style: Style) -> PolarsResult<DataFrame> {
    let (edition, lang) = (style.edition, style.lang);
    let ids = events.iter().map(|event| event.member);
    let kinds = events.iter().map(|event| Some(event.kind.name(lang)));
    let channels = events.iter().map(|event| {
        let channel = &CHANNELS[usize::from(event.channel)];
        Some(channel.name(lang))
    });
    let mut columns = vec![
        frame::customers(ids, style),
        texts(lang.pick("事件", "event"), kinds),
        times(lang.pick("事件时间", "event_time"), events)?,
        texts(lang.pick("渠道", "channel"), channels),
    ];
    if edition == Edition::Practice {
        let campaigns = events.iter().map(|event| touched(event, lang));
        columns.push(texts(lang.pick("活动", "campaign"), campaigns));
    }
    let paid = |event: &Event| event.kind != Kind::Exposure && event.fen > 0;
    columns.push(money(lang.pick("金额", "amount"), events, paid));
    if edition == Edition::Practice {
        let bought = |event: &Event| event.kind == Kind::Exposure;
        columns.push(money(lang.pick("触达费用", "cost"), events, bought));
    }
    DataFrame::new(events.len(), columns)
}

/// The campaign that an exposure or a visit belongs to.
fn touched(event: &Event, lang: Lang) -> Option<&'static str> {
    let touch = matches!(event.kind, Kind::Exposure | Kind::Open);
    let day = DateTime::from_timestamp(event.time, 0).filter(|_| touch)?;
    Some(campaign(day.month(), lang))
}

fn texts(name: &'static str, texts: impl ExactSizeIterator<Item = Option<&'static str>>) -> Column {
    let mut column = StringChunkedBuilder::new(name.into(), texts.len());
    for text in texts {
        column.append_option(text);
    }
    column.finish().into_column()
}

/// Fen as yuan, where there are any.
fn money(name: &'static str, events: &[Event], some: impl Fn(&Event) -> bool) -> Column {
    let yuan = events
        .iter()
        .map(|event| some(event).then_some(event.fen as f64 / 100.0));
    Float64Chunked::from_iter_options(name.into(), yuan).into_column()
}

fn times(name: &'static str, events: &[Event]) -> PolarsResult<Column> {
    let microseconds = events.iter().map(|event| event.time * 1_000_000);
    Int64Chunked::from_iter_values(name.into(), microseconds)
        .into_column()
        .cast(&DataType::Datetime(TimeUnit::Microseconds, None))
}

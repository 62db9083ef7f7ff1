//! [`Subject`]: what the report speaks of, and in which language.

use fourr_chart::{Axis, Caption, Chart, Format as Digits, Shape};
use fourr_funnel::{Period, retention::Retained};
use fourr_locale::Lang;
use fourr_table::Source;

use crate::{Block, Cell, ChartBlock, Column, Format, Id, Prose, Span, event_rows};

/// Everything that the words of all sections depend on.
pub(super) struct Subject<'a> {
    pub(super) retained: &'a Retained,
    pub(super) lang: Lang,
    input: String,
}

impl<'a> Subject<'a> {
    pub(super) fn of(retained: &'a Retained, sources: &[Source], lang: Lang) -> Self {
        Self {
            retained,
            lang,
            input: event_rows::files(sources, lang),
        }
    }

    /// One of two texts.
    pub(super) fn text(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    /// One of two sentences, its holes filled.
    pub(super) fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    /// A column of a table.
    pub(super) fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    /// What a period is called.
    pub(super) fn period(&self) -> &'static str {
        match self.retained.period {
            Period::Day => self.lang.pick("日", "day"),
            Period::Week => self.lang.pick("周", "week"),
            Period::Month => self.lang.pick("月", "month"),
        }
    }

    /// The heading of a column of periods.
    pub(super) fn period_column(&self) -> Column {
        match self.retained.period {
            Period::Day => self.column("日期", "Day", Format::Date),
            Period::Week => self.column("周（周一）", "Week from", Format::Date),
            Period::Month => self.column("月", "Month from", Format::Date),
        }
    }

    /// An axis of persons.
    pub(super) fn persons(&self) -> Axis {
        Axis::new(self.lang.pick("人数", "Persons"), Digits::Compact)
    }

    /// An axis of retention.
    pub(super) fn rate(&self) -> Axis {
        Axis::new(self.lang.pick("留存率", "Retention"), Digits::Share(1))
    }

    /// A chart and what it shows, with population, method and input.
    pub(super) fn chart(
        &self,
        id: &'static str,
        title: String,
        method: &str,
        (shape, reading): (Shape, Prose),
    ) -> Block {
        let (n, first, last) = (
            self.lang.count(self.retained.members),
            self.retained.first,
            self.retained.as_of,
        );
        let (population, source) = match self.lang {
            Lang::Zh => (
                format!("人数 n = {n}，{first} 至 {last}"),
                format!("方法：{method}；数据：{}", self.input),
            ),
            Lang::En => (
                format!("persons n = {n}, {first} to {last}"),
                format!("Method: {method}; data: {}", self.input),
            ),
        };
        let caption = Caption::new(title).subtitle(population).source(source);
        ChartBlock {
            id: Id::from(id),
            chart: Chart { caption, shape },
            reading,
            live: Vec::new(),
        }
        .into()
    }
}

/// How many.
pub(super) fn count(count: u64) -> Span {
    Cell::Count(count).into()
}

/// A share of a whole, in a table.
pub(super) fn share_cell(share: Option<f64>) -> Cell {
    share.map_or(Cell::Empty, Cell::Share)
}

/// A share of a whole.
pub(super) fn share(share: Option<f64>) -> Span {
    share_cell(share).into()
}

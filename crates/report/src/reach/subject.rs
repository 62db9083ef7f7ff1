//! [`Subject`]: what the report speaks of, and in which language.

use fourr_chart::{Axis, Caption, Chart, Format as Digits, Shape};
use fourr_funnel::reach::Reached;
use fourr_locale::Lang;
use fourr_table::Source;

use crate::{Block, Cell, ChartBlock, Column, Format, Id, Prose, Span, event_rows};

/// Everything that the words of all sections depend on.
pub(super) struct Subject<'a> {
    pub(super) reached: &'a Reached,
    pub(super) lang: Lang,
    input: String,
}

impl<'a> Subject<'a> {
    pub(super) fn of(reached: &'a Reached, sources: &[Source], lang: Lang) -> Self {
        Self {
            reached,
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

    /// An axis of reach.
    pub(super) fn rate(&self) -> Axis {
        Axis::new(self.lang.pick("覆盖率", "Reach"), Digits::Share(1))
    }

    /// The name of a channel.
    pub(super) fn channel(&self, place: usize) -> &'a str {
        &self.reached.channels[place].name
    }

    /// A chart and what it shows, with population, method and input.
    pub(super) fn chart(
        &self,
        id: &'static str,
        title: String,
        method: &str,
        (shape, reading): (Shape, Prose),
    ) -> Block {
        let n = self.lang.count(self.reached.population);
        let (population, source) = match self.lang {
            Lang::Zh => (
                format!("目标人群 n = {n}"),
                format!("方法：{method}；数据：{}", self.input),
            ),
            Lang::En => (
                format!("target population n = {n}"),
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

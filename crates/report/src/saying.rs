//! [`Saying`]: the language and the input that sections speak of.

use fourr_chart::{Axis, Caption, Chart, Format as Digits, Shape};
use fourr_locale::Lang;

use crate::{Block, Cell, ChartBlock, Column, Format, Id, Prose, Span};

/// What the words of a section depend on.
pub(crate) struct Saying<'a> {
    pub(crate) lang: Lang,
    /// The files, as a source line names them.
    pub(crate) input: &'a str,
    /// Population of the charts, below their titles.
    pub(crate) population: String,
    /// How the figures came about, at the foot of the charts.
    pub(crate) method: &'static str,
}

impl Saying<'_> {
    /// One of two texts.
    pub(crate) fn text(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    /// One of two sentences, its holes filled.
    pub(crate) fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    /// A column of a table.
    pub(crate) fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    /// An axis.
    pub(crate) fn axis(&self, zh: &str, en: &str, digits: Digits) -> Axis {
        Axis::new(self.lang.pick(zh, en), digits)
    }

    /// A chart and what it shows.
    pub(crate) fn chart(
        &self,
        id: impl Into<Id>,
        title: String,
        (shape, reading): (Shape, Prose),
    ) -> Block {
        let source = match self.lang {
            Lang::Zh => format!("方法：{}；数据：{}", self.method, self.input),
            Lang::En => format!("Method: {}; data: {}", self.method, self.input),
        };
        let caption = Caption::new(title)
            .subtitle(self.population.clone())
            .source(source);
        ChartBlock {
            id: id.into(),
            chart: Chart { caption, shape },
            reading,
            live: Vec::new(),
        }
        .into()
    }
}

/// A count as a value of a sentence.
pub(crate) fn count(count: u64) -> Span {
    Span::value(Cell::Count(count), Format::Count)
}

/// Money as a value of a sentence.
pub(crate) fn money(amount: f64) -> Span {
    Span::value(Cell::Money(amount), Format::Money)
}

/// A share as a value of a sentence.
pub(crate) fn share(share: f64) -> Span {
    Span::value(Cell::Share(share), Format::Share)
}

/// A number with some decimals as a value of a sentence.
pub(crate) fn number(number: f64, places: u8) -> Span {
    Span::value(Cell::Number(number), Format::Number(places))
}

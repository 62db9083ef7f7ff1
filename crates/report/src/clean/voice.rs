//! [`Voice`]: the language of a report, and what it is about.

use fourr_chart::{Caption, Chart, Shape};
use fourr_locale::Lang;
use fourr_table::Source;

use crate::{Block, Cell, ChartBlock, Column, Format, Id, Prose, Span};

/// The language of a report, and what it is about.
pub(super) struct Voice {
    pub(super) lang: Lang,
    /// Rows of the input.
    pub(super) rows: u64,
    input: String,
}

impl Voice {
    pub(super) fn of(lang: Lang, rows: u64, sources: &[Source]) -> Self {
        let input = match (sources, lang) {
            ([], _) => lang.pick("内存中的表", "a table in memory").to_owned(),
            ([only], _) => short(&only.name),
            ([first, others @ ..], Lang::Zh) => {
                format!("{} 等 {} 个文件", short(&first.name), others.len() + 1)
            }
            ([first, others @ ..], Lang::En) => {
                format!("{} and {} more", short(&first.name), others.len())
            }
        };
        Self { lang, rows, input }
    }

    /// One of two texts.
    pub(super) fn text(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    /// One of two sentences, its holes filled.
    pub(super) fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    /// A paragraph of its own.
    pub(super) fn paragraph(&self, zh: &str, en: &str, values: &[Span]) -> Block {
        Block::Paragraph(self.say(zh, en, values))
    }

    /// A column of a table.
    pub(super) fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    /// Names in a row.
    pub(super) fn list<S: AsRef<str>>(&self, names: impl IntoIterator<Item = S>) -> String {
        let names: Vec<S> = names.into_iter().collect();
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(self.lang.pick("、", ", "))
    }

    /// A chart and what it shows; `method` and the input stand at its foot.
    pub(super) fn chart(
        &self,
        id: &'static str,
        title: String,
        method: &str,
        (shape, reading): (Shape, Prose),
    ) -> Block {
        let n = self.lang.count(self.rows);
        let (population, source) = match self.lang {
            Lang::Zh => (
                format!("全部数据行，n = {n}"),
                format!("方法：{method}；数据：{}", self.input),
            ),
            Lang::En => (
                format!("All rows, n = {n}"),
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

/// The name of a file without its folders.
fn short(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next();
    last.unwrap_or(name).to_owned()
}

/// How many.
pub(super) fn count(count: u64) -> Span {
    Cell::Count(count).into()
}

/// A share of a whole.
pub(super) fn share(share: f64) -> Span {
    Cell::Share(share).into()
}

/// A number with as many of two decimals as it needs.
pub(super) fn number(number: f64) -> Span {
    Cell::Number(number).into()
}

/// A score of 0 to 100.
pub(super) fn points(score: f64) -> Span {
    Span::value(Cell::Number(score), Format::Number(1))
}

/// Words or a value of the data.
pub(super) fn plain(words: impl Into<String>) -> Span {
    Span::plain(words)
}

//! [`Subject`]: what every section of the report is made from.

use fourr_chart::{Caption, Chart, Shape};
use fourr_kano::{FeatureSummary, Summary};
use fourr_locale::Lang;
use fourr_table::Source;

use crate::{Block, ChartBlock, Column, Format, Id, Prose, Span};

/// The figures, the language and the name of the input.
pub(super) struct Subject<'a> {
    pub(super) summary: &'a Summary,
    pub(super) lang: Lang,
    input: String,
}

impl<'a> Subject<'a> {
    pub(super) fn new(summary: &'a Summary, sources: &[Source], lang: Lang) -> Self {
        let name = |source: &Source| {
            source
                .name
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        Self {
            summary,
            lang,
            input: sources.first().map(name).unwrap_or_default(),
        }
    }

    pub(super) fn text(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    pub(super) fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    pub(super) fn paragraph(&self, zh: &str, en: &str, values: &[Span]) -> Block {
        Block::Paragraph(self.say(zh, en, values))
    }

    pub(super) fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    /// Names joined as the language does.
    pub(super) fn list<S: AsRef<str>>(&self, names: impl IntoIterator<Item = S>) -> String {
        let names: Vec<String> = names
            .into_iter()
            .map(|name| name.as_ref().to_owned())
            .collect();
        names.join(self.lang.pick("、", ", "))
    }

    /// A chart with its population and its source.
    pub(super) fn chart(
        &self,
        id: &'static str,
        title: String,
        method: &str,
        (shape, reading): (Shape, Prose),
    ) -> Block {
        let source = match self.lang {
            Lang::Zh => format!("方法：{method}；数据：{}", self.input),
            Lang::En => format!("Method: {method}; data: {}", self.input),
        };
        let caption = Caption::new(title)
            .subtitle(self.population())
            .source(source);
        ChartBlock {
            id: Id::from(id),
            chart: Chart { caption, shape },
            reading,
            live: Vec::new(),
        }
        .into()
    }

    fn population(&self) -> String {
        let pairs = self
            .summary
            .features
            .iter()
            .map(|feature| feature.pairs.valid);
        let (low, high) = (pairs.clone().min().unwrap_or(0), pairs.max().unwrap_or(0));
        let [low_text, high_text] = [low, high].map(|pairs| self.lang.count(pairs));
        match (self.lang, low == high) {
            (Lang::Zh, true) => format!("每项功能 n = {low_text}"),
            (Lang::Zh, false) => format!("每项功能 n = {low_text} 至 {high_text}"),
            (Lang::En, true) => format!("n = {low_text} for every feature"),
            (Lang::En, false) => format!("n = {low_text} to {high_text} by feature"),
        }
    }

    /// Whether something holds, in a word.
    pub(super) fn yes(&self, holds: bool) -> String {
        if holds {
            self.text("是", "yes")
        } else {
            self.text("否", "no")
        }
    }

    pub(super) fn features(&self) -> &'a [FeatureSummary] {
        &self.summary.features
    }
}

//! [`Subject`]: what the report speaks of, and in which language.

use fourr_chart::{Axis, Caption, Chart, Format as Digits, Shape};
use fourr_cost_benefit::Summary;
use fourr_locale::Lang;
use fourr_table::{Role, Source};

use crate::{Block, Cell, ChartBlock, Column, Format, Id, Math, Prose, Span};

/// Everything that the words of all sections depend on.
pub(super) struct Subject<'a> {
    pub(super) summary: &'a Summary,
    pub(super) lang: Lang,
    /// The files, as a source line names them.
    input: String,
}

impl<'a> Subject<'a> {
    /// The subject of a whole report.
    pub(super) fn of(summary: &'a Summary, sources: &[Source], lang: Lang) -> Self {
        Self {
            summary,
            lang,
            input: line(sources, lang),
        }
    }

    /// The files, as a source line names them.
    pub(super) fn input(&self) -> &str {
        &self.input
    }

    /// One of two texts.
    pub(super) fn text(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    /// One of a pair of texts.
    pub(super) fn pick(&self, [zh, en]: [&'static str; 2]) -> &'static str {
        self.lang.pick(zh, en)
    }

    /// One of two sentences, its holes filled.
    pub(super) fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    /// A column of a table.
    pub(super) fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    /// A column of money.
    pub(super) fn money_column(&self, zh: &str, en: &str) -> Column {
        let column = self.column(zh, en, Format::Money);
        match self.currency() {
            Some(unit) => column.unit(unit),
            None => column,
        }
    }

    /// An axis of money.
    pub(super) fn money_axis(&self, zh: &str, en: &str) -> Axis {
        let axis = Axis::new(self.lang.pick(zh, en), Digits::Compact);
        match self.currency() {
            Some(unit) => axis.unit(unit),
            None => axis,
        }
    }

    /// The unit of money: what the ledger names, else yuan where a column of money has a Chinese header.
    pub(super) fn currency(&self) -> Option<String> {
        let media = self.summary.media.as_ref()?;
        let yuan = || self.text("元", "yuan");
        if let Some(code) = &media.currency {
            let is_yuan = matches!(
                code.to_uppercase().as_str(),
                "CNY" | "RMB" | "人民币" | "元"
            );
            return Some(if is_yuan { yuan() } else { code.clone() });
        }
        let money = |role| {
            matches!(
                role,
                Role::Cost | Role::Revenue | Role::FixedCost | Role::GrossProfit | Role::Value
            )
        };
        let chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let mut columns = media.columns.iter();
        columns
            .any(|found| money(found.role) && found.column.chars().any(chinese))
            .then(yuan)
    }

    /// A chart and what it shows: its title states the measure; population, and at its foot method and input.
    pub(super) fn chart(
        &self,
        id: impl Into<Id>,
        words: Words<'_>,
        (shape, reading): (Shape, Prose),
    ) -> Block {
        let source = match self.lang {
            Lang::Zh => format!("方法：{}；数据：{}", words.method, self.input),
            Lang::En => format!("Method: {}; data: {}", words.method, self.input),
        };
        let caption = Caption::new(words.title)
            .subtitle(words.population)
            .source(source);
        ChartBlock {
            id: id.into(),
            chart: Chart { caption, shape },
            reading,
            live: Vec::new(),
        }
        .into()
    }

    /// Rows and period of the ledger, below the title of its charts.
    pub(super) fn population(&self) -> String {
        let Some(media) = &self.summary.media else {
            return String::new();
        };
        let rows = self.lang.count(media.rows.used);
        match (media.period, self.lang) {
            (Some((first, last)), Lang::Zh) => format!("{rows} 行台账，{first} 至 {last}"),
            (Some((first, last)), Lang::En) => format!("{rows} rows, {first} to {last}"),
            (None, Lang::Zh) => format!("{rows} 行台账"),
            (None, Lang::En) => format!("{rows} rows"),
        }
    }

    /// The name of a level; the rows without one have a name too.
    pub(super) fn level(&self, name: &str) -> String {
        if name.is_empty() {
            self.text("（未命名）", "(no name)")
        } else {
            name.to_owned()
        }
    }

    /// The name of an alternative.
    pub(super) fn alternative(&self, name: &str) -> String {
        if name.is_empty() {
            self.text("本方案", "the plan")
        } else {
            name.to_owned()
        }
    }
}

/// The words of a chart.
pub(super) struct Words<'w> {
    pub(super) title: String,
    pub(super) population: String,
    pub(super) method: &'w str,
}

/// The files in a few words.
fn line(sources: &[Source], lang: Lang) -> String {
    let Some(first) = sources.first() else {
        return lang.pick("参数", "parameters").to_owned();
    };
    match (sources.len(), lang) {
        (1, _) => first.name.clone(),
        (n, Lang::Zh) => format!("{} 等 {n} 个文件", first.name),
        (n, Lang::En) => format!("{} and {} more", first.name, n - 1),
    }
}

/// Money as a value of a sentence, written short.
pub(super) fn money(amount: f64) -> Span {
    Span::value(Cell::Money(amount), Format::Compact)
}

/// Money with two decimals.
pub(super) fn exact_money(amount: f64) -> Span {
    Span::value(Cell::Money(amount), Format::Money)
}

/// A share as a value of a sentence.
pub(super) fn share(share: f64) -> Span {
    Span::value(Cell::Share(share), Format::Share)
}

/// A number with some decimals as a value of a sentence.
pub(super) fn number(number: f64, places: u8) -> Span {
    Span::value(Cell::Number(number), Format::Number(places))
}

/// A count as a value of a sentence.
pub(super) fn count(count: u64) -> Span {
    Span::value(Cell::Count(count), Format::Count)
}

/// A variable of a formula.
pub(super) fn symbol(name: &str) -> Math {
    Math::symbol(name)
}

//! [`Subject`]: what the report speaks of, and in which language.

use chrono::NaiveDate;
use fourr_chart::{Axis, Caption, Chart, Format as Digits, Shape};
use fourr_locale::Lang;
use fourr_rfm::{Column as Customers, Dimension, Segment, Segmentation, Summary};
use fourr_table::{Role, Source};
use polars::prelude::{DataFrame, DataType};

use super::{files, names};
use crate::{Block, Cell, ChartBlock, Column, Format, Id, Prose, Span};

/// Everything that the words of all sections depend on.
pub(super) struct Subject<'a> {
    pub(super) summary: &'a Summary,
    pub(super) lang: Lang,
    /// First and last day of the purchases that count.
    pub(super) period: Option<(NaiveDate, NaiveDate)>,
    /// The files, as a source line names them.
    input: String,
}

/// R, F and M, each with what tells it from the others.
pub(super) struct Face<'a> {
    /// R, F or M.
    pub(super) letter: &'static str,
    /// Its key in files and warnings.
    pub(super) key: &'static str,
    /// Its figures.
    pub(super) figures: &'a Dimension,
}

impl<'a> Subject<'a> {
    /// The subject of a whole report.
    pub(super) fn of(result: &'a Segmentation, sources: &[Source], lang: Lang) -> Self {
        Self {
            period: period(&result.customers),
            input: files::line(sources, lang),
            ..Self::bare(&result.summary, lang)
        }
    }

    /// The subject of a table or sentence that stands alone.
    pub(super) fn bare(summary: &'a Summary, lang: Lang) -> Self {
        Self {
            summary,
            lang,
            period: None,
            input: String::new(),
        }
    }

    /// One of two texts.
    pub(super) fn text(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    /// One of two sentences, its holes filled; a `¤` behind a hole becomes the unit of money, or nothing
    /// where that is not known.
    pub(super) fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        let mut template = self.text(zh, en);
        for (place, value) in values.iter().enumerate() {
            let unit = self.unit_after(value);
            template = template.replace(&format!("{{{place}}}¤"), &format!("{{{place}}}{unit}"));
        }
        Prose::fill(&template, values)
    }

    /// The unit of money after a value, if it is known: 12.5 元, but 12.5万元.
    fn unit_after(&self, value: &Span) -> &'static str {
        let large = |value: &Span| {
            let Span::Value(cell, format) = value else {
                return false;
            };
            cell.display(*format, self.lang).ends_with(['万', '亿'])
        };
        match self.lang {
            _ if !self.yuan() => "",
            Lang::Zh if large(value) => "元",
            Lang::Zh => " 元",
            Lang::En => " yuan",
        }
    }

    /// A paragraph of its own.
    pub(super) fn paragraph(&self, zh: &str, en: &str, values: &[Span]) -> Block {
        Block::Paragraph(self.say(zh, en, values))
    }

    /// A column of a table.
    pub(super) fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    /// A column of money.
    pub(super) fn money_column(&self, zh: &str, en: &str) -> Column {
        let column = self.column(zh, en, Format::Money);
        if self.yuan() {
            column.unit(self.currency())
        } else {
            column
        }
    }

    /// A column of days.
    pub(super) fn days_column(&self, zh: &str, en: &str) -> Column {
        self.column(zh, en, Format::Days)
            .unit(self.lang.pick("天", "days"))
    }

    /// An axis of numbers of customers.
    pub(super) fn customers_axis(&self) -> Axis {
        let axis = Axis::new(self.lang.pick("客户数", "Customers"), Digits::Count);
        match self.lang {
            Lang::Zh => axis.unit("人"),
            Lang::En => axis,
        }
    }

    /// An axis of money.
    pub(super) fn money_axis(&self, zh: &str, en: &str) -> Axis {
        Axis::new(self.lang.pick(zh, en), Digits::Compact).unit(self.currency())
    }

    /// A chart and what it shows. Its title states the measure; population, size and period follow, and
    /// at its foot `method` and the input.
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
        let chart = Chart { caption, shape };
        let id = Id::from(id);
        ChartBlock { id, chart, reading }.into()
    }

    /// R, F and M in this order.
    pub(super) fn faces(&self) -> [Face<'a>; 3] {
        let of = &self.summary.dimensions;
        let all = [
            ("R", "recency", &of.recency),
            ("F", "frequency", &of.frequency),
            ("M", "monetary", &of.monetary),
        ];
        all.map(|(letter, key, figures)| Face {
            letter,
            key,
            figures,
        })
    }

    /// The name of a segment.
    pub(super) fn name<'s>(&self, segment: &'s Segment) -> &'s str {
        self.lang.pick(&segment.zh, &segment.en)
    }

    /// The name of a segment that a file knows by `key`, or by its code.
    pub(super) fn name_of(&self, key: &str) -> String {
        let segments = self.summary.segments.0.iter().map(|of| &of.segment);
        let mut known = segments.filter(|segment| segment.key == key || segment.code == key);
        known
            .next()
            .map_or(key, |segment| self.name(segment))
            .to_owned()
    }

    /// Names in a row.
    pub(super) fn list<S: AsRef<str>>(&self, names: impl IntoIterator<Item = S>) -> String {
        let names: Vec<S> = names.into_iter().collect();
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(self.lang.pick("、", ", "))
    }

    /// The unit of money: yuan where the column of amounts has a Chinese header, else that of the data.
    pub(super) fn currency(&self) -> &'static str {
        if self.yuan() {
            self.lang.pick("元", "yuan")
        } else {
            self.lang.pick("数据币种", "currency of the data")
        }
    }

    /// Whether amounts are taken to be in yuan.
    pub(super) fn yuan(&self) -> bool {
        let priced = |role| matches!(role, Role::Amount | Role::UnitPrice | Role::Monetary);
        let chinese = |header: &str| {
            header
                .chars()
                .any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
        };
        let mut columns = self.summary.columns.iter();
        columns.any(|found| priced(found.role) && chinese(&found.column))
    }

    /// Whether the input was a table of customers, which knows no orders.
    pub(super) fn lacks_orders(&self) -> bool {
        self.summary.cycle.is_none()
    }

    /// Population, size and period, below the title of every chart.
    fn population(&self) -> String {
        let n = self.lang.count(self.summary.totals.customers);
        let who = match self.lang {
            Lang::Zh => format!("参与评分的客户，n = {n}"),
            Lang::En => format!("Customers scored, n = {n}"),
        };
        match (self.period, self.lang) {
            (None, _) => who,
            (Some((first, last)), Lang::Zh) => format!("{who}，购买日期 {first} 至 {last}"),
            (Some((first, last)), Lang::En) => format!("{who}, purchases {first} to {last}"),
        }
    }
}

impl Face<'_> {
    /// What is measured: 最近一次消费间隔, recency.
    pub(super) fn name(&self, lang: Lang) -> &'static str {
        names::dimension(self.key, lang)
    }

    /// The axis of its values.
    pub(super) fn axis(&self, subject: &Subject<'_>) -> Axis {
        let name = self.name(subject.lang);
        match self.letter {
            "R" => Axis::new(name, Digits::Count).unit(subject.lang.pick("天", "days")),
            "F" => Axis::new(name, Digits::Count).unit(subject.lang.pick("笔", "orders")),
            _ => subject.money_axis(name, name),
        }
    }

    /// A value with its unit, for labels: `12.5 天`.
    pub(super) fn label(&self, value: f64, subject: &Subject<'_>) -> String {
        let lang = subject.lang;
        match self.letter {
            "R" => format!("{} {}", lang.trimmed(value, 1), lang.pick("天", "days")),
            "F" => format!("{} {}", lang.trimmed(value, 2), lang.pick("笔", "orders")),
            _ => {
                let money = Span::value(Cell::Money(value), Format::Compact);
                let unit = subject.unit_after(&money);
                format!("{}{unit}", lang.compact(value))
            }
        }
    }
}

/// First and last day of the purchases that count; a table of customers has none.
fn period(customers: &DataFrame) -> Option<(NaiveDate, NaiveDate)> {
    let days = |name: Customers| {
        let column = customers.column(name.name()).ok()?;
        column.cast(&DataType::Int32).ok()
    };
    let (first, last) = (days(Customers::FirstOrder)?, days(Customers::LastOrder)?);
    let (first, last) = (first.i32().ok()?.iter(), last.i32().ok()?.iter());
    Some((date(first.flatten().min()?)?, date(last.flatten().max()?)?))
}

/// The date `day` days after 1970-01-01.
pub(super) fn date(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day.checked_add(719_163)?)
}

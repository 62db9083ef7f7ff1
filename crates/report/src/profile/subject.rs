//! [`Subject`]: what the report is about, and how it speaks of it.

use fourr_chart::{Caption, Chart, Datum, Shape};
use fourr_locale::Lang;
use fourr_profile::{
    Profile, SourceKind, Summary, TagFigures,
    statistics::{SegmentName, SegmentsBy},
};
use serde_json::Value;

use crate::{Block, Cell, ChartBlock, Column, Format, Id, Prose, Span, parameters};

/// What the report is about.
pub(super) struct Subject<'a> {
    pub(super) summary: &'a Summary,
    pub(super) lang: Lang,
}

impl<'a> Subject<'a> {
    pub(super) fn of(summary: &'a Summary, lang: Lang) -> Self {
        Self { summary, lang }
    }

    pub(super) fn text(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    pub(super) fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    pub(super) fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    fn tag(&self, code: &str) -> Option<&TagFigures> {
        self.summary
            .tags
            .tags
            .iter()
            .find(|tag| tag.meta.code == code)
    }

    /// The name of a tag by its code.
    pub(super) fn tag_name(&self, code: &str) -> String {
        self.tag(code)
            .map_or_else(|| code.to_owned(), |tag| tag.meta.name.clone())
    }

    /// The name of a value by its codes.
    pub(super) fn value_name(&self, tag: &str, value: &str) -> String {
        let found = self
            .tag(tag)
            .and_then(|tag| tag.values.iter().find(|own| own.code == value));
        found.map_or_else(|| value.to_owned(), |value| value.name.clone())
    }

    /// A value with its tag: 城市：上海.
    pub(super) fn value_of_tag(&self, tag: &str, value: &str) -> String {
        let (tag_name, value) = (self.tag_name(tag), self.value_name(tag, value));
        match self.lang {
            Lang::Zh => format!("{tag_name}：{value}"),
            Lang::En => format!("{tag_name}: {value}"),
        }
    }

    /// A feature of a clustering: a number's name, or a value of a tag.
    pub(super) fn feature(&self, written: &str) -> String {
        match written.split_once('=') {
            Some((tag, value)) if self.tag(tag).is_some() => self.value_of_tag(tag, value),
            _ => self.number_name(written),
        }
    }

    /// The name of a number: of a measure as the tag file gives it, else the column.
    pub(super) fn number_name(&self, code: &str) -> String {
        let mut measures = self.summary.tags.measures.iter();
        let named = measures.find(|measure| measure.code == code);
        named.map_or_else(|| code.to_owned(), |measure| measure.name.clone())
    }

    pub(super) fn segment(&self, name: &SegmentName) -> String {
        match name {
            SegmentName::Value(value) => match self
                .summary
                .figures
                .segments
                .as_ref()
                .map(|segments| &segments.by)
            {
                Some(SegmentsBy::Tag(tag)) => self.value_name(tag, value),
                _ => value.clone(),
            },
            SegmentName::Cluster(number) => match self.lang {
                Lang::Zh => format!("第 {number} 类"),
                Lang::En => format!("Cluster {number}"),
            },
            SegmentName::Target => self.target(),
            SegmentName::Rest => self.text("其他人", "Everybody else"),
        }
    }

    /// What the target group is called.
    pub(super) fn target(&self) -> String {
        let named = &self.summary.parameters.statistics.target;
        if named.is_empty() {
            return self.text("购买者", "Buyers");
        }
        let names = named.iter().map(|is| self.value_of_tag(&is.tag, &is.value));
        names
            .collect::<Vec<_>>()
            .join(self.lang.pick("且", " and "))
    }

    /// People in the profile, as captions say it.
    pub(super) fn population(&self) -> String {
        let persons = self.lang.count(self.summary.tags.persons);
        match self.lang {
            Lang::Zh => format!("全体 {persons} 人"),
            Lang::En => format!("All {persons} persons"),
        }
    }

    pub(super) fn table_name(&self, kind: SourceKind) -> Span {
        Span::plain(match kind {
            SourceKind::Persons => self.lang.pick("人员表", "Persons"),
            SourceKind::Orders => self.lang.pick("订单表", "Orders"),
            SourceKind::Events => self.lang.pick("行为表", "Events"),
        })
    }

    /// The parameters that are not at their defaults.
    pub(super) fn parameters(&self) -> Vec<(String, String)> {
        let values = |profile: &Profile| {
            let mut values = parameters::values(profile);
            if let Some(Value::Object(inner)) = values.remove("statistics") {
                values.extend(inner);
            }
            values
        };
        let default = values(&Profile::default());
        parameters::changed(&default, &values(&self.summary.parameters))
    }
}

/// A chart with its title, population and source.
pub(super) fn chart(
    id: impl Into<Id>,
    caption: [String; 3],
    shape: Shape,
    reading: Prose,
) -> Block {
    let [title, subtitle, source] = caption;
    let caption = Caption::new(title).subtitle(subtitle);
    let caption = if source.is_empty() {
        caption
    } else {
        caption.source(source)
    };
    Block::Chart(Box::new(ChartBlock {
        id: id.into(),
        chart: Chart { caption, shape },
        reading,
        live: Vec::new(),
    }))
}

#[expect(
    clippy::unused_self,
    reason = "the counterparts of the other pieces of a report"
)]
impl Subject<'_> {
    /// A count, or that it is withheld.
    pub(super) fn count(&self, count: Option<u64>) -> Cell {
        count.map_or_else(withheld, Cell::Count)
    }

    pub(super) fn share(&self, share: Option<f64>) -> Cell {
        share.map_or_else(withheld, Cell::Share)
    }

    pub(super) fn number(&self, number: Option<f64>) -> Cell {
        number.map_or_else(withheld, Cell::Number)
    }
}

/// A number that is withheld. It need not be small itself: others may be withheld beside a small one.
fn withheld() -> Cell {
    Cell::Suppressed { below: 0 }
}

/// A number in a chart, or that it is withheld.
pub(super) fn datum(value: Option<f64>) -> Datum {
    value.map_or(Datum::Suppressed(0), Datum::from)
}

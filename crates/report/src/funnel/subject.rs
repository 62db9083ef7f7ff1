//! [`Subject`]: what the report speaks of, and in which language.

use fourr_chart::{Axis, Caption, Chart, Format as Digits, Shape};
use fourr_funnel::{Counting, Summary};
use fourr_locale::Lang;
use fourr_table::Source;

use crate::{Block, Cell, ChartBlock, Column, Format, Id, Prose, Span};

/// Everything that the words of all sections depend on.
pub(super) struct Subject<'a> {
    pub(super) summary: &'a Summary,
    pub(super) lang: Lang,
    /// The files, as a source line names them.
    input: String,
}

impl<'a> Subject<'a> {
    pub(super) fn of(summary: &'a Summary, sources: &[Source], lang: Lang) -> Self {
        let name = |source: &Source| {
            let last = source
                .name
                .rsplit(['/', '\\'])
                .find(|part| !part.is_empty());
            last.unwrap_or(&source.name).to_owned()
        };
        let input = match (sources, lang) {
            ([], _) => String::new(),
            ([one], _) => name(one),
            ([first, ..], Lang::Zh) => format!("{} 等 {} 个文件", name(first), sources.len()),
            ([first, ..], Lang::En) => format!("{} and {} more", name(first), sources.len() - 1),
        };
        Self {
            summary,
            lang,
            input,
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

    /// What is counted.
    pub(super) fn unit(&self) -> &'static str {
        let counting = self
            .summary
            .definition
            .as_ref()
            .map(|definition| definition.counting);
        match counting {
            Some(Counting::Persons) => self.lang.pick("人数", "Persons"),
            Some(Counting::Sessions) => self.lang.pick("会话数", "Sessions"),
            Some(Counting::Attempts) => self.lang.pick("尝试次数", "Attempts"),
            None => self.lang.pick("数量", "Count"),
        }
    }

    /// An axis of what is counted.
    pub(super) fn axis(&self) -> Axis {
        Axis::new(self.unit(), Digits::Compact)
    }

    /// An axis of rates.
    pub(super) fn rate_axis(&self, zh: &str, en: &str) -> Axis {
        Axis::new(self.lang.pick(zh, en), Digits::Share(1))
    }

    /// Who is counted, over what time.
    fn population(&self) -> String {
        let first = self.summary.stages.first().map_or(0, |stage| stage.reached);
        let n = self.lang.count(first);
        let unit = self.unit();
        match (&self.summary.observed, self.lang) {
            (Some(seen), Lang::Zh) => {
                format!(
                    "{unit} n = {n}，{} 至 {}",
                    seen.first.date(),
                    seen.last.date()
                )
            }
            (Some(seen), Lang::En) => {
                format!(
                    "{unit} n = {n}, {} to {}",
                    seen.first.date(),
                    seen.last.date()
                )
            }
            (None, _) => format!("{unit} n = {n}"),
        }
    }

    /// A chart and what it shows, with population, method and input.
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

/// A length of time in the two largest units that it has.
pub(super) fn duration(seconds: f64, lang: Lang) -> String {
    const UNITS: [(f64, &str, &str); 4] = [
        (86_400.0, " 天", " d"),
        (3_600.0, " 小时", " h"),
        (60.0, " 分", " min"),
        (1.0, " 秒", " s"),
    ];
    let name = |(_, zh, en): (f64, &'static str, &'static str)| lang.pick(zh, en);
    let Some(place) = UNITS.iter().position(|(length, ..)| seconds >= *length) else {
        return format!("{}{}", lang.trimmed(seconds, 2), name(UNITS[3]));
    };
    let (length, ..) = UNITS[place];
    let whole = (seconds / length).floor();
    let rest = UNITS
        .get(place + 1)
        .map(|unit| ((seconds - whole * length) / unit.0).round());
    match rest.zip(UNITS.get(place + 1)) {
        Some((rest, unit)) if rest > 0.0 && rest * unit.0 < length => {
            format!(
                "{}{} {}{}",
                lang.fixed(whole, 0),
                name(UNITS[place]),
                lang.fixed(rest, 0),
                name(*unit)
            )
        }
        Some((rest, _)) if rest > 0.0 => {
            format!("{}{}", lang.fixed(whole + 1.0, 0), name(UNITS[place]))
        }
        _ => format!("{}{}", lang.fixed(whole, 0), name(UNITS[place])),
    }
}

/// A length of time, in a table.
pub(super) fn duration_cell(seconds: Option<f64>, lang: Lang) -> Cell {
    seconds.map_or(Cell::Empty, |seconds| Cell::from(duration(seconds, lang)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_have_two_units_at_most() {
        for (seconds, zh, en) in [
            (0.25, "0.25 秒", "0.25 s"),
            (59.0, "59 秒", "59 s"),
            (3_599.9, "60 分", "60 min"),
            (90_061.0, "1 天 1 小时", "1 d 1 h"),
            (604_800.0, "7 天", "7 d"),
        ] {
            assert_eq!(duration(seconds, Lang::Zh), zh);
            assert_eq!(duration(seconds, Lang::En), en);
        }
    }
}

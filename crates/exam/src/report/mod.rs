//! Keys and marks as documents.

mod class;
mod feedback;
mod grades;
mod key;
mod sheet;
mod template;
mod variants;
mod verdict;

use fourr_locale::Lang;
use fourr_pipeline::Bilingual;
use fourr_report::{Block, Cell, Column, Format, KeyFigure, Prose, Provenance, Span};

use crate::Answer;

pub use class::class;
pub use feedback::feedback;
pub use grades::grades;
pub use key::key;
pub use sheet::sheet;
pub use template::template;
pub use variants::{Given, variants};

/// By which version; the rest of a provenance is in the plan.
fn made_by(version: &str) -> Provenance {
    Provenance {
        version: version.to_owned(),
        ..Provenance::default()
    }
}

/// The words of all documents.
struct Voice {
    lang: Lang,
}

impl Voice {
    fn pick<'p>(&self, prompt: &'p Bilingual) -> &'p str {
        prompt.of(self.lang)
    }

    fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    fn answer(&self, answer: &Answer) -> Cell {
        let list = |names: &[String], between: &str| Cell::from(names.join(between));
        match answer {
            Answer::Number { value, .. } => Cell::Number(*value),
            Answer::Choice { value, .. } => Cell::from(value.as_str()),
            Answer::Set { values } => list(values, self.lang.pick("、", ", ")),
            Answer::Ranking { values, .. } => list(values, " > "),
            Answer::Table { rows, .. } => Cell::from(self.rows(rows.len())),
            Answer::Chart { charts, rows, .. } => {
                let kinds = charts.iter().map(|kind| kind.name(self.lang));
                let kinds = kinds.collect::<Vec<_>>().join(self.lang.pick("或", " or "));
                let any = self.lang.pick("图表", "a chart");
                let kinds = if kinds.is_empty() { any } else { &kinds };
                let of = self.lang.pick("，", " of ");
                Cell::from(format!("{kinds}{of}{}", self.rows(rows.len())))
            }
            Answer::Cleaned { input, .. } => Cell::from(match self.lang {
                Lang::Zh => format!("{input} 的清洗结果"),
                Lang::En => format!("{input}, cleaned"),
            }),
            Answer::Text { sample } => Cell::from(self.pick(sample)),
        }
    }

    fn rows(&self, count: usize) -> String {
        match self.lang {
            Lang::Zh => format!("{count} 行"),
            Lang::En => format!("{count} rows"),
        }
    }

    /// How many questions, points and minutes.
    fn size(&self, questions: usize, points: f64, minutes: Option<u32>) -> Vec<KeyFigure> {
        let pick = |zh, en| self.lang.pick(zh, en);
        let count = Cell::Count(questions as u64);
        let mut figures = vec![
            KeyFigure::new(pick("题目", "Questions"), count, Format::Count),
            KeyFigure::new(
                pick("总分", "Points"),
                Cell::Number(points),
                Format::Number(1),
            ),
        ];
        figures.extend(minutes.map(|minutes| {
            let minutes = Cell::Count(u64::from(minutes));
            KeyFigure::new(pick("时长", "Time"), minutes, Format::Count)
                .unit(pick("分钟", "minutes"))
        }));
        figures
    }

    /// What stands above a question.
    fn heading(&self, number: usize, id: &str, points: f64) -> String {
        match self.lang {
            Lang::Zh => format!("第 {number} 题（{id}，{points} 分）"),
            Lang::En => format!("Question {number} ({id}, {points} points)"),
        }
    }

    /// The names to choose from, where there are any.
    fn options(&self, options: &[String]) -> Option<Block> {
        if options.is_empty() {
            return None;
        }
        let options = Span::plain(options.join(self.lang.pick("、", ", ")));
        Some(self.say("选项：{0}", "Options: {0}", &[options]).into())
    }
}

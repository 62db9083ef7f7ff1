//! Answers, solutions and marking scheme.

use fourr_chart::{Axis, Bar, Bars, Caption, Chart, Format as Digits, Shape};
use fourr_locale::Lang;
use fourr_report::{
    Block, Cell, ChartBlock, Column, Format, Formula, Id, Method, Prose, Report, Section, Span,
    Table,
};

use super::{Voice, made_by};
use crate::{Answer, Key, Row, Solved, Tolerance};

/// Answers, solutions and marking scheme of a paper.
pub fn key(key: &Key, version: &str, lang: Lang) -> Report {
    let voice = Voice { lang };
    let mut sections = vec![voice.overview(key)];
    sections.extend(
        (1..)
            .zip(&key.questions)
            .map(|(number, solved)| voice.question(number, solved)),
    );
    let figures = voice.size(key.questions.len(), key.points, key.minutes);
    Report {
        lang,
        title: format!("{}{}", voice.pick(&key.title), lang.pick("：答案与评分标准", ": answers and marking scheme")),
        lead: voice.say(
            "每题给出答案、允许误差、计算过程，以及已知错误会得到的数字。",
            "Every question with its answer, what it may be off by, how it is worked out, and what known mistakes lead to.",
            &[],
        ),
        figures,
        sections,
        provenance: made_by(version),
        ..Report::default()
    }
}

impl Voice {
    /// Every answer in a line.
    fn overview(&self, key: &Key) -> Section {
        let columns = vec![
            self.column("题号", "Question", Format::Text),
            self.column("分值", "Points", Format::Number(1)),
            self.column("答案", "Answer", Format::Mixed),
            self.column("允许误差", "May be off by", Format::Text),
        ];
        let title = self.lang.pick("答案一览", "Answers");
        let table =
            Table::new("answers", title, columns).with_rows(key.questions.iter().map(|solved| {
                [
                    Cell::from(solved.id.as_str()),
                    Cell::Number(solved.points),
                    self.answer(&solved.answer),
                    Cell::from(self.tolerance(&solved.answer)),
                ]
            }));
        Section::new("overview", title, vec![table.into()])
    }

    /// A question: what is asked, what is right and why, what is wrong and why.
    fn question(&self, number: usize, solved: &Solved) -> Section {
        let mut blocks: Vec<Block> = vec![Prose::from(self.pick(&solved.prompt)).into()];
        let answer = Span::Value(self.answer(&solved.answer), Format::Mixed);
        blocks.push(self.say("答案：{0}", "Answer: {0}", &[answer]).into());
        if let Answer::Choice { options, .. } = &solved.answer {
            blocks.extend(self.options(options));
        }
        if let Some([named, worked]) = &solved.working {
            blocks.push(
                Method {
                    name: self
                        .lang
                        .pick("计算过程", "How it is worked out")
                        .to_owned(),
                    formulas: vec![Formula::new(named.clone()).worked(worked.clone())],
                    ..Method::default()
                }
                .into(),
            );
        } else if let Some(source) = &solved.source {
            let source = Span::Code(source.clone());
            blocks.push(
                self.say("取自汇总 {0}。", "It is read at {0}.", &[source])
                    .into(),
            );
        }
        blocks.extend(self.mistakes(number, &solved.answer));
        blocks.extend(self.shown(number, &solved.answer));
        let title = self.heading(number, &solved.id, solved.points);
        Section::new(Id::numbered("question", number), title, blocks)
    }

    /// What known mistakes lead to.
    fn mistakes(&self, number: usize, answer: &Answer) -> Option<Block> {
        let Answer::Number { mistakes, .. } = answer else {
            return None;
        };
        if mistakes.is_empty() {
            return None;
        }
        let columns = vec![
            self.column("得到的数字", "What it leads to", Format::Mixed),
            self.column("错在哪里", "What was done wrong", Format::Text),
            self.column("给分", "Points", Format::Number(1)),
        ];
        let caption = self.lang.pick("已知的错误", "Known mistakes");
        let rows = mistakes.iter().map(|misled| {
            [
                Cell::Number(misled.value),
                Cell::from(self.pick(&misled.says)),
                Cell::Number(misled.points),
            ]
        });
        let table = Table::new(Id::numbered("mistakes", number), caption, columns);
        Some(table.with_rows(rows).into())
    }

    /// The rows of a table, and the chart of one.
    fn shown(&self, number: usize, answer: &Answer) -> Vec<Block> {
        match answer {
            Answer::Table { columns, rows, .. } => vec![self.rows_of(number, columns, rows)],
            Answer::Chart { charts, rows, .. } => {
                let kind = charts.first().map(|kind| kind.name(self.lang));
                let figure = self.lang.pick("数值", "Value").to_owned();
                let title = kind.unwrap_or(self.lang.pick("图表", "Chart"));
                let bars = rows.iter().filter_map(|row| {
                    let value = row.values.first().copied().flatten()?;
                    Some(Bar::new(row.name.as_str(), value))
                });
                let axis = Axis::new(figure.as_str(), Digits::Fixed(2));
                let category = self.lang.pick("名称", "Name");
                let chart = ChartBlock {
                    id: Id::numbered("chart", number),
                    chart: Chart {
                        caption: Caption::new(title),
                        shape: Shape::Bars(Bars::new(category, axis, bars.collect())),
                    },
                    reading: Prose::default(),
                    live: Vec::new(),
                };
                vec![chart.into(), self.rows_of(number, &[figure], rows)]
            }
            _ => Vec::new(),
        }
    }

    fn rows_of(&self, number: usize, columns: &[String], rows: &[Row]) -> Block {
        let heads = columns
            .iter()
            .map(|name| Column::new(name.as_str(), Format::Mixed));
        let name = self.column("名称", "Name", Format::Text);
        let heads: Vec<Column> = [name].into_iter().chain(heads).collect();
        let rows = rows.iter().map(|row| {
            let name = Cell::from(row.name.as_str());
            let values = row.values.iter();
            let values = values.map(|value| value.map_or(Cell::Empty, Cell::Number));
            [name].into_iter().chain(values).collect::<Vec<_>>()
        });
        let caption = self.lang.pick("标准答案", "What is right");
        let table = Table::new(Id::numbered("rows", number), caption, heads);
        table.with_rows(rows).into()
    }

    fn tolerance(&self, answer: &Answer) -> String {
        match answer {
            Answer::Number { tolerance, .. }
            | Answer::Table { tolerance, .. }
            | Answer::Chart { tolerance, .. } => match (*tolerance, self.lang) {
                (Tolerance::Absolute(0.0), Lang::Zh) => "必须相等".to_owned(),
                (Tolerance::Absolute(0.0), Lang::En) => "nothing".to_owned(),
                (Tolerance::Absolute(bound), _) => format!("±{}", self.lang.trimmed(bound, 6)),
                (Tolerance::Relative(part), _) => {
                    format!("±{}%", self.lang.trimmed(100.0 * part, 4))
                }
                (Tolerance::Places(places), Lang::Zh) => format!("四舍五入到 {places} 位小数"),
                (Tolerance::Places(places), Lang::En) => format!("rounding to {places} places"),
            },
            Answer::Text { .. } => self.lang.pick("人工评分", "read by a person").to_owned(),
            _ => String::new(),
        }
    }
}

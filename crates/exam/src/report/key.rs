//! Answers, solutions and marking scheme.

use fourr_locale::Lang;
use fourr_report::{Block, Cell, Format, Formula, Id, Method, Prose, Report, Section, Span, Table};

use super::{Voice, made_by};
use crate::{Answer, Key, Solved, Tolerance};

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

    fn tolerance(&self, answer: &Answer) -> String {
        match answer {
            Answer::Number { tolerance, .. } => match (*tolerance, self.lang) {
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

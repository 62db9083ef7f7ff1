//! What candidates are asked.

use fourr_locale::Lang;
use fourr_report::{Block, Cell, Format, Id, Prose, Report, Section, Span, Table};

use super::{Voice, made_by};
use crate::{Expected, Paper, Question};

/// The questions of a paper, without their answers.
pub fn sheet(paper: &Paper, version: &str, lang: Lang) -> Report {
    let voice = Voice { lang };
    let sections = (1..).zip(&paper.questions);
    let mut sections: Vec<Section> = sections
        .map(|(number, question)| voice.asked(number, question))
        .collect();
    sections.push(voice.form(paper));
    let figures = voice.size(paper.questions.len(), paper.points(), paper.minutes);
    Report {
        lang,
        title: paper.plan.title.of(lang).to_owned(),
        lead: voice.say(
            "把答案填入 {0} 的“答案”列后交卷；题号不要改动。要求表格或图表的题目，做在以题号命名的工作表里。",
            "Write your answers into the column Answer of {0} and hand that in; leave the ids as they are. Tables and charts go onto the sheets that are called by their questions.",
            &[Span::Code("answers.xlsx".to_owned())],
        ),
        figures,
        sections,
        provenance: made_by(version),
        ..Report::default()
    }
}

impl Voice {
    fn asked(&self, number: usize, question: &Question) -> Section {
        let mut blocks: Vec<Block> = vec![Prose::from(self.pick(&question.prompt)).into()];
        if let Expected::Choice { options, .. } = &question.expected {
            blocks.extend(self.options(options));
        }
        blocks.extend(self.how(question).map(Block::from));
        let title = self.heading(number, &question.id, question.points);
        Section::new(Id::numbered("question", number), title, blocks)
    }

    /// How an answer that is more than a cell is handed in.
    fn how(&self, question: &Question) -> Option<Prose> {
        let id = || Span::Code(question.id.clone());
        match &question.expected {
            Expected::Table { columns, .. } => {
                let columns = Span::plain(columns.join(self.lang.pick("、", ", ")));
                Some(self.say(
                    "在工作表 {0} 中作答：每行一个名称，其后依次为 {1}。",
                    "Answer on the sheet {0}: a row for each name, followed by {1} in this order.",
                    &[id(), columns],
                ))
            }
            Expected::Chart { .. } => Some(self.say(
                "在工作表 {0} 中用 Excel 的图表功能作图，写明标题与坐标轴标题。",
                "Draw it on the sheet {0} as a chart of the spreadsheet, with a title and titles of its axes.",
                &[id()],
            )),
            Expected::Cleaned { .. } => Some(self.say(
                "另交一个文件，文件名含 {0}，例如 {0}.csv；保留全部列名。",
                "Hand in a file of its own whose name holds {0}, such as {0}.csv; keep the names of all columns.",
                &[id()],
            )),
            _ => None,
        }
    }

    /// The answer sheet.
    fn form(&self, paper: &Paper) -> Section {
        let title = self.lang.pick("答题卡", "Answer sheet");
        let columns = vec![
            self.column("题号", "Question", Format::Text),
            self.column("分值", "Points", Format::Number(1)),
            self.column("答案", "Answer", Format::Text),
        ];
        let rows = paper.questions.iter().map(|question| {
            let id = Cell::from(question.id.as_str());
            [id, Cell::Number(question.points), Cell::from("")]
        });
        let table = Table::new("form", title, columns).with_rows(rows);
        Section::new("form", title, vec![table.into()])
    }
}

//! What the marks of everybody say.

use fourr_chart::{Axis, Bar, Bars, Caption, Chart, Format as Digits, Shape};
use fourr_locale::Lang;
use fourr_pipeline::Bilingual;
use fourr_report::{
    Block, Cell, ChartBlock, Finding, Format, Id, KeyFigure, Prose, Report, Section, Span, Table,
};

use super::{Voice, made_by};
use crate::grade::{Copied, Grades, Status, Trace};

/// Distribution, items and mistakes of a class, and everybody's points.
pub fn class(title: &Bilingual, grades: &Grades, version: &str, lang: Lang) -> Report {
    let voice = Voice { lang };
    let mut points: Vec<f64> = grades
        .candidates
        .iter()
        .filter_map(|graded| graded.points)
        .collect();
    points.sort_by(f64::total_cmp);
    let name = voice.pick(title);
    Report {
        lang,
        title: format!("{name}{}", lang.pick("：成绩报告", ": report on the marks")),
        figures: voice.figures(grades, &points),
        findings: voice.findings(grades),
        sections: vec![
            Section::new(
                "distribution",
                lang.pick("成绩分布", "Distribution"),
                vec![voice.distribution(name, grades, &points)],
            ),
            voice.items(grades),
            voice.everybody(grades),
        ],
        provenance: made_by(version),
        ..Report::default()
    }
}

/// The value below which half of the sorted values lie.
fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

impl Voice {
    fn figures(&self, grades: &Grades, points: &[f64]) -> Vec<KeyFigure> {
        let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
        let mean = points.iter().sum::<f64>() / points.len().max(1) as f64;
        let figure = |zh: &str, en: &str, cell: Cell, format| {
            KeyFigure::new(self.lang.pick(zh, en), cell, format)
        };
        let count = |count: usize| Cell::Count(count as u64);
        vec![
            figure(
                "考生",
                "Candidates",
                count(grades.candidates.len()),
                Format::Count,
            ),
            figure("已评分", "Marked", count(points.len()), Format::Count),
            figure(
                "满分",
                "Paper",
                Cell::Number(grades.points),
                Format::Number(1),
            ),
            figure(
                "平均分",
                "Mean",
                number((!points.is_empty()).then_some(mean)),
                Format::Number(1),
            ),
            figure(
                "中位数",
                "Median",
                number(median(points)),
                Format::Number(1),
            ),
            figure(
                "最高分",
                "Highest",
                number(points.last().copied()),
                Format::Number(1),
            ),
        ]
    }

    /// What an instructor has to see to.
    fn findings(&self, grades: &Grades) -> Vec<Finding> {
        let mut findings = Vec::new();
        let asked = grades
            .items
            .iter()
            .filter_map(|item| Some((item, item.difficulty?)));
        if let Some((item, share)) = asked.min_by(|(_, a), (_, b)| a.total_cmp(b)) {
            let text = self.say(
                "最难的一题是 {0}，平均得分率 {1}。",
                "{0} was the hardest question: {1} of its points were earned.",
                &[
                    Cell::from(item.question.as_str()).into(),
                    Cell::Share(share).into(),
                ],
            );
            findings.push(Finding::new(text, ["items".into()]));
        }
        let mistakes = grades.items.iter().flat_map(|item| {
            let named = item.mistakes.iter();
            named.map(move |(says, count)| (item, says, *count))
        });
        if let Some((item, says, count)) = mistakes.max_by_key(|(_, _, count)| *count) {
            let text = self.say(
                "最常见的错误（{0} 人，题目 {1}）：{2}。",
                "The most common mistake ({0} candidates, question {1}): {2}.",
                &[
                    Cell::Count(count as u64).into(),
                    Cell::from(item.question.as_str()).into(),
                    Cell::from(self.pick(says)).into(),
                ],
            );
            findings.push(Finding::new(text, ["items".into()]));
        }
        let unmarked = grades
            .candidates
            .iter()
            .filter(|graded| graded.points.is_none());
        let unmarked = unmarked.count() as u64;
        if unmarked > 0 {
            let text = self.say(
                "{0} 位考生没有成绩：未交卷，或文件无法读取。",
                "{0} candidates have no marks: nothing was handed in, or it could not be read.",
                &[Cell::Count(unmarked).into()],
            );
            findings.push(Finding::new(text, ["candidates".into()]));
        }
        findings.extend(self.copies(grades));
        if !grades.foreign.is_empty() {
            let files = Cell::from(grades.foreign.join(self.lang.pick("、", ", ")));
            let text = self.say(
                "不在名单上的文件：{0}。",
                "Files that belong to nobody on the roster: {0}.",
                &[files.into()],
            );
            findings.push(Finding::new(text, []));
        }
        findings
    }

    /// Work that seems to be somebody else's.
    fn copies(&self, grades: &Grades) -> Vec<Finding> {
        let copied = grades.candidates.iter().flat_map(|graded| {
            let copied = graded.copied.iter();
            copied.map(move |copied| (&graded.candidate, copied))
        });
        let told = copied.map(|(candidate, copied)| {
            let who = Cell::from(candidate.shown());
            let told = Span::plain(self.copied(copied));
            let text = self.say("{0}：{1}", "{0}: {1}", &[who.into(), told]);
            Finding::new(text, ["candidates".into()])
        });
        told.collect()
    }

    /// Candidates by tenths of the points.
    fn distribution(&self, name: &str, grades: &Grades, points: &[f64]) -> Block {
        // The last class holds those who earned all.
        let bounds: [f64; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
        let mut counts = [0_u32; 10];
        for earned in points {
            counts[bounds.partition_point(|bound| *bound <= earned / grades.points)] += 1;
        }
        let label = |place: usize| format!("{}–{}%", 10 * place, 10 * place + 10);
        let bars = counts.iter().enumerate();
        let bars = bars.map(|(place, count)| Bar::new(label(place), f64::from(*count)));
        let axis = Axis::new(self.lang.pick("考生数", "Candidates"), Digits::Count);
        let category = self.lang.pick("得分率", "Share of the points");
        let shape = Shape::Bars(Bars::new(category, axis, bars.collect()));
        let title = match self.lang {
            Lang::Zh => format!("{name}：得分率分布，n = {}", points.len()),
            Lang::En => format!(
                "{name}: candidates by share of the points, n = {}",
                points.len()
            ),
        };
        ChartBlock {
            id: Id::from("distribution"),
            chart: Chart {
                caption: Caption::new(title),
                shape,
            },
            reading: Prose::default(),
            live: Vec::new(),
        }
        .into()
    }

    fn items(&self, grades: &Grades) -> Section {
        let columns = vec![
            self.column("题号", "Question", Format::Text),
            self.column("分值", "Points", Format::Number(1)),
            self.column("已评", "Marked", Format::Count),
            self.column("得分率（难度）", "Difficulty", Format::Share),
            self.column("区分度", "Discrimination", Format::Number(2)),
            self.column("未作答", "Blank", Format::Count),
            self.column("最常见的错误", "Most common mistake", Format::Text),
        ];
        let title = self.lang.pick("题目分析", "Questions");
        let rows = grades.items.iter().map(|item| {
            let mistake = item.mistakes.first();
            [
                Cell::from(item.question.as_str()),
                Cell::Number(item.points),
                Cell::Count(item.marked as u64),
                item.difficulty.map_or(Cell::Empty, Cell::Share),
                item.discrimination.map_or(Cell::Empty, Cell::Number),
                Cell::Count(item.blank as u64),
                mistake.map_or(Cell::Empty, |(says, count)| {
                    Cell::from(format!("{} ({count})", self.pick(says)))
                }),
            ]
        });
        let table = Table::new("items", title, columns).with_rows(rows);
        let reading = self.say(
            "难度为平均得分率，越高越容易；区分度为该题得分与其余各题总分的相关系数，低于 0.2 的题目值得复查。",
            "Difficulty is the mean share of the points earned: the higher, the easier. Discrimination is the correlation with the points of all other questions; a question below 0.2 deserves a second look.",
            &[],
        );
        Section::new("items", title, vec![reading.into(), table.into()])
    }

    fn everybody(&self, grades: &Grades) -> Section {
        let columns = vec![
            self.column("考号", "Number", Format::Text),
            self.column("姓名", "Name", Format::Text),
            self.column("得分", "Points", Format::Number(1)),
            self.column("待人工评分", "To be read", Format::Count),
            self.column("情况", "File", Format::Text),
        ];
        let title = self.lang.pick("成绩", "Marks");
        let rows = grades.candidates.iter().map(|graded| {
            let open = graded.marks.iter().filter(|mark| mark.points.is_none());
            [
                Cell::from(graded.candidate.id.as_str()),
                Cell::from(graded.candidate.name.as_str()),
                graded.points.map_or(Cell::Empty, Cell::Number),
                Cell::Count(open.count() as u64),
                Cell::from(self.status(&graded.status)),
            ]
        });
        let table = Table::new("candidates", title, columns).with_rows(rows);
        Section::new("candidates", title, vec![table.into()])
    }

    /// Whose work it seems to be, and what says so.
    pub(super) fn copied(&self, copied: &Copied) -> String {
        let from = &copied.from;
        match (copied.trace, self.lang) {
            (Trace::Watermark { marked, of }, Lang::Zh) => {
                format!("数据带有考生 {from} 的水印（{of} 个编号中 {marked} 个）")
            }
            (Trace::Watermark { marked, of }, Lang::En) => {
                format!("the data carry the watermark of {from} ({marked} of {of} numbers)")
            }
            (Trace::Answers { same, of }, Lang::Zh) => {
                format!("{of} 个能区分两人数据的答案中，{same} 个与考生 {from} 的标准答案相同")
            }
            (Trace::Answers { same, of }, Lang::En) => {
                format!(
                    "{same} of {of} answers that tell their data apart are those of {from}'s key"
                )
            }
        }
    }

    fn status(&self, status: &Status) -> String {
        match status {
            Status::Marked { file } => file.clone(),
            Status::Missing => self.lang.pick("未交卷", "nothing handed in").to_owned(),
            Status::Refused { file, reason } => match self.lang {
                Lang::Zh => format!("{file} 无法评分：{reason}"),
                Lang::En => format!("{file} was refused: {reason}"),
            },
        }
    }
}

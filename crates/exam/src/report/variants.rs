//! What a set of variants is like.

use fourr_chart::{Axis, Bar, Bars, Caption, Chart, Format as Digits, Shape};
use fourr_locale::Lang;
use fourr_report::{
    Block, Cell, ChartBlock, Finding, Format, Id, KeyFigure, Prose, Report, Section, Table,
};

use super::{Voice, made_by};
use crate::{Answer, Flaw, Key, Paper, Sieve, grade::Candidate};

/// A variant, and what became of those before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given<'a> {
    /// Whose it is.
    pub candidate: &'a Candidate,
    /// The seed of the data.
    pub seed: u64,
    /// The answers.
    pub key: &'a Key,
    /// Why earlier seeds of this candidate were refused.
    pub refused: &'a [Flaw],
}

/// How the answers of variants are spread, which were refused, and how far they are apart in difficulty.
pub fn variants(
    paper: &Paper,
    given: &[Given<'_>],
    sieve: &Sieve,
    version: &str,
    lang: Lang,
) -> Report {
    let voice = Voice { lang };
    let name = paper.plan.title.of(lang);
    let difficulties: Vec<f64> = given.iter().map(|one| sieve.difficulty(one.key)).collect();
    let refused: usize = given.iter().map(|one| one.refused.len()).sum();
    let count = |count: usize| Cell::Count(count as u64);
    let pick = |zh, en| lang.pick(zh, en);
    Report {
        lang,
        title: format!("{name}{}", pick("：一人一卷", ": a variant for everybody")),
        figures: vec![
            KeyFigure::new(
                pick("考生", "Candidates"),
                count(given.len()),
                Format::Count,
            ),
            KeyFigure::new(pick("被拒的数据", "Refused"), count(refused), Format::Count),
        ],
        findings: voice.band(&difficulties, sieve),
        sections: vec![
            voice.spread(paper, given),
            voice.difficulty(&difficulties, sieve),
            voice.seeds(given, sieve),
        ],
        provenance: made_by(version),
        ..Report::default()
    }
}

impl Voice {
    fn band(&self, difficulties: &[f64], sieve: &Sieve) -> Vec<Finding> {
        let least = difficulties.iter().copied().reduce(f64::min);
        let most = difficulties.iter().copied().reduce(f64::max);
        let (Some(least), Some(most)) = (least, most) else {
            return Vec::new();
        };
        let text = self.say(
            "各卷难度在中位数的 {0} 至 {1} 之间，允许相差 {2}。",
            "The variants are {0} to {1} of the median in difficulty; {2} is allowed.",
            &[
                Cell::Share(least).into(),
                Cell::Share(most).into(),
                Cell::Share(sieve.band).into(),
            ],
        );
        vec![Finding::new(text, ["difficulty".into()])]
    }

    /// The answers of every question.
    fn spread(&self, paper: &Paper, given: &[Given<'_>]) -> Section {
        let columns = vec![
            self.column("题号", "Question", Format::Text),
            self.column("不同答案", "Different answers", Format::Count),
            self.column("最小", "Least", Format::Mixed),
            self.column("中位数", "Median", Format::Mixed),
            self.column("最大", "Greatest", Format::Mixed),
        ];
        let rows = paper.questions.iter().enumerate().map(|(place, question)| {
            let answers = given.iter().map(|one| &one.key.questions[place].answer);
            let mut told: Vec<String> = answers.clone().map(fingerprint).collect();
            told.sort_unstable();
            told.dedup();
            let mut numbers: Vec<f64> = answers
                .filter_map(|answer| match answer {
                    Answer::Number { value, .. } => Some(*value),
                    _ => None,
                })
                .collect();
            numbers.sort_by(f64::total_cmp);
            let number = |at: Option<&f64>| at.map_or(Cell::Empty, |number| Cell::Number(*number));
            [
                Cell::from(question.id.as_str()),
                Cell::Count(told.len() as u64),
                number(numbers.first()),
                number(numbers.get(numbers.len() / 2)),
                number(numbers.last()),
            ]
        });
        let title = self.lang.pick("答案的分布", "How the answers are spread");
        let table = Table::new("answers", title, columns).with_rows(rows);
        Section::new("answers", title, vec![table.into()])
    }

    fn difficulty(&self, difficulties: &[f64], sieve: &Sieve) -> Section {
        // Hundredths of the median.
        let mut counts: std::collections::BTreeMap<i64, u32> = std::collections::BTreeMap::new();
        for difficulty in difficulties {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a difficulty is a small number"
            )]
            let percent = (difficulty * 100.0).round() as i64;
            *counts.entry(percent).or_default() += 1;
        }
        let bars = counts
            .iter()
            .map(|(percent, count)| Bar::new(format!("{percent}%"), f64::from(*count)));
        let axis = Axis::new(self.lang.pick("考生数", "Candidates"), Digits::Count);
        let category = self
            .lang
            .pick("难度（中位数为 100%）", "Difficulty (median = 100%)");
        let title = self.lang.pick("难度分布", "Difficulty");
        let chart = ChartBlock {
            id: Id::from("difficulty"),
            chart: Chart {
                caption: Caption::new(match self.lang {
                    Lang::Zh => format!("各卷的难度，n = {}", difficulties.len()),
                    Lang::En => format!("Variants by difficulty, n = {}", difficulties.len()),
                }),
                shape: Shape::Bars(Bars::new(category, axis, bars.collect())),
            },
            reading: Prose::default(),
            live: Vec::new(),
        };
        let words = self.say(
            "难度为一份卷子要算的数字、要列的名称与能识别的典型错误的总数，除以中位数 {0}。",
            "Difficulty is the numbers to work out, the names to give and the known mistakes that can be told, over the median {0}.",
            &[Cell::Number(sieve.median).into()],
        );
        let blocks: Vec<Block> = vec![words.into(), chart.into()];
        Section::new("difficulty", title, blocks)
    }

    fn seeds(&self, given: &[Given<'_>], sieve: &Sieve) -> Section {
        let columns = vec![
            self.column("考号", "Number", Format::Text),
            self.column("姓名", "Name", Format::Text),
            self.column("种子", "Seed", Format::Text),
            self.column("难度", "Difficulty", Format::Share),
            self.column("被拒的数据", "Refused", Format::Text),
        ];
        let rows = given.iter().map(|one| {
            let flaws: Vec<String> = one.refused.iter().map(|flaw| self.flaw(flaw)).collect();
            [
                Cell::from(one.candidate.id.as_str()),
                Cell::from(one.candidate.name.as_str()),
                Cell::from(one.seed.to_string()),
                Cell::Share(sieve.difficulty(one.key)),
                Cell::from(flaws.join(self.lang.pick("；", "; "))),
            ]
        });
        let title = self.lang.pick("考生与种子", "Candidates and seeds");
        let table = Table::new("seeds", title, columns).with_rows(rows);
        Section::new("seeds", title, vec![table.into()])
    }

    fn flaw(&self, flaw: &Flaw) -> String {
        match (self.lang, flaw) {
            (Lang::En, flaw) => flaw.to_string(),
            (Lang::Zh, Flaw::Tie { question }) => format!("{question} 的名次并列"),
            (Lang::Zh, Flaw::Nothing { question }) => format!("{question} 的答案为零或为空"),
            (Lang::Zh, Flaw::Trapless { question }) => {
                format!("{question} 的典型错误也会得到正确答案")
            }
            (Lang::Zh, Flaw::NoAnswer { reason }) => reason.clone(),
            (Lang::Zh, Flaw::Band { difficulty }) => {
                let percent = self.lang.trimmed(100.0 * difficulty, 0);
                format!("难度为中位数的 {percent}%")
            }
        }
    }
}

/// What tells answers apart.
fn fingerprint(answer: &Answer) -> String {
    match answer {
        Answer::Number { value, .. } => value.to_string(),
        Answer::Choice { value, .. } => value.clone(),
        Answer::Set { values } | Answer::Ranking { values, .. } => values.join(","),
        Answer::Table { rows, .. } | Answer::Chart { rows, .. } => format!("{rows:?}"),
        Answer::Cleaned { .. } | Answer::Text { .. } => String::new(),
    }
}

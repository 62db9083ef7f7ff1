//! What a candidate is told.

use fourr_locale::Lang;
use fourr_report::{Cell, Format, KeyFigure, Prose, Report, Section, Table};

use super::{Voice, made_by};
use crate::{
    Key,
    grade::{Graded, Mark},
};

/// A candidate's marks, with the reason for every lost one.
pub fn feedback(key: &Key, graded: &Graded, version: &str, lang: Lang) -> Report {
    let voice = Voice { lang };
    let columns = vec![
        voice.column("题号", "Question", Format::Text),
        voice.column("你的答案", "Your answer", Format::Text),
        voice.column("得分", "Points", Format::Number(1)),
        voice.column("满分", "Of", Format::Number(1)),
        voice.column("说明", "Why", Format::Text),
    ];
    let caption = lang.pick("逐题评分", "Marks by question");
    let rows = graded.marks.iter().map(|mark| voice.row(mark));
    let marks = Table::new("marks", caption, columns).with_rows(rows);
    let mut blocks = vec![marks.into()];
    if !graded.unknown.is_empty() {
        let labels = Cell::from(graded.unknown.join(lang.pick("、", ", ")));
        let text = voice.say(
            "答卷里有试卷没有的题号：{0}。",
            "Your sheet has labels that are no question of the paper: {0}.",
            &[labels.into()],
        );
        blocks.push(text.into());
    }
    blocks.extend(
        graded
            .copied
            .iter()
            .map(|copied| Prose::from(voice.copied(copied)).into()),
    );
    let earned = graded.points.map_or(Cell::Empty, Cell::Number);
    Report {
        lang,
        title: match lang {
            Lang::Zh => format!(
                "{}：{} 的成绩",
                voice.pick(&key.title),
                graded.candidate.shown()
            ),
            Lang::En => format!(
                "{}: marks of {}",
                voice.pick(&key.title),
                graded.candidate.shown()
            ),
        },
        figures: vec![
            KeyFigure::new(lang.pick("得分", "Points"), earned, Format::Number(1)),
            KeyFigure::new(
                lang.pick("满分", "Of"),
                Cell::Number(key.points),
                Format::Number(1),
            ),
        ],
        sections: vec![Section::new("marks", caption, blocks)],
        provenance: made_by(version),
        ..Report::default()
    }
}

impl Voice {
    fn row(&self, mark: &Mark) -> [Cell; 5] {
        [
            Cell::from(mark.question.as_str()),
            given(mark),
            mark.points.map_or(Cell::Empty, Cell::Number),
            Cell::Number(mark.of),
            Cell::from(self.verdict(&mark.verdict)),
        ]
    }
}

/// What was given, with the formula behind it.
fn given(mark: &Mark) -> Cell {
    match (&mark.given, &mark.formula) {
        (None, None) => Cell::Empty,
        (Some(given), None) => Cell::from(given.as_str()),
        (given, Some(formula)) => {
            let given = given.as_deref().unwrap_or_default();
            Cell::from(format!("{given} (={formula})"))
        }
    }
}

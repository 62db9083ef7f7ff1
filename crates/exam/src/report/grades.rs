//! Everybody's points by question.

use fourr_locale::Lang;
use fourr_pipeline::Bilingual;
use fourr_report::{Cell, Column, Format, Report, Section, Table};

use super::{Voice, made_by};
use crate::grade::{Graded, Grades};

/// A row for each candidate, a column for each question: the table that is sent on.
pub fn grades(title: &Bilingual, grades: &Grades, version: &str, lang: Lang) -> Report {
    let voice = Voice { lang };
    let questions = grades
        .items
        .iter()
        .map(|item| Column::new(item.question.as_str(), Format::Number(1)));
    let columns = vec![
        voice.column("考号", "Number", Format::Text),
        voice.column("姓名", "Name", Format::Text),
        voice.column("得分", "Points", Format::Number(1)),
    ];
    let columns: Vec<Column> = columns.into_iter().chain(questions).collect();
    let caption = lang.pick("逐题得分", "Points by question");
    let rows = grades
        .candidates
        .iter()
        .map(|graded| row(graded, grades.items.len()));
    let table = Table::new("points", caption, columns).with_rows(rows);
    Report {
        lang,
        title: voice.pick(title).to_owned(),
        sections: vec![Section::new("points", caption, vec![table.into()])],
        provenance: made_by(version),
        ..Report::default()
    }
}

fn row(graded: &Graded, questions: usize) -> Vec<Cell> {
    let number = |points: Option<f64>| points.map_or(Cell::Empty, Cell::Number);
    let marks = (0..questions).map(|place| graded.marks.get(place).and_then(|mark| mark.points));
    [
        Cell::from(graded.candidate.id.as_str()),
        Cell::from(graded.candidate.name.as_str()),
        number(graded.points),
    ]
    .into_iter()
    .chain(marks.map(number))
    .collect()
}

//! The table of score classes: which values earn which score, and how many customers have it.

use fourr_locale::Lang;
use fourr_rfm::Scoring;

use super::subject::{Face, Subject};
use crate::{Cell, Format, Table};

/// Scores from the best to the worst, with range and customers of R, F and M.
pub(super) fn table(subject: &Subject<'_>) -> Table {
    let bins = subject.summary.parameters.bins;
    let faces = subject.faces();
    let mut columns = vec![subject.column("得分", "Score", Format::Count)];
    for face in &faces {
        let (letter, unit) = (face.letter, face.axis(subject).unit.unwrap_or_default());
        let range = subject.column(
            &format!("{letter} 的取值"),
            &format!("Values of {letter}"),
            Format::Text,
        );
        columns.push(range.unit(unit));
        let customers = [format!("{letter} 客户数"), format!("Customers by {letter}")];
        columns.push(subject.column(&customers[0], &customers[1], Format::Count));
    }
    let row = |score: u8| {
        let mut row = vec![Cell::Count(score.into())];
        for face in &faces {
            let customers = face.figures.classes.get(usize::from(score) - 1);
            row.push(range(face, score, subject).into());
            row.push(Cell::from(customers.copied()));
        }
        row
    };
    let caption = subject.text(
        "各得分的取值范围与客户数",
        "Range and customers of every score",
    );
    Table::new("score-classes", caption, columns).with_rows((1..=bins).rev().map(row))
}

/// The values that earn a score, `(13.6, 26.8]`; none where ranks were cut or the class is empty by its
/// breaks.
pub(super) fn range(face: &Face<'_>, score: u8, subject: &Subject<'_>) -> Option<String> {
    let breaks: Vec<f64> = face.figures.breaks.iter().map(|cut| cut.value).collect();
    if breaks.is_empty() {
        return None;
    }
    let (score, classes) = (usize::from(score), breaks.len() + 1);
    let class = if face.letter == "R" {
        (classes + 1)
            .checked_sub(score)
            .filter(|class| *class > 0)?
    } else {
        score
    };
    let low = class.checked_sub(2).map(|place| breaks.get(place));
    let high = breaks.get(class - 1);
    let write = |value: &f64| subject.lang.trimmed(*value, 2);
    match (low, high, right_closed(face, subject.summary.scoring)) {
        (Some(None), _, _) | (None, None, _) => None,
        (Some(Some(low)), Some(high), _) if low >= high => None,
        (None, Some(high), true) => Some(format!("≤ {}", write(high))),
        (None, Some(high), false) => Some(format!("< {}", write(high))),
        (Some(Some(low)), None, true) => Some(format!("> {}", write(low))),
        (Some(Some(low)), None, false) => Some(format!("≥ {}", write(low))),
        (Some(Some(low)), Some(high), true) => Some(format!(
            "({}{}{}]",
            write(low),
            between(subject.lang),
            write(high)
        )),
        (Some(Some(low)), Some(high), false) => Some(format!(
            "[{}{}{})",
            write(low),
            between(subject.lang),
            write(high)
        )),
    }
}

/// Whether a value on a break stays in the lower class.
fn right_closed(face: &Face<'_>, scoring: Scoring) -> bool {
    match scoring {
        Scoring::RRfm => false,
        // A break of 30 days means within 30 days, one of 3 orders means 3 and more.
        Scoring::Fixed => face.letter == "R",
        _ => true,
    }
}

/// Thousands are grouped by commas, so that ends of a range want more than one between them. A word joiner
/// keeps the line from breaking behind the dash.
fn between(lang: Lang) -> &'static str {
    lang.pick("\u{A0}~\u{A0}", "\u{A0}–\u{2060}\u{A0}")
}

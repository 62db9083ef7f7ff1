//! How often persons are reached.

use fourr_chart::{Bar, Bars, Shape};

use super::subject::{Subject, share};
use crate::{Block, Cell, Format, Live, Row, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    (!subject.reached.frequency.is_empty()).then(|| {
        let blocks = vec![bars(subject), Block::Table(table(subject))];
        Section::new("frequency", subject.text("频次分布", "Frequency"), blocks)
    })
}

fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("触达次数", "Exposures", Format::Count),
        subject.column("人数", "Persons", Format::Count),
        subject.column("N+ 人数", "N+ persons", Format::Count),
        subject.column("N+ 到达率", "N+ reach", Format::Share),
    ];
    let rows = subject.reached.frequency.iter().map(|often| {
        [
            Cell::Count(often.exposures.into()),
            Cell::Count(often.persons),
            Cell::Count(often.at_least),
            Cell::Share(often.at_least_rate),
        ]
    });
    let keys = ["exposures", "persons", "at_least", "at_least_rate"];
    let caption = subject.text(
        "频次分布；末行为该次数及以上",
        "Persons by exposures; the last row is so many or more",
    );
    let population = Live::cell("basis", Row::At(0), 1);
    Table::new("frequency", caption, columns)
        .with_rows(rows)
        .live(3, |_| Live::Here(2) / population.clone())
        .read_from(|row, column| Some(format!("/frequency/{row}/{}", keys[column])))
}

fn bars(subject: &Subject<'_>) -> Block {
    let bars = subject
        .reached
        .frequency
        .iter()
        .map(|often| Bar::new(format!("{}+", often.exposures), Some(often.at_least_rate)));
    let category = subject.text("触达次数", "Exposures");
    let shape = Shape::Bars(Bars::new(category, subject.rate(), bars.collect()));
    let reading = subject.say(
        "至少被触达一次的占 {0}，达到有效频次的占 {1}。",
        "{0} are reached at least once, {1} as often as is effective.",
        &[
            share(Some(subject.reached.combined.reach_rate)),
            share(subject.reached.combined.effective_rate),
        ],
    );
    let title = subject.text("N+ 到达率", "N+ reach");
    let method = subject.text(
        "所有渠道合计至少被触达 N 次的人 ÷ 目标人群",
        "persons with N or more exposures on all channels by target population",
    );
    subject.chart("n-plus", title, &method, (shape, reading))
}

//! Whom several channels reach: exact sets of channels, pairs, online and offline.

use fourr_chart::{Bar, Bars, Direction, Shape};

use super::subject::{Subject, count, share, share_cell};
use crate::{Block, Cell, Excerpt, Format, Live, Row, Section, Table};

/// Sets of channels in chart and table.
const SHOWN: usize = 15;

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let reached = subject.reached;
    (!reached.combinations.is_empty()).then(|| {
        let mut blocks = vec![
            Block::Table(exclusive(subject)),
            bars(subject),
            Block::Table(sets(subject)),
        ];
        if !reached.overlaps.is_empty() {
            blocks.push(Block::Table(pairs(subject)));
        }
        if let Some(sides) = &reached.sides {
            blocks.push(Block::Paragraph(subject.say(
                "线上与线下：只线上 {0} 人，只线下 {1} 人，两者都有 {2} 人。",
                "Online and offline: online only {0}, offline only {1}, both {2}.",
                &[
                    count(sides.online_only),
                    count(sides.offline_only),
                    count(sides.both),
                ],
            )));
        }
        Section::new(
            "overlap",
            subject.text("渠道重叠", "Overlap of channels"),
            blocks,
        )
    })
}

/// What a set of channels is called.
fn name(subject: &Subject<'_>, channels: &[usize]) -> String {
    let names: Vec<&str> = channels
        .iter()
        .map(|place| subject.channel(*place))
        .collect();
    match names.as_slice() {
        [only] => match subject.lang {
            fourr_locale::Lang::Zh => format!("仅{only}"),
            fourr_locale::Lang::En => format!("{only} only"),
        },
        several => several.join(" + "),
    }
}

/// A bar for each exact set of channels, the largest first.
fn bars(subject: &Subject<'_>) -> Block {
    let sets = &subject.reached.combinations;
    let bars = sets.iter().take(SHOWN).map(|set| Bar {
        note: Some(format!("n={}", subject.lang.count(set.persons))),
        ..Bar::new(name(subject, &set.channels), Some(set.rate))
    });
    let category = subject.text("渠道组合", "Set of channels");
    let mut shape = Bars::new(category, subject.rate(), bars.collect());
    shape.direction = Direction::Lying;
    let several: u64 = sets
        .iter()
        .filter(|set| set.channels.len() > 1)
        .map(|set| set.persons)
        .sum();
    let all: u64 = sets.iter().map(|set| set.persons).sum();
    let part = (all > 0).then(|| several as f64 / all as f64);
    let reading = subject.say(
        "每条是恰好被这些渠道触达的人；被触达者中 {0} 被两个及以上渠道触达。",
        "Each bar is who was reached by just these channels; {0} of the reached were so by two or more.",
        &[share(part)],
    );
    let title = subject.text(
        "渠道组合的触达（互不重叠）",
        "Reach by exact set of channels",
    );
    let method = subject.text(
        "按人去重，组合互斥",
        "each person once, sets exclude each other",
    );
    subject.chart(
        "overlap-bars",
        title,
        &method,
        (Shape::Bars(shape), reading),
    )
}

/// Who is reached by one channel alone.
fn exclusive(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("渠道", "Channel", Format::Text),
        subject.column("触达人数", "Reached", Format::Count),
        subject.column("独占人数", "Exclusive", Format::Count),
        subject.column("重复人数", "Duplicated", Format::Count),
        subject.column("独占占比", "Share exclusive", Format::Share),
    ];
    let channels = &subject.reached.channels;
    let rows = channels.iter().map(|channel| {
        let part = channel.exclusive.filter(|_| channel.reached > 0);
        [
            Cell::from(channel.name.as_str()),
            Cell::Count(channel.reached),
            channel.exclusive.into(),
            channel.duplicated.into(),
            share_cell(part.map(|alone| alone as f64 / channel.reached as f64)),
        ]
    });
    let caption = subject.text(
        "独占与重复触达",
        "Reached by one channel alone, and by several",
    );
    let mut table = Table::new("exclusive", caption, columns).with_rows(rows);
    for (row, channel) in channels.iter().enumerate() {
        table = table.live_at(Row::At(row), 3, Live::Here(1) - Live::Here(2));
        if channel.reached > 0 {
            table = table.live_at(Row::At(row), 4, Live::Here(2) / Live::Here(1));
        }
    }
    let keys = ["name", "reached", "exclusive", "duplicated"];
    table.read_from(|row, column| Some(format!("/channels/{row}/{}", keys.get(column)?)))
}

fn sets(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("渠道组合", "Set of channels", Format::Text),
        subject.column("人数", "Persons", Format::Count),
        subject.column("占目标人群", "Of the target", Format::Share),
    ];
    let all = &subject.reached.combinations;
    let rows = all.iter().take(SHOWN).map(|set| {
        [
            Cell::from(name(subject, &set.channels)),
            Cell::Count(set.persons),
            Cell::Share(set.rate),
        ]
    });
    let caption = subject.text(
        "恰好由这些渠道触达的人",
        "Persons reached by just these channels",
    );
    let mut table = Table::new("combinations", caption, columns).with_rows(rows);
    table.excerpt = (all.len() > SHOWN).then(|| Excerpt {
        of: all.len() as u64,
        file: "summary.json".to_owned(),
    });
    table.read_from(|row, column| {
        let key = [None, Some("persons"), Some("rate")][column]?;
        Some(format!("/combinations/{row}/{key}"))
    })
}

fn pairs(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("两个渠道", "Channels", Format::Text),
        subject.column("重复人数", "Both", Format::Count),
        subject.column("占目标人群", "Of the target", Format::Share),
        subject.column("占前者", "Of the first", Format::Share),
        subject.column("占后者", "Of the other", Format::Share),
        subject.column("与独立之比", "By independence", Format::Number(2)),
    ];
    let rows = subject.reached.overlaps.iter().map(|pair| {
        [
            Cell::from(name(subject, &[pair.first, pair.second])),
            Cell::Count(pair.both),
            Cell::Share(pair.rate),
            share_cell(pair.of_first),
            share_cell(pair.of_second),
            pair.lift.into(),
        ]
    });
    let keys = ["both", "rate", "of_first", "of_second", "lift"];
    let caption = subject.text("两两渠道的重复触达", "Duplication between two channels");
    Table::new("overlaps", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| Some(format!("/overlaps/{row}/{}", keys[column.checked_sub(1)?])))
}

//! Retention on days, and within some days, after the first.

use fourr_chart::{Bar, Bars, Shape};
use fourr_funnel::retention::DayRetention;
use fourr_locale::Lang;

use super::subject::{Subject, count, share, share_cell};
use crate::{Block, Cell, Format, Live, Row, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![Block::Table(table(subject))];
    let told: Vec<&DayRetention> = all(subject)
        .filter(|days| days.retention.is_some())
        .collect();
    if !told.is_empty() {
        blocks.insert(0, chart(subject, &told));
    }
    Section::new("days", subject.text("N 日留存", "Day-N retention"), blocks)
}

fn all<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a DayRetention> {
    let retained = subject.retained;
    retained.days.iter().chain(&retained.brackets)
}

/// What a range of days is called.
fn name(days: &DayRetention, lang: Lang) -> String {
    let (from, to) = (days.days.from, days.days.to);
    match lang {
        Lang::Zh if from == 1 && to == 1 => "次日".to_owned(),
        Lang::Zh if from == to => format!("第 {from} 日"),
        Lang::Zh => format!("第 {from} 至 {to} 日内"),
        Lang::En if from == to => format!("day {from}"),
        Lang::En => format!("days {from} to {to}"),
    }
}

/// Every day and range asked for.
pub(super) fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("首日之后", "After the first", Format::Text),
        subject.column("可观测人数", "Observed", Format::Count),
        subject.column("活跃人数", "Active", Format::Count),
        subject.column("留存率", "Retention", Format::Share),
    ];
    let rows = all(subject).map(|days| {
        [
            Cell::from(name(days, subject.lang)),
            Cell::Count(days.eligible),
            Cell::Count(days.active),
            share_cell(days.retention),
        ]
    });
    let exact = subject.retained.days.len();
    let caption = subject.text("首日之后的留存", "Retention after the first day");
    let mut table = Table::new("days", caption, columns).with_rows(rows);
    for (row, _) in all(subject)
        .enumerate()
        .filter(|(_, days)| days.eligible > 0)
    {
        table = table.live_at(Row::At(row), 3, Live::Here(2) / Live::Here(1));
    }
    table.read_from(|row, column| {
        let key = [None, Some("eligible"), Some("active"), Some("retention")][column]?;
        Some(match row.checked_sub(exact) {
            None => format!("/days/{row}/{key}"),
            Some(row) => format!("/brackets/{row}/{key}"),
        })
    })
}

fn chart(subject: &Subject<'_>, told: &[&DayRetention]) -> Block {
    let bars = told.iter().map(|days| Bar {
        note: Some(format!("n={}", subject.lang.count(days.eligible))),
        ..Bar::new(name(days, subject.lang), days.retention)
    });
    let category = subject.text("首日之后", "After the first day");
    let shape = Shape::Bars(Bars::new(category, subject.rate(), bars.collect()));
    let reading = subject.say(
        "第 {0} 日留存 {1}；只计已观测满相应天数的人（{2} 人）。",
        "Retention of day {0} is {1}; only persons observed that long count ({2}).",
        &[
            count(told[0].days.from.into()),
            share(told[0].retention),
            count(told[0].eligible),
        ],
    );
    let title = subject.text("N 日留存与区间留存", "Retention of days and ranges of days");
    let method = subject.text(
        "首日为第 0 日；区间内任一日活跃即计入",
        "the first day is day 0; a range counts who is active on any day of it",
    );
    subject.chart("day-retention", title, &method, (shape, reading))
}

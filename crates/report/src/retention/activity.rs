//! Active persons by day, and how often they are active.

use fourr_chart::{Axis, Format as Digits, Lines, Positions, Series, Shape};
use fourr_funnel::retention::{Activity, Stickiness};

use super::subject::{Subject, count, share, share_cell};
use crate::{Block, Cell, Format, Section, Table};

/// Days drawn: the latest.
const DRAWN: usize = 366;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![chart(subject)];
    if let Some(stickiness) = &subject.retained.stickiness {
        blocks.push(Block::Table(table(subject, stickiness)));
    }
    Section::new(
        "activity",
        subject.text("活跃与黏性", "Activity and stickiness"),
        blocks,
    )
}

fn table(subject: &Subject<'_>, stickiness: &Stickiness) -> Table {
    let columns = vec![
        subject.column("指标", "Figure", Format::Text),
        subject.column("数值", "Value", Format::Mixed),
    ];
    let rows = [
        (
            ["日均活跃（DAU）", "Mean daily active (DAU)"],
            Cell::Number(stickiness.daily_mean),
            "daily_mean",
        ),
        (
            ["近 7 日活跃（WAU）", "Active in 7 days (WAU)"],
            Cell::Count(stickiness.weekly),
            "weekly",
        ),
        (
            ["近 30 日活跃（MAU）", "Active in 30 days (MAU)"],
            Cell::Count(stickiness.monthly),
            "monthly",
        ),
        (
            ["DAU ÷ MAU", "DAU by MAU"],
            share_cell(stickiness.daily_by_monthly),
            "daily_by_monthly",
        ),
        (
            ["WAU ÷ MAU", "WAU by MAU"],
            share_cell(stickiness.weekly_by_monthly),
            "weekly_by_monthly",
        ),
    ];
    let keys = rows.each_ref().map(|row| row.2);
    let cells = rows.map(|([zh, en], cell, _)| [Cell::from(subject.text(zh, en)), cell]);
    let caption = subject.text("期末的活跃与黏性", "Activity at the end of the log");
    Table::new("stickiness", caption, columns)
        .with_rows(cells)
        .read_from(|row, column| (column == 1).then(|| format!("/stickiness/{}", keys[row])))
}

fn chart(subject: &Subject<'_>) -> Block {
    let all = &subject.retained.activity;
    let days = &all[all.len().saturating_sub(DRAWN)..];
    let series = |zh: &str, en: &str, of: fn(&Activity) -> u64| {
        Series::new(subject.text(zh, en), days.iter().map(|day| of(day) as f64))
    };
    let shape = Shape::Lines(Lines {
        x: Axis::new(subject.text("日期", "Day"), Digits::Count),
        y: subject.persons(),
        positions: Positions::Names(days.iter().map(|day| day.day.to_string()).collect()),
        series: vec![
            series("日活跃 DAU", "daily (DAU)", |day| day.daily),
            series("7 日活跃 WAU", "7 days (WAU)", |day| day.weekly),
            series("30 日活跃 MAU", "30 days (MAU)", |day| day.monthly),
        ],
        references: Vec::new(),
        markers: Vec::new(),
    });
    let reading = subject.retained.stickiness.as_ref().map(|stickiness| {
        subject.say(
            "期末 30 日内有 {0} 人活跃，平均每天有其中的 {1}。日志开头的 7 日、30 日窗口尚未满，数值偏低。",
            "{0} are active in the last 30 days, {1} of them on an average day. The windows of 7 and 30 days fill up at the start of the log.",
            &[count(stickiness.monthly), share(stickiness.daily_by_monthly)],
        )
    });
    let title = subject.text(
        "日、周、月活跃人数",
        "Active persons by day, week and month",
    );
    let method = subject.text(
        "截至当日的 1、7、30 日内活跃的不重复人数",
        "persons active in the 1, 7 and 30 days that end with the day",
    );
    let reading = reading.unwrap_or_default();
    subject.chart("activity", title, &method, (shape, reading))
}

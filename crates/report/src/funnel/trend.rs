//! The funnel over time.

use fourr_chart::{Axis, Format as Digits, Lines, Positions, Series, Shape};
use fourr_funnel::Period;

use super::subject::{Subject, share_cell};
use crate::{Block, Cell, Excerpt, Format, Live, Row, Section, Table};

/// Periods in the table.
const SHOWN: usize = 60;

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let summary = subject.summary;
    (summary.trend.len() > 1).then(|| {
        let blocks = vec![chart(subject), Block::Table(table(subject))];
        Section::new("trend", subject.text("转化趋势", "Trend"), blocks)
    })
}

fn table(subject: &Subject<'_>) -> Table {
    let summary = subject.summary;
    let period = match summary.trend_period {
        Some(Period::Week) => subject.column("周（周一）", "Week from", Format::Date),
        Some(Period::Month) => subject.column("月", "Month from", Format::Date),
        _ => subject.column("日期", "Day", Format::Date),
    };
    let mut columns = vec![period];
    columns.extend(
        summary
            .stages
            .iter()
            .map(|stage| subject.column(&stage.name, &stage.name, Format::Count)),
    );
    columns.push(subject.column("总转化率", "Overall conversion", Format::Share));
    columns.push(subject.column("窗口未结束", "Window open", Format::Count));
    let rows = summary.trend.iter().take(SHOWN).map(|point| {
        let mut row = vec![Cell::Date(point.start)];
        row.extend(point.stages.iter().map(|stage| Cell::Count(stage.reached)));
        row.push(share_cell(point.overall_conversion));
        row.push(Cell::Count(point.open));
        row
    });
    let caption = subject.text(
        "按首步时间的漏斗",
        "The funnel by the time of the first step",
    );
    let stages = summary.stages.len();
    let overall = |_| Live::Here(stages) / Live::Here(1);
    let rated = summary.trend.iter().take(SHOWN).enumerate();
    let mut table = Table::new("trend", caption, columns).with_rows(rows);
    for (row, _) in rated.filter(|(_, point)| point.overall_conversion.is_some()) {
        table = table.live_at(Row::At(row), stages + 1, overall(row));
    }
    table.excerpt = (summary.trend.len() > SHOWN).then(|| Excerpt {
        of: summary.trend.len() as u64,
        file: "summary.json".to_owned(),
    });
    table.read_from(move |row, column| {
        Some(match column.checked_sub(1) {
            None => format!("/trend/{row}/start"),
            Some(stage) if stage < stages => format!("/trend/{row}/stages/{stage}/reached"),
            Some(stage) if stage == stages => format!("/trend/{row}/overall_conversion"),
            Some(_) => format!("/trend/{row}/open"),
        })
    })
}

fn chart(subject: &Subject<'_>) -> Block {
    let summary = subject.summary;
    let settled: Vec<_> = summary.trend.iter().collect();
    let series = summary
        .stages
        .iter()
        .enumerate()
        .skip(1)
        .map(|(place, stage)| Series {
            name: stage.name.clone(),
            values: settled
                .iter()
                .map(|point| point.stages[place].overall_conversion.into())
                .collect(),
        });
    let shape = Shape::Lines(Lines {
        x: Axis::new(subject.text("首步时间", "First step"), Digits::Count),
        y: subject.rate_axis("占首阶段", "Of those at the first stage"),
        positions: Positions::Names(
            settled
                .iter()
                .map(|point| point.start.to_string())
                .collect(),
        ),
        series: series.collect(),
        references: Vec::new(),
        markers: Vec::new(),
    });
    let reading = subject.say(
        "每个点是在该期进入漏斗的人到达各阶段的比例；窗口尚未结束的末期会偏低。",
        "Each point is the share of those who entered in that period; the last ones are low while their window is open.",
        &[],
    );
    let title = subject.text("各期的转化率", "Conversion by period");
    let method = subject.text("按首步时间归期", "by the time of the first step");
    subject.chart("trend-lines", title, &method, (shape, reading))
}

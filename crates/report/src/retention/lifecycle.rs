//! New, retained, resurrected and dormant persons by period.

use fourr_chart::{Direction, Series, Shape, StackedBars, Whole};
use fourr_funnel::retention::Lifecycle;

use super::subject::{Subject, count, share, share_cell};
use crate::{Block, Cell, Excerpt, Format, Live, Row, Section, Table};

/// Periods in table and chart: the latest.
const SHOWN: usize = 26;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let blocks = vec![chart(subject), Block::Table(table(subject))];
    Section::new(
        "lifecycle",
        subject.text("用户生命周期", "Lifecycle"),
        blocks,
    )
}

fn latest<'a>(subject: &Subject<'a>) -> &'a [Lifecycle] {
    let all = &subject.retained.lifecycle;
    &all[all.len().saturating_sub(SHOWN)..]
}

fn table(subject: &Subject<'_>) -> Table {
    let count_column = |zh, en| subject.column(zh, en, Format::Count);
    let columns = vec![
        subject.period_column(),
        count_column("新增", "New"),
        count_column("留存", "Retained"),
        count_column("回流", "Resurrected"),
        count_column("活跃", "Active"),
        count_column("沉默", "Dormant"),
        subject.column("流失率", "Churn", Format::Share),
        subject.column("快速比率", "Quick ratio", Format::Number(2)),
    ];
    let shown = latest(subject);
    let rows = shown.iter().map(|period| {
        [
            Cell::Date(period.start),
            Cell::Count(period.new),
            Cell::Count(period.retained),
            Cell::Count(period.resurrected),
            Cell::Count(period.active),
            Cell::Count(period.dormant),
            share_cell(period.churn),
            period.quick_ratio.into(),
        ]
    });
    let caption = subject.text(
        "新增 + 留存 + 回流 = 活跃；快速比率 =（新增 + 回流）÷ 沉默",
        "New + retained + resurrected = active; quick ratio = (new + resurrected) / dormant",
    );
    let all = subject.retained.lifecycle.len();
    let first = all - shown.len();
    let keys = [
        "start",
        "new",
        "retained",
        "resurrected",
        "active",
        "dormant",
        "churn",
        "quick_ratio",
    ];
    let table = Table::new("lifecycle", caption, columns).with_rows(rows);
    let mut table = live(table, shown);
    table.excerpt = (first > 0).then(|| Excerpt {
        of: all as u64,
        file: "summary.json".to_owned(),
    });
    table.read_from(|row, column| Some(format!("/lifecycle/{}/{}", first + row, keys[column])))
}

/// The active and what follows from them and from those of the period before.
fn live(mut table: Table, periods: &[Lifecycle]) -> Table {
    for (row, period) in periods.iter().enumerate() {
        let (new, retained, resurrected) = (Live::Here(1), Live::Here(2), Live::Here(3));
        table = table.live_at(Row::At(row), 4, new + retained + resurrected);
        let Some(before) = row.checked_sub(1) else {
            continue;
        };
        let before = || Live::cell("lifecycle", Row::At(before), 4);
        table = table.live_at(Row::At(row), 5, before() - Live::Here(2));
        if period.churn.is_some() {
            table = table.live_at(Row::At(row), 6, Live::Here(5) / before());
        }
        if period.quick_ratio.is_some() {
            let gained = Live::Here(1) + Live::Here(3);
            table = table.live_at(Row::At(row), 7, gained / Live::Here(5));
        }
    }
    table
}

fn chart(subject: &Subject<'_>) -> Block {
    let periods = latest(subject);
    let series = |zh: &str, en: &str, of: fn(&Lifecycle) -> f64| {
        Series::new(subject.text(zh, en), periods.iter().map(of))
    };
    let shape = Shape::StackedBars(StackedBars {
        category: subject.period().to_owned(),
        categories: periods
            .iter()
            .map(|period| period.start.to_string())
            .collect(),
        value: subject.persons(),
        series: vec![
            series("留存", "retained", |period| period.retained as f64),
            series("回流", "resurrected", |period| period.resurrected as f64),
            series("新增", "new", |period| period.new as f64),
            series("沉默", "dormant", |period| -(period.dormant as f64)),
        ],
        direction: Direction::Auto,
        whole: Whole::Sum,
    });
    let reading = match periods.iter().rev().find(|period| period.churn.is_some()) {
        Some(last) => subject.say(
            "零线以上为活跃人数的来源，以下为沉默者；最近完整一期流失率 {0}（{1} 人）。",
            "Above zero is where the active come from, below who fell silent; churn of the last full period is {0} ({1} persons).",
            &[share(last.churn), count(last.dormant)],
        ),
        None => subject.say(
            "零线以上为活跃人数的来源，以下为沉默者。",
            "Above zero is where the active come from, below who fell silent.",
            &[],
        ),
    };
    let title = subject.text(
        "新增、留存、回流与沉默",
        "New, retained, resurrected and dormant",
    );
    let method = subject.text(
        "与上一期的活跃者比较",
        "compared with those active in the period before",
    );
    subject.chart("lifecycle-bars", title, &method, (shape, reading))
}

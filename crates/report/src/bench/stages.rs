//! Where the time goes.

use fourr_bench::{Measured, Stages};
use fourr_chart::{Axis, Datum, Direction, Format as Digits, Series, Shape, StackedBars, Whole};

use super::subject::Subject;
use crate::{Block, Cell, Format, Section, Span, Table};

/// Stages, and the rest.
const PARTS: usize = Stages::NAMES.len() + 1;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let words = subject.say(
        "用时按数据经过的先后分段。多个线程同时工作时，等待它们的时间按它们各自用在各段的时间分摊，因此各段之和不超过总用时；其余为启动、结束、输出与未归入任何一段的部分。",
        "The time is told by the stages that data passes. Where threads work at once, the time of waiting for them is divided as theirs is, so that stages never exceed the whole. The rest is starting, ending, printing, and what no stage counts.",
        &[],
    );
    let blocks = vec![
        Block::Paragraph(words),
        bars(subject),
        Block::Table(table(subject)),
    ];
    Section::new(
        "stages",
        subject.text("时间去向", "Where the time goes"),
        blocks,
    )
}

/// Median seconds by stage, at every size.
pub(super) fn table(subject: &Subject<'_>) -> Table {
    let mut columns = vec![
        subject.column("任务", "Task", Format::Text),
        subject.column("行数", "Rows", Format::Count),
    ];
    let spent = spent(subject);
    columns.extend(spent.iter().map(|at| {
        let [zh, en] = NAMES[*at];
        subject.seconds(zh, en)
    }));
    let rows = subject.sizes().map(|(task, size)| {
        let mut row = vec![Cell::from(subject.task(task)), Cell::Count(size.rows)];
        let parts = parts(size);
        row.extend(spent.iter().map(|at| Cell::Number(parts[*at])));
        row
    });
    let caption = subject.text("各段用时的中位数", "Median seconds by stage");
    Table::new("stage-times", caption, columns).with_rows(rows)
}

const NAMES: [[&str; 2]; PARTS] = [
    ["读取", "read"],
    ["归约", "reduce"],
    ["计算", "score"],
    ["写出", "write"],
    ["绘制", "draw"],
    ["其余", "other"],
];

fn parts(size: &Measured) -> [f64; PARTS] {
    let stages = size.stages.seconds();
    std::array::from_fn(|at| stages.get(at).copied().unwrap_or(size.other))
}

/// The stages that any task spends time in: figures alone draw nothing.
fn spent(subject: &Subject<'_>) -> Vec<usize> {
    let any = |at: &usize| subject.sizes().any(|(_, size)| parts(size)[*at] > 0.0);
    (0..PARTS).filter(any).collect()
}

fn bars(subject: &Subject<'_>) -> Block {
    let largest: Vec<_> = subject.largest().collect();
    let series = |at: usize| {
        let values = largest.iter().map(|(_, size)| parts(size)[at]);
        let [zh, en] = NAMES[at];
        Series {
            name: subject.text(zh, en),
            values: values.map(Datum::from).collect(),
        }
    };
    let names = largest
        .iter()
        .map(|(task, _)| subject.task(*task).to_owned());
    let shape = StackedBars {
        category: subject.text("任务", "Task"),
        categories: names.collect(),
        value: Axis::new(
            subject.text("占用时的比例", "Share of the time"),
            Digits::Share(0),
        ),
        series: spent(subject).into_iter().map(series).collect(),
        direction: Direction::Lying,
        whole: Whole::Share,
    };
    let reading = |size: &Measured| {
        let parts = parts(size);
        let total: f64 = parts.iter().sum();
        Span::from(Cell::Share(if total > 0.0 {
            parts[0] / total
        } else {
            0.0
        }))
    };
    let reading = match largest.iter().max_by_key(|(_, size)| size.rows) {
        Some((task, size)) => subject.say(
            "各任务在最大行数下用时的去向；「{0}」有 {1} 用于读取。",
            "Where the time of each task goes at its largest size; {0} spends {1} of it on reading.",
            &[Span::plain(subject.task(*task)), reading(size)],
        ),
        None => String::new().into(),
    };
    let title = subject.text("各段占用时的比例", "Share of the time by stage");
    subject.chart("stages-bars", title, (Shape::StackedBars(shape), reading))
}

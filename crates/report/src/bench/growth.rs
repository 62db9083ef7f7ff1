//! How processor time grows with the rows.

use fourr_bench::TaskTimes;
use fourr_chart::{Axis, Datum, Format as Digits, Lines, Positions, Series, Shape};

use super::subject::Subject;
use crate::{Block, Cell, Format, Section, Span, Table};

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let table = table(subject)?;
    let blocks = vec![lines(subject), Block::Table(table)];
    Some(Section::new(
        "grows",
        subject.text("随行数的增长", "Growth with the rows"),
        blocks,
    ))
}

/// The exponents, where more than one size was measured.
pub(super) fn table(subject: &Subject<'_>) -> Option<Table> {
    let columns = vec![
        subject.column("任务", "Task", Format::Text),
        subject.column("指数", "Exponent", Format::Number(3)),
        subject.column("标准误", "Standard error", Format::Number(3)),
        subject.column("规模数", "Sizes", Format::Count),
    ];
    let grown = subject.benchmark.tasks.iter();
    let rows: Vec<[Cell; 4]> = grown
        .filter_map(|times| {
            let growth = times.growth?;
            Some([
                subject.task(times.task).into(),
                Cell::Number(growth.exponent),
                growth.error.map_or(Cell::Empty, Cell::Number),
                Cell::Count(growth.sizes as u64),
            ])
        })
        .collect();
    let caption = subject.text(
        "处理器时间 = a × 行数^b 中的 b，双对数最小二乘；1 为线性",
        "b of processor seconds = a x rows^b, by least squares of logarithms; 1 is linear",
    );
    (!rows.is_empty()).then(|| Table::new("growth", caption, columns).with_rows(rows))
}

fn lines(subject: &Subject<'_>) -> Block {
    let mut sizes: Vec<u64> = subject.sizes().map(|(_, size)| size.size).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let at = |times: &TaskTimes, rows: u64| {
        let size = times.sizes.iter().find(|size| size.size == rows);
        // Too little for the clock has no logarithm.
        let seconds = size.map(|size| size.processor.median);
        Datum::from(seconds.filter(|seconds| *seconds > 0.0))
    };
    let series = subject.benchmark.tasks.iter().map(|times| Series {
        name: subject.task(times.task).to_owned(),
        values: sizes.iter().map(|rows| at(times, *rows)).collect(),
    });
    let shape = Lines {
        x: Axis::new(subject.text("行数", "Rows"), Digits::Compact).log(),
        y: subject.axis("处理器时间", "Processor time").log(),
        series: series.collect(),
        positions: Positions::Numbers(sizes.iter().map(|rows| *rows as f64).collect()),
        references: Vec::new(),
        markers: Vec::new(),
    };
    let exponents = subject
        .benchmark
        .tasks
        .iter()
        .filter_map(|times| times.growth);
    let (least, most) = exponents.fold((f64::INFINITY, 0.0_f64), |(least, most), growth| {
        (least.min(growth.exponent), most.max(growth.exponent))
    });
    let number = |value| Span::value(Cell::Number(value), Format::Number(2));
    let reading = subject.say(
        "双对数坐标中直线的斜率就是增长指数，这里在 {0} 至 {1} 之间；行数少时启动的固定开销使线变平。",
        "The slope of a line between logarithmic axes is the exponent, here {0} to {1}. At few rows the fixed cost of starting makes lines flat.",
        &[number(least), number(most)],
    );
    let title = subject.text("处理器时间与行数", "Processor time by rows");
    subject.chart("growth-lines", title, (Shape::Lines(shape), reading))
}

//! How long each task takes, and with how much memory.

use fourr_bench::{Measured, Sample, Task};
use fourr_chart::{BoxGroup, BoxPlot, FiveNumbers, Shape};
use fourr_locale::Lang;

use super::subject::{self, Subject, mebibytes};
use crate::{Block, Cell, Format, Section, Span, Table};

/// Times apart by this factor are drawn on a logarithmic scale.
const FAR_APART: f64 = 10.0;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let blocks = vec![
        boxes(subject),
        Block::Table(table(subject)),
        Block::Table(answers(subject)),
    ];
    Section::new(
        "time",
        subject.text("用时与内存", "Time and memory"),
        blocks,
    )
}

fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("任务", "Task", Format::Text),
        subject.column("行数", "Rows", Format::Count),
        subject.seconds("中位数", "Median"),
        subject.seconds("绝对中位差", "MAD"),
        subject.seconds("最短", "Least"),
        subject.seconds("最长", "Most"),
        subject.seconds("处理器", "Processor"),
        subject
            .column("内存峰值", "Peak memory", Format::Count)
            .unit("MiB"),
        subject.column("行/秒", "Rows/s", Format::Compact),
    ];
    let rows = subject.sizes().map(|(task, size)| {
        let Sample {
            median,
            min,
            max,
            mad,
            ..
        } = size.seconds;
        [
            subject.task(task).into(),
            Cell::Count(size.rows),
            Cell::Number(median),
            Cell::Number(mad),
            Cell::Number(min),
            Cell::Number(max),
            Cell::Number(size.processor.median),
            peak(size),
            Cell::Number(size.rows_per_second()),
        ]
    });
    let caption = subject.text(
        "从进程启动到结束的用时；处理器时间为各线程之和的中位数",
        "Seconds from the start of the process to its end; processor seconds are the median over all threads",
    );
    Table::new("times", caption, columns).with_rows(rows)
}

/// The columns that a terminal has room for.
fn short_columns(subject: &Subject<'_>) -> Vec<crate::Column> {
    vec![
        subject.column("任务", "Task", Format::Text),
        subject.column("行数", "Rows", Format::Count),
        subject.seconds("中位数", "Median"),
        subject.seconds("中位差", "MAD"),
        subject.seconds("处理器", "Processor"),
        subject.column("内存", "Peak", Format::Count).unit("MiB"),
        subject.column("行/秒", "Rows/s", Format::Compact),
    ]
}

pub(super) fn short(subject: &Subject<'_>) -> Table {
    let rows = subject.sizes().map(|(task, size)| {
        [
            subject.task(task).into(),
            Cell::Count(size.rows),
            Cell::Number(size.seconds.median),
            Cell::Number(size.seconds.mad),
            Cell::Number(size.processor.median),
            peak(size),
            Cell::Number(size.rows_per_second()),
        ]
    });
    Table::new("times", "", short_columns(subject)).with_rows(rows)
}

/// What was proved of each result.
fn answers(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("任务", "Task", Format::Text),
        subject.column("行数", "Rows", Format::Count),
        subject
            .column("输入", "Input", Format::Number(1))
            .unit("MiB"),
        subject.column("核对的数字", "Figures checked", Format::Count),
        subject
            .column("校验和", "Checksum", Format::Text)
            .unit("SHA-256"),
    ];
    let rows = subject.sizes().map(|(task, size)| {
        let figures = size.figures_checked;
        [
            subject.task(task).into(),
            Cell::Count(size.rows),
            Cell::Number(mebibytes(size.bytes)),
            figures.map_or(Cell::Empty, |figures| Cell::Count(figures as u64)),
            subject::short(&size.checksum).into(),
        ]
    });
    let caption = subject.text(
        "计时前的核对：数字由单用 polars 的写法重算，校验和覆盖全部结果文件",
        "Checked before timing: figures worked out a second time in plain polars, checksums over all result files",
    );
    Table::new("answers", caption, columns).with_rows(rows)
}

fn boxes(subject: &Subject<'_>) -> Block {
    let groups: Vec<BoxGroup> = subject.largest().map(|of| group(subject, of)).collect();
    let medians = || subject.largest().map(|(_, size)| size.seconds.median);
    let (least, most) = (
        medians().fold(f64::INFINITY, f64::min),
        medians().fold(0.0, f64::max),
    );
    let axis = subject.axis("用时", "Time");
    let axis = if most > FAR_APART * least {
        axis.log()
    } else {
        axis
    };
    let shape = BoxPlot::new(subject.text("任务", "Task"), axis, groups);
    let reading = subject.say(
        "各任务在最大行数下的每次用时：盒为上下四分位，横线为中位数，须为最短与最长；中位数在 {0} 至 {1} 秒之间。",
        "Every run of each task at its largest size: boxes from quartile to quartile, lines at medians, whiskers to the least and the most. Medians are between {0} and {1} s.",
        &[
            Span::value(Cell::Number(least), Format::Number(3)),
            Span::value(Cell::Number(most), Format::Number(3)),
        ],
    );
    let title = title(subject);
    subject.chart("times-boxes", title, (Shape::BoxPlot(shape), reading))
}

/// What the boxes are of, with the rows where all tasks have as many.
fn title(subject: &Subject<'_>) -> String {
    let mut sizes = subject.largest().map(|(_, size)| size.size);
    let first = sizes.next();
    match first.filter(|first| sizes.all(|size| size == *first)) {
        Some(rows) => {
            let rows = subject.lang.count(rows);
            match subject.lang {
                Lang::Zh => format!("各任务处理 {rows} 行的用时"),
                Lang::En => format!("Time by task, {rows} rows"),
            }
        }
        None => subject.text("各任务的用时", "Time by task"),
    }
}

fn group(subject: &Subject<'_>, (task, size): (Task, &Measured)) -> BoxGroup {
    let sample = &size.seconds;
    let [q1, q3] = sample.quartiles();
    let numbers = FiveNumbers {
        low_whisker: sample.min,
        q1,
        median: sample.median,
        q3,
        high_whisker: sample.max,
    };
    BoxGroup::new(subject.task(task), sample.runs.len() as u64, numbers)
}

/// The most memory, in MiB.
pub(super) fn peak(size: &Measured) -> Cell {
    size.peak_bytes
        .map_or(Cell::Empty, |bytes| Cell::Number(mebibytes(bytes)))
}

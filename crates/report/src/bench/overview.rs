//! Lead, key figures, findings and provenance.

use fourr_bench::Verdict;

use super::{subject::Subject, times::peak};
use crate::{Cell, Finding, Format, KeyFigure, Prose, Provenance, Span};

/// What was measured, how often, on what.
pub(super) fn lead(subject: &Subject<'_>) -> Prose {
    let settings = &subject.benchmark.settings;
    let machine = &subject.benchmark.machine;
    let tasks = subject.benchmark.tasks.iter();
    let tasks: Vec<&str> = tasks.map(|times| subject.task(times.task)).collect();
    let values = [
        Span::plain(tasks.join(subject.lang.pick("、", ", "))),
        Cell::Count(settings.runs as u64).into(),
        Cell::Count(settings.threads as u64).into(),
        Span::plain(&machine.processor),
        Span::code(&machine.fingerprint),
    ];
    subject.say(
        "{0}：各计时 {1} 次，{2} 个线程；处理器 {3}，机器指纹 {4}。先核对结果，再报时间。",
        "{0}: timed {1} times each, with {2} threads, on {3} (machine {4}). Results were checked before any time was told.",
        &values,
    )
}

pub(super) fn figures(subject: &Subject<'_>) -> Vec<KeyFigure> {
    let mut figures: Vec<KeyFigure> = subject
        .largest()
        .map(|(task, size)| {
            let rate = Cell::Number(size.rows_per_second());
            KeyFigure::new(subject.task(task), rate, Format::Compact)
                .unit(subject.lang.pick("行/秒", "rows/s"))
        })
        .collect();
    figures.push(KeyFigure::new(
        subject.text("噪声底", "Noise floor"),
        Cell::Share(subject.benchmark.noise.floor),
        Format::Share,
    ));
    figures
}

pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = vec![proved(subject)];
    let slowest = subject
        .largest()
        .min_by(|a, b| a.1.rows_per_second().total_cmp(&b.1.rows_per_second()));
    if let Some((task, size)) = slowest {
        let text = subject.say(
            "每秒行数最少的是「{0}」：{1} 行用 {2} 秒，每秒 {3} 行，内存峰值 {4} MiB。",
            "Fewest rows a second: {0} takes {2} s for {1} rows, {3} rows a second, and {4} MiB at its peak.",
            &[
                Span::plain(subject.task(task)),
                Cell::Count(size.rows).into(),
                Span::value(Cell::Number(size.seconds.median), Format::Number(3)),
                Span::value(Cell::Number(size.rows_per_second()), Format::Compact),
                Span::value(peak(size), Format::Count),
            ],
        );
        findings.push(Finding::new(text, ["times".into()]));
    }
    findings.extend(steepest(subject));
    findings.extend(changed(subject));
    findings
}

fn proved(subject: &Subject<'_>) -> Finding {
    let figures = subject.sizes().map(|(_, size)| size.figures_checked);
    let figures: usize = figures.map(Option::unwrap_or_default).sum();
    let values = [Cell::Count(figures as u64).into()];
    let text = if figures > 0 {
        subject.say(
            "{0} 个数字由单用 polars 的另一套写法重新算出，全部一致；每次运行、单线程与多线程的结果文件逐字节相同。",
            "{0} figures were worked out a second time in plain polars and all agree; result files are the same to the byte in every run, with one thread and with all.",
            &values,
        )
    } else {
        subject.say(
            "每次运行、单线程与多线程的结果文件逐字节相同；自己的文件所用约定不在 polars 另一套写法之内，数字未另行核对。",
            "Result files are the same to the byte in every run, with one thread and with all; figures of files of your own were not worked out a second time, as plain polars does not know their conventions.",
            &[],
        )
    };
    Finding::new(text, ["answers".into()])
}

/// The growth that is furthest above linear.
fn steepest(subject: &Subject<'_>) -> Option<Finding> {
    let grown = subject.benchmark.tasks.iter();
    let (task, growth) = grown
        .filter_map(|times| Some((times.task, times.growth?)))
        .max_by(|a, b| a.1.exponent.total_cmp(&b.1.exponent))?;
    let text = subject.say(
        "处理器时间随行数增长最快的是「{0}」，指数 {1}（1 为线性）。",
        "Processor time grows fastest in {0}, with the exponent {1} (1 is linear).",
        &[
            Span::plain(subject.task(task)),
            Span::value(Cell::Number(growth.exponent), Format::Number(2)),
        ],
    );
    Some(Finding::new(text, ["growth".into()]))
}

fn changed(subject: &Subject<'_>) -> Option<Finding> {
    let pairs = &subject.benchmark.comparison.as_ref()?.pairs;
    if pairs.is_empty() {
        return None;
    }
    let count = |verdict| {
        let pairs = pairs.iter().filter(|pair| pair.verdict == verdict);
        Span::from(Cell::Count(pairs.count() as u64))
    };
    let text = subject.say(
        "与基线相比：{0} 项变快，{1} 项变慢，{2} 项的差异在噪声以内。",
        "Against the baseline {0} became faster, {1} slower, and {2} differ by no more than noise.",
        &[
            count(Verdict::Faster),
            count(Verdict::Slower),
            count(Verdict::WithinNoise),
        ],
    );
    Some(Finding::new(text, ["change".into()]))
}

/// How it was measured.
pub(super) fn provenance(subject: &Subject<'_>) -> Provenance {
    let settings = &subject.benchmark.settings;
    let mut parameters = vec![
        ("runs".to_owned(), settings.runs.to_string()),
        ("warmup".to_owned(), settings.warmup.to_string()),
        ("threads".to_owned(), settings.threads.to_string()),
    ];
    parameters.extend(
        settings
            .seed
            .map(|seed| ("seed".to_owned(), seed.to_string())),
    );
    Provenance {
        inputs: settings.input.clone(),
        ..Provenance::of(&[], parameters)
    }
}

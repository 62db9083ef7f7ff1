//! The report of a benchmark.
//!
//! Start at [`report`]. Every section stands in a file of its own and is made from one `Subject`.

mod change;
mod conditions;
mod growth;
mod overview;
mod stages;
mod subject;
mod times;
mod warning;

use fourr_bench::{Benchmark, Task};
use fourr_locale::Lang;

use crate::{DataNote, NoteKind, Report, Table};
use subject::Subject;

/// The report of a benchmark.
pub fn report(benchmark: &Benchmark, lang: Lang) -> Report {
    let subject = Subject { benchmark, lang };
    let notes = warning::all(&subject).into_iter();
    let sections = [
        Some(times::section(&subject)),
        Some(stages::section(&subject)),
        growth::section(&subject),
        change::section(&subject),
        Some(conditions::section(&subject)),
    ];
    Report {
        lang,
        title: subject.text("基准测试报告", "Benchmark"),
        lead: overview::lead(&subject),
        figures: overview::figures(&subject),
        findings: overview::findings(&subject),
        sections: sections.into_iter().flatten().collect(),
        notes: notes
            .map(|(code, text)| DataNote::new(NoteKind::Warning, code, text))
            .collect(),
        provenance: overview::provenance(&subject),
        ..Report::default()
    }
}

/// The short tables that a terminal shows: times, stages, growth and change.
pub fn short_tables(benchmark: &Benchmark, lang: Lang) -> Vec<Table> {
    let subject = Subject { benchmark, lang };
    let tables = [
        Some(times::short(&subject)),
        Some(stages::table(&subject)),
        growth::table(&subject),
        change::table(&subject),
    ];
    tables.into_iter().flatten().collect()
}

/// Machine, program and noise in a sentence or two.
pub fn conditions(benchmark: &Benchmark, lang: Lang) -> String {
    conditions::sentence(&Subject { benchmark, lang }).text(lang)
}

/// The warnings as sentences.
pub fn warnings(benchmark: &Benchmark, lang: Lang) -> Vec<String> {
    let warnings = warning::all(&Subject { benchmark, lang }).into_iter();
    warnings.map(|(_, text)| text.text(lang)).collect()
}

/// What was proved of a result before it was timed.
#[derive(Debug, Clone, Copy)]
pub struct Proved<'a> {
    /// The task.
    pub task: Task,
    /// Rows of its input.
    pub rows: u64,
    /// Figures that plain polars has confirmed; none of own files.
    pub figures: Option<usize>,
    /// SHA-256 over the files of the result, with one thread and with all.
    pub checksum: &'a str,
}

/// What was proved of a result, in a sentence.
pub fn proved(proved: &Proved<'_>, lang: Lang) -> String {
    let task = subject::task(proved.task, lang);
    let rows = lang.count(proved.rows);
    let sum = subject::short(proved.checksum);
    match (proved.figures, lang) {
        (Some(figures), Lang::Zh) => {
            format!("{task}：{rows} 行，{figures} 个数字与 polars 重算一致，sha256 {sum}")
        }
        (Some(figures), Lang::En) => {
            format!("{task}: {rows} rows, {figures} figures agree with plain polars, sha256 {sum}")
        }
        (None, Lang::Zh) => format!("{task}：{rows} 行，自己的文件，数字未另行核对，sha256 {sum}"),
        (None, Lang::En) => {
            format!("{task}: {rows} rows of your own, figures not checked, sha256 {sum}")
        }
    }
}

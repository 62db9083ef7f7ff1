//! [`Subject`]: what the report speaks of, and in which language.

use fourr_bench::{Benchmark, DataFormat, Measured, Task};
use fourr_chart::{Axis, Caption, Chart, Format as Digits, Shape};
use fourr_locale::Lang;

use crate::{Block, ChartBlock, Column, Format, Id, Prose, Span};

/// Everything that the words of all sections depend on.
pub(super) struct Subject<'a> {
    pub(super) benchmark: &'a Benchmark,
    pub(super) lang: Lang,
}

impl<'a> Subject<'a> {
    /// One of two texts.
    pub(super) fn text(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    /// One of two sentences, its holes filled.
    pub(super) fn say(&self, zh: &str, en: &str, values: &[Span]) -> Prose {
        Prose::fill(self.lang.pick(zh, en), values)
    }

    /// A column of a table.
    pub(super) fn column(&self, zh: &str, en: &str, format: Format) -> Column {
        Column::new(self.lang.pick(zh, en), format)
    }

    /// A column of seconds.
    pub(super) fn seconds(&self, zh: &str, en: &str) -> Column {
        self.column(zh, en, Format::Number(3))
            .unit(self.lang.pick("秒", "s"))
    }

    /// The name of a task.
    pub(super) fn task(&self, task: Task) -> &'static str {
        self::task(task, self.lang)
    }

    /// Every task at every size.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (Task, &'a Measured)> {
        let tasks = self.benchmark.tasks.iter();
        tasks.flat_map(|times| times.sizes.iter().map(|size| (times.task, size)))
    }

    /// Every task at its largest size.
    pub(super) fn largest(&self) -> impl Iterator<Item = (Task, &'a Measured)> {
        let tasks = self.benchmark.tasks.iter();
        tasks.filter_map(|times| Some((times.task, times.largest()?)))
    }

    /// An axis of seconds.
    pub(super) fn axis(&self, zh: &str, en: &str) -> Axis {
        Axis::new(self.lang.pick(zh, en), Digits::Fixed(3)).unit(self.lang.pick("秒", "s"))
    }

    fn seeded(&self, format: &str, seed: u64) -> String {
        match self.lang {
            Lang::Zh => format!("{format}，种子 {seed}"),
            Lang::En => format!("{format}, seed {seed}"),
        }
    }

    /// A chart and what it shows, with how it was measured.
    pub(super) fn chart(
        &self,
        id: &'static str,
        title: String,
        (shape, reading): (Shape, Prose),
    ) -> Block {
        let settings = &self.benchmark.settings;
        let data = match (settings.format, settings.seed) {
            (Some(DataFormat::Parquet), Some(seed)) => self.seeded("Parquet", seed),
            (Some(DataFormat::Csv), Some(seed)) => self.seeded("CSV", seed),
            _ => settings.input.join(self.lang.pick("、", ", ")),
        };
        let (runs, threads) = (settings.runs, settings.threads);
        let version = &self.benchmark.build.version;
        let processor = &self.benchmark.machine.processor;
        let (subtitle, source) = match self.lang {
            Lang::Zh => (
                format!("每项 {runs} 次运行，{threads} 个线程；{data}"),
                format!("fourr {version}；{processor}"),
            ),
            Lang::En => (
                format!("{runs} runs each, {threads} threads; {data}"),
                format!("fourr {version}; {processor}"),
            ),
        };
        let caption = Caption::new(title).subtitle(subtitle).source(source);
        ChartBlock {
            id: Id::from(id),
            chart: Chart { caption, shape },
            reading,
            live: Vec::new(),
        }
        .into()
    }
}

/// The name of a task.
pub(super) fn task(task: Task, lang: Lang) -> &'static str {
    match task {
        Task::Clean => lang.pick("数据清洗", "clean"),
        Task::Profile => lang.pick("用户画像", "profile"),
        Task::Rfm => lang.pick("RFM 分层", "rfm"),
        Task::Kano => lang.pick("KANO 模型", "kano"),
        Task::Funnel => lang.pick("转化漏斗", "funnel"),
        Task::CostBenefit => lang.pick("成本效益", "cost-benefit"),
    }
}

/// The digits of a checksum that people compare.
pub(super) fn short(checksum: &str) -> &str {
    checksum.get(..12).unwrap_or(checksum)
}

/// Bytes as MiB.
pub(super) fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

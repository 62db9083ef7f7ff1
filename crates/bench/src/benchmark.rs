//! [`Benchmark`]: everything that was measured, under the keys of `summary.json`.

use serde::{Deserialize, Serialize};

use crate::{Build, Comparison, DataFormat, Growth, Machine, Noise, Run, Sample, Stages, Task};

/// Everything that was measured. Times are in seconds, memory in bytes, shares in 0..=1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    /// What was measured on.
    pub machine: Machine,
    /// What was measured.
    pub build: Build,
    /// How it was measured.
    pub settings: Settings,
    /// What the machine does to times by itself.
    pub noise: Noise,
    /// The tasks.
    pub tasks: Vec<TaskTimes>,
    /// Against a benchmark of before, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
}

/// How it was measured: two benchmarks compare where these are equal, but for the number of runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Seed of the data; none of own files.
    pub seed: Option<u64>,
    /// What the data was written as; none of own files.
    pub format: Option<DataFormat>,
    /// Names of own files.
    pub input: Vec<String>,
    /// Further words of the command.
    pub flags: Vec<String>,
    /// Threads that the runs might use.
    pub threads: usize,
    /// Whether reports were written too.
    pub report: bool,
    /// Timed runs of each task and size.
    pub runs: usize,
    /// Runs before these that do not count.
    pub warmup: usize,
}

impl Settings {
    /// Whether times measured so and so mean the same.
    pub fn compares(&self, other: &Self) -> bool {
        let same = |settings: &Self| Self {
            runs: 0,
            warmup: 0,
            ..settings.clone()
        };
        same(self) == same(other)
    }
}

/// Times of one task, by size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskTimes {
    /// The task.
    pub task: Task,
    /// The sizes, in the order asked for.
    pub sizes: Vec<Measured>,
    /// How its processor time grows with the rows, from two sizes on.
    pub growth: Option<Growth>,
}

impl TaskTimes {
    /// With the growth that the sizes show.
    pub fn new(task: Task, sizes: Vec<Measured>) -> Self {
        let point = |size: &Measured| (size.rows as f64, size.processor.median);
        let points: Vec<(f64, f64)> = sizes.iter().map(point).collect();
        Self {
            growth: Growth::of(&points),
            task,
            sizes,
        }
    }

    /// The size with the most rows.
    pub fn largest(&self) -> Option<&Measured> {
        self.sizes.iter().max_by_key(|size| size.rows)
    }
}

/// How large an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Rows that were asked for; none of own files.
    pub asked: Option<u64>,
    /// Rows that were read.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
}

/// Times of one task at one size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Rows that were asked for; of own files those that they have.
    pub size: u64,
    /// Rows of the input.
    pub rows: u64,
    /// Bytes of the input.
    pub bytes: u64,
    /// Figures that were worked out a second time in plain polars and are equal; none of files of the user that plain polars cannot
    /// read or whose conventions it does not know.
    pub figures_checked: Option<usize>,
    /// SHA-256 over the files of the result, the same in every run and with one thread.
    pub checksum: String,
    /// Seconds on the clock.
    pub seconds: Sample,
    /// Processor seconds of all threads.
    pub processor: Sample,
    /// The most memory of any run; none where the system does not say.
    pub peak_bytes: Option<u64>,
    /// Median seconds by stage.
    pub stages: Stages,
    /// The rest of the median: starting, ending, printing, and what no stage counts.
    pub other: f64,
}

impl Measured {
    /// What `runs` over an input that is so large show; none of no run.
    pub fn of(
        extent: Extent,
        figures_checked: Option<usize>,
        checksum: String,
        runs: &[Run],
    ) -> Option<Self> {
        let sample = |of: fn(&Run) -> f64| Sample::of(runs.iter().map(of));
        let seconds = sample(|run| run.seconds)?;
        let stage = |at: usize| {
            let of = runs.iter().map(|run| run.timings.stages.seconds()[at]);
            Sample::of(of).map_or(0.0, |sample| sample.median)
        };
        let stages = Stages::of(std::array::from_fn(stage));
        Some(Self {
            size: extent.asked.unwrap_or(extent.rows),
            rows: extent.rows,
            bytes: extent.bytes,
            figures_checked,
            checksum,
            processor: sample(|run| run.timings.processor_seconds)?,
            peak_bytes: runs.iter().filter_map(|run| run.timings.peak_bytes).max(),
            other: (seconds.median - stages.sum()).max(0.0),
            stages,
            seconds,
        })
    }

    /// Rows a second, by the median.
    pub fn rows_per_second(&self) -> f64 {
        self.rows as f64 / self.seconds.median
    }
}

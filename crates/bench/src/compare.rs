//! [`Comparison`]: what became faster or slower since a benchmark of before.

use serde::{Deserialize, Serialize};

use crate::{Benchmark, Measured, Task};

/// Two benchmarks side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// By how much a task may be slower, as a share.
    pub tolerance: f64,
    /// Why nothing is compared, if so.
    pub refusal: Option<Refusal>,
    /// Tasks at sizes that both have.
    pub pairs: Vec<Pair>,
    /// Tasks at sizes that the baseline lacks.
    pub missing: Vec<(Task, u64)>,
}

/// Why two benchmarks do not compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// They were measured on different machines.
    OtherMachine,
    /// Seed, format, files, flags, threads or documents differ.
    OtherSettings,
}

/// One task at one size, then and now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The task.
    pub task: Task,
    /// Rows of its input.
    pub rows: u64,
    /// Median seconds of the baseline.
    pub before: f64,
    /// Median seconds now.
    pub now: f64,
    /// Now over before.
    pub ratio: f64,
    /// The share below which a difference is noise: the larger of both noise floors and of the spreads of both samples together.
    pub noise: f64,
    /// What that means.
    pub verdict: Verdict,
    /// Whether it is slower beyond noise and beyond what is tolerated.
    pub regression: bool,
}

/// What the ratio of two medians means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It takes less time, by more than noise.
    Faster,
    /// It takes more time, by more than noise.
    Slower,
    /// The difference is smaller than what chance does.
    WithinNoise,
}

impl Verdict {
    /// Of now over before, where a share of `noise` says nothing. Symmetric: the inverse ratio has the opposite verdict.
    pub fn of(ratio: f64, noise: f64) -> Self {
        if ratio > 1.0 + noise {
            Self::Slower
        } else if ratio * (1.0 + noise) < 1.0 {
            Self::Faster
        } else {
            Self::WithinNoise
        }
    }
}

impl Comparison {
    /// Holds `now` against `before`; a task may be slower by `tolerance`, a share.
    pub fn of(before: &Benchmark, now: &Benchmark, tolerance: f64) -> Self {
        let refusal = if before.machine.fingerprint != now.machine.fingerprint {
            Some(Refusal::OtherMachine)
        } else if !before.settings.compares(&now.settings) {
            Some(Refusal::OtherSettings)
        } else {
            None
        };
        let mut comparison = Self {
            tolerance,
            refusal,
            pairs: Vec::new(),
            missing: Vec::new(),
        };
        if refusal.is_none() {
            comparison.fill(before, now);
        }
        comparison
    }

    /// The pairs that are slower beyond noise and tolerance.
    pub fn regressions(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(|pair| pair.regression)
    }

    fn fill(&mut self, before: &Benchmark, now: &Benchmark) {
        let floor = before.noise.floor.max(now.noise.floor);
        for times in &now.tasks {
            for size in &times.sizes {
                match measured(before, times.task, size.rows) {
                    Some(then) => {
                        let pair = Pair::of((times.task, then, size), floor, self.tolerance);
                        self.pairs.push(pair);
                    }
                    None => self.missing.push((times.task, size.rows)),
                }
            }
        }
    }
}

impl Pair {
    fn of((task, before, now): (Task, &Measured, &Measured), floor: f64, tolerance: f64) -> Self {
        let ratio = now.seconds.median / before.seconds.median;
        let noise = floor.max(before.seconds.spread() + now.seconds.spread());
        let verdict = Verdict::of(ratio, noise);
        Self {
            task,
            rows: now.rows,
            before: before.seconds.median,
            now: now.seconds.median,
            ratio,
            noise,
            verdict,
            regression: verdict == Verdict::Slower && ratio > 1.0 + tolerance,
        }
    }
}

fn measured(of: &Benchmark, task: Task, rows: u64) -> Option<&Measured> {
    let times = of.tasks.iter().find(|times| times.task == task)?;
    times.sizes.iter().find(|size| size.rows == rows)
}

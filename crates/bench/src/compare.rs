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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchmark::Extent;
    use crate::{Build, Machine, Noise, Run, Settings, TaskTimes, Timings};

    /// A benchmark of one task at 10 rows, whose runs took these seconds, on a machine whose noise is this before and after.
    fn benchmark(seconds: [f64; 3], noise: [f64; 2]) -> Benchmark {
        let run = |seconds| Run {
            seconds,
            timings: Timings::default(),
        };
        let extent = Extent {
            asked: Some(10),
            rows: 10,
            bytes: 100,
        };
        let size = Measured::of(extent, Some(3), "ab".to_owned(), &seconds.map(run)).unwrap();
        Benchmark {
            machine: Machine::new("A".to_owned(), 2, 1 << 30, "Linux".to_owned()),
            build: Build {
                version: "1".to_owned(),
                profile: "release".to_owned(),
            },
            settings: Settings {
                seed: Some(1),
                format: None,
                input: vec![],
                flags: vec![],
                threads: 2,
                report: false,
                runs: 3,
                warmup: 0,
            },
            noise: Noise::of(vec![noise[0]], vec![noise[1]]).unwrap(),
            tasks: vec![TaskTimes::new(Task::Rfm, vec![size])],
            comparison: None,
        }
    }

    #[test]
    fn with_itself_everything_is_within_noise() {
        let one = benchmark([1.0, 1.1, 1.2], [1.0, 1.0]);
        let comparison = Comparison::of(&one, &one, 0.0);
        assert_eq!(comparison.refusal, None);
        assert_eq!(comparison.pairs.len(), 1);
        assert_eq!(comparison.pairs[0].verdict, Verdict::WithinNoise);
        assert_eq!(comparison.regressions().count(), 0);
    }

    /// By hand: medians 1 and 1.3, no spread; the machine drifted by a quarter the second time.
    #[test]
    fn slower_is_what_noise_does_not_explain_and_tolerance_does_not_allow() {
        let before = benchmark([1.0; 3], [1.0, 1.0]);
        let now = benchmark([1.3; 3], [1.0, 1.25]);
        let regression = |tolerance| {
            let comparison = Comparison::of(&before, &now, tolerance);
            let pair = &comparison.pairs[0];
            assert!((pair.noise - 0.25).abs() < 1e-12);
            assert_eq!(pair.verdict, Verdict::Slower);
            pair.regression
        };
        assert!(regression(0.1));
        assert!(!regression(0.4));
        // 1 / 1.3 is 0.769, below 1 / 1.25.
        let back = Comparison::of(&now, &before, 0.1);
        assert_eq!(back.pairs[0].verdict, Verdict::Faster);
    }

    #[test]
    fn spreads_of_both_are_noise_too() {
        // MAD 0.2 each: 1.4826 x 0.2 / 1.0 and / 1.3 together are 52 %.
        let before = benchmark([0.8, 1.0, 1.2], [1.0, 1.0]);
        let now = benchmark([1.1, 1.3, 1.5], [1.0, 1.0]);
        let comparison = Comparison::of(&before, &now, 0.1);
        assert_eq!(comparison.pairs[0].verdict, Verdict::WithinNoise);
    }

    #[test]
    fn what_was_measured_elsewhere_or_otherwise_is_not_compared() {
        let one = benchmark([1.0; 3], [1.0, 1.0]);
        let mut other = one.clone();
        other.machine.fingerprint = "other".to_owned();
        let refused = |before: &Benchmark| Comparison::of(before, &one, 0.1).refusal;
        assert_eq!(refused(&other), Some(Refusal::OtherMachine));
        let mut other = one.clone();
        other.settings.seed = Some(2);
        assert_eq!(refused(&other), Some(Refusal::OtherSettings));
        let mut other = one.clone();
        other.settings.runs = 9;
        assert_eq!(refused(&other), None);
        other.tasks.clear();
        let comparison = Comparison::of(&other, &one, 0.1);
        assert_eq!(comparison.missing, [(Task::Rfm, 10)]);
    }
}

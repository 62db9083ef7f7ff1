//! The report of a benchmark whose smallest run was too short for the clock.

use fourr_bench::{
    Benchmark, Build, Extent, Machine, Measured, Noise, Run, Settings, Stages, Task, TaskTimes,
    Timings,
};
use fourr_locale::Lang;
use fourr_report::{bench, charts};

/// One run over so many rows.
fn measured(rows: u64, processor_seconds: f64) -> Measured {
    let timings = Timings {
        processor_seconds,
        peak_bytes: Some(1 << 20),
        stages: Stages::default(),
    };
    let run = Run {
        seconds: 0.01,
        timings,
    };
    let extent = Extent {
        asked: Some(rows),
        rows,
        bytes: rows * 50,
    };
    Measured::of(extent, Some(1), "0".repeat(64), &[run]).unwrap()
}

fn benchmark() -> Benchmark {
    let times = |task, [small, large]: [f64; 2]| {
        TaskTimes::new(task, vec![measured(1_000, small), measured(9_000, large)])
    };
    Benchmark {
        machine: Machine::new("a processor".into(), 2, 1 << 34, "a system".into()),
        build: Build {
            version: "0".into(),
            profile: "release".into(),
        },
        settings: Settings {
            seed: Some(42),
            format: None,
            input: Vec::new(),
            flags: Vec::new(),
            threads: 2,
            report: false,
            runs: 1,
            warmup: 0,
        },
        noise: Noise::of(vec![0.1; 3], vec![0.1; 3]).unwrap(),
        tasks: vec![
            times(Task::Rfm, [0.0, 0.02]),
            times(Task::Kano, [0.01, 0.09]),
        ],
        comparison: None,
    }
}

#[test]
fn a_time_of_nothing_is_no_point_between_logarithmic_axes() {
    let folder = tempfile::tempdir().unwrap();
    for lang in [Lang::En, Lang::Zh] {
        let report = bench::report(&benchmark(), lang);
        let drawn = charts::write(&report, folder.path()).unwrap();
        assert!(
            drawn
                .iter()
                .any(|picture| picture.id.as_str() == "growth-lines")
        );
    }
}

//! `CostBenefit::analyse` over ledgers at growing sizes.

use std::{fs::File, hint::black_box, path::Path};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_cost_benefit::{CostBenefit, Inputs};
use fourr_table::Input;
use polars::prelude::*;

/// Campaign-days: 2,000 campaigns in 8 channels, day after day; numbers by a linear congruence.
fn ledger(rows: u64, path: &Path) {
    let mut state = 42_u64;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let campaign = |row: u64| row % 2_000;
    let days = (0..rows).map(|row| i32::try_from(19_000 + row / 2_000).expect("few days"));
    let channels = (0..rows).map(|row| format!("channel {}", campaign(row) % 8));
    let campaigns = (0..rows).map(|row| format!("campaign {}", campaign(row)));
    let mut numbers = |low: u64, below: u64| -> Vec<i64> {
        let number = |_| i64::try_from(low + next(below)).expect("small numbers");
        (0..rows).map(number).collect()
    };
    let columns = vec![
        Column::new("date".into(), days.collect::<Vec<_>>())
            .cast(&DataType::Date)
            .expect("days"),
        Column::new("channel".into(), channels.collect::<Vec<_>>()),
        Column::new("campaign".into(), campaigns.collect::<Vec<_>>()),
        Column::new("impressions".into(), numbers(1_000, 50_000)),
        Column::new("clicks".into(), numbers(0, 1_000)),
        Column::new("orders".into(), numbers(0, 40)),
        Column::new("cost".into(), numbers(10, 900)),
        Column::new("revenue".into(), numbers(0, 4_000)),
    ];
    let height = usize::try_from(rows).expect("rows fit memory");
    let mut frame = DataFrame::new(height, columns).expect("columns of one length");
    let file = File::create(path).expect("a file to write");
    ParquetWriter::new(file)
        .finish(&mut frame)
        .expect("rows written");
}

fn analyse(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let mut group = criterion.benchmark_group("cost_benefit_ledger");
    group.sample_size(10);
    for rows in [10_000_u64, 100_000, 1_000_000] {
        let path = folder.path().join(format!("{rows}.parquet"));
        ledger(rows, &path);
        let table = Input::of([&path]).open().expect("the ledger just written");
        group.throughput(Throughput::Elements(rows));
        group.bench_with_input(
            BenchmarkId::from_parameter(rows),
            &table,
            |bencher, table| {
                let inputs = Inputs {
                    ledger: Some(table),
                    ..Inputs::default()
                };
                bencher.iter(|| {
                    CostBenefit::default()
                        .analyse(black_box(inputs))
                        .expect("figures")
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, analyse);
criterion_main!(benches);

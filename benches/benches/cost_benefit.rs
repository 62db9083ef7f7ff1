//! `CostBenefit::analyse` over ledgers at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_benches::ledger;
use fourr_cost_benefit::{CostBenefit, Inputs};
use fourr_table::Input;

fn analyse(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let mut group = criterion.benchmark_group("cost_benefit_ledger");
    group.sample_size(10);
    for rows in [10_000_u64, 100_000, 1_000_000] {
        let path = folder.path().join(format!("{rows}.parquet"));
        ledger::write(rows, &path).expect("a ledger");
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

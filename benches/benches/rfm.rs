//! `Rfm::segment` at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_benches::files;
use fourr_rfm::Rfm;
use fourr_table::Input;

fn segment(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let mut group = criterion.benchmark_group("rfm_segment");
    group.sample_size(10);
    for rows in [10_000_u64, 100_000, 1_000_000] {
        let path = folder.path().join(format!("{rows}.parquet"));
        files::orders(rows, &path).expect("seeded orders");
        let table = Input::of([&path]).open().expect("the orders just written");
        group.throughput(Throughput::Elements(rows));
        group.bench_with_input(
            BenchmarkId::from_parameter(rows),
            &table,
            |bencher, table| {
                bencher.iter(|| Rfm::default().segment(black_box(table)).expect("customers"));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, segment);
criterion_main!(benches);

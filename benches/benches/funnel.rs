//! `Funnel::convert` at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_benches::events;
use fourr_funnel::{Funnel, Step};

fn convert(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("funnel_convert");
    group.sample_size(10);
    let funnel = Funnel {
        steps: events::STEPS.map(Step::event).to_vec(),
        ..Funnel::default()
    };
    for count in [10_000_u64, 100_000, 1_000_000] {
        let table = events::log(count).expect("a log");
        group.throughput(Throughput::Elements(count));
        group.bench_with_input(
            BenchmarkId::from_parameter(count),
            &table,
            |bencher, table| {
                bencher.iter(|| funnel.convert(black_box(table)).expect("a funnel"));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, convert);
criterion_main!(benches);

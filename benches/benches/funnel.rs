//! `Funnel::convert` at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_funnel::{Funnel, Step};
use fourr_generator::Events;
use fourr_table::Input;

const STEPS: [&str; 6] = ["open", "view", "add_to_cart", "order", "pay", "review"];

fn convert(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let mut group = criterion.benchmark_group("funnel_convert");
    group.sample_size(10);
    let funnel = Funnel {
        steps: STEPS.map(Step::event).to_vec(),
        by: Some("channel".to_owned()),
        ..Funnel::default()
    };
    for members in [1_250_u64, 12_500, 125_000] {
        let path = folder.path().join(format!("{members}.parquet"));
        let events = Events {
            members,
            ..Events::bench()
        };
        events.write_parquet(&path).expect("a seeded log");
        let table = Input::of([&path]).open().expect("the log just written");
        group.throughput(Throughput::Elements(table.row_count().expect("its rows")));
        group.bench_with_input(
            BenchmarkId::from_parameter(members),
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

//! `Funnel::convert` at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_funnel::{Funnel, Step};
use fourr_table::Table;
use polars::prelude::*;

const STEPS: [&str; 6] = ["open", "view", "add_to_cart", "order", "pay", "review"];
const EVENTS: [&str; 8] = [
    "open",
    "view",
    "add_to_cart",
    "order",
    "pay",
    "review",
    "search",
    "exposure",
];
const CHANNELS: [&str; 4] = ["search", "social", "direct", "store"];
const MONTH: u64 = 30 * 86_400;

/// A log of so many events in no order, eight a person, over a month.
fn log(events: u64) -> Table {
    let mut state = 42_u64;
    let mut draw = |limit: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let (mut persons, mut times, mut names, mut channels) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..events {
        let person = draw(events / 8);
        persons.push(person.cast_signed());
        times.push((1_704_067_200 + draw(MONTH)).cast_signed() * 1_000_000);
        // The earlier of two, for fewer reach a later stage.
        names.push(EVENTS[usize::try_from(draw(8).min(draw(8))).unwrap_or(0)]);
        channels.push(CHANNELS[usize::try_from(person % 4).unwrap_or(0)]);
    }
    let time =
        Series::new("time".into(), times).cast(&DataType::Datetime(TimeUnit::Microseconds, None));
    let frame = df!("user" => persons, "event" => names, "time" => time.expect("times"), "channel" => channels);
    Table::from_frame(frame.expect("a log"))
}

fn convert(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("funnel_convert");
    group.sample_size(10);
    let funnel = Funnel {
        steps: STEPS.map(Step::event).to_vec(),
        ..Funnel::default()
    };
    for events in [10_000_u64, 100_000, 1_000_000] {
        let table = log(events);
        group.throughput(Throughput::Elements(events));
        group.bench_with_input(
            BenchmarkId::from_parameter(events),
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

//! `Recipe::apply` at growing sizes, with its ledger.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_benches::files;
use fourr_clean::Recipe;
use fourr_table::Input;

fn apply(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let recipe = Recipe::from_toml(files::RECIPE).expect("a recipe");
    let mut group = criterion.benchmark_group("clean_apply");
    group.sample_size(10);
    for rows in [10_000_u64, 100_000, 1_000_000] {
        let path = folder.path().join(format!("{rows}.csv"));
        files::dirty_orders(rows, &path).expect("seeded orders");
        let table = Input::of([&path]).open().expect("the orders just written");
        group.throughput(Throughput::Elements(rows));
        group.bench_with_input(
            BenchmarkId::from_parameter(rows),
            &table,
            |bencher, table| {
                bencher.iter(|| recipe.apply(black_box(table)).expect("clean orders"));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, apply);
criterion_main!(benches);

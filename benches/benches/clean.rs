//! `Recipe::apply` at growing sizes, with its ledger.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_clean::Recipe;
use fourr_generator::{Dataset, Orders};
use fourr_table::Input;

const RECIPE: &str = r#"
    [[step]]
    do = "tidy"
    columns = ["channel"]
    [[step]]
    do = "parse"
    columns = ["order_time"]
    kind = "datetime"
    [[step]]
    do = "parse"
    columns = ["amount"]
    kind = "number"
    decimals = 2
    [[step]]
    do = "duplicates"
    [[step]]
    do = "outliers"
    columns = ["amount"]
    by = ["channel"]
    treat = "cap"
    [[step]]
    do = "impute"
    columns = ["amount"]
    method = "median"
"#;

fn apply(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let recipe = Recipe::from_toml(RECIPE).expect("a recipe");
    let mut group = criterion.benchmark_group("clean_apply");
    group.sample_size(10);
    for rows in [10_000_u64, 100_000, 1_000_000] {
        let path = folder.path().join(format!("{rows}.csv"));
        Orders {
            rows,
            dirt: 1.0,
            ..Orders::bench()
        }
        .write_csv(&path)
        .expect("seeded orders");
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

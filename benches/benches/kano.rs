//! `Kano::classify` at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_benches::files;
use fourr_kano::Kano;
use fourr_table::Input;

fn classify(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder for the data");
    let mut group = criterion.benchmark_group("kano_classify");
    group.sample_size(10);
    for respondents in [10_000, 100_000, 1_000_000] {
        let path = folder.path().join(format!("{respondents}.parquet"));
        files::questionnaire(respondents, &path).expect("a seeded questionnaire");
        let table = Input::of([&path])
            .open()
            .expect("the questionnaire just written");
        group.throughput(Throughput::Elements(respondents));
        group.bench_with_input(
            BenchmarkId::from_parameter(respondents),
            &table,
            |bencher, table| {
                bencher.iter(|| {
                    Kano::default()
                        .classify(black_box(table))
                        .expect("features")
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, classify);
criterion_main!(benches);

//! `Profile::tag` and the counts of TGI at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_benches::persons;
use fourr_profile::{Lists, Needs, Profile, SourceKind, Sources, TagColumn, TagFile, tally};
use fourr_table::Table;

fn tag(criterion: &mut Criterion) {
    let file = TagFile::from_toml("bench", persons::TAGS).expect("a tag file");
    let mut group = criterion.benchmark_group("profile_tag");
    group.sample_size(10);
    for count in [10_000_u64, 100_000, 1_000_000] {
        let mut sources = Sources::default();
        let table = Table::from_frame(persons::frame(count).expect("persons"));
        sources
            .add(&Profile::default(), table, Some(SourceKind::Persons))
            .expect("a column of ids");
        group.throughput(Throughput::Elements(count));
        group.bench_with_input(
            BenchmarkId::from_parameter(count),
            &sources,
            |bencher, sources| {
                bencher.iter(|| {
                    let profile = Profile::default();
                    let tagging = profile
                        .tag(
                            Some(&file),
                            black_box(sources),
                            &Lists::default(),
                            &Needs::default(),
                        )
                        .expect("tags");
                    let columns: Vec<&TagColumn> = tagging.columns().iter().collect();
                    let group = tally::Group::with(columns[1], 0);
                    tally::split_all(&columns, &group)
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, tag);
criterion_main!(benches);

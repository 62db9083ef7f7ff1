//! `Profile::tag` and the counts of TGI at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_profile::{Lists, Needs, Profile, SourceKind, Sources, TagColumn, TagFile, tally};
use fourr_table::Table;
use polars::prelude::{DataFrame, df};

const TAGS: &str = r#"
    [[dimension]]
    code = "d"
    [[dimension.tag]]
    code = "age_band"
    bins = { column = "age", breaks = [25, 45], labels = ["young", "adult", "senior"] }
    [[dimension.tag]]
    code = "spend"
    resolve = "order"
    value = [
        { name = "high", where = "amount >= 5000" },
        { name = "middle", where = "amount >= 1000" },
        { name = "low", where = "amount > 0" },
    ]
    [[dimension.tag]]
    code = "coast"
    resolve = "order"
    value = [
        { name = "coast", where = "city in ('上海', '广州') and age < 60" },
        { name = "inland", where = "city is not null" },
    ]
    [[dimension.tag]]
    code = "city"
    column = "city"
    [[dimension.tag]]
    code = "quartile"
    quantiles = { column = "amount", labels = ["1", "2", "3", "4"] }
"#;

/// Persons with seeded attributes.
fn persons(count: u64) -> DataFrame {
    // Marsaglia's xorshift: enough for figures that nobody reads.
    let mut state = 42_u64;
    let mut draw = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let cities = ["上海", "广州", "成都", "武汉", "乌鲁木齐市"];
    let ids: Vec<u64> = (0..count).collect();
    let age: Vec<u64> = ids.iter().map(|_| 15 + draw(60)).collect();
    let amount: Vec<f64> = ids.iter().map(|_| draw(1_000_000) as f64 / 100.0).collect();
    let city: Vec<&str> = ids
        .iter()
        .map(|_| cities[usize::try_from(draw(5)).unwrap_or(0)])
        .collect();
    df!["person_id" => ids, "age" => age, "amount" => amount, "city" => city]
        .expect("columns of one length")
}

fn tag(criterion: &mut Criterion) {
    let file = TagFile::from_toml("bench", TAGS).expect("a tag file");
    let mut group = criterion.benchmark_group("profile_tag");
    group.sample_size(10);
    for count in [10_000_u64, 100_000, 1_000_000] {
        let mut sources = Sources::default();
        let table = Table::from_frame(persons(count));
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

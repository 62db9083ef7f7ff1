//! What is left of attribution once journeys are counted: the chain of 50 channels solved, with and without each of them.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fourr_attribution::{Journey, Outcome, Rules, Tally};
use fourr_benches::Draw;

/// Journeys of one to eight touches over `channels` channels, by a linear congruence; a third converts.
fn tally(channels: u8, order: u8) -> Tally {
    let rules = Rules {
        order,
        ..Rules::of(usize::from(channels))
    };
    let mut tally = rules.tally().expect("rules that hold");
    let mut draw = Draw::default();
    for _ in 0..100_000 {
        let length = 1 + draw.below(8);
        let touch = |_| u8::try_from(draw.below(u64::from(channels))).expect("a channel");
        let touches: Vec<u8> = (0..length).map(touch).collect();
        let conversions = u64::from(draw.below(3) == 0);
        tally.add(&Journey {
            touches: &touches,
            ages: &[0.0; 8][..touches.len()],
            outcome: Outcome {
                conversions,
                value: 0,
                nulls: 1 - conversions,
            },
        });
    }
    tally
}

fn markov(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("markov");
    group.sample_size(20);
    for (channels, order) in [(10, 1), (50, 1), (50, 2)] {
        let tally = tally(channels, order);
        let name = BenchmarkId::new(format!("order {order}"), format!("{channels} channels"));
        group.bench_with_input(name, &tally, |bencher, tally| {
            bencher.iter(|| black_box(tally).markov().expect("a chain that converts"));
        });
    }
    group.finish();
}

criterion_group!(benches, markov);
criterion_main!(benches);

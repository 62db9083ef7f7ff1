//! Fits and predictions of BG/NBD with Gamma-Gamma at growing numbers of customers.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fourr_lifetime::{Discounting, GammaGamma, History, Model, Spend};

/// Customers of the CDNOW sample, and round numbers.
const SIZES: [u32; 3] = [2_357, 100_000, 1_000_000];

/// Numbers that look random, from a counter (splitmix64).
struct Random(u64);

impl Random {
    /// From 0 to 1, both excluded.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 12) as f64 / (1_u64 << 52) as f64 + f64::EPSILON / 4.0
    }

    fn normal(&mut self) -> f64 {
        let (radius, angle) = (self.uniform(), self.uniform());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }

    /// Marsaglia and Tsang (2000); a shape below 1 by the power of a uniform number.
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.uniform().powf(1.0 / shape);
        }
        let third = shape - 1.0 / 3.0;
        loop {
            let normal = self.normal();
            let cube = (1.0 + normal / (9.0 * third).sqrt()).powi(3);
            let accepted = 0.5 * normal * normal + third - third * cube + third * cube.ln();
            if cube > 0.0 && self.uniform().ln() < accepted {
                return third * cube;
            }
        }
    }
}

/// Customers as BG/NBD and Gamma-Gamma with the published parameters of CDNOW make them, on days of 78 weeks.
fn customers(count: u32) -> (Vec<History>, Vec<Spend>) {
    let mut random = Random(42);
    let customer = |_| {
        let observed = 78.0 - (random.uniform() * 84.0).floor() / 7.0;
        let rate = random.gamma(0.243) / 4.414;
        let (lost, kept) = (random.gamma(0.793), random.gamma(2.426));
        let lost = lost / (lost + kept);
        let (mut last, mut repeats, mut time) = (0.0, 0_u32, 0.0);
        loop {
            time += -random.uniform().ln() / rate;
            if !time.is_finite() || time >= observed {
                break;
            }
            let day = (time * 7.0).ceil() / 7.0;
            if day > last && day <= observed {
                (last, repeats) = (day, repeats + 1);
            }
            if random.uniform() < lost {
                break;
            }
        }
        let scale = random.gamma(3.74) / 15.44;
        let spent: f64 = (0..repeats).map(|_| random.gamma(6.25) / scale).sum();
        let history = History::new(repeats, last, observed).expect("a history");
        let spend = Spend::new(repeats, spent / f64::from(repeats.max(1))).expect("a mean");
        (history, spend)
    };
    (0..count).map(customer).unzip()
}

fn lifetime(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lifetime_bg_nbd_gamma_gamma");
    group.sample_size(10);
    for size in SIZES {
        let (histories, spends) = customers(size);
        group.throughput(Throughput::Elements(size.into()));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| value(black_box(&histories), black_box(&spends)));
        });
    }
    group.finish();
}

/// Both fits, every customer's probability and purchases of a year, and what they are worth.
fn value(histories: &[History], spends: &[Spend]) -> f64 {
    let fit = Model::BgNbd.fit(histories).expect("repeaters");
    let spend = GammaGamma::fit(spends).expect("spenders").model;
    let predictions = fit.process.predict(histories, &[52.0]);
    let discounting = Discounting::new(4.0, 13, 0.007).expect("a period and a rate");
    let purchases = discounting.purchases(&fit.process, histories);
    let worth = purchases.iter().zip(spends);
    let worth = worth.map(|(purchases, of)| purchases * spend.expected(*of).unwrap_or_default());
    predictions.p_alive.iter().sum::<f64>() + worth.sum::<f64>()
}

criterion_group!(benches, lifetime);
criterion_main!(benches);

//! Customers for the tests: files, and draws from the models themselves.

use std::path::{Path, PathBuf};

use fourr_lifetime::{History, Spend};

/// The rows of a CSV file as numbers.
fn numbers(path: &Path) -> Vec<Vec<f64>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let row = |row: csv::StringRecord| {
        row.iter()
            .map(|cell| cell.trim().parse().unwrap())
            .collect()
    };
    reader
        .records()
        .map(|record| row(record.unwrap()))
        .collect()
}

pub(crate) fn golden(case: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(case)
        .join(file)
}

/// Id, repeats, last purchase and time observed, as in the golden cases.
pub(crate) fn histories(path: &Path) -> Vec<History> {
    numbers(path)
        .iter()
        .map(|row| history(row[1], row[2], row[3]))
        .collect()
}

pub(crate) fn spends(path: &Path, mean: usize) -> Vec<Spend> {
    let spend = |row: &Vec<f64>| Spend::new(whole(row[1]), row[mean]).unwrap();
    numbers(path).iter().map(spend).collect()
}

/// The CDNOW sample, if it is there.
pub(crate) fn cdnow() -> Option<PathBuf> {
    let file = "../../../shared/data/cdnow_sample/cdnow_customers_summary.csv";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no shared/data/cdnow_sample beside the checkout");
    None
}

fn history(repeats: f64, last: f64, observed: f64) -> History {
    History::new(whole(repeats), last, observed).unwrap()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small whole numbers"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

/// A stream of random numbers (`SplitMix64`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Uniform on (0, 1).
    pub(crate) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (((bits ^ (bits >> 31)) >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    pub(crate) fn exponential(&mut self) -> f64 {
        -self.uniform().ln()
    }

    fn normal(&mut self) -> f64 {
        (2.0 * self.exponential()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Gamma of a shape and rate 1 (Marsaglia and Tsang 2000).
    pub(crate) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.uniform().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        loop {
            let normal = self.normal();
            let cube = (1.0 + normal / (9.0 * d).sqrt()).powi(3);
            let bound = 0.5 * normal * normal + d - d * cube;
            if cube > 0.0 && self.uniform().ln() < bound + d * cube.ln() {
                return d * cube;
            }
        }
    }

    fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (one, other) = (self.gamma(a), self.gamma(b));
        one / (one + other)
    }
}

/// How a drawn customer is lost.
#[derive(Clone, Copy)]
pub(crate) enum Loss {
    /// By a coin after repeat purchases, and after the first one too if so said.
    Coin { a: f64, b: f64, at_first: bool },
    /// At any time.
    Rate { s: f64, beta: f64 },
}

/// The purchases of a customer after the first within `end`.
pub(crate) fn purchases(random: &mut Random, rate: (f64, f64), loss: Loss, end: f64) -> Vec<f64> {
    let buys = random.gamma(rate.0) / rate.1;
    let (coin, lifetime) = match loss {
        Loss::Coin { a, b, .. } => (random.beta(a, b), f64::INFINITY),
        Loss::Rate { s, beta } => (0.0, random.exponential() * beta / random.gamma(s)),
    };
    let mut times = Vec::new();
    let at_first = matches!(loss, Loss::Coin { at_first: true, .. });
    if at_first && random.uniform() < coin {
        return times;
    }
    let mut time = random.exponential() / buys;
    while time <= end.min(lifetime) {
        times.push(time);
        if random.uniform() < coin {
            break;
        }
        time += random.exponential() / buys;
    }
    times
}

/// Customers observed for 27 to 39 weeks.
pub(crate) fn drawn(seed: u64, customers: usize, rate: (f64, f64), loss: Loss) -> Vec<History> {
    let mut random = Random(seed);
    let customer = |_| {
        let end = 27.0 + 12.0 * random.uniform();
        let times = purchases(&mut random, rate, loss, end);
        let repeats = u32::try_from(times.len()).unwrap();
        History::new(repeats, times.last().copied().unwrap_or(0.0), end).unwrap()
    };
    (0..customers).map(customer).collect()
}

//! Random counts: what another sample of as many people might have said.

use rand_xoshiro::{Xoshiro256Plus, rand_core::RngCore};

/// Expected successes from which the rejection method applies; below it the successes are counted out.
const REJECTION_FROM: f64 = 10.0;

/// Draws how `n` people fall into the cells of `weights`, each with the probability of its share.
///
/// Exact: a binomial for each cell among the people left. The cost does not grow with `n`.
pub(crate) fn multinomial<const N: usize>(
    n: u64,
    weights: &[u64; N],
    random: &mut Xoshiro256Plus,
) -> [u64; N] {
    let mut drawn = [0; N];
    let mut left = n;
    let mut weight_left: u64 = weights.iter().sum();
    for (drawn, weight) in drawn.iter_mut().zip(weights) {
        if left == 0 || weight_left == 0 {
            break;
        }
        *drawn = if *weight == weight_left {
            left
        } else {
            binomial(left, *weight as f64 / weight_left as f64, random)
        };
        left -= *drawn;
        weight_left -= weight;
    }
    drawn
}

/// Successes in `n` trials of probability `p`.
fn binomial(n: u64, p: f64, random: &mut Xoshiro256Plus) -> u64 {
    if p <= 0.0 || n == 0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    if p > 0.5 {
        return n - binomial(n, 1.0 - p, random);
    }
    if n as f64 * p < REJECTION_FROM {
        counted_out(n, p, random)
    } else {
        rejected(n as f64, p, random)
    }
}

/// By inversion: adds up probabilities until they pass a uniform number.
fn counted_out(n: u64, p: f64, random: &mut Xoshiro256Plus) -> u64 {
    let odds = p / (1.0 - p);
    let mut probability = (n as f64 * (-p).ln_1p()).exp();
    let mut above = uniform(random);
    let mut successes = 0;
    while above > probability && successes < n {
        above -= probability;
        successes += 1;
        probability *= odds * (n - successes + 1) as f64 / successes as f64;
    }
    successes
}

/// Transformed rejection with squeeze (algorithm BTRS of Hörmann 1993, The generation of binomial random variates,
/// Journal of Statistical Computation and Simulation 46), for n p of at least 10 and p of at most 0.5.
fn rejected(n: f64, p: f64, random: &mut Xoshiro256Plus) -> u64 {
    let spread = (n * p * (1.0 - p)).sqrt();
    let width = 1.15 + 2.53 * spread;
    let slope = -0.0873 + 0.0248 * width + 0.01 * p;
    let centre = n * p + 0.5;
    let squeeze = 0.92 - 4.2 / width;
    let alpha = (2.83 + 5.1 / width) * spread;
    let odds = p / (1.0 - p);
    let mode = ((n + 1.0) * p).floor();
    loop {
        let across = uniform(random) - 0.5;
        let up = uniform(random);
        let edge = 0.5 - across.abs();
        let k = ((2.0 * slope / edge + width) * across + centre).floor();
        if k < 0.0 || k > n || edge <= 0.0 {
            continue;
        }
        if edge >= 0.07 && up <= squeeze {
            return whole(k);
        }
        let height = (up * alpha / (slope / (edge * edge) + width)).ln();
        let bound = (mode + 0.5) * ((mode + 1.0) / (odds * (n - mode + 1.0))).ln()
            + (n + 1.0) * ((n - mode + 1.0) / (n - k + 1.0)).ln()
            + (k + 0.5) * (odds * (n - k + 1.0) / (k + 1.0)).ln()
            + correction(mode)
            + correction(n - mode)
            - correction(k)
            - correction(n - k);
        if height <= bound {
            return whole(k);
        }
    }
}

/// The error of Stirling's formula for ln k!.
fn correction(k: f64) -> f64 {
    const SMALL: [f64; 10] = [
        0.081_061_466_795_327_26,
        0.041_340_695_955_409_29,
        0.027_677_925_684_998_34,
        0.020_790_672_103_765_09,
        0.016_644_691_189_821_19,
        0.013_876_128_823_070_75,
        0.011_896_709_945_891_77,
        0.010_411_265_261_972_09,
        0.009_255_462_182_712_733,
        0.008_330_563_433_362_87,
    ];
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small whole number"
    )]
    if k < 10.0 {
        return SMALL[k as usize];
    }
    let next = k + 1.0;
    let square = next * next;
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / next
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from 0 to n"
)]
fn whole(k: f64) -> u64 {
    k as u64
}

/// A number from 0 to 1, 1 excluded.
fn uniform(random: &mut Xoshiro256Plus) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_xoshiro::rand_core::SeedableRng;

    /// Mean and variance of a binomial are n p and n p (1 - p); the limits are five standard errors.
    #[test]
    fn draws_have_the_moments_of_a_binomial() {
        let mut random = Xoshiro256Plus::seed_from_u64(7);
        for (n, p) in [
            (5, 0.3),
            (40, 0.1),
            (100, 0.5),
            (1_000, 0.02),
            (1_000_000, 0.73),
            (3_000, 0.4),
        ] {
            let draws = 20_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            let (mean, variance) = (n as f64 * p, n as f64 * p * (1.0 - p));
            for _ in 0..draws {
                let off = binomial(n, p, &mut random) as f64 - mean;
                sum += off;
                squares += off * off;
            }
            let draws = f64::from(draws);
            assert!(
                (sum / draws).abs() < 5.0 * (variance / draws).sqrt(),
                "mean of {n}, {p}"
            );
            assert!(
                (squares / draws / variance - 1.0).abs() < 0.06,
                "variance of {n}, {p}"
            );
        }
    }

    #[test]
    fn everybody_falls_somewhere_and_nobody_into_an_empty_cell() {
        let mut random = Xoshiro256Plus::seed_from_u64(1);
        for _ in 0..1_000 {
            let drawn = multinomial(400, &[100, 0, 250, 50], &mut random);
            assert_eq!(drawn.iter().sum::<u64>(), 400);
            assert_eq!(drawn[1], 0);
        }
    }
}

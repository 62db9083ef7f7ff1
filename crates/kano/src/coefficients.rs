//! [`Coefficient`]: how much a feature's presence satisfies and its absence dissatisfies.

use rand_xoshiro::{Xoshiro256Plus, rand_core::SeedableRng};
use serde::Serialize;

use crate::{Category, Counts, Kano, multinomial::multinomial};

/// Better or Worse (Timko in Berger et al. 1993).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Coefficient {
    /// The value: Better 0 to 1, Worse -1 to 0.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// Percentile interval of the bootstrap; nothing without replicates.
    pub interval: Option<[f64; 2]>,
}

/// Better and Worse of one feature.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Coefficients {
    /// (A + O) / (A + O + M + I).
    pub better: Coefficient,
    /// -(O + M) / (A + O + M + I).
    pub worse: Coefficient,
    /// Correlation of the two estimates over samples; nothing where one of them cannot vary.
    pub correlation: Option<f64>,
    /// Mean of Better and of the size of Worse: how much satisfaction hangs on the feature, 0 to 1.
    pub average_satisfaction: f64,
}

/// The shares behind the coefficients: A + O and O + M of A + O + M + I.
fn shares([must_be, one_dimensional, attractive, indifferent]: [u64; 4]) -> Option<[f64; 2]> {
    let base = must_be + one_dimensional + attractive + indifferent;
    let share = |count: u64| count as f64 / base as f64;
    (base > 0).then(|| {
        [
            share(attractive + one_dimensional),
            share(one_dimensional + must_be),
        ]
    })
}

/// The four counts that enter the coefficients: M, O, A, I.
fn entering(counts: &Counts) -> [u64; 4] {
    [
        counts[Category::MustBe],
        counts[Category::OneDimensional],
        counts[Category::Attractive],
        counts[Category::Indifferent],
    ]
}

impl Coefficients {
    /// Of counts; nothing where A + O + M + I is 0. `place` tells features apart in the bootstrap.
    pub(crate) fn of(counts: &Counts, kano: &Kano, place: u64) -> Option<Self> {
        let mut coefficients = Self::plain(counts)?;
        if kano.bootstrap > 0 {
            let [better, worse] = intervals(counts, kano, place);
            coefficients.better.interval = Some(better);
            coefficients.worse.interval = Some([-worse[1], -worse[0]]);
        }
        Some(coefficients)
    }

    /// Of counts, without intervals.
    pub(crate) fn plain(counts: &Counts) -> Option<Self> {
        let [better, worse] = shares(entering(counts))?;
        let base = counts.base() as f64;
        let se = |share: f64| (share * (1.0 - share) / base).sqrt();
        // Both count the one-dimensional answers: cov = (O/n - Better |Worse|) / n.
        let both = counts[Category::OneDimensional] as f64 / base;
        let scale = (better * (1.0 - better) * worse * (1.0 - worse)).sqrt();
        let correlation = (scale > 0.0).then(|| ((both - better * worse) / scale).clamp(-1.0, 1.0));
        let coefficient = |value, share| Coefficient {
            value,
            se: se(share),
            interval: None,
        };
        Some(Self {
            better: coefficient(better, better),
            // Not -0 where nobody misses the feature.
            worse: coefficient(0.0 - worse, worse),
            correlation,
            average_satisfaction: f64::midpoint(better, worse),
        })
    }
}

/// Percentile intervals of the two shares over resampled counts: resampling rows is drawing from a multinomial.
fn intervals(counts: &Counts, kano: &Kano, place: u64) -> [[f64; 2]; 2] {
    let mut random = Xoshiro256Plus::seed_from_u64(
        kano.seed
            .wrapping_add(place.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
    );
    let entering = entering(counts);
    let mut replicates = [Vec::new(), Vec::new()];
    for _ in 0..kano.bootstrap {
        let drawn = multinomial(counts.base(), &entering, &mut random);
        for (replicates, share) in replicates.iter_mut().zip(shares(drawn).unwrap_or_default()) {
            replicates.push(share);
        }
    }
    let tail = (1.0 - kano.confidence) / 2.0;
    replicates.map(|mut values| {
        values.sort_by(f64::total_cmp);
        [quantile(&values, tail), quantile(&values, 1.0 - tail)]
    })
}

/// Type-7 quantile of sorted values.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len().saturating_sub(1)) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in the slice"
    )]
    let below = place.floor() as usize;
    let low = sorted.get(below).copied().unwrap_or_default();
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    low + (place - place.floor()) * (high - low)
}

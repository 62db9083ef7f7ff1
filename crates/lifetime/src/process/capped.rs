//! A negative binomial number of purchases, of which a beta-geometric number of coins lets some happen.

use super::{ENDLESS, Moments};

/// Terms from which the integral is quicker than the series.
const LONG: f64 = 3_000.0;

/// The purchases to come of a customer who has not been lost.
///
/// The rate would give N of them, negative binomial of `shape` over a time that is `ratio` times the rate
/// parameter. The k-th happens if N is at least k and the coins after the k - 1 before it went well: a
/// chance whose mean over the beta distribution of `lost` and `stayed` is S = Π (stayed + i) / (lost + stayed + i).
/// So E[X] = Σ P(N ≥ k)·S. It equals the closed form of Fader, Hardie and Lee (2005, eq. 10), which loses its
/// digits where a is near 1 and where the hypergeometric series is long; here no term is negative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capped {
    /// r + x.
    pub(super) shape: f64,
    /// t / (alpha + T).
    pub(super) ratio: f64,
    /// a.
    pub(super) lost: f64,
    /// b and the coins tossed.
    pub(super) stayed: f64,
}

impl Capped {
    pub(super) fn moments(mut self) -> Moments {
        self.ratio = self.ratio.min(ENDLESS);
        if self.ratio <= 0.0 {
            return Moments::default();
        }
        let mean = self.shape * self.ratio;
        let spread = (mean * (1.0 + self.ratio)).sqrt();
        if mean + 10.0 * spread + 40.0 * self.ratio < LONG {
            self.series()
        } else {
            self.integral()
        }
    }

    /// Σ P(N = j)·(the sum of S up to j), with the probabilities relative to each other and their sum beside
    /// them, so that none underflows.
    fn series(self) -> Moments {
        let share = self.ratio / (1.0 + self.ratio);
        let (mut weight, mut weights) = (1.0, 1.0);
        let (mut stays, mut once, mut twice) = (1.0, 0.0, 0.0);
        let mut sum = Moments::default();
        let mut count = 0.0;
        loop {
            let growth = share * (self.shape + count) / (count + 1.0);
            weight *= growth;
            once += stays;
            twice += 2.0 * count * stays;
            stays *= (self.stayed + count) / (self.lost + self.stayed + count);
            count += 1.0;
            weights += weight;
            sum.mean += weight * once;
            sum.factorial += weight * twice;
            // What follows is below a geometric series; the square covers the growth of the sums.
            let rest = 1.0 - growth;
            if count > 2.0 && rest > 0.0 && weight * twice <= 1e-17 * rest * rest * sum.factorial {
                return sum.over(weights);
            }
            if weight > 1e200 {
                weight *= 1e-200;
                weights *= 1e-200;
                sum = sum.over(1e200);
            }
        }
    }

    /// The mean over the chance p to be lost, of what is known for a given p: the trapezoidal rule over
    /// ln(p / (1 - p)), which converges exponentially, with tails that are geometric series.
    fn integral(self) -> Moments {
        // Within π/2 of the real line nothing grows but the density, by as much as it is narrow.
        let narrow = self.lost * self.stayed / (self.lost + self.stayed);
        let step = (0.7 / narrow.sqrt()).min(0.25);
        let low = -(1.0 + self.stayed + self.ratio * (1.0 + self.shape)).ln() - 38.0;
        let high = (1.0 + self.lost).ln() + 38.0;
        let steps = ((high - low) / step).ceil();
        let peak = (self.lost / self.stayed).ln();
        let density = |logit: f64| (self.log_density(logit) - self.log_density(peak)).exp();
        let (mut weights, mut sum) = (0.0, Moments::default());
        let mut add = |logit: f64, tail: [f64; 2]| {
            let (weight, given) = (density(logit), self.given(logit));
            weights += tail[0] * weight;
            sum.mean += tail[0] * weight * given.mean;
            sum.factorial += tail[1] * weight * given.factorial;
        };
        let mut place = 0.0;
        while place <= steps {
            add(low + place * step, [1.0; 2]);
            place += 1.0;
        }
        add(low, [1.0 / (self.lost * step).exp_m1(); 2]);
        let right = [self.stayed, self.stayed + 1.0].map(|power| 1.0 / (power * step).exp_m1());
        add(low + steps * step, right);
        sum.over(weights)
    }

    /// The logarithm of p^lost (1 - p)^stayed: the beta density by ln(p / (1 - p)).
    fn log_density(self, logit: f64) -> f64 {
        let tail = (-logit.abs()).exp().ln_1p();
        -self.lost * ((-logit).max(0.0) + tail) - self.stayed * (logit.max(0.0) + tail)
    }

    /// The moments for one p: N has a Poisson distribution whose mean has a gamma distribution, and
    /// Σ (1 - p)^(k - 1) over k up to N has a mean in closed form.
    fn given(self, logit: f64) -> Moments {
        let (lost, stays) = (1.0 / (1.0 + (-logit).exp()), 1.0 / (1.0 + logit.exp()));
        let reach = lost * self.ratio;
        let none = -(self.shape * reach.ln_1p());
        let pairs = if self.shape * reach < 1e-6 {
            0.5 * self.shape * (self.shape + 1.0) * reach * reach
        } else {
            -none.exp_m1() - none.exp() * self.shape * reach / (1.0 + reach)
        };
        Moments {
            mean: -none.exp_m1() / lost,
            factorial: 2.0 * stays * pairs / (lost * lost),
        }
    }
}

impl Moments {
    fn over(self, weights: f64) -> Self {
        Self {
            mean: self.mean / weights,
            factorial: self.factorial / weights,
        }
    }
}

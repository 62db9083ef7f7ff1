//! BG/NBD and MBG/NBD: customers are lost after a purchase.

use super::{Moments, capped::Capped};
use crate::{
    History,
    cohort::{Cohort, Row},
    gamma::{Derivatives, rising},
    jet::Jet,
};

/// Both models: a customer tosses a coin after each repeat purchase, and in MBG/NBD after the first purchase too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BetaGeometric {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
    /// Coins tossed at the first purchase: 0 or 1.
    first_coins: u32,
}

/// What depends on the number of repeats alone.
struct Factors {
    /// ln Γ(r + x) / Γ(r).
    rate: Derivatives,
    /// ln Γ(b + n) / Γ(b), with n coins.
    stayed: Derivatives,
    /// ln Γ(a + b + n) / Γ(a + b).
    tossed: Derivatives,
}

/// The logarithm of the odds that the last purchase was the last, with derivatives by the logarithms of
/// r, alpha and b; by that of a the first derivative is 1 and the second 0.
struct Lost {
    odds: f64,
    r: f64,
    alpha: f64,
    b: f64,
}

impl BetaGeometric {
    pub(super) fn new([r, alpha, a, b]: [f64; 4], first_coins: u32) -> Self {
        Self {
            r,
            alpha,
            a,
            b,
            first_coins,
        }
    }

    /// Coins tossed in a history.
    fn coins(&self, history: History) -> f64 {
        f64::from(history.repeats()) + f64::from(self.first_coins)
    }

    /// The log-likelihood (Fader, Hardie and Lee 2005, eq. 6), every power relative to alpha so that large
    /// parameters do not cancel.
    pub(super) fn log_likelihood(&self, cohort: &Cohort) -> Jet<4> {
        let coins = || {
            cohort
                .repeats()
                .map(|repeats| repeats.saturating_add(self.first_coins))
        };
        let rates = rising(self.r, cohort.repeats());
        let stayed = rising(self.b, coins());
        let tossed = rising(self.a + self.b, coins());
        let factors: Vec<Factors> = rates
            .into_iter()
            .zip(stayed.into_iter().zip(tossed))
            .map(|(rate, (stayed, tossed))| Factors {
                rate,
                stayed,
                tossed,
            })
            .collect();
        cohort.sum(|row: &Row| self.jet(row.history, &factors[row.place]))
    }

    fn jet(&self, history: History, factors: &Factors) -> Jet<4> {
        let mut jet = self.if_alive_jet(history, factors);
        if self.coins(history) > 0.0 {
            self.add_lost(history, &mut jet);
        }
        jet
    }

    /// The log-likelihood that the history happens and the customer is still one.
    fn if_alive_jet(&self, history: History, factors: &Factors) -> Jet<4> {
        let Self { r, alpha, a, b, .. } = *self;
        let Factors {
            rate,
            stayed,
            tossed,
        } = factors;
        let repeats = f64::from(history.repeats());
        let elapsed = history.observed() / (alpha + history.observed());
        let log = (history.observed() / alpha).ln_1p();
        let by_r = r * (rate.first - log);
        let by_b = b * (stayed.first - tossed.first);
        let mut hessian = [[0.0; 4]; 4];
        hessian[0][0] = by_r + r * r * rate.second;
        hessian[1][0] = r * elapsed;
        hessian[1][1] = -(r + repeats) * elapsed * (1.0 - elapsed);
        hessian[2][2] = -a * tossed.first - a * a * tossed.second;
        hessian[3][2] = -a * b * tossed.second;
        hessian[3][3] = by_b + b * b * (stayed.second - tossed.second);
        Jet {
            value: rate.value - repeats * alpha.ln() - (r + repeats) * log + stayed.value
                - tossed.value,
            gradient: [
                by_r,
                (r + repeats) * elapsed - repeats,
                -a * tossed.first,
                by_b,
            ],
            hessian,
        }
    }

    /// Adds ln(1 + odds): that the customer is one still, or was lost at the last purchase.
    fn add_lost(&self, history: History, jet: &mut Jet<4>) {
        let lost = self.lost(history);
        let (value, share) = soft_plus(lost.odds);
        jet.value += value;
        let slope = [lost.r, lost.alpha, 1.0, lost.b];
        let end = self.alpha / (self.alpha + history.observed());
        let last = self.alpha / (self.alpha + history.last());
        let shape = self.r + f64::from(history.repeats());
        let after_first = self.coins(history) - 1.0;
        let all = self.b + after_first;
        jet.hessian[0][0] += share * lost.r;
        jet.hessian[1][0] += share * self.r * (end - last);
        jet.hessian[1][1] += share * shape * (end * (1.0 - end) - last * (1.0 - last));
        jet.hessian[3][3] -= share * (self.b / all) * (after_first / all);
        for i in 0..4 {
            jet.gradient[i] += share * slope[i];
            for j in 0..=i {
                jet.hessian[i][j] += share * (1.0 - share) * slope[i] * slope[j];
            }
        }
    }

    fn lost(&self, history: History) -> Lost {
        let Self { r, alpha, a, b, .. } = *self;
        let (last, observed) = (history.last(), history.observed());
        let silence = ((observed - last) / (alpha + last)).ln_1p();
        let shape = r + f64::from(history.repeats());
        let stayed = b + (self.coins(history) - 1.0);
        Lost {
            odds: a.ln() - stayed.ln() + shape * silence,
            r: r * silence,
            alpha: shape * alpha * (last - observed) / ((alpha + observed) * (alpha + last)),
            b: -b / stayed,
        }
    }

    /// Fader, Hardie and Lee (2005): 1 / (1 + odds); 1 without a coin.
    pub(super) fn p_alive(&self, history: History) -> f64 {
        if self.coins(history) <= 0.0 {
            return 1.0;
        }
        1.0 / (1.0 + self.lost(history).odds.exp())
    }

    pub(super) fn if_alive(&self, history: History, horizon: f64) -> Moments {
        let capped = Capped {
            shape: self.r + f64::from(history.repeats()),
            ratio: horizon / (self.alpha + history.observed()),
            lost: self.a,
            stayed: self.b + self.coins(history),
        };
        capped.moments()
    }

    /// The probabilities of 0, 1, ... repeat purchases within `time`.
    ///
    /// A customer makes the lesser of two numbers that do not depend on each other: the purchases that
    /// the rate gives, and those that the coins allow.
    pub(super) fn counts(&self, time: f64, counts: &mut [f64]) {
        let ratio = time / self.alpha;
        let share = ratio / (1.0 + ratio);
        let (mut exactly, mut at_least) = ((-self.r * ratio.ln_1p()).exp(), 1.0);
        let (mut repeats, mut coins) = (0.0, f64::from(self.first_coins));
        let mut before = 1.0;
        for count in counts {
            let stays = (self.b + coins - 1.0) / (self.a + self.b + coins - 1.0);
            let after = if coins > 0.0 { before * stays } else { before };
            *count = after * exactly + (before - after) * at_least;
            at_least = (at_least - exactly).max(0.0);
            exactly *= share * (self.r + repeats) / (repeats + 1.0);
            before = after;
            repeats += 1.0;
            coins += 1.0;
        }
    }
}

/// ln(1 + e^u) and its derivative.
fn soft_plus(u: f64) -> (f64, f64) {
    if u > 0.0 {
        let inverse = (-u).exp();
        (u + inverse.ln_1p(), 1.0 / (1.0 + inverse))
    } else {
        let odds = u.exp();
        (odds.ln_1p(), odds / (1.0 + odds))
    }
}

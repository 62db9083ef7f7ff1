//! Whether the two largest counts of a feature differ, and how many answers would tell.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};

use crate::{Category, Counts, Test};

/// The 90% two-sided point as Fong prints it.
const FONG: f64 = 1.65;
/// The 90% two-sided point.
const NORMAL: f64 = 1.644_853_626_951_472_7;
/// Pairs below which nothing is tested.
const FEWEST: u64 = 12;

/// The test of Fong (1996) of the two largest counts among M, O, A, I and R.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fong {
    /// The category with the largest count.
    pub top: Category,
    /// The category with the second count.
    pub second: Category,
    /// The largest count.
    pub a: u64,
    /// The second count.
    pub b: u64,
    /// All valid pairs, questionable ones included.
    pub n: u64,
    /// a - b.
    pub difference: u64,
    /// 1.65 √((a + b)(2n - a - b) / 2n).
    pub critical: f64,
    /// Whether the difference reaches the critical one.
    pub significant: bool,
}

/// The same question for two counts of one sample: z = (a - b) / √(a + b).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MultinomialZ {
    /// The statistic.
    pub z: f64,
    /// Two-sided p.
    pub p: f64,
    /// Whether z reaches 1.645.
    pub significant: bool,
}

/// Pearson's test of M, O, A and I against equal shares. It says nothing about which of them leads.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChiSquare {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: u32,
    /// p.
    pub p: f64,
}

/// The two largest counts among M, O, A, I and R, ties in the order of the categories.
fn leading(counts: &Counts) -> [Category; 2] {
    let mut five = Category::ALL[..5].to_vec();
    five.sort_by_key(|category| std::cmp::Reverse(counts[*category]));
    [five[0], five[1]]
}

impl Fong {
    /// Of counts; nothing below 12 pairs.
    pub(crate) fn of(counts: &Counts) -> Option<Self> {
        let n = counts.total();
        if n < FEWEST {
            return None;
        }
        let [top, second] = leading(counts);
        let (a, b) = (counts[top], counts[second]);
        let (both, all) = ((a + b) as f64, n as f64);
        let critical = FONG * (both * (2.0 * all - both) / (2.0 * all)).sqrt();
        let difference = a - b;
        Some(Self {
            top,
            second,
            a,
            b,
            n,
            difference,
            critical,
            significant: a > 0 && difference as f64 >= critical,
        })
    }
}

impl MultinomialZ {
    /// Of the same counts; nothing where both are 0.
    pub(crate) fn of(fong: &Fong) -> Option<Self> {
        let both = (fong.a + fong.b) as f64;
        let z = fong.difference as f64 / both.sqrt();
        (both > 0.0).then(|| Self {
            z,
            p: two_sided(z),
            significant: z >= NORMAL,
        })
    }
}

fn two_sided(z: f64) -> f64 {
    2.0 * Normal::standard().sf(z.abs())
}

impl ChiSquare {
    /// Of M, O, A and I against equal shares; nothing where all are 0.
    pub(crate) fn of(counts: &Counts) -> Option<Self> {
        let expected = counts.base() as f64 / 4.0;
        if expected <= 0.0 {
            return None;
        }
        let term = |count: &u64| (*count as f64 - expected).powi(2) / expected;
        let statistic: f64 = counts.0[..4].iter().map(term).sum();
        Some(Self {
            statistic,
            df: 3,
            p: upper(statistic, 3)?,
        })
    }
}

/// The probability of a larger chi-squared.
pub(crate) fn upper(statistic: f64, df: u32) -> Option<f64> {
    let distribution = ChiSquared::new(f64::from(df)).ok()?;
    Some(distribution.sf(statistic))
}

/// How many answers would settle an undecided feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Needed {
    /// Pairs at which the difference would be significant, if the shares stay as they are.
    pub pairs: u64,
    /// How many more that is.
    pub more: u64,
}

impl Needed {
    /// Of a feature that the test in force leaves undecided; nothing where it is decided, or the two largest counts are
    /// equal and so no number of such answers would decide.
    pub(crate) fn of(counts: &Counts, test: Test) -> Option<Self> {
        let n = counts.total();
        let [top, second] = leading(counts);
        if n == 0 || counts[top] == counts[second] {
            return None;
        }
        let share = |category| counts[category] as f64 / n as f64;
        let (both, apart) = (share(top) + share(second), share(top) - share(second));
        let pairs = match test {
            Test::Fong => FONG * FONG * both * (2.0 - both) / (2.0 * apart * apart),
            Test::Multinomial => NORMAL * NORMAL * both / (apart * apart),
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive; saturates"
        )]
        let pairs = (pairs.ceil() as u64).max(FEWEST);
        (pairs > n).then(|| Self {
            pairs,
            more: pairs - n,
        })
    }
}

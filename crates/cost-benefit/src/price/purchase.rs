//! [`PurchaseCurve`]: how many would buy at a price, by their stated intent.

use serde::Serialize;

use super::survey::Prices;

/// How likely a person would buy at the cheap and at the expensive price, from 1 (certainly not) to 5 (certainly).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intent {
    /// At the cheap price.
    pub cheap: u8,
    /// At the expensive price.
    pub expensive: u8,
}

/// Share that really buys, by stated intent from 1 to 5: people say more than they do.
pub const CALIBRATION: [f64; 5] = [0.0, 0.1, 0.3, 0.5, 0.7];

/// How many would buy at a price.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PurchaseCurve {
    /// Share that really buys, by stated intent from 1 to 5.
    pub calibration: [f64; 5],
    /// Every price that was named, ascending.
    pub prices: Vec<f64>,
    /// Expected share of buyers at each.
    pub trial: Vec<f64>,
    /// Expected turnover of one person at each.
    pub revenue: Vec<f64>,
    /// The price with most buyers; the lowest of equal ones.
    pub best_trial_price: f64,
    /// The price with the highest turnover; the lowest of equal ones.
    pub best_revenue_price: f64,
}

impl PurchaseCurve {
    /// Nobody buys at the too cheap and the too expensive price; between the four prices a person's probability runs
    /// straight.
    ///
    /// # References
    /// Newton, Miller and Smith (1993), A market acceptance extension to traditional price sensitivity measurement,
    /// AMA Advanced Research Techniques Forum; the calibration is that of the R package pricesensitivitymeter.
    pub(crate) fn of(valid: &[Prices], intents: &[Intent], prices: &[f64]) -> Self {
        let mut trial = vec![0.0; prices.len()];
        for (person, intent) in valid.iter().zip(intents) {
            let knots = person.units();
            let heights = [0.0, share(intent.cheap), share(intent.expensive), 0.0];
            let first = prices.partition_point(|price| *price <= knots[0]);
            for (price, sum) in prices[first..].iter().zip(&mut trial[first..]) {
                let Some(right) = knots.iter().position(|knot| price < knot) else {
                    break;
                };
                let left = right.saturating_sub(1);
                let along = (price - knots[left]) / (knots[right] - knots[left]);
                *sum += heights[left] + (heights[right] - heights[left]) * along;
            }
        }
        let persons = valid.len().max(1) as f64;
        for sum in &mut trial {
            *sum /= persons;
        }
        let revenue: Vec<f64> = trial.iter().zip(prices).map(|(t, p)| t * p).collect();
        Self {
            calibration: CALIBRATION,
            best_trial_price: highest(prices, &trial),
            best_revenue_price: highest(prices, &revenue),
            prices: prices.to_vec(),
            trial,
            revenue,
        }
    }
}

fn share(intent: u8) -> f64 {
    let place = usize::from(intent).clamp(1, CALIBRATION.len()) - 1;
    CALIBRATION[place]
}

/// The first price at which the curve is highest.
fn highest(prices: &[f64], heights: &[f64]) -> f64 {
    let mut best = (0.0, f64::NEG_INFINITY);
    for (&price, &height) in prices.iter().zip(heights) {
        if height > best.1 {
            best = (price, height);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_buys_as_said_and_not_beyond_the_limits() {
        let person = Prices {
            too_cheap: 100_000,
            cheap: 200_000,
            expensive: 300_000,
            too_expensive: 400_000,
        };
        let intent = Intent {
            cheap: 5,
            expensive: 3,
        };
        let prices = [10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0];
        let curve = PurchaseCurve::of(&[person], &[intent], &prices);
        // by hand: straight lines through (10, 0), (20, 0.7), (30, 0.3), (40, 0)
        let want = [0.0, 0.35, 0.7, 0.5, 0.3, 0.15, 0.0];
        for (got, want) in curve.trial.iter().zip(want) {
            assert!((got - want).abs() < 1e-12, "{got} {want}");
        }
        let best = [curve.best_trial_price, curve.best_revenue_price];
        assert_eq!(best.map(f64::to_bits), [20.0_f64.to_bits(); 2]); // revenue 14 against 12.5 at 25
    }
}

//! [`CrossDemand`]: how sales answer to the price of another product.

use serde::Serialize;

use crate::{Figure, Figures, Undefined, figure::quantities};

quantities! {
    /// Figures of demand with the price of another product.
    CrossFigure {
        /// Per cent of quantity for one per cent of the other product's price, its own price kept.
        Cross: "cross_elasticity",
        /// Per cent of quantity for one per cent of its own price, the other one kept.
        Own: "own_elasticity",
        /// Intercept of the same plane.
        Intercept: "intercept",
        /// Share of the variance of ln quantity that the plane explains.
        RSquared: "r2",
        /// Cross elasticity between the lowest and the highest price of the other product, from their middle.
        Arc: "arc_cross",
    }
}

/// How sales answer to the price of another product: a positive elasticity tells of substitutes, a negative one of
/// complements.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossDemand {
    /// Observations with both prices and a quantity above zero.
    pub n: u64,
    /// Every figure.
    #[serde(flatten)]
    pub figures: Figures<CrossFigure>,
}

/// An observation: own price, the other product's price, quantity.
pub(crate) type Observed = [f64; 3];

impl CrossDemand {
    /// Fits `ln q = a + e ln p + x ln p'` by least squares; where its own price never moves, without `p`. What is not
    /// above zero has no logarithm and is left out.
    pub(crate) fn of(observations: &[Observed]) -> Self {
        let positive = |of: &&Observed| of.iter().all(|value| *value > 0.0);
        let mut kept: Vec<Observed> = observations.iter().filter(positive).copied().collect();
        kept.sort_by(|a, b| {
            let by = [1, 0, 2].map(|at: usize| a[at].total_cmp(&b[at]));
            by[0].then(by[1]).then(by[2])
        });
        let plane = Plane::through(&kept);
        Self {
            n: kept.len() as u64,
            figures: Figures::each(|figure| match figure {
                CrossFigure::Cross => plane.map(|of| of.cross).into(),
                CrossFigure::Own => plane.and_then(|of| of.own).into(),
                CrossFigure::Intercept => plane.map(|of| of.intercept).into(),
                CrossFigure::RSquared => plane.and_then(|of| of.r_squared).into(),
                CrossFigure::Arc => arc(&kept),
            }),
        }
    }
}

/// Between the first and the last observation, relative to their middle.
fn arc(sorted: &[Observed]) -> Figure {
    let (Some(low), Some(high)) = (sorted.first(), sorted.last()) else {
        return Figure::undefined(Undefined::NoSales);
    };
    let relative = |at: usize| (high[at] - low[at]) / f64::midpoint(high[at], low[at]);
    Figure::ratio(relative(2), relative(1), Undefined::EqualPrices)
}

/// Least squares of ln quantity on both ln prices.
#[derive(Debug, Clone, Copy)]
struct Plane {
    cross: f64,
    own: Result<f64, Undefined>,
    intercept: f64,
    r_squared: Result<f64, Undefined>,
}

/// Two prices of which so much of the variance is common cannot be told apart.
const COMMON: f64 = 1.0 - 1e-9;

impl Plane {
    fn through(observations: &[Observed]) -> Result<Self, Undefined> {
        let logs: Vec<Observed> = observations.iter().map(|of| of.map(f64::ln)).collect();
        let n = logs.len() as f64;
        let mean = [0, 1, 2].map(|at: usize| logs.iter().map(|log| log[at]).sum::<f64>() / n);
        let sum = |one: usize, other: usize| -> f64 {
            let product = |log: &Observed| (log[one] - mean[one]) * (log[other] - mean[other]);
            logs.iter().map(product).sum()
        };
        let (own, other, both) = (sum(0, 0), sum(1, 1), sum(0, 1));
        let moves = |at: usize| {
            logs.iter()
                .any(|log| log[at].total_cmp(&logs[0][at]).is_ne())
        };
        let owns = moves(0);
        let least = if owns { 4 } else { 3 };
        if logs.len() < least {
            return Err(Undefined::TooFewPrices);
        }
        if !moves(1) {
            return Err(Undefined::EqualPrices);
        }
        let (cross, slope) = if owns {
            if both * both > COMMON * own * other {
                return Err(Undefined::PricesMoveTogether);
            }
            let determinant = own * other - both * both;
            (
                (sum(1, 2) * own - sum(0, 2) * both) / determinant,
                (sum(0, 2) * other - sum(1, 2) * both) / determinant,
            )
        } else {
            (sum(1, 2) / other, 0.0)
        };
        let explained = cross * sum(1, 2) + slope * sum(0, 2);
        let all = sum(2, 2);
        Ok(Self {
            cross,
            own: if owns {
                Ok(slope)
            } else {
                Err(Undefined::EqualPrices)
            },
            intercept: mean[2] - slope * mean[0] - cross * mean[1],
            r_squared: if all > 0.0 {
                Ok(explained / all)
            } else {
                Err(Undefined::NoSpread)
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Planted without noise: q = 500 p^-1.4 p'^0.6.
    #[test]
    fn planted_elasticities_come_back() {
        let observed: Vec<Observed> = [
            (9.0, 12.0),
            (10.0, 11.0),
            (11.0, 14.0),
            (8.0, 9.0),
            (12.0, 10.0),
        ]
        .map(|(p, other): (f64, f64)| [p, other, 500.0 * p.powf(-1.4) * other.powf(0.6)])
        .into();
        let found = CrossDemand::of(&observed).figures;
        assert!((found.value(CrossFigure::Cross).unwrap() - 0.6).abs() < 1e-9);
        assert!((found.value(CrossFigure::Own).unwrap() + 1.4).abs() < 1e-9);
        assert!((found.value(CrossFigure::RSquared).unwrap() - 1.0).abs() < 1e-9);
    }

    /// By hand: q 100 to 120 is 20 / 110, p' 10 to 12 is 2 / 11: their ratio is 1.
    #[test]
    fn where_its_own_price_never_moves_the_other_alone_tells() {
        let found = CrossDemand::of(&[[5.0, 10.0, 100.0], [5.0, 11.0, 110.0], [5.0, 12.0, 120.0]]);
        assert!((found.figures.value(CrossFigure::Arc).unwrap() - 1.0).abs() < 1e-12);
        assert!((found.figures.value(CrossFigure::Cross).unwrap() - 1.0).abs() < 1e-9);
        assert_eq!(
            found.figures.get(CrossFigure::Own).reason(),
            Some(Undefined::EqualPrices)
        );
    }

    #[test]
    fn what_cannot_be_told_says_why() {
        let reason = |observed: &[Observed]| {
            CrossDemand::of(observed)
                .figures
                .get(CrossFigure::Cross)
                .reason()
        };
        assert_eq!(reason(&[]), Some(Undefined::TooFewPrices));
        let equal = [
            [5.0, 10.0, 1.0],
            [6.0, 10.0, 2.0],
            [7.0, 10.0, 3.0],
            [8.0, 10.0, 4.0],
        ];
        assert_eq!(reason(&equal), Some(Undefined::EqualPrices));
        let together = [
            [5.0, 10.0, 1.0],
            [6.0, 12.0, 2.0],
            [7.0, 14.0, 3.0],
            [8.0, 16.0, 5.0],
        ];
        assert_eq!(reason(&together), Some(Undefined::PricesMoveTogether));
    }
}

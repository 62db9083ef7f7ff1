//! [`Demand`]: how sales answer to the price.

use serde::Serialize;

use crate::{Figure, Figures, Undefined, figure::quantities};

quantities! {
    /// Figures of demand.
    Response {
        /// Elasticity between the lowest and the highest price, from their middle.
        Arc: "arc_first_last",
        /// Constant elasticity: slope of ln quantity on ln price.
        Elasticity: "loglog_slope",
        /// Intercept of the same line.
        Intercept: "loglog_intercept",
        /// Share of the variance of ln quantity that the line explains.
        RSquared: "r2",
        /// Price with the highest profit at that elasticity: c e / (1 + e).
        BestPrice: "optimal_price_constant_elasticity",
        /// The observed price with the highest turnover; the lowest of equal ones.
        BestRevenuePrice: "revenue_price",
        /// The observed price with the highest profit; the lowest of equal ones.
        BestProfitPrice: "profit_price",
    }
}

/// What was sold at a price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sale {
    /// The price.
    pub price: f64,
    /// Pieces sold.
    pub quantity: f64,
    /// Price times pieces.
    pub revenue: f64,
    /// Less the cost of the pieces, where it is known.
    pub profit: Option<f64>,
}

/// How sales answer to the price.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Demand {
    /// Cost of a piece.
    pub unit_cost: Option<f64>,
    /// Every figure.
    #[serde(flatten)]
    pub figures: Figures<Response>,
    /// Elasticity from each price to the next.
    pub arc_steps: Vec<Figure>,
    /// What was sold, by price and quantity.
    pub sales: Vec<Sale>,
    /// Whether the best price lies outside the prices that were observed.
    pub extrapolated: bool,
    /// Sales without a positive price and quantity: the line leaves them out.
    pub left_out: u64,
}

impl Demand {
    /// Works out elasticities and best prices from pairs of price and quantity.
    ///
    /// # References
    /// Lerner (1934), The concept of monopoly and the measurement of monopoly power, Review of Economic Studies 1(3).
    pub fn of(observations: &[(f64, f64)], unit_cost: Option<f64>) -> Self {
        let mut observations = observations.to_vec();
        observations.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let sales: Vec<Sale> = observations
            .iter()
            .map(|&(price, quantity)| Sale {
                price,
                quantity,
                revenue: price * quantity,
                profit: unit_cost.map(|cost| (price - cost) * quantity),
            })
            .collect();
        let positive: Vec<(f64, f64)> = observations
            .iter()
            .copied()
            .filter(|(price, quantity)| *price > 0.0 && *quantity > 0.0)
            .collect();
        let line = Line::through(&positive);
        let figures = Figures::each(|response| figure(response, &sales, line, unit_cost));
        let best = figures.value(Response::BestPrice);
        let ends = sales.first().zip(sales.last());
        Self {
            unit_cost,
            extrapolated: best
                .zip(ends)
                .is_some_and(|(best, (low, high))| best < low.price || best > high.price),
            figures,
            arc_steps: sales.windows(2).map(|pair| arc(pair[0], pair[1])).collect(),
            left_out: (observations.len() - positive.len()) as u64,
            sales,
        }
    }
}

fn figure(
    response: Response,
    sales: &[Sale],
    line: Result<Line, Undefined>,
    unit_cost: Option<f64>,
) -> Figure {
    let ends = sales.first().zip(sales.last());
    match response {
        Response::Arc => ends.map_or(Figure::undefined(Undefined::NoSales), |(low, high)| {
            arc(*low, *high)
        }),
        Response::Elasticity => line.map(|line| line.slope).into(),
        Response::Intercept => line.map(|line| line.intercept).into(),
        Response::RSquared => line.and_then(|line| line.r_squared).into(),
        Response::BestPrice => line
            .and_then(|line| {
                let cost = unit_cost.ok_or(Undefined::NoUnitCost)?;
                if line.slope < -1.0 {
                    Ok(cost * line.slope / (1.0 + line.slope))
                } else {
                    Err(Undefined::Inelastic)
                }
            })
            .into(),
        Response::BestRevenuePrice => best(sales, |sale| Some(sale.revenue), Undefined::NoSales),
        Response::BestProfitPrice => best(sales, |sale| sale.profit, Undefined::NoUnitCost),
    }
}

/// Elasticity between two sales, relative to their middle.
fn arc(from: Sale, to: Sale) -> Figure {
    if to.price - from.price == 0.0 {
        return Figure::undefined(Undefined::EqualPrices);
    }
    let relative = |a: f64, b: f64| Figure::ratio(b - a, f64::midpoint(a, b), Undefined::NoSales);
    let (quantity, price) = (
        relative(from.quantity, to.quantity),
        relative(from.price, to.price),
    );
    match (quantity.value(), price.value()) {
        (Some(quantity), Some(price)) => Figure::of(quantity / price),
        _ => Figure::undefined(Undefined::NoSales),
    }
}

fn best(sales: &[Sale], of: impl Fn(&Sale) -> Option<f64>, none: Undefined) -> Figure {
    let mut best: Option<(f64, f64)> = None;
    for sale in sales {
        if let Some(value) = of(sale)
            && best.is_none_or(|(most, _)| value > most)
        {
            best = Some((value, sale.price));
        }
    }
    best.map_or(Figure::undefined(none), |(_, price)| Figure::of(price))
}

/// Least squares of ln quantity on ln price.
#[derive(Debug, Clone, Copy)]
struct Line {
    slope: f64,
    intercept: f64,
    r_squared: Result<f64, Undefined>,
}

impl Line {
    fn through(sales: &[(f64, f64)]) -> Result<Self, Undefined> {
        let distinct = 1 + sales
            .windows(2)
            .filter(|pair| pair[0].0 < pair[1].0)
            .count();
        if sales.is_empty() || distinct < 3 {
            return Err(Undefined::TooFewPrices);
        }
        let n = sales.len() as f64;
        let logs: Vec<(f64, f64)> = sales.iter().map(|(p, q)| (p.ln(), q.ln())).collect();
        let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / n;
        let (x, y) = (mean(|log| log.0), mean(|log| log.1));
        let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
            logs.iter().map(|log| of(log.0 - x, log.1 - y)).sum()
        };
        let (xx, xy, yy) = (sum(&|x, _| x * x), sum(&|x, y| x * y), sum(&|_, y| y * y));
        let slope = xy / xx;
        Ok(Self {
            slope,
            intercept: y - slope * x,
            r_squared: if yy > 0.0 {
                Ok(xy * xy / (xx * yy))
            } else {
                Err(Undefined::NoSpread)
            },
        })
    }
}

//! [`PriceSurvey`]: van Westendorp's price sensitivity meter.

use serde::Serialize;

use super::purchase::{Intent, PurchaseCurve};
use crate::{Figure, Undefined};

/// Ten-thousandths in a unit of the currency.
const UNIT: f64 = 10_000.0;

/// The four prices of one person, in ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prices {
    /// So cheap that the quality is in doubt.
    pub too_cheap: i64,
    /// A bargain.
    pub cheap: i64,
    /// Expensive, yet worth a thought.
    pub expensive: i64,
    /// Too expensive to be bought.
    pub too_expensive: i64,
}

impl Prices {
    /// Whether the four prices strictly rise.
    pub fn rise(&self) -> bool {
        self.too_cheap < self.cheap
            && self.cheap < self.expensive
            && self.expensive < self.too_expensive
    }

    /// The four prices in units of the currency.
    pub(crate) fn units(&self) -> [f64; 4] {
        [
            self.too_cheap,
            self.cheap,
            self.expensive,
            self.too_expensive,
        ]
        .map(|p| p as f64 / UNIT)
    }
}

/// One of the four points at which curves meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Point {
    /// Point of marginal cheapness: not cheap meets too cheap.
    #[serde(rename = "PMC")]
    MarginalCheapness,
    /// Point of marginal expensiveness: too expensive meets not expensive.
    #[serde(rename = "PME")]
    MarginalExpensiveness,
    /// Indifference price: expensive meets cheap.
    #[serde(rename = "IDP")]
    Indifference,
    /// Optimal price: too expensive meets too cheap.
    #[serde(rename = "OPP")]
    Optimal,
}

impl Point {
    /// Every point, in the order in which they are told.
    pub const ALL: [Self; 4] = [
        Self::MarginalCheapness,
        Self::Optimal,
        Self::Indifference,
        Self::MarginalExpensiveness,
    ];

    /// The letters it is known by.
    pub fn key(self) -> &'static str {
        match self {
            Self::MarginalCheapness => "PMC",
            Self::MarginalExpensiveness => "PME",
            Self::Indifference => "IDP",
            Self::Optimal => "OPP",
        }
    }
}

/// Where two curves meet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Crossing {
    /// Which curves.
    pub point: Point,
    /// The price by interpolation between the observed prices.
    pub linear: Figure,
    /// The first observed price at which the rising curve has reached the falling one.
    pub step: Figure,
    /// The last observed price up to which the curves lie on each other, where they do.
    pub flat_until: Option<f64>,
}

/// The share of persons at each observed price.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Curves {
    /// Every price that was named, ascending.
    pub prices: Vec<f64>,
    /// Share for whom the price is too cheap: falling.
    pub too_cheap: Vec<f64>,
    /// Share for whom the price is a bargain: falling.
    pub cheap: Vec<f64>,
    /// Share for whom the price is expensive: rising.
    pub expensive: Vec<f64>,
    /// Share for whom the price is too expensive: rising.
    pub too_expensive: Vec<f64>,
}

/// What people think of prices.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PriceSurvey {
    /// Answers read.
    pub n_total: u64,
    /// Answers whose four prices strictly rise.
    pub n_valid: u64,
    /// Answers with a price missing or unreadable.
    pub n_incomplete: u64,
    /// Answers whose prices do not rise.
    pub n_inconsistent: u64,
    /// Data rows of the first answers that do not rise, from 1.
    pub inconsistent_rows: Vec<u64>,
    /// Where the curves meet.
    pub points: Vec<Crossing>,
    /// The curves.
    pub curves: Curves,
    /// By stated probability of buying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase: Option<PurchaseCurve>,
}

impl PriceSurvey {
    /// Draws the curves of answers whose prices rise, and finds where they meet.
    ///
    /// # References
    /// Van Westendorp (1976), NSS Price Sensitivity Meter, ESOMAR Congress; the rule of the step is that of the R package
    /// pricesensitivitymeter.
    pub(crate) fn of(valid: &[Prices], intents: Option<&[Intent]>) -> Self {
        let counts = Counts::of(valid);
        Self {
            n_total: valid.len() as u64,
            n_valid: valid.len() as u64,
            n_incomplete: 0,
            n_inconsistent: 0,
            inconsistent_rows: Vec::new(),
            points: Point::ALL
                .into_iter()
                .map(|point| counts.crossing(point))
                .collect(),
            curves: counts.curves(),
            purchase: intents.map(|intents| PurchaseCurve::of(valid, intents, &counts.prices())),
        }
    }

    /// One of the points.
    pub fn point(&self, point: Point) -> Option<&Crossing> {
        self.points.iter().find(|crossing| crossing.point == point)
    }
}

/// Persons at each observed price: shares would miss equalities (1 - 0.8 is not 0.2).
struct Counts {
    persons: u64,
    prices: Vec<i64>,
    too_cheap: Vec<u64>,
    cheap: Vec<u64>,
    expensive: Vec<u64>,
    too_expensive: Vec<u64>,
}

impl Counts {
    fn of(valid: &[Prices]) -> Self {
        let sorted = |price: fn(&Prices) -> i64| {
            let mut column: Vec<i64> = valid.iter().map(price).collect();
            column.sort_unstable();
            column
        };
        let columns = [
            sorted(|p| p.too_cheap),
            sorted(|p| p.cheap),
            sorted(|p| p.expensive),
            sorted(|p| p.too_expensive),
        ];
        let mut prices = columns.concat();
        prices.sort_unstable();
        prices.dedup();
        let up_to = |column: &[i64]| -> Vec<u64> {
            let count = |price| column.partition_point(|known| known <= price) as u64;
            prices.iter().map(count).collect()
        };
        let persons = valid.len() as u64;
        let above = |column: &[i64]| up_to(column).iter().map(|n| persons - n).collect();
        Self {
            persons,
            too_cheap: above(&columns[0]),
            cheap: above(&columns[1]),
            expensive: up_to(&columns[2]),
            too_expensive: up_to(&columns[3]),
            prices,
        }
    }

    fn prices(&self) -> Vec<f64> {
        self.prices
            .iter()
            .map(|&price| price as f64 / UNIT)
            .collect()
    }

    fn curves(&self) -> Curves {
        let shares = |counts: &[u64]| {
            let share = |&n: &u64| n as f64 / self.persons as f64;
            counts.iter().map(share).collect()
        };
        Curves {
            prices: self.prices(),
            too_cheap: shares(&self.too_cheap),
            cheap: shares(&self.cheap),
            expensive: shares(&self.expensive),
            too_expensive: shares(&self.too_expensive),
        }
    }

    fn crossing(&self, point: Point) -> Crossing {
        let complement =
            |counts: &[u64]| -> Vec<u64> { counts.iter().map(|n| self.persons - n).collect() };
        let (rising, falling) = match point {
            Point::MarginalCheapness => (complement(&self.cheap), self.too_cheap.clone()),
            Point::MarginalExpensiveness => {
                (self.too_expensive.clone(), complement(&self.expensive))
            }
            Point::Indifference => (self.expensive.clone(), self.cheap.clone()),
            Point::Optimal => (self.too_expensive.clone(), self.too_cheap.clone()),
        };
        let prices = self.prices();
        let met = rising
            .iter()
            .zip(&falling)
            .position(|(up, down)| up >= down);
        let Some(met) = met else {
            return Crossing {
                point,
                linear: Figure::undefined(Undefined::NoCrossing),
                step: Figure::undefined(Undefined::NoCrossing),
                flat_until: None,
            };
        };
        let equal = |place: usize| rising[place] == falling[place];
        let last_equal = (met..rising.len()).take_while(|&place| equal(place)).last();
        let linear = match met.checked_sub(1) {
            Some(before) if !equal(met) => {
                let (open, shut) = (
                    (falling[before] - rising[before]) as f64,
                    (rising[met] - falling[met]) as f64,
                );
                prices[before] + (prices[met] - prices[before]) * open / (open + shut)
            }
            _ => prices[met],
        };
        Crossing {
            point,
            linear: Figure::of(linear),
            step: Figure::of(prices[met]),
            flat_until: last_equal
                .filter(|&last| last > met)
                .map(|last| prices[last]),
        }
    }
}

//! [`Sensitivity`]: how a result moves with what it rests on.

use roots::{SimpleConvergency, find_root_brent};
use serde::Serialize;

use super::{
    monte_carlo::{MonteCarlo, Simulation},
    scenario::{Scenario, ScenarioResult},
};
use crate::{Figure, Undefined};

/// Multiples of a driver within which the value that makes the result zero is sought.
const FARTHEST: f64 = 1e6;
/// Factors of the two-way table.
const GRID: [f64; 5] = [-1.0, -0.5, 0.0, 0.5, 1.0];

/// What a result rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    /// Visits, or clicks where visits are not counted.
    Visits,
    /// Conversions of a visit.
    Cvr,
    /// Value of an order.
    Aov,
    /// Share of the revenue that is gross profit.
    Margin,
    /// What is spent.
    Cost,
    /// All benefits.
    Benefits,
    /// All costs.
    Costs,
    /// The discount rate.
    Rate,
}

impl Driver {
    /// Every driver.
    pub const ALL: [Self; 8] = [
        Self::Visits,
        Self::Cvr,
        Self::Aov,
        Self::Margin,
        Self::Cost,
        Self::Benefits,
        Self::Costs,
        Self::Rate,
    ];

    /// Its key in files and in scenarios.
    pub fn key(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::Cvr => "cvr",
            Self::Aov => "aov",
            Self::Margin => "margin",
            Self::Cost => "cost",
            Self::Benefits => "benefits",
            Self::Costs => "costs",
            Self::Rate => "rate",
        }
    }
}

/// What moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Visits times conversion rate times order value times margin, less costs.
    Profit,
    /// Net present value.
    Npv,
}

/// A driver and its value.
pub type Base = (Driver, f64);

/// One driver moved, all others left.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// The driver.
    pub driver: Driver,
    /// Its value.
    pub base: f64,
    /// Its value at the lower end.
    pub low_input: f64,
    /// Its value at the upper end.
    pub high_input: f64,
    /// The result at the lower end.
    pub low: f64,
    /// The result at the upper end.
    pub high: f64,
    /// How far apart they are.
    pub swing: f64,
    /// Per cent of the result for one per cent of the driver.
    pub elasticity: Figure,
    /// The value of the driver that makes the result zero.
    pub switching_value: Figure,
}

/// Two drivers moved together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwoWay {
    /// The driver of the rows.
    pub rows: Driver,
    /// Its values.
    pub row_values: Vec<f64>,
    /// The driver of the columns.
    pub columns: Driver,
    /// Its values.
    pub column_values: Vec<f64>,
    /// The result, row by row.
    pub results: Vec<Vec<f64>>,
}

/// All drivers at one end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scenarios {
    /// Every driver at its worse end.
    pub pessimistic: f64,
    /// Every driver as it is.
    pub base: f64,
    /// Every driver at its better end.
    pub optimistic: f64,
}

/// How a result moves with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sensitivity {
    /// What moves.
    pub outcome: Outcome,
    /// Share by which each driver is moved either way.
    pub range: f64,
    /// The result as it is.
    pub base_value: f64,
    /// One driver at a time, by swing, the largest first; equal swings in the order of the drivers.
    pub bars: Vec<Bar>,
    /// The two drivers with the largest swings.
    pub two_way: Option<TwoWay>,
    /// All drivers at one end.
    pub scenarios: Scenarios,
    /// Scenarios of the reader's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub named_scenarios: Vec<ScenarioResult>,
    /// All drivers by chance.
    pub monte_carlo: MonteCarlo,
}

impl Sensitivity {
    /// Moves every driver by `range` either way.
    pub fn of(
        outcome: Outcome,
        drivers: &[Base],
        range: f64,
        simulation: &Simulation,
        result: &dyn Fn(&[f64]) -> f64,
    ) -> Self {
        let model = Model { drivers, result };
        let base_value = result(&model.values());
        let mut bars: Vec<Bar> = (0..drivers.len())
            .map(|place| model.bar(place, range, base_value))
            .collect();
        let scenarios = model.scenarios(&bars, base_value);
        bars.sort_by(|a, b| b.swing.total_cmp(&a.swing));
        Self {
            outcome,
            range,
            base_value,
            two_way: model.two_way(&bars, range),
            scenarios,
            named_scenarios: Vec::new(),
            monte_carlo: simulation.run(&model.values(), range, result),
            bars,
        }
    }
}

impl Sensitivity {
    /// The same with the scenarios all of whose drivers are among these.
    #[must_use]
    pub fn with_scenarios(
        self,
        scenarios: &[Scenario],
        drivers: &[Base],
        result: &dyn Fn(&[f64]) -> f64,
    ) -> Self {
        let play = |scenario: &Scenario| scenario.play(drivers, self.base_value, result);
        Self {
            named_scenarios: scenarios.iter().filter_map(play).collect(),
            ..self
        }
    }
}

struct Model<'a> {
    drivers: &'a [Base],
    result: &'a dyn Fn(&[f64]) -> f64,
}

impl Model<'_> {
    fn values(&self) -> Vec<f64> {
        self.drivers.iter().map(|(_, value)| *value).collect()
    }

    /// The result when the driver at `place` has another value.
    fn with(&self, place: usize, value: f64) -> f64 {
        let mut values = self.values();
        values[place] = value;
        (self.result)(&values)
    }

    fn bar(&self, place: usize, range: f64, base_value: f64) -> Bar {
        let (driver, base) = self.drivers[place];
        let (low_input, high_input) = (base * (1.0 - range), base * (1.0 + range));
        let (low, high) = (self.with(place, low_input), self.with(place, high_input));
        let relative = Figure::ratio(high - low, base_value, Undefined::NoProfit);
        Bar {
            driver,
            base,
            low_input,
            high_input,
            low,
            high,
            swing: (high - low).abs(),
            elasticity: match (relative.value(), relative.reason()) {
                (Some(change), _) => Figure::ratio(change, 2.0 * range, Undefined::NoBase),
                (None, reason) => Figure::undefined(reason.unwrap_or(Undefined::NoProfit)),
            },
            switching_value: self.switching_value(place, base_value),
        }
    }

    /// The value nearest to that in force at which the result is zero: steps outward until the sign changes, then
    /// Brent's method.
    fn switching_value(&self, place: usize, base_value: f64) -> Figure {
        let (_, base) = self.drivers[place];
        if base_value == 0.0 {
            return Figure::of(base);
        }
        if base == 0.0 {
            return Figure::undefined(Undefined::NoSwitch);
        }
        let (mut below, mut above) = ((1.0, base_value), (1.0, base_value));
        let mut step = 0.05;
        while above.0 < FARTHEST {
            for (near, direction) in [(&mut below, -1.0), (&mut above, 1.0)] {
                let factor = f64::max(near.0 + direction * step, 0.0);
                let value = self.with(place, base * factor);
                if value == 0.0 {
                    return Figure::of(base * factor);
                }
                if (value < 0.0) != (base_value < 0.0) {
                    return self.root(place, (near.0, factor));
                }
                *near = (factor, value);
            }
            step *= 1.3;
        }
        Figure::undefined(Undefined::NoSwitch)
    }

    fn root(&self, place: usize, (a, b): (f64, f64)) -> Figure {
        let (_, base) = self.drivers[place];
        let mut convergency = SimpleConvergency {
            eps: 1e-14,
            max_iter: 200,
        };
        let result = |factor: f64| {
            let value = self.with(place, base * factor);
            // Brent's method ends on values as small as its tolerance: they are to be those of the base.
            value / self.with(place, base).abs()
        };
        match find_root_brent(a, b, &result, &mut convergency) {
            Ok(factor) => Figure::of(base * factor),
            Err(_) => Figure::undefined(Undefined::NoSwitch),
        }
    }

    fn scenarios(&self, bars: &[Bar], base: f64) -> Scenarios {
        let ends = |worse: bool| -> f64 {
            let end = |bar: &Bar| {
                if (bar.low < bar.high) == worse {
                    bar.low_input
                } else {
                    bar.high_input
                }
            };
            (self.result)(&bars.iter().map(end).collect::<Vec<_>>())
        };
        Scenarios {
            pessimistic: ends(true),
            base,
            optimistic: ends(false),
        }
    }

    fn two_way(&self, bars: &[Bar], range: f64) -> Option<TwoWay> {
        let [first, second, ..] = bars else {
            return None;
        };
        let place = |driver| self.drivers.iter().position(|(known, _)| *known == driver);
        let (row, column) = (place(first.driver)?, place(second.driver)?);
        let around = |base: f64| -> Vec<f64> {
            GRID.iter()
                .map(|step| base * (1.0 + step * range))
                .collect()
        };
        let (row_values, column_values) = (around(first.base), around(second.base));
        let result = |&at_row: &f64, &at_column: &f64| {
            let mut values = self.values();
            values[row] = at_row;
            values[column] = at_column;
            (self.result)(&values)
        };
        Some(TwoWay {
            rows: first.driver,
            columns: second.driver,
            results: row_values
                .iter()
                .map(|at_row| column_values.iter().map(|c| result(at_row, c)).collect())
                .collect(),
            row_values,
            column_values,
        })
    }
}

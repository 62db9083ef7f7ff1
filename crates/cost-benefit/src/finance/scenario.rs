//! [`Scenario`]: drivers moved together, under a name.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Base, Driver};
use crate::Figure;

/// Drivers moved together, written `NAME:DRIVER=VALUE,...`; a value with a sign and a per cent sign is a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The drivers that move, each once.
    pub moves: Vec<(Driver, Move)>,
}

/// How a driver moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Move {
    /// To a value.
    To(f64),
    /// By a share of its value.
    By(f64),
}

/// What a scenario comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioResult {
    /// Its name.
    pub name: String,
    /// The result.
    pub result: Figure,
    /// The result less that of the base.
    pub difference: Figure,
}

/// Why a text is no [`Scenario`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0} is no scenario, expected NAME:DRIVER=VALUE,... such as 大促:visits=+30%,cost=+40%; drivers are {drivers}",
    drivers = Driver::ALL.map(Driver::key).join(", ")
)]
pub struct ScenarioError(String);

impl Move {
    /// Where a driver moves.
    pub fn of(self, base: f64) -> f64 {
        match self {
            Self::To(value) => value,
            Self::By(share) => base * (1.0 + share),
        }
    }

    /// A value that is not negative, or a change that leaves none negative.
    fn read(text: &str) -> Option<Self> {
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        let text = text.trim();
        let of = match text.strip_suffix(['%', '\u{FF05}']) {
            Some(share) if text.starts_with(['+', '-']) => Self::By(number(share)? / 100.0),
            Some(share) => Self::To(number(share)? / 100.0),
            None => Self::To(number(text)?),
        };
        (of.of(1.0) >= 0.0).then_some(of)
    }
}

impl fmt::Display for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::To(value) => write!(f, "{value}"),
            // A share that was read as per cent is written as it was: 7% is not 7.000000000000001%.
            Self::By(share) => write!(f, "{:+}%", (share * 1e10).round() / 1e8),
        }
    }
}

impl FromStr for Scenario {
    type Err = ScenarioError;

    fn from_str(text: &str) -> Result<Self, ScenarioError> {
        let read = || {
            let (name, moves) = text.split_once([':', '\u{FF1A}'])?;
            let one = |part: &str| {
                let (driver, value) = part.split_once('=')?;
                let driver = driver.trim();
                let known = Driver::ALL.into_iter().find(|of| of.key() == driver)?;
                Some((known, Move::read(value)?))
            };
            let parts = moves.split([',', '\u{FF0C}']).map(one);
            let moves: Vec<(Driver, Move)> = parts.collect::<Option<_>>()?;
            let twice = |place: usize| moves[..place].iter().any(|(of, _)| *of == moves[place].0);
            let name = name.trim().to_owned();
            (!name.is_empty() && !(0..moves.len()).any(twice)).then_some(Self { name, moves })
        };
        read().ok_or_else(|| ScenarioError(text.to_owned()))
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moves: Vec<String> = self
            .moves
            .iter()
            .map(|(driver, to)| format!("{}={to}", driver.key()))
            .collect();
        write!(f, "{}:{}", self.name, moves.join(","))
    }
}

impl TryFrom<String> for Scenario {
    type Error = ScenarioError;

    fn try_from(text: String) -> Result<Self, ScenarioError> {
        text.parse()
    }
}

impl From<Scenario> for String {
    fn from(scenario: Scenario) -> Self {
        scenario.to_string()
    }
}

impl Scenario {
    /// What it comes to; none where it moves a driver that is not among these.
    pub(super) fn play(
        &self,
        drivers: &[Base],
        base: f64,
        result: &dyn Fn(&[f64]) -> f64,
    ) -> Option<ScenarioResult> {
        let mut values: Vec<f64> = drivers.iter().map(|(_, value)| *value).collect();
        for (driver, to) in &self.moves {
            let place = drivers.iter().position(|(known, _)| known == driver)?;
            values[place] = to.of(values[place]);
        }
        let result = result(&values);
        Some(ScenarioResult {
            name: self.name.clone(),
            result: Figure::of(result),
            difference: Figure::of(result - base),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenarios_are_read_and_written() {
        for text in [
            "大促:visits=+30%,cost=+40%",
            "a:cvr=0.05",
            "b:aov=-7%,margin=0.4",
        ] {
            let scenario: Scenario = text.parse().unwrap();
            assert_eq!(scenario.to_string(), text);
        }
        let wide: Scenario = "淡季：visits=-20%，rate=12%".parse().unwrap();
        assert_eq!(wide.moves[1], (Driver::Rate, Move::To(0.12)));
        for wrong in [
            "大促",
            "大促:",
            ":cvr=1",
            "a:cvr",
            "a:price=1",
            "a:cvr=x",
            "a:cvr=1,cvr=2",
            "a:rate=-0.1",
            "a:cost=-120%",
            "a:cost=inf",
        ] {
            assert!(wrong.parse::<Scenario>().is_err(), "{wrong}");
        }
    }

    /// By hand: 1,000 visits x 2% x 300 x 0.4 - 1,500 = 900; with 1,300 visits and 2,100 of cost 3,120 - 2,100 = 1,020.
    #[test]
    fn a_scenario_moves_its_drivers_and_no_other() {
        let drivers = [
            (Driver::Visits, 1_000.0),
            (Driver::Cvr, 0.02),
            (Driver::Aov, 300.0),
            (Driver::Margin, 0.4),
            (Driver::Cost, 1_500.0),
        ];
        let result = |v: &[f64]| v[0] * v[1] * v[2] * v[3] - v[4];
        let scenario: Scenario = "大促:visits=+30%,cost=+40%".parse().unwrap();
        let played = scenario.play(&drivers, 900.0, &result).unwrap();
        assert!((played.result.value().unwrap() - 1_020.0).abs() < 1e-9);
        assert!((played.difference.value().unwrap() - 120.0).abs() < 1e-9);
        let other: Scenario = "a:rate=12%".parse().unwrap();
        assert_eq!(other.play(&drivers, 900.0, &result), None);
    }
}

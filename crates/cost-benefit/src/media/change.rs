//! [`Change`]: what moved between two periods or two groups, split into volume, price and mix.

use serde::Serialize;

use super::{
    metrics::{Metric, Terms},
    sums::{Measure, Sums},
};
use crate::{Dimension, Figure, Figures, Quantity, Undefined};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// A period with the one before.
    Periods,
    /// The test with the control.
    Groups,
}

/// A figure at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Moved {
    /// In the baseline, or the control.
    pub from: Figure,
    /// In the period compared, or the test.
    pub to: Figure,
    /// The second less the first.
    pub difference: Figure,
    /// The same over the first.
    pub relative: Figure,
}

/// A difference of money split into three effects, exactly.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effects {
    /// In the baseline.
    pub from: f64,
    /// In the period compared.
    pub to: f64,
    /// What more units at the old prices and the old mix make.
    pub volume: f64,
    /// What other prices make, for the new units.
    pub price: f64,
    /// What another share of dear and cheap levels makes, at the old prices.
    pub mix: f64,
    /// Money of levels without units: no effect explains it.
    pub remainder: f64,
    /// The same for every level.
    pub levels: Vec<LevelEffect>,
}

/// The effects of one level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelEffect {
    /// Its name.
    pub name: String,
    /// See [`Effects::volume`].
    pub volume: f64,
    /// See [`Effects::price`].
    pub price: f64,
    /// See [`Effects::mix`].
    pub mix: f64,
    /// See [`Effects::remainder`].
    pub remainder: f64,
}

/// What moved between two periods or two groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What is compared.
    pub split: Split,
    /// The levels that the effects are split over.
    pub by: Option<Dimension>,
    /// Sums of the baseline.
    pub from: Sums,
    /// Sums of the period compared.
    pub to: Sums,
    /// Every figure at both ends.
    pub figures: Moves,
    /// Revenue as conversions times revenue of a conversion.
    pub revenue: Option<Effects>,
    /// Advertising costs as clicks times cost of a click.
    pub cost: Option<Effects>,
}

/// Every figure at both ends, under its key.
#[derive(Debug, Clone, PartialEq)]
pub struct Moves(pub Vec<(Metric, Moved)>);

impl Serialize for Moves {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(metric, moved)| (metric.key(), moved)))
    }
}

/// A level at both ends.
pub(crate) struct Ends {
    pub(crate) name: String,
    pub(crate) from: Sums,
    pub(crate) to: Sums,
}

impl Change {
    /// Compares the totals `whole`, and splits their difference over `levels`.
    pub(crate) fn of(
        split: Split,
        whole: &Ends,
        by: Option<Dimension>,
        levels: &[Ends],
        terms: &Terms,
    ) -> Self {
        let figures = [terms.figures(&whole.from), terms.figures(&whole.to)];
        let alone = std::slice::from_ref(whole);
        let levels = if by.is_some() { levels } else { alone };
        let effects = |units: Measure, money: fn(&Sums) -> Option<f64>| {
            let ends = |sums: &Sums| Some((sums.get(units)?, money(sums)?));
            let parts: Option<Vec<Part>> = levels
                .iter()
                .map(|level| {
                    Some(Part {
                        name: &level.name,
                        from: ends(&level.from)?,
                        to: ends(&level.to)?,
                    })
                })
                .collect();
            split_effects(&parts?)
        };
        Self {
            split,
            by,
            revenue: effects(Measure::Conversions, Sums::net_revenue),
            cost: effects(Measure::Clicks, |sums| sums.get(Measure::Cost)),
            figures: moves(&figures),
            from: whole.from,
            to: whole.to,
        }
    }
}

fn moves([from, to]: &[Figures<Metric>; 2]) -> Moves {
    let moved = |(metric, from): (Metric, Figure)| {
        let to = to.get(metric);
        let missing = from.reason().or(to.reason());
        let (difference, relative) = match (from.value(), to.value()) {
            (Some(a), Some(b)) if a > 0.0 => (Figure::of(b - a), Figure::of((b - a) / a)),
            (Some(a), Some(b)) => (Figure::of(b - a), Figure::undefined(Undefined::NoBase)),
            _ => {
                let none = Figure::undefined(missing.unwrap_or(Undefined::NotMeasured));
                (none, none)
            }
        };
        (
            metric,
            Moved {
                from,
                to,
                difference,
                relative,
            },
        )
    };
    Moves(from.iter().map(moved).collect())
}

/// Units and money of a level at both ends.
struct Part<'a> {
    name: &'a str,
    from: (f64, f64),
    to: (f64, f64),
}

/// `ΔM = ΔQ Σ s0 p0 + Q1 Σ (s1 - s0) p0 + Σ q1 (p1 - p0)`, with shares s of the units Q and prices p = money / units. A
/// level without units in the baseline has the price of all levels there. Nothing without units in the baseline.
fn split_effects(parts: &[Part<'_>]) -> Option<Effects> {
    let sum = |of: fn(&Part<'_>) -> f64| parts.iter().map(of).sum::<f64>();
    let (units_from, units_to) = (sum(|part| part.from.0), sum(|part| part.to.0));
    if units_from <= 0.0 || units_to <= 0.0 {
        return None;
    }
    let (from, to) = (sum(|part| part.from.1), sum(|part| part.to.1));
    let mean = from / units_from;
    let levels: Vec<LevelEffect> = parts
        .iter()
        .map(|part| {
            let ((q0, m0), (q1, m1)) = (part.from, part.to);
            let price = if q0 > 0.0 { m0 / q0 } else { mean };
            let share = q0 / units_from;
            let volume = (units_to - units_from) * share * price;
            let mix = (q1 - units_to * share) * price;
            let raised = if q1 > 0.0 { m1 - q1 * price } else { 0.0 };
            LevelEffect {
                name: part.name.to_owned(),
                volume,
                mix,
                price: raised,
                remainder: residue(m1 - m0, volume + mix + raised),
            }
        })
        .collect();
    let total = |of: fn(&LevelEffect) -> f64| levels.iter().map(of).sum::<f64>();
    let (volume, price, mix) = (total(|l| l.volume), total(|l| l.price), total(|l| l.mix));
    Some(Effects {
        remainder: residue(to - from, volume + price + mix),
        from,
        to,
        volume,
        price,
        mix,
        levels,
    })
}

/// What is left of a difference, without the rest of roundings.
fn residue(difference: f64, explained: f64) -> f64 {
    let left = difference - explained;
    if left.abs() <= 1e-9 * (1.0 + difference.abs() + explained.abs()) {
        0.0
    } else {
        left
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_effects_are_those_worked_by_hand() {
        // A: 10 at 100 -> 12 at 110; B: 10 at 50 -> 20 at 45. Q 20 -> 32, mean price 75.
        let parts = [
            Part {
                name: "A",
                from: (10.0, 1000.0),
                to: (12.0, 1320.0),
            },
            Part {
                name: "B",
                from: (10.0, 500.0),
                to: (20.0, 900.0),
            },
        ];
        let effects = split_effects(&parts).unwrap();
        assert!((effects.volume - 900.0).abs() < 1e-9); // 12 x 75
        assert!((effects.mix + 200.0).abs() < 1e-9); // 12 x 100 + 20 x 50 - 32 x 75
        assert!((effects.price - 20.0).abs() < 1e-9); // 12 x 10 - 20 x 5
        assert_eq!(effects.remainder, 0.0);
    }

    proptest! {
        #[test]
        fn the_effects_add_up_to_the_difference(
            values in prop::collection::vec((0_u32..50, 0_u32..9000, 0_u32..50, 0_u32..9000), 1..9),
        ) {
            let parts: Vec<Part> = values
                .iter()
                .map(|&(q0, m0, q1, m1)| Part {
                    name: "x",
                    from: (f64::from(q0), f64::from(m0)),
                    to: (f64::from(q1), f64::from(m1)),
                })
                .collect();
            if let Some(e) = split_effects(&parts) {
                let sum = e.volume + e.price + e.mix + e.remainder;
                prop_assert!((sum - (e.to - e.from)).abs() < 1e-6);
                let levels: f64 = e.levels.iter().map(|l| l.volume + l.price + l.mix + l.remainder).sum();
                prop_assert!((levels - (e.to - e.from)).abs() < 1e-6);
            }
        }
    }
}

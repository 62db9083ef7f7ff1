//! [`CostEffectiveness`]: what effects that have no price cost.

use serde::Serialize;

use crate::{Figure, Undefined};

/// Where an alternative stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// No other one, nor a mixture of two others, brings as much for less.
    Efficient,
    /// Another one brings at least as much and costs no more.
    Dominated,
    /// A mixture of two others brings as much for less.
    DominatedByMixture,
}

/// An alternative with an effect.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effective {
    /// Its name.
    pub alternative: String,
    /// Present value of its costs.
    pub cost: f64,
    /// Present value of its effects, at the same rate.
    pub effect: f64,
    /// Cost of a unit of effect.
    pub ratio: Figure,
    /// Where it stands.
    pub standing: Standing,
    /// The efficient alternative before it.
    pub against: Option<String>,
    /// Extra cost of an extra unit of effect against that one: the ICER.
    pub icer: Figure,
}

/// What effects that have no price cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CostEffectiveness {
    /// Every alternative, the cheapest first; of equal cost the one with more effect, then in the order of the input.
    pub alternatives: Vec<Effective>,
    /// What a unit of effect is worth, where that is given.
    pub effect_worth: Option<f64>,
    /// The efficient alternative with most effect whose extra units of effect cost no more than they are worth.
    pub choice: Option<String>,
}

impl Effective {
    /// An alternative that nothing is compared with yet.
    pub fn new(alternative: &str, cost: f64, effect: f64) -> Self {
        Self {
            alternative: alternative.to_owned(),
            cost,
            effect,
            ratio: Figure::ratio(cost, effect, Undefined::NoEffect),
            standing: Standing::Dominated,
            against: None,
            icer: Figure::undefined(Undefined::NothingBefore),
        }
    }

    /// Extra cost over extra effect; the effects differ.
    fn against(&self, other: &Self) -> f64 {
        (self.cost - other.cost) / (self.effect - other.effect)
    }
}

impl CostEffectiveness {
    /// Orders alternatives by cost, leaves out what is dominated, and compares each efficient one with that before it.
    ///
    /// # References
    /// Boardman, Greenberg, Vining and Weimer, Cost-Benefit Analysis, chapter on cost-effectiveness; Cantor (1994),
    /// Cost-effectiveness analysis, extended dominance, and ethics, Medical Decision Making 14(3).
    pub fn of(alternatives: impl Iterator<Item = Effective>, effect_worth: Option<f64>) -> Self {
        let mut all: Vec<Effective> = alternatives.collect();
        all.sort_by(|a, b| {
            a.cost
                .total_cmp(&b.cost)
                .then(b.effect.total_cmp(&a.effect))
        });
        let mut frontier: Vec<usize> = Vec::new();
        for next in 0..all.len() {
            if frontier
                .last()
                .is_some_and(|&last| all[next].effect <= all[last].effect)
            {
                continue;
            }
            while let [.., before, last] = frontier[..]
                && all[next].against(&all[last]) < all[last].against(&all[before])
            {
                all[last].standing = Standing::DominatedByMixture;
                frontier.pop();
            }
            all[next].standing = Standing::Efficient;
            frontier.push(next);
        }
        for pair in frontier.windows(2) {
            let (before, own) = (pair[0], pair[1]);
            all[own].icer = Figure::of(all[own].against(&all[before]));
            all[own].against = Some(all[before].alternative.clone());
        }
        let choice = effect_worth.and_then(|worth| {
            let pays = |&&place: &&usize| all[place].icer.value().is_none_or(|icer| icer <= worth);
            let last = frontier.iter().take_while(pays).last()?;
            Some(all[*last].alternative.clone())
        });
        Self {
            alternatives: all,
            effect_worth,
            choice,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand. B against A: 200 / 40 = 5. C costs more than B and brings less: dominated. D against B: 500 / 20 = 25;
    /// E against D: 100 / 30 = 3.33, so D is dominated by a mixture of B and E; E against B: 600 / 50 = 12.
    #[test]
    fn dominated_alternatives_drop_out() {
        use Standing::{Dominated, DominatedByMixture, Efficient};

        let all = [
            ("A", 100.0, 10.0),
            ("B", 300.0, 50.0),
            ("C", 400.0, 45.0),
            ("D", 800.0, 70.0),
            ("E", 900.0, 100.0),
        ];
        let of = |worth| {
            let all = all
                .iter()
                .map(|(name, cost, effect)| Effective::new(name, *cost, *effect));
            CostEffectiveness::of(all, worth)
        };
        let found = of(None);
        let standing: Vec<Standing> = found.alternatives.iter().map(|of| of.standing).collect();
        assert_eq!(
            standing,
            [
                Efficient,
                Efficient,
                Dominated,
                DominatedByMixture,
                Efficient
            ]
        );
        let icers: Vec<Option<f64>> = found
            .alternatives
            .iter()
            .map(|of| of.icer.value())
            .collect();
        assert_eq!(icers, [None, Some(5.0), None, None, Some(12.0)]);
        assert_eq!(found.alternatives[4].against.as_deref(), Some("B"));
        assert_eq!(of(Some(8.0)).choice.as_deref(), Some("B"));
        assert_eq!(of(Some(12.0)).choice.as_deref(), Some("E"));
        assert_eq!(of(Some(1.0)).choice.as_deref(), Some("A"));
    }

    #[test]
    fn nothing_without_effect_has_a_ratio() {
        let none = Effective::new("A", 5.0, 0.0);
        assert_eq!(none.ratio.reason(), Some(Undefined::NoEffect));
        let found = CostEffectiveness::of([none].into_iter(), Some(1.0));
        assert_eq!(
            found.alternatives[0].icer.reason(),
            Some(Undefined::NothingBefore)
        );
    }
}

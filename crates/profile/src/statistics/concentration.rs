//! [`Concentration`]: how unevenly people are spread over groups.

use serde::Serialize;

/// How unevenly people, or amounts, are spread over groups. Figures are `None` where nothing is spread.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concentration {
    /// Groups, those without anything among them.
    pub groups: u64,
    /// The share of each group, in the order given.
    pub shares: Vec<Option<f64>>,
    /// Herfindahl-Hirschman index: squared shares, summed; 1 for a single group.
    pub hhi: Option<f64>,
    /// The share of the three largest groups.
    pub cr3: Option<f64>,
    /// Gini coefficient of the population, 0 for equal groups.
    pub gini: Option<f64>,
    /// Shannon's entropy in nats.
    pub entropy: Option<f64>,
    /// How many equal groups would be as concentrated: 1 / HHI.
    pub effective_groups: Option<f64>,
}

impl Concentration {
    /// The concentration of amounts of at least 0, one a group. An amount that is negative or not finite counts as 0.
    ///
    /// # References
    /// Hirschman (1964), The paternity of an index, American Economic Review 54; Gini (1912); Shannon (1948).
    pub fn of(amounts: &[f64]) -> Self {
        let clean = |amount: &f64| {
            if amount.is_finite() {
                amount.max(0.0)
            } else {
                0.0
            }
        };
        let mut ascending: Vec<f64> = amounts.iter().map(clean).collect();
        ascending.sort_by(f64::total_cmp);
        let total: f64 = ascending.iter().sum();
        let n = ascending.len() as f64;
        let known = total > 0.0;
        let sum = |part: &dyn Fn(f64) -> f64| -> Option<f64> {
            known.then(|| ascending.iter().map(|amount| part(amount / total)).sum())
        };
        let hhi = sum(&|share| share * share);
        let ranked = ascending.iter().zip(1_u32..);
        let gini: f64 = ranked
            .map(|(amount, rank)| (2.0 * f64::from(rank) - n - 1.0) * amount)
            .sum();
        let largest: f64 = ascending.iter().rev().take(3).sum();
        Self {
            groups: amounts.len() as u64,
            shares: amounts
                .iter()
                .map(|amount| known.then(|| clean(amount) / total))
                .collect(),
            hhi,
            cr3: known.then(|| largest / total),
            gini: known.then(|| gini / (n * total)),
            entropy: sum(&|share| {
                if share > 0.0 {
                    -share * share.ln()
                } else {
                    0.0
                }
            }),
            effective_groups: hhi.map(|hhi| 1.0 / hhi),
        }
    }

    /// The concentration of people.
    pub fn of_people(people: &[u64]) -> Self {
        let amounts: Vec<f64> = people.iter().map(|people| *people as f64).collect();
        Self::of(&amounts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_group_is_as_concentrated_as_can_be() {
        let found = Concentration::of_people(&[7]);
        assert_eq!(
            [found.hhi, found.cr3, found.gini, found.entropy],
            [Some(1.0), Some(1.0), Some(0.0), Some(0.0)]
        );
        assert_eq!(found.effective_groups, Some(1.0));
    }

    #[test]
    fn nothing_has_no_concentration() {
        for amounts in [&[][..], &[0.0, 0.0], &[f64::NAN, -1.0]] {
            let found = Concentration::of(amounts);
            assert_eq!([found.hhi, found.cr3, found.gini, found.entropy], [None; 4]);
        }
    }
}

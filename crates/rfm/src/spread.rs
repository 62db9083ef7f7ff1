//! [`Spread`]: how the amounts of a segment are spread.

use serde::Serialize;

use crate::{
    measure::{Measure, quantile},
    splits::Placement,
};

/// Amounts beyond the whiskers that are listed, half of them at either end.
const LISTED: usize = 24;

/// The amounts of a segment as a box plot shows them (Tukey 1977). Quartiles are type 7.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// Published name of the segment.
    pub segment: String,
    /// Its customers, at least 1.
    pub customers: u64,
    /// The smallest amount within 1.5 interquartile ranges below the box; the box itself, where quartiles between
    /// two amounts leave none there.
    pub low_whisker: f64,
    /// First quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// The largest amount within 1.5 interquartile ranges above the box, or the box itself.
    pub high_whisker: f64,
    /// Customers beyond the whiskers.
    pub beyond: u64,
    /// The outermost amounts beyond the whiskers, at most 24, ascending.
    pub outermost: Vec<f64>,
}

/// The spread of `measure` in every segment that has customers.
pub(crate) fn spreads(measure: &Measure, placement: &Placement) -> Vec<Spread> {
    let mut amounts = vec![Vec::new(); placement.segments.len()];
    for customer in &measure.order {
        let customer = *customer as usize;
        amounts[placement.segment[customer]].push(measure.values[customer]);
    }
    let named = placement.segments.iter().zip(amounts);
    let known = named.filter(|(_, amounts)| !amounts.is_empty());
    known
        .map(|(segment, amounts)| Spread::of(segment.key.clone(), &amounts))
        .collect()
}

impl Spread {
    /// The spread of ascending amounts, of which there is at least one.
    fn of(segment: String, amounts: &[f64]) -> Self {
        let quartile = |quarter| quantile(amounts.len(), (quarter, 4), |rank| amounts[rank]);
        let [q1, median, q3] = [1, 2, 3].map(quartile);
        let reach = 1.5 * (q3 - q1);
        let below = amounts.partition_point(|amount| *amount < q1 - reach);
        let within = amounts.partition_point(|amount| *amount <= q3 + reach);
        let lowest = &amounts[..below.min(LISTED / 2)];
        let above = &amounts[within..];
        let highest = &above[above.len().saturating_sub(LISTED / 2)..];
        Self {
            segment,
            customers: amounts.len() as u64,
            low_whisker: amounts[below].min(q1),
            q1,
            median,
            q3,
            high_whisker: amounts[within - 1].max(q3),
            beyond: (below + above.len()) as u64,
            outermost: [lowest, highest].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // By hand: 1..9 and 30. Type-7 quartiles 3.25, 5.5, 7.75; the fences are at -3.5 and 14.5.
    #[test]
    fn whiskers_end_at_the_last_amounts_within_the_fences() {
        let mut amounts: Vec<f64> = (1..10).map(f64::from).collect();
        amounts.push(30.0);
        let spread = Spread::of("all".to_owned(), &amounts);
        assert_eq!([spread.q1, spread.median, spread.q3], [3.25, 5.5, 7.75]);
        assert_eq!([spread.low_whisker, spread.high_whisker], [1.0, 9.0]);
        assert_eq!((spread.beyond, spread.outermost), (1, vec![30.0]));
    }

    #[test]
    fn one_amount_and_equal_amounts_have_no_outliers() {
        for amounts in [vec![7.0], vec![7.0; 9]] {
            let spread = Spread::of("all".to_owned(), &amounts);
            assert_eq!([spread.low_whisker, spread.high_whisker], [7.0, 7.0]);
            assert_eq!(spread.beyond, 0);
        }
    }

    // By hand: quartiles 75, 100, 100; the only amount below the box lies beyond the fence at 37.5.
    #[test]
    fn a_whisker_without_an_amount_ends_at_the_box() {
        let spread = Spread::of("all".to_owned(), &[0.0, 100.0, 100.0, 100.0]);
        assert_eq!([spread.low_whisker, spread.q1], [75.0, 75.0]);
        assert_eq!(spread.outermost, [0.0]);
    }

    #[test]
    fn the_outermost_are_listed_from_both_ends() {
        let mut amounts: Vec<f64> = (0..40).map(|n| f64::from(n) - 1_000.0).collect();
        amounts.extend([0.0; 400]);
        amounts.extend((0..40).map(|n| f64::from(n) + 1_000.0));
        let spread = Spread::of("all".to_owned(), &amounts);
        assert_eq!(spread.beyond, 80);
        assert_eq!(spread.outermost.len(), 24);
        assert_eq!(spread.outermost[0], -1_000.0);
        assert_eq!(spread.outermost[23], 1_039.0);
    }
}

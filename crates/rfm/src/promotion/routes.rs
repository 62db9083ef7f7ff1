//! From customers to [`Promotions`].

use rayon::prelude::*;

use super::{Climb, Promotions, Route, Step};
use crate::{measure::SCALE, segmentation::Outcome};

/// Customers of one route, their missing and their spent in ten-thousandths.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    customers: u64,
    near: u64,
    missing: i128,
    monetary: i128,
}

/// How many customers every step would lift, and where to.
pub(crate) fn promotions(outcome: &Outcome<'_>, climb: &Climb<'_>) -> Promotions {
    let segments = &outcome.placement.segments;
    let n = segments.len();
    let empty = || vec![Tally::default(); n * Step::ALL.len() * n];
    let tallies = (0..outcome.scored.len()).into_par_iter();
    let tallies = tallies.fold(empty, |mut tallies, customer| {
        let from = outcome.placement.segment[customer];
        for way in climb.ways_up(customer).into_iter().flatten() {
            let place = (from * Step::ALL.len() + way.step as usize) * n + way.to as usize;
            let near = is_near(climb, way.step, way.size);
            let spent = outcome.scored.measures[2].exact[customer];
            tallies[place].enter(near.then_some((way.size, spent)));
        }
        tallies
    });
    let tallies = tallies.reduce(empty, |mut sum, part| {
        for (sum, part) in sum.iter_mut().zip(part) {
            sum.merge(part);
        }
        sum
    });
    let routes = tallies.into_iter().enumerate();
    let routes = routes.filter(|(_, tally)| tally.customers > 0);
    let key = |place: usize| segments[place].key.clone();
    let route = |(place, tally): (usize, Tally)| Route {
        from: key(place / n / Step::ALL.len()),
        step: Step::ALL[place / n % Step::ALL.len()],
        to: key(place % n),
        customers: tally.customers,
        near: tally.near,
        missing: tally.missing as f64 / SCALE,
        monetary: tally.monetary as f64 / SCALE,
    };
    Promotions {
        near_amount: climb.near_amount(),
        routes: routes.map(route).collect(),
    }
}

/// Whether a step is near: one order, or at most the near amount.
fn is_near(climb: &Climb<'_>, step: Step, size: i64) -> bool {
    let size = size as f64 / SCALE;
    match step {
        Step::PurchaseToday => true,
        Step::Orders => size <= 1.0,
        Step::Amount => climb.near_amount().is_some_and(|near| size <= near),
    }
}

impl Tally {
    fn enter(&mut self, near: Option<(i64, i64)>) {
        self.customers += 1;
        if let Some((missing, spent)) = near {
            self.near += 1;
            self.missing += i128::from(missing);
            self.monetary += i128::from(spent);
        }
    }

    fn merge(&mut self, other: Self) {
        self.customers += other.customers;
        self.near += other.near;
        self.missing += other.missing;
        self.monetary += other.monetary;
    }
}

//! [`Ascents`]: from customers to [`Promotions`].

use std::ops::Range;

use rayon::prelude::*;

use super::{Climb, Promotions, Route, Step, WayUp};
use crate::{Segment, measure::SCALE, segmentation::Scored, splits::Placement};

/// Customers of one route, their missing and their spent in ten-thousandths.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    customers: u64,
    near: u64,
    missing: i128,
    monetary: i128,
}

/// Customers that one thread looks at in a row.
const CHUNK: usize = 1 << 14;

/// Every customer's cheapest way up, and how many there are of each kind.
#[derive(Debug)]
pub(crate) struct Ascents {
    pub(crate) cheapest: Vec<Option<WayUp>>,
    pub(crate) promotions: Promotions,
}

impl Ascents {
    /// Looks at every customer once.
    pub(crate) fn of(scored: &Scored, placement: &Placement, climb: &Climb<'_>) -> Self {
        let chunks = scored.len().div_ceil(CHUNK);
        let parts: Vec<(Vec<Option<WayUp>>, Vec<Tally>)> = (0..chunks)
            .into_par_iter()
            .map(|chunk| {
                let first = chunk * CHUNK;
                let customers = first..(first + CHUNK).min(scored.len());
                chunk_of(customers, (scored, placement), climb)
            })
            .collect();
        let n = placement.segments.len();
        let mut tallies = vec![Tally::default(); n * Step::ALL.len() * n];
        let mut cheapest = Vec::with_capacity(scored.len());
        for (ways, part) in parts {
            cheapest.extend(ways);
            for (sum, part) in tallies.iter_mut().zip(part) {
                sum.merge(part);
            }
        }
        let promotions = Promotions {
            near_amount: climb.near_amount(),
            value_order: climb.value_order(),
            routes: routes(&placement.segments, tallies),
        };
        Self {
            cheapest,
            promotions,
        }
    }
}

fn chunk_of(
    customers: Range<usize>,
    (scored, placement): (&Scored, &Placement),
    climb: &Climb<'_>,
) -> (Vec<Option<WayUp>>, Vec<Tally>) {
    let n = placement.segments.len();
    let mut tallies = vec![Tally::default(); n * Step::ALL.len() * n];
    let cheapest = customers.map(|customer| {
        let ways = climb.ways_up(customer);
        let from = placement.segment[customer];
        let spent = scored.measures[2].exact[customer];
        for way in ways.into_iter().flatten() {
            let place = (from * Step::ALL.len() + way.step as usize) * n + way.to as usize;
            let near = is_near(climb, way.step, way.size);
            tallies[place].enter(near.then_some((way.size, spent)));
        }
        climb.cheapest(ways)
    });
    (cheapest.collect(), tallies)
}

fn routes(segments: &[Segment], tallies: Vec<Tally>) -> Vec<Route> {
    let n = segments.len();
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
    let walked = tallies.into_iter().enumerate();
    walked
        .filter(|(_, tally)| tally.customers > 0)
        .map(route)
        .collect()
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

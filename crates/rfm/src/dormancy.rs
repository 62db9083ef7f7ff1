//! [`StatusCross`]: the two rules of dormancy side by side.

use serde::Serialize;

use crate::{
    Rfm, Status,
    customers::Measured,
    cycle::Rhythm,
    measure::{SCALE, exact},
};

/// Customers in one state by multiples of the purchase cycle and in one by fixed days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatusCross {
    /// The state by `dormancy_cycles`; unknown where there is no cycle.
    pub by_cycle: Status,
    /// The state by `dormancy_days`.
    pub by_days: Status,
    /// Customers.
    pub customers: u64,
    /// What they spent in the window.
    pub monetary: f64,
}

impl StatusCross {
    /// Every pair of states that has customers, by cycle and then by days.
    pub(crate) fn of(measured: &Measured, rhythm: &Rhythm, rfm: &Rfm) -> Vec<Self> {
        const STATES: usize = Status::ALL.len();
        let mut sums = [(0_u64, 0_i128); STATES * STATES];
        for (customer, recency) in measured.recency.iter().enumerate() {
            let by_days = Status::of(*recency, &rfm.dormancy_days);
            let by_cycle = rhythm.ratio[customer].map_or(Status::Unknown, |ratio| {
                Status::of(ratio, &rfm.dormancy_cycles)
            });
            let (customers, sum) = &mut sums[by_cycle as usize * STATES + by_days as usize];
            *customers += 1;
            *sum += i128::from(exact(measured.monetary[customer]));
        }
        let pairs = Status::ALL
            .into_iter()
            .flat_map(|by_cycle| Status::ALL.map(|by_days| (by_cycle, by_days)));
        let cross =
            |((by_cycle, by_days), (customers, sum)): ((Status, Status), (u64, i128))| Self {
                by_cycle,
                by_days,
                customers,
                monetary: sum as f64 / SCALE,
            };
        pairs
            .zip(sums)
            .filter(|(_, (customers, _))| *customers > 0)
            .map(cross)
            .collect()
    }
}

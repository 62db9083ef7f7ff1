//! [`Population`]: who the customers are and how each is planned to buy.

use crate::permutation::Permutation;
use crate::random::Key;
use crate::segment::Segment;

/// Customers of one segment who place the same number of orders.
#[derive(Debug)]
pub(crate) struct Cohort {
    pub(crate) segment: Segment,
    /// Orders of each of them.
    pub(crate) orders: u64,
    /// The place of the first of them in the plan.
    pub(crate) first: u64,
    /// How many there are.
    pub(crate) size: u64,
}

/// All customers. In the plan they stand cohort by cohort; their ids are shuffled.
#[derive(Debug)]
pub(crate) struct Population {
    pub(crate) cohorts: Vec<Cohort>,
    ids: Permutation,
    size: u64,
}

impl Population {
    pub(crate) fn new(customers: u64, key: Key) -> Self {
        let kinds: Vec<(Segment, u64, u64)> = Segment::ALL
            .into_iter()
            .flat_map(|segment| {
                let habit = segment.habit();
                let weighted =
                    move |&(orders, tenths): &(u64, u64)| (segment, orders, habit.share * tenths);
                habit.orders.iter().map(weighted)
            })
            .collect();
        let sizes = apportion(
            customers,
            &kinds.iter().map(|kind| kind.2).collect::<Vec<_>>(),
        );
        let mut first = 0;
        let mut cohorts = Vec::with_capacity(kinds.len());
        for ((segment, orders, _), size) in kinds.into_iter().zip(sizes) {
            cohorts.push(Cohort {
                segment,
                orders,
                first,
                size,
            });
            first += size;
        }
        Self {
            cohorts,
            ids: Permutation::new(key, customers),
            size: customers,
        }
    }

    pub(crate) fn len(&self) -> u64 {
        self.size
    }

    /// The id of a planned customer, from 1.
    #[inline]
    pub(crate) fn id(&self, planned: u64) -> u64 {
        self.ids.forward(planned) + 1
    }

    /// The cohort of the customer with this id.
    pub(crate) fn cohort(&self, id: u64) -> &Cohort {
        let planned = self.ids.inverse(id - 1);
        let after = self
            .cohorts
            .partition_point(|cohort| cohort.first <= planned);
        &self.cohorts[after - 1]
    }
}

/// Splits `total` by `weights` into whole numbers, by largest remainder; ties go to the first.
fn apportion(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u64 = weights.iter().sum();
    let mut parts: Vec<u64> = weights.iter().map(|weight| total * weight / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(total * weights[index] % sum));
    let rest = total - parts.iter().sum::<u64>();
    for (index, _) in order.into_iter().zip(0..rest) {
        parts[index] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Population, apportion};
    use crate::random::Key;

    /// The textbook example of the Hamilton method: 21 seats for 146, 86, 58, 37, 23 votes.
    #[test]
    fn apportionment_is_by_largest_remainder() {
        assert_eq!(apportion(21, &[146, 86, 58, 37, 23]), [9, 5, 4, 2, 1]);
    }

    #[test]
    fn ids_lead_back_to_their_cohort() {
        let population = Population::new(500, Key::new(1));
        for cohort in &population.cohorts {
            for planned in cohort.first..cohort.first + cohort.size {
                let found = population.cohort(population.id(planned));
                assert_eq!(
                    (found.segment, found.orders),
                    (cohort.segment, cohort.orders)
                );
            }
        }
    }
}

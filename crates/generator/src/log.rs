//! [`Log`]: all orders and refunds of the company in order of time, any slice of which can be made alone.

use rayon::prelude::*;

use crate::basket::{Buyer, Occasion};
use crate::catalogue::City;
use crate::clock::Clock;
use crate::line::Line;
use crate::population::Population;
use crate::random::Key;
use crate::shape::Fate;
use crate::stream::Stream;

/// Rows in a slice, roughly: slices are equal in activity, not in rows.
const SLICE_ROWS: u64 = 1 << 17;

/// The order log.
#[derive(Debug)]
pub(crate) struct Log {
    clock: Clock,
    pub(crate) population: Population,
    streams: Vec<Stream>,
    customers: Key,
    /// Rows at the head of the log that are left out.
    skipped: u64,
    /// Rows in all, with those left out.
    total: u64,
}

/// An order or a refund, in the order in which the log tells of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    time: i64,
    refund: bool,
    /// Where the order, of which this may be the refund, stands on the clock.
    position: u64,
    stream: u32,
    rank: u64,
}

impl Log {
    /// The log of so many customers.
    pub(crate) fn of_customers(customers: u64, clock: Clock, seed: u64) -> Self {
        let seed = Key::new(seed);
        let population = Population::new(customers, seed.child(0));
        let mut log = Self {
            clock,
            population,
            streams: Vec::new(),
            customers: seed.child(1),
            skipped: 0,
            total: 0,
        };
        log.plan(seed.child(2));
        log
    }

    /// The log of exactly so many rows: of as many customers as it takes, without the few oldest rows
    /// that are too many.
    pub(crate) fn of_rows(rows: u64, clock: Clock, seed: u64) -> Self {
        const ROWS_PER_CUSTOMER: u64 = 13;
        let mut log = Self::of_customers(rows / ROWS_PER_CUSTOMER + 1, clock, seed);
        while log.total < rows {
            let more = (rows - log.total).div_ceil(ROWS_PER_CUSTOMER);
            log = Self::of_customers(log.population.len() + more, log.clock, seed);
        }
        log.skipped = log.total - rows;
        log
    }

    fn plan(&mut self, key: Key) {
        let cohorts = self.population.cohorts.iter().enumerate();
        self.streams = cohorts
            .filter(|(_, cohort)| cohort.size > 0)
            .flat_map(|(index, cohort)| {
                let key = key.child(index as u64);
                let clock = &self.clock;
                (0..cohort.orders)
                    .map(move |ordinal| Stream::new(cohort, ordinal, key.child(ordinal), clock))
            })
            .collect();
        self.total = self.rows_before(self.clock.closing());
    }

    /// Where a customer lives.
    pub(crate) fn home(&self, customer: u64) -> &'static City {
        Buyer::home(customer, self.customers)
    }

    /// Rows of the log.
    pub(crate) fn rows(&self) -> u64 {
        self.total - self.skipped
    }

    /// Makes every slice, several at once, and hands over what `each` makes of them, in order.
    pub(crate) fn in_order<T: Send>(
        self,
        each: impl Fn(Vec<Line>) -> T + Sync,
    ) -> impl Iterator<Item = T> {
        let slices = self.total.div_ceil(SLICE_ROWS);
        self.in_slices(slices, each)
    }

    fn in_slices<T: Send>(
        self,
        slices: u64,
        each: impl Fn(Vec<Line>) -> T + Sync,
    ) -> impl Iterator<Item = T> {
        let at_once = 2 * rayon::current_num_threads() as u64;
        let bound = move |log: &Self, slice: u64| {
            let position = u128::from(log.clock.end()) * u128::from(slice) / u128::from(slices);
            log.clock
                .time_or_closing(u64::try_from(position).expect("inside of the period"))
        };
        (0..slices)
            .step_by(usize::try_from(at_once).unwrap_or(1))
            .flat_map(move |first| {
                (first..slices.min(first + at_once))
                    .into_par_iter()
                    .map(|slice| each(self.lines(bound(&self, slice), bound(&self, slice + 1))))
                    .collect::<Vec<_>>()
            })
    }

    /// The rows from one moment to another, which is excluded.
    fn lines(&self, from: i64, to: i64) -> Vec<Line> {
        let skipped = self.skipped.saturating_sub(self.rows_before(from));
        let mut number = self.orders_before(self.clock.position(from));
        let mut lines = Vec::new();
        for event in self.events(from, to) {
            let stream = &self.streams[event.stream as usize];
            let occasion = Occasion {
                number: if event.refund {
                    self.number(&event)
                } else {
                    number + 1
                },
                time: event.time,
                ordinal: stream.ordinal,
                shape: stream.shape(event.rank),
                refund: event.refund,
            };
            number += u64::from(!event.refund);
            let customer = self.population.id(stream.customer(event.rank));
            Buyer::new(customer, stream.segment, stream.orders, self.customers)
                .order(&occasion, &mut lines);
        }
        lines.drain(
            ..lines
                .len()
                .min(usize::try_from(skipped).unwrap_or(usize::MAX)),
        );
        lines
    }

    /// What happens from one moment to another, sorted.
    fn events(&self, from: i64, to: i64) -> Vec<Event> {
        let mut events = Vec::new();
        for (index, stream) in (0..).zip(&self.streams) {
            let ranks = |delay| {
                let before = |time: i64| stream.orders_before(self.clock.position(time - delay));
                before(from)..before(to)
            };
            let event = |rank, delay| {
                let position = stream.position(rank);
                let time = self.clock.time(position) + delay;
                Event {
                    time,
                    refund: delay > 0,
                    position,
                    stream: index,
                    rank,
                }
            };
            events.extend(ranks(0).map(|rank| event(rank, 0)));
            let refunded = |rank: &u64| stream.shape(*rank).fate == Fate::Refund;
            let delay = stream.refund_delay;
            events.extend(ranks(delay).filter(refunded).map(|rank| event(rank, delay)));
        }
        events.sort_unstable();
        events
    }

    /// The number of the order that an event is about.
    fn number(&self, event: &Event) -> u64 {
        let (earlier, others) = self.streams.split_at(event.stream as usize);
        let tied: u64 = earlier
            .iter()
            .map(|stream| stream.orders_before(event.position + 1))
            .sum();
        let before: u64 = others
            .iter()
            .map(|stream| stream.orders_before(event.position))
            .sum();
        tied + before + 1
    }

    fn orders_before(&self, position: u64) -> u64 {
        self.streams
            .iter()
            .map(|stream| stream.orders_before(position))
            .sum()
    }

    fn rows_before(&self, time: i64) -> u64 {
        let rows = |stream: &Stream| {
            let before = |time| stream.orders_before(self.clock.position(time));
            stream.rows_ordered(before(time))
                + stream.rows_refunded(before(time - stream.refund_delay))
        };
        self.streams.iter().map(rows).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Log;
    use crate::clock::Clock;
    use chrono::NaiveDate;

    fn log(rows: u64) -> Log {
        let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        Log::of_rows(rows, Clock::new(first(2023), first(2025)), 42)
    }

    fn printed(log: Log, slices: u64) -> Vec<String> {
        let lines = |lines: Vec<_>| {
            lines
                .iter()
                .map(|line| format!("{line:?}"))
                .collect::<Vec<_>>()
        };
        log.in_slices(slices, lines).flatten().collect()
    }

    #[test]
    fn slices_of_any_size_join_to_the_same_log() {
        let whole = printed(log(3_000), 1);
        assert_eq!(whole.len(), 3_000);
        for slices in [2, 7, 250] {
            assert!(printed(log(3_000), slices) == whole, "{slices} slices");
        }
    }

    #[test]
    fn numbers_rise_with_time_and_refunds_find_their_order() {
        let lines: Vec<_> = log(20_000).in_slices(5, |lines| lines).flatten().collect();
        assert!(lines.is_sorted_by_key(|line| line.time));
        let orders: Vec<_> = lines.iter().filter(|line| line.quantity > 0).collect();
        assert!(orders.is_sorted_by_key(|line| line.order));
        let mut refunds = 0;
        for refund in lines.iter().filter(|line| line.quantity < 0) {
            let bought = orders.iter().filter(|line| {
                line.order == refund.order && std::ptr::eq(line.product, refund.product)
            });
            let bought: Vec<_> = bought.collect();
            // The oldest rows are cut off, so that an order may be missing; a wrong one may not be there.
            assert!(
                bought
                    .iter()
                    .all(|line| line.customer == refund.customer && line.time < refund.time)
            );
            assert!(bought.is_empty() || bought.iter().any(|line| line.amount == -refund.amount));
            refunds += usize::from(!bought.is_empty());
        }
        assert!(refunds > 400, "{refunds} refunds");
    }
}

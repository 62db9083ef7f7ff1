//! [`Stream`]: the j-th orders of all customers of a cohort, in time order.

use crate::clock::Clock;
use crate::permutation::Permutation;
use crate::population::Cohort;
use crate::random::Key;
use crate::segment::Segment;
use crate::shape::{ANY, COUNTING, Shape, Shapes};

/// A sorted sequence of orders, one per customer of a cohort, any of which can be looked at alone.
///
/// The window of the stream is cut into as many strips as there are orders; each order falls somewhere
/// in its own strip.
#[derive(Debug)]
pub(crate) struct Stream {
    /// Orders in the stream.
    len: u64,
    /// The first customer of the cohort, by plan.
    first: u64,
    pub(crate) segment: Segment,
    /// How many orders of each customer come in earlier streams.
    pub(crate) ordinal: u64,
    /// Orders of each customer of the cohort in all.
    pub(crate) orders: u64,
    ranks: Permutation,
    jitter: Key,
    /// The position at which the window begins.
    from: u64,
    /// The width of a strip, in 2^-32 of a position.
    strip: u128,
    shapes: &'static Shapes,
    /// Where in the sequence of shapes the stream begins.
    shift: u64,
    /// Seconds from an order to its refund.
    pub(crate) refund_delay: i64,
}

impl Stream {
    pub(crate) fn new(cohort: &Cohort, ordinal: u64, key: Key, clock: &Clock) -> Self {
        let habit = cohort.segment.habit();
        let last = ordinal + 1 == cohort.orders;
        let (from, to) = if last { habit.last } else { habit.early };
        let (from, to) = (clock.permille(from), clock.permille(to));
        Self {
            len: cohort.size,
            first: cohort.first,
            segment: cohort.segment,
            ordinal,
            orders: cohort.orders,
            ranks: Permutation::new(key.child(0), cohort.size),
            jitter: key.child(1),
            from,
            strip: (u128::from(to - from) << 32) / u128::from(cohort.size),
            shapes: if last { &COUNTING } else { &ANY },
            shift: key.below(2, 400),
            refund_delay: 86_400
                + i64::try_from(key.below(3, 14 * 86_400)).expect("two weeks in seconds"),
        }
    }

    /// The position of the order of `rank`; rises with the rank.
    #[inline]
    pub(crate) fn position(&self, rank: u64) -> u64 {
        let place = u128::from(rank) << 32 | u128::from(self.jitter.draw(rank) >> 32);
        self.from + ((place * self.strip) >> 64) as u64
    }

    /// The planned customer who places the order of `rank`.
    #[inline]
    pub(crate) fn customer(&self, rank: u64) -> u64 {
        self.first + self.ranks.forward(rank)
    }

    #[inline]
    pub(crate) fn shape(&self, rank: u64) -> Shape {
        self.shapes.get(self.shift + rank)
    }

    /// How many orders lie before `position`; the rank of the first that does not.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a first guess at a rank, corrected right after"
    )]
    pub(crate) fn orders_before(&self, position: u64) -> u64 {
        const STRIP_UNIT: f64 = 4_294_967_296.0;
        let Some(inside) = position.checked_sub(self.from) else {
            return 0;
        };
        let guess = (inside as f64 * STRIP_UNIT / self.strip as f64) as u64;
        let mut rank = guess.min(self.len);
        while rank < self.len && self.position(rank) < position {
            rank += 1;
        }
        while rank > 0 && self.position(rank - 1) >= position {
            rank -= 1;
        }
        rank
    }

    /// Rows that the orders below `rank` make.
    pub(crate) fn rows_ordered(&self, rank: u64) -> u64 {
        self.shapes.rows_ordered(self.shift + rank) - self.shapes.rows_ordered(self.shift)
    }

    /// Rows that the refunds of the orders below `rank` make.
    pub(crate) fn rows_refunded(&self, rank: u64) -> u64 {
        self.shapes.rows_refunded(self.shift + rank) - self.shapes.rows_refunded(self.shift)
    }
}

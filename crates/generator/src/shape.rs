//! [`Shapes`]: how many lines an order has and what becomes of it, arranged so that rows can be counted
//! without making them.

/// What becomes of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Paid and kept.
    Sale,
    /// Paid, and paid back days later.
    Refund,
    /// Never paid.
    Cancellation,
    /// A free sample: nothing to pay.
    Sample,
}

/// The outline of one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Lines of the order, 1 to 4.
    pub(crate) lines: u64,
    /// Whether the last of several lines is a free gift.
    pub(crate) gift: bool,
    pub(crate) fate: Fate,
}

const CYCLE: usize = 400;

/// An endless sequence of shapes that repeats after [`CYCLE`], with running totals of its rows.
#[derive(Debug)]
pub(crate) struct Shapes {
    cycle: [Shape; CYCLE],
    /// Rows that the first n shapes make as orders.
    ordered: [u64; CYCLE + 1],
    /// Rows that the first n shapes make as refunds.
    refunded: [u64; CYCLE + 1],
}

/// Shapes of orders that decide nothing: 3 % are refunded, 3 % cancelled, 1 % samples.
pub(crate) static ANY: Shapes = Shapes::new(false);

/// Shapes of the last order of a customer, which decides recency and must count: 3 % are refunded.
pub(crate) static COUNTING: Shapes = Shapes::new(true);

impl Shapes {
    const fn new(counting: bool) -> Self {
        const SCATTER: usize = 171;
        let mut cycle = [Shape {
            lines: 1,
            gift: false,
            fate: Fate::Sale,
        }; CYCLE];
        let (mut ordered, mut refunded) = ([0; CYCLE + 1], [0; CYCLE + 1]);
        let mut index = 0;
        while index < CYCLE {
            let shape = shape(index * SCATTER % CYCLE, counting);
            cycle[index] = shape;
            ordered[index + 1] = ordered[index] + shape.lines;
            refunded[index + 1] = refunded[index]
                + if matches!(shape.fate, Fate::Refund) {
                    shape.lines
                } else {
                    0
                };
            index += 1;
        }
        Self {
            cycle,
            ordered,
            refunded,
        }
    }

    #[inline]
    pub(crate) fn get(&self, index: u64) -> Shape {
        self.cycle[position(index)]
    }

    /// Rows of orders before `index`.
    pub(crate) fn rows_ordered(&self, index: u64) -> u64 {
        index / CYCLE as u64 * self.ordered[CYCLE] + self.ordered[position(index)]
    }

    /// Rows of refunds before `index`.
    pub(crate) fn rows_refunded(&self, index: u64) -> u64 {
        index / CYCLE as u64 * self.refunded[CYCLE] + self.refunded[position(index)]
    }
}

/// Of 20 orders 11 have one line, 6 two, 2 three and 1 four; every fourth of the longer ones carries a gift.
const fn shape(index: usize, counting: bool) -> Shape {
    let fate = match index / 20 * 5 + index % 20 / 4 {
        0..=2 => Fate::Refund,
        3..=5 if !counting => Fate::Cancellation,
        6 if !counting => Fate::Sample,
        _ => Fate::Sale,
    };
    let lines = match index % 20 {
        _ if matches!(fate, Fate::Sample) => 1,
        19 => 4,
        9 | 14 => 3,
        1 | 4 | 7 | 11 | 13 | 17 => 2,
        _ => 1,
    };
    let gift = lines > 1 && index / 20 % 4 == 1;
    Shape { lines, gift, fate }
}

#[expect(clippy::cast_possible_truncation, reason = "a remainder below 400")]
#[inline]
const fn position(index: u64) -> usize {
    (index % CYCLE as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::{ANY, COUNTING, CYCLE, Fate, Shapes};

    fn count(shapes: &Shapes, fate: Fate) -> usize {
        shapes
            .cycle
            .iter()
            .filter(|shape| shape.fate == fate)
            .count()
    }

    #[test]
    fn fates_have_their_shares() {
        assert_eq!(
            [Fate::Refund, Fate::Cancellation, Fate::Sample].map(|fate| count(&ANY, fate)),
            [12, 12, 4]
        );
        assert_eq!(
            [Fate::Refund, Fate::Cancellation, Fate::Sample].map(|fate| count(&COUNTING, fate)),
            [12, 0, 0]
        );
    }

    #[test]
    fn rows_are_counted_across_cycles() {
        let lines = |end: u64| (0..end).map(|index| ANY.get(index).lines).sum::<u64>();
        for end in [0, 1, 399, 400, 401, 2 * CYCLE as u64 + 17] {
            assert_eq!(ANY.rows_ordered(end), lines(end));
        }
    }
}

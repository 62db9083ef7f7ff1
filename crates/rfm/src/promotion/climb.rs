//! [`Climb`]: the ways up of every customer.

use std::cmp::Ordering;

use super::{Step, ladder::Ladder};
use crate::{
    Basis, Monetary, Rfm, SegmentTable, measure::SCALE, scoring::Best, segmentation::Scored,
    segments::Rule, splits::Placement, value_order::ValueOrder,
};

/// An order, in ten-thousandths.
const ORDER: u64 = 10_000;
/// A cent, in ten-thousandths.
const CENT: u64 = 100;
/// A day, in ten-thousandths.
const DAY: u64 = 10_000;

/// What there is to climb: ladders of classes and of the split, and the segments that levels lead to.
#[derive(Debug)]
pub(crate) struct Climb<'a> {
    scored: &'a Scored,
    placement: &'a Placement,
    order: &'a ValueOrder,
    classes: Option<[Ladder; 3]>,
    high: Option<[Ladder; 3]>,
    segments: Segments,
    near_amount: Option<f64>,
}

/// Which segment the levels of R, F and M lead to.
#[derive(Debug)]
enum Segments {
    /// By high and low: the index is made of bits of R, F and M.
    Split([usize; 8]),
    /// By scores: the cells of [`SegmentTable::lookup`], holes filled, and the classes per dimension.
    Cells(Vec<usize>, usize),
}

/// A step that lifts a customer into a better segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WayUp {
    pub(crate) step: Step,
    /// Orders or an amount in ten-thousandths; one order for a purchase today.
    pub(crate) size: i64,
    /// Place of the better segment.
    pub(crate) to: u32,
}

impl<'a> Climb<'a> {
    pub(crate) fn new(
        rfm: &Rfm,
        table: &SegmentTable,
        (scored, placement): (&'a Scored, &'a Placement),
        order: &'a ValueOrder,
    ) -> Self {
        let best = [Best::Low, Best::High, Best::High];
        let ladder =
            |d: usize| Ladder::of_classes(rfm.scoring(), best[d], &scored.scores[d].breaks);
        let classes = match [0, 1, 2].map(ladder) {
            [Some(r), Some(f), Some(m)] => Some([r, f, m]),
            _ => None,
        };
        let at = placement.splits;
        let high = if rfm.basis == Basis::ScoreMean {
            classes.as_ref().map(|ladders| by_score(ladders, at))
        } else {
            Some([0, 1, 2].map(|d| Ladder::of_split(best[d], at[d])))
        };
        let segments = match (&table.rule, table.lookup(rfm.bins)) {
            (Rule::Split(by_bits), _) => Segments::Split(*by_bits),
            (Rule::Cells(_), lookup) => {
                let others = table.segments.len();
                let cells = lookup.unwrap_or_default().into_iter();
                let cells = cells.map(|cell| cell.unwrap_or(others)).collect();
                Segments::Cells(cells, rfm.bins.into())
            }
        };
        Self {
            near_amount: near_amount(rfm, scored),
            scored,
            placement,
            order,
            classes,
            high,
            segments,
        }
    }

    /// The amount up to which a customer counts as near.
    pub(crate) fn near_amount(&self) -> Option<f64> {
        self.near_amount
    }

    /// Keys of the segments, the most valuable first.
    pub(crate) fn value_order(&self) -> Vec<String> {
        self.order.keys(&self.placement.segments)
    }

    /// Orders to the next class of F.
    pub(crate) fn next_orders(&self, customer: usize) -> Option<i64> {
        self.classes.as_ref()?[1].next(self.value(1, customer), ORDER)
    }

    /// The amount to the next class of M, in whole cents.
    pub(crate) fn next_amount(&self, customer: usize) -> Option<i64> {
        self.classes.as_ref()?[2].next(self.value(2, customer), CENT)
    }

    /// Whole days for which the score of R stays without a purchase; none where it cannot sink.
    pub(crate) fn days_in_class(&self, customer: usize) -> Option<i64> {
        let next = self.classes.as_ref()?[0].next(self.value(0, customer), DAY)?;
        Some(next / DAY.cast_signed() - 1)
    }

    /// Breaks of a dimension that the customer's value is beyond; none where ranks are cut.
    pub(crate) fn class_level(&self, dimension: usize, customer: usize) -> Option<usize> {
        let ladders = self.classes.as_ref()?;
        Some(ladders[dimension].level(self.value(dimension, customer)))
    }

    /// The score of R after a purchase today, and those of F and M in their next classes; none where the
    /// score does not rise.
    pub(crate) fn next_scores(&self, customer: usize) -> [Option<usize>; 3] {
        let Some([r, f, m]) = self.classes.as_ref() else {
            return [None; 3];
        };
        let [recency, frequency, monetary] = [0, 1, 2].map(|d| self.value(d, customer));
        let today = r.level(0);
        let beyond = |ladder: &Ladder, value, unit| {
            let next = ladder.steps(value, unit).next();
            next.map(|(_, level)| level + 1)
        };
        [
            (today < r.level(recency)).then(|| r.levels() - today),
            beyond(f, frequency, ORDER),
            beyond(m, monetary, CENT),
        ]
    }

    /// Orders that make F high; none where it is or cannot become so.
    pub(crate) fn orders_to_high(&self, customer: usize) -> Option<i64> {
        self.high.as_ref()?[1].next(self.value(1, customer), ORDER)
    }

    /// The amount that makes M high, in whole cents; none where it is or cannot become so.
    pub(crate) fn amount_to_high(&self, customer: usize) -> Option<i64> {
        self.high.as_ref()?[2].next(self.value(2, customer), CENT)
    }

    /// The smallest step of each kind that lifts a customer into a better segment.
    pub(crate) fn ways_up(&self, customer: usize) -> [Option<WayUp>; 3] {
        let Some(ladders) = self.ladders() else {
            return [None; 3];
        };
        let values = [0, 1, 2].map(|d| self.value(d, customer));
        let levels = [0, 1, 2].map(|d| ladders[d].level(values[d]));
        let rank = self.order.rank(self.placement.segment[customer]);
        let way = |step, size, levels| {
            let to = self.segment_at(ladders, levels);
            (self.order.rank(to) < rank).then(|| WayUp {
                step,
                size,
                to: u32::try_from(to).unwrap_or(u32::MAX),
            })
        };
        let [r, f, m] = levels;
        let today = ladders[0].level(0);
        let fresh =
            (today < r).then(|| way(Step::PurchaseToday, ORDER.cast_signed(), [today, f, m]));
        let mut orders = ladders[1].steps(values[1], ORDER);
        let mut amounts = ladders[2].steps(values[2], CENT);
        [
            fresh.flatten(),
            orders.find_map(|(size, level)| way(Step::Orders, size, [r, level, m])),
            amounts.find_map(|(size, level)| way(Step::Amount, size, [r, f, level])),
        ]
    }

    /// The cheapest way up: costs are counted in orders, an amount as so many of the near amount; equal
    /// costs go to the better segment, then by R, F, M.
    pub(crate) fn cheapest(&self, ways: [Option<WayUp>; 3]) -> Option<WayUp> {
        let compare = |a: &WayUp, b: &WayUp| -> Ordering {
            let rank = |way: &WayUp| self.order.rank(way.to as usize);
            let by_cost = self.cost(a).total_cmp(&self.cost(b));
            by_cost.then_with(|| rank(a).cmp(&rank(b)))
        };
        ways.into_iter().flatten().min_by(compare)
    }

    fn cost(&self, way: &WayUp) -> f64 {
        let size = way.size as f64 / SCALE;
        match (way.step, self.near_amount) {
            (Step::PurchaseToday | Step::Orders, _) => size,
            (Step::Amount, Some(near)) => size / near,
            (Step::Amount, None) => f64::INFINITY,
        }
    }

    fn value(&self, dimension: usize, customer: usize) -> i64 {
        self.scored.measures[dimension].exact[customer]
    }

    /// The ladders that segments go by.
    fn ladders(&self) -> Option<&[Ladder; 3]> {
        match self.segments {
            Segments::Split(_) => self.high.as_ref(),
            Segments::Cells(..) => self.classes.as_ref(),
        }
    }

    fn segment_at(&self, ladders: &[Ladder; 3], [r, f, m]: [usize; 3]) -> usize {
        match &self.segments {
            Segments::Split(by_bits) => by_bits[4 * usize::from(r == 0) + 2 * f.min(1) + m.min(1)],
            Segments::Cells(cells, bins) => {
                let fresh = ladders[0].levels() - 1 - r;
                cells[(fresh * bins + f) * bins + m]
            }
        }
    }
}

/// Low and high by the mean of the scores, as ladders of the values.
fn by_score([r, f, m]: &[Ladder; 3], at: [f64; 3]) -> [Ladder; 3] {
    let high = |score: usize, split: f64| score as f64 > split;
    [
        r.part(|level| !high(r.levels() - level, at[0])),
        f.part(|level| high(level + 1, at[1])),
        m.part(|level| high(level + 1, at[2])),
    ]
}

/// The mean amount per order, or the mean M where M is one itself.
fn near_amount(rfm: &Rfm, scored: &Scored) -> Option<f64> {
    let [_, frequency, monetary] = &scored.measures;
    let amount = match rfm.money {
        Monetary::PerOrder => monetary.mean(),
        Monetary::Total if frequency.sum() > 0 => monetary.sum() as f64 / frequency.sum() as f64,
        Monetary::Total => return None,
    };
    (amount > 0.0).then_some(amount)
}

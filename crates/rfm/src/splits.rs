//! High and low of each dimension, and the segment of each customer.

use crate::{
    Basis, Rfm, SegmentTable,
    measure::Measure,
    segmentation::Scored,
    segments::{Rule, Segment},
};

/// Codes of the eight types, most valuable first; the bits of a code are R, F and M.
pub(crate) const EIGHT: [&str; 8] = ["111", "101", "011", "001", "110", "100", "010", "000"];

/// Where every customer belongs.
#[derive(Debug)]
pub(crate) struct Placement {
    /// The segments, with "others" behind them where the table has holes.
    pub(crate) segments: Vec<Segment>,
    /// Each customer's segment.
    pub(crate) segment: Vec<usize>,
    /// Each customer's bits of R, F and M under the basis in force, 0 to 7.
    pub(crate) eight: Vec<u8>,
    /// What splits each dimension, in the unit of the basis.
    pub(crate) splits: [f64; 3],
}

/// A way to split the dimensions into high and low: strictly better than the split is high.
pub(crate) struct Split<'a> {
    scored: &'a Scored,
    by_score: bool,
    pub(crate) at: [f64; 3],
}

impl<'a> Split<'a> {
    pub(crate) fn by(basis: Basis, thresholds: &[f64], scored: &'a Scored) -> Self {
        let of_values =
            |statistic: fn(&Measure) -> f64| [0, 1, 2].map(|d| statistic(&scored.measures[d]));
        let at = match basis {
            Basis::RawMean => of_values(Measure::mean),
            Basis::Median => of_values(|measure| measure.quantile(1, 2)),
            Basis::ScoreMean => [0, 1, 2].map(|d| {
                let scores = &scored.scores[d].scores;
                scores.iter().map(|score| u64::from(*score)).sum::<u64>() as f64
                    / scores.len() as f64
            }),
            Basis::Fixed => [0, 1, 2].map(|d| thresholds.get(d).copied().unwrap_or(f64::NAN)),
        };
        Self {
            scored,
            by_score: basis == Basis::ScoreMean,
            at,
        }
    }

    /// The customer's bits: 4 for a high R, 2 for F, 1 for M.
    pub(crate) fn bits(&self, customer: usize) -> u8 {
        let high: [bool; 3] = if self.by_score {
            let scores = self.scored.of(customer);
            [0, 1, 2].map(|d| f64::from(scores[d]) > self.at[d])
        } else {
            let [r, f, m] = [0, 1, 2].map(|d| self.scored.measures[d].values[customer]);
            [r < self.at[0], f > self.at[1], m > self.at[2]]
        };
        high.into_iter()
            .fold(0, |bits, high| bits * 2 + u8::from(high))
    }

    /// Customers exactly on the split of a dimension.
    pub(crate) fn on_split(&self, dimension: usize) -> u64 {
        if self.by_score {
            let scores = &self.scored.scores[dimension].scores;
            return scores
                .iter()
                .filter(|score| f64::from(**score) == self.at[dimension])
                .count() as u64;
        }
        self.scored.measures[dimension].count_equal(self.at[dimension]) as u64
    }
}

/// Finds every customer's segment.
pub(crate) fn place(rfm: &Rfm, table: &SegmentTable, scored: &Scored) -> Placement {
    let split = Split::by(rfm.basis, &rfm.thresholds, scored);
    let eight: Vec<u8> = (0..scored.len())
        .map(|customer| split.bits(customer))
        .collect();
    let mut segments = table.segments.clone();
    let segment = match (&table.rule, table.lookup(rfm.bins)) {
        (Rule::Split(by_bits), _) => eight
            .iter()
            .map(|bits| by_bits[usize::from(*bits)])
            .collect(),
        (Rule::Cells(_), lookup) => {
            let lookup = lookup.unwrap_or_default();
            let others = segments.len();
            if lookup.contains(&None) {
                segments.push(Segment::others());
            }
            let bins = usize::from(rfm.bins);
            let cell = |customer| {
                let scores = scored.of(customer);
                scores
                    .into_iter()
                    .fold(0, |cell, score| cell * bins + usize::from(score) - 1)
            };
            (0..scored.len())
                .map(|customer| lookup[cell(customer)].unwrap_or(others))
                .collect()
        }
    };
    Placement {
        segments,
        segment,
        eight,
        splits: split.at,
    }
}

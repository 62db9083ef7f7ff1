//! [`Picture`]: what one way to segment gives.

use super::{
    change::Ties,
    figure::{Figure, Letter, Quantity},
    people::Values,
    practice::ScoreRule,
};
use crate::{
    Basis, Rfm, SegmentTable,
    measure::{Measure, SCALE},
    scoring::Scores,
    segments::Rule,
};

/// What segments are made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PlaceRule {
    /// The place of the scheme among those that are searched.
    pub(super) scheme: usize,
    pub(super) basis: Basis,
    pub(super) ties: Ties,
}

/// Every customer's segment.
#[derive(Debug)]
pub(super) struct Placed {
    /// Places in the table of segments; one behind its end for customers that no rule covers.
    pub(super) segment: Vec<usize>,
    /// Customers by segment.
    pub(super) counts: Vec<u64>,
    /// What splits R, F and M, where the scheme splits them.
    pub(super) splits: Option<[f64; 3]>,
}

/// A table of segments for scores of 1 to `bins`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segments<'a> {
    pub(super) table: &'a SegmentTable,
    /// The segment of every cell of scores, for a scheme that has cells.
    pub(super) lookup: Option<&'a [Option<usize>]>,
    pub(super) bins: u8,
}

/// What one way to segment gives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture<'a> {
    pub(super) values: &'a Values,
    pub(super) scores: Option<&'a [Scores; 3]>,
    pub(super) placed: Option<&'a Placed>,
    /// The place of the scheme among those that are searched.
    pub(super) scheme: usize,
}

/// Scores the customers; none where the scoring refuses the values.
pub(super) fn score(rfm: &Rfm, values: &Values, rule: ScoreRule) -> Option<[Scores; 3]> {
    let rfm = Rfm {
        bins: rule.bins,
        recency_breaks: rfm.recency_breaks.clone(),
        frequency_breaks: rfm.frequency_breaks.clone(),
        monetary_breaks: rfm.monetary_breaks.clone(),
        ..Rfm::default()
    };
    let mut rules = rule.ties.crossed().into_iter().zip(rule.scoring);
    let [r, f, m] = rfm.scorers(&values.measures).map(|scorer| {
        let (across, scoring) = rules.next()?;
        let scores = if across {
            scorer.score_across(scoring)
        } else {
            scorer.score(scoring)
        };
        scores.ok()
    });
    Some([r?, f?, m?])
}

/// Finds every customer's segment; none where scores are wanted that there are not.
pub(super) fn place(
    segments: Segments<'_>,
    rule: PlaceRule,
    values: &Values,
    scores: Option<&[Scores; 3]>,
    thresholds: &[f64],
) -> Option<Placed> {
    let n = values.who.len();
    let (segment, splits) = match (&segments.table.rule, segments.lookup) {
        (Rule::Split(by_bits), _) => {
            let split = Split::of(rule, values, scores, thresholds)?;
            let segment = (0..n).map(|i| by_bits[split.bits(i)]).collect();
            (segment, Some(split.at))
        }
        (Rule::Cells(_), lookup) => {
            let (lookup, scores) = lookup.zip(scores)?;
            let bins = usize::from(segments.bins);
            let cell = |i: usize| {
                let of = |cell, scores: &Scores| cell * bins + usize::from(scores.scores[i]) - 1;
                scores.iter().fold(0, of)
            };
            let others = segments.table.segments.len();
            let segment = (0..n).map(|i| lookup[cell(i)].unwrap_or(others)).collect();
            (segment, None)
        }
    };
    let segment: Vec<usize> = segment;
    let mut counts = vec![0; segments.table.segments.len() + 1];
    for place in &segment {
        counts[*place] += 1;
    }
    Some(Placed {
        segment,
        counts,
        splits,
    })
}

/// High and low of R, F and M.
struct Split<'a> {
    /// What is compared with the split, the larger the better.
    of: [Compared<'a>; 3],
    at: [f64; 3],
    /// Whether a value on the split is high.
    high_ties: [bool; 3],
}

enum Compared<'a> {
    Scores(&'a [u8]),
    Values(&'a [f64]),
    /// The fewer the better.
    Days(&'a [f64]),
}

impl<'a> Split<'a> {
    fn of(
        rule: PlaceRule,
        values: &'a Values,
        scores: Option<&'a [Scores; 3]>,
        thresholds: &[f64],
    ) -> Option<Self> {
        let measures = &values.measures;
        let raw = || {
            let [r, f, m] = measures.each_ref().map(|measure| measure.values.as_slice());
            [Compared::Days(r), Compared::Values(f), Compared::Values(m)]
        };
        let (of, at) = match rule.basis {
            Basis::RawMean => (raw(), measures.each_ref().map(Measure::mean)),
            Basis::Median => (
                raw(),
                measures.each_ref().map(|measure| measure.quantile(1, 2)),
            ),
            Basis::Fixed => (raw(), thresholds.try_into().ok()?),
            Basis::ScoreMean => {
                let scores = scores?.each_ref().map(|scores| scores.scores.as_slice());
                let mean = |scores: &[u8]| {
                    let sum: u64 = scores.iter().map(|score| u64::from(*score)).sum();
                    sum as f64 / scores.len() as f64
                };
                (scores.map(Compared::Scores), scores.map(mean))
            }
        };
        Some(Self {
            of,
            at,
            high_ties: rule.ties.crossed(),
        })
    }

    fn bits(&self, customer: usize) -> usize {
        let high = |d: usize| {
            let (value, at) = match self.of[d] {
                Compared::Scores(scores) => (f64::from(scores[customer]), self.at[d]),
                Compared::Values(values) => (values[customer], self.at[d]),
                Compared::Days(days) => (-days[customer], -self.at[d]),
            };
            value > at || (value == at && self.high_ties[d])
        };
        (0..3).fold(0, |bits, d| bits * 2 + usize::from(high(d)))
    }
}

impl Picture<'_> {
    /// A figure; none where this way to segment has no such, as a segment of another scheme.
    ///
    /// `place` is the segment's place in the table in force.
    pub(super) fn figure(&self, figure: &Figure, place: Option<usize>) -> Option<f64> {
        let n = self.values.who.len();
        if n == 0 {
            return None;
        }
        match figure {
            Figure::Total(quantity) => self.quantity(*quantity, None),
            Figure::Median(letter) => Some(self.measure(*letter).quantile(1, 2)),
            Figure::RepurchaseRate => Some(self.values.repeat? as f64 / n as f64),
            Figure::Class(letter, score) => {
                let scores = &self.scores?[*letter as usize].scores;
                let having: u64 = scores.iter().map(|of| u64::from(of == score)).sum();
                Some(having as f64)
            }
            Figure::Segment(_, quantity) => self.quantity(*quantity, Some(place?)),
        }
    }

    fn measure(&self, letter: Letter) -> &Measure {
        &self.values.measures[letter as usize]
    }

    /// A quantity of one segment, or of all customers.
    fn quantity(&self, quantity: Quantity, segment: Option<usize>) -> Option<f64> {
        let all = self.values.who.len() as f64;
        let count = match segment {
            Some(place) => *self.placed?.counts.get(place)? as f64,
            None => all,
        };
        let sum = |letter| self.sum(letter, segment);
        let over = |whole: f64, part: f64| (whole != 0.0).then(|| part / whole);
        match quantity {
            Quantity::Customers => Some(count),
            Quantity::Share => Some(count / all),
            Quantity::Orders => sum(Letter::Frequency),
            Quantity::Monetary => sum(Letter::Monetary),
            Quantity::MonetaryShare => {
                over(self.sum(Letter::Monetary, None)?, sum(Letter::Monetary)?)
            }
            Quantity::AverageOrder => over(sum(Letter::Frequency)?, sum(Letter::Monetary)?),
            Quantity::Mean(letter) => over(count, sum(letter)?),
        }
    }

    fn sum(&self, letter: Letter, segment: Option<usize>) -> Option<f64> {
        let measure = self.measure(letter);
        let sum = match segment {
            None => measure.sum(),
            Some(place) => {
                let of = &self.placed?.segment;
                measure.sum_of((0..of.len()).filter(|i| of[*i] == place))
            }
        };
        Some(sum as f64 / SCALE)
    }
}

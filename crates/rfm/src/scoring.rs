//! Values to scores, by every published convention.

use crate::{RfmError, conventions::Scoring, measure::Measure};

/// Which end of a dimension is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Best {
    /// Small values: days since the last purchase.
    Low,
    /// Large values.
    High,
}

/// One dimension's scores by customer, and what cut them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scores {
    pub(crate) scores: Vec<u8>,
    /// Inner breaks, ascending, in the unit of the values; empty where ranks were cut.
    pub(crate) breaks: Vec<f64>,
}

/// A dimension to be scored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scorer<'a> {
    pub(crate) name: &'static str,
    pub(crate) measure: &'a Measure,
    pub(crate) best: Best,
    pub(crate) bins: u8,
    /// Ascending breaks for [`Scoring::Fixed`].
    pub(crate) fixed: &'a [f64],
}

impl Scorer<'_> {
    /// Scores every customer from 1 to `bins`, the best highest.
    pub(crate) fn score(&self, scoring: Scoring) -> Result<Scores, RfmError> {
        Ok(match scoring {
            Scoring::Quantile => {
                let breaks = self.quantiles();
                self.classed(&breaks, self.bins, |b, x| b < x)
            }
            Scoring::RRfm => {
                let breaks: Vec<f64> = self.quantiles().iter().map(|b| b + 1.0).collect();
                self.classed(&breaks, self.bins, |b, x| b <= x)
            }
            Scoring::Qcut => {
                self.refuse_duplicate_edges(scoring)?;
                let breaks = self.quantiles();
                self.classed(&breaks, self.bins, |b, x| b < x)
            }
            Scoring::QcutDrop => self.qcut_drop(|b, x| b < x),
            Scoring::Ntile => Scores {
                scores: self.ntile(),
                breaks: Vec::new(),
            },
            Scoring::RankFirst => Scores {
                scores: self.rank_first(),
                breaks: Vec::new(),
            },
            Scoring::Fixed => self.fixed(|b, x| b <= x),
        })
    }

    /// As [`Self::score`], but a value on a break falls across it; where ranks are cut there is no break.
    pub(crate) fn score_across(&self, scoring: Scoring) -> Result<Scores, RfmError> {
        Ok(match scoring {
            Scoring::Quantile => {
                let breaks = self.quantiles();
                self.classed(&breaks, self.bins, |b, x| b <= x)
            }
            Scoring::RRfm => {
                let breaks: Vec<f64> = self.quantiles().iter().map(|b| b + 1.0).collect();
                self.classed(&breaks, self.bins, |b, x| b < x)
            }
            Scoring::Qcut => {
                self.refuse_duplicate_edges(scoring)?;
                let breaks = self.quantiles();
                self.classed(&breaks, self.bins, |b, x| b <= x)
            }
            Scoring::QcutDrop => self.qcut_drop(|b, x| b <= x),
            Scoring::Ntile | Scoring::RankFirst => return self.score(scoring),
            Scoring::Fixed => self.fixed(|b, x| b < x),
        })
    }

    /// Type-7 quantiles at 1/bins, 2/bins, ...
    fn quantiles(&self) -> Vec<f64> {
        let bins = usize::from(self.bins);
        (1..bins)
            .map(|part| self.measure.quantile(part, bins))
            .collect()
    }

    /// The class of a value is one more than the breaks that it has `passed`; for recency the lowest
    /// class is the best.
    fn classed(&self, breaks: &[f64], classes: u8, passed: impl Fn(f64, f64) -> bool) -> Scores {
        let class = |value: &f64| {
            let above = breaks.iter().filter(|b| passed(**b, *value)).count();
            self.oriented(1 + small(above), classes)
        };
        Scores {
            scores: self.measure.values.iter().map(class).collect(),
            breaks: breaks.to_vec(),
        }
    }

    fn oriented(&self, class: u8, classes: u8) -> u8 {
        match self.best {
            Best::High => class,
            Best::Low => classes + 1 - class,
        }
    }

    fn edges(&self) -> Vec<f64> {
        let mut edges = vec![self.measure.min()];
        edges.extend(self.quantiles());
        edges.push(self.measure.max());
        edges
    }

    fn refuse_duplicate_edges(&self, scoring: Scoring) -> Result<(), RfmError> {
        let edges = self.edges();
        if edges.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(RfmError::DuplicateEdges {
                dimension: self.name,
                edges,
                scoring,
            });
        }
        Ok(())
    }

    /// Coinciding edges merged and the classes renumbered from 1. Equal values throughout are one class.
    fn qcut_drop(&self, passed: impl Fn(f64, f64) -> bool) -> Scores {
        let mut edges = self.edges();
        edges.dedup();
        let classes = small(edges.len().max(2) - 1);
        let inner = if edges.len() > 2 {
            &edges[1..edges.len() - 1]
        } else {
            &[]
        };
        self.classed(inner, classes, passed)
    }

    /// Customers from worst to best, ties by id.
    fn worst_first(&self) -> Vec<u32> {
        let order = &self.measure.order;
        if self.best == Best::High {
            return order.clone();
        }
        let mut reversed = Vec::with_capacity(order.len());
        let value = |customer: &u32| self.measure.values[*customer as usize];
        let tied: Vec<&[u32]> = order.chunk_by(|a, b| value(a) == value(b)).collect();
        for group in tied.into_iter().rev() {
            reversed.extend_from_slice(group);
        }
        reversed
    }

    /// SQL `NTILE`: buckets of equal size, the first `n mod bins` of them one larger.
    fn ntile(&self) -> Vec<u8> {
        let bins = usize::from(self.bins);
        let (size, larger) = (self.measure.len() / bins, self.measure.len() % bins);
        let bucket = |place: usize| {
            let in_larger = larger * (size + 1);
            if place < in_larger {
                place / (size + 1)
            } else {
                larger + (place - in_larger) / size.max(1)
            }
        };
        let mut scores = vec![0; self.measure.len()];
        for (place, customer) in self.worst_first().into_iter().enumerate() {
            scores[customer as usize] = 1 + small(bucket(place));
        }
        scores
    }

    /// `qcut` of ranks 1..n that ties share out by id: the breaks are 1 + (n-1) i / bins.
    fn rank_first(&self) -> Vec<u8> {
        let (n, bins) = (self.measure.len(), usize::from(self.bins));
        let mut scores = vec![0; n];
        for (place, customer) in self.measure.order.iter().enumerate() {
            let above = (1..bins)
                .filter(|part| (n - 1) * part < place * bins)
                .count();
            scores[*customer as usize] = self.oriented(1 + small(above), self.bins);
        }
        scores
    }

    /// A break that is `reached` earns its score: by amounts above it, by days below.
    fn fixed(&self, reached: impl Fn(f64, f64) -> bool) -> Scores {
        let earned = |value: &f64| {
            let reached = |b: &&f64| match self.best {
                Best::High => reached(**b, *value),
                Best::Low => reached(*value, **b),
            };
            1 + small(self.fixed.iter().filter(reached).count())
        };
        Scores {
            scores: self.measure.values.iter().map(earned).collect(),
            breaks: self.fixed.to_vec(),
        }
    }
}

/// A class count, which is at most 9.
fn small(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scorer(measure: &Measure, best: Best) -> Scorer<'_> {
        Scorer {
            name: "frequency",
            measure,
            best,
            bins: 5,
            fixed: &[],
        }
    }

    fn scores(values: &[f64], best: Best, scoring: Scoring) -> Vec<u8> {
        let measure = Measure::new(values.to_vec());
        scorer(&measure, best).score(scoring).unwrap().scores
    }

    // Section 3.2 of the method reference: n = 7 gives buckets of 2,2,1,1,1 by NTILE, and of 2,1,1,1,2
    // by qcut of ranks.
    #[test]
    fn equal_counts_fall_differently_on_seven_customers() {
        let values: Vec<f64> = (1..=7).map(f64::from).collect();
        assert_eq!(
            scores(&values, Best::High, Scoring::Ntile),
            [1, 1, 2, 2, 3, 4, 5]
        );
        assert_eq!(
            scores(&values, Best::High, Scoring::RankFirst),
            [1, 1, 2, 3, 4, 5, 5]
        );
    }

    #[test]
    fn the_freshest_get_the_best_score() {
        let days = [1.0, 10.0, 20.0, 30.0, 40.0];
        for scoring in Scoring::COMPARED {
            if scoring != Scoring::RRfm {
                assert_eq!(
                    scores(&days, Best::Low, scoring),
                    [5, 4, 3, 2, 1],
                    "{scoring:?}"
                );
            }
        }
    }

    #[test]
    fn ties_are_split_by_customer_in_both_directions() {
        let values = [4.0; 5];
        assert_eq!(scores(&values, Best::High, Scoring::Ntile), [1, 2, 3, 4, 5]);
        assert_eq!(scores(&values, Best::Low, Scoring::Ntile), [1, 2, 3, 4, 5]);
        assert_eq!(
            scores(&values, Best::Low, Scoring::RankFirst),
            [5, 4, 3, 2, 1]
        );
    }

    #[test]
    fn one_customer_and_equal_customers_have_scores() {
        for scoring in Scoring::COMPARED {
            for values in [&[7.0][..], &[7.0; 12]] {
                let scores = scores(values, Best::Low, scoring);
                assert!(
                    scores.iter().all(|score| (1..=5).contains(score)),
                    "{scoring:?} {scores:?}"
                );
            }
        }
    }

    #[test]
    fn qcut_refuses_what_pandas_refuses() {
        let measure = Measure::new(vec![1.0, 1.0, 1.0, 2.0, 3.0]);
        let error = scorer(&measure, Best::High)
            .score(Scoring::Qcut)
            .unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("frequency has coinciding quantiles"),
            "{error}"
        );
    }
}

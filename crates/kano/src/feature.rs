//! [`FeatureSummary`]: everything about one feature.

use serde::Serialize;

use crate::{
    ByCategory, Category, ChiSquare, Coefficients, Continuous, Counts, Fong, Importance, Kano,
    MultinomialZ, Needed, Split, Test, Verdicts,
    grid::Grid,
    reduce::{Evidence, FeatureTally},
    verdict::{strength, total_strength},
};

/// What became of the pairs of one feature: `asked` is the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PairLedger {
    /// Pairs put to the respondents who were used.
    pub asked: u64,
    /// Pairs of two answers of the scale.
    pub valid: u64,
    /// Pairs with an answer missing.
    pub incomplete: u64,
    /// Pairs with an answer that is not on the scale.
    pub off_scale: u64,
}

/// Everything about one feature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeatureSummary {
    /// The feature.
    pub feature: String,
    /// Whether its absence was analysed: the two answers of every pair were swapped.
    pub reversed: bool,
    /// What became of its pairs.
    pub pairs: PairLedger,
    /// Valid pairs by category.
    pub counts: Counts,
    /// Their shares of the valid pairs; nothing without one.
    pub shares: Option<ByCategory<f64>>,
    /// Its category by each rule.
    pub category: Verdicts,
    /// The largest share less the second; below the closeness the feature is a combination.
    pub category_strength: Option<f64>,
    /// The share of M, O and A.
    pub total_strength: Option<f64>,
    /// Better and Worse; nothing where A + O + M + I is 0.
    pub coefficients: Option<Coefficients>,
    /// Its quadrant with cuts at 0.5.
    pub quadrant_fixed: Option<Category>,
    /// Its quadrant with cuts at the means of the features.
    pub quadrant_mean: Option<Category>,
    /// Fong's test of the two largest counts; nothing below 12 pairs.
    pub fong: Option<Fong>,
    /// The same for two counts of one sample.
    pub multinomial: Option<MultinomialZ>,
    /// M, O, A and I against equal shares, where it was asked for.
    pub chi_squared: Option<ChiSquare>,
    /// Whether the test in force separates the two largest counts; nothing where it was not tested.
    pub decided: Option<bool>,
    /// How many answers would decide; nothing where it is decided, or no number would.
    pub needed: Option<Needed>,
    /// The scores of `DuMouchel`; nothing in a table of counts.
    pub continuous: Option<Continuous>,
    /// How important people say it is; nothing where they were not asked.
    pub importance: Option<Importance>,
    /// What it costs, where that was given.
    pub cost: Option<f64>,
}

impl FeatureSummary {
    pub(crate) fn of(tally: &FeatureTally, kano: &Kano, place: u64) -> Self {
        let reversed = kano.reverse.contains(&tally.feature);
        let grid = match &tally.evidence {
            Evidence::Pairs(grid) if reversed => Some(grid.transposed()),
            Evidence::Pairs(grid) => Some(Grid::clone(grid)),
            Evidence::Counts(_) => None,
        };
        let counts = match (&tally.evidence, &grid) {
            (Evidence::Counts(counts), _) => *counts,
            (_, Some(grid)) => grid.counts(kano.table),
            _ => Counts::default(),
        };
        let fong = Fong::of(&counts);
        let multinomial = fong.as_ref().and_then(MultinomialZ::of);
        let decided = match kano.test {
            Test::Fong => fong.map(|fong| fong.significant),
            Test::Multinomial => multinomial.map(|test| test.significant),
        };
        let undecided = decided != Some(true);
        let cost = kano
            .cost
            .iter()
            .rev()
            .find(|cost| cost.feature == tally.feature);
        Self {
            feature: tally.feature.clone(),
            reversed,
            pairs: PairLedger::of(&counts, grid.as_ref()),
            counts,
            shares: counts.shares(),
            category: Verdicts::of(&counts, kano.rule, kano.closeness),
            category_strength: strength(&counts),
            total_strength: total_strength(&counts),
            coefficients: Coefficients::of(&counts, kano, place),
            quadrant_fixed: None,
            quadrant_mean: None,
            fong,
            multinomial,
            chi_squared: kano.chi_squared.then(|| ChiSquare::of(&counts)).flatten(),
            decided,
            needed: undecided.then(|| Needed::of(&counts, kano.test)).flatten(),
            continuous: grid.as_ref().and_then(Continuous::of),
            importance: tally.importance.map(|importance| importance.figures()),
            cost: cost.map(|cost| cost.amount),
        }
    }

    /// Its quadrant under a split.
    pub fn quadrant(&self, split: Split) -> Option<Category> {
        match split {
            Split::Fixed => self.quadrant_fixed,
            Split::Mean => self.quadrant_mean,
        }
    }

    /// Whether the two splits put it into different quadrants.
    pub fn changes_quadrant(&self) -> bool {
        self.quadrant_fixed != self.quadrant_mean
    }

    pub(crate) fn is(&self, category: Category) -> bool {
        self.category
            .in_force
            .is_some_and(|verdict| verdict.leading() == category)
    }
}

impl PairLedger {
    fn of(counts: &Counts, grid: Option<&Grid>) -> Self {
        let valid = counts.total();
        Self {
            asked: grid.map_or(valid, Grid::asked),
            valid,
            incomplete: grid.map_or(0, Grid::incomplete),
            off_scale: grid.map_or(0, Grid::off_scale),
        }
    }
}

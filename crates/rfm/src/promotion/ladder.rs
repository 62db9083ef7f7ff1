//! [`Ladder`]: the levels that a growing value passes.

use crate::{
    Scoring,
    measure::{SCALE, exact},
    scoring::Best,
};

/// The levels that a growing value passes, in whole ten-thousandths: classes, or low and high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ladder {
    /// Ascending: the smallest values beyond each break.
    rungs: Vec<i64>,
}

impl Ladder {
    /// The ladder of a scoring's breaks; none where ranks are cut and there are no breaks.
    pub(crate) fn of_classes(scoring: Scoring, best: Best, breaks: &[f64]) -> Option<Self> {
        let beyond = match (scoring, best) {
            (Scoring::Ntile | Scoring::RankFirst, _) => return None,
            (Scoring::RRfm, _) | (Scoring::Fixed, Best::High) => reaching,
            (Scoring::Quantile | Scoring::Qcut | Scoring::QcutDrop, _)
            | (Scoring::Fixed, Best::Low) => above,
        };
        Some(Self {
            rungs: breaks.iter().map(|value| first(*value, beyond)).collect(),
        })
    }

    /// Low and high: for days, high is below `split`; for orders and amounts, above it.
    pub(crate) fn of_split(best: Best, split: f64) -> Self {
        let rung = match best {
            Best::Low => first(split, reaching),
            Best::High => first(split, above),
        };
        Self { rungs: vec![rung] }
    }

    /// The ladder with only the rung to the first level that is `parted` from those below, if there is one.
    pub(crate) fn part(&self, parted: impl Fn(usize) -> bool) -> Self {
        let rung = match (0..=self.rungs.len()).find(|level| parted(*level)) {
            Some(0) => Some(i64::MIN),
            Some(level) => Some(self.rungs[level - 1]),
            None => None,
        };
        Self {
            rungs: rung.into_iter().collect(),
        }
    }

    /// Levels passed by a value.
    pub(crate) fn level(&self, value: i64) -> usize {
        self.rungs.iter().filter(|rung| **rung <= value).count()
    }

    /// Levels in all.
    pub(crate) fn levels(&self) -> usize {
        self.rungs.len() + 1
    }

    /// The smallest multiples of `unit` that lift `value` beyond its level, and the levels reached.
    pub(crate) fn steps(
        &self,
        value: i64,
        unit: u64,
    ) -> impl Iterator<Item = (i64, usize)> + use<'_> {
        let ahead = self.rungs.iter().filter(move |rung| **rung > value);
        ahead.filter_map(move |rung| {
            let units = rung.abs_diff(value).div_ceil(unit);
            let size = i64::try_from(units.checked_mul(unit)?).ok()?;
            Some((size, self.level(value.checked_add(size)?)))
        })
    }

    /// The smallest multiple of `unit` that lifts `value` beyond its level; none on the last.
    pub(crate) fn next(&self, value: i64, unit: u64) -> Option<i64> {
        self.steps(value, unit).next().map(|(size, _)| size)
    }
}

fn above(value: f64, rung: f64) -> bool {
    value > rung
}

fn reaching(value: f64, rung: f64) -> bool {
    value >= rung
}

/// The smallest whole number of ten-thousandths beyond `rung`, by the same comparison of floating-point
/// numbers that scores and splits make.
fn first(rung: f64, beyond: fn(f64, f64) -> bool) -> i64 {
    let near = exact(rung);
    (-2..=2)
        .map(|offset| near.saturating_add(offset))
        .find(|value| beyond(*value as f64 / SCALE, rung))
        .unwrap_or(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: i64 = 10_000;

    fn classes(scoring: Scoring, best: Best) -> Ladder {
        Ladder::of_classes(scoring, best, &[1.0, 1.0, 1.4, 2.2]).unwrap()
    }

    // Worked ties of section 3.2: F of 1, 2, 3 and 10 scores 1, 4, 5 and 5 under the default; the R package's
    // breaks are 2, 2, 2.4 and 3.2, and the scores 1, 3, 4 and 5.
    #[test]
    fn orders_to_the_next_class_of_the_worked_ties() {
        let quantile = classes(Scoring::Quantile, Best::High);
        assert_eq!(quantile.next(ONE, 10_000), Some(ONE));
        assert_eq!(quantile.level(2 * ONE), 3);
        assert_eq!(quantile.next(2 * ONE, 10_000), Some(ONE));
        assert_eq!(quantile.next(3 * ONE, 10_000), None);
        let breaks = [2.0, 2.0, 2.4, 3.2];
        let package = Ladder::of_classes(Scoring::RRfm, Best::High, &breaks).unwrap();
        assert_eq!([1, 2, 3, 10].map(|f| package.level(f * ONE)), [0, 2, 3, 4]);
        assert_eq!(package.next(3 * ONE, 10_000), Some(ONE));
    }

    #[test]
    fn fixed_breaks_are_reached_by_amounts_and_left_after_them_by_days() {
        let breaks = [30.0, 60.0];
        let amounts = Ladder::of_classes(Scoring::Fixed, Best::High, &breaks).unwrap();
        assert_eq!(amounts.next(29 * ONE, 100), Some(ONE));
        let days = Ladder::of_classes(Scoring::Fixed, Best::Low, &breaks).unwrap();
        assert_eq!(days.next(29 * ONE, 10_000), Some(2 * ONE));
    }

    #[test]
    fn a_split_is_passed_by_a_cent() {
        let split = Ladder::of_split(Best::High, 607.88);
        assert_eq!(split.next(607 * ONE, 100), Some(8_900));
        assert_eq!(split.next(6_078_900, 100), None);
        let third = Ladder::of_split(Best::High, 100.0 / 3.0);
        assert_eq!(third.next(333_333, 100), Some(100));
        let days = Ladder::of_split(Best::Low, 30.0);
        assert_eq!((days.level(29 * ONE), days.level(30 * ONE)), (0, 1));
    }

    #[test]
    fn ranks_have_no_ladder_and_huge_values_no_panic() {
        assert_eq!(Ladder::of_classes(Scoring::Ntile, Best::High, &[]), None);
        let ladder = Ladder::of_split(Best::High, f64::MAX);
        assert_eq!(ladder.next(i64::MIN, 10_000), None);
        assert_eq!(ladder.level(0), 0);
    }
}

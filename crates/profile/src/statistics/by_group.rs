//! [`ByGroup`]: a number compared between groups.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::{association::upper_tail, runs::Runs};

/// A number compared between groups.
///
/// People without a group or without a number are left out and counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByGroup {
    /// The groups, in the order of their codes; a group without people has none of its figures.
    pub groups: Vec<GroupFigures>,
    /// People compared.
    pub n: u64,
    /// People without a group or without a number.
    pub left_out: u64,
    /// Whether the groups differ by their ranks (Kruskal & Wallis 1952); `None` for fewer than two groups, and where
    /// all numbers are equal.
    pub kruskal_wallis: Option<KruskalWallis>,
    /// Whether their means differ (Fisher's one-way analysis of variance); `None` as above, where every group has one
    /// person, and where nobody differs within a group.
    pub anova: Option<Anova>,
}

/// The numbers of one group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct GroupFigures {
    /// Its people.
    pub n: u64,
    /// Their mean.
    pub mean: Option<f64>,
    /// Sample standard deviation; `None` below two people.
    pub sd: Option<f64>,
    /// First quartile, median and third quartile, type 7.
    pub quartiles: Option<[f64; 3]>,
    /// Squared distances from the mean, summed.
    #[serde(skip)]
    pub(super) squares: f64,
}

/// The test of Kruskal and Wallis, corrected for ties.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct KruskalWallis {
    /// The statistic.
    pub h: f64,
    /// Its degrees of freedom.
    pub degrees_of_freedom: u64,
    /// Its probability by the chi-squared approximation.
    pub p_value: f64,
    /// Effect size: the share of the variance of ranks between groups, H / (n - 1).
    pub epsilon_squared: f64,
}

/// A one-way analysis of variance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Anova {
    /// The statistic.
    pub f: f64,
    /// Degrees of freedom between and within groups.
    pub degrees_of_freedom: [u64; 2],
    /// Its probability.
    pub p_value: f64,
    /// Effect size: the share of the variance between groups.
    pub eta_squared: f64,
}

impl ByGroup {
    /// Compares `numbers`, one a person, between groups counted from 0, of which each person is in at most one. A number
    /// that is not finite is missing.
    ///
    /// The result does not depend on the order of people: sums are taken in ascending order.
    ///
    /// # References
    /// Kruskal & Wallis (1952), Use of ranks in one-criterion variance analysis, J. American Statistical Association 47;
    /// Fisher (1925), Statistical Methods for Research Workers.
    pub fn of(
        groups: usize,
        group_of: impl Fn(usize) -> Option<usize> + Sync,
        numbers: &[f64],
    ) -> Self {
        let runs = Runs::of(groups, group_of, &numbers.to_vec().into());
        Self::over(&runs, numbers.len())
    }

    /// Of so many people, some of whom have a number.
    pub(crate) fn over(runs: &Runs, people: usize) -> Self {
        let (_, groups) = runs.figures();
        let n: u64 = groups.iter().map(|group| group.n).sum();
        Self {
            n,
            left_out: people as u64 - n,
            kruskal_wallis: kruskal_wallis(runs, &groups),
            anova: anova(&groups),
            groups,
        }
    }
}

fn kruskal_wallis(runs: &Runs, groups: &[GroupFigures]) -> Option<KruskalWallis> {
    let n = groups.iter().map(|group| group.n).sum::<u64>() as f64;
    let mut ranks = vec![0.0; groups.len()];
    let (mut ties, mut before) = (0.0, 0.0);
    let mut tied: Vec<(usize, f64)> = Vec::new();
    runs.each_number(|people| {
        tied.clear();
        tied.extend(people.map(|(group, people)| (group, people as f64)));
        let count: f64 = tied.iter().map(|(_, people)| people).sum();
        // Ranks from 1 on; equal numbers have the mean of theirs.
        let rank = before + f64::midpoint(count, 1.0);
        for (group, people) in &tied {
            ranks[*group] += rank * people;
        }
        ties += count.powi(3) - count;
        before += count;
    });
    let used = groups.iter().filter(|group| group.n > 0).count();
    let correction = 1.0 - ties / (n.powi(3) - n);
    if used < 2 || correction <= 0.0 {
        return None;
    }
    let middle = f64::midpoint(n, 1.0);
    let sums = ranks.iter().zip(groups).filter(|(_, group)| group.n > 0);
    let between: f64 = sums
        .map(|(rank, group)| {
            let size = group.n as f64;
            size * (rank / size - middle).powi(2)
        })
        .sum();
    let h = 12.0 / (n * (n + 1.0)) * between / correction;
    let degrees_of_freedom = used as u64 - 1;
    Some(KruskalWallis {
        h,
        degrees_of_freedom,
        p_value: upper_tail(h, degrees_of_freedom)?,
        epsilon_squared: h / (n - 1.0),
    })
}

fn anova(groups: &[GroupFigures]) -> Option<Anova> {
    let people: u64 = groups.iter().map(|group| group.n).sum();
    let known: Vec<(f64, f64, f64)> = groups
        .iter()
        .filter_map(|group| Some((group.n as f64, group.mean?, group.squares)))
        .collect();
    let whole = known.iter().map(|(n, mean, _)| n * mean).sum::<f64>() / people as f64;
    let between: f64 = known
        .iter()
        .map(|(n, mean, _)| n * (mean - whole).powi(2))
        .sum();
    let within: f64 = known.iter().map(|(.., squares)| squares).sum();
    let degrees_of_freedom = [
        (known.len() as u64).checked_sub(1)?,
        people.checked_sub(known.len() as u64)?,
    ];
    if degrees_of_freedom.contains(&0) || within <= 0.0 {
        return None;
    }
    let [outer, inner] = degrees_of_freedom.map(|count| count as f64);
    let f = between / outer / (within / inner);
    let distribution = FisherSnedecor::new(outer, inner).ok()?;
    Some(Anova {
        f,
        degrees_of_freedom,
        p_value: distribution.sf(f).clamp(0.0, 1.0),
        eta_squared: between / (between + within),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-9
    }

    /// `SciPy` 1.17: `kruskal` and `f_oneway` of [1,2,2,3,3], [2,3,3,4] and [3,4,4,5,5,5].
    #[test]
    fn tests_agree_with_scipy() {
        let numbers = [
            1.0, 2.0, 2.0, 3.0, 3.0, 2.0, 3.0, 3.0, 4.0, 3.0, 4.0, 4.0, 5.0, 5.0, 5.0,
        ];
        let groups = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2];
        let found = ByGroup::of(4, |person| Some(groups[person]), &numbers);
        let ranks = found.kruskal_wallis.unwrap();
        assert!(close(ranks.h, 8.716_414_141_414_141) && ranks.degrees_of_freedom == 2);
        assert!(close(ranks.p_value, 0.012_801_318_946_022_724));
        let anova = found.anova.unwrap();
        assert!(close(anova.f, 9.442_622_950_819_668) && anova.degrees_of_freedom == [2, 12]);
        assert!(close(anova.p_value, 0.003_440_179_436_960_89));
        assert!(close(anova.eta_squared, 0.611_464_968_152_866));
        assert_eq!((found.groups[3].n, found.groups[3].quartiles), (0, None));
        assert_eq!(found.groups[2].quartiles, Some([4.0, 4.5, 5.0]));
    }

    #[test]
    fn missing_numbers_and_groups_are_counted() {
        let found = ByGroup::of(
            2,
            |person| [Some(0), Some(0), None, Some(1)][person],
            &[1.0, f64::NAN, 3.0, 2.0],
        );
        assert_eq!((found.n, found.left_out), (2, 2));
        assert_eq!(found.anova, None);
        assert!(close(found.kruskal_wallis.unwrap().h, 1.0));
    }

    #[test]
    fn equal_numbers_and_nobody_have_no_test() {
        let equal = ByGroup::of(2, |person| Some([0, 1, 1][person]), &[7.0; 3]);
        assert_eq!((equal.kruskal_wallis, equal.anova), (None, None));
        let nobody = ByGroup::of(2, |_| None, &[]);
        assert_eq!(
            (nobody.kruskal_wallis, nobody.anova, nobody.n),
            (None, None, 0)
        );
    }
}

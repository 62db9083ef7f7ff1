//! [`Affinity`]: what a target group has more of than others, by the Target Group Index.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};

use super::benjamini_hochberg;

/// What the shares of a target group are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// Everybody, the target group among them: the practice of Chinese media research
    #[default]
    All,
    /// Everybody else
    Rest,
}

/// When an index is worth pointing at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Highlight {
    /// Indices from which a feature is preferred, and down to which it is avoided.
    pub indices: [f64; 2],
    /// The rate of false discoveries that is put up with.
    pub false_discoveries: f64,
    /// People of the target group who would have the feature if they were like the base; fewer are a small sample.
    pub expected_people: f64,
    /// The share of the target group that must have a feature for it to be ranked by its index.
    pub least_share: f64,
}

impl Default for Highlight {
    fn default() -> Self {
        Self {
            indices: [120.0, 80.0],
            false_discoveries: 0.05,
            expected_people: 30.0,
            least_share: 0.01,
        }
    }
}

/// The people who have a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeatureCount {
    /// Those in the target group.
    pub target: u64,
    /// Those in the whole base, the target group among them.
    pub base: u64,
}

/// The people of a comparison: a target group within a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Groups {
    /// People in the target group.
    pub target: u64,
    /// People in the whole base, the target group among them.
    pub base: u64,
}

/// How much a target group has of one feature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Affinity {
    /// People of the target group with the feature.
    pub target: u64,
    /// People of the whole base with it.
    pub base: u64,
    /// The share of the target group with it.
    pub share_of_target: Option<f64>,
    /// The share of the whole base with it.
    pub share_of_base: Option<f64>,
    /// The share of everybody else with it.
    pub share_of_rest: Option<f64>,
    /// Target Group Index against the base in force: share of the target group by that of the base, times 100.
    pub tgi: Option<f64>,
    /// Bounds that hold the index in 95 of 100 samples; `None` where nobody in the target group, or nobody else, has
    /// the feature, and where everybody is in the target group.
    pub interval: Option<[f64; 2]>,
    /// The index by 100.
    pub lift: Option<f64>,
    /// Share of the target group less that of the base in force, in percentage points.
    pub difference_points: Option<f64>,
    /// The share of the people with the feature who are in the target group.
    pub share_of_feature: Option<f64>,
    /// Statistic of the test of the target group against everybody else, shares pooled.
    pub z: Option<f64>,
    /// Its two-sided probability.
    pub p_value: Option<f64>,
    /// The rate of false discoveries at which the difference counts, among the features compared together.
    pub q_value: Option<f64>,
    /// Whether so few people were to be expected that the index says little.
    pub small_sample: bool,
    /// Whether the feature is preferred or avoided, by the rule in force.
    pub verdict: Verdict,
}

/// What the index of a feature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The target group has markedly more of it.
    Preferred,
    /// Nothing that could be told from chance, or from the average.
    Average,
    /// The target group has markedly less of it.
    Avoided,
}

impl Groups {
    /// The affinity of the target group to each feature, in the order given.
    ///
    /// The interval is that of the ratio of two independent shares (Katz et al. 1978), carried over to the base in
    /// force. The test is the pooled one of two shares, target group against everybody else, whatever the base.
    ///
    /// # References
    /// Katz, Baptista, Azen & Pike (1978), Obtaining confidence intervals for the risk ratio in cohort studies,
    /// Biometrics 34; Benjamini & Hochberg (1995).
    pub fn affinities(
        &self,
        features: &[FeatureCount],
        base: Base,
        rule: &Highlight,
    ) -> Vec<Affinity> {
        let mut found: Vec<Affinity> = features
            .iter()
            .map(|feature| self.affinity(*feature, base, rule))
            .collect();
        let p_values: Vec<Option<f64>> = found.iter().map(|affinity| affinity.p_value).collect();
        for (affinity, q_value) in found.iter_mut().zip(benjamini_hochberg(&p_values)) {
            affinity.q_value = q_value;
            affinity.verdict = affinity.judge(rule);
        }
        found
    }

    fn affinity(&self, feature: FeatureCount, base: Base, rule: &Highlight) -> Affinity {
        let rest = self.base.saturating_sub(self.target);
        let others = feature.base.saturating_sub(feature.target);
        let share_of_target = share(feature.target, self.target);
        let share_of_base = share(feature.base, self.base);
        let share_of_rest = share(others, rest);
        let compared = match base {
            Base::All => share_of_base,
            Base::Rest => share_of_rest,
        };
        let both = share_of_target.zip(compared);
        let lift = both.and_then(|(target, base)| (base > 0.0).then(|| target / base));
        let z = self.z(feature);
        Affinity {
            target: feature.target,
            base: feature.base,
            share_of_target,
            share_of_base,
            share_of_rest,
            tgi: lift.map(|lift| lift * 100.0),
            interval: self.interval(feature, base),
            lift,
            difference_points: both.map(|(target, base)| (target - base) * 100.0),
            share_of_feature: share(feature.target, feature.base),
            z,
            p_value: z.map(two_sided),
            q_value: None,
            small_sample: compared
                .is_none_or(|share| self.target as f64 * share < rule.expected_people),
            verdict: Verdict::Average,
        }
    }

    /// The pooled statistic; `None` where one of the groups is empty, and 0 where nobody or everybody has the feature.
    fn z(&self, feature: FeatureCount) -> Option<f64> {
        let rest = self.base.saturating_sub(self.target);
        let target = share(feature.target, self.target)?;
        let others = share(feature.base.saturating_sub(feature.target), rest)?;
        let pooled = share(feature.base, self.base)?;
        let scale = pooled * (1.0 - pooled) * (1.0 / self.target as f64 + 1.0 / rest as f64);
        Some(if scale > 0.0 {
            (target - others) / scale.sqrt()
        } else {
            0.0
        })
    }

    fn interval(&self, feature: FeatureCount, base: Base) -> Option<[f64; 2]> {
        let rest = self.base.saturating_sub(self.target) as f64;
        let [target, others] = [feature.target, feature.base.saturating_sub(feature.target)]
            .map(|people| people as f64);
        if target <= 0.0 || others <= 0.0 || rest <= 0.0 {
            return None;
        }
        let n = self.target as f64;
        let ratio = target / n / (others / rest);
        let spread = (1.0 / target - 1.0 / n + 1.0 / others - 1.0 / rest)
            .max(0.0)
            .sqrt();
        let reach = NORMAL_95 * spread;
        // A share of the base is the weighted mean of both shares, so that the ratio to it rises with the ratio of both.
        let weight = n / self.base as f64;
        let carried = |ratio: f64| match base {
            Base::All => ratio / (weight * ratio + 1.0 - weight),
            Base::Rest => ratio,
        };
        Some([-reach, reach].map(|step| 100.0 * carried(ratio * step.exp())))
    }
}

/// The normal quantile at 0.975.
const NORMAL_95: f64 = 1.959_963_984_540_054;

impl Affinity {
    fn judge(&self, rule: &Highlight) -> Verdict {
        let [high, low] = rule.indices;
        let significant = self.q_value.is_some_and(|q| q < rule.false_discoveries);
        match self.tgi {
            Some(tgi) if significant && !self.small_sample && tgi >= high => Verdict::Preferred,
            Some(tgi) if significant && !self.small_sample && tgi <= low => Verdict::Avoided,
            _ => Verdict::Average,
        }
    }

    /// Whether enough of the target group have the feature for it to be ranked by its index.
    pub fn is_ranked(&self, rule: &Highlight) -> bool {
        self.share_of_target
            .is_some_and(|share| share >= rule.least_share)
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The probability of a normal statistic at least as far from 0.
fn two_sided(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> Groups {
        Groups {
            target: 400,
            base: 4_000,
        }
    }

    fn one(target: u64, base: u64, against: Base) -> Affinity {
        let feature = FeatureCount { target, base };
        groups()
            .affinities(&[feature], against, &Highlight::default())
            .remove(0)
    }

    /// By hand: shares 178/400 and 1142/3600, ratio 1.4028021, ln 0.338471; variance 1/178 - 1/400 + 1/1142 - 1/3600 =
    /// 0.00371587, 1.95996 times its root 0.119476, so that the ratio lies between 1.244823 and 1.580829; against all,
    /// w = 0.1: 1.244823 / (0.1244823 + 0.9) and 1.580829 / (0.1580829 + 0.9).
    #[test]
    fn intervals_are_those_of_the_ratio_of_shares() {
        let rest = one(178, 1_320, Base::Rest).interval.unwrap();
        let all = one(178, 1_320, Base::All).interval.unwrap();
        for (found, expected) in rest
            .into_iter()
            .chain(all)
            .zip([124.482, 158.083, 121.508, 149.405])
        {
            assert!((found - expected).abs() < 2e-3, "{found} {expected}");
        }
    }

    #[test]
    fn nobody_with_a_feature_is_undefined_and_nobody_in_the_target_is_zero() {
        let none = one(0, 0, Base::All);
        assert_eq!(
            (none.tgi, none.z, none.verdict),
            (None, Some(0.0), Verdict::Average)
        );
        let zero = one(0, 2_000, Base::All);
        assert_eq!(
            (zero.tgi, zero.interval, zero.verdict),
            (Some(0.0), None, Verdict::Avoided)
        );
    }

    #[test]
    fn small_samples_are_not_pointed_at() {
        let few = one(25, 60, Base::All);
        assert!(few.p_value.unwrap() < 1e-6 && few.small_sample);
        assert_eq!(few.verdict, Verdict::Average);
    }

    #[test]
    fn a_target_group_that_is_everybody_has_no_test() {
        let everybody = Groups { target: 9, base: 9 };
        let feature = FeatureCount { target: 3, base: 3 };
        let found = everybody.affinities(&[feature], Base::All, &Highlight::default());
        assert_eq!(
            (found[0].tgi, found[0].p_value, found[0].interval),
            (Some(100.0), None, None)
        );
        let rest = everybody.affinities(&[feature], Base::Rest, &Highlight::default());
        assert_eq!(rest[0].tgi, None);
    }
}

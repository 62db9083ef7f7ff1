//! The short rule that describes a cluster best.

use super::{
    ClusterRule, Condition,
    features::{FeatureName, Features},
};

/// Conditions of a rule.
const LONGEST: usize = 3;
/// Bounds tried for a number.
const BOUNDS: usize = 24;
/// By how much a further condition must raise the quality of a rule.
const GAIN: f64 = 0.005;
/// People above whom rules are looked for on every n-th.
const SEARCHED: usize = 20_000;

/// A condition under trial: the feature, the bound, and whether values from the bound on meet it.
#[derive(Clone, Copy)]
struct Trial {
    feature: usize,
    bound: f64,
    above: bool,
}

impl Trial {
    fn met(&self, features: &Features, row: usize) -> bool {
        (features.values(self.feature)[row] >= self.bound) == self.above
    }
}

/// The rule for `cluster` by greedy search: condition after condition, each the one that raises the harmonic mean of purity
/// and coverage most, as long as one does (Clark & Niblett 1989, The CN2 induction algorithm, Machine Learning 3).
///
/// Bounds are those between people of a sample when there are many; purity and coverage are of everybody.
pub(super) fn describe(features: &Features, labels: &[u32], cluster: u32) -> ClusterRule {
    let step = labels.len().div_ceil(SEARCHED).max(1);
    let mut inside: Vec<usize> = (0..labels.len()).step_by(step).collect();
    let own = inside.iter().filter(|row| labels[**row] == cluster).count() as f64;
    let trials = trials(features, &inside);
    let (mut rule, mut quality) = (Vec::new(), 0.0);
    while rule.len() < LONGEST {
        let best = trials
            .iter()
            .map(|trial| {
                let met = inside.iter().filter(|row| trial.met(features, **row));
                let (all, hits) = met.fold((0.0, 0.0), |(all, hits), row| {
                    (
                        all + 1.0,
                        hits + f64::from(u8::from(labels[*row] == cluster)),
                    )
                });
                (
                    if hits > 0.0 {
                        2.0 * hits / (all + own)
                    } else {
                        0.0
                    },
                    trial,
                )
            })
            // Of equally good ones the first stays.
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((found, trial)) = best.filter(|(found, _)| *found > quality + GAIN) else {
            break;
        };
        quality = found;
        rule.push(*trial);
        inside.retain(|row| trial.met(features, *row));
    }
    measured(features, labels, cluster, &rule)
}

fn trials(features: &Features, rows: &[usize]) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (feature, name) in features.names.iter().enumerate() {
        let values = features.values(feature);
        let bounds = match name {
            FeatureName::Value(..) => vec![1.0],
            FeatureName::Number(_) => {
                let mut sorted: Vec<f64> = rows.iter().map(|row| values[*row]).collect();
                sorted.sort_by(f64::total_cmp);
                let at = |bound: usize| sorted[sorted.len() * bound / BOUNDS];
                let mut bounds: Vec<f64> = (1..BOUNDS).map(at).collect();
                bounds.dedup();
                bounds
            }
        };
        for bound in bounds {
            trials.extend([true, false].map(|above| Trial {
                feature,
                bound,
                above,
            }));
        }
    }
    trials
}

fn measured(features: &Features, labels: &[u32], cluster: u32, rule: &[Trial]) -> ClusterRule {
    let (mut met, mut hits, mut own) = (0_u64, 0_u64, 0_u64);
    for (row, label) in labels.iter().enumerate() {
        let meets = rule.iter().all(|trial| trial.met(features, row));
        let inside = *label == cluster;
        met += u64::from(meets);
        own += u64::from(inside);
        hits += u64::from(meets && inside);
    }
    let share = |whole: u64| (whole > 0 && !rule.is_empty()).then(|| hits as f64 / whole as f64);
    ClusterRule {
        conditions: rule
            .iter()
            .map(|trial| condition(&features.names[trial.feature], *trial))
            .collect(),
        purity: share(met),
        coverage: share(own),
    }
}

fn condition(name: &FeatureName, trial: Trial) -> Condition {
    let Trial { bound, above, .. } = trial;
    let feature = name.written();
    match (name, above) {
        (FeatureName::Number(_), true) => Condition::AtLeast { feature, bound },
        (FeatureName::Number(_), false) => Condition::Below { feature, bound },
        (FeatureName::Value(..), true) => Condition::Has { feature },
        (FeatureName::Value(..), false) => Condition::HasNot { feature },
    }
}

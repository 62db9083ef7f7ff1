//! What steps say of each other: contradictions, and an order that spoils figures.

use std::collections::BTreeMap;

use super::{Action, OutlierMethod, Outliers, Recipe, Step};
use crate::{CleanError, Place, summary::Warning};

impl Step {
    /// Where the step at 0-based `index` is.
    pub fn place(&self, index: usize) -> Place {
        Place {
            step: self.name(index),
            line: self.line,
        }
    }
}

impl Recipe {
    /// Checks what can be checked without a table: ids, and steps that contradict each other.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), CleanError> {
        if self.version != super::VERSION {
            return Err(CleanError::Version(self.version));
        }
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for (index, step) in self.steps.iter().enumerate() {
            let name = step.name(index);
            if names.insert(name.clone(), index).is_some() {
                return Err(CleanError::Parameter {
                    place: step.place(index),
                    parameter: "id",
                    value: name,
                    expected: "an id that no other step has",
                });
            }
        }
        self.check_weights()?;
        for (index, step) in self.steps.iter().enumerate() {
            for (earlier, other) in self.steps[..index].iter().enumerate() {
                if let Some(what) = contradiction(&other.action, &step.action) {
                    return Err(CleanError::Contradiction {
                        place: step.place(index),
                        other: other.name(earlier),
                        what,
                    });
                }
            }
        }
        Ok(())
    }

    fn check_weights(&self) -> Result<(), CleanError> {
        let weights = self.quality.weights;
        let all = [
            weights.completeness,
            weights.uniqueness,
            weights.validity,
            weights.consistency,
            weights.timeliness,
        ];
        let good = all
            .iter()
            .all(|weight| weight.is_finite() && *weight >= 0.0)
            && all.iter().any(|weight| *weight > 0.0);
        if good {
            return Ok(());
        }
        Err(CleanError::Parameter {
            place: Place {
                step: "quality".to_owned(),
                line: self.quality.line,
            },
            parameter: "weights",
            value: format!("{all:?}"),
            expected: "numbers of at least 0, one of them positive",
        })
    }

    /// Steps that come too early: before duplicates are taken out values count twice, imputed values hide outliers, and
    /// groups that are filled later were judged without what joins them.
    pub(crate) fn order_warnings(&self) -> Vec<Warning> {
        let takes_out = |step: &Step| {
            matches!(
                step.action,
                Action::Duplicates(_) | Action::KeyDuplicates(_)
            )
        };
        let fits = |step: &Step| match &step.action {
            Action::Impute(_) => true,
            Action::Outliers(rules) => {
                rules.limits.is_empty() && !matches!(rules.method, OutlierMethod::Domain { .. })
            }
            _ => false,
        };
        let mut warnings = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            let later = || self.steps.iter().enumerate().skip(index + 1);
            if let Some((at, other)) = later().find(|(_, later)| takes_out(later) && fits(step)) {
                warnings.push(Warning::BeforeDuplicates {
                    step: step.name(index),
                    duplicates: other.name(at),
                });
            }
            let groups = match &step.action {
                Action::Impute(rules) => rules.by.as_slice(),
                Action::Outliers(rules) => rules.by.as_slice(),
                _ => &[],
            };
            let fills = |later: &Step| match &later.action {
                Action::Impute(filled) => filled.columns.iter().any(|name| groups.contains(name)),
                _ => false,
            };
            if let Some((at, other)) = later().find(|(_, later)| fills(later)) {
                warnings.push(Warning::GroupsFilledLater {
                    step: step.name(index),
                    filling: other.name(at),
                });
            }
            if let Action::Impute(rules) = &step.action {
                let judges = |later: &Step| match &later.action {
                    Action::Outliers(judged) => judged
                        .columns
                        .iter()
                        .any(|name| rules.columns.contains(name)),
                    _ => false,
                };
                if let Some((at, other)) = later().find(|(_, later)| judges(later)) {
                    warnings.push(Warning::BeforeOutliers {
                        step: step.name(index),
                        outliers: other.name(at),
                    });
                }
            }
        }
        warnings
    }
}

/// In what two steps, the first of them earlier, contradict each other.
fn contradiction(earlier: &Action, later: &Action) -> Option<String> {
    let both = |a: &[String], b: &[String]| a.iter().find(|name| b.contains(name)).cloned();
    match (earlier, later) {
        (Action::Parse(a), Action::Parse(b)) if a.kind != b.kind => {
            let name = both(&a.columns, &b.columns)?;
            Some(format!(
                "column {name} cannot be {} and {}",
                word(a.kind),
                word(b.kind)
            ))
        }
        (Action::Replace(a), Action::Replace(b)) if a.column == b.column => {
            let (old, new, other) = a.values.iter().find_map(|(old, new)| {
                let other = b.values.get(old).filter(|other| *other != new)?;
                Some((old, new, other))
            })?;
            Some(format!("{old} becomes {new} there and {other} here"))
        }
        (Action::Outliers(a), Action::Outliers(b)) => {
            let name = both(&a.columns, &b.columns)?;
            apart(domain(a)?, domain(b)?)
                .then(|| format!("no value of {name} lies within both domains"))
        }
        (Action::Check(a), Action::Check(b)) => {
            let name = both(&a.columns, &b.columns)?;
            match (&a.rule, &b.rule) {
                (super::Rule::Range { .. }, super::Rule::Range { .. }) => {
                    apart(range(&a.rule)?, range(&b.rule)?)
                        .then(|| format!("no value of {name} lies within both ranges"))
                }
                (super::Rule::OneOf(x), super::Rule::OneOf(y)) => both(x, y)
                    .is_none()
                    .then(|| format!("no value of {name} is in both lists")),
                _ => None,
            }
        }
        (Action::Tidy(a), Action::Tidy(b)) => {
            let shared = a.columns.is_empty()
                || b.columns.is_empty()
                || both(&a.columns, &b.columns).is_some();
            let differ =
                a.case != b.case && a.case != super::Case::Keep && b.case != super::Case::Keep;
            (shared && differ).then(|| "the case of letters cannot be both".to_owned())
        }
        _ => None,
    }
}

fn word(kind: super::ParseKind) -> String {
    toml::Value::try_from(kind).map_or_else(|_| format!("{kind:?}"), |value| value.to_string())
}

fn domain(rules: &Outliers) -> Option<(f64, f64)> {
    match rules.method {
        OutlierMethod::Domain { min, max } => Some((
            min.unwrap_or(f64::NEG_INFINITY),
            max.unwrap_or(f64::INFINITY),
        )),
        _ => None,
    }
}

fn range(rule: &super::Rule) -> Option<(f64, f64)> {
    let number = |value: &Option<toml::Value>, absent: f64| match value {
        None => Some(absent),
        Some(toml::Value::Integer(value)) => Some(*value as f64),
        Some(toml::Value::Float(value)) => Some(*value),
        Some(_) => None,
    };
    match rule {
        super::Rule::Range { min, max } => {
            Some((number(min, f64::NEG_INFINITY)?, number(max, f64::INFINITY)?))
        }
        _ => None,
    }
}

fn apart(a: (f64, f64), b: (f64, f64)) -> bool {
    a.1 < b.0 || b.1 < a.0
}

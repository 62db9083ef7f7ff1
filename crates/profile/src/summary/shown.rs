//! What of the figures leaves the house: counts of few people are null, and so are those they would follow from.

use serde::Serialize;

use super::{DimensionFigures, Overlap, TagFigures, TagSummary, ValueFigures};
use crate::{Finding, TagMeta, privacy::Suppression};

/// [`ValueFigures`] as serialised.
#[derive(Serialize)]
pub(super) struct ShownValue {
    code: String,
    name: String,
    rule: String,
    holders: Option<u64>,
    penetration: Option<f64>,
    hits: Option<u64>,
    overruled: Option<u64>,
}

/// [`TagFigures`] as serialised.
#[derive(Serialize)]
pub(super) struct ShownTag {
    #[serde(flatten)]
    meta: TagMeta,
    kind: &'static str,
    rule: String,
    covered: Option<u64>,
    coverage: Option<f64>,
    gap: Option<u64>,
    conflicts: Option<u64>,
    values: Vec<ValueFigures>,
}

/// [`DimensionFigures`] as serialised.
#[derive(Serialize)]
pub(super) struct ShownDimension {
    code: String,
    name: String,
    tags: Vec<String>,
    covered: Option<u64>,
    coverage: Option<f64>,
}

impl From<ValueFigures> for ShownValue {
    fn from(value: ValueFigures) -> Self {
        let shown = !value.withheld;
        let told = shown && !value.rule_withheld;
        Self {
            code: value.code,
            name: value.name,
            rule: value.rule,
            holders: shown.then_some(value.holders),
            penetration: shown.then_some(value.penetration),
            hits: told.then_some(value.hits),
            overruled: told.then_some(value.overruled),
        }
    }
}

impl From<TagFigures> for ShownTag {
    fn from(tag: TagFigures) -> Self {
        let shown = !tag.withheld;
        Self {
            meta: tag.meta,
            kind: tag.kind,
            rule: tag.rule,
            covered: shown.then_some(tag.covered),
            coverage: shown.then_some(tag.coverage),
            gap: shown.then_some(tag.gap),
            conflicts: tag.conflicts.filter(|_| !tag.conflicts_withheld),
            values: tag.values,
        }
    }
}

impl From<DimensionFigures> for ShownDimension {
    fn from(of: DimensionFigures) -> Self {
        let shown = !of.withheld;
        Self {
            code: of.code,
            name: of.name,
            tags: of.tags,
            covered: shown.then_some(of.covered),
            coverage: shown.then_some(of.coverage),
        }
    }
}

impl TagSummary {
    /// Marks the figures that speak of fewer than `min_group` people, and those from which one of them would follow, so that
    /// they are null when the summary is written.
    #[must_use]
    pub fn withholding(mut self, rule: &Suppression) -> Self {
        let persons = self.persons;
        for tag in &mut self.tags {
            let mut parts: Vec<u64> = tag.values.iter().map(|value| value.holders).collect();
            parts.push(tag.gap);
            let hidden = if tag.meta.exclusive {
                rule.of_parts(&parts)
            } else {
                parts.iter().map(|&count| rule.is_small(count)).collect()
            };
            for (value, hidden) in tag.values.iter_mut().zip(&hidden) {
                value.withheld = *hidden;
                value.rule_withheld = rule.is_small(value.overruled) || rule.is_small(value.hits);
            }
            let covered = rule.is_small(tag.covered);
            tag.withheld = covered || hidden.last() == Some(&true);
            tag.conflicts_withheld = tag
                .conflicts
                .is_some_and(|conflicts| rule.is_small(conflicts));
        }
        for of in &mut self.dimensions {
            of.withheld = rule.is_small(of.covered) || rule.is_small(persons - of.covered);
        }
        let holders: std::collections::HashMap<(String, String), u64> = self
            .tags
            .iter()
            .flat_map(|tag| {
                let values = tag.values.iter();
                values.map(|value| ((tag.meta.code.clone(), value.code.clone()), value.holders))
            })
            .collect();
        if let Some(pairs) = &mut self.overlaps.0 {
            // Whoever has one of two values and not the other is a count too.
            let small = |pair: &Overlap| {
                let rest = |spot| holders.get(spot).map_or(0, |holders| holders - pair.both);
                [pair.both, rest(&pair.a), rest(&pair.b)]
                    .iter()
                    .any(|&count| rule.is_small(count))
            };
            pairs.retain(|pair| !small(pair));
        }
        for finding in &mut self.lint.0 {
            finding.withhold(rule);
        }
        self
    }
}

impl Finding {
    /// Leaves out a count of few people, and the share that says the same.
    fn withhold(&mut self, rule: &Suppression) {
        let small = |count: &Option<u64>| count.is_some_and(|count| rule.is_small(count));
        match self {
            Self::NeverAssigned { hits: persons, .. } | Self::Orphan { persons, .. }
                if small(persons) =>
            {
                *persons = None;
            }
            Self::Conflicts { persons, share, .. } | Self::Gap { persons, share, .. }
                if small(persons) =>
            {
                (*persons, *share) = (None, None);
            }
            _ => {}
        }
    }
}

//! [`TargetFigures`]: the target group against the base, value by value.

use serde::Serialize;

use super::{Affinity, Base, CrossTable, FeatureCount, Groups, Highlight, target::Defining};
use crate::{
    TagColumn,
    privacy::Suppression,
    tally::{self, Group},
};

/// The target group against the base.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetFigures {
    /// How it was named; empty for those who bought.
    pub named: Vec<String>,
    /// Its people, and those of the whole base.
    pub groups: Groups,
    /// What it is compared with.
    pub compared_with: Base,
    /// The rule by which values are pointed at.
    pub rule: Highlight,
    /// Every value of every tag but those that the target group is defined by, in their order.
    pub tgi: Vec<TgiRow>,
}

/// One value of a tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TgiRow {
    /// Code of the tag.
    pub tag: String,
    /// Code of the value.
    pub value: String,
    /// The figures; `None` where they are withheld.
    #[serde(flatten)]
    pub affinity: Option<Affinity>,
    /// Whether they are withheld: they speak of few people, or would tell of some by differencing.
    pub withheld: bool,
}

impl TargetFigures {
    pub(crate) fn of(
        named: Vec<String>,
        group: &Group,
        base: Base,
        (tags, defining, rule): (&[&TagColumn], &Defining, &Suppression),
    ) -> Self {
        let groups = Groups {
            target: group.size(),
            base: group.everybody() as u64,
        };
        let highlight = Highlight::default();
        let splits = tally::split_all(tags, group);
        let (mut features, mut tgi) = (Vec::new(), Vec::new());
        for (tag, split) in tags.iter().zip(&splits) {
            let hidden = hidden(tag, split, rule);
            let counts = split.group.values.iter().zip(&split.all.values);
            for ((value, withheld), (target, base)) in tag.values.iter().zip(hidden).zip(counts) {
                if defining.has(&tag.meta.code, &value.code) {
                    continue;
                }
                features.push(FeatureCount {
                    target: *target,
                    base: *base,
                });
                tgi.push(TgiRow {
                    tag: tag.meta.code.clone(),
                    value: value.code.clone(),
                    affinity: None,
                    withheld,
                });
            }
        }
        let affinities = groups.affinities(&features, base, &highlight);
        for (row, affinity) in tgi.iter_mut().zip(affinities) {
            row.affinity = Some(affinity).filter(|_| !row.withheld);
        }
        Self {
            named,
            groups,
            compared_with: base,
            rule: highlight,
            tgi,
        }
    }
}

/// Which values are withheld: the target group and everybody else are two columns of a table whose rows are the values,
/// and its totals are known from the coverage of the tag.
fn hidden(tag: &TagColumn, split: &tally::Split, rule: &Suppression) -> Vec<bool> {
    let pairs = split
        .group
        .values
        .iter()
        .zip(&split.all.values)
        .map(|(own, all)| [*own, all - own]);
    if !tag.meta.exclusive {
        return pairs
            .map(|pair| pair.iter().any(|count| rule.is_small(*count)))
            .collect();
    }
    let without = [split.group.without, split.all.without - split.group.without];
    let cells: Vec<u64> = pairs.chain([without]).flatten().collect();
    let table = CrossTable {
        rows: cells.len() / 2,
        columns: 2,
        cells,
        without_value: 0,
    };
    let found = rule.of(&table);
    (0..tag.values.len())
        .map(|row| found.cell(row, 0) || found.cell(row, 1) || found.row_total(row))
        .collect()
}

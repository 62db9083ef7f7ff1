//! [`Summary`]: every figure of a cleaning.

use std::collections::BTreeMap;

use fourr_cell::personal::Personal;
use serde::Serialize;

use crate::ledger::Reason;
use crate::recipe::{Dimension, Limits, Weights};
use crate::survey::{DuplicateCount, MissingCount};

/// Every figure of a cleaning, under stable keys.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Rows read.
    pub rows_in: u64,
    /// Rows that stayed.
    pub rows_out: u64,
    /// Rows taken out, by reason. `rows_in = rows_out + Σ removed`.
    pub removed: BTreeMap<Reason, u64>,
    /// Cells of the table as it was read.
    pub cells_in: u64,
    /// Lines of the ledger: changes of cells, of which one cell may have several.
    pub cells_changed: u64,
    /// Changes by reason; they add up to `cells_changed`.
    pub changed: BTreeMap<Reason, u64>,
    /// What each step did.
    pub steps: Vec<StepSummary>,
    /// The columns before and after.
    pub columns: Vec<ColumnSummary>,
    /// The data-quality score of the table as it was read, by the rules of the recipe.
    pub quality_before: Quality,
    /// And as it came out.
    pub quality_after: Quality,
    /// What a reader has to know.
    pub warnings: Vec<Warning>,
}

/// What a step did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepSummary {
    /// Its id.
    pub id: String,
    /// Its verb.
    pub verb: &'static str,
    /// Rows that came to it.
    pub rows_in: u64,
    /// Rows that it took out.
    pub rows_removed: u64,
    /// Cells that it changed.
    pub cells_changed: u64,
    /// The same by column of the source and reason.
    pub changed: Vec<Changes>,
    /// What else there is to say of the verb.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
}

/// Cells of one column that a step changed for one reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changes {
    /// The column of the source.
    pub column: String,
    /// Why.
    pub reason: Reason,
    /// How many.
    pub count: u64,
    /// The first few by row, personal data masked.
    pub examples: Vec<ChangeExample>,
}

/// A changed cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeExample {
    /// Data row, from 1.
    pub row: u64,
    /// Before.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
}

/// What else there is to say of a step.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Detail {
    /// Of duplicates, exact or by key.
    Duplicates(DuplicateCount),
    /// Of near duplicates.
    Near {
        /// Pairs at or above the threshold.
        pairs: u64,
        /// Clusters, the largest first: rows from 1 and the least similarity inside.
        clusters: Vec<Cluster>,
    },
    /// Of outliers.
    Outliers {
        /// Limits in force by column and group.
        limits: Vec<Fitted>,
        /// Outliers in all.
        flagged: u64,
        /// The first outliers by row, from 1.
        rows: Vec<u64>,
    },
    /// Of an imputation.
    Imputed {
        /// Values by column and group, where the method has such; the most frequent groups.
        values: Vec<Fill>,
        /// Cells that stay missing.
        unfilled: u64,
        /// Cells of groups without a value, filled from the whole column.
        fallback: u64,
    },
    /// Of a check.
    Check {
        /// Cells or rows that the rule applied to.
        applicable: u64,
        /// Of which these broke it.
        failed: u64,
        /// The first by row, from 1.
        rows: Vec<u64>,
    },
}

/// Rows that nearly agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cluster {
    /// Data rows, from 1.
    pub rows: Vec<u64>,
    /// Least similarity of two of them: chains may join dissimilar ends.
    pub least_similarity: f64,
}

/// Limits of one column and group, and what they caught.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fitted {
    /// The limits.
    #[serde(flatten)]
    pub limits: Limits,
    /// Values judged.
    pub n: u64,
    /// First quartile.
    pub q1: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// Third quartile.
    pub q3: Option<f64>,
    /// The least value within the limits: the lower whisker.
    pub least_inside: Option<f64>,
    /// The greatest value within the limits.
    pub greatest_inside: Option<f64>,
    /// Values below and above.
    pub outliers: u64,
}

/// The value that missing cells of a group became.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fill {
    /// The column.
    pub column: String,
    /// The values of the grouping columns.
    pub group: Vec<String>,
    /// The value as text.
    pub value: String,
    /// Cells filled with it.
    pub count: u64,
}

/// A column before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnSummary {
    /// Its name in the source.
    pub source: String,
    /// Its name in the result; `None` when it was taken out.
    pub name: Option<String>,
    /// Its type in the source.
    pub dtype_before: String,
    /// Its type in the result.
    pub dtype_after: Option<String>,
    /// The kind of personal data it holds.
    pub personal: Option<Personal>,
    /// Missing cells as read, by class; sentinels as the recipe declares them.
    pub missing_before: MissingCount,
    /// Missing cells in the result; all of them are null.
    pub missing_after: u64,
    /// Cells that an imputation filled.
    pub imputed: u64,
}

/// The data-quality score.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Quality {
    /// Share of required cells that have a value.
    pub completeness: Option<f64>,
    /// Share of rows that do not repeat another.
    pub uniqueness: Option<f64>,
    /// Share of the cells with a value that are of their kind, form and domain; null without a rule.
    pub validity: Option<f64>,
    /// Share of row checks that hold; null without a rule.
    pub consistency: Option<f64>,
    /// Share of dated rows that are no older than they may be; null without a rule.
    pub timeliness: Option<f64>,
    /// The weighted mean of those there are, times 100.
    pub score: Option<f64>,
    /// The counts behind the dimensions.
    pub counts: BTreeMap<Dimension, Ratio>,
    /// What the dimensions weigh.
    pub weights: Weights,
}

impl Quality {
    /// The score of dimensions by their counts; one without a count drops out.
    pub(crate) fn of(dimensions: &[(Dimension, Ratio)], weights: Weights) -> Self {
        let mut quality = Self {
            weights,
            ..Self::default()
        };
        let (mut sum, mut total) = (0.0, 0.0);
        for &(dimension, ratio) in dimensions {
            if ratio.of == 0 {
                continue;
            }
            let share = ratio.good as f64 / ratio.of as f64;
            let place = match dimension {
                Dimension::Completeness => &mut quality.completeness,
                Dimension::Uniqueness => &mut quality.uniqueness,
                Dimension::Validity => &mut quality.validity,
                Dimension::Consistency => &mut quality.consistency,
                Dimension::Timeliness => &mut quality.timeliness,
            };
            let weight = weights.of(dimension);
            *place = Some(share);
            sum += weight * share;
            total += weight;
            quality.counts.insert(dimension, ratio);
        }
        quality.score = (total > 0.0).then(|| 100.0 * sum / total);
        quality
    }
}

/// A share by its counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Ratio {
    /// Cells or rows that are good.
    pub good: u64,
    /// Out of so many.
    pub of: u64,
}

/// What a reader has to know.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// Values are imputed, or judged as outliers, before duplicates are taken out: they count twice.
    BeforeDuplicates {
        /// The step that comes too early.
        step: String,
        /// The step that takes out duplicates.
        duplicates: String,
    },
    /// Values are imputed before outliers are judged.
    BeforeOutliers {
        /// The step that comes too early.
        step: String,
        /// The step that judges outliers.
        outliers: String,
    },
    /// A column that groups values is filled only later: what is filled in joins a group that was judged without it.
    GroupsFilledLater {
        /// The step that comes too early.
        step: String,
        /// The step that fills the groups.
        filling: String,
    },
    /// Of ten values and fewer none can be three standard deviations away.
    SigmaCannotFlag {
        /// The step.
        step: String,
        /// The column.
        column: String,
        /// Values.
        n: u64,
    },
    /// The MAD is 0; the mean absolute deviation stands in.
    MadZeroFallback {
        /// The step.
        step: String,
        /// The column.
        column: String,
    },
    /// The quartiles coincide; nothing is flagged.
    IqrZero {
        /// The step.
        step: String,
        /// The column.
        column: String,
        /// Groups for which they do.
        groups: u64,
    },
    /// Groups too small to be judged.
    GroupTooSmall {
        /// The step.
        step: String,
        /// The column.
        column: String,
        /// Such groups.
        groups: u64,
    },
    /// The columns depend on each other, or there are too few complete rows: no distance can be measured.
    NoEllipse {
        /// The step.
        step: String,
    },
    /// Several values are equally frequent.
    ModeTie {
        /// The step.
        step: String,
        /// The column.
        column: String,
        /// The value taken.
        value: String,
        /// The number of candidates.
        candidates: u64,
    },
    /// More than three cells in ten are imputed.
    MuchImputed {
        /// The column.
        column: String,
        /// The share.
        share: f64,
    },
    /// Cells that the recipe does not fit: its step found other words, kinds or groups than it knows.
    NoLongerFits {
        /// The step.
        step: String,
        /// The column.
        column: String,
        /// Cells.
        cells: u64,
        /// Why.
        reason: Reason,
    },
    /// Rows that equal another one now, by what later steps made of them: they are not taken out.
    BecameEqual {
        /// Rows.
        rows: u64,
    },
    /// A step that found nothing to do.
    Idle {
        /// The step.
        step: String,
    },
    /// Groups for which the recipe has no limits.
    UnknownGroups {
        /// The step.
        step: String,
        /// The column.
        column: String,
        /// Rows in them.
        rows: u64,
    },
}

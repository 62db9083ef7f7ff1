//! [`RfmError`]: why customers could not be segmented.

use chrono::NaiveDate;
use fourr_cluster::weights::{EntropyError, JudgementError};
use fourr_table::TableError;
use polars::error::PolarsError;

use crate::{Scoring, SegmentTableError, Weights};

/// Why customers could not be segmented.
#[derive(Debug, thiserror::Error)]
pub enum RfmError {
    /// The class count has no meaning.
    #[error("bins is {0}, expected 2 to 9")]
    Bins(u8),
    /// The window ends before it begins.
    #[error("the window begins on {since}, after the analysis date {as_of}")]
    Window {
        /// First day of the window.
        since: NaiveDate,
        /// The analysis date.
        as_of: NaiveDate,
    },
    /// Weights that are negative, not finite or all zero.
    #[error("weights are {0}, expected three numbers of at least zero, one of them positive")]
    Weights(Weights),
    /// Judgements that contradict each other.
    #[error(
        "the judgements {judgements:?} contradict each other: consistency ratio {ratio:.3}, expected below 0.1"
    )]
    Inconsistent {
        /// Importance of R over F, R over M and F over M.
        judgements: [f64; 3],
        /// Saaty's consistency ratio.
        ratio: f64,
    },
    /// A judgement that is none.
    #[error(transparent)]
    Judgement(#[from] JudgementError),
    /// Values without an entropy.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// A horizon without a meaning.
    #[error("horizon is {0} weeks, expected 1 to 1040")]
    Horizon(u32),
    /// A margin without a meaning.
    #[error("margin is {0}, expected a share above 0 and at most 1")]
    Margin(f64),
    /// A discount rate without a meaning.
    #[error("discount-rate is {0}, expected at least 0, such as 0.1 for 10 % a year")]
    DiscountRate(f64),
    /// The wrong number of breaks.
    #[error("{flag} has {got} values, expected {expected}")]
    BreakCount {
        /// The parameter.
        flag: &'static str,
        /// Values given.
        got: usize,
        /// Values needed.
        expected: usize,
    },
    /// Breaks that do not ascend.
    #[error("{flag} is {breaks:?}, expected ascending numbers")]
    BreakOrder {
        /// The parameter.
        flag: &'static str,
        /// Values given.
        breaks: Vec<f64>,
    },
    /// Thresholds are missing for the fixed basis.
    #[error("thresholds has {0} numbers, expected 3 for the fixed basis")]
    Thresholds(usize),
    /// The table of segments is wrong.
    #[error(transparent)]
    Scheme(#[from] SegmentTableError),
    /// Neither an amount nor a quantity with a unit price was found.
    #[error("no column with amounts among {}", .columns.join(", "))]
    NoAmount {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// Nothing was left to score.
    #[error("no customer can be scored: of {rows} rows, {}", describe(.reasons))]
    NoCustomers {
        /// Rows read.
        rows: u64,
        /// Why rows were set aside, most frequent first.
        reasons: Vec<(&'static str, u64)>,
    },
    /// `qcut` cannot cut values with that many ties.
    #[error("{dimension} has coinciding quantiles {edges:?}, which the scoring {} refuses", .scoring.name())]
    DuplicateEdges {
        /// Recency, frequency or monetary.
        dimension: &'static str,
        /// Minimum, inner breaks and maximum.
        edges: Vec<f64>,
        /// The scoring in force.
        scoring: Scoring,
    },
    /// The order of value does not name every segment once.
    #[error("value-order {}", order_faults(.unknown, .twice, .missing))]
    ValueOrder {
        /// Names that are no segment.
        unknown: Vec<String>,
        /// Segments named more than once.
        twice: Vec<String>,
        /// Segments not named.
        missing: Vec<String>,
    },
    /// The dates of a migration in the wrong order.
    #[error("the earlier date of the migration is {from}, not before the analysis date {as_of}")]
    MigrationOrder {
        /// The earlier date.
        from: NaiveDate,
        /// The analysis date.
        as_of: NaiveDate,
    },
    /// A table of customers cannot be seen as of an earlier date.
    #[error("a table of customers has no orders to look back on for a migration")]
    MigrationDates,
    /// What went wrong as of the earlier date.
    #[error("as of {date}: {source}")]
    Earlier {
        /// The earlier date.
        date: NaiveDate,
        /// What went wrong.
        source: Box<Self>,
    },
    /// The earlier table has nobody in a segment.
    #[error("the earlier table has no customer with a segment: {set_aside} rows were set aside")]
    NobodyBefore {
        /// Rows set aside.
        set_aside: u64,
    },
    /// The earlier table has no column of segments.
    #[error("no column with segments among {}", .columns.join(", "))]
    NoSegmentColumn {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// The earlier table was made with other segments.
    #[error("{} not among the segments in force", few(.unknown))]
    OtherSegments {
        /// Segments that are not known.
        unknown: Vec<String>,
    },
    /// A customer who is not among those scored.
    #[error("no customer {id} among those scored")]
    UnknownCustomer {
        /// The id asked for.
        id: String,
        /// Ids written alike, at most three.
        near: Vec<String>,
    },
    /// The input could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column could not be aggregated.
    #[error("could not aggregate the input")]
    Query(#[from] PolarsError),
}

fn describe(reasons: &[(&'static str, u64)]) -> String {
    if reasons.is_empty() {
        return "none was left".to_owned();
    }
    let parts: Vec<String> = reasons
        .iter()
        .map(|(reason, rows)| format!("{rows} {}", reason.replace('_', " ")))
        .collect();
    parts.join(", ")
}

/// The first of many names, in a line.
fn few(names: &[String]) -> String {
    const FEW: usize = 5;
    let shown = names.iter().take(FEW).map(String::as_str);
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len() {
        0 | 1 => format!("{shown} is"),
        n if n <= FEW => format!("{shown} are"),
        n => format!("{shown} and {} more are", n - FEW),
    }
}

fn order_faults(unknown: &[String], twice: &[String], missing: &[String]) -> String {
    let faults = [
        ("has unknown names: ", unknown),
        ("names more than once: ", twice),
        ("lacks: ", missing),
    ];
    let told = faults.into_iter().filter(|(_, names)| !names.is_empty());
    let told: Vec<String> = told
        .map(|(fault, names)| format!("{fault}{}", names.join(", ")))
        .collect();
    told.join("; ")
}

impl RfmError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoAmount { .. } => {
                "name the column with --amount, or --quantity and --unit-price".to_owned()
            }
            Self::NoCustomers { rows: 0, .. } => "the file has a header but no data".to_owned(),
            Self::NoCustomers { .. } => {
                "check the columns with `fourr inspect FILE`, and --as-of and --since".to_owned()
            }
            Self::DuplicateEdges { .. } => {
                "use --scoring quantile, or qcut-drop to merge the classes".to_owned()
            }
            Self::Inconsistent {
                judgements: [rf, _, fm],
                ..
            } => format!(
                "where R is {rf} times as important as F and F {fm} times as important as M, R over M should be about {}",
                ((rf * fm).clamp(1.0 / 9.0, 9.0) * 100.0).round() / 100.0
            ),
            Self::Window { .. } => "move --since before --as-of".to_owned(),
            Self::Thresholds(_) => "give --thresholds R_DAYS,ORDERS,AMOUNT".to_owned(),
            Self::ValueOrder { .. } => {
                "name every segment once by its name or code, the most valuable first".to_owned()
            }
            Self::MigrationOrder { .. } => {
                "move --migration-from before the analysis date, or set --as-of".to_owned()
            }
            Self::MigrationDates => {
                "give the orders, or an earlier result with --migration-from-file".to_owned()
            }
            Self::Earlier { source, .. } => match source.as_ref() {
                Self::NoCustomers { .. } => {
                    "move --migration-from to a date with purchases before it".to_owned()
                }
                other => return other.hint(),
            },
            Self::NobodyBefore { .. } | Self::NoSegmentColumn { .. } => {
                "give customers.csv or customers.parquet of an earlier run".to_owned()
            }
            Self::OtherSegments { .. } => {
                "make the earlier table with the same --scheme".to_owned()
            }
            Self::UnknownCustomer { near, .. } if !near.is_empty() => {
                format!("did you mean {}?", near.join(" or "))
            }
            Self::Scheme(error) => return error.hint(),
            Self::Table(error) => return error.hint(),
            _ => return None,
        };
        Some(hint)
    }
}

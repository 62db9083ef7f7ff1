//! [`Diagnosis`]: what is wrong with a table, how much, and what could be done about it.

use serde::Serialize;

use crate::recipe::{Dimension, Recipe, Step};
use crate::survey::Survey;

/// What is wrong with a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnosis {
    /// The table in figures.
    pub survey: Survey,
    /// What was found, in the order in which the proposed steps have to be taken.
    pub findings: Vec<Finding>,
    /// Every cell that is thought to be wrong; written beside the summary.
    #[serde(skip)]
    pub suspects: Vec<Suspect>,
}

impl Diagnosis {
    /// The proposed steps that are safe to take without being looked at.
    pub fn recipe(&self) -> Recipe {
        let active = |finding: &Finding| {
            let proposal = finding.proposal.as_ref()?;
            proposal.active.then(|| proposal.step.clone())
        };
        Recipe {
            steps: self.findings.iter().filter_map(active).collect(),
            ..Recipe::default()
        }
    }
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// The columns it is about; none when it is about whole rows.
    pub columns: Vec<String>,
    /// The dimension of quality that it lowers; none for what is unusual rather than wrong.
    pub dimension: Option<Dimension>,
    /// Cells, or rows where it is about rows.
    pub count: u64,
    /// The count as a share of the cells that could be affected, 0 to 1.
    pub share: f64,
    /// The first of them by row, personal data masked.
    pub examples: Vec<Example>,
    /// What could be done about it.
    pub proposal: Option<Proposal>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Problem {
    /// White space, full-width characters, other invisible differences.
    Untidy,
    /// Words that stand for a missing value.
    Tokens {
        /// The words with their counts, most frequent first.
        tokens: Vec<Counted>,
    },
    /// Numbers or dates that seem to stand for a missing value.
    Sentinels {
        /// The values with their counts.
        values: Vec<Counted>,
    },
    /// Cells without a value.
    Missing,
    /// Values of one kind written in several forms, or as text where a typed value is meant.
    Forms {
        /// The kind that the cells are.
        kind: crate::recipe::ParseKind,
        /// How they are written, most frequent first.
        forms: Vec<Counted>,
    },
    /// Cells that are not of the kind of their column.
    Invalid {
        /// The kind that the others are.
        kind: crate::recipe::ParseKind,
        /// Why they are not, by the codes of `fourr_cell`.
        faults: Vec<Counted>,
    },
    /// Cells that are not written like the others of their column.
    OddForm {
        /// The usual form, such as `A999`.
        pattern: String,
    },
    /// Several spellings of one value.
    Spellings {
        /// Each group, the proposed spelling first.
        groups: Vec<Vec<Counted>>,
    },
    /// Rows that are equal in every column.
    Duplicates,
    /// Rows that are equal in a column that looks like a key.
    KeyDuplicates,
    /// Rows that nearly agree.
    NearDuplicates {
        /// Least similarity.
        threshold: f64,
    },
    /// Rows that agree in one column and not in another that it determines elsewhere.
    BrokenDependency {
        /// The columns that determine.
        determinant: Vec<String>,
        /// Share of rows for which the dependency holds.
        holds: f64,
    },
    /// Rows that break a relation between columns which nearly all others keep.
    BrokenRelation {
        /// The relation, such as `支付 <= 订单金额`.
        condition: String,
        /// Share of rows for which it holds.
        holds: f64,
    },
    /// Values far away from the others.
    Outliers {
        /// Below this.
        low: Option<f64>,
        /// Above this.
        high: Option<f64>,
    },
}

/// A value and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The value, shortened; masked where the column is personal.
    pub value: String,
    /// How often it occurs.
    pub count: u64,
}

/// A cell or row that shows a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Data row, counted from 1 without the header.
    pub row: u64,
    /// What stands there, shortened; masked where the column is personal.
    pub value: String,
    /// What should stand there, as far as it is known.
    pub better: Option<String>,
}

/// A step that would put a problem right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// The step.
    pub step: Step,
    /// Whether it is taken by `--apply` without being looked at: it loses nothing, or what it loses is certainly wrong.
    pub active: bool,
}

/// A cell that is thought to be wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspect {
    /// Data row, counted from 0.
    pub row: u64,
    /// Number of the column, from 0.
    pub column: usize,
    /// Index into [`Diagnosis::findings`].
    pub finding: usize,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// What should stand there; `None` when that is not known.
    pub repair: Option<String>,
}

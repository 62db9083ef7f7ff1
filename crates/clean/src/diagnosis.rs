//! [`Diagnosis`]: what is wrong with a table, how much, and what could be done about it.

use polars::prelude::{DataFrame, NamedFrom, Series};
use serde::Serialize;

use crate::CleanError;
use crate::recipe::{Dimension, ParseKind, Recipe, Step};
use crate::survey::Survey;

/// What is wrong with a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnosis {
    /// The table in figures.
    pub survey: Survey,
    /// What was found, in the order in which the proposed steps have to be taken.
    pub findings: Vec<Finding>,
    /// What charts show of the table.
    pub sketch: Sketch,
    /// Every cell that is thought to be wrong; written beside the summary.
    #[serde(skip)]
    pub suspects: Vec<Suspect>,
}

impl Diagnosis {
    /// The proposed steps that are safe to take without being looked at.
    pub fn recipe(&self) -> Recipe {
        let active = self
            .findings
            .iter()
            .filter_map(|finding| finding.proposal.as_ref())
            .filter(|proposal| proposal.active);
        Recipe {
            steps: active.flat_map(Proposal::steps).cloned().collect(),
            ..Recipe::default()
        }
    }

    /// The suspects as a table: `row` from 1, `column`, `value`, `repair` (empty where nothing should stand there),
    /// `has_repair` (false where it is not known), `problem` and `confidence`, by row, then by column.
    ///
    /// # Errors
    /// A frame that polars refuses.
    pub fn suspects_frame(&self) -> Result<DataFrame, CleanError> {
        let suspects = || self.suspects.iter();
        let name = |suspect: &Suspect| self.survey.columns[suspect.column].name.as_str();
        let problem = |suspect: &Suspect| self.findings[suspect.finding].problem.code();
        let columns = vec![
            Series::new(
                "row".into(),
                suspects().map(|s| s.row + 1).collect::<Vec<_>>(),
            ),
            Series::new("column".into(), suspects().map(name).collect::<Vec<_>>()),
            Series::new(
                "value".into(),
                suspects().map(|s| s.value.as_str()).collect::<Vec<_>>(),
            ),
            Series::new(
                "repair".into(),
                suspects().map(|s| s.repair.as_deref()).collect::<Vec<_>>(),
            ),
            Series::new(
                "has_repair".into(),
                suspects().map(|s| s.repair.is_some()).collect::<Vec<_>>(),
            ),
            Series::new(
                "problem".into(),
                suspects().map(problem).collect::<Vec<_>>(),
            ),
            Series::new(
                "confidence".into(),
                suspects().map(|s| s.confidence).collect::<Vec<_>>(),
            ),
        ];
        let columns = columns.into_iter().map(Into::into).collect();
        Ok(DataFrame::new(self.suspects.len(), columns)?)
    }
}

/// What charts show of the table: where cells are missing, and how numbers lie.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Sketch {
    /// Rows in each band of the table but the last, which may have fewer.
    pub rows_per_band: u64,
    /// Columns that lack any cell.
    pub missing_columns: Vec<String>,
    /// Share of the cells that are missing, a list of bands for each of those columns.
    pub missing: Vec<Vec<f64>>,
    /// Numbers of columns with values far away from the others.
    pub numbers: Vec<Numbers>,
}

/// Some of the numbers of a column, evenly over the rows, more of those beyond the fences.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Numbers {
    /// The column.
    pub column: String,
    /// Data rows from 1 and their numbers, by row.
    pub points: Vec<(u64, f64)>,
    /// The fences of Tukey: 1.5 IQR beyond the quartiles.
    pub fences: (f64, f64),
    /// The least and the greatest number within the fences.
    pub inside: (f64, f64),
    /// Quartiles: first, median, third.
    pub quartiles: [f64; 3],
    /// Numbers, and those beyond the fences, of the rows that were looked through.
    pub n: u64,
    /// Those beyond the fences.
    pub beyond: u64,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// What it is.
    #[serde(flatten)]
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
    /// Words that seem to stand for a missing value though no list has them: they occur in columns that have nothing
    /// else in common.
    Disguised {
        /// The words with their counts.
        tokens: Vec<Counted>,
    },
    /// Numbers or dates that seem to stand for a missing value.
    Sentinels {
        /// The values with their counts.
        values: Vec<Counted>,
    },
    /// Cells without a value.
    Missing,
    /// Numbers that carry a unit or a sign, not all the same one.
    Units {
        /// What stands around the numbers, most frequent first; `#` is the number.
        forms: Vec<Counted>,
        /// Whether the numbers are of one size whatever stands around them.
        one_unit: bool,
    },
    /// Numbers with the trace of a binary fraction, such as 0.10000000000000001.
    BinaryFractions,
    /// Values of one kind written in several forms, or as text where a typed value is meant.
    Forms {
        /// The kind that the cells are.
        kind: ParseKind,
        /// How they are written, most frequent first.
        forms: Vec<Counted>,
    },
    /// Dates in another order, or with other signs between their parts, than most.
    DateStyles {
        /// How most are written, such as `M/D/YY`.
        usual: String,
    },
    /// Cells that are not of the kind of their column.
    Invalid {
        /// The kind that the others are.
        kind: ParseKind,
        /// Why they are not, by the codes of `fourr_cell`.
        faults: Vec<Counted>,
    },
    /// Cells that are not written like the others of their column.
    OddForm {
        /// The usual forms, such as `A999`.
        usual: Vec<String>,
        /// Share of the cells that keep to them.
        share: f64,
    },
    /// Several spellings of one value.
    Spellings {
        /// Each group, the proposed spelling first.
        groups: Vec<Vec<Counted>>,
    },
    /// Values that look like misspellings of frequent ones.
    Misspelt {
        /// The value and what it seems to be meant for, by the number of its cells.
        pairs: Vec<Meant>,
    },
    /// Values that stand in the cell of another column, whose own cell is empty.
    Misplaced,
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
    /// Sources that report different things of one thing.
    Disagreement {
        /// The column that names the thing.
        thing: String,
        /// The column that names the source.
        source: String,
    },
    /// Values far away from the others.
    Outliers {
        /// Below this.
        low: Option<f64>,
        /// Above this.
        high: Option<f64>,
    },
}

impl Problem {
    /// The short code, as in `suspects.csv`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Untidy => "untidy",
            Self::Tokens { .. } => "tokens",
            Self::Disguised { .. } => "disguised",
            Self::Sentinels { .. } => "sentinels",
            Self::Missing => "missing",
            Self::Units { .. } => "units",
            Self::BinaryFractions => "binary_fractions",
            Self::Forms { .. } => "forms",
            Self::DateStyles { .. } => "date_styles",
            Self::Invalid { .. } => "invalid",
            Self::OddForm { .. } => "odd_form",
            Self::Spellings { .. } => "spellings",
            Self::Misspelt { .. } => "misspelt",
            Self::Misplaced => "misplaced",
            Self::Duplicates => "duplicates",
            Self::KeyDuplicates => "key_duplicates",
            Self::NearDuplicates { .. } => "near_duplicates",
            Self::BrokenDependency { .. } => "broken_dependency",
            Self::Disagreement { .. } => "disagreement",
            Self::Outliers { .. } => "outliers",
        }
    }
}

/// A value and what it seems to be meant for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meant {
    /// What stands there, shortened; masked where the column is personal.
    pub value: String,
    /// What should stand there.
    pub meant: String,
    /// Cells.
    pub count: u64,
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
    /// A step that has to be taken before it, because it works on numbers and the column is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<Step>,
    /// The step.
    pub step: Step,
    /// Whether it is taken by `--apply` without being looked at: it loses nothing, or what it loses is certainly wrong.
    pub active: bool,
}

impl Proposal {
    /// The steps in their order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.needs.iter().chain([&self.step])
    }
}

/// A cell that is thought to be wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspect {
    /// Data row, counted from 0.
    pub row: u64,
    /// Number of the column, from 0.
    pub column: usize,
    /// What stands there.
    pub value: String,
    /// Index into [`Diagnosis::findings`].
    pub finding: usize,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// What should stand there; `None` when that is not known.
    pub repair: Option<String>,
}

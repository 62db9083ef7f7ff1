//! [`Draft`]: a finding with its suspected cells, before its place among the others is known.

use fourr_cell::personal::{self, MaskLevel};
use fourr_table::inspect::Kind;

use crate::diagnosis::{Counted, Example, Finding, Problem, Proposal, Suspect};
use crate::discover::{Coded, Dependency, Discovery, Suspicion};
use crate::recipe::{Action, Dimension, Step};
use crate::survey::Survey;

/// Examples of a finding.
const EXAMPLES: usize = 5;
/// Characters of a value that are shown.
const SHOWN: usize = 60;

/// What is known of the table.
pub(super) struct Subject<'a> {
    pub(super) survey: &'a Survey,
    pub(super) columns: &'a [Coded],
    pub(super) discovery: &'a Discovery,
}

/// A finding and the cells that show it.
pub(super) struct Draft<'a> {
    pub(super) finding: Finding,
    pub(super) suspicions: Vec<&'a Suspicion>,
}

impl Draft<'_> {
    /// A finding that is made of figures alone.
    pub(super) fn of(finding: Finding) -> Self {
        Self {
            finding,
            suspicions: Vec::new(),
        }
    }

    /// The order in which steps are taken.
    pub(super) fn rank(&self) -> u8 {
        match self.finding.problem {
            Problem::Untidy => 0,
            Problem::Tokens { .. } => 1,
            Problem::Disguised { .. } => 2,
            Problem::Sentinels { .. } => 3,
            Problem::Misplaced => 4,
            Problem::Spellings { .. } => 5,
            Problem::Misspelt { .. } => 6,
            Problem::Units { .. } => 7,
            Problem::BinaryFractions => 8,
            Problem::DateStyles { .. } => 9,
            Problem::Forms { .. } => 10,
            Problem::Invalid { .. } => 11,
            Problem::Duplicates => 12,
            Problem::KeyDuplicates => 13,
            Problem::NearDuplicates { .. } => 14,
            Problem::BrokenDependency { .. } => 15,
            Problem::Disagreement { .. } => 16,
            Problem::OddForm { .. } => 17,
            Problem::Outliers { .. } => 18,
            Problem::Missing => 19,
        }
    }

    /// What orders findings of one kind.
    pub(super) fn place(&self) -> Option<&str> {
        self.finding.columns.first().map(String::as_str)
    }
}

impl<'a> Subject<'a> {
    /// A finding about cells of one column.
    pub(super) fn about(
        &self,
        column: usize,
        suspicions: Vec<&'a Suspicion>,
        problem: Problem,
        dimension: Dimension,
    ) -> Draft<'a> {
        let count = suspicions.len() as u64;
        let examples = suspicions
            .iter()
            .take(EXAMPLES)
            .map(|suspicion| Example {
                row: u64::from(suspicion.row) + 1,
                value: self.shown(column, self.columns[column].text(suspicion.row as usize)),
                better: suspicion
                    .repair
                    .as_deref()
                    .map(|text| self.shown(column, text)),
            })
            .collect();
        Draft {
            finding: Finding {
                problem,
                columns: vec![self.name(column)],
                dimension: Some(dimension),
                count,
                share: share(count, self.columns[column].len() as u64),
                examples,
                proposal: None,
            },
            suspicions,
        }
    }

    /// Whether a column holds quantities: numbers that are no codes, which other columns determine or which determine
    /// others.
    pub(super) fn is_measured(&self, column: usize) -> bool {
        let kind = self.survey.columns[column].kind;
        let is_code = |dependency: &Dependency| {
            dependency.determinant == [column]
                || (dependency.dependent == column && dependency.determinant.len() == 1)
        };
        matches!(kind, Kind::Integer | Kind::Number)
            && !self.discovery.dependencies.iter().any(is_code)
    }

    /// The name of a column.
    pub(super) fn name(&self, column: usize) -> String {
        self.survey.columns[column].name.clone()
    }

    /// A value as it may be shown: shortened, masked where the column is personal.
    pub(super) fn shown(&self, column: usize, value: &str) -> String {
        let text = match self.survey.columns[column].personal {
            Some(kind) if !value.is_empty() => personal::mask(value, kind, MaskLevel::Standard),
            _ => value.to_owned(),
        };
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    }

    /// A value of a column with the number of its cells.
    pub(super) fn counted(&self, column: usize, code: u32) -> Counted {
        let cells = &self.columns[column];
        Counted {
            value: self.shown(column, &cells.values[code as usize]),
            count: u64::from(cells.counts[code as usize]),
        }
    }

    /// The suspected cell of a suspicion, for the finding at a place.
    pub(super) fn suspect(&self, suspicion: &Suspicion, finding: usize) -> Suspect {
        Suspect {
            row: u64::from(suspicion.row),
            column: suspicion.column,
            value: self.columns[suspicion.column]
                .text(suspicion.row as usize)
                .to_owned(),
            finding,
            confidence: suspicion.confidence,
            repair: suspicion.repair.clone(),
        }
    }
}

/// A proposal to take a step, without being looked at or not.
pub(super) fn propose(action: Action, active: bool) -> Proposal {
    Proposal {
        needs: None,
        step: Step::from(action),
        active,
    }
}

/// A part of a whole, 0 of nothing.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

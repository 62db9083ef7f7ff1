//! [`Recipe`]: what a cleaning does, step by step, as a TOML file that people edit.

mod check;
mod duplicates;
mod file;
mod impute;
mod order;
mod outliers;
mod parse;
mod quality;
mod text;

use serde::{Deserialize, Serialize};

pub use check::{Check, Found, OnFailure, Rule};
pub use duplicates::{
    Compare, Duplicates, Keep, KeyDuplicates, NearDuplicates, NullKeys, Similarity,
};
pub use file::{Remarked, write};
pub use impute::{Edges, HotDeck, Impute, ImputeMethod, Knn, Run};
pub use outliers::{Limits, OutlierMethod, Outliers, Treat};
pub use parse::{Invalid, Parse, ParseKind};
pub use quality::{Dimension, QualityRules, Timeliness, Weights};
pub use text::{Case, DropColumns, DropRows, DropWhen, Missing, Rename, Replace, Script, Tidy};

/// The version of the format that this program writes.
pub const VERSION: u32 = 1;

/// The steps of a cleaning, in the order in which they are taken.
///
/// As a TOML file a recipe is a `version` and a list of `[[step]]`, each with its verb in `do`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Version of the format: 1.
    #[serde(default = "version")]
    pub version: u32,
    /// What the data-quality score counts.
    #[serde(default, skip_serializing_if = "QualityRules::is_default")]
    pub quality: QualityRules,
    /// The steps.
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
}

fn version() -> u32 {
    VERSION
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            version: VERSION,
            quality: QualityRules::default(),
            steps: Vec::new(),
        }
    }
}

/// One step of a recipe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Name in the ledger and in messages [default: the verb and the number of the step, such as `parse_3`]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it does.
    #[serde(flatten)]
    pub action: Action,
    /// The line of the recipe's file that it begins on.
    #[serde(skip)]
    pub line: Option<usize>,
}

impl Step {
    /// The id of this step at 0-based `index`.
    pub fn name(&self, index: usize) -> String {
        match &self.id {
            Some(id) => id.clone(),
            None => format!("{}_{}", self.action.verb(), index + 1),
        }
    }
}

impl From<Action> for Step {
    fn from(action: Action) -> Self {
        Self {
            id: None,
            action,
            line: None,
        }
    }
}

/// What a step does; the verb stands in `do`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Action {
    /// Gives columns other names.
    Rename(Rename),
    /// Takes out columns.
    DropColumns(DropColumns),
    /// White space, width, case and script of text.
    Tidy(Tidy),
    /// Words and numbers that stand for a missing value become null.
    Missing(Missing),
    /// One spelling for another.
    Replace(Replace),
    /// Text becomes numbers, dates, telephone numbers, ...
    Parse(Parse),
    /// Rows that are equal in every column.
    Duplicates(Duplicates),
    /// Rows that are equal in their key.
    KeyDuplicates(KeyDuplicates),
    /// Rows that nearly agree.
    NearDuplicates(NearDuplicates),
    /// What has to hold.
    Check(Check),
    /// Values far away from the others.
    Outliers(Outliers),
    /// Values for cells that have none.
    Impute(Impute),
    /// Takes out rows by what they lack or by a condition.
    DropRows(DropRows),
}

impl Action {
    /// The verb, as in `do`.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Rename(_) => "rename",
            Self::DropColumns(_) => "drop_columns",
            Self::Tidy(_) => "tidy",
            Self::Missing(_) => "missing",
            Self::Replace(_) => "replace",
            Self::Parse(_) => "parse",
            Self::Duplicates(_) => "duplicates",
            Self::KeyDuplicates(_) => "key_duplicates",
            Self::NearDuplicates(_) => "near_duplicates",
            Self::Check(_) => "check",
            Self::Outliers(_) => "outliers",
            Self::Impute(_) => "impute",
            Self::DropRows(_) => "drop_rows",
        }
    }
}

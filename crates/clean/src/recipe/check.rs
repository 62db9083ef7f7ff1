//! [`Check`]: what has to hold, and what happens where it does not.

use serde::{Deserialize, Serialize};

use super::ParseKind;

/// A rule that cells or rows have to keep. A missing cell breaks no rule but `required`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The columns that the rule is about; of a condition those that may be at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What has to hold.
    pub rule: Rule,
    /// What happens to a cell or row that breaks it [default: flag]
    #[serde(default)]
    pub on_failure: OnFailure,
}

/// What has to hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Each cell has a value.
    Required,
    /// Each cell is a number or date from `min` to `max`, both included: `range = { min = 0, max = 120 }`.
    Range {
        /// The least value; a date as text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<toml::Value>,
        /// The greatest value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<toml::Value>,
    },
    /// Each cell is one of these values.
    OneOf(Vec<String>),
    /// Each cell matches this regular expression; anchor it to mean the whole cell.
    Pattern(String),
    /// Each cell has as many characters as this says.
    Length {
        /// Least number of characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<usize>,
        /// Greatest number of characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<usize>,
    },
    /// Each cell reads as this kind.
    Kind(ParseKind),
    /// No two rows agree in the columns.
    Unique,
    /// Rows that agree in these columns agree in `columns`; where they do not, the minority breaks the rule.
    DeterminedBy(Vec<String>),
    /// Each cell occurs in a column of another table.
    FoundIn(Found),
    /// A condition over the columns of a row in SQL, such as `"支付 <= 订单金额"`.
    Condition(String),
    /// A resident ID whose birthday and sex agree with these columns.
    IdCardAgrees {
        /// Column with the birthday.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        birthday: Option<String>,
        /// Column with the sex.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sex: Option<String>,
    },
}

/// A column of another table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// The file, relative to the recipe.
    pub table: String,
    /// The column.
    pub column: String,
}

/// What happens to a cell or row that breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// It is counted and named.
    #[default]
    Flag,
    /// The cells of `columns` become null.
    Null,
    /// The row is taken out.
    Drop,
}

//! Steps on names and text: [`Rename`], [`Tidy`], [`Missing`], [`Replace`], and what takes out rows and columns.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Gives columns other names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rename {
    /// New names by old ones; they hold for all later steps.
    pub columns: BTreeMap<String, String>,
}

/// Takes out columns. Their cells stay recoverable from the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DropColumns {
    /// The columns.
    pub columns: Vec<String>,
}

/// White space, width, case and script of text. Columns that are not text are left alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tidy {
    /// Columns [default: every column of text]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Remove white space at both ends and turn runs of it inside into one space [default: true]
    pub spaces: bool,
    /// Remove white space altogether, as in Chinese names [default: false]
    pub no_spaces: bool,
    /// Fold full-width letters, digits and signs to half width, delete what has no width [default: true]
    pub width: bool,
    /// Capital and small letters [default: keep]
    pub case: Case,
    /// Traditional and simplified characters [default: keep]
    pub script: Script,
}

impl Default for Tidy {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            spaces: true,
            no_spaces: false,
            width: true,
            case: Case::Keep,
            script: Script::Keep,
        }
    }
}

/// Capital and small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// As they are.
    #[default]
    Keep,
    /// small letters.
    Lower,
    /// CAPITAL LETTERS.
    Upper,
    /// The First Letter Of Every Word Capital.
    Title,
}

/// Traditional and simplified characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// As they are.
    #[default]
    Keep,
    /// Traditional characters become simplified ones.
    Simplified,
}

/// What stands for a missing value becomes null: nothing, white space, words, declared numbers and dates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Missing {
    /// Columns [default: every column of text]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Words that stand for a missing value, in any case and width [default: the list of `fourr_cell::missing::TOKENS`]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<String>>,
    /// Numbers and dates that stand for a missing value, such as "-1", "999", "1900-01-01"; never assumed
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sentinels: Vec<String>,
}

/// One spelling for another, cell by cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Replace {
    /// The column.
    pub column: String,
    /// New values by old ones; a cell is compared as a whole, byte for byte.
    pub values: BTreeMap<String, String>,
}

/// Takes out rows. Give `missing` or `when`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DropRows {
    /// Columns whose missing cells count [default: all]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Which missing cells take a row out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<DropWhen>,
    /// A condition in SQL, such as `"数量 <= 0"`; a row for which it is unknown stays
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

/// Which missing cells take a row out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DropWhen {
    /// One of the columns is missing.
    Any,
    /// All of the columns are missing.
    All,
    /// At least so many of the columns are missing.
    AtLeast(u32),
}

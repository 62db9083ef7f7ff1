//! [`Duplicates`], [`KeyDuplicates`], [`NearDuplicates`]: rows that say the same twice.

use serde::{Deserialize, Serialize};

/// Takes out rows that are equal in every column, the first of them kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Duplicates {
    /// Columns that do not count, such as a running number
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// How cells are compared [default: normalised]
    pub compare: Compare,
    /// Which row of equal ones stays: first, last or none [default: first]
    pub keep: Keep,
}

/// How cells are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// As they are at this step, text without white space at its ends and in half width.
    #[default]
    Normalised,
    /// As they were read from the file, byte for byte.
    Raw,
}

/// Takes out rows that are equal in their key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyDuplicates {
    /// The columns of the key.
    pub key: Vec<String>,
    /// Which row of a group stays [default: first]
    #[serde(default)]
    pub keep: Keep,
    /// For `latest`: the column whose greatest value stays
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// Whether rows without a key equal each other [default: distinct]
    #[serde(default)]
    pub null_keys: NullKeys,
}

/// Which row of a group stays. Ties fall back to the first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// The lowest row number.
    #[default]
    First,
    /// The highest row number.
    Last,
    /// The greatest value of the order column; a null loses.
    #[serde(alias = "newest")]
    Latest,
    /// The fewest missing cells.
    MostComplete,
    /// The first row, its missing cells filled with the first value in its group.
    Merge,
    /// None of them.
    None,
}

/// Whether rows without a key equal each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NullKeys {
    /// No: a row of whose key a part is null has no duplicate, as with UNIQUE in SQL.
    #[default]
    Distinct,
    /// Yes: null equals null.
    Same,
}

/// Marks rows that nearly agree, in a new column `near_duplicate`; takes them out only when asked to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearDuplicates {
    /// The columns that are compared as text.
    pub columns: Vec<String>,
    /// Names of persons and firms among them, which match by their pinyin, too
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Columns of which one must be equal for two rows to be compared [default: the first character]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub block: Vec<String>,
    /// How alike two texts are [default: levenshtein]
    #[serde(default)]
    pub similarity: Similarity,
    /// Least similarity of two records, 0 to 1 [default: 0.85]
    #[serde(default = "threshold")]
    pub threshold: f64,
    /// Take out all but the first row of a cluster [default: false, mark them]
    #[serde(default)]
    pub drop: bool,
}

fn threshold() -> f64 {
    0.85
}

/// How alike two texts are, from 0 to 1, after width folding, in small letters, without spaces and `-_,.()·`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Similarity {
    /// 1 - Levenshtein distance / length of the longer, in characters.
    #[default]
    Levenshtein,
    /// Jaro-Winkler with prefix weight 0.1 of at most four characters.
    JaroWinkler,
    /// Shared pairs of neighbouring characters over all of them (Jaccard).
    Bigrams,
}

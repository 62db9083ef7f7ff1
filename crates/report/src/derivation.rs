//! [`Derivation`]: how a reader's own program gets the figures of a table again.

/// How a reader's own program gets the figures of a table again, from the files that are written beside the report.
///
/// A table without one is shown as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Derivation {
    /// From a frame, a row a group.
    Recompute(Recompute),
    /// From `summary.json`: for every cell of every row its JSON pointer, none for words of the report's own.
    ///
    /// A part of a pointer that is a number is a place in a list.
    Summary(Vec<Vec<Option<String>>>),
}

/// Figures that are computed from a frame by group, and that `summary.json` has too.
#[derive(Debug, Clone, PartialEq)]
pub struct Recompute {
    /// The Parquet file of the frame: `customers.parquet`.
    pub file: &'static str,
    /// Columns that are stood below each other first, each with the name of its group; the group is then `by`, the
    /// value `value`. None: the frame as it is.
    pub unpivot: Vec<(&'static str, &'static str)>,
    /// The column of the groups.
    pub by: &'static str,
    /// What tells the groups apart: the first columns of the table.
    pub heads: Vec<Head>,
    /// The figures of a group: the other columns of the table.
    pub figures: Vec<Figure>,
    /// JSON pointer to the same groups in `summary.json`: a map by group, or a list whose records name it under `by`.
    /// It gives the groups and their order; figures that a record has under the same name must be equal.
    pub groups: &'static str,
    /// JSON pointer to the same figures over all groups, where there are such.
    pub whole: Option<&'static str>,
}

/// A figure of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its key, that of `summary.json` where it is there.
    pub name: &'static str,
    /// What it is.
    pub measure: Measure,
}

/// What a figure is, over the rows of a group. Nothing of no rows, but for counts and sums.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// How many rows.
    Rows,
    /// How many of all rows.
    RowShare,
    /// Sum of a column.
    Sum(&'static str),
    /// How much of the column's sum over all rows; nothing where that is zero.
    SumShare(&'static str),
    /// Sum of a column over that of another; nothing where that is zero.
    Ratio(&'static str, &'static str),
    /// Mean.
    Mean(&'static str),
    /// Smallest value.
    Min(&'static str),
    /// Largest value.
    Max(&'static str),
    /// Type-7 quantile at a share of the rows.
    Quantile(&'static str, f64),
    /// Different values.
    Distinct(&'static str),
}

/// What tells a group from others.
#[derive(Debug, Clone, PartialEq)]
pub enum Head {
    /// The group itself, by what it is called: pairs of value and name.
    Group(Vec<(String, String)>),
    /// What the group's record in `summary.json` has under a key.
    Record(&'static str),
}

impl Figure {
    /// A figure and its key.
    pub fn new(name: &'static str, measure: Measure) -> Self {
        Self { name, measure }
    }
}

//! [`KanoError`].

use fourr_table::TableError;
use polars::prelude::PolarsError;

use crate::{Category, Side};

/// Why features could not be classified.
#[derive(Debug, thiserror::Error)]
pub enum KanoError {
    /// The closeness has no meaning.
    #[error("closeness is {0}, expected points from 0 to 100")]
    Closeness(f64),
    /// The confidence has no meaning.
    #[error("confidence is {0}, expected a share between 0 and 1")]
    Confidence(f64),
    /// Too many replicates.
    #[error("bootstrap is {0}, expected at most 100000 replicates")]
    Replicates(u32),
    /// A cost that is none.
    #[error("the cost of {feature} is {amount}, expected a number above 0")]
    Cost {
        /// The feature.
        feature: String,
        /// The cost given.
        amount: f64,
    },
    /// A feature stands twice in the mapping, or in a table of counts.
    #[error("feature {0} stands twice")]
    FeatureTwice(String),
    /// No column is one of a pair.
    #[error("no pair of questions among the columns {}", few(columns))]
    NoPairs {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A feature has one of its two columns only.
    #[error("feature {feature} has column {column}, but none with the answers {} the feature", missing.name())]
    HalfPair {
        /// The feature.
        feature: String,
        /// The column that is there.
        column: String,
        /// The question that is missing.
        missing: Side,
    },
    /// Two columns claim the same question of the same feature.
    #[error("columns {} and {} are both the question {} of {feature}", columns[0], columns[1], side.name())]
    TwoColumns {
        /// The feature.
        feature: String,
        /// The question.
        side: Side,
        /// The columns.
        columns: [String; 2],
    },
    /// A column that the shape needs was not found.
    #[error("no column for {what} among {}", few(columns))]
    NoColumn {
        /// What is missing.
        what: &'static str,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// No pair of answers could be read.
    #[error("no pair of answers could be read in {rows} rows: {}", unread(*off_scale, examples))]
    NoAnswers {
        /// Rows read.
        rows: u64,
        /// Pairs with an answer that is not on the scale.
        off_scale: u64,
        /// Some cells that were not understood.
        examples: Vec<String>,
    },
    /// Everybody was screened.
    #[error("all {respondents} respondents were set aside by --screen")]
    AllScreened {
        /// Respondents with answers.
        respondents: u64,
    },
    /// A count that is none.
    #[error("row {row} has {value} in column {column}, expected a whole number of pairs")]
    Count {
        /// Data row, from 1.
        row: u64,
        /// The column.
        column: String,
        /// What it holds.
        value: String,
    },
    /// A column has too many different values to split respondents.
    #[error("column {column} has more than {limit} different values, too many segments")]
    TooManySegments {
        /// The column.
        column: String,
        /// Most segments.
        limit: usize,
    },
    /// A parameter names a feature that is not there.
    #[error("{flag} names {feature}, but the features are {}", few(known))]
    UnknownFeature {
        /// The parameter.
        flag: &'static str,
        /// What it names.
        feature: String,
        /// The features there are.
        known: Vec<String>,
    },
    /// A parameter that needs pairs of answers, for a table of counts.
    #[error("{0} needs pairs of answers, but the input is a table of counts")]
    NeedsPairs(&'static str),
    /// Segments of another table cannot be joined without an id.
    #[error("segments are joined by person, but no column holds the respondent's id")]
    NoRespondent,
    /// No respondent is among the people of the other table.
    #[error("none of {respondents} respondents is among the {people} people with a segment")]
    NobodyJoined {
        /// Respondents with an id.
        respondents: u64,
        /// People in the other table.
        people: u64,
    },
    /// The input could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column could not be read.
    #[error("could not read the answers")]
    Query(#[from] PolarsError),
}

/// The first of many names, in a line.
fn few(names: &[String]) -> String {
    const FEW: usize = 8;
    let shown = names.iter().take(FEW).map(String::as_str);
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len() {
        n if n <= FEW => shown,
        n => format!("{shown} and {} more", n - FEW),
    }
}

fn unread(off_scale: u64, examples: &[String]) -> String {
    if off_scale == 0 {
        return "all cells are empty".to_owned();
    }
    format!(
        "{off_scale} pairs are not on the scale, such as {}",
        examples.join(", ")
    )
}

impl KanoError {
    /// Whether the command is wrong, rather than the data.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Closeness(_)
                | Self::Confidence(_)
                | Self::Replicates(_)
                | Self::Cost { .. }
                | Self::UnknownFeature { .. }
                | Self::NeedsPairs(_)
        )
    }

    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoPairs { .. } => {
                "call columns like \"Feature (with)\" and \"Feature (without)\", or name them in a --mapping file"
            }
            Self::HalfPair { .. } | Self::TwoColumns { .. } => {
                "rename the column, or name the pairs in a --mapping file: feature, with, without"
            }
            Self::NoColumn { what, .. }
                if Category::ALL
                    .iter()
                    .any(|category| category.code() == *what) =>
            {
                "a table of counts needs the columns M, O, A and I; R and Q where there are any"
            }
            Self::NoColumn { .. } => "name the columns with --feature, --with and --without",
            Self::NoAnswers { off_scale: 1.., .. } => {
                "say what the words mean, such as --word \"works for me=like\"; for numbers see --answers and --coding"
            }
            Self::NoAnswers { .. } => "check the columns with `fourr inspect FILE`",
            Self::AllScreened { .. } => "run without --screen to see why",
            Self::TooManySegments { .. } => "group the values first, such as ages into classes",
            Self::NeedsPairs(_) => "give the questionnaire itself",
            Self::NoRespondent => "name the column with --respondent",
            Self::NobodyJoined { .. } => "compare how the ids are written in both files",
            Self::Table(error) => return error.hint(),
            _ => return None,
        };
        Some(hint.to_owned())
    }
}

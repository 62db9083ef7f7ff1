//! [`TagFileError`]: what is wrong with a tag file, where, and what to do.

use super::Place;
use crate::SourceKind;

/// What is wrong with a tag file, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{file}, {at}: {fault}")]
pub struct TagFileError {
    /// The file as it was named.
    pub file: String,
    /// Where in it.
    pub at: Place,
    /// What is wrong.
    pub fault: TagFault,
}

/// What a code or name must be unique among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Codes of dimensions.
    Dimensions,
    /// Codes of tags.
    Tags,
    /// Codes or names of the values of a tag.
    Values,
    /// Codes of measures.
    Measures,
}

/// How a rule takes a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum As {
    /// As numbers.
    Number,
    /// As dates or times.
    Time,
    /// As text.
    Text,
}

/// What is wrong with a tag file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TagFault {
    /// It is no TOML, or has a key that is not known.
    #[error("{0}")]
    Syntax(String),
    /// A rule that cannot be read.
    #[error("the rule cannot be read: {0}")]
    Rule(String),
    /// SQL that a rule may not use.
    #[error("{0} is not allowed in a rule")]
    NotAllowed(String),
    /// A name that is no column, measure or tag.
    #[error("no column, measure or tag {name}")]
    UnknownName {
        /// The name.
        name: String,
        /// Names that are alike.
        near: Vec<String>,
    },
    /// A column that is not what the rule takes it for.
    #[error("the column {column} holds {holds}, but the rule takes it as {}", .taken.name())]
    Mismatch {
        /// The column.
        column: String,
        /// What it holds.
        holds: String,
        /// What the rule takes it as.
        taken: As,
    },
    /// Two sides of a comparison that do not go together.
    #[error("{left} cannot be compared with {right}")]
    Incomparable {
        /// The left side.
        left: String,
        /// The right side.
        right: String,
    },
    /// A code or name that stands twice.
    #[error("{name} stands twice among the {}", .among.name())]
    Twice {
        /// The code or name.
        name: String,
        /// What it must be unique among.
        among: Among,
    },
    /// Tags that refer to each other in a circle.
    #[error("tags refer to each other in a circle: {}", .0.join(" -> "))]
    Circle(Vec<String>),
    /// A tag whose rules can meet, without a statement of which wins.
    #[error("the tag {0} does not say what happens when two of its rules fit")]
    Unresolved(String),
    /// A value without a priority where priorities decide.
    #[error("the value {0} has no priority, by which its tag resolves conflicts")]
    NoPriority(String),
    /// A tag or value without a rule, or with several.
    #[error("{name} has {} of the rules {allowed}, expected one", if .found.is_empty() { "none".to_owned() } else { .found.join(" and ") })]
    RuleCount {
        /// The tag or value.
        name: String,
        /// Rules there are.
        found: Vec<&'static str>,
        /// Rules that there may be.
        allowed: &'static str,
    },
    /// A tag without values.
    #[error("the tag {0} has no values")]
    NoValues(String),
    /// More values than a tag can have.
    #[error("the tag {tag} has {count} values, expected at most {most}")]
    TooManyValues {
        /// The tag.
        tag: String,
        /// Its values.
        count: usize,
        /// What it may have.
        most: usize,
    },
    /// Breaks that do not ascend.
    #[error("breaks must ascend: {0:?}")]
    Breaks(Vec<f64>),
    /// Not as many labels as classes.
    #[error("there are {got} labels for {expected} classes")]
    Labels {
        /// Labels given.
        got: usize,
        /// Classes there are.
        expected: usize,
    },
    /// A band that is none.
    #[error("{0} is no band")]
    Band(String),
    /// Numbers between two bands that belong to none.
    #[error("the bands leave a gap between {} and {}", .0, .1)]
    BandGap(String, String),
    /// Numbers that belong to two bands.
    #[error("the bands {} and {} overlap", .0, .1)]
    BandOverlap(String, String),
    /// A regular expression that cannot be read.
    #[error("the regular expression cannot be read: {0}")]
    Regex(String),
    /// A number out of its range.
    #[error("{key} is {got}, expected {expected}")]
    Range {
        /// The key.
        key: &'static str,
        /// The number.
        got: u32,
        /// What it may be.
        expected: &'static str,
    },
    /// A measure without the column it needs.
    #[error("{0} needs a column")]
    NeedsColumn(&'static str),
    /// A way to generalise that does not exist.
    #[error("{0} is no way to generalise")]
    NotCoarse(String),
    /// A value that the tag referred to does not have.
    #[error("the tag {tag} has no value {value}")]
    UnknownValue {
        /// The tag.
        tag: String,
        /// The value.
        value: String,
        /// Values that it has.
        values: Vec<String>,
    },
    /// Personal data without a purpose or an owner.
    #[error("the tag {0} uses personal data, and does not state its owner and purpose")]
    NoPurpose(String),
    /// A table that is not there.
    #[error("the rule reads {}, and there is no such table", .0.name())]
    NoTable(SourceKind),
    /// A window without a date to count back from.
    #[error("the rule counts back from a date, and no table has times")]
    NoDate,
    /// A list that was not opened.
    #[error("the list {0} was not given")]
    NoList(String),
}

impl Among {
    fn name(self) -> &'static str {
        match self {
            Self::Dimensions => "dimensions",
            Self::Tags => "tags",
            Self::Values => "values of the tag",
            Self::Measures => "measures",
        }
    }
}

impl As {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Time => "dates",
            Self::Text => "text",
        }
    }

    /// How to write a rule that takes a column so by mistake.
    fn hint(self) -> &'static str {
        match self {
            Self::Number => "put the value into single quotes to compare it as text",
            Self::Text => "leave the quotes out to compare numbers",
            Self::Time => "dates are written DATE '2024-12-31'",
        }
    }
}

impl TagFault {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let said = match self {
            Self::Syntax(_) => {
                "a tag is [[dimension.tag]] with code and name, a value [[dimension.tag.value]] with name and where"
            }
            Self::Rule(_) => {
                "a rule is a condition such as age between 18 and 34, or city in ('北京', '上海')"
            }
            Self::NotAllowed(_) => {
                "use comparisons, between, in, like, ~, is null, and, or, not, + - * / %, abs, round, floor, ceil, ln, \
                 coalesce, year, month, day, hour, weekday and days_since"
            }
            Self::UnknownName { near, .. } if near.is_empty() => {
                "names are those of columns, or the codes of measures and tags; text stands in single quotes"
            }
            Self::UnknownName { near, .. } => {
                return Some(format!("did you mean {}?", near.join(" or ")));
            }
            Self::Mismatch { taken, .. } => taken.hint(),
            Self::Incomparable { .. } => {
                "numbers stand bare, text in single quotes, dates as DATE '2024-12-31'"
            }
            Self::Twice { .. } => "give one of them another code or name",
            Self::Circle(_) => "let one of them read columns or measures instead",
            Self::Unresolved(_) => {
                "add resolve = \"priority\" (the lowest number wins) or \"order\" (the first in the file), or exclusive = false"
            }
            Self::NoPriority(_) => "add priority = 1, 2, ... to each value, or resolve = \"order\"",
            Self::RuleCount { .. } => "give it one rule",
            Self::NoValues(_) => "add [[dimension.tag.value]] with name and where",
            Self::TooManyValues { .. } => {
                "split the tag, or let each person have one value (exclusive = true)"
            }
            Self::Labels { .. } => "n breaks make n + 1 classes, unless from and to close them",
            Self::Band(_) => "a band is [18, 35) or (0, 100] or [60, ) for no end",
            Self::BandGap(..) | Self::BandOverlap(..) => {
                "write bands over one column as [a, b), each beginning where another ends"
            }
            Self::UnknownValue { values, .. } => {
                return Some(format!("its values are {}", values.join(", ")));
            }
            Self::NotCoarse(_) => {
                "the ways are age, year, month, province, and bins:10 for numbers"
            }
            Self::NoPurpose(_) => "add owner = \"...\" and purpose = \"...\" to the tag",
            Self::NoTable(SourceKind::Orders) => "give the orders with --orders FILE",
            Self::NoTable(SourceKind::Events) => "give the events with --events FILE",
            Self::NoTable(SourceKind::Persons) => "give the persons with --persons FILE",
            Self::NoDate => "give the date with --as-of",
            Self::Breaks(_)
            | Self::Regex(_)
            | Self::Range { .. }
            | Self::NeedsColumn(_)
            | Self::NoList(_) => return None,
        };
        Some(said.to_owned())
    }
}

//! [`Condition`]: what a rule says, without negations above its leaves.
//!
//! Logic is three-valued: a comparison with a missing operand is unknown, and `not unknown` is unknown. A rule fires only
//! when it is true. Negations are pushed down to the leaves when a rule is read (De Morgan's laws hold in three-valued logic),
//! so evaluation needs to know of each leaf only whether it is true.

use std::sync::Arc;

use super::TextTest;
use crate::tags::Place;

/// A name in a rule, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) at: Place,
}

/// A condition whose columns are referred to by `R`: by [`Name`] as read, by place once bound.
#[derive(Debug, Clone)]
pub(crate) enum Condition<R> {
    /// True, or not true.
    Constant(bool),
    /// Unknown where an operand is missing.
    Compare {
        op: Comparison,
        left: Number<R>,
        right: Number<R>,
    },
    /// Unknown where the text is missing.
    Text {
        of: R,
        test: Arc<TextTest>,
        negated: bool,
    },
    /// Never unknown.
    Missing {
        of: R,
        negated: bool,
    },
    /// Whether a person has one of some values of a tag; unknown without any value. Only in bound conditions.
    Carries {
        tag: usize,
        values: Arc<[bool]>,
        negated: bool,
    },
    /// Whether a person has no value of a tag. Only in bound conditions.
    Untagged {
        tag: usize,
        negated: bool,
    },
    /// Whether a person is on an imported list. Only in bound conditions.
    Listed {
        list: usize,
        negated: bool,
    },
    And(Vec<Self>),
    Or(Vec<Self>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A number: NaN is missing. Dates are microseconds.
#[derive(Debug, Clone)]
pub(crate) enum Number<R> {
    Constant(f64),
    /// A column as numbers.
    Column(R),
    /// A column as microseconds of local time.
    Time(R),
    /// The date that windows are counted back from, in microseconds.
    AsOf(Place),
    Part(DatePart, Box<Self>),
    Apply(Function, Box<Self>),
    Combine(Arithmetic, Box<Self>, Box<Self>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DatePart {
    Year,
    Month,
    Day,
    Hour,
    /// 1 for Monday to 7 for Sunday.
    Weekday,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Negate,
    Absolute,
    Round,
    Floor,
    Ceil,
    Logarithm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    /// The first that is not missing.
    Coalesce,
}

impl Comparison {
    fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }

    /// The same with its sides exchanged.
    pub(crate) fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }
}

impl<R> Condition<R> {
    /// The negation.
    pub(crate) fn negated(self) -> Self {
        let each = |parts: Vec<Self>| parts.into_iter().map(Self::negated).collect();
        match self {
            Self::Constant(known) => Self::Constant(!known),
            Self::Compare { op, left, right } => Self::Compare {
                op: op.negated(),
                left,
                right,
            },
            Self::Text { of, test, negated } => Self::Text {
                of,
                test,
                negated: !negated,
            },
            Self::Missing { of, negated } => Self::Missing {
                of,
                negated: !negated,
            },
            Self::Carries {
                tag,
                values,
                negated,
            } => Self::Carries {
                tag,
                values,
                negated: !negated,
            },
            Self::Untagged { tag, negated } => Self::Untagged {
                tag,
                negated: !negated,
            },
            Self::Listed { list, negated } => Self::Listed {
                list,
                negated: !negated,
            },
            Self::And(parts) => Self::Or(each(parts)),
            Self::Or(parts) => Self::And(each(parts)),
        }
    }
}

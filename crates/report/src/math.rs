//! [`Math`]: expressions that every output writes in its own notation.
//!
//! The page writes `MathML`, Markdown writes LaTeX, and [`Math::linear`] writes one line of plain text.

mod linear;
mod operator;

use std::ops::{Add, Div, Mul, Sub};

use crate::{Cell, Format};

pub use operator::{Function, Operator};

/// An expression. The operators `+`, `-`, `*` and `/` build it; brackets follow from the structure.
///
/// ```
/// use fourr_report::Math;
/// let share = Math::words("customers in a segment") / Math::words("customers");
/// assert_eq!(share.linear(fourr_locale::Lang::En), "customers in a segment / customers");
///
/// let rounded = Math::symbol("FM").equals(((Math::symbol("F") + Math::symbol("M")) / 2_u64.into()).floor());
/// assert_eq!(rounded.linear(fourr_locale::Lang::En), "FM = ⌊(F + M) / 2⌋");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Math {
    /// A variable: one letter is set in italics.
    Symbol(String),
    /// A quantity named in words.
    Words(String),
    /// A value.
    Value(Cell, Format),
    /// Two operands and what stands between them.
    Binary(Box<Self>, Operator, Box<Self>),
    /// Numerator and denominator.
    Fraction(Box<Self>, Box<Self>),
    /// A symbol and its index.
    Subscript(Box<Self>, Box<Self>),
    /// A base and its exponent.
    Power(Box<Self>, Box<Self>),
    /// A function of an expression.
    Apply(Function, Box<Self>),
    /// A sum over an index, from the first to the last value where they are given.
    Sum {
        /// What is below the sign: `i`, or `t = 0`.
        from: Box<Self>,
        /// What is above the sign.
        to: Option<Box<Self>>,
        /// What is added up.
        of: Box<Self>,
    },
}

impl Math {
    /// A variable.
    pub fn symbol(name: impl Into<String>) -> Self {
        Self::Symbol(name.into())
    }

    /// A quantity named in words.
    pub fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// A value in a look of its own.
    pub fn value(cell: impl Into<Cell>, format: Format) -> Self {
        Self::Value(cell.into(), format)
    }

    /// `self = other`
    #[must_use]
    pub fn equals(self, other: Self) -> Self {
        self.with(Operator::Equals, other)
    }

    /// `self` and `other` with `operator` between them.
    #[must_use]
    pub fn with(self, operator: Operator, other: Self) -> Self {
        Self::Binary(Box::new(self), operator, Box::new(other))
    }

    /// `self` with an index.
    #[must_use]
    pub fn index(self, index: Self) -> Self {
        Self::Subscript(Box::new(self), Box::new(index))
    }

    /// `self` to the power of `exponent`.
    #[must_use]
    pub fn power(self, exponent: Self) -> Self {
        Self::Power(Box::new(self), Box::new(exponent))
    }

    /// `self` rounded down.
    #[must_use]
    pub fn floor(self) -> Self {
        self.under(Function::Floor)
    }

    /// The mean of `self`.
    #[must_use]
    pub fn mean(self) -> Self {
        self.under(Function::Mean)
    }

    /// `function` of `self`.
    #[must_use]
    pub fn under(self, function: Function) -> Self {
        Self::Apply(function, Box::new(self))
    }

    /// The sum of `self` over `index`.
    #[must_use]
    pub fn sum_over(self, index: Self) -> Self {
        Self::Sum {
            from: Box::new(index),
            to: None,
            of: Box::new(self),
        }
    }

    /// The sum of `self` from `from` (`t = 0`) to `to` (`n`).
    #[must_use]
    pub fn sum_between(self, from: Self, to: Self) -> Self {
        Self::Sum {
            from: Box::new(from),
            to: Some(Box::new(to)),
            of: Box::new(self),
        }
    }

    /// Whether the expression needs brackets to stand to the left of `operator`.
    pub(crate) fn is_fenced_left_of(&self, operator: Operator) -> bool {
        matches!(self, Self::Binary(_, own, _) if own.binding() < operator.binding())
    }

    /// Whether the expression needs brackets to stand to the right of `operator`.
    pub(crate) fn is_fenced_right_of(&self, operator: Operator) -> bool {
        let follows_minus = operator == Operator::Minus
            && matches!(self, Self::Binary(_, Operator::Plus | Operator::Minus, _));
        follows_minus || self.is_fenced_left_of(operator)
    }

    /// Whether the expression needs brackets to carry an exponent.
    pub(crate) fn is_fenced_as_base(&self) -> bool {
        matches!(
            self,
            Self::Binary(..) | Self::Fraction(..) | Self::Power(..) | Self::Sum { .. }
        )
    }
}

impl Add for Math {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.with(Operator::Plus, other)
    }
}

impl Sub for Math {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.with(Operator::Minus, other)
    }
}

impl Mul for Math {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        self.with(Operator::Times, other)
    }
}

impl Div for Math {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        Self::Fraction(Box::new(self), Box::new(other))
    }
}

impl From<Cell> for Math {
    fn from(cell: Cell) -> Self {
        Self::Value(cell, Format::Mixed)
    }
}

impl From<u64> for Math {
    fn from(count: u64) -> Self {
        Cell::Count(count).into()
    }
}

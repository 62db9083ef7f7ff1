//! [`Operator`] and [`Function`]: what joins and changes expressions.

/// What stands between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equals,
    /// `≈`
    Approximately,
    /// `<`
    Less,
    /// `≤`
    AtMost,
    /// `>`
    More,
    /// `≥`
    AtLeast,
    /// `+`
    Plus,
    /// `−`
    Minus,
    /// `×`
    Times,
    /// `⇒`
    Implies,
}

/// A function of one expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The greatest whole number that is not above.
    Floor,
    /// The absolute value.
    Absolute,
    /// The mean, a bar over the expression.
    Mean,
    /// The square root.
    SquareRoot,
    /// A function with a name: ln, median.
    Named(&'static str),
}

impl Operator {
    /// The sign in plain text and in `MathML`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equals => "=",
            Self::Approximately => "≈",
            Self::Less => "<",
            Self::AtMost => "≤",
            Self::More => ">",
            Self::AtLeast => "≥",
            Self::Plus => "+",
            Self::Minus => "−",
            Self::Times => "×",
            Self::Implies => "⇒",
        }
    }

    /// How tightly the sign holds its operands together.
    pub(super) fn binding(self) -> u8 {
        match self {
            Self::Times => 2,
            Self::Plus | Self::Minus => 1,
            _ => 0,
        }
    }
}

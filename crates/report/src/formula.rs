//! [`Formula`]: an expression, explained.

use crate::Math;

/// A formula with the meaning of its symbols.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The formula itself, usually an equation.
    pub expression: Math,
    /// What the symbols mean.
    pub meanings: Vec<Meaning>,
    /// The same formula with figures of this data put in.
    pub worked: Option<Math>,
}

/// What a symbol means.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// The symbol.
    pub symbol: Math,
    /// Its meaning, with the unit.
    pub words: String,
}

impl Formula {
    /// A formula that needs no explanation.
    pub fn new(expression: Math) -> Self {
        Self {
            expression,
            meanings: Vec::new(),
            worked: None,
        }
    }

    /// The same formula with one more symbol explained.
    #[must_use]
    pub fn meaning(mut self, symbol: Math, words: impl Into<String>) -> Self {
        self.meanings.push(Meaning {
            symbol,
            words: words.into(),
        });
        self
    }

    /// The same formula with figures of this data put in.
    #[must_use]
    pub fn worked(self, worked: Math) -> Self {
        Self {
            worked: Some(worked),
            ..self
        }
    }
}

//! [`Method`]: how a figure was obtained, so that a reader can obtain it again.

use crate::{Formula, Prose};

/// A method: in words, in formulas, with the conventions in force and where it comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Method {
    /// What it is called.
    pub name: String,
    /// What is done, in words.
    pub words: Vec<Prose>,
    /// What is done, in formulas.
    pub formulas: Vec<Formula>,
    /// Where the field disagrees: what was chosen here.
    pub conventions: Vec<Convention>,
    /// Papers and books.
    pub sources: Vec<String>,
}

/// A choice that changes the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Convention {
    /// What had to be chosen: how ties are scored.
    pub question: String,
    /// What is in force: equal values get equal scores.
    pub in_force: Prose,
}

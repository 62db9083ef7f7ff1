//! Suspected errors in a table that nobody has labelled, and what should stand there instead.
//!
//! Start at [`discover`]. Several detectors look at the columns, each at one kind of evidence: the columns that nearly
//! determine another one ([`Dependency`]), misspellings of frequent values, the usual form of a column ([`Format`]),
//! numbers with mixed units ([`Decoration`]), missing cells, values that stand in the cell of another column, spellings
//! of one value. Each gives log-odds that a cell is wrong; they are added up (naive Bayes), so that evidence can speak
//! for a cell as well as against it: a rare value near a frequent one is no error where other columns call for it.

mod absent;
mod column;
mod dates;
mod decoration;
mod dependency;
mod grouping;
mod mask;
mod misplaced;
mod spelling;
mod suspicion;
mod typo;
mod votes;

pub use column::Coded;
pub use dates::{DateStyle, Order};
pub use decoration::Decoration;
pub use dependency::{Dependency, Fit};
pub use mask::{Format, Grain};
pub use suspicion::{Evidence, Suspicion};

/// What was found out about a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Discovery {
    /// Columns that nearly determine others.
    pub dependencies: Vec<Dependency>,
    /// How the cells of each column are usually written.
    pub formats: Vec<Option<Format>>,
    /// How the dates of each column are usually written.
    pub dates: Vec<Option<DateStyle>>,
    /// What stands around the numbers of each column, where that varies.
    pub decorations: Vec<Option<Decoration>>,
    /// Words that seem to stand for a missing value, by column.
    pub disguised: Vec<Vec<u32>>,
    /// Groups of spellings of one value, the most frequent first, by column.
    pub spellings: Vec<Vec<Vec<u32>>>,
    /// Cells that are more likely wrong than right, by column, then by row.
    pub suspicions: Vec<Suspicion>,
}

/// Looks for errors in columns of equal length.
pub fn discover(columns: &[Coded]) -> Discovery {
    let dependencies = dependency::find(columns);
    let mut discovery = Discovery {
        dependencies,
        formats: columns.iter().map(Format::of).collect(),
        dates: columns.iter().map(DateStyle::of).collect(),
        decorations: columns.iter().map(Decoration::of).collect(),
        disguised: absent::disguised(columns),
        spellings: columns.iter().map(spelling::clusters).collect(),
        suspicions: Vec::new(),
    };
    discovery.suspicions = suspicion::weigh(columns, &discovery);
    discovery
}

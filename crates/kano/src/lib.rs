//! KANO: needs classified from paired questions.
//!
//! Start at [`Kano`]: `Kano::default().classify(&answers)` returns a [`Classification`]: one row per feature, and a
//! [`Summary`] with categories, coefficients, tests, segments, priorities and an account of every respondent that was set
//! aside.
//!
//! Inside are two steps. `reduce` counts pairs of answers: a grid a feature, and one a feature and segment. What follows
//! works on those counts alone: `verdict`, `coefficients`, `significance`, `continuous`, `segments`, `priority`.

mod answer;
mod attempt;
mod category;
mod classification;
mod coefficients;
mod columns;
mod continuous;
mod conventions;
mod error;
mod evaluation;
mod feature;
mod grid;
mod hidden;
mod importance;
mod layout;
mod ledger;
mod lexicon;
mod members;
mod multinomial;
mod named;
mod params;
mod priority;
mod quadrants;
mod reduce;
mod segments;
mod significance;
mod summary;
mod verdict;
mod warnings;

pub use answer::Answer;
pub use attempt::Attempt;
pub use category::{ByCategory, Category, Counts};
pub use classification::Classification;
pub use coefficients::{Coefficient, Coefficients};
pub use columns::Column;
pub use continuous::{Continuous, Score};
pub use conventions::{Answers, Coding, Rule, Screen, Shape, Split, Test};
pub use error::KanoError;
pub use evaluation::EvaluationTable;
pub use feature::{FeatureSummary, PairLedger};
pub use hidden::{HiddenCount, HiddenRefusal, HiddenSegment, HiddenSegments};
pub use importance::Importance;
pub use layout::Side;
pub use ledger::{Careless, RespondentLedger};
pub use members::Members;
pub use named::{Cost, FeatureColumns, Word};
pub use params::Kano;
pub use priority::{Priority, Reason, Value};
pub use quadrants::Cuts;
pub use segments::{Homogeneity, HomogeneityTest, Segment, SegmentFeature, SegmentSplit, Withheld};
pub use significance::{ChiSquare, Fong, MultinomialZ, Needed};
pub use summary::Summary;
pub use verdict::{Verdict, Verdicts};
pub use warnings::Warning;

//! Figures of a tagged population: what a target group has more of, which tags hang together, how numbers differ between
//! segments.
//!
//! Start at [`Statistics`], the parameters, and at [`Figures`], the result. The methods stand by themselves: [`Groups`] for
//! indices, [`CrossTable`] and [`Association`] for pairs of tags, [`ByGroup`] for numbers, [`LookAlike`] for a ranking.

mod affinity;
mod association;
mod by_group;
mod concentration;
mod cross_table;
mod crosstab;
mod describe;
mod distinguishing;
mod drift;
mod figures;
mod fisher;
mod look_alike;
mod multiplicity;
mod numbers;
mod params;
mod personas;
mod radar;
mod runs;
mod segments;
mod tables;
mod target;
mod tgi;
mod warnings;

pub use affinity::{Affinity, Base, FeatureCount, Groups, Highlight, Verdict};
pub use association::{Association, Strength, Yates};
pub use by_group::{Anova, ByGroup, GroupFigures, KruskalWallis};
pub use concentration::Concentration;
pub use cross_table::CrossTable;
pub use crosstab::CrossTab;
pub use distinguishing::{Distinguishing, compare, most_distinguishing};
pub use drift::{Drift, Stability};
pub use figures::{Figures, LookAlikeFigures, Plane, TagSpread};
pub use look_alike::{FeatureWeight, LookAlike, Scored, TagWeights};
pub use multiplicity::benjamini_hochberg;
pub use numbers::{NumberFigures, SegmentNumber};
pub use params::Statistics;
pub use personas::{Leading, Persona};
pub use radar::{Better, RadarScale};
pub use segments::{SegmentFigures, SegmentName, SegmentsBy};
pub use target::{NotTags, TagIs, TagPair};
pub use tgi::{TargetFigures, TgiRow};
pub use warnings::StatisticsWarning;

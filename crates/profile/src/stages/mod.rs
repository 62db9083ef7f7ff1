//! Stages that people are in: of the way to a purchase (AIDMA), and of what they need (Maslow).
//!
//! Both assign by declared evidence: a map from events, or from words in tags and in what was bought, to stages. Whoever has no evidence is
//! `None`, unknown, and nobody is assigned without what it rests on.

mod aidma;
mod evidence_map;
mod maslow;
mod need_words;
mod reached;
mod read;
mod speak;
mod words;

pub use aidma::{Aidma, AidmaRule, Evidence, Stage};
pub use evidence_map::{EvidenceMap, MapError, StageOfEvent};
pub use maslow::{Hierarchy, Level, NeedFigures, PersonNeeds, SaidValue};
pub use need_words::{NeedWord, NeedWords};
pub use reached::{AidmaFigures, Skips, StageFigures};
pub(crate) use read::{read, since};
pub(crate) use speak::speak;

//! Practice data with known truth: the orders of one invented company and a questionnaire among its members, at any
//! size, from one seed.
//!
//! Start at [`Orders`]: its fields say how many rows, when and how dirty; its verbs write the order
//! log as CSV or Parquet, or hand it over as batches. Every customer is planted in one of the eight
//! RFM types ([`Segment`]); [`Orders::truth`] says which, [`Orders::write_defects`] lists every cell
//! that was soiled. [`Questionnaire`] asks members about features, each with a planted KANO category.
//! [`Events`] is what members did on their way to a purchase and what advertising they saw, with planted rates.
//! [`Campaigns`] is what the advertising cost and brought in, with planted response curves; [`Touches`] is how members came
//! to a purchase, from a planted chain.
//!
//! The company is 澄屿生活 (Chengyu Living), an invented brand that sells skincare and household
//! goods online.
//!
//! # How the log is made
//!
//! Customers fall into *cohorts*: one segment, one number of orders. The j-th orders of a cohort are
//! a *stream*: a keyed permutation ranks its customers, and the order of rank r falls at a jittered
//! r/n-th of the stream's window. So a stream is in time order by construction and the number of its
//! orders before any moment is known without making them. The log is the merge of a few hundred such
//! streams; any slice of it can be made alone, which is why memory is constant and neither threads nor
//! batches change a byte. All arithmetic that reaches the output is on integers.

mod basket;
mod campaigns;
mod catalogue;
mod clock;
mod columns;
mod dirt;
mod encoding;
mod error;
mod events;
mod file;
mod frame;
mod line;
mod log;
mod official;
mod orders;
mod permutation;
mod population;
mod questionnaire;
mod random;
mod segment;
mod shape;
mod sheet;
mod stream;
mod style;
mod text;
mod touches;
mod truth;
mod watermark;

pub use campaigns::Campaigns;
pub use columns::Edition;
pub use encoding::Encoding;
pub use error::GeneratorError;
pub use events::Events;
pub use official::write_official;
pub use orders::Orders;
pub use questionnaire::Questionnaire;
pub use segment::Segment;
pub use touches::Touches;
pub use watermark::Watermark;

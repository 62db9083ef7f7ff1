//! Credit for conversions: which channel gets how much of them, under every published model.
//!
//! Start at [`Rules`]: its [`tally`](Rules::tally) takes journeys one by one, a [`Tally`] of one worker is merged with
//! that of another, and [`Tally::attribute`] gives every [`Model`]'s [`Credits`] side by side.
//!
//! A journey is never kept: what the models need of it is a handful of sums, so that memory follows the number of
//! channels, lengths and channel sets and not the number of journeys. Sums are whole numbers, so neither the order of
//! the journeys nor the number of workers changes a bit of the result.
//!
//! Attribution describes who was there; it does not say what would have happened without them.

mod attribution;
mod decay;
mod ends;
mod error;
mod journey;
mod lengths;
mod markov;
mod model;
mod rules;
mod shapley;
mod sum;
mod tally;

pub use attribution::{Attribution, Credit, Credits};
pub use ends::EndPair;
pub use error::RulesError;
pub use journey::{Journey, Outcome};
pub use markov::{Chain, Markov, Next, Removal, Transition};
pub use model::Model;
pub use rules::{Rules, Worth};
pub use shapley::{Method, Shapley, Share};
pub use tally::Tally;

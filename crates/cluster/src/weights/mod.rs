//! Weights of several scores: from pairwise judgements ([`judgement`]), or from the data alone
//! ([`entropy`]).

mod ahp;
mod entropy;
mod error;

pub use ahp::{Ahp, judgement};
pub use entropy::{Entropy, entropy};
pub use error::{EntropyError, JudgementError};

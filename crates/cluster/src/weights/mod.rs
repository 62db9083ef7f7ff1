//! Weights of several scores: from pairwise judgements ([`judgement`]), or from the data alone
//! ([`entropy`]).

mod ahp;
mod entropy;

pub use ahp::{Ahp, JudgementError, judgement};
pub use entropy::{Entropy, EntropyError, entropy};

//! [`RulesError`]: why the conventions of an attribution have no meaning.

use crate::Rules;

/// Why the conventions of an attribution have no meaning.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RulesError {
    /// No channel, or more than the bits of a set.
    #[error("{0} channels, expected 1 to {most}", most = Rules::MOST_CHANNELS)]
    Channels(usize),
    /// The direct channel is none of the channels.
    #[error("the direct channel is none of the channels")]
    Direct,
    /// Parts by position that are negative or do not make a whole.
    #[error(
        "the parts by position are {0:?}, expected three that are not negative and add up to 1, not all of it between"
    )]
    Position([f64; 3]),
    /// A half-life that is no time.
    #[error("the half-life is {0}, expected more than 0")]
    HalfLife(f64),
    /// A chain that remembers nothing, or too much.
    #[error("the order of the Markov chain is {0}, expected 1 to {most}", most = Rules::MOST_ORDER)]
    Order(u8),
    /// Too few orders of channels for an error of their mean.
    #[error("{0} permutations, expected at least 2")]
    Permutations(u32),
}

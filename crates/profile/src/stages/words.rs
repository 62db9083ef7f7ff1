//! How names of events, and words in texts, are compared.

use fourr_cell::fold;

/// A text in small letters of one width, its words joined by underscores.
pub(super) fn plain(text: &str) -> String {
    fold::trimmed(text).to_lowercase().replace([' ', '-'], "_")
}

/// Whether a text contains a word; a word of Latin letters not as a part of another one: `member`, but not `remember`.
pub(super) fn contains(text: &str, word: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let alone = |(at, found): (usize, &str)| {
        let (before, after) = (
            text[..at].chars().next_back(),
            text[at + found.len()..].chars().next(),
        );
        !word.is_ascii() || (!letter(before) && !letter(after))
    };
    text.match_indices(word).any(alone)
}

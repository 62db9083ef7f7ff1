//! Several spellings of one value: the same words in other case, order, width or with other signs between them.

use std::collections::BTreeMap;

use fourr_cell::fold;

use super::column::Coded;

/// Values of one column that are spellings of one, the most frequent first.
pub(super) fn clusters(column: &Coded) -> Vec<Vec<u32>> {
    let mut by_key: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (code, value) in (0..).zip(&column.values) {
        if !column.missing[code as usize] {
            by_key.entry(fingerprint(value)).or_default().push(code);
        }
    }
    let mut found: Vec<Vec<u32>> = by_key
        .into_iter()
        .filter(|(key, codes)| codes.len() > 1 && key.chars().any(char::is_alphabetic))
        .map(|(_, codes)| codes)
        .collect();
    for codes in &mut found {
        codes.sort_by_key(|&code| (std::cmp::Reverse(column.counts[code as usize]), code));
    }
    found
}

/// Words of a text up to which their order does not matter.
const FREE_ORDER: usize = 6;

/// The words of a text in small letters and half width, without signs; a few words without digits sorted, each once
/// (the fingerprint of `OpenRefine`).
///
/// Signs beside digits stay: 1.5 is not 15.
pub(super) fn fingerprint(value: &str) -> String {
    let folded = fold::trimmed(value).to_lowercase();
    let mut words: Vec<String> = folded
        .split_whitespace()
        .map(|word| {
            let digits = word.chars().any(|c| c.is_ascii_digit());
            word.chars()
                .filter(|c| c.is_alphanumeric() || digits)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    let letters = !folded.chars().any(|c| c.is_ascii_digit());
    if letters && words.len() <= FREE_ORDER {
        words.sort_unstable();
        words.dedup();
    }
    words.join(" ")
}

/// Log-odds that a value is another spelling of the most frequent one of its cluster: by their counts.
pub(super) fn logit(count: u32, most: u32) -> f64 {
    (f64::from(most) / f64::from(count.max(1))).ln() - 0.5
}

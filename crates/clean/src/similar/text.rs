//! [`normalise`]: what of a text counts when records are compared.

use fourr_cell::fold;
use pinyin::ToPinyin;

/// A text in half width and small letters, without spaces and `-_,.()·`.
pub fn normalise(text: &str) -> Vec<char> {
    fold::trimmed(text)
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | ',' | '.' | '(' | ')' | '·'))
        .collect()
}

/// A normalised name by its sound: each Chinese character as its pinyin without tone, everything else as it is.
pub fn sound(name: &[char]) -> Vec<char> {
    let mut sound = Vec::with_capacity(name.len() * 4);
    for &c in name {
        match c.to_pinyin() {
            Some(pinyin) => sound.extend(pinyin.plain().chars()),
            None => sound.push(c),
        }
    }
    sound
}

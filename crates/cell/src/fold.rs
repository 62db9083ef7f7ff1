//! Width folding: the typing habits of a Chinese keyboard, undone.
//!
//! This is deliberately less than Unicode NFKC, which would also turn ① into 1 and ㎡ into m2 and
//! so change what a cell says.

use std::borrow::Cow;

/// How far a full-width form lies above the ASCII character it repeats.
const FULL_WIDTH_OFFSET: u32 = 0xFEE0;

/// Folds full-width characters to half-width ones and deletes what has no width.
///
/// - `！` to `～` (U+FF01 to U+FF5E) become ASCII, `￥` (U+FFE5) becomes `¥`;
/// - the ideographic space (U+3000) and the no-break space (U+00A0) become a space;
/// - zero-width spaces and joiners, direction marks (they come along when a telephone number is
///   copied from a contact list) and the byte-order mark are deleted.
///
/// Everything else stays. Folding twice changes nothing more. Text that needs no change is borrowed.
///
/// ```
/// assert_eq!(fourr_cell::fold::fold("￥１，２３４．５"), "¥1,234.5");
/// assert_eq!(fourr_cell::fold::fold("①㎡"), "①㎡");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(begins_foldable) {
        return Cow::Borrowed(text);
    }
    let changed = text.char_indices().find(|&(_, c)| fold_char(c) != Some(c));
    let Some((start, _)) = changed else {
        return Cow::Borrowed(text);
    };
    let (same, rest) = text.split_at(start);
    let mut folded = String::with_capacity(text.len());
    folded.push_str(same);
    folded.extend(rest.chars().filter_map(fold_char));
    Cow::Owned(folded)
}

/// [`fold`]s and then removes white space, of any kind, from both ends.
///
/// ```
/// assert_eq!(fourr_cell::fold::trimmed("　９９元 "), "99元");
/// ```
pub fn trimmed(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    match fold(text.trim()) {
        Cow::Borrowed(same) => Cow::Borrowed(same),
        // A deleted zero-width character may have stood outside a space.
        Cow::Owned(folded) => {
            let inner = folded.trim();
            if inner.len() == folded.len() {
                Cow::Owned(folded)
            } else {
                Cow::Owned(inner.to_owned())
            }
        }
    }
}

/// Whether [`trimmed`] surely gives the text back, as bytes tell: true of nearly all cells, Chinese ones too.
///
/// ```
/// use fourr_cell::fold::is_plain;
/// assert!(is_plain("小程序") && is_plain("O000001") && !is_plain(" 1") && !is_plain("１"));
/// ```
pub fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    // U+1680 is the only other space beyond ASCII.
    let told = |byte: &u8| !begins_foldable(*byte) && *byte != 0xE1;
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) => *first > b' ' && *last > b' ' && bytes.iter().all(told),
        _ => true,
    }
}

/// Whether a byte of UTF-8 may begin a character that folds: U+00A0, U+2000 and above, U+3000, U+FE00 and above.
fn begins_foldable(byte: u8) -> bool {
    matches!(byte, 0xC2 | 0xE2 | 0xE3 | 0xEF)
}

/// What one character folds to; `None` when it is deleted.
pub(crate) fn fold_char(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - FULL_WIDTH_OFFSET),
        '\u{3000}' | '\u{A0}' => Some(' '),
        '\u{FFE5}' => Some('¥'),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_full_width_ascii_folds_to_its_half() {
        let full: String = ('\u{FF01}'..='\u{FF5E}').collect();
        let half: String = ('!'..='~').collect();
        assert_eq!(fold(&full), half);
    }

    #[test]
    fn compatibility_forms_beyond_width_are_kept() {
        for text in ["①", "㎡", "½", "ﬁ", "㈱", "数字营销", "÷×"] {
            assert!(
                matches!(fold(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    #[test]
    fn zero_width_characters_vanish_and_uncover_spaces() {
        assert_eq!(fold("\u{FEFF}1\u{200B}2\u{2060}"), "12");
        assert_eq!(fold("\u{202D}138\u{202C}"), "138");
        assert_eq!(trimmed("\u{FEFF} 12 \u{200B}"), "12");
        assert_eq!(trimmed("\u{3000}\u{A0}\t\u{200B}"), "");
    }

    #[test]
    fn bytes_tell_of_every_character_what_folds() {
        for c in ('\0'..=char::MAX).filter(|c| *c != 'a') {
            let text = c.to_string();
            assert!(
                fold_char(c) == Some(c) || text.bytes().any(begins_foldable),
                "{c:?}"
            );
            for text in [
                text.clone(),
                format!("a{c}"),
                format!("{c}a"),
                format!("a{c}a"),
            ] {
                if is_plain(&text) {
                    let folded: String = text.chars().filter_map(fold_char).collect();
                    assert_eq!(folded.trim(), text, "{c:?}");
                }
            }
        }
    }

    #[test]
    fn unchanged_text_is_borrowed() {
        assert!(matches!(fold("1234.5"), Cow::Borrowed("1234.5")));
        assert!(matches!(trimmed("\u{3000}北京 "), Cow::Borrowed("北京")));
    }
}

//! Characters that would act instead of being read.

/// `text` with control characters and bidirectional overrides replaced by `�`.
///
/// Line breaks and tabs stay. An override could make `evil.exe` read as `exe.live`, and an escape
/// character could drive the reader's terminal.
pub(crate) fn visible(text: &str) -> String {
    let show = |c: char| {
        if acts(c) {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    text.chars().map(show).collect()
}

fn acts(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Line and paragraph separators; embeddings, overrides and isolates of either direction.
        '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_and_controls_become_visible_and_text_stays() {
        assert_eq!(visible("a\u{202E}b\u{0}c\u{1B}[31m"), "a�b�c�[31m");
        assert_eq!(visible("会员\t一\n二 é 👪"), "会员\t一\n二 é 👪");
    }
}

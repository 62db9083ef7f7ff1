//! Sentences in lines of a terminal.

/// Breaks `text` into lines of at most `width` columns: between words in Latin script, between characters
/// in Chinese, never before a closing mark. A word wider than a line stands alone.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && columns(&line) + columns(piece.trim_end()) > width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(if line.is_empty() {
            piece.trim_start()
        } else {
            piece
        });
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Pieces that stay in one line: a word with the blank behind it, or a Chinese character, each with the
/// marks that close it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        let end = place + letter.len_utf8();
        let Some((_, next)) = letters.peek() else {
            break;
        };
        let breaks = letter == ' ' || is_wide(letter) || is_wide(*next);
        if breaks && !closes(*next) && !opens(letter) && *next != ' ' {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn opens(letter: char) -> bool {
    "（「《“(".contains(letter)
}

fn closes(letter: char) -> bool {
    "，。；：、？！）」》”,.;:)%".contains(letter)
}

/// Columns that a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(is_wide(c))).sum()
}

/// Whether a character is two columns wide: Chinese characters and full-width forms.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_marks_stay_with_them() {
        assert_eq!(wrap("one two, three", 8), ["one two,", "three"]);
        assert_eq!(
            wrap("再消费 1,234.5 元，得 5 分", 14),
            ["再消费 1,234.5", "元，得 5 分"]
        );
        assert_eq!(wrap("一二三四，五", 8), ["一二三", "四，五"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrap("", 4), [""]);
    }
}

//! Breaking text into lines, by words in Latin script and by characters in Chinese.

/// A text in lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wrapped {
    pub(crate) lines: Vec<String>,
    /// Whether every word is whole and nothing was cut.
    pub(crate) intact: bool,
}

/// Breaks `text` into at most `max_lines` lines that `measure` finds at most `width` wide. What does not fit is
/// cut with an ellipsis; a word that is wider than a line is broken.
pub(crate) fn wrap(
    text: &str,
    width: f64,
    max_lines: usize,
    measure: impl Fn(&str) -> f64,
) -> Wrapped {
    if measure(text) <= width {
        return Wrapped {
            lines: vec![text.trim().to_owned()],
            intact: true,
        };
    }
    let mut lines: Vec<String> = Vec::new();
    let mut intact = true;
    let mut line = String::new();
    for piece in pieces(text) {
        if measure(format!("{line}{piece}").trim_end()) <= width {
            line.push_str(piece);
            continue;
        }
        if !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line).trim().to_owned());
        }
        for character in piece.trim_start().chars() {
            line.push(character);
            if measure(&line) > width {
                intact = false;
                if line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, character.to_string()));
                }
            }
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim().to_owned());
    }
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        intact = false;
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && measure(&format!("{last}…")) > width {
                last.pop();
            }
            last.push('…');
        }
    }
    Wrapped { lines, intact }
}

/// The parts of a text between which a line may break: after a space or a hyphen, and around Chinese characters,
/// but never before closing or after opening punctuation.
fn pieces(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((_, current)) = characters.next() {
        let Some(&(next_at, next)) = characters.peek() else {
            break;
        };
        let wide = is_wide(current) || is_wide(next);
        let after = current == ' ' || matches!(current, '-' | '/' | '·') && next.is_alphanumeric();
        if next != ' ' && (after || wide && !closes(next) && !opens(current)) {
            parts.push(&text[start..next_at]);
            start = next_at;
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Chinese characters, kana and full-width forms.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

fn closes(character: char) -> bool {
    "，。、；：！？）》】」』”’%…·,.;:!?)]}".contains(character)
}

fn opens(character: char) -> bool {
    "（《【「『“‘([{".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chinese characters are 2 wide, others 1.
    fn measure(text: &str) -> f64 {
        text.chars()
            .map(|c| if c.is_ascii() { 1.0 } else { 2.0 })
            .sum()
    }

    #[test]
    fn lines_break_at_words_and_between_chinese_characters() {
        let cases: [(&str, f64, &[&str], bool); 6] = [
            ("short", 10.0, &["short"], true),
            ("new customer offer", 12.0, &["new customer", "offer"], true),
            (
                "微信小程序首单立减",
                8.0,
                &["微信小程", "序首单立", "减"],
                true,
            ),
            ("首单（立减）", 7.0, &["首单", "（立", "减）"], true),
            (
                "Supercalifragilistic",
                8.0,
                &["Supercal", "ifragili", "stic"],
                false,
            ),
            (
                "一二三四五六七八九十一二三",
                6.0,
                &["一二三", "四五六", "七八…"],
                false,
            ),
        ];
        for (text, width, lines, intact) in cases {
            let wrapped = wrap(text, width, 3, measure);
            assert_eq!(wrapped.lines, lines, "{text}");
            assert_eq!(wrapped.intact, intact, "{text}");
        }
    }

    #[test]
    fn hopeless_width_still_ends() {
        let wrapped = wrap("中文", 0.0, 2, measure);
        assert_eq!((wrapped.lines.len(), wrapped.intact), (2, false));
        assert_eq!(wrap("", 0.0, 1, measure).lines, [""]);
    }
}

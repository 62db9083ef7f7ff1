//! Text as a workbook can hold it.

use std::borrow::Cow;

use fourr_locale::Lang;

use crate::label::Label;
use crate::visible::visible;
use crate::{Cell, Prose, Span};

/// Characters that a cell can hold, counted as UTF-16 does.
const MOST: usize = 32_767;

/// `text` with nothing in it that would act, cut where a cell ends, with the number of characters left
/// out. The characters that XML forbids are among those that act.
pub(super) fn cell(text: &str, lang: Lang) -> Cow<'_, str> {
    let forbidden = |c: char| matches!(c, '\u{FFFE}' | '\u{FFFF}') || c.is_control();
    let plain = text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control());
    let shown = if plain {
        Cow::Borrowed(text)
    } else {
        let shown = visible(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
        debug_assert!(!shown.contains(|c| forbidden(c) && !matches!(c, '\n' | '\t')));
        Cow::Owned(shown)
    };
    if shown.len() <= MOST || length(&shown) <= MOST {
        return shown;
    }
    Cow::Owned(cut(&shown, lang))
}

/// Characters as a workbook counts them.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn cut(text: &str, lang: Lang) -> String {
    let note = |rest: usize| {
        let rest = [Span::from(Cell::Count(rest as u64))];
        Prose::fill(Label::Cut.text(lang), &rest).text(lang)
    };
    // As long as the note can be.
    let room = MOST - length(&note(text.len()));
    let mut taken = 0;
    let kept = text.chars().take_while(|c| {
        taken += c.len_utf16();
        taken <= room
    });
    let kept: String = kept.collect();
    let rest = text.chars().count() - kept.chars().count();
    kept + &note(rest)
}

/// How wide a text is, in Latin letters; a Chinese character is two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(of_char).sum()
}

fn of_char(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

/// `text` in lines of at most `most` Latin letters, broken at spaces and between Chinese characters, but
/// not before a mark that closes.
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    text.split('\n')
        .flat_map(|line| wrapped(line, most))
        .collect()
}

fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if width(&line) + width(word.trim_end()) > most && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(word);
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Pieces between which a line may break.
fn words(text: &str) -> Vec<&str> {
    const CLOSING: &str = "，。；：、！？）》」』”’%,.;:!?)]}";
    const OPENING: &str = "（《「『“‘([{";
    let mut words = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let wide = |c: char| of_char(c) == 2;
        let breaks = before.is_some_and(|before| {
            let apart = before == ' ' || wide(c) || wide(before);
            apart && c != ' ' && !CLOSING.contains(c) && !OPENING.contains(before)
        });
        if breaks {
            words.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    words.push(&text[start..]);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_says_by_how_much() {
        let text = "x".repeat(40_000);
        let cell = cell(&text, Lang::En);
        assert!(length(&cell) <= MOST);
        let kept = cell.chars().take_while(|c| *c == 'x').count();
        let note = format!(
            "... ({} more characters)",
            Lang::En.count(40_000 - kept as u64)
        );
        assert!(cell.ends_with(&note), "{}", &cell[kept..]);
        // A character beyond the basic plane counts twice.
        assert!(length(&super::cell(&"👪".repeat(20_000), Lang::Zh)) <= MOST);
        assert_eq!(
            super::cell(&"好".repeat(32_767), Lang::Zh).chars().count(),
            32_767
        );
    }

    #[test]
    fn what_xml_forbids_becomes_visible() {
        assert_eq!(
            cell("a\u{0}\u{FFFF}\r\u{1B}b", Lang::En),
            "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b"
        );
    }

    #[test]
    fn lines_break_at_spaces_and_between_chinese_characters() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("最近一次消费（R）", 9), ["最近一次", "消费（R）"]);
        assert_eq!(lines("共消费。", 6), ["共消", "费。"]);
        assert_eq!(lines("", 9), [""]);
        assert_eq!(lines("a\nb", 9), ["a", "b"]);
    }
}

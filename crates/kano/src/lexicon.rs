//! [`Lexicon`]: what the words of an answer mean.

use std::borrow::Cow;

use foldhash::fast::FixedState;
use fourr_cell::{fold, missing, number};
use hashbrown::HashMap;

use crate::{
    Answer, Answers, Coding, Kano,
    answer::{MISSING, OFF_SCALE},
};

/// The usual wordings. English ones are those of Berger et al. 1993, Sauerwein et al. 1996 and Blauth's and Reppel's
/// surveys.
const WORDS: [(Answer, &[&str]); 5] = [
    (
        Answer::Like,
        &[
            "我很喜欢",
            "很喜欢",
            "非常喜欢",
            "我喜欢",
            "喜欢",
            "我喜欢这样",
            "很满意",
            "非常满意",
            "满意",
            "like",
            "i like it",
            "like it",
            "i like it that way",
            "i like it this way",
            "i enjoy it that way",
            "i enjoy it",
            "this would be very helpful to me",
        ],
    ),
    (
        Answer::MustBe,
        &[
            "理应如此",
            "它理应如此",
            "理所当然",
            "理应这样",
            "应该如此",
            "必须如此",
            "必须这样",
            "理所应当",
            "must-be",
            "must be",
            "expect",
            "expect it",
            "i expect it",
            "i expect it that way",
            "i expect it to be that way",
            "it must be that way",
            "it must be this way",
            "i must be that way",
            "it is a basic necessity or i expect it that way",
            "this is a basic requirement for me",
        ],
    ),
    (
        Answer::Neutral,
        &[
            "无所谓",
            "我无所谓",
            "中立",
            "没有感觉",
            "没感觉",
            "neutral",
            "i am neutral",
            "i'm neutral",
            "i feel neutral",
            "i don't care",
            "this would not affect me",
        ],
    ),
    (
        Answer::LiveWith,
        &[
            "可以忍受",
            "勉强接受",
            "能忍受",
            "我能忍受",
            "可忍受",
            "可以接受",
            "能接受",
            "勉强可以接受",
            "live with",
            "live-with",
            "live with it",
            "i can live with it",
            "i can live with it that way",
            "tolerate",
            "tolerate it",
            "i can tolerate it",
            "i can accept it to be that way",
            "i dislike it, but i can live with it that way",
            "this would be a minor inconvenience",
        ],
    ),
    (
        Answer::Dislike,
        &[
            "我很不喜欢",
            "很不喜欢",
            "非常不喜欢",
            "我不喜欢",
            "不喜欢",
            "我不喜欢这样",
            "很不满意",
            "非常不满意",
            "不满意",
            "讨厌",
            "无法接受",
            "dislike",
            "dislike it",
            "i dislike it",
            "i dislike it that way",
            "i dislike it this way",
            "i dislike it, and i can't accept it",
            "this would be a major problem for me",
        ],
    ),
];

/// How a cell said what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In words.
    Words,
    /// As a number.
    Number,
    /// Not at all.
    None,
}

/// What cells mean: of answers, or of importance.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    words: HashMap<String, u8, FixedState>,
    /// The code of each number from 0; the last one is for all others.
    pub(crate) numbers: [u8; 16],
    /// The code of what is not on the scale.
    pub(crate) off: u8,
}

impl Lexicon {
    /// Of answers, under the coding in force.
    pub(crate) fn answers(kano: &Kano) -> Self {
        let mut words = HashMap::default();
        for (answer, wordings) in WORDS {
            for wording in wordings {
                words.insert((*wording).to_owned(), answer.code());
            }
        }
        for word in &kano.word {
            words.insert(spelling(&word.text), word.means.code());
        }
        let scale: &[u8] = match kano.answers {
            Answers::Five => &[1, 2, 3, 4, 5],
            Answers::Three => &[1, 3, 5],
        };
        let mut numbers = [OFF_SCALE; 16];
        for (place, code) in scale.iter().enumerate() {
            numbers[place + 1] = match kano.coding() {
                Coding::LikeFirst => *code,
                Coding::DislikeFirst => 6 - code,
            };
        }
        Self {
            words,
            numbers,
            off: OFF_SCALE,
        }
    }

    /// Of importance from 1 to 9.
    pub(crate) fn importance() -> Self {
        let off = 10;
        let mut numbers = [off; 16];
        for (number, code) in (1..=9).enumerate() {
            numbers[number + 1] = code;
        }
        Self {
            words: HashMap::default(),
            numbers,
            off,
        }
    }

    /// The code of a number.
    pub(crate) fn number(&self, value: i64) -> u8 {
        let last = self.numbers.len() - 1;
        let place = usize::try_from(value).unwrap_or(last).min(last);
        self.numbers[place]
    }

    /// The code of a text, and how it says so.
    pub(crate) fn text(&self, text: &str) -> (u8, Form) {
        let spelt = spelling(text);
        if let Some(code) = self.words.get(spelt.as_str()) {
            return (*code, Form::Words);
        }
        if missing::classify(text).is_some() {
            return (MISSING, Form::None);
        }
        if let Some(value) = whole(&spelt) {
            return (self.number(value), Form::Number);
        }
        // "1 - I like it", "A. 我很喜欢", "3分"
        let (leading, rest) = leading(&spelt);
        if let Some(code) = self.words.get(rest.as_ref()) {
            return (*code, Form::Words);
        }
        match leading {
            Some(value) if self.words.is_empty() || rest.is_empty() || rest == "分" => {
                (self.number(value), Form::Number)
            }
            _ => (self.off, Form::None),
        }
    }
}

/// One spelling of a wording: half width, lower case, single blanks, straight apostrophes, no stop at the end.
fn spelling(text: &str) -> String {
    let folded = fold::fold(text)
        .to_lowercase()
        .replace(['’', '‘', '`'], "'");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let joined = words.join(" ");
    joined
        .trim_end_matches(['.', '。', '!', ';', ','])
        .to_owned()
}

fn whole(text: &str) -> Option<i64> {
    let fixed = number::parse_fixed4(text).ok()?;
    (fixed % 10_000 == 0).then_some(fixed / 10_000)
}

/// The number that a text begins with, and what follows it or an enumerating letter.
fn leading(text: &str) -> (Option<i64>, Cow<'_, str>) {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = |at: usize| {
        let rest =
            text[at..].trim_start_matches(['.', '、', ')', ':', '-', '=', '–', '—', ' ', '(']);
        Cow::Borrowed(rest.trim_end_matches(')'))
    };
    if digits > 0 {
        return (text[..digits].parse().ok(), after(digits));
    }
    let enumerated = text
        .as_bytes()
        .first()
        .is_some_and(|c| (b'a'..=b'e').contains(c))
        && text[1..].starts_with(['.', '、', ')', ':']);
    (None, after(usize::from(enumerated)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_both_languages_and_numbers_are_understood() {
        let lexicon = Lexicon::answers(&Kano::default());
        for (text, code) in [
            ("我很喜欢", 1),
            (" 理应如此。", 2),
            ("I’m neutral", 3),
            ("I dislike it, but I can live with it that way", 4),
            ("I dislike it, and I can’t accept it", 5),
            ("A. 我很喜欢", 1),
            ("5 - I dislike it", 5),
            ("５", 5),
            ("3分", 3),
            ("2.0", 2),
            ("2.5", 6),
            ("6", 6),
            ("-1", 6),
            ("maybe", 6),
            ("", 0),
            ("N/A", 0),
        ] {
            assert_eq!(lexicon.text(text).0, code, "{text}");
        }
    }

    #[test]
    fn numbers_follow_the_coding_and_words_do_not() {
        let kano = Kano {
            coding: Some(Coding::DislikeFirst),
            answers: Answers::Three,
            ..Kano::default()
        };
        let lexicon = Lexicon::answers(&kano);
        let codes = ["1", "2", "3", "4", "like"].map(|text| lexicon.text(text).0);
        assert_eq!(codes, [5, 3, 1, 6, 1]);
    }

    #[test]
    fn importance_is_read_from_the_number_that_a_text_begins_with() {
        let lexicon = Lexicon::importance();
        let codes =
            ["3 - Somewhat important", "9", "10", "very", ""].map(|text| lexicon.text(text).0);
        assert_eq!(codes, [3, 9, 10, 10, 0]);
    }
}

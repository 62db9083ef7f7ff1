//! [`TextTest`]: what a rule asks of a text.

use regex::{Regex, RegexBuilder};

use super::Comparison;

/// What a rule asks of a text; it is asked once a distinct text, never once a row.
#[derive(Debug, Clone)]
pub(crate) enum TextTest {
    /// One of these, character for character.
    OneOf(Vec<String>),
    /// Before or after, by code point.
    Compare(Comparison, String),
    /// Like, a regular expression, contains, ...
    Matches(Regex),
}

/// Largest compiled regular expression, in bytes.
const LARGEST: usize = 1 << 20;

impl TextTest {
    pub(crate) fn holds(&self, text: &str) -> bool {
        match self {
            Self::OneOf(texts) => texts.iter().any(|one| one == text),
            Self::Compare(op, other) => match op {
                Comparison::Equal => text == other,
                Comparison::NotEqual => text != other,
                Comparison::Less => text < other.as_str(),
                Comparison::LessOrEqual => text <= other.as_str(),
                Comparison::Greater => text > other.as_str(),
                Comparison::GreaterOrEqual => text >= other.as_str(),
            },
            Self::Matches(regex) => regex.is_match(text),
        }
    }

    /// A regular expression that may match anywhere.
    pub(crate) fn regex(pattern: &str) -> Result<Self, String> {
        let built = RegexBuilder::new(pattern).size_limit(LARGEST).build();
        built
            .map(Self::Matches)
            .map_err(|error| last_line(&error.to_string()))
    }

    /// SQL's like: `%` is any text, `_` one character.
    pub(crate) fn like(pattern: &str, fold_case: bool) -> Result<Self, String> {
        let mut regex = String::from("^");
        for c in pattern.chars() {
            match c {
                '%' => regex.push_str(".*"),
                '_' => regex.push('.'),
                c => regex.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
        }
        regex.push('$');
        let built = RegexBuilder::new(&regex)
            .dot_matches_new_line(true)
            .case_insensitive(fold_case)
            .size_limit(LARGEST)
            .build();
        built
            .map(Self::Matches)
            .map_err(|error| last_line(&error.to_string()))
    }
}

/// The sentence of a message that quotes the pattern above it.
fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or(message);
    line.trim().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_takes_only_its_two_signs() {
        let like = |pattern, text| TextTest::like(pattern, false).unwrap().holds(text);
        assert!(
            like("北%", "北京") && like("_京", "北京") && like("a.c", "a.c") && like("%", "a\nb")
        );
        assert!(!like("a.c", "abc") && !like("北", "北京"));
        assert!(TextTest::like("VIP%", true).unwrap().holds("vip3"));
    }
}

//! [`NeedWords`]: which words speak of which need.

use std::{fmt, str::FromStr};

use fourr_cell::fold;
use serde::{Deserialize, Serialize};

use super::{Level, MapError};

/// Words and the needs they speak of, by section 2.8 of the method reference.
const USUAL: [(Level, &[&str]); 5] = [
    (
        Level::Physiological,
        &[
            "低价", "囤货", "食品", "生鲜", "粮油", "零食", "饮料", "日用", "grocery", "food",
            "bargain", "discount", "staple",
        ],
    ),
    (
        Level::Safety,
        &[
            "保障",
            "正品",
            "退换",
            "医疗",
            "保险",
            "健康",
            "药",
            "质保",
            "insurance",
            "medical",
            "health",
            "warranty",
            "genuine",
        ],
    ),
    (
        Level::Belonging,
        &[
            "社群",
            "亲子",
            "送礼",
            "拼团",
            "母婴",
            "家庭",
            "社交",
            "gift",
            "family",
            "community",
            "group_buy",
            "baby",
        ],
    ),
    (
        Level::Esteem,
        &[
            "会员", "奢侈", "品牌", "身份", "高端", "轻奢", "vip", "luxury", "brand", "premium",
            "member",
        ],
    ),
    (
        Level::SelfActualisation,
        &[
            "学习", "公益", "创作", "定制", "教育", "图书", "课程", "learning", "charity",
            "creative", "custom", "book",
        ],
    ),
];

/// A word that speaks of a need: `社群=3`, with a weight: `社群=3:2`, or of none: `社群=0`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct NeedWord {
    /// The word; a tag that contains it speaks of the need.
    pub word: String,
    /// The need; `None` takes the word out of the list.
    pub level: Option<Level>,
    /// How much it counts.
    pub weight: f64,
}

impl FromStr for NeedWord {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Self, MapError> {
        let wrong = || MapError::Level(text.to_owned());
        let (word, said) = text.rsplit_once('=').ok_or_else(wrong)?;
        let (level, weight) = said.split_once(':').unwrap_or((said, "1"));
        let level: u8 = level.trim().parse().map_err(|_| wrong())?;
        let weight: f64 = weight.trim().parse().map_err(|_| wrong())?;
        if word.trim().is_empty() || level > 5 || !(weight > 0.0 && weight.is_finite()) {
            return Err(wrong());
        }
        Ok(Self {
            word: word.trim().to_owned(),
            level: Level::of_number(level),
            weight,
        })
    }
}

impl TryFrom<String> for NeedWord {
    type Error = MapError;

    fn try_from(text: String) -> Result<Self, MapError> {
        text.parse()
    }
}

impl From<NeedWord> for String {
    fn from(word: NeedWord) -> Self {
        word.to_string()
    }
}

impl fmt::Display for NeedWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = self.level.map_or(0, Level::number);
        if (self.weight - 1.0).abs() < f64::EPSILON {
            write!(f, "{}={level}", self.word)
        } else {
            write!(f, "{}={level}:{}", self.word, self.weight)
        }
    }
}

/// Which words speak of which need.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct NeedWords(Vec<NeedWord>);

impl NeedWords {
    /// The usual words, changed by some of one's own.
    pub fn usual(own: &[NeedWord]) -> Self {
        let usual = USUAL.iter().flat_map(|(level, words)| {
            words.iter().map(|word| NeedWord {
                word: (*word).to_owned(),
                level: Some(*level),
                weight: 1.0,
            })
        });
        let mut words = Self(usual.collect());
        for word in own {
            words
                .0
                .retain(|other| plain(&other.word) != plain(&word.word));
            words.0.push(word.clone());
        }
        words.0.retain(|word| word.level.is_some());
        words
    }

    /// These words alone.
    pub fn only(words: Vec<NeedWord>) -> Self {
        Self(words)
    }

    /// What a text speaks of: the weight of each level, of the heaviest of its words in the text.
    pub fn said(&self, text: &str) -> [f64; 5] {
        let text = plain(text);
        let mut said = [0.0_f64; 5];
        for word in &self.0 {
            if let Some(level) = word.level.filter(|_| contains(&text, &plain(&word.word))) {
                let place = &mut said[level as usize];
                *place = place.max(word.weight);
            }
        }
        said
    }

    /// The words.
    pub fn words(&self) -> &[NeedWord] {
        &self.0
    }

    /// Those of the words that one of some texts contains.
    #[must_use]
    pub fn used_by<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Self {
        let texts: Vec<String> = texts.map(plain).collect();
        let used = |word: &&NeedWord| texts.iter().any(|text| contains(text, &plain(&word.word)));
        Self(self.0.iter().filter(used).cloned().collect())
    }
}

fn plain(text: &str) -> String {
    fold::trimmed(text).to_lowercase().replace([' ', '-'], "_")
}

/// Whether a text contains a word; a word of Latin letters not as a part of another one: `member`, but not `remember`.
fn contains(text: &str, word: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_inside_texts_but_not_inside_words() {
        let words = NeedWords::usual(&[]);
        assert_eq!(words.said("低价敏感"), [1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(words.said("VIP 会员"), [0.0, 0.0, 0.0, 1.0, 0.0]);
        assert_eq!(words.said("remember"), [0.0; 5]);
        assert_eq!(words.said("会员社群"), [0.0, 0.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn own_words_have_weights_and_may_take_words_out() {
        let own = ["会员=3:2.5", "低价=0"].map(|word| word.parse().unwrap());
        let words = NeedWords::usual(&own);
        assert_eq!(words.said("会员"), [0.0, 0.0, 2.5, 0.0, 0.0]);
        assert_eq!(words.said("低价"), [0.0; 5]);
        for text in ["会员", "会员=6", "会员=x", "=1", "会员=1:-1"] {
            assert!(text.parse::<NeedWord>().is_err(), "{text}");
        }
    }
}

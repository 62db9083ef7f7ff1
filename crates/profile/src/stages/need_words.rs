//! [`NeedWords`]: which words speak of which need.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    Level, MapError,
    words::{contains, plain},
};

/// Words and the needs they speak of, by section 2.8 of the method reference.
const USUAL: [(Level, &[&str]); 5] = [
    (
        Level::Physiological,
        &[
            "低价",
            "囤货",
            "食品",
            "生鲜",
            "粮油",
            "零食",
            "饮料",
            "日用",
            "水果",
            "蔬菜",
            "米面",
            "调味",
            "乳品",
            "清洁",
            "洗护",
            "个人护理",
            "身体护理",
            "纸品",
            "grocery",
            "food",
            "bargain",
            "discount",
            "staple",
            "meat",
            "meats",
            "fish",
            "fruit",
            "fruits",
            "dairy",
            "bread",
            "beverage",
            "snack",
            "produce",
            "cleaning",
            "household",
            "personal_care",
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
            "保健",
            "药",
            "质保",
            "安防",
            "急救",
            "口罩",
            "insurance",
            "medical",
            "health",
            "warranty",
            "genuine",
            "pharmacy",
            "vitamin",
            "vitamins",
            "safety",
        ],
    ),
    (
        Level::Belonging,
        &[
            "社群",
            "亲子",
            "送礼",
            "礼盒",
            "礼品",
            "鲜花",
            "拼团",
            "母婴",
            "家庭",
            "社交",
            "宠物",
            "玩具",
            "gift",
            "gifts",
            "family",
            "community",
            "group_buy",
            "baby",
            "pet",
            "pets",
            "toy",
            "toys",
            "flowers",
            "party",
        ],
    ),
    (
        Level::Esteem,
        &[
            "会员",
            "奢侈",
            "品牌",
            "身份",
            "高端",
            "轻奢",
            "护肤",
            "美妆",
            "彩妆",
            "香水",
            "香氛",
            "珠宝",
            "首饰",
            "手表",
            "箱包",
            "vip",
            "luxury",
            "brand",
            "premium",
            "member",
            "skincare",
            "makeup",
            "cosmetics",
            "beauty",
            "perfume",
            "fragrance",
            "jewelry",
            "jewellery",
            "watch",
        ],
    ),
    (
        Level::SelfActualisation,
        &[
            "学习", "公益", "创作", "定制", "教育", "图书", "课程", "健身", "运动", "乐器", "手工",
            "绘画", "learning", "charity", "creative", "custom", "book", "books", "course",
            "fitness", "sport", "sports", "hobby", "craft", "music",
        ],
    ),
];

/// Words that speak of no need although a word of the list is in them: 低价值 is low value, and no low price.
const SILENT: &[&str] = &["低价值", "消费品牌", "非会员", "non_member"];

/// A word that speaks of a need: `社群=3`, with a weight: `社群=3:2`, or of none: `社群=0`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct NeedWord {
    /// The word; a value of a tag, or a kind of goods bought, that contains it speaks of the need.
    pub word: String,
    /// The need; `None` for a word that speaks of none.
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
        let silent = SILENT.iter().map(|word| NeedWord {
            word: (*word).to_owned(),
            level: None,
            weight: 1.0,
        });
        let mut words = Self(usual.chain(silent).collect());
        for word in own {
            words
                .0
                .retain(|other| plain(&other.word) != plain(&word.word));
            words.0.push(word.clone());
        }
        words
    }

    /// These words alone.
    pub fn only(words: Vec<NeedWord>) -> Self {
        Self(words)
    }

    /// What a text speaks of: the weight of each level, of the heaviest of its words in the text. A word within a longer one
    /// of the list does not count beside that.
    pub fn said(&self, text: &str) -> [f64; 5] {
        let text = plain(text);
        let found: Vec<(&NeedWord, String)> = self
            .0
            .iter()
            .map(|word| (word, plain(&word.word)))
            .filter(|(_, word)| contains(&text, word))
            .collect();
        let stands_alone = |word: &String| {
            let longer = found
                .iter()
                .filter(|(_, other)| other.len() > word.len() && other.contains(word.as_str()));
            let rest = longer.fold(text.clone(), |rest, (_, other)| rest.replace(other, "\n"));
            contains(&rest, word)
        };
        let mut said = [0.0_f64; 5];
        for (word, plain) in &found {
            if let Some(level) = word.level.filter(|_| stands_alone(plain)) {
                let place = &mut said[level as usize];
                *place = place.max(word.weight);
            }
        }
        said
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of the words that speak of a need and that one of some texts contains.
    #[must_use]
    pub fn used_by<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Self {
        let texts: Vec<String> = texts.map(plain).collect();
        let used = |of: &&NeedWord| {
            let word = plain(&of.word);
            of.level.is_some() && texts.iter().any(|text| contains(text, &word))
        };
        Self(self.0.iter().filter(used).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_inside_texts_but_not_inside_words() {
        let words = NeedWords::usual(&[]);
        assert_eq!(words.said("低价敏感"), [1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(words.said("低价值"), [0.0; 5]);
        assert_eq!(words.said("低价值与低价"), [1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(words.said("护肤礼盒"), [0.0, 0.0, 1.0, 1.0, 0.0]);
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

//! [`Respondent`]: one filled-in questionnaire.

use fourr_locale::Lang;

use super::category::{Category, Pair};
use super::feature::{Feature, GROUPS};
use crate::random::Key;

/// Thousandths of the respondents who do not read the questions.
const CARELESS: u64 = 30;
/// Thousandths of the answers that are left out.
const MISSING: u64 = 20;
/// Draws that a feature has to itself.
const STRIDE: u64 = 16;

/// One filled-in questionnaire.
#[derive(Debug, Clone)]
pub(super) struct Respondent {
    /// The number of the member, from 1.
    pub(super) member: u64,
    pub(super) level: Level,
    /// One a feature.
    pub(super) answers: Vec<Answers>,
}

/// What is said about one feature; none where the answer was left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answers {
    /// 1, like, to 5, dislike: the functional and the dysfunctional question.
    pub(super) pair: [Option<u8>; 2],
    /// 1 to 9.
    pub(super) importance: Option<u8>,
}

/// How a respondent fills in the questionnaire.
#[derive(Debug, Clone, Copy)]
enum Attention {
    Reads,
    /// The same answer to every question.
    StraightLines(u8),
    /// Whatever comes, often the same answer to both questions of a feature.
    Contradicts,
}

/// Levels of membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Regular,
    Silver,
    Gold,
    Diamond,
}

impl Level {
    fn of(key: Key, index: u64) -> Self {
        match key.below(index, 10) {
            0..4 => Self::Regular,
            4..7 => Self::Silver,
            7..9 => Self::Gold,
            _ => Self::Diamond,
        }
    }

    /// Thousandths of its members in the second group: the higher, the more.
    fn second_group(self) -> u64 {
        [150, 300, 700, 900][self as usize]
    }

    pub(crate) fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = [
            ("普通会员", "regular"),
            ("银卡会员", "silver"),
            ("金卡会员", "gold"),
            ("钻石会员", "diamond"),
        ][self as usize];
        lang.pick(zh, en)
    }
}

impl Respondent {
    /// Level and group of the respondent at `index`; `key` is that of the questionnaire.
    pub(super) fn standing(key: Key, index: u64) -> (Level, usize) {
        let key = key.child(index);
        let level = Level::of(key, 0);
        (level, usize::from(key.chance(1, level.second_group())))
    }

    /// The respondent at `index`, asked about `features`; `key` is that of the questionnaire.
    pub(super) fn of<'a>(
        key: Key,
        index: u64,
        features: impl ExactSizeIterator<Item = &'a Feature>,
    ) -> Self {
        let (level, group) = Self::standing(key, index);
        let key = key.child(index);
        let attention = match key.below(2, 2_000) {
            draw if draw < CARELESS => Attention::StraightLines(answer(key, 3)),
            draw if draw < 2 * CARELESS => Attention::Contradicts,
            _ => Attention::Reads,
        };
        let answers = (1..)
            .zip(features)
            .map(|(place, feature)| Answers::of(key, place * STRIDE, feature, group, attention));
        Self {
            member: index + 1,
            level,
            answers: answers.collect(),
        }
    }
}

impl Answers {
    fn of(key: Key, first: u64, feature: &Feature, group: usize, attention: Attention) -> Self {
        debug_assert!(group < GROUPS, "one of the groups");
        let category = if key.chance(first, feature.clarity) {
            feature.planted[group]
        } else {
            Category::of_noise(key, first + 1)
        };
        let pair = match attention {
            Attention::Reads => category.pair(key, first + 2),
            Attention::StraightLines(answer) => [answer; 2],
            Attention::Contradicts => contradiction(key, first + 2),
        };
        let [lowest, highest] = category.importance();
        let importance = lowest + key.below(first + 5, highest - lowest + 1);
        let kept = |value: u8, index: u64| (!key.chance(index, MISSING)).then_some(value);
        Self {
            pair: [kept(pair[0], first + 6), kept(pair[1], first + 7)],
            importance: kept(
                u8::try_from(importance).expect("an importance is at most 9"),
                first + 8,
            ),
        }
    }
}

/// Both questions answered alike by one end of the scale in half of the cases, else any two answers.
fn contradiction(key: Key, first: u64) -> Pair {
    match key.below(first, 4) {
        0 => [1, 1],
        1 => [5, 5],
        _ => [answer(key, first + 1), answer(key, first + 2)],
    }
}

/// Any answer.
fn answer(key: Key, index: u64) -> u8 {
    *key.choose(index, &[1, 2, 3, 4, 5])
}

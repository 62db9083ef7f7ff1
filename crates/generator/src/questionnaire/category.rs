//! [`Category`]: the KANO category of a pair of answers, and which pairs make it.

use fourr_locale::Lang;

use crate::random::Key;

/// What a pair of answers says about a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    MustBe,
    OneDimensional,
    Attractive,
    Indifferent,
    Reverse,
    Questionable,
}

/// Two answers from 1, like, to 5, dislike: to the functional and to the dysfunctional question.
pub(super) type Pair = [u8; 2];

/// Who does not answer as planted: thousandths of M, O, A, I, R and Q.
const NOISE: [(Category, u64); 6] = [
    (Category::MustBe, 190),
    (Category::OneDimensional, 190),
    (Category::Attractive, 210),
    (Category::Indifferent, 330),
    (Category::Reverse, 50),
    (Category::Questionable, 30),
];

impl Category {
    /// The letter of the field: M, O, A, I, R or Q.
    pub(super) fn letter(self) -> &'static str {
        ["M", "O", "A", "I", "R", "Q"][self as usize]
    }

    pub(super) fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = [
            ("必备型", "must-be"),
            ("期望型", "one-dimensional"),
            ("魅力型", "attractive"),
            ("无差异型", "indifferent"),
            ("反向型", "reverse"),
            ("可疑", "questionable"),
        ][self as usize];
        lang.pick(zh, en)
    }

    /// One of the categories, as noise spreads them.
    pub(super) fn of_noise(key: Key, index: u64) -> Self {
        weighted(key, index, &NOISE)
    }

    /// One of the pairs that the evaluation table (Kano et al. 1984) gives this category, those that people
    /// write most being the likeliest.
    pub(super) fn pair(self, key: Key, index: u64) -> Pair {
        let pairs: &[(Pair, u64)] = match self {
            Self::MustBe => &[([2, 5], 6), ([3, 5], 3), ([4, 5], 1)],
            Self::OneDimensional => &[([1, 5], 1)],
            Self::Attractive => &[([1, 2], 1), ([1, 3], 6), ([1, 4], 3)],
            Self::Indifferent => &[
                ([2, 2], 1),
                ([2, 3], 2),
                ([2, 4], 3),
                ([3, 2], 1),
                ([3, 3], 8),
                ([3, 4], 3),
                ([4, 2], 1),
                ([4, 3], 2),
                ([4, 4], 1),
            ],
            Self::Reverse => &[
                ([2, 1], 1),
                ([3, 1], 3),
                ([4, 1], 5),
                ([5, 1], 5),
                ([5, 2], 1),
                ([5, 3], 4),
                ([5, 4], 1),
            ],
            Self::Questionable => &[([1, 1], 3), ([5, 5], 1)],
        };
        weighted(key, index, pairs)
    }

    /// The lowest and the highest importance, 1 to 9, that goes with the category.
    pub(super) fn importance(self) -> [u64; 2] {
        match self {
            Self::MustBe => [6, 9],
            Self::OneDimensional => [5, 9],
            Self::Attractive => [4, 8],
            Self::Indifferent => [2, 6],
            Self::Reverse => [1, 4],
            Self::Questionable => [1, 9],
        }
    }
}

/// One of the items, each as likely as its weight says.
fn weighted<T: Copy>(key: Key, index: u64, items: &[(T, u64)]) -> T {
    let total = items.iter().map(|(_, weight)| weight).sum();
    let mut place = key.below(index, total);
    for (item, weight) in items {
        match place.checked_sub(*weight) {
            None => return *item,
            Some(rest) => place = rest,
        }
    }
    items[items.len() - 1].0
}

#[cfg(test)]
mod tests {
    use super::{Key, NOISE};

    /// Berger et al. (1993): rows answer "if present?", columns "if absent?", both from like to dislike.
    const EVALUATION_TABLE: [&str; 5] = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];

    #[test]
    fn pairs_have_the_category_that_they_are_drawn_for() {
        let key = Key::new(3);
        for (category, _) in NOISE {
            for index in 0..500 {
                let [with, without] = category.pair(key, index).map(usize::from);
                let letter = &EVALUATION_TABLE[with - 1][without - 1..without];
                assert_eq!(letter, category.letter());
            }
        }
    }

    #[test]
    fn noise_is_spread_over_thousandths() {
        assert_eq!(NOISE.iter().map(|(_, weight)| weight).sum::<u64>(), 1_000);
    }
}

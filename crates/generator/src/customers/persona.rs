//! [`Persona`]: who a member is, as planted.

use fourr_locale::Lang;

use crate::random::Key;
use crate::segment::Segment;

/// Who a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Persona {
    /// 都市白领: works in a city, buys for herself or himself.
    Professional,
    /// 精致妈妈: buys for a family.
    Mother,
    /// 校园学生: young, with little money.
    Student,
    /// 银发族: has grown children, or is retired.
    Senior,
}

impl Persona {
    const ALL: [Self; 4] = [
        Self::Professional,
        Self::Mother,
        Self::Student,
        Self::Senior,
    ];

    /// The persona of a member of this segment: who spends much is seldom a student.
    pub(super) fn of(segment: Segment, key: Key) -> Self {
        let shares = if segment.habit().budget.0 >= Segment::ImportantValue.habit().budget.0 {
            [40, 32, 8, 20]
        } else {
            [26, 18, 40, 16]
        };
        let mut point = key.below(0, 100);
        for (persona, share) in Self::ALL.into_iter().zip(shares) {
            match point.checked_sub(share) {
                Some(rest) => point = rest,
                None => return persona,
            }
        }
        unreachable!("shares sum to a hundred")
    }

    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Professional => lang.pick("都市白领", "urban professional"),
            Self::Mother => lang.pick("精致妈妈", "young mother"),
            Self::Student => lang.pick("校园学生", "student"),
            Self::Senior => lang.pick("银发族", "senior"),
        }
    }

    /// Thousandths who are women.
    fn women(self) -> u64 {
        match self {
            Self::Professional => 620,
            Self::Mother => 960,
            Self::Student => 700,
            Self::Senior => 550,
        }
    }

    /// Lowest and highest age on the first day of the order log.
    fn ages(self) -> [u64; 2] {
        match self {
            Self::Professional => [25, 38],
            Self::Mother => [27, 42],
            Self::Student => [18, 23],
            Self::Senior => [52, 70],
        }
    }

    pub(super) fn is_female(self, key: Key) -> bool {
        key.chance(1, self.women())
    }

    pub(super) fn age(self, key: Key) -> u64 {
        let [lowest, highest] = self.ages();
        lowest + key.below(2, highest - lowest + 1)
    }
}

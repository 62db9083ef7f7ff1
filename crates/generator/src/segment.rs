//! [`Segment`]: the eight planted customer types and how each of them buys.

use fourr_locale::Lang;

/// One of the eight RFM types (八类客户), by recency, frequency and monetary value above or below the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// 重要价值: recent, frequent, big.
    ImportantValue,
    /// 重要保持: frequent and big, but long ago.
    ImportantKeep,
    /// 重要发展: recent and big, but seldom.
    ImportantDevelop,
    /// 重要挽留: big, but seldom and long ago.
    ImportantWinBack,
    /// 一般价值: recent and frequent, but small.
    GeneralValue,
    /// 一般保持: frequent, but small and long ago.
    GeneralKeep,
    /// 一般发展: recent, but seldom and small; mostly new customers.
    GeneralDevelop,
    /// 一般挽留: seldom, small and long ago.
    GeneralWinBack,
}

/// How the customers of a segment buy. Windows are thousandths of the period, from its first day.
#[derive(Debug)]
pub(crate) struct Habit {
    /// Thousandths of all customers.
    pub(crate) share: u64,
    /// Numbers of orders a customer places, each with its share in tenths.
    pub(crate) orders: &'static [(u64, u64)],
    /// When the order falls that is planned as the last.
    pub(crate) last: (u64, u64),
    /// When the others fall. What counts is that they, too, are recent or long ago.
    pub(crate) early: (u64, u64),
    /// What a customer means to spend in all, in fen (分): lowest, and highest.
    pub(crate) budget: (u64, u64),
}

const OFTEN: &[(u64, u64)] = &[(12, 2), (14, 2), (16, 2), (18, 2), (20, 2)];
const SELDOM: &[(u64, u64)] = &[(1, 4), (2, 3), (3, 2), (4, 1)];
const RECENT: (u64, u64) = (800, 1000);
const LONG_AGO: (u64, u64) = (400, 740);
const BIG: (u64, u64) = (250_000, 1_100_000);
const SMALL: (u64, u64) = (20_000, 160_000);

impl Segment {
    /// All eight, most valuable first.
    pub const ALL: [Self; 8] = [
        Self::ImportantValue,
        Self::ImportantKeep,
        Self::ImportantDevelop,
        Self::ImportantWinBack,
        Self::GeneralValue,
        Self::GeneralKeep,
        Self::GeneralDevelop,
        Self::GeneralWinBack,
    ];

    /// Recency, frequency and monetary value as digits: 1 is better than the mean, 0 is not.
    pub fn code(self) -> &'static str {
        match self {
            Self::ImportantValue => "111",
            Self::ImportantKeep => "011",
            Self::ImportantDevelop => "101",
            Self::ImportantWinBack => "001",
            Self::GeneralValue => "110",
            Self::GeneralKeep => "010",
            Self::GeneralDevelop => "100",
            Self::GeneralWinBack => "000",
        }
    }

    /// The name that textbooks use.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::ImportantValue => lang.pick("重要价值客户", "important value"),
            Self::ImportantKeep => lang.pick("重要保持客户", "important keep"),
            Self::ImportantDevelop => lang.pick("重要发展客户", "important develop"),
            Self::ImportantWinBack => lang.pick("重要挽留客户", "important win-back"),
            Self::GeneralValue => lang.pick("一般价值客户", "general value"),
            Self::GeneralKeep => lang.pick("一般保持客户", "general keep"),
            Self::GeneralDevelop => lang.pick("一般发展客户", "general develop"),
            Self::GeneralWinBack => lang.pick("一般挽留客户", "general win-back"),
        }
    }

    pub(crate) fn habit(self) -> Habit {
        let (share, orders, last, early, budget) = match self {
            Self::ImportantValue => (120, OFTEN, RECENT, (80, 1000), BIG),
            Self::ImportantKeep => (70, OFTEN, LONG_AGO, (0, 740), BIG),
            Self::ImportantDevelop => (110, SELDOM, RECENT, (500, 980), BIG),
            Self::ImportantWinBack => (90, SELDOM, LONG_AGO, (0, 740), BIG),
            Self::GeneralValue => (100, OFTEN, RECENT, (160, 1000), SMALL),
            Self::GeneralKeep => (80, OFTEN, LONG_AGO, (0, 740), SMALL),
            Self::GeneralDevelop => (190, SELDOM, RECENT, (700, 980), SMALL),
            Self::GeneralWinBack => (240, SELDOM, LONG_AGO, (0, 740), SMALL),
        };
        Habit {
            share,
            orders,
            last,
            early,
            budget,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Segment;

    #[test]
    fn shares_are_complete() {
        let habits = Segment::ALL.map(Segment::habit);
        assert_eq!(habits.iter().map(|habit| habit.share).sum::<u64>(), 1000);
        for habit in habits {
            assert_eq!(
                habit.orders.iter().map(|(_, tenths)| tenths).sum::<u64>(),
                10
            );
        }
    }
}

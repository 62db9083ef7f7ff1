//! [`Figure`]: one figure of a segmentation, under the names that people give it.

use std::fmt;

use fourr_cell::fold;
use serde::{Serialize, Serializer};

/// R, F or M.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// Days since the last purchase.
    Recency,
    /// Orders.
    Frequency,
    /// Amount.
    Monetary,
}

impl Letter {
    /// R, F and M.
    pub const ALL: [Self; 3] = [Self::Recency, Self::Frequency, Self::Monetary];

    /// `recency`, `frequency` or `monetary`.
    pub fn name(self) -> &'static str {
        crate::segmentation::DIMENSIONS[self as usize]
    }

    fn letter(self) -> char {
        ['r', 'f', 'm'][self as usize]
    }
}

/// What is counted of some customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// How many they are.
    Customers,
    /// Their share of the customers scored.
    Share,
    /// Their orders.
    Orders,
    /// Their amount.
    Monetary,
    /// Their share of the amount.
    MonetaryShare,
    /// Amount over orders (客单价).
    AverageOrder,
    /// The mean of a dimension.
    Mean(Letter),
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// A figure of all customers scored.
    Total(Quantity),
    /// The median of a dimension.
    Median(Letter),
    /// The share of customers with at least two purchase days (复购率).
    RepurchaseRate,
    /// Customers with a score.
    Class(Letter, u8),
    /// A figure of a segment, which is given by any of its names.
    Segment(String, Quantity),
}

const QUANTITIES: [(Quantity, &str); 9] = [
    (
        Quantity::Customers,
        "customers customer customercount count n numberofcustomers users 客户数 客户数量 总客户数 客户总数 人数 数量 客户人数 \
         用户数 会员数",
    ),
    (
        Quantity::Share,
        "share percent percentage pct customershare shareofcustomers ratio 占比 人数占比 客户占比 比例 比重",
    ),
    (
        Quantity::Orders,
        "orders ordercount transactions 订单数 订单量 订单总数 总订单数",
    ),
    (
        Quantity::Monetary,
        "monetary amount revenue sales totalamount totalrevenue totalmonetary 消费金额 金额 总金额 销售额 总消费金额 消费总额 \
         总消费 总销售额",
    ),
    (
        Quantity::MonetaryShare,
        "monetaryshare amountshare shareofamount revenueshare 金额占比 消费金额占比 销售额占比",
    ),
    (
        Quantity::AverageOrder,
        "averageorder averageordervalue aov 客单价 笔单价 单均价",
    ),
    (
        Quantity::Mean(Letter::Recency),
        "meanrecency averagerecency avgrecency recencymean recency meanr 平均r r均值 r平均 r平均值 平均最近一次消费间隔 \
         平均消费间隔",
    ),
    (
        Quantity::Mean(Letter::Frequency),
        "meanfrequency averagefrequency avgfrequency frequencymean frequency meanf 平均f f均值 f平均 f平均值 平均消费频次 \
         平均消费次数",
    ),
    (
        Quantity::Mean(Letter::Monetary),
        "meanmonetary averagemonetary avgmonetary monetarymean meanm 平均m m均值 m平均 m平均值 平均消费金额 人均消费金额 \
         人均消费",
    ),
];

const MEDIANS: [(Letter, &str); 3] = [
    (
        Letter::Recency,
        "medianrecency recencymedian medianr r中位数 中位r",
    ),
    (
        Letter::Frequency,
        "medianfrequency frequencymedian medianf f中位数 中位f",
    ),
    (
        Letter::Monetary,
        "medianmonetary monetarymedian medianm m中位数 中位m",
    ),
];

const REPURCHASE: &str = "repurchaserate repurchase repeatrate 复购率";

/// A name without what differs between two people: width, case, blanks, punctuation.
pub(super) fn spelling(name: &str) -> String {
    let folded = fold::fold(name).to_lowercase();
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn stands_in(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

impl Quantity {
    /// The quantity of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = spelling(name);
        QUANTITIES
            .into_iter()
            .find(|(_, names)| stands_in(names, &name))
            .map(|(quantity, _)| quantity)
    }

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Share => "share",
            Self::Orders => "orders",
            Self::Monetary => "monetary",
            Self::MonetaryShare => "monetary_share",
            Self::AverageOrder => "average_order",
            Self::Mean(Letter::Recency) => "mean_recency",
            Self::Mean(Letter::Frequency) => "mean_frequency",
            Self::Mean(Letter::Monetary) => "mean_monetary",
        }
    }

    /// Whether it is a share of a whole.
    pub fn is_share(self) -> bool {
        matches!(self, Self::Share | Self::MonetaryShare)
    }
}

impl Figure {
    /// The figure of all customers with that name.
    pub(super) fn of_all(name: &str) -> Option<Self> {
        let name = spelling(name);
        if stands_in(REPURCHASE, &name) {
            return Some(Self::RepurchaseRate);
        }
        let median = MEDIANS.iter().find(|(_, names)| stands_in(names, &name));
        if let Some((dimension, _)) = median {
            return Some(Self::Median(*dimension));
        }
        class(&name).or_else(|| {
            Quantity::named(&name)
                .filter(|quantity| !quantity.is_share())
                .map(Self::Total)
        })
    }

    /// Whether it is a share of a whole.
    pub fn is_share(&self) -> bool {
        match self {
            Self::RepurchaseRate => true,
            Self::Total(quantity) | Self::Segment(_, quantity) => quantity.is_share(),
            Self::Median(_) | Self::Class(..) => false,
        }
    }
}

/// `r5`, `f3`, `m1得分`: customers with that score.
fn class(name: &str) -> Option<Figure> {
    let digit = name.chars().find(char::is_ascii_digit)?;
    let letters: String = name.chars().filter(|c| *c != digit).collect();
    let dimension = Letter::ALL.into_iter().find(|dimension| {
        let rest = letters.strip_prefix(dimension.letter());
        matches!(rest, Some("" | "score" | "得分" | "分" | "评分"))
    })?;
    let score = u8::try_from(digit.to_digit(10)?).ok()?;
    (1..=9)
        .contains(&score)
        .then_some(Figure::Class(dimension, score))
}

impl fmt::Display for Figure {
    /// The name that is understood on the command line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total(quantity) => f.write_str(quantity.name()),
            Self::Median(dimension) => write!(f, "median_{}", dimension.name()),
            Self::RepurchaseRate => f.write_str("repurchase_rate"),
            Self::Class(dimension, score) => write!(f, "{}{score}", dimension.letter()),
            Self::Segment(name, Quantity::Customers) => f.write_str(name),
            Self::Segment(name, quantity) => write!(f, "{name}.{}", quantity.name()),
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_go_by_their_names_in_both_languages() {
        for (name, figure) in [
            ("客户数", Figure::Total(Quantity::Customers)),
            ("Average order", Figure::Total(Quantity::AverageOrder)),
            ("平均R", Figure::Total(Quantity::Mean(Letter::Recency))),
            ("复购率", Figure::RepurchaseRate),
            ("R5", Figure::Class(Letter::Recency, 5)),
            ("m_score_1", Figure::Class(Letter::Monetary, 1)),
            ("median_recency", Figure::Median(Letter::Recency)),
        ] {
            assert_eq!(Figure::of_all(name), Some(figure), "{name}");
        }
        assert_eq!(Figure::of_all("champions"), None);
        assert_eq!(Figure::of_all("share"), None);
    }

    #[test]
    fn every_name_stands_once() {
        let lists = QUANTITIES.iter().map(|(_, names)| *names);
        let lists = lists
            .chain(MEDIANS.iter().map(|(_, names)| *names))
            .chain([REPURCHASE]);
        let mut names: Vec<&str> = lists.flat_map(|names| names.split(' ')).collect();
        names.retain(|name| !name.is_empty());
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.iter().all(|name| spelling(name) == *name));
    }
}

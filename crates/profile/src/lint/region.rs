//! [`Region`]: what a rule covers, as far as it can be told without data.

use std::collections::{BTreeMap, BTreeSet};

use crate::rule::{Comparison, Condition, Name, Number, TextTest};

/// Boxes above which a rule is not looked into.
const MOST_BOXES: usize = 64;

/// An interval of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) low_closed: bool,
    pub(super) high: f64,
    pub(super) high_closed: bool,
}

/// What one column must be.
#[derive(Debug, Clone, PartialEq)]
enum Wish {
    Missing,
    Present,
    Within(Interval),
    OneOf(BTreeSet<String>),
    NoneOf(BTreeSet<String>),
}

/// What columns must be at once, by name; and what is asked besides that is not looked into.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Corner {
    wishes: BTreeMap<String, Wish>,
    besides: BTreeSet<String>,
}

/// What a rule covers: any of its corners.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Region(Vec<Corner>);

impl Interval {
    const ALL: Self = Self {
        low: f64::NEG_INFINITY,
        low_closed: false,
        high: f64::INFINITY,
        high_closed: false,
    };

    fn is_empty(self) -> bool {
        self.low > self.high || self.low == self.high && !(self.low_closed && self.high_closed)
    }

    fn meet(self, other: Self) -> Self {
        let (low, low_closed) = match self.low.total_cmp(&other.low) {
            std::cmp::Ordering::Greater => (self.low, self.low_closed),
            std::cmp::Ordering::Less => (other.low, other.low_closed),
            std::cmp::Ordering::Equal => (self.low, self.low_closed && other.low_closed),
        };
        let (high, high_closed) = match self.high.total_cmp(&other.high) {
            std::cmp::Ordering::Less => (self.high, self.high_closed),
            std::cmp::Ordering::Greater => (other.high, other.high_closed),
            std::cmp::Ordering::Equal => (self.high, self.high_closed && other.high_closed),
        };
        Self {
            low,
            low_closed,
            high,
            high_closed,
        }
    }
}

impl Wish {
    /// What is left of both; none where they contradict each other.
    fn meet(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Missing, Self::Missing) => Self::Missing,
            (Self::Missing, _) | (_, Self::Missing) => return None,
            (Self::Present, wish) | (wish, Self::Present) => wish.clone(),
            (Self::Within(a), Self::Within(b)) => Self::Within(a.meet(*b)),
            (Self::OneOf(a), Self::OneOf(b)) => Self::OneOf(a & b),
            (Self::OneOf(a), Self::NoneOf(b)) | (Self::NoneOf(b), Self::OneOf(a)) => {
                Self::OneOf(a - b)
            }
            (Self::NoneOf(a), Self::NoneOf(b)) => Self::NoneOf(a | b),
            // A column is numbers or text, and binding tells which.
            (Self::Within(_), _) | (_, Self::Within(_)) => self.clone(),
        })
        .filter(|wish| !wish.is_empty())
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Within(interval) => interval.is_empty(),
            Self::OneOf(texts) => texts.is_empty(),
            Self::Missing | Self::Present | Self::NoneOf(_) => false,
        }
    }

    fn is_within(&self, other: &Self) -> bool {
        self.meet(other).as_ref() == Some(self)
    }
}

impl Corner {
    fn meet(&self, other: &Self) -> Option<Self> {
        let mut met = self.clone();
        for (column, wish) in &other.wishes {
            let own = match met.wishes.get(column) {
                Some(own) => own.meet(wish)?,
                None => wish.clone(),
            };
            met.wishes.insert(column.clone(), own);
        }
        met.besides.extend(other.besides.iter().cloned());
        Some(met)
    }

    fn is_within(&self, other: &Self) -> bool {
        let wishes = other.wishes.iter().all(|(column, wish)| {
            self.wishes
                .get(column)
                .is_some_and(|own| own.is_within(wish))
        });
        wishes && other.besides.is_subset(&self.besides)
    }

    /// The numbers of its only wish.
    fn interval(&self) -> Option<(&str, Interval)> {
        match self.wishes.iter().next() {
            Some((column, Wish::Within(interval)))
                if self.wishes.len() == 1 && self.besides.is_empty() =>
            {
                Some((column, *interval))
            }
            _ => None,
        }
    }
}

impl Region {
    /// What a condition covers; none where it is too large to be looked into.
    pub(super) fn of(condition: &Condition<Name>) -> Option<Self> {
        match condition {
            Condition::Constant(true) => Some(Self(vec![Corner::default()])),
            Condition::Constant(false) => Some(Self(Vec::new())),
            Condition::Or(parts) => {
                let mut corners = Vec::new();
                for part in parts {
                    corners.extend(Self::of(part)?.0);
                }
                Self(corners).limited()
            }
            Condition::And(parts) => {
                let mut met = Self(vec![Corner::default()]);
                for part in parts {
                    let other = Self::of(part)?;
                    let pairs = met
                        .0
                        .iter()
                        .flat_map(|mine| other.0.iter().map(move |theirs| mine.meet(theirs)));
                    met = Self(pairs.flatten().collect()).limited()?;
                }
                Some(met)
            }
            leaf => Some(Self(wishes(leaf))),
        }
    }

    fn limited(self) -> Option<Self> {
        (self.0.len() <= MOST_BOXES).then_some(self)
    }

    /// Whether it covers nothing, whatever the data.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it surely lies within another.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.0
            .iter()
            .all(|corner| other.0.iter().any(|larger| corner.is_within(larger)))
    }

    /// Whether both speak of the same columns and of nothing else, and somebody may be in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let alike = |mine: &Corner, theirs: &Corner| {
            let plain = mine.besides.is_empty() && theirs.besides.is_empty();
            plain && mine.wishes.keys().eq(theirs.wishes.keys())
        };
        let mut pairs = self
            .0
            .iter()
            .flat_map(|mine| other.0.iter().map(move |theirs| (mine, theirs)));
        pairs.any(|(mine, theirs)| alike(mine, theirs) && mine.meet(theirs).is_some())
    }

    /// The column and the intervals, where it speaks of numbers of one column only.
    pub(super) fn intervals(&self) -> Option<(&str, Vec<Interval>)> {
        let mut found: Vec<(&str, Interval)> = Vec::new();
        for corner in &self.0 {
            found.push(corner.interval()?);
        }
        let (column, _) = *found.first()?;
        let same = found.iter().all(|(other, _)| *other == column);
        same.then(|| {
            (
                column,
                found.into_iter().map(|(_, interval)| interval).collect(),
            )
        })
    }
}

/// The corners of a leaf.
fn wishes(leaf: &Condition<Name>) -> Vec<Corner> {
    let one = |column: &Name, wish: Wish| {
        vec![Corner {
            wishes: [(column.text.clone(), wish)].into(),
            besides: BTreeSet::new(),
        }]
    };
    match leaf {
        Condition::Compare {
            op,
            left: Number::Column(column) | Number::Time(column),
            right: Number::Constant(value),
        } => intervals(*op, *value)
            .into_iter()
            .flat_map(|interval| one(column, Wish::Within(interval)))
            .collect(),
        Condition::Compare {
            op,
            left: Number::Constant(value),
            right: Number::Column(column) | Number::Time(column),
        } => {
            let mirrored = intervals(op.mirrored(), *value).into_iter();
            mirrored
                .flat_map(|interval| one(column, Wish::Within(interval)))
                .collect()
        }
        Condition::Text { of, test, negated } => match test.as_ref() {
            TextTest::OneOf(texts) => {
                let texts = texts.iter().cloned().collect();
                one(
                    of,
                    if *negated {
                        Wish::NoneOf(texts)
                    } else {
                        Wish::OneOf(texts)
                    },
                )
            }
            other => vec![besides(format!("{} {negated} {other:?}", of.text))],
        },
        Condition::Missing { of, negated } => one(
            of,
            if *negated {
                Wish::Present
            } else {
                Wish::Missing
            },
        ),
        other => vec![besides(shape(other))],
    }
}

/// A leaf as text, without the places of its names.
fn shape(leaf: &Condition<Name>) -> String {
    let mut names = Vec::new();
    leaf.names(&mut |name| names.push(name.text.clone()));
    let mut text = format!("{leaf:?}");
    while let Some(start) = text.find("Place {") {
        let end = text[start..]
            .find('}')
            .map_or(text.len(), |end| start + end + 1);
        text.replace_range(start..end, "");
    }
    format!("{names:?} {text}")
}

fn besides(text: String) -> Corner {
    Corner {
        wishes: BTreeMap::new(),
        besides: [text].into(),
    }
}

fn intervals(op: Comparison, value: f64) -> Vec<Interval> {
    let below = |closed| Interval {
        high: value,
        high_closed: closed,
        ..Interval::ALL
    };
    let above = |closed| Interval {
        low: value,
        low_closed: closed,
        ..Interval::ALL
    };
    match op {
        Comparison::Equal => vec![Interval {
            low: value,
            low_closed: true,
            high: value,
            high_closed: true,
        }],
        Comparison::NotEqual => vec![below(false), above(false)],
        Comparison::Less => vec![below(false)],
        Comparison::LessOrEqual => vec![below(true)],
        Comparison::Greater => vec![above(false)],
        Comparison::GreaterOrEqual => vec![above(true)],
    }
}

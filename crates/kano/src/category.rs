//! [`Category`]: what a feature means to people, and figures by category.

use std::ops::{Index, IndexMut};

use serde::{Serialize, Serializer, ser::SerializeMap};

/// What a feature means to people, in the order in which ties are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Taken for granted; its absence annoys.
    MustBe,
    /// The more, the better.
    OneDimensional,
    /// Its presence delights, its absence goes unnoticed.
    Attractive,
    /// Nobody cares.
    Indifferent,
    /// Its presence annoys.
    Reverse,
    /// The two answers contradict one another.
    Questionable,
}

impl Category {
    /// Every category: M > O > A > I > R > Q, the order of ties.
    pub const ALL: [Self; 6] = [
        Self::MustBe,
        Self::OneDimensional,
        Self::Attractive,
        Self::Indifferent,
        Self::Reverse,
        Self::Questionable,
    ];

    /// The letter of the literature: M, O, A, I, R or Q.
    pub fn code(self) -> &'static str {
        match self {
            Self::MustBe => "M",
            Self::OneDimensional => "O",
            Self::Attractive => "A",
            Self::Indifferent => "I",
            Self::Reverse => "R",
            Self::Questionable => "Q",
        }
    }

    pub(crate) fn of_code(code: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.code().as_bytes() == [code])
    }

    pub(crate) fn place(self) -> usize {
        self as usize
    }
}

impl Serialize for Category {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// A figure for every category; in files a map under the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ByCategory<T>(pub [T; 6]);

/// Pairs of answers by category.
pub type Counts = ByCategory<u64>;

impl<T> Index<Category> for ByCategory<T> {
    type Output = T;

    fn index(&self, category: Category) -> &T {
        &self.0[category.place()]
    }
}

impl<T> IndexMut<Category> for ByCategory<T> {
    fn index_mut(&mut self, category: Category) -> &mut T {
        &mut self.0[category.place()]
    }
}

impl<T: Serialize> Serialize for ByCategory<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (category, figure) in Category::ALL.into_iter().zip(&self.0) {
            map.serialize_entry(category.code(), figure)?;
        }
        map.end()
    }
}

impl Counts {
    /// Pairs of all categories.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Pairs that enter the coefficients: all but reverse and questionable ones.
    pub fn base(&self) -> u64 {
        self.0[..4].iter().sum()
    }

    /// Shares of all pairs; nothing where there are none.
    pub fn shares(&self) -> Option<ByCategory<f64>> {
        let total = self.total();
        let share = |count: u64| count as f64 / total as f64;
        (total > 0).then(|| ByCategory(self.0.map(share)))
    }

    /// The categories with pairs, the most frequent first, ties in the order of the categories.
    pub(crate) fn ranked(&self) -> Vec<Category> {
        let mut ranked: Vec<Category> = Category::ALL
            .into_iter()
            .filter(|category| self[*category] > 0)
            .collect();
        ranked.sort_by_key(|category| std::cmp::Reverse(self[*category]));
        ranked
    }
}

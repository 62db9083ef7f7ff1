//! [`Pairs`]: which customer of one date is which of the other.

use super::snapshot::{Ids, Snapshot};

/// Where the customers of the later date stand at the earlier one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs {
    /// By customer of the later date: their place at the earlier one, none for the new.
    pub(crate) earlier: Vec<Option<u32>>,
    /// Places at the earlier date of those who left, ascending.
    pub(crate) left: Vec<u32>,
}

impl Pairs {
    /// Pairs two snapshots by id. Where one has numbers and the other text, numbers are taken as written.
    pub(crate) fn of(before: &Snapshot, after: &Snapshot) -> Self {
        match (&before.ids, &after.ids) {
            (Ids::Whole(before), Ids::Whole(after)) => {
                Self::merged(before.iter().flatten(), after.iter().flatten())
            }
            (Ids::Text(before), Ids::Text(after)) => {
                Self::merged(before.iter().flatten(), after.iter().flatten())
            }
            (before, after) => Self::by_text(&before.by_text(), &after.by_text()),
        }
    }

    /// Walks along two ascending lists of ids at once.
    fn merged<K: Ord>(before: impl Iterator<Item = K>, after: impl Iterator<Item = K>) -> Self {
        let mut before = (0_u32..).zip(before).peekable();
        let mut pairs = Self::default();
        for id in after {
            while let Some((place, _)) = before.next_if(|(_, other)| *other < id) {
                pairs.left.push(place);
            }
            let same = before.next_if(|(_, other)| *other == id);
            pairs.earlier.push(same.map(|(place, _)| place));
        }
        pairs.left.extend(before.map(|(place, _)| place));
        pairs
    }

    /// Pairs ids sorted as text, each with its place in its snapshot.
    fn by_text(before: &[(String, u32)], after: &[(String, u32)]) -> Self {
        let ids = |of: &[(String, u32)]| of.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
        let sorted = Self::merged(ids(before).iter(), ids(after).iter());
        let place = |sorted: u32| before[sorted as usize].1;
        let mut earlier = vec![None; after.len()];
        for ((_, customer), found) in after.iter().zip(sorted.earlier) {
            earlier[*customer as usize] = found.map(place);
        }
        let mut left: Vec<u32> = sorted.left.into_iter().map(place).collect();
        left.sort_unstable();
        Self { earlier, left }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_are_paired_new_or_gone() {
        let pairs = Pairs::merged([1, 3, 4, 9].into_iter(), [2, 3, 9, 10].into_iter());
        assert_eq!(pairs.earlier, [None, Some(1), Some(3), None]);
        assert_eq!(pairs.left, [0, 2]);
    }

    #[test]
    fn numbers_meet_the_same_numbers_written_as_text() {
        let text = |ids: &[&str]| -> Vec<(String, u32)> {
            let ids = ids.iter().zip(0_u32..);
            let mut ids: Vec<_> = ids.map(|(id, place)| ((*id).to_owned(), place)).collect();
            ids.sort();
            ids
        };
        // 2, 9 and 10 by value; as text 10 comes first.
        let pairs = Pairs::by_text(&text(&["10", "9"]), &text(&["2", "9", "10"]));
        assert_eq!(pairs.earlier, [None, Some(1), Some(0)]);
        assert_eq!(pairs.left, Vec::<u32>::new());
    }
}

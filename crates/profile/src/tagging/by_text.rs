//! [`ByText`]: the rows of a column of ids in the order of their texts.

use std::cmp::Ordering;

use fourr_table::Texts;
use rayon::prelude::*;

/// The texts of several parts, one row behind the other.
pub(super) struct ByText<'a> {
    parts: &'a [Texts<'a>],
    /// The first row of each part.
    starts: Vec<u32>,
    /// Bytes that all texts begin with.
    shared: usize,
}

/// A row and what its text begins with, behind what all begin with.
#[derive(Debug, Clone, Copy)]
struct Placed {
    /// Eight bytes as one number, of which the first counts most, so that most texts are told apart by one comparison.
    key: u64,
    row: u32,
}

impl<'a> ByText<'a> {
    pub(super) fn new(parts: &'a [Texts<'a>]) -> Self {
        let mut starts = Vec::with_capacity(parts.len());
        let mut rows = 0_usize;
        for part in parts {
            starts.push(u32::try_from(rows).unwrap_or(u32::MAX));
            rows += part.len();
        }
        let mut texts = parts.iter().flat_map(Texts::iter).flatten();
        let first = texts.next().unwrap_or_default().as_bytes();
        let shared = texts.fold(first.len(), |shared, text| {
            let same = first[..shared].iter().zip(text.as_bytes());
            same.take_while(|(a, b)| a == b).count()
        });
        Self {
            parts,
            starts,
            shared,
        }
    }

    /// The rows that have a text, by their texts, and rows of one text by their number.
    pub(super) fn rows(&self) -> Vec<u32> {
        let texts = self.parts.iter().flat_map(Texts::iter);
        let placed = texts.zip(0_u32..).filter_map(|(text, row)| {
            let key = self.key(text?);
            Some(Placed { key, row })
        });
        let mut placed: Vec<Placed> = placed.collect();
        let order = |a: &Placed, b: &Placed| {
            (a.key.cmp(&b.key))
                .then_with(|| self.text(a.row).cmp(self.text(b.row)))
                .then(a.row.cmp(&b.row))
        };
        let ordered = |pair: &[Placed]| order(&pair[0], &pair[1]) == Ordering::Less;
        if !placed.windows(2).all(ordered) {
            placed.par_sort_unstable_by(order);
        }
        placed.into_iter().map(|placed| placed.row).collect()
    }

    /// The text of a row.
    pub(super) fn text(&self, row: u32) -> &str {
        let part = self.starts.partition_point(|start| *start <= row) - 1;
        let within = (row - self.starts[part]) as usize;
        self.parts[part].get(within).unwrap_or_default()
    }

    fn key(&self, text: &str) -> u64 {
        let rest = text.as_bytes().get(self.shared..).unwrap_or_default();
        let mut bytes = [0; 8];
        for (byte, own) in bytes.iter_mut().zip(rest) {
            *byte = *own;
        }
        u64::from_be_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The order of the texts themselves, whatever they begin with, however long they are.
        #[test]
        fn rows_come_in_the_order_of_their_texts(
            shared in "[a-c\u{0}]{0,12}",
            texts in prop::collection::vec(prop::option::of("[a-b\u{0}]{0,12}"), 0..60),
            cut in 0_usize..60,
        ) {
            let texts: Vec<Option<String>> = texts.iter().map(|text| Some(format!("{shared}{}", text.as_ref()?))).collect();
            let (first, second) = texts.split_at(cut.min(texts.len()));
            let column = |part: &[Option<String>]| {
                Texts::from(StringChunked::from_iter_options("id".into(), part.iter().map(Option::as_deref)))
            };
            let parts = [column(first), column(second)];
            let mut expected: Vec<(&str, u32)> = texts.iter().zip(0..).filter_map(|(text, row)| Some((text.as_deref()?, row))).collect();
            expected.sort_unstable();
            let by_text = ByText::new(&parts);
            let found: Vec<(&str, u32)> = by_text.rows().into_iter().map(|row| (by_text.text(row), row)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

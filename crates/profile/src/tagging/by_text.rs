//! [`ByText`]: the rows of a column of ids in the order of their texts.

use std::cmp::Ordering;

use fourr_table::Texts;
use polars::prelude::*;
use rayon::prelude::*;

/// Rows whose texts are looked up at once.
const TOGETHER: usize = 1 << 18;

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
        let first = parts.iter().flat_map(Texts::iter).flatten().next();
        let first = first.unwrap_or_default().as_bytes();
        let in_common = |shared: usize, text: &str| {
            let same = first[..shared].iter().zip(text.as_bytes());
            same.take_while(|(a, b)| a == b).count()
        };
        let of_part = |part: &Texts<'_>| part.iter().flatten().fold(first.len(), in_common);
        let shared = parts.par_iter().map(of_part).min().unwrap_or(0);
        Self {
            parts,
            starts,
            shared,
        }
    }

    /// The first row of each text, in the order of the texts; and the other rows of a text, ascending.
    pub(super) fn rows(&self) -> (Vec<u32>, Vec<u64>) {
        let mut placed = self.placed();
        let order = |a: &Placed, b: &Placed| {
            (a.key.cmp(&b.key))
                .then_with(|| self.text(a.row).cmp(self.text(b.row)))
                .then(a.row.cmp(&b.row))
        };
        let ordered = |pair: &[Placed]| order(&pair[0], &pair[1]) == Ordering::Less;
        if !placed.windows(2).all(ordered) {
            placed.par_sort_unstable_by(order);
        }
        let mut repeated: Vec<u64> = Vec::new();
        placed.dedup_by(|next, kept| {
            let same = next.key == kept.key && self.text(next.row) == self.text(kept.row);
            if same {
                repeated.push(next.row.into());
            }
            same
        });
        repeated.sort_unstable();
        let rows = placed.into_iter().map(|placed| placed.row).collect();
        (rows, repeated)
    }

    /// The rows that have a text, in their order.
    fn placed(&self) -> Vec<Placed> {
        const NONE: Placed = Placed {
            key: 0,
            row: u32::MAX,
        };
        let mut placed = vec![NONE; self.parts.iter().map(Texts::len).sum()];
        let mut rest = placed.as_mut_slice();
        let mut shares = Vec::with_capacity(self.parts.len());
        for (part, start) in self.parts.iter().zip(&self.starts) {
            let (own, behind) = rest.split_at_mut(part.len());
            shares.push((part, *start, own));
            rest = behind;
        }
        shares.into_par_iter().for_each(|(part, start, own)| {
            for ((text, row), placed) in part.iter().zip(start..).zip(own) {
                if let Some(text) = text {
                    let key = self.key(text);
                    *placed = Placed { key, row };
                }
            }
        });
        placed.retain(|placed| placed.row != NONE.row);
        placed
    }

    /// The texts of these rows as a column.
    pub(super) fn column(&self, rows: &[u32]) -> StringChunked {
        let mut column = StringChunkedBuilder::new(PlSmallStr::EMPTY, rows.len());
        // Rows lie far apart: they are looked up by all threads.
        for rows in rows.chunks(TOGETHER) {
            let texts: Vec<&str> = rows.par_iter().map(|row| self.text(*row)).collect();
            for text in texts {
                column.append_value(text);
            }
        }
        column.finish()
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
            let mut others: Vec<u64> = Vec::new();
            expected.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                others.extend(same.then_some(u64::from(next.1)));
                same
            });
            others.sort_unstable();
            let by_text = ByText::new(&parts);
            let (rows, repeated) = by_text.rows();
            let found: Vec<(&str, u32)> = rows.into_iter().map(|row| (by_text.text(row), row)).collect();
            prop_assert_eq!((found, repeated), (expected, others));
        }
    }
}

//! [`WholeNumbers`]: ids in the least room.

use std::ops::Range;

use rayon::prelude::*;

/// Numbers of a block.
const BLOCK: usize = 1 << 12;

/// Whole numbers in blocks, each as the distances from its least, in as few bytes as these take; in none where each number is
/// one more than the one before (frame of reference, Goldstein et al. 1998).
#[derive(Debug, Clone, Default)]
pub(crate) struct WholeNumbers {
    blocks: Vec<Block>,
    len: usize,
}

#[derive(Debug, Clone)]
struct Block {
    /// Place of its first number.
    start: usize,
    least: i64,
    distances: Distances,
}

#[derive(Debug, Clone)]
enum Distances {
    /// 0, 1, 2 and so on: so many.
    Running(usize),
    Bytes(Vec<u8>),
    Shorts(Vec<u16>),
    Words(Vec<u32>),
    Long(Vec<u64>),
}

impl WholeNumbers {
    pub(crate) fn of(numbers: &[i64]) -> Self {
        let blocks = numbers.par_chunks(BLOCK).enumerate();
        Self {
            blocks: blocks
                .map(|(block, numbers)| Block::of(block * BLOCK, numbers))
                .collect(),
            len: numbers.len(),
        }
    }

    /// Numbers.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The number of a place.
    pub(crate) fn get(&self, place: usize) -> Option<i64> {
        let after = self.blocks.partition_point(|block| block.start <= place);
        let block = self.blocks.get(after.checked_sub(1)?)?;
        (place < self.len).then(|| block.number(place - block.start))
    }

    /// The numbers in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = i64> {
        self.part(0..self.len)
    }

    /// The numbers of some places.
    pub(crate) fn part(&self, places: Range<usize>) -> impl Iterator<Item = i64> {
        let first = self
            .blocks
            .partition_point(|block| block.start + block.len() <= places.start);
        let blocks = self.blocks[first..].iter();
        let blocks = blocks.take_while(move |block| block.start < places.end);
        blocks.flat_map(move |block| {
            let (start, end) = (
                places.start.max(block.start),
                places.end.min(block.start + block.len()),
            );
            (start..end).map(|place| block.number(place - block.start))
        })
    }

    /// Adds numbers behind these.
    pub(crate) fn append(&mut self, behind: Self) {
        let moved = behind.blocks.into_iter().map(|block| Block {
            start: block.start + self.len,
            ..block
        });
        self.blocks.extend(moved);
        self.len += behind.len;
    }

    /// Whether every number is greater than the one before.
    pub(crate) fn ascend(&self) -> bool {
        let within = |block: &Block| match block.distances {
            Distances::Running(_) => true,
            _ => (1..block.len()).all(|place| block.number(place - 1) < block.number(place)),
        };
        let between = |pair: &[Block]| pair[0].last() < pair[1].first();
        self.blocks.par_iter().all(within) && self.blocks.windows(2).all(between)
    }
}

impl Block {
    /// Of at least one number.
    fn of(start: usize, numbers: &[i64]) -> Self {
        let running = numbers
            .windows(2)
            .all(|pair| pair[0].checked_add(1) == Some(pair[1]));
        let least = numbers.iter().copied().min().unwrap_or_default();
        let distance = |number: &i64| number.wrapping_sub(least).cast_unsigned();
        let most = numbers.iter().map(distance).max().unwrap_or_default();
        let distances = numbers.iter().map(distance);
        Self {
            start,
            least,
            distances: if running {
                Distances::Running(numbers.len())
            } else if u8::try_from(most).is_ok() {
                Distances::Bytes(distances.map(|of| of.to_le_bytes()[0]).collect())
            } else if u16::try_from(most).is_ok() {
                let short = |of: u64| u16::try_from(of).unwrap_or(u16::MAX);
                Distances::Shorts(distances.map(short).collect())
            } else if u32::try_from(most).is_ok() {
                let word = |of: u64| u32::try_from(of).unwrap_or(u32::MAX);
                Distances::Words(distances.map(word).collect())
            } else {
                Distances::Long(distances.collect())
            },
        }
    }

    fn len(&self) -> usize {
        match &self.distances {
            Distances::Running(len) => *len,
            Distances::Bytes(distances) => distances.len(),
            Distances::Shorts(distances) => distances.len(),
            Distances::Words(distances) => distances.len(),
            Distances::Long(distances) => distances.len(),
        }
    }

    #[inline]
    fn number(&self, place: usize) -> i64 {
        let distance = match &self.distances {
            Distances::Running(_) => place as u64,
            Distances::Bytes(distances) => distances[place].into(),
            Distances::Shorts(distances) => distances[place].into(),
            Distances::Words(distances) => distances[place].into(),
            Distances::Long(distances) => distances[place],
        };
        self.least.wrapping_add(distance.cast_signed())
    }

    fn first(&self) -> i64 {
        self.number(0)
    }

    fn last(&self) -> i64 {
        self.number(self.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Numbers come back, however far apart they are, and whatever was put behind what.
        #[test]
        fn numbers_are_what_they_were(
            near in prop::collection::vec(0_i64..300, 0..40),
            far in prop::collection::vec(any::<i64>(), 0..40),
            first in any::<i32>(),
            running in 0_i64..9_000,
        ) {
            let running: Vec<i64> = (i64::from(first)..).take(usize::try_from(running).unwrap()).collect();
            let mut numbers = WholeNumbers::default();
            let mut expected = Vec::new();
            for part in [&near, &running, &far, &near] {
                numbers.append(WholeNumbers::of(part));
                expected.extend(part);
            }
            prop_assert_eq!(numbers.len(), expected.len());
            prop_assert!(numbers.iter().eq(expected.iter().copied()));
            let found: Vec<i64> = (0..).map_while(|place| numbers.get(place)).collect();
            prop_assert_eq!(&found, &expected);
            for (from, to) in [(0, expected.len()), (expected.len() / 3, expected.len() / 2)] {
                prop_assert!(numbers.part(from..to).eq(expected[from..to].iter().copied()));
            }
            prop_assert_eq!(numbers.ascend(), expected.is_sorted_by(|a, b| a < b));
            let mut sorted = expected;
            sorted.sort_unstable();
            sorted.dedup();
            prop_assert!(WholeNumbers::of(&sorted).ascend());
        }
    }

    #[test]
    fn rooms_are_the_least() {
        let bytes = |numbers: &[i64]| match &WholeNumbers::of(numbers).blocks[0].distances {
            Distances::Running(_) => 0,
            Distances::Bytes(_) => 1,
            Distances::Shorts(_) => 2,
            Distances::Words(_) => 4,
            Distances::Long(_) => 8,
        };
        let lowest = i64::MIN;
        assert_eq!(bytes(&[i64::MAX - 1, i64::MAX]), 0);
        assert_eq!(bytes(&[lowest + 255, lowest]), 1);
        assert_eq!(bytes(&[lowest, lowest + 256]), 2);
        assert_eq!(bytes(&[-5, -5, 1 << 20]), 4);
        assert_eq!(bytes(&[lowest, i64::MAX]), 8);
    }
}

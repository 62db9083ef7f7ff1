//! [`Key`]: randomness that is looked up, not drawn in turn.

use std::ops::Range;

/// A keyed table of random numbers: any entry at once, in any order, on any thread.
///
/// The entries are the outputs of `splitmix64` (Steele, Lea & Flood 2014, Fast splittable pseudorandom
/// number generators, OOPSLA), whose state after n steps is the seed plus n times a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(u64);

const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

impl Key {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The key of an independent table: one per customer, say.
    pub(crate) const fn child(self, index: u64) -> Self {
        Self(self.draw(index))
    }

    /// The entry at `index`.
    #[inline]
    pub(crate) const fn draw(self, index: u64) -> u64 {
        let state = self
            .0
            .wrapping_add(GAMMA.wrapping_mul(index.wrapping_add(1)));
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// The entry at `index` scaled to `0..bound`. The bias is below `bound / 2^64`.
    #[inline]
    pub(crate) const fn below(self, index: u64, bound: u64) -> u64 {
        ((self.draw(index) as u128 * bound as u128) >> 64) as u64
    }

    /// One of `items`, each as likely as the next.
    #[inline]
    pub(crate) fn choose<T>(self, index: u64, items: &[T]) -> &T {
        &items[self.place(index, 0..items.len())]
    }

    /// One of a range of places, each as likely as the next.
    #[inline]
    pub(crate) fn place(self, index: u64, places: Range<usize>) -> usize {
        let offset = self.below(index, places.len() as u64);
        places.start + usize::try_from(offset).expect("below the length of a range")
    }

    /// Whether the entry at `index` falls into the first `permille` thousandths.
    #[inline]
    pub(crate) const fn chance(self, index: u64, permille: u64) -> bool {
        self.below(index, 1000) < permille
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    /// The first outputs of the reference implementation (Vigna, splitmix64.c) for seed 1234567.
    #[test]
    fn entries_are_splitmix64() {
        let key = Key::new(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        for (index, value) in (0..).zip(expected) {
            assert_eq!(key.draw(index), value);
        }
    }

    #[test]
    fn scaled_entries_fill_their_range_evenly() {
        let key = Key::new(7);
        let mut counts = [0_u32; 10];
        for index in 0..100_000 {
            counts[usize::try_from(key.below(index, 10)).unwrap()] += 1;
        }
        assert!(
            counts.iter().all(|count| (9_600..10_400).contains(count)),
            "{counts:?}"
        );
    }
}

//! [`Bits`]: one bit a person, sixty-four in a word.

use std::ops::Range;

const IN_WORD: usize = Bits::IN_WORD;
/// The lowest bit of every byte.
const LOWEST: u64 = 0x0101_0101_0101_0101;

/// One bit a person, which is counted a word at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    /// The first bit is the lowest one; behind the last one there are zeros.
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Bits in a word.
    pub(crate) const IN_WORD: usize = 64;

    /// So many zeros.
    pub(crate) fn zeros(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(IN_WORD)],
            len,
        }
    }

    /// The first so many bits of words.
    pub(crate) fn of_words(words: Vec<u64>, len: usize) -> Self {
        let mut bits = Self { words, len };
        bits.clear_beyond();
        bits
    }

    /// How many bits there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bit of a place.
    #[inline]
    pub(crate) fn get(&self, place: usize) -> bool {
        self.words[place / IN_WORD] >> (place % IN_WORD) & 1 == 1
    }

    /// The first bit up to the last one.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Ones.
    pub(crate) fn count(&self) -> u64 {
        count(&self.words)
    }

    /// The other bits.
    pub(crate) fn not(&self) -> Self {
        Self::of_words(self.words.iter().map(|word| !word).collect(), self.len)
    }

    /// Ones of both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let both = self.words.iter().zip(&other.words).map(|(a, b)| a & b);
        Self::of_words(both.collect(), self.len.min(other.len))
    }

    /// Makes zeros up to so many bits.
    pub(crate) fn reach(&mut self, len: usize) {
        self.len = self.len.max(len);
        self.words.resize(self.len.div_ceil(IN_WORD), 0);
    }

    /// Joins the bit of this number of each code to the places from `first` on: those that are 0 so far have it now. Places
    /// behind the last one are made.
    pub(crate) fn put(&mut self, first: usize, codes: &[u8], bit: u32) {
        self.reach(first + codes.len());
        let shift = first % IN_WORD;
        for (word, codes) in (first / IN_WORD..).zip(codes.chunks(IN_WORD)) {
            let packed = pack(codes, bit);
            self.words[word] |= packed << shift;
            // What does not fit into this word; of zeros there may be more than there are places.
            let rest = packed >> (63 - shift) >> 1;
            if rest > 0 {
                self.words[word + 1] |= rest;
            }
        }
    }

    /// Joins the bits from `first` on to codes, as their bit of this number.
    pub(crate) fn join_to(&self, codes: &mut [u8], first: usize, bit: u32) {
        debug_assert!(first + codes.len() <= self.len, "bits end before");
        let (eights, rest) = codes.as_chunks_mut::<8>();
        let done = 8 * eights.len();
        for (place, eight) in (first..).step_by(8).zip(eights) {
            let joined = u64::from_le_bytes(*eight) | unpack(self.byte(place)) << bit;
            *eight = joined.to_le_bytes();
        }
        for (place, code) in (first + done..).zip(rest) {
            *code |= u8::from(self.get(place)) << bit;
        }
    }

    /// The eight bits from a place on.
    #[inline]
    fn byte(&self, place: usize) -> u64 {
        let (word, shift) = (place / IN_WORD, place % IN_WORD);
        let mut bits = self.words[word] >> shift;
        if shift > IN_WORD - 8 {
            bits |= self.words[word + 1] << (IN_WORD - shift);
        }
        bits & 0xff
    }

    /// The first so many bits, where there are so many.
    pub(crate) fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.len = len;
            self.words.truncate(len.div_ceil(IN_WORD));
            self.clear_beyond();
        }
    }

    /// Makes zeros of what stands behind the last bit.
    fn clear_beyond(&mut self) {
        let kept = self.len % IN_WORD;
        if let Some(last) = self.words.last_mut().filter(|_| kept > 0) {
            *last &= (1 << kept) - 1;
        }
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        let mut all = Self::default();
        for bit in bits {
            let place = all.len % IN_WORD;
            if place == 0 {
                all.words.push(0);
            }
            if let Some(word) = all.words.last_mut() {
                *word |= u64::from(bit) << place;
            }
            all.len += 1;
        }
        all
    }
}

/// The words that hold these places, the first of which begins one.
pub(crate) fn words_of(places: &Range<usize>) -> Range<usize> {
    places.start / IN_WORD..places.end.div_ceil(IN_WORD)
}

/// Ones in words.
pub(crate) fn count(words: &[u64]) -> u64 {
    count_joined(words, words, |word, _| word)
}

/// Ones in words, each made of one and the one at its side. The sum, which cannot overflow, is not checked for it, so that the
/// machine counts several words at a time.
pub(crate) fn count_joined(words: &[u64], beside: &[u64], join: impl Fn(u64, u64) -> u64) -> u64 {
    let joined = words.iter().zip(beside).map(|(a, b)| join(*a, *b));
    joined.fold(0, |sum: u64, word| {
        sum.wrapping_add(word.count_ones().into())
    })
}

/// The bits of this number of at most a word of codes.
#[inline]
fn pack(codes: &[u8], bit: u32) -> u64 {
    let (eights, rest) = codes.as_chunks::<8>();
    let mut word = 0;
    for (place, eight) in eights.iter().enumerate() {
        // A product whose highest byte has the lowest bits of all eight.
        let lowest = u64::from_le_bytes(*eight) >> bit & LOWEST;
        word |= lowest.wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * place);
    }
    for (place, code) in (8 * eights.len()..).zip(rest) {
        word |= u64::from(code >> bit & 1) << place;
    }
    word
}

/// Eight bits as the lowest ones of eight bytes.
#[inline]
fn unpack(byte: u64) -> u64 {
    // Each byte keeps its own bit, wherever it stands; with 127 added, a byte that has one has the highest.
    let own = byte.wrapping_mul(LOWEST) & 0x8040_2010_0804_0201;
    own.wrapping_add(0x7f7f_7f7f_7f7f_7f7f) >> 7 & LOWEST
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Bits put in parts, in any order, are the bits one by one.
        #[test]
        fn bits_are_what_was_put(codes in prop::collection::vec(0_u8..4, 0..400), cuts in prop::collection::vec(0_usize..400, 3)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(codes.len())).chain([0, codes.len()]).collect();
            cuts.sort_unstable();
            for bit in 0..2 {
                let expected: Bits = codes.iter().map(|code| code >> bit & 1 == 1).collect();
                let mut parts = Bits::default();
                for part in cuts.windows(2).rev() {
                    parts.put(part[0], &codes[part[0]..part[1]], bit);
                }
                prop_assert_eq!(&parts, &expected);
                prop_assert_eq!(parts.count(), (0..codes.len()).map(|place| u64::from(parts.get(place))).sum::<u64>());
                let others = parts.not();
                prop_assert_eq!(parts.count() + others.count(), codes.len() as u64);
                prop_assert_eq!(parts.and(&others).count(), 0);
                prop_assert_eq!(others.not(), parts.clone());
                for part in cuts.windows(2) {
                    let mut read = vec![4; part[1] - part[0]];
                    parts.join_to(&mut read, part[0], bit);
                    let own = codes[part[0]..part[1]].iter().map(|code| code & 1 << bit | 4);
                    prop_assert_eq!(read, own.collect::<Vec<_>>());
                    let first: Bits = codes[..part[1]].iter().map(|code| code >> bit & 1 == 1).collect();
                    let mut truncated = parts.clone();
                    truncated.truncate(part[1]);
                    prop_assert_eq!(truncated, first);
                }
            }
        }
    }
}

//! [`TwoBits`]: codes from 0 to 3, thirty-two in a word.

const IN_WORD: usize = TwoBits::IN_WORD;
/// The lower bit of every code.
const LOWER: u64 = 0x5555_5555_5555_5555;

/// Codes from 0 to 3, which take a quarter of the room of bytes, and are counted a word at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TwoBits {
    /// The first code is the lowest two bits; behind the last one there are zeros.
    words: Vec<u64>,
    len: usize,
}

impl TwoBits {
    /// Codes in a word.
    pub(crate) const IN_WORD: usize = 32;
    /// The largest code.
    pub const MOST: usize = 3;

    /// The code of a value by its place, if there are codes for so many.
    pub(crate) fn code(value: usize) -> Option<u8> {
        let code = u8::try_from(value + 1).ok()?;
        (usize::from(code) <= Self::MOST).then_some(code)
    }

    /// So many zeros.
    pub fn zeros(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(IN_WORD)],
            len,
        }
    }

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The code of a place.
    #[inline]
    pub fn get(&self, place: usize) -> u8 {
        let code = self.words[place / IN_WORD] >> (2 * (place % IN_WORD)) & 3;
        code.to_le_bytes()[0]
    }

    /// The codes in their order.
    pub fn iter(&self) -> impl Iterator<Item = u8> {
        (0..self.len).map(|place| self.get(place))
    }

    /// Joins codes of at most [`MOST`](Self::MOST) to those of places from `first` on, bit by bit: places that are 0 so far have
    /// them now. Places behind the last one are made.
    pub(crate) fn put(&mut self, first: usize, codes: &[u8]) {
        self.len = self.len.max(first + codes.len());
        self.words.resize(self.len.div_ceil(IN_WORD), 0);
        let (word, shift) = (first / IN_WORD, 2 * (first % IN_WORD));
        let (whole, part) = codes.as_chunks();
        let packed = whole
            .iter()
            .map(pack)
            .chain(part_of(part).map(|codes| pack(&codes)));
        for (word, packed) in (word..).zip(packed) {
            self.words[word] |= packed << shift;
            // What does not fit into this word; of zeros there may be more than there are places.
            let rest = packed >> (63 - shift) >> 1;
            if rest > 0 {
                self.words[word + 1] |= rest;
            }
        }
    }

    /// Joins the codes of words to those from the first one on, bit by bit.
    pub(crate) fn join(&mut self, words: &[u64]) {
        for (mine, theirs) in self.words.iter_mut().zip(words) {
            *mine |= theirs;
        }
        self.clear_beyond();
    }

    /// Places of one code.
    pub(crate) fn count(&self, code: u8) -> u64 {
        let found = count_masks(&self.words, &self.words, |word, _| equal(word, code));
        found - if code == 0 { self.beyond() as u64 } else { 0 }
    }

    /// As many codes, with every word changed.
    pub(crate) fn map(&self, change: impl FnMut(u64) -> u64) -> Self {
        let words = self.words.iter().copied().map(change);
        let mut changed = Self {
            words: words.collect(),
            len: self.len,
        };
        changed.clear_beyond();
        changed
    }

    /// Makes zeros of what stands behind the last code.
    fn clear_beyond(&mut self) {
        let kept = self.len % IN_WORD;
        if let Some(last) = self.words.last_mut().filter(|_| kept > 0) {
            *last &= (1 << (2 * kept)) - 1;
        }
    }

    /// The first so many codes, where there are so many.
    pub(crate) fn truncated(mut self, len: usize) -> Self {
        if len < self.len {
            self.len = len;
            self.words.truncate(len.div_ceil(IN_WORD));
            self.clear_beyond();
        }
        self
    }

    /// The codes from `first` on, as many as there is room for.
    pub(crate) fn read(&self, first: usize, into: &mut [u8]) {
        debug_assert!(first + into.len() <= self.len, "codes end before");
        let uneven = (IN_WORD - first % IN_WORD) % IN_WORD;
        let (head, rest) = into.split_at_mut(uneven.min(into.len()));
        for (code, place) in head.iter_mut().zip(first..) {
            *code = self.get(place);
        }
        let (whole, part) = rest.as_chunks_mut();
        let mut words = self.words[(first + head.len()) / IN_WORD..].iter();
        for (codes, word) in whole.iter_mut().zip(words.by_ref()) {
            *codes = unpack(*word);
        }
        if let Some(word) = words.next() {
            part.copy_from_slice(&unpack(*word)[..part.len()]);
        }
    }

    /// The first code up to the last one as words.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// The same as its own.
    pub(crate) fn into_words(self) -> Vec<u64> {
        self.words
    }

    /// Zeros behind the last code, which are no codes.
    pub(crate) fn beyond(&self) -> usize {
        self.words.len() * IN_WORD - self.len
    }
}

impl FromIterator<u8> for TwoBits {
    fn from_iter<I: IntoIterator<Item = u8>>(codes: I) -> Self {
        let mut all = Self::default();
        let mut place = IN_WORD;
        for code in codes {
            if place == IN_WORD {
                all.words.push(0);
                place = 0;
            }
            if let Some(word) = all.words.last_mut() {
                *word |= u64::from(code) << (2 * place);
            }
            place += 1;
            all.len += 1;
        }
        all
    }
}

/// One bit for each code of a word that equals `code`, of at most 3: the lower one of its two.
#[inline]
pub(crate) fn equal(word: u64, code: u8) -> u64 {
    let differing = word ^ (u64::from(code) * LOWER);
    !(differing | differing >> 1) & LOWER
}

/// Counts the bits of masks, each made of a word and the one at its side; only the lower bit of a code may be set.
///
/// Masks are added up before their bits are: three fit into two bits, six into four, sixty into a byte, so that there are three
/// steps a word where counting its bits alone takes twelve.
pub(crate) fn count_masks(words: &[u64], beside: &[u64], mask: impl Fn(u64, u64) -> u64) -> u64 {
    const PAIRS: u64 = 0x3333_3333_3333_3333;
    const HALVES: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    const BYTES: u64 = 0x00ff_00ff_00ff_00ff;
    // Nothing overflows; a sum that is checked for it takes longer.
    let pairs = |masks: [u64; 3]| {
        let sum = masks[0].wrapping_add(masks[1]).wrapping_add(masks[2]);
        (sum & PAIRS).wrapping_add(sum >> 2 & PAIRS)
    };
    let (sixes, rest) = words.as_chunks::<6>();
    let (others, others_rest) = beside.as_chunks::<6>();
    let mut total = 0;
    for (sixes, others) in sixes.chunks(10).zip(others.chunks(10)) {
        let mut bytes = 0_u64;
        for (six, other) in sixes.iter().zip(others) {
            let masks = |first| std::array::from_fn(|i| mask(six[first + i], other[first + i]));
            let halves = pairs(masks(0)).wrapping_add(pairs(masks(3)));
            let halves = (halves & HALVES).wrapping_add(halves >> 4 & HALVES);
            bytes = bytes.wrapping_add(halves);
        }
        let fours = (bytes & BYTES).wrapping_add(bytes >> 8 & BYTES);
        total += fours.wrapping_mul(0x0001_0001_0001_0001) >> 48;
    }
    let rest = rest.iter().zip(others_rest);
    total
        + rest
            .map(|(a, b)| u64::from(mask(*a, *b).count_ones()))
            .sum::<u64>()
}

/// Fewer codes than a word has, and zeros; nothing where there are none.
fn part_of(codes: &[u8]) -> Option<[u8; IN_WORD]> {
    let mut word = [0; IN_WORD];
    word[..codes.len()].copy_from_slice(codes);
    (!codes.is_empty()).then_some(word)
}

/// The codes of a word.
#[inline]
fn pack(codes: &[u8; IN_WORD]) -> u64 {
    let (eights, _) = codes.as_chunks::<8>();
    eights.iter().rev().fold(0, |word, eight| {
        // Bytes to pairs of codes, to fours, to eight of them.
        let mut bits = u64::from_le_bytes(*eight);
        bits = (bits | bits >> 6) & 0x000f_000f_000f_000f;
        bits = (bits | bits >> 12) & 0x0000_00ff_0000_00ff;
        bits = (bits | bits >> 24) & 0xffff;
        word << 16 | bits
    })
}

#[inline]
fn unpack(word: u64) -> [u8; IN_WORD] {
    let mut codes = [0; IN_WORD];
    let (eights, _) = codes.as_chunks_mut::<8>();
    for (place, eight) in eights.iter_mut().enumerate() {
        let mut bits = word >> (16 * place) & 0xffff;
        bits = (bits | bits << 24) & 0x0000_00ff_0000_00ff;
        bits = (bits | bits << 12) & 0x000f_000f_000f_000f;
        bits = (bits | bits << 6) & 0x0303_0303_0303_0303;
        *eight = bits.to_le_bytes();
    }
    codes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Codes put in parts, in any order, are the codes one by one.
        #[test]
        fn codes_are_what_was_put(codes in prop::collection::vec(0_u8..4, 0..200), cuts in prop::collection::vec(0_usize..200, 3)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(codes.len())).chain([0, codes.len()]).collect();
            cuts.sort_unstable();
            let mut parts = TwoBits::default();
            for part in cuts.windows(2).rev() {
                parts.put(part[0], &codes[part[0]..part[1]]);
            }
            let whole: TwoBits = codes.iter().copied().collect();
            prop_assert_eq!(&parts, &whole);
            prop_assert_eq!(whole.iter().collect::<Vec<_>>(), codes.clone());
            for &cut in &cuts {
                let first: TwoBits = codes[..cut].iter().copied().collect();
                prop_assert_eq!(whole.clone().truncated(cut), first);
            }
            for part in cuts.windows(2) {
                let mut read = vec![9; part[1] - part[0]];
                whole.read(part[0], &mut read);
                prop_assert_eq!(&read[..], &codes[part[0]..part[1]]);
            }
            let not = whole.map(|word| !word);
            prop_assert_eq!(not.iter().collect::<Vec<_>>(), codes.iter().map(|code| 3 - code).collect::<Vec<_>>());
            prop_assert_eq!(not.map(|word| !word), whole.clone());
            let mut all = not;
            all.join(whole.words());
            prop_assert_eq!(all.count(3), codes.len() as u64);
            for code in 0..4 {
                prop_assert_eq!(whole.count(code), codes.iter().map(|own| u64::from(*own == code)).sum::<u64>());
            }
        }

        /// Sums of masks are counts of their bits, also where every mask is full.
        #[test]
        fn masks_are_counted_bit_by_bit(words in prop::collection::vec(prop_oneof![Just(LOWER), any::<u64>()], 0..300)) {
            let beside: Vec<u64> = words.iter().rev().copied().collect();
            let mask = |a: u64, b: u64| (a | b) & LOWER;
            let pairs = words.iter().zip(&beside);
            let expected: u64 = pairs.map(|(a, b)| u64::from(mask(*a, *b).count_ones())).sum();
            prop_assert_eq!(count_masks(&words, &beside, mask), expected);
        }
    }
}

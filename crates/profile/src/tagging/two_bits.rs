//! [`TwoBits`]: codes from 0 to 3.

use std::ops::Range;

use super::Bits;

/// Codes from 0 to 3, which take a quarter of the room of bytes, or an eighth where none is above 1, and are counted a word of
/// persons at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TwoBits {
    lower: Bits,
    /// Nothing where no code is above 1.
    upper: Bits,
}

impl TwoBits {
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
            lower: Bits::zeros(len),
            upper: Bits::default(),
        }
    }

    /// Of the lower and the upper bits of as many codes.
    pub(crate) fn of(lower: Bits, upper: Bits) -> Self {
        let some = upper.words().iter().any(|word| *word > 0);
        Self {
            lower,
            upper: if some { upper } else { Bits::default() },
        }
    }

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    /// The code of a place.
    #[inline]
    pub fn get(&self, place: usize) -> u8 {
        let upper = !self.upper.is_empty() && self.upper.get(place);
        u8::from(self.lower.get(place)) | u8::from(upper) << 1
    }

    /// The codes in their order.
    pub fn iter(&self) -> impl Iterator<Item = u8> {
        (0..self.len()).map(|place| self.get(place))
    }

    /// Joins codes of at most [`MOST`](Self::MOST) to those of places from `first` on, bit by bit: places that are 0 so far have
    /// them now. Places behind the last one are made.
    pub(crate) fn put(&mut self, first: usize, codes: &[u8]) {
        self.lower.put(first, codes, 0);
        if codes.iter().fold(0, |all, code| all | code) > 1 {
            self.upper.put(first, codes, 1);
        }
        if !self.upper.is_empty() {
            self.upper.reach(self.lower.len());
        }
    }

    /// The codes from `first` on, as many as there is room for.
    pub(crate) fn read(&self, first: usize, into: &mut [u8]) {
        into.fill(0);
        self.lower.join_to(into, first, 0);
        if !self.upper.is_empty() {
            self.upper.join_to(into, first, 1);
        }
    }

    /// Who has a code above 0, in some words.
    pub(crate) fn holders(&self, code: u8, words: Range<usize>) -> Vec<u64> {
        let lower = &self.lower.words()[words.clone()];
        let Some(upper) = self.upper.words().get(words) else {
            let none = vec![0; lower.len()];
            return if code == 1 { lower.to_vec() } else { none };
        };
        let pairs = lower.iter().zip(upper);
        match code {
            1 => pairs.map(|(lower, upper)| lower & !upper).collect(),
            2 => pairs.map(|(lower, upper)| upper & !lower).collect(),
            _ => pairs.map(|(lower, upper)| lower & upper).collect(),
        }
    }

    /// Adds whoever has a code above 0, in some words, to those who are there.
    pub(crate) fn join_holders(&self, there: &mut [u64], words: Range<usize>) {
        for plane in [&self.lower, &self.upper] {
            let own = plane.words().get(words.clone()).unwrap_or_default();
            for (there, own) in there.iter_mut().zip(own) {
                *there |= own;
            }
        }
    }

    /// The first so many codes, where there are so many.
    pub(crate) fn truncated(mut self, len: usize) -> Self {
        self.lower.truncate(len);
        self.upper.truncate(len);
        Self::of(self.lower, self.upper)
    }
}

impl FromIterator<u8> for TwoBits {
    fn from_iter<I: IntoIterator<Item = u8>>(codes: I) -> Self {
        const TOGETHER: usize = 1 << 12;
        let mut all = Self::default();
        let mut codes = codes.into_iter();
        loop {
            let part: Vec<u8> = codes.by_ref().take(TOGETHER).collect();
            if part.is_empty() {
                return all;
            }
            all.put(all.len(), &part);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Codes put in parts, in any order, are the codes one by one, whether any of them needs the upper bit or not.
        #[test]
        fn codes_are_what_was_put(
            most in 1_u8..4,
            codes in prop::collection::vec(0_u8..4, 0..200),
            cuts in prop::collection::vec(0_usize..200, 3),
        ) {
            let codes: Vec<u8> = codes.into_iter().map(|code| code.min(most)).collect();
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
            let words = 0..codes.len().div_ceil(Bits::IN_WORD);
            let mut any = vec![0; words.len()];
            whole.join_holders(&mut any, words.clone());
            let bits = |of: &dyn Fn(u8) -> bool| codes.iter().map(|code| of(*code)).collect::<Bits>().words().to_vec();
            prop_assert_eq!(any, bits(&|code| code > 0));
            for code in 1..4 {
                prop_assert_eq!(whole.holders(code, words.clone()), bits(&|own| own == code));
            }
        }
    }
}

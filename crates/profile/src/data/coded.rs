//! [`Coded`]: numbers of texts in the least room.

use std::ops::Range;

use fourr_table::Values;

use super::PART;

/// Numbers of texts, one a row, in one, two or four bytes each: what the largest takes.
#[derive(Debug)]
pub(crate) enum Coded {
    Bytes(Vec<u8>),
    Shorts(Vec<u16>),
    Words(Vec<u32>),
}

impl Coded {
    /// Of texts that are read part by part.
    pub(crate) fn read<E>(
        values: &Values<'_>,
        mut read: impl FnMut(Values<'_>) -> Result<Vec<u32>, E>,
    ) -> Result<Self, E> {
        let mut codes = Self::Bytes(Vec::with_capacity(values.len()));
        for (_, part) in values.parts(PART) {
            codes.push(&read(part)?);
        }
        Ok(codes)
    }

    /// Adds numbers behind these.
    fn push(&mut self, part: &[u32]) {
        let most = part.iter().copied().max().unwrap_or(0);
        let too_few = match self {
            Self::Bytes(_) => u8::try_from(most).is_err(),
            Self::Shorts(_) => u16::try_from(most).is_err(),
            Self::Words(_) => false,
        };
        if too_few {
            *self = self.widened(u16::try_from(most).is_ok());
        }
        match self {
            Self::Bytes(codes) => codes.extend(part.iter().map(|code| code.to_le_bytes()[0])),
            Self::Shorts(codes) => {
                let short = |code: &u32| u16::try_from(*code).unwrap_or(u16::MAX);
                codes.extend(part.iter().map(short));
            }
            Self::Words(codes) => codes.extend(part),
        }
    }

    /// The same in two bytes or in four.
    fn widened(&self, in_two: bool) -> Self {
        match self {
            Self::Bytes(codes) if in_two => {
                Self::Shorts(codes.iter().map(|code| u16::from(*code)).collect())
            }
            Self::Bytes(codes) => Self::Words(codes.iter().map(|code| u32::from(*code)).collect()),
            Self::Shorts(codes) => Self::Words(codes.iter().map(|code| u32::from(*code)).collect()),
            Self::Words(codes) => Self::Words(codes.clone()),
        }
    }

    /// Rows.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Bytes(codes) => codes.len(),
            Self::Shorts(codes) => codes.len(),
            Self::Words(codes) => codes.len(),
        }
    }

    /// The numbers of some rows, which are made in the buffer where they do not lie as they are.
    pub(crate) fn part<'a>(&'a self, rows: Range<usize>, buffer: &'a mut Vec<u32>) -> &'a [u32] {
        buffer.clear();
        match self {
            Self::Bytes(codes) => buffer.extend(codes[rows].iter().map(|code| u32::from(*code))),
            Self::Shorts(codes) => buffer.extend(codes[rows].iter().map(|code| u32::from(*code))),
            Self::Words(codes) => return &codes[rows],
        }
        buffer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_they_were() {
        for most in [3, 255, 256, 65_535, 65_536, u32::MAX] {
            let parts = [vec![0, 1], vec![most, 1, most / 2], vec![300]];
            let mut coded = Coded::Bytes(Vec::new());
            for part in &parts {
                coded.push(part);
            }
            let all = parts.concat();
            let mut buffer = vec![9];
            let read = coded.part(1..all.len(), &mut buffer);
            assert_eq!((read, coded.len()), (&all[1..], all.len()));
        }
    }
}

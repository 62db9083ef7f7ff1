//! [`Interner`]: distinct texts as small numbers.

use std::hash::BuildHasher;

use foldhash::fast;
use fourr_cell::missing;
use hashbrown::HashTable;
use polars::prelude::*;

const SEED: u64 = 0x0074_6167;
/// Places of the cache of recent views; a power of two.
const CACHE: usize = 1 << 12;

/// Distinct texts in the order of their first appearance, numbered from 1; 0 is a missing text.
///
/// A column of text is an array of views: sixteen bytes that hold a short text, or the place of a long one in a buffer. Parquet
/// repeats the view with the text, so most rows are decided by comparing views, and a text is hashed once in a while.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    texts: Vec<String>,
    index: HashTable<u32>,
    recent: Vec<(u128, u32)>,
}

impl Interner {
    /// The texts, in the order of their numbers.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The numbers of a column's texts, one a row.
    pub(crate) fn codes(&mut self, column: &Column) -> PolarsResult<Vec<u32>> {
        let series = column.as_materialized_series();
        let as_text = match series.dtype() {
            DataType::String => series.clone(),
            _ => series.cast(&DataType::String)?,
        };
        let mut codes = Vec::with_capacity(as_text.len());
        for (array, chunk) in as_text.str()?.downcast_iter().zip(as_text.chunks()) {
            // Places in buffers mean something within one array only.
            self.recent.clear();
            self.recent.resize(CACHE, (u128::MAX, 0));
            let views = array.views();
            match chunk.validity().filter(|valid| valid.unset_bits() > 0) {
                None => codes.extend(views.iter().enumerate().map(|(row, view)| {
                    let text = || array.value(row);
                    self.code(
                        packed([view.length, view.prefix, view.buffer_idx, view.offset]),
                        text,
                    )
                })),
                Some(valid) => codes.extend(views.iter().zip(valid.iter()).enumerate().map(
                    |(row, (view, valid))| {
                        if !valid {
                            return 0;
                        }
                        let text = || array.value(row);
                        self.code(
                            packed([view.length, view.prefix, view.buffer_idx, view.offset]),
                            text,
                        )
                    },
                )),
            }
        }
        Ok(codes)
    }

    #[inline]
    fn code<'a>(&mut self, view: u128, text: impl FnOnce() -> &'a str) -> u32 {
        let place = place_of(view);
        let (known, code) = self.recent[place];
        if known == view {
            return code;
        }
        let code = self.intern(text());
        self.recent[place] = (view, code);
        code
    }

    /// The number of a text; 0 where it says that it is missing.
    pub(crate) fn intern(&mut self, written: &str) -> u32 {
        let text = written.trim();
        if missing::classify(text).is_some() {
            return 0;
        }
        let hasher = fast::FixedState::with_seed(SEED);
        let texts = &mut self.texts;
        let hash = hasher.hash_one(text);
        let found = self
            .index
            .find(hash, |&code| texts[code as usize - 1] == text);
        if let Some(&code) = found {
            return code;
        }
        texts.push(text.to_owned());
        let code = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        let texts = &self.texts;
        self.index.insert_unique(hash, code, |&code| {
            hasher.hash_one(texts[code as usize - 1].as_str())
        });
        code
    }
}

fn packed(words: [u32; 4]) -> u128 {
    words
        .iter()
        .rev()
        .fold(0, |sum, word| sum << 32 | u128::from(*word))
}

fn place_of(view: u128) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both halves are folded into one word"
    )]
    let folded = (view as u64) ^ ((view >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbered_once_whatever_their_length() {
        let long = "一个比十二个字节长的文本";
        let column = Column::new(
            "c".into(),
            [
                Some("北京"),
                Some(long),
                None,
                Some("无"),
                Some(" 北京 "),
                Some(long),
            ],
        );
        let mut interner = Interner::default();
        assert_eq!(interner.codes(&column).unwrap(), [1, 2, 0, 0, 1, 2]);
        let sliced = column.slice(4, 2);
        assert_eq!(interner.codes(&sliced).unwrap(), [1, 2]);
        assert_eq!(interner.texts(), ["北京", long]);
    }
}

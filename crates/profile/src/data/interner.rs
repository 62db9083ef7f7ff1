//! [`Interner`]: distinct texts as small numbers.

use std::hash::BuildHasher;

use foldhash::fast;
use fourr_cell::missing;
use fourr_table::{Memo, Values};
use hashbrown::HashTable;
use polars::prelude::PolarsResult;

const SEED: u64 = 0x0074_6167;

/// Distinct texts in the order of their first appearance, numbered from 1; 0 is a missing text.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    texts: Vec<String>,
    index: HashTable<u32>,
    met: Memo<u32>,
}

impl Interner {
    /// The texts, in the order of their numbers.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The numbers of a column's texts, one a row.
    pub(crate) fn codes(&mut self, values: &Values<'_>) -> PolarsResult<Vec<u32>> {
        let mut met = std::mem::take(&mut self.met);
        let codes = met.read_all(&values.as_texts()?, 0, |text| self.intern(text));
        self.met = met;
        Ok(codes)
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

#[cfg(test)]
mod tests {
    use polars::prelude::*;

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
        assert_eq!(
            interner.codes(&(&column).into()).unwrap(),
            [1, 2, 0, 0, 1, 2]
        );
        let sliced = column.slice(4, 2);
        assert_eq!(interner.codes(&sliced.into()).unwrap(), [1, 2]);
        assert_eq!(interner.texts(), ["北京", long]);
    }
}

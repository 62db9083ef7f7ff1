//! [`Ids`]: the ids of some rows in the least room.

use fourr_table::{Id, Texts, coerce::Keys};
use polars::prelude::*;

/// The ids of some rows, which outlive their batch.
#[derive(Debug, Clone)]
pub(super) struct Ids {
    pub(super) keys: Keys<'static>,
    /// Whether they are numbers that stood there as text.
    pub(super) written: bool,
}

impl Ids {
    /// Numbers that may have been written as text.
    pub(super) fn of_numbers(ids: &[i64], written: bool) -> Self {
        Self {
            keys: Keys::Whole(Int64Chunked::from_slice(PlSmallStr::EMPTY, ids)),
            written,
        }
    }

    /// Texts as numbers, where every one is the only text of its number.
    pub(super) fn of(keys: Keys<'_>) -> Self {
        let numbers = match &keys {
            Keys::Text(texts) => numbers(texts),
            Keys::Whole(_) => None,
        };
        Self {
            written: numbers.is_some(),
            keys: numbers.map_or_else(|| keys.into_owned(), Keys::Whole),
        }
    }
}

fn numbers(texts: &Texts<'_>) -> Option<Int64Chunked> {
    let name = PlSmallStr::EMPTY;
    if texts.has_nulls() {
        let numbers = texts.iter().map(|text| match text {
            None => Some(None),
            Some(text) => Id::of_text(text).whole().map(Some),
        });
        let numbers: Vec<Option<i64>> = numbers.collect::<Option<_>>()?;
        return Some(Int64Chunked::from_iter_options(name, numbers.into_iter()));
    }
    let mut numbers = Vec::with_capacity(texts.len());
    for text in texts.iter() {
        numbers.push(Id::of_text(text?).whole()?);
    }
    Some(Int64Chunked::from_vec(name, numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbers_where_each_has_but_one_text() {
        let of = |texts: &[Option<&str>]| {
            let texts = StringChunked::from_iter_options("id".into(), texts.iter().copied());
            let ids = Ids::of(Keys::Text(texts.into()));
            (ids.written, ids.keys.to_strings())
        };
        for (texts, written) in [
            (vec![Some("10"), Some("7"), Some("0")], true),
            (vec![Some("10"), None, Some("7")], true),
            (vec![], true),
            (vec![Some("10"), Some("07")], false),
            (vec![Some("10"), Some("-7")], false),
            (vec![None, Some("C10")], false),
            (vec![Some("10000000000000000000000"), Some("1")], false),
        ] {
            let same: Vec<Option<String>> = texts.iter().map(|id| id.map(str::to_owned)).collect();
            assert_eq!(of(&texts), (written, same));
        }
    }
}

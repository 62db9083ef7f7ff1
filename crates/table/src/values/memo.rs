//! [`Memo`]: what texts mean, asked once a text.

use foldhash::fast;
use hashbrown::HashMap;
use polars::prelude::StringChunked;
use polars_arrow::array::{Array, Utf8ViewArray, View};

use super::texts::{Cell, Coded, Form, Texts};

/// Texts that are remembered; a column of free text has more, and is asked about each time.
const MOST: usize = 1 << 16;
/// Places of the table of recent texts; a power of two.
const RECENT: usize = 1 << 10;
/// Bytes of the longest text that is told by one number.
const SHORT: u32 = 12;

/// Remembers what the texts of a column mean: its categories, channels, answers.
///
/// A text of up to twelve bytes is one number together with its length, as polars keeps it in a view, and numbers are compared
/// where texts would be. Longer ones are looked up by what they say, unless a column repeats the place with the text, as
/// the dictionaries of Parquet do.
#[derive(Debug)]
pub struct Memo<T> {
    /// None before the first column.
    recent: Vec<Option<(u128, T)>>,
    /// Whether places of long texts stand among the recent ones.
    has_places: bool,
    short: HashMap<u128, T, fast::FixedState>,
    long: HashMap<String, T, fast::FixedState>,
}

impl<T: Copy> Default for Memo<T> {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            has_places: false,
            short: HashMap::default(),
            long: HashMap::default(),
        }
    }
}

impl<T: Copy> Memo<T> {
    /// What every text means, one a row, and `none` where there is none.
    ///
    /// # Errors
    /// The first of `meaning`; what texts before it mean is remembered.
    pub fn read<E>(
        &mut self,
        texts: &Texts<'_>,
        none: T,
        mut meaning: impl FnMut(&str) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        self.recent.resize(RECENT, None);
        match texts.form() {
            Form::Column(texts) => self.column(texts, none, &mut meaning),
            Form::Coded(coded) => self.coded(coded, none, &mut meaning),
            Form::Cells(text, cells) => {
                let mut read = Vec::with_capacity(cells.len());
                for cell in cells.iter() {
                    read.push(self.cell(text, *cell, none, &mut meaning)?);
                }
                Ok(read)
            }
        }
    }

    /// The same where nothing can go wrong.
    pub fn read_all(
        &mut self,
        texts: &Texts<'_>,
        none: T,
        mut meaning: impl FnMut(&str) -> T,
    ) -> Vec<T> {
        let Ok(all) = self.read(texts, none, |text| {
            Ok::<T, std::convert::Infallible>(meaning(text))
        });
        all
    }

    #[inline]
    fn cell<E>(
        &mut self,
        text: &str,
        cell: Cell,
        none: T,
        meaning: &mut impl FnMut(&str) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(key) = short(text.as_bytes(), cell) else {
            return match cell.of(text) {
                None => Ok(none),
                Some(text) => self.long(text, meaning),
            };
        };
        self.by_number(key, || cell.of(text).unwrap_or_default(), meaning)
    }

    /// Asks once a place.
    fn coded<E>(
        &mut self,
        coded: &Coded,
        none: T,
        meaning: &mut impl FnMut(&str) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        let mut known: Vec<Option<T>> = vec![None; coded.texts.len()];
        let mut read = Vec::with_capacity(coded.places.len());
        for place in &coded.places {
            let Some(place) = place.map(|place| *place as usize) else {
                read.push(none);
                continue;
            };
            let value = if let Some(value) = known[place] {
                value
            } else {
                let text = coded.texts.value(place);
                let value = self.cell(text, Cell::whole(text), none, meaning)?;
                known[place] = Some(value);
                value
            };
            read.push(value);
        }
        Ok(read)
    }

    fn column<E>(
        &mut self,
        texts: &StringChunked,
        none: T,
        meaning: &mut impl FnMut(&str) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        let mut read = Vec::with_capacity(texts.len());
        for chunk in texts.downcast_iter() {
            // A place means something within one chunk only.
            if std::mem::take(&mut self.has_places) {
                self.recent.fill(None);
            }
            let views = chunk.views().iter().enumerate();
            match chunk.validity().filter(|valid| valid.unset_bits() > 0) {
                None => {
                    for (row, view) in views {
                        read.push(self.view(*view, (chunk, row), meaning)?);
                    }
                }
                Some(valid) => {
                    for ((row, view), valid) in views.zip(valid.iter()) {
                        read.push(if valid {
                            self.view(*view, (chunk, row), meaning)?
                        } else {
                            none
                        });
                    }
                }
            }
        }
        Ok(read)
    }

    #[inline]
    fn view<E>(
        &mut self,
        view: View,
        (chunk, row): (&Utf8ViewArray, usize),
        meaning: &mut impl FnMut(&str) -> Result<T, E>,
    ) -> Result<T, E> {
        let key = view.as_u128();
        if view.length <= SHORT {
            return self.by_number(key, || chunk.value(row), meaning);
        }
        let place = place(key);
        match self.recent[place] {
            Some((known, value)) if known == key => Ok(value),
            _ => {
                let value = self.long(chunk.value(row), meaning)?;
                self.recent[place] = Some((key, value));
                self.has_places = true;
                Ok(value)
            }
        }
    }

    #[inline]
    fn by_number<'t, E>(
        &mut self,
        key: u128,
        text: impl FnOnce() -> &'t str,
        meaning: &mut impl FnMut(&str) -> Result<T, E>,
    ) -> Result<T, E> {
        match self.recent[place(key)] {
            Some((known, value)) if known == key => Ok(value),
            _ => self.look_up(key, text(), meaning),
        }
    }

    #[cold]
    fn look_up<E>(
        &mut self,
        key: u128,
        text: &str,
        meaning: &mut impl FnMut(&str) -> Result<T, E>,
    ) -> Result<T, E> {
        let value = if let Some(value) = self.short.get(&key) {
            *value
        } else {
            let value = meaning(text)?;
            if self.short.len() < MOST {
                self.short.insert(key, value);
            }
            value
        };
        self.recent[place(key)] = Some((key, value));
        Ok(value)
    }

    fn long<E>(
        &mut self,
        text: &str,
        meaning: &mut impl FnMut(&str) -> Result<T, E>,
    ) -> Result<T, E> {
        if let Some(value) = self.long.get(text) {
            return Ok(*value);
        }
        let value = meaning(text)?;
        if self.long.len() < MOST {
            self.long.insert(text.to_owned(), value);
        }
        Ok(value)
    }
}

/// The number that stands for a text of up to twelve bytes: its length, then what it says.
#[inline]
fn short(text: &[u8], cell: Cell) -> Option<u128> {
    let length = cell.end.checked_sub(cell.start)?;
    if length > SHORT {
        return None;
    }
    let behind = text.get(cell.start as usize..)?;
    let bytes = behind.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; 16];
        bytes[..behind.len()].copy_from_slice(behind);
        bytes
    });
    let says = u128::from_le_bytes(bytes) << 32;
    Some(says & (u128::MAX >> (8 * (SHORT - length))) & !0xFFFF_FFFF | u128::from(length))
}

/// Where a number stands among the recent ones.
#[inline]
fn place(key: u128) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both halves are folded into one word"
    )]
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54) as usize
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use polars::prelude::NewChunkedArray;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A column and the cells of a text are read alike, and as often as there are texts.
        #[test]
        fn every_text_is_asked_about_once(picks in prop::collection::vec(prop::option::of(0_usize..40), 1..300)) {
            let word = |pick: usize| "北a京bcdefg海h天i津j".chars().cycle().skip(pick).take(pick % 9).collect::<String>();
            let written: Vec<Option<String>> = picks.iter().map(|pick| pick.map(word)).collect();
            let (mut text, mut cells) = (String::new(), Vec::new());
            for written in &written {
                let start = u32::try_from(text.len()).unwrap();
                text.push_str(written.as_deref().unwrap_or_default());
                let end = u32::try_from(text.len()).unwrap();
                cells.push(written.as_ref().map_or(Cell::NULL, |_| Cell { start, end }));
            }
            let column = StringChunked::from_iter_options("c".into(), written.iter().map(Option::as_deref));
            let mut expected: Vec<String> = Vec::new();
            let of = |written: &Option<String>| written.as_ref().map_or(0, |text| {
                expected.iter().position(|known| known == text).unwrap_or_else(|| {
                    expected.push(text.clone());
                    expected.len() - 1
                }) + 1
            });
            let expected_codes: Vec<usize> = written.iter().map(of).collect();
            let mut different: Vec<&str> = written.iter().flatten().map(String::as_str).collect();
            different.sort_unstable();
            different.dedup();
            let place = |text: &String| different.iter().position(|other| *other == text).unwrap();
            let places = written.iter().map(|text| text.as_ref().map(|text| u32::try_from(place(text)).unwrap()));
            let coded = Texts::coded(Coded {
                places: places.collect(),
                texts: Utf8ViewArray::from_slice_values(&different),
            });
            for texts in [Texts::from(&column), Texts::cells(&text, &cells), coded] {
                let (mut memo, mut asked) = (Memo::default(), Vec::new());
                for _ in 0..2 {
                    let codes = memo.read(&texts, 0, |text| {
                        asked.push(text.to_owned());
                        Ok::<_, Infallible>(asked.len())
                    });
                    let Ok(codes) = codes;
                    prop_assert_eq!(&codes, &expected_codes);
                }
                prop_assert_eq!(&asked, &expected);
            }
        }
    }
}

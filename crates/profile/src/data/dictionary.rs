//! [`Dictionary`]: the texts of a column, whoever has read which part of it.

use std::collections::BTreeMap;

use super::Interner;
use crate::tags::{Coarser, Shown};

/// The distinct texts of a column in order of code points; text `i` has the code `i + 1`, and 0 is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dictionary {
    pub(crate) texts: Vec<String>,
}

impl Dictionary {
    /// One dictionary for several readers, and for each of them its codes (and 0) in the new ones.
    pub(crate) fn unite(readers: &[&Interner]) -> (Self, Vec<Vec<u32>>) {
        let mut sorted: BTreeMap<&str, u32> = BTreeMap::new();
        for text in readers.iter().flat_map(|reader| reader.texts()) {
            sorted.insert(text, 0);
        }
        for (code, place) in (1..).zip(sorted.values_mut()) {
            *place = code;
        }
        let translate = |reader: &&Interner| {
            let codes = reader.texts().iter().map(|text| sorted[text.as_str()]);
            std::iter::once(0).chain(codes).collect()
        };
        let translations = readers.iter().map(translate).collect();
        (
            Self {
                texts: sorted.keys().map(|text| (*text).to_owned()).collect(),
            },
            translations,
        )
    }

    /// The texts as they may be shown, and for each code (and 0) its code among them; 0 for what may not be shown.
    pub(crate) fn shown(&self, how: Shown) -> (Self, Vec<u32>) {
        let made: Vec<Option<Coarser>> = self.texts.iter().map(|text| how.of(text)).collect();
        let mut sorted: Vec<&Coarser> = made.iter().flatten().collect();
        let order = |a: &Coarser, b: &Coarser| {
            let places = a.place.total_cmp(&b.place);
            places.then_with(|| a.text.cmp(&b.text))
        };
        sorted.sort_by(|a, b| order(a, b));
        sorted.dedup();
        let code = |of: &Option<Coarser>| {
            let place = of
                .as_ref()
                .and_then(|of| sorted.binary_search_by(|known| order(known, of)).ok());
            place.map_or(0, |place| u32::try_from(place + 1).unwrap_or(0))
        };
        let codes = std::iter::once(0).chain(made.iter().map(code)).collect();
        let texts = sorted.iter().map(|of| of.text.clone()).collect();
        (Self { texts }, codes)
    }

    /// The text of a code.
    pub(crate) fn get(&self, code: u32) -> Option<&str> {
        let place = usize::try_from(code).ok()?.checked_sub(1)?;
        self.texts.get(place).map(String::as_str)
    }
}

//! [`Lookups`]: what tests say of texts, asked once a text.

use crate::plan::Reads;

/// For each test and each map, its answer by the code of the text; that for 0, a missing text, is 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lookups {
    pub(crate) tests: Vec<Vec<u8>>,
    pub(crate) maps: Vec<Vec<u16>>,
}

impl Lookups {
    pub(crate) fn new(reads: &Reads) -> Self {
        Self {
            tests: vec![vec![0]; reads.tests.len()],
            maps: vec![vec![0]; reads.maps.len()],
        }
    }

    /// Asks about the texts of a slot that were not asked about before.
    pub(crate) fn extend(&mut self, reads: &Reads, slot: usize, texts: &[String]) {
        let tests = self.tests.iter_mut().zip(&reads.tests);
        for (known, test) in tests.filter(|(_, test)| test.slot == slot) {
            let fresh = texts[known.len() - 1..].iter();
            known.extend(fresh.map(|text| u8::from(test.asks.holds(text) != test.negated)));
        }
        let maps = self.maps.iter_mut().zip(&reads.maps);
        for (known, map) in maps.filter(|(_, map)| map.slot == slot) {
            let fresh = texts[known.len() - 1..].iter();
            known.extend(fresh.map(|text| map.codes.get(text).copied().unwrap_or(0)));
        }
    }
}

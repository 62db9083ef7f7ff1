//! [`Rows`]: rows of some persons, column by column; [`Shape`]: how one is written as bytes.

use fourr_table::{Aside, Scratch, TableError};

use crate::{plan::TablePlan, tags::As};

/// Rows that some measure is interested in.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// By its place among the persons of the part.
    pub(super) person: Vec<u32>,
    /// Microseconds of local time.
    pub(super) time: Vec<i64>,
    /// Which conditions a row fits: so many words a row.
    pub(super) fits: Vec<u64>,
    /// By slot; empty for slots of texts.
    pub(super) numbers: Vec<Vec<f64>>,
    /// By slot; empty for slots of numbers.
    pub(super) texts: Vec<Vec<u32>>,
}

/// What a row consists of: person, time, words of conditions, and the value of each slot.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) words: usize,
    /// Whether a slot is of texts.
    texts: Vec<bool>,
}

/// The value of a slot.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    Number(f64),
    Text(u32),
}

impl Shape {
    pub(super) fn of(plan: &TablePlan, words: usize) -> Self {
        let inputs = plan.reads.inputs.iter();
        Self {
            words,
            texts: inputs.map(|input| input.taken == As::Text).collect(),
        }
    }

    /// Bytes of a row.
    fn bytes(&self) -> usize {
        let values = self.texts.iter().map(|text| if *text { 4 } else { 8 });
        4 + 8 + 8 * self.words + values.sum::<usize>()
    }

    /// Appends a row.
    pub(super) fn write(
        out: &mut Vec<u8>,
        (person, time, fits): (u32, i64, &[u64]),
        values: impl Iterator<Item = Value>,
    ) {
        out.extend_from_slice(&person.to_le_bytes());
        out.extend_from_slice(&time.to_le_bytes());
        for word in fits {
            out.extend_from_slice(&word.to_le_bytes());
        }
        for value in values {
            match value {
                Value::Number(number) => out.extend_from_slice(&number.to_le_bytes()),
                Value::Text(code) => out.extend_from_slice(&code.to_le_bytes()),
            }
        }
    }
}

impl Rows {
    /// The rows that workers have put aside for a part. The codes of a worker's texts become those of `translations`, by
    /// worker and slot.
    pub(super) fn of(
        asides: Vec<Aside>,
        shape: &Shape,
        translations: &[Vec<Vec<u32>>],
        scratch: &Scratch,
    ) -> Result<Self, TableError> {
        let slots = shape.texts.len();
        let mut rows = Self {
            numbers: vec![Vec::new(); slots],
            texts: vec![Vec::new(); slots],
            ..Self::default()
        };
        for (aside, translations) in asides.into_iter().zip(translations) {
            aside.drain(scratch, |block| -> Result<(), TableError> {
                for record in block.chunks_exact(shape.bytes()) {
                    rows.push(record, shape, translations);
                }
                Ok(())
            })?;
        }
        Ok(rows)
    }

    fn push(&mut self, record: &[u8], shape: &Shape, translations: &[Vec<u32>]) {
        let mut rest = record;
        self.person.push(u32::from_le_bytes(next(&mut rest)));
        self.time.push(i64::from_le_bytes(next(&mut rest)));
        for _ in 0..shape.words {
            self.fits.push(u64::from_le_bytes(next(&mut rest)));
        }
        for (slot, is_text) in shape.texts.iter().enumerate() {
            if *is_text {
                let code = u32::from_le_bytes(next(&mut rest));
                self.texts[slot].push(translations[slot][code as usize]);
            } else {
                self.numbers[slot].push(f64::from_le_bytes(next(&mut rest)));
            }
        }
    }
}

/// The next bytes of a record, which are there: it is as long as its shape says.
fn next<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
    let Some((first, after)) = rest.split_first_chunk() else {
        return [0; N];
    };
    *rest = after;
    *first
}

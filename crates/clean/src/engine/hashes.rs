//! [`Hashes`]: which rows are equal in some columns, by 128-bit hashes.
//!
//! Rows are hashed column by column while they stream past, and each chunk sorts its hashes into 64 parts, so that the
//! search for equal ones works on tables that fit the cache. Two different rows of a hundred million share a 128-bit
//! hash with a probability below 10^-22.

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;
use std::sync::LazyLock;

use fourr_cell::fold;
use fourr_table::{Scratch, Stored, TableError};
use polars::prelude::*;
use rayon::prelude::*;

use super::{
    chunk::{Chunk, Row},
    form::Form,
};

const PARTS: usize = 64;
/// Odd constants of the two halves of a hash (fractions of pi and e).
const FIRST: u64 = 0x243F_6A88_85A3_08D3;
const SECOND: u64 = 0xB7E1_5162_8AED_2A6B;

/// What makes one hash function.
struct Seeds {
    words: [u64; 2],
    state: foldhash::quality::RandomState,
}

/// Two hash functions that no input can know; which rows are equal does not depend on them.
static SEEDS: LazyLock<[Seeds; 2]> = LazyLock::new(|| {
    std::array::from_fn(|_| {
        let state = foldhash::quality::RandomState::default();
        Seeds {
            words: [state.hash_one(FIRST), state.hash_one(SECOND)],
            state,
        }
    })
});

/// Bytes of a hash with its row.
const RECORD: usize = 16 + size_of::<Row>();

/// Hashes of rows, in the order of rows inside each part: in memory as far as they may be, else in a temporary file.
#[derive(Debug, Default)]
pub(crate) struct Hashes {
    chunks: Vec<Kept>,
}

/// The hashes of a chunk by parts.
#[derive(Debug)]
pub(crate) struct Sorted {
    starts: Vec<u32>,
    first: Option<Row>,
    /// Each with its row.
    records: Vec<u8>,
}

/// The same where it is kept.
#[derive(Debug)]
struct Kept {
    starts: Vec<u32>,
    first: Option<Row>,
    records: Stored,
}

/// How rows are hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nulls {
    /// Null equals null.
    Same,
    /// A row with a null equals no other.
    Distinct,
}

impl Hashes {
    pub(crate) fn add(&mut self, sorted: Sorted, scratch: &Scratch) -> Result<(), TableError> {
        let Sorted {
            starts,
            first,
            records,
        } = sorted;
        self.chunks.push(Kept {
            starts,
            first,
            records: Stored::put(records, scratch)?,
        });
        Ok(())
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.chunks.extend(other.chunks);
    }

    /// Brings the chunks, which may have come in any order, into the order of rows.
    pub(crate) fn order(&mut self) {
        self.chunks.sort_by_key(|chunk| chunk.first);
    }

    /// Drops them; their memory is free for others.
    pub(crate) fn release(self, scratch: &Scratch) {
        for chunk in self.chunks {
            chunk.records.release(scratch);
        }
    }

    fn height_of(&self, part: usize) -> usize {
        let chunks = self.chunks.iter();
        chunks.map(|chunk| chunk.range(part).len()).sum()
    }

    /// Each row that equals an earlier one, with the first of these; sorted. Rows that are not `alive` do not count.
    pub(crate) fn repeats(
        &self,
        alive: Option<&[bool]>,
        scratch: &Scratch,
    ) -> Result<Vec<(Row, Row)>, TableError> {
        let in_part = |part: usize| {
            let mut table = Known::with_room(self.height_of(part));
            let mut repeats = Vec::new();
            self.each(part, scratch, |hash, row| {
                if alive.is_some_and(|alive| !alive[row as usize]) {
                    return;
                }
                match table.entry(hash) {
                    free if free.1 == Row::MAX => *free = (hash, row),
                    first => repeats.push((row, first.1)),
                }
            })?;
            Ok(repeats)
        };
        let parts = (0..PARTS).into_par_iter().map(in_part);
        let parts: Vec<Vec<(Row, Row)>> = parts.collect::<Result<_, TableError>>()?;
        let mut repeats = parts.concat();
        repeats.sort_unstable();
        Ok(repeats)
    }

    /// Visits the hashes of a part with their rows, in the order of rows.
    fn each(
        &self,
        part: usize,
        scratch: &Scratch,
        mut visit: impl FnMut(u128, Row),
    ) -> Result<(), TableError> {
        let mut buffer = Vec::new();
        for chunk in &self.chunks {
            let range = chunk.range(part);
            let bytes = range.start * RECORD..range.end * RECORD;
            let bytes = chunk.records.read(scratch, bytes, &mut buffer)?;
            for record in bytes.as_chunks::<RECORD>().0 {
                let (hash, row) = record.split_at(16);
                visit(
                    u128::from_le_bytes(hash.try_into().unwrap_or_default()),
                    Row::from_le_bytes(row.try_into().unwrap_or_default()),
                );
            }
        }
        Ok(())
    }

    /// How many rows repeat another one of these or of `others`, which differ among themselves and of which those count
    /// that are `alive`.
    pub(crate) fn repeats_beside(
        &self,
        others: &Self,
        alive: &[bool],
        scratch: &Scratch,
    ) -> Result<u64, TableError> {
        let count = |part: usize| {
            let mut table = Known::with_room(self.height_of(part));
            let mut repeats = 0;
            self.each(part, scratch, |hash, row| match table.entry(hash) {
                free if free.1 == Row::MAX => *free = (hash, row),
                _ => repeats += 1,
            })?;
            others.each(part, scratch, |hash, row| {
                let is_alive = alive.get(row as usize).copied().unwrap_or(false);
                repeats += u64::from(is_alive && table.entry(hash).1 != Row::MAX);
            })?;
            Ok(repeats)
        };
        (0..PARTS).into_par_iter().map(count).sum()
    }
}

impl Kept {
    /// Where a part stands.
    fn range(&self, part: usize) -> Range<usize> {
        self.starts[part] as usize..self.starts[part + 1] as usize
    }
}

/// Hashes that were met, each with its first row, by open addressing; a row number of MAX is a free place.
struct Known {
    places: Vec<(u128, Row)>,
}

impl Known {
    fn with_room(count: usize) -> Self {
        let size = (count * 2).next_power_of_two().max(16);
        Self {
            places: vec![(0, Row::MAX); size],
        }
    }

    /// The place of a hash, or the free one for it.
    fn entry(&mut self, hash: u128) -> &mut (u128, Row) {
        let last = self.places.len() - 1;
        let mut at = low(hash) & last;
        while self.places[at].1 != Row::MAX && self.places[at].0 != hash {
            at = (at + 1) & last;
        }
        &mut self.places[at]
    }
}

/// The low bits of a hash, as a place in a table.
fn low(hash: u128) -> usize {
    hash as usize
}

/// The part of a hash by its higher half: the high bits.
fn part(high: u64) -> usize {
    (high >> 58) as usize
}

/// Hashes the rows of a chunk by some of its columns.
pub(crate) fn of_chunk(
    chunk: &Chunk,
    columns: &[(usize, Form)],
    nulls: Nulls,
) -> PolarsResult<Sorted> {
    let series: Vec<(&Series, Form)> = columns
        .iter()
        .filter_map(|(slot, form)| Some((chunk.column(*slot)?, *form)))
        .collect();
    of_rows(&chunk.rows, &series, (nulls, Compare::Folded))
}

/// Whether text is compared trimmed and in half width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compare {
    Folded,
    Raw,
}

/// Hashes rows by columns, and sorts them into parts.
pub(crate) fn of_rows(
    rows: &[Row],
    columns: &[(&Series, Form)],
    (nulls, compare): (Nulls, Compare),
) -> PolarsResult<Sorted> {
    let mut state = vec![(FIRST, SECOND); rows.len()];
    let mut out = vec![
        false;
        if nulls == Nulls::Distinct {
            rows.len()
        } else {
            0
        }
    ];
    for (series, form) in columns {
        mix_column(&mut state, series, *form, compare)?;
        if nulls == Nulls::Distinct && series.null_count() > 0 {
            for (out, null) in out.iter_mut().zip(series.is_null().iter()) {
                *out |= null == Some(true);
            }
        }
    }
    Ok(sorted(&state, rows, &out))
}

/// Sorts into parts, the order of rows kept; without the rows that are `out`.
fn sorted(state: &[(u64, u64)], numbers: &[Row], out: &[bool]) -> Sorted {
    let wanted = |at: &usize| !out.get(*at).copied().unwrap_or(false);
    let mut starts = vec![0_u32; PARTS + 1];
    for at in (0..state.len()).filter(wanted) {
        starts[part(state[at].0) + 1] += 1;
    }
    for at in 0..PARTS {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let count = starts[PARTS] as usize;
    let mut records = vec![0; count * RECORD];
    let (places, _) = records.as_chunks_mut::<RECORD>();
    for at in (0..state.len()).filter(wanted) {
        let (high, low) = state[at];
        let place = &mut next[part(high)];
        let (hash, row) = places[*place as usize].split_at_mut(16);
        hash.copy_from_slice(&(u128::from(high) << 64 | u128::from(low)).to_le_bytes());
        row.copy_from_slice(&numbers[at].to_le_bytes());
        *place += 1;
    }
    Sorted {
        starts,
        first: numbers.first().copied(),
        records,
    }
}

fn mix_column(
    state: &mut [(u64, u64)],
    series: &Series,
    form: Form,
    compare: Compare,
) -> PolarsResult<()> {
    let words = |value: u64| Some((value, value));
    match form {
        Form::Text => {
            let text = series.str()?;
            mix_each(
                state,
                text.iter()
                    .map(|cell| cell.map(|cell| of_text(cell, compare))),
            );
        }
        Form::Number(_) => {
            // -0 is 0.
            let bits = |value: f64| (value + 0.0).to_bits();
            mix_each(
                state,
                series.f64()?.iter().map(|v| v.and_then(|v| words(bits(v)))),
            );
        }
        Form::Integer => mix_each(
            state,
            series
                .i64()?
                .iter()
                .map(|v| v.and_then(|v| words(v.cast_unsigned()))),
        ),
        Form::Boolean => mix_each(
            state,
            series
                .bool()?
                .iter()
                .map(|v| v.and_then(|v| words(u64::from(v)))),
        ),
        Form::Date | Form::Datetime => {
            let moments = super::moments(series, form)?;
            mix_each(
                state,
                moments
                    .into_iter()
                    .map(|v| v.and_then(|v| words(v.cast_unsigned()))),
            );
        }
        Form::Other => {
            let text = form.texts(series)?;
            mix_each(
                state,
                text.iter()
                    .map(|cell| cell.map(|cell| of_text(cell, Compare::Raw))),
            );
        }
    }
    Ok(())
}

/// Mixes one value a row into the hashes; a null is a value of its own.
fn mix_each(state: &mut [(u64, u64)], values: impl Iterator<Item = Option<(u64, u64)>>) {
    for ((a, b), value) in state.iter_mut().zip(values) {
        let (x, y, known) = match value {
            Some((x, y)) => (x, y, 0),
            None => (0, 0, 1),
        };
        *a = folded_multiply(*a ^ x, FIRST ^ 0x9E37_79B9_7F4A_7C15) ^ known;
        *b = folded_multiply(*b ^ y.rotate_left(32), SECOND) ^ known;
    }
}

/// The 128-bit product, its halves one over the other.
fn folded_multiply(x: u64, y: u64) -> u64 {
    // An odd offset keeps a zero from swallowing what comes behind it.
    let product = u128::from(x ^ 0xA076_1D64_78BD_642F) * u128::from(y);
    #[expect(clippy::cast_possible_truncation, reason = "the halves are wanted")]
    let halves = (product as u64, (product >> 64) as u64);
    halves.0 ^ halves.1
}

fn of_text(cell: &str, compare: Compare) -> (u64, u64) {
    if compare == Compare::Raw {
        return of_bytes(cell.as_bytes());
    }
    of_bytes(fold::trimmed(cell).as_bytes())
}

/// Two independent hashes of a text; of a short one by one multiplication each (as wyhash does).
#[inline]
fn of_bytes(bytes: &[u8]) -> (u64, u64) {
    let [first, second] = &*SEEDS;
    if bytes.len() > 16 {
        let hash = |seeds: &Seeds| {
            let mut hasher = seeds.state.build_hasher();
            hasher.write(bytes);
            hasher.finish()
        };
        return (hash(first), hash(second));
    }
    let eight = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap_or_default());
    // Two words that may overlap; with the length they say every byte.
    let (a, b) = if bytes.len() >= 8 {
        (eight(0), eight(bytes.len() - 8))
    } else {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        (u64::from_le_bytes(word), 0)
    };
    let length = bytes.len() as u64;
    let hash = |seeds: &Seeds| folded_multiply(a ^ seeds.words[0] ^ length, b ^ seeds.words[1]);
    (hash(first), hash(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything in memory, and everything in the file.
    fn scratches() -> [Scratch; 2] {
        [Scratch::with_limit(u64::MAX), Scratch::with_limit(0)]
    }

    fn repeats(sorted: impl Fn() -> Sorted, alive: Option<&[bool]>) -> Vec<(Row, Row)> {
        let [memory, file] = scratches().map(|scratch| {
            let mut hashes = Hashes::default();
            hashes.add(sorted(), &scratch).unwrap();
            hashes.repeats(alive, &scratch).unwrap()
        });
        assert_eq!(memory, file);
        memory
    }

    #[test]
    fn equal_rows_are_found_with_their_first() {
        let text = Series::new("a".into(), ["x", "ｘ", " x ", "y", "x"]);
        let number = Series::new("b".into(), [Some(1.0), Some(1.0), Some(1.0), None, None]);
        let rows = [0, 1, 2, 3, 4];
        let columns = [(&text, Form::Text), (&number, Form::Number(None))];
        let sorted = |compare| move || of_rows(&rows, &columns, (Nulls::Same, compare)).unwrap();
        assert_eq!(repeats(sorted(Compare::Folded), None), [(1, 0), (2, 0)]);
        let alive = [false, true, true, true, true];
        assert_eq!(repeats(sorted(Compare::Folded), Some(&alive)), [(2, 1)]);
        assert_eq!(repeats(sorted(Compare::Raw), None), []);
    }

    #[test]
    fn rows_are_counted_that_repeat_others() {
        for scratch in scratches() {
            let of = |values: &[i64], rows: &[Row]| {
                let series = Series::new("a".into(), values);
                let mut hashes = Hashes::default();
                let columns = [(&series, Form::Integer)];
                let sorted = of_rows(rows, &columns, (Nulls::Same, Compare::Folded));
                hashes.add(sorted.unwrap(), &scratch).unwrap();
                hashes
            };
            // 7 twice, 8 equal to row 1; row 3 is gone.
            let changed = of(&[7, 7, 8, 9], &[4, 5, 6, 7]);
            let others = of(&[8, 5, 9], &[1, 2, 3]);
            let alive = [false, true, true, false];
            let repeats = changed.repeats_beside(&others, &alive, &scratch);
            assert_eq!(repeats.unwrap(), 2);
        }
    }

    #[test]
    fn a_null_key_equals_nothing_unless_asked_for() {
        let key = Series::new("a".into(), [Some("x"), None, None, Some("x")]);
        let rows = [0, 1, 2, 3];
        for (nulls, expected) in [
            (Nulls::Distinct, vec![(3, 0)]),
            (Nulls::Same, vec![(2, 1), (3, 0)]),
        ] {
            let columns = [(&key, Form::Text)];
            let sorted = || of_rows(&rows, &columns, (nulls, Compare::Folded)).unwrap();
            assert_eq!(repeats(sorted, None), expected);
        }
    }

    #[test]
    fn neighbouring_cells_do_not_run_together() {
        let a = Series::new("a".into(), ["ab", "a"]);
        let b = Series::new("b".into(), ["c", "bc"]);
        let columns = [(&a, Form::Text), (&b, Form::Text)];
        let sorted = || of_rows(&[0, 1], &columns, (Nulls::Same, Compare::Folded)).unwrap();
        assert_eq!(repeats(sorted, None), []);
    }
}

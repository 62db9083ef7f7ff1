//! [`Hashes`]: which rows are equal in some columns, by 128-bit hashes.
//!
//! Rows are hashed column by column while they stream past, and each chunk sorts its hashes into 64 parts, so that the
//! search for equal ones works on tables that fit the cache. Two different rows of a hundred million share a 128-bit
//! hash with a probability below 10^-22.

use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

use fourr_cell::fold;
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

/// Hashes of rows, in the order of rows inside each part.
#[derive(Debug, Default)]
pub(crate) struct Hashes {
    chunks: Vec<Sorted>,
}

/// The hashes of a chunk by parts.
#[derive(Debug)]
pub(crate) struct Sorted {
    starts: Vec<u32>,
    hashes: Vec<u128>,
    rows: Vec<Row>,
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
    pub(crate) fn add(&mut self, sorted: Sorted) {
        self.chunks.push(sorted);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.chunks.extend(other.chunks);
    }

    /// Brings the chunks, which may have come in any order, into the order of rows.
    pub(crate) fn order(&mut self) {
        self.chunks
            .sort_by_key(|chunk| chunk.rows.iter().min().copied());
    }

    pub(crate) fn height(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.rows.len()).sum()
    }

    /// Each row that equals an earlier one, with the first of these; sorted. Rows that are not `alive` do not count.
    pub(crate) fn repeats(&self, alive: Option<&[bool]>) -> Vec<(Row, Row)> {
        let mut repeats: Vec<(Row, Row)> = (0..PARTS)
            .into_par_iter()
            .flat_map_iter(|part| self.repeats_in(part, alive))
            .collect();
        repeats.sort_unstable();
        repeats
    }

    fn repeats_in(&self, part: usize, alive: Option<&[bool]>) -> Vec<(Row, Row)> {
        let slices: Vec<(&[u128], &[Row])> = self
            .chunks
            .iter()
            .map(|chunk| {
                let range = chunk.starts[part] as usize..chunk.starts[part + 1] as usize;
                (&chunk.hashes[range.clone()], &chunk.rows[range])
            })
            .collect();
        let mut table = Known::with_room(slices.iter().map(|slice| slice.0.len()).sum());
        let mut repeats = Vec::new();
        for (hashes, rows) in slices {
            for (&hash, &row) in hashes.iter().zip(rows) {
                if alive.is_some_and(|alive| !alive[row as usize]) {
                    continue;
                }
                match table.entry(hash) {
                    free if free.1 == Row::MAX => *free = (hash, row),
                    first => repeats.push((row, first.1)),
                }
            }
        }
        repeats
    }

    fn slices(&self, part: usize) -> impl Iterator<Item = (u128, Row)> {
        self.chunks.iter().flat_map(move |chunk| {
            let range = chunk.starts[part] as usize..chunk.starts[part + 1] as usize;
            let hashes = chunk.hashes[range.clone()].iter().copied();
            hashes.zip(chunk.rows[range].iter().copied())
        })
    }

    /// How many rows repeat another one of these or of `others`, which differ among themselves and of which those count
    /// that are `alive`.
    pub(crate) fn repeats_beside(&self, others: &Self, alive: &[bool]) -> u64 {
        let count = |part: usize| {
            let mut table = Known::with_room(self.slices(part).count());
            let mut repeats = 0;
            for (hash, row) in self.slices(part) {
                match table.entry(hash) {
                    free if free.1 == Row::MAX => *free = (hash, row),
                    _ => repeats += 1,
                }
            }
            for (hash, row) in others.slices(part) {
                let is_alive = alive.get(row as usize).copied().unwrap_or(false);
                repeats += u64::from(is_alive && table.entry(hash).1 != Row::MAX);
            }
            repeats
        };
        (0..PARTS).into_par_iter().map(count).sum()
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
    let mut hashes = vec![0_u128; count];
    let mut rows = vec![0; count];
    for at in (0..state.len()).filter(wanted) {
        let (high, low) = state[at];
        let place = &mut next[part(high)];
        hashes[*place as usize] = (u128::from(high) << 64) | u128::from(low);
        rows[*place as usize] = numbers[at];
        *place += 1;
    }
    Sorted {
        starts,
        hashes,
        rows,
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

    #[test]
    fn equal_rows_are_found_with_their_first() {
        let text = Series::new("a".into(), ["x", "ｘ", " x ", "y", "x"]);
        let number = Series::new("b".into(), [Some(1.0), Some(1.0), Some(1.0), None, None]);
        let rows = [0, 1, 2, 3, 4];
        let columns = [(&text, Form::Text), (&number, Form::Number(None))];
        let mut hashes = Hashes::default();
        hashes.add(of_rows(&rows, &columns, (Nulls::Same, Compare::Folded)).unwrap());
        assert_eq!(hashes.repeats(None), [(1, 0), (2, 0)]);
        let alive = [false, true, true, true, true];
        assert_eq!(hashes.repeats(Some(&alive)), [(2, 1)]);
        let mut raw = Hashes::default();
        raw.add(of_rows(&rows, &columns, (Nulls::Same, Compare::Raw)).unwrap());
        assert_eq!(raw.repeats(None), []);
    }

    #[test]
    fn rows_are_counted_that_repeat_others() {
        let of = |values: &[i64], rows: &[Row]| {
            let series = Series::new("a".into(), values);
            let mut hashes = Hashes::default();
            let columns = [(&series, Form::Integer)];
            hashes.add(of_rows(rows, &columns, (Nulls::Same, Compare::Folded)).unwrap());
            hashes
        };
        // 7 twice, 8 equal to row 1; row 3 is gone.
        let changed = of(&[7, 7, 8, 9], &[4, 5, 6, 7]);
        let others = of(&[8, 5, 9], &[1, 2, 3]);
        let alive = [false, true, true, false];
        assert_eq!(changed.repeats_beside(&others, &alive), 2);
    }

    #[test]
    fn a_null_key_equals_nothing_unless_asked_for() {
        let key = Series::new("a".into(), [Some("x"), None, None, Some("x")]);
        let rows = [0, 1, 2, 3];
        for (nulls, expected) in [
            (Nulls::Distinct, vec![(3, 0)]),
            (Nulls::Same, vec![(2, 1), (3, 0)]),
        ] {
            let mut hashes = Hashes::default();
            hashes.add(of_rows(&rows, &[(&key, Form::Text)], (nulls, Compare::Folded)).unwrap());
            assert_eq!(hashes.repeats(None), expected);
        }
    }

    #[test]
    fn neighbouring_cells_do_not_run_together() {
        let a = Series::new("a".into(), ["ab", "a"]);
        let b = Series::new("b".into(), ["c", "bc"]);
        let columns = [(&a, Form::Text), (&b, Form::Text)];
        let mut hashes = Hashes::default();
        hashes.add(of_rows(&[0, 1], &columns, (Nulls::Same, Compare::Folded)).unwrap());
        assert_eq!(hashes.repeats(None), []);
    }
}

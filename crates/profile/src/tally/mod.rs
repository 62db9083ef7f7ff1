//! Counts over small codes: the kernel of coverage, TGI and cross tables.
//!
//! Every function reads the codes once, in parallel pieces, into tables of counters that fit the first-level cache. Sums of
//! whole numbers do not depend on the pieces.

mod few;
mod group;

use rayon::prelude::*;

pub use group::Group;

use crate::tagging::{Codes, TagColumn, count_joined};

/// Persons of a piece: few enough that the codes of a piece stay in the cache while several counts read them.
const PIECE: usize = 1 << 16;

/// Persons by value of one tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Persons without any value.
    pub without: u64,
    /// Persons with each value. Where a person may have several values these add up to more than everybody.
    pub values: Vec<u64>,
}

/// Persons by value of a tag, of everybody and of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// Of everybody.
    pub all: Tally,
    /// Of the group.
    pub group: Tally,
}

/// Persons by the values of two tags. Row and column 0 are those without a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crossing {
    /// Values of the first tag, and 1.
    pub rows: usize,
    /// Values of the second tag, and 1.
    pub columns: usize,
    /// Row by row.
    pub counts: Vec<u64>,
}

impl Crossing {
    /// Persons with value `row - 1` of the first and value `column - 1` of the second tag; 0 is none.
    pub fn get(&self, row: usize, column: usize) -> u64 {
        self.counts[row * self.columns + column]
    }
}

/// Persons by value.
pub fn count(codes: &Codes, values: usize) -> Tally {
    Tally::of(codes, values, None)
}

/// Persons by value of one tag, of everybody and of the group.
pub fn split(column: &TagColumn, group: &Group) -> Split {
    Split {
        all: column.tally().clone(),
        group: Tally::of(&column.codes, column.values.len(), Some(group)),
    }
}

/// The same for several tags in one go.
pub fn split_all(columns: &[&TagColumn], group: &Group) -> Vec<Split> {
    columns
        .par_iter()
        .map(|column| split(column, group))
        .collect()
}

/// Persons with one value of a tag and one of another; `None` once it is plain that more than `apart` have only one of them.
pub fn both(
    (first, value): (&TagColumn, usize),
    (second, other): (&TagColumn, usize),
    apart: u64,
) -> Option<u64> {
    let (mut both, mut only_one) = (0, 0);
    for words in few::pieces_of(first.codes.len()) {
        let one = first.codes.holders(value, words.clone());
        let two = second.codes.holders(other, words);
        both += count_joined(&one, &two, |a, b| a & b);
        only_one += count_joined(&one, &two, |a, b| a ^ b);
        if only_one > apart {
            return None;
        }
    }
    Some(both)
}

/// Persons by the values of two tags.
///
/// A person with several values of a tag counts in each of their rows or columns.
pub fn cross(first: &TagColumn, second: &TagColumn) -> Crossing {
    let (rows, columns) = (first.values.len() + 1, second.values.len() + 1);
    if let (Codes::Few(a), Codes::Few(b)) = (&first.codes, &second.codes) {
        return Crossing {
            rows,
            columns,
            counts: few::pairs(a, b, rows, columns),
        };
    }
    let counts = match (&*first.codes.apart(), &*second.codes.apart()) {
        (Codes::Narrow(a), Codes::Narrow(b)) => pairs(a, b, rows, columns),
        (Codes::Narrow(a), Codes::Wide(b)) => pairs(a, b, rows, columns),
        (Codes::Wide(a), Codes::Narrow(b)) => pairs(a, b, rows, columns),
        (Codes::Wide(a), Codes::Wide(b)) => pairs(a, b, rows, columns),
        (a, b) => sets(a, b, rows, columns),
    };
    Crossing {
        rows,
        columns,
        counts,
    }
}

impl Tally {
    /// Of everybody, or of a group.
    fn of(codes: &Codes, values: usize, group: Option<&Group>) -> Self {
        let mut counts = match codes {
            Codes::Few(codes) => few::singles(codes, values, group),
            Codes::Narrow(codes) => singles(codes, values, group),
            Codes::Wide(codes) => singles(codes, values, group),
            Codes::Sets(codes) => members(codes, values, group),
        };
        // The first counter is that of persons without a value.
        let values = counts.split_off(1);
        Self {
            without: counts[0],
            values,
        }
    }

    /// Persons in all, where each has at most one value.
    pub fn total(&self) -> u64 {
        self.without + self.values.iter().sum::<u64>()
    }
}

fn add(mut sums: Vec<u64>, counts: &[u32]) -> Vec<u64> {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += u64::from(*count);
    }
    sums
}

fn merge(mut mine: Vec<u64>, theirs: Vec<u64>) -> Vec<u64> {
    for (sum, count) in mine.iter_mut().zip(theirs) {
        *sum += count;
    }
    mine
}

/// Counters up to which each value is counted by itself, several codes at a time.
const FEW: usize = 12;
/// Codes whose count a byte can hold; a sum that is not checked for overflow can be made several bytes at a time.
const STRIDE: usize = 240;

/// A code of at most one value.
trait Code: Copy + Into<usize> + Sync {
    /// Codes as bytes, where they are.
    fn bytes(codes: &[Self]) -> Option<&[u8]>;
}

impl Code for u8 {
    fn bytes(codes: &[Self]) -> Option<&[u8]> {
        Some(codes)
    }
}

impl Code for u16 {
    fn bytes(_: &[Self]) -> Option<&[u8]> {
        None
    }
}

/// Persons by code, of everybody or of a group.
fn singles<C: Code>(codes: &[C], values: usize, group: Option<&Group>) -> Vec<u64> {
    let width = values + 1;
    let bytes = C::bytes(codes).filter(|_| width <= FEW);
    match (bytes, group) {
        (Some(bytes), None) => pieces(bytes, width, |piece, counts, _| each_value(piece, counts)),
        (Some(bytes), Some(group)) => pieces(bytes, width, |piece, counts, first| {
            each_value_inside(piece, &group.part(first, piece.len()), counts);
        }),
        (None, None) => pieces(codes, width, |piece, counts, _| {
            for &code in piece {
                counts[code.into()] += 1;
            }
        }),
        (None, Some(group)) => pieces(codes, width, |piece, counts, first| {
            let inside = group.part(first, piece.len());
            for (&code, is) in piece.iter().zip(inside) {
                counts[code.into()] += u32::from(is);
            }
        }),
    }
}

/// Counts each of a few values: comparisons and sums of bytes, which the machine does sixteen at a time.
fn each_value(piece: &[u8], counts: &mut [u32]) {
    for stride in piece.chunks(STRIDE) {
        for (code, count) in (0_u8..).zip(counts.iter_mut()) {
            let each = stride
                .iter()
                .fold(0_u8, |sum, &own| sum.wrapping_add(u8::from(own == code)));
            *count += u32::from(each);
        }
    }
}

/// The same of those inside only.
fn each_value_inside(piece: &[u8], inside: &[u8], counts: &mut [u32]) {
    for (stride, inside) in piece.chunks(STRIDE).zip(inside.chunks(STRIDE)) {
        for (code, count) in (0_u8..).zip(counts.iter_mut()) {
            let each = stride.iter().zip(inside).fold(0_u8, |sum, (&own, &is)| {
                sum.wrapping_add(u8::from(own == code) & is)
            });
            *count += u32::from(each);
        }
    }
}

fn members(codes: &[u64], values: usize, group: Option<&Group>) -> Vec<u64> {
    pieces(codes, values + 1, |piece, counts, first| {
        for (offset, &code) in piece.iter().enumerate() {
            if group.is_some_and(|group| !group.has(first + offset)) {
                continue;
            }
            if code == 0 {
                counts[0] += 1;
            }
            let mut rest = code;
            while rest != 0 {
                counts[rest.trailing_zeros() as usize + 1] += 1;
                rest &= rest - 1;
            }
        }
    })
}

fn pairs<A, B>(first: &[A], second: &[B], rows: usize, columns: usize) -> Vec<u64>
where
    A: Copy + Into<usize> + Sync,
    B: Copy + Into<usize> + Sync,
{
    pieces(first, rows * columns, |piece, counts, start| {
        let others = &second[start..start + piece.len()];
        for (&a, &b) in piece.iter().zip(others) {
            counts[a.into() * columns + b.into()] += 1;
        }
    })
}

fn sets(first: &Codes, second: &Codes, rows: usize, columns: usize) -> Vec<u64> {
    let starts: Vec<usize> = (0..first.len()).step_by(PIECE).collect();
    let count = |start: &usize| {
        let mut counts = vec![0_u32; rows * columns];
        let places = |codes: &Codes, person| {
            let mut places: Vec<usize> = codes.values_of(person).map(|place| place + 1).collect();
            if places.is_empty() {
                places.push(0);
            }
            places
        };
        for person in *start..(*start + PIECE).min(first.len()) {
            let others = places(second, person);
            for row in places(first, person) {
                for column in &others {
                    counts[row * columns + column] += 1;
                }
            }
        }
        add(vec![0; rows * columns], &counts)
    };
    starts
        .par_iter()
        .map(count)
        .reduce(|| vec![0; rows * columns], merge)
}

/// Counts pieces in parallel and adds the counters up; `enter` is told where its piece begins.
fn pieces<C: Sync>(
    codes: &[C],
    counters: usize,
    enter: impl Fn(&[C], &mut [u32], usize) + Sync,
) -> Vec<u64> {
    codes
        .par_chunks(PIECE)
        .enumerate()
        .fold(
            || vec![0_u64; counters],
            |sums, (index, piece)| {
                let mut counts = vec![0_u32; counters];
                enter(piece, &mut counts, index * PIECE);
                add(sums, &counts)
            },
        )
        .reduce(|| vec![0; counters], merge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags::{Origin, Sensitivity, TagMeta, TagValue};

    fn column(values: usize, codes: Codes) -> TagColumn {
        let meta = TagMeta {
            code: "t".into(),
            name: "t".into(),
            dimension: "d".into(),
            dimension_name: "d".into(),
            origin: Origin::Rule,
            owner: None,
            purpose: None,
            personal: Sensitivity::None,
            exclusive: true,
        };
        let value = |place: usize| TagValue {
            code: place.to_string(),
            name: place.to_string(),
        };
        let values = (0..values).map(value).collect();
        TagColumn::new(meta, (values, codes), crate::Matches::default())
    }

    /// One person at a time.
    fn brute(column: &TagColumn, group: &Group) -> Split {
        let mut split = Split::default();
        for tally in [&mut split.all, &mut split.group] {
            tally.values = vec![0; column.values.len()];
        }
        for person in 0..column.codes.len() {
            let values: Vec<usize> = column.codes.values_of(person).collect();
            for tally in [
                Some(&mut split.all),
                group.has(person).then_some(&mut split.group),
            ]
            .into_iter()
            .flatten()
            {
                tally.without += u64::from(values.is_empty());
                for &value in &values {
                    tally.values[value] += 1;
                }
            }
        }
        split
    }

    #[test]
    fn every_kernel_counts_as_one_person_at_a_time() {
        // More than one piece, and neither pieces nor strides come out even.
        let persons = 2 * PIECE + 777;
        let draw = |person: usize, below: usize| person.wrapping_mul(2_654_435_761) / 7 % below;
        let narrow = |values: usize| {
            let codes = (0..persons).map(|person| u8::try_from(draw(person, values + 1)).unwrap());
            column(values, Codes::Narrow(codes.collect()))
        };
        let wide = (0..persons).map(|person| u16::try_from(draw(person, 300)).unwrap());
        let sets = (0..persons).map(|person| draw(person, 1 << 20) as u64 & 0x0f_0f0f);
        let two_bits = |values: usize| {
            let codes = (0..persons).map(|person| u8::try_from(draw(person, values + 1)).unwrap());
            column(values, Codes::Few(codes.collect()))
        };
        let columns = [
            two_bits(3),
            narrow(3),
            narrow(11),
            narrow(200),
            column(299, Codes::Wide(wide.collect())),
            column(20, Codes::Sets(sets.collect())),
        ];
        let group = Group::of((0..persons).map(|person| draw(person, 5) == 2));
        for first in &columns {
            let expected = brute(first, &group);
            assert_eq!(split(first, &group), expected);
            assert_eq!(first.tally(), &expected.all);
            for second in &columns {
                let crossed = cross(first, second);
                let row: u64 = (0..crossed.columns)
                    .map(|place| crossed.get(1, place))
                    .sum();
                if !matches!(second.codes, Codes::Sets(_)) {
                    assert_eq!(row, expected.all.values[0]);
                }
                let pair = (0..persons)
                    .filter(|&p| first.codes.carries(p, 1) && second.codes.carries(p, 2));
                let pair = pair.count() as u64;
                let only_one = first.tally().values[1] + second.tally().values[2] - 2 * pair;
                let both = |apart| both((first, 1), (second, 2), apart);
                assert_eq!(crossed.get(2, 3), pair);
                assert_eq!(both(only_one), Some(pair));
                assert!(only_one == 0 || both(only_one - 1).is_none());
            }
        }
        assert_eq!(group.size() + group.not().size(), persons as u64);
    }
}

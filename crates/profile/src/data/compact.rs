//! [`Numbers`]: a column of numbers in the least room.

use std::ops::Range;

use fourr_table::Values;

/// Rows that are read at once.
const PART: usize = 1 << 13;

/// Numbers, one a row, in one, two, four (amounts of money) or eight bytes each: what the one that needs most takes, so that every one is exact. NaN is
/// missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers(Room);

#[derive(Debug, Clone, PartialEq)]
enum Room {
    /// Whole numbers, of which the least stands for a missing one.
    Byte(Vec<i8>),
    /// The same.
    Short(Vec<i16>),
    /// Hundredths, of which the least stands for a missing number.
    Hundredths(Vec<i32>),
    Double(Vec<f64>),
}

impl From<Vec<f64>> for Numbers {
    fn from(values: Vec<f64>) -> Self {
        Self(match Need::of(&values) {
            Need::Byte => Room::Byte(values.into_iter().map(to_byte).collect()),
            Need::Short => Room::Short(values.into_iter().map(to_short).collect()),
            Need::Hundredths => Room::Hundredths(values.into_iter().map(to_hundredths).collect()),
            Need::Double => Room::Double(values),
        })
    }
}

impl Numbers {
    /// Of values that are read part by part.
    pub(crate) fn read<E>(
        values: &Values<'_>,
        mut read: impl FnMut(Values<'_>, usize) -> Result<Vec<f64>, E>,
    ) -> Result<Self, E> {
        let mut numbers = Self(Room::Byte(Vec::with_capacity(values.len())));
        for (first, part) in values.parts(PART) {
            numbers.push(&read(part, first)?);
        }
        Ok(numbers)
    }

    /// So many zeros.
    pub(crate) fn zeros(rows: usize) -> Self {
        Self(Room::Byte(vec![0; rows]))
    }

    /// Rows.
    pub fn len(&self) -> usize {
        match &self.0 {
            Room::Byte(values) => values.len(),
            Room::Short(values) => values.len(),
            Room::Hundredths(values) => values.len(),
            Room::Double(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a row; NaN behind the last one.
    #[inline]
    pub fn get(&self, row: usize) -> f64 {
        let value = match &self.0 {
            Room::Byte(values) => values.get(row).map(|value| of_byte(*value)),
            Room::Short(values) => values.get(row).map(|value| of_short(*value)),
            Room::Hundredths(values) => values.get(row).map(|value| of_hundredths(*value)),
            Room::Double(values) => values.get(row).copied(),
        };
        value.unwrap_or(f64::NAN)
    }

    /// The numbers in their order.
    pub fn iter(&self) -> impl Iterator<Item = f64> {
        (0..self.len()).map(|row| self.get(row))
    }

    /// The numbers of some rows, which are made in the buffer where they do not lie as they are.
    pub(crate) fn part<'a>(&'a self, rows: Range<usize>, buffer: &'a mut Vec<f64>) -> &'a [f64] {
        buffer.clear();
        match &self.0 {
            Room::Byte(values) => {
                buffer.extend(values[rows].iter().map(|value| of_byte(*value)));
            }
            Room::Short(values) => {
                buffer.extend(values[rows].iter().map(|value| of_short(*value)));
            }
            Room::Hundredths(values) => {
                buffer.extend(values[rows].iter().map(|value| of_hundredths(*value)));
            }
            Room::Double(values) => return &values[rows],
        }
        buffer
    }

    /// Adds numbers behind these.
    fn push(&mut self, part: &[f64]) {
        self.widen(Need::of(part));
        let part = part.iter();
        match &mut self.0 {
            Room::Byte(values) => values.extend(part.map(|value| to_byte(*value))),
            Room::Short(values) => values.extend(part.map(|value| to_short(*value))),
            Room::Hundredths(values) => values.extend(part.map(|value| to_hundredths(*value))),
            Room::Double(values) => values.extend(part),
        }
    }

    /// Puts numbers in place of those of the rows from `first` on. Rows that are not there yet are made, of zeros.
    pub(crate) fn put(&mut self, first: usize, part: &Self) {
        self.widen(part.need());
        let rows = first..first + part.len();
        let values = part.iter();
        match &mut self.0 {
            Room::Byte(all) => fill(room(all, rows), values.map(to_byte)),
            Room::Short(all) => fill(room(all, rows), values.map(to_short)),
            Room::Hundredths(all) => fill(room(all, rows), values.map(to_hundredths)),
            Room::Double(all) => fill(room(all, rows), values),
        }
    }

    /// The numbers of the first so many rows, where there are so many.
    pub(crate) fn truncated(mut self, rows: usize) -> Self {
        match &mut self.0 {
            Room::Byte(values) => values.truncate(rows),
            Room::Short(values) => values.truncate(rows),
            Room::Hundredths(values) => values.truncate(rows),
            Room::Double(values) => values.truncate(rows),
        }
        self
    }

    /// The numbers of these rows.
    pub(crate) fn of_rows(&self, rows: &[u32]) -> Self {
        fn these<T: Copy>(values: &[T], rows: &[u32]) -> Vec<T> {
            rows.iter().map(|&row| values[row as usize]).collect()
        }
        Self(match &self.0 {
            Room::Byte(values) => Room::Byte(these(values, rows)),
            Room::Short(values) => Room::Short(these(values, rows)),
            Room::Hundredths(values) => Room::Hundredths(these(values, rows)),
            Room::Double(values) => Room::Double(these(values, rows)),
        })
    }

    fn need(&self) -> Need {
        match &self.0 {
            Room::Byte(_) => Need::Byte,
            Room::Short(_) => Need::Short,
            Room::Hundredths(_) => Need::Hundredths,
            Room::Double(_) => Need::Double,
        }
    }

    /// Makes room for what needs so much.
    fn widen(&mut self, need: Need) {
        if self.need() >= need {
            return;
        }
        let rows = match &self.0 {
            Room::Byte(values) => values.capacity(),
            Room::Short(values) => values.capacity(),
            Room::Hundredths(values) => values.capacity(),
            Room::Double(values) => values.capacity(),
        };
        let values = self.iter();
        self.0 = match need {
            Need::Byte => return,
            Need::Short => Room::Short(with_room(rows, values.map(to_short))),
            Need::Hundredths => Room::Hundredths(with_room(rows, values.map(to_hundredths))),
            Need::Double => Room::Double(with_room(rows, values)),
        };
    }
}

/// Puts values in place of others.
fn fill<T>(all: &mut [T], values: impl Iterator<Item = T>) {
    for (own, value) in all.iter_mut().zip(values) {
        *own = value;
    }
}

/// Numbers of which some are still to come: they have their room already.
fn with_room<T>(rows: usize, values: impl Iterator<Item = T>) -> Vec<T> {
    let mut all = Vec::with_capacity(rows);
    all.extend(values);
    all
}

/// The least room that holds some numbers exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    Byte,
    Short,
    Hundredths,
    Double,
}

impl Need {
    fn of(values: &[f64]) -> Self {
        // Parts are looked through without a branch, so that the machine does several numbers at a time.
        const PART: usize = 1 << 10;
        let same = |value: f64, kept: f64| value.to_bits() == kept.to_bits() || value.is_nan();
        let fit = |part: &[f64], kept: fn(f64) -> f64| {
            let fits = part.iter().map(|&value| same(value, kept(value)));
            fits.fold(true, |all, fits| all & fits)
        };
        let mut need = Self::Byte;
        for part in values.chunks(PART) {
            if need == Self::Byte && !fit(part, |value| of_byte(to_byte(value))) {
                need = Self::Short;
            }
            if need == Self::Short && !fit(part, |value| of_short(to_short(value))) {
                need = Self::Hundredths;
            }
            if need == Self::Hundredths && !fit(part, |value| of_hundredths(to_hundredths(value))) {
                return Self::Double;
            }
        }
        need
    }
}

#[inline]
fn of_byte(value: i8) -> f64 {
    if value == i8::MIN {
        f64::NAN
    } else {
        value.into()
    }
}

#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "whoever asks holds the number against what it was"
)]
fn to_byte(value: f64) -> i8 {
    if value.is_nan() { i8::MIN } else { value as i8 }
}

#[inline]
fn of_short(value: i16) -> f64 {
    if value == i16::MIN {
        f64::NAN
    } else {
        value.into()
    }
}

#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "whoever asks holds the number against what it was"
)]
fn to_short(value: f64) -> i16 {
    if value.is_nan() {
        i16::MIN
    } else {
        value as i16
    }
}

#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "whoever asks holds the number against what it was"
)]
fn to_hundredths(value: f64) -> i32 {
    if value.is_nan() {
        i32::MIN
    } else {
        (value * 100.0 + 0.5_f64.copysign(value)) as i32
    }
}

/// The division rounds once, as the reading of a decimal does.
#[inline]
fn of_hundredths(value: i32) -> f64 {
    if value == i32::MIN {
        f64::NAN
    } else {
        f64::from(value) / 100.0
    }
}

/// Places of a column, which are made where they are not there yet.
pub(crate) fn room<T: Copy + Default>(values: &mut Vec<T>, places: Range<usize>) -> &mut [T] {
    if values.len() < places.end {
        values.resize(places.end, T::default());
    }
    &mut values[places]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![
            4 => (-40_000_i32..40_000).prop_map(f64::from),
            1 => Just(f64::NAN),
            1 => Just(-0.0),
            1 => Just(-32_768.0),
            1 => (-800_i32..800).prop_map(|hundredths| f64::from(hundredths) / 100.0),
            1 => any::<f64>(),
        ]
    }

    fn bits(values: impl IntoIterator<Item = f64>) -> Vec<u64> {
        let one = |value: f64| if value.is_nan() { f64::NAN } else { value };
        values
            .into_iter()
            .map(|value| one(value).to_bits())
            .collect()
    }

    proptest! {
        /// Every number comes back bit by bit, whatever stands beside it.
        #[test]
        fn numbers_are_what_they_were(
            values in prop::collection::vec(prop_oneof![(-9_i8..9).prop_map(f64::from), number()], 0..60),
            cut in 0_usize..60,
        ) {
            let whole = Numbers::from(values.clone());
            prop_assert_eq!(bits(whole.iter()), bits(values.clone()));
            let cut = cut.min(values.len());
            let mut parts = Numbers::zeros(0);
            for (first, part) in [(cut, &values[cut..]), (0, &values[..cut])] {
                parts.put(first, &part.to_vec().into());
            }
            // In the least room, too.
            prop_assert_eq!(parts.need(), whole.need());
            let mut buffer = Vec::new();
            prop_assert_eq!(bits(parts.part(cut..values.len(), &mut buffer).to_vec()), bits(values[cut..].to_vec()));
            prop_assert_eq!(bits(whole.clone().truncated(cut).iter()), bits(values[..cut].to_vec()));
            let rows: Vec<u32> = (0..u32::try_from(values.len()).unwrap()).rev().collect();
            prop_assert_eq!(bits(whole.of_rows(&rows).iter()), bits(values.iter().rev().copied()));
        }
    }

    #[test]
    fn room_is_the_least() {
        let need = |values: &[f64]| Numbers::from(values.to_vec()).need();
        assert_eq!(need(&[18.0, f64::NAN, -127.0]), Need::Byte);
        assert_eq!(need(&[-128.0]), Need::Short);
        assert_eq!(need(&[18.0, f64::NAN, -32_767.0]), Need::Short);
        assert_eq!(need(&[-32_768.0]), Need::Hundredths);
        assert_eq!(need(&[18.0, 0.5]), Need::Hundredths);
        assert_eq!(need(&[-1_234_567.89, 0.1, 4.35]), Need::Hundredths);
        assert_eq!(need(&[-0.0]), Need::Double);
        assert_eq!(need(&[0.125]), Need::Double);
        assert_eq!(need(&[1e9]), Need::Double);
        assert!(Numbers::from(vec![]).get(0).is_nan());
    }
}

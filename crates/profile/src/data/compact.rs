//! [`Numbers`]: a column of numbers in the least room.

use std::ops::Range;

use fourr_table::Values;

use super::PART;

/// Numbers, one a row, in one, two, four (amounts of money) or eight bytes each: what the one that needs most takes, so that every
/// one is exact. NaN is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers(Room);

#[derive(Debug, Clone, PartialEq)]
enum Room {
    Byte(Vec<i8>),
    Short(Vec<i16>),
    /// Hundredths.
    Hundredths(Vec<i32>),
    Double(Vec<f64>),
}

/// Does the same with the values of any room.
macro_rules! in_any_room {
    ($room:expr, $values:ident => $does:expr) => {
        match $room {
            Room::Byte($values) => $does,
            Room::Short($values) => $does,
            Room::Hundredths($values) => $does,
            Room::Double($values) => $does,
        }
    };
}

impl From<Vec<f64>> for Numbers {
    fn from(values: Vec<f64>) -> Self {
        Self(match Need::of(&values) {
            Need::Double => Room::Double(values),
            need => need.room(values.len(), values.into_iter()),
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
        in_any_room!(&self.0, values => values.len())
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a row; NaN behind the last one.
    #[inline]
    pub fn get(&self, row: usize) -> f64 {
        in_any_room!(&self.0, values => values.get(row).map_or(f64::NAN, |value| value.number()))
    }

    /// The numbers in their order.
    pub fn iter(&self) -> impl Iterator<Item = f64> {
        (0..self.len()).map(|row| self.get(row))
    }

    /// The numbers of some rows, which are made in the buffer where they do not lie as they are.
    pub(crate) fn part<'a>(&'a self, rows: Range<usize>, buffer: &'a mut Vec<f64>) -> &'a [f64] {
        if let Room::Double(values) = &self.0 {
            return &values[rows];
        }
        buffer.clear();
        in_any_room!(&self.0, values => {
            buffer.extend(values[rows].iter().map(|value| value.number()));
        });
        buffer
    }

    /// Adds numbers behind these.
    fn push(&mut self, part: &[f64]) {
        self.widen(Need::of(part));
        in_any_room!(&mut self.0, values => extend(values, part.iter().copied()));
    }

    /// Puts numbers in place of those of the rows from `first` on. Rows that are not there yet are made, of zeros.
    pub(crate) fn put(&mut self, first: usize, part: &Self) {
        self.widen(part.need());
        in_any_room!(&mut self.0, values => {
            let own = room(values, first..first + part.len()).iter_mut();
            own.zip(part.iter()).for_each(|(own, value)| *own = Narrow::of(value));
        });
    }

    /// The numbers of the first so many rows, where there are so many.
    pub(crate) fn truncated(mut self, rows: usize) -> Self {
        in_any_room!(&mut self.0, values => values.truncate(rows));
        self
    }

    /// The numbers of these rows.
    pub(crate) fn of_rows(&self, rows: &[u32]) -> Self {
        let numbers = rows.iter().map(|&row| self.get(row as usize));
        Self(self.need().room(rows.len(), numbers))
    }

    fn need(&self) -> Need {
        match &self.0 {
            Room::Byte(_) => Need::Byte,
            Room::Short(_) => Need::Short,
            Room::Hundredths(_) => Need::Hundredths,
            Room::Double(_) => Need::Double,
        }
    }

    /// Makes room for what needs so much; rows that are still to come have theirs already.
    fn widen(&mut self, need: Need) {
        if self.need() < need {
            let rows = in_any_room!(&self.0, values => values.capacity());
            self.0 = need.room(rows, self.iter());
        }
    }
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
        let mut need = Self::Byte;
        for part in values.chunks(PART) {
            if need == Self::Byte && !are_exact::<i8>(part) {
                need = Self::Short;
            }
            if need == Self::Short && !are_exact::<i16>(part) {
                need = Self::Hundredths;
            }
            if need == Self::Hundredths && !are_exact::<i32>(part) {
                return Self::Double;
            }
        }
        need
    }

    /// The room of numbers that fit, with place for so many.
    fn room(self, rows: usize, numbers: impl Iterator<Item = f64>) -> Room {
        fn of<T: Narrow>(rows: usize, numbers: impl Iterator<Item = f64>) -> Vec<T> {
            let mut all = Vec::with_capacity(rows);
            extend(&mut all, numbers);
            all
        }
        match self {
            Self::Byte => Room::Byte(of(rows, numbers)),
            Self::Short => Room::Short(of(rows, numbers)),
            Self::Hundredths => Room::Hundredths(of(rows, numbers)),
            Self::Double => Room::Double(of(rows, numbers)),
        }
    }
}

/// What stands for a number in some room.
trait Narrow: Copy {
    /// The nearest one; whoever asks holds it against what the number was.
    fn of(number: f64) -> Self;

    fn number(self) -> f64;
}

/// Units of a share of 1, of which the least stands for a missing number.
macro_rules! narrow {
    ($room:ty, $units:expr) => {
        impl Narrow for $room {
            #[inline]
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the cast saturates, and whoever asks looks at what came out"
            )]
            fn of(number: f64) -> Self {
                const UNITS: f64 = $units;
                if number.is_nan() {
                    Self::MIN
                } else {
                    (number * UNITS + 0.5_f64.copysign(number)) as Self
                }
            }

            /// The division rounds once, as the reading of a decimal does.
            #[inline]
            fn number(self) -> f64 {
                if self == Self::MIN {
                    f64::NAN
                } else {
                    f64::from(self) / $units
                }
            }
        }
    };
}

narrow!(i8, 1.0);
narrow!(i16, 1.0);
narrow!(i32, 100.0);

impl Narrow for f64 {
    fn of(number: f64) -> Self {
        number
    }

    fn number(self) -> f64 {
        self
    }
}

fn extend<T: Narrow>(values: &mut Vec<T>, numbers: impl Iterator<Item = f64>) {
    values.extend(numbers.map(T::of));
}

/// Whether all numbers come back to the bit.
fn are_exact<T: Narrow>(numbers: &[f64]) -> bool {
    let exact = numbers
        .iter()
        .map(|&number| number.to_bits() == T::of(number).number().to_bits() || number.is_nan());
    exact.fold(true, |all, exact| all & exact)
}

/// Puts values in place of others. Places that are not there yet are made.
pub(crate) fn put<T: Copy + Default>(values: &mut Vec<T>, first: usize, part: &[T]) {
    room(values, first..first + part.len()).copy_from_slice(part);
}

fn room<T: Copy + Default>(values: &mut Vec<T>, places: Range<usize>) -> &mut [T] {
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

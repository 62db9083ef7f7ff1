//! How a column of a row group is encoded: by a dictionary only where one is worth its price.
//!
//! polars tries a dictionary for every column and finds out late that nearly every value is a new one. Here a sample
//! tells first, and texts are numbered by a faster table.

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use polars::prelude::{ArrayRef, ArrowDataType};
use polars_arrow::{
    array::{Array, DictionaryArray, PrimitiveArray, Utf8ViewArray, View},
    datatypes::{IntegerType, PhysicalType},
    types::PrimitiveType,
};
use polars_parquet::write::Encoding;

/// Values looked at: so many next to each other, and as many spread over all.
const SAMPLE: usize = 1_024;

/// A column in the form in which it is encoded, and how: one encoding for each column of the file that it becomes.
pub(super) fn chosen(array: ArrayRef, defaults: &[Encoding]) -> (ArrayRef, Vec<Encoding>) {
    if *defaults != [Encoding::RleDictionary] || array.len() < SAMPLE {
        return (array, defaults.to_vec());
    }
    if let Some(texts) = array.as_any().downcast_ref::<Utf8ViewArray>() {
        return match dictionary(texts) {
            Some(dictionary) => (dictionary, defaults.to_vec()),
            None => (array, vec![Encoding::Plain]),
        };
    }
    let encoding = match array.dtype().to_physical_type() {
        PhysicalType::Primitive(PrimitiveType::UInt64) => {
            let values = array.as_any().downcast_ref::<PrimitiveArray<u64>>();
            values.and_then(|values| of_numbers(values, |value| value, true))
        }
        PhysicalType::Primitive(PrimitiveType::Int64) => {
            // Moments are no plain integers to the writer.
            let plain = matches!(array.dtype(), ArrowDataType::Int64);
            let values = array.as_any().downcast_ref::<PrimitiveArray<i64>>();
            values.and_then(|values| of_numbers(values, i64::cast_unsigned, plain))
        }
        PhysicalType::Primitive(PrimitiveType::Float64) => {
            let values = array.as_any().downcast_ref::<PrimitiveArray<f64>>();
            values.and_then(|values| of_numbers(values, f64::to_bits, false))
        }
        _ => None,
    };
    match encoding {
        Some(encoding) => (array, vec![encoding]),
        None => (array, defaults.to_vec()),
    }
}

/// The encoding of numbers where it is not the default: of ascending ones their differences, of ever new ones themselves.
fn of_numbers<T: polars_arrow::types::NativeType>(
    array: &PrimitiveArray<T>,
    bits: impl Fn(T) -> u64,
    may_differ: bool,
) -> Option<Encoding> {
    let values = array.values();
    if may_differ
        && array.null_count() == 0
        && places(values.len())
            .1
            .map(|at| bits(values[at]))
            .is_sorted()
    {
        return Some(Encoding::DeltaBinaryPacked);
    }
    (!repeats(values.len(), |at| bits(values[at]))).then_some(Encoding::Plain)
}

/// Texts numbered by their first occurrence; `None` where most of them occur once.
fn dictionary(texts: &Utf8ViewArray) -> Option<ArrayRef> {
    if texts.null_count() == texts.len() || !repeats(texts.len(), |at| texts.value(at)) {
        return None;
    }
    let mut numbers = Numbers::default();
    let mut keys = Vec::with_capacity(texts.len());
    let most = texts.len() / 2;
    for (at, view) in texts.views().iter().enumerate() {
        if texts.is_null(at) {
            keys.push(0);
            continue;
        }
        keys.push(numbers.of(view.as_u128(), texts.value(at))?);
        if numbers.words.len() > most {
            return None;
        }
    }
    let dtype = ArrowDataType::Dictionary(
        IntegerType::UInt32,
        Box::new(ArrowDataType::Utf8View),
        false,
    );
    let keys = PrimitiveArray::new(
        ArrowDataType::UInt32,
        keys.into(),
        texts.validity().cloned(),
    );
    let words = Utf8ViewArray::from_slice_values(numbers.words.as_slice());
    let dictionary = DictionaryArray::try_new(dtype, keys, Box::new(words)).ok()?;
    Some(Box::new(dictionary))
}

/// Numbers of texts. One of at most twelve bytes lies in its view whole, so that views tell whether two are equal.
#[derive(Default)]
struct Numbers<'a> {
    short: HashMap<u128, u32, FixedState>,
    long: HashMap<&'a str, u32, FixedState>,
    words: Vec<&'a str>,
    /// The last view with its number: the same text often comes again.
    last: Option<(u128, u32)>,
}

impl<'a> Numbers<'a> {
    const INLINE: usize = View::MAX_INLINE_SIZE as usize;

    /// The number of a text; `None` when there are too many.
    fn of(&mut self, view: u128, text: &'a str) -> Option<u32> {
        if let Some((_, number)) = self.last.filter(|last| last.0 == view) {
            return Some(number);
        }
        let next = u32::try_from(self.words.len()).ok()?;
        let number = if text.len() <= Self::INLINE {
            *self.short.entry(view).or_insert(next)
        } else {
            *self.long.entry(text).or_insert(next)
        };
        if number == next {
            self.words.push(text);
        }
        self.last = Some((view, number));
        Some(number)
    }
}

/// Whether values repeat: next to each other, as sorted ones do, or over the whole column.
fn repeats<K: std::hash::Hash + Eq>(len: usize, value: impl Fn(usize) -> K) -> bool {
    let (mut near, mut far) = places(len);
    let half = |places: &mut dyn Iterator<Item = usize>| {
        let distinct: HashSet<K, FixedState> = places.map(&value).collect();
        distinct.len() * 2 <= SAMPLE
    };
    half(&mut far) || half(&mut near)
}

/// Places next to each other in the middle, and places spread over all; ascending.
fn places(len: usize) -> (std::ops::Range<usize>, impl Iterator<Item = usize>) {
    let middle = (len - SAMPLE) / 2;
    let step = len / SAMPLE;
    (
        middle..middle + SAMPLE,
        (0..SAMPLE).map(move |at| at * step),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_gets_a_dictionary_and_what_ascends_its_differences() {
        let of = |array: ArrayRef| {
            let chosen = chosen(array, &[Encoding::RleDictionary]);
            (chosen.0, chosen.1[0])
        };
        let texts = |of: &dyn Fn(usize) -> String| -> ArrayRef {
            let texts: Vec<Option<String>> =
                (0..5_000).map(|at| (at % 7 != 0).then(|| of(at))).collect();
            Box::new(Utf8ViewArray::from_slice(texts))
        };
        let (array, encoding) = of(texts(&|at| {
            format!("a channel with a long name {}", at % 5)
        }));
        assert_eq!(encoding, Encoding::RleDictionary);
        let dictionary = array
            .as_any()
            .downcast_ref::<DictionaryArray<u32>>()
            .unwrap();
        assert_eq!(
            (dictionary.values().len(), dictionary.null_count()),
            (5, 715)
        );
        assert_eq!(of(texts(&|at| format!("order {at}"))).1, Encoding::Plain);
        // Sorted values repeat next to each other.
        assert_eq!(
            of(texts(&|at| format!("{}", at / 10))).1,
            Encoding::RleDictionary
        );
        let numbers = |of: &dyn Fn(u64) -> u64| -> ArrayRef {
            Box::new(PrimitiveArray::from_vec((0..5_000).map(of).collect()))
        };
        assert_eq!(of(numbers(&|at| at / 3)).1, Encoding::DeltaBinaryPacked);
        assert_eq!(of(numbers(&|at| at % 9)).1, Encoding::RleDictionary);
        assert_eq!(of(numbers(&|at| at ^ 5)).1, Encoding::Plain);
    }
}

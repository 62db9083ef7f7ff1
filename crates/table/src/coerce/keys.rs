//! Identifiers: whole numbers as they are, everything else as the text that was written.

use fourr_cell::missing;
use polars::prelude::*;

use crate::{Id, Texts, Values};

/// The identifiers of a batch, one a row, `None` where there is none.
#[derive(Debug, Clone)]
pub enum Keys<'a> {
    /// A column of whole numbers.
    Whole(Int64Chunked),
    /// Any other column, as text: leading zeros stay, blanks around it do not.
    Text(Texts<'a>),
}

impl Keys<'_> {
    /// Rows in the batch.
    pub fn len(&self) -> usize {
        match self {
            Self::Whole(values) => values.len(),
            Self::Text(values) => values.len(),
        }
    }

    /// Whole numbers in one piece and without gaps, if that is what they are.
    pub fn as_slice(&self) -> Option<&[i64]> {
        match self {
            Self::Whole(values) => values.cont_slice().ok(),
            Self::Text(_) => None,
        }
    }

    /// Whether the batch has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether some row has no identifier.
    pub fn has_nulls(&self) -> bool {
        match self {
            Self::Whole(values) => values.null_count() > 0,
            Self::Text(values) => values.has_nulls(),
        }
    }

    /// Whether a row has an identifier.
    pub fn is_some(&self, row: usize) -> bool {
        match self {
            Self::Whole(values) => values.get(row).is_some(),
            Self::Text(values) => values.get(row).is_some(),
        }
    }

    /// The identifier of a row, if it has one.
    pub fn id(&self, row: usize) -> Option<Id<'_>> {
        match self {
            Self::Whole(values) => values.get(row).map(Id::Whole),
            Self::Text(values) => values.get(row).map(Id::of_text),
        }
    }

    /// Every identifier as text.
    pub fn to_strings(&self) -> Vec<Option<String>> {
        match self {
            Self::Whole(values) => {
                let written = values.iter().map(|id| Some(id?.to_string()));
                written.collect()
            }
            Self::Text(values) => values.iter().map(|id| Some(id?.to_owned())).collect(),
        }
    }

    /// The same identifiers, which outlive their batch.
    pub fn into_owned(self) -> Keys<'static> {
        match self {
            Self::Whole(values) => Keys::Whole(values),
            Self::Text(values) => Keys::Text(values.into_owned()),
        }
    }
}

/// Reads a column as identifiers.
///
/// Whole-number columns stay whole numbers; floats that are whole (an integer column with gaps, as
/// pandas writes it) become whole numbers, and other values text. A blank cell or a word for missing
/// (无, N/A, ...) is no identifier.
///
/// # Errors
/// When the column cannot be written as text.
pub fn keys<'a>(values: impl Into<Values<'a>>) -> PolarsResult<Keys<'a>> {
    let column = match values.into() {
        Values::Texts(texts) => return Ok(Keys::Text(identifiers(texts))),
        Values::Typed(column) => column,
    };
    let series = column.as_materialized_series();
    match series.dtype() {
        dtype if dtype.is_integer() && *dtype != DataType::UInt64 => Ok(Keys::Whole(
            series.cast(&DataType::Int64)?.i64()?.rechunk().into_owned(),
        )),
        dtype if dtype.is_float() => {
            let values = series.cast(&DataType::Float64)?;
            let text = values
                .f64()?
                .iter()
                .map(|value| value.filter(|v| !v.is_nan()).map(|v| v.to_string()));
            let texts = StringChunked::from_iter_options(series.name().clone(), text);
            Ok(Keys::Text(Texts::from(&texts)))
        }
        _ => {
            let texts = series.cast(&DataType::String)?;
            Ok(Keys::Text(identifiers(Texts::from(texts.str()?))))
        }
    }
}

/// The number that an identifier is, digit by digit, so that it is the only text of this number: `53`, but not `053` or `+53`.
#[inline]
pub fn written_number(id: &str) -> Option<u64> {
    // More digits might not fit.
    const LONGEST: usize = 18;
    let digits = id.as_bytes();
    let padded = digits.len() > 1 && digits[0] == b'0';
    if digits.is_empty() || digits.len() > LONGEST || padded {
        return None;
    }
    digits.iter().try_fold(0, |number, digit| {
        let digit = digit.wrapping_sub(b'0');
        (digit < 10).then(|| number * 10 + u64::from(digit))
    })
}

fn identifiers(texts: Texts<'_>) -> Texts<'_> {
    let says_something = |text: &str| missing::classify(text).is_none();
    // Most begin and end with digits, which no blank and no word for missing does.
    let by_digits = |text: &str| match text.as_bytes() {
        [first, .., last] => first.is_ascii_digit() && last.is_ascii_digit(),
        _ => false,
    };
    let proper =
        |text: &str| by_digits(text) || text.trim().len() == text.len() && says_something(text);
    if texts.iter().flatten().all(proper) {
        return texts;
    }
    texts.trimmed(says_something)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_stay_and_words_for_missing_are_no_identifier() {
        let column = Column::new(
            "id".into(),
            [Some("007"), Some(" 8 "), Some("无"), Some(""), None],
        );
        let Keys::Text(text) = keys(column).unwrap() else {
            panic!("text expected")
        };
        let got: Vec<Option<&str>> = text.iter().collect();
        assert_eq!(got, [Some("007"), Some("8"), None, None, None]);
    }

    #[test]
    fn a_number_has_one_text() {
        let longest = "999999999999999999";
        for (id, number) in [
            ("0", Some(0)),
            ("53", Some(53)),
            (longest, Some(999_999_999_999_999_999)),
            ("1000000000000000000", None),
            ("053", None),
            ("00", None),
            ("+53", None),
            ("5 3", None),
            ("５", None),
            ("", None),
        ] {
            assert_eq!(written_number(id), number, "{id}");
        }
    }

    #[test]
    fn floats_that_are_whole_read_as_a_person_writes_them() {
        let column = Column::new("id".into(), [Some(17_850.0), None, Some(f64::NAN)]);
        let Keys::Text(text) = keys(column).unwrap() else {
            panic!("text expected")
        };
        assert_eq!(text.iter().collect::<Vec<_>>(), [Some("17850"), None, None]);
    }
}

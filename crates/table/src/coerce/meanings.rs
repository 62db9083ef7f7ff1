//! Columns of few different values: flags, groups, kinds.

use fourr_cell::missing;
use polars::prelude::*;

use super::{Keys, keys};
use crate::{Memo, Texts, Values};

/// What every cell of a column means, one a row; asked once a value. Blanks around a text are cut off, and a blank cell or a word
/// for missing (无, N/A, ...) is none.
///
/// # Errors
/// When the column cannot be written as text.
pub fn meanings<T: Copy>(
    values: &Values<'_>,
    meaning: impl Fn(Option<&str>) -> T,
) -> PolarsResult<Vec<T>> {
    let none = meaning(None);
    let read = |texts: &Texts<'_>| {
        Memo::default().read_all(texts, none, |text| {
            let text = text.trim();
            meaning(Some(text).filter(|text| missing::classify(text).is_none()))
        })
    };
    if let Values::Texts(texts) = values {
        return Ok(read(texts));
    }
    match keys(values)? {
        Keys::Text(texts) => Ok(read(&texts)),
        Keys::Whole(ids) => {
            let written = ids.cast(&DataType::String)?;
            Ok(read(&Texts::from(written.str()?)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_means_the_same_in_every_row_and_type() {
        let meaning = |cell: Option<&str>| cell.map_or(0, |cell| if cell == "1" { 1 } else { 2 });
        let text = Column::new("c".into(), [Some(" 1 "), Some("无"), None, Some("x")]);
        assert_eq!(meanings(&text.into(), meaning).unwrap(), [1, 0, 0, 2]);
        let whole = Column::new("c".into(), [Some(1_i32), None, Some(7)]);
        assert_eq!(meanings(&whole.into(), meaning).unwrap(), [1, 0, 2]);
        let float = Column::new("c".into(), [Some(1.0), Some(f64::NAN)]);
        assert_eq!(meanings(&float.into(), meaning).unwrap(), [1, 0]);
    }
}

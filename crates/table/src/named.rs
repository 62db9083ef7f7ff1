//! [`named`]: columns of few texts as one byte or two a row.

use std::collections::HashMap;

use polars::prelude::*;

/// A column of few texts: each row has the place of its own among `names`, or none.
///
/// It is an `Enum` of polars, of which a row takes one byte up to 255 different names; [`output`](crate::output) writes it as the texts
/// that it means. Two equal names are one.
///
/// # Errors
/// More names than four bytes tell apart, or a place that is none.
pub fn named<S: AsRef<str>>(
    name: &str,
    names: &[S],
    places: impl Iterator<Item = Option<usize>>,
) -> PolarsResult<Column> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut distinct: Vec<&str> = Vec::new();
    let categories: Vec<usize> = names
        .iter()
        .map(|name| {
            let category = *known.entry(name.as_ref()).or_insert(distinct.len());
            if category == distinct.len() {
                distinct.push(name.as_ref());
            }
            category
        })
        .collect();
    let dtype = DataType::from_frozen_categories(FrozenCategories::new(distinct)?);
    let codes = places.map(|place| Some(categories[place?]));
    let name = PlSmallStr::from_str(name);
    Ok(match dtype.cat_physical()? {
        CategoricalPhysical::U8 => {
            let codes = codes.map(|code| u8::try_from(code?).ok());
            let codes = ChunkedArray::from_iter_options(name, codes);
            Categorical8Chunked::from_cats_and_dtype(codes, dtype).into_column()
        }
        CategoricalPhysical::U16 => {
            let codes = codes.map(|code| u16::try_from(code?).ok());
            let codes = ChunkedArray::from_iter_options(name, codes);
            Categorical16Chunked::from_cats_and_dtype(codes, dtype).into_column()
        }
        CategoricalPhysical::U32 => {
            let codes = codes.map(|code| u32::try_from(code?).ok());
            let codes = ChunkedArray::from_iter_options(name, codes);
            Categorical32Chunked::from_cats_and_dtype(codes, dtype).into_column()
        }
    })
}

/// The same table with texts in place of columns that are [`named`].
///
/// # Errors
/// When the columns cannot be put together.
pub fn spelled(mut frame: DataFrame) -> PolarsResult<DataFrame> {
    let coded = |column: &&Column| matches!(column.dtype(), DataType::Enum(..));
    let texts = frame.columns().iter().filter(coded);
    let texts: Vec<Column> = texts
        .map(|column| column.cast(&DataType::String))
        .collect::<PolarsResult<_>>()?;
    for column in texts {
        frame.with_column(column)?;
    }
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_name_of_its_place() {
        let many: Vec<String> = (0..300).map(|name| format!("名 {name}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for names in [&["金", "银", "金"][..], &many] {
            let places = [Some(2), None, Some(1), Some(names.len() - 1)];
            let column = named("level", names, places.into_iter()).unwrap();
            let frame = spelled(DataFrame::new(4, vec![column]).unwrap()).unwrap();
            let texts = frame.column("level").unwrap().str().unwrap();
            let wanted = places.map(|place| place.map(|place| names[place]));
            assert_eq!(texts.iter().collect::<Vec<_>>(), wanted);
        }
        let none = named("level", &[""; 0], [None].into_iter()).unwrap();
        assert_eq!(none.null_count(), 1);
    }
}

//! A customer by id, and the ids that are written alike.

use std::borrow::Cow;

use fourr_cell::fold;
use polars::prelude::*;

use crate::{Column as Name, RfmError, Segmentation};

/// Ids that a hint names.
const NEAR: usize = 3;

impl Segmentation {
    /// The row of a customer.
    pub(super) fn row_of(&self, id: &str) -> Result<usize, RfmError> {
        let wanted = id.trim();
        let column = self.customers.column(Name::Customer.name())?;
        let ids = written(column)?;
        let found = ids.iter().position(|id| id == wanted);
        found.ok_or_else(|| {
            let plain_wanted = plain(wanted);
            let alike = ids.iter().filter(|id| plain(id) == plain_wanted);
            RfmError::UnknownCustomer {
                id: wanted.to_owned(),
                near: alike.take(NEAR).map(ToString::to_string).collect(),
            }
        })
    }
}

fn written(column: &Column) -> PolarsResult<Vec<Cow<'_, str>>> {
    let series = column.as_materialized_series();
    if let DataType::String = series.dtype() {
        return Ok(series.str()?.iter().flatten().map(Cow::Borrowed).collect());
    }
    let ids = series.i64()?.iter().flatten();
    Ok(ids.map(|id| Cow::Owned(id.to_string())).collect())
}

/// An id without case, signs, blanks and leading zeros, and with full-width letters as half-width ones.
fn plain(id: &str) -> String {
    let folded = fold::fold(id);
    let letters = folded.chars().filter(|c| c.is_alphanumeric());
    let lower: String = letters.flat_map(char::to_lowercase).collect();
    lower.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_alike_whatever_their_zeros_blanks_and_case() {
        for id in ["00a-17", "A17", " a 17", "Ａ１７"] {
            assert_eq!(plain(id), "a17");
        }
        assert_ne!(plain("A170"), "a17");
    }
}

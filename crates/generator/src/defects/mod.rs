//! Defects of the order log: which kinds there are, how often each occurs, and the list of all that were injected.

mod kind;
mod rates;
mod soiler;
mod spelling;

use fourr_locale::Lang;
use polars::prelude::*;

pub use kind::DefectKind;
pub use rates::{DefectRates, RatesFault};
pub(crate) use soiler::{Defect, Profile, Soiled, Soiler};

/// The truth of defects, one a row, in the order of the rows of `file`.
pub(crate) fn frame(defects: &[Defect], file: &str, lang: Lang) -> PolarsResult<DataFrame> {
    let rows = defects.iter().map(|defect| defect.row.cast_signed());
    let header = |defect: &Defect| defect.column.map(|column| column.header(lang));
    let columns = defects.iter().map(header);
    // An empty cell is null: as text it would be two quotes in a CSV.
    let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let clean = defects.iter().map(|defect| cell(&defect.clean));
    let dirty = defects.iter().map(|defect| cell(&defect.dirty));
    let kinds = defects.iter().map(|defect| defect.kind.key());
    DataFrame::new(
        defects.len(),
        vec![
            Column::new("file".into(), vec![file; defects.len()]),
            Column::new("row".into(), rows.collect::<Vec<_>>()),
            Column::new("column".into(), columns.collect::<Vec<Option<&str>>>()),
            Column::new("clean".into(), clean.collect::<Vec<Option<String>>>()),
            Column::new("dirty".into(), dirty.collect::<Vec<Option<String>>>()),
            Column::new("kind".into(), kinds.collect::<Vec<_>>()),
        ],
    )
}

//! What the report was made from.

use fourr_rfm::Rfm;
use fourr_table::Source;

use super::subject::Subject;
use crate::{Provenance, parameters};

/// What the report was made from and by: of the parameters, those that are not at their defaults.
pub(super) fn provenance(subject: &Subject<'_>, sources: &[Source]) -> Provenance {
    let changed = parameters::changed(&Rfm::default(), &subject.summary.parameters);
    Provenance::of(sources, changed)
}

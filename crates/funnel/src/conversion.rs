//! The verb: [`Funnel::convert`], and its result.

use fourr_table::Table;
use polars::prelude::DataFrame;

use crate::{Funnel, FunnelError, Summary};

/// The result of a funnel.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// Every figure.
    pub summary: Summary,
    /// One row per person, session or attempt, where that was asked for, sorted by person and start: `person`, `level`,
    /// `start`, `group` and the seconds from the start to each stage (`seconds_2`, ...).
    pub persons: Option<DataFrame>,
}

impl Funnel {
    pub fn convert(&self, input: &Table) -> Result<Conversion, FunnelError> {
        let _ = input;
        self.check()?;
        Err(FunnelError::FewStages(0))
    }
}

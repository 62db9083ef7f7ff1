//! The same input as of an earlier date.

use chrono::{Days, NaiveDate};
use fourr_table::{Table, named};
use polars::prelude::*;

use super::{
    compare::{Moves, compare},
    snapshot::Snapshot,
};
use crate::{
    Column as Name, Move, Rfm, RfmError, Segmentation, segmentation::nobody, splits::place,
    value_order::ValueOrder,
};

/// Adds the migration since `date` to the segmentation of `input`.
pub(crate) fn migrate(
    rfm: &Rfm,
    input: &Table,
    result: Segmentation,
    date: NaiveDate,
) -> Result<Segmentation, RfmError> {
    let Some(as_of) = result
        .summary
        .as_of
        .filter(|_| result.summary.cycle.is_some())
    else {
        return Err(RfmError::MigrationDates);
    };
    if date >= as_of {
        return Err(RfmError::MigrationOrder { from: date, as_of });
    }
    let earlier = Rfm {
        as_of: Some(date),
        since: rfm.since.and_then(|since| window(since, as_of, date)),
        migration_from: None,
        clusters: None,
        lifetime: Vec::new(),
        ..rfm.clone()
    };
    let at = |source| RfmError::Earlier {
        date,
        source: Box::new(source),
    };
    result.migrated_from(&snapshot(&earlier, input).map_err(at)?)
}

/// The first day of a window that ends on `date` and is as long as the one from `since` to `as_of`.
fn window(since: NaiveDate, as_of: NaiveDate, date: NaiveDate) -> Option<NaiveDate> {
    let length = u64::try_from((as_of - since).num_days()).ok()?;
    date.checked_sub_days(Days::new(length))
}

/// Who is in which segment, and nothing more: no summary, no frame.
fn snapshot(rfm: &Rfm, input: &Table) -> Result<Snapshot, RfmError> {
    let (reading, _) = rfm.read(input)?;
    if reading.measured.recency.is_empty() {
        return Err(nobody(&reading.rows, &reading.people));
    }
    let scored = rfm.score(&reading.measured)?;
    let placement = place(rfm, &rfm.scheme.table(rfm.bins)?, &scored);
    let names = placement.segments.iter().map(|of| of.key.clone()).collect();
    let segment = placement.segment.iter();
    let segment = segment.map(|place| u32::try_from(*place).unwrap_or(u32::MAX));
    let snapshot = Snapshot::new(
        &reading.measured.ids,
        names,
        segment.collect(),
        &reading.measured.monetary,
    )?;
    Ok(snapshot.dated(rfm.as_of, rfm.since))
}

impl Segmentation {
    /// The same segmentation with the migration from an earlier one: [`Summary::migration`](crate::Summary)
    /// and the columns `previous_segment` and `move`.
    ///
    /// The segments of `earlier` may stand under their keys, codes or names in either language.
    ///
    /// # Errors
    /// A segment that the scheme in force does not have.
    pub fn migrated_from(mut self, earlier: &Snapshot) -> Result<Self, RfmError> {
        let segments = self.summary.segments.0.iter().map(|of| of.segment.clone());
        let segments: Vec<_> = segments.collect();
        let order = ValueOrder::of(&self.summary.parameters, &segments)?.keys(&segments);
        let earlier = earlier.renamed(&segments)?;
        let (migration, moves) = compare(&earlier, &Snapshot::of(&self)?, &order)?;
        self.customers.hstack_mut(&columns(&moves, &order)?)?;
        self.summary.migration = Some(migration);
        Ok(self)
    }
}

/// The segment before, null for the new, and the move of every customer.
fn columns(moves: &Moves, order: &[String]) -> PolarsResult<[Column; 2]> {
    let previous = moves.previous.iter();
    let previous = previous.map(|place| place.map(|place| place as usize));
    let names = Move::ALL.map(Move::name);
    let places = moves
        .moves
        .iter()
        .map(|direction| Some(*direction as usize));
    Ok([
        named(Name::PreviousSegment.name(), order, previous)?,
        named(Name::Move.name(), &names, places)?,
    ])
}

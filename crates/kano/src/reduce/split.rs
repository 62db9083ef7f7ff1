//! Segments while they are counted.

use fourr_table::{Memo, Values};

use super::cells::Seen;
use crate::{KanoError, grid::Grid};

/// Most segments of a column.
pub(crate) const MOST_SEGMENTS: usize = 50;
/// Place of a respondent without a segment.
pub(crate) const NO_SEGMENT: u32 = u32::MAX;

/// One way of splitting respondents, counted.
#[derive(Debug, Clone)]
pub(crate) struct SplitTally {
    pub(crate) column: String,
    /// Whether the segments came from another table.
    pub(crate) joined: bool,
    pub(crate) segments: Vec<SegmentTally>,
    /// Respondents without a segment.
    pub(crate) without: u64,
}

/// One segment, counted.
#[derive(Debug, Clone)]
pub(crate) struct SegmentTally {
    pub(crate) name: String,
    pub(crate) respondents: u64,
    /// A grid a feature.
    pub(crate) grids: Vec<Grid>,
}

impl SplitTally {
    pub(crate) fn new(column: &str, joined: bool) -> Self {
        Self {
            column: column.to_owned(),
            joined,
            segments: Vec::new(),
            without: 0,
        }
    }

    /// The place of a segment, made when it is new.
    pub(crate) fn place(&mut self, name: &str, features: usize) -> Result<u32, KanoError> {
        if let Some(place) = self
            .segments
            .iter()
            .position(|segment| segment.name == name)
        {
            return Ok(u32::try_from(place).unwrap_or(NO_SEGMENT));
        }
        if self.segments.len() == MOST_SEGMENTS {
            return Err(KanoError::TooManySegments {
                column: self.column.clone(),
                limit: MOST_SEGMENTS,
            });
        }
        self.segments.push(SegmentTally {
            name: name.to_owned(),
            respondents: 0,
            grids: vec![Grid::default(); features],
        });
        Ok(u32::try_from(self.segments.len() - 1).unwrap_or(NO_SEGMENT))
    }

    /// The place of every row's segment.
    pub(crate) fn places(
        &mut self,
        values: &Values<'_>,
        features: usize,
    ) -> Result<Vec<u32>, KanoError> {
        let place = |text: &str| {
            let name = text.trim();
            match fourr_cell::missing::classify(name) {
                None => self.place(name, features),
                Some(_) => Ok(NO_SEGMENT),
            }
        };
        Memo::default().read(&values.as_texts()?, NO_SEGMENT, place)
    }

    pub(crate) fn merge(&mut self, other: Self) -> Result<(), KanoError> {
        self.without += other.without;
        for segment in other.segments {
            let place = self.place(&segment.name, segment.grids.len())?;
            let mine = &mut self.segments[place as usize];
            mine.respondents += segment.respondents;
            for (mine, theirs) in mine.grids.iter_mut().zip(&segment.grids) {
                mine.merge(theirs);
            }
        }
        Ok(())
    }
}

/// The ledgers of columns that held something else than answers.
pub(super) fn faulty(seen: Vec<Seen>) -> Vec<fourr_table::coerce::Faults> {
    let faults = seen.into_iter().map(|seen| seen.faults);
    faults.filter(|faults| faults.total() > 0).collect()
}

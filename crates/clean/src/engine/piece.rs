//! [`Piece`]: rows of the result with what became of those beside them.

use polars::prelude::*;

use super::{
    book::{Block, Book, Removed},
    chunk::{Chunk, Row, index},
    plan::Plan,
};
use crate::{
    CleanError,
    ledger::{self, Reason},
};

/// Some rows of the result, in their order, with the lines of the ledger and the removed rows of the same part of the
/// source. The columns are those of [`Cleaning`](crate::Cleaning).
#[derive(Debug, Clone)]
pub struct Piece {
    /// The rows that stayed.
    pub table: DataFrame,
    /// Changed cells.
    pub ledger: DataFrame,
    /// Removed rows as they were read.
    pub quarantine: DataFrame,
}

impl Piece {
    /// Puts together what the steps have left; lines of the ledger are numbered from behind `lines`.
    pub(super) fn new(
        plan: &Plan,
        chunk: &Chunk,
        book: &Book,
        lines: u64,
    ) -> Result<Self, CleanError> {
        Ok(Self {
            table: table(plan, chunk)?,
            ledger: ledger_frame(plan, &book.blocks, lines)?,
            quarantine: quarantine(plan, book)?,
        })
    }
}

fn table(plan: &Plan, chunk: &Chunk) -> PolarsResult<DataFrame> {
    let mut columns = Vec::with_capacity(plan.slots.len());
    for (slot, series) in plan.slots.iter().zip(&chunk.columns) {
        let (Some(name), Some(series)) = (&slot.name, series) else {
            continue;
        };
        let dtype = slot.dtype_after();
        let series = if *series.dtype() == dtype {
            series.clone()
        } else {
            series.cast(&dtype)?
        };
        columns.push(
            series
                .rechunk()
                .with_name(name.as_str().into())
                .into_column(),
        );
    }
    DataFrame::new(chunk.height(), columns)
}

/// Lines of the ledger in their order: by row, then by step and column.
struct Lines<'a> {
    blocks: &'a [Block],
    /// The key of each line, and its place among all blocks.
    order: Vec<(u64, IdxSize)>,
    /// Step, column and reason, by place.
    whose: Vec<(usize, usize, Reason)>,
}

impl<'a> Lines<'a> {
    fn of(blocks: &'a [Block]) -> Self {
        let count = blocks.iter().map(|block| block.rows.len()).sum();
        let mut lines = Self {
            blocks,
            order: Vec::with_capacity(count),
            whose: Vec::with_capacity(count),
        };
        for block in blocks {
            for (row, reason) in block.rows.iter().zip(&block.reasons) {
                let key = (u64::from(*row) << 32) | ((block.step as u64) << 16) | block.slot as u64;
                lines.order.push((key, index(lines.whose.len())));
                lines.whose.push((block.step, block.slot, *reason));
            }
        }
        lines.order.sort_unstable();
        lines
    }

    /// A word for each line.
    fn words<'w>(
        &self,
        name: PlSmallStr,
        of: impl Fn(&(usize, usize, Reason)) -> &'w str,
    ) -> Column {
        let mut builder = StringChunkedBuilder::new(name, self.order.len());
        for (_, at) in &self.order {
            builder.append_value(of(&self.whose[*at as usize]));
        }
        builder.finish().into_series().into_column()
    }

    /// A text of the blocks for each line.
    fn texts(
        &self,
        name: PlSmallStr,
        of: impl Fn(&Block) -> &StringChunked,
    ) -> PolarsResult<Column> {
        let mut all = StringChunked::full_null(name.clone(), 0);
        for block in self.blocks {
            all.append(of(block))?;
        }
        let places = self.order.iter().map(|line| line.1).collect();
        let places = IdxCa::from_vec(PlSmallStr::EMPTY, places);
        let texts = all.rechunk().take(&places)?;
        Ok(texts.with_name(name).into_series().into_column())
    }
}

fn ledger_frame(plan: &Plan, blocks: &[Block], before: u64) -> PolarsResult<DataFrame> {
    let lines = Lines::of(blocks);
    let [seq, row, column, old, new, step, reason] = ledger::LEDGER.map(PlSmallStr::from_static);
    let height = lines.order.len();
    let numbers = |name: PlSmallStr, values: Vec<u64>| {
        UInt64Chunked::from_vec(name, values)
            .into_series()
            .into_column()
    };
    let columns = vec![
        numbers(seq, (before + 1..=before + height as u64).collect()),
        numbers(
            row,
            lines.order.iter().map(|line| (line.0 >> 32) + 1).collect(),
        ),
        lines.words(column, |line| plan.slots[line.1].source.as_str()),
        lines.texts(old, |block| &block.old)?,
        lines.texts(new, |block| &block.new)?,
        lines.words(step, |line| plan.steps[line.0].id.as_str()),
        lines.words(reason, |line| line.2.code()),
    ];
    DataFrame::new(height, columns)
}

fn quarantine(plan: &Plan, book: &Book) -> Result<DataFrame, CleanError> {
    let mut frames = vec![quarantined(plan, None, &book.blocks)?];
    for removed in &book.removed {
        frames.push(quarantined(plan, Some(removed), &book.blocks)?);
    }
    let mut frames = frames.into_iter();
    let mut all = frames.next().unwrap_or_default();
    for frame in frames {
        all.vstack_mut_owned(frame)?;
    }
    all.rechunk_mut();
    Ok(all.sort([ledger::QUARANTINE[0]], SortMultipleOptions::default())?)
}

/// Removed rows as they were read; of none the empty frame.
fn quarantined(
    plan: &Plan,
    removed: Option<&Removed>,
    blocks: &[Block],
) -> Result<DataFrame, CleanError> {
    let [row, step, reason, kept] = ledger::QUARANTINE.map(PlSmallStr::from_static);
    let rows: &[Row] = removed.map_or(&[], |removed| &removed.rows.rows);
    let number = |row: &Row| u64::from(*row) + 1;
    let height = rows.len();
    let repeated = |name: PlSmallStr, text: &str| StringChunked::full(name, text, height);
    let stays: Vec<Option<u64>> = match removed {
        Some(removed) if !removed.kept.is_empty() => removed
            .kept
            .iter()
            .map(|row| (*row != Row::MAX).then(|| number(row)))
            .collect(),
        _ => vec![None; height],
    };
    let id = removed.map_or("", |removed| plan.steps[removed.step].id.as_str());
    let code = removed.map_or("", |removed| removed.reason.code());
    let mut columns = vec![
        UInt64Chunked::from_vec(row, rows.iter().map(number).collect())
            .into_series()
            .into_column(),
        repeated(step, id).into_series().into_column(),
        repeated(reason, code).into_series().into_column(),
        Series::new(kept, stays).into_column(),
    ];
    let before: Vec<&Block> = match removed {
        Some(removed) => blocks
            .iter()
            .filter(|block| block.step < removed.step)
            .collect(),
        None => Vec::new(),
    };
    for (at, slot) in plan.slots.iter().take(plan.sources).enumerate() {
        let series = removed.and_then(|removed| {
            let form = plan.steps[removed.step].forms[at];
            Some((removed.rows.column(at)?.clone(), form))
        });
        let olds = before.iter().filter(|block| block.slot == at).rev();
        let mut cells: Vec<(Row, Option<&str>)> = Vec::new();
        for block in olds {
            cells.extend(block.rows.iter().copied().zip(block.old.iter()));
        }
        let restored =
            super::restore::column(series.as_ref(), (rows, &cells), (slot.loaded, &slot.dtype))?;
        columns.push(
            restored
                .with_name(slot.source.as_str().into())
                .into_column(),
        );
    }
    Ok(DataFrame::new(height, columns)?)
}

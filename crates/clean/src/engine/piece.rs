//! [`Piece`]: rows of the result with what became of those beside them.

use polars::prelude::*;

use super::{
    book::{Block, Book, Removed},
    chunk::{Chunk, Row},
    plan::Plan,
};
use crate::{CleanError, ledger};

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

fn ledger_frame(plan: &Plan, blocks: &[Block], lines: u64) -> PolarsResult<DataFrame> {
    // Key of a line: row, step, column; then where it stands among all blocks.
    let mut order: Vec<(u64, IdxSize)> = Vec::new();
    let mut at: IdxSize = 0;
    let mut whose: Vec<(usize, usize, crate::ledger::Reason)> = Vec::new();
    for block in blocks {
        for (row, reason) in block.rows.iter().zip(&block.reasons) {
            let key = (u64::from(*row) << 32) | ((block.step as u64) << 16) | block.slot as u64;
            order.push((key, at));
            whose.push((block.step, block.slot, *reason));
            at += 1;
        }
    }
    order.sort_unstable();
    let names = ledger::LEDGER.map(PlSmallStr::from_static);
    let [seq, row, column, old, new, step, reason] = names;
    let height = order.len();
    let count = UInt64Chunked::from_vec(seq, (lines + 1..=lines + height as u64).collect());
    let rows = UInt64Chunked::from_vec(row, order.iter().map(|line| (line.0 >> 32) + 1).collect());
    let texts = |name: PlSmallStr, of: &dyn Fn(usize) -> String| {
        // Few names, many lines: one view each, without a copy for short ones.
        let mut builder = StringChunkedBuilder::new(name, height);
        let mut last: Option<(usize, String)> = None;
        for (_, at) in &order {
            let key = *at as usize;
            if last.as_ref().is_none_or(|(known, _)| *known != key) {
                last = Some((key, of(key)));
            }
            builder.append_value(last.as_ref().map_or("", |(_, text)| text));
        }
        builder.finish().into_series()
    };
    let places: IdxCa =
        IdxCa::from_vec(PlSmallStr::EMPTY, order.iter().map(|line| line.1).collect());
    let gathered =
        |name: PlSmallStr, of: &dyn Fn(&Block) -> StringChunked| -> PolarsResult<Series> {
            let mut all = StringChunked::full_null(name.clone(), 0);
            for block in blocks {
                all.append(&of(block))?;
            }
            Ok(all.rechunk().take(&places)?.with_name(name).into_series())
        };
    let columns = vec![
        count.into_series().into_column(),
        rows.into_series().into_column(),
        texts(column, &|at| plan.slots[whose[at].1].source.clone()).into_column(),
        gathered(old, &|block| block.old.clone())?.into_column(),
        gathered(new, &|block| block.new.clone())?.into_column(),
        texts(step, &|at| plan.steps[whose[at].0].id.clone()).into_column(),
        texts(reason, &|at| whose[at].2.code().to_owned()).into_column(),
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
        let restored = super::restore::column(series, (rows, &cells), (slot.loaded, &slot.dtype))?;
        columns.push(
            restored
                .with_name(slot.source.as_str().into())
                .into_column(),
        );
    }
    Ok(DataFrame::new(height, columns)?)
}

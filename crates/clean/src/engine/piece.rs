//! [`Piece`]: rows of the result with what became of those beside them.

use polars::prelude::*;

use super::{
    book::{self, Block, Book, Recording, Removed},
    chunk::{Chunk, Row, index},
    plan::Plan,
};
use crate::{
    CleanError,
    ledger::{self, Reason},
};

/// Some rows of the result, in their order, with the lines of the ledger and the removed rows of the same part of the
/// source, unless its [`Sink`](crate::Sink) does not want these. The columns are those of [`Cleaning`](crate::Cleaning).
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
        (book, keys): (&Book, &Keys),
        lines: u64,
    ) -> Result<Self, CleanError> {
        let table = table(plan, chunk)?;
        if book.recording == Recording::Counts {
            return Ok(Self {
                table,
                ledger: DataFrame::default(),
                quarantine: DataFrame::default(),
            });
        }
        Ok(Self {
            table,
            ledger: ledger_frame(plan, (&book.blocks, keys), lines)?,
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
    /// By step and column.
    blocks: Vec<&'a Block>,
    /// Rows of the source, from 1.
    rows: Vec<u64>,
    /// The block of each line; its lines stand in it in the same order.
    whose: Vec<IdxSize>,
}

impl<'a> Lines<'a> {
    fn of(blocks: &'a [Block]) -> Self {
        let mut blocks: Vec<&Block> = blocks.iter().collect();
        blocks.sort_by_key(|block| (block.step, block.slot));
        // Rows ascend in each block, so that a place for each line is found by counting.
        let firsts = blocks.iter().filter_map(|block| block.rows.first());
        let lasts = blocks.iter().filter_map(|block| block.rows.last());
        let (Some(&first), Some(&last)) = (firsts.min(), lasts.max()) else {
            return Self {
                blocks,
                rows: Vec::new(),
                whose: Vec::new(),
            };
        };
        let mut next: Vec<IdxSize> = vec![0; (last - first) as usize + 2];
        for row in blocks.iter().flat_map(|block| &block.rows) {
            next[(row - first) as usize + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let count = next[next.len() - 1] as usize;
        let (mut rows, mut whose) = (vec![0; count], vec![0; count]);
        for (number, block) in blocks.iter().enumerate() {
            for row in &block.rows {
                let place = &mut next[(row - first) as usize];
                rows[*place as usize] = u64::from(*row) + 1;
                whose[*place as usize] = index(number);
                *place += 1;
            }
        }
        Self {
            blocks,
            rows,
            whose,
        }
    }

    /// A word for each line by its block.
    fn words(&self, name: PlSmallStr, of: impl Fn(&'a Block) -> &'a str) -> PolarsResult<Column> {
        let words = self.blocks.iter().map(|block| of(block));
        let words = StringChunked::from_iter_values(name, words);
        let places = IdxCa::from_slice(PlSmallStr::EMPTY, &self.whose);
        Ok(words.take(&places)?.into_series().into_column())
    }

    /// The reason of each line.
    fn reasons(&self, name: PlSmallStr) -> PolarsResult<Column> {
        let mut known: Vec<Reason> = Vec::new();
        let mut codes = Vec::with_capacity(self.whose.len());
        let mut reasons: Vec<_> = self
            .blocks
            .iter()
            .map(|block| block.reasons.iter())
            .collect();
        for block in &self.whose {
            let Some(reason) = reasons[*block as usize].next() else {
                continue;
            };
            let code = known.iter().position(|of| of == reason).unwrap_or_else(|| {
                known.push(*reason);
                known.len() - 1
            });
            codes.push(index(code));
        }
        let words = StringChunked::from_iter_values(name, known.iter().map(|reason| reason.code()));
        let places = IdxCa::from_vec(PlSmallStr::EMPTY, codes);
        Ok(words.take(&places)?.into_series().into_column())
    }

    /// A text of the blocks for each line.
    fn texts(
        &self,
        name: PlSmallStr,
        of: impl Fn(&'a book::Lines) -> &'a StringChunked,
    ) -> PolarsResult<Column> {
        // The blocks one behind the other, and the place of each line in them: no text is copied.
        let mut all = StringChunked::full_null(name, 0);
        let mut next = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            next.push(index(all.len()));
            if let Some(lines) = &block.lines {
                all.append(of(lines))?;
            }
        }
        let mut places = Vec::with_capacity(self.whose.len());
        for block in &self.whose {
            let place = &mut next[*block as usize];
            places.push(*place);
            *place += 1;
        }
        let places = IdxCa::from_vec(PlSmallStr::EMPTY, places);
        Ok(all.rechunk().take(&places)?.into_series().into_column())
    }
}

/// What names the rows of one part of the source.
#[derive(Debug, Default)]
pub(super) struct Keys {
    first: Row,
    texts: Option<StringChunked>,
}

impl Keys {
    /// Of rows that were just read; the values of several columns have a stroke between them.
    pub(super) fn of(plan: &Plan, chunk: &Chunk) -> PolarsResult<Self> {
        let texts = plan
            .key
            .iter()
            .filter_map(|slot| Some(plan.slots[*slot].loaded.texts(chunk.column(*slot)?)))
            .collect::<PolarsResult<Vec<_>>>()?;
        let texts = match texts.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            several => {
                let mut cells: Vec<_> = several.iter().map(StringChunked::iter).collect();
                let keys = (0..chunk.height()).map(|_| {
                    let parts = cells
                        .iter_mut()
                        .map(|cells| cells.next().flatten().unwrap_or_default());
                    parts.collect::<Vec<&str>>().join(" | ")
                });
                Some(StringChunked::from_iter_values(PlSmallStr::EMPTY, keys))
            }
        };
        Ok(Self {
            first: chunk.rows.first().copied().unwrap_or_default(),
            texts,
        })
    }

    /// The key of each of these rows, which are counted from 1.
    fn column(&self, name: PlSmallStr, rows: &[u64]) -> PolarsResult<Column> {
        let Some(texts) = &self.texts else {
            return Ok(Column::full_null(name, rows.len(), &DataType::String));
        };
        let place = |row: &u64| IdxSize::try_from(row - 1 - u64::from(self.first));
        let places: Vec<IdxSize> = rows
            .iter()
            .map(|row| place(row).unwrap_or(IdxSize::MAX))
            .collect();
        let keys = texts
            .rechunk()
            .take(&IdxCa::from_vec(PlSmallStr::EMPTY, places))?;
        Ok(keys.with_name(name).into_series().into_column())
    }
}

fn ledger_frame(
    plan: &Plan,
    (blocks, keys): (&[Block], &Keys),
    before: u64,
) -> PolarsResult<DataFrame> {
    let lines = Lines::of(blocks);
    let [seq, row, key, column, old, new, step, reason] =
        ledger::LEDGER.map(PlSmallStr::from_static);
    let height = lines.rows.len();
    let numbers = |name: PlSmallStr, values: Vec<u64>| {
        UInt64Chunked::from_vec(name, values)
            .into_series()
            .into_column()
    };
    let columns = vec![
        numbers(seq, (before + 1..=before + height as u64).collect()),
        numbers(row, lines.rows.clone()),
        keys.column(key, &lines.rows)?,
        lines.words(column, |block| plan.slots[block.slot].source.as_str())?,
        lines.texts(old, |lines| &lines.old)?,
        lines.texts(new, |lines| &lines.new)?,
        lines.words(step, |block| plan.steps[block.step].id.as_str())?,
        lines.reasons(reason)?,
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
            let mut removed = rows.iter().peekable();
            for (at, row) in block.rows.iter().enumerate() {
                while removed.next_if(|removed| *removed < row).is_some() {}
                if removed.peek() == Some(&row) {
                    let old = block.lines.as_ref().and_then(|lines| lines.old.get(at));
                    cells.push((*row, old));
                }
            }
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

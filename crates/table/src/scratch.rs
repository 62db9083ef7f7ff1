//! [`Scratch`]: how much memory working data may take, and the file that takes what is beyond it.

use std::env;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

use crate::error::TableError;

/// Room for the record that fills a block.
const MARGIN: usize = 1 << 8;

/// Bytes of a block: it goes to the file at once. With its margin it is a size that allocators have.
const BLOCK: usize = (1 << 16) - MARGIN;

/// How much memory working data may take, and the file that takes what is beyond it.
///
/// Rows that are [put aside](Aside) by partition, to be folded when their partition's turn has come, stay in memory up to
/// the limit. A run over the limit takes longer, and its result is the same. The file is temporary, nameless where the
/// system can do that, and made when it is first needed.
#[derive(Debug)]
pub struct Scratch {
    limit: u64,
    taken: AtomicU64,
    file: Mutex<Option<Overflow>>,
}

#[derive(Debug)]
struct Overflow {
    file: File,
    end: u64,
}

/// Where a block lies in the file.
#[derive(Debug, Clone, Copy)]
struct Extent {
    start: u64,
    bytes: usize,
}

#[derive(Debug)]
enum Block {
    Memory(Vec<u8>),
    File(Extent),
}

/// Records of one partition that were put aside: whole ones in blocks, in memory up to the limit and in the file beyond it.
#[derive(Debug, Default)]
pub struct Aside {
    open: Vec<u8>,
    blocks: Vec<Block>,
}

/// Bytes that stay where they were put, in memory up to the limit and in the file beyond it, to be read again and again.
#[derive(Debug)]
pub struct Stored(Block);

impl Scratch {
    /// Working data may take so many bytes.
    pub fn with_limit(bytes: u64) -> Self {
        Self {
            limit: bytes,
            taken: AtomicU64::new(0),
            file: Mutex::new(None),
        }
    }

    /// Bytes that working data may take.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Enters working data of so many bytes that its owner holds, unless there is no room: whether there was.
    pub fn claim(&self, bytes: u64) -> bool {
        let claim = |taken| (taken < self.limit).then_some(taken + bytes);
        let order = Ordering::Relaxed;
        self.taken.fetch_update(order, order, claim).is_ok()
    }

    /// Gives up what was [claimed](Self::claim).
    pub fn release(&self, bytes: u64) {
        self.taken.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// Enters that a part took `before` bytes and takes `now`.
    fn account(&self, before: usize, now: usize) {
        let (before, now) = (before as u64, now as u64);
        if now >= before {
            self.taken.fetch_add(now - before, Ordering::Relaxed);
        } else {
            self.taken.fetch_sub(before - now, Ordering::Relaxed);
        }
    }

    /// Whether working data take as much as they may.
    fn is_full(&self) -> bool {
        self.taken.load(Ordering::Relaxed) >= self.limit
    }

    fn put(&self, bytes: &[u8]) -> Result<Extent, TableError> {
        let mut overflow = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = |error| TableError::io(env::temp_dir(), error);
        if overflow.is_none() {
            let file = tempfile::tempfile().map_err(failed)?;
            *overflow = Some(Overflow { file, end: 0 });
        }
        let extent = |start| Extent {
            start,
            bytes: bytes.len(),
        };
        let Some(Overflow { file, end }) = &mut *overflow else {
            return Ok(extent(0));
        };
        let start = *end;
        file.seek(SeekFrom::Start(start))
            .and_then(|_| file.write_all(bytes))
            .map_err(failed)?;
        *end += bytes.len() as u64;
        Ok(extent(start))
    }

    fn get(&self, extent: Extent, block: &mut Vec<u8>) -> Result<(), TableError> {
        block.clear();
        block.resize(extent.bytes, 0);
        let mut overflow = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Overflow { file, .. }) = &mut *overflow {
            file.seek(SeekFrom::Start(extent.start))
                .and_then(|_| file.read_exact(block))
                .map_err(|error| TableError::io(env::temp_dir(), error))?;
        }
        Ok(())
    }
}

/// Half of the memory of the machine, or of the group of processes that this one is confined to: reading, results and
/// documents need the rest.
impl Default for Scratch {
    fn default() -> Self {
        static OF_MACHINE: LazyLock<u64> = LazyLock::new(of_machine);
        Self::with_limit(*OF_MACHINE / 2)
    }
}

impl Aside {
    /// Whether nothing was put aside.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.blocks.is_empty()
    }

    /// Puts records aside: `write` appends whole ones.
    ///
    /// # Errors
    /// No space for temporary files.
    #[inline]
    pub fn append(
        &mut self,
        scratch: &Scratch,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<(), TableError> {
        write(&mut self.open);
        if self.open.len() < BLOCK {
            return Ok(());
        }
        self.close(scratch)
    }

    fn close(&mut self, scratch: &Scratch) -> Result<(), TableError> {
        if scratch.is_full() {
            self.blocks.push(Block::File(scratch.put(&self.open)?));
            self.open.clear();
        } else {
            let next = Vec::with_capacity(BLOCK + MARGIN);
            let block = std::mem::replace(&mut self.open, next);
            scratch.account(0, block.len());
            self.blocks.push(Block::Memory(block));
        }
        Ok(())
    }

    /// So many, of nothing yet.
    pub fn empty(count: usize) -> Vec<Self> {
        std::iter::repeat_with(Self::default).take(count).collect()
    }

    /// What workers have put aside by partition, as that of each partition by worker.
    pub fn by_partition(workers: Vec<Vec<Self>>) -> Vec<Vec<Self>> {
        let count = workers.first().map_or(0, Vec::len);
        let mut partitions: Vec<Vec<Self>> = std::iter::repeat_with(Vec::new).take(count).collect();
        for worker in workers {
            for (partition, aside) in partitions.iter_mut().zip(worker) {
                partition.push(aside);
            }
        }
        partitions
    }

    /// Gives the records back, a block of whole ones at a time, in the order in which they were put aside.
    ///
    /// # Errors
    /// A temporary file that cannot be read, and what `read` fails for.
    pub fn drain<E: From<TableError>>(
        self,
        scratch: &Scratch,
        mut read: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut from_file = Vec::new();
        for block in self.blocks {
            match block {
                Block::Memory(block) => {
                    scratch.account(block.len(), 0);
                    read(&block)?;
                }
                Block::File(extent) => {
                    scratch.get(extent, &mut from_file)?;
                    read(&from_file)?;
                }
            }
        }
        read(&self.open)
    }
}

impl Stored {
    /// Stores bytes.
    ///
    /// # Errors
    /// No space for temporary files.
    pub fn put(bytes: Vec<u8>, scratch: &Scratch) -> Result<Self, TableError> {
        Ok(Self(if scratch.claim(bytes.len() as u64) {
            Block::Memory(bytes)
        } else {
            Block::File(scratch.put(&bytes)?)
        }))
    }

    /// Some of the bytes; `buffer` takes those that lie in the file.
    ///
    /// # Errors
    /// A temporary file that cannot be read.
    ///
    /// # Panics
    /// Where there are not so many bytes.
    pub fn read<'a>(
        &'a self,
        scratch: &Scratch,
        bytes: Range<usize>,
        buffer: &'a mut Vec<u8>,
    ) -> Result<&'a [u8], TableError> {
        match &self.0 {
            Block::Memory(all) => Ok(&all[bytes]),
            Block::File(all) => {
                assert!(bytes.end <= all.bytes, "{bytes:?} of {all:?}");
                let extent = Extent {
                    start: all.start + bytes.start as u64,
                    bytes: bytes.len(),
                };
                scratch.get(extent, buffer)?;
                Ok(buffer)
            }
        }
    }

    /// Drops the bytes; their memory is free for others.
    pub fn release(self, scratch: &Scratch) {
        if let Block::Memory(bytes) = self.0 {
            scratch.release(bytes.len() as u64);
        }
    }
}

/// Rows of a partition at which what is known of its people fits into the second-level cache, where each has a dozen rows.
const ROWS: u64 = 1 << 17;
/// With fewer, threads would wait for the last; with more, blocks that are not full yet would take much memory.
const FEWEST: usize = 64;
const MOST: usize = 1 << 10;

/// Hash partitions for so many rows: a power of two.
pub fn partitions(rows: Option<u64>) -> usize {
    let wanted = rows.map_or(FEWEST as u64, |rows| rows / ROWS);
    let wanted = usize::try_from(wanted).unwrap_or(MOST);
    wanted.clamp(FEWEST, MOST).next_power_of_two()
}

/// The partition of a hash, from bits that the tables inside a partition do not use: hashbrown places by the lowest bits and
/// tags by the topmost seven, which must differ within a partition.
#[inline]
pub fn partition_of(hash: u64, partitions: usize) -> usize {
    (hash >> 32) as usize & (partitions - 1)
}

/// Bytes of memory of the machine, or of the group of processes that this one is confined to.
fn of_machine() -> u64 {
    let memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    let system = System::new_with_specifics(memory);
    let confined = system.cgroup_limits().map(|limits| limits.total_memory);
    let whole = system.total_memory();
    confined
        .filter(|bytes| *bytes > 0)
        .map_or(whole, |bytes| bytes.min(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_in_their_order_from_file_and_memory() {
        // Each part closes one block; the first of them fits.
        let scratch = Scratch::with_limit(BLOCK as u64);
        let mut parts = [Aside::default(), Aside::default()];
        let written: Vec<u32> = (0..50_000).collect();
        for number in &written {
            let part = &mut parts[*number as usize % 2];
            part.append(&scratch, |bytes| bytes.extend(number.to_le_bytes()))
                .unwrap();
        }
        assert!(parts.iter().all(|part| !part.is_empty()));
        assert!(scratch.is_full());
        for (odd, part) in (0..).zip(parts) {
            let mut found = Vec::new();
            part.drain(&scratch, |block| -> Result<(), TableError> {
                let records = block.as_chunks::<4>().0.iter();
                found.extend(records.map(|record| u32::from_le_bytes(*record)));
                Ok(())
            })
            .unwrap();
            let wanted: Vec<u32> = written.iter().copied().filter(|n| n % 2 == odd).collect();
            assert_eq!(found, wanted);
        }
        assert_eq!(scratch.taken.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn what_is_stored_is_read_in_part_and_again() {
        let scratch = Scratch::with_limit(1);
        let bytes = |first: u8| (first..first + 100).collect::<Vec<u8>>();
        let stored = [0, 100].map(|first| Stored::put(bytes(first), &scratch).unwrap());
        assert!(matches!(stored[0].0, Block::Memory(_)) && matches!(stored[1].0, Block::File(_)));
        let mut buffer = Vec::new();
        for _ in 0..2 {
            for (first, stored) in [0, 100].into_iter().zip(&stored) {
                let read = stored.read(&scratch, 10..20, &mut buffer).unwrap();
                assert_eq!(read, &bytes(first)[10..20]);
                assert!(stored.read(&scratch, 7..7, &mut buffer).unwrap().is_empty());
            }
        }
        for stored in stored {
            stored.release(&scratch);
        }
        assert_eq!(scratch.taken.load(Ordering::Relaxed), 0);
        assert!(scratch.claim(5) && !scratch.claim(5));
    }

    #[test]
    fn what_is_taken_is_summed_over_parts() {
        let scratch = Scratch::with_limit(100);
        scratch.account(0, 70);
        assert!(!scratch.is_full());
        scratch.account(0, 40);
        assert!(scratch.is_full());
        scratch.account(70, 10);
        assert!(!scratch.is_full());
    }

    #[test]
    fn the_machine_has_memory() {
        assert!(Scratch::default().limit() > 0);
    }
}

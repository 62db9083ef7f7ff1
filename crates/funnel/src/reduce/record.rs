//! [`Record`]: an event on its way to its person's partition, and its form as bytes.

use std::hash::BuildHasher;

use fourr_table::packed::{self, unzigzag, zigzag};

use super::partition::hasher;

/// A person's id as it stands in the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id<'a> {
    Whole(i64),
    Text(&'a str),
}

impl Id<'_> {
    /// What decides on the partition, and places a person within it.
    pub(super) fn hash(self) -> u64 {
        match self {
            Self::Whole(id) => hasher().hash_one(id),
            Self::Text(id) => hasher().hash_one(id),
        }
    }
}

/// An event with all that some funnel needs of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) id: Id<'a>,
    pub(super) kind: u32,
    pub(super) time: i64,
    pub(super) group: Option<u32>,
    pub(super) split: Option<u64>,
    pub(super) value: Option<i64>,
}

/// Flags of a record: what it has.
const TEXT: u8 = 1;
const GROUP: u8 = 1 << 1;
const SPLIT: u8 = 1 << 2;
const VALUE: u8 = 1 << 3;

impl<'a> Record<'a> {
    /// Appends the record.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let bit = |has: bool, bit: u8| if has { bit } else { 0 };
        let flags = bit(matches!(self.id, Id::Text(_)), TEXT)
            | bit(self.group.is_some(), GROUP)
            | bit(self.split.is_some(), SPLIT)
            | bit(self.value.is_some(), VALUE);
        let id = match self.id {
            Id::Whole(id) => zigzag(id),
            Id::Text(id) => id.len() as u64,
        };
        let group = self.group.unwrap_or(0);
        packed::write(
            flags,
            [zigzag(self.time), self.kind.into(), group.into(), id],
            out,
        );
        out.extend(self.split.map(u64::to_le_bytes).into_iter().flatten());
        out.extend(self.value.map(i64::to_le_bytes).into_iter().flatten());
        if let Id::Text(id) = self.id {
            out.extend_from_slice(id.as_bytes());
        }
    }

    /// The first record of a block, and what follows it; none at the end.
    #[inline]
    pub(super) fn read(block: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut rest = block;
        let (flags, [time, kind, group, id]) = packed::read(&mut rest)?;
        let has = |bit: u8| flags & bit != 0;
        let group = if has(GROUP) {
            Some(u32::try_from(group).ok()?)
        } else {
            None
        };
        let split = if has(SPLIT) {
            Some(u64::from_le_bytes(next(&mut rest)?))
        } else {
            None
        };
        let value = if has(VALUE) {
            Some(i64::from_le_bytes(next(&mut rest)?))
        } else {
            None
        };
        let id = if has(TEXT) {
            let (id, after) = rest.split_at_checked(usize::try_from(id).ok()?)?;
            rest = after;
            Id::Text(std::str::from_utf8(id).ok()?)
        } else {
            Id::Whole(unzigzag(id))
        };
        let record = Self {
            id,
            kind: u32::try_from(kind).ok()?,
            time: unzigzag(time),
            group,
            split,
            value,
        };
        Some((record, rest))
    }
}

fn next<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_back_as_they_were() {
        let plain = Record {
            id: Id::Whole(-7),
            kind: 3 << 8 | 5,
            time: -1,
            group: None,
            split: None,
            value: None,
        };
        let full = Record {
            id: Id::Text("会员9"),
            kind: u32::MAX,
            time: i64::MAX,
            group: Some(2),
            split: Some(u64::MAX),
            value: Some(i64::MIN),
        };
        let valued = Record {
            id: Id::Text(""),
            value: Some(1),
            ..plain
        };
        let records = [plain, full, valued];
        let mut block = Vec::new();
        for record in &records {
            record.write(&mut block);
        }
        let mut found = Vec::new();
        let mut rest = block.as_slice();
        while let Some((record, after)) = Record::read(rest) {
            found.push(record);
            rest = after;
        }
        assert_eq!(found, records);
    }
}

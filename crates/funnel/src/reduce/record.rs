//! [`Record`]: an event on its way to its person's partition, and its form as bytes.

use fourr_table::{
    Id,
    packed::{self, micros, moment},
};

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

/// Flags of a record: what it has, and whether its moment is in seconds.
const TEXT: u8 = 1;
const SECONDS: u8 = 1 << 1;
const SPLIT: u8 = 1 << 2;
const VALUE: u8 = 1 << 3;

impl<'a> Record<'a> {
    /// Appends the record.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let bit = |has: bool, bit: u8| if has { bit } else { 0 };
        let (seconds, time) = moment(self.time);
        let flags = bit(self.id.is_text(), TEXT)
            | bit(seconds, SECONDS)
            | bit(self.split.is_some(), SPLIT)
            | bit(self.value.is_some(), VALUE);
        // 0 is none.
        let group = self.group.map_or(0, |group| u64::from(group) + 1);
        let numbers = [time, self.kind.into(), group, self.id.number()];
        packed::write(flags, numbers, out);
        out.extend(self.split.map(u64::to_le_bytes).into_iter().flatten());
        out.extend(self.value.map(i64::to_le_bytes).into_iter().flatten());
        self.id.append_text(out);
    }

    /// The first record of a block, and what follows it; none at the end.
    #[inline]
    pub(super) fn read(block: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut rest = block;
        let (flags, [time, kind, group, id]) = packed::read(&mut rest)?;
        let has = |bit: u8| flags & bit != 0;
        let group = match group.checked_sub(1) {
            None => None,
            Some(group) => Some(u32::try_from(group).ok()?),
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
        let record = Self {
            id: Id::read(has(TEXT), id, &mut rest)?,
            kind: u32::try_from(kind).ok()?,
            time: micros(has(SECONDS), time),
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

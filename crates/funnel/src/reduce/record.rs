//! Events as bytes, for rows that are put aside.

use super::rows::Entry;

/// A person's id as it stands in the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id<'a> {
    Whole(i64),
    Text(&'a str),
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

/// Bits of the first byte of a record: what it has.
const TEXT: u8 = 1;
const GROUP: u8 = 1 << 1;
const SPLIT: u8 = 1 << 2;
const VALUE: u8 = 1 << 3;

impl<'a> Record<'a> {
    pub(super) fn of(entry: &Entry, id: Id<'a>) -> Self {
        Self {
            id,
            kind: entry.kind,
            time: entry.time,
            group: None,
            split: None,
            value: None,
        }
    }

    /// Appends the record.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let bit = |has: bool, bit: u8| if has { bit } else { 0 };
        out.push(
            bit(matches!(self.id, Id::Text(_)), TEXT)
                | bit(self.group.is_some(), GROUP)
                | bit(self.split.is_some(), SPLIT)
                | bit(self.value.is_some(), VALUE),
        );
        out.extend(self.kind.to_le_bytes());
        out.extend(self.time.to_le_bytes());
        out.extend(self.group.map(u32::to_le_bytes).into_iter().flatten());
        out.extend(self.split.map(u64::to_le_bytes).into_iter().flatten());
        out.extend(self.value.map(i64::to_le_bytes).into_iter().flatten());
        match self.id {
            Id::Whole(id) => out.extend(id.to_le_bytes()),
            Id::Text(id) => {
                out.extend((id.len() as u64).to_le_bytes());
                out.extend(id.as_bytes());
            }
        }
    }

    /// The first record of a block, and what follows it; none at the end.
    pub(super) fn read(block: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut rest = block;
        let [has] = next(&mut rest)?;
        let kind = u32::from_le_bytes(next(&mut rest)?);
        let time = i64::from_le_bytes(next(&mut rest)?);
        let mut record = Self {
            id: Id::Whole(0),
            kind,
            time,
            group: None,
            split: None,
            value: None,
        };
        if has & GROUP != 0 {
            record.group = Some(u32::from_le_bytes(next(&mut rest)?));
        }
        if has & SPLIT != 0 {
            record.split = Some(u64::from_le_bytes(next(&mut rest)?));
        }
        if has & VALUE != 0 {
            record.value = Some(i64::from_le_bytes(next(&mut rest)?));
        }
        let last = next(&mut rest)?;
        record.id = if has & TEXT == 0 {
            Id::Whole(i64::from_le_bytes(last))
        } else {
            let bytes = usize::try_from(u64::from_le_bytes(last)).ok()?;
            let (id, after) = rest.split_at_checked(bytes)?;
            rest = after;
            Id::Text(std::str::from_utf8(id).ok()?)
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

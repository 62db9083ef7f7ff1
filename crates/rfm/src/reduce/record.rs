//! [`Record`]: a row on its way to its customer's partition, and its form as bytes.

use std::hash::BuildHasher;

use fourr_table::packed::{self, unzigzag, zigzag};

use super::rows::{Meaning, customer_hasher};

/// A customer's id as it stands in the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id<'a> {
    Whole(i64),
    Text(&'a str),
}

impl Id<'_> {
    /// What decides on the partition, and places a customer within it.
    pub(super) fn hash(self) -> u64 {
        match self {
            Self::Whole(id) => customer_hasher().hash_one(id),
            Self::Text(id) => customer_hasher().hash_one(id),
        }
    }
}

/// A row that concerns a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) id: Id<'a>,
    pub(super) meaning: Meaning,
    /// In microseconds.
    pub(super) time: i64,
    /// In ten-thousandths.
    pub(super) amount: i64,
    /// Equal only for equal orders of one customer.
    pub(super) order: u64,
}

/// The flag of a record whose customer is a text; below it lies what the row means.
const TEXT: u8 = 1 << 2;

impl<'a> Record<'a> {
    /// Appends the record.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let (kind, last) = match self.id {
            Id::Whole(id) => (0, zigzag(id)),
            Id::Text(id) => (TEXT, id.len() as u64),
        };
        let numbers = [zigzag(self.time), zigzag(self.amount), self.order, last];
        packed::write(self.meaning as u8 | kind, numbers, out);
        if let Id::Text(id) = self.id {
            out.extend_from_slice(id.as_bytes());
        }
    }

    /// The first record of a block, and what follows it; none at the end.
    #[inline]
    pub(super) fn read(block: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut rest = block;
        let (flags, [time, amount, order, last]) = packed::read(&mut rest)?;
        let id = if flags & TEXT == 0 {
            Id::Whole(unzigzag(last))
        } else {
            let (id, after) = rest.split_at_checked(usize::try_from(last).ok()?)?;
            rest = after;
            Id::Text(std::str::from_utf8(id).ok()?)
        };
        let record = Self {
            id,
            meaning: Meaning::ALL[usize::from(flags & (TEXT - 1))],
            time: unzigzag(time),
            amount: unzigzag(amount),
            order,
        };
        Some((record, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were() {
        let record = |id, meaning, time| Record {
            id,
            meaning,
            time,
            amount: -12_345,
            order: u64::MAX - 1,
        };
        let records = [
            record(Id::Whole(-3), Meaning::Purchase, i64::MAX),
            record(Id::Text("会员007"), Meaning::Refund, -1),
            record(Id::Text(""), Meaning::Gift, 0),
            record(Id::Whole(i64::MIN), Meaning::Outside, 5),
            record(Id::Whole(0), Meaning::Purchase, i64::MIN),
            Record {
                amount: 0,
                order: 0,
                ..record(Id::Whole(255), Meaning::Refund, 256)
            },
        ];
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

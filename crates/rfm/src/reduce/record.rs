//! [`Record`]: a row on its way to its customer's partition, and its form as bytes.

use std::hash::BuildHasher;

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

/// The longest record of a whole number: its head, and four numbers of eight bytes.
const LONGEST: usize = HEAD + 4 * 8;

/// Bytes of the head.
const HEAD: usize = 2;

/// Set in the head of a record whose customer is a text.
const TEXT: u32 = 1 << 2;

impl<'a> Record<'a> {
    /// Appends the record: a head with the meaning and the lengths of time, amount, order and id (or of the length of its text),
    /// then these without their leading zeros, which halves what most rows take.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let (kind, last) = match self.id {
            Id::Whole(id) => (0, zigzag(id)),
            Id::Text(id) => (TEXT, id.len() as u64),
        };
        let numbers = [zigzag(self.time), zigzag(self.amount), self.order, last];
        let mut head = self.meaning as u32 | kind;
        let mut bytes = [0; LONGEST];
        let mut end = HEAD;
        for (place, number) in numbers.into_iter().enumerate() {
            bytes[end..end + 8].copy_from_slice(&number.to_le_bytes());
            let length = length(number);
            head |= (length - 1) << (3 + 3 * place);
            end += length as usize;
        }
        bytes[..HEAD].copy_from_slice(&head.to_le_bytes()[..HEAD]);
        // A copy of a known length costs less than one that is shorter.
        let start = out.len();
        out.extend_from_slice(&bytes);
        out.truncate(start + end);
        if let Id::Text(id) = self.id {
            out.extend_from_slice(id.as_bytes());
        }
    }

    /// The first record of a block, and what follows it; none at the end.
    #[inline]
    pub(super) fn read(block: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (head, mut rest) = block.split_first_chunk::<HEAD>()?;
        let head = u32::from(u16::from_le_bytes(*head));
        let mut numbers = [0; 4];
        for (place, number) in numbers.iter_mut().enumerate() {
            let length = (head >> (3 + 3 * place) & 7) + 1;
            *number = leading(rest, length);
            rest = rest.get(length as usize..)?;
        }
        let [time, amount, order, last] = numbers;
        let id = if head & TEXT == 0 {
            Id::Whole(unzigzag(last))
        } else {
            let (id, after) = rest.split_at_checked(usize::try_from(last).ok()?)?;
            rest = after;
            Id::Text(std::str::from_utf8(id).ok()?)
        };
        let record = Self {
            id,
            meaning: Meaning::ALL[(head & 3) as usize],
            time: unzigzag(time),
            amount: unzigzag(amount),
            order,
        };
        Some((record, rest))
    }
}

/// Numbers near zero as small ones, whatever their sign.
fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Bytes of a number without its leading zeros: 1 to 8.
fn length(number: u64) -> u32 {
    (u64::BITS - (number | 1).leading_zeros()).div_ceil(8)
}

/// The number of so many bytes, 1 to 8, that a block begins with.
fn leading(block: &[u8], length: u32) -> u64 {
    let bytes = block.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; 8];
        bytes[..block.len()].copy_from_slice(block);
        bytes
    });
    u64::from_le_bytes(bytes) & u64::MAX >> (u64::BITS - 8 * length)
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

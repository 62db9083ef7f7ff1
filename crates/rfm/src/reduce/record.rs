//! [`Record`]: a row on its way to its customer's partition, and its form as bytes.

use fourr_table::{
    Id,
    packed::{self, micros, moment, unzigzag, zigzag},
};

use super::rows::Meaning;

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
/// The flag of a record whose moment is in seconds.
const SECONDS: u8 = 1 << 3;

impl<'a> Record<'a> {
    /// Appends the record.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let bit = |has: bool, bit: u8| if has { bit } else { 0 };
        let (seconds, time) = moment(self.time);
        let kind = bit(self.id.is_text(), TEXT) | bit(seconds, SECONDS);
        let numbers = [time, zigzag(self.amount), self.order, self.id.number()];
        packed::write(self.meaning as u8 | kind, numbers, out);
        self.id.append_text(out);
    }

    /// The first record of a block, and what follows it; none at the end.
    #[inline]
    pub(super) fn read(block: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut rest = block;
        let (flags, [time, amount, order, last]) = packed::read(&mut rest)?;
        let record = Self {
            id: Id::read(flags & TEXT != 0, last, &mut rest)?,
            meaning: Meaning::ALL[usize::from(flags & (TEXT - 1))],
            time: micros(flags & SECONDS != 0, time),
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

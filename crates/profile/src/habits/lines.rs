//! [`Lines`]: the lines of orders, put aside by parts of the people.

use foldhash::fast;
use fourr_table::{
    Aside, Batch, Id, Scratch, TableError,
    coerce::{self, Faults, Keys, Reading, TimeRules},
    packed::{self, micros, moment, unzigzag, zigzag},
};

use super::{baskets::KINDS, columns::Columns};
use crate::{
    ProfileError, Tagging,
    data::Interner,
    tagging::{Parts, People},
};

const SEED: u64 = 0x006f_7264;

/// Flag of a line that names its order.
const OF_ORDER: u8 = 1;
/// Flag of a line whose moment is in seconds.
const SECONDS: u8 = 1 << 1;

/// A line of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// Place of the person in the part.
    pub(super) person: u32,
    /// The order, where a column names it: the number itself, or a hash of the text.
    pub(super) order: Option<u64>,
    /// What was paid, in ten-thousandths.
    pub(super) amount: i64,
    /// Pieces, in ten-thousandths.
    pub(super) quantity: i64,
    /// Microseconds of the time.
    pub(super) time: i64,
    /// Channel, way of payment and way of delivery, as codes; 0 for none.
    pub(super) kinds: [u32; KINDS],
    /// The code of what was bought; 0 for nothing.
    pub(super) good: u32,
}

impl Line {
    fn write(&self, block: &mut Vec<u8>) {
        let Self { order, good, .. } = *self;
        let [channel, payment, delivery] = self.kinds.map(u64::from);
        let bit = |has: bool, bit: u8| if has { bit } else { 0 };
        let (seconds, time) = moment(self.time);
        let flags = bit(order.is_some(), OF_ORDER) | bit(seconds, SECONDS);
        let person = u64::from(self.person);
        let numbers = [person, order.unwrap_or(0), zigzag(self.amount), time];
        packed::write(flags, numbers, block);
        // Most tables have one of the two; both share a number.
        let ways = payment | delivery << 32;
        let numbers = [zigzag(self.quantity), channel, ways, good.into()];
        packed::write(0, numbers, block);
    }

    /// The line that `rest` begins with, which is cut by it.
    fn read(rest: &mut &[u8]) -> Option<Self> {
        let (flags, [person, order, amount, time]) = packed::read(rest)?;
        let (_, [quantity, channel, ways, good]) = packed::read(rest)?;
        let low = |number: u64| u32::try_from(number & u64::from(u32::MAX)).unwrap_or(0);
        Some(Self {
            person: low(person),
            order: (flags & OF_ORDER != 0).then_some(order),
            amount: unzigzag(amount),
            quantity: unzigzag(quantity),
            time: micros(flags & SECONDS != 0, time),
            kinds: [low(channel), low(ways), low(ways >> 32)],
            good: low(good),
        })
    }
}

/// The lines that one worker has read.
pub(super) struct Lines {
    /// By part of the people.
    pub(super) asides: Vec<Aside>,
    pub(super) names: [Interner; KINDS],
    pub(super) goods: Interner,
    pub(super) rows: u64,
    /// Rows of nobody who is profiled, without a time, or with an unreadable amount.
    pub(super) rows_set_aside: u64,
    parts: Parts,
}

impl Lines {
    pub(super) fn new(parts: Parts) -> Self {
        Self {
            asides: Aside::empty(parts.count()),
            names: Default::default(),
            goods: Interner::default(),
            rows: 0,
            rows_set_aside: 0,
            parts,
        }
    }

    /// Puts the lines of a batch aside.
    pub(super) fn enter(
        &mut self,
        columns: &Columns<'_>,
        batch: &Batch,
        (tagging, scratch): (&Tagging, &Scratch),
    ) -> Result<(), ProfileError> {
        let read = Read::of(self, columns, batch, tagging.people())?;
        self.rows += batch.height() as u64;
        for row in 0..batch.height() {
            let Some((person, line)) = read.line(row) else {
                self.rows_set_aside += 1;
                continue;
            };
            let (part, person) = self.parts.place(person);
            let line = Line { person, ..line };
            self.asides[part].append(scratch, |block| line.write(block))?;
        }
        Ok(())
    }
}

/// The lines that workers have put aside for a part; `translate` turns the codes of a worker, by its number, into those of all.
pub(super) fn of_part(
    asides: Vec<Aside>,
    scratch: &Scratch,
    translate: impl Fn(usize, Line) -> Line,
) -> Result<Vec<Line>, TableError> {
    let mut lines = Vec::new();
    for (worker, aside) in asides.into_iter().enumerate() {
        aside.drain(scratch, |mut block| -> Result<(), TableError> {
            while let Some(line) = Line::read(&mut block) {
                lines.push(translate(worker, line));
            }
            Ok(())
        })?;
    }
    Ok(lines)
}

/// A batch, column by column.
struct Read {
    people: Vec<Option<u32>>,
    times: Vec<Reading>,
    amounts: Option<Vec<Reading>>,
    quantities: Option<Vec<Reading>>,
    orders: Option<Vec<Option<u64>>>,
    kinds: [Option<Vec<u32>>; KINDS],
    goods: Option<Vec<u32>>,
}

impl Read {
    fn of(
        lines: &mut Lines,
        columns: &Columns<'_>,
        batch: &Batch,
        people: &People,
    ) -> Result<Self, ProfileError> {
        let times = coerce::times(
            batch.column(columns.time)?,
            TimeRules::default(),
            0,
            &mut Faults::new(columns.time),
        )?;
        let mut kinds: [Option<Vec<u32>>; KINDS] = Default::default();
        let names = lines.names.iter_mut().zip(columns.kinds);
        for (codes, (names, column)) in kinds.iter_mut().zip(names) {
            *codes = codes_of(names, batch, column)?;
        }
        Ok(Self {
            people: people.places(&coerce::keys(batch.column(columns.person)?)?),
            times,
            amounts: numbers(batch, columns.amount)?,
            quantities: numbers(batch, columns.quantity)?,
            orders: columns.order.map(|name| orders(batch, name)).transpose()?,
            kinds,
            goods: codes_of(&mut lines.goods, batch, columns.goods)?,
        })
    }

    /// The person of a row and its line, but for the place in a part; `None` where it tells nothing of anybody.
    fn line(&self, row: usize) -> Option<(u32, Line)> {
        let value = |column: &Option<Vec<Reading>>| match column {
            Some(readings) => readings[row].value(),
            None => Some(0),
        };
        let code = |codes: &Option<Vec<u32>>| codes.as_ref().map_or(0, |of| of[row]);
        let (person, time) = self.people[row].zip(self.times[row].value())?;
        let amount = value(&self.amounts)?;
        let bought = amount > 0 || self.amounts.is_none();
        let line = Line {
            person,
            order: self.orders.as_ref().and_then(|orders| orders[row]),
            amount,
            quantity: value(&self.quantities).unwrap_or(0),
            time,
            kinds: [0, 1, 2].map(|kind| code(&self.kinds[kind])),
            good: if bought { code(&self.goods) } else { 0 },
        };
        Some((person, line))
    }
}

/// A column as amounts, where there is one.
fn numbers(batch: &Batch, name: Option<&str>) -> Result<Option<Vec<Reading>>, ProfileError> {
    let read = |name| {
        let column = batch.column(name)?;
        Ok(coerce::amounts(column, 0, &mut Faults::new(name))?)
    };
    name.map(read).transpose()
}

/// A column as small numbers of its texts, where there is one.
fn codes_of(
    interner: &mut Interner,
    batch: &Batch,
    name: Option<&str>,
) -> Result<Option<Vec<u32>>, ProfileError> {
    name.map(|name| Ok(interner.codes(&batch.column(name)?)?))
        .transpose()
}

/// Which order each row belongs to. Orders are told apart within a person only, so that 64 bits are enough.
fn orders(batch: &Batch, name: &str) -> Result<Vec<Option<u64>>, ProfileError> {
    let hasher = fast::FixedState::with_seed(SEED);
    let number = |id: Id<'_>| id.fingerprint(&hasher);
    Ok(match coerce::keys(batch.column(name)?)? {
        Keys::Whole(orders) => orders
            .iter()
            .map(|of| Some(number(Id::Whole(of?))))
            .collect(),
        Keys::Text(orders) => orders
            .iter()
            .map(|of| Some(number(Id::of_text(of?))))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_as_they_were() {
        let least = Line {
            person: 0,
            order: None,
            amount: i64::MIN,
            quantity: 0,
            time: -1,
            kinds: [0, u32::MAX, 7],
            good: 0,
        };
        let most = Line {
            person: u32::MAX,
            order: Some(u64::MAX),
            amount: i64::MAX,
            quantity: -15_000,
            time: i64::MAX,
            kinds: [u32::MAX, 0, u32::MAX],
            good: u32::MAX,
        };
        let mut block = Vec::new();
        for line in [least, most] {
            line.write(&mut block);
        }
        let mut rest = block.as_slice();
        let found = std::iter::from_fn(|| Line::read(&mut rest));
        assert_eq!(found.collect::<Vec<_>>(), [least, most]);
    }
}

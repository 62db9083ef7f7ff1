//! [`Baskets`]: the orders of the people, column by column.

use std::ops::Range;

use fourr_table::{Aside, Scratch, coerce::from_ten_thousandths};
use rayon::prelude::*;

use super::{
    Goods,
    columns::Columns,
    goods::Bought,
    lines::{self, Line, Lines},
};
use crate::{
    ProfileError, SourceTable, Tagging,
    data::{Dictionary, Interner},
    tagging::Parts,
};

/// Microseconds of an hour and of a day.
const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// Columns of orders that say of what kind an order is: channel, way of payment, way of delivery.
pub(crate) const KINDS: usize = 3;

/// The orders of the people.
#[derive(Debug, Clone, Default)]
pub(crate) struct Baskets {
    /// By parts of the people, one after the other.
    pub(crate) orders: Vec<Orders>,
    /// Names of channels, ways of payment and of delivery.
    pub(crate) names: [Vec<String>; KINDS],
    /// What was bought; `None` where no column tells.
    pub(crate) goods: Option<Goods>,
    /// What the table tells.
    pub(crate) has: Has,
    /// Rows of nobody who is profiled, without a time, or with an unreadable amount.
    pub(crate) rows_set_aside: u64,
    /// Rows read.
    pub(crate) rows: u64,
}

/// Whether a table of orders has amounts, pieces and times of day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Has {
    pub(crate) amount: bool,
    pub(crate) quantity: bool,
    pub(crate) clock: bool,
}

/// The orders of a part of the people, those of a person next to each other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Orders {
    /// Place of the first person among all.
    first: usize,
    /// Where the orders of each person end.
    ends: Vec<u32>,
    /// What was paid for each, in ten-thousandths.
    amounts: Vec<i64>,
    /// The hour of the week of each, Monday from midnight 0.
    hours: Vec<u8>,
    /// Whether some has a time of day.
    clock: bool,
    /// Codes of names of each, 0 for none; empty where no column tells.
    kinds: [Vec<u32>; KINDS],
    /// Pieces that each person bought, in ten-thousandths.
    quantities: Vec<i64>,
    /// Orders of each person since the day that was asked for.
    recent: Vec<u32>,
}

/// One order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basket {
    /// What was paid, in ten-thousandths.
    pub(crate) amount: i64,
    /// The hour of the day, 0 to 23.
    pub(crate) hour: usize,
    /// The day of the week, Monday 0.
    pub(crate) weekday: usize,
    /// Channel, way of payment and way of delivery, as places among their names from 1; 0 for none.
    pub(crate) kinds: [u32; KINDS],
}

/// The orders of one person.
#[derive(Clone, Copy)]
pub(crate) struct OfPerson<'a> {
    /// Place of the person among all.
    pub(crate) person: usize,
    /// Pieces, in ten-thousandths.
    pub(crate) quantity: i64,
    /// Orders since the day that was asked for.
    pub(crate) recent: u32,
    orders: &'a Orders,
    start: usize,
    end: usize,
}

impl Baskets {
    /// Reads the orders of the people: lines of one order of one person are one basket, at the time of the first. Those from
    /// the day `since` on (of 1970) are counted by themselves.
    pub(crate) fn read(
        source: &SourceTable,
        (tagging, scratch): (&Tagging, &Scratch),
        since: i64,
    ) -> Result<Self, ProfileError> {
        let Some(columns) = Columns::of(source) else {
            return Ok(Self::default());
        };
        let parts = Parts::of(tagging.len());
        let workers = source.table.batches(&columns.all())?.spread(
            |_| Lines::new(parts),
            |lines, batch| lines.enter(&columns, &batch, (tagging, scratch)),
        )?;
        let mut found = Self {
            has: Has {
                amount: columns.amount.is_some(),
                quantity: columns.quantity.is_some(),
                clock: false,
            },
            rows: workers.iter().map(|worker| worker.rows).sum(),
            rows_set_aside: workers.iter().map(|worker| worker.rows_set_aside).sum(),
            ..Self::default()
        };
        let (names, codes) = Codes::unite(&workers);
        let [goods, channels, payments, deliveries] = names;
        found.names = [channels, payments, deliveries];
        let asides = workers.into_iter().map(|worker| worker.asides).collect();
        let told = columns.kinds.map(|column| column.is_some());
        let fold = |(part, asides): (usize, Vec<Aside>)| -> Result<_, ProfileError> {
            let translate = |worker, line| codes.translate(worker, line);
            let mut lines = lines::of_part(asides, scratch, translate)?;
            let first = parts.first(part);
            let bought = Bought::of(first, &lines);
            let persons = first..first + parts.persons_of(part);
            Ok((Orders::of(persons, &mut lines, told, since), bought))
        };
        let asides = Aside::by_partition(asides).into_par_iter().enumerate();
        let (orders, bought) = asides
            .map(fold)
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .unzip();
        found.orders = orders;
        found.has.clock = found.orders.iter().any(|orders| orders.clock);
        let goods = columns.goods.map(|column| (column.to_owned(), goods));
        found.goods = goods.map(|(column, names)| Goods {
            column,
            names,
            bought,
        });
        Ok(found)
    }

    /// The people who bought, in their order.
    pub(crate) fn persons(&self) -> impl Iterator<Item = OfPerson<'_>> {
        self.orders.iter().flat_map(Orders::persons)
    }

    /// What each of so many people spent; NaN for those without orders, and where amounts are unknown.
    pub(crate) fn spend(&self, people: usize) -> Vec<f64> {
        let mut spend = vec![f64::NAN; people];
        for own in self.persons().filter(|_| self.has.amount) {
            spend[own.person] = from_ten_thousandths(own.spend());
        }
        spend
    }

    /// Whether each of so many people bought.
    pub(crate) fn buyers(&self, people: usize) -> Vec<bool> {
        let mut bought = vec![false; people];
        for own in self.persons() {
            bought[own.person] = true;
        }
        bought
    }
}

/// What the codes of each worker are in the names of all: of goods, and of the kinds of orders.
struct Codes {
    /// By column and worker.
    of: [Vec<Vec<u32>>; 1 + KINDS],
}

impl Codes {
    /// The names in ascending order, of goods first, and the codes in them.
    fn unite(workers: &[Lines]) -> ([Vec<String>; 1 + KINDS], Self) {
        let mut names: [Vec<String>; 1 + KINDS] = Default::default();
        let mut of: [Vec<Vec<u32>>; 1 + KINDS] = Default::default();
        for (column, (names, of)) in names.iter_mut().zip(&mut of).enumerate() {
            let of_worker = workers.iter().map(|worker| match column {
                0 => &worker.goods,
                kind => &worker.names[kind - 1],
            });
            let readers: Vec<&Interner> = of_worker.collect();
            let (dictionary, codes) = Dictionary::unite(&readers);
            *names = dictionary.texts;
            *of = codes;
        }
        (names, Self { of })
    }

    fn translate(&self, worker: usize, line: Line) -> Line {
        let code = |column: usize, code: u32| self.of[column][worker][code as usize];
        Line {
            kinds: [0, 1, 2].map(|kind| code(kind + 1, line.kinds[kind])),
            good: code(0, line.good),
            ..line
        }
    }
}

impl Orders {
    /// Of the lines of some people; `told` says which kinds a column tells.
    fn of(persons: Range<usize>, lines: &mut [Line], told: [bool; KINDS], since: i64) -> Self {
        lines.sort_unstable_by_key(|line| (line.person, line.order));
        let mut found = Self {
            first: persons.start,
            ends: vec![0; persons.len()],
            quantities: vec![0; persons.len()],
            recent: vec![0; persons.len()],
            ..Self::default()
        };
        let together =
            |a: &Line, b: &Line| a.order.is_some() && (a.person, a.order) == (b.person, b.order);
        for order in lines.chunk_by(together) {
            if let Some(order) = order.iter().copied().reduce(Line::with) {
                found.push(&order, told, since);
            }
        }
        // Who did not buy ends where the one before ended.
        let mut end = 0;
        for own in &mut found.ends {
            end = end.max(*own);
            *own = end;
        }
        found
    }

    /// Appends the next order.
    fn push(&mut self, order: &Line, told: [bool; KINDS], since: i64) {
        let hour = order.time.div_euclid(HOUR);
        // 1970-01-01 was a Thursday.
        let hour_of_week = (hour + 3 * 24).rem_euclid(7 * 24);
        self.amounts.push(order.amount);
        self.hours.push(u8::try_from(hour_of_week).unwrap_or(0));
        self.clock |= order.time.rem_euclid(DAY) != 0;
        let kinds = self.kinds.iter_mut().zip(order.kinds).zip(told);
        for ((codes, code), _) in kinds.filter(|(_, told)| *told) {
            codes.push(code);
        }
        let person = order.person as usize;
        let quantity = &mut self.quantities[person];
        *quantity = quantity.saturating_add(order.quantity);
        self.recent[person] += u32::from(order.time.div_euclid(DAY) >= since);
        self.ends[person] = u32::try_from(self.amounts.len()).unwrap_or(u32::MAX);
    }

    /// The people of the part who bought, in their order.
    pub(crate) fn persons(&self) -> impl Iterator<Item = OfPerson<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends).enumerate();
        let bought = spans.filter(|(_, (start, end))| start < end);
        bought.map(|(place, (start, end))| OfPerson {
            person: self.first + place,
            quantity: self.quantities[place],
            recent: self.recent[place],
            orders: self,
            start: start as usize,
            end: *end as usize,
        })
    }
}

impl<'a> OfPerson<'a> {
    /// What was paid for each order, in ten-thousandths.
    pub(crate) fn amounts(&self) -> &'a [i64] {
        &self.orders.amounts[self.start..self.end]
    }

    /// What the person paid, in ten-thousandths.
    pub(crate) fn spend(&self) -> i128 {
        self.amounts()
            .iter()
            .map(|amount| i128::from(*amount))
            .sum()
    }

    /// The orders, in no particular order.
    pub(crate) fn baskets(&self) -> impl Iterator<Item = Basket> {
        let Self { orders, .. } = *self;
        let basket = move |at: usize| Basket {
            amount: orders.amounts[at],
            hour: usize::from(orders.hours[at] % 24),
            weekday: usize::from(orders.hours[at] / 24),
            kinds: [0, 1, 2].map(|kind| orders.kinds[kind].get(at).copied().unwrap_or(0)),
        };
        (self.start..self.end).map(basket)
    }
}

impl Line {
    /// Both lines of one order.
    fn with(self, other: Self) -> Self {
        // Of lines that disagree the first name by its characters counts; no name comes last.
        let kind = |kind: usize| match (self.kinds[kind], other.kinds[kind]) {
            (0, known) | (known, 0) => known,
            (own, other) => own.min(other),
        };
        Self {
            amount: self.amount.saturating_add(other.amount),
            quantity: self.quantity.saturating_add(other.quantity),
            time: self.time.min(other.time),
            kinds: [0, 1, 2].map(kind),
            ..self
        }
    }
}

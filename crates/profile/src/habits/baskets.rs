//! [`Baskets`]: the orders of the people, one record each.

use std::hash::BuildHasher;

use foldhash::fast;
use fourr_table::{
    Batch, Role,
    coerce::{self, Faults, Keys, Reading, TimeRules, from_ten_thousandths},
};

use super::Goods;
use crate::{
    ProfileError, SourceTable, Tagging,
    data::{Dictionary, Interner},
};

const SEED: u64 = 0x006f_7264;

/// Microseconds of an hour and of a day.
const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// Headers of columns with the way of payment and of delivery, as parts of a header.
const PAYMENT: &[&str] = &[
    "支付方式",
    "付款方式",
    "支付渠道",
    "payment",
    "pay_method",
    "pay_type",
];
const DELIVERY: &[&str] = &[
    "配送方式",
    "物流方式",
    "发货方式",
    "快递方式",
    "delivery",
    "shipping_method",
    "ship_mode",
];

/// Columns of orders that say of what kind an order is.
pub(crate) const KINDS: usize = 3;

/// One order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basket {
    /// Place of the person.
    pub(crate) person: u32,
    /// What was paid, in ten-thousandths.
    pub(crate) amount: i64,
    /// Pieces, in ten-thousandths.
    pub(crate) quantity: i64,
    /// Microseconds of the time.
    pub(crate) time: i64,
    /// Channel, way of payment and way of delivery, as places among their names from 1; 0 for none.
    pub(crate) kinds: [u32; KINDS],
}

/// The orders of the people.
#[derive(Debug, Clone, Default)]
pub(crate) struct Baskets {
    /// One an order.
    pub(crate) orders: Vec<Basket>,
    /// Names of channels, ways of payment and of delivery.
    pub(crate) names: [Vec<String>; KINDS],
    /// What was bought; `None` where no column tells.
    pub(crate) goods: Option<Goods>,
    /// Which of the three the table has, and whether it has amounts, pieces and times of day.
    pub(crate) has: Has,
    /// Rows of nobody who is profiled, without a time, or with an unreadable amount.
    pub(crate) rows_set_aside: u64,
    /// Rows read.
    pub(crate) rows: u64,
}

/// What a table of orders tells.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Has {
    pub(crate) amount: bool,
    pub(crate) quantity: bool,
    pub(crate) clock: bool,
}

/// Columns by what they are.
struct Columns<'a> {
    person: &'a str,
    time: &'a str,
    order: Option<&'a str>,
    amount: Option<&'a str>,
    quantity: Option<&'a str>,
    kinds: [Option<&'a str>; KINDS],
    goods: Option<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(source: &'a SourceTable) -> Option<Self> {
        let by_header = |words: &[&str]| {
            let mut names = source
                .table
                .columns()
                .iter()
                .map(|column| column.name.as_str());
            names.find(|name| words.iter().any(|word| name.to_lowercase().contains(word)))
        };
        Some(Self {
            person: source.column(Role::Customer)?,
            time: source.column(Role::Time)?,
            order: source.column(Role::Order),
            amount: source.column(Role::Amount),
            quantity: source.column(Role::Quantity),
            kinds: [
                source.column(Role::Channel),
                by_header(PAYMENT),
                by_header(DELIVERY),
            ],
            goods: source
                .column(Role::Category)
                .or_else(|| source.column(Role::Product)),
        })
    }

    fn all(&self) -> Vec<&'a str> {
        let more = [self.order, self.amount, self.quantity, self.goods];
        let mut all = vec![self.person, self.time];
        for column in more.into_iter().chain(self.kinds).flatten() {
            if !all.contains(&column) {
                all.push(column);
            }
        }
        all
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

/// A line of an order.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// The order, where a column names it: the number itself, or a hash of the text.
    order: Option<u64>,
    basket: Basket,
}

/// The lines that one worker has read.
#[derive(Default)]
struct Lines {
    read: Vec<Line>,
    names: [Interner; KINDS],
    /// People and what they bought, one a line.
    bought: Vec<(u32, u32)>,
    goods: Interner,
    rows: u64,
    rows_set_aside: u64,
}

impl Baskets {
    /// Reads the orders of the people: lines of one order of one person are one basket, at the time of the first.
    pub(crate) fn read(source: &SourceTable, tagging: &Tagging) -> Result<Self, ProfileError> {
        let Some(columns) = Columns::of(source) else {
            return Ok(Self::default());
        };
        let parts = source.table.batches(&columns.all())?.spread(
            |_| Lines::default(),
            |lines, batch| lines.enter(&columns, &batch, tagging),
        )?;
        let mut found = Self {
            has: Has {
                amount: columns.amount.is_some(),
                quantity: columns.quantity.is_some(),
                clock: false,
            },
            goods: columns.goods.map(|column| goods(column, &parts)),
            rows: parts.iter().map(|part| part.rows).sum(),
            rows_set_aside: parts.iter().map(|part| part.rows_set_aside).sum(),
            ..Self::default()
        };
        let lines = found.unite(parts);
        found.orders = baskets(lines);
        let clock = |order: &Basket| order.time.rem_euclid(DAY) != 0;
        found.has.clock = found.orders.iter().any(clock);
        Ok(found)
    }

    /// The lines of all workers, with names in ascending order.
    fn unite(&mut self, parts: Vec<Lines>) -> Vec<Line> {
        let mut translations: Vec<Vec<Vec<u32>>> = Vec::new();
        for kind in 0..KINDS {
            let readers: Vec<&Interner> = parts.iter().map(|part| &part.names[kind]).collect();
            let (dictionary, of_parts) = Dictionary::unite(&readers);
            self.names[kind] = dictionary.texts;
            translations.push(of_parts);
        }
        let mut all = Vec::with_capacity(parts.iter().map(|part| part.read.len()).sum());
        for (worker, part) in parts.into_iter().enumerate() {
            all.extend(part.read.into_iter().map(|mut line| {
                for (kind, place) in line.basket.kinds.iter_mut().enumerate() {
                    *place = translations[kind][worker][*place as usize];
                }
                line
            }));
        }
        all
    }

    /// What each of so many people spent; NaN for those without orders, and where amounts are unknown.
    pub(crate) fn spend(&self, people: usize) -> Vec<f64> {
        let mut spend: Vec<Option<i64>> = vec![None; people];
        for basket in self.orders.iter().filter(|_| self.has.amount) {
            let sum = &mut spend[basket.person as usize];
            *sum = Some(sum.unwrap_or(0) + basket.amount);
        }
        spend
            .into_iter()
            .map(|sum| sum.map_or(f64::NAN, |sum| from_ten_thousandths(sum.into())))
            .collect()
    }

    /// Whether each of so many people bought.
    pub(crate) fn buyers(&self, people: usize) -> Vec<bool> {
        let mut bought = vec![false; people];
        for basket in &self.orders {
            bought[basket.person as usize] = true;
        }
        bought
    }
}

impl Lines {
    fn enter(
        &mut self,
        columns: &Columns<'_>,
        batch: &Batch,
        tagging: &Tagging,
    ) -> Result<(), ProfileError> {
        let column = |name: &str| batch.column(name);
        let people = tagging
            .people()
            .places(&coerce::keys(column(columns.person)?)?);
        let times = coerce::times(
            column(columns.time)?,
            TimeRules::default(),
            0,
            &mut Faults::new(columns.time),
        )?;
        let amounts = numbers(batch, columns.amount)?;
        let quantities = numbers(batch, columns.quantity)?;
        let orders = columns.order.map(|name| orders(batch, name)).transpose()?;
        let goods = codes(&mut self.goods, batch, columns.goods)?;
        let mut kinds = Vec::new();
        for (names, name) in self.names.iter_mut().zip(columns.kinds) {
            kinds.push(codes(names, batch, name)?);
        }
        let code = |codes: &Option<Vec<u32>>, row: usize| codes.as_ref().map_or(0, |of| of[row]);
        self.rows += batch.height() as u64;
        for row in 0..batch.height() {
            let value = |column: &Option<Vec<Reading>>| match column {
                Some(readings) => readings[row].value(),
                None => Some(0),
            };
            let known = people[row].zip(times[row].value()).zip(value(&amounts));
            let Some(((person, time), amount)) = known else {
                self.rows_set_aside += 1;
                continue;
            };
            let good = code(&goods, row);
            if good > 0 && (amount > 0 || amounts.is_none()) {
                self.bought.push((person, good));
            }
            self.read.push(Line {
                order: orders.as_ref().and_then(|orders| orders[row]),
                basket: Basket {
                    person,
                    amount,
                    quantity: value(&quantities).unwrap_or(0),
                    time,
                    kinds: [0, 1, 2].map(|kind| code(&kinds[kind], row)),
                },
            });
        }
        Ok(())
    }
}

/// A column as small numbers of its texts, where there is one.
fn codes(
    interner: &mut Interner,
    batch: &Batch,
    name: Option<&str>,
) -> Result<Option<Vec<u32>>, ProfileError> {
    name.map(|name| Ok(interner.codes(&batch.column(name)?)?))
        .transpose()
}

/// Which order each row belongs to. Orders are told apart within a person only, so that 64 bits of a hash are enough.
fn orders(batch: &Batch, name: &str) -> Result<Vec<Option<u64>>, ProfileError> {
    let hasher = fast::FixedState::with_seed(SEED);
    Ok(match coerce::keys(batch.column(name)?)? {
        Keys::Whole(orders) => orders.iter().map(|of| of.map(i64::cast_unsigned)).collect(),
        Keys::Text(orders) => orders
            .iter()
            .map(|of| of.map(|of| hasher.hash_one(of)))
            .collect(),
    })
}

/// What people bought.
fn goods(column: &str, parts: &[Lines]) -> Goods {
    let readers: Vec<&Interner> = parts.iter().map(|part| &part.goods).collect();
    let (dictionary, translations) = Dictionary::unite(&readers);
    let pairs = parts.iter().zip(&translations);
    let pairs = pairs.flat_map(|(part, places)| {
        let places = |(person, good): &(u32, u32)| (*person, places[*good as usize] - 1);
        part.bought.iter().map(places)
    });
    Goods::of(column, dictionary.texts, pairs.collect())
}

/// Lines of one order put together, in an order of their own, so that the order of rows does not matter.
fn baskets(mut lines: Vec<Line>) -> Vec<Basket> {
    lines.sort_unstable_by_key(|line| (line.basket.person, line.order));
    let mut found: Vec<Basket> = Vec::with_capacity(lines.len());
    let together = |a: &Line, b: &Line| {
        a.order.is_some() && (a.basket.person, a.order) == (b.basket.person, b.order)
    };
    for order in lines.chunk_by(together) {
        let own = order.iter().map(|line| line.basket);
        found.extend(own.reduce(Basket::with));
    }
    found.sort_unstable_by_key(|basket| {
        (
            basket.person,
            basket.time,
            basket.amount,
            basket.quantity,
            basket.kinds,
        )
    });
    found
}

impl Basket {
    /// Both lines of one order.
    fn with(self, other: Self) -> Self {
        // Of lines that disagree the first name by its characters counts; no name comes last.
        let kind = |kind: usize| match (self.kinds[kind], other.kinds[kind]) {
            (0, known) | (known, 0) => known,
            (own, other) => own.min(other),
        };
        Self {
            person: self.person,
            amount: self.amount + other.amount,
            quantity: self.quantity + other.quantity,
            time: self.time.min(other.time),
            kinds: [0, 1, 2].map(kind),
        }
    }

    /// The hour of the day, 0 to 23.
    pub(crate) fn hour(&self) -> usize {
        usize::try_from(self.time.rem_euclid(DAY) / HOUR).unwrap_or(0)
    }

    /// The day of the week, Monday 0.
    pub(crate) fn weekday(&self) -> usize {
        // 1970-01-01 was a Thursday.
        usize::try_from((self.time.div_euclid(DAY) + 3).rem_euclid(7)).unwrap_or(0)
    }
}

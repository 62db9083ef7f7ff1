//! [`Baskets`]: the orders of the people, one record each.

use fourr_table::{
    Role,
    coerce::{self, Faults, Reading, TimeRules, from_ten_thousandths},
};
use hashbrown::HashMap;
use polars::prelude::*;

use super::{Goods, goods::Counter};
use crate::{ProfileError, SourceTable, Tagging};

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
fn numbers(frame: &DataFrame, name: Option<&str>) -> Result<Option<Vec<Reading>>, ProfileError> {
    let read = |name| {
        let column = frame.column(name)?;
        Ok(coerce::amounts(column, 0, &mut Faults::new(name))?)
    };
    name.map(read).transpose()
}

/// A column as texts, where there is one.
fn texts(frame: &DataFrame, name: Option<&str>) -> PolarsResult<Option<Column>> {
    name.map(|name| frame.column(name)?.cast(&DataType::String))
        .transpose()
}

/// What is known of the orders read so far.
#[derive(Default)]
struct SeenOrders {
    /// The basket of an order of a person.
    places: HashMap<(u32, String), usize>,
    goods: Counter,
}

impl Baskets {
    /// Reads the orders of the people: lines of one order of one person are one basket, at the time of the first.
    pub(crate) fn read(source: &SourceTable, tagging: &Tagging) -> Result<Self, ProfileError> {
        let Some(columns) = Columns::of(source) else {
            return Ok(Self::default());
        };
        let mut found = Self {
            has: Has {
                amount: columns.amount.is_some(),
                quantity: columns.quantity.is_some(),
                clock: false,
            },
            ..Self::default()
        };
        let mut seen = SeenOrders::default();
        for batch in source.table.batches(&columns.all())? {
            let batch = batch?;
            found.enter(&columns, &batch.frame, tagging, &mut seen)?;
        }
        found.goods = columns.goods.map(|column| seen.goods.finish(column));
        found.has.clock = found
            .orders
            .iter()
            .any(|order| order.time.rem_euclid(DAY) != 0);
        found.sort();
        Ok(found)
    }

    fn enter(
        &mut self,
        columns: &Columns<'_>,
        frame: &DataFrame,
        tagging: &Tagging,
        seen: &mut SeenOrders,
    ) -> Result<(), ProfileError> {
        let column = |name: &str| frame.column(name);
        let people = tagging
            .people()
            .places(&coerce::keys(column(columns.person)?)?);
        let times = coerce::times(
            column(columns.time)?,
            TimeRules::default(),
            0,
            &mut Faults::new(columns.time),
        )?;
        let (amounts, quantities) = (
            numbers(frame, columns.amount)?,
            numbers(frame, columns.quantity)?,
        );
        let (orders, goods) = (texts(frame, columns.order)?, texts(frame, columns.goods)?);
        let mut kinds = Vec::new();
        for name in columns.kinds {
            kinds.push(texts(frame, name)?);
        }
        self.rows += frame.height() as u64;
        for row in 0..frame.height() {
            let value = |column: &Option<Vec<Reading>>| match column {
                Some(readings) => readings[row].value(),
                None => Some(0),
            };
            let known = people[row].zip(times[row].value()).zip(value(&amounts));
            let Some(((person, time), amount)) = known else {
                self.rows_set_aside += 1;
                continue;
            };
            let mut basket = Basket {
                person,
                amount,
                quantity: value(&quantities).unwrap_or(0),
                time,
                kinds: [0; KINDS],
            };
            for (place, column) in kinds.iter().enumerate() {
                let text = column
                    .as_ref()
                    .and_then(|column| column.str().ok()?.get(row));
                basket.kinds[place] = text.map_or(0, |text| self.name(place, text.trim()));
            }
            let order = orders
                .as_ref()
                .and_then(|column| column.str().ok()?.get(row));
            let bought = amount > 0 || amounts.is_none();
            let good = goods.as_ref().filter(|_| bought);
            if let Some(good) = good.and_then(|goods| goods.str().ok()?.get(row)) {
                seen.goods.add(person, good.trim());
            }
            self.add(basket, order, &mut seen.places);
        }
        Ok(())
    }

    /// The place of a name from 1; 0 for an empty one.
    fn name(&mut self, kind: usize, name: &str) -> u32 {
        if fourr_cell::missing::classify(name).is_some() {
            return 0;
        }
        let names = &mut self.names[kind];
        let place = names
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            });
        u32::try_from(place + 1).unwrap_or(0)
    }

    fn add(
        &mut self,
        basket: Basket,
        order: Option<&str>,
        places: &mut HashMap<(u32, String), usize>,
    ) {
        let Some(order) = order else {
            self.orders.push(basket);
            return;
        };
        let place = *places
            .entry((basket.person, order.to_owned()))
            .or_insert(self.orders.len());
        match self.orders.get_mut(place) {
            Some(known) => {
                known.amount += basket.amount;
                known.quantity += basket.quantity;
                known.time = known.time.min(basket.time);
                for (kind, names) in self.names.iter().enumerate() {
                    let name = |place: u32| names.get((place as usize).wrapping_sub(1));
                    // Of lines that disagree the first name by its characters counts; no name comes last.
                    let (own, other) = (name(known.kinds[kind]), name(basket.kinds[kind]));
                    if other.is_some() && (own.is_none() || other < own) {
                        known.kinds[kind] = basket.kinds[kind];
                    }
                }
            }
            None => self.orders.push(basket),
        }
    }

    /// Names in ascending order, and orders in an order of their own, so that the order of rows does not matter.
    fn sort(&mut self) {
        for (kind, names) in self.names.iter_mut().enumerate() {
            let mut order: Vec<usize> = (0..names.len()).collect();
            order.sort_by(|a, b| names[*a].cmp(&names[*b]));
            let mut places = vec![0; names.len() + 1];
            for (new, old) in (1..).zip(&order) {
                places[old + 1] = new;
            }
            *names = order.iter().map(|old| names[*old].clone()).collect();
            for basket in &mut self.orders {
                basket.kinds[kind] = places[basket.kinds[kind] as usize];
            }
        }
        self.orders.sort_unstable_by_key(|basket| {
            (
                basket.person,
                basket.time,
                basket.amount,
                basket.quantity,
                basket.kinds,
            )
        });
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

impl Basket {
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

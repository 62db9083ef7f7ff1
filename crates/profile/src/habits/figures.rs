//! [`HabitFigures`]: consumption power and habits of everybody and of a target group.
//!
//! Orders are visited twice, part by part of the people: for sums, and for counts by what only those sums define (price bands, the most
//! frequent kinds). Nothing is kept of an order but what was paid, for the median.

use fourr_table::coerce::from_ten_thousandths;
use rayon::prelude::*;
use serde::Serialize;

use super::baskets::{Basket, Baskets, KINDS, OfPerson, Orders};
use crate::{privacy::Suppression, statistics::Concentration, tally::Group};

/// Kinds of a column of which the others are pooled.
const MOST_KINDS: usize = 10;

/// Consumption power and habits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HabitFigures {
    /// Rows of orders read.
    pub rows: u64,
    /// Rows of nobody who is profiled, without a time, or with an unreadable amount.
    pub rows_set_aside: u64,
    /// Of everybody.
    pub all: Habits,
    /// Of the target group, where there is one.
    pub target: Option<Habits>,
}

/// Consumption power and habits of some people. `None` is unknown, or withheld because it speaks of few people.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Habits {
    /// People who bought.
    pub buyers: Option<u64>,
    /// Their orders.
    pub orders: Option<u64>,
    /// What they paid.
    pub revenue: Option<f64>,
    /// What a buyer spends in the mean.
    pub spend_per_buyer: Option<f64>,
    /// Orders of a buyer in the mean.
    pub orders_per_buyer: Option<f64>,
    /// What is paid for an order in the mean (客单价).
    pub mean_basket: Option<f64>,
    /// The median of that, type 7.
    pub median_basket: Option<f64>,
    /// Pieces in an order in the mean.
    pub pieces_per_order: Option<f64>,
    /// How unevenly spending is spread over buyers: the Gini coefficient.
    pub gini_of_spend: Option<f64>,
    /// Orders by what was paid.
    pub price_bands: Vec<PriceBand>,
    /// Orders by hour of the day; empty where times have none.
    pub hours: Vec<Option<u64>>,
    /// Orders by day of the week, Monday first.
    pub weekdays: Vec<Option<u64>>,
    /// Orders by channel, the most frequent first.
    pub channels: Vec<KindOfOrder>,
    /// Orders by way of payment.
    pub payments: Vec<KindOfOrder>,
    /// Orders by way of delivery.
    pub deliveries: Vec<KindOfOrder>,
}

/// Orders for which as much was paid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PriceBand {
    /// From that amount on; `None` for the lowest band.
    pub from: Option<f64>,
    /// Below that amount; `None` for the highest band.
    pub below: Option<f64>,
    /// Orders.
    pub orders: Option<u64>,
    /// Their share of all orders.
    pub share: Option<f64>,
    /// Their share of what was paid.
    pub share_of_revenue: Option<f64>,
}

/// Orders of one channel, way of payment or of delivery.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindOfOrder {
    /// Its name; `None` for all others together.
    pub name: Option<String>,
    /// Orders.
    pub orders: Option<u64>,
    /// Their share of the orders whose kind is known.
    pub share: Option<f64>,
    /// What is paid for one in the mean.
    pub mean_basket: Option<f64>,
}

/// Orders with the people behind them.
#[derive(Debug, Clone, Default)]
struct Part {
    orders: u64,
    amount: i128,
    people: u64,
    /// The last of the people.
    last: Option<usize>,
    withheld: bool,
}

impl Part {
    /// Adds an order of a person, who comes after those before or is the last of them.
    fn add(&mut self, person: usize, amount: i64) {
        self.orders += 1;
        self.amount += i128::from(amount);
        self.people += u64::from(self.last != Some(person));
        self.last = Some(person);
    }

    /// Adds orders of other people.
    fn merge(&mut self, other: &Self) {
        self.orders += other.orders;
        self.amount += other.amount;
        self.people += other.people;
    }

    /// A figure of the part, unless it is withheld.
    fn shown<T>(&self, figure: T) -> Option<T> {
        (!self.withheld).then_some(figure)
    }
}

/// Withholds parts that speak of few people, and others so that nobody finds those by the whole.
fn withhold(parts: &mut [Part], rule: &Suppression) {
    let people: Vec<u64> = parts.iter().map(|part| part.people).collect();
    for (part, withheld) in parts.iter_mut().zip(rule.of_parts(&people)) {
        part.withheld = withheld;
    }
}

impl HabitFigures {
    pub(crate) fn of(baskets: &Baskets, target: Option<&Group>, rule: &Suppression) -> Self {
        Self {
            rows: baskets.rows,
            rows_set_aside: baskets.rows_set_aside,
            all: Habits::of(baskets, |_| true, rule),
            target: target.map(|group| Habits::of(baskets, |person| group.has(person), rule)),
        }
    }
}

impl Habits {
    /// The habits of the people for whom `within` holds.
    pub(crate) fn of(
        baskets: &Baskets,
        within: impl Fn(usize) -> bool + Sync,
        rule: &Suppression,
    ) -> Self {
        let mut whole = Whole::of(baskets, &within);
        let buyers = whole.spend.len() as u64;
        if rule.is_small(buyers) || buyers == 0 {
            return Self::default();
        }
        let orders = whole.amounts.len() as u64;
        let (n, revenue) = (orders as f64, from_ten_thousandths(whole.amount));
        let money = |figure: f64| baskets.has.amount.then_some(figure);
        let bounds = whole.bounds();
        let kinds = whole.kinds.each_ref().map(|orders| Kinds::of(orders));
        let mut by = By::of(baskets, &within, &bounds, &kinds);
        by.all().for_each(|parts| withhold(parts, rule));
        let kinds_of = |kind: usize| by.kinds(kind, &kinds[kind], baskets);
        Self {
            buyers: Some(buyers),
            orders: Some(orders),
            revenue: money(revenue),
            spend_per_buyer: money(revenue / buyers as f64),
            orders_per_buyer: Some(n / buyers as f64),
            mean_basket: money(revenue / n),
            median_basket: money(whole.median()),
            pieces_per_order: baskets
                .has
                .quantity
                .then(|| from_ten_thousandths(whole.pieces) / n),
            gini_of_spend: Concentration::of(&whole.spend)
                .gini
                .filter(|_| baskets.has.amount),
            price_bands: if baskets.has.amount {
                by.bands(&bounds, n)
            } else {
                Vec::new()
            },
            hours: if baskets.has.clock {
                orders_of(&by.hours)
            } else {
                Vec::new()
            },
            weekdays: orders_of(&by.weekdays),
            channels: kinds_of(0),
            payments: kinds_of(1),
            deliveries: kinds_of(KINDS - 1),
        }
    }
}

/// Sums over all orders of some people.
#[derive(Default)]
struct Whole {
    amount: i128,
    pieces: i128,
    /// What was paid for each order, in ten-thousandths.
    amounts: Vec<i64>,
    /// What each person spent.
    spend: Vec<f64>,
    /// Orders by the code of each kind, 0 for none.
    kinds: [Vec<u64>; KINDS],
}

impl Whole {
    fn of(baskets: &Baskets, within: &(impl Fn(usize) -> bool + Sync)) -> Self {
        let codes = baskets.names.each_ref().map(|names| names.len() + 1);
        let part = |orders: &Orders| {
            let mut own = Self {
                kinds: codes.map(|codes| vec![0; codes]),
                ..Self::default()
            };
            let persons = orders.persons();
            persons
                .filter(|one| within(one.person))
                .for_each(|one| own.add(&one));
            own
        };
        let parts: Vec<Self> = baskets.orders.par_iter().map(part).collect();
        let mut whole = Self {
            amounts: Vec::with_capacity(parts.iter().map(|part| part.amounts.len()).sum()),
            kinds: codes.map(|codes| vec![0; codes]),
            ..Self::default()
        };
        for part in parts {
            whole.amount += part.amount;
            whole.pieces += part.pieces;
            whole.amounts.extend(part.amounts);
            whole.spend.extend(part.spend);
            let kinds = whole.kinds.iter_mut().flatten();
            for (all, own) in kinds.zip(part.kinds.iter().flatten()) {
                *all += own;
            }
        }
        whole
    }

    fn add(&mut self, own: &OfPerson<'_>) {
        let spend = own.spend();
        self.amount += spend;
        self.pieces += i128::from(own.quantity);
        self.amounts.extend_from_slice(own.amounts());
        self.spend.push(from_ten_thousandths(spend));
        for basket in own.baskets() {
            for (orders, code) in self.kinds.iter_mut().zip(basket.kinds) {
                orders[code as usize] += 1;
            }
        }
    }

    /// The amount of that rank, from 0, of which there is one.
    fn ranked(&mut self, rank: usize) -> i64 {
        *self.amounts.select_nth_unstable(rank).1
    }

    /// Type 7 at one half.
    fn median(&mut self) -> f64 {
        let n = self.amounts.len();
        let two = i128::from(self.ranked((n - 1) / 2)) + i128::from(self.ranked(n / 2));
        from_ten_thousandths(two) / 2.0
    }

    /// Bounds of price bands: 1, 2 or 5 times a power of ten, between the tenth and the last tenth of the amounts.
    fn bounds(&mut self) -> Vec<f64> {
        let last = self.amounts.len() - 1;
        let mut at = |tenth: usize| from_ten_thousandths(self.ranked(last * tenth / 10).into());
        let (low, high) = (at(1), at(9));
        let series =
            (-2..12).flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * 10_f64.powi(power)));
        series
            .filter(|bound| *bound > low && *bound <= high)
            .collect()
    }
}

/// The kinds of a column that are shown, and where each counts.
struct Kinds {
    /// Codes of the most frequent kinds, in their order.
    first: Vec<usize>,
    /// Whether there are others.
    others: bool,
    /// Where each code counts: its place among the first, behind them the others, and behind those what is none.
    places: Vec<usize>,
}

impl Kinds {
    /// Of orders by code, 0 for none.
    fn of(orders: &[u64]) -> Self {
        let mut order: Vec<usize> = (1..orders.len()).filter(|code| orders[*code] > 0).collect();
        order.sort_by_key(|code| (std::cmp::Reverse(orders[*code]), *code));
        let others = order.len() > MOST_KINDS;
        order.truncate(MOST_KINDS);
        let mut places = vec![order.len(); orders.len()];
        places[0] = order.len() + 1;
        for (place, code) in order.iter().enumerate() {
            places[*code] = place;
        }
        Self {
            first: order,
            others,
            places,
        }
    }
}

/// Orders by what they are.
struct By {
    bands: Vec<Part>,
    hours: Vec<Part>,
    weekdays: Vec<Part>,
    /// By place, see [`Kinds`].
    kinds: [Vec<Part>; KINDS],
}

impl By {
    fn none(bounds: &[f64], kinds: &[Kinds; KINDS]) -> Self {
        let parts = |count| vec![Part::default(); count];
        Self {
            bands: parts(bounds.len() + 1),
            hours: parts(24),
            weekdays: parts(7),
            kinds: kinds.each_ref().map(|kinds| parts(kinds.first.len() + 2)),
        }
    }

    fn of(
        baskets: &Baskets,
        within: &(impl Fn(usize) -> bool + Sync),
        bounds: &[f64],
        kinds: &[Kinds; KINDS],
    ) -> Self {
        let part = |orders: &Orders| {
            let mut own = Self::none(bounds, kinds);
            for one in orders.persons().filter(|one| within(one.person)) {
                for basket in one.baskets() {
                    own.add(one.person, &basket, bounds, kinds);
                }
            }
            own
        };
        let parts: Vec<Self> = baskets.orders.par_iter().map(part).collect();
        let mut found = Self::none(bounds, kinds);
        for mut part in parts {
            let own = found.all().flatten().zip(part.all().flatten());
            own.for_each(|(all, own)| all.merge(own));
        }
        for (parts, kinds) in found.kinds.iter_mut().zip(kinds) {
            // Orders of no kind are nobody's business; others are a line where there are some.
            parts.truncate(kinds.first.len() + usize::from(kinds.others));
        }
        found
    }

    fn add(&mut self, person: usize, basket: &Basket, bounds: &[f64], kinds: &[Kinds; KINDS]) {
        let amount = from_ten_thousandths(basket.amount.into());
        let band = bounds.partition_point(|bound| *bound <= amount);
        self.bands[band].add(person, basket.amount);
        self.hours[basket.hour].add(person, basket.amount);
        self.weekdays[basket.weekday].add(person, basket.amount);
        let kinds = kinds.iter().zip(basket.kinds);
        for (parts, (kinds, code)) in self.kinds.iter_mut().zip(kinds) {
            parts[kinds.places[code as usize]].add(person, basket.amount);
        }
    }

    /// Every division of the orders.
    fn all(&mut self) -> impl Iterator<Item = &mut Vec<Part>> {
        let divisions = [&mut self.bands, &mut self.hours, &mut self.weekdays];
        divisions.into_iter().chain(&mut self.kinds)
    }

    fn bands(&self, bounds: &[f64], orders: f64) -> Vec<PriceBand> {
        let all: i128 = self.bands.iter().map(|part| part.amount).sum();
        let band = |(place, part): (usize, &Part)| PriceBand {
            from: place.checked_sub(1).map(|before| bounds[before]),
            below: bounds.get(place).copied(),
            orders: part.shown(part.orders),
            share: part.shown(part.orders as f64 / orders),
            share_of_revenue: part
                .shown(part.amount as f64 / all as f64)
                .filter(|_| all > 0),
        };
        self.bands.iter().enumerate().map(band).collect()
    }

    fn kinds(&self, kind: usize, kinds: &Kinds, baskets: &Baskets) -> Vec<KindOfOrder> {
        let parts = &self.kinds[kind];
        let known: u64 = parts.iter().map(|part| part.orders).sum();
        let shown = |name: Option<String>, part: &Part| KindOfOrder {
            name,
            orders: part.shown(part.orders),
            share: part.shown(part.orders as f64 / known as f64),
            mean_basket: part
                .shown(from_ten_thousandths(part.amount) / part.orders as f64)
                .filter(|_| baskets.has.amount),
        };
        let names = kinds.first.iter().map(|code| code - 1);
        let named = names.map(|place| Some(baskets.names[kind][place].clone()));
        let parts = named.chain([None]).zip(parts);
        parts.map(|(name, part)| shown(name, part)).collect()
    }
}

fn orders_of(parts: &[Part]) -> Vec<Option<u64>> {
    parts.iter().map(|part| part.shown(part.orders)).collect()
}

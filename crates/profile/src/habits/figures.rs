//! [`HabitFigures`]: consumption power and habits of everybody and of a target group.

use fourr_table::coerce::from_ten_thousandths;
use serde::Serialize;

use super::baskets::{Basket, Baskets, KINDS};
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
#[derive(Default)]
struct Part {
    orders: u64,
    amount: i128,
    /// Places of the people, in the order of the orders.
    people: Vec<u32>,
    withheld: bool,
}

impl Part {
    fn add(&mut self, basket: &Basket) {
        self.orders += 1;
        self.amount += i128::from(basket.amount);
        if self.people.last() != Some(&basket.person) {
            self.people.push(basket.person);
        }
    }

    /// A figure of the part, unless it is withheld.
    fn shown<T>(&self, figure: T) -> Option<T> {
        (!self.withheld).then_some(figure)
    }
}

/// Withholds parts that speak of few people, and others so that nobody finds those by the whole.
fn withhold(parts: &mut [Part], rule: &Suppression) {
    let people: Vec<u64> = parts.iter().map(|part| part.people.len() as u64).collect();
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
        within: impl Fn(usize) -> bool,
        rule: &Suppression,
    ) -> Self {
        let orders: Vec<&Basket> = baskets
            .orders
            .iter()
            .filter(|basket| within(basket.person as usize))
            .collect();
        let mut whole = Part::default();
        for basket in &orders {
            whole.add(basket);
        }
        let buyers = whole.people.len() as u64;
        if rule.is_small(buyers) || buyers == 0 {
            return Self::default();
        }
        let (n, revenue) = (whole.orders as f64, from_ten_thousandths(whole.amount));
        let money = |figure: f64| baskets.has.amount.then_some(figure);
        let pieces: i128 = orders
            .iter()
            .map(|basket| i128::from(basket.quantity))
            .sum();
        let mut amounts: Vec<i64> = orders.iter().map(|basket| basket.amount).collect();
        amounts.sort_unstable();
        let spend: Vec<f64> = orders
            .chunk_by(|a, b| a.person == b.person)
            .map(|own| {
                from_ten_thousandths(own.iter().map(|basket| i128::from(basket.amount)).sum())
            })
            .collect();
        Self {
            buyers: Some(buyers),
            orders: Some(whole.orders),
            revenue: money(revenue),
            spend_per_buyer: money(revenue / buyers as f64),
            orders_per_buyer: Some(n / buyers as f64),
            mean_basket: money(revenue / n),
            median_basket: money(median(&amounts)),
            pieces_per_order: baskets
                .has
                .quantity
                .then(|| from_ten_thousandths(pieces) / n),
            gini_of_spend: Concentration::of(&spend)
                .gini
                .filter(|_| baskets.has.amount),
            price_bands: if baskets.has.amount {
                bands(&orders, &amounts, rule)
            } else {
                Vec::new()
            },
            hours: if baskets.has.clock {
                by(&orders, 24, Basket::hour, rule)
            } else {
                Vec::new()
            },
            weekdays: by(&orders, 7, Basket::weekday, rule),
            channels: kinds(baskets, &orders, 0, rule),
            payments: kinds(baskets, &orders, 1, rule),
            deliveries: kinds(baskets, &orders, KINDS - 1, rule),
        }
    }
}

/// Type 7 at one half of ascending ten-thousandths, of which there is at least one.
fn median(ascending: &[i64]) -> f64 {
    let n = ascending.len();
    let two = i128::from(ascending[(n - 1) / 2]) + i128::from(ascending[n / 2]);
    from_ten_thousandths(two) / 2.0
}

fn by(
    orders: &[&Basket],
    parts: usize,
    of: impl Fn(&Basket) -> usize,
    rule: &Suppression,
) -> Vec<Option<u64>> {
    let mut found: Vec<Part> = (0..parts).map(|_| Part::default()).collect();
    for basket in orders {
        found[of(basket)].add(basket);
    }
    withhold(&mut found, rule);
    found.iter().map(|part| part.shown(part.orders)).collect()
}

/// Bands whose bounds are 1, 2 or 5 times a power of ten, between the tenth and the last tenth of the amounts.
fn bands(orders: &[&Basket], ascending: &[i64], rule: &Suppression) -> Vec<PriceBand> {
    let at =
        |tenth: usize| from_ten_thousandths(ascending[(ascending.len() - 1) * tenth / 10].into());
    let (low, high) = (at(1), at(9));
    let series = (-2..12).flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * 10_f64.powi(power)));
    let bounds: Vec<f64> = series
        .filter(|bound| *bound > low && *bound <= high)
        .collect();
    let mut parts: Vec<Part> = (0..=bounds.len()).map(|_| Part::default()).collect();
    for basket in orders {
        let amount = from_ten_thousandths(basket.amount.into());
        parts[bounds.partition_point(|bound| *bound <= amount)].add(basket);
    }
    withhold(&mut parts, rule);
    let all: i128 = parts.iter().map(|part| part.amount).sum();
    let band = |(place, part): (usize, &Part)| PriceBand {
        from: place.checked_sub(1).map(|before| bounds[before]),
        below: bounds.get(place).copied(),
        orders: part.shown(part.orders),
        share: part.shown(part.orders as f64 / orders.len() as f64),
        share_of_revenue: part
            .shown(part.amount as f64 / all as f64)
            .filter(|_| all > 0),
    };
    parts.iter().enumerate().map(band).collect()
}

fn kinds(
    baskets: &Baskets,
    orders: &[&Basket],
    kind: usize,
    rule: &Suppression,
) -> Vec<KindOfOrder> {
    let names = &baskets.names[kind];
    let mut parts: Vec<Part> = (0..=names.len()).map(|_| Part::default()).collect();
    for basket in orders {
        parts[basket.kinds[kind] as usize].add(basket);
    }
    let mut order: Vec<usize> = (1..parts.len())
        .filter(|place| parts[*place].orders > 0)
        .collect();
    order.sort_by_key(|place| (std::cmp::Reverse(parts[*place].orders), *place));
    let known: u64 = order.iter().map(|place| parts[*place].orders).sum();
    let shown = |name: Option<String>, part: &Part| KindOfOrder {
        name,
        orders: part.shown(part.orders),
        share: part.shown(part.orders as f64 / known as f64),
        mean_basket: part
            .shown(from_ten_thousandths(part.amount) / part.orders as f64)
            .filter(|_| baskets.has.amount),
    };
    let (first, rest) = order.split_at(order.len().min(MOST_KINDS));
    let mut found: Vec<Part> = first
        .iter()
        .map(|place| std::mem::take(&mut parts[*place]))
        .collect();
    if !rest.is_empty() {
        let mut others = Part::default();
        for place in rest {
            others.orders += parts[*place].orders;
            others.amount += parts[*place].amount;
            others.people.append(&mut parts[*place].people);
        }
        others.people.sort_unstable();
        others.people.dedup();
        found.push(others);
    }
    withhold(&mut found, rule);
    let named = first.iter().map(|place| Some(names[*place - 1].clone()));
    named
        .chain([None])
        .zip(&found)
        .map(|(name, part)| shown(name, part))
        .collect()
}

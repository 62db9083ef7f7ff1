//! Habits of so many people that their orders are put aside by parts, against a plain table of orders.

use std::collections::{BTreeMap, BTreeSet};

use fourr_profile::{
    Habits, KindOfOrder, Lists, Profile, SourceKind, Sources, statistics::Statistics,
};
use fourr_table::{Scratch, Table};
use polars::prelude::*;

const PERSONS: i64 = 10_000;
const LINES: i64 = 40_000;
/// 2024-01-01, a Monday, in seconds since 1970.
const MONDAY: i64 = 1_704_067_200;

/// A line of an order, of numbers that look drawn.
#[derive(Debug, Clone, Copy)]
struct Line {
    person: i64,
    order: i64,
    cents: i64,
    pieces: i64,
    seconds: i64,
    channel: Option<i64>,
}

/// Orders have up to three lines, which may disagree; 3 % of them are of nobody who is profiled. A third buys nothing.
fn line(row: i64) -> Line {
    let draw = |step: i64, below: i64| (row * step + row / 7 * 11) % 9_973 % below;
    Line {
        person: (row / 3 * 7_919) % (PERSONS * 2 / 3) * 103 / 100 * 3 / 2,
        order: row / 3,
        cents: draw(131, 9_000) * 13 - 2_000,
        pieces: draw(17, 4),
        seconds: MONDAY + draw(2_741, 9_973) * 977,
        channel: Some(draw(37, 14) * draw(5, 2)).filter(|channel| *channel > 0),
    }
}

fn name(channel: i64) -> String {
    format!("渠道{channel:02}")
}

fn table(rows: impl Iterator<Item = i64>) -> DataFrame {
    let lines: Vec<Line> = rows.map(line).collect();
    let column = |of: fn(&Line) -> i64| lines.iter().map(of).collect::<Vec<_>>();
    let time = column(|line| line.seconds);
    let time = Series::new("order_time".into(), time) * 1_000_000_i64;
    let time = time.cast(&DataType::Datetime(TimeUnit::Microseconds, None));
    let channels = lines.iter().map(|line| line.channel.map(name));
    df![
        "customer_id" => column(|line| line.person),
        "order_id" => column(|line| line.order),
        "order_time" => time.unwrap(),
        "amount" => lines.iter().map(|line| line.cents as f64 / 100.0).collect::<Vec<_>>(),
        "quantity" => column(|line| line.pieces),
        "channel" => channels.collect::<Vec<_>>(),
    ]
    .unwrap()
}

fn people() -> DataFrame {
    let ids = 0..PERSONS;
    let gender = ids.clone().map(|id| if id % 3 == 0 { "女" } else { "男" });
    let gender: Vec<&str> = gender.collect();
    df!["customer_id" => ids.collect::<Vec<_>>(), "gender" => gender].unwrap()
}

fn habits(orders: DataFrame, scratch: Scratch) -> (Habits, Habits) {
    let profile = Profile {
        statistics: Statistics {
            target: vec!["gender=女".parse().unwrap()],
            min_group: 1,
            ..Statistics::default()
        },
        ..Profile::default()
    };
    let mut sources = Sources::default();
    for (frame, kind) in [
        (people(), SourceKind::Persons),
        (orders, SourceKind::Orders),
    ] {
        let table = Table::from_frame(frame);
        sources.add(&profile, table, Some(kind)).unwrap();
    }
    let sources = sources.with_scratch(scratch);
    let found = profile.portray(None, &sources, &Lists::default()).unwrap();
    let habits = found.summary.figures.habits.unwrap();
    assert_eq!(habits.rows, LINES as u64);
    (habits.all, habits.target.unwrap())
}

/// An order: its lines summed, at the time of the first, of the first channel by name.
struct Order {
    person: i64,
    cents: i64,
    pieces: i64,
    seconds: i64,
    channel: Option<i64>,
}

fn orders(within: impl Fn(i64) -> bool) -> Vec<Order> {
    let mut orders: BTreeMap<(i64, i64), Order> = BTreeMap::new();
    let lines = (0..LINES).map(line);
    for line in lines.filter(|line| line.person < PERSONS && within(line.person)) {
        let order = orders.entry((line.person, line.order)).or_insert(Order {
            person: line.person,
            cents: 0,
            pieces: 0,
            seconds: i64::MAX,
            channel: None,
        });
        order.cents += line.cents;
        order.pieces += line.pieces;
        order.seconds = order.seconds.min(line.seconds);
        let channels = [order.channel, line.channel];
        order.channel = channels.into_iter().flatten().min();
    }
    orders.into_values().collect()
}

/// Orders by a key, and what was paid for them.
fn count<K: Ord>(orders: &[Order], key: impl Fn(&Order) -> Option<K>) -> BTreeMap<K, (u64, i64)> {
    let mut counts = BTreeMap::new();
    for order in orders {
        if let Some(key) = key(order) {
            let (count, cents) = counts.entry(key).or_insert((0, 0));
            *count += 1;
            *cents += order.cents;
        }
    }
    counts
}

#[track_caller]
fn close(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    let near = 1e-9 * expected.abs().max(1.0);
    assert!((found - expected).abs() < near, "{found} for {expected}");
}

fn agree(found: &Habits, orders: &[Order]) {
    let n = orders.len() as f64;
    let buyers: BTreeSet<i64> = orders.iter().map(|order| order.person).collect();
    let cents: i64 = orders.iter().map(|order| order.cents).sum();
    let counts = (Some(buyers.len() as u64), Some(orders.len() as u64));
    assert_eq!((found.buyers, found.orders), counts);
    close(found.revenue, cents as f64 / 100.0);
    close(found.mean_basket, cents as f64 / 100.0 / n);
    let pieces: i64 = orders.iter().map(|order| order.pieces).sum();
    close(found.pieces_per_order, pieces as f64 / n);
    let mut ascending: Vec<i64> = orders.iter().map(|order| order.cents).collect();
    ascending.sort_unstable();
    let middle = [(orders.len() - 1) / 2, orders.len() / 2].map(|at| ascending[at]);
    close(found.median_basket, (middle[0] + middle[1]) as f64 / 200.0);
    let hours = count(orders, |order| Some(order.seconds / 3_600 % 24));
    let hours: Vec<_> = hours.values().map(|of| Some(of.0)).collect();
    assert_eq!(found.hours, hours);
    let weekdays = count(orders, |order| Some((order.seconds - MONDAY) / 86_400 % 7));
    let weekdays: Vec<_> = weekdays.values().map(|of| Some(of.0)).collect();
    assert_eq!(found.weekdays, weekdays);
    for band in &found.price_bands {
        let within = |order: &&Order| {
            let paid = order.cents as f64 / 100.0;
            band.from.is_none_or(|from| paid >= from) && band.below.is_none_or(|below| paid < below)
        };
        let own = orders.iter().filter(within);
        assert_eq!(band.orders, Some(own.clone().count() as u64));
        let paid: i64 = own.map(|order| order.cents).sum();
        close(band.share_of_revenue, paid as f64 / cents as f64);
    }
    assert!(found.price_bands.len() > 3);
    channels(&found.channels, orders);
    assert_eq!(found.payments, []);
}

/// The ten most frequent by name, and the others together.
fn channels(found: &[KindOfOrder], orders: &[Order]) {
    let counts = count(orders, |order| order.channel);
    let known: u64 = counts.values().map(|of| of.0).sum();
    let mut most: Vec<(i64, (u64, i64))> = counts.into_iter().collect();
    most.sort_by_key(|(channel, (count, _))| (std::cmp::Reverse(*count), *channel));
    let (first, others) = most.split_at(10);
    assert!(!others.is_empty());
    let sum =
        |of: &[(i64, (u64, i64))]| (of.iter()).fold((0, 0), |(n, c), (_, of)| (n + of.0, c + of.1));
    let named = first
        .iter()
        .map(|(channel, of)| (Some(name(*channel)), *of));
    let expected: Vec<_> = named.chain([(None, sum(others))]).collect();
    assert_eq!(found.len(), expected.len());
    for (found, (name, (orders, cents))) in found.iter().zip(expected) {
        assert_eq!((&found.name, found.orders), (&name, Some(orders)));
        close(found.share, orders as f64 / known as f64);
        close(found.mean_basket, cents as f64 / 100.0 / orders as f64);
    }
}

#[test]
fn habits_agree_with_a_plain_table_of_orders_in_memory_and_on_disk() {
    for scratch in [Scratch::default(), Scratch::with_limit(0)] {
        let (all, target) = habits(table(0..LINES), scratch);
        agree(&all, &orders(|_| true));
        agree(&target, &orders(|person| person % 3 == 0));
    }
    let (backwards, _) = habits(table((0..LINES).rev()), Scratch::default());
    assert_eq!(backwards, habits(table(0..LINES), Scratch::default()).0);
}

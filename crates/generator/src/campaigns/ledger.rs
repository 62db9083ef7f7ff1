//! The rows of the ledger, day by day.

use chrono::{Datelike, NaiveDate, Weekday};

use super::plan::{FILM, MEDIA, Media};
use crate::events::CHANNELS;
use crate::random::Key;

/// Draws that a day of a channel has to itself.
const STRIDE: u64 = 32;
/// Thousandths of the days on which a channel rests.
const RESTING: u64 = 50;
/// Spend of a day by chance, in thousandths of the ordinary one.
const LEVELS: std::ops::RangeInclusive<u64> = 250..=2_100;

/// What kind of cost a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Advertising, with everything that it brought.
    Variable,
    /// Wages and accounts of a month.
    Fixed,
    /// What the agency takes of a month's advertising.
    Fee,
    /// What no decision can recover.
    Sunk,
}

/// A row of the ledger; money in fen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) day: NaiveDate,
    pub(super) channel: usize,
    pub(super) kind: Kind,
    pub(super) cost: u64,
    /// What the advertising brought; none beside other costs.
    pub(super) brought: Option<Brought>,
}

/// What the advertising of a day brought; money in fen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brought {
    pub(super) impressions: u64,
    pub(super) clicks: u64,
    /// Of those who clicked and came, and of those who came by themselves.
    pub(super) visits: u64,
    pub(super) orders: u64,
    pub(super) new_customers: u64,
    pub(super) revenue: u64,
    pub(super) refunds: u64,
}

/// A channel on its way through the days: what carries over, and what the month has cost.
#[derive(Debug)]
struct Channel {
    number: usize,
    key: Key,
    effective: f64,
    month_cost: u64,
}

/// Every row of the days from `start` to `end`: by day, then channel, then kind of cost.
pub(super) fn rows(key: Key, start: NaiveDate, end: NaiveDate) -> Vec<Row> {
    let mut channels: Vec<Channel> = (0..MEDIA.len())
        .map(|number| Channel {
            number,
            key: key.child(number as u64),
            effective: 0.0,
            month_cost: 0,
        })
        .collect();
    let mut rows = Vec::new();
    let days = start.iter_days().take_while(|day| *day <= end);
    for (place, day) in (0_u64..).zip(days) {
        for channel in &mut channels {
            rows.push(channel.advertise(day, place));
            channel.settle(day, day == end, &mut rows);
        }
    }
    rows
}

impl Channel {
    fn media(&self) -> &'static Media {
        &MEDIA[self.number]
    }

    /// The advertising of a day.
    fn advertise(&mut self, day: NaiveDate, place: u64) -> Row {
        let media = self.media();
        let draw = place * STRIDE;
        let price = CHANNELS[self.number].cost.unsigned_abs();
        let impressions = spend(media, self.key, draw, day) / price;
        let cost = impressions * price;
        self.effective = cost as f64 / 100.0 + media.carry_over * self.effective;
        self.month_cost += cost;
        let about = |index, permille: u64| {
            1_000 - permille + self.key.below(draw + index, 2 * permille + 1)
        };
        let noise = media.spread * bell(self.key, draw + 8);
        let revenue = media.base + media.curve.value(self.effective) + noise;
        let revenue = fen(revenue.max(0.0));
        let clicks = impressions * media.clicks * about(2, 120) / 10_000_000;
        let visits = clicks * about(6, 40) * 92 / 100_000 + media.walk_ins * about(7, 300) / 1_000;
        let orders = (revenue * 10 / (media.order * about(3, 60))).min(visits);
        Row {
            day,
            channel: self.number,
            kind: Kind::Variable,
            cost,
            brought: Some(Brought {
                impressions,
                clicks,
                visits,
                orders,
                new_customers: orders * media.newcomers * about(4, 150) / 1_000_000,
                revenue,
                refunds: revenue * media.refunds * about(5, 600) / 1_000_000,
            }),
        }
    }

    /// Other costs that fall on a day.
    fn settle(&mut self, day: NaiveDate, is_last: bool, rows: &mut Vec<Row>) {
        let media = self.media();
        let mut cost = |kind, cost| {
            rows.push(Row {
                day,
                channel: self.number,
                kind,
                cost,
                brought: None,
            });
        };
        if day.day() == 1 {
            cost(Kind::Fixed, media.fixed * 100);
        }
        let is_feed = self.number == 1;
        if is_feed && (day.month(), day.day()) == (FILM.0, FILM.1) {
            cost(Kind::Sunk, FILM.2 * 100);
        }
        let month_ends = is_last || day.succ_opt().is_some_and(|next| next.day() == 1);
        if month_ends && media.fee > 0 {
            cost(Kind::Fee, self.month_cost * media.fee / 1_000);
        }
        if month_ends {
            self.month_cost = 0;
        }
    }
}

/// What a day is to cost, in fen: more at the weekend and on festivals, else by chance.
fn spend(media: &Media, key: Key, draw: u64, day: NaiveDate) -> u64 {
    if key.chance(draw, RESTING) {
        return 0;
    }
    let level = LEVELS.start() + key.below(draw + 1, LEVELS.end() - LEVELS.start() + 1);
    let weekday = match day.weekday() {
        Weekday::Sat | Weekday::Sun => 115,
        _ => 100,
    };
    let festival = match (day.month(), day.day()) {
        (11, 1..=11) | (6, 1..=18) => 140,
        (12, 1..=12) | (3, 1..=8) => 120,
        _ => 100,
    };
    media.spend * level * weekday * festival / 100_000
}

/// A number whose distribution is close to the standard normal one: the sum of twelve even ones, less six.
fn bell(key: Key, first: u64) -> f64 {
    const PARTS: u64 = 1 << 20;
    let sum: u64 = (first..first + 12)
        .map(|index| key.below(index, PARTS))
        .sum();
    sum as f64 / PARTS as f64 - 6.0
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the revenue of a day, not negative"
)]
fn fen(yuan: f64) -> u64 {
    (yuan * 100.0).round() as u64
}

//! [`Journey`]: everything that one member does, and the stage that is planted.

use super::plan::{CHANNELS, Channel, Kind, STAGES};
use crate::clock::Clock;
use crate::random::Key;

const DAY: i64 = 86_400;
const MINUTE: i64 = 60;
/// Longer than it takes to look at something, in seconds.
const LOOK: i64 = 600;
/// Visits at most.
const VISITS: u64 = 12;
/// Exposures of one channel at most.
const EXPOSURES: u64 = 12;
/// The window under which the truth is told, in seconds.
pub(super) const WINDOW: i64 = 7 * DAY;

/// Something that a member did or saw.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// The member's id, from 1.
    pub(super) member: u64,
    /// Place among the member's events.
    pub(super) ordinal: u32,
    /// Seconds since 1970 of the local calendar.
    pub(super) time: i64,
    pub(super) kind: Kind,
    /// Place of the channel in [`CHANNELS`].
    pub(super) channel: u8,
    /// Fen: what is in the basket, or what the exposure costs.
    pub(super) fen: i64,
}

/// One member: the visits, one of which goes as far through the funnel as is planted, and the advertising seen.
///
/// No event of a later stage than the planted one occurs anywhere else, and the visit of the planted chain lasts less
/// than the window, but for late buyers, who order days after it: so the level that is planted is the level to be found.
#[derive(Debug)]
pub(super) struct Journey<'a> {
    clock: &'a Clock,
    key: Key,
    member: u64,
    home: u8,
    channel: &'static Channel,
    ordinal: u32,
}

impl<'a> Journey<'a> {
    pub(super) fn new(clock: &'a Clock, key: Key, member: u64) -> Self {
        let mut drawn = key.below(0, 1_000);
        let mut home = 0_u8;
        for (place, channel) in (0..).zip(&CHANNELS) {
            home = place;
            if drawn < channel.share {
                break;
            }
            drawn -= channel.share;
        }
        Self {
            clock,
            key,
            member,
            home,
            channel: &CHANNELS[usize::from(home)],
            ordinal: 0,
        }
    }

    /// The channel that the member uses.
    pub(super) fn home(&self) -> u8 {
        self.home
    }

    /// Stages that are planted, if the period does not end before: 1 to 6.
    fn planted(&self) -> usize {
        let goes_on = |stage: &usize| {
            let rate = self.channel.rates[*stage];
            self.key.chance(10 + *stage as u64, rate)
        };
        1 + (0..self.channel.rates.len())
            .take_while(|stage| goes_on(stage))
            .count()
    }

    /// Tells `tell` of every event inside of the period, in no order.
    pub(super) fn events(mut self, mut tell: impl FnMut(Event)) {
        self.exposures(&mut tell);
        let visits = self.visits();
        let main = self.key.place(2, 0..visits.len());
        let planted = self.planted();
        for (place, time) in visits.into_iter().enumerate() {
            let key = self.key.child(100 + place as u64);
            if place == main {
                self.chain(time, planted, &mut tell);
            } else {
                self.look(time, planted, key, &mut tell);
            }
        }
    }

    /// When the member visits: the first at the pace of the shop, each next some days later.
    fn visits(&self) -> Vec<i64> {
        let first = self.clock.time(self.key.below(1, self.clock.end()));
        let (mut visits, mut time) = (vec![first], first);
        while (visits.len() as u64) < VISITS {
            let index = visits.len() as u64;
            if !self.key.chance(20 + index, self.channel.loyalty) {
                break;
            }
            let days = 1 + self.key.below(40 + index, 3) * self.key.below(60 + index, 9);
            time += DAY * days.cast_signed() + self.key.below(80 + index, 7_200).cast_signed();
            // A visit that the period cuts short could leave the looks of others as the only trace of a stage.
            if time + LOOK >= self.clock.closing() {
                break;
            }
            visits.push(time);
        }
        visits
    }

    /// A visit that goes no further than to look.
    fn look(&mut self, time: i64, planted: usize, key: Key, tell: &mut impl FnMut(Event)) {
        self.tell(time, Kind::Open, 0, tell);
        if planted >= 2 && key.chance(0, 720) {
            if key.chance(1, 300) {
                self.tell(time + 15, Kind::Search, 0, tell);
            }
            self.tell(time + 30 + below(key, 2, 240), Kind::View, 0, tell);
        }
    }

    /// The visit that goes as far as is planted.
    fn chain(&mut self, opened: i64, planted: usize, tell: &mut impl FnMut(Event)) {
        let key = self.key.child(1);
        let (times, basket) = (self.times(opened), 3_900 + below(key, 0, 52_000));
        for (stage, kind) in STAGES.into_iter().enumerate().take(planted) {
            let fen = match kind {
                Kind::Cart | Kind::Order => basket,
                Kind::Pay => basket - basket * below(key, 1, 15) / 100,
                _ => 0,
            };
            self.tell(times[stage], kind, fen, tell);
        }
        if planted >= 2 && key.chance(2, 250) {
            self.tell(times[1] + 5, Kind::Search, 0, tell);
        }
    }

    /// When each stage of the chain is reached.
    fn times(&self, opened: i64) -> [i64; 6] {
        let key = self.key.child(2);
        let late = self.late();
        let viewed = opened + 10 + below(key, 0, 290);
        let slow = !late && key.chance(1, 180);
        let carted = viewed
            + if slow {
                DAY + below(key, 2, DAY)
            } else {
                below(key, 2, 30 * MINUTE)
            };
        let ordered = carted
            + if late {
                8 * DAY + below(key, 3, 7 * DAY)
            } else if key.chance(4, 150) {
                below(key, 3, DAY)
            } else {
                MINUTE + below(key, 3, 20 * MINUTE)
            };
        // The shop logs some orders and their payment in one second.
        let paid = ordered
            + if key.chance(5, 40) {
                0
            } else {
                20 + below(key, 6, 9 * MINUTE)
            };
        let reviewed = paid + DAY + below(key, 7, 2 * DAY);
        [opened, viewed, carted, ordered, paid, reviewed]
    }

    /// Whether the order, if there is one, comes after the window.
    fn late(&self) -> bool {
        self.key.chance(3, 50)
    }

    /// The advertising seen.
    fn exposures(&mut self, tell: &mut impl FnMut(Event)) {
        for (place, channel) in (0_u8..).zip(&CHANNELS) {
            let key = self.key.child(10 + u64::from(place));
            // Who uses a channel has seen its advertising more often than not.
            let reach = if place == self.home {
                600
            } else {
                channel.reach
            };
            let mut exposed = u64::from(key.chance(0, reach));
            while exposed > 0 && exposed < EXPOSURES && key.chance(exposed, channel.repetition) {
                exposed += 1;
            }
            for exposure in 0..exposed {
                let time = self.clock.time(key.below(50 + exposure, self.clock.end()));
                self.push((time, Kind::Exposure), place, channel.cost, tell);
            }
        }
    }

    fn tell(&mut self, time: i64, kind: Kind, fen: i64, tell: &mut impl FnMut(Event)) {
        self.push((time, kind), self.home, fen, tell);
    }

    fn push(
        &mut self,
        (time, kind): (i64, Kind),
        channel: u8,
        fen: i64,
        tell: &mut impl FnMut(Event),
    ) {
        let ordinal = self.ordinal;
        self.ordinal += 1;
        if time < self.clock.closing() {
            tell(Event {
                member: self.member,
                ordinal,
                time,
                kind,
                channel,
                fen,
            });
        }
    }

    /// Stages reached inside of the period: within the window, and in any time.
    pub(super) fn reached(&self) -> (usize, usize) {
        let visits = self.visits();
        let times = self.times(visits[self.key.place(2, 0..visits.len())]);
        let inside = |time: &&i64| **time < self.clock.closing();
        let ever = times[..self.planted()].iter().take_while(inside).count();
        let within = |time: &&i64| **time - times[0] <= WINDOW;
        let soon = times[..ever].iter().take_while(within).count();
        (soon, ever)
    }
}

fn below(key: Key, index: u64, bound: i64) -> i64 {
    key.below(index, bound.unsigned_abs()).cast_signed()
}

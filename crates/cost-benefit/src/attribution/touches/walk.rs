//! [`Walker`]: over the touches of a person, from journey to journey.

use fourr_attribution::{Journey, Outcome};

use super::{
    Walked,
    partition::{Deal, People, Touch},
};
use crate::attribution::{Counted, CreditRules, Repeats, columns::TouchColumns};

/// Microseconds in a second.
const SECOND: f64 = 1e6;
/// Microseconds in a day.
const DAY: f64 = 86_400.0 * SECOND;

/// How journeys are cut out of the touches of a person.
#[derive(Debug, Clone)]
pub(super) struct Walker {
    /// Microseconds before a conversion in which a touch counts.
    lookback: i64,
    counted: Counted,
    repeats: Repeats,
    of_journeys: bool,
    /// Whether touches have moments.
    pub(super) is_timed: bool,
    /// Whether moments are counted back from the conversion.
    is_relative: bool,
}

/// The touches of a journey that is being walked, reused from journey to journey.
#[derive(Debug, Default)]
struct Path {
    channels: Vec<u8>,
    times: Vec<i64>,
    ages: Vec<f64>,
}

impl Path {
    fn push(&mut self, touch: Touch) {
        self.channels.push(touch.channel());
        self.times.push(touch.time);
    }

    fn clear(&mut self) {
        self.channels.clear();
        self.times.clear();
    }

    /// Leaves out what is before a moment; says how many touches these were.
    fn begin_at(&mut self, first: i64) -> u64 {
        let before = self.times.partition_point(|time| *time < first);
        self.channels.drain(..before);
        self.times.drain(..before);
        before as u64
    }

    /// Makes one of touches of one channel that follow each other, the last of them; says how many went.
    fn collapse(&mut self) -> u64 {
        let all = self.channels.len();
        let mut kept = 0;
        for place in 0..all {
            if self.channels.get(place + 1) != Some(&self.channels[place]) {
                self.channels[kept] = self.channels[place];
                self.times[kept] = self.times[place];
                kept += 1;
            }
        }
        self.channels.truncate(kept);
        self.times.truncate(kept);
        (all - kept) as u64
    }
}

impl Walker {
    pub(super) fn of(columns: &TouchColumns, rules: &CreditRules) -> Self {
        let order = &columns.order;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the days of a lookback are checked"
        )]
        let lookback = (rules.lookback_days * DAY) as i64;
        Self {
            lookback,
            counted: rules.counted_conversions,
            repeats: rules.repeats,
            of_journeys: columns.of_journeys,
            is_timed: order.time.is_some() || order.days_before.is_some(),
            is_relative: order.days_before.is_some(),
        }
    }

    /// Adds every journey of some people.
    pub(super) fn walk(&self, people: &People, walked: &mut Walked) {
        let mut path = Path::default();
        for touches in people.iter() {
            path.clear();
            if self.of_journeys {
                self.journey(touches, people, &mut path, walked);
            } else {
                self.log(touches, people, &mut path, walked);
            }
        }
    }

    /// All touches are one journey, and what they say of a conversion is said of it.
    fn journey(&self, touches: &[Touch], people: &People, path: &mut Path, walked: &mut Walked) {
        let mut deals = 0;
        let mut found: Option<Deal> = None;
        let mut agrees = true;
        for touch in touches {
            if touch.has_channel() {
                path.push(*touch);
            }
            if let Some(deal) = people.deal(*touch) {
                deals += 1;
                let known = found.get_or_insert(deal);
                agrees &= known.conversions == deal.conversions && known.value == deal.value;
                known.conversions = known.conversions.max(deal.conversions);
                known.value = known.value.max(deal.value);
            }
        }
        if found.is_some() && (!agrees || deals != touches.len()) {
            walked.uneven += 1;
        }
        let last = path.times.last().copied().unwrap_or(0);
        let end = if self.is_relative { 0 } else { last };
        match found {
            Some(deal) => self.convert(deal, end, path, walked),
            None => self.end(path, walked),
        }
    }

    /// Conversions end journeys where they stand.
    fn log(&self, touches: &[Touch], people: &People, path: &mut Path, walked: &mut Walked) {
        let mut converted = false;
        for (place, touch) in touches.iter().enumerate() {
            if converted && self.counted == Counted::First {
                walked.rows.after_conversion += (touches.len() - place) as u64;
                return;
            }
            if touch.has_channel() {
                path.push(*touch);
            }
            if let Some(deal) = people.deal(*touch) {
                self.convert(deal, touch.time, path, walked);
                path.clear();
                converted = true;
            }
        }
        if converted {
            walked.rows.after_conversion += path.channels.len() as u64;
        } else {
            self.end(path, walked);
        }
    }

    /// Adds a journey that ends in a conversion at a moment.
    fn convert(&self, deal: Deal, end: i64, path: &mut Path, walked: &mut Walked) {
        if self.is_timed {
            walked.rows.before_lookback += path.begin_at(end.saturating_sub(self.lookback));
        }
        if self.repeats == Repeats::Collapse {
            walked.rows.collapsed += path.collapse();
        }
        walked.rows.without_value += u64::from(deal.value.is_none());
        path.ages.clear();
        if self.is_timed {
            let age = |time: &i64| (end - time).max(0) as f64 / SECOND;
            path.ages.extend(path.times.iter().map(age));
        }
        walked.tally.add(&Journey {
            touches: &path.channels,
            ages: &path.ages,
            outcome: Outcome {
                conversions: u64::from(deal.conversions),
                value: deal.value.unwrap_or(0),
                nulls: 0,
            },
        });
    }

    /// Adds a journey that ends without a conversion.
    fn end(&self, path: &mut Path, walked: &mut Walked) {
        if self.repeats == Repeats::Collapse {
            walked.rows.collapsed += path.collapse();
        }
        walked.tally.add(&Journey {
            touches: &path.channels,
            ages: &[],
            outcome: Outcome {
                nulls: 1,
                ..Outcome::default()
            },
        });
    }
}

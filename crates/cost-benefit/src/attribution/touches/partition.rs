//! [`Partition`]: the touches of the people whose ids hash to one place.

use foldhash::fast::FixedState;
use fourr_table::coerce::Keys;
use hashbrown::HashMap;

use super::rows::Entry;
use crate::attribution::names::NOBODY;

/// Partitions of the people: enough that what is known of one of a million people fits into the second-level cache.
pub(super) const PARTITIONS: usize = 64;

/// The partition of a person, from bits of the hash that the tables inside a partition do not use: hashbrown places by the
/// lowest bits and tags by the topmost seven, which must differ within a partition.
pub(super) fn partition_of(hash: u64) -> usize {
    (hash >> 32) as usize % PARTITIONS
}

/// A touch, a conversion, or both at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Touch {
    /// In microseconds.
    pub(super) time: i64,
    /// What comes first of the same moment, with the channel in the lowest byte.
    order: u64,
    person: u32,
    /// Number of the conversion among those of the partition, from one; zero for none.
    deal: u32,
}

/// A conversion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deal {
    pub(super) conversions: u32,
    /// In ten-thousandths.
    pub(super) value: Option<i64>,
}

impl Touch {
    /// The channel; [`NOBODY`] for a conversion alone.
    pub(super) fn channel(self) -> u8 {
        (self.order & 0xFF) as u8
    }

    /// Whether it names a channel.
    pub(super) fn has_channel(self) -> bool {
        self.channel() != NOBODY
    }
}

/// The ids of people, each with its number.
#[derive(Debug)]
enum Ids {
    Whole(HashMap<i64, u32, FixedState>),
    Text(HashMap<Box<str>, u32, FixedState>),
}

/// The touches of some people.
#[derive(Debug, Default)]
pub(super) struct Partition {
    ids: Option<Ids>,
    /// Touches by person.
    counts: Vec<u32>,
    touches: Vec<Touch>,
    deals: Vec<Deal>,
}

/// Touches person by person, each in the order of time.
#[derive(Debug)]
pub(super) struct People {
    /// Where the touches of each person end.
    ends: Vec<usize>,
    touches: Vec<Touch>,
    deals: Vec<Deal>,
}

impl Partition {
    pub(super) fn is_empty(&self) -> bool {
        self.touches.is_empty()
    }

    /// Adds entries of one batch; `keys` are the people of that batch by row.
    pub(super) fn fold(&mut self, entries: &[Entry], keys: &Keys<'_>) {
        if entries.is_empty() {
            return;
        }
        match keys {
            Keys::Whole(keys) => {
                let Some(values) = keys.downcast_iter().next() else {
                    return;
                };
                for entry in entries {
                    let person = self.whole(values.value(entry.row as usize));
                    self.enter(person, entry);
                }
            }
            Keys::Text(keys) => {
                for entry in entries {
                    if let Some(id) = keys.get(entry.row as usize) {
                        let person = self.text(id);
                        self.enter(person, entry);
                    }
                }
            }
        }
    }

    fn whole(&mut self, id: i64) -> u32 {
        let Ids::Whole(ids) = self
            .ids
            .get_or_insert_with(|| Ids::Whole(HashMap::default()))
        else {
            unreachable!("the column of people has one type")
        };
        let fresh = number(ids.len());
        *ids.entry(id).or_insert(fresh)
    }

    fn text(&mut self, id: &str) -> u32 {
        let Ids::Text(ids) = self
            .ids
            .get_or_insert_with(|| Ids::Text(HashMap::default()))
        else {
            unreachable!("the column of people has one type")
        };
        if let Some(person) = ids.get(id) {
            return *person;
        }
        let fresh = number(ids.len());
        ids.insert(id.into(), fresh);
        fresh
    }

    fn enter(&mut self, person: u32, entry: &Entry) {
        if person as usize == self.counts.len() {
            self.counts.push(0);
        }
        self.counts[person as usize] += 1;
        let mut deal = 0;
        if entry.conversions > 0 {
            self.deals.push(Deal {
                conversions: entry.conversions,
                value: entry.has_value.then_some(entry.value),
            });
            deal = number(self.deals.len());
        }
        self.touches.push(Touch {
            time: entry.time,
            order: entry.order << 8 | u64::from(entry.channel),
            person,
            deal,
        });
    }

    /// Puts the touches of each person together and in order; `places` are the channels' places by number.
    pub(super) fn into_people(self, places: &[u8]) -> People {
        let mut next = Vec::with_capacity(self.counts.len());
        let mut start = 0_usize;
        for count in &self.counts {
            next.push(start);
            start += *count as usize;
        }
        let blank = Touch {
            time: 0,
            order: 0,
            person: 0,
            deal: 0,
        };
        let mut touches = vec![blank; self.touches.len()];
        for touch in self.touches {
            let place = &mut next[touch.person as usize];
            let channel = places[usize::from(touch.channel())];
            let order = touch.order & !0xFF | u64::from(channel);
            touches[*place] = Touch { order, ..touch };
            *place += 1;
        }
        let mut start = 0;
        for end in &next {
            let own = &mut touches[start..*end];
            if !own.is_sorted() {
                own.sort_unstable();
            }
            start = *end;
        }
        People {
            ends: next,
            touches,
            deals: self.deals,
        }
    }
}

impl People {
    /// The touches of each person.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Touch]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let own = &self.touches[start..*end];
            start = *end;
            own
        })
    }

    /// The conversion at a touch.
    pub(super) fn deal(&self, touch: Touch) -> Option<Deal> {
        let number = touch.deal.checked_sub(1)?;
        self.deals.get(number as usize).copied()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

//! What the rules say by themselves.

use super::{
    Finding, Spot,
    region::{Interval, Region},
};
use crate::tags::{Kind, Tag, TagFile, ValueRule, number};

/// A rule whose region is known.
struct Known<'a> {
    tag: &'a Tag,
    value: usize,
    region: Region,
}

impl Known<'_> {
    fn spot(&self) -> Spot {
        let value = &self.tag.values[self.value];
        Spot {
            tag: self.tag.meta.code.clone(),
            value: value.named.code.clone(),
            line: value.at.line,
        }
    }
}

pub(super) fn lint(file: &TagFile) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut everything = Vec::new();
    for tag in &file.tags {
        let Kind::Rules { order } = &tag.kind else {
            continue;
        };
        let mut known: Vec<Known<'_>> = Vec::new();
        for &value in order {
            let ValueRule::When(condition) = &tag.values[value].rule else {
                continue;
            };
            if let Some(region) = Region::of(condition) {
                known.push(Known { tag, value, region });
            }
        }
        found.extend(
            known
                .iter()
                .filter(|rule| rule.region.is_empty())
                .map(|rule| Finding::Impossible { at: rule.spot() }),
        );
        known.retain(|rule| !rule.region.is_empty());
        if tag.meta.exclusive {
            pairs(&known, &mut found);
            let closed = tag
                .values
                .iter()
                .any(|value| matches!(value.rule, ValueRule::Otherwise | ValueRule::List(_)));
            if known.len() == tag.values.len() && !closed {
                found.extend(holes(tag, &known));
            }
        }
        everything.extend(known);
    }
    same(&everything, &mut found);
    found
}

/// Rules of an exclusive tag, the one that goes first before the others.
fn pairs(known: &[Known<'_>], found: &mut Vec<Finding>) {
    for (place, later) in known.iter().enumerate() {
        let earlier = &known[..place];
        if let Some(by) = earlier
            .iter()
            .find(|earlier| later.region.is_within(&earlier.region))
        {
            found.push(Finding::Shadowed {
                at: later.spot(),
                by: by.spot(),
            });
            continue;
        }
        // A narrower rule before a wider one is a staircase, and meant.
        let crossing = earlier
            .iter()
            .filter(|earlier| !earlier.region.is_within(&later.region));
        let crossing = crossing.filter(|earlier| earlier.region.meets(&later.region));
        found.extend(crossing.map(|earlier| Finding::Overlapping {
            first: earlier.spot(),
            second: later.spot(),
        }));
    }
}

/// Numbers between the intervals of rules that speak of one column.
fn holes(tag: &Tag, known: &[Known<'_>]) -> Vec<Finding> {
    let mut all: Vec<Interval> = Vec::new();
    let mut column = None;
    for rule in known {
        let Some((of, intervals)) = rule.region.intervals() else {
            return Vec::new();
        };
        if column.get_or_insert(of) != &of {
            return Vec::new();
        }
        all.extend(intervals);
    }
    all.sort_by(|a, b| {
        a.low
            .total_cmp(&b.low)
            .then(b.low_closed.cmp(&a.low_closed))
    });
    let mut intervals = all.into_iter();
    let (Some(mut reached), Some(column)) = (intervals.next(), column) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for next in intervals {
        let touches = next.low < reached.high
            || next.low == reached.high && (next.low_closed || reached.high_closed);
        if !touches {
            let (open, close) = (
                if reached.high_closed { '(' } else { '[' },
                if next.low_closed { ')' } else { ']' },
            );
            found.push(Finding::Hole {
                tag: tag.meta.code.clone(),
                column: column.to_owned(),
                interval: format!(
                    "{open}{}, {}{close}",
                    number(reached.high),
                    number(next.low)
                ),
            });
        }
        let further = next.high > reached.high || next.high == reached.high && next.high_closed;
        if further {
            reached = next;
        }
    }
    found
}

/// Rules of any tags that say the same.
fn same(known: &[Known<'_>], found: &mut Vec<Finding>) {
    for (place, second) in known.iter().enumerate() {
        // Within an exclusive tag the second of them is shadowed already.
        let others = known[..place]
            .iter()
            .filter(|first| !std::ptr::eq(first.tag, second.tag) || !second.tag.meta.exclusive);
        let mut equal = others.filter(|first| {
            first.region.is_within(&second.region) && second.region.is_within(&first.region)
        });
        if let Some(first) = equal.next() {
            found.push(Finding::SameRule {
                first: first.spot(),
                second: second.spot(),
            });
        }
    }
}

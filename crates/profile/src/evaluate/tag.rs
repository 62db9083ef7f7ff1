//! Tags of some rows: conditions resolved to one code a tag.

use std::ops::Range;

use super::{Buffer, Lookups, PIECE, Scratch, Slot, Stored, View, fill};
use crate::{
    plan::{Bound, Plan, Planned, Program},
    rule::Condition,
    tagging::{Codes, Matches},
};

/// What is known of all rows.
pub(crate) struct Tags<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) slots: &'a [Stored<'a>],
    pub(crate) lookups: &'a Lookups,
    pub(crate) as_of: f64,
    pub(crate) lists: &'a [&'a [u8]],
    /// Tags found before.
    pub(crate) earlier: &'a [Option<Codes>],
    /// 0 for rows that are set aside.
    pub(crate) used: Option<&'a [u8]>,
}

/// The codes of the tags that were asked for, by place of the tag, and what their rules found.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) codes: Vec<Option<Codes>>,
    pub(crate) matches: Vec<Matches>,
}

impl Tags<'_> {
    /// Carries out the tags `which` for some rows, each tag after those that it reads.
    pub(crate) fn run(&self, which: &[usize], rows: Range<usize>) -> Outcome {
        let tags = self.plan.tags.len();
        let mut outcome = Outcome {
            codes: vec![None; tags],
            matches: vec![Matches::default(); tags],
        };
        for &tag in which {
            let planned = &self.plan.tags[tag];
            outcome.codes[tag] = Some(planned.blank(rows.len()));
            outcome.matches[tag] = Matches::of(planned);
        }
        let mut buffers = Buffers::default();
        let read = self.read_by(which);
        let mut made: Vec<Buffer> = read.iter().map(|_| Buffer::default()).collect();
        for start in rows.clone().step_by(PIECE) {
            let piece = start..(start + PIECE).min(rows.end);
            let slots = read.iter().zip(&mut made);
            let slots = slots.map(|(slot, buffer)| slot.part(piece.clone(), buffer));
            let slots: Vec<Slot<'_>> = slots.collect();
            let first = start - rows.start;
            self.piece(which, (&slots, piece, first), &mut outcome, &mut buffers);
        }
        outcome
    }

    /// The slots, without those that these tags do not read.
    fn read_by(&self, which: &[usize]) -> Vec<Stored<'_>> {
        let mut read = vec![Stored::Absent; self.slots.len()];
        for slot in which
            .iter()
            .flat_map(|tag| self.plan.tags[*tag].program.slots())
        {
            read[slot] = self.slots[slot];
        }
        read
    }

    /// A few thousand rows, of which there are these values; their codes begin at `start` in what comes out.
    fn piece(
        &self,
        which: &[usize],
        (slots, rows, start): (&[Slot<'_>], Range<usize>, usize),
        outcome: &mut Outcome,
        buffers: &mut Buffers,
    ) {
        let end = start + rows.len();
        let lists: Vec<&[u8]> = self.lists.iter().map(|list| &list[rows.clone()]).collect();
        for &tag in which {
            let Some(mut own) = outcome.codes[tag].take() else {
                continue;
            };
            let find = |other: usize| match &self.earlier.get(other) {
                Some(Some(codes)) => Some((codes, rows.start)),
                _ => outcome.codes[other].as_ref().map(|codes| (codes, start)),
            };
            let view = View {
                rows: rows.len(),
                slots,
                lookups: self.lookups,
                as_of: self.as_of,
                lists: &lists,
                tags: &find,
            };
            let mut piece = Piece {
                view,
                used: self.used.map(|used| &used[rows.clone()]),
                hits: &mut buffers.hits[..rows.len()],
                fits: &mut buffers.fits[..rows.len()],
                scratch: &mut buffers.scratch,
            };
            let (planned, matches) = (&self.plan.tags[tag], &mut outcome.matches[tag]);
            match &mut own {
                Codes::Few(_) => unreachable!("rows are judged one by one"),
                Codes::Narrow(codes) => piece.single(planned, &mut codes[start..end], matches),
                Codes::Wide(codes) => piece.single(planned, &mut codes[start..end], matches),
                Codes::Sets(codes) => piece.set(planned, &mut codes[start..end], matches),
            }
            outcome.codes[tag] = Some(own);
        }
    }
}

/// Space for a piece, used again.
struct Buffers {
    scratch: Scratch,
    hits: Vec<u8>,
    fits: Vec<u8>,
}

impl Default for Buffers {
    fn default() -> Self {
        Self {
            scratch: Scratch::default(),
            hits: vec![0; PIECE],
            fits: vec![0; PIECE],
        }
    }
}

impl Planned {
    /// Codes of so many rows to be judged, all without a value.
    fn blank(&self, rows: usize) -> Codes {
        if !self.exclusive {
            Codes::Sets(vec![0; rows])
        } else if self.values <= 254 {
            Codes::Narrow(vec![0; rows])
        } else {
            Codes::Wide(vec![0; rows])
        }
    }

    /// The column of so many persons, all without a value.
    pub(crate) fn column(&self, persons: usize) -> Codes {
        if self.exclusive {
            Codes::blank(self.values, persons)
        } else {
            Codes::Sets(vec![0; persons])
        }
    }
}

impl Matches {
    fn of(planned: &Planned) -> Self {
        Self {
            hits: vec![0; planned.values],
            conflicts: planned.exclusive.then_some(0),
            overruled: vec![0; planned.values],
        }
    }

    /// Adds what was found in other rows.
    pub(crate) fn merge(&mut self, other: &Self) {
        if self.hits.is_empty() {
            return self.clone_from(other);
        }
        for (mine, theirs) in self.hits.iter_mut().zip(&other.hits) {
            *mine += theirs;
        }
        if let (Some(mine), Some(theirs)) = (&mut self.conflicts, other.conflicts) {
            *mine += theirs;
        }
    }
}

/// A code of at most one value: 0 is none.
trait Code: Copy + Into<usize> {
    fn of(place: usize) -> Self;

    /// `code` where `hit` is 1, else the same: without a branch, so that the machine does several rows at a time.
    fn blend(self, hit: u8, code: Self) -> Self;
}

impl Code for u8 {
    fn of(place: usize) -> Self {
        Self::try_from(place).unwrap_or(Self::MAX)
    }

    fn blend(self, hit: u8, code: Self) -> Self {
        let mask = hit.wrapping_neg();
        self & !mask | code & mask
    }
}

impl Code for u16 {
    fn of(place: usize) -> Self {
        Self::try_from(place).unwrap_or(Self::MAX)
    }

    fn blend(self, hit: u8, code: Self) -> Self {
        let mask = Self::from(hit).wrapping_neg();
        self & !mask | code & mask
    }
}

/// A few thousand rows, and buffers for them.
struct Piece<'a, 'b> {
    view: View<'a>,
    /// 0 for rows that are set aside.
    used: Option<&'a [u8]>,
    /// Whom one rule fits.
    hits: &'b mut [u8],
    /// How many rules fit, up to 255.
    fits: &'b mut [u8],
    scratch: &'b mut Scratch,
}

impl Piece<'_, '_> {
    fn single<C: Code>(&mut self, planned: &Planned, codes: &mut [C], matches: &mut Matches) {
        match &planned.program {
            Program::Rules(rules) => return self.rules(rules, codes, matches),
            Program::Bins {
                slot,
                edges,
                closed_left,
            } => {
                if let Slot::Numbers(values) = self.view.slots[*slot] {
                    classes(values, edges, *closed_left, codes);
                }
            }
            Program::Mapped { slot, map } => {
                let known = &self.view.lookups.maps[*map];
                if let Slot::Texts(texts) = self.view.slots[*slot] {
                    for (code, &text) in codes.iter_mut().zip(texts) {
                        *code = C::of(known[text as usize].into());
                    }
                }
            }
            // These take the texts of a slot as they are, and are put together at the end.
            Program::Quantiles { .. } | Program::Column { .. } | Program::Preference { .. } => {}
        }
        for (row, code) in codes.iter().enumerate() {
            let place: usize = (*code).into();
            if place > 0 && self.used.is_none_or(|used| used[row] == 1) {
                matches.hits[place - 1] += 1;
            }
        }
    }

    /// The values from the last to the first: whoever goes first has the last word.
    fn rules<C: Code>(
        &mut self,
        rules: &[(usize, Option<Condition<Bound>>)],
        codes: &mut [C],
        matches: &mut Matches,
    ) {
        self.fits.fill(0);
        for (value, condition) in rules.iter().rev() {
            if let Some(condition) = condition {
                matches.hits[*value] += self.ask(condition);
                let code = C::of(value + 1);
                for ((own, fits), &hit) in codes
                    .iter_mut()
                    .zip(self.fits.iter_mut())
                    .zip(self.hits.iter())
                {
                    *own = own.blend(hit, code);
                    *fits = fits.saturating_add(hit);
                }
            }
        }
        if let Some((value, _)) = rules.iter().find(|(_, condition)| condition.is_none()) {
            self.rest();
            matches.hits[*value] += total(self.hits);
            for (own, &hit) in codes.iter_mut().zip(self.hits.iter()) {
                *own = own.blend(hit, C::of(value + 1));
            }
        }
        for (hit, &fits) in self.hits.iter_mut().zip(self.fits.iter()) {
            *hit = u8::from(fits >= 2);
        }
        let conflicts = total(self.hits);
        if let Some(found) = &mut matches.conflicts {
            *found += conflicts;
        }
    }

    fn set(&mut self, planned: &Planned, codes: &mut [u64], matches: &mut Matches) {
        let Program::Rules(rules) = &planned.program else {
            return;
        };
        self.fits.fill(0);
        for (value, condition) in rules {
            matches.hits[*value] += if let Some(condition) = condition {
                self.ask(condition)
            } else {
                self.rest();
                total(self.hits)
            };
            for ((own, fits), &hit) in codes
                .iter_mut()
                .zip(self.fits.iter_mut())
                .zip(self.hits.iter())
            {
                *own |= u64::from(hit) << value;
                *fits |= hit;
            }
        }
    }

    /// Writes whom a condition fits, and counts them.
    fn ask(&mut self, condition: &Condition<Bound>) -> u64 {
        fill(condition, &self.view, self.hits, self.scratch);
        if let Some(used) = self.used {
            for (hit, used) in self.hits.iter_mut().zip(used) {
                *hit &= used;
            }
        }
        total(self.hits)
    }

    /// Writes whom no rule fits.
    fn rest(&mut self) {
        for (row, (hit, &fits)) in self.hits.iter_mut().zip(self.fits.iter()).enumerate() {
            *hit = u8::from(fits == 0) & self.used.map_or(1, |used| used[row]);
        }
    }
}

fn total(hits: &[u8]) -> u64 {
    // Bytes hold the sum of a stride, and a sum that is not checked for overflow is made sixteen at a time.
    const STRIDE: usize = 240;
    let stride = |hits: &[u8]| u64::from(hits.iter().fold(0_u8, |sum, &hit| sum.wrapping_add(hit)));
    hits.chunks(STRIDE).map(stride).sum()
}

/// The class of each number: the count of lower edges that it has reached.
fn classes<C: Code>(values: &[f64], edges: &[f64], closed_left: bool, codes: &mut [C]) {
    let Some((high, lower)) = edges.split_last() else {
        return;
    };
    let reached = |value: f64, edge: f64| {
        if closed_left {
            value >= edge
        } else {
            value > edge
        }
    };
    let beyond = |value: f64| {
        if closed_left {
            value >= *high && high.is_finite()
        } else {
            value > *high
        }
    };
    for (code, &value) in codes.iter_mut().zip(values) {
        // A missing value reaches no edge.
        let place: usize = lower
            .iter()
            .map(|&edge| usize::from(reached(value, edge)))
            .sum();
        *code = C::of(if beyond(value) { 0 } else { place });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_closed_where_they_say() {
        let edges = [f64::NEG_INFINITY, 18.0, 35.0, 60.0];
        let values = [f64::NAN, -5.0, 18.0, 34.9, 35.0, 60.0, 61.0];
        let mut codes = [0_u8; 7];
        classes(&values, &edges, true, &mut codes);
        assert_eq!(codes, [0, 1, 2, 2, 3, 0, 0]);
        classes(&values, &edges, false, &mut codes);
        assert_eq!(codes, [0, 1, 1, 2, 2, 3, 0]);
    }
}

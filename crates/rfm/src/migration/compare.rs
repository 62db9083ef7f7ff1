//! From two snapshots to their cross-table.

use std::collections::BTreeMap;

use super::{
    flows::{Amounts, Flow, Migration, Move, Moved, Period, Side},
    pairs::Pairs,
    snapshot::Snapshot,
};
use crate::{RfmError, measure::SCALE};

/// Flows that are named as the largest.
const LARGEST: usize = 5;

/// Customers and what they spent before and after, in ten-thousandths.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    customers: u64,
    before: i128,
    after: i128,
}

/// Tallies of every origin and destination. Both run over the segments in the order of value; one
/// beyond them are the new, and those who left.
struct CrossTable {
    segments: usize,
    cells: Vec<Tally>,
    priced: bool,
}

/// What every customer of the later date did.
pub(super) struct Moves {
    /// Place of the earlier segment in the order of value, none for the new.
    pub(super) previous: Vec<Option<u32>>,
    pub(super) moves: Vec<Move>,
}

impl Migration {
    /// Compares where customers stood at two dates.
    ///
    /// `value_order` has the names of all segments, the most valuable first. Customers are the same when
    /// their ids are; the order of rows does not matter.
    ///
    /// ```
    /// use fourr_rfm::{Migration, Snapshot, SnapshotColumns};
    /// use fourr_table::Table;
    /// use polars::prelude::df;
    /// let before = Table::from_frame(df!("customer" => ["a", "b"], "segment" => ["gold", "tin"])?);
    /// let after = Table::from_frame(df!("customer" => ["a", "c"], "segment" => ["tin", "gold"])?);
    /// let [before, after] = [before, after].map(|of| Snapshot::read(&of, &SnapshotColumns::default()));
    /// let order = ["gold".to_owned(), "tin".to_owned()];
    /// let migration = Migration::between(&before?, &after?, &order)?;
    /// assert_eq!((migration.downgraded.customers, migration.new.customers), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A segment that `value_order` does not name.
    pub fn between(
        before: &Snapshot,
        after: &Snapshot,
        value_order: &[String],
    ) -> Result<Self, RfmError> {
        compare(before, after, value_order).map(|(migration, _)| migration)
    }
}

/// The cross-table, and what every customer of the later date did.
pub(super) fn compare(
    before: &Snapshot,
    after: &Snapshot,
    value_order: &[String],
) -> Result<(Migration, Moves), RfmError> {
    let (origins, destinations) = (ranks(before, value_order)?, ranks(after, value_order)?);
    let pairs = Pairs::of(before, after);
    let none = value_order.len();
    let mut table = CrossTable {
        segments: none,
        cells: vec![Tally::default(); (none + 1) * (none + 1)],
        priced: before.monetary.is_some() && after.monetary.is_some(),
    };
    let mut moves = Moves {
        previous: Vec::with_capacity(pairs.earlier.len()),
        moves: Vec::with_capacity(pairs.earlier.len()),
    };
    for (customer, earlier) in pairs.earlier.iter().enumerate() {
        let origin = earlier.map(|place| origins[before.segment[place as usize] as usize]);
        let destination = destinations[after.segment[customer] as usize];
        let spent = [
            earlier.map_or(0, |place| before.spent(place as usize)),
            after.spent(customer),
        ];
        table.enter([origin.unwrap_or(none), destination], spent);
        moves
            .previous
            .push(origin.and_then(|rank| u32::try_from(rank).ok()));
        moves
            .moves
            .push(table.direction(origin.unwrap_or(none), destination));
    }
    for place in pairs.left.iter().map(|place| *place as usize) {
        let origin = origins[before.segment[place] as usize];
        table.enter([origin, none], [before.spent(place), 0]);
    }
    let periods = [before.period(), after.period()];
    Ok((table.migration(periods, value_order), moves))
}

/// The place of each of a snapshot's segments in the order of value.
fn ranks(snapshot: &Snapshot, value_order: &[String]) -> Result<Vec<usize>, RfmError> {
    let order = value_order.iter().map(String::as_str).zip(0..);
    let order: BTreeMap<&str, usize> = order.collect();
    let rank = |name: &String| order.get(name.as_str()).copied();
    let unknown = snapshot.names.iter().filter(|name| rank(name).is_none());
    let unknown: Vec<String> = unknown.cloned().collect();
    if !unknown.is_empty() {
        return Err(RfmError::OtherSegments { unknown });
    }
    Ok(snapshot.names.iter().filter_map(rank).collect())
}

impl Snapshot {
    fn spent(&self, customer: usize) -> i64 {
        self.monetary.as_ref().map_or(0, |spent| spent[customer])
    }

    fn period(&self) -> Period {
        let sum = |spent: &Vec<i64>| spent.iter().map(|spent| i128::from(*spent)).sum();
        Period {
            as_of: self.as_of,
            since: self.since,
            customers: self.customers() as u64,
            monetary: self.monetary.as_ref().map(sum).map(units),
            set_aside: self.set_aside,
        }
    }
}

impl Tally {
    fn plus(self, other: Self) -> Self {
        Self {
            customers: self.customers + other.customers,
            before: self.before + other.before,
            after: self.after + other.after,
        }
    }

    fn amounts(self) -> Amounts {
        Amounts {
            before: units(self.before),
            after: units(self.after),
            change: units(self.after - self.before),
        }
    }
}

impl CrossTable {
    fn enter(&mut self, [origin, destination]: [usize; 2], [before, after]: [i64; 2]) {
        let cell = &mut self.cells[origin * (self.segments + 1) + destination];
        *cell = cell.plus(Tally {
            customers: 1,
            before: before.into(),
            after: after.into(),
        });
    }

    fn cell(&self, origin: usize, destination: usize) -> Tally {
        self.cells[origin * (self.segments + 1) + destination]
    }

    /// The move from one place in the order of value to another.
    fn direction(&self, origin: usize, destination: usize) -> Move {
        match (origin == self.segments, destination == self.segments) {
            (true, _) => Move::New,
            (_, true) => Move::Left,
            _ if destination < origin => Move::Up,
            _ if destination > origin => Move::Down,
            _ => Move::Stable,
        }
    }

    /// Every origin and destination, each the segments in the order of value and then none.
    fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let all = self.segments + 1;
        (0..all).flat_map(move |origin| (0..all).map(move |destination| (origin, destination)))
    }

    fn sum(&self, which: impl Fn(usize, usize) -> bool) -> Tally {
        let places = self.places().filter(|(from, to)| which(*from, *to));
        places
            .map(|(from, to)| self.cell(from, to))
            .fold(Tally::default(), Tally::plus)
    }

    fn amounts(&self, tally: Tally) -> Option<Amounts> {
        self.priced.then(|| tally.amounts())
    }

    fn moved(&self, direction: Move, of: u64) -> Moved {
        let tally = self.sum(|from, to| self.direction(from, to) == direction);
        Moved {
            customers: tally.customers,
            share: (of > 0).then(|| tally.customers as f64 / of as f64),
            monetary: self.amounts(tally),
        }
    }

    fn side(&self, tally: Tally, segment: Option<&String>) -> Side {
        Side {
            segment: segment.cloned(),
            customers: tally.customers,
            monetary: self.amounts(tally),
        }
    }

    fn flows(&self, names: &[String]) -> Vec<Flow> {
        let row = |origin| self.sum(|from, _| from == origin).customers as f64;
        let rows: Vec<f64> = (0..=self.segments).map(row).collect();
        let places = self
            .places()
            .map(|(from, to)| (from, to, self.cell(from, to)));
        let flow = |(from, to, tally): (usize, usize, Tally)| Flow {
            from: names.get(from).cloned(),
            to: names.get(to).cloned(),
            direction: self.direction(from, to),
            customers: tally.customers,
            share: tally.customers as f64 / rows[from],
            monetary: self.amounts(tally),
        };
        places
            .filter(|(_, _, tally)| tally.customers > 0)
            .map(flow)
            .collect()
    }

    fn migration(&self, [before, after]: [Period; 2], names: &[String]) -> Migration {
        let flows = self.flows(names);
        let between = |flow: &&Flow| matches!(flow.direction, Move::Up | Move::Down);
        let mut largest: Vec<Flow> = flows.iter().filter(between).cloned().collect();
        largest.sort_by_key(|flow| std::cmp::Reverse(flow.customers));
        largest.truncate(LARGEST);
        let both = self.sum(|from, to| from != self.segments && to != self.segments);
        let in_both = both.customers;
        let stable = self.moved(Move::Stable, in_both);
        let side = |tally, place: usize| self.side(tally, names.get(place));
        let all = 0..=self.segments;
        Migration {
            in_both,
            stability_rate: stable.share,
            stable,
            upgraded: self.moved(Move::Up, in_both),
            downgraded: self.moved(Move::Down, in_both),
            new: self.moved(Move::New, after.customers),
            left: self.moved(Move::Left, before.customers),
            origins: all
                .clone()
                .map(|place| side(self.sum(|from, _| from == place), place))
                .collect(),
            destinations: all
                .map(|place| side(self.sum(|_, to| to == place), place))
                .collect(),
            value_order: names.to_vec(),
            before,
            after,
            flows,
            largest,
        }
    }
}

fn units(ten_thousandths: i128) -> f64 {
    ten_thousandths as f64 / SCALE
}

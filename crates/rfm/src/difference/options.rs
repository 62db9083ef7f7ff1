//! Which changes are worth trying, the more usual ones first.

use chrono::Datelike;

use super::{
    change::{
        Change, NotPositive, OrderUnit, Purchase, Reference, RefundRows, RepeatedRows, Ties, Window,
    },
    practice::{Practice, day_of},
    source::Facts,
};
use crate::{Basis, DayCount, Monetary, Scheme, Scoring, Statuses, ZeroOrders, columns::date_of};

/// Earlier calendar years that are tried.
const YEARS: i32 = 3;

/// The changes that differ from the conventions in force and can matter for what the input holds.
pub(super) fn options(base: &Practice, facts: &Facts, schemes: &[Scheme]) -> Vec<Change> {
    let mut options: Vec<Change> = schemes
        .iter()
        .skip(1)
        .cloned()
        .map(Change::Scheme)
        .collect();
    options.extend(scorings(base));
    if facts.orders {
        options.extend(rows(base, facts));
    }
    options.extend(splits(base));
    if facts.orders {
        options.extend(times(base, facts));
        let money = other(base.money, &[Monetary::Total, Monetary::PerOrder]);
        options.extend(money.map(Change::Money));
    }
    options.push(Change::NotPositive(NotPositive::Drop));
    options.extend(other(base.bins, &[5, 4, 3]).map(Change::Bins));
    options.extend(TIES.map(Change::BreakTies));
    if facts.orders {
        options.push(Change::Purchase(Purchase::First));
    }
    options
}

const TIES: [Ties; 3] = [Ties::All, Ties::Recency, Ties::FrequencyAndMonetary];

/// The values other than the one in force.
fn other<T: PartialEq + Copy>(in_force: T, values: &[T]) -> impl Iterator<Item = T> {
    values
        .iter()
        .copied()
        .filter(move |value| *value != in_force)
}

fn scorings(base: &Practice) -> impl Iterator<Item = Change> {
    // The scoring that a scheme brings along is idle, until another scheme brings another one.
    let given = base.scoring;
    let of_all = Scoring::COMPARED
        .into_iter()
        .filter(move |scoring| Some(*scoring) != given);
    let of_frequency = [Scoring::RankFirst, Scoring::Ntile, Scoring::QcutDrop];
    of_all
        .map(Change::Scoring)
        .chain(of_frequency.map(Change::FrequencyScoring))
}

fn rows(base: &Practice, facts: &Facts) -> Vec<Change> {
    let mut options = Vec::new();
    let given = [
        Reference::DayBeforeGiven,
        Reference::DayAfterGiven,
        Reference::DayAfter,
        Reference::LastDay,
    ];
    let ends = [
        Reference::MonthEnd,
        Reference::NextMonth,
        Reference::QuarterEnd,
        Reference::YearEnd,
        Reference::NextYear,
    ];
    let moments = [Reference::LastMomentNextDay, Reference::LastMoment];
    let near = if base.reference == Reference::Given {
        &given[..]
    } else {
        &given[3..]
    };
    options.extend(near.iter().copied().map(Change::Reference));
    if facts.refunds {
        let refunds = [RefundRows::Deduct, RefundRows::Exclude, RefundRows::Count];
        options.extend(other(base.refunds, &refunds).map(Change::Refunds));
    }
    if facts.clock {
        options.extend(moments.map(Change::Reference));
    }
    if facts.order_ids {
        options.push(Change::Orders(OrderUnit::Rows));
    }
    options.push(Change::Orders(OrderUnit::Days));
    if facts.zero_amounts {
        let orders = [ZeroOrders::Exclude, ZeroOrders::Count];
        options.extend(other(base.zero_orders, &orders).map(Change::ZeroOrders));
    }
    if facts.cancelled {
        let statuses = [Statuses::Respect, Statuses::Ignore];
        options.extend(other(base.statuses, &statuses).map(Change::Statuses));
    }
    if facts.repeated {
        options.push(Change::RepeatedRows(RepeatedRows::Drop));
    }
    options.extend(ends.map(Change::Reference));
    options
}

fn splits(base: &Practice) -> Vec<Change> {
    let bases = [Basis::RawMean, Basis::Median, Basis::ScoreMean];
    let bases = other(base.basis, &bases).map(Change::Basis);
    bases.chain(TIES.map(Change::SplitTies)).collect()
}

fn times(base: &Practice, facts: &Facts) -> Vec<Change> {
    let mut options = Vec::new();
    if facts.clock {
        let days = [DayCount::Calendar, DayCount::Elapsed];
        options.extend(other(base.day_count, &days).map(Change::DayCount));
    }
    let (first, last) = (date_of(day_of(facts.first)), date_of(day_of(facts.last)));
    if base.window != Window::All {
        options.push(Change::Window(Window::All));
    }
    let span = (last - first).num_days();
    let months = [(12, 360), (24, 725), (6, 175), (3, 85)];
    let shorter = months.into_iter().filter(|(_, days)| *days < span);
    options.extend(shorter.map(|(months, _)| Change::Window(Window::Months(months))));
    if first.year() < last.year() {
        options.push(Change::Window(Window::LastYear));
        let years = (first.year().max(last.year() - YEARS)..last.year()).rev();
        options.extend(years.map(|year| Change::Window(Window::Year(year))));
    }
    options
}

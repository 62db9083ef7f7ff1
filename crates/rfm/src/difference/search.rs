//! [`Search`]: which changes make our picture agree with a claim, the fewest first.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::{
    change::{Change, Reference},
    judge::{Agreement, Judge},
    needs::Needs,
    people::RowRule,
    plan::{Plan, Rules, latest},
    practice::Practice,
    source::Source,
};
use crate::{Rfm, Scheme, SegmentTable};

/// Changes up to which every combination is tried.
pub(super) const EXHAUSTIVE: usize = 3;
/// Changes up to which the best combinations are carried on, where many figures guide the way.
const FURTHEST: usize = 6;
/// Combinations that are carried on.
const CARRIED: usize = 12;
/// Customers and rows that are passed over in one round, beyond which the round is not begun.
const MOST_WORK: usize = 1_500_000_000;
/// What a row costs of a customer.
const CUSTOMERS_PER_ROW: usize = 4;

/// A combination and how far it agrees.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) plan: Plan,
    pub(super) agreement: Agreement,
}

/// What came of a search.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) base: Judged,
    /// The combinations with the fewest changes under which everything agrees.
    pub(super) matches: Vec<Judged>,
    /// Where there are none, those that come nearest, and nearer than the conventions in force.
    pub(super) nearest: Vec<Judged>,
    pub(super) combinations: u64,
    /// Changes up to which every combination was tried.
    pub(super) exhausted: usize,
    /// Whether a round was not begun because it would have taken too long.
    pub(super) cut_short: bool,
}

/// A claim, an input, and everything that is tried.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) rfm: &'a Rfm,
    pub(super) source: &'a Source,
    pub(super) judge: &'a Judge<'a>,
    pub(super) schemes: &'a [Scheme],
    pub(super) tables: &'a [SegmentTable],
    pub(super) options: Vec<Change>,
    pub(super) needs: Needs,
    pub(super) base: Practice,
    /// The first and the last moment of all rows.
    pub(super) span: (i64, i64),
    /// The last moment among the rows in use, by the rule for them.
    pub(super) latest: BTreeMap<RowRule, i64>,
    /// The segment of every cell, by scheme and classes; none for a scheme without cells.
    pub(super) lookups: BTreeMap<(usize, u8), Option<Vec<Option<usize>>>>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        rfm: &'a Rfm,
        (source, judge): (&'a Source, &'a Judge<'a>),
        (schemes, tables): (&'a [Scheme], &'a [SegmentTable]),
        options: Vec<Change>,
    ) -> Self {
        let mut lookups = BTreeMap::new();
        for (place, (scheme, table)) in schemes.iter().zip(tables).enumerate() {
            for bins in 2..=9 {
                if scheme.table(bins).is_ok() {
                    lookups.insert((place, bins), table.lookup(bins));
                }
            }
        }
        Self {
            rfm,
            source,
            judge,
            schemes,
            tables,
            options,
            needs: judge.needs(),
            base: Practice::of(rfm),
            span: {
                let facts = source.facts();
                (facts.first, facts.last)
            },
            latest: latest(source),
            lookups,
        }
    }

    /// Adds the analysis date that their days since the last purchase tell, unless another option comes to it.
    pub(super) fn add_told_date(&mut self) {
        let Some(base) = self.plan(&[]) else { return };
        let shift = self.look(&base, |picture| self.judge.days_later(picture));
        let as_of = base.dates.and_then(|dates| dates.as_of);
        let told = as_of
            .zip(shift.flatten())
            .and_then(|(as_of, days)| as_of.checked_add_signed(TimeDelta::try_days(days)?));
        let Some(told) = told else { return };
        let references: Vec<usize> = (0..self.options.len())
            .filter(|place| matches!(self.options[*place], Change::Reference(_)))
            .collect();
        let known = references.iter().any(|place| {
            let dates = self.plan(&[*place]).and_then(|plan| plan.dates);
            dates.and_then(|dates| dates.as_of) == Some(told)
        });
        if !known {
            let behind = references.last().map_or(0, |last| last + 1);
            let told = Change::Reference(Reference::On(told));
            self.options.insert(behind, told);
        }
    }

    /// Tries every combination of one, two and three changes, and stops where one explains everything; then
    /// carries the best ones on, if there are figures enough to guide the way.
    pub(super) fn run(&self, deepest: usize, guided: bool) -> Option<Outcome> {
        let base = self.plan(&[])?;
        let agreement = self.evaluate(std::slice::from_ref(&base))[0];
        let base = Judged {
            plan: base,
            agreement,
        };
        let mut outcome = Outcome {
            matches: Vec::new(),
            nearest: Vec::new(),
            combinations: 0,
            exhausted: 0,
            cut_short: false,
            base,
        };
        if agreement.is_full() {
            outcome.matches.push(outcome.base.clone());
            return Some(outcome);
        }
        let mut rules = BTreeMap::from([(Vec::new(), Some(outcome.base.plan.rules))]);
        for level in 1..=deepest {
            let combinations = self.combinations(level);
            let plans = self.plans(combinations, &mut rules);
            if self.work(&plans) > MOST_WORK {
                outcome.cut_short = true;
                break;
            }
            self.round(plans, &mut outcome);
            if !outcome.matches.is_empty() {
                return Some(outcome);
            }
            outcome.exhausted = level;
        }
        if guided {
            self.carry_on(&mut outcome, &mut rules);
        }
        Some(outcome)
    }

    /// Evaluates some plans: matches end the search, the others may be the nearest.
    fn round(&self, plans: Vec<Plan>, outcome: &mut Outcome) {
        outcome.combinations += plans.len() as u64;
        let agreements = self.evaluate(&plans);
        let judged = plans
            .into_iter()
            .zip(agreements)
            .map(|(plan, agreement)| Judged { plan, agreement });
        let (full, other): (Vec<Judged>, Vec<Judged>) =
            judged.partition(|judged| judged.agreement.is_full());
        outcome.matches.extend(full);
        outcome.nearest.extend(other);
        // Stable: of equally good ones the more usual stay before.
        outcome
            .nearest
            .sort_by(|a, b| a.cost().total_cmp(&b.cost()));
        let limit = outcome.base.cost();
        outcome.nearest.retain(|judged| judged.cost() < limit);
        outcome.nearest.truncate(CARRIED);
    }

    /// Adds changes to the best combinations, as long as that brings them nearer.
    fn carry_on(&self, outcome: &mut Outcome, rules: &mut BTreeMap<Vec<usize>, Option<Rules>>) {
        for level in outcome.exhausted + 1..=FURTHEST {
            let carried: Vec<Vec<usize>> = outcome
                .nearest
                .iter()
                .map(|judged| judged.plan.changes.clone())
                .filter(|changes| changes.len() + 1 == level)
                .collect();
            let mut combinations = BTreeSet::new();
            for changes in carried {
                for option in 0..self.options.len() {
                    let axis = |place: usize| std::mem::discriminant(&self.options[place]);
                    if changes.iter().all(|place| axis(*place) != axis(option)) {
                        let mut longer = changes.clone();
                        longer.push(option);
                        longer.sort_unstable();
                        combinations.insert(longer);
                    }
                }
            }
            let plans = self.plans(combinations.into_iter().collect(), rules);
            if plans.is_empty() || self.work(&plans) > MOST_WORK {
                return;
            }
            self.round(plans, outcome);
            if !outcome.matches.is_empty() {
                return;
            }
        }
    }

    /// Every combination of `level` changes of different conventions, the more usual ones first.
    fn combinations(&self, level: usize) -> Vec<Vec<usize>> {
        let mut combinations: Vec<Vec<usize>> = vec![Vec::new()];
        let axis = |place: usize| std::mem::discriminant(&self.options[place]);
        for _ in 0..level {
            let longer = combinations.iter().flat_map(|changes| {
                let from = changes.last().map_or(0, |last| last + 1);
                let fresh = (from..self.options.len())
                    .filter(|option| changes.iter().all(|place| axis(*place) != axis(*option)));
                fresh.map(|option| {
                    let mut longer = changes.clone();
                    longer.push(option);
                    longer
                })
            });
            combinations = longer.collect();
        }
        combinations
    }

    fn work(&self, plans: &[Plan]) -> usize {
        let passes: BTreeSet<Option<RowRule>> = plans.iter().map(|plan| plan.rules.rows).collect();
        let rows = passes.len().saturating_mul(self.source.rows());
        let customers = plans.len().saturating_mul(self.source.ids().len());
        customers.saturating_add(rows / CUSTOMERS_PER_ROW)
    }
}

impl Judged {
    /// How far it is away, by what differs and by how much; a change must bring it a hundredth nearer to be
    /// worth while.
    fn cost(&self) -> f64 {
        let Agreement {
            agreeing,
            of,
            distance,
        } = self.agreement;
        1.0 - agreeing as f64 / of.max(1) as f64 + distance + 0.01 * self.plan.changes.len() as f64
    }

    /// Whether it is worth telling beside the conventions in force: more figures agree, of a single one it is
    /// within a hundredth, of customers more cells agree.
    pub(super) fn is_telling(&self, base: &Self, customers: bool) -> bool {
        let (own, base) = (self.agreement, base.agreement);
        own.agreeing > base.agreeing
            || (customers && own.distance < base.distance)
            || (own.of == 1 && own.distance < 0.01)
    }

    /// Whether `other` comes as near with some of the changes.
    pub(super) fn is_outdone_by(&self, other: &Self) -> bool {
        let (own, others) = (&self.plan.changes, &other.plan.changes);
        others.len() < own.len()
            && others.iter().all(|change| own.contains(change))
            && other.agreement.agreeing >= self.agreement.agreeing
    }
}

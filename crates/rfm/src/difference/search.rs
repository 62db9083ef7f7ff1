//! [`Search`]: which changes make our picture agree with a claim, the fewest first.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use rayon::prelude::*;

use super::{
    change::{Change, Reference, RefundRows},
    judge::{Agreement, Judge, Needs},
    people::{Origin, People, RowRule, Values},
    picture::{Picture, PlaceRule, Placed, Segments, place, score},
    practice::{Dates, Practice, ScoreRule, ValueRule},
    source::Source,
};
use crate::{
    Basis, Rfm, Scheme, Scoring, SegmentTable, Statuses, ZeroOrders, reduce::DAY, scoring::Scores,
    segments::Rule,
};

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

/// A combination of changes and what it comes to.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Places in [`Search::options`], ascending.
    pub(super) changes: Vec<usize>,
    pub(super) dates: Option<Dates>,
    rules: Rules,
}

/// What a combination comes to on this input; where it does not matter for the claim it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rules {
    rows: Option<RowRule>,
    values: ValueRule,
    scores: Option<ScoreRule>,
    places: Option<PlaceRule>,
}

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
    pub(super) base: Practice,
    /// The first and the last moment of all rows.
    span: (i64, i64),
    /// The last moment among the rows in use, by the rule for them.
    latest: BTreeMap<RowRule, i64>,
    /// The segment of every cell, by scheme and classes; none for a scheme without cells.
    lookups: BTreeMap<(usize, u8), Option<Vec<Option<usize>>>>,
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

    /// The combinations that have a meaning and of which no change is idle.
    fn plans(
        &self,
        combinations: Vec<Vec<usize>>,
        rules: &mut BTreeMap<Vec<usize>, Option<Rules>>,
    ) -> Vec<Plan> {
        let mut plans = Vec::new();
        for changes in combinations {
            let Some(plan) = self.plan(&changes) else {
                continue;
            };
            let idle = (0..changes.len()).any(|place| {
                let mut fewer = changes.clone();
                fewer.remove(place);
                let without = rules
                    .entry(fewer)
                    .or_insert_with_key(|fewer| self.plan(fewer).map(|plan| plan.rules));
                *without == Some(plan.rules)
            });
            if !idle {
                plans.push(plan);
            }
        }
        plans
    }

    fn work(&self, plans: &[Plan]) -> usize {
        let passes: BTreeSet<Option<RowRule>> = plans.iter().map(|plan| plan.rules.rows).collect();
        let rows = passes.len().saturating_mul(self.source.rows());
        let customers = plans.len().saturating_mul(self.source.ids().len());
        customers.saturating_add(rows / CUSTOMERS_PER_ROW)
    }

    /// What a combination comes to; none where it has no meaning.
    fn plan(&self, changes: &[usize]) -> Option<Plan> {
        let mut practice = self.base.clone();
        for place in changes {
            practice.apply(&self.options[*place], self.schemes);
        }
        self.lookups.get(&(practice.scheme, practice.bins))?;
        let needs = self.judge.needs();
        let dates = match self.source {
            Source::Orders(_) => {
                let mut rule = practice.any_rows();
                rule.zero_orders = false;
                Some(practice.dates(*self.latest.get(&rule)?)?)
            }
            Source::Counted { .. } => None,
        };
        let origin = dates.map(|dates| self.origin(&practice, needs, dates.origin));
        let mut values = practice.values(origin.unwrap_or(Origin::Nowhere));
        values.per_order &= needs.monetary;
        Some(Plan {
            changes: changes.to_vec(),
            dates,
            rules: Rules {
                rows: dates.map(|dates| self.rows(&practice, &dates)),
                values,
                ..self.finish(&practice, needs, values)
            },
        })
    }

    /// The rule for rows; limits that no row passes are none.
    fn rows(&self, practice: &Practice, dates: &Dates) -> RowRule {
        let mut rule = practice.rows(dates);
        if rule.since <= self.span.0 {
            rule.since = i64::MIN;
        }
        if rule.until > self.span.1 {
            rule.until = i64::MAX;
        }
        rule
    }

    /// What recency is counted back from. Where only the order of the customers matters, another day is as good
    /// as the one in force, for it moves everybody alike.
    fn origin(&self, practice: &Practice, needs: Needs, origin: Origin) -> Origin {
        if !needs.recency {
            return Origin::Nowhere;
        }
        let by_days = self.rfm.scoring() == Scoring::Fixed || self.rfm.basis == Basis::Fixed;
        if needs.days || by_days {
            return origin;
        }
        let mut usual = practice.clone();
        usual.reference = self.base.reference;
        let mut latest = usual.any_rows();
        latest.zero_orders = false;
        let latest = self.latest.get(&latest);
        let usual = latest
            .and_then(|latest| usual.dates(*latest))
            .map(|dates| dates.origin);
        match (origin, usual) {
            (Origin::Day(_), Some(Origin::Day(usual))) => Origin::Day(usual),
            (Origin::Moment(a), Some(Origin::Moment(b))) if (a - b) % DAY == 0 => Origin::Moment(b),
            _ => origin,
        }
    }

    /// The rules for scores and segments.
    fn finish(&self, practice: &Practice, needs: Needs, values: ValueRule) -> Rules {
        let table = &self.tables[practice.scheme];
        let split = matches!(table.rule, Rule::Split(_));
        let by_scores = needs.segments && (!split || practice.basis == Basis::ScoreMean);
        let usual = self.schemes[practice.scheme].scoring();
        let places = needs.segments.then_some(PlaceRule {
            scheme: practice.scheme,
            basis: if split {
                practice.basis
            } else {
                Basis::default()
            },
            ties: if split {
                practice.split_ties
            } else {
                super::change::Ties::AsUsual
            },
        });
        Rules {
            rows: None,
            values,
            scores: (needs.scores || by_scores).then(|| practice.scores(usual)),
            places,
        }
    }

    /// How far each plan agrees. Plans that share a reduction, values or scores share the work for them.
    fn evaluate(&self, plans: &[Plan]) -> Vec<Agreement> {
        let mut order: Vec<usize> = (0..plans.len()).collect();
        order.sort_by_key(|plan| plans[*plan].rules);
        let groups: Vec<&[usize]> = order
            .chunk_by(|a, b| plans[*a].rules.rows == plans[*b].rules.rows)
            .collect();
        let judged: Vec<(usize, Agreement)> = groups
            .into_par_iter()
            .flat_map(|group| {
                let people = self.people(plans[group[0]].rules.rows);
                self.judge_people(plans, group, people.as_ref())
            })
            .collect();
        let mut agreements = vec![NONE; plans.len()];
        for (plan, agreement) in judged {
            agreements[plan] = agreement;
        }
        agreements
    }

    fn judge_people(
        &self,
        plans: &[Plan],
        group: &[usize],
        people: Option<&People>,
    ) -> Vec<(usize, Agreement)> {
        let rules = |plan: &usize| plans[*plan].rules;
        let groups: Vec<&[usize]> = group
            .chunk_by(|a, b| rules(a).values == rules(b).values)
            .collect();
        groups
            .into_par_iter()
            .flat_map(|group| {
                let values = self.values(people, &rules(&group[0]).values);
                let groups: Vec<&[usize]> = group
                    .chunk_by(|a, b| rules(a).scores == rules(b).scores)
                    .collect();
                let judged = groups
                    .into_par_iter()
                    .flat_map_iter(|group| self.judge_values(plans, group, &values));
                judged.collect::<Vec<_>>()
            })
            .collect()
    }

    fn judge_values(
        &self,
        plans: &[Plan],
        group: &[usize],
        values: &Values,
    ) -> Vec<(usize, Agreement)> {
        let scores = self.scores(values, plans[group[0]].rules.scores);
        let judge = |plan: &usize| {
            let rules = &plans[*plan].rules;
            let agreement = self
                .placed(rules, values, scores.as_ref())
                .map_or(NONE, |placed| {
                    let picture = picture(rules, values, (scores.as_ref(), placed.as_ref()));
                    self.judge.agreement(&picture)
                });
            (*plan, agreement)
        };
        group.iter().map(judge).collect()
    }

    /// Makes the picture of one plan, and lets `look` look at it.
    pub(super) fn look<R>(&self, plan: &Plan, look: impl FnOnce(&Picture<'_>) -> R) -> Option<R> {
        let rules = &plan.rules;
        let people = self.people(rules.rows);
        let values = self.values(people.as_ref(), &rules.values);
        let scores = self.scores(&values, rules.scores);
        let placed = self.placed(rules, &values, scores.as_ref())?;
        let picture = picture(rules, &values, (scores.as_ref(), placed.as_ref()));
        Some(look(&picture))
    }

    fn people(&self, rule: Option<RowRule>) -> Option<People> {
        match (self.source, rule) {
            (Source::Orders(recall), Some(rule)) => Some(People::of(recall, &rule)),
            _ => None,
        }
    }

    fn values(&self, people: Option<&People>, rule: &ValueRule) -> Values {
        match (self.source, people) {
            (Source::Counted { values, .. }, _) => {
                Values::counted(values.each_ref().map(Vec::as_slice), rule)
            }
            (Source::Orders(_), Some(people)) => people.values(rule),
            (Source::Orders(_), None) => People::default().values(rule),
        }
    }

    fn scores(&self, values: &Values, rule: Option<ScoreRule>) -> Option<[Scores; 3]> {
        let rule = rule.filter(|_| !values.who.is_empty())?;
        score(self.rfm, values, rule)
    }

    /// The segments, where they are wanted; the outer none where there is nobody, or scores are wanting.
    fn placed(
        &self,
        rules: &Rules,
        values: &Values,
        scores: Option<&[Scores; 3]>,
    ) -> Option<Option<Placed>> {
        if values.who.is_empty() || rules.scores.is_some() != scores.is_some() {
            return None;
        }
        let Some(rule) = rules.places else {
            return Some(None);
        };
        let bins = rules.scores.map_or(self.base.bins, |rule| rule.bins);
        let segments = Segments {
            table: &self.tables[rule.scheme],
            lookup: self.lookups.get(&(rule.scheme, bins))?.as_deref(),
            bins,
        };
        place(segments, rule, values, scores, &self.rfm.thresholds).map(Some)
    }
}

/// Nothing agrees.
const NONE: Agreement = Agreement {
    agreeing: 0,
    of: 1,
    distance: 1.0,
};

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

fn picture<'a>(
    rules: &Rules,
    values: &'a Values,
    (scores, placed): (Option<&'a [Scores; 3]>, Option<&'a Placed>),
) -> Picture<'a> {
    Picture {
        values,
        scores,
        placed,
        scheme: rules.places.map_or(0, |rule| rule.scheme),
    }
}

/// The last moment among the rows in use, under every rule that such rows may be chosen by.
fn latest(source: &Source) -> BTreeMap<RowRule, i64> {
    let Source::Orders(recall) = source else {
        return BTreeMap::new();
    };
    let mut practice = Practice::of(&Rfm::default());
    practice.zero_orders = ZeroOrders::Exclude;
    let mut latest = BTreeMap::new();
    for refunds in [RefundRows::Deduct, RefundRows::Exclude, RefundRows::Count] {
        for statuses in [Statuses::Respect, Statuses::Ignore] {
            for repeated in Source::REPEATED {
                practice.refunds = refunds;
                practice.statuses = statuses;
                practice.repeated = repeated;
                let rule = practice.any_rows();
                latest.extend(rule.latest(recall).map(|latest| (rule, latest)));
            }
        }
    }
    latest
}

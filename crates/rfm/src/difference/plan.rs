//! [`Plan`]: a combination of changes, and the rules that it comes to on an input.

use std::collections::BTreeMap;

use super::{
    change::{RefundRows, Ties},
    people::{Origin, RowRule},
    picture::PlaceRule,
    practice::{Dates, Practice, ScoreRule, ValueRule},
    search::Search,
    source::Source,
};
use crate::{Basis, Rfm, Scoring, Statuses, ZeroOrders, reduce::DAY, segments::Rule};

/// A combination of changes and what it comes to.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Places in [`Search::options`], ascending.
    pub(super) changes: Vec<usize>,
    pub(super) dates: Option<Dates>,
    pub(super) rules: Rules,
}

/// What a combination comes to on this input; where it does not matter for the claim it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rules {
    pub(super) rows: Option<RowRule>,
    pub(super) values: ValueRule,
    pub(super) scores: Option<ScoreRule>,
    pub(super) places: Option<PlaceRule>,
}

impl Search<'_> {
    /// The combinations that have a meaning and of which no change is idle.
    pub(super) fn plans(
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

    /// What a combination comes to; none where it has no meaning.
    pub(super) fn plan(&self, changes: &[usize]) -> Option<Plan> {
        let mut practice = self.base.clone();
        for place in changes {
            practice.apply(&self.options[*place], self.schemes);
        }
        self.lookups.get(&(practice.scheme, practice.bins))?;
        let dates = match self.source {
            Source::Orders(_) => {
                let mut rule = practice.any_rows();
                rule.zero_orders = false;
                Some(practice.dates(*self.latest.get(&rule)?)?)
            }
            Source::Counted { .. } => None,
        };
        let origin = dates.map(|dates| self.origin(&practice, dates.origin));
        let mut values = practice.values(origin.unwrap_or(Origin::Nowhere));
        values.per_order &= self.needs.monetary;
        Some(Plan {
            changes: changes.to_vec(),
            dates,
            rules: Rules {
                rows: dates.map(|dates| self.rows(&practice, &dates)),
                values,
                ..self.finish(&practice, values)
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
    fn origin(&self, practice: &Practice, origin: Origin) -> Origin {
        if !self.needs.recency {
            return Origin::Nowhere;
        }
        let by_days = self.rfm.scoring() == Scoring::Fixed || self.rfm.basis == Basis::Fixed;
        if self.needs.days || by_days {
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
    fn finish(&self, practice: &Practice, values: ValueRule) -> Rules {
        let table = &self.tables[practice.scheme];
        let split = matches!(table.rule, Rule::Split(_));
        let by_scores = self.needs.segments && (!split || practice.basis == Basis::ScoreMean);
        let usual = self.schemes[practice.scheme].scoring();
        let places = self.needs.segments.then_some(PlaceRule {
            scheme: practice.scheme,
            basis: if split {
                practice.basis
            } else {
                Basis::default()
            },
            ties: if split {
                practice.split_ties
            } else {
                Ties::AsUsual
            },
        });
        Rules {
            rows: None,
            values,
            scores: (self.needs.scores || by_scores).then(|| practice.scores(usual)),
            places,
        }
    }
}

/// The last moment among the rows in use, under every rule that such rows may be chosen by.
pub(super) fn latest(source: &Source) -> BTreeMap<RowRule, i64> {
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

//! How far plans agree: the pictures that they make, each shared part made once.

use rayon::prelude::*;

use super::{
    judge::Agreement,
    people::{People, RowRule, Values},
    picture::{Picture, Placed, Segments, place, score},
    plan::{Plan, Rules},
    practice::{ScoreRule, ValueRule},
    search::Search,
    source::Source,
};
use crate::scoring::Scores;

/// Nothing agrees.
const NONE: Agreement = Agreement {
    agreeing: 0,
    of: 1,
    distance: 1.0,
};

/// A picture that could be made; its segments where they are wanted.
struct Finished(Option<Placed>);

impl Search<'_> {
    /// How far each plan agrees. Plans that share a reduction, values or scores share the work for them.
    pub(super) fn evaluate(&self, plans: &[Plan]) -> Vec<Agreement> {
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
            let agreement =
                self.placed(rules, values, scores.as_ref())
                    .map_or(NONE, |Finished(placed)| {
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
        let Finished(placed) = self.placed(rules, &values, scores.as_ref())?;
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

    /// The segments, where they are wanted; none where there is nobody, or scores are wanting.
    fn placed(
        &self,
        rules: &Rules,
        values: &Values,
        scores: Option<&[Scores; 3]>,
    ) -> Option<Finished> {
        if values.who.is_empty() || rules.scores.is_some() != scores.is_some() {
            return None;
        }
        let Some(rule) = rules.places else {
            return Some(Finished(None));
        };
        let bins = rules.scores.map_or(self.base.bins, |rule| rule.bins);
        let segments = Segments {
            table: &self.tables[rule.scheme],
            lookup: self.lookups.get(&(rule.scheme, bins))?.as_deref(),
            bins,
        };
        place(segments, rule, values, scores, &self.rfm.thresholds)
            .map(|placed| Finished(Some(placed)))
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

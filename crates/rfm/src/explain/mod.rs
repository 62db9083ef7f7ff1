//! Explanation: why one customer stands where they stand.
//!
//! Everything is worked out again from the frame of customers, so that the explanation and the frame
//! cannot tell different stories.

mod explanation;
mod find;
mod silence;

use polars::prelude::*;

use crate::{
    Column as Name, Rfm, RfmError, Scoring, SegmentTable, Segmentation,
    customers::Measured,
    measure::{Measure, SCALE},
    promotion::Climb,
    scoring::Best,
    segmentation::Scored,
    segments::{CellRule, Rule, Span},
    splits::{Placement, place},
    value_order::ValueOrder,
};
pub use explanation::{
    Cause, Distances, Explanation, Prospect, ScoredBy, Silence, Standing, Turn, UpwardStep,
};

/// One customer among all.
struct Case<'a> {
    result: &'a Segmentation,
    rfm: &'a Rfm,
    table: SegmentTable,
    scored: Scored,
    placement: Placement,
    row: usize,
}

impl Segmentation {
    /// Explains one customer: values, places among all, scores under every convention, the segment and
    /// the rule that gave it, silence, and what would move the customer up.
    ///
    /// `id` is matched as it is written, without blanks around it.
    ///
    /// # Errors
    /// A customer who is not among those scored, with the ids that are written alike.
    pub fn explain(&self, id: &str) -> Result<Explanation, RfmError> {
        let row = self.row_of(id)?;
        let rfm = &self.summary.parameters;
        let numbers = |name: Name| -> PolarsResult<Vec<f64>> {
            let column = self.customers.column(name.name())?;
            let column = column.cast(&DataType::Float64)?;
            Ok(column.f64()?.iter().flatten().collect())
        };
        let measured = Measured {
            ids: Series::new_empty("".into(), &DataType::Null),
            recency: numbers(Name::RecencyDays)?,
            frequency: numbers(Name::Frequency)?,
            monetary: numbers(Name::Monetary)?,
            purchases: None,
        };
        let scored = rfm.score(&measured)?;
        let table = rfm.scheme.table(rfm.bins)?;
        let placement = place(rfm, &table, &scored);
        let case = Case {
            result: self,
            rfm,
            table,
            scored,
            placement,
            row,
        };
        case.explain(id.trim())
    }
}

impl Case<'_> {
    fn explain(&self, id: &str) -> Result<Explanation, RfmError> {
        let order = ValueOrder::of(self.rfm, &self.placement.segments)?;
        let sides = (&self.scored, &self.placement);
        let climb = Climb::new(self.rfm, &self.table, sides, &order);
        let [recency, frequency, monetary] = [0, 1, 2].map(|d| self.standing(&climb, d));
        let scores = self.scored.of(self.row);
        Ok(Explanation {
            customer: id.to_owned(),
            as_of: self.result.summary.as_of,
            recency,
            frequency,
            monetary,
            scoring: self.rfm.scoring(),
            scores: self.conventions()?,
            score_sum: scores.iter().sum(),
            weighted_score: self.result.summary.weights.weights.apply(scores),
            basis: self.rfm.basis,
            eight_type: format!("{:03b}", self.placement.eight[self.row]),
            segment: self.placement.segments[self.placement.segment[self.row]].clone(),
            cause: self.cause(),
            silence: silence::of(self.result, self.row)?,
            previous_segment: self.text(Name::PreviousSegment),
            movement: self.text(Name::Move),
            cluster: self.cluster(),
            prospect: self.prospect(),
            distances: self.distances(&climb),
            steps: self.steps(&climb),
        })
    }

    fn cluster(&self) -> Option<u32> {
        let clusters = self.result.customers.column(Name::Cluster.name());
        clusters.ok()?.u32().ok()?.get(self.row)
    }

    fn prospect(&self) -> Option<Prospect> {
        let number = |name: Name| {
            let column = self.result.customers.column(name.name());
            column.ok()?.f64().ok()?.get(self.row)
        };
        Some(Prospect {
            p_alive: number(Name::PAlive)?,
            purchases: number(Name::ExpectedPurchases)?,
            value: number(Name::LifetimeValue),
        })
    }

    fn standing(&self, climb: &Climb<'_>, dimension: usize) -> Standing {
        let measure = &self.scored.measures[dimension];
        let scores = &self.scored.scores[dimension];
        let best = [Best::Low, Best::High, Best::High][dimension];
        let value = measure.values[self.row];
        let (below, up_to) = (measure.below(value), measure.below_or_at(value));
        let (better, worse) = match best {
            Best::Low => (below, measure.len() - up_to),
            Best::High => (measure.len() - up_to, below),
        };
        let level = climb.class_level(dimension, self.row);
        Standing {
            value,
            rank: better as u64 + 1,
            tied: (up_to - below) as u64,
            percentile: worse as f64 / measure.len() as f64,
            score: scores.scores[self.row],
            breaks: scores.breaks.clone(),
            above: level.and_then(|level| scores.breaks.get(level.checked_sub(1)?).copied()),
            up_to: level.and_then(|level| scores.breaks.get(level).copied()),
            split: self.placement.splits[dimension],
            high: self.placement.eight[self.row] & (4 >> dimension) != 0,
        }
    }

    /// The scores under every convention, the one in force first; one that refuses the data is left out.
    fn conventions(&self) -> Result<Vec<ScoredBy>, RfmError> {
        let in_force = self.rfm.scoring();
        let others = Scoring::COMPARED.into_iter().filter(|of| *of != in_force);
        std::iter::once(in_force)
            .chain(others)
            .map(|scoring| {
                let [r, f, m] = self.scores_by(scoring)?;
                Ok(ScoredBy {
                    scoring,
                    in_force: scoring == in_force,
                    r,
                    f,
                    m,
                })
            })
            .collect()
    }

    fn scores_by(&self, scoring: Scoring) -> Result<[u8; 3], RfmError> {
        let measures: &[Measure; 3] = &self.scored.measures;
        let [r, f, m] = self.rfm.scorers(measures);
        let score = |scorer: crate::scoring::Scorer<'_>| {
            let scores = scorer.score(scoring)?;
            Ok::<u8, RfmError>(scores.scores[self.row])
        };
        Ok([score(r)?, score(f)?, score(m)?])
    }

    /// The rule that gave the segment.
    fn cause(&self) -> Cause {
        let scores = self.scored.of(self.row);
        let Rule::Cells(rules) = &self.table.rule else {
            let code = format!("{:03b}", self.placement.eight[self.row]);
            return Cause::HighLow { code };
        };
        let cell = scores.map(|score| score.to_string()).concat();
        let [_, f, m] = scores;
        let fm = (f + m).div_ceil(2);
        let pair = |span: Span| (span != Span::ANY).then_some([span.0, span.1]);
        match rules.iter().find(|rule| rule.covers(scores)) {
            Some(CellRule {
                r, f, m, fm: both, ..
            }) => Cause::Scores {
                cell,
                rounded_mean: fm,
                r: pair(*r),
                f: pair(*f),
                m: pair(*m),
                fm: pair(*both),
            },
            None => Cause::NoRule { cell },
        }
    }

    fn distances(&self, climb: &Climb<'_>) -> Distances {
        let orders = |size: i64| u64::try_from(size / 10_000).unwrap_or_default();
        let money = |size: i64| size as f64 / SCALE;
        let score = |score: usize| u8::try_from(score).unwrap_or(u8::MAX);
        let [today, next_f, next_m] = climb.next_scores(self.row);
        let until = || {
            let days = u64::try_from(climb.days_in_class(self.row)?).ok()?;
            let as_of = self.result.summary.as_of?;
            as_of.checked_add_days(chrono::Days::new(days))
        };
        Distances {
            r_until: until(),
            r_score_today: today.map(score),
            next_f_orders: climb.next_orders(self.row).map(orders),
            next_f_score: next_f.map(score),
            next_m_amount: climb.next_amount(self.row).map(money),
            next_m_score: next_m.map(score),
            high_f_orders: climb.orders_to_high(self.row).map(orders),
            high_m_amount: climb.amount_to_high(self.row).map(money),
        }
    }

    /// The smallest step of each kind that lifts, the cheapest first.
    fn steps(&self, climb: &Climb<'_>) -> Vec<UpwardStep> {
        let mut ways = climb.ways_up(self.row);
        let mut steps = Vec::new();
        while let Some(cheapest) = climb.cheapest(ways) {
            steps.push(UpwardStep {
                step: cheapest.step,
                size: cheapest.size as f64 / SCALE,
                to: self.placement.segments[cheapest.to as usize].key.clone(),
            });
            ways[cheapest.step as usize] = None;
        }
        steps
    }

    /// The text that a column has for the customer, if it is there.
    fn text(&self, name: Name) -> Option<String> {
        let column = self.result.customers.column(name.name()).ok()?;
        let text = column.get(self.row).ok()?;
        text.get_str().map(str::to_owned)
    }
}

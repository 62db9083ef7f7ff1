//! Why somebody else got something else: the conventions under which their figures are ours.
//!
//! Start at [`Rfm::why_different`]. The input is read once and kept in memory; then it is segmented again and
//! again, under every single convention on which the field disagrees, then under pairs of them, then under
//! triples, until one explains everything that is claimed. Combinations that share the rows, the values or the
//! scores share the work for them, and one in which a change is idle is left out. Where a claim has many figures
//! the best triples are carried on to six changes.

mod change;
mod claim;
mod claimed_customers;
mod claimed_table;
mod compare;
mod error;
mod evaluate;
mod figure;
mod joined;
mod judge;
mod needs;
mod options;
mod people;
mod picture;
mod plan;
mod practice;
mod result;
mod search;
mod segment_name;
mod source;
mod stated;

use fourr_table::Table;

pub use change::{
    Change, NotPositive, OrderUnit, Purchase, Reference, RefundRows, RepeatedRows, Ties, Window,
};
pub use claim::{Claim, StatedFigure};
pub use claimed_customers::{ClaimedCustomers, CustomerColumn};
pub use error::{ClaimError, FIGURES};
pub use figure::{Figure, Letter, Quantity};
pub use result::{
    ComparedColumn, ComparedCustomers, ComparedFigure, Difference, DifferingCustomer, Explanation,
    Reason, Step, Tried,
};
pub use stated::Stated;

use crate::{Rfm, RfmError, Scheme, SegmentTable};
use judge::Judge;
use search::{EXHAUSTIVE, Judged, Outcome, Search};
use source::Source;

/// Explanations that are listed.
const LISTED: usize = 8;
/// Near misses that are listed.
const NEAREST: usize = 3;
/// Figures from which on they guide the search beyond [`EXHAUSTIVE`] changes.
const GUIDING: usize = 3;

impl Rfm {
    /// Finds the conventions under which what somebody else got from the same input is ours.
    ///
    /// These parameters are the conventions in force; the search changes tables of segments, scoring and its
    /// classes, the analysis date and how days are counted, refunds, gifts, statuses, rows that stand twice,
    /// what an order is, the window, the monetary value, what splits high from low, and on which side of a
    /// limit a value on it falls. A bare number is compared with the headline figures and the segments, under
    /// at most two changes.
    ///
    /// A number matches when ours rounds to it; a table of customers when every cell of every customer does.
    /// The result depends neither on the order of the rows nor on the number of threads. The rows are held in
    /// memory, 32 bytes each; rounds of combinations that would pass over more than 1.5 billion customers are not
    /// begun, and the result says so.
    ///
    /// # Errors
    /// Those of [`Rfm::segment`]: parameters or an input that cannot be segmented at all.
    pub fn why_different(&self, input: &Table, claim: &Claim) -> Result<Difference, RfmError> {
        self.check()?;
        let source = Source::of(self, input)?;
        let (schemes, tables): (Vec<Scheme>, Vec<SegmentTable>) =
            claim::tables(self).into_iter().unzip();
        let judge = Judge::of(claim, source.ids(), &tables);
        let base = practice::Practice::of(self);
        let mut options = options::options(&base, &source.facts(), &schemes);
        if !judge.needs().segments {
            // A scheme brings its scoring along, which is tried by itself.
            options.retain(|option| !matches!(option, Change::Scheme(_)));
        }
        let mut search = Search::new(self, (&source, &judge), (&schemes, &tables), options);
        search.add_told_date();
        let (deepest, guided) = match claim {
            Claim::Number(_) => (EXHAUSTIVE - 1, false),
            Claim::Figures(figures) => (EXHAUSTIVE, figures.len() >= GUIDING),
            Claim::Customers(_) => (EXHAUSTIVE, true),
        };
        match search.run(deepest, guided) {
            Some(outcome) => Ok(search.difference(&outcome)),
            // Nobody can be scored: the run itself says why.
            None => Err(self.segment(input).map_or_else(
                |error| error,
                |_| RfmError::NoCustomers {
                    rows: 0,
                    reasons: Vec::new(),
                },
            )),
        }
    }
}

impl Search<'_> {
    fn difference(&self, outcome: &Outcome) -> Difference {
        let Outcome {
            base,
            matches,
            nearest,
            ..
        } = outcome;
        let found = matches.len();
        let mut misses: Vec<&Judged> = Vec::new();
        for judged in nearest.iter().filter(|_| found == 0) {
            let telling = judged.is_telling(base, matches!(self.judge, Judge::Customers(_)));
            if telling && misses.iter().all(|nearer| !judged.is_outdone_by(nearer)) {
                misses.push(judged);
            }
        }
        let best = matches.first().or(misses.first().copied()).unwrap_or(base);
        let customers = match self.judge {
            Judge::Customers(customers) => customers.compare(self, &base.plan, &best.plan),
            _ => None,
        };
        Difference {
            figures: self.compared(base),
            customers,
            explanations: matches
                .iter()
                .take(LISTED)
                .map(|judged| self.explanation(judged))
                .collect(),
            more: found.saturating_sub(LISTED) as u64,
            nearest: misses
                .into_iter()
                .take(NEAREST)
                .map(|judged| self.explanation(judged))
                .collect(),
            tried: Tried {
                changes: self.options.len() as u64,
                combinations: outcome.combinations,
                exhausted: outcome.exhausted as u64,
                cut_short: outcome.cut_short,
            },
        }
    }

    fn explanation(&self, judged: &Judged) -> Explanation {
        let dates = judged.plan.dates.as_ref();
        let step = |place: &usize| {
            let change = self.options[*place].clone();
            let flag = change.flag(dates);
            Step { change, flag }
        };
        Explanation {
            changes: judged.plan.changes.iter().map(step).collect(),
            as_of: dates.and_then(|dates| dates.as_of),
            figures: self.compared(judged),
            agreeing: judged.agreement.agreeing,
            of: judged.agreement.of,
            distance: judged.agreement.distance,
        }
    }

    fn compared(&self, judged: &Judged) -> Vec<ComparedFigure> {
        let figures = self.look(&judged.plan, |picture| self.judge.figures(picture));
        let compared = |(claimed, ours): (StatedFigure, Option<f64>)| ComparedFigure {
            agrees: ours.is_some_and(|ours| claimed.stated.matches(ours)),
            figure: claimed.figure,
            theirs: claimed.stated,
            ours,
        };
        figures.into_iter().flatten().map(compared).collect()
    }
}

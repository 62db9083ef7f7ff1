//! The verb: [`Rfm::segment`], and its result.

use chrono::NaiveDate;
use fourr_table::{By, Role, Roles, Table, Wanted};
use polars::prelude::DataFrame;

use crate::{
    Attempt, ClusterRefusal, Clusters, InputKind, LifetimeRefusal, Rfm, RfmError, Summary,
    WeightsInForce, clusters,
    columns::{date_of, day_number},
    customers::{Follow, Measured},
    cycle::{Rhythm, rhythm},
    ledger::{CustomerLedger, RowLedger},
    lifetime::{self, Prospects},
    measure::Measure,
    migration, people,
    promotion::{Ascents, Climb},
    reduce::{self, DAY, OrderColumns, Reduced, RowRules},
    scoring::{Best, Scorer, Scores},
    splits::{Placement, place},
    summarize,
    value_order::ValueOrder,
};

/// The result of an RFM segmentation.
#[derive(Debug, Clone)]
pub struct Segmentation {
    /// Every figure.
    pub summary: Summary,
    /// One row per customer, sorted by id: the columns of [`Column`](crate::Column). A table of customers
    /// as input has none of the dates.
    pub customers: DataFrame,
}

/// What the input gave, whichever kind it was.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) measured: Measured,
    pub(crate) as_of: Option<NaiveDate>,
    pub(crate) rows: RowLedger,
    pub(crate) people: CustomerLedger,
    pub(crate) statuses: Vec<crate::StatusUse>,
    pub(crate) faults: Vec<fourr_table::coerce::Faults>,
    pub(crate) rows_are_orders: bool,
}

/// The three dimensions, measured and scored.
#[derive(Debug)]
pub(crate) struct Scored {
    pub(crate) measures: [Measure; 3],
    pub(crate) scores: [Scores; 3],
}

/// Everything known when the summary is written.
#[derive(Debug)]
pub(crate) struct Outcome<'a> {
    pub(crate) rfm: &'a Rfm,
    pub(crate) roles: &'a Roles,
    pub(crate) reading: &'a Reading,
    pub(crate) scored: &'a Scored,
    pub(crate) placement: &'a Placement,
    pub(crate) rhythm: Option<&'a Rhythm>,
    pub(crate) climb: &'a Climb<'a>,
    pub(crate) ascents: &'a Ascents,
    pub(crate) weights: &'a WeightsInForce,
    pub(crate) clusters: Option<&'a Attempt<Clusters, ClusterRefusal>>,
    pub(crate) prospects: Option<&'a Attempt<Prospects, LifetimeRefusal>>,
}

/// Names of the dimensions in messages.
pub(crate) const DIMENSIONS: [&str; 3] = ["recency", "frequency", "monetary"];

impl Rfm {
    /// Segments customers by recency, frequency and monetary value.
    ///
    /// `input` has one row per order or order line (customer, time, amount or quantity and unit price,
    /// and where there are such columns order id and status), or one row per customer (recency in days
    /// or the date of the last purchase, frequency, monetary value). Columns are found by role unless the
    /// parameters name them.
    ///
    /// R is days since the last purchase, F distinct orders with a positive amount, M paid amounts less
    /// refunds, each over the window; a row without customer, date or amount is set aside and counted. A
    /// customer without a purchase in the window has no scores. Equal values get equal scores under every
    /// scoring but `ntile` and `rank-first`, which split ties by customer id. The result does not depend
    /// on the order of the rows nor on the number of threads.
    ///
    /// With an earlier date in `migration_from` the input is read once more as of that date, under the same
    /// parameters and with a window of the same length. Splits and breaks are those of each date's own
    /// customers.
    ///
    /// # Errors
    /// A meaningless parameter, a column that is missing or ambiguous, an unreadable input, or no
    /// customer left to score, at either date.
    ///
    /// # References
    /// Hughes (1994), Strategic Database Marketing; Bult & Wansbeek (1995), Optimal selection for direct
    /// mail, Marketing Science 14(4).
    pub fn segment(&self, input: &Table) -> Result<Segmentation, RfmError> {
        let result = self.segment_once(input)?;
        match self.migration_from {
            Some(date) => migration::migrate(self, input, result, date),
            None => Ok(result),
        }
    }

    fn segment_once(&self, input: &Table) -> Result<Segmentation, RfmError> {
        self.check()?;
        let (reading, roles) = self.read(input)?;
        if reading.measured.recency.is_empty() {
            return Err(nobody(&reading.rows, &reading.people));
        }
        let scored = self.score(&reading.measured)?;
        let table = self.scheme.table(self.bins)?;
        let placement = place(self, &table, &scored);
        let limits = self.limits();
        let rhythm = reading
            .measured
            .purchases
            .as_ref()
            .map(|bought| rhythm(&reading.measured, bought, self.dormancy, limits));
        let order = ValueOrder::of(self, &placement.segments)?;
        let climb = Climb::new(self, &table, (&scored, &placement), &order);
        let ascents = Ascents::of(&scored, &placement, &climb);
        let weights = self.weights.resolve(&scored.measures)?;
        let clusters = self.clusters.map(|count| clusters::find(count, &scored));
        let prospects = self.look_ahead(&reading, &placement);
        let outcome = Outcome {
            rfm: self,
            roles: &roles,
            reading: &reading,
            scored: &scored,
            placement: &placement,
            rhythm: rhythm.as_ref(),
            climb: &climb,
            ascents: &ascents,
            weights: &weights,
            clusters: clusters.as_ref(),
            prospects: prospects.as_ref(),
        };
        let (summary, customers) = rayon::join(
            || summarize::summarize(&outcome, &table),
            || people::frame(&outcome),
        );
        Ok(Segmentation {
            summary: summary?,
            customers: customers?,
        })
    }

    /// The limits of dormancy in force.
    pub(crate) fn limits(&self) -> &[f64] {
        match self.dormancy {
            crate::Dormancy::Cycle => &self.dormancy_cycles,
            crate::Dormancy::Days => &self.dormancy_days,
        }
    }

    pub(crate) fn read(&self, input: &Table) -> Result<(Reading, Roles), RfmError> {
        let roles = input.roles(&self.wanted())?;
        if self.counts_customers(&roles) {
            return Ok((crate::profiles::read(self, input, &roles)?, roles));
        }
        let columns = OrderColumns::of(&roles, input, self.statuses)?;
        let reduced = reduce::reduce(input, &columns, &RowRules::of(self), self.follow())?;
        Ok((self.look_back(reduced, columns.order.is_none()), roles))
    }

    /// Whether the rows are customers, whose R, F and M are there already.
    pub(crate) fn counts_customers(&self, roles: &Roles) -> bool {
        let told = |role| roles.get(role).is_some();
        let counted = told(Role::Frequency)
            && told(Role::Monetary)
            && (told(Role::Recency) || told(Role::Time));
        // Amounts (消费金额) may be those of orders or of customers: with R and F beside them, of customers.
        let dated = roles
            .iter()
            .any(|found| found.role == Role::Time && found.by != By::Content);
        let profiled = told(Role::Recency) && told(Role::Frequency) && !dated;
        match self.rows {
            InputKind::Auto => !told(Role::Order) && (profiled || counted && !told(Role::Amount)),
            InputKind::Customers => true,
            InputKind::Orders => false,
        }
    }

    /// What models of returning customers need to be counted, where one was asked for.
    fn follow(&self) -> Option<Follow> {
        let cut = self.calibrate_until.map(day_number);
        (!self.lifetime.is_empty()).then_some(Follow { cut })
    }

    /// The lifetime model, where one was asked for.
    fn look_ahead(
        &self,
        reading: &Reading,
        placement: &Placement,
    ) -> Option<Attempt<Prospects, LifetimeRefusal>> {
        if self.lifetime.is_empty() {
            return None;
        }
        let known = reading.measured.purchases.as_ref().zip(reading.as_of);
        let ahead = known.map_or(Err(LifetimeRefusal::NoDates), |(bought, as_of)| {
            lifetime::look_ahead(self, bought, placement, as_of)
        });
        Some(ahead.into())
    }

    /// Recency from the analysis date: the one given, else the day after the last row in use.
    fn look_back(&self, reduced: Reduced, rows_are_orders: bool) -> Reading {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "days of an i64 of microseconds fit"
        )]
        let day_after = |latest: i64| date_of(latest.div_euclid(DAY) as i32 + 1);
        let as_of = self
            .as_of
            .or(reduced.latest.map(day_after))
            .unwrap_or_default();
        Reading {
            measured: reduced.customers.measure(as_of, self.day_count, self.money),
            as_of: Some(as_of),
            rows: reduced.rows,
            people: reduced.people,
            statuses: reduced.statuses,
            faults: reduced.faults,
            rows_are_orders,
        }
    }

    /// The roles that either kind of input may have.
    pub(crate) fn wanted(&self) -> Vec<Wanted> {
        let want = |role, column: &Option<String>| Wanted {
            role,
            column: column.clone(),
            required: false,
        };
        let mut wanted = vec![
            Wanted {
                required: true,
                ..want(Role::Customer, &self.customer)
            },
            Wanted {
                required: self.rows == InputKind::Orders,
                ..want(Role::Time, &self.time)
            },
            want(Role::Order, &self.order),
            want(Role::Amount, &self.amount),
            want(Role::Quantity, &self.quantity),
            want(Role::UnitPrice, &self.unit_price),
        ];
        if self.statuses == crate::Statuses::Respect || self.status.is_some() {
            wanted.push(want(Role::Status, &self.status));
        }
        if self.rows != InputKind::Orders {
            wanted.extend([
                want(Role::Recency, &self.recency),
                want(Role::Frequency, &self.frequency),
                want(Role::Monetary, &self.monetary),
            ]);
        }
        wanted
    }

    pub(crate) fn score(&self, measured: &Measured) -> Result<Scored, RfmError> {
        let measures = [&measured.recency, &measured.frequency, &measured.monetary]
            .map(|values| Measure::new(values.clone()));
        let [r, f, m] = self
            .scorers(&measures)
            .map(|scorer| scorer.score(self.scoring()));
        let scores = [r?, f?, m?];
        Ok(Scored { measures, scores })
    }

    /// One scorer a dimension.
    pub(crate) fn scorers<'a>(&'a self, measures: &'a [Measure; 3]) -> [Scorer<'a>; 3] {
        let fixed = [
            &self.recency_breaks,
            &self.frequency_breaks,
            &self.monetary_breaks,
        ];
        let best = [Best::Low, Best::High, Best::High];
        std::array::from_fn(|d| Scorer {
            name: DIMENSIONS[d],
            measure: &measures[d],
            best: best[d],
            bins: self.bins,
            fixed: fixed[d],
        })
    }
}

impl Scored {
    /// R, F and M score of one customer.
    pub(crate) fn of(&self, customer: usize) -> [u8; 3] {
        [0, 1, 2].map(|d| self.scores[d].scores[customer])
    }

    pub(crate) fn len(&self) -> usize {
        self.measures[0].len()
    }
}

pub(crate) fn nobody(rows: &RowLedger, people: &CustomerLedger) -> RfmError {
    let mut reasons: Vec<(&'static str, u64)> = rows
        .reasons()
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .collect();
    reasons.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    if people.without_purchase > 0 {
        reasons.push(("customers_without_purchase", people.without_purchase));
    }
    RfmError::NoCustomers {
        rows: rows.read,
        reasons,
    }
}

//! [`Rows`]: orders or events, and the measures of each person.

use chrono::NaiveDate;
use polars::prelude::*;

use super::{
    definition::{Measure, Preference, Sequence, Source, Take},
    readings::{As, Readings},
    rule,
};
use crate::oracle::only;

/// The id of a person in every frame.
pub(super) const PERSON: &str = "#person";

/// Orders or events.
pub(super) struct Rows {
    pub(super) from: Source,
    frame: LazyFrame,
    readings: Readings,
    person: String,
    time: String,
    /// The date in force, and whether later rows are set aside.
    as_of: NaiveDate,
    given: bool,
    measures: Vec<Measured>,
}

/// A measure: which rows it is taken of, and how.
struct Measured {
    /// The column that it becomes.
    column: String,
    fits: Expr,
    within: Option<u32>,
    what: What,
}

enum What {
    /// An aggregate of a person's rows; nobody's rows are 0 where that is said.
    Aggregate(Expr, bool),
    /// Whether the steps were done in their order.
    Steps(Vec<Expr>),
    /// The texts with the largest weights.
    Preferred { by: String, weight: Expr, top: u32 },
}

impl Rows {
    /// Rows of a file by the columns of persons and times; `given` says whether the user has given the date in force.
    pub(super) fn of(
        from: Source,
        frame: LazyFrame,
        (mut readings, person, time): (Readings, &str, &str),
        (as_of, given): (NaiveDate, bool),
    ) -> Option<Self> {
        Some(Self {
            from,
            frame,
            person: readings.id(person)?,
            time: readings.take(time, As::Time)?,
            readings,
            as_of,
            given,
            measures: Vec::new(),
        })
    }

    /// Adds a measure of the tag file as a column.
    pub(super) fn measure(&mut self, column: &str, written: &Measure) -> Option<()> {
        let of = match written.take {
            Take::First | Take::Last => self.text(written)?,
            _ => self.number(written)?.cast(DataType::Float64),
        };
        let zero = matches!(
            written.take,
            Take::Count | Take::Days | Take::Sum | Take::Distinct
        );
        self.add(
            column,
            (written.rule.as_deref(), written.within),
            What::Aggregate(of, zero),
        )
    }

    fn number(&mut self, written: &Measure) -> Option<Expr> {
        let of = written.column.as_deref();
        let mut value = || Some(col(self.readings.take(of?, As::Number)?));
        let day = col(&self.time).cast(DataType::Date).cast(DataType::Int32);
        let since = |day: Expr| lit(days(self.as_of)) - day;
        let total = |value: Expr| exact(value).sum().cast(DataType::Float64) / lit(SCALE);
        Some(match written.take {
            Take::Count => len(),
            Take::Days => day.n_unique(),
            Take::Recency => since(day.max()),
            Take::Tenure => since(day.min()),
            Take::Sum => total(value()?),
            Take::Mean => {
                let value = value()?;
                let known = value.clone().count();
                let mean = total(value) / known.clone();
                when(known.gt(lit(0))).then(mean).otherwise(lit(NULL))
            }
            Take::Min => value()?.min(),
            Take::Max => value()?.max(),
            Take::Distinct => {
                let text = self.readings.take(of?, As::Text)?;
                col(text).drop_nulls().n_unique()
            }
            Take::First | Take::Last => return None,
        })
    }

    /// The text of the first or last row, at one moment the first by code point.
    fn text(&mut self, written: &Measure) -> Option<Expr> {
        let text = self.readings.take(written.column.as_deref()?, As::Text)?;
        let latest = written.take == Take::Last;
        let order = SortMultipleOptions::default().with_order_descending_multi([latest, false]);
        let known = |column: &str| col(column).filter(col(&text).is_not_null());
        let by = [known(&self.time), known(&text)];
        Some(known(&text).sort_by(by, order).first())
    }

    /// Adds whether steps were done in their order.
    pub(super) fn sequence(&mut self, column: &str, written: &Sequence) -> Option<()> {
        let steps = written
            .steps
            .iter()
            .map(|step| rule::expression(step, &mut self.readings));
        let steps = steps.collect::<Option<_>>()?;
        self.add(column, (None, written.within), What::Steps(steps))
    }

    /// Adds what a person prefers, in so many columns.
    pub(super) fn preference(&mut self, column: &str, written: &Preference) -> Option<Vec<String>> {
        let by = self.readings.take(&written.by, As::Text)?;
        let weight = match &written.weigh {
            None => len(),
            Some(weigh) => exact(col(self.readings.take(weigh, As::Number)?)).sum(),
        };
        let top = written.top.unwrap_or(1);
        let what = What::Preferred { by, weight, top };
        self.add(column, (written.rule.as_deref(), written.within), what)?;
        Some((0..top).map(|place| format!("{column} {place}")).collect())
    }

    fn add(
        &mut self,
        column: &str,
        (rule, within): (Option<&str>, Option<u32>),
        what: What,
    ) -> Option<()> {
        let fits = match rule {
            None => lit(true),
            Some(rule) => rule::expression(rule, &mut self.readings)?,
        };
        self.measures.push(Measured {
            column: column.to_owned(),
            fits,
            within,
            what,
        });
        Some(())
    }

    /// The persons of the rows.
    pub(super) fn persons(&self) -> LazyFrame {
        let ids = self.frame.clone().select(self.readings.columns());
        let ids = ids.select([col(&self.person).alias(PERSON)]);
        ids.filter(col(PERSON).is_not_null())
            .unique(None, UniqueKeepStrategy::Any)
    }

    /// The persons with the measures of each; `None` where a cell is read otherwise, or a row could be two steps.
    pub(super) fn join(self, mut persons: LazyFrame) -> Option<LazyFrame> {
        let mut rows = self.frame.clone().select(self.readings.columns());
        let known = col(&self.person)
            .is_not_null()
            .and(col(&self.time).is_not_null());
        rows = rows.filter(known);
        if self.given {
            let last = col(&self.time).cast(DataType::Date).lt_eq(lit(self.as_of));
            rows = rows.filter(last);
        }
        let rows = super::collected(rows, &self.readings)?;
        for measured in &self.measures {
            let mut fitting = rows.clone().lazy().filter(measured.fits.clone());
            if let Some(within) = measured.within {
                let day = col(&self.time).cast(DataType::Date).cast(DataType::Int32);
                let passed = lit(days(self.as_of)) - day;
                fitting = fitting.filter(passed.lt_eq(lit(i64::from(within))));
            }
            persons = self.taken(measured, fitting, persons)?;
        }
        Some(persons)
    }

    /// The persons with a measure of rows that fit.
    fn taken(&self, measured: &Measured, rows: LazyFrame, persons: LazyFrame) -> Option<LazyFrame> {
        let column = measured.column.as_str();
        let each = [col(&self.person)];
        let (found, zero) = match &measured.what {
            What::Aggregate(of, zero) => {
                (rows.group_by(each).agg([of.clone().alias(column)]), *zero)
            }
            What::Steps(steps) => {
                let done = self.steps(steps, &rows)?;
                (
                    done.select([col(&self.person), lit(1.0).alias(column)]),
                    true,
                )
            }
            What::Preferred { by, weight, top } => {
                let order =
                    SortMultipleOptions::default().with_order_descending_multi([true, false]);
                let weighed = rows
                    .filter(col(by).is_not_null())
                    .group_by([col(&self.person), col(by)])
                    .agg([weight.clone().alias("weight")])
                    .filter(col("weight").gt(lit(0)))
                    .sort(["weight", by], order);
                let place = |place: u32| {
                    let text = col(by).slice(lit(place), lit(1_u32)).first();
                    text.alias(format!("{column} {place}"))
                };
                let places: Vec<Expr> = (0..*top).map(place).collect();
                (weighed.group_by_stable(each).agg(places), false)
            }
        };
        let joined = persons.join(
            found,
            [col(PERSON)],
            [col(&self.person)],
            JoinArgs::new(JoinType::Left),
        );
        Some(if zero {
            joined.with_column(col(column).fill_null(lit(0.0)))
        } else {
            joined
        })
    }

    /// Those who have done all steps, each as early as could be after the one before.
    fn steps(&self, steps: &[Expr], rows: &LazyFrame) -> Option<LazyFrame> {
        let each = |step: &Expr| step.clone().fill_null(lit(false)).cast(DataType::UInt32);
        let fitting = steps.iter().fold(lit(0_u32), |all, step| all + each(step));
        let most = rows
            .clone()
            .select([fitting.max().alias("most")])
            .collect()
            .ok()?;
        if only(&most, "most").ok()? > 1 {
            return None;
        }
        let mut done: Option<LazyFrame> = None;
        for step in steps {
            let mut rows = rows.clone().filter(step.clone());
            if let Some(done) = done {
                let by = [col(&self.person)];
                let reached = rows.join(done, by.clone(), by, JoinArgs::new(JoinType::Inner));
                rows = reached.filter(col(&self.time).gt_eq(col("reached")));
            }
            let earliest = col(&self.time).min().alias("reached");
            done = Some(rows.group_by([col(&self.person)]).agg([earliest]));
        }
        done
    }
}

impl Take {
    /// Whether it is a text rather than a number.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::First | Self::Last)
    }
}

/// What sums are whole numbers of.
const SCALE: f64 = 1e4;

/// Whole ten-thousandths, whose sum does not depend on their order.
fn exact(number: Expr) -> Expr {
    (number * lit(SCALE))
        .round(0, RoundMode::HalfAwayFromZero)
        .cast(DataType::Int64)
}

/// Days since 1970.
fn days(date: NaiveDate) -> i64 {
    date.signed_duration_since(NaiveDate::default()).num_days()
}

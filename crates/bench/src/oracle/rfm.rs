//! Orders to customers, scores by quintiles and the eight types.

use chrono::NaiveDate;
use polars::prelude::*;

use super::{only, summary::Summary};
use crate::{Answer, BenchError};

const HIGHEST: i64 = 5;
/// Parts of the unit of money in which amounts are added.
const SCALE: f64 = 10_000.0;

/// A dimension of the customers, and whether less is better.
const DIMENSIONS: [(&str, bool); 3] =
    [("recency", true), ("frequency", false), ("monetary", false)];

/// What the file does not say.
#[derive(Debug)]
pub(super) struct Rules {
    /// States of orders that do not count.
    pub(super) cancelled: Vec<String>,
    /// States of orders of which nothing counts but what was paid back.
    pub(super) refunded: Vec<String>,
    /// The analysis date; by default the day after the last order.
    pub(super) as_of: Option<NaiveDate>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            cancelled: vec!["cancelled".into()],
            refunded: vec!["refunded".into()],
            as_of: None,
        }
    }
}

pub(super) fn expected(orders: &LazyFrame, rules: &Rules) -> PolarsResult<Answer> {
    let customers = customers(orders, rules)?;
    let scored = scored(&customers)?;
    let totals = scored
        .clone()
        .lazy()
        .select([
            col("frequency").sum().cast(DataType::Int64),
            col("recency").sum().cast(DataType::Int64),
            col("monetary").sum().cast(DataType::Float64) / lit(SCALE),
        ])
        .collect()?;
    let rows = orders.clone().select([len().alias("rows")]).collect()?;
    let mut answer = Answer::default();
    answer.put("rows", only(&rows, "rows")?);
    answer.put(
        "customers",
        i64::try_from(scored.height()).unwrap_or(i64::MAX),
    );
    answer.put("orders", only(&totals, "frequency")?);
    answer.put("mean recency", mean(&scored, "recency")?);
    answer.put("amount", totals.column("monetary")?.f64()?.get(0));
    for (name, _) in DIMENSIONS {
        let score = format!("{name}_score");
        for class in 1..=HIGHEST {
            let mine = scored.clone().lazy().filter(col(&score).eq(lit(class)));
            answer.put(format!("{name} class {class}"), height(mine)?);
        }
    }
    for code in 0..8_i64 {
        let mine = scored.clone().lazy().filter(col("type").eq(lit(code)));
        answer.put(format!("type {code:03b}"), height(mine)?);
    }
    Ok(answer)
}

/// One row a customer with a purchase: days since the last one, orders, amount in ten-thousandths.
fn customers(orders: &LazyFrame, rules: &Rules) -> PolarsResult<DataFrame> {
    let any_of = |states: &[String]| {
        states.iter().fold(lit(false), |any, state| {
            let own = col("status").eq(lit(state.as_str()));
            any.or(own.fill_null(lit(false)))
        })
    };
    let kept = orders
        .clone()
        .filter(col("customer_id").is_not_null())
        .filter(any_of(&rules.cancelled).not())
        .filter(any_of(&rules.refunded).not().or(col("amount").lt(lit(0.0))));
    let bought = || col("amount").gt(lit(0.0));
    let day = |time: Expr| time.cast(DataType::Date).cast(DataType::Int32);
    // Whole numbers: a sum of floats may lie a bit beside a break that it is equal to.
    let amount = col("amount").cast(DataType::Float64) * lit(SCALE);
    let amount = amount.round(0, RoundMode::HalfAwayFromZero);
    let amount = amount.cast(DataType::Int64);
    let customers = kept
        .clone()
        .group_by([col("customer_id")])
        .agg([
            day(col("order_time").filter(bought()).max()).alias("last"),
            col("order_id")
                .filter(bought())
                .n_unique()
                .cast(DataType::Int64)
                .alias("frequency"),
            amount.sum().alias("monetary"),
        ])
        .filter(col("frequency").gt(lit(0)))
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let last = kept
        .select([day(col("order_time").max()).alias("last")])
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let as_of = match rules.as_of {
        Some(date) => date.signed_duration_since(NaiveDate::default()).num_days(),
        None => only(&last, "last")? + 1,
    };
    let recency = (lit(as_of) - col("last")).cast(DataType::Int64);
    customers
        .lazy()
        .with_columns([recency.alias("recency")])
        .collect()
}

/// The customers with the score of each dimension, 1 to 5, and their type: high in recency 4, frequency 2, amount 1.
fn scored(customers: &DataFrame) -> PolarsResult<DataFrame> {
    let mut columns = Vec::new();
    let mut code = lit(0_i64);
    for (place, (name, less_is_better)) in DIMENSIONS.into_iter().enumerate() {
        let mut above = lit(0_i64);
        for fifth in 1..HIGHEST {
            let share = lit(fifth as f64 / HIGHEST as f64);
            let cut = col(name).quantile(share, QuantileMethod::Linear);
            above = above + col(name).gt(cut).cast(DataType::Int64);
        }
        let score = if less_is_better {
            lit(HIGHEST) - above
        } else {
            lit(1_i64) + above
        };
        columns.push(score.alias(format!("{name}_score")));
        let high = if less_is_better {
            col(name).lt(col(name).mean())
        } else {
            col(name).gt(col(name).mean())
        };
        code = code + high.cast(DataType::Int64) * lit(4_i64 >> place);
    }
    columns.push(code.alias("type"));
    customers.clone().lazy().with_columns(columns).collect()
}

fn mean(frame: &DataFrame, column: &str) -> PolarsResult<Option<f64>> {
    Ok(frame.column(column)?.i64()?.mean())
}

fn height(frame: LazyFrame) -> PolarsResult<i64> {
    only(&frame.select([len().alias("rows")]).collect()?, "rows")
}

pub(super) fn found(summary: &Summary) -> Result<Answer, BenchError> {
    let mut answer = Answer::default();
    answer.put("rows", summary.count("/rows/read")?);
    answer.put("customers", summary.count("/totals/customers")?);
    answer.put("orders", summary.count("/totals/orders")?);
    answer.put("mean recency", summary.amount("/dimensions/recency/mean")?);
    answer.put("amount", summary.amount("/totals/monetary")?);
    for (name, _) in DIMENSIONS {
        for class in 1..=HIGHEST {
            let path = format!("/dimensions/{name}/classes/{}", class - 1);
            answer.put(format!("{name} class {class}"), summary.count(&path)?);
        }
    }
    for (_, segment) in summary.entries("/segments")? {
        let name = format!("type {}", segment.text("/code")?);
        answer.put(name, segment.count("/customers")?);
    }
    Ok(answer)
}

//! Orders to customers, scores by quintiles and the eight types.

use polars::prelude::*;

use super::{only, summary::Summary};
use crate::{Answer, BenchError};

const HIGHEST: i64 = 5;

/// A dimension of the customers, and whether less is better.
const DIMENSIONS: [(&str, bool); 3] =
    [("recency", true), ("frequency", false), ("monetary", false)];

pub(super) fn expected(orders: &LazyFrame) -> PolarsResult<Answer> {
    let customers = customers(orders)?;
    let scored = scored(&customers)?;
    let totals = scored
        .clone()
        .lazy()
        .select([
            col("frequency").sum().cast(DataType::Int64),
            col("recency").sum().cast(DataType::Int64),
            col("monetary").sum().cast(DataType::Float64) / lit(100.0),
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

/// One row a customer with a purchase: days since the last one, orders, amount in cents.
fn customers(orders: &LazyFrame) -> PolarsResult<DataFrame> {
    let status = || col("status");
    let set_aside = status()
        .eq(lit("cancelled"))
        .or(status().eq(lit("refunded")));
    let kept = orders
        .clone()
        .filter(set_aside.not().or(col("amount").lt(lit(0.0))));
    let bought = || col("amount").gt(lit(0.0));
    let day = |time: Expr| time.cast(DataType::Date).cast(DataType::Int32);
    // Whole cents: a sum of floats may lie a bit beside a break that it is equal to.
    let cents = (col("amount") * lit(100.0)).round(0, RoundMode::HalfAwayFromZero);
    let cents = cents.cast(DataType::Int64);
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
            cents.sum().alias("monetary"),
        ])
        .filter(col("frequency").gt(lit(0)))
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let last = kept
        .select([day(col("order_time").max()).alias("last")])
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    // The analysis date is the day after the last order.
    let recency = (lit(only(&last, "last")? + 1) - col("last")).cast(DataType::Int64);
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

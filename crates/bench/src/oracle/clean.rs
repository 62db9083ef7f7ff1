//! The recipe of the bench in expressions: read, without duplicates, capped by channel, filled with the median.

use std::path::Path;

use polars::prelude::*;

use super::summary::Summary;
use super::{scan, text};
use crate::{Answer, BenchError};

pub(super) fn expected(input: &Path) -> PolarsResult<Answer> {
    let rows = text(input)?;
    let parsed = rows
        .with_columns([time(), amount()])
        .unique_stable(None, UniqueKeepStrategy::First)
        .with_columns([col("amount").is_null().alias("amount__imputed")])
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let quartile = |share: f64| col("amount").quantile(lit(share), QuantileMethod::Linear);
    let reach = || lit(1.5) * (col("q3") - col("q1"));
    let fences = parsed
        .clone()
        .lazy()
        .group_by([col("channel")])
        .agg([quartile(0.25).alias("q1"), quartile(0.75).alias("q3")])
        .select([
            col("channel"),
            (col("q1") - reach()).alias("low"),
            (col("q3") + reach()).alias("high"),
        ]);
    let capped = when(col("amount").lt(col("low")))
        .then(col("low"))
        .when(col("amount").gt(col("high")))
        .then(col("high"))
        .otherwise(col("amount"));
    let filled = parsed
        .lazy()
        .join(
            fences,
            [col("channel")],
            [col("channel")],
            JoinArgs::new(JoinType::Left),
        )
        .with_columns([capped.alias("amount")])
        .with_columns([col("amount").fill_null(col("amount").median())]);
    figures(filled)
}

/// `2024-03-05 10:11:12`, `2024/3/5` or `2024年3月5日`.
fn time() -> Expr {
    let read = |format: &str| {
        let options = StrptimeOptions {
            format: Some(format.into()),
            strict: false,
            ..StrptimeOptions::default()
        };
        let unit = Some(TimeUnit::Microseconds);
        col("order_time")
            .str()
            .to_datetime(unit, None, options, lit("raise"))
    };
    coalesce(&[
        read("%Y-%m-%d %H:%M:%S"),
        read("%Y/%m/%d"),
        read("%Y年%m月%d日"),
    ])
    .alias("order_time")
}

/// `1234.50` or `￥1,234.50`.
fn amount() -> Expr {
    col("amount")
        .str()
        .replace_all(lit("[￥¥,]"), lit(""), false)
        .cast(DataType::Float64)
        .alias("amount")
}

/// Counts and sums of a cleaned table by channel.
fn figures(cleaned: LazyFrame) -> PolarsResult<Answer> {
    let seconds = col("order_time")
        .cast(DataType::Datetime(TimeUnit::Microseconds, None))
        .cast(DataType::Int64)
        .floor_div(lit(1_000_000_i64));
    let count = |expr: Expr, name: &str| expr.cast(DataType::Int64).alias(name);
    let channels = cleaned
        .with_columns([col("amount").cast(DataType::Float64)])
        .group_by([col("channel")])
        .agg([
            count(len(), "rows"),
            count(col("amount__imputed").sum(), "filled"),
            count(seconds.sum(), "seconds"),
            count(col("order_id").n_unique(), "orders"),
            count(col("customer_id").n_unique(), "customers"),
            col("amount").sum().alias("amount"),
            col("amount").max().alias("highest"),
            col("amount").min().alias("lowest"),
        ])
        .collect()?;
    let mut answer = Answer::default();
    let names = channels.column("channel")?.str()?;
    for (place, channel) in names.iter().enumerate() {
        let channel = channel.unwrap_or("–");
        for figure in ["rows", "filled", "seconds", "orders", "customers"] {
            let value = channels.column(figure)?.i64()?.get(place);
            answer.put(format!("{channel} {figure}"), value);
        }
        for figure in ["amount", "highest", "lowest"] {
            let value = channels.column(figure)?.f64()?.get(place);
            answer.put(format!("{channel} {figure}"), value);
        }
    }
    Ok(answer)
}

pub(super) fn found(summary: &Summary, folder: &Path) -> Result<Answer, BenchError> {
    let cleaned = scan(&folder.join("cleaned.parquet"))?;
    let answer = figures(cleaned)?;
    // The table and the summary beside it speak of the same rows.
    let rows = answer.sum(" rows");
    if rows == summary.count("/rows_out")? {
        Ok(answer)
    } else {
        Err(BenchError::Lacking {
            task: crate::Task::Clean,
            figure: format!("{rows} rows"),
        })
    }
}

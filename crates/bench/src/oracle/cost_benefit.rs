//! Sums and ratios of a ledger by channel.

use polars::prelude::*;

use super::{only, summary::Summary};
use crate::{Answer, BenchError};

const COUNTS: [(&str, &str); 4] = [
    ("impressions", "impressions"),
    ("clicks", "clicks"),
    ("visits", "visits"),
    ("orders", "conversions"),
];
const MONEY: [&str; 2] = ["cost", "revenue"];
const RATIOS: [&str; 6] = ["ctr", "cpc", "cpm", "cpa", "roas", "aov"];

pub(super) fn expected(ledger: &LazyFrame) -> PolarsResult<Answer> {
    let over = |a: &str, b: &str| {
        when(col(b).neq(lit(0)))
            .then(col(a).cast(DataType::Float64) / col(b).cast(DataType::Float64))
            .otherwise(lit(NULL).cast(DataType::Float64))
    };
    let sums = COUNTS.iter().map(|(column, _)| *column).chain(MONEY);
    let channels = ledger
        .clone()
        .group_by([col("channel")])
        .agg(sums.map(|column| col(column).sum()).collect::<Vec<_>>())
        .with_columns([
            over("clicks", "impressions").alias("ctr"),
            over("cost", "clicks").alias("cpc"),
            (over("cost", "impressions") * lit(1000.0)).alias("cpm"),
            over("cost", "orders").alias("cpa"),
            over("revenue", "cost").alias("roas"),
            over("revenue", "orders").alias("aov"),
        ])
        .collect()?;
    let whole = ledger
        .clone()
        .select([
            len().alias("rows"),
            col("campaign").n_unique().alias("campaigns"),
            col("date").n_unique().alias("days"),
        ])
        .collect()?;
    let mut answer = Answer::default();
    for figure in ["rows", "campaigns", "days"] {
        answer.put(figure, only(&whole, figure)?);
    }
    for (place, channel) in channels.column("channel")?.str()?.iter().enumerate() {
        let channel = channel.unwrap_or("–");
        for (column, figure) in COUNTS {
            let value = channels
                .column(column)?
                .cast(&DataType::Int64)?
                .i64()?
                .get(place);
            answer.put(format!("{channel} {figure}"), value);
        }
        for figure in MONEY.into_iter().chain(RATIOS) {
            let value = channels.column(figure)?.f64()?.get(place);
            answer.put(format!("{channel} {figure}"), value);
        }
    }
    Ok(answer)
}

pub(super) fn found(summary: &Summary) -> Result<Answer, BenchError> {
    let mut answer = Answer::default();
    answer.put("rows", summary.count("/media/rows/used")?);
    for by in summary.list("/media/levels")? {
        match by.text("/by")? {
            "campaign" => answer.put("campaigns", by.count("/count")?),
            "day" => answer.put("days", by.count("/count")?),
            "channel" => {
                for level in by.list("/levels")? {
                    let channel = level.text("/name")?;
                    for (_, figure) in COUNTS {
                        let value = level.count(&format!("/sums/{figure}"))?;
                        answer.put(format!("{channel} {figure}"), value);
                    }
                    for figure in MONEY {
                        let value = level.amount(&format!("/sums/{figure}"))?;
                        answer.put(format!("{channel} {figure}"), value);
                    }
                    for figure in RATIOS {
                        let value = level.amount(&format!("/figures/{figure}"))?;
                        answer.put(format!("{channel} {figure}"), value);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(answer)
}

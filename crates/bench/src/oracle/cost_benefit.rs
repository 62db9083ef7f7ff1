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
/// A ratio, what it is of, over what, and times what.
const RATIOS: [(&str, &str, &str, f64); 6] = [
    ("ctr", "clicks", "impressions", 1.0),
    ("cpc", "cost", "clicks", 1.0),
    ("cpm", "cost", "impressions", 1000.0),
    ("cpa", "cost", "orders", 1.0),
    ("roas", "revenue", "cost", 1.0),
    ("aov", "revenue", "orders", 1.0),
];
/// A level, and the column whose values it counts.
const LEVELS: [(&str, &str, &str); 2] = [
    ("campaign", "campaigns", "campaign"),
    ("day", "days", "date"),
];

/// Of the columns that the ledger has.
pub(super) fn expected(ledger: &LazyFrame) -> PolarsResult<Answer> {
    let schema = ledger.clone().collect_schema()?;
    let has = |column: &&str| schema.contains(column);
    let over = |a: &str, b: &str| {
        when(col(b).neq(lit(0)))
            .then(col(a).cast(DataType::Float64) / col(b).cast(DataType::Float64))
            .otherwise(lit(NULL).cast(DataType::Float64))
    };
    let sums = COUNTS.iter().map(|(column, _)| *column).chain(MONEY);
    let sums = sums.filter(has).map(|column| col(column).sum());
    let ratios = RATIOS.iter().filter(|(_, of, by, _)| has(of) && has(by));
    let channels = ledger
        .clone()
        .group_by([col("channel")])
        .agg(sums.collect::<Vec<_>>())
        .with_columns(
            ratios
                .map(|(name, of, by, times)| (over(of, by) * lit(*times)).alias(*name))
                .collect::<Vec<_>>(),
        )
        .collect()?;
    let levels = LEVELS.iter().filter(|(.., column)| has(column));
    let levels = levels.map(|(_, figure, column)| col(*column).n_unique().alias(*figure));
    let whole = ledger
        .clone()
        .select(levels.chain([len().alias("rows")]).collect::<Vec<_>>())
        .collect()?;
    let mut answer = Answer::default();
    for figure in whole.get_column_names() {
        answer.put(figure.as_str(), only(&whole, figure)?);
    }
    for (place, channel) in channels.column("channel")?.str()?.iter().enumerate() {
        let channel = channel.unwrap_or("–");
        let figures = channels.get_column_names();
        let known = |column: &&str| figures.iter().any(|name| name.as_str() == *column);
        for (column, figure) in COUNTS.into_iter().filter(|(column, _)| known(column)) {
            let value = channels
                .column(column)?
                .cast(&DataType::Int64)?
                .i64()?
                .get(place);
            answer.put(format!("{channel} {figure}"), value);
        }
        let ratios = RATIOS.iter().map(|(name, ..)| *name);
        for figure in MONEY.into_iter().chain(ratios).filter(known) {
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
            "channel" => {
                for level in by.list("/levels")? {
                    put_level(&mut answer, &level)?;
                }
            }
            other => {
                let level = LEVELS.iter().find(|(name, ..)| *name == other);
                if let Some((_, figure, _)) = level {
                    answer.put(*figure, by.count("/count")?);
                }
            }
        }
    }
    Ok(answer)
}

/// The figures of a channel, of the columns that there are.
fn put_level(answer: &mut Answer, level: &Summary) -> Result<(), BenchError> {
    let channel = level.text("/name")?;
    let sum_of = |column: &str| {
        let named = COUNTS.iter().find(|(known, _)| *known == column);
        format!("/sums/{}", named.map_or(column, |(_, figure)| *figure))
    };
    let has = |column: &str| level.get(&sum_of(column)).is_some();
    for (_, figure) in COUNTS.into_iter().filter(|(column, _)| has(column)) {
        let value = level.count(&format!("/sums/{figure}"))?;
        answer.put(format!("{channel} {figure}"), value);
    }
    for figure in MONEY.into_iter().filter(|column| has(column)) {
        let value = level.amount(&sum_of(figure))?;
        answer.put(format!("{channel} {figure}"), value);
    }
    for (figure, of, by, _) in RATIOS {
        if has(of) && has(by) {
            let value = level.amount(&format!("/figures/{figure}"))?;
            answer.put(format!("{channel} {figure}"), value);
        }
    }
    Ok(())
}

//! Tags by the same rules, read by polars' own SQL: the first that fits wins.

use polars::prelude::*;
use polars::sql::sql_expr;

use super::{only, summary::Summary};
use crate::workload::profile::{DIMENSIONS, TARGET};
use crate::{Answer, BenchError};

pub(super) fn expected(persons: &LazyFrame) -> PolarsResult<Answer> {
    let mut codes = Vec::new();
    let mut counts = vec![len().alias("persons")];
    for (dimension, tags) in DIMENSIONS {
        let mut covered = lit(false);
        for (tag, values) in tags {
            let mut code = lit(0_i64);
            let numbered: Vec<_> = (1_i64..).zip(*values).collect();
            for (place, (name, rule)) in numbered.into_iter().rev() {
                code = when(sql_expr(polars_sql(rule))?)
                    .then(lit(place))
                    .otherwise(code);
                let holders = col(*tag).eq(lit(place));
                if (*tag, *name) == TARGET {
                    counts.push(holders.clone().sum().alias("target"));
                }
                counts.push(holders.sum().alias(format!("{tag}.{name}")));
            }
            codes.push(code.alias(*tag));
            covered = covered.or(col(*tag).gt(lit(0_i64)));
        }
        counts.push(covered.sum().alias(format!("dimension {dimension}")));
    }
    let counted = persons
        .clone()
        .select(codes)
        .select(counts)
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let mut answer = Answer::default();
    for name in counted.get_column_names() {
        answer.put(name.as_str(), only(&counted, name)?);
    }
    Ok(answer)
}

/// A rule in polars' SQL, which has no literals of dates: `DATE('2024-01-31')` for `DATE '2024-01-31'`.
fn polars_sql(rule: &str) -> String {
    let mut pieces = rule.split("DATE '");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |sql, piece| {
        sql + "DATE('" + &piece.replacen('\'', "')", 1)
    })
}

pub(super) fn found(summary: &Summary) -> Result<Answer, BenchError> {
    let mut answer = Answer::default();
    answer.put("persons", summary.count("/persons")?);
    answer.put("target", summary.count("/target/groups/target")?);
    for tag in summary.list("/tags")? {
        for value in tag.list("/values")? {
            let name = format!("{}.{}", tag.text("/code")?, value.text("/code")?);
            answer.put(name, value.count("/holders")?);
        }
    }
    for of in summary.list("/dimensions")? {
        answer.put(
            format!("dimension {}", of.text("/code")?),
            of.count("/covered")?,
        );
    }
    Ok(answer)
}

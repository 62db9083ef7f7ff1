//! A ledger of many campaigns.

use std::path::Path;

use fourr_generator::Campaigns;
use fourr_locale::Lang;
use polars::prelude::*;

use super::files;
use crate::{BenchError, DataFormat};

/// The columns of the ledger but for the campaign.
const COLUMNS: [&str; 8] = [
    "date",
    "channel",
    "impressions",
    "clicks",
    "visits",
    "orders",
    "cost",
    "revenue",
];

/// Writes a ledger of so many rows: a year of five channels a campaign, each from a seed of its own.
pub(super) fn ledger(
    rows: u64,
    seed: u64,
    format: DataFormat,
    path: &Path,
) -> Result<(), BenchError> {
    let rows = usize::try_from(rows).unwrap_or(usize::MAX);
    let mut groups = vec![campaign(0, seed)?];
    let mut height = groups[0].height();
    while height < rows {
        let next = campaign(groups.len() as u64, seed)?;
        height += next.height();
        groups.push(next);
    }
    let schema = groups[0].schema().clone();
    let parts: Vec<LazyFrame> = groups.into_iter().map(IntoLazy::lazy).collect();
    let whole = concat(parts, UnionArgs::default())?
        .collect()?
        .head(Some(rows));
    let pieces = (0..rows).step_by(files::GROUP);
    let piece =
        |first: usize| Ok(whole.slice(i64::try_from(first).unwrap_or(i64::MAX), files::GROUP));
    files::write(path, format, &schema, pieces.map(piece))
}

/// A year of one campaign: what its advertising cost and brought in, without wages and fees.
fn campaign(number: u64, seed: u64) -> Result<DataFrame, BenchError> {
    let campaigns = Campaigns {
        seed: seed.wrapping_add(number),
        header: Lang::En,
        ..Campaigns::default()
    };
    let mut columns: Vec<Expr> = COLUMNS.iter().map(|&name| col(name)).collect();
    columns.insert(2, lit(format!("campaign {}", number + 1)).alias("campaign"));
    Ok(campaigns
        .table()?
        .lazy()
        .filter(col("cost_type").eq(lit("variable")))
        .select(columns)
        .collect()?)
}

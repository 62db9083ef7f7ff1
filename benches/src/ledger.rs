//! A ledger of campaign-days.

use std::{fs::File, path::Path};

use polars::prelude::*;

use crate::Draw;

const CAMPAIGNS: u64 = 2_000;

/// Writes campaign-days as Parquet: 2,000 campaigns in 8 channels, day after day.
///
/// # Errors
/// A file that cannot be written.
pub fn write(rows: u64, path: &Path) -> PolarsResult<()> {
    let mut draw = Draw::default();
    let campaign = |row: u64| row % CAMPAIGNS;
    let days = (0..rows).map(|row| i32::try_from(19_000 + row / CAMPAIGNS).unwrap_or(i32::MAX));
    let channels = (0..rows).map(|row| format!("channel {}", campaign(row) % 8));
    let campaigns = (0..rows).map(|row| format!("campaign {}", campaign(row)));
    let mut numbers = |low: u64, limit: u64| -> Vec<i64> {
        let number = |_| (low + draw.below(limit)).cast_signed();
        (0..rows).map(number).collect()
    };
    let day = Series::new("date".into(), days.collect::<Vec<_>>()).cast(&DataType::Date)?;
    let mut frame = df!(
        "date" => day,
        "channel" => channels.collect::<Vec<_>>(),
        "campaign" => campaigns.collect::<Vec<_>>(),
        "impressions" => numbers(1_000, 50_000),
        "clicks" => numbers(0, 1_000),
        "orders" => numbers(0, 40),
        "cost" => numbers(10, 900),
        "revenue" => numbers(0, 4_000),
    )?;
    ParquetWriter::new(File::create(path)?).finish(&mut frame)?;
    Ok(())
}

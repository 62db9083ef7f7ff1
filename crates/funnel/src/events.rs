//! [`EventNames`]: which rows are events of the names asked for.

use fourr_cell::missing;
use fourr_table::Table;
use polars::prelude::*;

use crate::FunnelError;

/// Names listed in an error at most.
const LISTED: usize = 8;

/// The events of a log and their rows, most frequent first, then by name.
pub(crate) fn frequencies(table: &Table, column: &str) -> Result<Vec<(String, u64)>, FunnelError> {
    let counted = table
        .lazy()
        .group_by([col(column).cast(DataType::String).alias("event")])
        .agg([len().cast(DataType::UInt64).alias("rows")])
        .collect_with_engine(Engine::Streaming)?
        .unwrap_single();
    let (names, rows) = (
        counted.column("event")?.str()?,
        counted.column("rows")?.u64()?,
    );
    let mut counts: Vec<(String, u64)> = Vec::with_capacity(counted.height());
    for (name, rows) in names.iter().zip(rows.iter()) {
        let Some(name) = name
            .map(str::trim)
            .filter(|name| missing::classify(name).is_none())
        else {
            continue;
        };
        counts.push((name.to_owned(), rows.unwrap_or(0)));
    }
    // Blanks around a name do not make another event.
    counts.sort_unstable();
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(counts)
}

/// Refuses names that no event of the log has.
pub(crate) fn check_known(asked: &[String], known: &[(String, u64)]) -> Result<(), FunnelError> {
    let missing = |name: &&String| !known.iter().any(|(event, _)| event == *name);
    let events: Vec<String> = asked.iter().filter(missing).cloned().collect();
    if events.is_empty() {
        return Ok(());
    }
    let near = known.iter().take(LISTED).map(|(event, _)| event.clone());
    Err(FunnelError::UnknownEvents {
        events,
        near: near.collect(),
    })
}

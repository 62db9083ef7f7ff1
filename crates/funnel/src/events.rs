//! [`Kinds`]: what the events of a log mean, told once for each name, and how often each occurs.

use std::sync::{Mutex, PoisonError};

use fourr_table::{Values, near};

use crate::{
    FunnelError,
    reduce::{
        MOST_EVENTS,
        names::{Met, NONE, Names},
    },
};

/// Names listed in an error at most.
const LISTED: usize = 8;
/// Events that are exposures by their name: somebody was shown something, and did nothing.
const EXPOSURES: [&str; 18] = [
    "广告触达",
    "广告曝光",
    "曝光",
    "展示",
    "展现",
    "触达",
    "广告展示",
    "广告展现",
    "exposure",
    "impression",
    "ad_impression",
    "ad_exposure",
    "ad impression",
    "ad exposure",
    "ad_view",
    "ad view",
    "adview",
    "view_ad",
];

/// Whether an event is an exposure by its name.
pub(crate) fn is_exposure(name: &str) -> bool {
    EXPOSURES.contains(&name.to_lowercase().as_str())
}

/// One worker's view of the events: `M` is what an event means.
pub(crate) struct Kinds<'a, M> {
    shared: &'a Mutex<Names>,
    met: Met<'a>,
    /// By code.
    meanings: Vec<M>,
    rows: Vec<u64>,
}

impl<'a, M: Copy> Kinds<'a, M> {
    pub(crate) fn new(shared: &'a Mutex<Names>) -> Self {
        Self {
            shared,
            met: Met::new(shared, MOST_EVENTS),
            meanings: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// What every row means; `None` where it has no event. `mean` is asked once for each name.
    pub(crate) fn read(
        &mut self,
        values: &Values<'_>,
        mean: impl Fn(&str) -> M,
    ) -> Result<Vec<Option<M>>, FunnelError> {
        let codes = self.met.read(values)?;
        if let Some(&last) = codes.iter().filter(|code| **code != NONE).max() {
            let names = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            for code in self.meanings.len()..=last as usize {
                self.meanings.push(mean(names.name(code)));
                self.rows.push(0);
            }
        }
        let meaning = |code: u32| {
            let known = (code != NONE).then_some(code as usize)?;
            self.rows[known] += 1;
            Some(self.meanings[known])
        };
        Ok(codes.into_iter().map(meaning).collect())
    }

    /// Rows by the code of their event.
    pub(crate) fn into_rows(self) -> Vec<u64> {
        self.rows
    }
}

/// The events of a log and their rows, most frequent first, then by name.
pub(crate) fn frequencies(
    column: &str,
    names: Names,
    parts: impl IntoIterator<Item = Vec<u64>>,
) -> Result<Vec<(String, u64)>, FunnelError> {
    if names.overflowed() {
        return Err(FunnelError::TooManyValues {
            column: column.to_owned(),
        });
    }
    let mut counts: Vec<(String, u64)> = names
        .into_seen()
        .into_iter()
        .map(|name| (name, 0))
        .collect();
    for part in parts {
        for ((_, sum), rows) in counts.iter_mut().zip(part) {
            *sum += rows;
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(counts)
}

/// Refuses names that no event of the log has, naming the nearest.
pub(crate) fn check_known(asked: &[String], known: &[(String, u64)]) -> Result<(), FunnelError> {
    let missing = |name: &&String| !known.iter().any(|(event, _)| event == *name);
    let events: Vec<String> = asked.iter().filter(missing).cloned().collect();
    if events.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = known.iter().map(|(event, _)| event.clone()).collect();
    let mut near: Vec<String> = events
        .iter()
        .flat_map(|event| near::names(event, &names))
        .collect();
    near.dedup();
    if near.is_empty() {
        near = names;
        near.truncate(LISTED);
    }
    Err(FunnelError::UnknownEvents { events, near })
}

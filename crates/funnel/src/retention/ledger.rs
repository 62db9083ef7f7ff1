//! Who is new, stays, comes back and falls silent.

use super::{Lifecycle, calendar::Calendar};

/// Counts by period.
#[derive(Debug, Clone)]
pub(super) struct LifecycleCounts {
    /// New, retained and resurrected.
    counts: Vec<[u64; 3]>,
}

impl LifecycleCounts {
    pub(super) fn new(periods: usize) -> Self {
        Self {
            counts: vec![[0; 3]; periods],
        }
    }

    /// Enters a person who was active in the periods of these places.
    pub(super) fn enter(&mut self, active: &[usize]) {
        let mut before = None;
        for &place in active {
            let became = match before {
                None => 0,
                Some(before) if before + 1 == place => 1,
                Some(_) => 2,
            };
            self.counts[place][became] += 1;
            before = Some(place);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            for (sum, count) in mine.iter_mut().zip(theirs) {
                *sum += count;
            }
        }
    }

    /// Period by period.
    pub(super) fn lifecycle(&self, calendar: &Calendar, as_of: i32) -> Vec<Lifecycle> {
        let (first, _) = calendar.bounds();
        let mut before: Option<u64> = None;
        (first..)
            .zip(&self.counts)
            .map(|(number, &[new, retained, resurrected])| {
                let active = new + retained + resurrected;
                let open = !calendar.is_over(number, as_of);
                let dormant = before.unwrap_or(0) - retained;
                let share = |part: u64, of: u64| (of > 0 && !open).then(|| part as f64 / of as f64);
                let churn = before.and_then(|before| share(dormant, before));
                before = Some(active);
                Lifecycle {
                    start: calendar.start(number),
                    open,
                    new,
                    retained,
                    resurrected,
                    active,
                    dormant,
                    churn,
                    quick_ratio: share(new + resurrected, dormant),
                }
            })
            .collect()
    }
}

//! [`History`]: what a model knows of one customer.

use std::cmp::Ordering;

/// Repeat purchases of one customer: x, `t_x` and T of the literature, in one unit of time for everybody.
///
/// Purchases on the same day are one purchase, so that somebody who bought on a single day has none
/// to repeat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    repeats: u32,
    last: f64,
    observed: f64,
}

/// Why no customer can have such a history.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum HistoryError {
    /// A time is negative, infinite or not a number.
    #[error("a history has the times {last} and {observed}, expected finite ones of at least zero")]
    Time {
        /// From the first to the last purchase.
        last: f64,
        /// From the first purchase to the end of the observation.
        observed: f64,
    },
    /// The last purchase lies after the end of the observation.
    #[error("the last purchase is at {last}, after the end of the observation at {observed}")]
    AfterEnd {
        /// From the first to the last purchase.
        last: f64,
        /// From the first purchase to the end of the observation.
        observed: f64,
    },
    /// The last purchase is the first one although there are repeats, or another one without any.
    #[error("{repeats} repeat purchases, the last of them {last} after the first purchase")]
    Repeats {
        /// Repeat purchases.
        repeats: u32,
        /// From the first to the last purchase.
        last: f64,
    },
}

impl History {
    /// A customer with `repeats` purchases after the first, the last of them `last` after the first, who has
    /// been observed for `observed` since the first.
    ///
    /// # Errors
    /// Times that are negative or not finite; a last purchase after the end; repeats without time between
    /// first and last purchase, and the other way round.
    pub fn new(repeats: u32, last: f64, observed: f64) -> Result<Self, HistoryError> {
        let time = |time: f64| time.is_finite() && time >= 0.0;
        if !time(last) || !time(observed) {
            return Err(HistoryError::Time { last, observed });
        }
        if last > observed {
            return Err(HistoryError::AfterEnd { last, observed });
        }
        if (repeats == 0) != (last <= 0.0) {
            return Err(HistoryError::Repeats { repeats, last });
        }
        // A sum with zero makes a positive zero of a negative one, so that equal histories have equal bits.
        Ok(Self {
            repeats,
            last: last + 0.0,
            observed: observed + 0.0,
        })
    }

    /// Somebody who has just bought for the first time.
    pub const NEW: Self = Self {
        repeats: 0,
        last: 0.0,
        observed: 0.0,
    };

    /// Purchases after the first: x.
    pub fn repeats(self) -> u32 {
        self.repeats
    }

    /// Time from the first to the last purchase, 0 without repeats: `t_x`.
    pub fn last(self) -> f64 {
        self.last
    }

    /// Time from the first purchase to the end of the observation: T.
    pub fn observed(self) -> f64 {
        self.observed
    }

    /// By repeats, observed time and last purchase.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        self.repeats
            .cmp(&other.repeats)
            .then(self.observed.total_cmp(&other.observed))
            .then(self.last.total_cmp(&other.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_histories_are_refused() {
        assert!(History::new(2, 30.43, 38.86).is_ok());
        assert!(History::new(1, 3.0, 3.0).is_ok());
        assert_eq!(History::new(0, -0.0, 0.0), Ok(History::NEW));
        let refused = |repeats, last, observed| History::new(repeats, last, observed).unwrap_err();
        assert!(matches!(refused(1, -1.0, 2.0), HistoryError::Time { .. }));
        assert!(matches!(
            refused(1, 1.0, f64::INFINITY),
            HistoryError::Time { .. }
        ));
        assert!(matches!(
            refused(1, f64::NAN, 2.0),
            HistoryError::Time { .. }
        ));
        assert!(matches!(
            refused(1, 3.0, 2.0),
            HistoryError::AfterEnd { .. }
        ));
        assert!(matches!(refused(0, 1.0, 2.0), HistoryError::Repeats { .. }));
        assert!(matches!(refused(1, 0.0, 2.0), HistoryError::Repeats { .. }));
    }
}
